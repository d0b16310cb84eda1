# check_PROGRAMS += tests/data/t-file
# tests_data_t_file_SOURCES = tests/data/t-file.c
# tests_data_t_file_LDADD = $(LIBS_DATA_FLOOR)
