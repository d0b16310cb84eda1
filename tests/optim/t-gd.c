/* t-gd.c: gradient descent as a blackboard shows it, and how its runs end. */
#include "optim/optim.h"

#include "tap.h"

static double square(void *context, const double *x)
{
    (void)context;
    return x[0] * x[0];
}

static double square_slope(void *context, const double *x, double *g)
{
    g[0] = 2 * x[0];
    return square(context, x);
}

static double root(void *context, const double *x)
{
    (void)context;
    return x[0] - 2 * sqrt(x[0]);
}

static double root_slope(void *context, const double *x, double *g)
{
    g[0] = 1 - 1 / sqrt(x[0]);
    return root(context, x);
}

static double cubic(void *context, const double *x)
{
    (void)context;
    return x[0] * x[0] * x[0];
}

static double cubic_slope(void *context, const double *x, double *g)
{
    g[0] = 3 * x[0] * x[0];
    return cubic(context, x);
}

static const struct objective bowl = {.n = 1, .value = square, .gradient = square_slope};
static const struct objective walled = {.n = 1, .value = root, .gradient = root_slope};
static const struct objective endless = {.n = 1, .value = cubic, .gradient = cubic_slope};

static struct optim_run *start(struct arena *a, const struct objective *o, double rate,
                               double x0)
{
    struct optim_options options = optim_defaults(METHOD_GD);
    struct optim_run *run = NULL;

    options.rate = rate;
    return optim_start(a, o, &options, &x0, &run, NULL) ? NULL : run;
}

static void frames(struct arena *a)
{
    static const double want[] = {3, 2.4, 1.92, 1.536};
    struct optim_run *run = start(a, &bowl, 0.1, 3);
    struct frame frame = *optim_frame(run);

    ok(frame.step == NULL, "no step leads to frame 0");
    for (size_t k = 0; k < 4; k++) {
        is_int(frame.k, k, "frame %zu", k);
        is_double(frame.x[0], want[k], 1e-15, "x at frame %zu", k);
        is_double(frame.f, want[k] * want[k], 1e-14, "f at frame %zu", k);
        is_double(frame.grad_norm, 2 * want[k], 1e-15, "slope at frame %zu", k);
        ok(optim_step(run, &frame), "and on");
    }
    is_double(frame.step[0], -0.3072, 1e-15, "the step is minus rate times slope");
    is_double(frame.rate, 0.1, 0, "a frame tells the rate");
}

static void converges(struct arena *a)
{
    struct optim_run *run = start(a, &bowl, 0.1, 3);
    struct frame frame;
    size_t seen = 0;
    struct optim_end end;

    while (optim_step(run, &frame))
        seen++;
    end = optim_end(run);
    is_int(end.stop, STOP_GRADIENT, "stops for the slope: %s", end.message);
    ok(end.converged, "converged");
    ok(fabs(end.best[0]) < 1e-8, "near 0: %g", end.best[0]);
    is_int(seen, end.steps, "every step showed its frame");
    ok(end.values > end.steps && end.values < end.steps + 20,
       "one evaluation a step, and a look around at the end: %zu", end.values);
    is_int(frame.stop, STOP_GRADIENT, "the last frame tells the stop");
    ok(!optim_step(run, &frame), "no step beyond the end");
}

static void at_once(struct arena *a)
{
    struct optim_run *run = start(a, &bowl, 0.1, 0);

    ok(!optim_step(run, NULL), "a start at the minimum needs no step");
    ok(optim_end(run).converged, "and has converged");
}

static void ends(struct arena *a)
{
    static const struct {
        const char *what;
        const struct objective *o;
        double rate, x0;
        enum optim_stop stop;
        const char *word;
        double best;
    } rows[] = {
        {"too large a rate", &bowl, 1.05, 3, STOP_DIVERGED, "grow", 3},
        {"rate 1", &bowl, 1, 3, STOP_STALLED, "to and fro", 3},
        {"a step through the wall", &walled, 20, 4, STOP_DIVERGED, "defined", 4},
        {"no minimum", &endless, 0.1, -1, STOP_DIVERGED, "no extremum", 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct optim_run *run = start(a, rows[i].o, rows[i].rate, rows[i].x0);
        struct budget budget = budget_of(1000000);
        struct optim_end end = optim_drive(run, &budget);

        is_int(end.stop, rows[i].stop, "%s: stop", rows[i].what);
        ok(strstr(end.message, rows[i].word) != NULL, "%s: %s", rows[i].what,
           end.message);
        ok(end.remedy[0] != '\0', "%s: remedy: %s", rows[i].what, end.remedy);
        ok(!end.converged, "%s: not converged", rows[i].what);
        ok(isfinite(end.best[0]) && isfinite(end.best_f), "%s: best is finite",
           rows[i].what);
        if (rows[i].best != 0)
            is_double(end.best[0], rows[i].best, 0, "%s: best", rows[i].what);
    }
}

static void limits(struct arena *a)
{
    struct optim_run *run = start(a, &bowl, 1e-6, 3);
    struct budget budget = budget_of(50);
    struct optim_end end = optim_drive(run, &budget);

    is_int(end.stop, STOP_BUDGET, "a spent budget: %s", end.message);
    ok(end.steps > 0 && end.steps <= 50, "after %zu steps", end.steps);
}

static void refused(struct arena *a)
{
    struct optim_options options = optim_defaults(METHOD_GD);
    struct optim_run *run = NULL;
    struct diag d = {0};
    double x0 = -1;

    is_int(optim_start(a, &walled, &options, &x0, &run, &d), ST_DOMAIN, "start: %s",
           d.message);
    x0 = 0;
    is_int(optim_start(a, &walled, &options, &x0, &run, &d), ST_DOMAIN, "start: %s",
           d.message);
    options.rate = NAN;
    is_int(optim_start(a, &bowl, &options, &x0, &run, &d), ST_USAGE, "rate: %s",
           d.message);
}

int main(void)
{
    struct arena *a = arena_new();

    frames(a);
    converges(a);
    at_once(a);
    ends(a);
    limits(a);
    refused(a);
    arena_free(a);
    return done_testing();
}
