noinst_LIBRARIES += src/analysis/libanalysis.a
src_analysis_libanalysis_a_SOURCES = \
	src/analysis/analysis.h \
	src/analysis/internal.h \
	src/analysis/surface.h \
	src/analysis/surfaces.h \
	src/analysis/bowl.c \
	src/analysis/boxes.c \
	src/analysis/branch.c \
	src/analysis/convex.c \
	src/analysis/critical.c \
	src/analysis/domain.c \
	src/analysis/definite.c \
	src/analysis/extrema.c \
	src/analysis/global.c \
	src/analysis/growth.c \
	src/analysis/inertia.c \
	src/analysis/limits.c \
	src/analysis/names.c \
	src/analysis/newton.c \
	src/analysis/pairs.c \
	src/analysis/surface.c
