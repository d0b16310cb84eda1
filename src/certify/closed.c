/* closed.c: closed forms of zeros, guessed from many digits and then proved.
 *
 * If the number, or its square, or e to it, ... is a simple fraction to 240 bits, then that
 * fraction names a candidate; it is taken only if g vanishes there by proof and it lies
 * where the one zero is. */
#include "certify/internal.h"

#include <math.h>

enum { FEW_BITS = 80, RECOGNISE_BITS = 240 };

enum { SIMPLE_BITS = 60 }; /* numerator and denominator of what is recognised */

/* Bits of the simplest fraction from lo/d to hi/d, by continued fractions. */
static int simplest_bits(uint64_t lo, uint64_t hi, uint64_t d)
{
    uint64_t lo_d = d, hi_d = d;
    double p = 1, p_before = 0, q = 0, q_before = 1;

    for (;;) {
        uint64_t a = lo / lo_d, lo_rest = lo % lo_d, hi_rest = hi - a * hi_d;
        bool last = lo_rest == 0 || hi_rest >= hi_d;
        double whole = (double)(a + (last && lo_rest)), p_next = whole * p + p_before,
               q_next = whole * q + q_before;

        p_before = p, q_before = q;
        p = p_next, q = q_next;
        if (last)
            return ilogb(fmax(p, 1)) + ilogb(q) + 2;
        lo = hi_d, hi = lo_d; /* the reciprocals of the rests change places */
        lo_d = hi_rest, hi_d = lo_rest;
    }
}

/* Most numbers are told from simple fractions by their first 61 bits. */
static bool may_be_simple(const arb_t v)
{
    enum { FIRST = 61 };
    slong exponent = arf_abs_bound_lt_2exp_si(arb_midref(v)), shift;
    fmpz_t first;
    bool may = true;

    if (exponent > FIRST - 1 || exponent < -FIRST / 2)
        return true;
    shift = exponent > 0 ? FIRST - exponent : FIRST;
    fmpz_init(first);
    arf_get_fmpz_fixed_si(first, arb_midref(v), -shift);
    fmpz_abs(first, first);
    if (mag_cmp_2exp_si(arb_radref(v), -shift) < 0 && fmpz_cmp_ui(first, 1) > 0)
        may = simplest_bits(fmpz_get_ui(first) - 1, fmpz_get_ui(first) + 2,
                            (uint64_t)1 << shift) < SIMPLE_BITS;
    fmpz_clear(first);
    return may;
}

/* The simplest fraction in the ball, if it is much simpler than the ball is narrow. */
static expr simple_fraction(const struct search *s, const arb_t v)
{
    arf_t lo, hi;
    fmpq_t a, b, q;
    expr e = EXPR_NONE;

    if (!arb_is_finite(v) || !may_be_simple(v))
        return EXPR_NONE;
    arf_init(lo);
    arf_init(hi);
    fmpq_init(a);
    fmpq_init(b);
    fmpq_init(q);
    arb_get_interval_arf(lo, hi, v, RECOGNISE_BITS);
    arf_get_fmpq(a, lo);
    arf_get_fmpq(b, hi);
    fmpq_simplest_between(q, a, b);
    if (fmpz_bits(fmpq_numref(q)) + fmpz_bits(fmpq_denref(q)) < SIMPLE_BITS)
        e = pool_number(s->pool, q);
    fmpq_clear(q);
    fmpq_clear(b);
    fmpq_clear(a);
    arf_clear(hi);
    arf_clear(lo);
    return e;
}

enum guess {
    GUESS_PLAIN,
    GUESS_PI,
    GUESS_SQRT,
    GUESS_CBRT,
    GUESS_LN,
    GUESS_LN_HALF,
    GUESS_EXP,
    GUESS_ATAN,
    GUESS_COS,
    GUESS_COUNT
};

/* The quantity that would be a simple fraction, from a ball of the number. */
static void guess_measure(enum guess how, arb_t m, const arb_t v, slong bits)
{
    switch (how) {
    case GUESS_PLAIN: arb_set(m, v); break;
    case GUESS_PI:
        arb_const_pi(m, bits);
        arb_div(m, v, m, bits);
        break;
    case GUESS_SQRT: arb_mul(m, v, v, bits); break;
    case GUESS_CBRT: arb_pow_ui(m, v, 3, bits); break;
    case GUESS_LN: arb_exp(m, v, bits); break;
    case GUESS_LN_HALF:
        arb_mul_2exp_si(m, v, 1);
        arb_exp(m, m, bits);
        break;
    case GUESS_EXP:
        arb_abs(m, v);
        arb_log(m, m, bits);
        break;
    case GUESS_ATAN: arb_tan(m, v, bits); break;
    case GUESS_COS: arb_cos(m, v, bits); break;
    case GUESS_COUNT: break;
    }
}

/* The number back from that fraction q. */
static expr guess_number(struct pool *p, enum guess how, expr q, bool negative)
{
    expr e = EXPR_NONE;

    switch (how) {
    case GUESS_PLAIN: return q;
    case GUESS_PI: return pool_mul(p, q, pool_pi(p));
    case GUESS_SQRT: e = pool_sqrt(p, q); break;
    case GUESS_CBRT: return pool_power(p, q, pool_ratio(p, 1, 3));
    case GUESS_LN: return pool_func(p, FN_LN, q);
    case GUESS_LN_HALF: return pool_mul(p, pool_ratio(p, 1, 2), pool_func(p, FN_LN, q));
    case GUESS_EXP: e = pool_func(p, FN_EXP, q); break;
    case GUESS_ATAN: return pool_func(p, FN_ATAN, q);
    case GUESS_COS: e = pool_func(p, FN_ACOS, q); break;
    case GUESS_COUNT: break;
    }
    return negative ? pool_neg(p, e) : e;
}

/* A guess stands only if g vanishes there by proof and it lies where the one zero is. */
static bool is_the_zero(const struct search *s, const struct real *r, expr candidate)
{
    arb_t c;
    bool inside;
    struct ival v;

    arb_init(c);
    ival_init(&v, 256);
    constant_ball(s->pool, candidate, c, 200);
    ival_of_ball(&v, c);
    inside = arb_is_finite(c) && !ival_disjoint(&v, &r->at);
    ival_clear(&v);
    arb_clear(c);
    return inside &&
           constant_sign(s->pool, pool_put(s->pool, r->zero_of, r->x, candidate)) == 0;
}

/* The fraction that the ball's number comes from if it is of that form; EXPR_NONE: none. */
static expr fraction_of(const struct search *s, enum guess how, const arb_t v, slong bits)
{
    expr q = EXPR_NONE;
    arb_t m;

    if (arf_cmpabs_2exp_si(arb_midref(v), 12) > 0 && how >= GUESS_LN)
        return EXPR_NONE;
    arb_init(m);
    guess_measure(how, m, v, bits + 32);
    q = simple_fraction(s, m);
    arb_clear(m);
    return q;
}

/* What the ball's number may be, read in that way; EXPR_NONE: nothing simple. */
static expr guess(const struct search *s, enum guess how, const arb_t v)
{
    expr q = arb_rel_accuracy_bits(v) < RECOGNISE_BITS / 2
                 ? EXPR_NONE
                 : fraction_of(s, how, v, RECOGNISE_BITS);

    return q == EXPR_NONE ? EXPR_NONE : guess_number(s->pool, how, q, arb_is_negative(v));
}

size_t certify_guesses(const struct search *s, const arb_t v, expr out[CLOSED_GUESSES])
{
    size_t n = 0;

    if (arb_contains_zero(v)) /* 0 has no leading digits to guess from */
        out[n++] = pool_int(s->pool, 0);
    for (int how = 0; how < GUESS_COUNT; how++)
        if ((out[n] = guess(s, (enum guess)how, v)) != EXPR_NONE)
            n++;
    return n;
}

/* Few digits turn most guesses down; what they leave is looked at with many. */
void find_closed_form(const struct search *s, struct real *r)
{
    arb_t few, many;

    if (ival_has_zero(&r->at) && is_the_zero(s, r, pool_int(s->pool, 0)))
        r->exact = pool_int(s->pool, 0); /* 0 has no leading digits to guess from */
    arb_init(few);
    arb_init(many);
    ball_of_real(s, r, few, FEW_BITS);
    for (int how = 0; how < GUESS_COUNT && r->exact == EXPR_NONE; how++) {
        expr candidate;

        if (fraction_of(s, (enum guess)how, few, FEW_BITS) == EXPR_NONE)
            continue;
        ball_of_real(s, r, many, RECOGNISE_BITS);
        candidate = guess(s, (enum guess)how, many);
        if (candidate != EXPR_NONE && is_the_zero(s, r, candidate))
            r->exact = candidate;
    }
    arb_clear(many);
    arb_clear(few);
}
