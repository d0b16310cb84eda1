noinst_LIBRARIES += src/algebra/libalgebra.a
src_algebra_libalgebra_a_SOURCES = \
	src/algebra/algebra.h \
	src/algebra/internal.h \
	src/algebra/derive.c \
	src/algebra/poly.c \
	src/algebra/shape.c \
	src/algebra/web.c
