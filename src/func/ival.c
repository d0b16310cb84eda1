/* ival.c: functions of intervals, by their shape.
 *
 * A monotone function takes its least and greatest value at the ends of an interval, so
 * one correctly rounded value in each direction is the tightest enclosure. Domains are
 * intervals here; the argument is cut to the domain first. */
#include "func/internal.h"

#include <math.h>

/* ---- functions that MPFR does not have --------------------------------------- */

static int sign_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    return mpfr_set_si(r, mpfr_sgn(x), rnd);
}

static int relu_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    if (mpfr_sgn(x) <= 0)
        return mpfr_set_ui(r, 0, rnd);
    return mpfr_set(r, x, rnd);
}

static mpfr_rnd_t opposite(mpfr_rnd_t rnd)
{
    return rnd == MPFR_RNDD ? MPFR_RNDU : MPFR_RNDD;
}

/* Bits beyond those of the result: a chain of three operations that each err by less than
 * a unit in the last place then costs a unit of the result once in 2^30 times. */
enum { GUARD_BITS = 32 };

/* 1/(1 + e^-x) falls with e^-x, so that is rounded the other way. No difference is
 * taken, hence nothing cancels, and overflow and underflow err on the safe side. */
static int sigmoid_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    mpfr_rnd_t other = opposite(rnd);
    mpfr_t w, minus_x;

    mpfr_init2(minus_x, mpfr_get_prec(x));
    mpfr_init2(w, mpfr_get_prec(r) + GUARD_BITS);
    mpfr_neg(minus_x, x, MPFR_RNDN);
    mpfr_exp(w, minus_x, other);
    mpfr_add_ui(w, w, 1, other);
    mpfr_ui_div(r, 1, w, rnd);
    mpfr_clear(w);
    mpfr_clear(minus_x);
    return 0;
}

/* ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|): the exponential stays at most 1. */
static int softplus_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd)
{
    mpfr_t w, minus_abs;

    mpfr_init2(minus_abs, mpfr_get_prec(x));
    mpfr_init2(w, mpfr_get_prec(r) + GUARD_BITS);
    mpfr_abs(minus_abs, x, MPFR_RNDN);
    mpfr_neg(minus_abs, minus_abs, MPFR_RNDN);
    mpfr_exp(w, minus_abs, rnd);
    mpfr_log1p(w, w, rnd);
    if (mpfr_sgn(x) > 0)
        mpfr_add(r, w, x, rnd);
    else
        mpfr_set(r, w, rnd);
    mpfr_clear(w);
    mpfr_clear(minus_abs);
    return 0;
}

/* ---- by shape ---------------------------------------------------------------- */

static bool has_point_below(const struct ival *u, const struct func_domain *on)
{
    return mpfr_cmp_d(u->lo, on->lo) < 0 ||
           (on->lo_open && mpfr_cmp_d(u->lo, on->lo) == 0);
}

static bool has_point_above(const struct ival *u, const struct func_domain *on)
{
    return mpfr_cmp_d(u->hi, on->hi) > 0 ||
           (on->hi_open && mpfr_cmp_d(u->hi, on->hi) == 0);
}

/* w = the part of u in the domain, closed at its ends; empty if it has no point. */
static void cut(struct ival *w, const struct ival *u, const struct func_domain *on)
{
    struct ival all;

    ival_init(&all, 53);
    ival_set_d(&all, on->lo, on->hi);
    ival_meet(w, u, &all);
    ival_clear(&all);
    if (ival_is_point(w) && (has_point_below(w, on) || has_point_above(w, on)))
        ival_set_empty(w);
}

/* An interval precise enough to hold any part of u. */
static void init_part(struct ival *w, const struct ival *u)
{
    mpfr_prec_t lo_bits = mpfr_get_prec(u->lo), hi_bits = mpfr_get_prec(u->hi);
    mpfr_prec_t bits = lo_bits > hi_bits ? lo_bits : hi_bits;

    ival_init(w, bits > 53 ? bits : 53);
}

/* The values of a non-empty closed part w of the domain. */
static void shaped(struct ival *r, const struct ival *w, func_end *f,
                   enum func_shape shape)
{
    bool falls = shape == SHAPE_DECREASING ||
                 (shape == SHAPE_VALLEY && mpfr_cmpabs(w->lo, w->hi) > 0);
    mpfr_srcptr least = falls ? w->hi : w->lo, greatest = falls ? w->lo : w->hi;
    struct ival t;

    ival_init_like(&t, r);
    f(t.hi, greatest, MPFR_RNDU);
    if (shape == SHAPE_VALLEY && ival_has_zero(w)) {
        mpfr_t zero;

        mpfr_init2(zero, MPFR_PREC_MIN);
        mpfr_set_zero(zero, 1);
        f(t.lo, zero, MPFR_RNDD);
        mpfr_clear(zero);
    } else {
        f(t.lo, least, MPFR_RNDD);
    }
    ival_give(r, &t);
}

bool func_by_shape(struct ival *r, const struct ival *u, const struct func_monotone *f,
                   enum func_shape shape)
{
    bool defined =
        ival_is_empty(u) || (!has_point_below(u, &f->on) && !has_point_above(u, &f->on));
    struct ival w;

    init_part(&w, u);
    cut(&w, u, &f->on);
    if (ival_is_empty(&w))
        ival_set_empty(r);
    else
        shaped(r, &w, f->end, shape);
    ival_clear(&w);
    return defined;
}

bool func_falling_twice(struct ival *r, const struct ival *u, func_end *end)
{
    bool defined = ival_is_empty(u) || !ival_has_zero(u);
    struct ival w;

    if (ival_is_empty(u) || (ival_is_point(u) && !defined)) {
        ival_set_empty(r);
    } else if (mpfr_sgn(u->lo) < 0 && mpfr_sgn(u->hi) > 0) {
        ival_set_whole(r);
    } else {
        init_part(&w, u);
        ival_set(&w, u);
        if (mpfr_zero_p(w.hi)) /* the pole is reached from below */
            mpfr_set_zero(w.hi, -1);
        shaped(r, &w, end, SHAPE_DECREASING);
        ival_clear(&w);
    }
    return defined;
}

/* ---- steps ------------------------------------------------------------------- */

/* sign, floor and ceil take isolated values. A continuous function cannot jump between
 * them on an interval (intermediate value theorem), so it is continuous there exactly
 * if it is constant; being monotone, if its values at the ends are equal. */
static bool is_constant(func_end *f, const struct ival *u)
{
    struct ival v;
    bool constant;

    init_part(&v, u); /* values of steps need no more bits than their argument */
    f(v.lo, u->lo, MPFR_RNDN);
    f(v.hi, u->hi, MPFR_RNDN);
    constant = mpfr_equal_p(v.lo, v.hi);
    ival_clear(&v);
    return constant;
}

/* ---- the table --------------------------------------------------------------- */

#define ON_LINE(f) .monotone = {f, DOMAIN_LINE}

static const struct kernel {
    struct func_monotone monotone;
    bool steps;
    func_kernel *by_hand; /* if not NULL, the rest does not count */
} kernels[FN_COUNT] = {
    [FN_SQRT] = {.monotone = {mpfr_sqrt, {0, INFINITY, false, false}}},
    [FN_CBRT] = {ON_LINE(mpfr_cbrt)},
    [FN_ABS] = {ON_LINE(mpfr_abs)},
    [FN_SIGN] = {ON_LINE(sign_end), .steps = true},
    [FN_FLOOR] = {ON_LINE(mpfr_rint_floor), .steps = true},
    [FN_CEIL] = {ON_LINE(mpfr_rint_ceil), .steps = true},
    [FN_RELU] = {ON_LINE(relu_end)},
    [FN_EXP] = {ON_LINE(mpfr_exp)},
    [FN_LN] = {.monotone = {mpfr_log, {0, INFINITY, true, false}}},
    [FN_LOG10] = {.monotone = {mpfr_log10, {0, INFINITY, true, false}}},
    [FN_LOG2] = {.monotone = {mpfr_log2, {0, INFINITY, true, false}}},
    [FN_SIGMOID] = {ON_LINE(sigmoid_end)},
    [FN_SOFTPLUS] = {ON_LINE(softplus_end)},
    [FN_SIN] = {.by_hand = func_sin},
    [FN_COS] = {.by_hand = func_cos},
    [FN_TAN] = {.by_hand = func_tan},
    [FN_COT] = {.by_hand = func_cot},
    [FN_SEC] = {.by_hand = func_sec},
    [FN_CSC] = {.by_hand = func_csc},
    [FN_ASIN] = {.monotone = {mpfr_asin, {-1, 1, false, false}}},
    [FN_ACOS] = {.monotone = {mpfr_acos, {-1, 1, false, false}}},
    [FN_ATAN] = {ON_LINE(mpfr_atan)},
    [FN_SINH] = {ON_LINE(mpfr_sinh)},
    [FN_COSH] = {ON_LINE(mpfr_cosh)},
    [FN_TANH] = {ON_LINE(mpfr_tanh)},
    [FN_ASINH] = {ON_LINE(mpfr_asinh)},
    [FN_ACOSH] = {.monotone = {mpfr_acosh, {1, INFINITY, false, false}}},
    [FN_ATANH] = {.monotone = {mpfr_atanh, {-1, 1, true, true}}},
    [FN_ERF] = {ON_LINE(mpfr_erf)},
    [FN_GAMMA] = {.by_hand = func_gamma},
    [FN_DIGAMMA] = {.by_hand = func_digamma},
};

unsigned func_ival(enum func_id f, struct ival *r, const struct ival *u)
{
    const struct kernel *k = &kernels[f];
    unsigned facts = 0;
    bool defined, continuous;

    if (ival_is_empty(u)) {
        ival_set_empty(r);
        return FACT_DEFINED | FACT_CONTINUOUS | FACT_NONZERO;
    }
    continuous = !k->steps || is_constant(k->monotone.end, u);
    defined = k->by_hand ? k->by_hand(r, u)
                         : func_by_shape(r, u, &k->monotone, func_row(f)->shape);
    if (defined)
        facts |= FACT_DEFINED;
    if (defined && continuous)
        facts |= FACT_CONTINUOUS;
    if (func_row(f)->nonzero || !ival_has_zero(r))
        facts |= FACT_NONZERO;
    return facts;
}
