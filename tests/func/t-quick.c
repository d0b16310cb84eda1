/* t-quick.c: intervals of doubles contain what balls of 200 bits say. */
#include "func/func.h"
#include "tap.h"

#include <stdio.h>

enum { POINTS = 20000, INSIDE = 4 };

static const enum func_id kernels[] = {FN_EXP,  FN_LN,   FN_SIN,     FN_COS, FN_TAN,
                                       FN_SINH, FN_COSH, FN_SIGMOID, FN_ABS};

/* Of every size that matters: 2^-30 .. 2^20, both signs. */
static double any_double(struct rng *rng)
{
    double v = ldexp(1 + rng_unit(rng), (int)rng_below(rng, 51) - 30);

    return rng_below(rng, 2) ? v : -v;
}

static struct bounds any_bounds(struct rng *rng)
{
    double lo = any_double(rng), width = rng_below(rng, 4) ? any_double(rng) : 0;

    return (struct bounds){lo, lo + fabs(width) * rng_unit(rng)};
}

static bool contains(enum func_id f, double x, struct bounds r)
{
    arb_t u;
    arf_t lo, hi;
    bool inside;

    arb_init(u);
    arf_init(lo);
    arf_init(hi);
    arb_set_d(u, x);
    func_ball(f, u, u, 200);
    arf_set_d(lo, r.lo);
    arf_set_d(hi, r.hi);
    arb_sub_arf(u, u, lo, 200);
    inside = arb_is_finite(u) && arb_is_nonnegative(u);
    arb_add_arf(u, u, lo, 200);
    arb_sub_arf(u, u, hi, 200);
    inside = inside && arf_sgn(arb_midref(u)) <= 0;
    arf_clear(hi);
    arf_clear(lo);
    arb_clear(u);
    return inside;
}

static void check(enum func_id f)
{
    struct rng rng = {f + 1};
    int answered = 0, outside = 0, loose = 0;

    for (int i = 0; i < POINTS; i++) {
        struct bounds u = any_bounds(&rng), r;

        if (!func_quick(f, u, &r))
            continue;
        answered++;
        for (int k = 0; k < INSIDE; k++) {
            double x = k == 0   ? u.lo
                       : k == 1 ? u.hi
                                : u.lo + (u.hi - u.lo) * rng_unit(&rng);

            outside += !contains(f, fmin(fmax(x, u.lo), u.hi), r);
        }
        /* near its poles a tangent magnifies what its argument lost */
        loose += u.lo == u.hi && fabs(r.lo) < 1000 &&
                 r.hi - r.lo > 1e-13 * fmax(1, r.lo * r.lo);
    }
    ok(outside == 0, "%s: %d of %d values lie outside", func_row(f)->name, outside,
       INSIDE * answered);
    ok(answered > POINTS / 20, "%s answers: %d", func_row(f)->name, answered);
    ok(loose == 0, "%s is tight at points: %d are not", func_row(f)->name, loose);
}

/* Turning points are where a wave's range is easily wrong. */
static void check_turns(void)
{
    int wrong = 0;

    for (int k = -1000; k <= 1000; k++) {
        double at = k * 1.57079632679489661923;
        struct bounds u = {at - 1e-3, at + 1e-3}, r;

        wrong += !func_quick(FN_SIN, u, &r) || !contains(FN_SIN, at, r) ||
                 (k % 2 && fmax(r.hi, -r.lo) < 1);
        wrong += !func_quick(FN_COS, u, &r) || !contains(FN_COS, at, r) ||
                 (k % 2 == 0 && fmax(r.hi, -r.lo) < 1);
    }
    ok(wrong == 0, "around multiples of pi/2: %d wrong", wrong);
}

static void check_refused(void)
{
    struct bounds r;

    ok(!func_quick(FN_LN, (struct bounds){0, 1}, &r), "ln at 0 needs care");
    ok(!func_quick(FN_LN, (struct bounds){-1, 1}, &r), "ln of both signs");
    ok(!func_quick(FN_TAN, (struct bounds){1, 2}, &r), "tan across a pole");
    ok(!func_quick(FN_EXP, (struct bounds){0, 1000}, &r), "e^1000");
    ok(!func_quick(FN_SIN, (struct bounds){0, 1e9}, &r), "the sine of a large number");
    ok(!func_quick(FN_FLOOR, (struct bounds){0, 1}, &r), "a function that jumps");
}

int main(void)
{
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        check(kernels[i]);
    check_turns();
    check_refused();
    return done_testing();
}
