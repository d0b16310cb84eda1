check_PROGRAMS += \
	tests/tui/t-actions \
	tests/tui/t-editline \
	tests/tui/t-figure \
	tests/tui/t-plain \
	tests/tui/t-preview \
	tests/tui/t-screen \
	tests/tui/t-theatre \
	tests/tui/t-tutor \
	tests/tui/t-workbench

tests_tui_t_actions_SOURCES = tests/tui/t-actions.c
tests_tui_t_actions_LDADD = $(LIBS_TUI)
tests_tui_t_editline_SOURCES = tests/tui/t-editline.c
tests_tui_t_editline_LDADD = $(LIBS_TUI)
tests_tui_t_figure_SOURCES = tests/tui/t-figure.c
tests_tui_t_figure_LDADD = $(LIBS_TUI)
tests_tui_t_plain_SOURCES = tests/tui/t-plain.c tests/tui/stage.h
tests_tui_t_plain_LDADD = $(LIBS_TUI)
tests_tui_t_preview_SOURCES = tests/tui/t-preview.c tests/tui/stage.h
tests_tui_t_preview_LDADD = $(LIBS_TUI)
tests_tui_t_screen_SOURCES = tests/tui/t-screen.c
tests_tui_t_screen_LDADD = $(LIBS_TUI)
tests_tui_t_theatre_SOURCES = tests/tui/t-theatre.c tests/tui/stage.h
tests_tui_t_theatre_LDADD = $(LIBS_TUI)
tests_tui_t_tutor_SOURCES = tests/tui/t-tutor.c tests/tui/stage.h
tests_tui_t_tutor_LDADD = $(LIBS_TUI)
tests_tui_t_workbench_SOURCES = tests/tui/t-workbench.c tests/tui/stage.h
tests_tui_t_workbench_LDADD = $(LIBS_TUI)

EXTRA_DIST += \
	tests/tui/screens/home.txt \
	tests/tui/screens/lesson-small.txt \
	tests/tui/screens/lesson.txt \
	tests/tui/screens/problem-small.txt \
	tests/tui/screens/problem.txt \
	tests/tui/screens/theatre.txt \
	tests/tui/screens/workbench.txt \
	tests/tui/screens/workbench-ascii.txt \
	tests/tui/screens/workbench-large.txt \
	tests/tui/screens/workbench-mistake.txt \
	tests/tui/screens/workbench-pole.txt \
	tests/tui/screens/workbench-small.txt
