# check_PROGRAMS += tests/expr/t-file
# tests_expr_t_file_SOURCES = tests/expr/t-file.c
# tests_expr_t_file_LDADD = $(LIBS_EXPR)
