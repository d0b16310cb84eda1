/* t-gradient.c: gradients and Hessians against derivatives one by one, and their cost in
 * nodes and bytes, which does not depend on the machine. */
#include "algebra/algebra.h"
#include "tap.h"

#include <stdio.h>
#include <string.h>

static const char *const formulas[] = {
    "100(y - x^2)^2 + (1 - x)^2",
    "x y z + sin(x y) e^(z x)",
    "ln(x + y)/(x - z) + z^y",
    "|x - y| z + max(x, y z)",
    "if(x > y, x^2 z, y^3)",
    "sqrt(x^2 + y^2 + z^2)",
    "prod(i, 1, 9, x + i) prod(i, 1, 7, y + i) (z + 1)",
    "w + 3",
};

static void check_formula(const char *text)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 200000);
    expr x[3] = {pool_symbol(p, "x"), pool_symbol(p, "y"), pool_symbol(p, "z")};
    struct formula f = {0}, df[3], ddf[9], one;
    struct diag d = {0};

    ok(expr_read(p, text, strlen(text), NULL, &f, NULL, &d) == ST_OK, "%s", text);
    ok(algebra_gradient(p, &f, x, 3, df, &d) == ST_OK, "its gradient");
    for (int i = 0; i < 3; i++) {
        algebra_derive(p, &f, x[i], &one, &d);
        ok(df[i].body == one.body && df[i].where == one.where, "partial %d of %s", i,
           text);
    }
    ok(algebra_hessian(p, &f, x, 3, ddf, &d) == ST_OK, "its Hessian");
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            algebra_derive(p, &df[i < j ? i : j], x[i < j ? j : i], &one, &d);
            ok(ddf[3 * i + j].body == one.body, "entry %d, %d of %s", i, j, text);
        }
    arena_free(a);
}

/* ---- what derivatives cost ------------------------------------------------------- */

static expr chain(struct pool *p, int n)
{
    expr e = pool_symbol(p, "x");

    for (int i = 0; i < n; i++)
        e = pool_func(p, FN_SIN, e);
    return e;
}

static expr product(struct pool *p, int n)
{
    expr x = pool_symbol(p, "x");
    expr *factors = arena_array(pool_arena(p), (size_t)n, sizeof *factors);

    for (int i = 0; i < n; i++)
        factors[i] = pool_add(p, x, pool_int(p, i + 1));
    return pool_mul_n(p, factors, (size_t)n);
}

static double bytes(expr (*make)(struct pool *, int), int n)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000000);
    struct formula f = {make(p, n), pool_true(p)}, df;
    struct diag d = {0};
    size_t before = arena_used(a), used;

    ok(algebra_derive(p, &f, pool_symbol(p, "x"), &df, &d) == ST_OK, "derived");
    used = arena_used(a) - before;
    arena_free(a);
    return (double)used;
}

static void check_growth(void)
{
    double chain_500 = bytes(chain, 500), chain_1000 = bytes(chain, 1000);
    double product_1000 = bytes(product, 1000), product_4000 = bytes(product, 4000);

    ok(chain_1000 < 2e6, "a chain of 1000 sines stays below 2 MB: %g", chain_1000);
    ok(chain_1000 < 2.6 * chain_500, "twice the depth, not four times the space: %g, %g",
       chain_500, chain_1000);
    ok(product_4000 < 9 * product_1000,
       "four times the factors, not sixteen times the space: %g, %g", product_1000,
       product_4000);
}

/* The value of a wide derivative, which is nested, against the flat sum of quotients. */
static void check_wide_value(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000000);
    expr x = pool_symbol(p, "x");
    struct formula f = {product(p, 60), pool_true(p)}, df;
    struct diag d = {0};
    fmpq_t sum, value, term;
    expr e;

    algebra_derive(p, &f, x, &df, &d);
    e = pool_put(p, df.body, x, pool_ratio(p, 1, 3));
    fmpq_init(sum);
    fmpq_init(value);
    fmpq_init(term);
    fmpq_one(value);
    for (unsigned long i = 1; i <= 60; i++) { /* f' = f * sum 1/(x + i) at x = 1/3 */
        fmpq_set_si(term, (slong)(3 * i + 1), 3);
        fmpq_mul(value, value, term);
        fmpq_inv(term, term);
        fmpq_add(sum, sum, term);
    }
    fmpq_mul(value, value, sum);
    ok(expr_number(p, e) && fmpq_equal(expr_number(p, e), value),
       "the derivative of 60 factors at 1/3 is exact");
    fmpq_clear(term);
    fmpq_clear(value);
    fmpq_clear(sum);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        check_formula(formulas[i]);
    check_growth();
    check_wide_value();
    return done_testing();
}
