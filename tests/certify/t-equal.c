/* t-equal.c: same function, other function, and what is proved of it. */
#include "certify/certify.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *f, *g;
    enum truth same;
} cases[] = {
    {"2x", "x+x", TRUTH_YES},
    {"(x-1)(x+1)", "x^2-1", TRUTH_YES},
    {"sin(x)^2 + cos(x)^2", "1", TRUTH_YES},
    {"sin(2x)", "2 sin x cos x", TRUTH_YES},
    {"x", "x^2/x", TRUTH_YES},
    {"x", "sqrt(x)^2", TRUTH_NO},
    {"ln(x^2)", "2*ln(x)", TRUTH_NO},
    {"2*ln(x)", "ln(x^2)", TRUTH_YES},
    {"sqrt(x^2)", "x", TRUTH_NO},
    {"e^x", "e^x + 10^(-40)", TRUTH_NO},
    {"x^2", "x^3", TRUTH_NO},
    {"1/x", "1/(x + 10^-9)", TRUTH_NO},
    {"a*x + b", "b + x*a", TRUTH_YES},
    {"3*x^2*cos(x^3)", "cos(3*x^2)", TRUTH_NO},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 200000);
        struct budget b = budget_of(100000000);
        struct search s = {p, &b};
        struct formula f = {0}, g = {0};
        struct diag d;
        expr vars[3] = {pool_symbol(p, "x"), pool_symbol(p, "a"), pool_symbol(p, "b")};
        struct equality e = {.same = TRUTH_UNKNOWN};

        if (expr_read(p, cases[i].f, strlen(cases[i].f), NULL, &f, NULL, &d) == ST_OK &&
            expr_read(p, cases[i].g, strlen(cases[i].g), NULL, &g, NULL, &d) == ST_OK)
            e = certify_equal(&s, &f, &g, pool_true(p), vars,
                              expr_has(p, f.body, vars[1]) ? 3 : 1);
        is_int(e.same, cases[i].same, "%s and %s", cases[i].f, cases[i].g);
        ok(e.same != TRUTH_NO || (e.proof == PROOF_COUNTEREXAMPLE && e.witness),
           "a difference has a witness: %s, %s", cases[i].f, cases[i].g);
        arena_free(a);
    }
    return done_testing();
}
