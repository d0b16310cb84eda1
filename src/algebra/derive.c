/* derive.c: the rules of differentiation, one node at a time, children first.
 *
 * Beyond the derivative itself the pool's account collects where it holds: what merging
 * dropped, and the points that a row's `smooth` column or a corner of min, max and
 * piecewise excludes. */
#include "algebra/algebra.h"

#include <string.h>

struct derivation {
    struct pool *pool;
    expr x;
    expr *d; /* by id: the derivative, for nodes below the one asked */
    struct diag *diag;
};

static enum status unable(struct derivation *dv, const char *what)
{
    return diag_set(dv->diag, ST_UNABLE, (struct span){0, 0},
                    "no rule here differentiates %s", what);
}

static expr sum_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    size_t n = expr_count(p, e);
    expr *terms = arena_array(pool_arena(p), n, sizeof *terms);

    for (size_t i = 0; i < n; i++)
        terms[i] = dv->d[expr_arg(p, e, i)];
    return pool_add_n(p, terms, n);
}

/* (u v w)' = u' v w + u v' w + u v w' */
static expr product_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    size_t n = expr_count(p, e), used = 0;
    expr *terms = arena_array(pool_arena(p), n, sizeof *terms);
    expr *factors = arena_array(pool_arena(p), n, sizeof *factors);

    for (size_t i = 0; i < n; i++) {
        if (expr_is_int(p, dv->d[expr_arg(p, e, i)], 0))
            continue;
        for (size_t j = 0; j < n; j++)
            factors[j] = j == i ? dv->d[expr_arg(p, e, j)] : expr_arg(p, e, j);
        terms[used++] = pool_mul_n(p, factors, n);
    }
    return pool_add_n(p, terms, used);
}

/* (u^c)' = c u^(c-1) u' for a constant exponent, else
 * (u^v)' = u^v (v' ln u + v u'/u), with the parts that are zero left out. */
static expr power_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    expr u = expr_arg(p, e, 0), v = expr_arg(p, e, 1), du = dv->d[u], dw = dv->d[v];
    expr log_part, power_part;

    if (expr_is_int(p, dw, 0)) {
        expr factors[3] = {v, pool_power(p, u, pool_add(p, v, pool_int(p, -1))), du};

        return pool_mul_n(p, factors, 3);
    }
    log_part = pool_mul(p, dw, pool_func(p, FN_LN, u));
    power_part =
        expr_is_int(p, du, 0) ? pool_int(p, 0) : pool_mul(p, v, pool_div(p, du, u));
    return pool_mul(p, e, pool_add(p, log_part, power_part));
}

static enum status chain_rule(struct derivation *dv, expr e, expr *out)
{
    struct pool *p = dv->pool;
    enum func_id f = expr_func(p, e);
    expr u = expr_arg(p, e, 0), outer, smooth;

    if (expr_is_int(p, dv->d[u], 0)) {
        *out = dv->d[u];
        return ST_OK;
    }
    outer = pool_rule(p, f, RULE_DERIVATIVE, u);
    if (outer == EXPR_NONE)
        return unable(dv, func_row(f)->name);
    smooth = pool_rule(p, f, RULE_SMOOTH, u);
    if (smooth != EXPR_NONE)
        pool_demand(p, smooth);
    *out = pool_mul(p, outer, dv->d[u]);
    return ST_OK;
}

/* Every comparison in a condition, off its boundary. */
static void demand_inside(struct pool *p, expr condition)
{
    enum expr_kind kind = expr_kind(p, condition);

    if (kind == EX_RELATION)
        pool_demand(p, pool_relation(p, REL_NE, expr_arg(p, condition, 0)));
    else if (kind == EX_AND || kind == EX_OR)
        for (size_t i = 0; i < expr_count(p, condition); i++)
            demand_inside(p, expr_arg(p, condition, i));
}

static expr piece_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;

    demand_inside(p, expr_arg(p, e, 0));
    return pool_piece(p, expr_arg(p, e, 0), dv->d[expr_arg(p, e, 1)],
                      dv->d[expr_arg(p, e, 2)]);
}

/* max(u, v)' is u' where u > v and v' where v > u; where they meet it is not claimed. */
static expr extreme_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    bool least = expr_kind(p, e) == EX_MIN;
    size_t n = expr_count(p, e);
    expr best = expr_arg(p, e, 0), d = dv->d[best];

    for (size_t i = 1; i < n; i++) {
        expr u = expr_arg(p, e, i),
             gap = least ? pool_sub(p, best, u) : pool_sub(p, u, best);
        expr pair[2] = {best, u};

        if (dv->d[u] != d)
            pool_demand(p, pool_relation(p, REL_NE, gap));
        d = pool_piece(p, pool_relation(p, REL_GT, gap), dv->d[u], d);
        best = pool_extreme(p, expr_kind(p, e), pair, 2);
    }
    return d;
}

static enum status range_rule(struct derivation *dv, expr e, expr *out)
{
    struct pool *p = dv->pool;

    if (expr_kind(p, e) == EX_PROD || expr_has(p, expr_arg(p, e, 1), dv->x) ||
        expr_has(p, expr_arg(p, e, 2), dv->x))
        return unable(dv, "a product or sum over a range like this");
    *out = pool_range(p, EX_SUM, expr_arg(p, e, 0), expr_arg(p, e, 1), expr_arg(p, e, 2),
                      dv->d[expr_arg(p, e, 3)]);
    return ST_OK;
}

static enum status derive_node(struct derivation *dv, expr e, expr *out)
{
    struct pool *p = dv->pool;

    *out = pool_int(p, e == dv->x ? 1 : 0);
    if (e == dv->x || !expr_has(p, e, dv->x))
        return ST_OK;
    switch (expr_kind(p, e)) {
    case EX_ADD: *out = sum_rule(dv, e); return ST_OK;
    case EX_MUL: *out = product_rule(dv, e); return ST_OK;
    case EX_POWER: *out = power_rule(dv, e); return ST_OK;
    case EX_FUNC: return chain_rule(dv, e, out);
    case EX_PIECE: *out = piece_rule(dv, e); return ST_OK;
    case EX_MIN:
    case EX_MAX: *out = extreme_rule(dv, e); return ST_OK;
    case EX_SUM:
    case EX_PROD: return range_rule(dv, e, out);
    default: return ST_OK; /* conditions and data have none */
    }
}

static enum status derive_below(struct derivation *dv, expr e, expr *answer)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(dv->pool, e, &n, scratch);
    enum status st = ST_OK;

    dv->d = arena_array(scratch, e + 1, sizeof *dv->d);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = derive_node(dv, below[i], &dv->d[below[i]]);
    *answer = dv->d[e];
    arena_free(scratch);
    return st;
}

enum status algebra_derive(struct pool *p, const struct formula *f, expr x,
                           struct formula *df, struct diag *d)
{
    struct derivation dv = {.pool = p, .x = x, .diag = d};
    expr account = pool_take_demands(p), where;
    expr domain = pool_and(p, f->where, pool_domain(p, f->body));
    enum status st = derive_below(&dv, f->body, &df->body);

    where = pool_and(p, domain, pool_take_demands(p));
    pool_swap_demands(p, account);
    if (st != ST_OK)
        return st;
    df->where = condition_beyond(p, where, pool_domain(p, df->body));
    return pool_status(p, d);
}

enum status algebra_derive_n(struct pool *p, const struct formula *f, expr x, unsigned n,
                             struct formula *df, struct diag *d)
{
    enum status st = ST_OK;

    *df = *f;
    for (unsigned i = 0; i < n && st == ST_OK; i++) {
        struct formula next;

        st = algebra_derive(p, df, x, &next, d);
        *df = next;
    }
    return st;
}

expr condition_beyond(struct pool *p, expr condition, expr given)
{
    expr all = pool_true(p);

    if (expr_kind(p, condition) != EX_AND)
        return pool_implies(p, given, condition) ? all : condition;
    for (size_t i = 0; i < expr_count(p, condition); i++)
        if (!pool_implies(p, given, expr_arg(p, condition, i)))
            all = pool_and(p, all, expr_arg(p, condition, i));
    return all;
}
