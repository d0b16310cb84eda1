noinst_LIBRARIES += src/optim/liboptim.a
src_optim_liboptim_a_SOURCES = \
	src/optim/optim.h \
	src/optim/internal.h \
	src/optim/methods.def \
	src/optim/method.c \
	src/optim/run.c \
	src/optim/descent.c \
	src/optim/kink.c \
	src/optim/linear.c \
	src/optim/linesearch.c \
	src/optim/quasi.c \
	src/optim/rest.c \
	src/optim/simplex.c \
	src/optim/stop.c
