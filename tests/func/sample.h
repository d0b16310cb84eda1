/* sample.h: random arguments that hurt, and true values to compare with. */
#ifndef GRADUS_TESTS_FUNC_SAMPLE_H
#define GRADUS_TESTS_FUNC_SAMPLE_H

#include "func/func.h"

#include <math.h>

enum { TRUE_BITS = 400 };

/* Often a special number, else one of any size; whole, half or plain. */
static inline double sample_double(struct rng *rng)
{
    static const double hurts[] = {0,    1,    -1,  2,  -2, -3,  0.5,
                                   -0.5, -1.5, 1.5, -7, 16, 1e-9};
    double m = 2 * rng_unit(rng) - 1;

    switch (rng_below(rng, 8)) {
    case 0:
    case 1: return hurts[rng_below(rng, sizeof hurts / sizeof *hurts)];
    case 2: return m * 1000;
    case 3: return ldexp(m, (int)rng_below(rng, 120) - 60);
    default: return ldexp(m, (int)rng_below(rng, 12) - 6);
    }
}

static inline double sample_clamped(struct rng *rng, double lo, double hi)
{
    double u = rng_unit(rng), x = lo + u * (hi - lo);

    if (rng_below(rng, 3) == 0) /* near the lower or the upper end */
        x = rng_below(rng, 2) ? lo + ldexp(x - lo, -20) : hi - ldexp(hi - x, -20);
    return fmin(hi, fmax(lo, x));
}

static inline bool sample_whole(double x)
{
    return x == floor(x);
}

/* Is f defined at x? Written anew, so that the kernels are not their own judges. */
static inline bool sample_defined(enum func_id f, double x)
{
    switch (f) {
    case FN_SQRT: return x >= 0;
    case FN_LN:
    case FN_LOG10:
    case FN_LOG2: return x > 0;
    case FN_COT:
    case FN_CSC: return x != 0;
    case FN_ASIN:
    case FN_ACOS: return x >= -1 && x <= 1;
    case FN_ACOSH: return x >= 1;
    case FN_ATANH: return x > -1 && x < 1;
    case FN_GAMMA:
    case FN_DIGAMMA: return x > 0 || !sample_whole(x);
    default: return true;
    }
}

/* v encloses f(x) to about TRUE_BITS bits, by Arb and, where Arb has no such function,
 * by a definition other than the kernels'. f is defined at x. */
static inline void sample_value(enum func_id f, arb_t v, double x)
{
    arb_t u;

    arb_init(u);
    arb_set_d(u, x);
    switch (f) {
    case FN_SIGN: arb_set_si(v, (x > 0) - (x < 0)); break;
    case FN_FLOOR: arb_set_d(v, floor(x)); break;
    case FN_CEIL: arb_set_d(v, ceil(x)); break;
    case FN_ABS: arb_set_d(v, fabs(x)); break;
    case FN_RELU: arb_set_d(v, fmax(x, 0)); break;
    case FN_SQRT: arb_sqrt(v, u, TRUE_BITS); break;
    case FN_CBRT:
        arb_set_d(v, fabs(x));
        arb_root_ui(v, v, 3, TRUE_BITS);
        if (x < 0)
            arb_neg(v, v);
        break;
    case FN_SIGMOID: /* (1 + tanh(u/2)) / 2 */
        arb_mul_2exp_si(v, u, -1);
        arb_tanh(v, v, TRUE_BITS + 2000);
        arb_add_ui(v, v, 1, TRUE_BITS + 2000);
        arb_mul_2exp_si(v, v, -1);
        break;
    case FN_SOFTPLUS: /* u/2 + ln(2 cosh(u/2)) */
        arb_mul_2exp_si(u, u, -1);
        arb_cosh(v, u, TRUE_BITS + 4000);
        arb_mul_2exp_si(v, v, 1);
        arb_log(v, v, TRUE_BITS + 4000);
        arb_add(v, v, u, TRUE_BITS + 4000);
        break;
    default: func_ball(f, v, u, TRUE_BITS); break;
    }
    arb_clear(u);
}

#endif
