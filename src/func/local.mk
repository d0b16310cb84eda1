noinst_LIBRARIES += src/func/libfunc.a
src_func_libfunc_a_SOURCES = \
	src/func/func.h \
	src/func/functions.def
