noinst_LIBRARIES += src/optim/liboptim.a
src_optim_liboptim_a_SOURCES = \
	src/optim/optim.h \
	src/optim/internal.h \
	src/optim/methods.def \
	src/optim/method.c \
	src/optim/run.c \
	src/optim/along.c \
	src/optim/bend.c \
	src/optim/bounds.c \
	src/optim/cauchy.c \
	src/optim/cholesky.c \
	src/optim/conjugate.c \
	src/optim/descent.c \
	src/optim/kink.c \
	src/optim/lbfgsb.c \
	src/optim/lbfgsb.h \
	src/optim/limited.c \
	src/optim/linear.c \
	src/optim/linesearch.c \
	src/optim/newton.c \
	src/optim/powell.c \
	src/optim/quasi.c \
	src/optim/rates.c \
	src/optim/rest.c \
	src/optim/scalar.c \
	src/optim/section.c \
	src/optim/section.h \
	src/optim/simplex.c \
	src/optim/squares.c \
	src/optim/stop.c \
	src/optim/triangle.c \
	src/optim/trust.c
