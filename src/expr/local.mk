noinst_LIBRARIES += src/expr/libexpr.a
src_expr_libexpr_a_SOURCES = \
	src/expr/expr.h \
	src/expr/internal.h \
	src/expr/node.h \
	src/expr/operators.def \
	src/expr/calls.def \
	src/expr/greek.def \
	src/expr/build.c \
	src/expr/constant.c \
	src/expr/domain.c \
	src/expr/fold.c \
	src/expr/forms.c \
	src/expr/lex.c \
	src/expr/names.c \
	src/expr/number.c \
	src/expr/order.c \
	src/expr/parse.c \
	src/expr/parse.h \
	src/expr/parsebracket.c \
	src/expr/parsecall.c \
	src/expr/parsestack.c \
	src/expr/pool.c \
	src/expr/power.c \
	src/expr/pretty.c \
	src/expr/pretty.h \
	src/expr/prettycall.c \
	src/expr/print.c \
	src/expr/product.c \
	src/expr/relation.c \
	src/expr/rule.c \
	src/expr/show.c \
	src/expr/suggest.c \
	src/expr/sum.c \
	src/expr/syntax.c \
	src/expr/tex.c \
	src/expr/wide.c
