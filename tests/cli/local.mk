# check_PROGRAMS += tests/cli/t-file
# tests_cli_t_file_SOURCES = tests/cli/t-file.c
# tests_cli_t_file_LDADD = $(LIBS_CLI)
