check_PROGRAMS += tests/algebra/t-derive tests/algebra/t-shape
tests_algebra_t_derive_SOURCES = tests/algebra/t-derive.c tests/formulas.h
tests_algebra_t_derive_LDADD = $(LIBS_ALGEBRA)
tests_algebra_t_shape_SOURCES = tests/algebra/t-shape.c
tests_algebra_t_shape_LDADD = $(LIBS_ALGEBRA)
check_PROGRAMS += tests/algebra/t-gradient
tests_algebra_t_gradient_SOURCES = tests/algebra/t-gradient.c
tests_algebra_t_gradient_LDADD = $(LIBS_ALGEBRA)
