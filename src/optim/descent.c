/* descent.c: first-order methods with a rate given beforehand.
 *
 * They share one shape: each coordinate moves by a law of its own slope g and of what it
 * remembers from earlier steps. A law returns what is added to x.
 */
#include "optim/internal.h"

#include <math.h>

struct coordinate {
    size_t k;       /* this is step k, from 1 on */
    double x, g;    /* where it stands, and the slope there */
    double m, v, w; /* its memory, zero at the start */
};

typedef double law(const struct optim_options *o, struct coordinate *c);

static double gd(const struct optim_options *o, struct coordinate *c)
{
    return -o->rate * c->g;
}

static law *const laws[METHOD_COUNT] = {
    [METHOD_GD] = gd,
};

static void begin(struct optim_run *r)
{
    r->memory = arena_array(r->arena, r->n, sizeof(struct coordinate));
    r->frame.rate = r->options.rate;
}

static void step(struct optim_run *r)
{
    struct coordinate *c = r->memory;

    for (size_t i = 0; i < r->n; i++) {
        c[i].k = r->frame.k + 1;
        c[i].x = r->at.x[i];
        c[i].g = r->at.g[i];
        r->step[i] = laws[r->options.method](&r->options, &c[i]);
    }
    run_go(r);
}

const struct family_calls descent_family = {begin, step};
