# check_PROGRAMS += tests/plot/t-file
# tests_plot_t_file_SOURCES = tests/plot/t-file.c
# tests_plot_t_file_LDADD = $(LIBS_PLOT)
