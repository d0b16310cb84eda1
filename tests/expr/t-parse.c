/* t-parse.c: what is typed, how it is read, and where a mistake is marked. */
#include "expr/expr.h"
#include "tap.h"

#include <stdlib.h>
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
    {"prod(k, 0, n, k!)", "prod(k, 0, n, k!)"},
    {"-x^-x^2", "-x^(-x^2)"},
    {"--x", "-(-x)"},
    {"x--2", "x - (-2)"},
    {"2*-x", "2*(-x)"},
    {"sin^(-1)(x)", "asin(x)"},
    {"sin⁻¹x", "asin(x)"},
    {"cos^-1(x)^2", "acos(x)^2"},
    {"sec^-1 x", "sec(x)^(-1)"},
    {"sin cos x", "sin(cos(x))"},
    {"sin -x", "sin(-x)"},
    {"sin x y", "sin(x*y)"},
    {"ln|x|", "ln(abs(x))"},
    {"|x||y|", "abs(x)*abs(y)"},
    {"|x - |y||", "abs(x - abs(y))"},
    {"-|x|", "-abs(x)"},
    {"Sin(x) + LN x", "sin(x) + ln(x)"},
    {"arcsin x + arctan x", "asin(x) + atan(x)"},
    {"lg x", "log10(x)"},
    {"root(x, 3)", "root(x, 3)"},
    {"√(x+1)", "sqrt(x + 1)"},
    {"2√x", "2*sqrt(x)"},
    {"∛(8x)", "cbrt(8*x)"},
    {"2·x×y÷3⋅4∗5∕6", "2*x*y/3*4*5/6"},
    {"x–1−2‐3", "x - 1 - 2 - 3"},
    {"x⁻²³", "x^(-23)"},
    {"πr²", "pi*r^2"},
    {"Γ(x) + Γ", "gamma(x) + Γ"},
    {"x ≤ 2 and y ≥ x or x ≠ 1", "x <= 2 and y >= x or x != 1"},
    {"∞", "inf"},
    {"(5!)!", "(5!)!"},
    {"2^3!", "2^3!"},
    {"alpha*β", "alpha*β"},
    {"x[i+1] + x_1 + x1", "x[i + 1] + x_1 + x1"},
    {".5 + 1. + 1e-3 + 2E5 + 1.5e+3", ".5 + 1. + 1e-3 + 2E5 + 1.5e+3"},
    {"2e + 2e3x", "2*e + 2e3*x"},
    {"a/b c", "a/b*c"},
    {"1/(2x)", "1/(2*x)"},
};

/* What was not meant as typed by everybody is said. */
static const struct {
    const char *typed, *note;
} notes[] = {
    {"sin^-1 x", "sin^-1 is read as the inverse function asin"},
    {"sin^(-1) x", "sin^-1 is read as the inverse function asin"},
    {"cot^-1 x", "cot^-1 is read as 1/cot"},
    {"1/2x", "a product without a sign binds as * does: (1/2)*..."},
    {"xsinx", "'xsinx' is read as x sin x"},
    {"sin2x", "'sin2' is read as sin 2"},
    {"width", "'width' is read as one variable"},
    {"x + 1", NULL},
    {"x(x+1)", NULL},
    {"sin^2 x", NULL},
};

/* Records and their lists, in what authors write. */
static const struct {
    const char *typed, *printed;
} authors[] = {
    {"M.max_at[1]", "M.max_at[1]"},
    {"f(x).y[2].z", "f(x).y[2].z"},
    {"f(x)[2]", "f(x)[2]"},
    {"(a, b)[1]", "(a, b)[1]"},
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
    {"()", ST_SYNTAX, 1, 2},    {"*x", ST_SYNTAX, 0, 1},
    {"5!!", ST_SYNTAX, 0, 3},   {"(x]", ST_SYNTAX, 0, 3},
    {"x,y", ST_SYNTAX, 1, 2},   {"1.2.3", ST_SYNTAX, 3, 5},
};

/* ... and what helps. */
static const struct {
    const char *typed, *help;
} helped[] = {
    {"sn(x)", "did you mean 'sin'?"},
    {"sqr(x)", "did you mean 'sqrt'?"},
    {"log_2(x)", "write log(x, 2)"},
    {"x =< 2", "write <="},
    {"x => 2", "write >="},
    {"1,000", "digits stand together, with a point before the decimals: 1234.5"},
    {"1 000", "digits stand together, with a point before the decimals: 1234.5"},
    {"5!!", "(n!)! is the factorial of a factorial"},
    {"x₁", "a subscript is written x_1 or x[1]"},
    {"x_{12}", "a subscript is written x_1 or x[1]"},
    {"\\frac{1}{2}", "LaTeX is not read here: write (x + 1)/2, sqrt(x), x^2"},
    {"½x", "write 1/2"},
    {"х", "names are made of Latin or Greek letters"},
    {"x & y", "write: and"},
    {"f'(x)", "a derivative is asked for by the command diff"},
};

/* What can be read and means nothing. */
static const struct {
    const char *typed;
    enum status status;
    size_t from, to;
} unfit[] = {
    {"2 + n!", ST_SYNTAX, 4, 6},
    {"3000!", ST_LIMIT, 0, 5},
    {"inf + 1", ST_SYNTAX, 0, 3},
    {"x + (1, 2)", ST_SYNTAX, 4, 10},
    {"(x < 1) + 1", ST_SYNTAX, 0, 7},
    {"x and 1 < 2", ST_SYNTAX, 0, 1},
    {"if(x, 1, 2)", ST_SYNTAX, 3, 4},
    {"sum(2, 1, 3, x)", ST_SYNTAX, 4, 5},
    {"x[1/2]", ST_SYNTAX, 2, 5},
    {"+-x", ST_SYNTAX, 0, 3},
    {"sum(i, 1, 5000, x^i)", ST_LIMIT, 0, 20},
    {"sum(i, 1, 10^30, x^i)", ST_LIMIT, 0, 21},
    {"sum(i, 1/2, 3, x^i)", ST_SYNTAX, 0, 19},
};

static void check_reading(const char *typed, const char *printed,
                          const struct scope *scope)
{
    struct arena *a = arena_new();
    struct reading r;
    struct diag d = {0};
    struct str s = str_in(a);

    if (expr_parse(a, typed, strlen(typed), scope, &r, &d) == ST_OK)
        syntax_print(&s, r.root, NOTE_PLAIN);
    else
        str_add(&s, d.message);
    is_str(s.text, printed, "%s", typed);
    arena_free(a);
}

static void check_note(const char *typed, const char *note)
{
    struct arena *a = arena_new();
    struct reading r = {0};
    struct diag d = {0};

    expr_parse(a, typed, strlen(typed), NULL, &r, &d);
    is_str(r.notes ? r.notes->text : NULL, note, "%s is read with a note", typed);
    arena_free(a);
}

static void check_help(const char *typed, const char *help)
{
    struct arena *a = arena_new();
    struct reading r;
    struct diag d = {0};

    expr_parse(a, typed, strlen(typed), NULL, &r, &d);
    is_str(d.help, help, "%s is refused with help", typed);
    arena_free(a);
}

static void check_mistake(const char *typed, enum status wanted, size_t from, size_t to)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 10000);
    struct formula f;
    struct diag d = {0};
    enum status st = expr_read(p, typed, strlen(typed), NULL, &f, NULL, &d);

    ok(st == wanted && d.at.from == from && d.at.to == to,
       "'%s' is refused at %zu-%zu (%s at %zu-%zu: %s)", typed, from, to, status_name(st),
       d.at.from, d.at.to, d.message);
    arena_free(a);
}

/* ---- decimals -------------------------------------------------------------------- */

static void random_decimal(struct str *s, struct rng *rng)
{
    uint64_t whole = rng_below(rng, 4), part = rng_below(rng, 4);

    for (uint64_t i = 0; i < whole; i++)
        str_addc(s, (char)('0' + rng_below(rng, 10)));
    if (!whole || rng_below(rng, 2)) {
        str_addc(s, '.');
        for (uint64_t i = 0; i < part + !whole; i++)
            str_addc(s, (char)('0' + rng_below(rng, 10)));
    }
    if (rng_below(rng, 2))
        str_addf(s, "%c%s%d", rng_below(rng, 2) ? 'e' : 'E',
                 rng_below(rng, 3)   ? ""
                 : rng_below(rng, 2) ? "+"
                                     : "-",
                 (int)rng_below(rng, 30));
}

/* Read exactly: the nearest double is the one that the C library reads. */
static bool check_decimal(uint64_t seed)
{
    struct arena *a = arena_new();
    struct rng rng = {seed};
    struct str s = str_in(a);
    struct reading r;
    struct diag d = {0};
    mpfr_t v;
    bool same;

    mpfr_init2(v, 53);
    random_decimal(&s, &rng);
    same =
        expr_parse(a, s.text, s.len, NULL, &r, &d) == ST_OK && r.root->kind == SYN_NUMBER;
    if (same) {
        fmpq_get_mpfr(v, r.root->number, MPFR_RNDN);
        same = mpfr_get_d(v, MPFR_RNDN) == strtod(s.text, NULL);
    }
    if (!same)
        ok(false, "seed %llu: %s is read exactly", (unsigned long long)seed, s.text);
    mpfr_clear(v);
    arena_free(a);
    return same;
}

/* Reading costs no C stack, however deep the longest text nests. */
static void check_nesting(const char *unit, const char *close, const char *name)
{
    struct arena *a = arena_new();
    struct str s = str_in(a);
    struct reading r;
    struct diag d = {0};
    size_t n = (EXPR_TEXT_LIMIT - 1) / (strlen(unit) + strlen(close));

    for (size_t i = 0; i < n; i++)
        str_add(&s, unit);
    str_add(&s, "x");
    is_int(expr_parse(a, s.text, s.len, NULL, &r, &d), *close ? ST_SYNTAX : ST_OK,
           "64 KiB of %s%s", name, *close ? " left open are refused" : " are read");
    for (size_t i = 0; i < n; i++)
        str_add(&s, close);
    is_int(expr_parse(a, s.text, s.len, NULL, &r, &d), ST_OK, "64 KiB of %s are read",
           name);
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

#define COUNT(table) (sizeof(table) / sizeof *(table))

int main(void)
{
    struct scope author = {.author = true};
    int exact = 0;

    for (size_t i = 0; i < COUNT(readings); i++)
        check_reading(readings[i].typed, readings[i].printed, NULL);
    for (size_t i = 0; i < COUNT(authors); i++)
        check_reading(authors[i].typed, authors[i].printed, &author);
    for (size_t i = 0; i < COUNT(notes); i++)
        check_note(notes[i].typed, notes[i].note);
    for (size_t i = 0; i < COUNT(mistakes); i++)
        check_mistake(mistakes[i].typed, mistakes[i].status, mistakes[i].from,
                      mistakes[i].to);
    for (size_t i = 0; i < COUNT(unfit); i++)
        check_mistake(unfit[i].typed, unfit[i].status, unfit[i].from, unfit[i].to);
    for (size_t i = 0; i < COUNT(helped); i++)
        check_help(helped[i].typed, helped[i].help);
    for (uint64_t seed = 1; seed <= 5000; seed++)
        exact += check_decimal(seed);
    is_int(exact, 5000, "decimals are read exactly");
    check_nesting("(", ")", "brackets");
    check_nesting("-", "", "signs");
    check_nesting("sin(", ")", "functions");
    check_nesting("x^", "", "towers");
    check_nesting("|", "|", "bars");
    check_closed_scope();
    return done_testing();
}
