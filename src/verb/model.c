/* model.c: from a request to a model over a table. */
#include "verb/model.h"

#include "algebra/algebra.h"

#include <math.h>
#include <string.h>

enum { MOST_NODES = 60000 };

static const struct span nowhere = {0, 0};

/* ---- the table ------------------------------------------------------------------- */

static void remark(struct job *j, const char *text)
{
    struct note *n = arena_alloc(j->arena, sizeof *n), **last = &j->notes;

    while (*last)
        last = &(*last)->next;
    n->text = text;
    *last = n;
}

static void remark_reading(struct model *m)
{
    struct job *j = m->job;
    const struct table *t = m->table;

    if (t->separator != ',')
        remark(j, arena_printf(j->arena, "cells are separated by %s",
                               t->separator == ';' ? "semicolons" : "tabs"));
    for (size_t i = 0; i < t->columns; i++)
        if (strcmp(t->heading[i], t->name[i]))
            remark(j, arena_printf(j->arena, "the column '%.60s' is called %s here",
                                   t->heading[i], t->name[i]));
}

static enum status read_table(struct model *m)
{
    struct job *j = m->job;
    const char *path = job_text(j, "data");
    struct source src;
    enum status st;

    if (!path)
        return diag_set(j->diag, ST_USAGE, nowhere, "a fit needs a file of data");
    if (!j->cx->open)
        return diag_set(j->diag, ST_IO, nowhere, "files can't be opened here");
    if ((st = j->cx->open(j->cx->world, path, j->arena, &src, j->diag)) != ST_OK ||
        (st = table_read(j->arena, &src, j->search.budget, &m->table, j->diag)) != ST_OK)
        return st;
    m->series = table_series(j->arena, m->table, &m->series_count);
    remark_reading(m);
    return ST_OK;
}

/* ---- the model's text ------------------------------------------------------------- */

/* Parameters, if they are named, then all series; ended by NULL. */
static const char **declared(struct model *m)
{
    const char **names =
        arena_array(m->job->arena, m->n + m->series_count + 1, sizeof *names);

    for (size_t i = 0; i < m->n; i++)
        names[i] = m->names[i];
    for (size_t i = 0; i < m->series_count; i++)
        names[m->n + i] = m->series[i].name;
    return names;
}

/* text[from, to) as a formula; blanks stand for the rest, so that places are right. */
static enum status read_part(struct model *m, const char *text, size_t from, size_t to,
                             const char *const *names, struct formula *out)
{
    struct job *j = m->job;
    struct pool *p = j->search.pool;
    char *part = arena_strndup(j->arena, text, to);
    struct scope scope = {.names = names};
    enum status st;

    memset(part, ' ', from);
    st = expr_read(p, part, to, &scope, out, &j->notes, j->diag);
    if (st == ST_OK && expr_kind(p, out->body) >= EX_TRUE)
        st = diag_set(j->diag, ST_USAGE, (struct span){from, to},
                      "a model is a number, not a condition");
    return st;
}

static enum status read_text(struct model *m)
{
    struct job *j = m->job;
    const char *text = job_text(j, "model"), **names = declared(m), *tilde;
    size_t at;
    enum status st;

    if (!text) {
        diag_set(j->diag, ST_USAGE, nowhere, "a fit needs a model");
        diag_help(j->diag, "say one: --model 'y ~ a*x + b'");
        return ST_USAGE;
    }
    j->mistaken = text;
    result_put_text(j->out, "input", text);
    if (!(tilde = strchr(text, '~'))) {
        diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                 "a model is a response, a ~ and an expression");
        diag_help(j->diag, "as in y ~ a*x + b");
        return ST_USAGE;
    }
    at = (size_t)(tilde - text);
    if ((st = read_part(m, text, 0, at, names, &m->response)) != ST_OK)
        return st;
    return read_part(m, text, at + 1, strlen(text), names, &m->body);
}

/* ---- names ----------------------------------------------------------------------- */

static const struct series *find_series(const struct model *m, const char *name)
{
    for (size_t i = 0; i < m->series_count; i++)
        if (!strcmp(m->series[i].name, name))
            return &m->series[i];
    return NULL;
}

static size_t find_parameter(const struct model *m, const char *name)
{
    size_t i = 0;

    while (i < m->n && strcmp(m->names[i], name))
        i++;
    return i;
}

/* The series of one column of words: colour_blue, colour_red. */
static const char *words_of(const struct model *m, size_t column)
{
    struct str s = str_in(m->job->arena);

    for (size_t i = 0; i < m->series_count; i++)
        if (m->series[i].column == column && s.len < 120)
            str_addf(&s, "%s%s", s.len ? ", " : "", m->series[i].name);
    return s.text;
}

/* A name that is no column: is it a column of words? */
static enum status check_words(struct model *m, const char *name)
{
    const struct table *t = m->table;

    for (size_t i = 0; i < t->columns; i++)
        if (!strcmp(t->name[i], name) && table_has_words(t, i)) {
            diag_set(m->job->diag, ST_USAGE, nowhere, "'%s' is a column of words", name);
            if (*words_of(m, i))
                diag_help(m->job->diag, "each word is a column of 0 and 1: %s",
                          words_of(m, i));
            return ST_USAGE;
        }
    return ST_OK;
}

static const char *all_series(const struct model *m)
{
    struct str s = str_in(m->job->arena);

    for (size_t i = 0; i < m->series_count && s.len < 120; i++)
        str_addf(&s, "%s%s", s.len ? ", " : "", m->series[i].name);
    return s.text;
}

static void add_parameter(struct model *m, const char *name)
{
    m->names = arena_grow(m->job->arena, m->names, m->n, m->n + 1, sizeof *m->names);
    m->names[m->n++] = name;
}

/* `params`, else the names of `from`. */
static enum status read_names(struct model *m, const struct assignment *from, size_t n)
{
    const char *const *list = NULL;
    enum status st = job_names(m->job, "params", &list);

    if (st != ST_OK)
        return st;
    for (; list && *list; list++)
        add_parameter(m, *list);
    if (m->n == 0)
        for (size_t i = 0; i < n; i++)
            add_parameter(m, from[i].name);
    for (size_t i = 0; i < m->n; i++) {
        if (find_parameter(m, m->names[i]) < i)
            return diag_set(m->job->diag, ST_USAGE, nowhere,
                            "the parameter '%s' is named twice", m->names[i]);
        if (find_series(m, m->names[i]))
            return diag_set(m->job->diag, ST_USAGE, nowhere,
                            "'%s' is a column of the table and can't be a parameter",
                            m->names[i]);
    }
    return ST_OK;
}

static enum status unknown_name(struct model *m, const char *name)
{
    diag_set(m->job->diag, ST_USAGE, nowhere, "'%s' is neither a column nor a parameter",
             name);
    diag_help(m->job->diag, "the columns are %s", all_series(m));
    return ST_USAGE;
}

/* Sorts the names of one side into columns and, on the right, parameters. */
static enum status sort_names(struct model *m, expr e, bool named, bool right)
{
    struct job *j = m->job;
    struct pool *p = j->search.pool;
    size_t n;
    expr *symbols = expr_symbols(p, e, &n);

    for (size_t i = 0; i < n; i++) {
        const char *name = expr_name(p, symbols[i]);
        const struct series *s = find_series(m, name);
        bool seen = false;
        enum status st;

        for (size_t k = 0; k < m->used; k++)
            seen = seen || m->column_symbol[k] == symbols[i];
        if (seen)
            continue;
        if (s) {
            m->column[m->used] = s;
            m->column_symbol[m->used++] = symbols[i];
            continue;
        }
        if ((st = check_words(m, name)) != ST_OK)
            return st;
        if (!right || (named && find_parameter(m, name) == m->n))
            return unknown_name(m, name);
        if (!named)
            add_parameter(m, name);
    }
    return ST_OK;
}

static enum status find_names(struct model *m, bool named)
{
    struct job *j = m->job;
    struct pool *p = j->search.pool;
    enum status st;

    m->column = arena_array(j->arena, m->series_count + 1, sizeof(struct series *));
    m->column_symbol = arena_array(j->arena, m->series_count + 1, sizeof(expr));
    if ((st = sort_names(m, m->response.body, named, false)) != ST_OK ||
        (st = sort_names(m, m->body.body, named, true)) != ST_OK)
        return st;
    if (m->n == 0)
        return diag_set(j->diag, ST_USAGE, nowhere,
                        "the model has no parameter: all its names are columns");
    m->parameters = arena_array(j->arena, m->n, sizeof(expr));
    for (size_t i = 0; i < m->n; i++) {
        m->parameters[i] = pool_symbol(p, m->names[i]);
        if (!expr_has(p, m->body.body, m->parameters[i]))
            return diag_set(j->diag, ST_USAGE, nowhere,
                            "the parameter '%s' does not occur in the model",
                            m->names[i]);
    }
    return ST_OK;
}

/* ---- tapes ----------------------------------------------------------------------- */

/* Slopes as formulas: they tell whether the model is linear, and give the exact tape. */
static void compile_exact(struct model *m, const expr *inputs)
{
    struct job *j = m->job;
    struct pool *p = j->search.pool;
    struct formula *df = arena_array(j->arena, m->n, sizeof *df);
    expr *outputs = arena_array(j->arena, m->n + 2, sizeof *outputs);
    bool linear = true;

    if (pool_size(p) > MOST_NODES ||
        algebra_gradient(p, &m->body, m->parameters, m->n, df, NULL) != ST_OK ||
        pool_size(p) > MOST_NODES)
        return;
    outputs[0] = m->response.body;
    outputs[1] = m->body.body;
    for (size_t i = 0; i < m->n; i++) {
        outputs[2 + i] = df[i].body;
        for (size_t k = 0; k < m->n; k++)
            linear = linear && !expr_has(p, df[i].body, m->parameters[k]) &&
                     !expr_has(p, df[i].where, m->parameters[k]);
    }
    m->fit.linear = linear;
    if (tape_compile(j->arena, p, outputs, m->n + 2, inputs, m->n + m->used, &m->exact,
                     NULL) != ST_OK)
        m->exact = NULL;
}

static enum status compile(struct model *m)
{
    struct job *j = m->job;
    struct pool *p = j->search.pool;
    expr *inputs = arena_array(j->arena, m->n + m->used, sizeof *inputs);
    expr where = pool_and(p, m->response.where, m->body.where);
    expr outputs[FIT_OUTPUTS] = {m->response.body, m->body.body,
                                 pool_piece(p, where, pool_int(p, 1), pool_int(p, 0))};
    struct tape *tape;
    enum status st;

    memcpy(inputs, m->parameters, m->n * sizeof *inputs);
    memcpy(inputs + m->n, m->column_symbol, m->used * sizeof *inputs);
    st = tape_compile(j->arena, p, outputs, FIT_OUTPUTS, inputs, m->n + m->used, &tape,
                      j->diag);
    if (st != ST_OK)
        return st;
    m->fit.tape = tape;
    compile_exact(m, inputs);
    return ST_OK;
}

/* ---- numbers --------------------------------------------------------------------- */

/* gap[i] is 1 + the first column with nothing in row i. The first such row is told; or, where that was asked for, rows without one. */
static enum status drop_rows(struct model *m, double **value, const size_t *gap)
{
    struct job *j = m->job;
    const char *way = job_text(j, "missing");
    size_t *row = arena_array(j->arena, m->table->rows, sizeof *row), kept = 0;

    if (way && strcmp(way, "drop") && strcmp(way, "error"))
        return diag_set(j->diag, ST_USAGE, nowhere, "'missing' is error or drop");
    for (size_t i = 0; i < m->table->rows; i++) {
        if (gap[i] && !(way && !strcmp(way, "drop"))) {
            diag_set(j->diag, ST_SYNTAX, nowhere,
                     "row %zu (line %zu), column '%s': a value is missing", i + 1,
                     m->table->line[i], m->table->heading[m->column[gap[i] - 1]->column]);
            diag_help(j->diag, "--missing drop leaves such rows out");
            return ST_SYNTAX;
        }
        for (size_t k = 0; k < m->used && !gap[i]; k++)
            value[k][kept] = value[k][i];
        row[kept] = i;
        kept += !gap[i];
    }
    m->row = row;
    m->fit.rows = kept;
    m->dropped = m->table->rows - kept;
    return kept ? ST_OK
                : diag_set(j->diag, ST_USAGE, nowhere,
                           "every row has a gap: none is left");
}

static enum status read_numbers(struct model *m)
{
    struct job *j = m->job;
    double **value = arena_array(j->arena, m->used, sizeof *value);
    bool *missing = arena_array(j->arena, m->table->rows, sizeof *missing);
    size_t *gap = arena_array(j->arena, m->table->rows, sizeof *gap);
    enum status st = ST_OK;

    for (size_t k = 0; k < m->used && st == ST_OK; k++) {
        value[k] = arena_array(j->arena, m->table->rows, sizeof **value);
        st = table_numbers(m->table, m->column[k], value[k], missing, j->diag);
        for (size_t i = 0; i < m->table->rows; i++)
            if (missing[i] && !gap[i])
                gap[i] = k + 1;
    }
    if (st == ST_OK)
        st = drop_rows(m, value, gap);
    m->fit.column = (const double *const *)value;
    return st;
}

static enum status check_response(struct model *m)
{
    struct job *j = m->job;
    size_t bad, row;

    fit_prepare(&m->fit, &bad);
    if (bad == m->fit.rows)
        return ST_OK;
    row = m->row[bad];
    return diag_set(j->diag, ST_USAGE, nowhere, "row %zu (line %zu): the response %s",
                    row + 1, m->table->line[row],
                    !isfinite(m->fit.response[bad]) ? "is no number"
                    : m->fit.loss == LOSS_LOGISTIC  ? "is not between 0 and 1"
                                                    : "is no count: it is below 0");
}

/* ---- the start -------------------------------------------------------------------- */

/* Without one: 0 where the model is linear, else 1. */
static enum status read_start(struct model *m, const struct assignment *from, size_t n)
{
    struct job *j = m->job;

    m->start = arena_array(j->arena, m->n, sizeof *m->start);
    m->given = n > 0;
    for (size_t i = 0; i < m->n; i++)
        m->start[i] = !m->fit.linear;
    for (size_t i = 0; i < n; i++) {
        size_t k = find_parameter(m, from[i].name);

        if (k == m->n)
            return diag_set(j->diag, ST_USAGE, nowhere,
                            "'%s' has a start, but is no parameter of the model",
                            from[i].name);
        m->start[k] = constant_double(j->search.pool, from[i].value);
        if (!isfinite(m->start[k]))
            return diag_set(j->diag, ST_USAGE, nowhere,
                            "the start of '%s' is no finite number", from[i].name);
    }
    return ST_OK;
}

static enum status read_loss(struct model *m)
{
    struct job *j = m->job;
    const char *name = job_text(j, "loss"), *names[LOSS_COUNT + 1], *near;
    int loss = name ? loss_find(name) : LOSS_MSE;
    enum status st;

    if (loss < 0) {
        for (int l = 0; l < LOSS_COUNT; l++)
            names[l] = loss_row((enum loss)l)->name;
        names[LOSS_COUNT] = NULL;
        j->mistaken = name;
        diag_set(j->diag, ST_USAGE, (struct span){0, strlen(name)},
                 "there is no loss '%s'", name);
        if ((near = str_nearest(name, names)))
            diag_help(j->diag, "did you mean '%s'?", near);
        else
            diag_help(j->diag, "mse, mae, huber, logistic, poisson, logcosh");
        return ST_USAGE;
    }
    m->fit.loss = (enum loss)loss;
    if (job_text(j, "delta") && loss != LOSS_HUBER)
        return diag_set(j->diag, ST_USAGE, nowhere, "only the loss huber has a delta");
    if ((st = job_double(j, "delta", 1, &m->fit.delta)) != ST_OK)
        return st;
    return m->fit.delta > 0
               ? ST_OK
               : diag_set(j->diag, ST_USAGE, nowhere, "delta must be above 0");
}

enum status model_read(struct model *m)
{
    struct job *j = m->job;
    struct assignment *from;
    size_t n;
    bool named;
    enum status st;

    if ((st = read_loss(m)) != ST_OK || (st = read_table(m)) != ST_OK ||
        (st = job_assignments(j, "from", &from, &n)) != ST_OK ||
        (st = read_names(m, from, n)) != ST_OK)
        return st;
    named = m->n > 0;
    if ((st = read_text(m)) != ST_OK)
        return st;
    j->mistaken = NULL;
    if ((st = find_names(m, named)) != ST_OK || (st = compile(m)) != ST_OK ||
        (st = read_numbers(m)) != ST_OK)
        return st;
    m->fit.arena = j->arena;
    m->fit.n = m->n;
    if ((st = check_response(m)) != ST_OK || (st = read_start(m, from, n)) != ST_OK)
        return st;
    return pool_status(j->search.pool, j->diag);
}
