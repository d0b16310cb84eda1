/* reel.h: a walk as pictures, one for each step. */
#ifndef GRADUS_VERB_REEL_H
#define GRADUS_VERB_REEL_H

#include "plot/plot.h"
#include "verb/internal.h"

enum { REEL_COLUMNS = 80, REEL_ROWS = 24 };

/* One who walks: a trace as the verbs give it. */
struct reel_walker {
    const char *name;           /* "gd 0.1", or "" for the only one */
    const struct result *trace; /* [{k, x, f}, ...] */
};

struct reel {
    struct job *job;
    const char *title;
    struct reel_walker *walkers;
    size_t n, frames;    /* frames of the longest walk */
    struct curve *curve; /* f itself, of one variable; NULL: heights step by step */
    struct axis across, up;
    bool logarithmic; /* heights are told by their order of magnitude */
};

/* Axes wide enough for all frames. `f` and `x`, if f is not NULL, are the function of one
 * variable that is walked on. */
void reel_prepare(struct reel *r, const struct formula *f, expr x);
/* The lines of frame k, at most REEL_ROWS - 1 of at most REEL_COLUMNS, with room for one
 * more; *n: how many. They live in the arena. */
const char **reel_frame(const struct reel *r, struct arena *a, size_t k, size_t *n);
/* The text, cut to REEL_COLUMNS. */
const char *reel_cut(struct arena *a, const char *text);

#endif
