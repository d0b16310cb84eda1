noinst_LIBRARIES += src/page/libpage.a
src_page_libpage_a_SOURCES = \
	src/page/internal.h \
	src/page/page.h \
	src/page/ascii.c \
	src/page/json.c \
	src/page/result.c
