# check_PROGRAMS += tests/tape/t-file
# tests_tape_t_file_SOURCES = tests/tape/t-file.c
# tests_tape_t_file_LDADD = $(LIBS_TAPE)
