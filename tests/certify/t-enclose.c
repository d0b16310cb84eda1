/* t-enclose.c: ranges hold the values at points of the box, and facts are never false. */
#include "certify/certify.h"

#include "tap.h"

#include "formulas.h"

enum {
    FORMULAS = 800,
    BOXES = 6,
    POINTS = 12,
    INPUTS = 2,
    FINE_BITS = 400,
    CELLS = 4000
};

static const uint64_t seed = 401;

/* ---- random formulas ------------------------------------------------------------ */

struct trial {
    struct rng rng;
    const struct tape *tape;
    struct tape_balls *balls;
    struct enclosure *enclosure;
    double lo[INPUTS], hi[INPUTS], x[INPUTS]; /* the box and a point of it */
    long held, defined, continuous, nonzero;  /* how often that was put to the test */
};

static void make_side(struct rng *rng, double *lo, double *hi)
{
    double a = make_point(rng), b = make_point(rng);

    *lo = fmin(a, b);
    *hi = fmax(a, b);
    switch (rng_below(rng, 8)) {
    case 0: *lo = *hi; return;
    case 1: *hi = INFINITY; return;
    case 2: *lo = -INFINITY; return;
    case 3: *hi = *lo + ldexp(rng_unit(rng), -10); return;
    case 4:
        *lo = 0;
        *hi = fabs(b);
        return;
    case 5:
        if (rng_below(rng, 2))
            *lo = -INFINITY;
        *hi = INFINITY;
        return;
    default: return;
    }
}

/* Ends are among the points; of an unbounded side also far ones. */
static double point_in(struct rng *rng, double lo, double hi)
{
    double far = ldexp(rng_unit(rng), (int)rng_below(rng, 14) - 4), x;

    if (isinf(lo) && isinf(hi))
        return rng_below(rng, 2) ? make_point(rng) : rng_below(rng, 2) ? far : -far;
    if (rng_below(rng, 4) == 0)
        return isinf(lo) ? hi : lo;
    if (rng_below(rng, 4) == 0)
        return isinf(hi) ? lo : hi;
    x = isinf(hi) ? lo + far : isinf(lo) ? hi - far : lo + rng_unit(rng) * (hi - lo);
    return fmin(hi, fmax(lo, x));
}

/* The value at t->x, at the precision that settles it, up to 16 times the usual. */
static void value_at(const struct trial *t, arb_t y)
{
    arb_ptr at = _arb_vec_init(INPUTS);

    for (int j = 0; j < INPUTS; j++)
        arb_set_d(at + j, t->x[j]);
    arb_indeterminate(y);
    for (slong bits = FINE_BITS; bits <= 16 * FINE_BITS && !arb_is_finite(y); bits *= 4)
        tape_ball(t->tape, at, y, bits, t->balls);
    _arb_vec_clear(at, INPUTS);
}

static bool holds(const struct range *r, const arb_t y)
{
    arf_t lo, hi;
    bool inside;

    if (ival_is_empty(&r->v))
        return false;
    arf_init(lo);
    arf_init(hi);
    arf_set_mpfr(lo, r->v.lo);
    arf_set_mpfr(hi, r->v.hi);
    inside = arf_cmp(lo, arb_midref(y)) <= 0 && arf_cmp(arb_midref(y), hi) <= 0;
    inside = inside || arb_contains_arf(y, lo) || arb_contains_arf(y, hi);
    arf_clear(hi);
    arf_clear(lo);
    return inside;
}

/* Does op read a number so near to a step of its own, or to the end of its domain, that
 * a ball around it lies on both sides? floor(erf(-2000)) would take millions of bits. */
static bool at_edge(const struct tape_op *op, double u)
{
    const double near = 1e-9;

    if (op->code == TAPE_TEST || op->code == TAPE_ROOT || op->code == TAPE_POW)
        return fabs(u) < near;
    if (op->code != TAPE_FUNC)
        return false;
    switch (op->k) {
    case FN_SIGN: return fabs(u) < near;
    case FN_FLOOR:
    case FN_CEIL: return fabs(u - round(u)) < near;
    case FN_ASIN:
    case FN_ACOS: return fabs(fabs(u) - 1) < near;
    default: return false;
    }
}

/* No ball settles the value; nor one whose exponent takes millions of bits, as that of
 * sinh(gamma(1e54)) does. */
static bool beyond_balls(const struct trial *t)
{
    double y, work[CELLS];

    tape_eval(t->tape, t->x, &y, work);
    for (size_t i = 0; i < t->tape->count; i++)
        if (isinf(work[i]) || at_edge(&t->tape->ops[i], work[t->tape->ops[i].a]))
            return true;
    return false;
}

static const char *fault_of(struct trial *t, const struct range *r, const arb_t y)
{
    int sign = range_sign(r);

    if (!arb_is_finite(y))
        return (r->facts & FACT_DEFINED) && !beyond_balls(t) ? "said to be defined"
                                                             : NULL;
    t->held++;
    t->defined += (r->facts & FACT_DEFINED) != 0;
    t->nonzero += (r->facts & FACT_NONZERO) && ival_has_zero(&r->v);
    if (!holds(r, y))
        return "outside of the range";
    if ((r->facts & FACT_NONZERO) && arb_is_zero(y))
        return "said to be nonzero";
    if ((sign > 0 && arb_is_nonpositive(y)) || (sign < 0 && arb_is_nonnegative(y)))
        return "said to have a sign";
    if ((r->facts & FACT_CONTINUOUS) && !(r->facts & FACT_DEFINED))
        return "continuous without being defined";
    return NULL;
}

static bool sound_on_box(struct trial *t)
{
    struct ival box[INPUTS];
    const struct range *r;
    const char *fault = NULL;
    arb_t y;

    arb_init(y);
    for (int j = 0; j < INPUTS; j++) {
        make_side(&t->rng, &t->lo[j], &t->hi[j]);
        ival_init(&box[j], 53);
        ival_set_d(&box[j], t->lo[j], t->hi[j]);
    }
    enclose(t->enclosure, box, &r);
    for (int k = 0; k < POINTS && !fault; k++) {
        for (int j = 0; j < INPUTS; j++)
            t->x[j] = point_in(&t->rng, t->lo[j], t->hi[j]);
        value_at(t, y);
        fault = fault_of(t, r, y);
    }
    if (fault)
        note("%s: range [%.17g, %.17g], facts %u", fault, ival_lo_d(&r->v),
             ival_hi_d(&r->v), r->facts);
    for (int j = 0; j < INPUTS; j++)
        ival_clear(&box[j]);
    arb_clear(y);
    return !fault;
}

static bool sound(struct maker *m, struct trial *t, int i)
{
    struct arena *a = arena_new();
    struct tape *tape;
    struct diag d;
    expr x[INPUTS], e;
    bool right;

    m->pool = pool_new(a, 100000);
    x[0] = pool_symbol(m->pool, "x");
    x[1] = pool_symbol(m->pool, "y");
    m->variables = x;
    m->variable_count = INPUTS;
    e = make_formula(m, 4);
    right = tape_compile(a, m->pool, &e, 1, x, INPUTS, &tape, &d) == ST_OK;
    t->tape = tape;
    t->balls = tape_balls_new(a, tape);
    t->enclosure = enclosure_new(a, tape, 24 + (mpfr_prec_t)rng_below(&t->rng, 60));
    for (int k = 0; k < BOXES && right; k++)
        right = sound_on_box(t);
    if (!right)
        note(
            "seed %ju, formula %d: %s on [%.17g, %.17g] x [%.17g, %.17g] at %.17g, %.17g",
            (uintmax_t)seed, i, expr_text(m->pool, e, NOTE_PLAIN, a), t->lo[0], t->hi[0],
            t->lo[1], t->hi[1], t->x[0], t->x[1]);
    arena_free(a);
    return right;
}

static void check_random(void)
{
    struct maker m = {.rng = {seed}};
    struct trial t = {.rng = {seed + 1}};
    bool right = true;

    for (int i = 0; i < FORMULAS && right; i++)
        right = sound(&m, &t, i);
    ok(right, "ranges hold the values and facts are true");
    note("%ld values, %ld where defined, %ld nonzero with 0 in the range", t.held,
         t.defined, t.nonzero);
    ok(t.defined > t.held / 3 && t.nonzero > t.held / 100, "the facts are not idle");
}

/* ---- by hand --------------------------------------------------------------------- */

enum { D = FACT_DEFINED, C = FACT_DEFINED | FACT_CONTINUOUS, N = FACT_NONZERO };

static const struct known {
    const char *text;
    double from, to; /* x runs here, y over all */
    double lo, hi;   /* NaN: empty */
    unsigned facts;
    const char *shows;
} table[] = {
    {"exp(-x)", 1, INFINITY, 0, 0.36787944117144239, C | N,
     "positive, though 0 is an end"},
    {"1/exp(-x^2)", -INFINITY, INFINITY, 1, INFINITY, C | N,
     "whose reciprocal is defined"},
    {"1/(exp(x) + x^2)", -INFINITY, INFINITY, 0, INFINITY, C | N, "a positive sum"},
    {"1/(-exp(x) - x^2)", -INFINITY, INFINITY, -INFINITY, 0, C | N, "a negative sum"},
    {"1/x", 0, 1, 1, INFINITY, N, "a pole at an end"},
    {"1/x", -1, 1, -INFINITY, INFINITY, N, "a pole inside"},
    {"1/x", 0, 0, NAN, NAN, N, "nowhere defined"},
    {"1/abs(x)", 1, 2, 0.5, 1, C | N, "no pole"},
    {"sqrt(x)", 0, INFINITY, 0, INFINITY, C, "its whole domain"},
    {"sqrt(x)", -1, 4, 0, 2, 0, "more than its domain"},
    {"x^(1/3)", -8, 27, -2, 3, C, "an odd root is defined everywhere"},
    {"x^(-1/3)", 1, 8, 0.5, 1, C | N, "a negative power"},
    {"x^2", -2, 1, 0, 4, C, "a square is not x times x"},
    {"exp(x)^2 + 1", -INFINITY, 0, 1, 2, C | N, "a power of a positive one"},
    {"ln(exp(x) + exp(-x))", -INFINITY, INFINITY, -INFINITY, INFINITY, C,
     "ln of a positive one"},
    {"ln(x)", 0, 1, -INFINITY, 0, 0, "ln needs more than x >= 0"},
    {"x^x", 0, 2, 0, 4, 0, "0^0 is in it"},
    {"x^x", 1, 2, 1, 4, C | N, "a variable power"},
    {"x^pi", 0, 1, 0, 1, C, "0 to a positive power"},
    {"floor(x)", 0.25, 0.75, 0, 0, C, "a step between its jumps"},
    {"floor(x)", 0.5, 1.5, 0, 1, D, "a jump"},
    {"erf(exp(x))", -INFINITY, 0, 0, 0.84270079294971489, C | N, "erf of a positive one"},
    {"abs(exp(-x))", 0, INFINITY, 0, 1, C | N, "abs of one"},
    {"tan(x)", 0, 1, 0, 1.5574077246549022, C, "a branch of tan"},
    {"tan(x)", 0, 2, -INFINITY, INFINITY, 0, "a pole of tan"},
    {"atan(1/x)", -1, 1, -1.5707963267948966, 1.5707963267948966, N,
     "undefined inside stays so"},
    {"0*x + y - y", 0, 1, 0, 0, C, "folded before"},
    {"max(x, exp(x))", -INFINITY, 0, 0, 1, C | N, "the greater one is positive"},
    {"min(x, -exp(x))", 0, 1, -2.7182818284590455, -1, C | N,
     "the lesser one is negative"},
    {"max(x, 0)", -1, 1, 0, 1, C, "a kink is continuous"},
    {"piecewise(x > 0: 1, -1)", 1, 2, 1, 1, C | N, "a test that holds"},
    {"piecewise(x > 0: 1, -1)", -2, 0, -1, -1, C | N, "a test that does not"},
    {"piecewise(x > 0: 1, -1)", -1, 1, -1, 1, D | N, "an open test"},
    {"piecewise(x > 0: ln(x), 1)", -2, -1, 1, 1, C | N, "the other branch is not asked"},
    {"piecewise(x > 0: ln(x), 1)", -1, 1, -INFINITY, 1, 0, "unless it may be taken"},
    {"piecewise(exp(x) > 0: 2, 3)", -INFINITY, INFINITY, 2, 2, C | N,
     "decided by nonzero"},
    {"piecewise(ln(x) > 0: 2, 2 + x^2)", -1, 1, 2, 3, N,
     "a condition not always defined"},
    {"piecewise(x > 0 and x < 9: 1, 2)", 1, 2, 1, 1, C | N, "both hold"},
    {"piecewise(x < 0 or x > 9: 1, 2)", 1, 2, 2, 2, C | N, "neither holds"},
    {"piecewise(x = 1: 5, 6)", 1, 1, 5, 5, C | N, "an equation at a point"},
    {"piecewise(x != 3: 5, 6)", 1, 2, 5, 5, C | N, "an inequation off it"},
    {"gamma(x)", 1, 2, 0.8856031944108886, 1, C | N, "gamma"},
    {"sqrt(2)*pi", 0, 1, 4.4428829381583661, 4.4428829381583664, C | N, "a constant"},
    {"x + 1/y", 0, 1, -INFINITY, INFINITY, 0, "the other input has a pole"},
};

static bool same_end(double got, double want)
{
    return got == want || fabs(got - want) <= 1e-15 * fabs(want);
}

static void check_known(struct arena *a, struct pool *p, const struct known *k)
{
    expr x[INPUTS] = {pool_symbol(p, "x"), pool_symbol(p, "y")};
    struct ival *box = ival_array(a, INPUTS, 53);
    const struct range *r;
    struct formula f;
    struct tape *t;
    struct diag d = {0};

    if (!ok(expr_read(p, k->text, strlen(k->text), NULL, &f, NULL, &d) == ST_OK &&
                tape_compile(a, p, &f.body, 1, x, INPUTS, &t, &d) == ST_OK,
            "%s: %s", k->text, d.message))
        return;
    ival_set_d(&box[0], k->from, k->to);
    ival_set_whole(&box[1]);
    enclose(enclosure_new(a, t, 53), box, &r);
    if (isnan(k->lo))
        ok(ival_is_empty(&r->v), "%s: empty", k->text);
    else if (!ok(same_end(ival_lo_d(&r->v), k->lo) && same_end(ival_hi_d(&r->v), k->hi),
                 "%s on [%g, %g]: range", k->text, k->from, k->to))
        note("  got [%.17g, %.17g]", ival_lo_d(&r->v), ival_hi_d(&r->v));
    is_int(r->facts, k->facts, "%s on [%g, %g]: %s", k->text, k->from, k->to, k->shows);
}

/* x - x^3 around 0.5, by its two forms; the true range has the width 0.025 or so. */
static void check_mean_value(struct arena *a, struct pool *p)
{
    expr x = pool_symbol(p, "x"), cube = pool_power(p, x, pool_int(p, 3));
    expr square = pool_mul(p, pool_int(p, 3), pool_power(p, x, pool_int(p, 2)));
    expr outputs[2] = {pool_sub(p, x, cube), pool_sub(p, pool_int(p, 1), square)};
    struct ival *v = ival_array(a, 2, 53);
    struct enclosure *e;
    struct tape *t;
    struct diag d;

    is_int(tape_compile(a, p, outputs, 2, &x, 1, &t, &d), ST_OK, "f and f'");
    e = enclosure_new(a, t, 53);
    ival_set_d(&v[0], 0.45, 0.55);
    ok(enclose_mean_value(e, &v[0], &v[1]), "a bounded box");
    ok(ival_lo_d(&v[1]) <= 0.45 - 0.45 * 0.45 * 0.45 && ival_lo_d(&v[1]) > 0.35,
       "the lower end is near the least value");
    ok(ival_hi_d(&v[1]) >= 0.55 - 0.55 * 0.55 * 0.55 && ival_hi_d(&v[1]) < 0.40,
       "the upper end is near the greatest value");
    ival_set_whole(&v[0]);
    ok(!enclose_mean_value(e, &v[0], &v[1]) && ival_is_whole(&v[1]), "an unbounded one");
}

static void check_signs(void)
{
    struct range r = {.facts = N};

    ival_init(&r.v, 53);
    ival_set_d(&r.v, 0, 1);
    is_int(range_sign(&r), 1, "[0, 1] without 0");
    ival_set_d(&r.v, -1, 0);
    is_int(range_sign(&r), -1, "[-1, 0] without 0");
    ival_set_d(&r.v, -1, 1);
    is_int(range_sign(&r), 0, "[-1, 1] without 0");
    ival_set_empty(&r.v);
    is_int(range_sign(&r), 0, "nothing has no sign");
    r.facts = 0;
    ival_set_d(&r.v, 0, 1);
    is_int(range_sign(&r), 0, "[0, 1]");
    ival_clear(&r.v);
}

int main(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_known(a, p, &table[i]);
    check_signs();
    check_mean_value(a, p);
    arena_free(a);
    check_random();
    flint_cleanup();
    return done_testing();
}
