/* t-jet.c: Taylor series against the formulas of the same derivatives, and against numbers
 * that combinatorics knows. */
#include "algebra/algebra.h"
#include "tap.h"

#include <string.h>

struct bench {
    struct arena *arena;
    struct pool *pool;
    struct formula f;
    struct budget budget;
    expr x;
};

static struct bench read_formula(const char *text)
{
    struct bench b = {.arena = arena_new()};
    struct diag d = {0};

    b.pool = pool_new(b.arena, 300000);
    b.x = pool_symbol(b.pool, "x");
    b.budget = (struct budget){.work = UINT64_MAX};
    if (expr_read(b.pool, text, strlen(text), NULL, &b.f, NULL, &d) != ST_OK)
        ok(false, "%s is read", text);
    return b;
}

/* ---- against derivatives as formulas ------------------------------------------------ */

static const char *const smooth[] = {
    "exp(sin(x))",
    "1/(1+x^2)",
    "x^x",
    "ln(x)^3/x",
    "sqrt(1+x^2)*tan(x)",
    "atan(x)",
    "asin(x/3)",
    "sinh(x)/x",
    "tanh(x^2)",
    "sigmoid(2x)",
    "softplus(x)",
    "erf(x)*x",
    "cbrt(x-7)",
    "(x^2-1)^8",
    "|x-5|*x^2",
    "max(x,x^2)",
    "if(x>0,x^3,-1)",
    "x^(5/2)",
    "2^x",
    "log2(x)",
    "sec(x)",
    "csc(x)*cot(x)",
    "acosh(x+1)",
    "asinh(x)*acos(x/4)",
    "prod(i, 1, 18, x + i)",
};

static void check_orders(const char *text)
{
    struct bench b = read_formula(text);
    expr at = pool_ratio(b.pool, 5, 7);
    struct formula df = b.f, next;
    struct diag d = {0};
    arb_t jet, formula;

    arb_init(jet);
    arb_init(formula);
    for (unsigned n = 0; n <= 6; n++) {
        enum status st = algebra_jet(b.pool, &b.f, b.x, at, n, 200, &b.budget, jet, &d);

        constant_ball(b.pool, pool_put(b.pool, df.body, b.x, at), formula, 200);
        ok(st == ST_OK && arb_overlaps(jet, formula) && arb_rel_accuracy_bits(jet) > 100,
           "order %u of %s: %s", n, text, st == ST_OK ? "" : d.message);
        algebra_derive(b.pool, &df, b.x, &next, &d);
        df = next;
    }
    arb_clear(formula);
    arb_clear(jet);
    arena_free(b.arena);
}

/* ---- against known numbers ---------------------------------------------------------- */

static const struct {
    const char *f, *value; /* the derivative at 0, a whole number */
    unsigned order;
} known[] = {
    {"exp(exp(x)-1)", "51724158235372", 20},     /* Bell numbers */
    {"1/(2-e^x)", "2677687796244384203115", 20}, /* ordered Bell numbers */
    {"tan(x)", "29088885112832", 19},            /* tangent numbers */
    {"sec(x)", "370371188237525", 20},           /* Euler numbers */
    {"exp(x+x^2/2)", "23758664096", 20},         /* involutions */
    {"(1+x)^30", "0", 31},
    {"x^40", "815915283247897734345611269596115894272000000000", 40}, /* 40! */
};

static void check_known(size_t i)
{
    struct bench b = read_formula(known[i].f);
    struct diag d = {0};
    arb_t v;
    fmpz_t whole, wanted;

    arb_init(v);
    fmpz_init(whole);
    fmpz_init(wanted);
    fmpz_set_str(wanted, known[i].value, 10);
    ok(algebra_jet(b.pool, &b.f, b.x, pool_int(b.pool, 0), known[i].order, 300, &b.budget,
                   v, &d) == ST_OK &&
           arb_get_unique_fmpz(whole, v) && fmpz_equal(whole, wanted),
       "order %u of %s at 0 is %s", known[i].order, known[i].f, known[i].value);
    fmpz_clear(wanted);
    fmpz_clear(whole);
    arb_clear(v);
    arena_free(b.arena);
}

/* ---- where there is none ------------------------------------------------------------ */

static void check_refused(const char *text, long at)
{
    struct bench b = read_formula(text);
    struct diag d = {0};
    arb_t v;
    enum status st;

    arb_init(v);
    st = algebra_jet(b.pool, &b.f, b.x, pool_int(b.pool, at), 3, 100, &b.budget, v, &d);
    ok(st != ST_OK || !arb_is_finite(v), "%s has no third derivative at %ld", text, at);
    arb_clear(v);
    arena_free(b.arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof smooth / sizeof *smooth; i++)
        check_orders(smooth[i]);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        check_known(i);
    check_refused("|x|", 0);
    check_refused("x*|x|", 0);
    check_refused("x^(5/2)", 0);
    check_refused("cbrt(x)", 0);
    check_refused("max(x, x^2)", 1);
    check_refused("if(x > 0, x, x^2)", 0);
    check_refused("1/x", 0);
    check_refused("ln(x)", -1);
    check_refused("floor(x)", 2);
    return done_testing();
}
