noinst_LIBRARIES += src/verb/libverb.a
src_verb_libverb_a_SOURCES = \
	src/verb/internal.h \
	src/verb/options.def \
	src/verb/verb.h \
	src/verb/verbs.def \
	src/verb/autodiff.c \
	src/verb/box.c \
	src/verb/calc.c \
	src/verb/derivative.c \
	src/verb/descend.c \
	src/verb/difference.c \
	src/verb/fit.c \
	src/verb/model.c \
	src/verb/model.h \
	src/verb/prove.c \
	src/verb/simplify.c \
	src/verb/slope.c \
	src/verb/squares.c \
	src/verb/slope.h \
	src/verb/help.c \
	src/verb/interval.c \
	src/verb/judge.c \
	src/verb/manual.c \
	src/verb/partials.c \
	src/verb/points.c \
	src/verb/restart.c \
	src/verb/run.c \
	src/verb/story.c \
	src/verb/surface.c \
	src/verb/surface.h \
	src/verb/surfacestory.c \
	src/verb/telling.c \
	src/verb/telling.h \
	src/verb/value.c \
	src/verb/walk.c \
	src/verb/walk.h \
	src/verb/working.c
