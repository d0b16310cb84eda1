/* t-simplify.c: the shortest form is the same function, or says where. */
#include "algebra/same.h"
#include "formulas.h"

static const struct {
    const char *f, *simple, *where, *shows;
} cases[] = {
    {"(x^2-1)/(x-1)", "x + 1", "x != 1", "a common factor is cancelled"},
    {"x/(x^2-x)", "1/(x - 1)", "x != 0", "only what is lost is said"},
    {"(a^2-b^2)/(a-b)", "a + b", "a - b != 0", "in several variables"},
    {"((x+h)^3-x^3)/h", "h^2 + 3*h*x + 3*x^2", "h != 0", "a difference quotient"},
    {"(1/(x+h)-1/x)/h", "-1/(x*(h + x))", "h != 0", "fractions within one"},
    {"1/(x-1)-1/(x+1)", "2/(x^2 - 1)", "true", "a common denominator"},
    {"x^2+2x+1", "(x + 1)^2", "true", "factors where they are shorter"},
    {"(x-1)(x+1)", "x^2 - 1", "true", "terms where they are shorter"},
    {"x^4 - 1", "x^4 - 1", "true", "what is short stays"},
    {"sin(x)^2+cos(x)^2", "1", "true", "Pythagoras"},
    {"1+tan(x)^2", "sec(x)^2", "true", "for tangents"},
    {"sec(x)^2-tan(x)^2", "1", "cos(x) != 0", "with what tangents need"},
    {"cosh(x)^2-sinh(x)^2", "1", "true", "for the hyperbola"},
    {"sin(x)^4-cos(x)^4", "-cos(2*x)", "true", "of higher powers"},
    {"2 sin(x) cos(x)", "sin(2*x)", "true", "a double angle"},
    {"(1-cos(2x))/2", "sin(x)^2", "true", "half an angle"},
    {"3sin(x)-4sin(x)^3", "sin(3*x)", "true", "three times an angle"},
    {"sin(2x)/sin(x)", "2*cos(x)", "sin(x) != 0", "an angle taken apart"},
    {"sin(x)cos(y)+cos(x)sin(y)", "sin(x + y)", "true", "a sum of angles"},
    {"sin(x)/(1+cos(x))+(1+cos(x))/sin(x)", "2*csc(x)", "true",
     "sin x != 0 says that cos x is not -1"},
    {"(e^x+e^-x)/2", "cosh(x)", "true", "exponentials in pairs"},
    {"(e^(2x)-1)/(e^x-1)", "1 + exp(x)", "exp(x) != 1", "e^x as a letter"},
    {"ln(x)+ln(y)", "ln(x*y)", "x > 0 and y > 0", "logarithms keep their condition"},
    {"ln(x^2)-ln(x)", "ln(x)", "true", "ln(x^2) is 2 ln|x|"},
    {"ln(x^2-1)-ln(x-1)", "ln(x + 1)", "x > 1", "the stronger condition is enough"},
    {"e^(2ln(x)+y)", "x^2*exp(y)", "x > 0", "logarithms in exponents"},
    {"2^x*3^x", "6^x", "true", "bases with one exponent"},
    {"sqrt(x^2+2x+1)", "abs(x + 1)", "true", "a root of a square"},
    {"sqrt(x)*sqrt(y)", "sqrt(x*y)", "x >= 0 and y >= 0", "roots that are multiplied"},
    {"(x-1)/(sqrt(x)-1)", "sqrt(x) + 1", "sqrt(x) != 1", "sqrt(x) as a letter"},
    {"1/(1+sqrt(2))", "sqrt(2) - 1", "true", "a root below the bar"},
    {"sqrt(3+2sqrt(2))", "1 + sqrt(2)", "true", "a root within a root"},
    {"sin(acos(x))^2", "1 - x^2", "x^2 <= 1", "a function of an inverse"},
    {"sigmoid(x)+sigmoid(-x)", "1", "true", "the logistic function"},
    {"sin(x)^2 + cos(x)^2 + if(x > 0, (x^2-1)/(x-1), 2)",
     "1 + if(x > 0, (x^2 - 1)/(x - 1), 2)", "true", "branches are left alone"},
};

static void check_case(size_t i)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget budget = budget_of(2000000);
    struct formula f, simple, again;
    struct diag d = {0};

    if (ok(expr_read(p, cases[i].f, strlen(cases[i].f), NULL, &f, NULL, &d) == ST_OK &&
               algebra_simplify(p, &f, &budget, &simple, &d) == ST_OK,
           "%s: %s", cases[i].f, d.message)) {
        is_str(expr_text(p, simple.body, NOTE_PLAIN, a), cases[i].simple, "%s",
               cases[i].shows);
        is_str(expr_text(p, simple.where, NOTE_PLAIN, a), cases[i].where,
               "%s holds where", cases[i].f);
        algebra_simplify(p, &simple, &budget, &again, &d);
        ok(again.body == simple.body && again.where == simple.where, "once is enough");
    }
    arena_free(a);
}

static void check_budget(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget none = budget_of(0);
    struct formula f, simple;
    struct diag d;
    const char *text = "sin(x)^2 + cos(x)^2";

    expr_read(p, text, strlen(text), NULL, &f, NULL, &d);
    ok(algebra_simplify(p, &f, &none, &simple, &d) == ST_OK && simple.body == f.body,
       "without a budget the formula is the best so far");
    arena_free(a);
}

/* ---- properties -------------------------------------------------------------------- */

/* What identities are made of: few kernels that meet often. */
static const struct taste taste = {
    .leaves = (const char *const[]){"x", "x", "x", "2", "1", "-1", "3", NULL},
    .functions = (const char *const[]){"sin", "cos", "exp", "ln", "sqrt", "tan", "abs",
                                       "cosh", "sinh", "sec", "atan", "asin", NULL},
    .signs = "++--**/",
    .leaf = 5,
    .call = 4,
    .power = 5,
    .lowest = -2,
    .highest = 3};

static expr random_formula(struct pool *p, uint64_t seed, expr x, struct formula *f)
{
    struct arena *a = pool_arena(p);
    struct maker m = {.pool = p, .rng = {seed}, .variables = &x, .variable_count = 1};
    struct rng rng = {seed};
    struct str s = str_in(a);
    struct diag d;

    f->where = pool_true(p);
    f->body = x;
    if (seed % 4 == 0) {
        f->body = make_formula(&m, 3);
        pool_take_demands(p);
    } else {
        random_text(&s, &rng, &taste, 4);
        expr_read(p, s.text, s.len, NULL, f, NULL, &d);
    }
    return f->body;
}

static bool check_random(uint64_t seed, int *compared, int *changed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000000);
    struct budget budget = budget_of(100000);
    expr x = pool_symbol(p, "x"), body;
    struct formula f, simple, again;
    struct diag d;
    const char *before, *after;
    bool fine = true;

    body = random_formula(p, seed, x, &f);
    before = expr_text(p, body, NOTE_PLAIN, a);
    if (pool_domain(p, body) != pool_false(p) && strlen(before) < 200 &&
        algebra_simplify(p, &f, &budget, &simple, &d) == ST_OK) {
        after = expr_text(p, simple.body, NOTE_PLAIN, a);
        *changed += simple.body != f.body;
        fine = same_function(p, &f, &simple, x, compared) &&
               strlen(after) <= strlen(before) &&
               expr_read(p, after, strlen(after), NULL, &again, NULL, &d) == ST_OK &&
               again.body == simple.body;
        if (!fine)
            ok(false, "seed %llu: %s became %s for %s", (unsigned long long)seed, before,
               after, expr_text(p, simple.where, NOTE_PLAIN, a));
    }
    arena_free(a);
    return fine;
}

int main(void)
{
    uint64_t most = soak_count(300), fine = 0;
    int compared = 0, changed = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(i);
    check_budget();
    for (uint64_t seed = 1; seed <= most; seed++)
        fine += check_random(seed, &compared, &changed);
    is_int(fine, most, "random formulas keep value and domain");
    ok((uint64_t)compared > 2 * most, "enough values were compared: %d", compared);
    ok((uint64_t)changed > most / 12, "enough of them changed: %d", changed);
    return done_testing();
}
