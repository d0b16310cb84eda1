/* derive.c: the rules of differentiation, one node at a time, children first.
 *
 * Beyond the derivative itself the pool's account collects where it holds: what merging
 * dropped, and the points that a row's `smooth` column or a corner of min, max and
 * piecewise excludes. */
#include "algebra/internal.h"

#include <string.h>

struct derivation {
    struct pool *pool;
    struct arena *scratch;
    struct web *web;
    expr x, zero, minus_one;
    expr *d; /* by id: the derivative by x, EXPR_NONE where it is not known yet */
    size_t d_size;
    struct diag *diag;
};

/* du/dx of an argument of the node at work. */
static expr slope(const struct derivation *dv, expr u)
{
    return web_reached(dv->web, u) ? dv->d[u] : dv->zero;
}

static enum status unable(struct derivation *dv, const char *what)
{
    return diag_set(dv->diag, ST_UNABLE, (struct span){0, 0},
                    "no rule here differentiates %s", what);
}

static expr sum_rule(struct derivation *dv, expr e)
{
    const struct link *first = web_links(dv->web, e);
    size_t n = 0;
    expr *terms;

    for (const struct link *l = first; l; l = l->next)
        n++;
    terms = arena_array(dv->scratch, n, sizeof *terms);
    n = 0;
    for (const struct link *l = first; l; l = l->next)
        terms[n++] = dv->d[l->arg];
    return pool_add_n(dv->pool, terms, n);
}

/* (u v w)' = u' v w + u v' w + u v w'. A wide product is one of three, so its derivative
 * is nested: written out, n factors would fill n^2 places. */
static expr product_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    size_t n, used = 0;
    const expr *cells = expr_cells(p, e, &n);
    expr *given = arena_array(dv->scratch, n, sizeof *given);
    expr *terms = arena_array(dv->scratch, n, sizeof *terms);

    memcpy(given, cells, n * sizeof *given); /* constructors may move the cells */
    for (size_t i = 0; i < n; i++) {
        expr kept = given[i];

        if (!web_reached(dv->web, kept))
            continue;
        given[i] = dv->d[kept];
        terms[used++] = pool_mul_n(p, given, n);
        given[i] = kept;
    }
    return pool_add_n(p, terms, used);
}

/* (u^c)' = c u^(c-1) u' for a constant exponent, else
 * (u^v)' = u^v (v' ln u + v u'/u), with the parts that are zero left out. */
static expr power_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    expr u = expr_arg(p, e, 0), v = expr_arg(p, e, 1), du = slope(dv, u),
         dw = slope(dv, v);
    expr log_part, power_part;

    if (dw == dv->zero) {
        expr factors[3] = {v, pool_power(p, u, pool_add(p, v, dv->minus_one)), du};

        return pool_mul_n(p, factors, 3);
    }
    log_part = pool_mul(p, dw, pool_func(p, FN_LN, u));
    power_part = du == dv->zero ? dv->zero : pool_mul(p, v, pool_div(p, du, u));
    return pool_mul(p, e, pool_add(p, log_part, power_part));
}

static enum status chain_rule(struct derivation *dv, expr e, expr *out)
{
    struct pool *p = dv->pool;
    enum func_id f = expr_func(p, e);
    expr u = expr_arg(p, e, 0), outer, smooth;

    if (dv->d[u] == dv->zero) {
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
    return pool_piece(p, expr_arg(p, e, 0), slope(dv, expr_arg(p, e, 1)),
                      slope(dv, expr_arg(p, e, 2)));
}

/* max(u, v)' is u' where u > v and v' where v > u; where they meet it is not claimed. */
static expr extreme_rule(struct derivation *dv, expr e)
{
    struct pool *p = dv->pool;
    bool least = expr_kind(p, e) == EX_MIN;
    size_t n = expr_count(p, e);
    expr best = expr_arg(p, e, 0), d = slope(dv, best);

    for (size_t i = 1; i < n; i++) {
        expr u = expr_arg(p, e, i),
             gap = least ? pool_sub(p, best, u) : pool_sub(p, u, best);
        expr pair[2] = {best, u};

        if (slope(dv, u) != d)
            pool_demand(p, pool_relation(p, REL_NE, gap));
        d = pool_piece(p, pool_relation(p, REL_GT, gap), slope(dv, u), d);
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
                      slope(dv, expr_arg(p, e, 3)));
    return ST_OK;
}

/* Of a node that depends on x, its arguments done. */
static enum status derive_node(struct derivation *dv, expr e, expr *out)
{
    struct pool *p = dv->pool;

    *out = pool_int(p, e == dv->x ? 1 : 0);
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
    default: return ST_OK; /* the variable itself; conditions and data have none */
    }
}

/* ---- a formula ------------------------------------------------------------------- */

static void make_room(struct derivation *dv, size_t size)
{
    if (size <= dv->d_size)
        return;
    dv->d = arena_grow(dv->scratch, dv->d, dv->d_size, 2 * size, sizeof *dv->d);
    dv->d_size = 2 * size;
}

/* What is known already of a node is kept: orders share most of their nodes. */
static enum status derive_body(struct derivation *dv, expr e, expr *answer)
{
    size_t n;
    const expr *nodes = web_follow(dv->web, dv->x, &n);
    enum status st = ST_OK;

    make_room(dv, e + 1);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        if (dv->d[nodes[i]] == EXPR_NONE) {
            struct arena_mark mark = arena_mark(dv->scratch);

            st = derive_node(dv, nodes[i], &dv->d[nodes[i]]);
            arena_release(dv->scratch, mark);
        }
    *answer = slope(dv, e);
    return st;
}

/* d/dx of f; the web below f is in place. */
static enum status derive_formula(struct derivation *dv, const struct formula *f,
                                  struct formula *df)
{
    struct pool *p = dv->pool;
    expr account = pool_take_demands(p), where;
    expr domain = pool_and(p, f->where, pool_domain(p, f->body));
    enum status st = derive_body(dv, f->body, &df->body);

    where = pool_and(p, domain, pool_take_demands(p));
    pool_swap_demands(p, account);
    if (st != ST_OK)
        return st;
    df->where = condition_beyond(p, where, pool_domain(p, df->body));
    return pool_status(p, dv->diag);
}

static struct derivation derivation_start(struct pool *p, struct diag *d)
{
    return (struct derivation){.pool = p,
                               .scratch = arena_new(),
                               .zero = pool_int(p, 0),
                               .minus_one = pool_int(p, -1),
                               .diag = d};
}

enum status algebra_derive(struct pool *p, const struct formula *f, expr x,
                           struct formula *df, struct diag *d)
{
    return algebra_derive_n(p, f, x, 1, df, d);
}

enum status algebra_derive_n(struct pool *p, const struct formula *f, expr x, unsigned n,
                             struct formula *df, struct diag *d)
{
    struct derivation dv = derivation_start(p, d);
    enum status st = ST_OK;

    dv.x = x;
    *df = *f;
    for (unsigned i = 0; i < n && st == ST_OK; i++) {
        struct formula next;

        dv.web = web_new(p, df->body, dv.scratch);
        st = derive_formula(&dv, df, &next);
        *df = next;
    }
    arena_free(dv.scratch);
    return st;
}

enum status algebra_gradient(struct pool *p, const struct formula *f, const expr *x,
                             size_t n, struct formula *df, struct diag *d)
{
    struct derivation dv = derivation_start(p, d);
    enum status st = ST_OK;

    dv.web = web_new(p, f->body, dv.scratch);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        size_t count;
        const expr *nodes;

        dv.x = x[i];
        st = derive_formula(&dv, f, &df[i]);
        nodes = web_follow(dv.web, dv.x, &count);
        for (size_t j = 0; j < count; j++)
            dv.d[nodes[j]] = EXPR_NONE;
    }
    arena_free(dv.scratch);
    return st;
}

enum status algebra_hessian(struct pool *p, const struct formula *f, const expr *x,
                            size_t n, struct formula *ddf, struct diag *d)
{
    struct formula *df = arena_array(pool_arena(p), n, sizeof *df);
    enum status st = algebra_gradient(p, f, x, n, df, d);

    for (size_t i = 0; i < n && st == ST_OK; i++) {
        st = algebra_gradient(p, &df[i], x + i, n - i, ddf + i * n + i, d);
        for (size_t j = i; j < n; j++)
            ddf[j * n + i] = ddf[i * n + j];
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
