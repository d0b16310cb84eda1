/* ivalpow.c: squares, whole powers, roots and real powers of intervals.
 *
 * Arguments may be the result, as in ival.c. 0 and inf stand for limits at open ends. */
#include "base/base.h"

/* x^n, or the real n-th root of x. */
struct power {
    long n;
    bool root;
};

static void power_end(mpfr_t r, const mpfr_t x, struct power p, mpfr_rnd_t rnd)
{
    if (p.root)
        mpfr_rootn_si(r, x, p.n, rnd);
    else
        mpfr_pow_si(r, x, p.n, rnd);
}

/* a without the points an even exponent does not need: a root has [0, inf) as its domain,
 * and the power of |a| is that of a. The ends stay exact. Ends its life by ival_clear. */
static struct ival even_part(const struct ival *a, bool root)
{
    mpfr_prec_t lo_bits = mpfr_get_prec(a->lo), hi_bits = mpfr_get_prec(a->hi);
    struct ival e;

    ival_init(&e, lo_bits > hi_bits ? lo_bits : hi_bits);
    ival_set(&e, a);
    if (ival_is_empty(a) || mpfr_sgn(a->lo) >= 0)
        return e;
    if (root && mpfr_sgn(a->hi) < 0) {
        ival_set_empty(&e);
        return e;
    }
    if (!root && mpfr_sgn(a->hi) <= 0) {
        ival_neg(&e, a);
        return e;
    }
    if (!root && mpfr_cmpabs(a->lo, a->hi) > 0)
        mpfr_neg(e.hi, a->lo, MPFR_RNDN);
    mpfr_set_zero(e.lo, 1);
    return e;
}

/* With n > 0 the function increases on all of a; with n < 0 it decreases on each side of
 * its pole at zero. */
static void power_pieces(struct ival *r, const struct ival *a, struct power p)
{
    struct ival t;

    if (ival_is_empty(a) || (p.n < 0 && mpfr_zero_p(a->lo) && mpfr_zero_p(a->hi))) {
        ival_set_empty(r);
        return;
    }
    if (p.n < 0 && mpfr_sgn(a->lo) < 0 && mpfr_sgn(a->hi) > 0) {
        ival_set_whole(r);
        return;
    }
    ival_init_like(&t, r);
    if (p.n > 0) {
        power_end(t.lo, a->lo, p, MPFR_RNDD);
        power_end(t.hi, a->hi, p, MPFR_RNDU);
    } else {
        if (mpfr_zero_p(a->hi))
            mpfr_set_inf(t.lo, -1);
        else
            power_end(t.lo, a->hi, p, MPFR_RNDD);
        if (mpfr_zero_p(a->lo))
            mpfr_set_inf(t.hi, 1);
        else
            power_end(t.hi, a->lo, p, MPFR_RNDU);
    }
    ival_give(r, &t);
}

static void power(struct ival *r, const struct ival *a, struct power p)
{
    struct ival even;

    if (p.n % 2) {
        power_pieces(r, a, p);
        return;
    }
    even = even_part(a, p.root);
    power_pieces(r, &even, p);
    ival_clear(&even);
}

void ival_sqr(struct ival *r, const struct ival *a)
{
    power(r, a, (struct power){.n = 2});
}

void ival_pown(struct ival *r, const struct ival *a, long n)
{
    if (n != 0)
        power(r, a, (struct power){.n = n});
    else if (ival_is_empty(a))
        ival_set_empty(r);
    else
        ival_set_si(r, 1);
}

void ival_rootn(struct ival *r, const struct ival *a, long n)
{
    if (n == 0)
        ival_set_empty(r);
    else
        power(r, a, (struct power){.n = n, .root = true});
}

/* x^y = exp(y ln x): what was said of products in ival.c holds with ln x for x. For fixed
 * x < 1 the power falls with y, for x >= 1 it does not. MPFR's 0^0 = inf^0 = 1^inf = 1
 * agree with 0 * inf = 0 in the exponent. lo >= 0, not both 0. */
static void pow_corners(struct ival *r, const struct ival *a, const struct ival *b)
{
    bool falls_lo = mpfr_cmp_ui(a->lo, 1) < 0, falls_hi = mpfr_cmp_ui(a->hi, 1) < 0;
    struct ival t, w;

    ival_init_like(&t, r);
    ival_init_like(&w, r);
    mpfr_pow(t.lo, a->lo, falls_lo ? b->hi : b->lo, MPFR_RNDD);
    mpfr_pow(w.lo, a->hi, falls_hi ? b->hi : b->lo, MPFR_RNDD);
    mpfr_pow(t.hi, a->lo, falls_lo ? b->lo : b->hi, MPFR_RNDU);
    mpfr_pow(w.hi, a->hi, falls_hi ? b->lo : b->hi, MPFR_RNDU);
    mpfr_min(t.lo, t.lo, w.lo, MPFR_RNDD);
    mpfr_max(t.hi, t.hi, w.hi, MPFR_RNDU);
    ival_clear(&w);
    ival_give(r, &t);
}

void ival_pow(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival base;

    if (ival_is_empty(a) || ival_is_empty(b) || mpfr_sgn(a->hi) < 0) {
        ival_set_empty(r);
    } else if (mpfr_zero_p(a->hi)) {
        if (mpfr_sgn(b->hi) > 0)
            ival_set_si(r, 0);
        else
            ival_set_empty(r);
    } else {
        base = even_part(a, true);
        pow_corners(r, &base, b);
        ival_clear(&base);
    }
}
