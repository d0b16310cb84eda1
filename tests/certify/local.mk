check_PROGRAMS += \
	tests/certify/t-enclose

tests_certify_t_enclose_SOURCES = tests/certify/t-enclose.c tests/tape/formulas.h
tests_certify_t_enclose_LDADD = $(LIBS_CERTIFY)
