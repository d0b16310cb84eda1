check_PROGRAMS += \
	tests/optim/t-bounds \
	tests/optim/t-gd \
	tests/optim/t-kink \
	tests/optim/t-limited \
	tests/optim/t-methods \
	tests/optim/t-newton \
	tests/optim/t-quasi \
	tests/optim/t-rest

tests_optim_t_bounds_SOURCES = tests/optim/t-bounds.c
tests_optim_t_bounds_LDADD = $(LIBS_OPTIM)
tests_optim_t_gd_SOURCES = tests/optim/t-gd.c
tests_optim_t_gd_LDADD = $(LIBS_OPTIM)
tests_optim_t_methods_SOURCES = tests/optim/t-methods.c
tests_optim_t_methods_LDADD = $(LIBS_OPTIM)
tests_optim_t_quasi_SOURCES = tests/optim/t-quasi.c
tests_optim_t_quasi_LDADD = $(LIBS_OPTIM)
tests_optim_t_rest_SOURCES = tests/optim/t-rest.c
tests_optim_t_rest_LDADD = $(LIBS_OPTIM)
tests_optim_t_kink_SOURCES = tests/optim/t-kink.c
tests_optim_t_kink_LDADD = $(LIBS_OPTIM)
tests_optim_t_newton_SOURCES = tests/optim/t-newton.c
tests_optim_t_newton_LDADD = $(LIBS_OPTIM)
tests_optim_t_limited_SOURCES = tests/optim/t-limited.c
tests_optim_t_limited_LDADD = $(LIBS_OPTIM)
