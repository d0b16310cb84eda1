/* contract.c: quotients, exponentials, logarithms and powers put together again. */
#include "algebra/simplify.h"

#include <stdlib.h>

/* ---- quotients ------------------------------------------------------------------------------ */

static bool whole_exponent(struct pool *p, const struct factors *f, expr base, long *n)
{
    const fmpq *q = expr_number(p, factors_exponent(p, f, base));

    if (!q || !fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *n = fmpz_get_si(fmpq_numref(q));
    return true;
}

/* sin^m u cos^n u with m n < 0 times what makes it a power of tan u or cot u. */
static expr tangent(struct pool *p, const struct factors *f, expr base)
{
    bool round = expr_is_func(p, base, FN_SIN);
    expr u, c;
    long m, n, t;

    if (!round && !expr_is_func(p, base, FN_SINH))
        return EXPR_NONE;
    u = expr_arg(p, base, 0);
    c = pool_func(p, round ? FN_COS : FN_COSH, u);
    if (!whole_exponent(p, f, base, &m) || !whole_exponent(p, f, c, &n) ||
        (m > 0) == (n > 0) || !m || !n || (!round && m < 0))
        return EXPR_NONE;
    t = labs(m) < labs(n) ? m : -n;
    u = pool_func(p, !round ? FN_TANH : t > 0 ? FN_TAN : FN_COT, u);
    /* tan^t = sin^t cos^-t */
    return pool_mul(p, pool_power(p, u, pool_int(p, labs(t))),
                    pool_mul(p, pool_power(p, base, pool_int(p, -t)),
                             pool_power(p, c, pool_int(p, t))));
}

static expr quotient_rule(struct pool *p, expr given, expr e)
{
    struct factors f;
    expr made = e;

    (void)given;
    if (expr_kind(p, e) != EX_MUL)
        return EXPR_NONE;
    factors_of(p, e, &f);
    for (size_t i = 0; i < f.n; i++) {
        expr t = tangent(p, &f, f.at[i].base);

        if (t != EXPR_NONE)
            made = pool_mul(p, made, t);
    }
    return made;
}

expr contract_quotients(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, quotient_rule);
}

/* 1/cos^n u = sec^n u */
static expr reciprocal_rule(struct pool *p, expr given, expr e)
{
    expr base, n;
    const fmpq *q;

    (void)given;
    if (expr_kind(p, e) != EX_POWER)
        return EXPR_NONE;
    base = expr_arg(p, e, 0);
    n = expr_arg(p, e, 1);
    q = expr_number(p, n);
    if (!q || fmpq_sgn(q) > 0 || !fmpz_is_one(fmpq_denref(q)) ||
        !(expr_is_func(p, base, FN_COS) || expr_is_func(p, base, FN_SIN)))
        return EXPR_NONE;
    base = pool_func(p, expr_is_func(p, base, FN_COS) ? FN_SEC : FN_CSC,
                     expr_arg(p, base, 0));
    return pool_power(p, base, pool_neg(p, n));
}

expr contract_reciprocals(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, reciprocal_rule);
}

/* ---- exponentials ------------------------------------------------------------------------------ */

/* The u of the factor e^u of a term, and the rest; false if it has none. */
static bool exponential_term(struct pool *p, expr term, expr *u, expr *rest)
{
    expr c, other;

    expr_split(p, term, &c, &other);
    for (size_t i = 0; i < (expr_kind(p, other) == EX_MUL ? expr_count(p, other) : 1);
         i++) {
        expr f = expr_kind(p, other) == EX_MUL ? expr_arg(p, other, i) : other;

        if (!expr_is_func(p, f, FN_EXP) || expr_closed(p, f))
            continue;
        *u = expr_arg(p, f, 0);
        *rest = pool_div(p, term, f);
        return true;
    }
    return false;
}

/* a e^u + b e^-u for a = b, a = -b; EXPR_NONE otherwise. */
static expr joined(struct pool *p, expr s, expr t)
{
    expr u, v, a, b;
    enum func_id f;

    if (!exponential_term(p, s, &u, &a) || !exponential_term(p, t, &v, &b) ||
        v != pool_neg(p, u))
        return EXPR_NONE;
    if (a != b && a != pool_neg(p, b))
        return EXPR_NONE;
    f = a == b ? FN_COSH : FN_SINH;
    return pool_mul(p, pool_mul(p, pool_int(p, 2), a), pool_func(p, f, u));
}

static expr exponential_rule(struct pool *p, expr given, expr e)
{
    expr made = e;

    (void)given;
    if (expr_kind(p, e) != EX_ADD || expr_count(p, e) > 40)
        return EXPR_NONE;
    for (size_t i = 0; i < expr_count(p, e); i++)
        for (size_t j = i + 1; j < expr_count(p, e); j++) {
            expr s = expr_arg(p, e, i), t = expr_arg(p, e, j), both = joined(p, s, t);

            if (both != EXPR_NONE)
                made = pool_add(p, made, pool_sub(p, both, pool_add(p, s, t)));
        }
    return made;
}

expr contract_exponents(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, exponential_rule);
}

/* ---- logarithms --------------------------------------------------------------------------------- */

/* Adds up a_i of the terms c_i ln a_i as one product of powers, the c_i over their greatest
 * common divisor. */
static expr logarithm_rule(struct pool *p, expr given, expr e)
{
    expr inside = pool_int(p, 1), rest = pool_int(p, 0), c, ln;
    fmpq_t unit, n;
    size_t count = 0;

    (void)given;
    if (expr_kind(p, e) != EX_ADD)
        return EXPR_NONE;
    fmpq_init(unit);
    fmpq_init(n);
    for (size_t i = 0; i < expr_count(p, e); i++) {
        expr_split(p, expr_arg(p, e, i), &c, &ln);
        if (expr_is_func(p, ln, FN_LN))
            fmpq_gcd(unit, unit, expr_number(p, c));
    }
    for (size_t i = 0; i < expr_count(p, e); i++) {
        expr_split(p, expr_arg(p, e, i), &c, &ln);
        if (!expr_is_func(p, ln, FN_LN)) {
            rest = pool_add(p, rest, expr_arg(p, e, i));
            continue;
        }
        count++;
        fmpq_div(n, expr_number(p, c), unit);
        inside =
            pool_mul(p, inside, pool_power(p, expr_arg(p, ln, 0), pool_number(p, n)));
    }
    if (count > 1)
        rest = pool_add(p, rest,
                        pool_mul(p, pool_number(p, unit),
                                 pool_func(p, FN_LN, ring_factored(p, inside))));
    fmpq_clear(n);
    fmpq_clear(unit);
    return count > 1 ? rest : EXPR_NONE;
}

expr contract_logarithms(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, logarithm_rule);
}

/* ---- powers --------------------------------------------------------------------------------------- */

/* Two bases with one exponent as one; EXPR_NONE if that is no identity. */
static expr joined_bases(struct pool *p, expr given, expr a, expr b, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);

    if (expr_is_func(p, a, FN_ABS) && expr_is_func(p, b, FN_ABS))
        return pool_func(p, FN_ABS, pool_mul(p, expr_arg(p, a, 0), expr_arg(p, b, 0)));
    if (q ? fmpz_is_one(fmpq_denref(q))
          : !assumed_positive(p, given, a) || !assumed_positive(p, given, b))
        return EXPR_NONE;
    return pool_mul(p, a, b);
}

/* sqrt(a) sqrt(b) = sqrt(a b), 2^x 3^x = 6^x, |a| |b| = |a b|. */
static expr power_rule(struct pool *p, expr given, expr e)
{
    struct factors f;
    expr made;

    if (expr_kind(p, e) != EX_MUL || expr_count(p, e) > 20)
        return EXPR_NONE;
    factors_of(p, e, &f);
    made = f.coefficient;
    for (size_t i = 0; i < f.n; i++) {
        expr base = f.at[i].base;

        if (base == EXPR_NONE)
            continue;
        for (size_t j = i + 1; j < f.n; j++) {
            expr both = EXPR_NONE;

            if (f.at[j].base != EXPR_NONE && f.at[j].exponent == f.at[i].exponent)
                both = joined_bases(p, given, base, f.at[j].base, f.at[i].exponent);
            if (both != EXPR_NONE) {
                base = both;
                f.at[j].base = EXPR_NONE;
            }
        }
        made = pool_mul(p, made, pool_power(p, base, f.at[i].exponent));
    }
    return made;
}

expr contract_powers(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, power_rule);
}
