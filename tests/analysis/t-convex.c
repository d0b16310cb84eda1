/* t-convex.c: convexity as a class computes it, and never against the midpoint inequality. */
#include "analysis/analysis.h"
#include "formulas.h"
#include "tap.h"

struct question {
    struct arena *arena;
    struct search s;
    struct budget budget;
    struct formula f;
    struct convexity c;
    enum status st;
};

static struct question question_new(void)
{
    struct question q = {.arena = arena_new(), .budget = budget_of(3000000)};

    q.s.pool = pool_new(q.arena, 200000);
    return q;
}

static void run(struct question *q, const char *text, const char *on)
{
    struct realset set;
    struct diag d = {0};

    q->s.budget = &q->budget;
    set = realset_line(&q->s);
    q->st = expr_read(q->s.pool, text, strlen(text), NULL, &q->f, NULL, &d);
    if (q->st == ST_OK && on)
        q->st = realset_read(&q->s, on, &set, &d);
    if (q->st == ST_OK)
        q->st =
            analysis_convex(&q->s, &q->f, pool_symbol(q->s.pool, "x"), &set, &q->c, &d);
}

/* ---- a class's answers ---------------------------------------------------------------- */

static const struct {
    const char *f, *on, *convex, *concave, *inflections;
} table[] = {
    {"x^3-3x", NULL, "[0, inf)", "(-inf, 0]", "0"},
    {"x^4", NULL, "(-inf, inf)", "{}", ""},
    {"|x|", NULL, "(-inf, inf)", "(-inf, 0] U [0, inf)", ""},
    {"-|x|", NULL, "(-inf, 0] U [0, inf)", "(-inf, inf)", ""},
    {"x+2", NULL, "(-inf, inf)", "(-inf, inf)", ""},
    {"cbrt(x)", NULL, "(-inf, 0]", "[0, inf)", "0"},
    {"sqrt(x)", NULL, "{}", "[0, inf)", ""},
    {"1/x", NULL, "(0, inf)", "(-inf, 0)", ""},
    {"e^(-x^2)", NULL, "(-inf, -sqrt(2)/2] U [sqrt(2)/2, inf)", "[-sqrt(2)/2, sqrt(2)/2]",
     "-sqrt(2)/2 sqrt(2)/2"},
    {"|x^2-1|", NULL, "(-inf, -1] U [1, inf)", "[-1, 1]", ""},
    {"max(x,x^2)", NULL, "(-inf, inf)", "[0, 1]", ""},
    {"sin(x)", NULL, "[pi, 2*pi]", "[0, pi]", "0 pi"},
    {"tan(x)", NULL, "[0, pi/2)", "(pi/2, pi]", "0"},
    {"x^5-5x^4", NULL, "[3, inf)", "(-inf, 3]", "3"},
    {"sin(x)", "[0, 2pi]", "[pi, 2*pi]", "[0, pi]", "pi"},
    {"ln(x)", "(0, 5]", "{}", "(0, 5]", ""},
};

static void check_row(size_t i)
{
    struct question q = question_new();
    struct str points = str_in(q.arena);

    run(&q, table[i].f, table[i].on);
    ok(q.st == ST_OK && q.c.complete, "%s is settled", table[i].f);
    is_str(realset_text(&q.s, &q.c.convex, NOTE_PLAIN), table[i].convex, "%s is convex",
           table[i].f);
    is_str(realset_text(&q.s, &q.c.concave, NOTE_PLAIN), table[i].concave,
           "%s is concave", table[i].f);
    for (size_t k = 0; k < q.c.inflection_count; k++)
        str_addf(&points, "%s%s", k ? " " : "",
                 real_text(&q.s, q.c.inflections[k], NOTE_PLAIN));
    is_str(points.len ? points.text : "", table[i].inflections, "%s bends", table[i].f);
    arena_free(q.arena);
}

/* ---- random ones against the midpoint inequality ---------------------------------------- */

static const char *const leaves[] = {"x", "x", "x", "1", "2", "1/3", NULL};
static const char *const functions[] = {"sin",  "exp",  "ln",   "abs",
                                        "sqrt", "atan", "cosh", NULL};
static const struct taste taste = {leaves, functions, "+-*/", 5, 3, 5, 9, -1, 3};

static int claims, false_claims;

/* At (a + b)/2, exactly. */
static void value(struct question *q, double a, double b, arb_t v)
{
    arb_t half;

    arb_init(half);
    arb_set_d(v, a);
    arb_set_d(half, b);
    arb_add(v, v, half, ARF_PREC_EXACT);
    arb_mul_2exp_si(v, v, -1);
    expr_ball_at(q->s.pool, q->f.body, q->c.x, v, v, 200);
    arb_clear(half);
}

/* way * (f(a) + f(b) - 2 f((a + b)/2)) is proved below 0: f bends the other way. */
static bool broken(struct question *q, double a, double b, int way)
{
    arb_t fa, fb, fm;
    bool bad;

    arb_init(fa);
    arb_init(fb);
    arb_init(fm);
    value(q, a, a, fa);
    value(q, b, b, fb);
    value(q, a, b, fm);
    arb_add(fa, fa, fb, 200);
    arb_submul_ui(fa, fm, 2, 200);
    arb_mul_si(fa, fa, way, 200);
    bad = arb_is_negative(fa);
    arb_clear(fm);
    arb_clear(fb);
    arb_clear(fa);
    return bad;
}

static void check_claim(struct question *q, const struct piece_of_line *piece, int way,
                        struct rng *rng, const char *text)
{
    double lo = piece->lo->infinite ? -20 : piece->lo->approx,
           hi = piece->hi->infinite ? 20 : piece->hi->approx;

    if (!(hi - lo > 1e-3))
        return;
    for (int i = 0; i < 20; i++) {
        double a = lo + (hi - lo) * (0.001 + 0.998 * rng_unit(rng)),
               b = lo + (hi - lo) * (0.001 + 0.998 * rng_unit(rng));

        claims++;
        if (broken(q, a, b, way)) {
            false_claims++;
            printf("# %s: not %s between %g and %g\n", text,
                   way > 0 ? "convex" : "concave", a, b);
            return;
        }
    }
}

static void check_random(uint64_t seed)
{
    struct question q = question_new();
    struct rng rng = {seed};
    struct str text = str_in(q.arena);

    random_text(&text, &rng, &taste, 3);
    run(&q, text.text, "[-3, 4]");
    if (q.st == ST_OK) {
        for (size_t i = 0; i < q.c.convex.count; i++)
            check_claim(&q, &q.c.convex.pieces[i], 1, &rng, text.text);
        for (size_t i = 0; i < q.c.concave.count; i++)
            check_claim(&q, &q.c.concave.pieces[i], -1, &rng, text.text);
    }
    arena_free(q.arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_row(i);
    for (uint64_t seed = 1; seed <= soak_count(120); seed++)
        check_random(seed);
    ok(false_claims == 0, "of %d claims %d break the midpoint inequality", claims,
       false_claims);
    ok(claims > 2000, "there were enough of them: %d", claims);
    return done_testing();
}
