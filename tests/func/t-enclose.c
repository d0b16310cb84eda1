/* t-enclose.c: operations by name: tight at corners, cut at domains, true at points. */
#include "func/func.h"

#include "tap.h"

#include "sample.h"

#define INF     INFINITY
#define PI_DOWN 0x1.921fb54442d18p+1
#define PI_UP   0x1.921fb54442d19p+1
#define NONE \
    { \
        NAN, NAN \
    }

static const struct special {
    const char *name;
    size_t boxes;
    long whole; /* used when the operation has fewer boxes than arguments */
    double args[3][2], want[2];
    const char *shows;
} specials[] = {
    {"fma", 3, 0, {{1, 2}, {-3, 4}, {10, 20}}, {4, 28}, "corners"},
    {"fma", 3, 0, {{0, 0}, {-INF, INF}, {1, 2}}, {1, 2}, "zero times the line"},
    {"fma", 3, 0, {{1, INF}, {1, 1}, {-INF, 0}}, {-INF, INF}, "inf against -inf"},
    {"fma", 3, 0, {{1, 2}, {1, 2}, NONE}, NONE, "an empty addend"},
    {"hypot", 2, 0, {{-3, 1}, {4, 4}}, {4, 5}, "across an axis"},
    {"hypot", 2, 0, {{-3, 3}, {-4, 4}}, {0, 5}, "around the origin"},
    {"hypot", 2, 0, {{-INF, -3}, {4, 5}}, {5, INF}, "unbounded"},
    {"atan2", 2, 0, {{0, 0}, {0, 0}}, NONE, "the origin has no angle"},
    {"atan2", 2, 0, {{0, 0}, {-1, 1}}, {0, PI_UP}, "along the x axis"},
    {"atan2", 2, 0, {{0, 0}, {-1, 0}}, {PI_DOWN, PI_UP}, "its negative half"},
    {"atan2", 2, 0, {{0, 0}, {0, 1}}, {0, 0}, "its positive half"},
    {"atan2", 2, 0, {{0, 1}, {0, 0}}, {PI_DOWN / 2, PI_UP / 2}, "straight up"},
    {"atan2", 2, 0, {{-1, 0}, {0, 0}}, {-PI_UP / 2, -PI_DOWN / 2}, "straight down"},
    {"atan2", 2, 0, {{-1, 0}, {-1, 1}}, {-PI_UP, PI_UP}, "the cut, from below"},
    {"atan2", 2, 0, {{-1, 1}, {-2, -1}}, {-PI_UP, PI_UP}, "across the cut"},
    {"atan2", 2, 0, {{0, 1}, {-1, 1}}, {0, PI_UP}, "the upper half"},
    {"atan2", 2, 0, {{-1, 0}, {0, 1}}, {-PI_UP / 2, 0}, "the fourth quadrant"},
    {"atan2", 2, 0, {{-1, 1}, {0, 1}}, {-PI_UP / 2, PI_UP / 2}, "the right half"},
    {"atan2", 2, 0, {{0, INF}, {-INF, INF}}, {0, PI_UP}, "an unbounded half plane"},
    {"recip", 1, 0, {{0, 2}}, {0.5, INF}, "a pole at the end"},
    {"recip", 1, 0, {{-INF, -2}}, {-0.5, 0}, "unbounded"},
    {"coth", 1, 0, {{-1, 1}}, {-INF, INF}, "across the pole"},
    {"coth", 1, 0, {{0, 0}}, NONE, "the pole alone"},
    {"coth", 1, 0, {{0, INF}}, {1, INF}, "from the pole"},
    {"csch", 1, 0, {{-INF, 0}}, {-INF, 0}, "up to the pole"},
    {"sech", 1, 0, {{-INF, INF}}, {0, 1}, "the hill"},
    {"sech", 1, 0, {{-2, 0}}, {0x1.102e75a02f642p-2, 1}, "its left side"},
    {"exp10", 1, 0, {{-INF, 2}}, {0, 100}, "powers of ten"},
    {"exp2", 1, 0, {{-1, 10}}, {0.5, 1024}, "powers of two"},
    {"expm1", 1, 0, {{-INF, 0}}, {-1, 0}, "above -1"},
    {"logp1", 1, 0, {{-1, 0}}, {-INF, 0}, "from its pole"},
    {"logp1", 1, 0, {{-2, -1}}, NONE, "beside its domain"},
    {"pown", 1, -1, {{2, 4}}, {0.25, 0.5}, "a whole exponent"},
    {"rootn", 1, 3, {{-8, 8}}, {-2, 2}, "a whole root"},
    {"log", 1, 0, {{1, INF}}, {0, INF}, "the standard's name of ln"},
    {"sign", 1, 0, {{-2, 0}}, {-1, 0}, "a row of functions.def"},
};

static bool same_end(double got, double want)
{
    return isnan(want) ? isnan(got) : got == want;
}

static void check_special(const struct special *s)
{
    bool whole = strcmp(s->name, "pown") == 0 || strcmp(s->name, "rootn") == 0;
    struct func_arg args[3] = {{.box = NULL}};
    struct ival box[3], r;
    enum status st;

    ival_init(&r, 53);
    for (size_t i = 0; i < 3; i++) {
        ival_init(&box[i], 53);
        ival_set_d(&box[i], s->args[i][0], s->args[i][1]);
        args[i].box = i < s->boxes ? &box[i] : NULL;
        args[i].whole = s->whole;
    }
    st = func_enclose(s->name, args, s->boxes + whole, &r);
    ok(st == ST_OK, "%s is known", s->name);
    if (!ok(same_end(ival_lo_d(&r), s->want[0]) && same_end(ival_hi_d(&r), s->want[1]),
            "%s: %s", s->name, s->shows))
        note("[%a, %a]", ival_lo_d(&r), ival_hi_d(&r));
    func_enclose(s->name, args, s->boxes + whole, &box[s->boxes - 1]);
    ok(same_end(ival_lo_d(&box[s->boxes - 1]), s->want[0]) &&
           same_end(ival_hi_d(&box[s->boxes - 1]), s->want[1]),
       "%s over its last box: %s", s->name, s->shows);
    ival_clear(&r);
    for (size_t i = 0; i < 3; i++)
        ival_clear(&box[i]);
}

/* ---- true at points ---------------------------------------------------------- */

enum { ROUNDS = 2000 };

static const uint64_t seed = 74;

static bool point_fma(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd)
{
    mpfr_fma(r, x[0], x[1], x[2], rnd);
    return true;
}

static bool point_hypot(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd)
{
    mpfr_hypot(r, x[0], x[1], rnd);
    return true;
}

static bool point_atan2(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd)
{
    mpfr_atan2(r, x[0], x[1], rnd);
    return !mpfr_zero_p(x[0]) || !mpfr_zero_p(x[1]);
}

static bool point_coth(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd)
{
    mpfr_coth(r, x[0], rnd);
    return !mpfr_zero_p(x[0]);
}

static bool point_sech(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd)
{
    mpfr_sech(r, x[0], rnd);
    return true;
}

static const struct by_points {
    const char *name;
    size_t n;
    bool (*point)(mpfr_t r, mpfr_t x[3], mpfr_rnd_t rnd); /* false: not defined there */
} by_points[] = {
    {"fma", 3, point_fma},   {"hypot", 2, point_hypot}, {"atan2", 2, point_atan2},
    {"coth", 1, point_coth}, {"sech", 1, point_sech},
};

/* A box with a point in it. */
static void sample_box(struct rng *rng, struct ival *box, mpfr_t x)
{
    double lo = sample_double(rng), hi = rng_below(rng, 4) ? sample_double(rng) : lo;

    ival_set_d(box, fmin(lo, hi), fmax(lo, hi));
    mpfr_set_d(x, sample_clamped(rng, fmin(lo, hi), fmax(lo, hi)) + 0.0, MPFR_RNDN);
}

static bool holds_once(const struct by_points *op, struct rng *rng, struct ival box[3],
                       struct ival *r, mpfr_t x[3])
{
    struct func_arg args[3] = {{&box[0], 0}, {&box[1], 0}, {&box[2], 0}};
    bool holds = true;
    mpfr_t down, up;

    for (int i = 0; i < 3; i++)
        sample_box(rng, &box[i], x[i]);
    func_enclose(op->name, args, op->n, r);
    mpfr_inits2(TRUE_BITS, down, up, (mpfr_ptr)0);
    if (op->point(down, x, MPFR_RNDD)) {
        op->point(up, x, MPFR_RNDU);
        holds = mpfr_lessequal_p(r->lo, up) && mpfr_lessequal_p(down, r->hi);
    }
    mpfr_clears(down, up, (mpfr_ptr)0);
    return holds;
}

static void check_points(const struct by_points *op)
{
    struct rng rng = {seed};
    struct ival box[3], r;
    bool holds = true;
    mpfr_t x[3];

    ival_init(&r, 30);
    for (int i = 0; i < 3; i++) {
        ival_init(&box[i], 53);
        mpfr_init2(x[i], 53);
    }
    for (int round = 0; round < ROUNDS && holds; round++) {
        holds = holds_once(op, &rng, box, &r, x);
        if (!holds)
            note("seed %ju round %d: (%g, %g, %g) not in [%g, %g]", (uintmax_t)seed,
                 round, mpfr_get_d(x[0], MPFR_RNDN), mpfr_get_d(x[1], MPFR_RNDN),
                 mpfr_get_d(x[2], MPFR_RNDN), ival_lo_d(&r), ival_hi_d(&r));
    }
    ok(holds, "%s contains the values at points", op->name);
    ival_clear(&r);
    for (int i = 0; i < 3; i++) {
        ival_clear(&box[i]);
        mpfr_clear(x[i]);
    }
}

static void check_usage(void)
{
    struct ival v;
    struct func_arg two[2], whole[2] = {{.box = NULL}};

    ival_init(&v, 53);
    ival_set_d(&v, 1, 2);
    two[0] = two[1] = whole[0] = (struct func_arg){&v, 0};
    ok(func_enclose("nosuch", two, 1, &v) == ST_USAGE, "an unknown name");
    ok(func_enclose("sin", two, 2, &v) == ST_USAGE, "too many arguments");
    ok(func_enclose("add", two, 1, &v) == ST_USAGE, "too few");
    ok(func_enclose("add", whole, 2, &v) == ST_USAGE, "a number for an interval");
    ok(func_enclose("pown", two, 2, &v) == ST_USAGE, "an interval for a number");
    ok(func_enclose("sin", whole + 1, 1, &v) == ST_USAGE,
       "a number for the only interval");
    ival_clear(&v);
}

int main(void)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        check_special(&specials[i]);
    for (size_t i = 0; i < sizeof by_points / sizeof *by_points; i++)
        check_points(&by_points[i]);
    check_usage();
    mpfr_free_cache();
    return done_testing();
}
