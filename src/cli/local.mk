# All but main.c is an archive, so that tests can link it.
noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES = \
	src/cli/cli.h \
	src/cli/batch.c \
	src/cli/interrupt.c \
	src/cli/options.c \
	src/cli/overview.c \
	src/cli/progress.c \
	src/cli/repl.c \
	src/cli/show.c \
	src/cli/world.c

bin_PROGRAMS += gradus
gradus_SOURCES = src/cli/main.c
gradus_LDADD = $(LIBS_CLI)
