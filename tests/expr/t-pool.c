/* t-pool.c: canonical forms, and the conditions they must not lose. */
#include "expr/expr.h"
#include "formulas.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *typed, *body, *where;
} forms[] = {
    {"x/x", "1", "x != 0"},
    {"x^2/x", "x", "x != 0"},
    {"x - x", "0", "true"},
    {"0*ln(x)", "0", "x > 0"},
    {"ln(x) - ln(x)", "0", "x > 0"},
    {"sqrt(x)^2", "x", "x >= 0"},
    {"sqrt(x)*sqrt(x)", "x", "x >= 0"},
    {"sqrt(x^2)", "abs(x)", "true"},
    {"(x^2)^(1/3)", "x^(2/3)", "true"},
    {"(x^(1/3))^3", "x", "true"},
    {"exp(ln(x))", "x", "x > 0"},
    {"ln(exp(x))", "x", "true"},
    {"ln(x^2)", "ln(x^2)", "true"},
    {"sin(asin(x))", "x", "x^2 <= 1"},
    {"asin(sin(x))", "asin(sin(x))", "true"},
    {"x^0", "1", "true"},
    {"0^0", "1", "true"},
    {"(-8)^(1/3)", "-2", "true"},
    {"sqrt(8)", "2*sqrt(2)", "true"},
    {"sqrt(2)*sqrt(6)", "2*sqrt(3)", "true"},
    {"sqrt(2/3)", "sqrt(6)/3", "true"},
    {"1/sqrt(2)", "sqrt(2)/2", "true"},
    {"0.1 + 0.2", "3/10", "true"},
    {"2(x+1) - 2x - 2", "0", "true"},
    {"sin(-x)", "-sin(x)", "true"},
    {"cos(-x)", "cos(x)", "true"},
    {"sin(x + 2pi)", "sin(x)", "true"},
    {"cos(pi/12)", "(sqrt(2) + sqrt(6))/4", "true"},
    {"tan(pi/3)", "sqrt(3)", "true"},
    {"asin(1/2)", "pi/6", "true"},
    {"e^2*e^(-x)", "exp(2 - x)", "true"},
    {"ln(1/8)", "-3*ln(2)", "true"},
    {"log(8, 2)", "3", "true"},
    {"abs(-2x)", "2*abs(x)", "true"},
    {"floor(pi)", "3", "true"},
    {"min(1, x, 2)", "min(1, x)", "true"},
    {"sum(i, 0, 3, x^i)", "x^3 + x^2 + x + 1", "true"},
    {"prod(k, 1, 4, k)", "24", "true"},
    {"(x-1)^2 - (1-x)^2", "0", "true"},
};

static void check_form(size_t i)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    struct formula f = {0};
    struct diag d = {0};

    if (expr_read(p, forms[i].typed, strlen(forms[i].typed), NULL, &f, NULL, &d) !=
        ST_OK) {
        ok(false, "%s: %s", forms[i].typed, d.message);
    } else {
        is_str(expr_text(p, f.body, NOTE_PLAIN, a), forms[i].body, "%s", forms[i].typed);
        is_str(expr_text(p, f.where, NOTE_PLAIN, a), forms[i].where, "%s holds where",
               forms[i].typed);
    }
    arena_free(a);
}

/* ---- random trees --------------------------------------------------------------- */

static const struct taste taste = {
    .leaves =
        (const char *const[]){"x", "y", "2", "1/3", "pi", "0.75", "x", "e", "7", NULL},
    .functions = (const char *const[]){"sin", "cos", "exp", "abs", "atan", "sqrt", "ln",
                                       "tanh", NULL},
    .signs = "+-*/",
    .leaf = 6,
    .call = 4,
    .power = 5,
    .lowest = -2,
    .highest = 2};

/* The value of a syntax tree as typed, in doubles: an evaluator of its own. */
static double value(const struct syntax *s, double x, double y)
{
    double l = s->count ? value(s->child[0], x, y) : 0,
           r = s->count > 1 ? value(s->child[1], x, y) : 0;

    switch (s->kind) {
    case SYN_NUMBER:
        return fmpz_get_d(fmpq_numref(s->number)) / fmpz_get_d(fmpq_denref(s->number));
    case SYN_NAME: return s->text[0] == 'x' ? x : y;
    case SYN_CONSTANT: return s->text[0] == 'p' ? acos(-1) : exp(1);
    case SYN_PREFIX: return s->op == OP_MINUS ? -l : l;
    case SYN_ABS: return fabs(l);
    case SYN_CALL: return func_double((enum func_id)s->func, l);
    case SYN_BINARY:
        switch (s->op) {
        case OP_ADD: return l + r;
        case OP_SUB: return l - r;
        case OP_MUL: return l * r;
        case OP_DIV: return l / r;
        default: return pow(l, r);
        }
    default: return NAN;
    }
}

/* Printed and read again it is the same node; and it is worth what was typed. */
static void check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    struct rng rng = {seed};
    struct str s = str_in(a);
    struct reading r;
    struct formula f, again;
    struct diag d = {0};
    const char *text;
    double typed, built;
    expr at;

    random_text(&s, &rng, &taste, 4);
    if (expr_parse(a, s.text, s.len, NULL, &r, &d) != ST_OK ||
        expr_build(p, r.root, &f, &d) != ST_OK) {
        ok(false, "seed %llu: %s: %s", (unsigned long long)seed, s.text, d.message);
        arena_free(a);
        return;
    }
    text = expr_text(p, f.body, NOTE_PLAIN, a);
    ok(pool_domain(p, f.body) ==
               pool_false(p) || /* defined nowhere: 1/0 has many faces */
           (expr_read(p, text, strlen(text), NULL, &again, NULL, &d) == ST_OK &&
            again.body == f.body),
       "seed %llu: %s prints as %s and reads back the same", (unsigned long long)seed,
       s.text, text);
    typed = value(r.root, 0.625, 1.375);
    at = pool_substitute(p, f.body, pool_symbol(p, "x"), pool_ratio(p, 5, 8));
    at = pool_substitute(p, at, pool_symbol(p, "y"), pool_ratio(p, 11, 8));
    built = constant_double(p, at);
    ok(!isfinite(typed) || !isfinite(built) ||
           fabs(typed - built) <= 1e-6 * (1 + fabs(built)),
       "seed %llu: %s is worth %g, built %g", (unsigned long long)seed, s.text, typed,
       built);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        check_form(i);
    for (uint64_t seed = 1; seed <= 3000; seed++)
        check_random(seed);
    return done_testing();
}
