/* constant.c: closed nodes as balls, and what balls can decide. */
#include "expr/internal.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_BITS = 64, LAST_BITS = 4096 };

/* ---- values ------------------------------------------------------------------ */

/* x^(p/q), the real one: for odd q the sign of x comes out, for even q x must be >= 0. */
static void ball_rational_power(arb_t r, const arb_t x, const fmpq *q, slong bits)
{
    ulong root = fmpz_abs_fits_ui(fmpq_denref(q)) ? fmpz_get_ui(fmpq_denref(q)) : 0;
    bool flip = false;

    if (!root || !fmpz_fits_si(fmpq_numref(q)) || arb_contains_nonpositive(x)) {
        /* signs and zeros need care */
        if (!root || !fmpz_fits_si(fmpq_numref(q))) {
            arb_indeterminate(r);
            return;
        }
        if (root > 1 && arb_is_zero(x)) {
            if (fmpz_sgn(fmpq_numref(q)) > 0)
                arb_zero(r);
            else
                arb_indeterminate(r);
            return;
        }
        if (root % 2 == 1 && root > 1 && arb_is_negative(x)) {
            flip = true;
        } else if (root % 2 == 1 && root > 1) {
            /* a ball around 0: enclose by [-m, m] with m the root of its largest size */
            arb_t size;
            mag_t m;

            if (fmpz_sgn(fmpq_numref(q)) < 0) {
                arb_indeterminate(r);
                return;
            }
            arb_init(size);
            mag_init(m);
            arb_get_mag(m, x);
            arf_set_mag(arb_midref(size), m);
            arb_root_ui(size, size, root, bits);
            arb_pow_ui(size, size, fmpz_get_ui(fmpq_numref(q)), bits);
            arb_get_mag(m, size);
            arb_zero(r);
            arb_add_error_mag(r, m);
            mag_clear(m);
            arb_clear(size);
            return;
        }
    }
    if (flip)
        arb_neg(r, x);
    else
        arb_set(r, x);
    if (root > 1)
        arb_root_ui(r, r, root, bits);
    if (flip && fmpz_is_odd(fmpq_numref(q)))
        arb_neg(r, r);
    arb_pow_fmpz(r, r, fmpq_numref(q), bits);
    if (fmpz_sgn(fmpq_numref(q)) < 0 && !arb_is_finite(r))
        arb_indeterminate(r);
}

static void ball_power(const struct pool *p, expr e, arb_t r, const arb_t base,
                       const arb_t exponent, slong bits)
{
    const fmpq *q = expr_number(p, expr_arg(p, e, 1));

    if (q)
        ball_rational_power(r, base, q, bits);
    else if (arb_is_positive(base))
        arb_pow(r, base, exponent, bits);
    else if (arb_is_zero(base) && arb_is_positive(exponent))
        arb_zero(r);
    else
        arb_indeterminate(r);
}

/* Whether u REL 0 holds for every number of a ball. */
static enum truth ball_relation(enum relation rel, const arb_t u)
{
    if (!arb_is_finite(u))
        return TRUTH_UNKNOWN;
    switch (rel) {
    case REL_EQ:
    case REL_NE:
        if (arb_is_zero(u))
            return rel == REL_EQ ? TRUTH_YES : TRUTH_NO;
        if (arb_contains_zero(u))
            return TRUTH_UNKNOWN;
        return rel == REL_NE ? TRUTH_YES : TRUTH_NO;
    case REL_GT:
        return arb_is_positive(u)      ? TRUTH_YES
               : arb_is_nonpositive(u) ? TRUTH_NO
                                       : TRUTH_UNKNOWN;
    case REL_GE:
        return arb_is_nonnegative(u) ? TRUTH_YES
               : arb_is_negative(u)  ? TRUTH_NO
                                     : TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

static enum truth ball_condition(const struct pool *p, expr e, const arb_ptr *at)
{
    enum truth all = expr_kind(p, e) == EX_AND ? TRUTH_YES : TRUTH_NO;

    switch (expr_kind(p, e)) {
    case EX_TRUE: return TRUTH_YES;
    case EX_RELATION: return ball_relation(expr_relation(p, e), at[expr_arg(p, e, 0)]);
    case EX_AND:
    case EX_OR:
        for (size_t i = 0; i < expr_count(p, e); i++) {
            enum truth part = ball_condition(p, expr_arg(p, e, i), at);

            all = expr_kind(p, e) == EX_AND ? truth_and(all, part) : truth_or(all, part);
        }
        return all;
    default: return TRUTH_NO;
    }
}

static void ball_piece(const struct pool *p, expr e, arb_t r, const arb_ptr *at,
                       slong bits)
{
    switch (ball_condition(p, expr_arg(p, e, 0), at)) {
    case TRUTH_YES: arb_set(r, at[expr_arg(p, e, 1)]); return;
    case TRUTH_NO: arb_set(r, at[expr_arg(p, e, 2)]); return;
    case TRUTH_UNKNOWN:
        arb_union(r, at[expr_arg(p, e, 1)], at[expr_arg(p, e, 2)], bits);
        return;
    }
}

static void ball_node(const struct pool *p, expr e, arb_t r, const arb_ptr *at,
                      slong bits)
{
    size_t n = expr_kind(p, e) == EX_NUMBER ? 0 : expr_count(p, e);

    switch (expr_kind(p, e)) {
    case EX_NUMBER: arb_set_fmpq(r, expr_number(p, e), bits); return;
    case EX_PI: arb_const_pi(r, bits); return;
    case EX_ADD:
        arb_zero(r);
        for (size_t i = 0; i < n; i++)
            arb_add(r, r, at[expr_arg(p, e, i)], bits);
        return;
    case EX_MUL:
        arb_one(r);
        for (size_t i = 0; i < n; i++)
            arb_mul(r, r, at[expr_arg(p, e, i)], bits);
        return;
    case EX_POWER:
        ball_power(p, e, r, at[expr_arg(p, e, 0)], at[expr_arg(p, e, 1)], bits);
        return;
    case EX_FUNC: func_ball(expr_func(p, e), r, at[expr_arg(p, e, 0)], bits); return;
    case EX_MIN:
    case EX_MAX:
        arb_set(r, at[expr_arg(p, e, 0)]);
        for (size_t i = 1; i < n; i++)
            (expr_kind(p, e) == EX_MIN ? arb_min : arb_max)(r, r, at[expr_arg(p, e, i)],
                                                            bits);
        return;
    case EX_PIECE: ball_piece(p, e, r, at, bits); return;
    default: arb_indeterminate(r); return;
    }
}

void constant_ball(const struct pool *p, expr e, arb_t r, slong bits)
{
    expr_ball_at(p, e, EXPR_NONE, NULL, r, bits);
}

void expr_ball_at(const struct pool *p, expr e, expr x, const arb_t value, arb_t r,
                  slong bits)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, e, &n, scratch);
    arb_ptr balls = _arb_vec_init((slong)n);
    arb_ptr *at = arena_array(scratch, e + 1, sizeof *at);

    for (size_t i = 0; i < n; i++) {
        at[below[i]] = balls + i;
        if (below[i] == x)
            arb_set(balls + i, value);
        else
            ball_node(p, below[i], balls + i, at, bits);
    }
    arb_set(r, at[e]);
    _arb_vec_clear(balls, (slong)n);
    arena_free(scratch);
}

double constant_double(const struct pool *p, expr e)
{
    arb_t r;
    double v = NAN;

    arb_init(r);
    for (slong bits = FIRST_BITS; bits <= 512; bits *= 2) {
        constant_ball(p, e, r, bits);
        if (arb_is_finite(r) && (arb_rel_accuracy_bits(r) > 56 || arb_is_exact(r)))
            break;
    }
    if (arb_is_finite(r))
        v = arf_get_d(arb_midref(r), ARF_RND_NEAR);
    arb_clear(r);
    return v;
}

/* ---- zero -------------------------------------------------------------------- */

/* BFMSS: an expression E in +, -, *, / and roots is U/L with U and L algebraic integers;
 * with u, l bounds of their conjugates and D the product of the degrees of its roots,
 * E is 0 or |E| >= 1 / (u^(D-1) l). The logarithms of u and l are kept, base 2, as
 * doubles rounded up generously. */
struct separation {
    double u, l;
    double degree; /* D, as a product over the distinct roots */
    bool radical;
};

static double add_logs(double a, double b)
{
    double hi = a > b ? a : b, lo = a > b ? b : a;

    return hi + log2(1 + exp2(lo - hi)) + 1e-9;
}

static double bits_of(const fmpz_t n)
{
    return fmpz_is_zero(n) ? 0 : (double)fmpz_bits(n);
}

static struct separation separate_power(struct separation b, const fmpq *q)
{
    double num = fabs(fmpz_get_d(fmpq_numref(q))), den = fmpz_get_d(fmpq_denref(q)), t;

    b.u *= num;
    b.l *= num;
    if (fmpq_sgn(q) < 0) {
        t = b.u;
        b.u = b.l;
        b.l = t;
    }
    if (den >
        1) { /* root of u/l = root(u l^(k-1)) / l, or root(u)... either way a bound */
        if (b.u >= b.l)
            b.u = (b.u + (den - 1) * b.l) / den;
        else {
            t = b.u;
            b.l = (b.l + (den - 1) * t) / den;
        }
        b.degree *= den;
    }
    return b;
}

static struct separation separate(const struct pool *p, expr e,
                                  const struct separation *at)
{
    struct separation s = {0, 0, 1, true};
    const fmpq *q = expr_number(p, e);

    if (q) {
        s.u = bits_of(fmpq_numref(q));
        s.l = bits_of(fmpq_denref(q));
        return s;
    }
    switch (expr_kind(p, e)) {
    case EX_ADD:
    case EX_MUL:
        s = at[expr_arg(p, e, 0)];
        for (size_t i = 1; i < expr_count(p, e); i++) {
            struct separation t = at[expr_arg(p, e, i)];

            s.u = expr_kind(p, e) == EX_ADD ? add_logs(s.u + t.l, t.u + s.l) : s.u + t.u;
            s.l += t.l;
            s.degree *= t.degree;
            s.radical = s.radical && t.radical;
        }
        return s;
    case EX_POWER:
        q = expr_number(p, expr_arg(p, e, 1));
        s = at[expr_arg(p, e, 0)];
        s.radical = s.radical && q;
        return s.radical ? separate_power(s, q) : s;
    default: s.radical = false; return s;
    }
}

/* Bits that decide between zero and not zero, or 0 if the node is no radical expression
 * or the bound is out of reach. */
static slong separation_bits(const struct pool *p, expr e)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, e, &n, scratch);
    struct separation *at = arena_array(scratch, e + 1, sizeof *at), s;
    double degree = 1, bits;

    for (size_t i = 0; i < n; i++)
        at[below[i]] = separate(p, below[i], at);
    s = at[e];
    /* Shared roots count once: D is the product over distinct nodes, not over uses. */
    for (size_t i = 0; i < n; i++)
        if (expr_kind(p, below[i]) == EX_POWER &&
            expr_number(p, expr_arg(p, below[i], 1)))
            degree *= fmpz_get_d(fmpq_denref(expr_number(p, expr_arg(p, below[i], 1))));
    arena_free(scratch);
    bits = (degree - 1) * s.u + s.l + 8;
    return s.radical && bits < LAST_BITS ? (slong)bits + 1 : 0;
}

int constant_sign(struct pool *p, expr e)
{
    slong decides = -1;
    arb_t r;
    int sign = SIGN_UNKNOWN;

    if (expr_number(p, e))
        return fmpq_sgn(expr_number(p, e));
    if (!expr_closed(p, e))
        return SIGN_UNKNOWN;
    arb_init(r);
    for (slong bits = FIRST_BITS; bits <= 2 * LAST_BITS && sign == SIGN_UNKNOWN;
         bits *= 2) {
        constant_ball(p, e, r, bits);
        if (!arb_is_finite(r))
            continue;
        if (arb_is_zero(r))
            sign = 0;
        else if (!arb_contains_zero(r))
            sign = arb_is_positive(r) ? 1 : -1;
        else {
            mag_t m;

            if (decides < 0)
                decides = separation_bits(p, e);
            mag_init(m);
            arb_get_mag(m, r);
            if (decides > 0 && mag_cmp_2exp_si(m, -decides) < 0)
                sign = 0;
            mag_clear(m);
            if (decides == 0 && bits >= 1024)
                break;
        }
    }
    if (sign == SIGN_UNKNOWN && !arb_is_finite(r) &&
        constant_truth(p, pool_domain(p, e)) == TRUTH_NO)
        sign = SIGN_UNDEFINED;
    arb_clear(r);
    return sign;
}

enum truth constant_truth(struct pool *p, expr condition)
{
    enum truth all;
    int sign;

    switch (expr_kind(p, condition)) {
    case EX_TRUE: return TRUTH_YES;
    case EX_FALSE: return TRUTH_NO;
    case EX_AND:
    case EX_OR:
        all = expr_kind(p, condition) == EX_AND ? TRUTH_YES : TRUTH_NO;
        for (size_t i = 0; i < expr_count(p, condition); i++) {
            enum truth part = constant_truth(p, expr_arg(p, condition, i));

            all = expr_kind(p, condition) == EX_AND ? truth_and(all, part)
                                                    : truth_or(all, part);
        }
        return all;
    case EX_RELATION: break;
    default: return TRUTH_UNKNOWN;
    }
    sign = constant_sign(p, expr_arg(p, condition, 0));
    if (sign == SIGN_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (sign == SIGN_UNDEFINED)
        return TRUTH_NO;
    switch (expr_relation(p, condition)) {
    case REL_EQ: return sign == 0 ? TRUTH_YES : TRUTH_NO;
    case REL_NE: return sign != 0 ? TRUTH_YES : TRUTH_NO;
    case REL_GT: return sign > 0 ? TRUTH_YES : TRUTH_NO;
    case REL_GE: return sign >= 0 ? TRUTH_YES : TRUTH_NO;
    }
    return TRUTH_UNKNOWN;
}

int constant_compare(struct pool *p, expr a, expr b)
{
    expr account = pool_take_demands(p);
    int sign = constant_sign(p, pool_sub(p, a, b));

    pool_swap_demands(p, account);
    return sign;
}
