check_PROGRAMS += tests/cli/t-interrupt

tests_cli_t_interrupt_SOURCES = tests/cli/t-interrupt.c
tests_cli_t_interrupt_LDADD = $(LIBS_BASE)
