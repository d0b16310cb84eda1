/* formulas.h: random formulas, as text to a test's taste and as nodes of every kind. */
#ifndef GRADUS_TESTS_FORMULAS_H
#define GRADUS_TESTS_FORMULAS_H

#include "expr/expr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many random cases a test tries: its usual number, or what SOAK says (`make soak`).
 */
static inline uint64_t soak_count(uint64_t usual)
{
    const char *soak = getenv("SOAK");

    return soak && *soak ? strtoull(soak, NULL, 10) : usual;
}

/* ---- text ---------------------------------------------------------------------- */

/* What a test wants its formulas made of. Lists end with NULL; a chance is one in so
 * many, 0 never. What no chance took is two parts with a sign between them. */
struct taste {
    const char *const *leaves, *const *functions;
    const char *signs;
    unsigned leaf, call, power, extreme; /* chances, asked in this order */
    int lowest, highest;                 /* exponents */
};

static inline bool chance(struct rng *rng, unsigned n)
{
    return n && rng_below(rng, n) == 0;
}

static inline const char *any_of(struct rng *rng, const char *const *list)
{
    size_t n = 0;

    while (list[n])
        n++;
    return list[rng_below(rng, n)];
}

/* At most `depth` levels of brackets. */
static inline void random_text(struct str *s, struct rng *rng, const struct taste *t,
                               int depth)
{
    if (depth == 0 || chance(rng, t->leaf)) {
        str_add(s, any_of(rng, t->leaves));
        return;
    }
    if (chance(rng, t->call)) {
        str_addf(s, "%s(", any_of(rng, t->functions));
        random_text(s, rng, t, depth - 1);
    } else if (chance(rng, t->power)) {
        str_add(s, "(");
        random_text(s, rng, t, depth - 1);
        str_addf(s, ")^(%d",
                 t->lowest + (int)rng_below(rng, (uint64_t)(t->highest - t->lowest + 1)));
    } else if (chance(rng, t->extreme)) {
        str_add(s, "max(");
        random_text(s, rng, t, depth - 1);
        str_add(s, ", ");
        random_text(s, rng, t, depth - 1);
    } else {
        str_add(s, "(");
        random_text(s, rng, t, depth - 1);
        str_addf(s, ")%c(", t->signs[rng_below(rng, strlen(t->signs))]);
        random_text(s, rng, t, depth - 1);
    }
    str_add(s, ")");
}

/* ---- nodes ----------------------------------------------------------------------- */

struct maker {
    struct pool *pool;
    struct rng rng;
    const expr *variables;
    size_t variable_count;
    bool smooth; /* only what is differentiable wherever it is defined */
    bool ranges; /* sums and products over a range too, and indices that wait */
};

static inline expr make_formula(struct maker *m, int depth);

/* A new pool, and x, y, z, ... in it as the variables. */
static inline void maker_begin(struct maker *m, struct arena *a, expr *x, size_t n)
{
    static const char *const letters[] = {"x", "y", "z"};

    m->pool = pool_new(a, 100000);
    m->variables = x;
    m->variable_count = n;
    for (size_t i = 0; i < n; i++)
        x[i] = pool_symbol(m->pool, letters[i]);
}

static inline bool one_in(struct maker *m, unsigned n)
{
    return rng_below(&m->rng, n) == 0;
}

static inline expr make_number(struct maker *m)
{
    long num = (long)rng_below(&m->rng, 13) - 6;

    return pool_ratio(m->pool, num, one_in(m, 2) ? 1 : 1 + rng_below(&m->rng, 5));
}

static inline expr make_leaf(struct maker *m)
{
    if (one_in(m, 12))
        return pool_pi(m->pool);
    if (one_in(m, 12))
        return pool_sqrt(m->pool, pool_int(m->pool, 1 + (long)rng_below(&m->rng, 7)));
    if (one_in(m, 3))
        return make_number(m);
    return m->variables[rng_below(&m->rng, m->variable_count)];
}

/* A function that has a node of its own, and smooth if that is wanted. */
static inline expr make_call(struct maker *m, int depth)
{
    enum func_id f;

    do
        f = (enum func_id)rng_below(&m->rng, FN_COUNT);
    while (func_row(f)->form || (m->smooth && func_row(f)->smooth) || f == FN_DIGAMMA);
    return pool_func(m->pool, f, make_formula(m, depth - 1));
}

static inline expr make_power(struct maker *m, int depth)
{
    expr base = make_formula(m, depth - 1);
    long num = (long)rng_below(&m->rng, 9) - 4;

    if (one_in(m, 4))
        return pool_power(m->pool, base, make_formula(m, depth - 2));
    if (one_in(m, 8))
        num = 40 * num + 1;
    return pool_power(m->pool, base, pool_ratio(m->pool, num, 1 + rng_below(&m->rng, 4)));
}

static inline expr make_condition(struct maker *m, int depth)
{
    enum relation rel = (enum relation)rng_below(&m->rng, 4);

    if (depth > 1 && one_in(m, 4))
        return pool_and(m->pool, make_condition(m, depth - 1),
                        make_condition(m, depth - 1));
    if (depth > 1 && one_in(m, 4))
        return pool_or(m->pool, make_condition(m, depth - 1),
                       make_condition(m, depth - 1));
    return pool_relation(m->pool, rel, make_formula(m, depth - 1));
}

static inline expr make_branches(struct maker *m, int depth)
{
    expr pair[2] = {make_formula(m, depth - 1), make_formula(m, depth - 1)};

    switch (rng_below(&m->rng, 3)) {
    case 0: return pool_extreme(m->pool, EX_MIN, pair, 2);
    case 1: return pool_extreme(m->pool, EX_MAX, pair, 2);
    default: return pool_piece(m->pool, make_condition(m, depth - 1), pair[0], pair[1]);
    }
}

/* A sum or product of up to n terms, n a variable, so that it cannot be written out. */
static inline expr make_range(struct maker *m, int depth)
{
    expr k = pool_symbol(m->pool, "k"), body = make_formula(m, depth - 1);
    expr item = one_in(m, 2) ? k : pool_index(m->pool, pool_symbol(m->pool, "data"), k);

    body = one_in(m, 2) ? pool_mul(m->pool, body, item)
                        : pool_add(m->pool, body, pool_power(m->pool, item, body));
    return pool_range(m->pool, one_in(m, 2) ? EX_SUM : EX_PROD, k,
                      pool_int(m->pool, (long)rng_below(&m->rng, 3)),
                      pool_symbol(m->pool, "n"), body);
}

static inline expr make_formula(struct maker *m, int depth)
{
    expr a;

    if (depth <= 0)
        return make_leaf(m);
    if (m->ranges && one_in(m, 12))
        return make_range(m, depth);
    switch (rng_below(&m->rng, m->smooth ? 9 : 10)) {
    case 0: return make_leaf(m);
    case 1:
    case 2: return make_call(m, depth);
    case 3: return make_power(m, depth);
    case 9: return make_branches(m, depth);
    default: break;
    }
    a = make_formula(m, depth - 1);
    switch (rng_below(&m->rng, 4)) {
    case 0: return pool_add(m->pool, a, make_formula(m, depth - 1));
    case 1: return pool_sub(m->pool, a, make_formula(m, depth - 1));
    case 2: return pool_mul(m->pool, a, make_formula(m, depth - 1));
    default: return pool_div(m->pool, a, make_formula(m, depth - 1));
    }
}

/* Often 0, a whole number or a half, else any. */
static inline double make_point(struct rng *rng)
{
    double m = 2 * rng_unit(rng) - 1;

    switch (rng_below(rng, 6)) {
    case 0: return (double)rng_below(rng, 9) - 4;
    case 1: return ((double)rng_below(rng, 17) - 8) / 2;
    case 2: return ldexp(m, (int)rng_below(rng, 40) - 20);
    default: return 4 * m;
    }
}

#endif
