noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_SOURCES = \
	src/store/internal.h \
	src/store/store.h \
	src/store/files.c \
	src/store/store.c \
	src/store/waiting.c
