noinst_LIBRARIES += src/tape/libtape.a
src_tape_libtape_a_SOURCES = \
	src/tape/tape.h
