/* t-tidy.c: results in order: shorter, the same function, and read back the same. */
#include "algebra/same.h"

#include "formulas.h"

#include <string.h>

static const struct {
    const char *f, *tidy, *shows;
} cases[] = {
    {"2x e^x + x^2 e^x", "x*(x + 2)*exp(x)", "common factors come out"},
    {"2x + 2", "2*x + 2", "a polynomial stays as it is"},
    {"3x^2 - 3", "3*x^2 - 3", "as a learner expects it"},
    {"12x^3 - 24x^2 + 12x", "12*x^3 - 24*x^2 + 12*x", "however much its terms share"},
    {"2x*(x^3-2) + 3x^2*(x^2+1)", "2*x*(x^3 - 2) + 3*x^2*(x^2 + 1)",
     "nothing is multiplied out unasked"},
    {"1/(x^2+1) - 2x^2/(x^2+1)^2", "(1 - x^2)/(x^2 + 1)^2", "one bar where terms merge"},
    {"1/x + 1/(x+1)", "1/x + 1/(x + 1)", "and none where it would be longer"},
    {"8(x^2-1)^7 + 112x^2 (x^2-1)^6", "8*(x^2 - 1)^6*(15*x^2 - 1)",
     "pieces that are factored share a factor"},
    {"-(-1 - cot(x)^2)/x", "(1 + cot(x)^2)/x", "signs come out"},
    {"(12x + 6) e^(x^2)", "6*(2*x + 1)*exp(x^2)", "numbers come out of a factor"},
    {"x^x (1 + ln x)^2 + x^(x-1)", "x^x*(1/x + (1 + ln(x))^2)", "x^(x-1) is x^x/x"},
    {"e^x sin x + e^x cos x + x^2", "x^2 + (sin(x) + cos(x))*exp(x)",
     "a common kernel of some terms"},
    {"(x+1)(x + e^x) + e^x", "exp(x) + (x + 1)*(x + exp(x))", "products stay products"},
    {"(2-3x)(3x-2)^3 + 1", "1 - (3*x - 2)^4", "a sum and its negative are one base"},
    {"sqrt(x) + x^(3/2)", "sqrt(x)*(x + 1)", "roots as well"},
    {"2/x^2 + ln(x)/x^2", "(2 + ln(x))/x^2", "below the bar as above"},
    {"sin(x)/x - sin(x)/x^2 + cos(x)/x", "cos(x)/x + (x - 1)*sin(x)/x^2",
     "without a fraction in a fraction"},
    {"(1+tan(x)^2)/cot(x/4) + (1+cot(x/4)^2)*tan(x)/(4cot(x/4)^2)",
     "(1 + tan(x)^2)/cot(x/4) + (1 + cot(x/4)^2)*tan(x)/(4*cot(x/4)^2)",
     "nor in a bracket below a bar"},
    {"e^x*(2(x+ln(x))^2 + 3x*(x+ln(x)) - x^2)", "(4*x^2 + 7*x*ln(x) + 2*ln(x)^2)*exp(x)",
     "a bracket whose terms merge is multiplied out"},
    {"e^(2x) - e^(x+y)", "exp(2*x) - exp(x + y)", "only what is shorter"},
    {"(2x)^n/x^2", "(2*x)^n/x^2", "the domain of x^n stays"},
};

static void check_case(size_t i)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 200000);
    struct formula f;
    struct diag d = {0};

    if (ok(expr_read(p, cases[i].f, strlen(cases[i].f), NULL, &f, NULL, &d) == ST_OK,
           "%s is read", cases[i].f)) {
        expr tidy = algebra_tidy(p, f.body);

        is_str(expr_text(p, tidy, NOTE_PLAIN, a), cases[i].tidy, "%s", cases[i].shows);
        ok(algebra_tidy(p, tidy) == tidy, "and once is enough");
    }
    arena_free(a);
}

/* ---- properties ------------------------------------------------------------------ */

static bool reads_back(struct pool *p, expr e, const char *text)
{
    struct formula f;
    struct diag d;

    return expr_read(p, text, strlen(text), NULL, &f, NULL, &d) == ST_OK && f.body == e;
}

/* Derivatives have the shape that tidy is for. */
static void check_random(uint64_t seed, int *compared, int *changed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct maker m = {.pool = p, .rng = {seed}, .variable_count = 1, .smooth = true};
    expr x = pool_symbol(p, "x");
    struct formula f = {.where = pool_true(p)}, df, tidy;
    struct diag d;
    const char *before, *after;

    m.variables = &x;
    f.body = make_formula(&m, 3);
    pool_take_demands(p);
    if (algebra_derive_n(p, &f, x, 1 + (unsigned)(seed % 2), &df, &d) == ST_OK &&
        pool_domain(p, df.body) != pool_false(p) && /* 1/0 has many faces */
        strlen(before = expr_text(p, df.body, NOTE_PLAIN, a)) < 2000) {
        tidy.body = algebra_tidy(p, df.body);
        tidy.where = pool_and(p, df.where, pool_take_demands(p));
        after = expr_text(p, tidy.body, NOTE_PLAIN, a);
        *changed += tidy.body != df.body;
        if (!same_function(p, &df, &tidy, x, compared) ||
            strlen(after) > strlen(before) + strlen(before) / 8 + 3 ||
            !reads_back(p, tidy.body, after))
            ok(false, "seed %llu: %s became %s", (unsigned long long)seed, before, after);
    }
    arena_free(a);
}

int main(void)
{
    uint64_t most = soak_count(600);
    int compared = 0, changed = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(i);
    for (uint64_t seed = 1; seed <= most; seed++)
        check_random(seed, &compared, &changed);
    ok((uint64_t)compared > 2 * most, "enough values were compared: %d", compared);
    ok((uint64_t)changed > most / 6, "enough of them changed: %d", changed);
    return done_testing();
}
