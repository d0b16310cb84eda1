noinst_LIBRARIES += src/algebra/libalgebra.a
src_algebra_libalgebra_a_SOURCES = \
	src/algebra/algebra.h \
	src/algebra/internal.h \
	src/algebra/angles.c \
	src/algebra/assume.c \
	src/algebra/contract.c \
	src/algebra/derive.c \
	src/algebra/eliminate.c \
	src/algebra/factors.c \
	src/algebra/jet.c \
	src/algebra/lawask.c \
	src/algebra/lawbook.c \
	src/algebra/lawrules.c \
	src/algebra/laws.def \
	src/algebra/lawtell.c \
	src/algebra/length.c \
	src/algebra/poly.c \
	src/algebra/ring.c \
	src/algebra/ring.h \
	src/algebra/ringread.c \
	src/algebra/ringwrite.c \
	src/algebra/shape.c \
	src/algebra/simplify.c \
	src/algebra/simplify.h \
	src/algebra/stepform.c \
	src/algebra/steps.c \
	src/algebra/steptidy.c \
	src/algebra/terms.c \
	src/algebra/tidy.c \
	src/algebra/tidy.h \
	src/algebra/tidyshare.c \
	src/algebra/tidysum.c \
	src/algebra/views.c \
	src/algebra/web.c \
	src/algebra/working.h
