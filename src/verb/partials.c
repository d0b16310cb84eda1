/* partials.c: the verbs of several variables' calculus: grad, hessian. */
#include "verb/internal.h"

#include "algebra/algebra.h"

struct field_question {
    struct formula f;
    expr *x;
    size_t n;
};

/* The variables: those of `vars` in their order, else all of the formula's by name. */
static enum status read_question(struct job *j, struct field_question *q)
{
    const char *const *declared = NULL;
    enum status st = job_names(j, "vars", &declared);

    if (st != ST_OK || (st = job_formula(j, declared, &q->f)) != ST_OK)
        return st;
    if (!declared) {
        q->x = expr_symbols(j->search.pool, q->f.body, &q->n);
        if (q->n == 0)
            q->x[q->n++] = pool_symbol(j->search.pool, "x");
        return ST_OK;
    }
    while (declared[q->n])
        q->n++;
    q->x = arena_array(j->arena, q->n, sizeof *q->x);
    for (size_t i = 0; i < q->n; i++)
        q->x[i] = pool_symbol(j->search.pool, declared[i]);
    return ST_OK;
}

static void put_names(struct job *j, const struct field_question *q)
{
    struct result *vars = result_list(j->arena);

    for (size_t i = 0; i < q->n; i++)
        result_push(vars, result_text(j->arena, expr_name(j->search.pool, q->x[i])));
    result_put(j->out, "f", job_expr(j, q->f.body));
    result_put(j->out, "vars", vars);
}

static void put_condition(struct job *j, expr where)
{
    if (where != pool_true(j->search.pool))
        result_put(j->out, "where", job_expr(j, where));
}

/* The value of each formula at the point of `at`, to `values`, if there is one. */
static enum status put_values(struct job *j, const struct formula *list, size_t n,
                              struct result *values)
{
    for (size_t i = 0; i < n; i++) {
        struct formula f = list[i];
        struct result *value = result_fields(j->arena);
        enum status st = job_put_point(j, &f);

        if (st == ST_OK)
            st = job_closed(j, &f);
        if (st == ST_OK)
            st = job_value(j, &f, value, 17);
        if (st != ST_OK)
            return st;
        result_push(values, value);
    }
    return ST_OK;
}

enum status grad_run(struct job *j)
{
    struct pool *p = j->search.pool;
    struct field_question q = {0};
    struct result *list = result_list(j->arena), *values;
    struct formula *df;
    expr where = pool_true(p);
    enum status st = read_question(j, &q);

    if (st != ST_OK)
        return st;
    df = arena_array(j->arena, q.n, sizeof *df);
    if ((st = algebra_gradient(p, &q.f, q.x, q.n, df, j->diag)) != ST_OK)
        return st;
    put_names(j, &q);
    for (size_t i = 0; i < q.n; i++) {
        result_push(list, job_expr(j, df[i].body));
        where = pool_and(p, where, df[i].where);
    }
    result_put(j->out, "gradient", list);
    put_condition(j, where);
    if (!result_get(j->request, "at"))
        return ST_OK;
    values = result_list(j->arena);
    st = put_values(j, df, q.n, values);
    result_put(j->out, "values", values);
    return st;
}

enum status hessian_run(struct job *j)
{
    struct pool *p = j->search.pool;
    struct field_question q = {0};
    struct result *rows = result_list(j->arena), *values;
    struct formula *ddf;
    expr where = pool_true(p);
    enum status st = read_question(j, &q);

    if (st != ST_OK)
        return st;
    ddf = arena_array(j->arena, q.n * q.n, sizeof *ddf);
    if ((st = algebra_hessian(p, &q.f, q.x, q.n, ddf, j->diag)) != ST_OK)
        return st;
    put_names(j, &q);
    for (size_t i = 0; i < q.n; i++) {
        struct result *row = result_push(rows, result_list(j->arena));

        for (size_t k = 0; k < q.n; k++) {
            result_push(row, job_expr(j, ddf[i * q.n + k].body));
            where = pool_and(p, where, ddf[i * q.n + k].where);
        }
    }
    result_put(j->out, "hessian", rows);
    put_condition(j, where);
    if (!result_get(j->request, "at"))
        return ST_OK;
    values = result_list(j->arena);
    for (size_t i = 0; i < q.n && st == ST_OK; i++)
        st =
            put_values(j, ddf + i * q.n, q.n, result_push(values, result_list(j->arena)));
    result_put(j->out, "values", values);
    return st;
}
