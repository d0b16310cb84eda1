check_PROGRAMS += \
	tests/base/t-guard \
	tests/base/t-picture \
	tests/base/t-rng \
	tests/base/t-source \
	tests/base/t-strfind \
	tests/base/t-utf8

tests_base_t_guard_SOURCES = tests/base/t-guard.c
tests_base_t_guard_LDADD = $(LIBS_BASE)
tests_base_t_picture_SOURCES = tests/base/t-picture.c
tests_base_t_picture_LDADD = $(LIBS_BASE)
tests_base_t_rng_SOURCES = tests/base/t-rng.c
tests_base_t_rng_LDADD = $(LIBS_BASE)
tests_base_t_source_SOURCES = tests/base/t-source.c
tests_base_t_source_LDADD = $(LIBS_BASE)
tests_base_t_strfind_SOURCES = tests/base/t-strfind.c
tests_base_t_strfind_LDADD = $(LIBS_BASE)
tests_base_t_utf8_SOURCES = tests/base/t-utf8.c
tests_base_t_utf8_LDADD = $(LIBS_BASE)
check_PROGRAMS += tests/base/t-ival
tests_base_t_ival_SOURCES = tests/base/t-ival.c
tests_base_t_ival_LDADD = $(LIBS_BASE)
