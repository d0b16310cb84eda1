noinst_LIBRARIES += src/data/libdata.a
src_data_libdata_a_SOURCES =
