# check_PROGRAMS += tests/analysis/t-file
# tests_analysis_t_file_SOURCES = tests/analysis/t-file.c
# tests_analysis_t_file_LDADD = $(LIBS_ANALYSIS)
