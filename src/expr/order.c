/* order.c: the order in which people write terms and factors.
 *
 * Terms stand by degree, then by name, those with functions last. */
#include "expr/internal.h"

#include <string.h>

/* Sums nested deeper than this are ranked once: x*(1 + x*(1 + ...)) has one at each level. */
enum { RANK_AGAIN = 16 };

static void rank_factor(struct order *o, expr e, double times, struct ranked *r);

/* The degree of the highest term, the first name, in .e the sum itself. */
static struct ranked rank_terms(struct order *o, expr e)
{
    struct ranked sum = {.e = e};

    for (size_t i = 0; i < expr_count(o->pool, e); i++) {
        struct ranked term = {0};

        rank_factor(o, expr_arg(o->pool, e, i), 1, &term);
        sum.function = sum.function || term.function;
        if (term.degree > sum.degree)
            sum.degree = term.degree;
        if (term.name && (!sum.name || strcmp(term.name, sum.name) < 0))
            sum.name = term.name;
    }
    return sum;
}

static struct ranked known_terms(struct order *o, expr e)
{
    if (o->pool->nodes[e].depth <= RANK_AGAIN)
        return rank_terms(o, e);
    if (e >= o->cap) {
        size_t cap = 2 * (size_t)e;

        o->sums = arena_grow(o->arena, o->sums, o->cap, cap, sizeof *o->sums);
        o->cap = cap;
    }
    if (o->sums[e].e != e) {
        struct ranked sum = rank_terms(o, e); /* may move o->sums */

        o->sums[e] = sum;
    }
    return o->sums[e];
}

/* A sum as a factor has the degree of its highest term. */
static void rank_sum(struct order *o, expr e, double times, struct ranked *r)
{
    struct ranked sum = known_terms(o, e);

    r->degree += times * sum.degree;
    r->function = r->function || sum.function;
    if (sum.name && (!r->name || strcmp(sum.name, r->name) < 0))
        r->name = sum.name;
}

/* Degree and first name of a term, read off its factors. */
static void rank_factor(struct order *o, expr e, double times, struct ranked *r)
{
    struct pool *p = o->pool;
    const char *name = expr_name(p, e);

    switch (expr_kind(p, e)) {
    case EX_SYMBOL:
        r->degree += times;
        if (!r->name || strcmp(name, r->name) < 0)
            r->name = name;
        return;
    case EX_MUL:
        for (size_t i = 0; i < expr_count(p, e); i++)
            rank_factor(o, expr_arg(p, e, i), times, r);
        return;
    case EX_POWER:
        if (expr_number(p, expr_arg(p, e, 1))) {
            const fmpq *q = expr_number(p, expr_arg(p, e, 1));

            times *= fmpz_get_d(fmpq_numref(q)) / fmpz_get_d(fmpq_denref(q));
            rank_factor(o, expr_arg(p, e, 0), times, r);
            return;
        }
        r->function = r->function || !expr_closed(p, e);
        return;
    case EX_ADD: rank_sum(o, e, times, r); return;
    case EX_NUMBER: return;
    default: r->function = r->function || !expr_closed(p, e); return;
    }
}

struct order order_of(struct pool *p, struct arena *a)
{
    return (struct order){.pool = p, .arena = a};
}

struct ranked order_rank(struct order *o, expr e)
{
    struct ranked r = {.e = e, .depth = o->pool->nodes[e].depth};

    rank_factor(o, e, 1, &r);
    return r;
}

int order_compare(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->function != y->function)
        return x->function ? 1 : -1;
    if (x->function && x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    if (x->degree != y->degree)
        return x->degree > y->degree ? -1 : 1;
    if (x->name && y->name && strcmp(x->name, y->name))
        return strcmp(x->name, y->name);
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    return (x->e > y->e) - (x->e < y->e);
}

/* Where a factor stands in a product: pi and roots of numbers, names, powers, functions. */
static int place(struct pool *p, expr e)
{
    if (expr_closed(p, e))
        return 0;
    if (expr_kind(p, e) == EX_POWER)
        return expr_name(p, expr_arg(p, e, 0)) ? 1 : 2;
    if (expr_kind(p, e) == EX_SYMBOL || expr_kind(p, e) == EX_INDEX)
        return 1;
    return expr_kind(p, e) == EX_FUNC ? expr_is_func(p, e, FN_EXP) ? 4 : 3 : 2;
}

void order_factors(struct order *o, struct exprs *list)
{
    struct pool *p = o->pool;

    for (size_t i = 1; i < list->n; i++) {
        expr e = list->at[i];
        struct ranked r = order_rank(o, e);
        size_t j = i;

        for (; j > 0; j--) {
            int before = place(p, list->at[j - 1]), here = place(p, e);
            struct ranked other = order_rank(o, list->at[j - 1]);

            if (before < here ||
                (before == here && order_compare(&other, &r) <= 0 && before != 1))
                break;
            if (before == 1 && here == 1 &&
                strcmp(other.name ? other.name : "", r.name ? r.name : "") <= 0)
                break;
            list->at[j] = list->at[j - 1];
        }
        list->at[j] = e;
    }
}
