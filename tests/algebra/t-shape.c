/* t-shape.c: common factors, linear forms, periods, polynomials. */
#include "algebra/algebra.h"
#include "tap.h"

#include <string.h>

static expr node(struct pool *p, const char *text)
{
    struct formula f = {0};
    struct diag d;

    return expr_read(p, text, strlen(text), NULL, &f, NULL, &d) == ST_OK ? f.body
                                                                         : EXPR_NONE;
}

static const char *const common[][2] = {
    {"x*exp(-x) + exp(-x)", "(x + 1)*exp(-x)"},
    {"cos(x)/x - sin(x)/x^2", "(x*cos(x) - sin(x))/x^2"},
    {"x + 1", "x + 1"},
    {"x^2*y + x*y", "x*y*(x + 1)"},
};

static const char *const periods[][2] = {
    {"sin(x)", "2*pi"},   {"tan(x)", "pi"},   {"sin(x) + sin(10x/3)", "6*pi"},
    {"cos(pi*x)^2", "2"}, {"x + sin(x)", ""}, {"sin(x) + sin(sqrt(2)*x)", ""},
    {"sin(x^2)", ""},     {"7", ""},
};

static const char *const polynomials[][2] = {
    {"(x-1)*(x+1)", "x^2 - 1"},
    {"(x^2-1)/(x-1)", "x + 1"},
    {"x*sin(x)", ""},
    {"(x/2+1/3)^2", "x^2/4 + x/3 + 1/9"},
};

int main(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 10000);
    expr x = pool_symbol(p, "x"), m, b;
    fmpq_poly_t poly;

    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        is_str(expr_text(p, algebra_common(p, node(p, common[i][0])), NOTE_PLAIN, a),
               common[i][1], "the common factor of %s", common[i][0]);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        expr T = algebra_period(p, node(p, periods[i][0]), x);

        is_str(T == EXPR_NONE ? "" : expr_text(p, T, NOTE_PLAIN, a), periods[i][1],
               "the period of %s", periods[i][0]);
    }
    ok(algebra_linear(p, node(p, "2x + a*x - 3"), x, &m, &b), "2x + a x - 3 is linear");
    is_str(expr_text(p, m, NOTE_PLAIN, a), "a + 2", "its slope");
    ok(!algebra_linear(p, node(p, "x^2"), x, &m, &b), "x^2 is not");
    fmpq_poly_init(poly);
    for (size_t i = 0; i < sizeof polynomials / sizeof *polynomials; i++) {
        bool is = algebra_poly(p, node(p, polynomials[i][0]), x, poly);

        is_str(is ? expr_text(p, algebra_from_poly(p, poly, x), NOTE_PLAIN, a) : "",
               polynomials[i][1], "%s as a polynomial", polynomials[i][0]);
    }
    fmpq_poly_clear(poly);
    arena_free(a);
    return done_testing();
}
