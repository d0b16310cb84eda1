/* tidysum.c: the shortest form of a sum: as it is, with a bracket for some or all of its
 * terms, or multiplied out where terms merge. */
#include "algebra/ring.h"
#include "algebra/tidy.h"

enum { TERMS_MOST = 150, GATHER_COST = 50 };

/* e^x sin x + e^x cos x + x^2: the terms with one kernel, put together. */
static void group_by(struct tidy *t, const struct terms *ts, expr base, int nesting,
                     struct best *best)
{
    struct pool *p = t->pool;
    expr *in = arena_array(t->scratch, ts->n + 1, sizeof *in);
    expr *out = arena_array(t->scratch, ts->n + 1, sizeof *out);
    size_t ins = 0, outs = 0;

    for (size_t i = 0; i < ts->n; i++)
        if (expr_is_int(p, factors_exponent(p, &ts->at[i], base), 0))
            out[outs++] = expr_arg(p, ts->sum, i);
        else
            in[ins++] = expr_arg(p, ts->sum, i);
    if (ins < 2 || !outs)
        return;
    out[outs++] = tidy_sum(t, pool_add_n(p, in, ins), nesting + 1);
    tidy_consider(t, best, pool_add_n(p, out, outs), 0);
}

static void group(struct tidy *t, const struct terms *ts, int nesting, struct best *best)
{
    if (ts->n < 3 || ts->n > TERMS_MOST)
        return;
    for (size_t i = 0; i < ts->base_count; i++)
        if (!expr_closed(t->pool, ts->bases[i].base) &&
            !expr_is_name(t->pool, ts->bases[i].base))
            group_by(t, ts, ts->bases[i].base, nesting, best);
}

/* The first sum with exponent 1 among the factors of a term, or EXPR_NONE. */
static expr sum_among(const struct pool *p, const struct factors *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (expr_kind(p, f->at[i].base) == EX_ADD && !expr_closed(p, f->at[i].base) &&
            expr_is_int(p, f->at[i].exponent, 1))
            return f->at[i].base;
    return EXPR_NONE;
}

/* Each product spread over one sum among its factors, for those whose terms merge. */
static void distribute(struct tidy *t, const struct terms *ts, int nesting,
                       struct best *best)
{
    struct pool *p = t->pool;
    expr parts[TERMS_MOST];
    size_t n = 0;
    fmpq_t one;

    fmpq_init(one);
    fmpq_one(one);
    for (size_t i = 0; i < ts->n && n < TERMS_MOST; i++) {
        expr sum = sum_among(p, &ts->at[i]), rest;
        struct factor outside = {sum, pool_int(p, 1)};

        if (sum == EXPR_NONE) {
            parts[n++] = expr_arg(p, ts->sum, i);
            continue;
        }
        rest = tidy_reduced_term(t, &ts->at[i], one, &outside, 1);
        for (size_t j = 0; j < expr_count(p, sum) && n < TERMS_MOST; j++)
            parts[n++] = pool_mul(p, rest, expr_arg(p, sum, j));
    }
    fmpq_clear(one);
    if (n > ts->n && n < TERMS_MOST) {
        expr spread = pool_add_n(p, parts, n);

        if (expr_kind(p, spread) != EX_ADD || expr_count(p, spread) <= ts->n)
            tidy_consider(t, best, tidy_sum(t, spread, nesting + 1), 0);
    }
    pool_take_demands(p);
}

/* Multiplied out in all its kernels, if nothing is hidden by that. */
static expr multiplied_out(struct pool *p, expr sum, struct arena *a)
{
    struct ring *r = ring_of(p, sum, KEEP_SQUARES, a);
    struct fraction *f = r ? ring_fraction(r) : NULL;
    expr account = pool_take_demands(p);
    expr e = r && ring_read(r, sum, f) ? ring_write(r, f, FORM_SPREAD) : EXPR_NONE;

    pool_swap_demands(p, account); /* the domains are compared instead */
    if (e == EXPR_NONE || !pool_implies(p, pool_domain(p, e), pool_domain(p, sum)) ||
        !pool_implies(p, pool_domain(p, sum), pool_domain(p, e)))
        return sum;
    return e;
}

/* 2 (x + 1)^2 + x + 3 is 2x^2 + 5x + 5: what a common factor left in the bracket. */
static void gather(struct tidy *t, const struct terms *ts, struct best *best)
{
    struct arena *a;
    bool any = false;

    for (size_t j = 0; j < ts->base_count; j++)
        any = any || expr_kind(t->pool, ts->bases[j].base) == EX_ADD;
    if (!any || t->work < GATHER_COST)
        return;
    t->work -= GATHER_COST;
    a = arena_new();
    tidy_consider(t, best, multiplied_out(t->pool, ts->sum, a), 0);
    arena_free(a);
}

/* A sum in its best form; one that is still a sum is looked at again. */
static struct made best_sum(struct tidy *t, expr e, int nesting)
{
    struct pool *p = t->pool;
    struct best best = {{e, pool_true(p)}, length_of(t->lengths, e)};
    struct terms ts;

    if (expr_kind(p, e) != EX_ADD || expr_closed(p, e) || nesting >= NESTING_MOST ||
        !tidy_terms(t, e, &ts) || terms_polynomial(p, &ts))
        return best.form;
    tidy_take_out(t, &ts, nesting, &best);
    group(t, &ts, nesting, &best);
    distribute(t, &ts, nesting, &best);
    if (nesting > 0)
        gather(t, &ts, &best);
    if (best.form.e != e && expr_kind(p, best.form.e) == EX_ADD) {
        best.form.e = tidy_sum(t, best.form.e, nesting + 1);
        best.form.demands = pool_and(p, best.form.demands, pool_take_demands(p));
    }
    return best.form;
}

expr tidy_sum(struct tidy *t, expr e, int nesting)
{
    struct pool *p = t->pool;
    expr account = pool_take_demands(p);
    size_t at = 2 * (size_t)e + (nesting > 0);
    struct made made;

    if (at >= t->sum_cap) {
        size_t cap = 4 * pool_size(p) + 64;

        t->sums = arena_grow(t->scratch, t->sums, t->sum_cap, cap, sizeof *t->sums);
        t->sum_cap = cap;
    }
    made = t->sums[at];
    if (made.e == EXPR_NONE) {
        made = best_sum(t, e, nesting);
        t->sums[at] = made;
    }
    pool_swap_demands(p, pool_and(p, account, made.demands));
    return made.e;
}
