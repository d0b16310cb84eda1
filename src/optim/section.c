/* section.c: a function of one number, as low as it gets between two limits.
 *
 *    f |\                    Going out: ever longer steps downhill, until f rises on both
 *      | \        /          sides of x (a limit, or a wall, is a side too). Closing in:
 *      |  \_    _/           a new point in the bracket [a, b] replaces x if it is lower,
 *      |    `--'             else the end on its side.
 *      +--a--x----b--- t
 *
 * Where the new point lies is what methods differ in: the golden section of the wider part
 * (J. Kiefer, Sequential minimax search for a maximum, 1953), or the lowest point of the parabola
 * through the three best ones, where that is to be trusted (R. P. Brent, Algorithms for
 * minimization without derivatives, 1973).
 */
#include "optim/section.h"

#include <float.h>
#include <math.h>

static const double golden = 0.3819660112501051; /* (3 - sqrt 5) / 2 */
static const double wider = 1.618033988749895;

void section_start(struct section *s, double x, double f, double step, double lo,
                   double hi)
{
    s->x = s->w = s->v = x;
    s->fx = s->fw = s->fv = f;
    s->lo = lo;
    s->hi = hi;
    s->first = s->step = step;
    s->way = 1;
    s->has_a = s->has_b = false;
    s->d = s->e = 0;
    s->fine = 1;
}

static void close_side(struct section *s, int way, double at)
{
    if (way > 0) {
        s->b = at;
        s->has_b = true;
    } else {
        s->a = at;
        s->has_a = true;
    }
}

static void turn(struct section *s)
{
    s->way = -s->way;
    s->step = s->first;
}

static void go_out(struct section *s, double (*f)(void *, double), void *context)
{
    double u = fmin(fmax(s->x + s->way * s->step, s->lo), s->hi), fu;

    if (u == s->x) {
        close_side(s, s->way, u);
        turn(s);
        return;
    }
    fu = f(context, u);
    if (fu < s->fx) {
        close_side(s, -s->way, s->x);
        s->x = u;
        s->fx = fu;
        s->step *= wider;
    } else {
        close_side(s, s->way, u);
        turn(s);
    }
    s->w = s->v = s->x;
    s->fw = s->fv = s->fx;
}

/* ---- closing in -------------------------------------------------------------------- */

static double tolerance(const struct section *s)
{
    return s->fine * (2e-9 * fabs(s->x) + 1e-10);
}

/* The step to the golden section of the wider part. */
static double golden_step(struct section *s)
{
    s->e = s->x >= s->a / 2 + s->b / 2 ? s->a - s->x : s->b - s->x;
    return golden * s->e;
}

/* The step to the lowest point of the parabola through x, w and v: kept if it lies within the
 * bracket and is less than half of the step before the last. */
static double parabola_step(struct section *s, double tol)
{
    double r = (s->x - s->w) * (s->fx - s->fv), q = (s->x - s->v) * (s->fx - s->fw);
    double p = (s->x - s->v) * q - (s->x - s->w) * r, before = s->e;

    q = 2 * (q - r);
    if (q > 0)
        p = -p;
    q = fabs(q);
    if (!(fabs(before) > tol) || !isfinite(p) || !(fabs(p) < fabs(q * before / 2)) ||
        !(p > q * (s->a - s->x)) || !(p < q * (s->b - s->x)))
        return golden_step(s);
    s->e = s->d;
    p /= q;
    if (s->x + p - s->a < 2 * tol || s->b - s->x - p < 2 * tol)
        return s->x < s->a / 2 + s->b / 2 ? tol : -tol;
    return p;
}

static void keep(struct section *s, double u, double fu)
{
    if (fu <= s->fx) {
        if (u < s->x)
            s->b = s->x;
        else
            s->a = s->x;
        s->v = s->w;
        s->fv = s->fw;
        s->w = s->x;
        s->fw = s->fx;
        s->x = u;
        s->fx = fu;
        return;
    }
    if (u < s->x)
        s->a = u;
    else
        s->b = u;
    if (fu <= s->fw || s->w == s->x) {
        s->v = s->w;
        s->fv = s->fw;
        s->w = u;
        s->fw = fu;
    } else if (fu <= s->fv || s->v == s->x || s->v == s->w) {
        s->v = u;
        s->fv = fu;
    }
}

static void close_in(struct section *s, double (*f)(void *, double), void *context)
{
    double tol = tolerance(s), u;

    s->d = s->parabolas ? parabola_step(s, tol) : golden_step(s);
    u = s->x + (fabs(s->d) >= tol ? s->d : s->d > 0 ? tol : -tol);
    u = fmin(fmax(u, s->a), s->b);
    keep(s, u, f(context, u));
}

bool section_closed(const struct section *s)
{
    double tol = tolerance(s);

    return s->has_a && s->has_b && fmax(s->x - s->a, s->b - s->x) <= 2 * tol;
}

void section_step(struct section *s, double (*f)(void *, double), void *context)
{
    if (s->has_a && s->has_b)
        close_in(s, f, context);
    else
        go_out(s, f, context);
}
