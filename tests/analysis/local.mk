check_PROGRAMS += tests/analysis/t-cases tests/analysis/t-limits tests/analysis/t-sound
tests_analysis_t_cases_SOURCES = tests/analysis/t-cases.c
tests_analysis_t_cases_LDADD = $(LIBS_ANALYSIS)
tests_analysis_t_limits_SOURCES = tests/analysis/t-limits.c
tests_analysis_t_limits_LDADD = $(LIBS_ANALYSIS)
tests_analysis_t_sound_SOURCES = tests/analysis/t-sound.c tests/formulas.h
tests_analysis_t_sound_LDADD = $(LIBS_ANALYSIS)
EXTRA_DIST += tests/cases/README.md tests/cases/extrema.txt
