check_PROGRAMS += tests/analysis/t-global
tests_analysis_t_global_SOURCES = tests/analysis/t-global.c
tests_analysis_t_global_LDADD = $(LIBS_ANALYSIS)

check_PROGRAMS += tests/analysis/t-cases tests/analysis/t-limits tests/analysis/t-sound
tests_analysis_t_cases_SOURCES = tests/analysis/t-cases.c
tests_analysis_t_cases_LDADD = $(LIBS_ANALYSIS)
tests_analysis_t_limits_SOURCES = tests/analysis/t-limits.c
tests_analysis_t_limits_LDADD = $(LIBS_ANALYSIS)
tests_analysis_t_sound_SOURCES = tests/analysis/t-sound.c tests/formulas.h
tests_analysis_t_sound_LDADD = $(LIBS_ANALYSIS)
EXTRA_DIST += tests/cases/README.md tests/cases/extrema.txt
check_PROGRAMS += tests/analysis/t-convex
tests_analysis_t_convex_SOURCES = tests/analysis/t-convex.c tests/formulas.h
tests_analysis_t_convex_LDADD = $(LIBS_ANALYSIS)
check_PROGRAMS += tests/analysis/t-surface
tests_analysis_t_surface_SOURCES = tests/analysis/t-surface.c tests/formulas.h
tests_analysis_t_surface_LDADD = $(LIBS_ANALYSIS)
