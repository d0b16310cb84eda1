/* derivative.c: the verb diff: the derivative, its steps, its value at a point. */
#include "verb/internal.h"

#include "algebra/algebra.h"

/* Orders up to OFTEN_SHORT are written out whatever they cost; higher ones if that takes
 * fewer than WRITTEN_NODES nodes, else by their value alone. */
enum { OFTEN_SHORT = 4, WRITTEN_NODES = 20000 };

/* Tried in a pool of its own, which may overflow. */
static bool short_enough(struct job *j, unsigned order)
{
    struct arena *a = arena_new();
    struct job trial = *j;
    struct formula f, df;
    struct diag d = {0};
    expr x;
    bool fits;

    trial.arena = a;
    trial.search.pool = pool_new(a, WRITTEN_NODES);
    trial.diag = &d;
    fits = job_formula(&trial, NULL, &f) == ST_OK &&
           job_variable(&trial, &f, &x) == ST_OK &&
           algebra_derive_tidy(trial.search.pool, &f, x, order, &df, &d) == ST_OK;
    arena_free(a);
    return fits;
}

/* The value of x in the field `at`; EXPR_NONE if others are left without one. */
static enum status point_of(struct job *j, const struct formula *f, expr x, expr *at)
{
    struct assignment *list;
    size_t n, symbols;
    enum status st = job_assignments(j, "at", &list, &n);

    *at = EXPR_NONE;
    if (st != ST_OK)
        return st;
    expr_symbols(j->search.pool, f->body, &symbols);
    for (size_t i = 0; i < n; i++)
        if (pool_symbol(j->search.pool, list[i].name) == x && symbols == 1)
            *at = list[i].value;
    return ST_OK;
}

/* The value of a derivative too long to write out. */
static enum status value_of_order(struct job *j, const struct formula *f, expr x,
                                  unsigned order)
{
    enum { DIGITS = 17, MOST_BITS = 4096 };
    enum status st;
    arb_t value;
    expr at;

    if ((st = point_of(j, f, x, &at)) != ST_OK)
        return st;
    if (at == EXPR_NONE) {
        diag_set(j->diag, ST_LIMIT, (struct span){0, 0},
                 "the derivative of order %u is too long to write out", order);
        diag_help(j->diag, "its value at a point can be had: --at %s=1",
                  expr_name(j->search.pool, x));
        return ST_LIMIT;
    }
    arb_init(value);
    for (slong bits = 128; st == ST_OK && bits <= MOST_BITS; bits *= 2) {
        st = algebra_jet(j->search.pool, f, x, at, order, bits, j->search.budget, value,
                         j->diag);
        if (arb_is_finite(value) && arb_rel_accuracy_bits(value) > 64)
            break;
    }
    if (st == ST_OK) {
        result_put(j->out, "derivative", result_null(j->arena));
        st = job_ball(j, value, j->out, DIGITS);
    }
    arb_clear(value);
    return st;
}

static enum status written(struct job *j, const struct formula *f, expr x, unsigned order)
{
    struct pool *p = j->search.pool;
    struct formula df;
    enum status st = algebra_derive_tidy(p, f, x, order, &df, j->diag);

    if (st != ST_OK)
        return st;
    result_put(j->out, "derivative", job_expr(j, df.body));
    if (df.where != pool_true(p))
        result_put(j->out, "where", job_expr(j, df.where));
    if (order && job_flag(j, "steps") &&
        (st = job_working(j, f, x, order, df.body)) != ST_OK)
        return st;
    if (!result_get(j->request, "at"))
        return ST_OK;
    if ((st = job_put_point(j, &df)) != ST_OK)
        return st;
    return expr_closed(p, df.body) ? job_value(j, &df, j->out, 17) : ST_OK;
}

enum status diff_run(struct job *j)
{
    struct formula f;
    long order;
    expr x;
    enum status st = job_integer(j, "order", 0, 1000, 1, &order);

    if (st != ST_OK || (st = job_formula(j, NULL, &f)) != ST_OK ||
        (st = job_variable(j, &f, &x)) != ST_OK)
        return st;
    result_put(j->out, "f", job_expr(j, f.body));
    result_put_text(j->out, "var", expr_name(j->search.pool, x));
    result_put_integer(j->out, "order", order);
    return order <= OFTEN_SHORT || short_enough(j, (unsigned)order)
               ? written(j, &f, x, (unsigned)order)
               : value_of_order(j, &f, x, (unsigned)order);
}
