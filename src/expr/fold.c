/* fold.c: functions of particular arguments: exact values, parity, periods, inverses. */
#include "expr/internal.h"

#include <string.h>

/* ---- circular functions at rational multiples of pi --------------------------- */

/* u = shift*pi + rest, with the number shift and no term in pi alone left in rest. */
static bool split_pi(struct pool *p, expr u, fmpq_t shift, expr *rest)
{
    size_t n = expr_kind(p, u) == EX_ADD ? expr_count(p, u) : 1;
    bool found = false;

    fmpq_zero(shift);
    *rest = u;
    for (size_t i = 0; i < n; i++) {
        expr c, r, term = n > 1 || expr_kind(p, u) == EX_ADD ? expr_arg(p, u, i) : u;

        expr_split(p, term, &c, &r);
        if (r == p->pi) {
            fmpq_set(shift, expr_number(p, c));
            *rest = pool_sub(p, u, term);
            found = true;
        }
    }
    return found;
}

/* sin(k*pi/12) for k = 0 .. 6 by radicals. */
static expr sine_of_twelfths(struct pool *p, long k)
{
    expr root2 = pool_sqrt(p, pool_int(p, 2)), root6 = pool_sqrt(p, pool_int(p, 6));
    expr quarter = pool_ratio(p, 1, 4);

    switch (k) {
    case 0: return p->zero;
    case 1: return pool_mul(p, quarter, pool_sub(p, root6, root2));
    case 2: return p->half;
    case 3: return pool_mul(p, p->half, root2);
    case 4: return pool_mul(p, p->half, pool_sqrt(p, pool_int(p, 3)));
    case 5: return pool_mul(p, quarter, pool_add(p, root6, root2));
    default: return p->one;
    }
}

/* sin(r*pi): the exact value if 12r is whole, else the same sine of an angle in [0, 1/2]
 * (as a new node), or EXPR_NONE if r lies there already. */
static expr sine_of_pi(struct pool *p, const fmpq_t r)
{
    fmpq_t t, two;
    fmpz_t turns, twelfths;
    bool minus = false, changed = false;
    expr e = EXPR_NONE;

    fmpq_init(t);
    fmpq_init(two);
    fmpz_init(turns);
    fmpz_init(twelfths);
    fmpq_set(t, r);
    fmpq_set_si(two, 1, 2);
    fmpq_mul(t, t, two);
    fmpz_fdiv_q(turns, fmpq_numref(t), fmpq_denref(t));
    fmpq_sub_fmpz(t, t, turns);
    fmpq_set_si(two, 2, 1);
    fmpq_mul(t, t, two); /* t in [0, 2) */
    changed = !fmpz_is_zero(turns);
    if (fmpq_cmp_si(t, 1) >= 0) {
        fmpq_sub_si(t, t, 1);
        minus = changed = true;
    }
    fmpq_set_si(two, 1, 2);
    if (fmpq_cmp(t, two) > 0) {
        fmpq_sub_si(t, t, 1);
        fmpq_neg(t, t);
        changed = true;
    }
    fmpz_mul_ui(twelfths, fmpq_numref(t), 12);
    if (fmpz_divisible(twelfths, fmpq_denref(t))) {
        fmpz_divexact(twelfths, twelfths, fmpq_denref(t));
        e = sine_of_twelfths(p, fmpz_get_si(twelfths));
    } else if (changed) {
        expr u = pool_mul(p, pool_number(p, t), p->pi);

        e = pool_intern(p, EX_FUNC, FN_SIN, &u, 1);
    }
    if (e != EXPR_NONE && minus)
        e = pool_neg(p, e);
    fmpz_clear(twelfths);
    fmpz_clear(turns);
    fmpq_clear(two);
    fmpq_clear(t);
    return e;
}

/* sin(u + k*pi/2), k = 0 .. 3 */
static expr shifted_sine(struct pool *p, expr u, unsigned long quarter)
{
    expr e = pool_func(p, quarter % 2 ? FN_COS : FN_SIN, u);

    return quarter >= 2 ? pool_neg(p, e) : e;
}

static expr fold_sine(struct pool *p, expr u, bool cosine)
{
    fmpq_t shift, half;
    fmpz_t quarters;
    expr rest, e = EXPR_NONE;

    fmpq_init(shift);
    fmpq_init(half);
    fmpz_init(quarters);
    fmpq_set_si(half, 1, 2);
    if (split_pi(p, u, shift, &rest) || rest == p->zero) {
        if (rest == p->zero) {
            if (cosine) /* cos a = sin(pi/2 - a) */
                fmpq_sub(shift, half, shift);
            e = sine_of_pi(p, shift);
            if (cosine && e != EXPR_NONE && expr_kind(p, e) == EX_FUNC &&
                expr_is_func(p, e, FN_SIN))
                e = EXPR_NONE; /* keep a plain cosine */
        } else {
            fmpq_add(shift, shift, shift);
            if (fmpz_is_one(fmpq_denref(shift))) {
                fmpz_mod_ui(quarters, fmpq_numref(shift), 4);
                e = shifted_sine(p, rest, (fmpz_get_ui(quarters) + (cosine ? 1 : 0)) % 4);
                if (fmpz_is_zero(fmpq_numref(shift)))
                    e = EXPR_NONE;
            }
        }
    }
    fmpz_clear(quarters);
    fmpq_clear(half);
    fmpq_clear(shift);
    return e;
}

/* tan, cot, sec, csc from sine and cosine where both are known exactly. */
static expr fold_ratio(struct pool *p, enum func_id f, expr u)
{
    fmpq_t shift;
    expr rest, s, c, num, den;
    bool multiple;

    fmpq_init(shift);
    multiple = (split_pi(p, u, shift, &rest) || u == p->zero) && rest == p->zero;
    if (!multiple && fmpz_is_one(fmpq_denref(shift)) && !fmpq_is_zero(shift) &&
        (f == FN_TAN || f == FN_COT)) {
        fmpq_clear(shift);
        return pool_func(p, f, rest); /* period pi */
    }
    fmpq_clear(shift);
    if (!multiple)
        return EXPR_NONE;
    s = fold_sine(p, u, false);
    c = fold_sine(p, u, true);
    if (s == EXPR_NONE || c == EXPR_NONE || expr_is_func(p, s, FN_SIN))
        return EXPR_NONE;
    num = f == FN_TAN ? s : f == FN_COT ? c : p->one;
    den = f == FN_TAN || f == FN_SEC ? c : s;
    return den == p->zero ? EXPR_NONE : pool_div(p, num, den);
}

/* asin, acos, atan: the angle k*pi/12 whose sine (cosine, tangent) the argument is. */
static expr fold_inverse(struct pool *p, enum func_id f, expr u)
{
    enum func_id forward = f == FN_ASIN ? FN_SIN : f == FN_ACOS ? FN_COS : FN_TAN;
    long from = f == FN_ACOS ? 0 : f == FN_ASIN ? -6 : -5, to = f == FN_ACOS ? 12 : -from;

    if (!expr_closed(p, u))
        return EXPR_NONE;
    for (long k = from; k <= to; k++) {
        expr angle = pool_mul(p, pool_ratio(p, k, 12), p->pi);

        if (pool_func(p, forward, angle) == u)
            return angle;
    }
    return EXPR_NONE;
}

/* ---- exponentials and logarithms ---------------------------------------------- */

static expr fold_exp(struct pool *p, expr u)
{
    expr c, rest;

    if (u == p->zero)
        return p->one;
    expr_split(p, u, &c, &rest);
    if (expr_is_func(p, rest, FN_LN)) { /* e^(c ln w) = w^c where w > 0 */
        pool_demand(p, pool_relation(p, REL_GT, expr_arg(p, rest, 0)));
        return pool_power(p, expr_arg(p, rest, 0), c);
    }
    return EXPR_NONE;
}

static expr fold_ln(struct pool *p, expr u)
{
    const fmpq *q = expr_number(p, u);
    fmpz_t root;
    unsigned long k;
    expr e;

    if (u == p->one)
        return p->zero;
    if (expr_is_func(p, u, FN_EXP))
        return expr_arg(p, u, 0);
    if (expr_kind(p, u) == EX_POWER && expr_number(p, expr_arg(p, u, 0)) &&
        expr_positive(p, u))
        return pool_mul(p, expr_arg(p, u, 1), pool_func(p, FN_LN, expr_arg(p, u, 0)));
    if (!q || fmpq_sgn(q) <= 0)
        return EXPR_NONE;
    if (fmpz_is_one(fmpq_numref(q)))
        return pool_neg(p, pool_func(p, FN_LN, pool_power(p, u, p->minus_one)));
    if (!fmpz_is_one(fmpq_denref(q)))
        return EXPR_NONE;
    fmpz_init(root);
    number_perfect_power(root, &k, fmpq_numref(q));
    e = EXPR_NONE;
    if (k > 1)
        e = pool_mul(p, pool_int(p, (long)k), pool_func(p, FN_LN, pool_whole(p, root)));
    fmpz_clear(root);
    return e;
}

/* log10(1000) = 3: the exponent of a whole power of the base. */
static expr fold_log_base(struct pool *p, expr u, unsigned long base)
{
    const fmpq *q = expr_number(p, u);
    fmpz_t n, b;
    long k;
    bool exact;

    if (!q || fmpq_sgn(q) <= 0)
        return EXPR_NONE;
    if (fmpz_is_one(fmpq_numref(q)) && !fmpq_is_one(q)) {
        expr e = fold_log_base(p, pool_power(p, u, p->minus_one), base);

        return e == EXPR_NONE ? e : pool_neg(p, e);
    }
    if (!fmpz_is_one(fmpq_denref(q)))
        return EXPR_NONE;
    fmpz_init_set(n, fmpq_numref(q));
    fmpz_init_set_ui(b, base);
    k = fmpz_remove(n, n, b);
    exact = fmpz_is_one(n);
    fmpz_clear(b);
    fmpz_clear(n);
    return exact ? pool_int(p, k) : EXPR_NONE;
}

/* ---- pieces of other shape ---------------------------------------------------- */

/* floor, ceil and sign of a closed argument whose ball decides it. */
static expr fold_step(struct pool *p, enum func_id f, expr u)
{
    arb_t ball;
    fmpz_t n;
    expr e = EXPR_NONE;

    if (expr_number(p, u)) {
        const fmpq *q = expr_number(p, u);

        fmpz_init(n);
        if (f == FN_FLOOR)
            fmpz_fdiv_q(n, fmpq_numref(q), fmpq_denref(q));
        else if (f == FN_CEIL)
            fmpz_cdiv_q(n, fmpq_numref(q), fmpq_denref(q));
        else
            fmpz_set_si(n, fmpq_sgn(q));
        e = pool_whole(p, n);
        fmpz_clear(n);
        return e;
    }
    if (!expr_closed(p, u))
        return f == FN_SIGN && expr_positive(p, u) ? p->one : EXPR_NONE;
    arb_init(ball);
    fmpz_init(n);
    constant_ball(p, u, ball, 128);
    func_ball(f, ball, ball, 128);
    if (arb_get_unique_fmpz(n, ball))
        e = pool_whole(p, n);
    fmpz_clear(n);
    arb_clear(ball);
    return e;
}

static expr fold_abs(struct pool *p, expr u)
{
    expr c, rest;

    if (expr_nonnegative(p, u))
        return u;
    expr_split(p, u, &c, &rest);
    if (c != p->one) {
        fmpq_t size;
        expr outer;

        fmpq_init(size);
        fmpq_abs(size, expr_number(p, c));
        outer = pool_number(p, size);
        fmpq_clear(size);
        return pool_mul(p, outer, pool_func(p, FN_ABS, rest));
    }
    if (expr_closed(p, u)) {
        int sign = constant_sign(p, u);

        if (sign == 1)
            return u;
        if (sign == -1)
            return pool_neg(p, u);
    }
    return expr_looks_negative(p, u) ? pool_func(p, FN_ABS, pool_neg(p, u)) : EXPR_NONE;
}

/* Gamma at a small whole number is a factorial. */
static expr fold_gamma(struct pool *p, expr u)
{
    const fmpq *q = expr_number(p, u);
    fmpq_t v;
    expr e;

    if (!q || !fmpz_is_one(fmpq_denref(q)) || fmpq_sgn(q) <= 0 ||
        fmpz_cmp_ui(fmpq_numref(q), 3000) > 0)
        return EXPR_NONE;
    fmpq_init(v);
    fmpz_fac_ui(fmpq_numref(v), fmpz_get_ui(fmpq_numref(q)) - 1);
    e = pool_number(p, v);
    fmpq_clear(v);
    return e;
}

/* f(g(w)) = w where g is f's inverse on the domain of g. */
static expr fold_inverse_pair(struct pool *p, enum func_id f, expr u)
{
    const char *name = func_row(f)->inverse;
    expr w;

    if (!name || expr_kind(p, u) != EX_FUNC ||
        func_find(name, strlen(name)) != (int)expr_func(p, u))
        return EXPR_NONE;
    /* sin(asin w) = w always; asin(sin w) = w only where sin is one to one */
    if (f == FN_ASIN || f == FN_ACOS || f == FN_ATAN || f == FN_ACOSH)
        return EXPR_NONE;
    w = expr_arg(p, u, 0);
    pool_demand(p, pool_domain(p, u));
    return w;
}

expr fold_func(struct pool *p, enum func_id f, expr u)
{
    const struct func_row *row = func_row(f);
    expr e = fold_inverse_pair(p, f, u);

    if (e != EXPR_NONE)
        return e;
    switch (f) {
    case FN_EXP: e = fold_exp(p, u); break;
    case FN_LN: e = fold_ln(p, u); break;
    case FN_LOG10: e = fold_log_base(p, u, 10); break;
    case FN_LOG2: e = fold_log_base(p, u, 2); break;
    case FN_SIN:
    case FN_COS: e = fold_sine(p, u, f == FN_COS); break;
    case FN_TAN:
    case FN_COT:
    case FN_SEC:
    case FN_CSC: e = fold_ratio(p, f, u); break;
    case FN_ASIN:
    case FN_ACOS:
    case FN_ATAN: e = fold_inverse(p, f, u); break;
    case FN_ABS: e = fold_abs(p, u); break;
    case FN_SIGN:
    case FN_FLOOR:
    case FN_CEIL: e = fold_step(p, f, u); break;
    case FN_GAMMA: e = fold_gamma(p, u); break;
    case FN_SIGMOID: e = u == p->zero ? p->half : EXPR_NONE; break;
    case FN_SOFTPLUS:
        e = u == p->zero ? pool_func(p, FN_LN, pool_int(p, 2)) : EXPR_NONE;
        break;
    case FN_COSH: e = u == p->zero ? p->one : EXPR_NONE; break;
    case FN_ACOSH: e = u == p->one ? p->zero : EXPR_NONE; break;
    default: break;
    }
    if (e != EXPR_NONE)
        return e;
    if (row->parity == PARITY_ODD && u == p->zero && f != FN_COT && f != FN_CSC)
        return p->zero;
    if (row->parity != PARITY_NONE && expr_looks_negative(p, u)) {
        e = pool_func(p, f, pool_neg(p, u));
        return row->parity == PARITY_ODD ? pool_neg(p, e) : e;
    }
    return EXPR_NONE;
}

expr pool_func(struct pool *p, enum func_id f, expr u)
{
    expr e;

    if (p->over)
        return p->zero;
    if (func_row(f)->form) {
        if (f == FN_RELU) {
            expr args[2] = {p->zero, u};

            return pool_extreme(p, EX_MAX, args, 2);
        }
        return pool_power(p, u, f == FN_SQRT ? p->half : pool_ratio(p, 1, 3));
    }
    e = fold_func(p, f, u);
    return e != EXPR_NONE ? e : pool_intern(p, EX_FUNC, f, &u, 1);
}
