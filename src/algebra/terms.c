/* terms.c: the terms of a sum, read for what they share. */
#include "algebra/internal.h"

bool expr_is_name(const struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_SYMBOL || expr_kind(p, e) == EX_INDEX;
}

int exponent_order(struct pool *p, expr a, expr b)
{
    const fmpq *u = expr_number(p, a), *v = expr_number(p, b), *d;

    if (u && v)
        return fmpq_cmp(u, v);
    if (u || v)
        return EXPONENTS_APART;
    d = expr_number(p, pool_sub(p, a, b));
    return d ? fmpq_sgn(d) : EXPONENTS_APART;
}

static void note_base(struct terms *ts, expr base)
{
    for (size_t i = 0; i < ts->base_count; i++)
        if (ts->bases[i].base == base)
            return;
    if (ts->base_count < TERMS_BASES)
        ts->bases[ts->base_count++].base = base;
}

static void find_range(struct pool *p, const struct terms *ts, struct base *b)
{
    b->least = b->most = factors_exponent(p, &ts->at[0], b->base);
    b->comparable = true;
    for (size_t i = 1; i < ts->n && b->comparable; i++) {
        expr q = factors_exponent(p, &ts->at[i], b->base);
        int order = exponent_order(p, q, b->least);

        if (order == EXPONENTS_APART)
            b->comparable = false;
        else if (order < 0)
            b->least = q;
        else if (exponent_order(p, q, b->most) > 0)
            b->most = q;
    }
}

bool terms_of(struct pool *p, expr sum, struct terms *ts, struct arena *scratch)
{
    expr account;

    *ts = (struct terms){.sum = sum, .n = expr_count(p, sum)};
    if (ts->n > TERMS_FACTORS)
        return false;
    ts->at = arena_array(scratch, ts->n, sizeof *ts->at);
    ts->bases = arena_array(scratch, TERMS_BASES, sizeof *ts->bases);
    for (size_t i = 0; i < ts->n && ts->cost <= TERMS_FACTORS; i++) {
        factors_of(p, expr_arg(p, sum, i), &ts->at[i]);
        ts->cost += (unsigned)ts->at[i].n + 1;
        for (size_t j = 0; j < ts->at[i].n; j++)
            note_base(ts, ts->at[i].at[j].base);
    }
    if (ts->cost > TERMS_FACTORS)
        return false;
    account = pool_take_demands(p); /* what exponents hide when compared, the sum shows */
    for (size_t i = 0; i < ts->base_count; i++)
        find_range(p, ts, &ts->bases[i]);
    pool_swap_demands(p, account);
    return true;
}

void terms_content(const struct pool *p, const struct terms *ts, fmpq_t content)
{
    bool all_minus = true;

    fmpq_zero(content);
    for (size_t i = 0; i < ts->n; i++) {
        const fmpq *c = expr_number(p, ts->at[i].coefficient);

        fmpq_gcd(content, content, c);
        all_minus = all_minus && fmpq_sgn(c) < 0;
    }
    if (all_minus)
        fmpq_neg(content, content);
}

bool terms_polynomial(const struct pool *p, const struct terms *ts)
{
    for (size_t j = 0; j < ts->base_count; j++)
        if (!expr_closed(p, ts->bases[j].base) && !expr_is_name(p, ts->bases[j].base))
            return false;
    return expr_is_polynomial(p, ts->sum);
}

bool expr_is_polynomial(const struct pool *p, expr e)
{
    if (expr_closed(p, e) || expr_is_name(p, e))
        return true;
    if (expr_kind(p, e) == EX_POWER) {
        const fmpq *q = expr_number(p, expr_arg(p, e, 1));

        return q && fmpz_is_one(fmpq_denref(q)) && fmpq_sgn(q) > 0 &&
               expr_is_polynomial(p, expr_arg(p, e, 0));
    }
    if (expr_kind(p, e) != EX_ADD && expr_kind(p, e) != EX_MUL)
        return false;
    for (size_t i = 0; i < expr_count(p, e); i++)
        if (!expr_is_polynomial(p, expr_arg(p, e, i)))
            return false;
    return true;
}
