check_PROGRAMS += \
	tests/tui/t-actions \
	tests/tui/t-editline \
	tests/tui/t-screen

tests_tui_t_actions_SOURCES = tests/tui/t-actions.c
tests_tui_t_actions_LDADD = $(LIBS_TUI)
tests_tui_t_editline_SOURCES = tests/tui/t-editline.c
tests_tui_t_editline_LDADD = $(LIBS_TUI)
tests_tui_t_screen_SOURCES = tests/tui/t-screen.c
tests_tui_t_screen_LDADD = $(LIBS_TUI)
