/* quick.c: elementary functions over intervals of doubles, with errors proved here.
 *
 * No library promises how far its exp or sin is off, so these are our own: an argument
 * reduced to a small one, and its Taylor polynomial. For each the errors are added up
 * below; ERROR is at least eight times what comes out.
 *
 *   exp x   k = round(x / ln 2), r = x - k ln 2, |r| <= 0.347. The degree 13 leaves
 *           r^14/14! < 2^-57; Horner's rule on falling terms and r's own rounding cost
 *           less than 5 * 2^-53. 2^k is exact.
 *   ln x    x = 2^k m, m in [0.7, 1.42]; m - 1 is exact (Sterbenz), s = (m - 1)/(m + 1) is
 *           off by 2 * 2^-53, |s| < 0.1716, ln m = 2 (s + s^3/3 + ... + s^21/21) leaves
 *           less than 2^-60 of it. k ln 2 is added in two parts; with k != 0 the sum is not
 *           below 0.34, so nothing cancels.
 *   sin, cos  k = round(x / (pi/2)), |k| < 2^20; pi/2 in three parts, of which the first
 *           two have 33 bits, so that k times them is exact; the third leaves k * 2^-103.
 *           |r| <= 0.79: degrees 17 and 18 leave less than 2^-63.
 *
 * J.-M. Muller: Elementary Functions, 2016; W. J. Cody, W. Waite: Software Manual for the
 * Elementary Functions, 1980 (the reduction in parts).
 */
#include "func/func.h"

#include <float.h>

static const double ERROR = 0x1p-47, /* of what the polynomials give, relative or of 1 */
    LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10,
                    HALF_PI_1 = 1.57079632673412561417e+00,
                    HALF_PI_2 = 6.07710050630396597660e-11,
                    HALF_PI_3 = 2.02226624879595063154e-21;

/* v within a relative ERROR of the truth. */
static struct bounds around(double v)
{
    double off = fabs(v) * ERROR + 1e-300;

    return (struct bounds){v - off, v + off};
}

/* ---- at a point -------------------------------------------------------------------- */

/* |x| <= 690 */
static struct bounds exp_at(double x)
{
    double k = rint(x * 1.44269504088896338700), r = (x - k * LN2_HIGH) - k * LN2_LOW;
    double sum = 1;

    for (int n = 13; n > 0; n--)
        sum = 1 + r / n * sum;
    return around(ldexp(sum, (int)k));
}

/* x > 0, a normal number */
static struct bounds ln_at(double x)
{
    int k;
    double m = frexp(x, &k), s, square, sum = 0;

    if (m < 0.70710678118654752440) {
        m *= 2;
        k--;
    }
    s = (m - 1) / (m + 1);
    square = s * s;
    for (int n = 21; n > 0; n -= 2)
        sum = sum * square + 1.0 / n;
    return around(k * LN2_HIGH + (k * LN2_LOW + 2 * s * sum));
}

static double sine_polynomial(double r)
{
    double sum = 1;

    for (int n = 16; n > 0; n -= 2)
        sum = 1 - r * r / (n * (n + 1)) * sum;
    return r * sum;
}

static double cosine_polynomial(double r)
{
    double sum = 1;

    for (int n = 17; n > 0; n -= 2)
        sum = 1 - r * r / (n * (n + 1)) * sum;
    return sum;
}

/* sin(x + quarters * pi/2), |x| <= 2^20. A sine far from 0 is known to ERROR, not to a part
 * of itself: r is small there only by cancellation. */
static struct bounds sine_at(double x, int quarters)
{
    double k = rint(x * 6.36619772367581382433e-01), v;
    double r = ((x - k * HALF_PI_1) - k * HALF_PI_2) - k * HALF_PI_3;
    int quadrant = ((int)fmod(k, 4) + quarters + 8) % 4;

    v = quadrant % 2 ? cosine_polynomial(r) : sine_polynomial(r);
    if (quadrant >= 2)
        v = -v;
    if (k == 0 && quadrant % 2 == 0)
        return around(v);
    return (struct bounds){fmax(v - ERROR, -1), fmin(v + ERROR, 1)};
}

static struct bounds sinh_at(double x)
{
    struct bounds up = exp_at(x), down = exp_at(-x),
                  two = bounds_sub(up, down); /* near 0 wide, but right */

    return (struct bounds){two.lo / 2, two.hi / 2};
}

static struct bounds sigmoid_at(double x)
{
    struct bounds one = {1, 1};

    return bounds_div(one, bounds_add(one, exp_at(-x)));
}

/* ---- over an interval ----------------------------------------------------------------- */

static bool give(struct bounds lo, struct bounds hi, struct bounds *r)
{
    *r = (struct bounds){lo.lo, hi.hi};
    return bounds_ok(*r);
}

static bool small(struct bounds u, double limit)
{
    return u.lo >= -limit && u.hi <= limit;
}

/* Does [lo, hi] hold a point top + 2 pi n? `true` where it only nearly does. */
static bool holds_turn(struct bounds u, double top)
{
    const double turn = 6.28318530717958647693, slack = 1e-8;

    return floor((u.hi + slack - top) / turn) != floor((u.lo - slack - top) / turn);
}

/* sin(u + quarters * pi/2) */
static bool wave(struct bounds u, int quarters, struct bounds *r)
{
    const double half_pi = 1.57079632679489661923;
    double top = half_pi * (1 - quarters);
    struct bounds a, b;

    if (!small(u, 0x1p20))
        return false;
    a = sine_at(u.lo, quarters);
    b = sine_at(u.hi, quarters);
    r->lo = holds_turn(u, top - 2 * half_pi) ? -1 : fmin(a.lo, b.lo);
    r->hi = holds_turn(u, top) ? 1 : fmax(a.hi, b.hi);
    return true;
}

/* Between two poles: the cosine has no zero there, and the tangent rises. */
static bool tangent(struct bounds u, struct bounds *r)
{
    struct bounds cosine;

    return wave(u, 1, &cosine) && bounds_sign(cosine) &&
           give(bounds_div(sine_at(u.lo, 0), sine_at(u.lo, 1)),
                bounds_div(sine_at(u.hi, 0), sine_at(u.hi, 1)), r);
}

static bool cosh_over(struct bounds u, struct bounds *r)
{
    double far = fmax(fabs(u.lo), fabs(u.hi));
    double near = bounds_sign(u) ? fmin(fabs(u.lo), fabs(u.hi)) : 0;
    struct bounds a = bounds_add(exp_at(near), exp_at(-near)),
                  b = bounds_add(exp_at(far), exp_at(-far));

    *r = (struct bounds){a.lo / 2, b.hi / 2};
    return bounds_ok(*r);
}

bool func_quick(enum func_id f, struct bounds u, struct bounds *r)
{
    const double most = 600; /* e^600 is finite, and so is its square root's like */
    bool positive = u.lo >= DBL_MIN && u.hi < 1e300;

    switch (f) {
    case FN_EXP: return small(u, most) && give(exp_at(u.lo), exp_at(u.hi), r);
    case FN_LN: return positive && give(ln_at(u.lo), ln_at(u.hi), r);
    case FN_SIN: return wave(u, 0, r);
    case FN_COS: return wave(u, 1, r);
    case FN_TAN: return tangent(u, r);
    case FN_SINH: return small(u, most) && give(sinh_at(u.lo), sinh_at(u.hi), r);
    case FN_COSH: return small(u, most) && cosh_over(u, r);
    case FN_SIGMOID: return small(u, most) && give(sigmoid_at(u.lo), sigmoid_at(u.hi), r);
    case FN_ABS:
        *r = u.lo >= 0   ? u
             : u.hi <= 0 ? bounds_neg(u)
                         : (struct bounds){0, fmax(-u.lo, u.hi)};
        return true;
    default: return false;
    }
}
