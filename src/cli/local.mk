# All but main.c is an archive, so that tests can link it.
noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES =

# The program is declared here once main.c stands:
#
# bin_PROGRAMS += gradus
# gradus_SOURCES = src/cli/main.c
# gradus_LDADD = $(LIBS_CLI)
