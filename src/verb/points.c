/* points.c: the verbs that answer with sets and points: domain, roots, critical, extrema. */
#include "verb/surface.h"

#include "algebra/algebra.h"

static struct result *set_text(struct job *j, const struct realset *set)
{
    return result_formula(j->arena, realset_text(&j->search, set, NOTE_PLAIN),
                          realset_text(&j->search, set, NOTE_UNICODE),
                          j->cx->tex ? realset_text(&j->search, set, NOTE_TEX) : NULL);
}

/* A domain that is no finite union is told by its condition. */
static void put_domain(struct job *j, const struct formula *f,
                       const struct realset *domain, bool one_period)
{
    struct pool *p = j->search.pool;
    expr where = pool_and(p, f->where, pool_domain(p, f->body));

    if (domain->complete && !one_period)
        result_put(j->out, "domain", set_text(j, domain));
    else if (where == pool_true(p))
        result_put(j->out, "domain",
                   result_formula(j->arena, "(-inf, inf)", "(−∞, ∞)",
                                  "\\left(-\\infty, \\infty\\right)"));
    else
        result_put(j->out, "domain", job_expr(j, where));
}

enum status domain_run(struct job *j)
{
    struct formula f;
    struct realset on, domain;
    expr x;
    enum status st = job_question(j, &f, &x, &on);

    if (st != ST_OK ||
        (st = analysis_domain(&j->search, &f, x, &on, &domain, j->diag)) != ST_OK)
        return st;
    put_domain(j, &f, &domain, false);
    result_put_truth(j->out, "complete", domain.complete);
    if (!domain.complete)
        j->exit = EXIT_GIVEN_UP;
    return ST_OK;
}

static struct result *cells(struct job *j, const struct open_question *open, size_t n)
{
    struct result *list = result_list(j->arena);

    for (size_t i = 0; i < n; i++) {
        struct result *cell = result_push(list, result_fields(j->arena));

        result_put(cell, "from", job_number(j, open[i].from));
        result_put(cell, "to", job_number(j, open[i].to));
        result_put_text(cell, "what", open[i].what);
    }
    return list;
}

/* x0 + period*k, the number first, in one notation. */
static const char *family_text(struct job *j, expr x0, expr period, enum notation how)
{
    struct pool *p = j->search.pool;
    const char *step =
        expr_text(p, pool_mul(p, period, pool_symbol(p, "k")), how, j->arena);

    return expr_is_int(p, x0, 0)
               ? step
               : arena_printf(j->arena, "%s + %s", expr_text(p, x0, how, j->arena), step);
}

static void put_family(struct job *j, struct result *families, struct real *x0,
                       expr period, const char *type)
{
    struct result *f;

    if (x0->exact == EXPR_NONE)
        return;
    f = result_push(families, result_fields(j->arena));
    result_put(
        f, "x",
        result_formula(j->arena, family_text(j, x0->exact, period, NOTE_PLAIN),
                       family_text(j, x0->exact, period, NOTE_UNICODE),
                       j->cx->tex ? family_text(j, x0->exact, period, NOTE_TEX) : NULL));
    if (type)
        result_put_text(f, "type", type);
}

static struct result *plateau(struct job *j, const struct piece_of_line *q,
                              const char *type)
{
    struct result *r = result_fields(j->arena);

    result_put(r, "from",
               q->lo->exact == EXPR_NONE && !q->lo->infinite
                   ? job_number(j, q->lo->approx)
                   : job_real(j, q->lo));
    result_put(r, "to",
               q->hi->exact == EXPR_NONE && !q->hi->infinite
                   ? job_number(j, q->hi->approx)
                   : job_real(j, q->hi));
    if (type)
        result_put_text(r, "type", type);
    return r;
}

enum status roots_run(struct job *j)
{
    struct formula f;
    struct realset on;
    struct zero_set z;
    struct result *roots, *families = result_list(j->arena);
    expr x;
    enum status st = job_question(j, &f, &x, &on);

    if (st != ST_OK ||
        (st = analysis_roots(&j->search, &f, x, &on, &z, j->diag)) != ST_OK)
        return st;
    roots = result_put(j->out, "roots", result_list(j->arena));
    for (size_t i = 0; i < z.roots.count; i++) {
        struct result *r = result_push(roots, job_point(j, z.roots.at[i].x));

        if (z.roots.at[i].multiplicity)
            result_put_integer(r, "multiplicity", z.roots.at[i].multiplicity);
        else
            result_put(r, "multiplicity", result_null(j->arena));
        if (z.period != EXPR_NONE)
            put_family(j, families, z.roots.at[i].x, z.period, NULL);
    }
    for (size_t i = 0; i < z.roots.plateau_count; i++)
        result_push(roots, plateau(j, &z.roots.plateaus[i], NULL));
    if (z.period != EXPR_NONE) {
        result_put(j->out, "families", families);
        result_put(j->out, "period", job_expr(j, z.period));
    }
    if (z.roots.open_count) {
        struct result *open = result_put(j->out, "open", result_list(j->arena));

        for (size_t i = 0; i < z.roots.open_count; i++) {
            struct open_question q = {z.roots.open[i].from, z.roots.open[i].to, "roots"};

            result_push(open, cells(j, &q, 1)->items[0]);
        }
    }
    result_put_truth(j->out, "complete", z.roots.complete);
    if (!z.roots.complete)
        j->exit = EXIT_GIVEN_UP;
    return ST_OK;
}

/* ---- critical ------------------------------------------------------------------- */

static void put_name(struct job *j, struct result *r, const char *field, const char *name)
{
    result_put(r, field, name ? result_text(j->arena, name) : result_null(j->arena));
}

static struct result *critical_point(struct job *j, const struct critical_point *point)
{
    struct result *r = job_point(j, point->x);

    result_put(r, "value", job_expr(j, point->value));
    result_put(r, "value_approx", job_number(j, point->value_approx));
    put_name(j, r, "type", extremum_type_name(point->type));
    put_name(j, r, "why", critical_why_name(point->why));
    put_name(j, r, "test", critical_test_name(point->test));
    return r;
}

static void put_critical(struct job *j, struct critical *c)
{
    struct result *list, *families = result_list(j->arena);

    result_put(j->out, "f", job_expr(j, c->f.body));
    result_put_text(j->out, "var", expr_name(j->search.pool, c->x));
    put_domain(j, &c->f, &c->domain, c->period != EXPR_NONE);
    result_put(j->out, "derivative", job_tidied(j, c->df.body));
    list = result_put(j->out, "critical", result_list(j->arena));
    for (size_t i = 0; i < c->count; i++) {
        result_push(list, critical_point(j, &c->points[i]));
        if (c->period != EXPR_NONE)
            put_family(j, families, c->points[i].x, c->period,
                       extremum_type_name(c->points[i].type));
    }
    for (size_t i = 0; i < c->plateau_count; i++)
        result_push(list, plateau(j, &c->plateaus[i].on,
                                  extremum_type_name(c->plateaus[i].type)));
    result_put(j->out, "families", families);
    if (c->period != EXPR_NONE)
        result_put(j->out, "period", job_expr(j, c->period));
    if (c->open_count)
        result_put(j->out, "open", cells(j, c->open, c->open_count));
    result_put_truth(j->out, "complete", c->complete);
    if (!c->complete || c->open_count)
        j->exit = EXIT_GIVEN_UP;
}

enum status critical_run(struct job *j)
{
    const char *const *names = NULL;
    struct formula f;
    struct realset on;
    struct critical c;
    expr x;
    enum status st = job_names(j, "vars", &names);

    if (st == ST_OK && names && names[1])
        return job_surface(j, names);
    if (st != ST_OK || (st = job_question(j, &f, &x, &on)) != ST_OK ||
        (st = analysis_critical(&j->search, &f, x, &on, &c, j->diag)) != ST_OK)
        return st;
    put_critical(j, &c);
    if (job_flag(j, "steps"))
        job_story(j, &c, NULL);
    return ST_OK;
}

/* ---- extrema -------------------------------------------------------------------- */

static struct result *global_place(struct job *j, const struct place *at)
{
    struct result *r = result_fields(j->arena);

    if (at->to) {
        struct piece_of_line q = {at->x, at->to, false, false};

        return plateau(j, &q, NULL);
    }
    result_put(r, "x", job_real(j, at->x));
    result_put(r, "approx", job_number(j, at->x->approx));
    result_put_text(r, "where", at->end ? "end" : "critical");
    return r;
}

static void put_global(struct job *j, const char *name, const struct global *g,
                       bool greatest)
{
    const char *bound = greatest ? "sup" : "inf";
    struct result *r, *at;

    if (!g->decided) {
        result_put(j->out, name, result_null(j->arena));
        return;
    }
    r = result_put(j->out, name, result_fields(j->arena));
    result_put_truth(r, "attained", g->attained);
    if (!g->attained) {
        result_put(r, bound,
                   g->infinite ? job_infinite(j, g->infinite) : job_expr(j, g->value));
        result_put(r, arena_printf(j->arena, "%s_approx", bound),
                   job_number(j, g->approx));
        return;
    }
    result_put(r, "value", job_expr(j, g->value));
    result_put(r, "value_approx", job_number(j, g->approx));
    at = result_put(r, "at", result_list(j->arena));
    for (size_t i = 0; i < g->count; i++)
        result_push(at, global_place(j, &g->at[i]));
}

enum status extrema_run(struct job *j)
{
    struct formula f;
    struct realset on;
    struct extrema e;
    struct result *ends;
    expr x;
    enum status st = job_question(j, &f, &x, &on);

    if (st != ST_OK ||
        (st = analysis_extrema(&j->search, &f, x, &on, &e, j->diag)) != ST_OK)
        return st;
    put_critical(j, &e.critical);
    ends = result_put(j->out, "ends", result_list(j->arena));
    for (size_t i = 0; i < e.end_count; i++) {
        struct result *r = result_push(ends, job_point(j, e.ends[i].x));

        result_put(r, "value", job_expr(j, e.ends[i].value));
        result_put(r, "value_approx", job_number(j, e.ends[i].value_approx));
        put_name(j, r, "type", extremum_type_name(e.ends[i].type));
    }
    put_global(j, "global_max", &e.max, true);
    put_global(j, "global_min", &e.min, false);
    if (e.convex || e.concave)
        result_put_text(j->out, "remark",
                        e.convex ? "f is convex on the set, so its local minimum is the "
                                   "global one"
                                 : "f is concave on the set, so its local maximum is the "
                                   "global one");
    if (job_flag(j, "steps"))
        job_story(j, &e.critical, &e);
    return ST_OK;
}

/* ---- convex --------------------------------------------------------------------- */

static struct result *interval_list(struct job *j, const struct realset *set)
{
    struct result *list = result_list(j->arena);

    for (size_t i = 0; i < set->count; i++) {
        struct realset one = {1, 1, &set->pieces[i], true};

        result_push(list, set_text(j, &one));
    }
    return list;
}

enum status convex_run(struct job *j)
{
    struct formula f;
    struct realset on;
    struct convexity c;
    struct result *list;
    const char *const *names = NULL;
    expr x;
    enum status st = job_names(j, "vars", &names);

    if (st == ST_OK && names && names[1])
        return job_definite(j, names);
    if (st != ST_OK || (st = job_question(j, &f, &x, &on)) != ST_OK ||
        (st = analysis_convex(&j->search, &f, x, &on, &c, j->diag)) != ST_OK)
        return st;
    result_put(j->out, "f", job_expr(j, f.body));
    result_put_text(j->out, "var", expr_name(j->search.pool, x));
    result_put(j->out, "second_derivative", job_expr(j, c.ddf.body));
    result_put(j->out, "convex", interval_list(j, &c.convex));
    result_put(j->out, "concave", interval_list(j, &c.concave));
    list = result_put(j->out, "inflections", result_list(j->arena));
    for (size_t i = 0; i < c.inflection_count; i++)
        result_push(list, job_point(j, c.inflections[i]));
    if (c.period != EXPR_NONE)
        result_put(j->out, "period", job_expr(j, c.period));
    result_put_truth(j->out, "complete", c.complete);
    if (!c.complete)
        j->exit = EXIT_GIVEN_UP;
    return ST_OK;
}
