/* jet.c: high derivatives at a point, by Taylor series and not by formulas.
 *
 * The n-th derivative of e^(sin x) has hundreds of terms; its Taylor coefficients at a point
 * need n^2 multiplications. All series grow together, one order at a time, and every node
 * has a recurrence: for v = f(u) the derivative in f's row, v' = r u', gives
 *
 *   k v_k = sum over j = 1 .. k of  j u_j r_(k-j)
 *
 * where r is the series of the rule's formula, needed only up to order k - 1: so the cosine
 * in the rule of the sine and the sine in that of the cosine do not wait for each other.
 *
 * A. Griewank, A. Walther: Evaluating Derivatives, 2008, chapter 13 (Taylor arithmetic).
 */
#include "algebra/internal.h"

#include <arb.h>

enum { JET_NODES = 4000, JET_CELLS = 4000000, JET_MULTIPLY = 64 };

struct jet {
    struct pool *pool;
    struct arena *scratch;
    expr x, at;
    size_t orders; /* 0 .. orders - 1 */
    slong bits;
    expr *
        node; /* in an order in which each stands behind what it needs at its own order */
    size_t count;
    bool *listed;    /* by id */
    arb_ptr *series; /* by id */
    arb_ptr *parts;  /* by id: of a product or a power the running products, one after
                      * the other, the last one being the series */
    expr *other;     /* by id: the rule of a function, the exponent times logarithm of a
                      * power, the branch taken of a piece or an extreme */
    size_t ids;
    struct diag *diag;
};

/* ---- which nodes ------------------------------------------------------------------ */

static enum status unable(struct jet *j, const char *what)
{
    return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                    "%s has no Taylor series here", what);
}

static void make_room(struct jet *j)
{
    size_t ids = pool_size(j->pool) + 1;

    if (ids <= j->ids)
        return;
    ids = 2 * ids;
    j->listed = arena_grow(j->scratch, j->listed, j->ids, ids, sizeof *j->listed);
    j->other = arena_grow(j->scratch, j->other, j->ids, ids, sizeof *j->other);
    j->ids = ids;
}

static expr at_point(struct jet *j, expr e)
{
    return pool_put(j->pool, e, j->x, j->at);
}

/* The largest or smallest argument at the point; EXPR_NONE if that is not settled. */
static expr chosen_extreme(struct jet *j, expr e)
{
    int wanted = expr_kind(j->pool, e) == EX_MAX ? 1 : -1;
    expr best = expr_arg(j->pool, e, 0);

    for (size_t i = 1; i < expr_count(j->pool, e); i++) {
        expr u = expr_arg(j->pool, e, i);
        int sign = constant_compare(j->pool, at_point(j, u), at_point(j, best));

        if (sign != 1 && sign != -1)
            return EXPR_NONE;
        if (sign == wanted)
            best = u;
    }
    return best;
}

static expr chosen_branch(struct jet *j, expr e)
{
    switch (constant_truth(j->pool, at_point(j, expr_arg(j->pool, e, 0)))) {
    case TRUTH_YES: return expr_arg(j->pool, e, 1);
    case TRUTH_NO: return expr_arg(j->pool, e, 2);
    case TRUTH_UNKNOWN: break;
    }
    return EXPR_NONE;
}

static enum status list_node(struct jet *j, expr e);

/* The nodes whose series at its own order a node needs. */
static enum status list_needed(struct jet *j, expr e)
{
    struct pool *p = j->pool;
    enum status st = ST_OK;
    expr u;

    switch (expr_kind(p, e)) {
    case EX_PIECE:
    case EX_MIN:
    case EX_MAX:
        u = expr_kind(p, e) == EX_PIECE ? chosen_branch(j, e) : chosen_extreme(j, e);
        make_room(j);
        j->other[e] = u;
        return u != EXPR_NONE ? list_node(j, u) : unable(j, "a piece that meets another");
    case EX_POWER:
        u = expr_arg(p, e, 1);
        if (!expr_has(p, u, j->x))
            return list_node(j, expr_arg(p, e, 0));
        u = pool_mul(p, u, pool_func(p, FN_LN, expr_arg(p, e, 0)));
        make_room(j);
        j->other[e] = u;
        return list_node(j, u);
    case EX_FUNC: return list_node(j, expr_arg(p, e, 0));
    case EX_ADD:
    case EX_MUL:
        for (size_t i = 0; i < expr_count(p, e) && st == ST_OK; i++)
            st = list_node(j, expr_arg(p, e, i));
        return st;
    default: return unable(j, "a sum or product over a range");
    }
}

static enum status list_node(struct jet *j, expr e)
{
    enum status st = ST_OK;

    make_room(j);
    if (j->listed[e])
        return ST_OK;
    j->listed[e] = true;
    if (e != j->x && expr_has(j->pool, e, j->x))
        st = list_needed(j, e);
    if (j->count == JET_NODES)
        return diag_set(j->diag, ST_LIMIT, (struct span){0, 0},
                        "the expression is too large for a Taylor series");
    j->node[j->count++] = e;
    return st;
}

/* The rules of the functions listed, and of the functions in those. */
static enum status list_rules(struct jet *j)
{
    struct pool *p = j->pool;
    enum status st = ST_OK;

    for (size_t i = 0; i < j->count && st == ST_OK; i++) {
        expr e = j->node[i], rule;

        if (expr_kind(p, e) != EX_FUNC || !expr_has(p, e, j->x))
            continue;
        rule = pool_rule(p, expr_func(p, e), RULE_DERIVATIVE, expr_arg(p, e, 0));
        if (rule == EXPR_NONE)
            return unable(j, func_row(expr_func(p, e))->name);
        make_room(j);
        j->other[e] = rule;
        st = list_node(j, rule);
    }
    return st;
}

/* ---- one order of one node -------------------------------------------------------- */

/* (a b)_k */
static void convolve(arb_t r, arb_srcptr a, arb_srcptr b, size_t k, slong bits)
{
    arb_dot(r, NULL, 0, a, 1, b + k, -1, (slong)k + 1, bits);
}

/* sum over i = 1 .. k of i u_i r_(k-i), divided by k */
static void integrate(arb_t v, arb_srcptr u, arb_srcptr r, size_t k, slong bits)
{
    arb_t term;

    arb_init(term);
    arb_zero(v);
    for (size_t i = 1; i <= k; i++) {
        arb_mul_ui(term, u + i, i, bits);
        arb_addmul(v, term, r + (k - i), bits);
    }
    arb_div_ui(v, v, k, bits);
    arb_clear(term);
}

/* How many factors stand in a product, or in u^c written out; 0: by the recurrence. */
static size_t factor_count(struct jet *j, expr e)
{
    struct pool *p = j->pool;
    const fmpq *c;

    if (expr_kind(p, e) == EX_MUL)
        return expr_count(p, e);
    if (expr_kind(p, e) != EX_POWER || !(c = expr_number(p, expr_arg(p, e, 1))))
        return 0;
    if (!fmpz_is_one(fmpq_denref(c)) || fmpq_sgn(c) < 0 ||
        fmpz_cmp_ui(fmpq_numref(c), JET_MULTIPLY) > 0)
        return 0;
    return fmpz_get_ui(fmpq_numref(c));
}

static arb_srcptr factor(struct jet *j, expr e, size_t i)
{
    return j->series[expr_arg(j->pool, e, expr_kind(j->pool, e) == EX_MUL ? i : 0)];
}

static void product_order(struct jet *j, expr e, size_t k, size_t factors)
{
    arb_srcptr so_far = factor(j, e, 0);

    for (size_t i = 1; i < factors; i++) {
        arb_ptr part = j->parts[e] + (i - 1) * j->orders;

        convolve(part + k, so_far, factor(j, e, i), k, j->bits);
        so_far = part;
    }
}

/* v = u^c: k u_0 v_k = sum over i = 1 .. k of (c i - (k - i)) u_i v_(k-i) */
static void power_order(struct jet *j, expr e, size_t k)
{
    arb_ptr v = j->series[e];
    arb_srcptr u = j->series[expr_arg(j->pool, e, 0)];
    arb_t c, weight;

    arb_init(c);
    arb_init(weight);
    constant_ball(j->pool, expr_arg(j->pool, e, 1), c, j->bits);
    arb_zero(v + k);
    for (size_t i = 1; i <= k; i++) {
        arb_mul_ui(weight, c, i, j->bits);
        arb_sub_ui(weight, weight, k - i, j->bits);
        arb_mul(weight, weight, u + i, j->bits);
        arb_addmul(v + k, weight, v + (k - i), j->bits);
    }
    arb_div(v + k, v + k, u, j->bits);
    arb_div_ui(v + k, v + k, k, j->bits);
    arb_clear(weight);
    arb_clear(c);
}

static void order_of(struct jet *j, expr e, size_t k)
{
    struct pool *p = j->pool;
    arb_ptr v = j->series[e];
    size_t factors = factor_count(j, e);
    arb_t at;

    if (e == j->x && k == 1) {
        arb_one(v + 1);
        return;
    }
    if (k == 0 && factors < 2 && expr_kind(p, e) != EX_ADD) {
        arb_init(at);
        constant_ball(p, j->at, at, j->bits);
        expr_ball_at(p, e, j->x, at, v, j->bits);
        arb_clear(at);
        return;
    }
    if (e == j->x || !expr_has(p, e, j->x))
        return; /* zero already */
    if (factors >= 2) {
        product_order(j, e, k, factors);
        return;
    }
    switch (expr_kind(p, e)) {
    case EX_ADD:
        for (size_t i = 0; i < expr_count(p, e); i++)
            arb_add(v + k, v + k, j->series[expr_arg(p, e, i)] + k, j->bits);
        return;
    case EX_POWER:
        if (j->other[e] != EXPR_NONE)
            integrate(v + k, j->series[j->other[e]], v, k, j->bits);
        else
            power_order(j, e, k);
        return;
    case EX_FUNC:
        integrate(v + k, j->series[expr_arg(p, e, 0)], j->series[j->other[e]], k,
                  j->bits);
        return;
    default: arb_set(v + k, j->series[j->other[e]] + k); return;
    }
}

/* ---- all of it ---------------------------------------------------------------------- */

/* The series' cells: a node that is multiplied out keeps its running products. */
static enum status take_cells(struct jet *j, arb_ptr *cells, size_t *total)
{
    size_t used = 0;

    j->series = arena_array(j->scratch, j->ids, sizeof *j->series);
    j->parts = arena_array(j->scratch, j->ids, sizeof *j->parts);
    *total = 0;
    for (size_t i = 0; i < j->count; i++) {
        size_t factors = factor_count(j, j->node[i]);

        *total += (factors < 2 ? 1 : factors - 1) * j->orders;
    }
    if (*total > JET_CELLS)
        return diag_set(j->diag, ST_LIMIT, (struct span){0, 0},
                        "the Taylor series would be too long");
    *cells = _arb_vec_init((slong)*total);
    for (size_t i = 0; i < j->count; i++) {
        size_t factors = factor_count(j, j->node[i]);
        size_t rows = factors < 2 ? 1 : factors - 1;

        j->parts[j->node[i]] = *cells + used;
        used += rows * j->orders;
        j->series[j->node[i]] = *cells + used - j->orders;
    }
    return ST_OK;
}

static enum status run(struct jet *j, expr f, struct budget *budget, arb_t value)
{
    arb_ptr cells = NULL;
    size_t total;
    enum status st = take_cells(j, &cells, &total);
    fmpz_t factorial;

    if (st != ST_OK)
        return st;
    for (size_t k = 0; k < j->orders && st == ST_OK; k++) {
        for (size_t i = 0; i < j->count; i++)
            order_of(j, j->node[i], k);
        if (!budget_spend(budget, (k + 1) * j->count))
            st = diag_set(j->diag, ST_LIMIT, (struct span){0, 0},
                          "the time was not enough for order %zu", j->orders - 1);
    }
    fmpz_init(factorial);
    fmpz_fac_ui(factorial, j->orders - 1);
    arb_mul_fmpz(value, j->series[f] + (j->orders - 1), factorial, j->bits);
    fmpz_clear(factorial);
    _arb_vec_clear(cells, (slong)total);
    return st;
}

enum status algebra_jet(struct pool *p, const struct formula *f, expr x, expr at,
                        unsigned n, slong bits, struct budget *budget, arb_t value,
                        struct diag *d)
{
    struct jet j = {.pool = p,
                    .scratch = arena_new(),
                    .x = x,
                    .at = at,
                    .orders = n + 1,
                    .bits = bits,
                    .diag = d};
    struct formula df;
    enum status st = algebra_derive(p, f, x, &df, d);

    /* where the first derivative is not claimed, neither is a series */
    if (st == ST_OK &&
        (constant_truth(p, at_point(&j, df.where)) != TRUTH_YES ||
         constant_truth(p, at_point(&j, pool_domain(p, df.body))) != TRUTH_YES))
        st = unable(&j, "this formula");
    j.node = arena_array(j.scratch, JET_NODES, sizeof *j.node);
    if (st == ST_OK)
        st = list_node(&j, f->body);
    if (st == ST_OK)
        st = list_rules(&j);
    if (st == ST_OK)
        st = pool_status(p, d);
    if (st == ST_OK)
        st = run(&j, f->body, budget, value);
    arena_free(j.scratch);
    return st;
}
