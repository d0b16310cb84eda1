/* shape.c: what a node looks like: linear in x, a common factor, a period. */
#include "algebra/algebra.h"

#include <string.h>

/* ---- linear ------------------------------------------------------------------ */

static bool linear_term(struct pool *p, expr term, expr x, expr *a, expr *b)
{
    expr coefficient;

    if (!expr_has(p, term, x)) {
        *b = pool_add(p, *b, term);
        return true;
    }
    if (term != x && expr_kind(p, term) != EX_MUL)
        return false;
    coefficient = pool_div(p, term, x);
    if (expr_has(p, coefficient, x))
        return false;
    *a = pool_add(p, *a, coefficient);
    return true;
}

bool algebra_linear(struct pool *p, expr u, expr x, expr *a, expr *b)
{
    expr account = pool_take_demands(p);
    bool ok = true;

    *a = *b = pool_int(p, 0);
    if (expr_kind(p, u) == EX_ADD)
        for (size_t i = 0; i < expr_count(p, u) && ok; i++)
            ok = linear_term(p, expr_arg(p, u, i), x, a, b);
    else
        ok = linear_term(p, u, x, a, b);
    pool_swap_demands(p, account);
    return ok;
}

/* ---- common factors ----------------------------------------------------------- */

/* The exponent of `base` in a term, as a number; 0 if it is no factor of it. */
static void exponent_in(struct pool *p, expr term, expr base, fmpq_t q)
{
    expr c, rest;
    size_t n;

    fmpq_zero(q);
    expr_split(p, term, &c, &rest);
    n = expr_kind(p, rest) == EX_MUL ? expr_count(p, rest) : 1;
    for (size_t i = 0; i < n; i++) {
        expr f = expr_kind(p, rest) == EX_MUL ? expr_arg(p, rest, i) : rest;

        if (f == base)
            fmpq_one(q);
        else if (expr_kind(p, f) == EX_POWER && expr_arg(p, f, 0) == base &&
                 expr_number(p, expr_arg(p, f, 1)))
            fmpq_set(q, expr_number(p, expr_arg(p, f, 1)));
    }
}

/* base^q with the least q over all terms. */
static expr common_power(struct pool *p, expr sum, expr base)
{
    fmpq_t least, q;
    expr e = pool_int(p, 1);

    fmpq_init(least);
    fmpq_init(q);
    exponent_in(p, expr_arg(p, sum, 0), base, least);
    for (size_t i = 1; i < expr_count(p, sum); i++) {
        exponent_in(p, expr_arg(p, sum, i), base, q);
        if (fmpq_cmp(q, least) < 0)
            fmpq_set(least, q);
    }
    if (!fmpq_is_zero(least))
        e = pool_power(p, base, pool_number(p, least));
    fmpq_clear(q);
    fmpq_clear(least);
    return e;
}

/* e^u, or a^u with a number a: never zero. */
static bool is_exponential(const struct pool *p, expr e)
{
    return expr_is_func(p, e, FN_EXP) ||
           (expr_kind(p, e) == EX_POWER && expr_number(p, expr_arg(p, e, 0)) &&
            expr_positive(p, expr_arg(p, e, 0)) && !expr_closed(p, e));
}

/* The exponential among a term's factors, or EXPR_NONE. */
static expr exponential_in(struct pool *p, expr term)
{
    expr c, rest;

    expr_split(p, term, &c, &rest);
    if (is_exponential(p, rest))
        return rest;
    if (expr_kind(p, rest) == EX_MUL)
        for (size_t i = 0; i < expr_count(p, rest); i++)
            if (is_exponential(p, expr_arg(p, rest, i)))
                return expr_arg(p, rest, i);
    return EXPR_NONE;
}

static expr divide_terms(struct pool *p, expr sum, expr by)
{
    size_t n = expr_count(p, sum);
    expr *terms = arena_array(pool_arena(p), n, sizeof *terms);
    expr inverse = pool_power(p, by, pool_int(p, -1));

    for (size_t i = 0; i < n; i++)
        terms[i] = pool_mul(p, expr_arg(p, sum, i), inverse);
    return pool_add_n(p, terms, n);
}

/* Bases to try: those of the first term's factors, and of every factor below the bar. */
static void collect_bases(struct pool *p, expr term, bool below_only, expr *bases,
                          size_t *n, size_t most)
{
    expr c, rest;
    size_t count;

    expr_split(p, term, &c, &rest);
    count = expr_kind(p, rest) == EX_MUL ? expr_count(p, rest) : 1;
    for (size_t i = 0; i < count && *n < most; i++) {
        expr f = expr_kind(p, rest) == EX_MUL ? expr_arg(p, rest, i) : rest;
        bool power = expr_kind(p, f) == EX_POWER && expr_number(p, expr_arg(p, f, 1));
        expr base = power ? expr_arg(p, f, 0) : f;
        bool seen = expr_closed(p, base) || is_exponential(p, base);

        if (below_only && !(power && fmpq_sgn(expr_number(p, expr_arg(p, f, 1))) < 0))
            continue;
        for (size_t j = 0; j < *n && !seen; j++)
            seen = bases[j] == base;
        if (!seen)
            bases[(*n)++] = base;
    }
}

expr algebra_common(struct pool *p, expr e)
{
    enum { MOST = 32 };
    expr bases[MOST], outside = pool_int(p, 1), exponential;
    size_t n = 0;

    if (expr_kind(p, e) != EX_ADD)
        return e;
    collect_bases(p, expr_arg(p, e, 0), false, bases, &n, MOST);
    for (size_t i = 1; i < expr_count(p, e); i++)
        collect_bases(p, expr_arg(p, e, i), true, bases, &n, MOST);
    for (size_t i = 0; i < n; i++)
        outside = pool_mul(p, outside, common_power(p, e, bases[i]));
    exponential = exponential_in(p, expr_arg(p, e, 0));
    for (size_t i = 1; i < expr_count(p, e) && exponential != EXPR_NONE; i++)
        if (exponential_in(p, expr_arg(p, e, i)) == EXPR_NONE)
            exponential = EXPR_NONE;
    if (exponential != EXPR_NONE)
        outside = pool_mul(p, outside, exponential);
    if (expr_is_int(p, outside, 1))
        return e;
    return pool_mul(p, outside, divide_terms(p, e, outside));
}

/* ---- periods ----------------------------------------------------------------- */

/* The least common multiple of two positive closed nodes with a rational ratio. */
static expr common_multiple(struct pool *p, expr a, expr b)
{
    expr ratio = pool_div(p, a, b);
    const fmpq *q = expr_number(p, ratio);
    fmpq_t den;
    expr e;

    if (!q)
        return EXPR_NONE;
    fmpq_init(den); /* a = (m/n) b: n a = m b */
    fmpq_set_fmpz(den, fmpq_denref(q));
    e = pool_mul(p, pool_number(p, den), a);
    fmpq_clear(den);
    return e;
}

static expr own_period(struct pool *p, expr e, expr x)
{
    const char *text;
    struct formula period;
    struct diag d;
    expr a, b;

    if (expr_kind(p, e) != EX_FUNC)
        return EXPR_NONE;
    text = func_row(expr_func(p, e))->period;
    if (!text || !algebra_linear(p, expr_arg(p, e, 0), x, &a, &b) ||
        expr_read(p, text, strlen(text), NULL, &period, NULL, &d) != ST_OK)
        return EXPR_NONE;
    return pool_div(p, period.body, pool_func(p, FN_ABS, a));
}

/* Of e, whose parts have the periods `of` (by id; EXPR_NONE: none). */
static expr period_of(struct pool *p, expr e, expr x, const expr *of)
{
    expr period = own_period(p, e, x);
    size_t n = expr_kind(p, e) == EX_NUMBER ? 0 : expr_count(p, e);

    if (period != EXPR_NONE || e == x)
        return period;
    for (size_t i = 0; i < n; i++) {
        expr part = expr_arg(p, e, i);

        if (!expr_has(p, part, x))
            continue;
        if (of[part] == EXPR_NONE)
            return EXPR_NONE;
        period = period == EXPR_NONE ? of[part] : common_multiple(p, period, of[part]);
        if (period == EXPR_NONE)
            return EXPR_NONE;
    }
    return period;
}

static expr period_by_parts(struct pool *p, expr e, expr x)
{
    struct arena *scratch = arena_new();
    expr *of = arena_array(scratch, e + 1, sizeof *of), period;
    size_t n;
    expr *below = expr_below(p, e, &n, scratch);

    for (size_t i = 0; i < n; i++)
        if (expr_has(p, below[i], x))
            of[below[i]] = period_of(p, below[i], x, of);
    period = of[e];
    arena_free(scratch);
    return period;
}

expr algebra_period(struct pool *p, expr e, expr x)
{
    expr account = pool_take_demands(p);
    expr period = expr_has(p, e, x) ? period_by_parts(p, e, x) : EXPR_NONE;

    pool_swap_demands(p, account);
    return period;
}
