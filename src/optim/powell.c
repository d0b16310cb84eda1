/* powell.c: Powell's method, which looks at values only, along one direction after another.
 *
 * A sweep goes to the lowest point along each of n directions, at first those of the axes. Then
 * the way of the whole sweep is a direction too, and takes the place of the one that brought
 * most: which would otherwise make them fall together (M. J. D. Powell, 1964; the rule for when
 * to exchange them is that of W. H. Press and others, Numerical recipes, 1986).
 */
#include "optim/internal.h"
#include "optim/section.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { RENEWALS = 8 };

struct powell {
    double *way; /* n rows of n */
    double *from, *d;
    struct point at, next; /* on the way of a sweep; its slope is not used */
    int renewals;
};

static void reset(struct optim_run *r, struct powell *w)
{
    memset(w->way, 0, r->n * r->n * sizeof *w->way);
    for (size_t i = 0; i < r->n; i++)
        w->way[i * r->n + i] = 1;
}

static void begin(struct optim_run *r)
{
    struct powell *w = r->memory = arena_alloc(r->arena, sizeof *w);

    w->way = arena_array(r->arena, r->n * r->n, sizeof *w->way);
    w->from = arena_array(r->arena, r->n, sizeof *w->from);
    w->d = arena_array(r->arena, r->n, sizeof *w->d);
    w->at = point_new(r->arena, r->n);
    w->next = point_new(r->arena, r->n);
    r->frame.rate = 1;
    reset(r, w);
}

/* ---- along a line -------------------------------------------------------------------- */

/* How far one may go from x along d (negative: back) before the first bound. */
static void limits(const struct optim_run *r, const double *x, const double *d,
                   double *lo, double *hi)
{
    const struct objective *o = &r->objective;

    *lo = -INFINITY;
    *hi = INFINITY;
    for (size_t i = 0; i < r->n; i++) {
        double low = o->lower ? o->lower[i] - x[i] : -INFINITY;
        double high = o->upper ? o->upper[i] - x[i] : INFINITY;

        if (d[i] == 0)
            continue;
        *hi = fmin(*hi, d[i] > 0 ? high / d[i] : low / d[i]);
        *lo = fmax(*lo, d[i] > 0 ? low / d[i] : high / d[i]);
    }
    *hi = fmax(*hi, 0);
    *lo = fmin(*lo, 0);
}

static double size(const double *x, size_t n)
{
    double most = 1;

    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(x[i]));
    return most;
}

/* w->at goes to the lowest point along d; by how much f falls. */
static double minimise(struct optim_run *r, struct powell *w, const double *d)
{
    struct section s;
    double lo, hi, before = w->at.f, length = norm(d, r->n);

    if (!(length > 0) || !isfinite(length))
        return 0;
    limits(r, w->at.x, d, &lo, &hi);
    s = section_along(r, &w->at, d, 0.1 * size(w->at.x, r->n) / length, lo, hi);
    if (!(s.fx < before))
        return 0;
    run_place(r, w->at.x, d, s.x, w->next.x);
    memcpy(w->at.x, w->next.x, r->n * sizeof(double));
    w->at.f = s.fx;
    return before - s.fx;
}

/* ---- sweeps ------------------------------------------------------------------------------- */

/* The way of the sweep as a direction, if f still falls beyond it. */
static void exchange(struct optim_run *r, struct powell *w, double start_f, size_t best,
                     double most)
{
    size_t n = r->n;
    double beyond, fall = start_f - w->at.f, a, b;

    for (size_t i = 0; i < n; i++) {
        w->d[i] = w->at.x[i] - w->from[i];
        r->spare.x[i] = w->at.x[i] + w->d[i];
    }
    run_look(r, &r->spare);
    beyond = r->spare.f;
    a = fall - most;
    b = start_f - beyond;
    if (!(beyond < start_f) ||
        !(2 * (start_f - 2 * w->at.f + beyond) * a * a < b * b * most))
        return;
    minimise(r, w, w->d);
    memmove(w->way + best * n, w->way + (n - 1) * n, n * sizeof *w->way);
    memcpy(w->way + (n - 1) * n, w->d, n * sizeof *w->way);
}

static void go(struct optim_run *r, const double *x)
{
    struct powell *w = r->memory;

    memcpy(w->next.x, x, r->n * sizeof *x);
    run_evaluate(r, &w->next); // for its slope
    run_take_at(r, &w->next, 1);
}

static void step(struct optim_run *r)
{
    struct powell *w = r->memory;
    double start = r->at.f, most = 0;
    size_t best = 0;

    point_copy(&w->at, &r->at, r->n);
    memcpy(w->from, r->at.x, r->n * sizeof *w->from);
    for (size_t i = 0; i < r->n; i++) {
        double fall = minimise(r, w, w->way + i * r->n);

        if (fall > most) {
            most = fall;
            best = i;
        }
    }
    if (r->n > 1 && w->at.f < start)
        exchange(r, w, start, best, most);
    go(r, w->at.x);
    if (r->frame.stop != STOP_NOT_YET || r->leaving ||
        start - r->at.f > 1e-15 * fmax(1, fabs(start)))
        return;
    if (w->renewals++ < RENEWALS && r->n > 1 &&
        scaled_gradient(r, &r->at) > 1e-6) // directions may have fallen together
        reset(r, w);
    else
        run_closed(r, "the search");
}

static void leave(struct optim_run *r)
{
    struct powell *w = r->memory;

    go(r, r->spare.x);
    reset(r, w);
}

const struct family_calls powell_family = {
    .begin = begin, .step = step, .leave = leave, .slopeless = true};
