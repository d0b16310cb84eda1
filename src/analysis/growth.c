/* growth.c: the limit of f(t) as t -> +inf, by leading terms.
 *
 *   f(t)  ~  c * e^u(t) * t^q * (ln t)^r          with u -> +-inf or u = 0
 *
 * Sums are decided by the term that dominates, compared first by e^(u1 - u2), whose
 * exponent's own limit decides, then by q, then by r: a small relative of the method of
 * D. Gruntz, On computing limits in a symbolic manipulation system (1996). What cancels
 * or oscillates is not decided, except where it does not matter. */
#include "analysis/internal.h"

#include <math.h>

enum lead_kind {
    LEAD_TERM,    /* a leading term */
    LEAD_ZERO,    /* identically zero */
    LEAD_SMALL,   /* tends to 0, at a rate not known */
    LEAD_BOUNDED, /* stays bounded, may oscillate */
    LEAD_UNKNOWN
};

struct lead {
    enum lead_kind kind;
    expr c; /* closed, its sign known and not 0 */
    expr u; /* exponent, or zero */
    fmpq_t q, r;
};

struct grower {
    const struct search *s;
    struct pool *p;
    expr t, zero, one;
    int depth;
};

enum { DEEPEST = 24 };

static void lead_of(struct grower *g, expr e, struct lead *out);

static void lead_init(struct grower *g, struct lead *l)
{
    l->kind = LEAD_UNKNOWN;
    l->c = g->one;
    l->u = g->zero;
    fmpq_init(l->q);
    fmpq_init(l->r);
}

static void lead_clear(struct lead *l)
{
    fmpq_clear(l->q);
    fmpq_clear(l->r);
}

static void lead_set(struct lead *l, const struct lead *m)
{
    l->kind = m->kind;
    l->c = m->c;
    l->u = m->u;
    fmpq_set(l->q, m->q);
    fmpq_set(l->r, m->r);
}

static void lead_constant(struct grower *g, struct lead *l, expr c)
{
    int sign = constant_sign(g->p, c);

    l->kind = sign == 0 ? LEAD_ZERO : sign == 1 || sign == -1 ? LEAD_TERM : LEAD_UNKNOWN;
    l->c = c;
    l->u = g->zero;
    fmpq_zero(l->q);
    fmpq_zero(l->r);
}

/* +1: grows beyond all bounds, 0: tends to a constant, -1: tends to 0, in size;
 * SIGN_UNKNOWN. Only for terms. */
static int size_of(struct grower *g, const struct lead *l)
{
    int sign = 0;

    if (l->u != g->zero) {
        struct lead u;

        lead_init(g, &u);
        lead_of(g, l->u, &u);
        sign = u.kind == LEAD_TERM && size_of(g, &u) == 1 ? constant_sign(g->p, u.c)
                                                          : SIGN_UNKNOWN;
        lead_clear(&u);
        return sign;
    }
    sign = fmpq_sgn(l->q);
    return sign ? sign : fmpq_sgn(l->r);
}

/* +1 if a outgrows b, 0 if their ratio tends to a constant, -1; SIGN_UNKNOWN. */
static int compare_growth(struct grower *g, const struct lead *a, const struct lead *b)
{
    struct lead ratio;
    int sign;

    lead_init(g, &ratio);
    ratio.kind = LEAD_TERM;
    ratio.u = pool_sub(g->p, a->u, b->u);
    if (ratio.u != g->zero) { /* an exponent that tends to a constant is none */
        struct lead u;

        lead_init(g, &u);
        lead_of(g, ratio.u, &u);
        if (u.kind != LEAD_TERM || size_of(g, &u) != 1)
            ratio.kind = LEAD_UNKNOWN;
        lead_clear(&u);
    }
    fmpq_sub(ratio.q, a->q, b->q);
    fmpq_sub(ratio.r, a->r, b->r);
    sign = ratio.kind == LEAD_UNKNOWN ? SIGN_UNKNOWN : size_of(g, &ratio);
    lead_clear(&ratio);
    return sign;
}

/* ---- sums -------------------------------------------------------------------- */

static void join_sum(struct grower *g, struct lead *sum, const struct lead *l)
{
    int order;

    if (l->kind == LEAD_ZERO)
        return;
    if (sum->kind == LEAD_ZERO) {
        lead_set(sum, l);
        return;
    }
    if (sum->kind == LEAD_TERM && l->kind == LEAD_TERM) {
        order = compare_growth(g, sum, l);
        if (order == -1)
            lead_set(sum, l);
        else if (order == SIGN_UNKNOWN)
            sum->kind = LEAD_UNKNOWN;
        else if (order == 0) {
            sum->c = pool_add(g->p, sum->c, l->c);
            if (constant_sign(g->p, sum->c) != 1 && constant_sign(g->p, sum->c) != -1)
                sum->kind = LEAD_UNKNOWN; /* it cancels: what is left is not known */
        }
        return;
    }
    if (sum->kind == LEAD_TERM || l->kind == LEAD_TERM) {
        const struct lead *term = sum->kind == LEAD_TERM ? sum : l,
                          *other = sum->kind == LEAD_TERM ? l : sum;
        int size = size_of(g, term);

        if (other->kind == LEAD_SMALL && (size == 0 || size == 1))
            lead_set(sum, term);
        else if (other->kind == LEAD_SMALL && size == -1)
            sum->kind = LEAD_SMALL;
        else if (other->kind == LEAD_BOUNDED && size == 1)
            lead_set(sum, term);
        else if (other->kind == LEAD_BOUNDED && size != SIGN_UNKNOWN)
            sum->kind = LEAD_BOUNDED;
        else
            sum->kind = LEAD_UNKNOWN;
        return;
    }
    if (sum->kind == LEAD_UNKNOWN || l->kind == LEAD_UNKNOWN)
        sum->kind = LEAD_UNKNOWN;
    else
        sum->kind = sum->kind == LEAD_BOUNDED || l->kind == LEAD_BOUNDED ? LEAD_BOUNDED
                                                                         : LEAD_SMALL;
}

/* A quotient of polynomials: exact, whatever cancels. */
static bool lead_of_ratio(struct grower *g, expr e, struct lead *out)
{
    fmpq_poly_t num, den;
    fmpq_t a, b;
    bool ok;

    fmpq_poly_init(num);
    fmpq_poly_init(den);
    ok = algebra_ratio(g->p, e, g->t, num, den);
    if (ok && fmpq_poly_is_zero(num)) {
        out->kind = LEAD_ZERO;
    } else if (ok) {
        fmpq_init(a);
        fmpq_init(b);
        fmpq_poly_get_coeff_fmpq(a, num, fmpq_poly_degree(num));
        fmpq_poly_get_coeff_fmpq(b, den, fmpq_poly_degree(den));
        fmpq_div(a, a, b);
        lead_constant(g, out, pool_number(g->p, a));
        fmpq_set_si(out->q, fmpq_poly_degree(num) - fmpq_poly_degree(den), 1);
        fmpq_clear(b);
        fmpq_clear(a);
    }
    fmpq_poly_clear(den);
    fmpq_poly_clear(num);
    return ok;
}

static void lead_of_sum(struct grower *g, expr e, struct lead *out)
{
    out->kind = LEAD_ZERO;
    for (size_t i = 0; i < expr_count(g->p, e); i++) {
        struct lead l;

        lead_init(g, &l);
        lead_of(g, expr_arg(g->p, e, i), &l);
        join_sum(g, out, &l);
        lead_clear(&l);
    }
}

/* ---- products and powers --------------------------------------------------------- */

static void join_product(struct grower *g, struct lead *product, const struct lead *l)
{
    int size;

    if (product->kind == LEAD_ZERO || l->kind == LEAD_ZERO) {
        product->kind = LEAD_ZERO;
        return;
    }
    if (product->kind == LEAD_TERM && l->kind == LEAD_TERM) {
        product->c = pool_mul(g->p, product->c, l->c);
        product->u = pool_add(g->p, product->u, l->u);
        fmpq_add(product->q, product->q, l->q);
        fmpq_add(product->r, product->r, l->r);
        return;
    }
    if (product->kind == LEAD_UNKNOWN || l->kind == LEAD_UNKNOWN) {
        product->kind = LEAD_UNKNOWN;
        return;
    }
    if (product->kind != LEAD_TERM && l->kind != LEAD_TERM) {
        product->kind = product->kind == LEAD_SMALL || l->kind == LEAD_SMALL
                            ? LEAD_SMALL
                            : LEAD_BOUNDED;
        return;
    }
    size = size_of(g, product->kind == LEAD_TERM ? product : l);
    if (product->kind == LEAD_TERM)
        product->kind = l->kind;
    if (size == -1)
        product->kind = LEAD_SMALL;
    else if (size != 0)
        product->kind = LEAD_UNKNOWN;
}

static void lead_of_product(struct grower *g, expr e, struct lead *out)
{
    lead_constant(g, out, g->one);
    for (size_t i = 0; i < expr_count(g->p, e); i++) {
        struct lead l;

        lead_init(g, &l);
        lead_of(g, expr_arg(g->p, e, i), &l);
        join_product(g, out, &l);
        lead_clear(&l);
    }
    if (out->kind == LEAD_TERM && out->u != g->zero) { /* exponents may have cancelled */
        struct lead u;

        lead_init(g, &u);
        lead_of(g, out->u, &u);
        if (u.kind == LEAD_TERM && size_of(g, &u) == 0) {
            out->c = pool_mul(g->p, out->c, pool_func(g->p, FN_EXP, u.c));
            out->u = g->zero;
        } else if (u.kind != LEAD_TERM || size_of(g, &u) != 1) {
            out->kind = LEAD_UNKNOWN;
        }
        lead_clear(&u);
    }
}

static void lead_of_power(struct grower *g, expr e, struct lead *out)
{
    struct pool *p = g->p;
    expr base = expr_arg(p, e, 0), v = expr_arg(p, e, 1);
    const fmpq *q = expr_number(p, v);
    int size;

    if (!q) { /* b^v = e^(v ln b) */
        lead_of(g, pool_func(p, FN_EXP, pool_mul(p, v, pool_func(p, FN_LN, base))), out);
        return;
    }
    lead_of(g, base, out);
    switch (out->kind) {
    case LEAD_TERM:
        out->c = pool_power(p, out->c, v);
        size = constant_sign(p, out->c);
        if (size != 1 && size != -1)
            out->kind = LEAD_UNKNOWN;
        out->u = pool_mul(p, out->u, v);
        fmpq_mul(out->q, out->q, q);
        fmpq_mul(out->r, out->r, q);
        return;
    case LEAD_ZERO:
    case LEAD_SMALL:
    case LEAD_BOUNDED:
        if (fmpq_sgn(q) < 0)
            out->kind = LEAD_UNKNOWN;
        return;
    case LEAD_UNKNOWN: return;
    }
}

/* ---- functions ---------------------------------------------------------------- */

static void lead_of_exp(struct grower *g, expr v, struct lead *out)
{
    struct lead l;
    int size;

    lead_init(g, &l);
    lead_of(g, v, &l);
    out->kind = LEAD_UNKNOWN;
    if (l.kind == LEAD_ZERO || l.kind == LEAD_SMALL) {
        lead_constant(g, out, g->one);
    } else if (l.kind == LEAD_BOUNDED) {
        out->kind = LEAD_BOUNDED;
    } else if (l.kind == LEAD_TERM) {
        size = size_of(g, &l);
        if (size == 1) {
            lead_constant(g, out, g->one);
            out->u = v;
        } else if (size == 0 || size == -1) {
            lead_constant(g, out, size ? g->one : pool_func(g->p, FN_EXP, l.c));
        }
    }
    lead_clear(&l);
}

static void lead_of_ln(struct grower *g, expr v, struct lead *out)
{
    struct lead l;

    lead_init(g, &l);
    lead_of(g, v, &l);
    out->kind = LEAD_UNKNOWN;
    if (l.kind != LEAD_TERM || constant_sign(g->p, l.c) != 1) {
        ;
    } else if (l.u != g->zero) {
        lead_of(g, l.u, out); /* u outgrows ln t */
        if (out->kind == LEAD_TERM && fmpq_is_zero(out->q) && out->u == g->zero)
            out->kind = LEAD_UNKNOWN; /* an exponent like ln t: not told apart from q */
    } else if (!fmpq_is_zero(l.q)) {
        lead_constant(g, out, pool_number(g->p, l.q));
        fmpq_one(out->r);
    } else if (fmpq_is_zero(l.r)) {
        if (expr_is_int(g->p, l.c, 1)) { /* ln(1 + w) ~ w */
            lead_of(g, pool_sub(g->p, v, g->one), out);
            if (out->kind == LEAD_BOUNDED ||
                (out->kind == LEAD_TERM && size_of(g, out) != -1))
                out->kind = LEAD_UNKNOWN;
        } else {
            lead_constant(g, out, pool_func(g->p, FN_LN, l.c));
        }
    }
    lead_clear(&l);
}

/* A function with finite limits at both infinities. */
static expr far_value(struct grower *g, enum func_id f, int sign)
{
    struct pool *p = g->p;

    switch (f) {
    case FN_ATAN: return pool_mul(p, pool_ratio(p, sign, 2), pool_pi(p));
    case FN_TANH:
    case FN_ERF: return pool_int(p, sign);
    case FN_SIGMOID: return pool_int(p, sign > 0);
    default: return EXPR_NONE;
    }
}

/* f(v) for v -> c where f is smooth: f(c), or f'(c) (v - c) where f(c) = 0. */
static void lead_near(struct grower *g, enum func_id f, expr v, expr c, struct lead *out)
{
    struct pool *p = g->p;
    expr domain = pool_rule(p, f, RULE_DOMAIN, c),
         smooth = pool_rule(p, f, RULE_SMOOTH, c);
    expr value = pool_func(p, f, c), slope;
    struct lead factor;

    out->kind = LEAD_UNKNOWN;
    if (domain != EXPR_NONE && func_row(f)->period &&
        constant_truth(p, domain) == TRUTH_NO) {
        lead_of(g, pool_rule(p, f, RULE_REWRITE, v),
                out); /* a pole: a quotient of sines tells */
        return;
    }
    if ((domain != EXPR_NONE && constant_truth(p, domain) != TRUTH_YES) ||
        (smooth != EXPR_NONE && constant_truth(p, smooth) != TRUTH_YES))
        return;
    if (constant_sign(p, value) != 0) {
        lead_constant(g, out, value);
        return;
    }
    slope = pool_rule(p, f, RULE_DERIVATIVE, c);
    out->kind = LEAD_SMALL;
    if (slope == EXPR_NONE || constant_truth(p, pool_domain(p, slope)) != TRUTH_YES)
        return;
    lead_init(g, &factor);
    lead_constant(g, &factor, slope);
    if (factor.kind == LEAD_TERM) {
        lead_of(g, pool_sub(p, v, c), out);
        if (out->kind == LEAD_TERM)
            join_product(g, out, &factor);
        else if (out->kind == LEAD_UNKNOWN)
            out->kind = LEAD_SMALL;
    }
    lead_clear(&factor);
}

static void lead_of_function(struct grower *g, expr e, struct lead *out)
{
    struct pool *p = g->p;
    enum func_id f = expr_func(p, e);
    expr v = expr_arg(p, e, 0), rewritten, far;
    int size, sign;

    if (f == FN_EXP || f == FN_LN) {
        (f == FN_EXP ? lead_of_exp : lead_of_ln)(g, v, out);
        return;
    }
    lead_of(g, v, out);
    if (out->kind == LEAD_ZERO) {
        lead_constant(g, out, pool_func(p, f, g->zero));
        return;
    }
    if (out->kind != LEAD_TERM) { /* bounded functions stay bounded, whatever v does */
        out->kind =
            f == FN_SIN || f == FN_COS || far_value(g, f, 1) != EXPR_NONE ||
                    (out->kind == LEAD_SMALL && f == FN_ABS)
                ? out->kind == LEAD_SMALL && f == FN_ABS ? LEAD_SMALL : LEAD_BOUNDED
                : LEAD_UNKNOWN;
        return;
    }
    size = size_of(g, out);
    sign = constant_sign(p, out->c);
    if (f == FN_ABS || f == FN_SIGN) {
        if (f == FN_SIGN)
            lead_constant(g, out, pool_int(p, sign));
        else if (sign < 0)
            out->c = pool_neg(p, out->c);
        return;
    }
    if (size == 1 && (far = far_value(g, f, sign)) != EXPR_NONE) {
        lead_constant(g, out, far);
        if (out->kind ==
            LEAD_ZERO) { /* sigmoid(-inf) = 0 but not identically: see its rewriting */
            rewritten = pool_rule(p, f, RULE_REWRITE, v);
            lead_of(g, rewritten, out);
        }
        return;
    }
    if (size == 1 && (f == FN_SIN || f == FN_COS)) {
        out->kind = LEAD_BOUNDED;
        return;
    }
    if (size == 0 || size == -1) {
        lead_near(g, f, v, size == 0 ? out->c : g->zero, out);
        return;
    }
    rewritten = size == 1 ? pool_rule(p, f, RULE_REWRITE, v) : EXPR_NONE;
    if (rewritten != EXPR_NONE && f != FN_TAN && f != FN_COT && f != FN_SEC &&
        f != FN_CSC)
        lead_of(g, rewritten, out);
    else
        out->kind = LEAD_UNKNOWN;
}

static void lead_of_extreme(struct grower *g, expr e, struct lead *out)
{
    struct pool *p = g->p;
    expr best = expr_arg(p, e, 0);

    for (size_t i = 1; i < expr_count(p, e); i++) {
        expr u = expr_arg(p, e, i);
        int sign;

        lead_of(g, pool_sub(p, best, u), out);
        if (out->kind != LEAD_TERM && out->kind != LEAD_ZERO) {
            out->kind = LEAD_UNKNOWN;
            return;
        }
        sign = out->kind == LEAD_ZERO ? 0 : constant_sign(p, out->c);
        if ((sign < 0) == (expr_kind(p, e) == EX_MAX) && sign)
            best = u;
    }
    lead_of(g, best, out);
}

static void lead_of(struct grower *g, expr e, struct lead *out)
{
    struct pool *p = g->p;

    out->kind = LEAD_UNKNOWN;
    if (g->depth >= DEEPEST || !budget_spend(g->s->budget, 10))
        return;
    if (!expr_has(p, e, g->t)) {
        lead_constant(g, out, e);
        return;
    }
    lead_constant(g, out, g->one);
    g->depth++;
    if (e == g->t)
        fmpq_one(out->q);
    else if (!lead_of_ratio(g, e, out))
        switch (expr_kind(p, e)) {
        case EX_ADD: lead_of_sum(g, e, out); break;
        case EX_MUL: lead_of_product(g, e, out); break;
        case EX_POWER: lead_of_power(g, e, out); break;
        case EX_FUNC: lead_of_function(g, e, out); break;
        case EX_MIN:
        case EX_MAX: lead_of_extreme(g, e, out); break;
        default: out->kind = LEAD_UNKNOWN; break;
        }
    g->depth--;
}

/* ---- the limit ---------------------------------------------------------------- */

static void clear_limit(void *what)
{
    ival_clear(&((struct limit *)what)->at);
}

static struct limit *limit_new(const struct search *s)
{
    struct limit *l = arena_alloc(pool_arena(s->pool), sizeof *l);

    ival_init(&l->at, 128);
    ival_set_whole(&l->at);
    arena_defer(pool_arena(s->pool), clear_limit, l);
    return l;
}

static void limit_is(const struct search *s, struct limit *l, expr value)
{
    arb_t v;

    arb_init(v);
    constant_ball(s->pool, value, v, 128);
    l->known = arb_is_finite(v);
    l->value = value;
    if (l->known)
        arb_get_interval_mpfr(l->at.lo, l->at.hi, v);
    l->approx = constant_double(s->pool, value);
    arb_clear(v);
}

struct limit *limit_at_infinity(const struct search *s, expr f, expr t)
{
    struct grower g = {s, s->pool, t, pool_int(s->pool, 0), pool_int(s->pool, 1), 0};
    expr account = pool_take_demands(s->pool);
    struct limit *l = limit_new(s);
    struct lead lead;
    int size;

    lead_init(&g, &lead);
    lead_of(&g, f, &lead);
    size = lead.kind == LEAD_TERM ? size_of(&g, &lead) : SIGN_UNKNOWN;
    if (lead.kind == LEAD_ZERO || lead.kind == LEAD_SMALL || size == -1) {
        limit_is(s, l, g.zero);
    } else if (size == 0) {
        limit_is(s, l, lead.c);
    } else if (size == 1) {
        l->known = true;
        l->infinite = constant_sign(s->pool, lead.c);
        l->approx = l->infinite * HUGE_VAL;
    }
    lead_clear(&lead);
    pool_swap_demands(s->pool, account);
    return l;
}
