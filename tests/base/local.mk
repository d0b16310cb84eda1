# check_PROGRAMS += tests/base/t-file
# tests_base_t_file_SOURCES = tests/base/t-file.c
# tests_base_t_file_LDADD = $(LIBS_BASE)
