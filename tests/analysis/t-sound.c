/* t-sound.c: nothing false is stated: random functions against dense sampling.
 *
 * For each of many random functions on a random interval: every sign change of f' between
 * neighbouring samples has a listed critical point between them if the answer calls itself
 * complete; no sample is above the maximum or below the minimum; a point called min (max)
 * has no sample beside it that is lower (higher); a point called flat has a small slope. */
#include "algebra/algebra.h"
#include "analysis/analysis.h"
#include "formulas.h"
#include "tap.h"

#include <math.h>

enum { SAMPLES = 400 };

static const struct taste taste = {
    .leaves = (const char *const[]){"x", "x", "x", "x", "x", "x", "x", "x", "1", "7",
                                    "9/4", "2/3", NULL},
    .functions =
        (const char *const[]){"sin", "cos", "exp", "abs", "atan", "sqrt", "ln", "tanh",
                              "cbrt", "floor", "sign", "sigmoid", "cosh", NULL},
    .signs = "+-*/",
    .leaf = 8,
    .call = 3,
    .power = 6,
    .extreme = 8,
    .lowest = 2,
    .highest = 3};

struct sample {
    double x, f;
    bool defined;
    int slope; /* sign of f', 0: not sure */
};

/* Does what the typed formula demands hold there? sqrt(x)^2 is x for x >= 0 only. */
static bool allowed(struct pool *p, expr where, expr x, double at)
{
    arf_t v;
    fmpq_t q;
    expr e;

    arf_init(v);
    fmpq_init(q);
    arf_set_d(v, at);
    arf_get_fmpq(q, v);
    e = pool_number(p, q);
    fmpq_clear(q);
    arf_clear(v);
    return constant_truth(p, pool_put(p, where, x, e)) == TRUTH_YES;
}

static void take(struct pool *p, const struct formula *g, expr df, expr x, double at,
                 struct sample *out)
{
    expr f = g->body;
    arb_t point, v;

    arb_init(point);
    arb_init(v);
    arb_set_d(point, at);
    expr_ball_at(p, f, x, point, v, 200);
    out->x = at;
    out->defined = arb_is_finite(v) && allowed(p, g->where, x, at);
    out->f = arf_get_d(arb_midref(v), ARF_RND_NEAR);
    expr_ball_at(p, df, x, point, v, 200);
    out->slope = !arb_is_finite(v) || arb_contains_zero(v) ? 0
                 : arb_is_positive(v)                      ? 1
                                                           : -1;
    arb_clear(v);
    arb_clear(point);
}

static bool between(const struct critical *c, double lo, double hi)
{
    double slack = 1e-9 * (1 + fabs(lo));

    for (size_t i = 0; i < c->count; i++)
        if (c->points[i].x->approx >= lo - slack && c->points[i].x->approx <= hi + slack)
            return true;
    for (size_t i = 0; i < c->plateau_count; i++)
        if (c->plateaus[i].on.lo->approx <= hi + slack &&
            c->plateaus[i].on.hi->approx >= lo - slack)
            return true;
    return false;
}

/* f defined and continuous all the way: only then a sign change needs a critical point. */
static bool unbroken(const struct critical *c, double lo, double hi)
{
    for (size_t i = 0; i < c->domain.count; i++)
        if (c->domain.pieces[i].lo->approx <= lo && hi <= c->domain.pieces[i].hi->approx)
            return true;
    return false;
}

static const char *wrong(const struct extrema *e, const struct sample *s, size_t n)
{
    const struct critical *c = &e->critical;

    for (size_t i = 0; i < n; i++) {
        double slack = 1e-9 * (1 + fabs(s[i].f));

        if (!s[i].defined)
            continue;
        if (e->max.decided && !(e->max.infinite > 0) && s[i].f > e->max.approx + slack)
            return "a sample lies above the maximum";
        if (e->min.decided && !(e->min.infinite < 0) && s[i].f < e->min.approx - slack)
            return "a sample lies below the minimum";
        if (i && s[i - 1].defined && c->complete && s[i - 1].slope * s[i].slope < 0 &&
            unbroken(c, s[i - 1].x, s[i].x) && !between(c, s[i - 1].x, s[i].x))
            return "a turning point is missing though complete";
    }
    return NULL;
}

/* A class is compared with samples very near to the point on both sides. */
static const char *wrong_class(struct pool *p, const struct critical *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct critical_point *q = &c->points[i];
        double gap = 1e-5 * (1 + fabs(q->x->approx));

        for (size_t j = 0; j < c->count; j++)
            if (j != i && fabs(c->points[j].x->approx - q->x->approx) < 2 * gap)
                gap = 0; /* neighbours too near to tell */
        for (int way = -1; way <= 1 && gap > 0; way += 2) {
            struct sample s;

            take(p, &c->f, c->df.body, c->x, q->x->approx + way * gap, &s);
            if (!s.defined)
                continue;
            if (q->type == TYPE_MIN && s.f < q->value_approx - 1e-13 * (1 + fabs(s.f)))
                return "called a minimum, and is none";
            if (q->type == TYPE_MAX && s.f > q->value_approx + 1e-13 * (1 + fabs(s.f)))
                return "called a maximum, and is none";
        }
    }
    return NULL;
}

static bool check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(1000000);
    struct search search = {p, &b};
    struct rng rng = {seed};
    struct str text = str_in(a);
    struct formula f = {0};
    struct realset on;
    struct extrema e;
    struct diag d = {0};
    double lo = (double)rng_below(&rng, 9) / 2 - 3,
           hi = lo + 1 + (double)rng_below(&rng, 6) / 2;
    struct sample *s = arena_array(a, SAMPLES + 1, sizeof *s);
    const char *what = NULL;
    bool answered = false;

    random_text(&text, &rng, &taste, 3);
    if (expr_read(p, text.text, text.len, NULL, &f, NULL, &d) == ST_OK &&
        realset_read(&search, arena_printf(a, "[%g,%g]", lo, hi), &on, &d) == ST_OK &&
        analysis_extrema(&search, &f, pool_symbol(p, "x"), &on, &e, &d) == ST_OK) {
        answered = true;
        for (int i = 0; i <= SAMPLES; i++)
            take(p, &f, e.critical.df.body, e.critical.x,
                 lo + (hi - lo) * (i == 0 || i == SAMPLES ? (double)i : i + 0.1234) /
                          SAMPLES,
                 &s[i]);
        s[0].slope = s[SAMPLES].slope = 0; /* ends are not inside */
        what = wrong(&e, s, SAMPLES + 1);
        if (!what)
            what = wrong_class(p, &e.critical);
    }
    if (what)
        ok(false, "seed %llu: %s on [%g, %g]: %s", (unsigned long long)seed, text.text,
           lo, hi, what);
    arena_free(a);
    return answered;
}

int main(void)
{
    uint64_t n = soak_count(150), answered = 0;

    for (uint64_t seed = 1; seed <= n; seed++)
        answered += check_random(seed);
    ok(answered * 10 > n * 6,
       "%d of %d random functions were answered, nothing false in them", (int)answered,
       (int)n);
    return done_testing();
}
