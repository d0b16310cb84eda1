/* run.c: a run of a method, step by step: bounds, frames, the best point seen. */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const struct family_calls *const families[] = {
    [FAMILY_DESCENT] = &descent_family,   [FAMILY_QUASI] = &quasi_family,
    [FAMILY_SIMPLEX] = &simplex_family,   [FAMILY_CONJUGATE] = &conjugate_family,
    [FAMILY_NEWTON] = &newton_family,     [FAMILY_TRUST] = &trust_family,
    [FAMILY_SQUARES] = &squares_family,   [FAMILY_LIMITED] = &lbfgsb_family,
    [FAMILY_DIRECTIONS] = &powell_family, [FAMILY_SCALAR] = &scalar_family,
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

void run_place(const struct optim_run *r, const double *x, const double *d, double t,
               double *to)
{
    for (size_t i = 0; i < r->n; i++)
        to[i] = x[i] + t * d[i];
    run_clip(r, to);
}

void run_look(struct optim_run *r, struct point *p)
{
    run_clip(r, p->x);
    if (r->objective.value) {
        p->f = r->objective.value(r->objective.context, p->x);
        r->values++;
    } else {
        run_evaluate(r, p);
    }
    if (!isfinite(p->f))
        p->f = INFINITY;
}

void run_stop(struct optim_run *r, enum optim_stop stop, const char *message,
              const char *remedy)
{
    r->frame.stop = stop;
    r->message = message;
    r->remedy = remedy;
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
    run_judge(r);
}

void run_take(struct optim_run *r, const struct point *next)
{
    memcpy(r->before_last, r->last.x, r->n * sizeof(double));
    point_copy(&r->last, &r->at, r->n);
    point_copy(&r->at, next, r->n);
    r->frame.k++;
    show(r);
}

void run_take_at(struct optim_run *r, const struct point *next, double rate)
{
    for (size_t i = 0; i < r->n; i++)
        r->step[i] = next->x[i] - r->at.x[i];
    r->frame.rate = rate;
    run_take(r, next);
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

static enum status check_squares(const struct objective *o, struct diag *d)
{
    struct span nowhere = {0, 0};

    if (!o->squares)
        return diag_set(d, ST_USAGE, nowhere,
                        "the method lm is for sums of squares, and this is none");
    if (o->lower || o->upper)
        return diag_set(d, ST_USAGE, nowhere,
                        "the method lm knows no bounds; bfgs and trust-newton do");
    return ST_OK;
}

static enum status check_method(const struct objective *o,
                                const struct optim_options *options, struct diag *d)
{
    const struct method_row *row = method_row(options->method);

    if (options->rule != RATE_FIXED && options->method != METHOD_GD)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "only gd chooses its rate by a rule; %s takes a number",
                        row->name);
    if (o->sample && (row->family != FAMILY_DESCENT || options->rule != RATE_FIXED))
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "%s looks at all rows at once, not at a batch of them",
                        options->rule != RATE_FIXED ? "a rule for the rate" : row->name);
    if (!o->sample && options->method == METHOD_SGD)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "the method sgd is for fits: it draws rows of a table");
    if (row->family == FAMILY_SQUARES)
        return check_squares(o, d);
    if (row->family == FAMILY_SCALAR && o->n != 1)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "the method %s is for one variable; powell takes several",
                        row->name);
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

    if (st == ST_OK)
        st = check_method(o, options, d);
    if (st)
        return st;
    r = run_new(a, o, options, x0);
    run_clip(r, r->at.x);
    if (!same_point(r->at.x, x0, o->n))
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
        .hessians = run->hessians,
        .samples = run->samples,
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

/* Calls of the objective so far; an epoch of batches counts as one. */
static size_t work_done(const struct optim_run *r)
{
    size_t batches = r->objective.batches;

    return r->values + (batches ? r->samples / batches : 0);
}

static void stop_early(struct optim_run *r, const struct budget *budget)
{
    if (budget->interrupted)
        run_stop(r, STOP_INTERRUPTED, "interrupted, and the slope is not zero",
                 "go on from the best point seen");
    else
        run_stop(r, STOP_BUDGET, "the time is used up, and the slope is not zero",
                 "more time, another rate or another method");
}

bool optim_step_within(struct optim_run *run, struct budget *budget, struct frame *frame)
{
    uint64_t cost = run->objective.cost ? run->objective.cost : 1;
    size_t done = work_done(run);

    if (run->frame.stop == STOP_NOT_YET &&
        !budget_spend(budget, (done - run->spent) * cost))
        stop_early(run, budget);
    run->spent = done;
    return optim_step(run, frame);
}

struct optim_end optim_drive(struct optim_run *run, struct budget *budget)
{
    while (optim_step_within(run, budget, NULL))
        ;
    return optim_end(run);
}
