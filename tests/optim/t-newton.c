/* t-newton.c: matrices of Newton's methods, and what they find: saddles are left, kinks are
 * no place of rest, and no unit of a variable matters. */
#include "optim/internal.h"
#include "optim/optim.h"

#include "tap.h"

enum { MATRICES = 500, MOST = 6 };

static const uint64_t seed = 601;

/* ---- matrices -------------------------------------------------------------------- */

static void random_symmetric(struct rng *rng, double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++)
            a[i * n + k] = a[k * n + i] = 2 * rng_unit(rng) - 1;
}

/* LDL' less a: nothing off the diagonal, nothing below 0 on it. */
static bool only_diagonal_grew(const double *factor, const double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++) {
            double sum = 0, more;

            for (size_t q = 0; q <= k; q++)
                sum += (q == i ? 1 : factor[i * n + q]) * factor[q * n + q] *
                       (q == k ? 1 : factor[k * n + q]);
            more = sum - a[i * n + k];
            if (i == k ? more < -1e-12 : fabs(more) > 1e-12)
                return false;
        }
    return true;
}

static void factors(void)
{
    struct rng rng = {seed};
    bool right = true, solved = true;

    for (int i = 0; i < MATRICES && right && solved; i++) {
        size_t n = 1 + (size_t)rng_below(&rng, MOST);
        double a[MOST * MOST], f[MOST * MOST], b[MOST], x[MOST];

        random_symmetric(&rng, a, n);
        memcpy(f, a, sizeof f);
        modified_cholesky(f, n);
        right = only_diagonal_grew(f, a, n);
        for (size_t k = 0; k < n; k++) /* far from singular */
            a[k * n + k] += (double)n + 1;
        memcpy(f, a, sizeof f);
        for (size_t k = 0; k < n; k++)
            x[k] = b[k] = 2 * rng_unit(&rng) - 1;
        solved = optim_factor(f, n);
        optim_factored_solve(f, x, n);
        for (size_t k = 0; k < n; k++)
            solved = solved && fabs(dot(a + k * n, x, n) - b[k]) < 1e-12;
    }
    ok(right, "a matrix changes on its diagonal only, and upwards");
    ok(solved, "a positive definite one is solved");
}

/* R'R is J'J, R'c is J'r, however the rows came. */
static void triangles(void)
{
    struct rng rng = {seed + 1};
    double r[9] = {0}, c[3] = {0}, jj[9] = {0}, jr[3] = {0}, rr = 0, rest = 0;

    for (int batch = 0; batch < 4; batch++) {
        double rows[4 * 5];
        size_t count = 1 + (size_t)batch;

        for (size_t i = 0; i < 4 * 5; i++)
            rows[i] = 2 * rng_unit(&rng) - 1;
        for (size_t i = 0; i < count; i++) {
            for (size_t j = 0; j < 3; j++) {
                for (size_t k = 0; k < 3; k++)
                    jj[j * 3 + k] += rows[j * 5 + i] * rows[k * 5 + i];
                jr[j] += rows[j * 5 + i] * rows[15 + i];
            }
            rr += rows[15 + i] * rows[15 + i];
        }
        rest += optim_triangle(r, c, 3, rows, count, 5);
    }
    for (int j = 0; j < 3; j++) {
        double sum = 0;

        for (int k = 0; k < 3; k++) {
            double square = 0;

            for (int q = 0; q <= (j < k ? j : k); q++)
                square += r[q * 3 + j] * r[q * 3 + k];
            is_double(square, jj[j * 3 + k], 1e-14, "R'R at %d, %d", j, k);
        }
        for (int q = 0; q <= j; q++)
            sum += r[q * 3 + j] * c[q];
        is_double(sum, jr[j], 1e-14, "R'c at %d", j);
    }
    is_double(dot(c, c, 3) + rest, rr, 1e-14, "and no square is lost");
}

/* ---- walks ------------------------------------------------------------------------ */

struct unit {
    double x, y; /* the units of the variables */
};

/* Rosenbrock's valley in odd units. */
static double valley(void *context, const double *at, double *g)
{
    const struct unit *unit = context;
    double x = at[0] * unit->x, y = at[1] * unit->y, u = y - x * x, v = 1 - x;

    g[0] = (-400 * u * x - 2 * v) * unit->x;
    g[1] = 200 * u * unit->y;
    return 100 * u * u + v * v;
}

static double valley_value(void *context, const double *x)
{
    double g[2];

    return valley(context, x, g);
}

static double valley_squares(void *context, const double *at, double *g, double *r,
                             double *c)
{
    const struct unit *unit = context;
    double x = at[0] * unit->x, y = at[1] * unit->y;
    double rows[] = {-20 * x * unit->x, -unit->x, 10 * unit->y, 0,
                     10 * (y - x * x),  1 - x};

    memset(r, 0, 4 * sizeof *r);
    memset(c, 0, 2 * sizeof *c);
    optim_triangle(r, c, 2, rows, 2, 2);
    return valley(context, at, g);
}

/* A saddle at 0, minima at (0, -1) and (0, 1). */
static double saddle(void *context, const double *x, double *g)
{
    (void)context;
    g[0] = 2 * x[0];
    g[1] = -4 * x[1] + 4 * x[1] * x[1] * x[1];
    return x[0] * x[0] - 2 * x[1] * x[1] + x[1] * x[1] * x[1] * x[1];
}

static double saddle_value(void *context, const double *x)
{
    double g[2];

    return saddle(context, x, g);
}

/* |x| + |y|, with its second derivatives, which are 0. */
static double roof(void *context, const double *x, double *g)
{
    (void)context;
    for (int i = 0; i < 2; i++)
        g[i] = (x[i] > 0) - (x[i] < 0);
    return fabs(x[0]) + fabs(x[1]);
}

static double roof_value(void *context, const double *x)
{
    (void)context;
    return fabs(x[0]) + fabs(x[1]);
}

static struct optim_end go(struct arena *a, const struct objective *o, enum method m,
                           double x, double y)
{
    struct optim_options options = optim_defaults(m);
    struct budget budget = budget_of(10000000);
    struct optim_run *run;
    double start[2] = {x, y};

    ok(optim_start(a, o, &options, start, &run, NULL) == ST_OK, "%s starts",
       method_row(m)->name);
    return optim_drive(run, &budget);
}

static void walks(struct arena *a)
{
    static const enum method methods[] = {METHOD_NEWTON, METHOD_TRUST_NEWTON, METHOD_LM};

    for (size_t i = 0; i < 3; i++) {
        const char *name = method_row(methods[i])->name;
        struct unit plain = {1, 1}, odd = {1.0 / 1024, 4096};
        struct objective o = {.n = 2,
                              .context = &plain,
                              .value = valley_value,
                              .gradient = valley,
                              .squares = valley_squares},
                         scaled = o;
        struct optim_end end = go(a, &o, methods[i], -1.2, 1), same;

        ok(end.converged && end.steps < 60, "%s: the valley in %zu steps: %s", name,
           end.steps, end.message);
        is_double(end.best[0], 1, 1e-7, "%s: its floor", name);
        scaled.context = &odd;
        same = go(a, &scaled, methods[i], -1.2 * 1024, 1.0 / 4096);
        is_double(same.best[0] / 1024, 1, 1e-6, "%s: and in other units: %s", name,
                  same.message);
    }
}

static void rests(struct arena *a)
{
    static const enum method methods[] = {METHOD_NEWTON, METHOD_TRUST_NEWTON};
    struct objective o = {.n = 2, .value = saddle_value, .gradient = saddle};
    struct objective kink = {.n = 2, .value = roof_value, .gradient = roof};

    for (size_t i = 0; i < 2; i++) {
        const char *name = method_row(methods[i])->name;
        struct optim_end end = go(a, &o, methods[i], 1, 0);

        ok(end.converged, "%s: from the ridge of a saddle: %s", name, end.message);
        is_double(fabs(end.best[1]), 1, 1e-6, "%s: down to its side", name);
        end = go(a, &kink, methods[i], 3, -2.5);
        ok(!end.converged || end.best_f < 1e-8, "%s: a slope is not rest (f = %g): %s",
           name, end.best_f, end.message);
    }
}

static void refusals(struct arena *a)
{
    struct optim_options options = optim_defaults(METHOD_LM);
    struct objective o = {.n = 2, .value = saddle_value, .gradient = saddle};
    struct unit plain = {1, 1};
    struct objective bounded = {.n = 2,
                                .context = &plain,
                                .value = valley_value,
                                .gradient = valley,
                                .squares = valley_squares};
    double start[2] = {1, 1}, upper[2] = {2, 2};
    struct optim_run *run;

    is_int(optim_start(a, &o, &options, start, &run, NULL), ST_USAGE,
           "lm wants a sum of squares");
    bounded.upper = upper;
    is_int(optim_start(a, &bounded, &options, start, &run, NULL), ST_USAGE,
           "and no bounds");
}

int main(void)
{
    struct arena *a = arena_new();

    factors();
    triangles();
    walks(a);
    rests(a);
    refusals(a);
    arena_free(a);
    return done_testing();
}
