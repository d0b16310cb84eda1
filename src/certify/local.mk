noinst_LIBRARIES += src/certify/libcertify.a
src_certify_libcertify_a_SOURCES = \
	src/certify/certify.h \
	src/certify/internal.h \
	src/certify/closed.c \
	src/certify/enclose.c \
	src/certify/equal.c \
	src/certify/polyroots.c \
	src/certify/quick.c \
	src/certify/real.c \
	src/certify/realset.c \
	src/certify/roots.c \
	src/certify/solve.c \
	src/certify/subdivide.c \
	src/certify/where.c
