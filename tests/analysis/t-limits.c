/* t-limits.c: one-sided limits and limits at infinity. */
#include "analysis/analysis.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *f, *to;
    int side;
    const char *limit; /* "?": not decided */
} cases[] = {
    {"sin(x)/x", "0", 1, "1"},
    {"(exp(x)-1)/x", "0", -1, "?"}, /* the constants cancel: not followed further */
    {"x*ln(x)", "0", 1, "0"},
    {"1/x", "0", 1, "inf"},
    {"1/x", "0", -1, "-inf"},
    {"1/(x^2-2)", "sqrt(2)", -1, "-inf"},
    {"1/(x^2-2)", "sqrt(2)", 1, "inf"},
    {"1/(x-pi)^2", "pi", -1, "inf"},
    {"exp(1/x)", "0", -1, "0"},
    {"exp(1/x)", "0", 1, "inf"},
    {"(x^2-1)/(x-1)", "1", 1, "2"},
    {"abs(x)/x", "0", -1, "-1"},
    {"floor(x)", "2", -1, "1"},
    {"floor(x)", "2", 1, "2"},
    {"x^x", "0", 1, "1"},
    {"sqrt(x)", "4", -1, "2"},
    {"tan(x)", "pi/2", -1, "inf"},
    {"x*exp(-x)", "inf", -1, "0"},
    {"x^100*exp(-x)", "inf", -1, "0"},
    {"exp(x)-x^3", "inf", -1, "inf"},
    {"exp(x)-x", "-inf", 1, "inf"},
    {"ln(x)/x", "inf", -1, "0"},
    {"ln(x)^3/sqrt(x)", "inf", -1, "0"},
    {"atan(x)", "-inf", 1, "-pi/2"},
    {"x/(1+abs(x))", "-inf", 1, "-1"},
    {"(2x+7)/(3x-1)", "inf", -1, "2/3"},
    {"(1+1/x)^x", "inf", -1, "e"},
    {"sin(x)/x", "inf", -1, "0"},
    {"sin(x)", "inf", -1, "?"},
    {"x + sin(x)", "inf", -1, "inf"},
    {"exp(2x)/cosh(x)^2", "inf", -1, "4"},
    {"ln(1+exp(x))-x", "inf", -1, "?"},
    {"tanh(x)", "inf", -1, "1"},
    {"x*exp(-x^2)", "-inf", 1, "0"},
};

static const char *text_of(const struct search *s, const struct limit *l)
{
    if (!l->known)
        return "?";
    if (l->infinite)
        return l->infinite > 0 ? "inf" : "-inf";
    return expr_text(s->pool, l->value, NOTE_PLAIN, pool_arena(s->pool));
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 400000);
        struct budget b = budget_of(200000000);
        struct search s = {p, &b};
        struct formula f = {0}, at = {0};
        struct diag d = {0};
        bool far = strstr(cases[i].to, "inf");
        struct limit *l;

        ok(expr_read(p, cases[i].f, strlen(cases[i].f), NULL, &f, NULL, &d) == ST_OK &&
               (far || expr_read(p, cases[i].to, strlen(cases[i].to), NULL, &at, NULL,
                                 &d) == ST_OK),
           "%s is read", cases[i].f);
        l = analysis_limit(&s, &f, pool_symbol(p, "x"),
                           far ? real_infinite(&s, cases[i].to[0] == '-' ? -1 : 1)
                               : real_exact(&s, at.body),
                           cases[i].side);
        is_str(text_of(&s, l), cases[i].limit, "%s at %s from the %s", cases[i].f,
               cases[i].to, cases[i].side < 0 ? "left" : "right");
        arena_free(a);
    }
    return done_testing();
}
