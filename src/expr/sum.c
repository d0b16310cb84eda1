/* sum.c: canonical sums, by merging like terms.
 *
 * Each term is split into coefficient and rest; terms with the same rest are one. A term
 * whose coefficients cancel leaves the condition under which it was defined. */
#include "expr/internal.h"

#include <stdlib.h>

struct term {
    expr rest;
    expr whole; /* the term itself while nothing was merged into it or scaled */
    fmpq_t coefficient;
};

struct terms {
    struct term *at;
    size_t n, cap;
};

static void push_term(struct pool *p, struct terms *t, expr whole, expr rest,
                      const fmpq_t coefficient)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 8;

        t->at = arena_grow(p->scratch, t->at, t->n, cap, sizeof *t->at);
        t->cap = cap;
    }
    t->at[t->n].rest = rest;
    t->at[t->n].whole = whole;
    fmpq_init(t->at[t->n].coefficient);
    fmpq_set(t->at[t->n++].coefficient, coefficient);
}

/* Adds scale * e. A number times a sum is spread over its terms, one level deep: that is
 * what makes 2(x + 1) - 2x - 2 zero without expanding anything else. */
static void collect(struct pool *p, struct terms *t, expr e, const fmpq_t scale)
{
    expr c, rest;
    fmpq_t product;

    fmpq_init(product);
    expr_split(p, e, &c, &rest);
    fmpq_mul(product, scale, expr_number(p, c));
    if (expr_kind(p, rest) == EX_ADD)
        for (size_t i = 0; i < expr_count(p, rest); i++)
            collect(p, t, expr_arg(p, rest, i), product);
    else if (!fmpq_is_zero(product) || !expr_number(p, rest))
        push_term(p, t, fmpq_is_one(scale) ? e : EXPR_NONE, rest, product);
    fmpq_clear(product);
}

static int by_rest(const void *a, const void *b)
{
    const struct term *x = a, *y = b;

    return (x->rest > y->rest) - (x->rest < y->rest);
}

static void sort_terms(struct terms *t)
{
    if (t->n > PRODUCT_FLAT) {
        qsort(t->at, t->n, sizeof *t->at, by_rest);
        return;
    }
    for (size_t i = 1; i < t->n; i++) {
        struct term term = t->at[i];
        size_t at = i;

        for (; at > 0 && by_rest(&t->at[at - 1], &term) > 0; at--)
            t->at[at] = t->at[at - 1];
        t->at[at] = term;
    }
}

/* Terms with equal rests become one; what cancels is demanded to be defined. */
static void merge(struct pool *p, struct terms *t)
{
    size_t out = 0;

    sort_terms(t);
    for (size_t i = 0; i < t->n; i++) {
        if (out && t->at[out - 1].rest == t->at[i].rest) {
            fmpq_add(t->at[out - 1].coefficient, t->at[out - 1].coefficient,
                     t->at[i].coefficient);
            fmpq_clear(t->at[i].coefficient);
            t->at[out - 1].whole = EXPR_NONE;
        } else {
            t->at[out++] = t->at[i];
        }
    }
    t->n = out;
    for (size_t i = out = 0; i < t->n; i++) {
        if (fmpq_is_zero(t->at[i].coefficient)) {
            pool_demand(p, pool_domain(p, t->at[i].rest));
            fmpq_clear(t->at[i].coefficient);
        } else {
            t->at[out++] = t->at[i];
        }
    }
    t->n = out;
}

static expr scaled(struct pool *p, const fmpq_t c, expr rest)
{
    expr args[2];

    if (rest == p->one)
        return pool_number(p, c);
    if (fmpq_is_one(c) || expr_no_value(p, rest))
        return rest;
    args[0] = pool_number(p, c);
    args[1] = rest;
    return pool_intern(p, EX_MUL, 0, args, 2);
}

/* The number first, then by id: the id of c*rest, not of the rest, decides. */
static expr assemble(struct pool *p, struct terms *t)
{
    struct exprs list = {0};
    expr number = EXPR_NONE;

    for (size_t i = 0; i < t->n; i++) {
        expr e = t->at[i].whole != EXPR_NONE
                     ? t->at[i].whole
                     : scaled(p, t->at[i].coefficient, t->at[i].rest);

        fmpq_clear(t->at[i].coefficient);
        if (t->at[i].rest == p->one)
            number = e;
        else
            exprs_push(p, &list, e);
    }
    exprs_sort(&list); /* nearly sorted already */
    if (number != EXPR_NONE) {
        exprs_push(p, &list, number);
        for (size_t i = list.n - 1; i > 0; i--)
            list.at[i] = list.at[i - 1];
        list.at[0] = number;
    }
    if (list.n == 0)
        return p->zero;
    return list.n == 1 ? list.at[0] : pool_intern(p, EX_ADD, 0, list.at, list.n);
}

expr pool_add_n(struct pool *p, const expr *args, size_t n)
{
    struct terms t = {0};
    struct arena_mark mark = arena_mark(p->scratch);
    fmpq_t one;
    expr e;

    if (p->over)
        return p->zero;
    fmpq_init(one);
    fmpq_one(one);
    for (size_t i = 0; i < n; i++)
        collect(p, &t, args[i], one);
    fmpq_clear(one);
    merge(p, &t);
    e = assemble(p, &t);
    arena_release(p->scratch, mark);
    return e;
}

expr pool_add(struct pool *p, expr a, expr b)
{
    expr args[2] = {a, b};

    return pool_add_n(p, args, 2);
}

expr pool_sub(struct pool *p, expr a, expr b)
{
    return pool_add(p, a, pool_neg(p, b));
}

expr pool_neg(struct pool *p, expr a)
{
    return pool_mul(p, p->minus_one, a);
}
