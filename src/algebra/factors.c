/* factors.c: a term as a product of powers, for those who look for what terms share. */
#include "algebra/internal.h"

static void add_factor(struct pool *p, struct factors *f, expr base, expr exponent)
{
    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 8;

        f->at = arena_grow(pool_arena(p), f->at, f->n, cap, sizeof *f->at);
        f->cap = cap;
    }
    f->at[f->n++] = (struct factor){base, exponent};
}

/* e^(x + ln y) holds a condition on y that e^x * y would lose. */
static bool holds_logarithm(const struct pool *p, expr u)
{
    for (size_t i = 0; expr_kind(p, u) == EX_ADD && i < expr_count(p, u); i++) {
        expr c, rest;

        expr_split(p, expr_arg(p, u, i), &c, &rest);
        if (expr_is_func(p, rest, FN_LN))
            return true;
    }
    return false;
}

static void add_exponential(struct pool *p, struct factors *f, expr e)
{
    expr u = expr_arg(p, e, 0), c, rest;

    if (holds_logarithm(p, u)) {
        add_factor(p, f, e, pool_int(p, 1));
        return;
    }
    for (size_t i = 0; i < (expr_kind(p, u) == EX_ADD ? expr_count(p, u) : 1); i++) {
        expr_split(p, expr_kind(p, u) == EX_ADD ? expr_arg(p, u, i) : u, &c, &rest);
        add_factor(p, f, pool_func(p, FN_EXP, rest), c);
    }
}

/* Turned factors meet their like: (1 - x)/(x - 1)^3 is -(x - 1)^-2. Not so where that would
 * hide that the base is not 0. */
static bool join(struct pool *p, struct factors *f, expr base, const fmpq *q)
{
    for (size_t i = 0; i < f->n; i++) {
        const fmpq *other = expr_number(p, f->at[i].exponent);

        if (f->at[i].base != base)
            continue;
        if (fmpq_sgn(q) != fmpq_sgn(other))
            return false;
        f->at[i].exponent = pool_add(p, f->at[i].exponent, pool_number(p, q));
        return true;
    }
    add_factor(p, f, base, pool_number(p, q));
    return true;
}

/* 2 - 3x and 3x - 2 are one base: the sign goes to the coefficient. */
static bool take_turned(struct pool *p, struct factors *f, expr base, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);
    bool turn = q && fmpz_is_one(fmpq_denref(q)) && expr_looks_negative(p, base);

    if (expr_kind(p, base) != EX_ADD || expr_closed(p, base) || !q ||
        !join(p, f, turn ? pool_neg(p, base) : base, q))
        return false;
    if (turn && fmpz_is_odd(fmpq_numref(q)))
        f->coefficient = pool_neg(p, f->coefficient);
    return true;
}

static void take(struct pool *p, struct factors *f, expr e)
{
    const fmpq *base =
        expr_kind(p, e) == EX_POWER ? expr_number(p, expr_arg(p, e, 0)) : NULL;

    if (expr_is_func(p, e, FN_EXP))
        add_exponential(p, f, e);
    else if (expr_kind(p, e) == EX_POWER
                 ? take_turned(p, f, expr_arg(p, e, 0), expr_arg(p, e, 1))
                 : take_turned(p, f, e, pool_int(p, 1)))
        return;
    else if (expr_kind(p, e) == EX_POWER && !(base && fmpq_sgn(base) <= 0))
        add_factor(p, f, expr_arg(p, e, 0), expr_arg(p, e, 1));
    else
        add_factor(p, f, e, pool_int(p, 1));
}

void factors_of(struct pool *p, expr term, struct factors *out)
{
    expr rest;

    *out = (struct factors){0};
    expr_split(p, term, &out->coefficient, &rest);
    if (expr_kind(p, rest) == EX_MUL)
        for (size_t i = 0; i < expr_count(p, rest); i++)
            take(p, out, expr_arg(p, rest, i));
    else if (!expr_is_int(p, rest, 1))
        take(p, out, rest);
}

expr factors_exponent(struct pool *p, const struct factors *f, expr base)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].base == base)
            return f->at[i].exponent;
    return pool_int(p, 0);
}
