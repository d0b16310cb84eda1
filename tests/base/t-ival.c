/* t-ival.c: intervals contain what they promise, are tight, and may be their own result. */
#include "base/base.h"

#include <math.h>
#include <stdlib.h>

#include "tap.h"

enum { EXACT_BITS = 1200, ROUNDS = 4000 };

static const uint64_t seed = 20240607;

/* A splitmix step of our own: this test must not lean on what it does not test. */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Often a number that hurts, else one of any size. */
static double draw_end(uint64_t *state)
{
    static const double hurts[] = {0,  -0.0, 1,   -1, 2,   -2,       0.5,
                                   -3, 1e9,  -64, 3,  1.5, INFINITY, -INFINITY};
    uint64_t z = draw(state);
    double m;

    if (z % 3 == 0)
        return hurts[draw(state) % (sizeof hurts / sizeof *hurts)];
    m = (double)(draw(state) >> 11) * 0x1p-52 - 1;
    return ldexp(m, (int)(draw(state) % 21) - 10);
}

static void draw_ival(uint64_t *state, struct ival *v)
{
    double x = draw_end(state), y = draw(state) % 6 ? draw_end(state) : x;

    if (draw(state) % 40 == 0)
        x = NAN;
    if (x > y) {
        double t = x;
        x = y;
        y = t;
    }
    if (x == INFINITY)
        x = 7;
    if (y == -INFINITY)
        y = -7;
    ival_set_d(v, x, y);
}

/* A real number of v, which is not empty. */
static void draw_point(uint64_t *state, mpfr_t x, const struct ival *v)
{
    double lo = fmax(ival_lo_d(v), -1e12), hi = fmin(ival_hi_d(v), 1e12);
    double u = (double)(draw(state) >> 11) * 0x1p-53, p = lo + u * (hi - lo);

    switch (draw(state) % 4) {
    case 0: p = lo; break;
    case 1: p = hi; break;
    case 2: p = fmin(hi, fmax(lo, ldexp(p, -30))); break;
    default: break;
    }
    mpfr_set_d(x, fmin(hi, fmax(lo, p)), MPFR_RNDN);
}

/* ---- the operations, on intervals and on points ------------------------------ */

static long exponent; /* of pown and rootn: one at a time */

static int point_sqr(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    (void)y;
    return mpfr_sqr(r, x, rnd);
}

static int point_neg(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    (void)y;
    return mpfr_neg(r, x, rnd);
}

static int point_div(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    if (mpfr_zero_p(y))
        mpfr_set_nan(r);
    else
        mpfr_div(r, x, y, rnd);
    return 0;
}

static int point_pow(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    if (mpfr_sgn(x) < 0 || (mpfr_zero_p(x) && mpfr_sgn(y) <= 0))
        mpfr_set_nan(r);
    else
        mpfr_pow(r, x, y, rnd);
    return 0;
}

static int point_pown(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    (void)y;
    if (mpfr_zero_p(x) && exponent < 0)
        mpfr_set_nan(r);
    else
        mpfr_pow_si(r, x, exponent, rnd);
    return 0;
}

static int point_rootn(mpfr_t r, const mpfr_t x, const mpfr_t y, mpfr_rnd_t rnd)
{
    (void)y;
    if (exponent == 0 || (mpfr_zero_p(x) && exponent < 0))
        mpfr_set_nan(r);
    else
        mpfr_rootn_si(r, x, exponent, rnd);
    return 0;
}

static void unary_sqr(struct ival *r, const struct ival *a, const struct ival *b)
{
    (void)b;
    ival_sqr(r, a);
}

static void unary_neg(struct ival *r, const struct ival *a, const struct ival *b)
{
    (void)b;
    ival_neg(r, a);
}

static void unary_pown(struct ival *r, const struct ival *a, const struct ival *b)
{
    (void)b;
    ival_pown(r, a, exponent);
}

static void unary_rootn(struct ival *r, const struct ival *a, const struct ival *b)
{
    (void)b;
    ival_rootn(r, a, exponent);
}

static const struct operation {
    const char *name;
    void (*box)(struct ival *, const struct ival *, const struct ival *);
    int (*point)(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);
} operations[] = {
    {"add", ival_add, mpfr_add},         {"sub", ival_sub, mpfr_sub},
    {"mul", ival_mul, mpfr_mul},         {"div", ival_div, point_div},
    {"min", ival_min, mpfr_min},         {"max", ival_max, mpfr_max},
    {"pow", ival_pow, point_pow},        {"sqr", unary_sqr, point_sqr},
    {"neg", unary_neg, point_neg},       {"pown", unary_pown, point_pown},
    {"rootn", unary_rootn, point_rootn},
};

/* ---- properties -------------------------------------------------------------- */

static bool same(const struct ival *a, const struct ival *b)
{
    return (ival_is_empty(a) && ival_is_empty(b)) ||
           (mpfr_equal_p(a->lo, b->lo) && mpfr_equal_p(a->hi, b->hi));
}

static bool tidy(const struct ival *r)
{
    if (ival_is_empty(r))
        return mpfr_nan_p(r->lo) && mpfr_nan_p(r->hi);
    return mpfr_lessequal_p(r->lo, r->hi) &&
           !(mpfr_zero_p(r->lo) && mpfr_signbit(r->lo)) &&
           !(mpfr_zero_p(r->hi) && mpfr_signbit(r->hi)) &&
           !(mpfr_inf_p(r->lo) && mpfr_sgn(r->lo) > 0) &&
           !(mpfr_inf_p(r->hi) && mpfr_sgn(r->hi) < 0);
}

/* Points of a and b go into r = a op b. */
static bool contains_samples(const struct operation *op, uint64_t *state,
                             const struct ival *a, const struct ival *b,
                             const struct ival *r)
{
    mpfr_t x, y, down, up;
    bool fine = true;

    mpfr_inits2(EXACT_BITS, x, y, down, up, (mpfr_ptr)0);
    for (int i = 0; i < 6 && fine; i++) {
        draw_point(state, x, a);
        draw_point(state, y, b);
        op->point(down, x, y, MPFR_RNDD);
        op->point(up, x, y, MPFR_RNDU);
        if (!mpfr_nan_p(down))
            fine = mpfr_lessequal_p(r->lo, up) && mpfr_lessequal_p(down, r->hi);
    }
    mpfr_clears(x, y, down, up, (mpfr_ptr)0);
    return fine;
}

/* The result in place of either argument, or of both, is the same. */
static bool alias_safe(const struct operation *op, mpfr_prec_t bits, const struct ival *a,
                       const struct ival *b)
{
    struct ival want, got;
    bool fine;

    ival_init(&want, bits);
    ival_init(&got, bits);
    ival_set(&got, a); /* rounded to `bits`: one argument from now on */
    op->box(&want, &got, b);
    op->box(&got, &got, b);
    fine = same(&got, &want);
    ival_set(&got, b);
    op->box(&want, a, &got);
    op->box(&got, a, &got);
    fine = fine && same(&got, &want);
    ival_set(&got, a);
    op->box(&want, &got, &got);
    op->box(&got, &got, &got);
    fine = fine && same(&got, &want);
    ival_clear(&want);
    ival_clear(&got);
    return fine;
}

static void check_properties(const struct operation *op)
{
    uint64_t state = seed;
    bool contained = true, clean = true, alias = true, empty = true;
    struct ival a, b;
    int round;

    ival_init(&a, 53);
    ival_init(&b, 53);
    for (round = 0; round < ROUNDS && contained && clean && alias && empty; round++) {
        mpfr_prec_t bits = 2 + (mpfr_prec_t)(draw(&state) % 120);
        struct ival r;

        exponent = (long)(draw(&state) % 15) - 7;
        draw_ival(&state, &a);
        draw_ival(&state, &b);
        ival_init(&r, bits);
        op->box(&r, &a, &b);
        clean = tidy(&r);
        if (ival_is_empty(&a))
            empty = ival_is_empty(&r);
        else if (!ival_is_empty(&b))
            contained = contains_samples(op, &state, &a, &b, &r);
        alias = alias_safe(op, bits, &a, &b);
        if (!contained || !clean || !alias || !empty)
            note("seed %ju round %d n=%ld: [%a, %a], [%a, %a] gives [%a, %a]",
                 (uintmax_t)seed, round, exponent, ival_lo_d(&a), ival_hi_d(&a),
                 ival_lo_d(&b), ival_hi_d(&b), ival_lo_d(&r), ival_hi_d(&r));
        ival_clear(&r);
    }
    ok(contained, "%s contains the values at sampled points", op->name);
    ok(clean, "%s gives ordered ends and no -0", op->name);
    ok(alias, "%s may write over its arguments", op->name);
    ok(empty, "%s of the empty set is empty", op->name);
    ival_clear(&a);
    ival_clear(&b);
}

/* ---- special values ---------------------------------------------------------- */

#define WHOLE \
    { \
        -INFINITY, INFINITY \
    }
#define EMPTY \
    { \
        NAN, NAN \
    }

static const struct special {
    const char *op;
    double a[2], b[2], want[2];
    const char *shows;
    long n;
} specials[] = {
    {"mul", {0, 0}, WHOLE, {0, 0}, "zero times anything is zero", 0},
    {"mul", {0, 1}, {2, INFINITY}, {0, INFINITY}, "an unbounded product", 0},
    {"mul", {-1, 2}, {-3, 5}, {-6, 10}, "mixed signs need four corners", 0},
    {"div", {1, 1}, {0, 1}, {1, INFINITY}, "a pole at an end", 0},
    {"div", {1, 1}, {-1, 0}, {-INFINITY, -1}, "a pole at the other end", 0},
    {"div", {1, 2}, {-1, 1}, WHOLE, "a pole inside", 0},
    {"div", {1, 2}, {0, 0}, EMPTY, "division by zero alone", 0},
    {"div", {0, 0}, {-1, 1}, {0, 0}, "zero over anything else", 0},
    {"div", {0, 0}, {0, 0}, EMPTY, "0/0", 0},
    {"div", {-4, -2}, {-2, INFINITY}, WHOLE, "a pole inside an unbounded divisor", 0},
    {"div", {2, 4}, {2, INFINITY}, {0, 2}, "an unbounded divisor", 0},
    {"div", {1, INFINITY}, {1, INFINITY}, {0, INFINITY}, "inf over inf", 0},
    {"sqr", {-3, 2}, EMPTY, {0, 9}, "a square touches zero", 0},
    {"sqr", {-3, -2}, EMPTY, {4, 9}, "a square of negatives", 0},
    {"pown", {-3, 2}, EMPTY, {1, 1}, "x^0 is 1", 0},
    {"pown", {-2, 3}, EMPTY, {-8, 27}, "an odd power", 3},
    {"pown", {-2, 1}, EMPTY, {0, 16}, "an even power", 4},
    {"pown", {0, 2}, EMPTY, {0.25, INFINITY}, "x^-2 from zero", -2},
    {"pown", {-1, 2}, EMPTY, {0.25, INFINITY}, "x^-2 across zero", -2},
    {"pown", {-1, 2}, EMPTY, WHOLE, "x^-1 across zero", -1},
    {"pown", {-2, 0}, EMPTY, {-INFINITY, -0.5}, "x^-1 up to zero", -1},
    {"pown", {0, 0}, EMPTY, EMPTY, "0^-1", -1},
    {"rootn", {-8, 27}, EMPTY, {-2, 3}, "odd roots are real everywhere", 3},
    {"rootn", {-8, 16}, EMPTY, {0, 2}, "even roots start at zero", 4},
    {"rootn", {-8, -1}, EMPTY, EMPTY, "no even root of negatives", 2},
    {"rootn", {0, 4}, EMPTY, {0.5, INFINITY}, "x^(-1/2)", -2},
    {"rootn", {-8, 0}, EMPTY, {-INFINITY, -0.5}, "x^(-1/3)", -3},
    {"rootn", {1, 4}, EMPTY, EMPTY, "there is no 0-th root", 0},
    {"pow", {0, 0}, {0, 0}, EMPTY, "0^0", 0},
    {"pow", {0, 0}, {-1, 2}, {0, 0}, "0^y is 0 for y > 0 alone", 0},
    {"pow", {0, 1}, {0, 0}, {1, 1}, "x^0 is 1", 0},
    {"pow", {-1, 0}, {1, 2}, {0, 0}, "negative bases do not count", 0},
    {"pow", {0.5, 2}, {-1, 3}, {0.125, 8}, "bases on both sides of 1", 0},
    {"pow", {0, 4}, {0.5, 0.5}, {0, 2}, "a square root", 0},
    {"pow", {1, 1}, WHOLE, {1, 1}, "1^y", 0},
    {"min", {1, 5}, {2, 3}, {1, 3}, "least of two", 0},
    {"max", {1, 5}, {2, 3}, {2, 5}, "greatest of two", 0},
    {"sub", {0, INFINITY}, {0, INFINITY}, WHOLE, "inf - inf", 0},
};

static void check_specials(void)
{
    struct ival a, b, r, want;

    ival_init(&a, 53);
    ival_init(&b, 53);
    ival_init(&r, 53);
    ival_init(&want, 53);
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
        const struct special *s = &specials[i];

        exponent = s->n;
        ival_set_d(&a, s->a[0], s->a[1]);
        ival_set_d(&b, s->b[0], s->b[1]);
        ival_set_d(&want, s->want[0], s->want[1]);
        for (size_t k = 0; k < sizeof operations / sizeof *operations; k++)
            if (strcmp(operations[k].name, s->op) == 0)
                operations[k].box(&r, &a, &b);
        if (!ok(same(&r, &want), "%s: %s", s->op, s->shows))
            note("got [%g, %g]", ival_lo_d(&r), ival_hi_d(&r));
    }
    ival_clear(&a);
    ival_clear(&b);
    ival_clear(&r);
    ival_clear(&want);
}

static void check_rounding(void)
{
    struct ival a, b, r, narrow;

    ival_init(&a, 53);
    ival_init(&b, 53);
    ival_init(&r, 53);
    ival_init(&narrow, 4);
    ival_set_si(&a, 1);
    ival_set_si(&b, 3);
    ival_div(&r, &a, &b);
    ok(ival_hi_d(&r) == nextafter(ival_lo_d(&r), 1), "1/3 lies between two neighbours");
    ival_set_d(&narrow, 33, 35);
    ok(ival_lo_d(&narrow) == 32 && ival_hi_d(&narrow) == 36, "few bits round outward");
    ival_set_d(&a, 33, 34);
    ival_set_d(&b, 35, 36);
    ival_meet(&narrow, &a, &b);
    ok(ival_is_empty(&narrow), "what is apart stays apart with few bits");
    ival_hull(&narrow, &a, &b);
    ok(ival_lo_d(&narrow) == 32 && ival_hi_d(&narrow) == 36, "a hull rounds outward");
    ival_clear(&a);
    ival_clear(&b);
    ival_clear(&r);
    ival_clear(&narrow);
}

static void check_questions(void)
{
    struct arena *arena = arena_new();
    struct ival *v = ival_array(arena, 4, 64);

    ok(ival_is_empty(&v[0]), "a new interval is empty");
    ok(ival_is_bounded(&v[0]) && !ival_is_point(&v[0]),
       "the empty set is bounded, no point");
    ok(isnan(ival_mid_d(&v[0])) && ival_sign(&v[0]) == 0, "it has no middle and no sign");
    ival_set_whole(&v[1]);
    ok(ival_is_whole(&v[1]) && !ival_is_bounded(&v[1]), "the whole line");
    ok(ival_interior(&v[1], &v[1]), "the line is its own interior");
    ok(ival_inside(&v[0], &v[1]) && !ival_inside(&v[1], &v[0]),
       "the empty set is in all");
    ival_set_d(&v[2], 1, 2);
    ival_set_d(&v[3], 2, 3);
    ok(!ival_disjoint(&v[2], &v[3]), "closed intervals may share an end");
    ival_meet(&v[3], &v[2], &v[3]);
    ok(ival_is_point(&v[3]) && ival_lo_d(&v[3]) == 2, "and meet in it");
    ok(ival_inside(&v[3], &v[2]) && !ival_interior(&v[3], &v[2]), "inside, not interior");
    ok(ival_sign(&v[2]) == 1 && !ival_has_zero(&v[2]), "[1, 2] is positive");
    ival_set_d(&v[2], -2, 0);
    ok(ival_sign(&v[2]) == 0 && ival_has_zero(&v[2]), "[-2, 0] is not negative");
    is_double(ival_mid_d(&v[2]), -1, 0, "middle of [-2, 0]");
    is_double(ival_mid_d(&v[1]), 0, 0, "middle of the line");
    ival_set_d(&v[2], 3, INFINITY);
    is_double(ival_mid_d(&v[2]), 7, 0, "a point of [3, inf]");
    ival_set_d(&v[2], -INFINITY, 5);
    is_double(ival_mid_d(&v[2]), 0, 0, "a point of [-inf, 5]");
    ival_set_d(&v[2], -INFINITY, 0);
    is_double(ival_mid_d(&v[2]), -1, 0, "a point of [-inf, 0]");
    arena_free(arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        check_properties(&operations[i]);
    check_specials();
    check_rounding();
    check_questions();
    mpfr_free_cache();
    return done_testing();
}
