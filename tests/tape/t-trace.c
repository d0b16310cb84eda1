/* t-trace.c: what a blackboard shows of a tape is what the tape computes, at a cost within the
 * bounds of the theory. */
#include "tape/tape.h"

#include "tap.h"

#include "formulas.h"

enum { FORMULAS = 400, INPUTS = 3 };

static const uint64_t seed = 97;

static bool alike(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b ||
           fabs(a - b) <= 1e-11 * (1 + fabs(a) + fabs(b));
}

/* Forward and reverse mode, each against the tape's own sweep in the other. */
static bool right_at(struct arena *a, const struct tape *t, const double *x)
{
    struct tape_trace r = tape_trace(a, t, x);
    double *work = arena_array(a, 2 * tape_work(t), sizeof *work);
    double y, one = 1, gradient[INPUTS], dy;

    tape_gradient(t, x, &one, &y, gradient, work);
    if (!isfinite(y))
        return true;
    for (size_t j = 0; j < INPUTS; j++) {
        double dx[INPUTS] = {0}, pulled = 0;

        for (size_t i = 0; i < t->count; i++)
            if (t->ops[i].code == TAPE_VAR && (size_t)t->ops[i].k == j)
                pulled = r.adjoint[i];
        dx[j] = 1;
        tape_forward(t, x, dx, &y, &dy, work);
        if (!alike(r.value[t->output[0]], y) || !alike(pulled, gradient[j]) ||
            !alike(r.tangent[j * t->count + t->output[0]], dy)) {
            note("adjoint %.17g of %.17g, tangent %.17g of %.17g", pulled, gradient[j],
                 r.tangent[j * t->count + t->output[0]], dy);
            return false;
        }
    }
    return true;
}

static void random_formulas(void)
{
    struct maker m = {.rng = {seed}, .smooth = false};
    bool right = true, cheap = true;

    for (int i = 0; i < FORMULAS && right && cheap; i++) {
        struct arena *a = arena_new();
        struct tape *t;
        struct tape_cost c;
        double at[INPUTS];
        expr x[INPUTS], e;

        maker_begin(&m, a, x, INPUTS);
        e = make_formula(&m, 5);
        if (tape_compile(a, m.pool, &e, 1, x, INPUTS, &t, NULL) == ST_OK) {
            for (int k = 0; k < INPUTS; k++)
                at[k] = make_point(&m.rng);
            right = right_at(a, t, at);
            c = tape_cost(t);
            cheap = c.reverse <= 4 * c.value && c.forward <= 3 * c.value;
            if (!right || !cheap)
                note("formula %d: %s; %zu, %zu, %zu operations", i,
                     expr_text(m.pool, e, NOTE_PLAIN, a), c.value, c.forward, c.reverse);
        }
        arena_free(a);
    }
    ok(right, "values, tangents and adjoints of random formulas, seed %d", (int)seed);
    ok(cheap, "never more than 4 and 3 times the operations of the value");
}

static void counts(void)
{
    static const struct {
        const char *text;
        size_t value, forward, reverse;
    } rows[] = {
        {"x*y", 1, 3, 4}, {"x + y", 1, 1, 2},        {"sin(x)", 1, 2, 3},
        {"3*x", 1, 1, 2}, {"x*y + sin(x)", 3, 6, 9}, {"x^y", 3, 7, 8},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 1000);
        expr x[2] = {pool_symbol(p, "x"), pool_symbol(p, "y")};
        struct formula f;
        struct tape *t;
        struct tape_cost c = {0, 0, 0};

        if (expr_read(p, rows[i].text, strlen(rows[i].text), NULL, &f, NULL, NULL) ==
                ST_OK &&
            tape_compile(a, p, &f.body, 1, x, 2, &t, NULL) == ST_OK)
            c = tape_cost(t);
        is_int(c.value, rows[i].value, "%s: operations of the value", rows[i].text);
        is_int(c.forward, rows[i].forward, "%s: of a tangent", rows[i].text);
        is_int(c.reverse, rows[i].reverse, "%s: of the sweep back", rows[i].text);
        arena_free(a);
    }
}

int main(void)
{
    counts();
    random_formulas();
    return done_testing();
}
