/* t-eval.c: tapes in doubles against enclosures of the nodes they were compiled from. */
#include "tape/tape.h"

#include "tap.h"

#include "formulas.h"

enum { FORMULAS = 1500, POINTS = 12, CELLS = 4000, ROUGH_BITS = 38, FINE_BITS = 300 };

static const uint64_t seed = 101;

static struct tape *compile(struct arena *a, struct pool *p, expr e, const expr *x,
                            size_t n)
{
    struct tape *t = NULL;
    struct diag d = {0};

    if (tape_compile(a, p, &e, 1, x, n, &t, &d) != ST_OK)
        note("%s: %s", expr_text(p, e, NOTE_PLAIN, a), d.message);
    return t;
}

/* ---- one point ----------------------------------------------------------------- */

/* A ball of few bits around the value is wider than what doubles lose: every operation of
 * theirs errs by a few units of 2^-53, every one of its own by a unit of 2^-38. */
static bool near_enclosure(double y, const arb_t rough)
{
    arb_t v;
    bool near;

    arb_init(v);
    arb_set_d(v, y);
    arb_add_error_2exp_si(v, -1000); /* what doubles lose below their range */
    near = !arb_is_finite(rough) || arb_overlaps(v, rough);
    arb_clear(v);
    return near;
}

/* Is the true value of a cell larger or smaller than any double? */
static bool out_of_range(const struct tape *t, uint32_t cell, expr x, const arb_t at)
{
    arb_t v;
    mag_t size;
    bool out;

    arb_init(v);
    mag_init(size);
    expr_ball_at(t->pool, t->node[cell], x, at, v, FINE_BITS);
    arb_get_mag(size, v);
    out = !arb_is_finite(v) || mag_cmp_2exp_si(size, 1000) > 0 ||
          mag_cmp_2exp_si(size, -1000) < 0;
    mag_clear(size);
    arb_clear(v);
    return out;
}

/* ln(e^-1000) is no double because e^-1000 is 0. */
static bool excused(const struct tape *t, double at, expr x, const arb_t u, double *work)
{
    long cell = tape_first_fault(t, &at, work);
    const struct tape_op *op = &t->ops[cell];

    return out_of_range(t, (uint32_t)cell, x, u) || out_of_range(t, op->a, x, u) ||
           out_of_range(t, op->b, x, u);
}

/* An infinity on the way stands for a number too large, a 0 perhaps for one too small, and
 * what follows is as good as that. */
static bool left_range(const struct tape *t, const double *work)
{
    for (size_t i = 0; i < t->count; i++)
        if (isinf(work[i]) || fabs(work[i]) < 1e-300)
            return true;
    return false;
}

static bool right_at(const struct tape *t, expr e, expr x, double at, double *work,
                     long *compared)
{
    arb_t u, rough;
    double y;
    bool right;

    arb_init(u);
    arb_init(rough);
    arb_set_d(u, at);
    expr_ball_at(t->pool, e, x, u, rough, ROUGH_BITS);
    tape_eval(t, &at, &y, work);
    *compared += isfinite(y) && arb_is_finite(rough);
    if (isfinite(y))
        right = near_enclosure(y, rough) || left_range(t, work);
    else
        right = !arb_is_finite(rough) || excused(t, at, x, u, work);
    arb_clear(rough);
    arb_clear(u);
    return right;
}

static void check_points(void)
{
    struct maker m = {.rng = {seed}};
    double work[CELLS];
    bool right = true;
    long compared = 0;

    for (int i = 0; i < FORMULAS && right; i++) {
        struct arena *a = arena_new();
        struct tape *t;
        expr x, e;

        m.pool = pool_new(a, 100000);
        x = pool_symbol(m.pool, "x");
        m.variables = &x;
        m.variable_count = 1;
        e = make_formula(&m, 5);
        t = compile(a, m.pool, e, &x, 1);
        for (int k = 0; k < POINTS && right; k++) {
            double at = make_point(&m.rng);

            right = t && right_at(t, e, x, at, work, &compared);
            if (!right)
                note("seed %ju, formula %d: %s at %.17g", (uintmax_t)seed, i,
                     expr_text(m.pool, e, NOTE_PLAIN, a), at);
        }
        arena_free(a);
    }
    ok(right, "values are those of the nodes");
    ok(compared > FORMULAS * POINTS / 3, "%ld values were compared", compared);
}

/* ---- blocks -------------------------------------------------------------------- */

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

enum { MANY = 2 * TAPE_BLOCK + 37 };

static bool blocks_agree(const struct tape *t, struct rng *rng)
{
    static double xs[2][MANY], ys[1][MANY], block_work[CELLS * TAPE_BLOCK];
    const double *x[2] = {xs[0], xs[1]};
    double *y[1] = {ys[0]}, work[CELLS];

    for (int i = 0; i < MANY; i++)
        for (int j = 0; j < 2; j++)
            xs[j][i] = make_point(rng);
    tape_eval_block(t, MANY, x, y, block_work);
    for (int i = 0; i < MANY; i++) {
        double at[2] = {xs[0][i], xs[1][i]};

        tape_eval(t, at, at, work); /* y over x is allowed */
        if (!same_bits(at[0], ys[0][i]))
            return false;
    }
    return true;
}

static void check_blocks(void)
{
    struct maker m = {.rng = {seed + 1}};
    bool right = true;

    for (int i = 0; i < FORMULAS / 5 && right; i++) {
        struct arena *a = arena_new();
        struct tape *t;
        expr x[2], e;

        maker_begin(&m, a, x, 2);
        e = make_formula(&m, 5);
        t = compile(a, m.pool, e, x, 2);
        right = t && blocks_agree(t, &m.rng);
        if (!right)
            note("seed %ju, formula %d: %s", (uintmax_t)seed + 1, i,
                 expr_text(m.pool, e, NOTE_PLAIN, a));
        arena_free(a);
    }
    ok(right, "blocks and points agree bit for bit");
}

/* ---- by hand ------------------------------------------------------------------- */

static const struct value {
    const char *text;
    double x, want;
    const char *shows;
} values[] = {
    {"x^(2/3)", -8, 4, "the real cube root, squared"},
    {"x^(-1/3)", -8, -0.5, "a negative power of it"},
    {"x^(1/2)", -1, NAN, "an even root of a negative number"},
    {"1/x", 0, NAN, "a pole"},
    {"atan(1/x)", 0, NAN, "a pole inside a bounded function"},
    {"atan(ln(x))", 0, NAN, "the logarithm of 0"},
    {"atan(exp(x))", 1000, 1.5707963267948966, "too large for a double is no pole"},
    {"1/gamma(x)", 200, 0, "nor is gamma(200)"},
    {"atan(gamma(x))", -3, NAN, "but gamma(-3) is one"},
    {"x^x", 0, NAN, "0^0"},
    {"x^x", 2, 4, "a variable power"},
    {"x^x", -2, NAN, "needs a base above 0"},
    {"max(x, ln(x))", -1, NAN, "what is undefined stays so"},
    {"piecewise(x > 0: ln(x), x)", -1, -1, "the other branch is not read"},
    {"piecewise(ln(x) > 0: 1, 2)", -1, NAN, "an undefined condition"},
    {"piecewise(x > 0 and x < 1: 1, x = 2: 2, 3)", 2, 2, "pieces"},
    {"piecewise(x < 0 or x >= 1: 1, 2)", 1, 1, "an end that belongs to it"},
    {"x^(333333333333333333333/1000000000000000000000)", 8, 2, "a long exponent"},
    {"x^(12345678901/3)", -1, -1, "a long exponent with an odd root"},
    {"sqrt(2)*x + pi/3", 1, 2.4614111135696932, "constants"},
};

static void check_values(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    expr x = pool_symbol(p, "x");

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct value *v = &values[i];
        struct formula f;
        struct diag d = {0};
        double y = 0, work[CELLS];

        if (!ok(expr_read(p, v->text, strlen(v->text), NULL, &f, NULL, &d) == ST_OK,
                "%s: %s", v->text, d.message))
            continue;
        tape_eval(compile(a, p, f.body, &x, 1), &v->x, &y, work);
        is_double(y, v->want, 1e-15, "%s at %g: %s", v->text, v->x, v->shows);
    }
    arena_free(a);
}

/* The text of the operation where 1 + x*ln(sqrt(y - 2)) fails. */
static const char *fault_at(struct arena *a, double x, double y)
{
    struct pool *p = pool_new(a, 1000);
    expr xs[2] = {pool_symbol(p, "x"), pool_symbol(p, "y")};
    expr root = pool_sqrt(p, pool_sub(p, xs[1], pool_int(p, 2)));
    expr product = pool_mul(p, xs[0], pool_func(p, FN_LN, root));
    struct tape *t = compile(a, p, pool_add(p, pool_int(p, 1), product), xs, 2);
    double at[2] = {x, y}, work[CELLS];
    long cell = tape_first_fault(t, at, work);

    return cell < 0 ? "none" : expr_text(p, t->node[cell], NOTE_PLAIN, a);
}

static void check_fault(void)
{
    struct arena *a = arena_new();

    is_str(fault_at(a, 1, 3), "none", "all is well");
    is_str(fault_at(a, 1, 1), "sqrt(y - 2)", "the root fails first");
    is_str(fault_at(a, 1, 2), "ln(sqrt(y - 2))", "then the logarithm");
    is_str(fault_at(a, NAN, 3), "x", "an input that is no number");
    arena_free(a);
}

static void check_refusals(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    expr x = pool_symbol(p, "x"), n = pool_symbol(p, "n"), k = pool_symbol(p, "k");
    expr sum = pool_range(p, EX_SUM, k, pool_int(p, 1), n, pool_power(p, x, k));
    expr open = pool_index(p, x, k);
    struct tape *t;
    struct diag d;

    is_int(tape_compile(a, p, &n, 1, &x, 1, &t, &d), ST_USAGE,
           "a symbol that is no variable");
    is_int(tape_compile(a, p, &sum, 1, &x, 1, &t, &d), ST_UNABLE,
           "a sum that is no number");
    is_int(tape_compile(a, p, &open, 1, &x, 1, &t, &d), ST_UNABLE, "an open index");
    arena_free(a);
}

/* x^2 + sin(x^2), and x^2 once more: four operations. */
static void check_sharing(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    expr x = pool_symbol(p, "x"), square = pool_power(p, x, pool_int(p, 2));
    expr outputs[2] = {pool_add(p, square, pool_func(p, FN_SIN, square)), square};
    struct tape *t;
    struct diag d;
    double y[2], work[CELLS], two = 2;

    is_int(tape_compile(a, p, outputs, 2, &x, 1, &t, &d), ST_OK, "two outputs");
    is_int(t->count, 4, "equal subexpressions share a cell");
    tape_eval(t, &two, y, work);
    is_double(y[0], 4 + sin(4), 1e-15, "the first output");
    is_double(y[1], 4, 0, "the second output");
    arena_free(a);
}

int main(void)
{
    check_values();
    check_fault();
    check_refusals();
    check_sharing();
    check_points();
    check_blocks();
    flint_cleanup();
    return done_testing();
}
