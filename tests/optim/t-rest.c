/* t-rest.c: a zero slope alone is no minimum. */
#include "optim/optim.h"

#include "tap.h"

static double cubic(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = 3 * x[0] * x[0];
    return x[0] * x[0] * x[0];
}

static double quartic(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = 4 * x[0] * x[0] * x[0];
    return x[0] * x[0] * x[0] * x[0];
}

static double hill(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = -sin(x[0]);
    return cos(x[0]);
}

static double saddle(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = 2 * x[0];
    g[1] = x[1] * x[1] * x[1] - x[1];
    return x[0] * x[0] + x[1] * x[1] * x[1] * x[1] / 4 - x[1] * x[1] / 2;
}

static double trough(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = g[1] = 2 * (x[0] + x[1]);
    return (x[0] + x[1]) * (x[0] + x[1]);
}

static double flat(void *context, const double *x, double *g)
{
    (void)context;
    (void)x;
    g[0] = 0;
    return 7;
}

int main(void)
{
    static const struct {
        const char *what;
        size_t n;
        double (*f)(void *, const double *, double *);
        enum method method;
        double start[2];
        enum optim_stop stop;
        double best_f;
    } rows[] = {
        {"an inflection", 1, cubic, METHOD_GD, {0.1}, STOP_SADDLE, 0},
        {"a flat minimum", 1, quartic, METHOD_BFGS, {3}, STOP_GRADIENT, 0},
        {"a hill's top", 1, hill, METHOD_GD, {0}, STOP_SADDLE, 1},
        {"from a hill's top", 1, hill, METHOD_BFGS, {0}, STOP_GRADIENT, -1},
        {"a saddle", 2, saddle, METHOD_GD, {1, 0}, STOP_SADDLE, 0},
        {"from a saddle", 2, saddle, METHOD_BFGS, {1, 0}, STOP_GRADIENT, -0.25},
        {"a trough", 2, trough, METHOD_GD, {1, 1}, STOP_GRADIENT, 0},
        {"a trough", 2, trough, METHOD_BFGS, {1, 1}, STOP_GRADIENT, 0},
        {"a plain", 1, flat, METHOD_GD, {1}, STOP_DEGENERATE, 7},
        {"a plain", 1, flat, METHOD_BFGS, {1}, STOP_DEGENERATE, 7},
    };
    struct arena *a = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct objective o = {.n = rows[i].n, .gradient = rows[i].f};
        struct optim_options options = optim_defaults(rows[i].method);
        const char *name = method_row(rows[i].method)->name;
        struct budget budget = budget_of(10000000);
        struct optim_run *run;
        struct optim_end end;
        struct frame frame;
        size_t seen = 0;

        options.max_iter = 100000;
        optim_start(a, &o, &options, rows[i].start, &run, NULL);
        while (optim_step(run, &frame) && budget_spend(&budget, 1))
            seen += frame.k == seen + 1;
        end = optim_end(run);
        is_int(end.stop, rows[i].stop, "%s, %s: %s", rows[i].what, name, end.message);
        is_int(seen, end.steps, "%s, %s: no frame is left out", rows[i].what, name);
        is_int(end.converged, rows[i].stop == STOP_GRADIENT, "%s, %s: success",
               rows[i].what, name);
        is_double(end.best_f, rows[i].best_f, 1e-8, "%s, %s: value", rows[i].what, name);
    }
    arena_free(a);
    return done_testing();
}
