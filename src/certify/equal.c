/* equal.c: are two formulas the same function?
 *
 *   canonical difference zero            proved
 *   a rational function that is zero     proved
 *   a ball of the difference without 0   disproved; that point is the witness
 *   agreement at many points to 60 digits        held to be equal, and said to be numeric
 */
#include "certify/internal.h"

#include <math.h>

enum { BITS = 256, AGREE_BITS = 200, SAMPLES = 40, ENOUGH = 12, LATER_SAMPLES = 400 };

struct comparison {
    const struct search *s;
    const struct formula *f, *g;
    expr domain;
    const expr *variables;
    size_t n;
    struct equality *out;
    expr *point;
    size_t agree, undefined;
};

/* A formula's body at the point, and whether it is defined there. */
static enum truth value_at(struct comparison *c, const struct formula *f, arb_t v)
{
    struct pool *p = c->s->pool;
    expr account = pool_take_demands(p), body = f->body, where = f->where;
    enum truth defined;

    for (size_t i = 0; i < c->n; i++) {
        body = pool_substitute(p, body, c->variables[i], c->point[i]);
        where = pool_substitute(p, where, c->variables[i], c->point[i]);
    }
    defined =
        truth_and(constant_truth(p, where), constant_truth(p, pool_domain(p, body)));
    defined = truth_and(defined, constant_truth(p, pool_take_demands(p)));
    pool_swap_demands(p, account);
    if (!expr_closed(p, body))
        defined = TRUTH_UNKNOWN;
    if (defined == TRUTH_YES)
        constant_ball(p, body, v, BITS);
    return defined;
}

static bool in_domain(struct comparison *c)
{
    struct pool *p = c->s->pool;
    expr where = c->domain;

    for (size_t i = 0; i < c->n; i++)
        where = pool_put(c->s->pool, where, c->variables[i], c->point[i]);
    return constant_truth(p, where) == TRUTH_YES;
}

static void disprove(struct comparison *c, const arb_t a, const arb_t b, bool undefined)
{
    struct equality *out = c->out;

    out->same = TRUTH_NO;
    out->proof = PROOF_COUNTEREXAMPLE;
    out->variables = c->n;
    out->witness = arena_array(pool_arena(c->s->pool), c->n + 1, sizeof *out->witness);
    for (size_t i = 0; i < c->n; i++)
        out->witness[i] = c->point[i];
    out->left = arf_get_d(arb_midref(a), ARF_RND_NEAR);
    out->right = undefined ? NAN : arf_get_d(arb_midref(b), ARF_RND_NEAR);
    out->right_undefined = undefined;
}

/* One point. True once the question is settled. */
static bool compare_here(struct comparison *c)
{
    arb_t a, b, gap;
    enum truth left, right;
    bool settled = false;

    if (!in_domain(c))
        return false;
    arb_init(a);
    arb_init(b);
    arb_init(gap);
    left = value_at(c, c->f, a);
    right = left == TRUTH_YES ? value_at(c, c->g, b) : TRUTH_UNKNOWN;
    if (left == TRUTH_YES && right == TRUTH_NO) {
        /* one such point may be isolated; two drawn at random are not */
        if (++c->undefined >= 2 || !c->n) {
            disprove(c, a, b, true);
            settled = true;
        }
    } else if (left == TRUTH_YES && right == TRUTH_YES && arb_is_finite(a) &&
               arb_is_finite(b)) {
        arb_sub(gap, a, b, BITS);
        if (!arb_contains_zero(gap)) {
            disprove(c, a, b, false);
            settled = true;
        } else if (arb_is_zero(gap) ||
                   (arb_rel_error_bits(a) < -AGREE_BITS &&
                    arb_rel_error_bits(b) < -AGREE_BITS) ||
                   mag_cmp_2exp_si(arb_radref(gap), -AGREE_BITS) < 0) {
            c->agree++;
        }
    }
    arb_clear(gap);
    arb_clear(b);
    arb_clear(a);
    return settled;
}

/* Fractions of some size, of both signs; later ones range wider and closer to 0. */
static void draw_point(struct comparison *c, struct rng *rng, size_t sample)
{
    static const long spans[] = {3, 1, 10, 3, 1, 40, 2, 1000};
    long span = spans[sample % 8];

    for (size_t i = 0; i < c->n; i++) {
        long den = 64 + (long)rng_below(rng, 128);
        long num = (long)rng_below(rng, (uint64_t)(2 * span * den)) - span * den;

        c->point[i] = pool_ratio(c->s->pool, num, (unsigned long)den);
    }
}

/* A ratio of polynomials in one variable that is identically zero. */
static bool zero_ratio(struct comparison *c, expr gap)
{
    fmpq_poly_t num, den;
    bool zero;

    if (c->n != 1)
        return false;
    fmpq_poly_init(num);
    fmpq_poly_init(den);
    zero = algebra_ratio(c->s->pool, gap, c->variables[0], num, den) &&
           fmpq_poly_is_zero(num);
    fmpq_poly_clear(den);
    fmpq_poly_clear(num);
    return zero;
}

/* Conditions that exclude isolated points only. */
static bool only_points(struct pool *p, expr condition)
{
    if (condition == pool_true(p))
        return true;
    if (expr_kind(p, condition) == EX_AND) {
        for (size_t i = 0; i < expr_count(p, condition); i++)
            if (!only_points(p, expr_arg(p, condition, i)))
                return false;
        return true;
    }
    return expr_kind(p, condition) == EX_RELATION &&
           expr_relation(p, condition) == REL_NE;
}

/* Equal bodies, and g excludes no more than points of f's domain. */
static bool proved(struct comparison *c)
{
    struct pool *p = c->s->pool;
    expr account = pool_take_demands(p);
    expr gap = pool_sub(p, c->f->body, c->g->body), mine, its;
    bool yes = expr_is_int(p, gap, 0) || zero_ratio(c, gap);

    if (yes) {
        mine =
            pool_and(p, pool_and(p, c->f->where, c->domain), pool_domain(p, c->f->body));
        its = pool_and(p, c->g->where, pool_domain(p, c->g->body));
        yes = only_points(p, condition_beyond(p, its, mine));
    }
    pool_swap_demands(p, account);
    return yes;
}

struct equality certify_equal(const struct search *s, const struct formula *f,
                              const struct formula *g, expr domain, const expr *variables,
                              size_t n)
{
    struct equality out = {.same = TRUTH_UNKNOWN, .proof = PROOF_NUMERIC};
    struct comparison c = {.s = s,
                           .f = f,
                           .g = g,
                           .domain = domain,
                           .variables = variables,
                           .n = n,
                           .out = &out};
    struct rng rng = {20};

    if (proved(&c)) {
        out.same = TRUTH_YES;
        out.proof = PROOF_EXACT;
        return out;
    }
    c.point = arena_array(pool_arena(s->pool), n + 1, sizeof *c.point);
    for (size_t i = 0; i < (n ? LATER_SAMPLES : 1); i++) {
        if (!budget_spend(s->budget, 200))
            return out;
        draw_point(&c, &rng, i);
        if (compare_here(&c))
            return out;
        if (i >= SAMPLES && c.agree >= ENOUGH)
            break;
    }
    if (c.agree >= ENOUGH || (n == 0 && c.agree))
        out.same = TRUTH_YES;
    return out;
}
