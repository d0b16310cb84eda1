/* walk.h: a descent that can be wound back.
 *
 *   walk_new --> walk_seek(k) --> places 0 .. k
 *
 * The stepper only goes forward. To go back the walk starts again and steps to the place
 * wished for: the same input gives the same places, bit for bit.
 */
#ifndef GRADUS_WALK_H
#define GRADUS_WALK_H

#include "plot/plot.h"

struct walk_plan {
    struct pool *pool;
    struct formula f;
    const expr *vars;
    size_t n;
    const char *method; /* a name of methods.def */
    double rate;
    const double *start; /* n of them */
    size_t max_iter;
};

struct walk_place {
    const double *x; /* n of them */
    double f, slope; /* of one variable f', of more the length of the gradient */
};

struct walk;

/* ST_USAGE: no such method. ST_DOMAIN: f has no value at the start. The walk lives in the
 * arena. */
enum status walk_new(struct arena *a, const struct walk_plan *plan, struct walk **walk,
                     struct diag *d);
/* Goes to step k, or to the last one before it; returns which. */
size_t walk_seek(struct walk *w, size_t k);
size_t walk_step(const struct walk *w);
const struct walk_place *walk_place(const struct walk *w, size_t k); /* k <= walk_step */
double walk_rate(const struct walk *w);
/* Walks the same number of steps at another rate. */
void walk_set_rate(struct walk *w, double rate);
/* Why it goes no further than where it is, or NULL; *remedy may be "". */
const char *walk_end(const struct walk *w, const char **remedy);
/* Did it run away? */
bool walk_diverged(const struct walk *w);

#endif
