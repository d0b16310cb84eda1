/* t-kink.c: the bottom of a kink is told from a top, from a slope and from a narrow
 * smooth valley. */
#include "optim/optim.h"

#include "tap.h"

static double sign(double x)
{
    return (x > 0) - (x < 0);
}

static double tent(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = sign(x[0] - 0.3);
    g[1] = 2 * sign(x[1]);
    return fabs(x[0] - 0.3) + 2 * fabs(x[1]);
}

/* A smooth floor along y, a kink across. */
static double gutter(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = sign(x[0]);
    g[1] = 2 * (x[1] - 1);
    return fabs(x[0]) + (x[1] - 1) * (x[1] - 1);
}

/* The largest of three planes. */
static double facets(void *context, const double *x, double *g)
{
    double u = x[0] + x[1], v = x[0] - 2 * x[1], w = -3 * x[0];
    double most = fmax(u, fmax(v, w));

    (void)context;
    g[0] = most == w ? -3 : 1;
    g[1] = most == w ? 0 : most == u ? 1 : -2;
    return most;
}

/* Down along an ever narrower smooth valley that has no lowest point. */
static double arm(void *context, const double *x, double *g)
{
    double u = 1 - x[1], a = 1.5 - x[0] * u, b = 2.25 - x[0] * (1 - x[1] * x[1]);

    (void)context;
    g[0] = -2 * a * u - 2 * b * (1 - x[1] * x[1]);
    g[1] = 2 * a * x[0] + 4 * b * x[0] * x[1];
    return a * a + b * b;
}

static struct optim_end go(struct arena *a, double (*f)(void *, const double *, double *),
                           double x, double y)
{
    struct objective o = {.n = 2, .gradient = f};
    struct optim_options options = optim_defaults(METHOD_BFGS);
    struct budget budget = budget_of(10000000);
    struct optim_run *run;
    double start[2] = {x, y};

    optim_start(a, &o, &options, start, &run, NULL);
    return optim_drive(run, &budget);
}

int main(void)
{
    struct arena *a = arena_new();
    struct optim_end end = go(a, tent, 3, 1);

    ok(end.converged && end.best_f < 1e-12, "a tent: %s", end.message);
    end = go(a, gutter, 3, 5);
    ok(end.converged && end.best_f < 1e-12, "a gutter: %s", end.message);
    end = go(a, facets, 1, 2);
    ok(end.converged && end.best_f < 1e-12, "facets: %s", end.message);
    end = go(a, arm, -30, 1.1);
    ok(!end.converged || end.best_f < 1e-8, "a narrow arm is no kink: %g, %s", end.best_f,
       end.message);
    arena_free(a);
    return done_testing();
}
