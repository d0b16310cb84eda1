# check_PROGRAMS += tests/optim/t-file
# tests_optim_t_file_SOURCES = tests/optim/t-file.c
# tests_optim_t_file_LDADD = $(LIBS_OPTIM)
