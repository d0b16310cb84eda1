/* formulas.h: random formulas with everything a tape can hold. */
#ifndef GRADUS_TESTS_TAPE_FORMULAS_H
#define GRADUS_TESTS_TAPE_FORMULAS_H

#include "tape/tape.h"

#include <math.h>

struct maker {
    struct pool *pool;
    struct rng rng;
    const expr *variables;
    size_t variable_count;
    bool smooth; /* only what is differentiable wherever it is defined */
};

static inline expr make_formula(struct maker *m, int depth);

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

static inline expr make_formula(struct maker *m, int depth)
{
    expr a;

    if (depth <= 0)
        return make_leaf(m);
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
