/* slope.c: from a request to a function that can be walked on. */
#include "verb/slope.h"

#include <math.h>
#include <string.h>

static const struct span nowhere = {0, 0};

/* ---- the start ------------------------------------------------------------------- */

/* "x[1]" declares x, so that xy is x*y where x and y are given. */
static const char **declared(struct job *j, const struct assignment *list, size_t n)
{
    const char **names = arena_array(j->arena, n + 1, sizeof *names);

    for (size_t i = 0; i < n; i++)
        names[i] = arena_strndup(j->arena, list[i].name, strcspn(list[i].name, "["));
    return names;
}

/* A name is read as it would be within an expression. */
static enum status read_variable(struct job *j, const char *name,
                                 const char *const *names, expr *out)
{
    struct pool *p = j->search.pool;
    struct scope scope = {.names = names};
    struct formula f;
    enum status st;

    j->mistaken = name;
    st = expr_read(p, name, strlen(name), &scope, &f, NULL, j->diag);
    if (st == ST_OK && expr_kind(p, f.body) != EX_SYMBOL)
        st = diag_set(j->diag, ST_USAGE, (struct span){0, strlen(name)},
                      "'%s' can't be the name of a variable", name);
    if (st != ST_OK)
        return st;
    j->mistaken = NULL;
    *out = f.body;
    return ST_OK;
}

static enum status read_start(struct slope *s, const char *const **names)
{
    struct job *j = s->job;
    struct assignment *list;
    enum status st = job_assignments(j, "from", &list, &s->n);

    if (st != ST_OK)
        return st;
    if (s->n == 0) {
        diag_set(j->diag, ST_USAGE, nowhere, "a walk needs a start");
        diag_help(j->diag, "give one, with all variables: --from x=1,y=2");
        return ST_USAGE;
    }
    *names = declared(j, list, s->n);
    s->names = arena_array(j->arena, s->n, sizeof *s->names);
    s->variables = arena_array(j->arena, s->n, sizeof *s->variables);
    s->start = arena_array(j->arena, s->n, sizeof *s->start);
    for (size_t i = 0; i < s->n; i++) {
        s->names[i] = list[i].name;
        s->start[i] = constant_double(j->search.pool, list[i].value);
        if ((st = read_variable(j, list[i].name, *names, &s->variables[i])) != ST_OK)
            return st;
        for (size_t k = 0; k < i; k++)
            if (s->variables[k] == s->variables[i])
                return diag_set(j->diag, ST_USAGE, nowhere, "'%s' is given twice",
                                list[i].name);
    }
    return ST_OK;
}

/* ---- data ------------------------------------------------------------------------ */

static enum status read_number(struct job *j, const char *array, const char *text,
                               expr *value)
{
    struct formula f;
    enum status st;

    j->mistaken = text;
    st = expr_read(j->search.pool, text, strlen(text), NULL, &f, NULL, j->diag);
    if (st == ST_OK && !expr_closed(j->search.pool, f.body))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                      "the data '%s' are numbers", array);
    if (st != ST_OK)
        return st;
    j->mistaken = NULL;
    *value = f.body;
    return ST_OK;
}

/* Puts value number k, from 1 on, in place of array[k]. */
static enum status put_number(struct slope *s, const char *array, size_t k,
                              const char *text)
{
    struct job *j = s->job;
    struct pool *p = j->search.pool;
    expr item = pool_symbol(p, arena_printf(j->arena, "%s[%zu]", array, k));
    expr value = EXPR_NONE;
    enum status st =
        text ? read_number(j, array, text, &value)
             : diag_set(j->diag, ST_USAGE, nowhere, "the data '%s' are numbers", array);

    if (st != ST_OK)
        return st;
    s->f.where = pool_substitute(p, s->f.where, item, value);
    s->f.body = pool_substitute(p, s->f.body, item, value);
    return ST_OK;
}

/* y=1,2,3,u=4,5: what has no name of its own goes on with the one before. */
static enum status put_text_data(struct slope *s, const char *text)
{
    struct job *j = s->job;
    const char *array = NULL;
    size_t k = 0;
    enum status st = ST_OK;

    for (const char *at = text; *at && st == ST_OK;) {
        size_t n = strcspn(at, ","), name = strcspn(at, "=");

        if (name < n) {
            array = arena_strndup(j->arena, at, name);
            k = 0;
        } else if (!array) {
            j->mistaken = text;
            return diag_set(j->diag, ST_USAGE, (struct span){0, n},
                            "expected NAME=1,2,3");
        }
        if (name < n && at[name + 1] == '@')
            return diag_set(j->diag, ST_UNABLE, nowhere,
                            "data from a file can't be read here yet: write the numbers");
        st = put_number(s, array, ++k,
                        name < n ? arena_strndup(j->arena, at + name + 1, n - name - 1)
                                 : arena_strndup(j->arena, at, n));
        at += n + (at[n] == ',');
    }
    return st;
}

static enum status put_list(struct slope *s, const char *array, const struct result *list)
{
    enum status st = ST_OK;

    if (list->kind != RES_LIST)
        return diag_set(s->job->diag, ST_USAGE, nowhere,
                        "'%s' should be a list of numbers", array);
    for (size_t k = 0; k < list->count && st == ST_OK; k++)
        st = put_number(s, array, k + 1, list->items[k]->text);
    return st;
}

static enum status put_data(struct slope *s)
{
    struct job *j = s->job;
    const struct result *data = result_get(j->request, "consts");
    const char *text = job_text(j, "consts");
    enum status st = ST_OK;

    if (data && data->kind == RES_FIELDS) {
        for (size_t i = 0; i < data->count && st == ST_OK; i++)
            st = put_list(s, data->names[i], data->items[i]);
        return st;
    }
    return text ? put_text_data(s, text) : ST_OK;
}

/* ---- the function ---------------------------------------------------------------- */

static enum status read_function(struct slope *s, const char *const *names)
{
    struct job *j = s->job;
    struct pool *p = j->search.pool;
    enum status st = job_formula(j, names, &s->f);
    expr account = pool_take_demands(p);

    if (st == ST_OK)
        st = put_data(s);
    s->f.where = pool_and(p, s->f.where, pool_swap_demands(p, account));
    if (s->sign < 0 && st == ST_OK)
        s->f.body = pool_neg(p, s->f.body);
    return st;
}

/* 1 where the condition holds, 0 elsewhere. */
static expr holds(struct pool *p, expr condition)
{
    return pool_piece(p, condition, pool_int(p, 1), pool_int(p, 0));
}

static double slope_value(void *context, const double *x)
{
    struct slope *s = context;
    double y[2];

    tape_eval(s->tape, x, y, s->work);
    return y[1] == 1 ? y[0] : NAN;
}

static double slope_gradient(void *context, const double *x, double *g)
{
    static const double seed[2] = {1, 0};
    struct slope *s = context;
    double y[2];

    tape_gradient(s->tape, x, seed, y, g, s->work);
    return y[1] == 1 ? y[0] : NAN;
}

static double slope_hessian(void *context, const double *x, double *g, double *h)
{
    struct slope *s = context;

    if (!s->bends)
        s->bends = tape_rows_new(s->job->arena, s->tape, s->n, 1);
    memset(h, 0, s->n * s->n * sizeof *h);
    tape_rows_fix(s->bends, x);
    tape_rows_run(s->bends, NULL, 0, 1);
    tape_rows_bends(s->bends, 0, NULL, h);
    return slope_gradient(s, x, g);
}

static enum status compile(struct slope *s)
{
    struct job *j = s->job;
    struct pool *p = j->search.pool;
    expr outputs[2] = {s->f.body, holds(p, s->f.where)};
    enum status st;

    j->mistaken = job_text(j, "expr");
    st = tape_compile(j->arena, p, outputs, 2, s->variables, s->n, &s->tape, j->diag);
    if (st != ST_OK) {
        if (st == ST_USAGE)
            diag_help(j->diag, "name all variables in --from, and data in --consts");
        return st;
    }
    s->work = arena_array(j->arena, 2 * tape_work(s->tape), sizeof *s->work);
    s->objective = (struct objective){.n = s->n,
                                      .context = s,
                                      .value = slope_value,
                                      .gradient = slope_gradient,
                                      .hessian = slope_hessian,
                                      .lower = s->lower,
                                      .upper = s->upper,
                                      .cost = 1 + s->tape->count / 64};
    return ST_OK;
}

/* ---- bounds ---------------------------------------------------------------------- */

/* `x=[0,1],y=[0,inf]` as fields: {x: "[0,1]", y: "[0,inf]"}. */
static enum status bounds_fields(struct job *j, const char *text, struct result **out)
{
    *out = result_fields(j->arena);
    for (const char *at = text; *at;) {
        size_t name = strcspn(at, "="), n = name + strcspn(at + name, "])");

        if (at[name] == '\0' || at[n] == '\0') {
            j->mistaken = text;
            diag_set(j->diag, ST_USAGE, (struct span){(size_t)(at - text), strlen(text)},
                     "expected NAME=[LO,HI]");
            diag_help(j->diag, "write --bounds 'x=[0,1],y=[0,inf]'");
            return ST_USAGE;
        }
        result_put_text(*out, arena_strndup(j->arena, at, name),
                        arena_strndup(j->arena, at + name + 1, n - name));
        at += n + 1;
        at += strspn(at, ", ");
    }
    return ST_OK;
}

/* null is no bound, and so are inf and -inf. */
static enum status read_bound(struct job *j, const struct result *item, double none,
                              double *out)
{
    const char *text = item->text;
    enum status st;
    expr e;

    *out = none;
    if (item->kind == RES_NULL)
        return ST_OK;
    if (!text)
        return diag_set(j->diag, ST_USAGE, nowhere, "a bound is a number or null");
    if (!strcmp(text, none < 0 ? "-inf" : "inf"))
        return ST_OK;
    if ((st = read_number(j, "bounds", text, &e)) == ST_OK)
        *out = constant_double(j->search.pool, e);
    return st;
}

/* "[lo,hi]" as a list of two texts. */
static struct result *interval_list(struct job *j, const char *text)
{
    struct result *list = result_list(j->arena);
    size_t n = strlen(text), comma = strcspn(text, ",");

    if (n < 2 || text[0] != '[' || text[n - 1] != ']' || comma == n)
        return list;
    result_push(list,
                result_text(j->arena, arena_strndup(j->arena, text + 1, comma - 1)));
    result_push(list, result_text(j->arena, arena_strndup(j->arena, text + comma + 1,
                                                          n - comma - 2)));
    return list;
}

static enum status read_bounds_of(struct slope *s, const char *name,
                                  const struct result *list, const char *const *names)
{
    struct job *j = s->job;
    enum status st;
    size_t i = 0;
    expr x;

    if (list->kind == RES_TEXT)
        list = interval_list(j, list->text);
    if (list->kind != RES_LIST || list->count != 2)
        return diag_set(j->diag, ST_USAGE, nowhere, "the bounds of '%s' are [LO,HI]",
                        name);
    if ((st = read_variable(j, name, names, &x)) != ST_OK)
        return st;
    while (i < s->n && s->variables[i] != x)
        i++;
    if (i == s->n)
        return diag_set(j->diag, ST_USAGE, nowhere, "'%s' has bounds, but no start",
                        name);
    if ((st = read_bound(j, list->items[0], -INFINITY, &s->lower[i])) != ST_OK ||
        (st = read_bound(j, list->items[1], INFINITY, &s->upper[i])) != ST_OK)
        return st;
    if (!(s->lower[i] <= s->upper[i]))
        return diag_set(j->diag, ST_USAGE, nowhere,
                        "nothing lies within the bounds of '%s'", name);
    if (s->start[i] < s->lower[i] || s->start[i] > s->upper[i])
        return diag_set(j->diag, ST_USAGE, nowhere,
                        "the start of '%s' lies outside its bounds", name);
    return ST_OK;
}

static enum status read_bounds(struct slope *s, const char *const *names)
{
    struct job *j = s->job;
    const struct result *bounds = result_get(j->request, "bounds");
    struct result *read;
    enum status st = ST_OK;

    if (!bounds || bounds->kind == RES_NULL)
        return ST_OK;
    if (bounds->kind == RES_TEXT) {
        if ((st = bounds_fields(j, bounds->text, &read)) != ST_OK)
            return st;
        bounds = read;
    }
    s->lower = arena_array(j->arena, s->n, sizeof *s->lower);
    s->upper = arena_array(j->arena, s->n, sizeof *s->upper);
    for (size_t i = 0; i < s->n; i++) {
        s->lower[i] = -INFINITY;
        s->upper[i] = INFINITY;
    }
    for (size_t i = 0; i < bounds->count && st == ST_OK; i++)
        st = read_bounds_of(s, bounds->names[i], bounds->items[i], names);
    return st;
}

enum status slope_read(struct slope *s)
{
    const char *const *names;
    enum status st;

    if ((st = read_start(s, &names)) != ST_OK || (st = read_bounds(s, names)) != ST_OK ||
        (st = read_function(s, names)) != ST_OK || (st = compile(s)) != ST_OK)
        return st;
    s->job->mistaken = NULL;
    return pool_status(s->job->search.pool, s->job->diag);
}
