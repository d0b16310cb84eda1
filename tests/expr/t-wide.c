/* t-wide.c: products of many factors are one node, whatever way they came about. */
#include "expr/internal.h"
#include "tap.h"

#include <stdio.h>

enum { BASES = 200, ROUNDS = 300 };

struct bag { /* base i to the power exponent[i] */
    struct pool *pool;
    struct rng rng;
    expr base[BASES];
    int exponent[BASES];
};

static struct bag bag_new(struct arena *a, uint64_t seed)
{
    struct bag b = {.pool = pool_new(a, 2000000), .rng = {seed}};
    expr x = pool_symbol(b.pool, "x");

    for (int i = 0; i < BASES; i++)
        b.base[i] = i % 3 ? pool_add(b.pool, x, pool_int(b.pool, i + 1))
                          : pool_func(b.pool, FN_SIN,
                                      pool_mul(b.pool, x, pool_int(b.pool, i + 1)));
    return b;
}

static expr factor(struct bag *b, int i, int exponent)
{
    return pool_power(b->pool, b->base[i], pool_int(b->pool, exponent));
}

/* All at once, the factors shuffled. */
static expr made_at_once(struct bag *b)
{
    expr list[BASES];
    size_t n = 0;

    for (int i = 0; i < BASES; i++)
        if (b->exponent[i])
            list[n++] = factor(b, i, b->exponent[i]);
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(&b->rng, (uint32_t)i);
        expr kept = list[i - 1];

        list[i - 1] = list[j];
        list[j] = kept;
    }
    return pool_mul_n(b->pool, list, n);
}

static void check_sorted(struct bag *b, expr e)
{
    size_t n = product_size(b->pool, e);
    bool sorted = true;

    for (size_t i = 1; i < n; i++)
        sorted = sorted && product_key(b->pool, wide_arg(b->pool, e, i - 1)) <
                               product_key(b->pool, wide_arg(b->pool, e, i));
    ok(sorted, "%zu factors are sorted", n);
}

/* A walk: factors come and go, by ones and by handfuls. */
static void check_walk(uint64_t seed)
{
    struct arena *a = arena_new();
    struct bag b = bag_new(a, seed);
    expr e = pool_int(b.pool, 1);
    int differing = 0;

    for (int round = 0; round < ROUNDS; round++) {
        expr handful[6] = {e};
        size_t n = 1 + rng_below(&b.rng, 5);

        for (size_t k = 1; k <= n; k++) {
            int i = (int)rng_below(&b.rng, BASES), by = rng_below(&b.rng, 3) ? 1 : -1;

            b.exponent[i] += by;
            handful[k] = factor(&b, i, by);
        }
        e = pool_mul_n(b.pool, handful, n + 1);
        differing += e != made_at_once(&b);
    }
    ok(differing == 0, "seed %llu: %d rounds, %d differing", (unsigned long long)seed,
       ROUNDS, differing);
    ok(expr_is_wide(b.pool, e), "the last one is wide");
    check_sorted(&b, e);
    for (int i = 0; i < BASES; i++) /* and all of it away again */
        if (b.exponent[i])
            e = pool_mul(b.pool, e, factor(&b, i, -b.exponent[i]));
    ok(e == pool_int(b.pool, 1), "what was multiplied is divided out");
    arena_free(a);
}

static void check_halves(void)
{
    struct arena *a = arena_new();
    struct bag b = bag_new(a, 7);
    expr low, high, all;

    for (int i = 0; i < BASES; i++)
        b.exponent[i] = i < BASES / 2;
    low = made_at_once(&b);
    for (int i = 0; i < BASES; i++)
        b.exponent[i] = i >= BASES / 2;
    high = made_at_once(&b);
    for (int i = 0; i < BASES; i++)
        b.exponent[i] = 1;
    all = made_at_once(&b);
    ok(pool_mul(b.pool, low, high) == all, "two wide products multiplied");
    ok(pool_div(b.pool, all, high) == low, "and one divided by another");
    for (int i = 0; i < BASES; i++)
        b.exponent[i] = i < BASES / 2 ? 1 : 2;
    ok(pool_mul(b.pool, all, high) == made_at_once(&b), "and two that share half");
    ok(pool_power(b.pool, all, pool_int(b.pool, 2)) == pool_mul(b.pool, all, all),
       "the square of one");
    arena_free(a);
}

/* Radicals of numbers, and e, merge into a wide product as into any other. */
static void check_numbers(void)
{
    struct arena *a = arena_new();
    struct bag b = bag_new(a, 8);
    struct pool *p = b.pool;
    expr all, root2 = pool_sqrt(p, pool_int(p, 2)), root6 = pool_sqrt(p, pool_int(p, 6)),
              e = pool_func(p, FN_EXP, b.base[1]);

    for (int i = 0; i < 40; i++)
        b.exponent[i] = 1;
    all = made_at_once(&b);
    ok(pool_mul(p, root6, pool_mul(p, root2, all)) ==
           pool_mul(p, pool_mul(p, pool_int(p, 2), pool_sqrt(p, pool_int(p, 3))), all),
       "sqrt(2) sqrt(6) is 2 sqrt(3) beside many factors");
    ok(pool_mul(p, pool_mul(p, root6, all), pool_mul(p, root2, all)) ==
           pool_mul(p, pool_mul(p, pool_int(p, 2), pool_sqrt(p, pool_int(p, 3))),
                    pool_mul(p, all, all)),
       "and inside two of them");
    ok(pool_mul(p, e, pool_div(p, all, e)) == all, "e^u comes and goes");
    ok(pool_mul(p, pool_int(p, 0), all) == pool_int(p, 0), "0 times all is 0");
    arena_free(a);
}

int main(void)
{
    for (uint64_t seed = 1; seed <= 8; seed++)
        check_walk(seed);
    check_halves();
    check_numbers();
    return done_testing();
}
