/* t-rows.c: a tape over rows against the tape at each row, and its second derivatives
 * against the formulas of algebra in balls. */
#include "tape/tape.h"

#include "algebra/algebra.h"

#include "tap.h"

#include "formulas.h"

enum {
    FORMULAS = 600,
    ROWS = 7,
    LANES = 4,
    FIXED = 2,
    INPUTS = 3,
    CELLS = 4000,
    BITS = 200
};

static const uint64_t seed = 307;

static bool alike(double a, double b, double within)
{
    return (isnan(a) && isnan(b)) || a == b ||
           fabs(a - b) <= within * (1 + fabs(a) + fabs(b));
}

/* The second derivatives by the fixed inputs, as formulas. */
static bool hessian_tape(struct arena *a, struct pool *p, expr e, const expr *x,
                         struct tape **t)
{
    struct formula f = {e, pool_true(p)}, dd[FIXED * FIXED];
    expr out[FIXED * FIXED];
    struct diag d;

    if (algebra_hessian(p, &f, x, FIXED, dd, &d) != ST_OK)
        return false;
    for (int i = 0; i < FIXED * FIXED; i++)
        out[i] = dd[i].body;
    return tape_compile(a, p, out, FIXED * FIXED, x, INPUTS, t, &d) == ST_OK;
}

struct table {
    double fixed[FIXED], column[ROWS];
};

struct tally {
    int rows, bends;
};

static bool right_row(const struct tape *t, const struct tape *hessian,
                      struct tape_balls *balls, struct tape_rows *one,
                      const struct table *table, size_t row, double y,
                      const double *slope, size_t lanes, struct tally *tally)
{
    double at[INPUTS] = {table->fixed[0], table->fixed[1], table->column[row]};
    double work[2 * CELLS], want_y, want[INPUTS], seed_one = 1, h[FIXED * FIXED] = {0};
    const double *columns[1] = {&table->column[row]};
    arb_ptr x = _arb_vec_init(INPUTS), dd = _arb_vec_init(FIXED * FIXED);
    bool right = true, tame = true;

    tape_gradient(t, at, &seed_one, &want_y, want, work);
    for (size_t i = 0; i < 2 * t->count; i++)
        tame = tame && fabs(work[i]) < 1e4 && (work[i] == 0 || fabs(work[i]) > 1e-4);
    right = alike(y, want_y, 0) && alike(slope[0], want[0], 0) &&
            alike(slope[lanes], want[1], 0);
    tally->rows++;
    tape_rows_fix(one, table->fixed);
    tape_rows_run(one, columns, 0, 1);
    tape_rows_bends(one, 0, NULL, h);
    for (int i = 0; i < INPUTS; i++)
        arb_set_d(x + i, at[i]);
    tape_ball(hessian, x, dd, BITS, balls);
    for (int i = 0; right && tame && i < FIXED * FIXED; i++)
        if (arb_is_finite(dd + i) && mag_cmp_2exp_si(arb_radref(dd + i), -60) < 0) {
            double exact = arf_get_d(arb_midref(dd + i), ARF_RND_NEAR);

            tally->bends++;
            right = alike(h[i], exact, 1e-8);
            if (!right)
                note("second derivative %d is %.17g, not %.17g", i, h[i], exact);
        }
    _arb_vec_clear(dd, FIXED * FIXED);
    _arb_vec_clear(x, INPUTS);
    return right;
}

static bool right_table(struct arena *a, const struct tape *t, const struct tape *hessian,
                        const struct table *table, struct tally *tally)
{
    struct tape_rows *rows = tape_rows_new(a, t, FIXED, LANES),
                     *one = tape_rows_new(a, t, FIXED, 1);
    struct tape_balls *balls = tape_balls_new(a, hessian);
    const double *columns[1] = {table->column};
    double slope[FIXED * LANES];

    tape_rows_fix(rows, table->fixed);
    for (size_t from = 0; from < ROWS; from += LANES) {
        size_t n = ROWS - from < LANES ? ROWS - from : LANES;

        tape_rows_run(rows, columns, from, n);
        tape_rows_slopes(rows, 0, slope);
        for (size_t i = 0; i < n; i++)
            if (!right_row(t, hessian, balls, one, table, from + i,
                           tape_rows_output(rows, 0)[i], slope + i, LANES, tally))
                return false;
    }
    return true;
}

static void check_random(void)
{
    struct maker m = {.rng = {seed}, .smooth = true};
    struct tally tally = {0, 0};
    bool right = true;

    for (uint64_t i = 0; i < soak_count(FORMULAS) && right; i++) {
        struct arena *a = arena_new();
        struct tape *t, *hessian;
        struct table table;
        struct diag d;
        expr x[INPUTS], e;

        m.pool = pool_new(a, 100000);
        x[0] = pool_symbol(m.pool, "a");
        x[1] = pool_symbol(m.pool, "b");
        x[2] = pool_symbol(m.pool, "x");
        m.variables = x;
        m.variable_count = INPUTS;
        e = make_formula(&m, 4);
        for (int j = 0; j < FIXED; j++)
            table.fixed[j] = make_point(&m.rng);
        for (int j = 0; j < ROWS; j++)
            table.column[j] = make_point(&m.rng);
        if (tape_compile(a, m.pool, &e, 1, x, INPUTS, &t, &d) == ST_OK &&
            t->count < CELLS && hessian_tape(a, m.pool, e, x, &hessian))
            right = right_table(a, t, hessian, &table, &tally);
        if (!right)
            note("seed %ju, formula %ju: %s at %.17g, %.17g", (uintmax_t)seed,
                 (uintmax_t)i, expr_text(m.pool, e, NOTE_PLAIN, a), table.fixed[0],
                 table.fixed[1]);
        arena_free(a);
    }
    ok(right, "rows are what the tape is at each, with second derivatives");
    ok(tally.bends > tally.rows, "%d second derivatives at %d rows could be compared",
       tally.bends, tally.rows);
}

/* Weights: the sum over x = 1, 2, 3 of w (a x^2)'' by a and b of a^2 x + a b. */
static void check_weights(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    expr x[3] = {pool_symbol(p, "a"), pool_symbol(p, "b"), pool_symbol(p, "x")};
    expr e =
        pool_add(p, pool_mul(p, pool_mul(p, x[0], x[0]), x[2]), pool_mul(p, x[0], x[1]));
    double fixed[2] = {5, 6}, column[3] = {1, 2, 3}, weight[3] = {1, 10, 100},
           h[4] = {0, 0, 0, 7};
    const double *columns[1] = {column};
    struct tape_rows *r;
    struct tape *t;
    struct diag d;

    is_int(tape_compile(a, p, &e, 1, x, 3, &t, &d), ST_OK, "a^2 x + a b");
    r = tape_rows_new(a, t, 2, 3);
    tape_rows_fix(r, fixed);
    tape_rows_run(r, columns, 0, 3);
    tape_rows_bends(r, 0, weight, h);
    is_double(h[0], 2 * (1 + 20 + 300), 0, "twice the weighted sum of x");
    is_double(h[1], 111, 0, "the sum of weights");
    is_double(h[2], 111, 0, "and again below the diagonal");
    is_double(h[3], 7, 0, "what was there stays");
    arena_free(a);
}

int main(void)
{
    check_weights();
    check_random();
    flint_cleanup();
    return done_testing();
}
