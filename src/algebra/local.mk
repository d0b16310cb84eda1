noinst_LIBRARIES += src/algebra/libalgebra.a
src_algebra_libalgebra_a_SOURCES =
