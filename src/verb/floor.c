/* floor.c: a value that f is nowhere below, from the range of its formula.
 *
 *     (x y - 1)^2      a square is never below 0, and at (2, 1/2) it is 0: nothing is lower
 *
 * The range is enclosed over all points at once (R. Moore, Interval analysis, 1966), and the
 * value at the point too, so that what is said is proved, whatever the walk saw there.
 */
#include "verb/slope.h"

#include <float.h>
#include <math.h>

enum { BITS = 100, MORE_STEPS = 300 };

#define CLOSING 1e-4               /* so much of the gap is left at most, ... */
#define NOISE   (64 * DBL_EPSILON) /* ... or what rounding makes of the floor itself */
#define NEAR    0.1                /* of the size of a coordinate */

/* The box of all points that are asked about, or, if x is not NULL, the point x alone. */
static void set_box(const struct slope *s, const double *x, struct ival *box)
{
    const double *lower = s->lower, *upper = s->upper;

    for (size_t i = 0; i < s->n; i++)
        if (x)
            ival_set_d(&box[i], x[i], x[i]);
        else
            ival_set_d(&box[i], lower ? lower[i] : -INFINITY,
                       upper ? upper[i] : INFINITY);
}

/* Is f lower than at x far along d, at one of several distances? */
static bool lower_along(const struct slope *s, const double *x, double f, const double *d,
                        double *y)
{
    static const double further[] = {0.5, 1, 4, 16, 64};

    for (size_t k = 0; k < sizeof further / sizeof *further; k++) {
        for (size_t i = 0; i < s->n; i++)
            y[i] = x[i] + further[k] * d[i];
        if (s->objective.value(s->objective.context, y) < f)
            return true;
    }
    return false;
}

/* e^-x too is nowhere below 0, and comes close, but falls for ever: further on the way from
 * the start, or down the slope, it is lower still. Then there is no minimum to be near to. */
static bool falls_on(const struct slope *s, struct arena *a, const double *x, double f)
{
    double *y = arena_array(a, s->n, sizeof *y), *d = arena_array(a, s->n, sizeof *d);
    double steep = 0;

    for (size_t i = 0; i < s->n; i++)
        d[i] = x[i] - s->start[i];
    if (lower_along(s, x, f, d, y))
        return true;
    s->objective.gradient(s->objective.context, x, d);
    for (size_t i = 0; i < s->n; i++)
        steep = fmax(steep, fabs(d[i]));
    for (size_t i = 0; i < s->n; i++)
        d[i] = steep > 0 ? -d[i] / steep * fmax(1, fabs(x[i])) : 0;
    return lower_along(s, x, f, d, y);
}

static double gap_at(const struct slope *s, struct enclosure *e, struct ival *box,
                     const double *x, double lowest)
{
    const struct range *range[2]; /* of f, and of whether it is defined */

    set_box(s, x, box);
    enclose(e, box, range);
    return range[0]->facts & FACT_DEFINED ? mpfr_get_d(range[0]->v.hi, MPFR_RNDU) - lowest
                                          : INFINITY;
}

/* Near a minimum a few steps more close the gap, and lead nowhere else; where f only fades
 * along some bent way, what is left takes long steps to halve. */
static bool closes_in(const struct slope *s, struct arena *a, struct enclosure *e,
                      struct ival *box, const double *x, const struct floor *floor)
{
    bool squares = s->objective.squares && !s->lower;
    struct optim_options o = optim_defaults(squares ? METHOD_LM : METHOD_BFGS);
    double gap = floor->highest - floor->lowest;
    double enough = fmax(CLOSING * gap, NOISE * fabs(floor->lowest));
    struct optim_run *run;
    struct diag ignored;
    const double *to;

    o.max_iter = MORE_STEPS;
    o.tol = 0;
    if (optim_start(a, &s->objective, &o, x, &run, &ignored) != ST_OK)
        return false;
    while (optim_step(run, NULL))
        ;
    to = optim_end(run).best;
    for (size_t i = 0; i < s->n; i++)
        if (fabs(to[i] - x[i]) > NEAR * fmax(1, fabs(x[i])))
            return false;
    return gap_at(s, e, box, to, floor->lowest) <= enough;
}

bool slope_floor(struct slope *s, const double *x, double tol, struct floor *out)
{
    struct arena *a = arena_new();
    struct enclosure *e = enclosure_new(a, s->tape, BITS);
    struct ival *box = ival_array(a, s->n, BITS);
    const struct range *range[2];
    double gap = INFINITY;
    bool there = false;

    set_box(s, NULL, box);
    enclose(e, box, range);
    out->lowest = mpfr_get_d(range[0]->v.lo, MPFR_RNDD);
    out->exact = mpfr_cmp_d(range[0]->v.lo, out->lowest) == 0;
    if (isfinite(out->lowest))
        gap = gap_at(s, e, box, x, out->lowest);
    out->highest = out->lowest + gap;
    out->exact = out->exact && gap == 0;
    if (!s->objective.squares && !s->sides)
        slope_squares(s);
    if (isfinite(gap) && gap <= tol * fmax(1, fabs(out->lowest)))
        there = out->exact ||
                (!falls_on(s, a, x, out->highest) && closes_in(s, a, e, box, x, out));
    arena_free(a);
    return there;
}
