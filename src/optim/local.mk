noinst_LIBRARIES += src/optim/liboptim.a
src_optim_liboptim_a_SOURCES =
