/* lbfgsb.c: L-BFGS-B, which remembers the last few steps instead of a matrix, within bounds.
 *
 *        |.            The curvature is B = theta I - W M W', W the last steps s and changes
 *    u --|--.----      of slope y side by side: 2m columns. Downhill and along the bounds as
 *        |   '--o c    they are met, the parabola of B has its first low point at c (Cauchy's).
 *        |     /       There the bounds that hold are known; among the coordinates that are
 *        |    v        free the parabola is lowest at v, or where the way there meets a bound.
 *
 * R. H. Byrd, P. Lu, J. Nocedal, C. Zhu: A limited memory algorithm for bound constrained
 * optimization, 1995. Names as there.
 */
#include "optim/lbfgsb.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct lbfgsb {
    struct limited b;
    double *c, *v, *d; /* Cauchy's point, the lowest one, the way there */
    double slope;      /* along d */
    struct point next;
};

static void begin(struct optim_run *r)
{
    struct lbfgsb *w = r->memory = arena_alloc(r->arena, sizeof *w);

    w->b = limited_new(r->arena, r->n);
    w->c = arena_array(r->arena, r->n, sizeof *w->c);
    w->v = arena_array(r->arena, r->n, sizeof *w->v);
    w->d = arena_array(r->arena, r->n, sizeof *w->d);
    w->next = point_new(r->arena, r->n);
}

/* The way to the lowest point of the model; false if that does not lead down. */
static bool direction(struct optim_run *r, struct lbfgsb *w)
{
    if (!limited_ready(&w->b) || !cauchy_point(r, &w->b, w->c) ||
        !subspace_point(r, &w->b, w->c, w->v))
        return false;
    w->slope = 0;
    for (size_t i = 0; i < r->n; i++) {
        w->d[i] = w->v[i] - r->at.x[i];
        w->slope += w->d[i] == 0 ? 0 : w->d[i] * r->at.g[i];
    }
    return w->slope < 0 && all_finite(w->d, r->n);
}

static bool find_next(struct optim_run *r, struct lbfgsb *w, double *t)
{
    if (!direction(r, w))
        return false;
    *t = w->b.count ? 1 : fmin(1, 1 / norm(w->d, r->n));
    return line_search(r, w->d, longest_step(r, w->d), t, &w->next);
}

/* What the model promises is left to gain: exact for a parabola. */
static bool settled(struct optim_run *r)
{
    struct lbfgsb *w = r->memory;

    return !direction(r, w) || -w->slope / 2 <= r->options.tol * fmax(1, fabs(r->at.f));
}

static void step(struct optim_run *r)
{
    struct lbfgsb *w = r->memory;
    double t;
    bool found = find_next(r, w, &t);

    if (!found && w->b.count) {
        limited_forget(&w->b);
        found = find_next(r, w, &t);
    }
    if (!found) {
        run_dead_end(r, scaled_gradient(r, &r->at) <= 1e3 * r->options.tol);
        return;
    }
    for (size_t i = 0; i < r->n; i++) {
        r->step[i] = w->next.x[i] - r->at.x[i];
        w->d[i] = w->next.g[i] - r->at.g[i];
    }
    limited_learn(&w->b, r->step, w->d);
    r->frame.rate = t;
    run_take(r, &w->next);
}

static void leave(struct optim_run *r)
{
    struct lbfgsb *w = r->memory;

    limited_forget(&w->b);
    run_take_at(r, &r->spare, 1);
}

const struct family_calls lbfgsb_family = {
    .begin = begin, .step = step, .settled = settled, .leave = leave};
