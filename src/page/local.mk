noinst_LIBRARIES += src/page/libpage.a
src_page_libpage_a_SOURCES = \
	src/page/internal.h \
	src/page/page.h \
	src/page/ascii.c \
	src/page/cast.c \
	src/page/document.c \
	src/page/drawn.c \
	src/page/json.c \
	src/page/layout.c \
	src/page/markup.c \
	src/page/paint.c \
	src/page/report.c \
	src/page/report.h \
	src/page/report_author.c \
	src/page/report_surface.c \
	src/page/report_try.c \
	src/page/report_walk.c \
	src/page/result.c \
	src/page/setter.c \
	src/page/table.c
