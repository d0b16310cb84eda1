# check_PROGRAMS += tests/certify/t-file
# tests_certify_t_file_SOURCES = tests/certify/t-file.c
# tests_certify_t_file_LDADD = $(LIBS_CERTIFY)
