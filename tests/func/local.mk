# check_PROGRAMS += tests/func/t-file
# tests_func_t_file_SOURCES = tests/func/t-file.c
# tests_func_t_file_LDADD = $(LIBS_FUNC)
