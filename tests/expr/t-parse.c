/* t-parse.c: what is typed, how it is read, and where a mistake is marked. */
#include "expr/expr.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *typed, *printed; /* the syntax tree, not yet built */
} readings[] = {
    {"x^3-3x", "x^3 - 3*x"},
    {"-x^2", "-x^2"},
    {"2^-x^2", "2^(-x^2)"},
    {"2^3^2", "2^3^2"},
    {"(2^3)^2", "(2^3)^2"},
    {"a-b-c", "a - b - c"},
    {"a-(b-c)", "a - (b - c)"},
    {"1/2x", "1/2*x"},
    {"2 sin x cos x", "2*sin(x)*cos(x)"},
    {"sin 2x", "sin(2*x)"},
    {"sin 2*x", "sin(2)*x"},
    {"sin x^2", "sin(x^2)"},
    {"sin(x)^2", "sin(x)^2"},
    {"sin^2 x", "sin(x)^2"},
    {"sin²x", "sin(x)^2"},
    {"sin^-1 x", "asin(x)"},
    {"sin^(n+1) x", "sin(x)^(n + 1)"},
    {"ln x / 2", "ln(x)/2"},
    {"xsinx", "x*sin(x)"},
    {"e^-x y", "e^(-x)*y"},
    {"|x-1|", "abs(x - 1)"},
    {"||x|-1|", "abs(abs(x) - 1)"},
    {"2|x|y", "2*abs(x)*y"},
    {"x(x+1)", "x*(x + 1)"},
    {"(x-1)(x+1)", "(x - 1)*(x + 1)"},
    {"√2x", "sqrt(2)*x"},
    {"x² − 3·x", "x^2 - 3*x"},
    {"2πr", "2*pi*r"},
    {"5!", "5!"},
    {"x**2", "x^2"},
    {"w_1 + w1", "w_1 + w1"},
    {"x[2]^2", "x[2]^2"},
    {"log(x, 2)", "log(x, 2)"},
    {"gamma(x)+gamma", "gamma(x) + gamma"},
    {"[0, 1)", "[0, 1)"},
    {"]0, 1[", "(0, 1)"},
    {"(-inf, 2] U {3}", "(-inf, 2] U {3}"},
    {"1 < x <= 3", "1 < x <= 3"},
    {"if(x>0, 1, -1)", "if(x > 0, 1, -1)"},
    {"piecewise(x<0: -x, x)", "piecewise(x < 0 : -x, x)"},
    {"sum(i, 1, 3, x^i)", "sum(i, 1, 3, x^i)"},
};

static const struct {
    const char *typed;
    enum status status;
    size_t from, to;
} mistakes[] = {
    {"", ST_SYNTAX, 0, 0},      {"x^2 + ", ST_SYNTAX, 6, 6},
    {"sn(x)", ST_SYNTAX, 0, 2}, {"(x+1", ST_SYNTAX, 0, 1},
    {"x+)", ST_SYNTAX, 2, 3},   {"x)", ST_SYNTAX, 1, 2},
    {"2 3", ST_SYNTAX, 2, 3},   {"x 2", ST_SYNTAX, 2, 3},
    {"x $ 2", ST_SYNTAX, 2, 3}, {"sin", ST_SYNTAX, 3, 3},
    {"log()", ST_SYNTAX, 4, 5}, {"sqrt(1, 2)", ST_SYNTAX, 0, 10},
    {"|x", ST_SYNTAX, 0, 1},    {"1e99999999", ST_LIMIT, 0, 10},
};

static void check_reading(const char *typed, const char *printed)
{
    struct arena *a = arena_new();
    struct reading r;
    struct diag d = {0};
    struct str s = str_in(a);

    if (expr_parse(a, typed, strlen(typed), NULL, &r, &d) == ST_OK)
        syntax_print(&s, r.root, NOTE_PLAIN);
    else
        str_add(&s, d.message);
    is_str(s.text, printed, "%s", typed);
    arena_free(a);
}

/* Nesting costs no C stack, and too much of it is a typed error. */
static void check_nesting(const char *unit, const char *name)
{
    struct arena *a = arena_new();
    struct str s = str_in(a);
    struct reading r;
    struct diag d = {0};
    enum status st;

    while (s.len + strlen(unit) + 2 < EXPR_TEXT_LIMIT)
        str_add(&s, unit);
    str_add(&s, "x");
    st = expr_parse(a, s.text, s.len, NULL, &r, &d);
    ok(st == ST_SYNTAX || st == ST_LIMIT, "64 KiB of %s end in a typed error", name);
    arena_free(a);
}

static void check_closed_scope(void)
{
    static const char *const names[] = {"x", NULL};
    struct scope scope = {.names = names, .closed = true};
    struct arena *a = arena_new();
    struct reading r;
    struct diag d = {0};

    ok(expr_parse(a, "3x2", 3, &scope, &r, &d) == ST_SYNTAX,
       "a digit after a name is no answer");
    ok(strstr(d.help, "x^2") != NULL, "and the power is suggested: %s", d.help);
    ok(expr_parse(a, "2x+C", 4, &scope, &r, &d) == ST_SYNTAX,
       "an integration constant is no answer");
    ok(expr_parse(a, "6xe^(3x^2)", 10, &scope, &r, &d) == ST_OK,
       "letters run together are split");
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
        check_reading(readings[i].typed, readings[i].printed);
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct arena *a = arena_new();
        struct reading r;
        struct diag d = {0};
        enum status st =
            expr_parse(a, mistakes[i].typed, strlen(mistakes[i].typed), NULL, &r, &d);

        ok(st == mistakes[i].status && d.at.from == mistakes[i].from &&
               d.at.to == mistakes[i].to,
           "'%s' is refused at %zu-%zu (%s at %zu-%zu: %s)", mistakes[i].typed,
           mistakes[i].from, mistakes[i].to, status_name(st), d.at.from, d.at.to,
           d.message);
        arena_free(a);
    }
    check_nesting("(", "brackets");
    check_nesting("-", "signs");
    check_nesting("sin(", "functions");
    check_nesting("x^", "towers");
    check_nesting("|", "bars");
    check_closed_scope();
    return done_testing();
}
