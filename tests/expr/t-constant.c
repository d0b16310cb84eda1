/* t-constant.c: signs and comparisons of closed expressions. */
#include "expr/expr.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *text;
    int sign;
} signs[] = {
    {"sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6))", 0},
    {"sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6)) + 10^-30", 1},
    {"(5*sqrt(2)-7)^7 - (19601-13860*sqrt(2))^(7/4)", 0},
    {"exp(pi) - pi - 20", -1},
    {"sin(10^22)", -1},
    {"cbrt(2)^3 - 2", 0},
    {"(1+sqrt(5))/2 - cbrt(2+sqrt(5))", 0},
    {"ln(6) - ln(2) - ln(3)", SIGN_UNKNOWN},
    {"1/0", SIGN_UNDEFINED},
    {"sqrt(-1)", SIGN_UNDEFINED},
    {"ln(cos(pi))", SIGN_UNDEFINED},
    {"1/(sqrt(4)-2)", SIGN_UNDEFINED},
};

int main(void)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 10000);
        struct formula f = {0};
        struct diag d = {0};
        enum status st =
            expr_read(p, signs[i].text, strlen(signs[i].text), NULL, &f, NULL, &d);

        is_int(st == ST_OK ? constant_sign(p, f.body) : -9, signs[i].sign,
               "the sign of %s", signs[i].text);
        arena_free(a);
    }
    return done_testing();
}
