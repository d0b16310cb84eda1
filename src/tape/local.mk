noinst_LIBRARIES += src/tape/libtape.a
src_tape_libtape_a_SOURCES = \
	src/tape/internal.h \
	src/tape/tape.h \
	src/tape/compile.c \
	src/tape/eval.c \
	src/tape/lower.c
