noinst_LIBRARIES += src/page/libpage.a
src_page_libpage_a_SOURCES = \
	src/page/page.h
