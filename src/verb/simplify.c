/* simplify.c: the verb simplify: a formula in its shortest form, and where it holds. */
#include "verb/internal.h"

#include "algebra/algebra.h"

enum status simplify_run(struct job *j)
{
    struct pool *p = j->search.pool;
    struct formula f, simple;
    enum status st = job_formula(j, NULL, &f);

    if (st != ST_OK ||
        (st = algebra_simplify(p, &f, j->search.budget, &simple, j->diag)) != ST_OK)
        return st;
    result_put(j->out, "simplified", job_expr(j, simple.body));
    if (simple.where != pool_true(p))
        result_put(j->out, "where", job_expr(j, simple.where));
    return ST_OK;
}
