# check_PROGRAMS += tests/algebra/t-file
# tests_algebra_t_file_SOURCES = tests/algebra/t-file.c
# tests_algebra_t_file_LDADD = $(LIBS_ALGEBRA)
