/* t-ival.c: interval kernels contain the values, are tight, and state no false fact. */
#include "func/func.h"

#include "tap.h"

#include "sample.h"

enum { ROUNDS = 1200, POINTS = 6 };

static const uint64_t seed = 73;

static void sample_ival(struct rng *rng, double *lo, double *hi)
{
    *lo = sample_double(rng);
    switch (rng_below(rng, 5)) {
    case 0: *hi = *lo; break;
    case 1: *hi = *lo + ldexp(1, (int)rng_below(rng, 50) - 45); break;
    case 2: *hi = *lo + 2; break;
    default: *hi = sample_double(rng); break;
    }
    if (*lo > *hi) {
        double t = *lo;
        *lo = *hi;
        *hi = t;
    }
    if (rng_below(rng, 12) == 0)
        *lo = -INFINITY;
    if (rng_below(rng, 12) == 0)
        *hi = INFINITY;
}

/* Can the value, known as a ball, be in v? */
static bool overlaps(const struct ival *v, const arb_t value)
{
    arf_t lo, hi, x;
    bool meet;

    if (ival_is_empty(v))
        return false;
    arf_init(lo);
    arf_init(hi);
    arf_init(x);
    arb_get_lbound_arf(lo, value, 2 * TRUE_BITS);
    arb_get_ubound_arf(hi, value, 2 * TRUE_BITS);
    arf_set_mpfr(x, v->lo);
    meet = arf_cmp(x, hi) <= 0;
    arf_set_mpfr(x, v->hi);
    meet = meet && arf_cmp(lo, x) <= 0;
    arf_clear(lo);
    arf_clear(hi);
    arf_clear(x);
    return meet;
}

static bool same(const struct ival *a, const struct ival *b)
{
    return (ival_is_empty(a) && ival_is_empty(b)) ||
           (mpfr_equal_p(a->lo, b->lo) && mpfr_equal_p(a->hi, b->hi));
}

/* Values and facts at points of u. */
static bool holds_at_points(enum func_id f, struct rng *rng, double lo, double hi,
                            const struct ival *r, unsigned facts)
{
    bool fine = true;
    arb_t v;

    arb_init(v);
    lo = fmax(lo, -1e9);
    hi = fmin(hi, 1e9);
    for (int k = 0; k < POINTS && fine && lo <= hi; k++) {
        double x = k == 0 ? lo : k == 1 ? hi : sample_clamped(rng, lo, hi);

        if (!sample_defined(f, x)) {
            fine = !(facts & (FACT_DEFINED | FACT_CONTINUOUS));
        } else {
            sample_value(f, v, x);
            fine = overlaps(r, v) && !((facts & FACT_NONZERO) && arb_is_zero(v));
        }
        if (!fine)
            note("at %.17g", x);
    }
    arb_clear(v);
    return fine;
}

static bool tidy(const struct ival *r)
{
    return ival_is_empty(r) || (mpfr_lessequal_p(r->lo, r->hi) &&
                                !(mpfr_zero_p(r->lo) && mpfr_signbit(r->lo)) &&
                                !(mpfr_zero_p(r->hi) && mpfr_signbit(r->hi)));
}

static bool alias_safe(enum func_id f, const struct ival *u, mpfr_prec_t bits)
{
    struct ival want, got;
    unsigned facts;
    bool fine;

    ival_init(&want, bits);
    ival_init(&got, bits);
    ival_set(&got, u);
    facts = func_ival(f, &want, &got);
    fine = func_ival(f, &got, &got) == facts && same(&want, &got);
    ival_clear(&want);
    ival_clear(&got);
    return fine;
}

static void check_containment(enum func_id f)
{
    const char *name = func_row(f)->name;
    struct rng rng = {seed + (uint64_t)f};
    bool holds = true, clean = true, alias = true;
    struct ival u;

    ival_init(&u, 53);
    for (int i = 0; i < ROUNDS && holds && clean && alias; i++) {
        mpfr_prec_t bits = 4 + (mpfr_prec_t)rng_below(&rng, 150);
        struct ival r;
        unsigned facts;
        double lo, hi;

        sample_ival(&rng, &lo, &hi);
        ival_set_d(&u, lo, hi);
        ival_init(&r, bits);
        facts = func_ival(f, &r, &u);
        holds = holds_at_points(f, &rng, lo, hi, &r, facts);
        clean = tidy(&r) && (!(facts & FACT_CONTINUOUS) || (facts & FACT_DEFINED));
        alias = alias_safe(f, &u, bits);
        if (!holds || !clean || !alias)
            note("seed %ju round %d, %ld bits: %s on [%.17g, %.17g] gives [%.17g, %.17g] "
                 "facts %u",
                 (uintmax_t)seed, i, (long)bits, name, lo, hi, ival_lo_d(&r),
                 ival_hi_d(&r), facts);
        ival_clear(&r);
    }
    ok(holds, "%s contains the values at sampled points and its facts hold", name);
    ok(clean, "%s gives ordered ends, no -0, continuous only if defined", name);
    ok(alias, "%s may write over its argument", name);
    ival_clear(&u);
}

/* A point's image is one number or the gap between two neighbours; next to underflow and
 * overflow it may be wider. */
static bool one_unit(struct ival *r)
{
    if (mpfr_inf_p(r->hi) || mpfr_cmp_d(r->hi, 0x1p-1000) < 0)
        return true;
    mpfr_nextabove(r->lo);
    return mpfr_greaterequal_p(r->lo, r->hi);
}

static void check_tightness(enum func_id f)
{
    struct rng rng = {seed + 100 + (uint64_t)f};
    bool tight = true;
    struct ival u, r;

    ival_init(&u, 53);
    ival_init(&r, 53);
    for (int i = 0; i < ROUNDS && tight; i++) {
        double x = sample_double(&rng);

        ival_set_d(&u, x, x);
        func_ival(f, &r, &u);
        tight = ival_is_empty(&r) ? !sample_defined(f, x) : one_unit(&r);
        if (!tight)
            note("seed %ju: %s at %.17g", (uintmax_t)seed, func_row(f)->name, x);
    }
    ok(tight, "%s at a point is one unit wide at most", func_row(f)->name);
    ival_clear(&u);
    ival_clear(&r);
}

enum { D = FACT_DEFINED, DC = FACT_DEFINED | FACT_CONTINUOUS, N = FACT_NONZERO };

#define INF    INFINITY
#define PI     3.141592653589793
#define BOTTOM 0.8856031944108887 /* of gamma, at 1.4616 */

static const struct special {
    enum func_id f;
    double lo, hi;
    double want_lo, want_hi; /* to 1e-14 relative, and never inside; NaN: empty */
    unsigned facts;
    const char *shows;
} specials[] = {
    {FN_SQRT, 0, 4, 0, 2, DC, "a closed end of the domain"},
    {FN_SQRT, -1, 4, 0, 2, 0, "cut to the domain"},
    {FN_SQRT, -2, -1, NAN, NAN, N, "beside the domain"},
    {FN_SQRT, 1, INF, 1, INF, DC | N, "unbounded"},
    {FN_LN, 0, 1, -INF, 0, 0, "an open end of the domain"},
    {FN_LN, 0, 0, NAN, NAN, N, "only the open end"},
    {FN_LN, -1, 0, NAN, NAN, N, "nothing but the open end"},
    {FN_LN, 2, INF, 0.6931471805599453, INF, DC | N, "unbounded logarithm"},
    {FN_ATANH, -1, 1, -INF, INF, 0, "two open ends"},
    {FN_ATANH, 1, 2, NAN, NAN, N, "an open end with the outside"},
    {FN_ASIN, -1, 1, -PI / 2, PI / 2, DC, "two closed ends"},
    {FN_ACOS, 1, 2, 0, 0, 0, "a closed end with the outside"},
    {FN_ACOSH, 1, 1, 0, 0, DC, "the one end point"},
    {FN_ABS, -3, 2, 0, 3, DC, "a valley with its bottom"},
    {FN_ABS, -3, -2, 2, 3, DC | N, "a valley left of it"},
    {FN_COSH, -1, 1, 1, 1.5430806348152437, DC | N, "cosh is never 0"},
    {FN_EXP, -INF, 0, 0, 1, DC | N, "exp is not 0 at any real"},
    {FN_SIGMOID, -INF, INF, 0, 1, DC | N, "sigmoid on the line"},
    {FN_TANH, -INF, INF, -1, 1, DC, "tanh on the line"},
    {FN_SIGN, 0, 0, 0, 0, DC, "sign at a point is continuous there"},
    {FN_SIGN, 0, 1, 0, 1, D, "sign jumps at 0, an end"},
    {FN_SIGN, 1, 2, 1, 1, DC | N, "sign is constant"},
    {FN_FLOOR, 1, 1.5, 1, 1, DC | N, "floor continuous from the right"},
    {FN_FLOOR, 0.5, 1, 0, 1, D, "floor jumps at its end"},
    {FN_CEIL, 0.5, 1, 1, 1, DC | N, "ceil continuous from the left"},
    {FN_CEIL, 1, 1.5, 1, 2, D | N, "ceil jumps at its end"},
    {FN_FLOOR, 2.5, INF, 2, INF, D | N, "infinitely many steps"},
    {FN_SIN, 0, 3, 0, 1, DC, "a maximum inside"},
    {FN_SIN, -2, 1, -1, 0.8414709848078965, DC, "a minimum inside"},
    {FN_SIN, 1, 6, -1, 1, DC, "one of each"},
    {FN_SIN, 1e300, INF, -1, 1, DC, "unbounded sine"},
    {FN_SIN, 4, 5, -1, -0.7568024953079282, DC | N, "a minimum between zeros"},
    {FN_COS, 0, 0, 1, 1, DC | N, "cos 0"},
    {FN_COS, -1, 1, 0.5403023058681398, 1, DC | N, "its maximum at 0 inside"},
    {FN_COS, 0, 1, 0.5403023058681398, 1, DC | N, "its maximum at an end"},
    {FN_TAN, -1, 1, -1.5574077246549023, 1.5574077246549023, DC, "between poles"},
    {FN_TAN, 1, 2, -INF, INF, 0, "a pole inside"},
    {FN_TAN, 1.5707963267948966, 1.5707963267948968, -INF, INF, 0,
     "pi/2 between neighbours"},
    {FN_COT, 0, 1, 0.6420926159343306, INF, N, "a pole at the lower end"},
    {FN_COT, -1, 0, -INF, -0.6420926159343306, N, "a pole at the upper end"},
    {FN_COT, 0, 0, NAN, NAN, N, "the pole alone"},
    {FN_COT, -1, 1, -INF, INF, 0, "the pole inside"},
    {FN_SEC, -1, 1, 1, 1.8508157176809255, DC | N, "sec's bottom inside"},
    {FN_SEC, 2, 4, -2.402997961722381, -1, DC | N, "sec below its poles"},
    {FN_SEC, 1, 2, -INF, INF, N, "sec across a pole"},
    {FN_CSC, 1, 2, 1, 1.1883951057781212, DC | N, "csc's bottom inside"},
    {FN_CSC, -1, 0, -INF, -1.1883951057781212, N, "csc up to its pole"},
    {FN_CSC, 0, 1, 1.1883951057781212, INF, N, "csc from its pole"},
    {FN_CSC, 0, 2, 1, INF, N, "csc from its pole over its bottom"},
    {FN_GAMMA, 1, 2, BOTTOM, 1, DC | N, "gamma's bottom inside"},
    {FN_GAMMA, 5, 6, 24, 120, DC | N, "factorials"},
    {FN_GAMMA, 0, 1, 1, INF, N, "gamma from its pole"},
    {FN_GAMMA, 0, INF, BOTTOM, INF, N, "gamma on the right"},
    {FN_GAMMA, -1, 0, -INF, -3.5446436111550054, N, "gamma in its first gap"},
    {FN_GAMMA, -2, -1, 2.3024072583396799, INF, N, "gamma in its second gap"},
    {FN_GAMMA, -0.25, 0, -INF, -4.901666809860711, N, "gamma up to its pole"},
    {FN_GAMMA, -1.5, -0.5, -INF, INF, N, "gamma across a pole"},
    {FN_GAMMA, -1, -1, NAN, NAN, N, "gamma at a pole"},
    {FN_GAMMA, -INF, -3, -INF, INF, N, "gamma on the left"},
    {FN_DIGAMMA, 1, 2, -0.5772156649015329, 0.42278433509846714, DC,
     "digamma has a zero"},
    {FN_DIGAMMA, 0, INF, -INF, INF, 0, "digamma on the right"},
    {FN_DIGAMMA, -1, 0, -INF, INF, 0, "digamma in its first gap"},
    {FN_DIGAMMA, 0, 1, -INF, -0.5772156649015329, N, "digamma from its pole"},
    {FN_DIGAMMA, -3, -3, NAN, NAN, N, "digamma at a pole"},
    {FN_RELU, -1, 2, 0, 2, DC, "relu bends"},
    {FN_CBRT, -8, 27, -2, 3, DC, "real cube roots"},
    {FN_ERF, -INF, INF, -1, 1, DC, "erf on the line"},
};

/* got is want, as far as a double tells, and not inside of it by more than a unit. */
static bool end_fits(double got, double want)
{
    if (isnan(want) || isinf(want) || want == 0)
        return isnan(want) ? isnan(got) : got == want;
    return fabs(got - want) <= 1e-15 * fabs(want);
}

static void check_special(const struct special *s)
{
    struct ival u, r;
    unsigned facts;

    ival_init(&u, 53);
    ival_init(&r, 60);
    ival_set_d(&u, s->lo, s->hi);
    facts = func_ival(s->f, &r, &u);
    if (!ok(end_fits(ival_lo_d(&r), s->want_lo) && end_fits(ival_hi_d(&r), s->want_hi),
            "%s: %s", func_row(s->f)->name, s->shows))
        note("[%.17g, %.17g]", ival_lo_d(&r), ival_hi_d(&r));
    is_int(facts, s->facts, "facts of %s: %s", func_row(s->f)->name, s->shows);
    ival_clear(&u);
    ival_clear(&r);
}

static void check_empty(void)
{
    struct ival u, r;
    bool empty = true, all = true;

    ival_init(&u, 53);
    ival_init(&r, 53);
    for (int f = 0; f < FN_COUNT; f++) {
        ival_set_empty(&u);
        all = all && func_ival((enum func_id)f, &r, &u) == (DC | N);
        empty = empty && ival_is_empty(&r);
    }
    ok(empty, "the image of the empty set is empty");
    ok(all, "and all facts hold on it");
    ival_clear(&u);
    ival_clear(&r);
}

int main(void)
{
    for (int f = 0; f < FN_COUNT; f++) {
        check_containment((enum func_id)f);
        check_tightness((enum func_id)f);
    }
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        check_special(&specials[i]);
    check_empty();
    flint_cleanup();
    mpfr_free_cache();
    return done_testing();
}
