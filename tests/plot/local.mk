check_PROGRAMS += tests/plot/t-plot
tests_plot_t_plot_SOURCES = tests/plot/t-plot.c
tests_plot_t_plot_LDADD = $(LIBS_PLOT)
