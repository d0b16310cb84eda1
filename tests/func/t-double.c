/* t-double.c: doubles are near the true values, and NaN outside the domain. */
#include "func/func.h"

#include "tap.h"

#include "sample.h"

enum { ROUNDS = 3000 };

static const uint64_t seed = 71;

/* Relative error allowed: digamma loses digits at its zeros, so it is given an absolute
 * one there. */
static bool near(double got, const arb_t want)
{
    double w = arf_get_d(arb_midref(want), ARF_RND_NEAR);

    if (isinf(w) || fabs(w) > 1e300)
        return isinf(got) || fabs(got) > 1e299;
    return fabs(got - w) <= 4e-15 * fmax(fabs(w), 1e-3) ||
           fabs(got - w) <= 1e-13 * fabs(w); /* gamma of large arguments */
}

static void check_function(enum func_id f)
{
    const char *name = func_row(f)->name;
    struct rng rng = {seed + (uint64_t)f};
    bool right = true;
    arb_t want;

    arb_init(want);
    for (int i = 0; i < ROUNDS && right; i++) {
        double x = sample_double(&rng), y = func_double(f, x);

        if (!sample_defined(f, x)) {
            right = isnan(y) || isinf(y);
        } else {
            sample_value(f, want, x);
            right = near(y, want);
        }
        if (!right)
            note("seed %ju: %s(%.17g) gave %.17g", (uintmax_t)seed, name, x, y);
    }
    ok(right, "%s is near the true value", name);
    ok(isnan(func_double(f, NAN)), "%s of NaN is NaN", name);
    arb_clear(want);
}

static void check_limits(void)
{
    is_double(func_double(FN_LN, 0), -INFINITY, 0, "ln 0");
    is_double(func_double(FN_ATANH, 1), INFINITY, 0, "atanh 1");
    is_double(func_double(FN_DIGAMMA, 0), -INFINITY, 0, "digamma 0");
    ok(isnan(func_double(FN_DIGAMMA, -2)), "digamma(-2)");
    is_double(func_double(FN_SIGMOID, -800), 0, 0, "sigmoid does not overflow");
    is_double(func_double(FN_SIGMOID, 800), 1, 0, "sigmoid tends to 1");
    is_double(func_double(FN_SOFTPLUS, 1e4), 1e4, 0, "softplus does not overflow");
    is_double(func_double(FN_SOFTPLUS, -INFINITY), 0, 0, "softplus tends to 0");
    is_double(func_double(FN_DIGAMMA, 1), -0.57721566490153286, 1e-15,
              "-Euler's constant");
}

int main(void)
{
    for (int f = 0; f < FN_COUNT; f++)
        check_function((enum func_id)f);
    check_limits();
    flint_cleanup();
    return done_testing();
}
