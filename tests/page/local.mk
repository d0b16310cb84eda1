# check_PROGRAMS += tests/page/t-file
# tests_page_t_file_SOURCES = tests/page/t-file.c
# tests_page_t_file_LDADD = $(LIBS_PAGE)
