/* ival.c: intervals as sets, and their sums, products and quotients.
 *
 * An end is computed once, in the rounding mode that moves it outward. Results are built
 * in a scratch interval and swapped in last, so that arguments may be the result.
 *
 * The end of an unbounded interval is the limit of its points, not a point: with x -> 0
 * fixed at 0 and y -> inf the product x*y stays 0, hence 0 * inf is 0 here. */
#include "base/base.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* ---- life -------------------------------------------------------------------- */

void ival_init(struct ival *v, mpfr_prec_t bits)
{
    mpfr_init2(v->lo, bits);
    mpfr_init2(v->hi, bits);
}

void ival_clear(struct ival *v)
{
    mpfr_clear(v->lo);
    mpfr_clear(v->hi);
}

struct row_of_ivals {
    size_t n;
    struct ival v[];
};

static void clear_row(void *what)
{
    struct row_of_ivals *row = what;

    for (size_t i = 0; i < row->n; i++)
        ival_clear(&row->v[i]);
}

struct ival *ival_array(struct arena *a, size_t n, mpfr_prec_t bits)
{
    struct row_of_ivals *row;

    if (n > (SIZE_MAX - sizeof *row) / sizeof row->v[0])
        abort();
    row = arena_alloc(a, sizeof *row + n * sizeof row->v[0]);
    row->n = n;
    for (size_t i = 0; i < n; i++)
        ival_init(&row->v[i], bits);
    arena_defer(a, clear_row, row);
    return row->v;
}

void ival_init_like(struct ival *t, const struct ival *r)
{
    mpfr_init2(t->lo, mpfr_get_prec(r->lo));
    mpfr_init2(t->hi, mpfr_get_prec(r->hi));
}

/* There is one zero: -0 would turn up again as a quotient's sign. */
static void one_zero(struct ival *r)
{
    if (mpfr_zero_p(r->lo))
        mpfr_set_zero(r->lo, 1);
    if (mpfr_zero_p(r->hi))
        mpfr_set_zero(r->hi, 1);
}

void ival_give(struct ival *r, struct ival *t)
{
    mpfr_swap(r->lo, t->lo);
    mpfr_swap(r->hi, t->hi);
    ival_clear(t);
    one_zero(r);
}

/* ---- setting ----------------------------------------------------------------- */

void ival_set(struct ival *r, const struct ival *v)
{
    mpfr_set(r->lo, v->lo, MPFR_RNDD);
    mpfr_set(r->hi, v->hi, MPFR_RNDU);
    one_zero(r);
}

void ival_set_d(struct ival *r, double lo, double hi)
{
    if (!(lo <= hi)) {
        ival_set_empty(r);
        return;
    }
    mpfr_set_d(r->lo, lo, MPFR_RNDD);
    mpfr_set_d(r->hi, hi, MPFR_RNDU);
    one_zero(r);
}

void ival_set_si(struct ival *r, long v)
{
    mpfr_set_si(r->lo, v, MPFR_RNDD);
    mpfr_set_si(r->hi, v, MPFR_RNDU);
}

void ival_set_empty(struct ival *r)
{
    mpfr_set_nan(r->lo);
    mpfr_set_nan(r->hi);
}

void ival_set_whole(struct ival *r)
{
    mpfr_set_inf(r->lo, -1);
    mpfr_set_inf(r->hi, 1);
}

/* ---- questions --------------------------------------------------------------- */

bool ival_is_empty(const struct ival *v)
{
    return mpfr_nan_p(v->lo) || mpfr_nan_p(v->hi);
}

bool ival_is_whole(const struct ival *v)
{
    return mpfr_inf_p(v->lo) && mpfr_inf_p(v->hi);
}

bool ival_is_bounded(const struct ival *v)
{
    return !mpfr_inf_p(v->lo) && !mpfr_inf_p(v->hi);
}

bool ival_is_point(const struct ival *v)
{
    return mpfr_equal_p(v->lo, v->hi);
}

bool ival_has_zero(const struct ival *v)
{
    return !ival_is_empty(v) && mpfr_sgn(v->lo) <= 0 && mpfr_sgn(v->hi) >= 0;
}

bool ival_inside(const struct ival *a, const struct ival *b)
{
    return ival_is_empty(a) ||
           (mpfr_lessequal_p(b->lo, a->lo) && mpfr_lessequal_p(a->hi, b->hi));
}

/* Infinity is no point, so [1, inf] lies in the interior of [0, inf]. */
bool ival_interior(const struct ival *a, const struct ival *b)
{
    if (ival_is_empty(a))
        return true;
    if (ival_is_empty(b))
        return false;
    return (mpfr_less_p(b->lo, a->lo) || mpfr_inf_p(b->lo)) &&
           (mpfr_less_p(a->hi, b->hi) || mpfr_inf_p(b->hi));
}

bool ival_disjoint(const struct ival *a, const struct ival *b)
{
    return ival_is_empty(a) || ival_is_empty(b) || mpfr_less_p(a->hi, b->lo) ||
           mpfr_less_p(b->hi, a->lo);
}

int ival_sign(const struct ival *v)
{
    if (ival_is_empty(v))
        return 0;
    return (mpfr_sgn(v->lo) > 0) - (mpfr_sgn(v->hi) < 0);
}

/* ---- sets of sets ------------------------------------------------------------ */

/* With more bits than the result, two ends may cross only by rounding: whether the
 * intervals meet is asked of the exact ends. */
void ival_meet(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival t;

    if (ival_disjoint(a, b)) {
        ival_set_empty(r);
        return;
    }
    ival_init_like(&t, r);
    mpfr_max(t.lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_min(t.hi, a->hi, b->hi, MPFR_RNDU);
    ival_give(r, &t);
}

void ival_hull(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival t;

    if (ival_is_empty(a) || ival_is_empty(b)) {
        ival_set(r, ival_is_empty(a) ? b : a);
        return;
    }
    ival_init_like(&t, r);
    mpfr_min(t.lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_max(t.hi, a->hi, b->hi, MPFR_RNDU);
    ival_give(r, &t);
}

/* ---- doubles ----------------------------------------------------------------- */

double ival_lo_d(const struct ival *v)
{
    return mpfr_get_d(v->lo, MPFR_RNDD);
}

double ival_hi_d(const struct ival *v)
{
    return mpfr_get_d(v->hi, MPFR_RNDU);
}

static double clamp_to_finite(double x)
{
    return fmax(-DBL_MAX, fmin(x, DBL_MAX));
}

/* A number beyond the one finite end e, on the side of zero's sign `away`. Halving at
 * these numbers again and again doubles its way outward: -5, 0, 1, 3, 7, ... */
static double beyond(double e, double away)
{
    return away * e < 0 ? 0 : clamp_to_finite(2 * e + away);
}

static double middle(const struct ival *v)
{
    mpfr_prec_t lo_bits = mpfr_get_prec(v->lo), hi_bits = mpfr_get_prec(v->hi);
    mpfr_t m;
    double d;

    mpfr_init2(m, 1 + (lo_bits > hi_bits ? lo_bits : hi_bits));
    mpfr_add(m, v->lo, v->hi, MPFR_RNDN);
    mpfr_div_2ui(m, m, 1, MPFR_RNDN);
    d = mpfr_get_d(m, MPFR_RNDN);
    mpfr_clear(m);
    return clamp_to_finite(d);
}

double ival_mid_d(const struct ival *v)
{
    if (ival_is_empty(v))
        return NAN;
    if (ival_is_whole(v))
        return 0;
    if (mpfr_inf_p(v->hi))
        return beyond(mpfr_get_d(v->lo, MPFR_RNDN), 1);
    if (mpfr_inf_p(v->lo))
        return beyond(mpfr_get_d(v->hi, MPFR_RNDN), -1);
    return middle(v);
}

/* ---- arithmetic -------------------------------------------------------------- */

/* Most operations of two intervals are empty as soon as one argument is. */
static bool lacks_argument(struct ival *r, const struct ival *a, const struct ival *b)
{
    if (!ival_is_empty(a) && !ival_is_empty(b))
        return false;
    ival_set_empty(r);
    return true;
}

void ival_neg(struct ival *r, const struct ival *a)
{
    struct ival t;

    ival_init_like(&t, r);
    mpfr_neg(t.lo, a->hi, MPFR_RNDD);
    mpfr_neg(t.hi, a->lo, MPFR_RNDU);
    ival_give(r, &t);
}

void ival_add(struct ival *r, const struct ival *a, const struct ival *b)
{
    if (lacks_argument(r, a, b))
        return;
    mpfr_add(r->lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_add(r->hi, a->hi, b->hi, MPFR_RNDU);
    one_zero(r);
}

void ival_sub(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival t;

    if (lacks_argument(r, a, b))
        return;
    ival_init_like(&t, r);
    mpfr_sub(t.lo, a->lo, b->hi, MPFR_RNDD);
    mpfr_sub(t.hi, a->hi, b->lo, MPFR_RNDU);
    ival_give(r, &t);
}

static void times(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    if (mpfr_zero_p(x) || mpfr_zero_p(y))
        mpfr_set_zero(r, 1);
    else
        mpfr_mul(r, x, y, rnd);
}

/* For fixed x the product is linear in y, so least at b.lo when x >= 0 and at b.hi when
 * not. That least value, as a function of x, is the minimum of two linear ones: concave,
 * hence least at an end of a. Greatest values likewise. */
void ival_mul(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival t, w;
    bool falls_lo, falls_hi;

    if (lacks_argument(r, a, b))
        return;
    falls_lo = mpfr_sgn(a->lo) < 0;
    falls_hi = mpfr_sgn(a->hi) < 0;
    ival_init_like(&t, r);
    ival_init_like(&w, r);
    times(t.lo, a->lo, falls_lo ? b->hi : b->lo, MPFR_RNDD);
    times(w.lo, a->hi, falls_hi ? b->hi : b->lo, MPFR_RNDD);
    times(t.hi, a->lo, falls_lo ? b->lo : b->hi, MPFR_RNDU);
    times(w.hi, a->hi, falls_hi ? b->lo : b->hi, MPFR_RNDU);
    mpfr_min(t.lo, t.lo, w.lo, MPFR_RNDD);
    mpfr_max(t.hi, t.hi, w.hi, MPFR_RNDU);
    ival_clear(&w);
    ival_give(r, &t);
}

/* x/y, where y may be 0 or infinite as a limit; `away` is the sign of x/0. */
static void over(mpfr_t r, const mpfr_t x, const mpfr_t y, int away, mpfr_rnd_t rnd)
{
    if (mpfr_zero_p(x) || mpfr_inf_p(y))
        mpfr_set_zero(r, 1);
    else if (mpfr_zero_p(y))
        mpfr_set_inf(r, away);
    else
        mpfr_div(r, x, y, rnd);
}

/* b is on one side of zero, perhaps with zero as an end. x/y grows with x for y > 0 and
 * falls for y < 0, so the lower end comes from one end p of a; that quotient is least
 * over y nearest to zero if it is negative, and farthest from zero if not. */
static void divide_one_sided(struct ival *r, const struct ival *a, const struct ival *b)
{
    bool positive = mpfr_sgn(b->hi) > 0;
    int side = positive ? 1 : -1;
    mpfr_srcptr near = positive ? b->lo : b->hi, far = positive ? b->hi : b->lo;
    mpfr_srcptr p = positive ? a->lo : a->hi, q = positive ? a->hi : a->lo;
    struct ival t;

    ival_init_like(&t, r);
    over(t.lo, p, mpfr_sgn(p) * side < 0 ? near : far, -1, MPFR_RNDD);
    over(t.hi, q, mpfr_sgn(q) * side > 0 ? near : far, 1, MPFR_RNDU);
    ival_give(r, &t);
}

void ival_div(struct ival *r, const struct ival *a, const struct ival *b)
{
    if (lacks_argument(r, a, b))
        return;
    if (mpfr_zero_p(b->lo) && mpfr_zero_p(b->hi))
        ival_set_empty(r);
    else if (mpfr_zero_p(a->lo) && mpfr_zero_p(a->hi))
        ival_set_si(r, 0);
    else if (mpfr_sgn(b->lo) < 0 && mpfr_sgn(b->hi) > 0)
        ival_set_whole(r);
    else
        divide_one_sided(r, a, b);
}

void ival_min(struct ival *r, const struct ival *a, const struct ival *b)
{
    if (lacks_argument(r, a, b))
        return;
    mpfr_min(r->lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_min(r->hi, a->hi, b->hi, MPFR_RNDU);
    one_zero(r);
}

void ival_max(struct ival *r, const struct ival *a, const struct ival *b)
{
    if (lacks_argument(r, a, b))
        return;
    mpfr_max(r->lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_max(r->hi, a->hi, b->hi, MPFR_RNDU);
    one_zero(r);
}
