# check_PROGRAMS += tests/store/t-file
# tests_store_t_file_SOURCES = tests/store/t-file.c
# tests_store_t_file_LDADD = $(LIBS_STORE)
