noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = \
	src/base/base.h \
	src/base/bounds.h \
	src/base/box.c \
	src/base/box.h \
	src/base/flint.h \
	src/base/arena.c \
	src/base/budget.c \
	src/base/diag.c \
	src/base/guard.c \
	src/base/picture.c \
	src/base/rng.c \
	src/base/source.c \
	src/base/stack.c \
	src/base/ival.c \
	src/base/ivalpow.c \
	src/base/str.c \
	src/base/strfind.c \
	src/base/utf8.c \
	src/base/width.def
