/* internal.h: what the interval kernels share. */
#ifndef GRADUS_FUNC_INTERNAL_H
#define GRADUS_FUNC_INTERNAL_H

#include "func/func.h"

#include <math.h>

/* As MPFR's own functions: r = f(x) rounded in the direction rnd. For a monotone f the
 * kernel needs no more than this. At an end of the domain that is a pole, f gives the
 * limit; the sign of a zero tells the side it is reached from. */
typedef int func_end(mpfr_t r, const mpfr_t x, mpfr_rnd_t rnd);

/* Where a function is real: an interval whose ends are doubles in all our cases. */
struct func_domain {
    double lo, hi;
    bool lo_open, hi_open;
};

#define DOMAIN_LINE \
    { \
        -INFINITY, INFINITY, false, false \
    }

struct func_monotone {
    func_end *end;
    struct func_domain on;
};

/* r contains the values on u of a continuous function of the given shape (not
 * SHAPE_ANY). Tells whether it is defined on all of u. */
bool func_by_shape(struct ival *r, const struct ival *u, const struct func_monotone *f,
                   enum func_shape shape);

/* The same for a function that falls on each side of its one pole at 0. */
bool func_falling_twice(struct ival *r, const struct ival *u, func_end *end);

/* Kernels written by hand, because no shape describes the function. Each returns whether
 * the function is defined, and so continuous, on all of u, which is not empty. */
typedef bool func_kernel(struct ival *r, const struct ival *u);

func_kernel func_sin, func_cos, func_tan, func_cot, func_sec, func_csc;
func_kernel func_gamma, func_digamma;

/* x as an MPFR number, rounded in the direction rnd also where it over- or underflows. */
void func_from_arf(mpfr_t r, const arf_t x, mpfr_rnd_t rnd);

#endif
