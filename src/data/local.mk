noinst_LIBRARIES += src/data/libdata.a
src_data_libdata_a_SOURCES = \
	src/data/data.h \
	src/data/internal.h \
	src/data/csv.c \
	src/data/series.c
