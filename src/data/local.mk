noinst_LIBRARIES += src/data/libdata.a
src_data_libdata_a_SOURCES = \
	src/data/data.h \
	src/data/internal.h \
	src/data/losses.def \
	src/data/csv.c \
	src/data/fit.c \
	src/data/lad.c \
	src/data/loss.c \
	src/data/polish.c \
	src/data/quality.c \
	src/data/sample.c \
	src/data/series.c
