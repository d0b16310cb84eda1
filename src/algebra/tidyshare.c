/* tidyshare.c: what the terms of a sum share comes out of it.
 *
 * The domain stays: the power b^m taken out of terms with b^q is one of theirs, or the
 * least, so b^m and the b^(q-m) together demand of b what the b^q did. */
#include "algebra/tidy.h"

#include <string.h>

/* Which power of a common base comes out; of equal lengths the first one is taken. */
enum way {
    WAY_PLAIN,  /* as the next, but x^n out of x^n + x^(n-1): without the number */
    WAY_BAR,    /* the least at all, also below 0: one fraction bar for all */
    WAY_SHARED, /* the least that every term has */
    WAY_COUNT
};

void tidy_consider(struct tidy *t, struct best *best, expr e, uint32_t slack)
{
    uint32_t length = length_of(t->lengths, e);

    if (length < best->length + slack) {
        *best = (struct best){{e, pool_take_demands(t->pool)}, length};
        return;
    }
    pool_take_demands(t->pool);
}

/* ---- what is common ------------------------------------------------------------- */

bool tidy_terms(struct tidy *t, expr sum, struct terms *ts)
{
    if (!terms_of(t->pool, sum, ts, t->scratch) || ts->cost > t->work)
        return false;
    t->work -= ts->cost;
    return true;
}

/* n of n - 1, if it lies between the two. */
static expr without_number(struct pool *p, const struct base *b)
{
    expr least = b->least, plain, first = EXPR_NONE;

    if (expr_kind(p, least) == EX_ADD)
        first = expr_arg(p, least, 0);
    if (first == EXPR_NONE || !expr_number(p, first))
        return least;
    plain = pool_sub(p, least, first);
    return exponent_order(p, plain, least) >= 0 && exponent_order(p, b->most, plain) >= 0
               ? plain
               : least;
}

static expr common_exponent(struct pool *p, const struct base *b, enum way way)
{
    const fmpq *lo = expr_number(p, b->least), *hi = expr_number(p, b->most);

    if (!b->comparable)
        return pool_int(p, 0);
    if (!lo || !hi)
        return way == WAY_PLAIN ? without_number(p, b) : b->least;
    if (way != WAY_SHARED || fmpq_sgn(lo) > 0)
        return b->least;
    return fmpq_equal(lo, hi) ? b->most : pool_int(p, 0); /* no fractions within one */
}

/* The powers that come out; *n of them. */
static struct factor *common_factors(struct tidy *t, const struct terms *ts, enum way way,
                                     size_t *n)
{
    struct factor *outside = arena_array(t->scratch, ts->base_count + 1, sizeof *outside);
    expr account = pool_take_demands(t->pool);

    *n = 0;
    for (size_t i = 0; i < ts->base_count; i++) {
        expr m = common_exponent(t->pool, &ts->bases[i], way);

        if (!expr_is_int(t->pool, m, 0))
            outside[(*n)++] = (struct factor){ts->bases[i].base, m};
    }
    pool_swap_demands(t->pool, account);
    return outside;
}

/* ---- taking it out --------------------------------------------------------------- */

expr tidy_reduced_term(struct tidy *t, const struct factors *f, const fmpq_t content,
                       const struct factor *outside, size_t n)
{
    struct pool *p = t->pool;
    expr *parts = arena_array(t->scratch, f->n + n + 1, sizeof *parts);
    size_t count = 0;
    fmpq_t c;

    fmpq_init(c);
    fmpq_div(c, expr_number(p, f->coefficient), content);
    parts[count++] = pool_number(p, c);
    fmpq_clear(c);
    for (size_t i = 0; i < f->n; i++) {
        expr exponent = f->at[i].exponent;

        for (size_t j = 0; j < n; j++)
            if (outside[j].base == f->at[i].base)
                exponent = pool_sub(p, exponent, outside[j].exponent);
        if (!expr_is_int(p, exponent, 0))
            parts[count++] = pool_power(p, f->at[i].base, exponent);
    }
    for (size_t j = 0; j < n; j++) /* what this term has not comes from below the bar */
        if (expr_is_int(p, factors_exponent(p, f, outside[j].base), 0))
            parts[count++] =
                pool_power(p, outside[j].base, pool_neg(p, outside[j].exponent));
    return pool_mul_n(p, parts, count);
}

expr tidy_reduced_sum(struct tidy *t, const struct terms *ts, const fmpq_t content,
                      const struct factor *outside, size_t n)
{
    expr *parts = arena_array(t->scratch, ts->n, sizeof *parts);

    for (size_t i = 0; i < ts->n; i++)
        parts[i] = tidy_reduced_term(t, &ts->at[i], content, outside, n);
    return pool_add_n(t->pool, parts, ts->n);
}

/* The same, tidy, behind what was taken out. */
static expr taken_out(struct tidy *t, const struct terms *ts, const fmpq_t content,
                      const struct factor *outside, size_t n, int nesting)
{
    struct pool *p = t->pool;
    expr *parts = arena_array(t->scratch, n + 2, sizeof *parts);

    parts[0] = pool_number(p, content);
    parts[1] = tidy_sum(t, tidy_reduced_sum(t, ts, content, outside, n), nesting + 1);
    for (size_t j = 0; j < n; j++)
        parts[2 + j] = pool_power(p, outside[j].base, outside[j].exponent);
    return pool_mul_n(p, parts, n + 2);
}

/* An exponent that is no number makes a domain of its own: it must be the old one. */
static bool same_domain(struct tidy *t, const struct terms *ts, expr made,
                        const struct factor *outside, size_t n)
{
    for (size_t j = 0; j < n; j++)
        if (!expr_number(t->pool, outside[j].exponent))
            return pool_implies(t->pool, pool_domain(t->pool, ts->sum),
                                pool_domain(t->pool, made));
    return true;
}

static bool below_bar(const struct pool *p, expr base, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);

    return q && fmpq_sgn(q) < 0 && !expr_is_func(p, base, FN_EXP);
}

/* A bar outside and another one in the bracket: worse to read than it is short. */
static bool bar_in_bar(struct pool *p, const struct terms *ts, const fmpq_t content,
                       const struct factor *outside, size_t n)
{
    bool bar = !fmpz_is_one(fmpq_denref(content));

    for (size_t j = 0; j < n; j++)
        bar = bar || below_bar(p, outside[j].base, outside[j].exponent);
    for (size_t i = 0; i < ts->n && bar; i++)
        for (size_t k = 0; k < ts->at[i].n; k++) {
            const struct factor *f = &ts->at[i].at[k];
            expr q = f->exponent;

            for (size_t j = 0; j < n; j++)
                if (outside[j].base == f->base)
                    q = pool_sub(p, q, outside[j].exponent);
            if (below_bar(p, f->base, q))
                return true;
        }
    return false;
}

static void take_out(struct tidy *t, const struct terms *ts, const struct factor *outside,
                     size_t n, int nesting, struct best *best)
{
    struct pool *p = t->pool;
    fmpq_t content;

    fmpq_init(content);
    terms_content(p, ts, content);
    if ((n || !fmpq_is_one(content)) && !bar_in_bar(p, ts, content, outside, n)) {
        expr made = tidy_product(t, taken_out(t, ts, content, outside, n, nesting));

        if (same_domain(t, ts, made, outside, n))
            tidy_consider(t, best, made, 0);
        pool_take_demands(p);
    }
    fmpq_clear(content);
}

/* Among products of polynomials only a factored piece is worth taking out, or a number. */
static bool unasked(const struct pool *p, const struct terms *ts,
                    const struct factor *outside, size_t n)
{
    bool piece = n == 0;

    for (size_t j = 0; j < n; j++)
        piece = piece || expr_kind(p, outside[j].base) == EX_ADD;
    return !piece && expr_is_polynomial(p, ts->sum);
}

/* Each way that differs from those before. */
void tidy_take_out(struct tidy *t, const struct terms *ts, int nesting, struct best *best)
{
    struct factor *outside[WAY_COUNT];
    size_t n[WAY_COUNT];

    for (int way = 0; way < WAY_COUNT; way++) {
        bool seen = false;

        outside[way] = common_factors(t, ts, (enum way)way, &n[way]);
        for (int other = 0; other < way && !seen; other++)
            seen = n[other] == n[way] &&
                   !memcmp(outside[other], outside[way], n[way] * sizeof **outside);
        if (!seen && !unasked(t->pool, ts, outside[way], n[way]))
            take_out(t, ts, outside[way], n[way], nesting, best);
    }
}
