/* product.c: canonical products.
 *
 *   product   coefficient * prod radicals * prod base_i ^ exponent_i * e^(sum of exponents)
 *
 * Factors with equal bases are one. Where merging widens the domain (x/x, sqrt(x)*sqrt(x))
 * the lost condition is demanded. Powers mean the real ones: x^(p/q) with odd q is the
 * real root, with even q it needs x >= 0. */
#include "expr/internal.h"

#include <stdlib.h>

struct factor {
    expr base, exponent;
    expr whole;     /* the factor itself while nothing was merged into it */
    unsigned parts; /* how many factors were merged into it */
    bool even;      /* one of them needs a base >= 0 */
    expr at_zero;   /* of more than one part: when are all defined at base 0? */
};

struct factors {
    struct factor *at;
    size_t n, cap;
};

struct product {
    struct pool *pool;
    fmpq_t coefficient;
    struct factors factors;
    struct exprs exponents; /* of e */
    expr wide; /* a wide product left whole, or EXPR_NONE; shares no base with factors */
    bool lone; /* a number times one thing: sums of numbers stay as they are */
};

static void push_factor(struct product *m, expr whole, expr base, expr exponent)
{
    struct pool *p = m->pool;
    struct factors *f = &m->factors;
    const fmpq *q = expr_number(p, exponent);

    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 8;

        f->at = arena_grow(p->scratch, f->at, f->n, cap, sizeof *f->at);
        f->cap = cap;
    }
    f->at[f->n++] = (struct factor){
        base, exponent, whole, 1, !q || fmpz_is_even(fmpq_denref(q)), EXPR_NONE};
}

/* 1/0 and its like. */
bool expr_no_value(const struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_POWER && expr_arg(p, e, 0) == p->zero &&
           expr_number(p, expr_arg(p, e, 1));
}

/* A sum of numbers as content * primitive: whole coefficients without a common factor,
 * its sign positive (expr_looks_negative). As a factor among others it stands like that, so that 3(2+ln 7)x
 * has one form whichever two are multiplied first. */
expr sum_primitive(struct pool *p, expr sum, fmpq_t content)
{
    expr c, rest, e;
    fmpq_t inverse;

    fmpq_zero(content);
    for (size_t i = 0; i < expr_count(p, sum); i++) {
        expr_split(p, expr_arg(p, sum, i), &c, &rest);
        fmpq_gcd(content, content, expr_number(p, c));
    }
    if (expr_looks_negative(p, sum))
        fmpq_neg(content, content);
    if (fmpq_is_one(content))
        return sum;
    fmpq_init(inverse);
    fmpq_inv(inverse, content);
    e = pool_mul(p, pool_number(p, inverse), sum);
    fmpq_clear(inverse);
    return e;
}

bool sum_of_numbers(const struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_ADD && expr_closed(p, e);
}

static void take_number_sum(struct product *m, expr e)
{
    fmpq_t content;

    fmpq_init(content);
    e = sum_primitive(m->pool, e, content);
    fmpq_mul(m->coefficient, m->coefficient, content);
    push_factor(m, e, e, m->pool->one);
    fmpq_clear(content);
}

static void take(struct product *m, expr e);

static void take_factors(struct product *m, expr product)
{
    for (size_t i = 0, n = product_size(m->pool, product); i < n; i++)
        take(m, wide_arg(m->pool, product, i));
}

static void take_wide(struct product *m, expr e)
{
    struct exprs clashes = {0};

    if (m->wide == EXPR_NONE) {
        m->wide = e;
    } else if (wide_has_radicals(m->pool, e) && wide_has_radicals(m->pool, m->wide)) {
        take_factors(m, e);
    } else {
        m->wide = wide_union(m->pool, m->wide, e, &clashes);
        for (size_t i = 0; i < clashes.n; i++)
            take(m, clashes.at[i]);
    }
}

static void take(struct product *m, expr e)
{
    struct pool *p = m->pool;
    const fmpq *q = expr_number(p, e);

    if (q)
        fmpq_mul(m->coefficient, m->coefficient, q);
    else if (expr_is_wide(p, e))
        take_wide(m, e);
    else if (expr_kind(p, e) == EX_MUL)
        for (size_t i = 0, n = expr_count(p, e); i < n; i++)
            take(m, expr_arg(p, e, i));
    else if (expr_is_func(p, e, FN_EXP))
        exprs_push(p, &m->exponents, expr_arg(p, e, 0));
    else if (expr_kind(p, e) == EX_POWER)
        push_factor(m, e, expr_arg(p, e, 0), expr_arg(p, e, 1));
    else if (sum_of_numbers(p, e) && !m->lone)
        take_number_sum(m, e);
    else
        push_factor(m, e, e, p->one);
}

static void take_base(struct product *m, expr base)
{
    expr factor = wide_find(m->pool, m->wide, base);

    if (factor == EXPR_NONE)
        return;
    m->wide = wide_remove(m->pool, m->wide, factor);
    take(m, factor);
}

/* Takes out of the wide product what the other factors could merge with. */
static void part_from_wide(struct product *m)
{
    bool radicals = false;
    expr wide;

    if (m->wide == EXPR_NONE)
        return;
    if (m->exponents.n)
        take_base(m, m->pool->euler);
    for (size_t i = 0; i < m->factors.n; i++) {
        radicals = radicals || expr_number(m->pool, m->factors.at[i].base);
        take_base(m, m->factors.at[i].base);
    }
    wide = m->wide;
    if (expr_is_wide(m->pool, wide) && !(radicals && wide_has_radicals(m->pool, wide)))
        return;
    m->wide = EXPR_NONE; /* few factors need no tree */
    take_factors(m, wide);
}

static int by_base(const void *a, const void *b)
{
    const struct factor *x = a, *y = b;

    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    return (x->exponent > y->exponent) - (x->exponent < y->exponent);
}

static void sort_factors(struct factors *f)
{
    if (f->n > PRODUCT_FLAT) {
        qsort(f->at, f->n, sizeof *f->at, by_base);
        return;
    }
    for (size_t i = 1; i < f->n; i++) {
        struct factor factor = f->at[i];
        size_t at = i;

        for (; at > 0 && by_base(&f->at[at - 1], &factor) > 0; at--)
            f->at[at] = f->at[at - 1];
        f->at[at] = factor;
    }
}

static void demand_lost(struct pool *p, const struct factor *f)
{
    if (f->parts < 2 || expr_number(p, f->base))
        return;
    demand_of_parts(p, f->base, f->even, f->at_zero, f->exponent);
    if (expr_is_int(p, f->exponent, 0))
        pool_demand(p, pool_domain(p, f->base));
}

static void merge_into(struct pool *p, struct factor *last, const struct factor *f)
{
    if (last->parts == 1)
        last->at_zero = power_at_zero(p, last->base, last->exponent);
    last->at_zero = pool_and(p, last->at_zero, power_at_zero(p, f->base, f->exponent));
    last->exponent = pool_add(p, last->exponent, f->exponent);
    last->whole = EXPR_NONE;
    last->parts++;
    last->even |= f->even;
}

static void merge(struct product *m)
{
    struct factors *f = &m->factors;
    size_t out = 0;

    sort_factors(f);
    for (size_t i = 0; i < f->n; i++) {
        struct factor *last = out ? &f->at[out - 1] : NULL;

        if (last && last->base == f->at[i].base)
            merge_into(m->pool, last, &f->at[i]);
        else
            f->at[out++] = f->at[i];
    }
    f->n = out;
    for (size_t i = 0; i < f->n; i++)
        demand_lost(m->pool, &f->at[i]);
}

/* n^(p/q) for an integer base: radicals with the same exponent share one root sign, so
 * that sqrt(2)*sqrt(6) becomes 2*sqrt(3). */
static void join_radicals(struct product *m)
{
    struct pool *p = m->pool;
    struct factors *f = &m->factors;

    for (size_t i = 0; i < f->n; i++) {
        const fmpq *base = expr_number(p, f->at[i].base),
                   *q = expr_number(p, f->at[i].exponent);
        fmpq_t joined;
        bool any = false;

        if (!base || !q || fmpq_sgn(base) < 0)
            continue;
        fmpq_init(joined);
        fmpq_set(joined, base);
        for (size_t j = f->n - 1; j > i; j--) {
            const fmpq *other = expr_number(p, f->at[j].base);

            if (!other || fmpq_sgn(other) < 0 || f->at[j].exponent != f->at[i].exponent)
                continue;
            fmpq_mul(joined, joined, other);
            f->at[j] = f->at[--f->n];
            any = true;
        }
        if (any) {
            f->at[i].base = pool_number(p, joined);
            f->at[i].whole = EXPR_NONE;
        }
        fmpq_clear(joined);
    }
}

static bool settles_further(const struct pool *p, const struct factor *f, expr e)
{
    if (expr_kind(p, e) == EX_POWER)
        return expr_arg(p, e, 0) != f->base;
    return e != f->base || expr_number(p, e) || expr_kind(p, e) == EX_MUL ||
           expr_is_func(p, e, FN_EXP);
}

/* The canonical power of every factor; one that turns out to be a number or a product
 * goes back into the pot. True if something did. */
static bool settle(struct product *m, struct exprs *done)
{
    struct pool *p = m->pool;
    bool again = false;

    for (size_t i = 0; i < m->factors.n; i++) {
        const struct factor *f = &m->factors.at[i];
        expr e = f->whole != EXPR_NONE ? f->whole : pool_power(p, f->base, f->exponent);

        if (f->whole == EXPR_NONE && settles_further(p, f, e))
            again = true;
        exprs_push(p, done, e);
    }
    return again;
}

static void sort_by_key(const struct pool *p, struct exprs *list)
{
    for (size_t i = 1; i < list->n; i++) {
        expr e = list->at[i];
        uint32_t key = product_key(p, e);
        size_t at = i;

        for (; at > 0 && product_key(p, list->at[at - 1]) > key; at--)
            list->at[at] = list->at[at - 1];
        list->at[at] = e;
    }
}

static expr multiplied(struct product *m, struct exprs *done)
{
    struct pool *p = m->pool;
    expr rest = m->wide;

    if (m->wide == EXPR_NONE) {
        sort_by_key(p, done); /* nearly sorted: merge left them so */
        return product_of(p, done->at, done->n);
    }
    for (size_t i = 0; i < done->n; i++)
        rest = wide_insert(p, rest, done->at[i]);
    return rest;
}

static expr assemble(struct product *m, struct exprs *done)
{
    struct pool *p = m->pool;
    expr rest, args[2];
    bool spread;

    for (size_t i = 0; i < done->n; i++) /* times anything it is what it was */
        if (expr_no_value(p, done->at[i]))
            return done->at[i];
    if (m->exponents.n) {
        expr e = pool_func(p, FN_EXP, pool_add_n(p, m->exponents.at, m->exponents.n));

        if (!expr_is_int(p, e, 1))
            exprs_push(p, done, e);
    }
    if (fmpq_is_zero(m->coefficient)) {
        for (size_t i = 0; i < done->n; i++)
            pool_demand(p, pool_domain(p, done->at[i]));
        if (m->wide != EXPR_NONE)
            pool_demand(p, pool_domain(p, m->wide));
        return p->zero;
    }
    rest = multiplied(m, done);
    if (rest == p->one)
        return pool_number(p, m->coefficient);
    if (fmpq_is_one(m->coefficient))
        return rest;
    args[0] = pool_number(p, m->coefficient);
    args[1] = rest;
    rest = pool_intern(p, EX_MUL, 0, args, 2);
    /* -(a + b) is written -a - b everywhere, and a sum of numbers takes its factor in, so
     * that they have one form. */
    spread = expr_kind(p, args[1]) == EX_ADD &&
             (args[0] == p->minus_one || expr_closed(p, args[1]));
    return spread ? pool_add_n(p, &rest, 1) : rest;
}

expr pool_mul_n(struct pool *p, const expr *args, size_t n)
{
    struct product m = {.pool = p, .wide = EXPR_NONE};
    struct exprs done = {0};
    struct arena_mark mark = arena_mark(p->scratch);
    expr e;

    if (p->over)
        return p->zero;
    fmpq_init(m.coefficient);
    fmpq_one(m.coefficient);
    m.lone = n == 2 && expr_number(p, args[0]) && sum_of_numbers(p, args[1]);
    for (size_t i = 0; i < n; i++)
        take(&m, args[i]);
    part_from_wide(&m);
    merge(&m);
    join_radicals(&m);
    /* Each round turns radicals into smaller ones or into numbers, so few are needed. */
    for (int round = 0; settle(&m, &done) && round < 8; round++) {
        m.factors.n = 0;
        for (size_t i = 0; i < done.n; i++)
            take(&m, done.at[i]);
        done.n = 0;
        part_from_wide(&m);
        merge(&m);
        join_radicals(&m);
    }
    e = assemble(&m, &done);
    fmpq_clear(m.coefficient);
    arena_release(p->scratch, mark);
    return e;
}

expr pool_mul(struct pool *p, expr a, expr b)
{
    expr args[2] = {a, b};

    return pool_mul_n(p, args, 2);
}

expr pool_div(struct pool *p, expr a, expr b)
{
    return pool_mul(p, a, pool_power(p, b, p->minus_one));
}
