/* t-definite.c: convexity on boxes, against known answers and the midpoint inequality. */
#include "analysis/surface.h"
#include "formulas.h"
#include "tap.h"

enum { SEGMENTS = 12 };

struct question {
    struct arena *arena;
    struct search s;
    struct budget budget;
    struct formula f;
    expr x[2];
    struct definiteness c;
    enum status st;
};

static void ask(struct question *q, const char *text, const char *side_x,
                const char *side_y)
{
    const char *const sides[2] = {side_x, side_y};
    struct piece_of_line on[2];
    struct diag d = {0};

    q->arena = arena_new();
    q->budget = budget_of(400000);
    q->s = (struct search){pool_new(q->arena, 200000), &q->budget};
    q->st = expr_read(q->s.pool, text, strlen(text), NULL, &q->f, NULL, &d);
    for (size_t i = 0; i < 2 && q->st == ST_OK; i++) {
        struct realset set;

        q->x[i] = pool_symbol(q->s.pool, i ? "y" : "x");
        q->st = realset_read(&q->s, sides[i], &set, &d);
        on[i] = set.pieces[0];
    }
    if (q->st == ST_OK)
        q->st = analysis_definite(&q->s, &q->f, q->x, 2, on, &q->c, &d);
}

/* ---- known answers ------------------------------------------------------------------- */

static const struct {
    const char *text, *x, *y;
    enum truth convex, concave;
    bool strict;
} table[] = {
    {"x^2 + x*y + y^2", "[0,1]", "(-inf,inf)", TRUTH_YES, TRUTH_NO, true},
    {"(x + y)^2", "(-inf,inf)", "(-inf,inf)", TRUTH_YES, TRUTH_NO, false},
    {"2 - 3x + y", "(-inf,inf)", "(-inf,inf)", TRUTH_YES, TRUTH_YES, false},
    {"x*y", "[0,1]", "[0,1]", TRUTH_NO, TRUTH_NO, false},
    {"-x^2 - 3y^2", "[0,1]", "[0,1]", TRUTH_NO, TRUTH_YES, true},
    {"e^x + e^y", "[-1,1]", "[-1,1]", TRUTH_YES, TRUTH_NO, true},
    {"ln(x) + ln(y)", "[1,2]", "[1,3]", TRUTH_NO, TRUTH_YES, true},
    {"ln(e^x + e^y) + x^2", "[-1,1]", "[-1,1]", TRUTH_YES, TRUTH_NO, true},
    {"1/(x*y)", "[1,2]", "[1,2]", TRUTH_YES, TRUTH_NO, true},
    {"(1-x)^2 + 100(y-x^2)^2", "[-1,1]", "[-1,1]", TRUTH_NO, TRUTH_NO, false},
    {"x^4 + y^2", "[1,2]", "[0,1]", TRUTH_YES, TRUTH_NO, true},
    {"sqrt(x) + y^2", "[0,1]", "[0,1]", TRUTH_NO, TRUTH_NO, false},
    {"|x| + y^2", "[-1,1]", "[0,1]", TRUTH_UNKNOWN, TRUTH_NO, false},
};

static void check_row(size_t i)
{
    struct question q;

    ask(&q, table[i].text, table[i].x, table[i].y);
    ok(q.st == ST_OK && q.c.convex == table[i].convex && q.c.concave == table[i].concave,
       "%s: convex %d, concave %d", table[i].text, (int)q.c.convex, (int)q.c.concave);
    if (table[i].convex == TRUTH_YES || table[i].concave == TRUTH_YES)
        is_int(q.c.strict, table[i].strict, "%s: strictly or not", table[i].text);
    arena_free(q.arena);
}

/* ---- the midpoint inequality ------------------------------------------------------------ */

/* f along the segment from a to b, as a function of t in [0, 1]. */
static expr along(struct question *q, const double a[2], const double b[2], expr t)
{
    struct pool *p = q->s.pool;
    expr f = q->f.body;

    for (int i = 0; i < 2; i++)
        f = pool_put(
            p, f, q->x[i],
            pool_add(p, pool_ratio(p, (long)(a[i] * 1024), 1024),
                     pool_mul(p, t, pool_ratio(p, (long)((b[i] - a[i]) * 1024), 1024))));
    return f;
}

/* way * (g(0) + g(1) - 2 g(1/2)) is proved below 0. */
static bool broken(struct question *q, expr g, expr t, int way)
{
    arb_t sum, at, v;
    bool bad;

    arb_init(sum);
    arb_init(at);
    arb_init(v);
    for (int i = 0; i <= 2; i++) {
        arb_set_d(at, i / 2.0);
        expr_ball_at(q->s.pool, g, t, at, v, 200);
        arb_addmul_si(sum, v, i == 1 ? -2 : 1, 200);
    }
    bad = way > 0 ? arb_is_negative(sum) : arb_is_positive(sum);
    arb_clear(v);
    arb_clear(at);
    arb_clear(sum);
    return bad;
}

static const struct taste taste = {
    .leaves = (const char *const[]){"x", "y", "x", "y", "2", "(1/2)", NULL},
    .functions = (const char *const[]){"exp", "ln", "sqrt", "cosh", "abs", "atan", NULL},
    .signs = "++-*/",
    .leaf = 5,
    .call = 4,
    .power = 4,
    .lowest = -1,
    .highest = 4,
};

static int claims, false_claims;

static void check_random(uint64_t seed)
{
    struct question q;
    struct arena *a = arena_new();
    struct rng rng = {seed};
    struct str text = str_in(a);
    expr t;

    random_text(&text, &rng, &taste, 3);
    ask(&q, text.text, "[1/2, 2]", "[1, 5/2]");
    t = pool_symbol(q.s.pool, "t");
    for (int i = 0; i < SEGMENTS && q.st == ST_OK; i++) {
        double from[2], to[2];
        expr g;

        for (int k = 0; k < 2; k++) {
            from[k] = 0.5 + 0.5 * k + 1.5 * rng_unit(&rng);
            to[k] = 0.5 + 0.5 * k + 1.5 * rng_unit(&rng);
        }
        g = along(&q, from, to, t);
        for (int way = -1; way <= 1; way += 2) {
            if ((way > 0 ? q.c.convex : q.c.concave) != TRUTH_YES)
                continue;
            claims++;
            if (broken(&q, g, t, way)) {
                false_claims++;
                note("%s is not %s", text.text, way > 0 ? "convex" : "concave");
            }
        }
    }
    arena_free(q.arena);
    arena_free(a);
}

int main(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_row(i);
    for (uint64_t seed = 1; seed <= soak_count(150); seed++)
        check_random(seed);
    ok(false_claims == 0, "of %d claims %d break the midpoint inequality", claims,
       false_claims);
    ok(claims > 200, "there were enough of them: %d", claims);
    return done_testing();
}
