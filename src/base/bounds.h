/* bounds.h: intervals with doubles as ends, for first passes where speed counts.
 *
 * IEEE 754 gives sums, products, quotients and square roots within half a unit in the last
 * place, that is within 2^-53 of their size, or 2^-1075 where they underflow. Each end is
 * moved outward by more than that, so every operation contains all results. What
 * overflows is not finite, which bounds_ok tells: then nothing is claimed.
 */
#ifndef GRADUS_BOUNDS_H
#define GRADUS_BOUNDS_H

#include <math.h>
#include <stdbool.h>

struct bounds {
    double lo, hi; /* lo <= hi */
};

/* 4e-16 > 3 * 2^-53: the error of the end, of the product here, and of the difference. */
static inline double bounds_down(double v)
{
    return v - (fabs(v) * 4e-16 + 1e-300);
}

static inline double bounds_up(double v)
{
    return v + (fabs(v) * 4e-16 + 1e-300);
}

static inline struct bounds bounds_outward(double lo, double hi)
{
    return (struct bounds){bounds_down(lo), bounds_up(hi)};
}

static inline bool bounds_ok(struct bounds a)
{
    return a.lo > -1e300 && a.hi < 1e300 && a.lo <= a.hi;
}

static inline int bounds_sign(struct bounds a)
{
    return (a.lo > 0) - (a.hi < 0);
}

static inline struct bounds bounds_add(struct bounds a, struct bounds b)
{
    return bounds_outward(a.lo + b.lo, a.hi + b.hi);
}

static inline struct bounds bounds_sub(struct bounds a, struct bounds b)
{
    return bounds_outward(a.lo - b.hi, a.hi - b.lo);
}

static inline struct bounds bounds_neg(struct bounds a)
{
    return (struct bounds){-a.hi, -a.lo};
}

static inline struct bounds bounds_mul(struct bounds a, struct bounds b)
{
    double p = a.lo * b.lo, q = a.lo * b.hi, r = a.hi * b.lo, s = a.hi * b.hi;

    return bounds_outward(fmin(fmin(p, q), fmin(r, s)), fmax(fmax(p, q), fmax(r, s)));
}

/* 0 is not in b. */
static inline struct bounds bounds_div(struct bounds a, struct bounds b)
{
    double p = a.lo / b.lo, q = a.lo / b.hi, r = a.hi / b.lo, s = a.hi / b.hi;

    return bounds_outward(fmin(fmin(p, q), fmin(r, s)), fmax(fmax(p, q), fmax(r, s)));
}

static inline struct bounds bounds_sqr(struct bounds a)
{
    double p = a.lo * a.lo, q = a.hi * a.hi;

    return (struct bounds){bounds_sign(a) ? bounds_down(fmin(p, q)) : 0,
                           bounds_up(fmax(p, q))};
}

static inline struct bounds bounds_point(double v)
{
    return (struct bounds){v, v};
}

#endif
