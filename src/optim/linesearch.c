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
    const struct point *from;
    const double *d;
    double slope; /* along d at the start, < 0 */
    size_t n;
};

/* Near a minimum f is flat to its last digit, but its slope still has digits: then the
 * slope decides (W. W. Hager, H. Zhang: A new conjugate gradient method with guaranteed
 * descent and an efficient line search, 2005). */
static enum length judge_length(const struct line *l, double t, const struct point *p)
{
    double slope, same = 8 * DBL_EPSILON * fabs(l->from->f);

    if (!isfinite(p->f) || !all_finite(p->g, l->n))
        return TOO_LONG;
    slope = dot(p->g, l->d, l->n);
    if (fabs(p->f - l->from->f) <= same ? slope > -(1 - 2 * proportion) * l->slope
                                        : p->f > l->from->f + proportion * t * l->slope)
        return TOO_LONG;
    return slope < flatter * l->slope ? TOO_SHORT : RIGHT;
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

bool line_search(struct optim_run *r, const double *d, double *t, struct point *p)
{
    struct line l = {&r->at, d, dot(r->at.g, d, r->n), r->n};
    double lo = 0, hi = INFINITY, length = norm(d, r->n);
    struct point *low = &r->spare; /* the point at lo */

    point_copy(low, &r->at, r->n);
    for (int i = 0; i<TRIES && * t> 0 && isfinite(*t); i++) {
        enum length verdict;

        for (size_t k = 0; k < r->n; k++)
            p->x[k] = r->at.x[k] + *t * d[k];
        if (memcmp(p->x, low->x, r->n * sizeof *d) == 0 && *t * length < 1)
            break; // no number lies between
        run_evaluate(r, p);
        verdict = judge_length(&l, *t, p);
        if (verdict == RIGHT)
            return true;
        if (verdict == TOO_LONG) {
            hi = *t;
            *t = lo + parabola(low->f, dot(low->g, d, r->n), p->f, hi - lo);
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
