noinst_LIBRARIES += src/certify/libcertify.a
src_certify_libcertify_a_SOURCES = \
	src/certify/certify.h
