/* special.c: gamma and digamma on intervals.
 *
 * Both have poles at 0, -1, -2, ... In a gap between two of them, and on (0, inf):
 *
 *   psi' = sum over k >= 0 of 1/(x + k)^2 > 0, so digamma rises, from -inf to inf;
 *   psi is the derivative of ln|Gamma|, so ln|Gamma| is convex there and |Gamma| is a
 *   valley, infinite at both ends, with its bottom at the one zero of psi.
 *
 * Gamma is positive on (0, inf) and changes its sign from gap to gap (reflection formula).
 * Values at points come from Arb, with rising precision until they round one way. */
#include "func/internal.h"

#include <math.h>

/* ---- values at points -------------------------------------------------------- */

/* Out of range: the largest or smallest number of that sign, or the infinity or zero
 * beyond it, whichever lies in the direction of rounding. */
static void out_of_range(mpfr_t r, int sign, bool large, mpfr_rnd_t rnd)
{
    bool outward = rnd == (sign > 0 ? MPFR_RNDU : MPFR_RNDD); /* away from zero */

    if (large) {
        mpfr_set_inf(r, sign);
        if (!outward)
            sign > 0 ? mpfr_nextbelow(r) : mpfr_nextabove(r);
    } else {
        mpfr_set_zero(r, sign);
        if (outward)
            sign > 0 ? mpfr_nextabove(r) : mpfr_nextbelow(r);
    }
}

void func_from_arf(mpfr_t r, const arf_t x, mpfr_rnd_t rnd)
{
    if (arf_is_special(x))
        arf_get_mpfr(r, x, rnd);
    else if (arf_cmpabs_2exp_si(x, mpfr_get_emax() - 1) >= 0)
        out_of_range(r, arf_sgn(x), true, rnd);
    else if (arf_cmpabs_2exp_si(x, mpfr_get_emin()) <= 0)
        out_of_range(r, arf_sgn(x), false, rnd);
    else
        arf_get_mpfr(r, x, rnd);
}

/* An end of the ball v rounded in direction rnd; true if the other end rounds likewise. */
static bool end_of_ball(mpfr_t r, const arb_t v, mpfr_rnd_t rnd, slong bits)
{
    arf_t lower, upper;
    mpfr_t other;
    bool agree;

    arf_init(lower);
    arf_init(upper);
    mpfr_init2(other, mpfr_get_prec(r));
    arb_get_lbound_arf(lower, v, bits);
    arb_get_ubound_arf(upper, v, bits);
    func_from_arf(r, rnd == MPFR_RNDD ? lower : upper, rnd);
    func_from_arf(other, rnd == MPFR_RNDD ? upper : lower, rnd);
    agree = mpfr_equal_p(r, other);
    mpfr_clear(other);
    arf_clear(lower);
    arf_clear(upper);
    return agree;
}

typedef void arb_function(arb_t r, const arb_t x, slong bits);

/* r = |f(x)| or f(x), rounded in direction rnd. Where Arb cannot tell a finite value, the
 * bound is infinite (or 0, below an absolute value): still true. */
static void value_at(mpfr_t r, arb_function *f, bool absolute, const mpfr_t x,
                     mpfr_rnd_t rnd)
{
    slong bits = mpfr_get_prec(r) + 32;
    slong most = 4 * bits + 2 * mpfr_get_prec(x) + 256;
    bool done = false;
    arb_t at, v;

    arb_init(at);
    arb_init(v);
    arf_set_mpfr(arb_midref(at), x);
    while (!done && bits <= most) {
        f(v, at, bits);
        if (absolute)
            arb_abs(v, v);
        if (arb_is_finite(v))
            done = end_of_ball(r, v, rnd, bits);
        else if (absolute && rnd == MPFR_RNDD)
            mpfr_set_zero(r, 1);
        else
            mpfr_set_inf(r, rnd == MPFR_RNDD ? -1 : 1);
        bits *= 2;
    }
    arb_clear(at);
    arb_clear(v);
}

/* Gamma(2^32) > ((2^32)/e)^(2^32) / 2^32 > 2^(2^37 - 32): beyond every MPFR number with
 * its usual exponents, and Gamma rises from there. */
static void abs_gamma(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    if (mpfr_cmp_ui_2exp(x, 1, 32) >= 0)
        out_of_range(r, 1, true, rnd);
    else
        value_at(r, arb_gamma, true, x, rnd);
}

/* ---- gaps -------------------------------------------------------------------- */

static bool is_pole(const mpfr_t x)
{
    return mpfr_integer_p(x) && mpfr_sgn(x) <= 0;
}

/* The least whole number above x, exactly. */
static void next_integer(mpfr_t r, const mpfr_t x)
{
    mpfr_set_prec(r, mpfr_get_prec(x) + 64);
    mpfr_floor(r, x);
    mpfr_add_ui(r, r, 1, MPFR_RNDU);
}

/* A pole lies inside u if the least whole number above u.lo is one and lies below u.hi.
 * Beyond 2^62 that number might not be found exactly; "yes" then leads to the whole line,
 * which is always true. */
static bool pole_inside(const struct ival *u)
{
    bool inside;
    mpfr_t m;

    if (mpfr_sgn(u->lo) >= 0 || ival_is_point(u))
        return false;
    if (mpfr_inf_p(u->lo) || mpfr_get_exp(u->lo) > 62)
        return true;
    mpfr_init2(m, MPFR_PREC_MIN);
    next_integer(m, u->lo);
    inside = mpfr_sgn(m) <= 0 && mpfr_less_p(m, u->hi);
    mpfr_clear(m);
    return inside;
}

/* Settles the intervals that have no points or a pole inside. */
static bool settled_by_poles(struct ival *r, const struct ival *u)
{
    if (ival_is_point(u) && is_pole(u->lo))
        ival_set_empty(r);
    else if (pole_inside(u))
        ival_set_whole(r);
    else
        return false;
    return true;
}

/* ---- digamma ----------------------------------------------------------------- */

bool func_digamma(struct ival *r, const struct ival *u)
{
    struct ival t;
    bool pole_lo = is_pole(u->lo), pole_hi = is_pole(u->hi);

    if (settled_by_poles(r, u))
        return false;
    ival_init_like(&t, r);
    if (pole_lo)
        mpfr_set_inf(t.lo, -1);
    else
        value_at(t.lo, arb_digamma, false, u->lo, MPFR_RNDD);
    if (pole_hi || mpfr_inf_p(u->hi))
        mpfr_set_inf(t.hi, 1);
    else
        value_at(t.hi, arb_digamma, false, u->hi, MPFR_RNDU);
    ival_give(r, &t);
    return !pole_lo && !pole_hi;
}

/* ---- gamma ------------------------------------------------------------------- */

/* The sign of psi(x), or 0 if four times `bits` do not tell. */
static int slope(const arf_t x, slong bits)
{
    int sign = 0;
    arb_t at, v;

    arb_init(at);
    arb_init(v);
    arb_set_arf(at, x);
    for (slong most = 4 * bits; sign == 0 && bits <= most; bits *= 2) {
        arb_digamma(v, at, bits);
        sign = arb_is_positive(v) - arb_is_negative(v);
    }
    arb_clear(at);
    arb_clear(v);
    return sign;
}

static int slope_at(const mpfr_t x)
{
    arf_t at;
    int sign;

    arf_init(at);
    arf_set_mpfr(at, x);
    sign = slope(at, mpfr_get_prec(x) + 64);
    arf_clear(at);
    return sign;
}

/* A lower bound of the valley's bottom, which is within `width` of c. By convexity
 *   ln|Gamma|(x0) >= ln|Gamma|(c) + psi(c) (x0 - c) >= ln|Gamma|(c) - |psi(c)| width,
 * and e^-d >= 1 - d. The error is of second order in the width. False while it is above
 * 2^-(bits + 16). */
static bool bottom_from(arb_t bottom, const arf_t c, const arf_t width, slong bits,
                        slong work)
{
    bool fine;
    arb_t at, d;

    arb_init(at);
    arb_init(d);
    arb_set_arf(at, c);
    arb_digamma(d, at, work);
    arb_abs(d, d);
    arb_mul_arf(d, d, width, work);
    fine = arb_is_finite(d) && arf_cmpabs_2exp_si(arb_midref(d), -bits - 16) < 0;
    arb_gamma(bottom, at, work);
    arb_abs(bottom, bottom);
    arb_neg(d, d);
    arb_add_ui(d, d, 1, work);
    arb_mul(bottom, bottom, d, work);
    arb_clear(at);
    arb_clear(d);
    return fine;
}

/* bottom = a lower bound of |Gamma| on (from, from + 1), by bisection of psi: its zero is
 * always within `width` of c. The sign after some steps asks for about as many bits. */
static void bisect_gap(arb_t bottom, const mpfr_t from, slong bits)
{
    slong spare = 64 + mpfr_get_exp(from); /* from is not 0 */
    int sign = -1;
    bool fine = false;
    arf_t a, c, width;

    arf_init(a);
    arf_init(c);
    arf_init(width);
    arf_set_mpfr(a, from);
    arf_one(width);
    for (slong steps = 0; sign != 0 && !fine && steps < 2 * bits + 64; steps++) {
        arf_mul_2exp_si(width, width, -1);
        arf_add(c, a, width, ARF_PREC_EXACT, ARF_RND_DOWN);
        sign = slope(c, steps + spare);
        if (sign == 0 || 2 * steps > bits)
            fine = bottom_from(bottom, c, width, bits, bits + spare);
        if (sign < 0)
            arf_set(a, c);
    }
    arf_clear(a);
    arf_clear(c);
    arf_clear(width);
}

static void lower_bound_of_gap(mpfr_t r, const mpfr_t from)
{
    slong bits = mpfr_get_prec(r);
    arb_t bottom;

    arb_init(bottom);
    bisect_gap(bottom, from, bits);
    mpfr_set_zero(r, 1);
    if (arb_is_finite(bottom) && arb_is_positive(bottom))
        end_of_ball(r, bottom, MPFR_RNDD, bits + 64);
    arb_clear(bottom);
}

/* The left end of the gap u is in. For (0, inf) it is 1: the bottom there, at 1.4616, is
 * in (1, 2), for Gamma(1) = Gamma(2) (Rolle). */
static void gap_of(mpfr_t from, const struct ival *u)
{
    if (mpfr_sgn(u->lo) >= 0) {
        mpfr_set_ui(from, 1, MPFR_RNDN);
    } else {
        next_integer(from, u->lo);
        mpfr_sub_ui(from, from, 1, MPFR_RNDN);
    }
}

/* |Gamma| at an end, or the limit there. */
static void abs_gamma_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    if (is_pole(x) || mpfr_inf_p(x))
        mpfr_set_inf(r, 1);
    else
        abs_gamma(r, x, rnd);
}

/* |Gamma| on u, which has no pole inside. */
static void valley(struct ival *t, const struct ival *u, const mpfr_t gap)
{
    int at_lo = is_pole(u->lo) ? -1 : slope_at(u->lo);
    int at_hi = is_pole(u->hi) || mpfr_inf_p(u->hi) ? 1 : slope_at(u->hi);
    struct ival w;

    ival_init_like(&w, t);
    abs_gamma_end(w.lo, u->lo, MPFR_RNDU);
    abs_gamma_end(w.hi, u->hi, MPFR_RNDU);
    mpfr_max(t->hi, w.lo, w.hi, MPFR_RNDU);
    if (at_lo > 0)
        abs_gamma_end(t->lo, u->lo, MPFR_RNDD);
    else if (at_hi < 0)
        abs_gamma_end(t->lo, u->hi, MPFR_RNDD);
    else
        lower_bound_of_gap(t->lo, gap);
    ival_clear(&w);
}

static bool is_even(const mpfr_t whole)
{
    mpz_t n;
    bool even;

    mpz_init(n);
    mpfr_get_z(n, whole, MPFR_RNDN);
    even = mpz_even_p(n);
    mpz_clear(n);
    return even;
}

/* The gap (0, inf), here named by 1, has the sign +, as have those that start at an even
 * number: (-2, -1), (-4, -3), ... */
bool func_gamma(struct ival *r, const struct ival *u)
{
    bool defined = !is_pole(u->lo) && !is_pole(u->hi);
    struct ival t;
    mpfr_t gap;

    if (settled_by_poles(r, u))
        return false;
    mpfr_init2(gap, MPFR_PREC_MIN);
    gap_of(gap, u);
    ival_init_like(&t, r);
    valley(&t, u, gap);
    if (mpfr_sgn(gap) < 0 && !is_even(gap))
        ival_neg(&t, &t);
    ival_give(r, &t);
    mpfr_clear(gap);
    return defined;
}
