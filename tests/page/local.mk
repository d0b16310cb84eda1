check_PROGRAMS += \
	tests/page/t-ascii \
	tests/page/t-cast \
	tests/page/t-json \
	tests/page/t-layout \
	tests/page/t-markup \
	tests/page/t-result

tests_page_t_result_SOURCES = tests/page/t-result.c
tests_page_t_result_LDADD = $(LIBS_PAGE)
tests_page_t_json_SOURCES = tests/page/t-json.c
tests_page_t_json_LDADD = $(LIBS_PAGE)
tests_page_t_ascii_SOURCES = tests/page/t-ascii.c
tests_page_t_ascii_LDADD = $(LIBS_PAGE)
tests_page_t_markup_SOURCES = tests/page/t-markup.c
tests_page_t_markup_LDADD = $(LIBS_PAGE)
tests_page_t_layout_SOURCES = tests/page/t-layout.c
tests_page_t_layout_LDADD = $(LIBS_PAGE)
tests_page_t_cast_SOURCES = tests/page/t-cast.c
tests_page_t_cast_LDADD = $(LIBS_PAGE)
