/* t-pool.c: canonical forms, and the conditions they must not lose. */
#include "expr/expr.h"
#include "formulas.h"
#include "tap.h"

#include <string.h>

static const struct {
    const char *typed, *body, *where;
} forms[] = {
    {"x/x", "1", "x != 0"},
    {"x^2/x", "x", "x != 0"},
    {"x - x", "0", "true"},
    {"0*ln(x)", "0", "x > 0"},
    {"0*ln(y) + 0*ln(x)", "0", "x > 0 and y > 0"},
    {"ln(x) - ln(x)", "0", "x > 0"},
    {"sqrt(x)^2", "x", "x >= 0"},
    {"sqrt(x)*sqrt(x)", "x", "x >= 0"},
    {"sqrt(x^2)", "abs(x)", "true"},
    {"(x^2)^(1/3)", "x^(2/3)", "true"},
    {"(x^(1/3))^3", "x", "true"},
    {"exp(ln(x))", "x", "x > 0"},
    {"0*x^(x-1)", "0", "x > 0"}, /* 0^-1 is undefined */
    {"0*x^(x+1)", "0", "x >= 0"},
    {"(x^sqrt(2))^sqrt(2)", "x^2", "x >= 0"},
    {"(x^-sqrt(2))^(-sqrt(2))", "x^2", "x >= 0 and x != 0"},
    {"x*x^(sqrt(7)-3)", "x^(sqrt(7) - 2)", "x != 0"},
    {"x*x^(sqrt(7)-2)", "x^(sqrt(7) - 1)", "true"},
    {"x^sqrt(2)*x^(2-sqrt(2))", "x^2", "x >= 0"},
    {"x^n*x", "x^(n + 1)", "n > 0 or x != 0"},
    {"x^x*x^-2", "x^(x - 2)", "true"},
    {"0^(sqrt(7) - 1)", "0", "true"},
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

enum { BITS = 400 };

static void binary_value(enum op op, arb_t l, const arb_t r)
{
    switch (op) {
    case OP_ADD: arb_add(l, l, r, BITS); break;
    case OP_SUB: arb_sub(l, l, r, BITS); break;
    case OP_MUL: arb_mul(l, l, r, BITS); break;
    case OP_DIV: arb_div(l, l, r, BITS); break;
    default: arb_pow(l, l, r, BITS); break;
    }
}

/* A ball around the value of a syntax tree as typed: an evaluator of its own. */
static void value(const struct syntax *s, const arb_t x, const arb_t y, arb_t v)
{
    arb_t r;

    arb_init(r);
    if (s->count)
        value(s->child[0], x, y, v);
    if (s->count > 1)
        value(s->child[1], x, y, r);
    switch (s->kind) {
    case SYN_NUMBER: arb_set_fmpq(v, s->number, BITS); break;
    case SYN_NAME: arb_set(v, s->text[0] == 'x' ? x : y); break;
    case SYN_CONSTANT:
        if (s->text[0] == 'p')
            arb_const_pi(v, BITS);
        else
            arb_const_e(v, BITS);
        break;
    case SYN_PREFIX: arb_neg(v, v); break;
    case SYN_CALL:
        if (s->func == FN_SQRT)
            arb_sqrt(v, v, BITS);
        else
            func_ball((enum func_id)s->func, v, v, BITS);
        break;
    case SYN_BINARY: binary_value(s->op, v, r); break;
    default: arb_indeterminate(v); break;
    }
    arb_clear(r);
}

/* The ball of what was typed and that of what was built have the value in common. */
static bool worth_the_same(struct pool *p, const struct syntax *typed, expr built)
{
    arb_t x, y, v, w;
    bool same;

    arb_init(x);
    arb_init(y);
    arb_init(v);
    arb_init(w);
    arb_set_d(x, 0.625);
    arb_set_d(y, 1.375);
    value(typed, x, y, v);
    built = pool_substitute(p, built, pool_symbol(p, "x"), pool_ratio(p, 5, 8));
    built = pool_substitute(p, built, pool_symbol(p, "y"), pool_ratio(p, 11, 8));
    constant_ball(p, built, w, BITS);
    same = !arb_is_finite(v) || !arb_is_finite(w) || arb_overlaps(v, w);
    arb_clear(w);
    arb_clear(v);
    arb_clear(y);
    arb_clear(x);
    return same;
}

/* Printed and read again it is the same node; and it is worth what was typed. */
static bool check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    struct rng rng = {seed};
    struct str s = str_in(a);
    struct reading r;
    struct formula f, again;
    struct diag d = {0};
    const char *text;
    bool same, worth;

    random_text(&s, &rng, &taste, 4);
    if (expr_parse(a, s.text, s.len, NULL, &r, &d) != ST_OK ||
        expr_build(p, r.root, &f, &d) != ST_OK) {
        ok(false, "seed %llu: %s: %s", (unsigned long long)seed, s.text, d.message);
        arena_free(a);
        return false;
    }
    text = expr_text(p, f.body, NOTE_PLAIN, a);
    same = pool_domain(p, f.body) ==
               pool_false(p) || /* defined nowhere: 1/0 has many faces */
           (expr_read(p, text, strlen(text), NULL, &again, NULL, &d) == ST_OK &&
            again.body == f.body);
    if (!same)
        ok(false, "seed %llu: %s prints as %s and does not read back the same",
           (unsigned long long)seed, s.text, text);
    worth = worth_the_same(p, r.root, f.body);
    if (!worth)
        ok(false, "seed %llu: %s is built with another value", (unsigned long long)seed,
           s.text);
    arena_free(a);
    return same && worth;
}

int main(void)
{
    uint64_t most = soak_count(3000), passed = 0;

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        check_form(i);
    for (uint64_t seed = 1; seed <= most; seed++)
        passed += check_random(seed);
    is_int(passed, most, "random formulas keep their form and value");
    return done_testing();
}
