/* t-bounds.c: no method tries a point outside of the bounds, and a slope that pushes
 * against one counts as none. */
#include "optim/optim.h"

#include "tap.h"

struct watched {
    double lower[2], upper[2];
    bool left; /* a point outside was tried */
};

static void watch(struct watched *w, const double *x)
{
    for (int i = 0; i < 2; i++)
        w->left = w->left || x[i] < w->lower[i] || x[i] > w->upper[i];
}

static double bowl(void *context, const double *x)
{
    watch(context, x);
    return (x[0] - 3) * (x[0] - 3) + (x[1] + 1) * (x[1] + 1);
}

static double bowl_slope(void *context, const double *x, double *g)
{
    g[0] = 2 * (x[0] - 3);
    g[1] = 2 * (x[1] + 1);
    return bowl(context, x);
}

/* The slope at 0 is infinite. */
static double edge(void *context, const double *x)
{
    watch(context, x);
    return sqrt(x[0]) + (x[1] - 1) * (x[1] - 1);
}

static double edge_slope(void *context, const double *x, double *g)
{
    g[0] = 0.5 / sqrt(x[0]);
    g[1] = 2 * (x[1] - 1);
    return edge(context, x);
}

static double valley(void *context, const double *x)
{
    double u = x[1] - x[0] * x[0], v = 1 - x[0];

    watch(context, x);
    return 100 * u * u + v * v;
}

static double valley_slope(void *context, const double *x, double *g)
{
    double u = x[1] - x[0] * x[0], v = 1 - x[0];

    g[0] = -400 * u * x[0] - 2 * v;
    g[1] = 200 * u;
    return valley(context, x);
}

static struct objective within(struct watched *w, double (*f)(void *, const double *),
                               double (*g)(void *, const double *, double *))
{
    return (struct objective){.n = 2,
                              .context = w,
                              .value = f,
                              .gradient = g,
                              .lower = w->lower,
                              .upper = w->upper};
}

static struct optim_end go(struct arena *a, const struct objective *o, enum method m,
                           double x, double y)
{
    struct optim_options options = optim_defaults(m);
    struct budget budget = budget_of(10000000);
    struct optim_run *run;
    double start[2] = {x, y};

    optim_start(a, o, &options, start, &run, NULL);
    return optim_drive(run, &budget);
}

static void corner(struct arena *a)
{
    for (int m = 0; m < METHOD_COUNT; m++) {
        struct watched w = {{0, 0}, {2, 5}, false};
        struct objective o = within(&w, bowl, bowl_slope);
        const char *name = method_row((enum method)m)->name;
        struct optim_end end;

        if (m == METHOD_LM || m == METHOD_SGD ||
            method_row((enum method)m)->family == FAMILY_SCALAR) // they refuse
            continue;
        end = go(a, &o, (enum method)m, 1, 1);
        ok(!w.left, "%s stays within", name);
        is_double(end.best[0], 2, 1e-6, "%s ends at the bound of x: %s", name,
                  end.message);
        is_double(end.best[1], 0, 1e-6, "%s ends at the bound of y", name);
        ok(end.converged && end.best_grad_norm < 1e-6, "%s has converged there", name);
    }
}

static void steep(struct arena *a)
{
    struct watched w = {{0, -5}, {2, 5}, false};
    struct objective o = within(&w, edge, edge_slope);
    struct optim_end end = go(a, &o, METHOD_BFGS, 1, 3);

    is_double(end.best[0], 0, 0, "an infinite slope at the bound: %s", end.message);
    is_double(end.best[1], 1, 1e-7, "and the other coordinate goes on");
    ok(end.converged, "converged");
}

static void curved(struct arena *a)
{
    struct watched w = {{-2, -2}, {0.5, 2}, false};
    struct objective o = within(&w, valley, valley_slope);
    struct optim_end end = go(a, &o, METHOD_BFGS, -1.2, 1);

    ok(!w.left, "stays within");
    is_double(end.best[0], 0.5, 1e-12, "the valley up to the bound: %s", end.message);
    is_double(end.best[1], 0.25, 1e-8, "and down to its floor there");
    ok(end.converged, "converged after %zu steps", end.steps);
}

static void outside(struct arena *a)
{
    struct watched w = {{0, 0}, {1, 1}, false};
    struct objective o = within(&w, bowl, bowl_slope);
    struct optim_options options = optim_defaults(METHOD_BFGS);
    struct optim_run *run;
    struct diag d;
    double start[2] = {2, 0};

    is_int(optim_start(a, &o, &options, start, &run, &d), ST_USAGE, "refused: %s",
           d.message);
}

int main(void)
{
    struct arena *a = arena_new();

    corner(a);
    steep(a);
    curved(a);
    outside(a);
    arena_free(a);
    return done_testing();
}
