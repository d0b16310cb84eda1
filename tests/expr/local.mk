check_PROGRAMS += tests/expr/t-constant tests/expr/t-parse tests/expr/t-pool \
	tests/expr/t-pretty tests/expr/t-print tests/expr/t-trees
tests_expr_t_constant_SOURCES = tests/expr/t-constant.c
tests_expr_t_constant_LDADD = $(LIBS_EXPR)
tests_expr_t_parse_SOURCES = tests/expr/t-parse.c
tests_expr_t_parse_LDADD = $(LIBS_EXPR)
tests_expr_t_pool_SOURCES = tests/expr/t-pool.c tests/formulas.h
tests_expr_t_pool_LDADD = $(LIBS_EXPR)
tests_expr_t_print_SOURCES = tests/expr/t-print.c
tests_expr_t_print_LDADD = $(LIBS_EXPR)
tests_expr_t_pretty_SOURCES = tests/expr/t-pretty.c tests/expr/trees.h
tests_expr_t_pretty_LDADD = $(LIBS_EXPR)
EXTRA_DIST += tests/expr/pretty.txt
tests_expr_t_trees_SOURCES = tests/expr/t-trees.c tests/expr/trees.h tests/formulas.h
tests_expr_t_trees_LDADD = $(LIBS_EXPR)
check_PROGRAMS += tests/expr/t-wide
tests_expr_t_wide_SOURCES = tests/expr/t-wide.c
tests_expr_t_wide_LDADD = $(LIBS_EXPR)
