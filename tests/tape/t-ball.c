/* t-ball.c: balls of a tape contain the values at points of its argument. */
#include "tape/tape.h"

#include "tap.h"

#include "formulas.h"

enum { FORMULAS = 1200, BALLS = 4, POINTS = 6, FINE_BITS = 400 };

static const uint64_t seed = 307;

/* Of all widths, and points too. */
static void make_ball(arb_t r, struct rng *rng)
{
    arb_set_d(r, make_point(rng));
    if (rng_below(rng, 4))
        mag_set_d(arb_radref(r), ldexp(rng_unit(rng), (int)rng_below(rng, 50) - 48));
}

/* A point of the ball; its ends are among them. */
static void point_of(arb_t r, const arb_t ball, struct rng *rng)
{
    arf_t radius, step;
    double where = rng_below(rng, 3) ? 2 * rng_unit(rng) - 1 : rng_below(rng, 2) ? 1 : -1;

    arf_init(radius);
    arf_init(step);
    arf_set_mag(radius, arb_radref(ball));
    arf_set_d(step, where);
    arf_mul(step, step, radius, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_add(arb_midref(r), arb_midref(ball), step, ARF_PREC_EXACT, ARF_RND_DOWN);
    mag_zero(arb_radref(r));
    arf_clear(step);
    arf_clear(radius);
}

static bool contains_points(const struct tape *t, struct tape_balls *balls, expr e,
                            expr x, struct rng *rng)
{
    arb_t at, y, point, value;
    bool right = true;

    arb_init(at);
    arb_init(y);
    arb_init(point);
    arb_init(value);
    make_ball(at, rng);
    tape_ball(t, at, y, 30 + (slong)rng_below(rng, 100), balls);
    for (int k = 0; k < POINTS && right && arb_is_finite(y); k++) {
        point_of(point, at, rng);
        expr_ball_at(t->pool, e, x, point, value, FINE_BITS);
        right = arb_is_finite(value) && arb_overlaps(value, y);
        if (!right) {
            char *s = arb_get_str(point, 20, 0), *got = arb_get_str(y, 20, 0);

            note("at %s: %s", s, got);
            flint_free(s);
            flint_free(got);
        }
    }
    arb_clear(value);
    arb_clear(point);
    arb_clear(y);
    arb_clear(at);
    return right;
}

static void check_random(void)
{
    struct maker m = {.rng = {seed}};
    bool right = true;

    for (int i = 0; i < FORMULAS && right; i++) {
        struct arena *a = arena_new();
        struct tape_balls *balls;
        struct tape *t;
        struct diag d;
        expr x, e;

        m.pool = pool_new(a, 100000);
        x = pool_symbol(m.pool, "x");
        m.variables = &x;
        m.variable_count = 1;
        e = make_formula(&m, 5);
        right = tape_compile(a, m.pool, &e, 1, &x, 1, &t, &d) == ST_OK;
        balls = tape_balls_new(a, t);
        for (int k = 0; k < BALLS && right; k++)
            right = contains_points(t, balls, e, x, &m.rng);
        if (!right)
            note("seed %ju, formula %d: %s", (uintmax_t)seed, i,
                 expr_text(m.pool, e, NOTE_PLAIN, a));
        arena_free(a);
    }
    ok(right, "balls contain the values at their points");
}

/* ---- by hand --------------------------------------------------------------------- */

enum want { FINITE, NOT_FINITE };

static const struct ball_case {
    const char *text;
    double mid, radius;
    enum want want;
    double lo, hi; /* its ends, about */
    const char *shows;
} cases[] = {
    {"x^2", 0, 1, FINITE, 0, 1, "a square is not below 0"},
    {"1/x", 0, 1, NOT_FINITE, 0, 0, "a pole inside"},
    {"atan(1/x)", 0, 1, NOT_FINITE, 0, 0, "a pole stays one in a bounded function"},
    {"x^(1/3)", 0, 8, FINITE, -2, 2, "an odd root around 0"},
    {"x^(1/3)", -8, 0, FINITE, -2, -2, "an odd root below 0"},
    {"x^(1/2)", 0, 0, FINITE, 0, 0, "an even root of 0"},
    {"x^(1/2)", 0, 1, NOT_FINITE, 0, 0, "an even root of what may be negative"},
    {"piecewise(x > 0: 1, -1)", 0, 1, FINITE, -1, 1, "an open test joins the branches"},
    {"piecewise(x > 0: ln(x), -1)", 0, 1, NOT_FINITE, 0, 0, "one of which has no value"},
    {"piecewise(x > 0: ln(x), -1)", -3, 1, FINITE, -1, -1, "a test that is settled"},
    {"piecewise(ln(x) > 0: 1, 1 + x)", -3, 1, NOT_FINITE, 0, 0,
     "a condition without value"},
    {"piecewise(x > 0 and x < 4: 1, 2)", 2, 1, FINITE, 1, 1, "both hold"},
    {"piecewise(x < 0 or x > 4: 1, 2)", 2, 1, FINITE, 2, 2, "neither holds"},
    {"sqrt(2)*x", 1, 0, FINITE, 1.4142135623730949, 1.4142135623730952, "a constant"},
};

static void check_case(struct arena *a, struct pool *p, const struct ball_case *c)
{
    expr x = pool_symbol(p, "x");
    struct formula f;
    struct tape *t;
    struct diag d = {0};
    arb_t at, y;

    if (!ok(expr_read(p, c->text, strlen(c->text), NULL, &f, NULL, &d) == ST_OK &&
                tape_compile(a, p, &f.body, 1, &x, 1, &t, &d) == ST_OK,
            "%s: %s", c->text, d.message))
        return;
    arb_init(at);
    arb_init(y);
    arb_set_d(at, c->mid);
    mag_set_d(arb_radref(at), c->radius);
    tape_ball(t, at, y, 64, tape_balls_new(a, t));
    is_int(arb_is_finite(y), c->want == FINITE, "%s: %s", c->text, c->shows);
    if (c->want == FINITE) {
        double mid = arf_get_d(arb_midref(y), ARF_RND_NEAR),
               radius = mag_get_d(arb_radref(y));

        is_double(mid - radius, c->lo, 1e-8, "%s: its lower end", c->text);
        is_double(mid + radius, c->hi, 1e-8, "%s: its upper end", c->text);
    }
    arb_clear(y);
    arb_clear(at);
}

/* Constants follow the precision when it changes between calls. */
static void check_precisions(struct arena *a, struct pool *p)
{
    expr x = pool_symbol(p, "x"), e = pool_mul(p, x, pool_pi(p));
    struct tape_balls *balls;
    struct tape *t;
    struct diag d;
    arb_t one, y;

    is_int(tape_compile(a, p, &e, 1, &x, 1, &t, &d), ST_OK, "pi x");
    balls = tape_balls_new(a, t);
    arb_init(one);
    arb_init(y);
    arb_one(one);
    for (slong bits = 32; bits <= 512; bits *= 4) {
        tape_ball(t, one, y, bits, balls);
        ok(arb_rel_accuracy_bits(y) > bits - 6, "pi to %ld bits", (long)bits);
    }
    arb_clear(y);
    arb_clear(one);
}

int main(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(a, p, &cases[i]);
    check_precisions(a, p);
    arena_free(a);
    check_random();
    flint_cleanup();
    return done_testing();
}
