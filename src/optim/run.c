/* run.c: a run of a method, step by step: frames, stop tests, the best point seen. */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { GROWING_STEPS = 12, IDLE_STEPS = 4, LEAVE_TIMES = 50 };
#define FAR_AWAY 1e12 /* so many times the size of the start */

static const struct family_calls *const families[] = {
    [FAMILY_DESCENT] = &descent_family,
    [FAMILY_QUASI] = &quasi_family,
    [FAMILY_SIMPLEX] = &simplex_family,
};

struct point point_new(struct arena *a, size_t n)
{
    struct point p = {arena_array(a, n, sizeof(double)),
                      arena_array(a, n, sizeof(double)), 0};

    return p;
}

void point_copy(struct point *to, const struct point *from, size_t n)
{
    memcpy(to->x, from->x, n * sizeof(double));
    memcpy(to->g, from->g, n * sizeof(double));
    to->f = from->f;
}

void run_evaluate(struct optim_run *r, struct point *p)
{
    p->f = r->objective.gradient(r->objective.context, p->x, p->g);
    r->values++;
    r->gradients++;
}

/* ---- bounds -------------------------------------------------------------------- */

bool pushed_out(const struct optim_run *r, const struct point *p, size_t i)
{
    const struct objective *o = &r->objective;

    return (o->lower && p->x[i] <= o->lower[i] && p->g[i] > 0) ||
           (o->upper && p->x[i] >= o->upper[i] && p->g[i] < 0);
}

bool usable(const struct optim_run *r, const struct point *p)
{
    for (size_t i = 0; i < r->n; i++)
        if (!isfinite(p->g[i]) && !pushed_out(r, p, i))
            return false;
    return isfinite(p->f);
}

void run_clip(const struct optim_run *r, double *x)
{
    for (size_t i = 0; i < r->n; i++) {
        if (r->objective.lower && x[i] < r->objective.lower[i])
            x[i] = r->objective.lower[i];
        if (r->objective.upper && x[i] > r->objective.upper[i])
            x[i] = r->objective.upper[i];
    }
}

void run_stop(struct optim_run *r, enum optim_stop stop, const char *message,
              const char *remedy)
{
    r->frame.stop = stop;
    r->message = message;
    r->remedy = remedy;
}

/* ---- stop tests ---------------------------------------------------------------- */

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

static double free_gradient(const struct optim_run *r, const struct point *p)
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

static bool same(const double *u, const double *v, size_t n)
{
    return memcmp(u, v, n * sizeof(double)) == 0;
}

/* Steps that go nowhere, or jump between two points for ever. */
static void watch_idle(struct optim_run *r)
{
    bool still = r->frame.k >= 1 && same(r->at.x, r->last.x, r->n);
    bool back = r->frame.k >= 2 && same(r->at.x, r->before_last, r->n);

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
    return r->frame.k >= r->next_look && scaled_gradient(r, &r->at) <= r->options.tol &&
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
    case REST_PLAIN:
        run_stop(r, STOP_SADDLE, "f is flat all around: nothing tells where it is lower",
                 "another start");
        break;
    }
}

static void judge(struct optim_run *r)
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
    if (r->frame.stop == STOP_NOT_YET && r->frame.k >= r->options.max_iter)
        run_stop(r, STOP_ITERATIONS,
                 "the allowed steps are used up, and the slope is not zero",
                 "more steps, another rate or another method");
}

/* ---- frames -------------------------------------------------------------------- */

/* Of equally low points the one with less slope; never one that is not finite. */
static void remember(struct optim_run *r)
{
    double slope = r->frame.grad_norm;

    if (!isfinite(r->at.f) || !all_finite(r->at.x, r->n))
        return;
    if (r->frame.k == 0 || r->at.f < r->best.f ||
        (r->at.f == r->best.f && slope < r->best_grad_norm)) {
        point_copy(&r->best, &r->at, r->n);
        r->best_grad_norm = slope;
    }
}

static void show(struct optim_run *r)
{
    r->frame.x = r->at.x;
    r->frame.f = r->at.f;
    r->frame.gradient = r->at.g;
    r->frame.grad_norm = free_gradient(r, &r->at);
    r->frame.step = r->frame.k ? r->step : NULL;
    remember(r);
    judge(r);
}

void run_take(struct optim_run *r, const struct point *next)
{
    memcpy(r->before_last, r->last.x, r->n * sizeof(double));
    point_copy(&r->last, &r->at, r->n);
    point_copy(&r->at, next, r->n);
    r->frame.k++;
    show(r);
}

void run_go(struct optim_run *r)
{
    for (size_t i = 0; i < r->n; i++)
        r->spare.x[i] = r->at.x[i] + r->step[i];
    run_clip(r, r->spare.x);
    if (r->objective.lower || r->objective.upper)
        for (size_t i = 0; i < r->n; i++)
            r->step[i] = r->spare.x[i] - r->at.x[i];
    run_evaluate(r, &r->spare);
    run_take(r, &r->spare);
}

/* ---- start --------------------------------------------------------------------- */

/* Not a number is in no range. */
static bool within(double v, double lo, double below)
{
    return v >= lo && v < below;
}

static enum status check(const struct optim_options *o, struct diag *d)
{
    struct span nowhere = {0, 0};

    if (!isfinite(o->rate))
        return diag_set(d, ST_USAGE, nowhere, "the rate must be a number");
    if (!within(o->tol, 0, INFINITY))
        return diag_set(d, ST_USAGE, nowhere, "the tolerance must be 0 or more");
    if (!within(o->momentum, 0, INFINITY) || !within(o->weight_decay, 0, INFINITY))
        return diag_set(d, ST_USAGE, nowhere,
                        "momentum and weight decay must be 0 or more");
    if (!within(o->alpha, 0, 1) || !within(o->beta1, 0, 1) || !within(o->beta2, 0, 1) ||
        !within(o->rho, 0, 1))
        return diag_set(d, ST_USAGE, nowhere,
                        "alpha, beta1, beta2 and rho must be at least 0 and below 1");
    if (!within(o->eps, method_reads(o->method, "eps") ? DBL_MIN : 0, INFINITY))
        return diag_set(d, ST_USAGE, nowhere, "eps must be above 0");
    return ST_OK;
}

static struct optim_run *run_new(struct arena *a, const struct objective *o,
                                 const struct optim_options *options, const double *x0)
{
    const struct method_row *row = method_row(options->method);
    struct optim_run *r = arena_alloc(a, sizeof *r);

    r->arena = a;
    r->objective = *o;
    r->options = *options;
    if (options->rate <= 0)
        r->options.rate = row->defaults.rate;
    r->family = families[row->family];
    r->n = o->n;
    r->at = point_new(a, o->n);
    r->last = point_new(a, o->n);
    r->best = point_new(a, o->n);
    r->spare = point_new(a, o->n);
    r->step = arena_array(a, o->n, sizeof(double));
    r->before_last = arena_array(a, o->n, sizeof(double));
    r->message = "still on its way";
    r->remedy = "";
    memcpy(r->at.x, x0, o->n * sizeof(double));
    r->start_size = norm(x0, o->n);
    return r;
}

enum status optim_start(struct arena *a, const struct objective *o,
                        const struct optim_options *options, const double *x0,
                        struct optim_run **run, struct diag *d)
{
    struct span nowhere = {0, 0};
    struct optim_run *r;
    enum status st = check(options, d);

    if (st)
        return st;
    r = run_new(a, o, options, x0);
    run_clip(r, r->at.x);
    if (!same(r->at.x, x0, o->n))
        return diag_set(d, ST_USAGE, nowhere, "the start lies outside of the bounds");
    run_evaluate(r, &r->at);
    if (!isfinite(r->at.f))
        return diag_set(d, ST_DOMAIN, nowhere, "f has no finite value at the start");
    if (!usable(r, &r->at))
        return diag_set(d, ST_DOMAIN, nowhere, "f has no finite slope at the start");
    r->family->begin(r);
    show(r);
    *run = r;
    return ST_OK;
}

/* ---- on and on ----------------------------------------------------------------- */

const struct frame *optim_frame(const struct optim_run *run)
{
    return &run->frame;
}

bool optim_step(struct optim_run *run, struct frame *frame)
{
    size_t k = run->frame.k;

    while (run->frame.stop == STOP_NOT_YET && run->frame.k == k) {
        void (*step)(struct optim_run *) =
            run->leaving ? run->family->leave : run->family->step;

        run->leaving = false;
        step(run);
    }
    if (frame)
        *frame = run->frame;
    return run->frame.k > k;
}

/* It came to rest where f is as low as anywhere on the way, but for rounding. */
static bool rests_at_best(const struct optim_run *r)
{
    return r->frame.stop == STOP_GRADIENT &&
           r->at.f - r->best.f <= 16 * DBL_EPSILON * fmax(1, fabs(r->best.f));
}

struct optim_end optim_end(const struct optim_run *run)
{
    struct optim_end end = {
        .stop = run->frame.stop,
        .converged = rests_at_best(run),
        .best = run->best.x,
        .best_f = run->best.f,
        .best_grad_norm = run->best_grad_norm,
        .steps = run->frame.k,
        .values = run->values,
        .gradients = run->gradients,
        .message = run->message,
        .remedy = run->remedy,
    };

    if (end.converged) {
        end.best = run->at.x;
        end.best_f = run->at.f;
        end.best_grad_norm = run->frame.grad_norm;
    } else if (end.stop == STOP_GRADIENT) {
        end.message = "the slope became zero at a point worse than one passed on the way";
        end.remedy = "start again from the best point seen";
    }
    return end;
}

struct optim_end optim_drive(struct optim_run *run, struct budget *budget)
{
    uint64_t cost = run->objective.cost ? run->objective.cost : 1;
    size_t spent = 0;

    while (run->frame.stop == STOP_NOT_YET) {
        if (!budget_spend(budget, (run->values - spent) * cost)) {
            run_stop(run, STOP_BUDGET, "the time is used up, and the slope is not zero",
                     "more time, another rate or another method");
            break;
        }
        spent = run->values;
        optim_step(run, NULL);
    }
    return optim_end(run);
}
