/* newton.c: Newton's method with a line search.
 *
 * The parabola that f has at x in second order is lowest at x - inv(H) g. Where H is not
 * positive definite its factors are: then the step leads down all the same.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct newton {
    double *h, *factor, *d;
    struct held held;
    struct point next;
};

static void begin(struct optim_run *r)
{
    struct newton *w = r->memory = arena_alloc(r->arena, sizeof *w);

    w->h = arena_array(r->arena, r->n * r->n, sizeof *w->h);
    w->factor = arena_array(r->arena, r->n * r->n, sizeof *w->factor);
    w->d = arena_array(r->arena, r->n, sizeof *w->d);
    w->held = held_new(r->arena, r->n);
    w->next = point_new(r->arena, r->n);
}

/* Newton's step with held coordinates fixed; the slope along it. */
static double direction(struct optim_run *r, struct newton *w)
{
    double slope = 0;

    hold_pushed(r, &w->held);
    do {
        memcpy(w->factor, w->h, r->n * r->n * sizeof *w->h);
        for (size_t i = 0; i < r->n; i++)
            w->d[i] = -r->at.g[i];
        hold_apply(&w->held, w->d, w->factor, r->n);
        modified_cholesky(w->factor, r->n);
        optim_factored_solve(w->factor, w->d, r->n);
    } while (hold_leaving(r, w->d, &w->held));
    for (size_t i = 0; i < r->n; i++)
        slope += w->held.is[i] ? 0 : w->d[i] * r->at.g[i];
    return slope;
}

/* At rest the last step tells how much is left to gain. */
static void step(struct optim_run *r)
{
    struct newton *w = r->memory;
    double slope, t = 1;

    if (!run_bend(r, &r->at, w->h)) {
        run_stop(r, STOP_STALLED, "f has no finite second derivatives here",
                 "another start, or the method bfgs");
        return;
    }
    slope = direction(r, w);
    if (r->options.tol > 0 && scaled_gradient(r, &r->at) <= r->options.tol &&
        -slope / 2 <= rounding(r, r->at.f))
        rest_of_newton(r, w->h,
                       "converged: the gradient is zero to within the tolerance");
    if (r->leaving || r->frame.stop != STOP_NOT_YET)
        return;
    if (slope < 0 && all_finite(w->d, r->n) &&
        line_search(r, w->d, longest_step(r, w->d), &t, &w->next))
        run_take_at(r, &w->next, t);
    else
        stop_of_newton(r, w->h, -slope / 2);
}

static void leave(struct optim_run *r)
{
    run_take_at(r, &r->spare, 1);
}

const struct family_calls newton_family = {
    .begin = begin, .step = step, .leave = leave, .judges = true};
