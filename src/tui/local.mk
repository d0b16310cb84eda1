noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_SOURCES = \
	src/tui/actions.c \
	src/tui/actions.def \
	src/tui/app.c \
	src/tui/bench.h \
	src/tui/benchfacts.c \
	src/tui/benchpicture.c \
	src/tui/benchtext.c \
	src/tui/derivation.c \
	src/tui/editline.c \
	src/tui/figure.c \
	src/tui/help.c \
	src/tui/home.c \
	src/tui/internal.h \
	src/tui/lesson.c \
	src/tui/loop.c \
	src/tui/plain.c \
	src/tui/plain.h \
	src/tui/plainpreview.c \
	src/tui/preview.c \
	src/tui/problem.c \
	src/tui/screen.c \
	src/tui/screen.h \
	src/tui/screen_curses.c \
	src/tui/screen_memory.c \
	src/tui/sheet.c \
	src/tui/solve.c \
	src/tui/text.c \
	src/tui/theatre.c \
	src/tui/tui.h \
	src/tui/walk.c \
	src/tui/walk.h \
	src/tui/watch.c \
	src/tui/workbench.c
