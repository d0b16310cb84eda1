noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = \
	src/base/base.h \
	src/base/flint.h \
	src/base/arena.c \
	src/base/budget.c \
	src/base/diag.c \
	src/base/str.c
