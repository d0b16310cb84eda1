noinst_LIBRARIES += src/tape/libtape.a
src_tape_libtape_a_SOURCES = \
	src/tape/internal.h \
	src/tape/tape.h \
	src/tape/ball.c \
	src/tape/bends.c \
	src/tape/compile.c \
	src/tape/eval.c \
	src/tape/forward.c \
	src/tape/lanes.c \
	src/tape/lower.c \
	src/tape/reverse.c \
	src/tape/rows.c \
	src/tape/slopes.c \
	src/tape/trace.c
