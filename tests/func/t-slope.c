/* t-slope.c: slopes and bends against differences of enclosures, slopes against the rule
 * of the row too. */
#include "expr/expr.h"

#include "tap.h"

#include "sample.h"

enum { ROUNDS = 1000, DIFFERENCE_BITS = 1200, STEP_BITS = 200 };

static const uint64_t seed = 73;

/* (f(x + h) - f(x - h)) / 2h with a step so small that the error is out of sight. False
 * where that is not finite. */
static bool difference(enum func_id f, double x, double *slope)
{
    arb_t u, h, v, w;
    bool finite;

    arb_init(u);
    arb_init(h);
    arb_init(v);
    arb_init(w);
    arb_set_d(u, x);
    arb_one(h);
    arb_mul_2exp_si(h, h, -STEP_BITS);
    arb_add(v, u, h, DIFFERENCE_BITS);
    func_ball(f, v, v, DIFFERENCE_BITS);
    arb_sub(w, u, h, DIFFERENCE_BITS);
    func_ball(f, w, w, DIFFERENCE_BITS);
    arb_sub(v, v, w, DIFFERENCE_BITS);
    arb_mul_2exp_si(v, v, STEP_BITS - 1);
    finite = arb_is_finite(v) && (arb_rel_accuracy_bits(v) > 60 || arb_is_exact(v));
    *slope = arf_get_d(arb_midref(v), ARF_RND_NEAR);
    arb_clear(w);
    arb_clear(v);
    arb_clear(h);
    arb_clear(u);
    return finite;
}

/* (f(x + h) - 2 f(x) + f(x - h)) / h^2, likewise. */
static bool second_difference(enum func_id f, double x, double *bend)
{
    arb_t u, h, v, w;
    bool finite;

    arb_init(u);
    arb_init(h);
    arb_init(v);
    arb_init(w);
    arb_set_d(u, x);
    func_ball(f, v, u, DIFFERENCE_BITS);
    arb_mul_si(v, v, -2, DIFFERENCE_BITS);
    arb_one(h);
    arb_mul_2exp_si(h, h, -STEP_BITS);
    arb_add(w, u, h, DIFFERENCE_BITS);
    func_ball(f, w, w, DIFFERENCE_BITS);
    arb_add(v, v, w, DIFFERENCE_BITS);
    arb_sub(w, u, h, DIFFERENCE_BITS);
    func_ball(f, w, w, DIFFERENCE_BITS);
    arb_add(v, v, w, DIFFERENCE_BITS);
    arb_mul_2exp_si(v, v, 2 * STEP_BITS);
    finite = arb_is_finite(v) && (arb_rel_accuracy_bits(v) > 60 || arb_is_exact(v));
    *bend = arf_get_d(arb_midref(v), ARF_RND_NEAR);
    arb_clear(w);
    arb_clear(v);
    arb_clear(h);
    arb_clear(u);
    return finite;
}

static bool at_kink(enum func_id f, double x)
{
    switch (f) {
    case FN_ABS:
    case FN_CBRT:
    case FN_RELU:
    case FN_SIGN: return x == 0;
    case FN_FLOOR:
    case FN_CEIL: return sample_whole(x);
    default: return false;
    }
}

/* Where f is steep beside a pole or zero of the slope, a few digits may go. */
static bool near(double got, double want)
{
    if (fabs(want) > 1e300)
        return isinf(got) || fabs(got) > 1e299;
    return fabs(got - want) <= 4e-12 * fabs(want) + 1e-15;
}

static void check_difference(enum func_id f)
{
    struct rng rng = {seed + (uint64_t)f};
    bool right = true;
    int compared = 0;

    for (int i = 0; i < ROUNDS && right; i++) {
        double x = sample_double(&rng), want, got;

        if (fabs(x) > 200 || !sample_defined(f, x) || at_kink(f, x) ||
            !difference(f, x, &want))
            continue;
        got = func_slope(f, x, func_double(f, x));
        right = near(got, want);
        compared++;
        if (!right)
            note("seed %ju: %s'(%.17g) gave %.17g, not %.17g", (uintmax_t)seed,
                 func_row(f)->name, x, got, want);
    }
    ok(right && compared > ROUNDS / 20, "the slope of %s is that of differences",
       func_row(f)->name);
}

static void check_bend(enum func_id f)
{
    struct rng rng = {seed + 1000 + (uint64_t)f};
    bool right = true;
    int compared = 0;

    for (int i = 0; i < ROUNDS && right; i++) {
        double x = sample_double(&rng), want, got;

        if (fabs(x) > 200 || !sample_defined(f, x) || at_kink(f, x) ||
            !second_difference(f, x, &want))
            continue;
        got = func_bend(f, x, func_double(f, x));
        right = near(got, want) || fabs(got - want) <= 4e-11 * fabs(want);
        compared++;
        if (!right)
            note("seed %ju: %s''(%.17g) gave %.17g, not %.17g", (uintmax_t)seed,
                 func_row(f)->name, x, got, want);
    }
    ok(right && compared > ROUNDS / 20, "the bend of %s is that of differences",
       func_row(f)->name);
}

static void check_rule(struct pool *p, enum func_id f)
{
    expr x = pool_symbol(p, "x"), rule = pool_rule(p, f, RULE_DERIVATIVE, x);
    struct rng rng = {seed + (uint64_t)f};
    bool right = true;
    arb_t u, v;

    if (rule == EXPR_NONE)
        return;
    arb_init(u);
    arb_init(v);
    for (int i = 0; i < ROUNDS / 10 && right; i++) {
        double at = sample_double(&rng), want;

        arb_set_d(u, at);
        expr_ball_at(p, rule, x, u, v, 400);
        if (fabs(at) > 200 || !sample_defined(f, at) || !arb_is_finite(v))
            continue;
        want = arf_get_d(arb_midref(v), ARF_RND_NEAR);
        right = near(func_slope(f, at, func_double(f, at)), want);
        if (!right)
            note("seed %ju: %s' at %.17g is not %.17g", (uintmax_t)seed,
                 func_row(f)->name, at, want);
    }
    ok(right, "the slope of %s is that of its rule", func_row(f)->name);
    arb_clear(v);
    arb_clear(u);
}

static void check_limits(void)
{
    is_double(func_slope(FN_ABS, 0, 0), 0, 0, "abs at its kink");
    is_double(func_slope(FN_SIGN, 0, 0), 0, 0, "sign at its jump");
    is_double(func_slope(FN_SQRT, 0, 0), INFINITY, 0, "sqrt at 0");
    is_double(func_slope(FN_TANH, 400, 1), 0, 0, "tanh far out");
    is_double(func_slope(FN_SIGMOID, -700, func_double(FN_SIGMOID, -700)), exp(-700), 0,
              "sigmoid far out");
    ok(isnan(func_slope(FN_LN, -1, NAN)), "no slope where there is no value");
}

int main(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);

    for (int f = 0; f < FN_COUNT; f++) {
        check_difference((enum func_id)f);
        check_bend((enum func_id)f);
        check_rule(p, (enum func_id)f);
    }
    check_limits();
    arena_free(a);
    flint_cleanup();
    return done_testing();
}
