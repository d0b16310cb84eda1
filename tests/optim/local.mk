check_PROGRAMS += \
	tests/optim/t-gd

tests_optim_t_gd_SOURCES = tests/optim/t-gd.c
tests_optim_t_gd_LDADD = $(LIBS_OPTIM)
