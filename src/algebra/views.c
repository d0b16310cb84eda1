/* views.c: a formula in other words: quotients of sines, exponentials, logarithms of the
 * factors, roots without squares inside. */
#include "algebra/simplify.h"

/* ---- every node --------------------------------------------------------------------------- */

expr map_nodes(struct pool *p, expr given, expr e, view *rule)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, e, &n, scratch), *made;
    expr account = pool_take_demands(p);

    made = arena_array(scratch, e + 1, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        expr node = below[i], other;
        enum expr_kind kind = expr_kind(p, node);
        size_t count = expr_count(p, node);
        expr *args = arena_array(scratch, count + 1, sizeof *args);

        made[node] = node;
        if (!count || kind > EX_MAX || kind == EX_INDEX)
            continue;
        for (size_t j = 0; j < count; j++)
            args[j] = made[expr_arg(p, node, j)];
        made[node] = pool_rebuild(p, node, args);
        other = rule(p, given, made[node]);
        if (other != EXPR_NONE)
            made[node] = other;
    }
    e = made[e];
    pool_swap_demands(p, account);
    arena_free(scratch);
    return e;
}

/* FN_COUNT for what is no function. */
static enum func_id function_of(const struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_FUNC ? expr_func(p, e) : FN_COUNT;
}

/* ---- quotients -------------------------------------------------------------------------- */

static expr quotient_rule(struct pool *p, expr given, expr e)
{
    enum func_id f = function_of(p, e);
    expr s, c, u, one = pool_int(p, 1);

    (void)given;
    if (f != FN_TAN && f != FN_COT && f != FN_SEC && f != FN_CSC && f != FN_TANH)
        return EXPR_NONE;
    u = expr_arg(p, e, 0);
    s = pool_func(p, f == FN_TANH ? FN_SINH : FN_SIN, u);
    c = pool_func(p, f == FN_TANH ? FN_COSH : FN_COS, u);
    switch (f) {
    case FN_TAN:
    case FN_TANH: return pool_div(p, s, c);
    case FN_COT: return pool_div(p, c, s);
    case FN_SEC: return pool_div(p, one, c);
    default: return pool_div(p, one, s);
    }
}

expr view_quotients(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, quotient_rule);
}

/* ---- exponentials ------------------------------------------------------------------------ */

static expr exponential_rule(struct pool *p, expr given, expr e)
{
    enum func_id f = function_of(p, e);
    expr u, up, down, half = pool_ratio(p, 1, 2), one = pool_int(p, 1);

    (void)given;
    if (f != FN_SINH && f != FN_COSH && f != FN_TANH && f != FN_SIGMOID)
        return EXPR_NONE;
    u = expr_arg(p, e, 0);
    up = pool_func(p, FN_EXP, u);
    down = pool_func(p, FN_EXP, pool_neg(p, u));
    switch (f) {
    case FN_SINH: return pool_mul(p, half, pool_sub(p, up, down));
    case FN_COSH: return pool_mul(p, half, pool_add(p, up, down));
    case FN_TANH: return pool_div(p, pool_sub(p, up, down), pool_add(p, up, down));
    default: return pool_div(p, one, pool_add(p, one, down));
    }
}

expr view_exponents(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, exponential_rule);
}

/* ---- logarithms -------------------------------------------------------------------------- */

/* q ln |b|, or q ln b where b > 0; EXPR_NONE if b may be 0. */
static expr log_of_power(struct pool *p, expr given, expr b, expr q)
{
    const fmpq *n = expr_number(p, q);

    if (assumed_positive(p, given, b))
        return pool_mul(p, q, pool_func(p, FN_LN, b));
    if (n && fmpz_is_even(fmpq_numref(n)) &&
        assumed(p, given, pool_relation(p, REL_NE, b)))
        return pool_mul(p, q, pool_func(p, FN_LN, pool_func(p, FN_ABS, b)));
    return EXPR_NONE;
}

/* ln of a product: of each factor that is positive by itself. */
static expr split_log(struct pool *p, expr given, expr u)
{
    struct factors f;
    expr sum, rest;

    factors_of(p, u, &f);
    sum = pool_int(p, 0);
    rest = f.coefficient;
    if (f.n + !expr_is_int(p, rest, 1) < 2 &&
        !(f.n && !expr_is_int(p, f.at[0].exponent, 1)))
        return EXPR_NONE;
    for (size_t i = 0; i < f.n; i++) {
        expr power = pool_power(p, f.at[i].base, f.at[i].exponent);
        expr part = log_of_power(p, given, f.at[i].base, f.at[i].exponent);

        if (part != EXPR_NONE)
            sum = pool_add(p, sum, part);
        else
            rest = pool_mul(p, rest, power);
    }
    if (rest == u)
        return EXPR_NONE;
    return pool_add(p, sum, pool_func(p, FN_LN, rest));
}

/* e^(u + c ln v) = v^c e^u */
static expr split_exponential(struct pool *p, expr u)
{
    expr outside = pool_int(p, 1), inside = pool_int(p, 0), c, rest;

    for (size_t i = 0; expr_kind(p, u) == EX_ADD && i < expr_count(p, u); i++) {
        expr_split(p, expr_arg(p, u, i), &c, &rest);
        if (expr_is_func(p, rest, FN_LN))
            outside = pool_mul(p, outside, pool_power(p, expr_arg(p, rest, 0), c));
        else
            inside = pool_add(p, inside, expr_arg(p, u, i));
    }
    if (expr_is_int(p, outside, 1))
        return EXPR_NONE;
    return pool_mul(p, outside, pool_func(p, FN_EXP, inside));
}

static expr logarithm_rule(struct pool *p, expr given, expr e)
{
    enum func_id f = function_of(p, e);

    if (f == FN_LN)
        return split_log(p, given, expr_arg(p, e, 0));
    if (f == FN_EXP)
        return split_exponential(p, expr_arg(p, e, 0));
    if (f == FN_LOG2 || f == FN_LOG10)
        return pool_rule(p, f, RULE_REWRITE, expr_arg(p, e, 0));
    return EXPR_NONE;
}

expr view_logarithms(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, logarithm_rule);
}

/* ---- inverse functions -------------------------------------------------------------------- */

/* sqrt(a + b u^2) */
static expr leg(struct pool *p, long a, long b, expr u)
{
    expr square = pool_power(p, u, pool_int(p, 2));

    return pool_sqrt(p, pool_add(p, pool_int(p, a), pool_mul(p, pool_int(p, b), square)));
}

/* Sides of the triangle whose angle the inner function gives: opposite, adjacent, the long
 * one; false if it is no such function. */
static bool triangle(struct pool *p, expr angle, expr *opposite, expr *adjacent,
                     expr *longest)
{
    expr u, one = pool_int(p, 1);

    if (expr_kind(p, angle) != EX_FUNC)
        return false;
    u = expr_arg(p, angle, 0);
    *longest = one;
    switch (expr_func(p, angle)) {
    case FN_ASIN:
        *opposite = u;
        *adjacent = leg(p, 1, -1, u);
        return true;
    case FN_ACOS:
        *opposite = leg(p, 1, -1, u);
        *adjacent = u;
        return true;
    case FN_ATAN:
        *opposite = u;
        *adjacent = one;
        *longest = leg(p, 1, 1, u);
        return true;
    default: return false;
    }
}

static expr inverse_rule(struct pool *p, expr given, expr e)
{
    enum func_id f = function_of(p, e);
    expr a, b, c, u = f == FN_COUNT ? e : expr_arg(p, e, 0);

    (void)given;
    if (f == FN_COSH && expr_is_func(p, u, FN_ASINH))
        return leg(p, 1, 1, expr_arg(p, u, 0));
    if ((f != FN_SIN && f != FN_COS && f != FN_TAN) || !triangle(p, u, &a, &b, &c))
        return EXPR_NONE;
    return pool_div(p, f == FN_COS ? b : a, f == FN_TAN ? b : c);
}

expr view_inverses(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, inverse_rule);
}

/* ---- roots ---------------------------------------------------------------------------------- */

static expr absolute_rule(struct pool *p, expr given, expr e)
{
    enum func_id f = function_of(p, e);
    expr u = f == FN_COUNT ? e : expr_arg(p, e, 0);

    if (f == FN_ABS && assumed_nonnegative(p, given, u))
        return u;
    if (f == FN_ABS && assumed_nonnegative(p, given, pool_neg(p, u)))
        return pool_neg(p, u);
    if (f == FN_SIGN && assumed_positive(p, given, u))
        return pool_int(p, 1);
    if (f == FN_SIGN && assumed_positive(p, given, pool_neg(p, u)))
        return pool_int(p, -1);
    return EXPR_NONE;
}

/* (u^2 v)^(n/d), d even: |u|^(2n/d) v^(n/d). */
static expr root_apart(struct pool *p, expr u, expr exponent)
{
    struct factors f;
    expr outside = pool_int(p, 1), inside;

    factors_of(p, ring_factored(p, u), &f);
    inside = f.coefficient;
    for (size_t i = 0; i < f.n; i++) {
        const fmpq *q = expr_number(p, f.at[i].exponent);
        expr whole = pool_power(p, f.at[i].base, f.at[i].exponent);

        if (q && fmpz_is_one(fmpq_denref(q)) && fmpz_is_even(fmpq_numref(q)))
            outside = pool_mul(p, outside,
                               pool_power(p, pool_func(p, FN_ABS, f.at[i].base),
                                          pool_mul(p, f.at[i].exponent, exponent)));
        else
            inside = pool_mul(p, inside, whole);
    }
    if (expr_is_int(p, outside, 1))
        return EXPR_NONE;
    return pool_mul(p, outside, pool_power(p, inside, exponent));
}

/* r = sqrt(a) or a for the term c sqrt(a): the rational c^2 a; false if it is no such. */
static bool square_of_radical(struct pool *p, expr term, fmpq_t square)
{
    const fmpq *q = expr_number(p, pool_power(p, term, pool_int(p, 2)));

    if (q)
        fmpq_set(square, q);
    return q;
}

static expr root_of(struct pool *p, const fmpq_t v)
{
    return pool_sqrt(p, pool_number(p, v));
}

/* sqrt(a + r) with r^2 rational is sqrt((a + d)/2) +- sqrt((a - d)/2), d^2 = a^2 - r^2, if
 * that is a square and a > 0: sqrt(3 + 2 sqrt(2)) = sqrt(2) + 1. */
static expr denested(struct pool *p, expr u)
{
    expr made = EXPR_NONE;
    const fmpq *a;
    fmpq_t r2, d, half;

    if (expr_kind(p, u) != EX_ADD || expr_count(p, u) != 2 ||
        !(a = expr_number(p, expr_arg(p, u, 0))) || fmpq_sgn(a) < 0)
        return EXPR_NONE;
    fmpq_init(r2);
    fmpq_init(d);
    fmpq_init(half);
    if (square_of_radical(p, expr_arg(p, u, 1), r2)) {
        fmpq_mul(d, a, a);
        fmpq_sub(d, d, r2);
        if (fmpq_sgn(d) >= 0 && fmpz_is_square(fmpq_numref(d)) &&
            fmpz_is_square(fmpq_denref(d))) {
            fmpz_sqrt(fmpq_numref(d), fmpq_numref(d));
            fmpz_sqrt(fmpq_denref(d), fmpq_denref(d));
            fmpq_add(half, a, d);
            fmpq_div_2exp(half, half, 1);
            fmpq_sub(d, a, d);
            fmpq_div_2exp(d, d, 1);
            made = expr_looks_negative(p, expr_arg(p, u, 1))
                       ? pool_sub(p, root_of(p, half), root_of(p, d))
                       : pool_add(p, root_of(p, half), root_of(p, d));
        }
    }
    fmpq_clear(half);
    fmpq_clear(d);
    fmpq_clear(r2);
    return made;
}

static expr root_rule(struct pool *p, expr given, expr e)
{
    expr half = pool_ratio(p, 1, 2), made = EXPR_NONE;

    if (expr_kind(p, e) != EX_POWER || !expr_even_root(p, expr_arg(p, e, 1)))
        return absolute_rule(p, given, e);
    if (expr_arg(p, e, 1) == half)
        made = denested(p, expr_arg(p, e, 0));
    return made != EXPR_NONE ? made : root_apart(p, expr_arg(p, e, 0), expr_arg(p, e, 1));
}

expr view_roots(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, map_nodes(p, given, e, root_rule), absolute_rule);
}
