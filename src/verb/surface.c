/* surface.c: stationary points of functions of several variables, as an answer. */
#include "verb/surface.h"

#include "algebra/algebra.h"

#include <math.h>

/* ---- the question ------------------------------------------------------------------ */

static enum status read_variables(struct job *j, const char *const *names, expr **x,
                                  size_t *n)
{
    for (*n = 0; names[*n]; ++*n)
        ;
    if (*n > SURFACE_MOST)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "at most %d variables can be asked about", SURFACE_MOST);
    *x = arena_array(j->arena, *n, sizeof **x);
    for (size_t i = 0; i < *n; i++) {
        (*x)[i] = pool_symbol(j->search.pool, names[i]);
        for (size_t k = 0; k < i; k++)
            if ((*x)[i] == (*x)[k])
                return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                                "'%s' is named twice", names[i]);
    }
    return ST_OK;
}

static enum status no_other_variable(struct job *j, const struct formula *f,
                                     const expr *x, size_t n)
{
    size_t count;
    expr *symbols = expr_symbols(j->search.pool, f->body, &count);

    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (k < n && x[k] != symbols[i])
            k++;
        if (k == n) {
            j->mistaken = job_text(j, "expr");
            return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                            "'%s' is not among the variables of --vars",
                            expr_name(j->search.pool, symbols[i]));
        }
    }
    return ST_OK;
}

/* ---- the answer -------------------------------------------------------------------- */

static struct result *signs(struct job *j, const struct inertia *inertia)
{
    struct result *list = result_list(j->arena);

    if (!inertia->known)
        return result_null(j->arena);
    for (int i = 0; i < inertia->negative; i++)
        result_push(list, result_integer(j->arena, -1));
    for (int i = 0; i < inertia->zero; i++)
        result_push(list, result_integer(j->arena, 0));
    for (int i = 0; i < inertia->positive; i++)
        result_push(list, result_integer(j->arena, 1));
    return list;
}

static struct result *point_fields(struct job *j, const struct surface *f,
                                   const struct stationary *point)
{
    struct result *r = result_fields(j->arena), *at, *approx, *enclosure;
    const char *type = surface_type_name(point->type);

    at = result_put(r, "at", result_fields(j->arena));
    approx = result_put(r, "approx", result_fields(j->arena));
    enclosure = result_put(r, "enclosure", result_fields(j->arena));
    for (size_t i = 0; i < f->n; i++) {
        const char *name = expr_name(j->search.pool, f->x[i]);

        result_put(at, name, job_expr(j, point->x[i].exact));
        result_put(approx, name, job_number(j, point->x[i].approx));
        result_put(enclosure, name, job_enclosure(j, &point->x[i].at, 20));
    }
    result_put(r, "value", job_expr(j, point->value));
    result_put(r, "value_approx", job_number(j, point->value_approx));
    result_put(r, "type", type ? result_text(j->arena, type) : result_null(j->arena));
    result_put(r, "eigenvalue_signs", signs(j, &point->inertia));
    return r;
}

static struct result *end(struct job *j, double v)
{
    return isinf(v) ? job_infinite(j, v > 0 ? 1 : -1) : job_number(j, v);
}

static struct result *box_fields(struct job *j, const struct surface *f,
                                 const struct open_box *box)
{
    struct result *r = result_fields(j->arena);

    for (size_t i = 0; i < f->n; i++) {
        struct result *side =
            result_put(r, expr_name(j->search.pool, f->x[i]), result_list(j->arena));

        result_push(side, end(j, box->lo[i]));
        result_push(side, end(j, box->hi[i]));
    }
    result_put_text(r, "what", box->what);
    return r;
}

static void put_lists(struct job *j, const struct surface *f)
{
    struct result *list = result_put(j->out, "critical", result_list(j->arena));

    for (size_t i = 0; i < f->count; i++)
        result_push(list, point_fields(j, f, &f->points[i]));
    if (f->curve_count)
        list = result_put(j->out, "curves", result_list(j->arena));
    for (size_t i = 0; i < f->curve_count; i++)
        result_push(list, job_expr(j, f->curves[i]));
    if (f->open_count)
        list = result_put(j->out, "open", result_list(j->arena));
    for (size_t i = 0; i < f->open_count; i++)
        result_push(list, box_fields(j, f, &f->open[i]));
}

static void put_surface(struct job *j, const struct surface *f)
{
    struct result *list;

    result_put(j->out, "f", job_expr(j, f->f.body));
    list = result_put(j->out, "vars", result_list(j->arena));
    for (size_t i = 0; i < f->n; i++)
        result_push(list, result_text(j->arena, expr_name(j->search.pool, f->x[i])));
    list = result_put(j->out, "gradient", result_list(j->arena));
    for (size_t i = 0; i < f->n; i++)
        result_push(list, job_tidied(j, f->df[i].body));
    if (f->where != pool_true(j->search.pool))
        result_put(j->out, "where", job_expr(j, f->where));
    put_lists(j, f);
    result_put_truth(j->out, "complete", f->complete);
    if (!f->complete || f->open_count)
        j->exit = EXIT_GIVEN_UP;
}

/* The function, its variables and the box. */
static enum status box_question(struct job *j, const char *const *names,
                                struct formula *f, expr **x, size_t *n,
                                struct piece_of_line *side)
{
    enum status st = read_variables(j, names, x, n);

    if (st != ST_OK || (st = job_formula(j, names, f)) != ST_OK ||
        (st = no_other_variable(j, f, *x, *n)) != ST_OK ||
        (st = job_box(j, *x, *n, side)) != ST_OK)
        return st;
    j->mistaken = NULL;
    return ST_OK;
}

static void help_with_box(struct job *j, const char *const *names)
{
    diag_help(j->diag, "give it one: --on '%s=[-5,5],%s=[-5,5]'", names[0], names[1]);
}

enum status job_surface(struct job *j, const char *const *names)
{
    struct formula f;
    struct surface surface;
    struct piece_of_line side[SURFACE_MOST];
    size_t n;
    expr *x = NULL;
    enum status st = box_question(j, names, &f, &x, &n, side);

    if (st == ST_OK)
        st = analysis_surface(&j->search, &f, x, n, side, &surface, j->diag);
    if (st == ST_UNABLE)
        help_with_box(j, names);
    if (st != ST_OK)
        return st;
    put_surface(j, &surface);
    if (job_flag(j, "steps"))
        job_surface_story(j, &surface);
    return pool_status(j->search.pool, j->diag);
}

/* ---- convexity ----------------------------------------------------------------------- */

static void put_definite(struct job *j, const struct definiteness *c)
{
    struct result *list, *row;

    result_put(j->out, "f", job_expr(j, c->f.body));
    list = result_put(j->out, "vars", result_list(j->arena));
    for (size_t i = 0; i < c->n; i++)
        result_push(list, result_text(j->arena, expr_name(j->search.pool, c->x[i])));
    list = result_put(j->out, "hessian", result_list(j->arena));
    for (size_t i = 0; i < c->n; i++) {
        row = result_push(list, result_list(j->arena));
        for (size_t k = 0; k < c->n; k++)
            result_push(row, job_tidied(j, c->ddf[i * c->n + k].body));
    }
    if (c->convex != TRUTH_UNKNOWN)
        result_put_truth(j->out, "convex", c->convex == TRUTH_YES);
    else
        result_put(j->out, "convex", result_null(j->arena));
    if (c->concave != TRUTH_UNKNOWN)
        result_put_truth(j->out, "concave", c->concave == TRUTH_YES);
    else
        result_put(j->out, "concave", result_null(j->arena));
    result_put_truth(j->out, "strict",
                     c->strict && (c->convex == TRUTH_YES || c->concave == TRUTH_YES));
    result_put_truth(j->out, "everywhere", c->everywhere);
    result_put_truth(j->out, "complete",
                     c->convex != TRUTH_UNKNOWN && c->concave != TRUTH_UNKNOWN);
    if (c->convex == TRUTH_UNKNOWN || c->concave == TRUTH_UNKNOWN)
        j->exit = EXIT_GIVEN_UP;
}

enum status job_definite(struct job *j, const char *const *names)
{
    struct formula f;
    struct definiteness c;
    struct piece_of_line side[SURFACE_MOST];
    size_t n;
    expr *x = NULL;
    enum status st = box_question(j, names, &f, &x, &n, side);

    if (st == ST_OK)
        st = analysis_definite(&j->search, &f, x, n, side, &c, j->diag);
    if (st == ST_UNABLE)
        help_with_box(j, names);
    if (st != ST_OK)
        return st;
    put_definite(j, &c);
    return pool_status(j->search.pool, j->diag);
}
