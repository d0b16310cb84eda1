check_PROGRAMS += \
	tests/verb/t-minimize \
	tests/verb/t-slips

EXTRA_DIST += tests/cases/slips.jsonl

tests_verb_t_minimize_SOURCES = tests/verb/t-minimize.c
tests_verb_t_minimize_LDADD = $(LIBS_VERB)
tests_verb_t_slips_SOURCES = tests/verb/t-slips.c
tests_verb_t_slips_LDADD = $(LIBS_VERB)
