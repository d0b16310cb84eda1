/* linesearch.c: how far to go along a direction that leads down.
 *
 *   f |\                       A step is too long if f did not fall in proportion (or has
 *     | \        too long      no value there: a wall), too short if the slope is still
 *     |  \_   .-'              nearly as steep as at the start. Between the longest step
 *     |    '-'                 known to be too short and the shortest known to be too
 *     +--|---|-------- t       long lies one that is neither (weak Wolfe conditions).
 *       lo   hi
 *
 * J. V. Burke, A. S. Lewis, M. L. Overton (A. S. Lewis, M. L. Overton: Nonsmooth
 * optimization via quasi-Newton methods, 2013) halve the bracket; it holds with kinks and
 * walls too. Where f is smooth, a parabola tells where in the bracket to look.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { TRIES = 60 };

static const double proportion = 1e-4; /* of the fall that the slope promised */
static const double flatter = 0.9;     /* of the first slope may be left */

enum length { TOO_SHORT, TOO_LONG, RIGHT };

struct line {
    const struct optim_run *run;
    const double *d;
    double slope; /* along d at the start, < 0 */
    double most;  /* the longest step, up to a bound */
};

/* Coordinates that stand still have no say, whatever their slope (it may be infinite). */
static double slope_at(const struct line *l, const struct point *p)
{
    double sum = 0;

    for (size_t i = 0; i < l->run->n; i++)
        if (l->d[i] != 0)
            sum += p->g[i] * l->d[i];
    return sum;
}

/* Near a minimum f is flat to its last digit, but its slope still has digits: then the
 * slope decides (W. W. Hager, H. Zhang: A new conjugate gradient method with guaranteed
 * descent and an efficient line search, 2005). */
static enum length judge_length(const struct line *l, double t, const struct point *p)
{
    double f = l->run->at.f, slope, same = 8 * DBL_EPSILON * fabs(f);

    if (!usable(l->run, p))
        return TOO_LONG;
    slope = slope_at(l, p);
    if (fabs(p->f - f) <= same ? slope > -(1 - 2 * proportion) * l->slope
                               : p->f > f + proportion * t * l->slope)
        return TOO_LONG;
    return slope < flatter * l->slope && t < l->most ? TOO_SHORT : RIGHT;
}

/* The lowest point of the parabola with this value and slope at 0 and f at w, kept well
 * within (0, w); the middle if there is none. */
static double parabola(double f0, double slope, double f, double w)
{
    double bend = f - f0 - slope * w, t = -slope * w * w / (2 * bend);

    if (!isfinite(t) || bend <= 0)
        return w / 2;
    return fmin(fmax(t, 0.1 * w), 0.9 * w);
}

bool line_search(struct optim_run *r, const double *d, double most, double *t,
                 struct point *p)
{
    struct line l = {.run = r, .d = d, .most = most};
    double lo = 0, hi = INFINITY;
    struct point *low = &r->spare; /* the point at lo */

    l.slope = slope_at(&l, &r->at);
    point_copy(low, &r->at, r->n);
    for (int i = 0; i<TRIES && * t> 0 && isfinite(*t); i++) {
        enum length verdict;

        *t = fmin(*t, most);
        run_place(r, r->at.x, d, *t, p->x);
        if (memcmp(p->x, low->x, r->n * sizeof *d) == 0)
            break; // no point lies between
        run_evaluate(r, p);
        verdict = judge_length(&l, *t, p);
        if (verdict == RIGHT)
            return true;
        if (verdict == TOO_LONG) {
            hi = *t;
            *t = lo + parabola(low->f, slope_at(&l, low), p->f, hi - lo);
        } else {
            lo = *t;
            point_copy(low, p, r->n);
            *t = isfinite(hi) ? lo + (hi - lo) / 2 : 2 * lo;
        }
    }
    *t = lo;
    point_copy(p, low, r->n);
    return lo > 0;
}
