/* t-fit.c: losses against differences, least absolute errors against all vertices, and fits
 * whose answer is known by hand. */
#include "data/data.h"
#include "data/internal.h"

#include "tap.h"

enum { ROWS = 12, LAD_TABLES = 300 };

static const uint64_t seed = 509;

/* y ~ text over columns x and z, in parameters a, b, c. */
static bool make_fit(struct arena *a, struct pool *p, const char *text, size_t n,
                     enum loss loss, const double *const *column, size_t rows,
                     struct fit *f)
{
    expr x[6] = {pool_symbol(p, "a"), pool_symbol(p, "b"), pool_symbol(p, "c")};
    struct formula body;
    struct tape *tape;
    struct diag d = {0};
    expr outputs[FIT_OUTPUTS];
    size_t bad;

    x[n] = pool_symbol(p, "y");
    x[n + 1] = pool_symbol(p, "x");
    x[n + 2] = pool_symbol(p, "z");
    if (expr_read(p, text, strlen(text), NULL, &body, NULL, &d) != ST_OK)
        return false;
    outputs[FIT_RESPONSE] = x[n];
    outputs[FIT_MODEL] = body.body;
    outputs[FIT_HOLDS] = pool_int(p, 1);
    if (tape_compile(a, p, outputs, FIT_OUTPUTS, x, n + 3, &tape, &d) != ST_OK)
        return false;
    *f = (struct fit){.arena = a,
                      .tape = tape,
                      .n = n,
                      .rows = rows,
                      .column = column,
                      .loss = loss,
                      .delta = 0.5};
    fit_prepare(f, &bad);
    return bad == rows;
}

struct columns {
    double y[ROWS], x[ROWS], z[ROWS];
    const double *all[3];
};

static void random_columns(struct columns *c, struct rng *rng, bool whole)
{
    for (int i = 0; i < ROWS; i++) {
        c->y[i] = whole ? (double)rng_below(rng, 6) : 4 * rng_unit(rng) - 2;
        c->x[i] = whole ? (double)rng_below(rng, 4) : 2 * rng_unit(rng) - 1;
        c->z[i] = whole ? (double)rng_below(rng, 3) : 2 * rng_unit(rng) - 1;
    }
    c->all[0] = c->y;
    c->all[1] = c->x;
    c->all[2] = c->z;
}

/* ---- slopes ---------------------------------------------------------------------- */

static bool close_to(double got, double want, double within)
{
    return fabs(got - want) <= within * (1 + fabs(want));
}

/* Gradient and Hessian against central differences of value and gradient. */
static bool right_slopes(struct fit *f, const double *x)
{
    struct objective o = fit_objective(f);
    double g[3], h[9], ahead[3], back[3], scratch[9], step = 1e-5;
    bool right = true;

    o.gradient(f, x, g);
    if (o.hessian)
        o.hessian(f, x, scratch, h);
    for (size_t j = 0; j < f->n; j++) {
        double up[3], down[3], high, low;

        memcpy(up, x, sizeof up);
        memcpy(down, x, sizeof down);
        up[j] += step;
        down[j] -= step;
        high = o.gradient(f, up, ahead);
        low = o.gradient(f, down, back);
        right = right && close_to(g[j], (high - low) / (2 * step), 1e-8);
        right = right && close_to(high, o.value(f, up), 1e-15);
        for (size_t k = 0; k < f->n && o.hessian; k++)
            right = right &&
                    close_to(h[j * f->n + k], (ahead[k] - back[k]) / (2 * step), 1e-7);
    }
    return right;
}

static void check_slopes(void)
{
    static const enum loss losses[] = {LOSS_MSE, LOSS_LOGISTIC, LOSS_POISSON,
                                       LOSS_LOGCOSH};
    struct rng rng = {seed};

    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 10000);
        double x[3] = {0.3, -0.4, 0.7};
        struct columns c;
        struct fit f;

        random_columns(&c, &rng, false);
        for (int k = 0; k < ROWS && !loss_of_residuals(losses[i]); k++)
            c.y[k] = rng_below(&rng, 2) ? 1 : 0;
        ok(make_fit(a, p, "a*exp(b*x) + c*z", 3, losses[i], c.all, ROWS, &f) &&
               right_slopes(&f, x),
           "%s: slopes and second derivatives are those of differences",
           loss_row(losses[i])->name);
        arena_free(a);
    }
}

/* |c + R d|^2 + rest is the sum of squares of a linear model, whatever d. */
static void check_triangle(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 10000);
    struct rng rng = {seed + 1};
    struct columns c;
    struct fit f;
    struct objective o;
    double x[3] = {1, 2, 3}, d[3] = {-0.5, 0.25, 4}, to[3], g[3], r[9], q[3], f0,
           fall = 0;

    random_columns(&c, &rng, false);
    ok(make_fit(a, p, "a + b*x + c*z", 3, LOSS_MSE, c.all, ROWS, &f), "a linear model");
    o = fit_objective(&f);
    f0 = o.squares(&f, x, g, r, q);
    for (int i = 0; i < 3; i++) {
        double moved = q[i];

        for (int k = i; k < 3; k++)
            moved += r[i * 3 + k] * d[k];
        fall += q[i] * q[i] - moved * moved;
        to[i] = x[i] + d[i];
    }
    is_double(o.value(&f, to), f0 - fall, 1e-13, "the triangle tells the sum of squares");
    arena_free(a);
}

/* ---- least absolute errors ----------------------------------------------------------- */

static double absolute(const struct columns *c, double a, double b)
{
    double sum = 0;

    for (int i = 0; i < ROWS; i++)
        sum += fabs(c->y[i] - a - b * c->x[i]);
    return sum / ROWS;
}

/* The least over all lines through two of the points: one of them is a minimum. */
static double least_of_vertices(const struct columns *c)
{
    double least = INFINITY;

    for (int i = 0; i < ROWS; i++)
        for (int k = 0; k < i; k++) {
            double b = (c->y[i] - c->y[k]) / (c->x[i] - c->x[k]);

            if (c->x[i] != c->x[k])
                least = fmin(least, absolute(c, c->y[i] - b * c->x[i], b));
        }
    return least;
}

static void check_lad(void)
{
    struct rng rng = {seed + 2};
    bool right = true;
    int found = 0;

    for (int i = 0; i < LAD_TABLES && right; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 1000);
        struct budget budget = budget_of(1000000);
        double x[2] = {0, 0}, want;
        struct columns c;
        struct lad_end end;
        struct fit f;
        struct diag d;

        random_columns(&c, &rng, i % 2); // whole numbers: many ties
        want = least_of_vertices(&c);
        right = make_fit(a, p, "a + b*x", 2, LOSS_MAE, c.all, ROWS, &f);
        if (right && fit_lad(&f, x, &budget, &end, &d) == ST_OK) {
            right = end.lowest && close_to(absolute(&c, x[0], x[1]), want, 1e-14);
            found++;
        }
        if (!right)
            note("seed %ju, table %d: %.17g at %.17g, %.17g, not %.17g", (uintmax_t)seed,
                 i, absolute(&c, x[0], x[1]), x[0], x[1], want);
        arena_free(a);
    }
    ok(right && found > LAD_TABLES * 9 / 10,
       "%d fits of absolute errors are as low as the lowest vertex", found);
}

/* ---- batches --------------------------------------------------------------------------- */

/* Each row has its turn once in an epoch: what its batches say, weighted by their rows, is
 * what all rows say. */
static void check_epochs(void)
{
    struct rng rng = {seed + 3};
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    const double x[3] = {0.3, -0.7, 0.2};
    struct columns c;
    struct fit f;
    bool right = true;

    random_columns(&c, &rng, false);
    right = make_fit(a, p, "a + b*exp(c*x) + z", 3, LOSS_MSE, c.all, ROWS, &f);
    for (size_t batch = 1; batch <= ROWS + 1 && right; batch++) {
        struct objective o;
        double want[3], value, got[4] = {0};

        fit_sample(&f, batch, seed);
        o = fit_objective(&f);
        value = o.gradient(&f, x, want);
        for (size_t b = 0; b < o.batches; b++) {
            size_t rows = b + 1 < o.batches || batch > ROWS ? batch : ROWS - b * batch;
            double part = (double)(rows < ROWS ? rows : ROWS) / ROWS, g[3];

            got[3] += part * o.sample(&f, x, g);
            for (size_t j = 0; j < 3; j++)
                got[j] += part * g[j];
        }
        right = close_to(got[3], value, 1e-13);
        for (size_t j = 0; j < 3; j++)
            right = right && close_to(got[j], want[j], 1e-13);
        if (!right)
            note("batches of %zu: %.17g, not %.17g", batch, got[3], value);
    }
    ok(right, "an epoch of batches is once through all rows");
    arena_free(a);
}

/* Where it ends after 40 epochs of three rows a batch, and why. */
static struct optim_end walk_batches(struct fit *f, enum method m, uint64_t from,
                                     double *at)
{
    static const double start[2] = {0, 0};
    struct optim_options options = optim_defaults(m);
    struct optim_run *run;
    struct objective o;
    struct optim_end end;

    fit_sample(f, 3, from);
    o = fit_objective(f);
    options.rate = 0.05;
    options.max_iter = 3000;
    optim_start(f->arena, &o, &options, start, &run, NULL);
    while (optim_step(run, NULL))
        ;
    end = optim_end(run);
    at[0] = end.best[0];
    at[1] = end.best[1];
    return end;
}

/* With noise the walk dances around the minimum for ever, and is not called converged;
 * without it dies down, and is. */
static void check_walks(enum method m)
{
    const char *name = method_row(m)->name;
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    struct rng rng = {seed + 4};
    double u[2], v[2], w[2];
    struct optim_end first, other;
    struct columns c;
    struct fit f;

    random_columns(&c, &rng, false);
    if (!ok(make_fit(a, p, "a + b*x", 2, LOSS_MSE, c.all, ROWS, &f), "%s: a fit", name))
        return;
    first = walk_batches(&f, m, 1, u);
    walk_batches(&f, m, 1, v);
    other = walk_batches(&f, m, 2, w);
    ok(u[0] == v[0] && u[1] == v[1], "%s: one seed, one walk", name);
    ok(u[0] != w[0] || u[1] != w[1], "%s: another seed, another walk", name);
    ok(!first.converged && !other.converged, "%s: no rest among noise: %s", name,
       first.message);
    is_int((long)first.samples, (long)(ROWS / 3 * first.steps), "%s: batches", name);
    for (int i = 0; i < ROWS; i++)
        c.y[i] = 0.5 - 1.5 * c.x[i];
    make_fit(a, p, "a + b*x", 2, LOSS_MSE, c.all, ROWS, &f);
    first = walk_batches(&f, m, 1, u);
    ok(first.converged && close_to(u[0], 0.5, 1e-6) && close_to(u[1], -1.5, 1e-6),
       "%s: at rest on a line that all rows lie on: %s", name, first.message);
    arena_free(a);
}

/* ---- what is lost in doubles ---------------------------------------------------------- */

static void check_total(void)
{
    struct total t = {0, 0};

    total_add(&t, 1e100);
    total_add(&t, 1);
    total_add(&t, -1e100);
    is_double(t.sum + t.lost, 1, 0, "sums keep what is small");
}

/* 0, 1, 1 on one column: log odds ln 2 exactly. */
static void check_quality(void)
{
    static const double y[] = {0, 1, 1}, x[] = {1, 2, 3}, z[] = {0, 0, 0};
    static const double *const column[] = {y, x, z};
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    double at[1] = {0.69314718055994530942}, error[1], apart[1] = {0};
    struct fit f;

    ok(make_fit(a, p, "a", 1, LOSS_LOGISTIC, column, 3, &f), "one log odds");
    is_double(fit_quality(&f, at).deviance, 2 * (log(3) + 2 * log(1.5)), 1e-15,
              "the deviance");
    ok(fit_errors(&f, at, error), "it has an error");
    is_double(error[0], sqrt(1.5), 1e-15, "1/sqrt(n p (1 - p))");
    ok(!fit_quality(&f, at).separated, "two classes on one side");
    ok(make_fit(a, p, "a*(x - 3/2)", 1, LOSS_LOGISTIC, column, 3, &f), "a border at 3/2");
    apart[0] = 1;
    ok(fit_quality(&f, apart).separated, "parts them");
    arena_free(a);
}

int main(void)
{
    check_total();
    check_slopes();
    check_triangle();
    check_lad();
    check_epochs();
    check_walks(METHOD_SGD);
    check_walks(METHOD_MOMENTUM);
    check_quality();
    flint_cleanup();
    return done_testing();
}
