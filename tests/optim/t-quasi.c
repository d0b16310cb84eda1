/* t-quasi.c: BFGS finds valleys, shies at walls, and says so at kinks. */
#include "optim/optim.h"

#include "tap.h"

static double valley(void *context, const double *x, double *g)
{
    double u = x[1] - x[0] * x[0], v = 1 - x[0];

    (void)context;
    g[0] = -400 * u * x[0] - 2 * v;
    g[1] = 200 * u;
    return 100 * u * u + v * v;
}

/* x ln x: no value for x < 0. */
static double entropy(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = log(x[0]) + 1;
    return x[0] * log(x[0]);
}

/* Walls along x = 0, y = 0 and x + y = 1. */
static double barrier(void *context, const double *x, double *g)
{
    double z = 1 - x[0] - x[1];

    (void)context;
    g[0] = 1 - 0.1 / x[0] + 0.1 / z;
    g[1] = 2 - 0.1 / x[1] + 0.1 / z;
    return x[0] + 2 * x[1] - 0.1 * (log(x[0]) + log(x[1]) + log(z));
}

/* Eight coordinates of very unlike curvature. */
static double uneven(void *context, const double *x, double *g)
{
    double f = 0;

    (void)context;
    for (int i = 0; i < 8; i++) {
        double c = pow(10, i);

        f += c * (x[i] - 1) * (x[i] - 1);
        g[i] = 2 * c * (x[i] - 1);
    }
    return f;
}

static double endless(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = 1;
    return x[0];
}

static struct optim_end go(struct arena *a, size_t n,
                           double (*f)(void *, const double *, double *),
                           const double *start)
{
    struct objective o = {.n = n, .gradient = f};
    struct optim_options options = optim_defaults(METHOD_BFGS);
    struct budget budget = budget_of(10000000);
    struct optim_run *run;

    optim_start(a, &o, &options, start, &run, NULL);
    return optim_drive(run, &budget);
}

int main(void)
{
    struct arena *a = arena_new();
    struct optim_end end = go(a, 2, valley, (const double[]){-1.2, 1});

    ok(end.converged, "the valley: %s", end.message);
    ok(end.best_f < 1e-15 && end.values < 80, "%g after %zu evaluations", end.best_f,
       end.values);
    end = go(a, 1, entropy, (const double[]){1});
    ok(end.converged, "a wall at 0: %s", end.message);
    is_double(end.best[0], exp(-1), 1e-8, "x ln x is lowest at 1/e, after %zu steps",
              end.steps);
    end = go(a, 2, barrier, (const double[]){0.01, 0.9});
    ok(end.converged, "walls all around: %s, after %zu steps", end.message, end.steps);
    end = go(a, 8, uneven, (const double[8]){0});
    ok(end.converged, "curvatures from 1 to 10^7: %s, after %zu steps", end.message,
       end.steps);
    is_double(end.best[0], 1, 1e-7, "and the gentlest coordinate is there as well");
    end = go(a, 1, endless, (const double[]){0});
    is_int(end.stop, STOP_DIVERGED, "no lowest point: %s", end.message);
    ok(!end.converged, "is no success");
    arena_free(a);
    return done_testing();
}
