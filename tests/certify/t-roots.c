/* t-roots.c: all zeros, exactly where that is possible, and honesty where it is not. */
#include "algebra/algebra.h"
#include "certify/certify.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *g, *on, *zeros; /* "!" in front: not complete */
} cases[] = {
    {"x^3 - 2x", "(-inf, inf)", "-sqrt(2) 0 sqrt(2)"},
    {"x^5 - x - 1", "(-inf, inf)", "~1.16730397826"},
    {"(x-1)^3*(x+2)", "(-inf, inf)", "-2 1"},
    {"x^4 - 3x^2 + 1", "[0, inf)", "(sqrt(5) - 1)/2 (1 + sqrt(5))/2"},
    {"e^x - 3", "(-inf, inf)", "ln(3)"},
    {"e^(2x) - 3e^x + 2", "(-inf, inf)", "0 ln(2)"},
    {"ln(x)^2 - 1", "(0, inf)", "exp(-1) e"},
    {"cos(x)", "[0, 10]", "pi/2 3*pi/2 5*pi/2"},
    {"2*sin(x) - 1", "[0, 2*pi]", "pi/6 5*pi/6"},
    {"sin(x^2)", "[-3, 2]", "-sqrt(2)*sqrt(pi) -sqrt(pi) 0 sqrt(pi)"},
    {"cos(1/x)", "[1/8, 1]", "2/(5*pi) 2/(3*pi) 2/pi"},
    {"cos(1/x)", "[-1/2, -1/8]", "-2/(3*pi) -2/(5*pi)"},
    {"cos(1/x) - 1", "[1/8, 1]", "1/(2*pi)"},
    {"2*sin(3*x^3+1) - 1", "[-1, 1]", "cbrt(pi/18 - 1/3) cbrt(5*pi/18 - 1/3)"},
    {"tan(sqrt(x))", "[-5, 100]", "0 pi^2 4*pi^2 9*pi^2"},
    {"sin(x^(1/3))", "[-64, 64]", "-pi^3 0 pi^3"},
    {"cos(2 - x^2)", "[0, 2]", "sqrt(2 - pi/2) sqrt(2 + pi/2)"},
    {"sin(x^-2) - 2", "[1/2, 1]", ""},
    {"12345679x^2 - 98765431", "[0, 9]", "sqrt(1219326307422649)/12345679"},
    {"cos(x) - x", "(-inf, inf)", "~0.739085133215"},
    {"x*sin(x)", "[-4, 4]", "-pi 0 pi"},
    {"sin(x)/x", "[-4, 4]", "-pi pi"},
    {"|x - 1| - 2", "(-inf, inf)", "-1 3"},
    {"max(x, 1) - 2", "(-inf, inf)", "2"},
    {"sqrt(x) - 2", "[0, inf)", "4"},
    {"1/x", "(-inf, 0) U (0, inf)", ""},
    {"e^x", "(-inf, inf)", ""},
    {"x^2 + 1", "(-inf, inf)", ""},
    {"x - cos(x)^2 - sin(x)^2", "[0, 2]", "~1"}, /* not known to be 1: an enclosure */
    {"(x - 1/3)^2*(e^x + x^2)", "[0, 1]", "1/3"},
    {"sin(x)^2*e^x + (x-pi)^2", "[3, 4]", "pi"},
    {"x^20 - 2*(1000x - 1)^2", "[0, 1]", "~0.001 ~0.001"},
    {"asin(x) - 5", "[-1, 1]", ""},
    {"atan(x) - 1", "(-inf, inf)", "tan(1)"},
    {"sin(x)", "(-inf, inf)", "!"},
    {"10^x - ln(10)*x*10^x", "(-inf, inf)",
     "1/ln(10)"}, /* 10^x comes out once, not twice */
    {"16^x - 3*2^x + 2", "[-1, 1]", "~-0.303052339819 0"},
};

static const char *found_text(const struct search *s, const struct roots *r,
                              const char *want)
{
    struct str out = str_in(pool_arena(s->pool));

    if (!r->complete)
        return "!";
    for (size_t i = 0; i < r->count; i++) {
        int digits = strchr(want, '~') && strstr(want, "0.001 ") ? 1 : 12;

        str_add(&out, i ? " " : "");
        if (r->at[i].x->exact != EXPR_NONE)
            str_add(&out, real_text(s, r->at[i].x, NOTE_PLAIN));
        else
            str_addf(&out, "~%.*g", digits, r->at[i].x->approx);
    }
    return out.text;
}

static void check_case(size_t i)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(100000000);
    struct search s = {p, &b};
    struct formula f = {0};
    struct realset on;
    struct roots r;
    struct diag d = {0};

    if (expr_read(p, cases[i].g, strlen(cases[i].g), NULL, &f, NULL, &d) != ST_OK ||
        realset_read(&s, cases[i].on, &on, &d) != ST_OK) {
        ok(false, "%s: %s", cases[i].g, d.message);
    } else {
        certify_roots(&s, f.body, pool_symbol(p, "x"), &on, &r);
        is_str(found_text(&s, &r, cases[i].zeros), cases[i].zeros, "zeros of %s on %s",
               cases[i].g, cases[i].on);
    }
    arena_free(a);
}

/* Products of random factors with known zeros: each zero is found, and no other. */
static void check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(100000000);
    struct search s = {p, &b};
    struct rng rng = {seed};
    struct realset line = realset_line(&s);
    struct roots r;
    expr x = pool_symbol(p, "x"), g = pool_int(p, 1);
    bool here[41] = {false};
    size_t distinct = 0, matched = 0;

    for (int k = 0; k < 5; k++) {
        long at = (long)rng_below(&rng, 41) - 20;
        unsigned times = 1 + (unsigned)rng_below(&rng, 3);

        distinct += !here[at + 20];
        here[at + 20] = true;
        g = pool_mul(
            p, g,
            pool_power(p, pool_sub(p, x, pool_ratio(p, at, 4)), pool_int(p, times)));
    }
    if (rng_below(&rng, 2)) { /* expanded: the factors are hidden */
        fmpq_poly_t poly;

        fmpq_poly_init(poly);
        if (algebra_poly(p, g, x, poly))
            g = algebra_from_poly(p, poly, x);
        fmpq_poly_clear(poly);
    } else {
        g = pool_mul(p, g, pool_func(p, FN_EXP, x));
    }
    certify_roots(&s, g, x, &line, &r);
    for (size_t i = 0; i < r.count; i++) {
        double at = 4 * r.at[i].x->approx;

        matched += fabs(at) <= 20 && at == floor(at) && here[(int)at + 20];
    }
    ok(r.complete && r.count == distinct && matched == distinct,
       "seed %llu: %zu zeros, %zu found, %zu of them right", (unsigned long long)seed,
       distinct, r.count, matched);
    arena_free(a);
}

/* How often the first zero of g counts; 0: not said. */
static void check_multiplicity(const char *g, unsigned times)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(100000000);
    struct search s = {p, &b};
    struct formula f = {0};
    struct realset line = realset_line(&s);
    struct roots r = {0};
    struct diag d;

    if (expr_read(p, g, strlen(g), NULL, &f, NULL, &d) == ST_OK)
        certify_roots(&s, f.body, pool_symbol(p, "x"), &line, &r);
    is_int(r.count ? r.at[0].multiplicity : 99, times,
           "the multiplicity of the zero of %s", g);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(i);
    check_multiplicity("(x+1)^30000", 30000);
    check_multiplicity("x^2*(x^2-x)^3*e^x", 5);
    check_multiplicity("sinh(x)^3", 3);
    check_multiplicity("x^(1/3)", 0);
    check_multiplicity("|x|", 0);
    for (uint64_t seed = 1; seed <= 60; seed++)
        check_random(seed);
    return done_testing();
}
