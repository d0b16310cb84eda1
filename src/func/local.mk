noinst_LIBRARIES += src/func/libfunc.a
src_func_libfunc_a_SOURCES = \
	src/func/func.h \
	src/func/functions.def \
	src/func/internal.h \
	src/func/ball.c \
	src/func/bend.c \
	src/func/circular.c \
	src/func/double.c \
	src/func/enclose.c \
	src/func/ival.c \
	src/func/quick.c \
	src/func/row.c \
	src/func/slope.c \
	src/func/special.c
