# check_PROGRAMS += tests/verb/t-file
# tests_verb_t_file_SOURCES = tests/verb/t-file.c
# tests_verb_t_file_LDADD = $(LIBS_VERB)
