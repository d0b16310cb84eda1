/* t-gradient.c: reverse mode against forward mode against differences of enclosures. */
#include "tape/tape.h"

#include "tap.h"

#include "formulas.h"

enum {
    FORMULAS = 800,
    POINTS = 6,
    CELLS = 4000,
    INPUTS = 3,
    FINE_BITS = 600,
    STEP_BITS = 120
};

static const uint64_t seed = 211;

/* ---- random formulas ------------------------------------------------------------ */

/* (f(x + h e_j) - f(x - h e_j)) / 2h in enclosures; NaN where that settles nothing. */
static double difference(const struct tape *t, struct tape_balls *balls, const double *x,
                         int j)
{
    arb_ptr at = _arb_vec_init(INPUTS);
    arb_t h, v, w;
    double slope = NAN;

    arb_init(h);
    arb_init(v);
    arb_init(w);
    arb_one(h);
    arb_mul_2exp_si(h, h, -STEP_BITS);
    for (int i = 0; i < INPUTS; i++)
        arb_set_d(at + i, x[i]);
    arb_add(at + j, at + j, h, FINE_BITS);
    tape_ball(t, at, v, FINE_BITS, balls);
    arb_set_d(at + j, x[j]);
    arb_sub(at + j, at + j, h, FINE_BITS);
    tape_ball(t, at, w, FINE_BITS, balls);
    arb_sub(v, v, w, FINE_BITS);
    arb_mul_2exp_si(v, v, STEP_BITS - 1);
    if (arb_is_finite(v) && mag_cmp_2exp_si(arb_radref(v), -40) < 0)
        slope = arf_get_d(arb_midref(v), ARF_RND_NEAR);
    arb_clear(w);
    arb_clear(v);
    arb_clear(h);
    _arb_vec_clear(at, INPUTS);
    return slope;
}

/* Numbers so large that doubles keep no digit of what is left after cancellation. */
static bool is_tame(const struct tape *t, const double *work)
{
    for (size_t i = 0; i < 2 * t->count; i++)
        if (!(fabs(work[i]) < 1e5) || (work[i] != 0 && fabs(work[i]) < 1e-5))
            return false;
    return true;
}

static bool alike(double a, double b, double within)
{
    return (isnan(a) && isnan(b)) || a == b ||
           fabs(a - b) <= within * (1 + fabs(a) + fabs(b));
}

struct tally {
    int compared, points;
};

static bool right_at(const struct tape *t, struct tape_balls *balls, const double *x,
                     struct tally *tally)
{
    double gradient[INPUTS], y, forward_y, one = 1, work[2 * CELLS],
                                           forward_work[2 * CELLS];
    bool tame;

    tape_gradient(t, x, &one, &y, gradient, work);
    tame = is_tame(t, work);
    tally->points++;
    for (int j = 0; j < INPUTS; j++) {
        double dx[INPUTS] = {0}, dy, want;

        dx[j] = 1;
        tape_forward(t, x, dx, &forward_y, &dy, forward_work);
        if (!alike(forward_y, y, 0))
            return false;
        if (!tame || !is_tame(t, forward_work))
            continue;
        want = difference(t, balls, x, j); /* none at the end of a domain */
        tally->compared += !isnan(want);
        if (!alike(dy, gradient[j], 1e-10) || (!isnan(want) && !alike(want, dy, 1e-7))) {
            note("reverse %.17g, forward %.17g, difference %.17g", gradient[j], dy, want);
            return false;
        }
    }
    return true;
}

static void check_random(void)
{
    struct maker m = {.rng = {seed}, .smooth = true};
    struct tally tally = {0, 0};
    bool right = true;

    for (int i = 0; i < FORMULAS && right; i++) {
        struct arena *a = arena_new();
        struct tape *t;
        struct tape_balls *balls;
        struct diag d;
        expr x[INPUTS], e;

        maker_begin(&m, a, x, INPUTS);
        e = make_formula(&m, 5);
        right = tape_compile(a, m.pool, &e, 1, x, INPUTS, &t, &d) == ST_OK;
        balls = tape_balls_new(a, t);
        for (int k = 0; k < POINTS && right; k++) {
            double at[INPUTS];

            for (int j = 0; j < INPUTS; j++)
                at[j] = make_point(&m.rng);
            right = right_at(t, balls, at, &tally);
            if (!right)
                note("seed %ju, formula %d: %s at %.17g, %.17g, %.17g", (uintmax_t)seed,
                     i, expr_text(m.pool, e, NOTE_PLAIN, a), at[0], at[1], at[2]);
        }
        arena_free(a);
    }
    ok(right, "reverse mode, forward mode and differences agree");
    ok(tally.compared > tally.points / 2, "%d slopes at %d points could be compared",
       tally.compared, tally.points);
}

/* ---- by hand --------------------------------------------------------------------- */

static const struct slope {
    const char *text;
    double x, y, dx, dy;
    const char *shows;
} slopes[] = {
    {"x*y", 2, 3, 3, 2, "a product"},
    {"x/y", 6, 2, 0.5, -1.5, "a quotient"},
    {"x^y", 2, 3, 12, 5.5451774444795625, "both sides of a power"},
    {"x^y", 0, 2, 0, 0, "a power of 0"},
    {"abs(x)*y", 0, 1, 0, 0, "the kink of abs is flat"},
    {"floor(x) + y", 2.5, 0, 0, 1, "steps are flat"},
    {"min(x, y)", 1, 2, 1, 0, "the active side"},
    {"max(x, y)", 1, 2, 0, 1, "the active side"},
    {"max(x, y)", NAN, 2, NAN, NAN, "no side is"},
    {"sqrt(x)", 0, 0, INFINITY, 0, "a vertical tangent"},
    {"x^(3/2)*y", 0, 1, 0, 0, "the flat end of a power"},
    {"sqrt(x)*y", 0, 0, 0, 0, "0 times an infinite slope"},
    {"x^(1/3)", -8, 0, 1.0 / 12, 0, "a root of a negative number"},
    {"x^(-2)", 2, 0, -0.25, 0, "a negative power"},
    {"ln(x)", -1, 0, NAN, 0, "outside the domain"},
    {"piecewise(x > 0: x^2, sqrt(x)*y)", 3, 1, 6, 0, "only the branch that is taken"},
    {"piecewise(x > 0: ln(x), x*y)", -1, 2, 2, -1, "nor the other"},
    {"piecewise(ln(x) > 0: x, y)", -1, 2, NAN, NAN, "a condition without a value"},
};

static void check_slopes(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    expr x[2] = {pool_symbol(p, "x"), pool_symbol(p, "y")};

    for (size_t i = 0; i < sizeof slopes / sizeof *slopes; i++) {
        const struct slope *s = &slopes[i];
        double at[2] = {s->x, s->y}, along_x[2] = {1, 0}, y, dy, one = 1, g[2];
        double work[2 * CELLS];
        struct formula f;
        struct tape *t;
        struct diag d = {0};

        if (!ok(expr_read(p, s->text, strlen(s->text), NULL, &f, NULL, &d) == ST_OK &&
                    tape_compile(a, p, &f.body, 1, x, 2, &t, &d) == ST_OK,
                "%s: %s", s->text, d.message))
            continue;
        tape_gradient(t, at, &one, &y, g, work);
        is_double(g[0], s->dx, 1e-15, "%s by x: %s", s->text, s->shows);
        is_double(g[1], s->dy, 1e-15, "%s by y: %s", s->text, s->shows);
        tape_forward(t, at, along_x, &y, &dy, work);
        is_double(dy, s->dx, 1e-15, "%s by x, forward", s->text);
    }
    arena_free(a);
}

/* Two outputs with their seeds: 3 x^2 + 5 x y. */
static void check_seeds(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    expr x[2] = {pool_symbol(p, "x"), pool_symbol(p, "y")};
    expr outputs[2] = {pool_mul(p, x[0], x[0]), pool_mul(p, x[0], x[1])};
    double at[2] = {2, 7}, seeds[2] = {3, 5}, y[2], g[2], work[2 * CELLS];
    struct tape *t;
    struct diag d;

    is_int(tape_compile(a, p, outputs, 2, x, 2, &t, &d), ST_OK, "two outputs");
    tape_gradient(t, at, seeds, y, g, work);
    is_double(y[1], 14, 0, "the second output");
    is_double(g[0], 47, 0, "6x + 5y");
    is_double(g[1], 10, 0, "5x");
    arena_free(a);
}

int main(void)
{
    check_slopes();
    check_seeds();
    check_random();
    flint_cleanup();
    return done_testing();
}
