# check_PROGRAMS += tests/tui/t-file
# tests_tui_t_file_SOURCES = tests/tui/t-file.c
# tests_tui_t_file_LDADD = $(LIBS_TUI)
