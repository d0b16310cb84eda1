check_PROGRAMS += \
	tests/optim/t-gd \
	tests/optim/t-methods

tests_optim_t_gd_SOURCES = tests/optim/t-gd.c
tests_optim_t_gd_LDADD = $(LIBS_OPTIM)
tests_optim_t_methods_SOURCES = tests/optim/t-methods.c
tests_optim_t_methods_LDADD = $(LIBS_OPTIM)
