check_PROGRAMS += \
	tests/verb/t-minimize

tests_verb_t_minimize_SOURCES = tests/verb/t-minimize.c
tests_verb_t_minimize_LDADD = $(LIBS_VERB)
