/* stop.c: when a run has come to its end, why, and what to try. */
#include "optim/internal.h"

#include <math.h>

enum { GROWING_STEPS = 12, IDLE_STEPS = 4, LEAVE_TIMES = 50 };
#define FAR_AWAY 1e12 /* so many times the size of the start */

/* Free of the units in which x and f are measured (J. E. Dennis, R. B. Schnabel: Numerical
 * methods for unconstrained optimization, 1983, section 7.2). */
double scaled_gradient(const struct optim_run *r, const struct point *p)
{
    double most = 0;

    for (size_t i = 0; i < r->n; i++)
        if (!pushed_out(r, p, i))
            most = fmax(most, fabs(p->g[i]) * fmax(fabs(p->x[i]), 1));
    return most / fmax(fabs(p->f), 1);
}

double free_gradient(const struct optim_run *r, const struct point *p)
{
    double sum = 0;

    for (size_t i = 0; i < r->n; i++)
        if (!pushed_out(r, p, i))
            sum = hypot(sum, p->g[i]);
    return sum;
}

/* The curvature met on the last step, |g' - g| / |x' - x|: gradient descent shrinks
 * the distance to a minimum only for rates below 2/curvature. */
static double curvature(const struct optim_run *r)
{
    double rise = 0;

    for (size_t i = 0; i < r->n; i++)
        rise = hypot(rise, r->at.g[i] - r->last.g[i]);
    return rise / norm(r->step, r->n);
}

static const char *smaller_rate(const struct optim_run *r)
{
    double rate = 1 / curvature(r);

    if (!isfinite(rate) || rate >= r->options.rate)
        return "a smaller rate, or another start";
    return arena_printf(r->arena, "a smaller rate, such as %.1g", rate);
}

static void stop_at_wall(struct optim_run *r)
{
    const char *smaller = "a smaller rate, or another start";

    if (r->at.f < 0)
        run_stop(r, STOP_DIVERGED,
                 "the values go on without end: f is unbounded that way",
                 "another start, or bounds");
    else if (norm(r->at.x, r->n) > FAR_AWAY * fmax(1, r->start_size))
        run_stop(r, STOP_DIVERGED, "the points run away without end", smaller);
    else if (isfinite(r->at.f))
        run_stop(r, STOP_DIVERGED, "f has no finite slope at the last point", smaller);
    else if (r->n == 1)
        run_stop(r, STOP_DIVERGED,
                 arena_printf(r->arena, "the step to %.6g led out of where f is defined",
                              r->at.x[0]),
                 smaller);
    else
        run_stop(r, STOP_DIVERGED, "the last step led out of where f is defined",
                 smaller);
}

/* Steps that go nowhere, or jump between two points for ever. */
static void watch_idle(struct optim_run *r)
{
    bool still = r->frame.k >= 1 && same_point(r->at.x, r->last.x, r->n);
    bool back = r->frame.k >= 2 && same_point(r->at.x, r->before_last, r->n);

    r->idle = still || back ? r->idle + 1 : 0;
    if (r->idle < IDLE_STEPS)
        return;
    if (still)
        run_stop(r, STOP_STALLED, "the steps became too small to change anything",
                 "a larger rate, or another method");
    else
        run_stop(r, STOP_STALLED, "the steps jump to and fro between two points",
                 smaller_rate(r));
}

/* Far away; or uphill on ever longer steps, which only too large a rate can do. */
static void watch_growth(struct optim_run *r)
{
    double length = r->frame.k ? norm(r->step, r->n) : 0;

    r->growing = r->at.f > r->last.f && length > r->last_step ? r->growing + 1 : 0;
    r->last_step = length;
    if (r->growing >= GROWING_STEPS)
        run_stop(r, STOP_DIVERGED, "diverging: the steps grow and the values get worse",
                 smaller_rate(r));
    else if (norm(r->at.x, r->n) > FAR_AWAY * fmax(1, r->start_size))
        run_stop(r, STOP_DIVERGED,
                 "the points run away: f seems to have no extremum that way",
                 "another start, a smaller rate, or bounds");
}

static const char *converged(const struct optim_run *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (pushed_out(r, &r->at, i))
            return "converged: no slope is left but against the bounds";
    return r->n == 1 ? "converged: the slope is zero to within the tolerance"
                     : "converged: the gradient is zero to within the tolerance";
}

static bool at_rest(struct optim_run *r)
{
    return !r->family->judges && r->frame.k >= r->next_look &&
           scaled_gradient(r, &r->at) <= r->options.tol &&
           (!r->family->settled || r->family->settled(r));
}

static void leave_or_stop(struct optim_run *r)
{
    if (r->family->leave && r->left++ < LEAVE_TIMES && r->frame.k < r->options.max_iter)
        r->leaving = true;
    else
        run_stop(r, STOP_SADDLE,
                 r->n == 1
                     ? "the slope is zero, but lower points lie near by: no minimum"
                     : "the gradient is zero, but lower points lie near by: a saddle",
                 "a start a little to the side, or the method auto");
}

void run_rest(struct optim_run *r, const char *message)
{
    switch (rest_judge(r)) {
    case REST_UNKNOWN:
    case REST_LOWEST: run_stop(r, STOP_GRADIENT, message, ""); break;
    case REST_LOWER: leave_or_stop(r); break;
    case REST_SLOPE: r->next_look = r->frame.k + r->frame.k / 8 + 1; break;
    case REST_FLOOR:
        run_stop(
            r, STOP_DEGENERATE,
            "the gradient is zero all along a curve of points, none of them lower than "
            "the others: no strict minimum",
            "another start, or the method auto");
        break;
    case REST_FADES:
        run_stop(r, STOP_DEGENERATE,
                 "the slope fades away, but f still falls that way: no minimum is near",
                 "another start, or bounds");
        break;
    case REST_PLAIN:
        run_stop(r, STOP_DEGENERATE,
                 "f is flat all around: nothing tells where it is lower",
                 "another start");
        break;
    }
}

void run_judge(struct optim_run *r)
{
    bool early = r->options.tol > 0;

    if (!(r->family->slopeless ? isfinite(r->at.f) : usable(r, &r->at)))
        stop_at_wall(r);
    else if (early && at_rest(r))
        run_rest(r, converged(r));
    if (early && r->frame.stop == STOP_NOT_YET)
        watch_growth(r);
    if (early && r->frame.stop == STOP_NOT_YET && !r->family->slopeless)
        watch_idle(r);
    if (r->frame.stop != STOP_NOT_YET || r->frame.k < r->options.max_iter)
        return;
    if (r->objective.sample)
        run_stop(
            r, STOP_ITERATIONS,
            "the allowed epochs are used up, and the slope over all rows is not zero",
            "more epochs at a smaller rate, or a method that looks at all rows");
    else
        run_stop(r, STOP_ITERATIONS,
                 "the allowed steps are used up, and the slope is not zero",
                 "more steps, another rate or another method");
}

void run_kink_or_stall(struct optim_run *r, const char *stalled, const char *remedy)
{
    if (r->leaving || r->frame.stop != STOP_NOT_YET)
        return;
    if (r->options.tol > 0 && kink_bottom(r))
        run_stop(r, STOP_GRADIENT, "converged at a kink: the slopes around it balance",
                 "");
    else
        run_stop(r, STOP_STALLED, stalled, remedy);
}

/* Rest, a kink, or neither. */
static void stop_where_closed(struct optim_run *r, bool flat, const char *rest,
                              const char *stalled, const char *remedy)
{
    if (r->options.tol > 0 && flat)
        run_rest(r, rest);
    run_kink_or_stall(r, stalled, remedy);
}

void run_dead_end(struct optim_run *r, bool flat)
{
    stop_where_closed(r, flat, "converged: the slope is zero as far as rounding lets see",
                      "no lower point was found: a wall, or the end of precision",
                      "another start, or another method");
}

void run_closed(struct optim_run *r, const char *what)
{
    stop_where_closed(
        r, scaled_gradient(r, &r->at) <= 1e-4,
        arena_printf(r->arena, "converged: %s has closed on a point of zero slope", what),
        arena_printf(r->arena, "%s has closed on a point where the slope is not zero",
                     what),
        "another start");
}
