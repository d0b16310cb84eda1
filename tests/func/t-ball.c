/* t-ball.c: balls contain the values at their points, or are not finite. */
#include "func/func.h"

#include "tap.h"

#include "sample.h"

enum { ROUNDS = 1500, POINTS = 6 };

static const uint64_t seed = 72;

/* A ball with two doubles as its exact ends, so that points of it are known. */
static void sample_ball(struct rng *rng, arb_t u, double *lo, double *hi)
{
    double mid = sample_double(rng), rad = 0;

    arb_set_d(u, mid);
    if (rng_below(rng, 4)) {
        int e = (int)rng_below(rng, 40) - 36;

        rad = ldexp(1, e);
        mag_set_ui_2exp_si(arb_radref(u), 1, e);
    }
    *lo = mid - rad;
    *hi = mid + rad;
    if (mid - *lo > rad || *hi - mid > rad) /* rounding went outward */
        *lo = *hi = mid;
}

static void check_containment(enum func_id f)
{
    const char *name = func_row(f)->name;
    struct rng rng = {seed + (uint64_t)f};
    bool contained = true, alias = true;
    arb_t u, r, v;

    arb_init(u);
    arb_init(r);
    arb_init(v);
    for (int i = 0; i < ROUNDS && contained && alias; i++) {
        slong bits = 10 + (slong)rng_below(&rng, 150);
        double lo, hi, x = 0;

        sample_ball(&rng, u, &lo, &hi);
        func_ball(f, r, u, bits);
        for (int k = 0; k < POINTS && contained && arb_is_finite(r); k++) {
            x = sample_clamped(&rng, lo, hi);
            contained = sample_defined(f, x);
            if (contained) {
                sample_value(f, v, x);
                contained = arb_overlaps(r, v);
            }
        }
        func_ball(f, u, u, bits);
        alias = arb_equal(u, r) || (!arb_is_finite(u) && !arb_is_finite(r));
        if (!contained || !alias)
            note("seed %ju round %d: %s on [%.17g, %.17g], at %.17g", (uintmax_t)seed, i,
                 name, lo, hi, x);
    }
    ok(contained, "%s contains the values, and is not finite beyond the domain", name);
    ok(alias, "%s may write over its argument", name);
    arb_clear(u);
    arb_clear(r);
    arb_clear(v);
}

static const struct edge {
    enum func_id f;
    double mid, rad;
    bool finite;
    double lo,
        hi; /* contained, if finite, and the radius is not above 1.1 times half that */
    const char *shows;
} edges[] = {
    {FN_SQRT, 2, 2, true, 0, 2, "sqrt on [0, 4]"},
    {FN_ACOS, 0.5, 0.5, true, 0, 1.5707963267948966, "acos on [0, 1]"},
    {FN_ASIN, 0, 1, true, -1.5707963267948966, 1.5707963267948966, "asin on [-1, 1]"},
    {FN_ACOSH, 2, 1, true, 0, 1.762747174039086, "acosh on [1, 3]"},
    {FN_SQRT, 0, 0, true, 0, 0, "sqrt at 0"},
    {FN_ACOS, 1, 0, true, 0, 0, "acos at 1"},
    {FN_SQRT, 2, 2.0625, false, 0, 0, "sqrt sticking out of its domain"},
    {FN_ASIN, 0, 1.0625, false, 0, 0, "asin sticking out"},
    {FN_ACOSH, 1, 0.5, false, 0, 0, "acosh sticking out"},
    {FN_LN, 1, 1, false, 0, 0, "ln on [0, 2]"},
    {FN_ATANH, 0, 1, false, 0, 0, "atanh on [-1, 1]"},
    {FN_SIGN, 0.5, 1, true, -1, 1, "sign across 0"},
    {FN_SIGN, 3, 1, true, 1, 1, "sign of a positive ball"},
    {FN_SIGN, 0, 0, true, 0, 0, "sign at 0"},
    {FN_FLOOR, 1.5, 1, true, 0, 2, "floor of a wide ball"},
    {FN_CEIL, 1.5, 0.25, true, 2, 2, "ceil inside a step"},
    {FN_TAN, 1.5, 0.25, false, 0, 0, "tan across a pole"},
    {FN_GAMMA, -1, 0.25, false, 0, 0, "gamma across a pole"},
    {FN_SIGMOID, 0, 512, true, 0, 1, "sigmoid of a wide ball"},
    {FN_SOFTPLUS, 0, 512, true, 0, 512, "softplus of a wide ball"},
    {FN_CBRT, 0, 8, true, -2, 2, "cbrt across 0"},
    {FN_RELU, 0, 8, true, 0, 8, "relu across 0"},
};

static void check_edge(const struct edge *e)
{
    arb_t u, r;
    arf_t x;

    arb_init(u);
    arb_init(r);
    arf_init(x);
    arb_set_d(u, e->mid);
    mag_set_ui_2exp_si(arb_radref(u), (ulong)(e->rad * 0x1p16), -16); /* exact */
    func_ball(e->f, r, u, 64);
    is_int(arb_is_finite(r) != 0, e->finite, "%s: finite or not", e->shows);
    if (e->finite) {
        /* A bit inward: the ends above are rounded to doubles. */
        arf_set_d(x, e->lo + 1e-12 * (e->hi - e->lo));
        ok(arb_contains_arf(r, x), "%s: lower end", e->shows);
        arf_set_d(x, e->hi - 1e-12 * (e->hi - e->lo));
        ok(arb_contains_arf(r, x), "%s: upper end", e->shows);
        ok(mag_get_d(arb_radref(r)) <= 0.55 * (e->hi - e->lo), "%s: not too wide",
           e->shows);
    }
    arb_clear(u);
    arb_clear(r);
    arf_clear(x);
}

static void check_infinite(enum func_id f)
{
    arb_t u;

    arb_init(u);
    arb_indeterminate(u);
    func_ball(f, u, u, 53);
    ok(!arb_is_finite(u), "%s of nothing known", func_row(f)->name);
    arb_clear(u);
}

int main(void)
{
    for (int f = 0; f < FN_COUNT; f++) {
        check_containment((enum func_id)f);
        check_infinite((enum func_id)f);
    }
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        check_edge(&edges[i]);
    flint_cleanup();
    return done_testing();
}
