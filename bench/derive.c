/* derive.c: how long derivatives take, the expression already built.
 *
 *   derive [NAME]    prints one line a case, of all studies or of one:
 *
 *   gradus NAME SIZE milliseconds nodes bytes
 *
 * The time is processor time, the least of many runs, each in a pool of its own; nodes and
 * bytes are what the derivative added to the pool. The cases and their names are those of
 * the peers' programs that bench.sh puts beside it.
 */
#include "algebra/algebra.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RUNS = 200, POOL_NODES = 4000000 };
static const double patience = 0.3; /* seconds a case */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- the cases ----------------------------------------------------------------- */

static expr indexed(struct pool *p, int i)
{
    char name[16];

    snprintf(name, sizeof name, "x%d", i);
    return pool_symbol(p, name);
}

static expr chain(struct pool *p, int n)
{
    expr e = pool_symbol(p, "x");

    for (int i = 0; i < n; i++)
        e = pool_func(p, FN_SIN, e);
    return e;
}

static expr product(struct pool *p, int n)
{
    expr x = pool_symbol(p, "x");
    expr *factors = arena_array(pool_arena(p), (size_t)n, sizeof *factors);

    for (int i = 0; i < n; i++)
        factors[i] = pool_add(p, x, pool_int(p, i + 1));
    return pool_mul_n(p, factors, (size_t)n);
}

/* x^i e^(ix) sin x, i = 1 .. n */
static expr sum(struct pool *p, int n)
{
    expr x = pool_symbol(p, "x"), s = pool_func(p, FN_SIN, x);
    expr *terms = arena_array(pool_arena(p), (size_t)n, sizeof *terms);

    for (int i = 1; i <= n; i++) {
        expr power = pool_power(p, x, pool_int(p, i)),
             e = pool_func(p, FN_EXP, pool_mul(p, pool_int(p, i), x)),
             factors[3] = {power, e, s};

        terms[i - 1] = pool_mul_n(p, factors, 3);
    }
    return pool_add_n(p, terms, (size_t)n);
}

static expr exp_sine(struct pool *p, int n)
{
    (void)n;
    return pool_func(p, FN_EXP, pool_func(p, FN_SIN, pool_symbol(p, "x")));
}

static expr reciprocal(struct pool *p, int n)
{
    expr square = pool_power(p, pool_symbol(p, "x"), pool_int(p, 2));

    (void)n;
    return pool_power(p, pool_add(p, pool_int(p, 1), square), pool_int(p, -1));
}

static expr rosenbrock(struct pool *p, int n)
{
    expr *terms = arena_array(pool_arena(p), 2 * (size_t)n, sizeof *terms);
    expr two = pool_int(p, 2);
    size_t used = 0;

    for (int i = 0; i + 1 < n; i++) {
        expr x = indexed(p, i), y = indexed(p, i + 1),
             valley = pool_sub(p, y, pool_power(p, x, two)),
             slope = pool_sub(p, pool_int(p, 1), x);

        terms[used++] = pool_mul(p, pool_int(p, 100), pool_power(p, valley, two));
        terms[used++] = pool_power(p, slope, two);
    }
    return pool_add_n(p, terms, used);
}

static expr quadratic(struct pool *p, int n)
{
    expr *terms = arena_array(pool_arena(p), (size_t)(n * n), sizeof *terms);
    size_t used = 0;

    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++) {
            expr factors[3] = {pool_int(p, 1 + (i * 7 + j * 3) % 11), indexed(p, i),
                               indexed(p, j)};

            terms[used++] = pool_mul_n(p, factors, 3);
        }
    return pool_add_n(p, terms, used);
}

/* ---- what is asked of them ------------------------------------------------------- */

static void once(struct pool *p, const struct formula *f, int size)
{
    struct formula df;
    struct diag d;

    (void)size;
    algebra_derive(p, f, pool_symbol(p, "x"), &df, &d);
}

static void often(struct pool *p, const struct formula *f, int order)
{
    struct formula df;
    struct diag d;

    algebra_derive_n(p, f, pool_symbol(p, "x"), (unsigned)order, &df, &d);
}

static void everywhere(struct pool *p, const struct formula *f, int n)
{
    struct formula *partials = arena_array(pool_arena(p), (size_t)n, sizeof *partials);
    expr *x = arena_array(pool_arena(p), (size_t)n, sizeof *x);
    struct diag d;

    for (int i = 0; i < n; i++)
        x[i] = indexed(p, i);
    algebra_gradient(p, f, x, (size_t)n, partials, &d);
}

struct study {
    const char *name;
    expr (*make)(struct pool *, int);
    void (*ask)(struct pool *, const struct formula *, int);
    int sizes[8];
};

static const struct study studies[] = {
    {"chain", chain, once, {10, 100, 300, 1000, 2000, 3000}},
    {"product", product, once, {50, 200, 500, 1000, 2000, 4000}},
    {"sum", sum, once, {1000}},
    {"expsin", exp_sine, often, {1, 2, 5, 8, 10}},
    {"recip", reciprocal, often, {1, 2, 5, 8, 10}},
    {"rosenbrock_grad", rosenbrock, everywhere, {100, 1000}},
    {"quadform_grad", quadratic, everywhere, {40, 200}},
};

static void measure(const struct study *s, int size)
{
    double least = 1e9, begin = now();
    size_t nodes = 0, bytes = 0;

    for (int run = 0; run < RUNS && now() - begin < patience; run++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, POOL_NODES);
        struct formula f = {s->make(p, size), pool_true(p)};
        size_t nodes_before = pool_size(p), bytes_before = arena_used(a);
        double start = now(), taken;

        s->ask(p, &f, size);
        taken = now() - start;
        if (taken < least)
            least = taken;
        nodes = pool_size(p) - nodes_before;
        bytes = arena_used(a) - bytes_before;
        arena_free(a);
    }
    printf("gradus %s %d %.4f %zu %zu\n", s->name, size, 1e3 * least, nodes, bytes);
}

int main(int argc, char **argv)
{
    mallopt(M_TRIM_THRESHOLD, 1 << 30); /* page faults of the heap are not the question */
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++)
        for (const int *size = studies[i].sizes; *size; size++)
            if (argc < 2 || !strcmp(argv[1], studies[i].name))
                measure(&studies[i], *size);
    return 0;
}
