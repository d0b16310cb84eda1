noinst_LIBRARIES += src/plot/libplot.a
src_plot_libplot_a_SOURCES = \
	src/plot/axes.c \
	src/plot/canvas.c \
	src/plot/curve.c \
	src/plot/plot.h \
	src/plot/relief.c \
	src/plot/trail.c
