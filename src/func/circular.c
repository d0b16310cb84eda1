/* circular.c: sine, cosine and their quotients on intervals.
 *
 * The line is cut into pieces of length pi at the seams (k - h/2) pi:
 *
 *     h = 1   ... -pi/2   pi/2   3pi/2 ...     extrema of sin, poles of tan and sec
 *     h = 0   ...   0      pi     2 pi ...     extrema of cos, poles of cot and csc
 *
 * The number x lies in piece k = floor(x/pi + h/2), between seams k and k + 1. How many
 * seams lie between the ends of an interval, and which, decides everything.
 *
 * An MPFR number is rational, and a rational x != 0 is no rational multiple of pi
 * (Lambert 1761: pi is irrational). So only the seam 0 is ever hit, and for x != 0 a
 * good enough enclosure of x/pi always separates x from the nearest seam. */
#include "func/internal.h"

/* Beyond 2^HUGE_EXPONENT pi would be needed to that many bits: not worth it. */
enum { HUGE_EXPONENT = 1 << 16 };

static mpfr_prec_t greater(mpfr_prec_t a, mpfr_prec_t b)
{
    return a > b ? a : b;
}

static bool can_reduce(const mpfr_t x)
{
    return !mpfr_inf_p(x) && (mpfr_zero_p(x) || mpfr_get_exp(x) <= HUGE_EXPONENT);
}

/* k = floor(x/pi + h/2) if `bits` bits of pi settle it. For x > 0 the quotient by a
 * greater pi is smaller, for x < 0 it is the other way round. */
static bool try_piece(mpz_t k, const mpfr_t x, unsigned h, mpfr_prec_t bits)
{
    bool positive = mpfr_sgn(x) > 0, settled;
    struct ival q, pi;
    mpz_t upper;

    ival_init(&q, bits);
    ival_init(&pi, bits);
    mpz_init(upper);
    mpfr_const_pi(pi.lo, MPFR_RNDD);
    mpfr_const_pi(pi.hi, MPFR_RNDU);
    mpfr_div(q.lo, x, positive ? pi.hi : pi.lo, MPFR_RNDD);
    mpfr_div(q.hi, x, positive ? pi.lo : pi.hi, MPFR_RNDU);
    if (h) {
        mpfr_add_d(q.lo, q.lo, 0.5, MPFR_RNDD);
        mpfr_add_d(q.hi, q.hi, 0.5, MPFR_RNDU);
    }
    mpfr_get_z(k, q.lo, MPFR_RNDD);
    mpfr_get_z(upper, q.hi, MPFR_RNDD);
    settled = mpz_cmp(k, upper) == 0;
    mpz_clear(upper);
    ival_clear(&q);
    ival_clear(&pi);
    return settled;
}

/* The piece of x. The seam 0 belongs to the piece above it; -0 is 0 seen from below.
 * Numbers of less than 1 have no other seam near, and are seen through at once. */
static void piece(mpz_t k, const mpfr_t x, unsigned h)
{
    mpfr_prec_t bits = 64;

    if (mpfr_cmpabs_ui(x, 1) < 0) {
        mpz_set_si(k, h == 0 && mpfr_signbit(x) ? -1 : 0);
        return;
    }
    bits += mpfr_get_exp(x);
    while (!try_piece(k, x, h, bits))
        bits *= 2;
}

struct pieces {
    bool odd;  /* u.lo is in an odd piece */
    int seams; /* how many lie between u.lo and u.hi: 0, 1, or 2 for more */
};

static struct pieces pieces_of(const struct ival *u, unsigned h)
{
    struct pieces p;
    mpz_t first, last;

    mpz_inits(first, last, (mpz_ptr)0);
    piece(first, u->lo, h);
    piece(last, u->hi, h);
    p.odd = mpz_odd_p(first);
    mpz_sub(last, last, first);
    p.seams = mpz_cmp_ui(last, 1) > 0 ? 2 : mpz_sgn(last) > 0;
    mpz_clears(first, last, (mpz_ptr)0);
    return p;
}

/* ---- sine and cosine --------------------------------------------------------- */

static void monotone_wave(struct ival *t, const struct ival *u, func_end *f, bool rises)
{
    f(t->lo, rises ? u->lo : u->hi, MPFR_RNDD);
    f(t->hi, rises ? u->hi : u->lo, MPFR_RNDU);
}

/* One extremum inside: 1 if the wave rises before it, else -1. The other bound is at an
 * end. */
static void wave_with_extremum(struct ival *t, const struct ival *u, func_end *f,
                               bool rises)
{
    struct ival w;

    ival_init_like(&w, t);
    if (rises) {
        f(t->lo, u->lo, MPFR_RNDD);
        f(w.lo, u->hi, MPFR_RNDD);
        mpfr_min(t->lo, t->lo, w.lo, MPFR_RNDD);
        mpfr_set_si(t->hi, 1, MPFR_RNDU);
    } else {
        f(t->hi, u->lo, MPFR_RNDU);
        f(w.hi, u->hi, MPFR_RNDU);
        mpfr_max(t->hi, t->hi, w.hi, MPFR_RNDU);
        mpfr_set_si(t->lo, -1, MPFR_RNDD);
    }
    ival_clear(&w);
}

/* Between its extrema, seams (k - h/2) pi and the next, the wave rises for even k if it
 * is the sine and for odd k if it is the cosine. */
static bool wave(struct ival *r, const struct ival *u, func_end *f, unsigned h)
{
    struct pieces p = {.seams = 2}; /* too large or unbounded: all of [-1, 1] */
    struct ival t;
    bool rises;

    ival_init_like(&t, r);
    if (can_reduce(u->lo) && can_reduce(u->hi))
        p = pieces_of(u, h);
    rises = p.odd == (h == 0);
    switch (p.seams) {
    case 0: monotone_wave(&t, u, f, rises); break;
    case 1: wave_with_extremum(&t, u, f, rises); break;
    default: ival_set_d(&t, -1, 1); break;
    }
    ival_give(r, &t);
    return true;
}

bool func_sin(struct ival *r, const struct ival *u)
{
    return wave(r, u, mpfr_sin, 1);
}

bool func_cos(struct ival *r, const struct ival *u)
{
    return wave(r, u, mpfr_cos, 0);
}

/* ---- functions with poles ---------------------------------------------------- */

/* u without a seam inside, its ends marked as reached from within: an upper end 0 becomes
 * -0, so that MPFR's functions give the limit from below there. false: u has a seam
 * inside or is too large. */
static bool between_poles(struct ival *w, const struct ival *u, unsigned h,
                          struct pieces *p)
{
    mpfr_prec_t bits = greater(mpfr_get_prec(u->lo), mpfr_get_prec(u->hi));

    if (!can_reduce(u->lo) || !can_reduce(u->hi))
        return false;
    ival_init(w, bits);
    ival_set(w, u);
    if (h == 0 && mpfr_zero_p(w->hi))
        mpfr_set_zero(w->hi, -1);
    *p = pieces_of(w, h);
    if (p->seams == 0)
        return true;
    ival_clear(w);
    return false;
}

/* The pole at 0, of cot and csc (h = 0), is the only one an end can hit. */
static bool hits_pole(const struct ival *u, unsigned h)
{
    return h == 0 && (mpfr_zero_p(u->lo) || mpfr_zero_p(u->hi));
}

/* tan rises from -inf to inf between its poles, cot falls. An interval with a pole inside
 * has all large values of both signs: their hull is the line. */
static bool monotone_between_poles(struct ival *r, const struct ival *u, func_end *f,
                                   unsigned h)
{
    bool defined = !hits_pole(u, h);
    struct pieces p;
    struct ival w, t;

    if (!defined && ival_is_point(u)) {
        ival_set_empty(r);
        return false;
    }
    if (!between_poles(&w, u, h, &p)) {
        ival_set_whole(r);
        return false;
    }
    ival_init_like(&t, r);
    monotone_wave(&t, &w, f, h == 1);
    ival_give(r, &t);
    ival_clear(&w);
    return defined;
}

bool func_tan(struct ival *r, const struct ival *u)
{
    return monotone_between_poles(r, u, mpfr_tan, 1);
}

bool func_cot(struct ival *r, const struct ival *u)
{
    return monotone_between_poles(r, u, mpfr_cot, 0);
}

/* Between poles |sec| falls from inf to 1 and rises again; the sign is that of cos, minus
 * for odd pieces. The least |value| is 1 with the extremum, a seam of the other kind,
 * inside; the rest are values at the ends. The same goes for csc and sin. */
static bool valley_between_poles(struct ival *r, const struct ival *u, func_end *f,
                                 unsigned h)
{
    bool defined = !hits_pole(u, h), extremum;
    struct pieces p;
    struct ival w, t, at_hi;

    if (!defined && ival_is_point(u)) {
        ival_set_empty(r);
        return false;
    }
    if (!between_poles(&w, u, h, &p)) {
        ival_set_whole(r);
        return false;
    }
    extremum = pieces_of(&w, 1 - h).seams > 0;
    ival_init_like(&t, r);
    ival_init_like(&at_hi, r);
    f(t.lo, w.lo, MPFR_RNDD);
    f(t.hi, w.lo, MPFR_RNDU);
    f(at_hi.lo, w.hi, MPFR_RNDD);
    f(at_hi.hi, w.hi, MPFR_RNDU);
    ival_hull(&t, &t, &at_hi);
    if (extremum && p.odd)
        mpfr_set_si(t.hi, -1, MPFR_RNDU);
    else if (extremum)
        mpfr_set_si(t.lo, 1, MPFR_RNDD);
    ival_clear(&at_hi);
    ival_clear(&w);
    ival_give(r, &t);
    return defined;
}

bool func_sec(struct ival *r, const struct ival *u)
{
    return valley_between_poles(r, u, mpfr_sec, 1);
}

bool func_csc(struct ival *r, const struct ival *u)
{
    return valley_between_poles(r, u, mpfr_csc, 0);
}
