check_PROGRAMS += \
	tests/certify/t-enclose

tests_certify_t_enclose_SOURCES = tests/certify/t-enclose.c tests/formulas.h
tests_certify_t_enclose_LDADD = $(LIBS_CERTIFY)

check_PROGRAMS += tests/certify/t-equal tests/certify/t-realset tests/certify/t-roots
tests_certify_t_equal_SOURCES = tests/certify/t-equal.c
tests_certify_t_equal_LDADD = $(LIBS_CERTIFY)
tests_certify_t_realset_SOURCES = tests/certify/t-realset.c
tests_certify_t_realset_LDADD = $(LIBS_CERTIFY)
tests_certify_t_roots_SOURCES = tests/certify/t-roots.c
tests_certify_t_roots_LDADD = $(LIBS_CERTIFY)

check_PROGRAMS += tests/certify/t-quick
tests_certify_t_quick_SOURCES = tests/certify/t-quick.c tests/formulas.h
tests_certify_t_quick_LDADD = $(LIBS_CERTIFY)
