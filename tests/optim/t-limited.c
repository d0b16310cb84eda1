/* t-limited.c: L-BFGS-B on random parabolas within random bounds: where it ends, no slope is
 * left but against bounds; and searches along a line on functions of one variable. */
#include "optim/optim.h"

#include "tap.h"

enum { MOST = 24, PROBLEMS = 200 };

static const uint64_t seed = 31;

struct parabola {
    size_t n;
    double a[MOST * MOST], b[MOST]; /* f = x'ax / 2 - b'x, a positive definite */
};

static double slope(void *context, const double *x, double *g)
{
    const struct parabola *p = context;
    double f = 0;

    for (size_t i = 0; i < p->n; i++) {
        g[i] = -p->b[i];
        for (size_t k = 0; k < p->n; k++)
            g[i] += p->a[i * p->n + k] * x[k];
        f += (g[i] - p->b[i]) * x[i] / 2;
    }
    return f;
}

static double value(void *context, const double *x)
{
    double g[MOST];

    return slope(context, x, g);
}

static double any(struct rng *rng)
{
    return 2 * rng_unit(rng) - 1;
}

/* a = m'm + I/10 */
static void draw(struct rng *rng, struct parabola *p)
{
    double m[MOST * MOST];

    p->n = 1 + (size_t)(rng_unit(rng) * MOST);
    for (size_t i = 0; i < p->n * p->n; i++)
        m[i] = any(rng);
    for (size_t i = 0; i < p->n; i++) {
        p->b[i] = 3 * any(rng);
        for (size_t k = 0; k < p->n; k++) {
            p->a[i * p->n + k] = i == k ? 0.1 : 0;
            for (size_t q = 0; q < p->n; q++)
                p->a[i * p->n + k] += m[q * p->n + i] * m[q * p->n + k];
        }
    }
}

/* The largest part of the slope that points inwards (Karush, Kuhn and Tucker: none). */
static double inward(struct parabola *p, const double *x, const double *lo,
                     const double *hi)
{
    double g[MOST], most = 0;

    slope(p, x, g);
    for (size_t i = 0; i < p->n; i++) {
        if (x[i] < lo[i] || x[i] > hi[i])
            return INFINITY;
        if (!(x[i] == lo[i] && g[i] > 0) && !(x[i] == hi[i] && g[i] < 0))
            most = fmax(most, fabs(g[i]));
    }
    return most;
}

static bool solves(struct rng *rng, enum method method, size_t most)
{
    struct arena *a = arena_new();
    struct parabola p;
    double lo[MOST], hi[MOST], start[MOST], left;
    struct optim_options options = optim_defaults(method);
    struct budget budget = budget_of(10000000);
    struct objective o = {
        .context = &p, .value = value, .gradient = slope, .lower = lo, .upper = hi};
    struct optim_run *run;
    struct optim_end end;

    do
        draw(rng, &p);
    while (p.n > most);
    o.n = p.n;
    for (size_t i = 0; i < p.n; i++) {
        bool below = rng_unit(rng) < 0.7, above = rng_unit(rng) < 0.7;

        start[i] = any(rng);
        lo[i] = below ? start[i] - rng_unit(rng) : -INFINITY;
        hi[i] = above ? start[i] + rng_unit(rng) : INFINITY;
    }
    if (optim_start(a, &o, &options, start, &run, NULL) != ST_OK)
        return false;
    end = optim_drive(run, &budget);
    left = inward(&p, end.best, lo, hi);
    if (!end.converged || !(left < 1e-5))
        note("%zu variables: %s; slope left %g", p.n, end.message, left);
    arena_free(a);
    return end.converged && left < 1e-5;
}

static void parabolas(void)
{
    struct rng rng = {seed};
    int limited = 0, directions = 0;

    for (int i = 0; i < PROBLEMS; i++)
        limited += solves(&rng, METHOD_LBFGSB, MOST);
    is_int(limited, PROBLEMS, "lbfgsb ends where no slope leads inwards, seed %d",
           (int)seed);
    for (int i = 0; i < 20; i++)
        directions += solves(&rng, METHOD_LBFGSB, 1);
    is_int(directions, 20, "of one variable too");
}

/* ---- one variable ------------------------------------------------------------------ */

static double wave(void *context, const double *x)
{
    (void)context;
    return cos(x[0]) + x[0] / 4;
}

static double wave_slope(void *context, const double *x, double *g)
{
    g[0] = 0.25 - sin(x[0]);
    return wave(context, x);
}

static double corner(void *context, const double *x)
{
    (void)context;
    return fabs(x[0] - 1) + x[0] / 3;
}

static double corner_slope(void *context, const double *x, double *g)
{
    g[0] = (x[0] > 1) - (x[0] < 1) + 1.0 / 3;
    return corner(context, x);
}

static double wall(void *context, const double *x)
{
    (void)context;
    return x[0] - log(x[0] - 2);
}

static double wall_slope(void *context, const double *x, double *g)
{
    g[0] = 1 - 1 / (x[0] - 2);
    return wall(context, x);
}

static void lines(struct arena *a)
{
    static const double three = 3, none = INFINITY;
    static const struct {
        struct objective f;
        double start, x;
        const char *shows;
    } rows[] = {
        {{.n = 1, .value = wave, .gradient = wave_slope}, 3, 2.8889123984, "a trough"},
        {{.n = 1, .value = wave, .gradient = wave_slope, .lower = &three, .upper = &none},
         4,
         3,
         "a bound"},
        {{.n = 1, .value = corner, .gradient = corner_slope}, 7, 1, "a corner"},
        {{.n = 1, .value = wall, .gradient = wall_slope}, 2.01, 3, "beside a wall"},
    };
    static const enum method methods[] = {METHOD_GOLDEN, METHOD_BRENT, METHOD_POWELL};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
            struct optim_options options = optim_defaults(methods[m]);
            struct budget budget = budget_of(100000);
            struct optim_run *run;
            struct optim_end end;
            const char *name = method_row(methods[m])->name;

            is_int(optim_start(a, &rows[i].f, &options, &rows[i].start, &run, NULL),
                   ST_OK, "%s starts", name);
            end = optim_drive(run, &budget);
            is_double(end.best[0], rows[i].x, 1e-7, "%s: %s", name, rows[i].shows);
            if (methods[m] != METHOD_POWELL || i != 2)
                ok(end.converged, "%s: %s: %s", name, rows[i].shows, end.message);
        }
}

static void two_variables(struct arena *a)
{
    static const double start[2] = {1, 1};
    static struct parabola p = {2, {1, 0, 0, 1}, {0, 0}};
    const struct objective o = {.n = 2, .context = &p, .value = value, .gradient = slope};
    struct optim_options options = optim_defaults(METHOD_GOLDEN);
    struct optim_run *run;
    struct diag d = {0};

    is_int(optim_start(a, &o, &options, start, &run, &d), ST_USAGE,
           "the golden section is for one variable");
}

int main(void)
{
    struct arena *a = arena_new();

    parabolas();
    lines(a);
    two_variables(a);
    arena_free(a);
    return done_testing();
}
