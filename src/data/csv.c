/* csv.c: from bytes to cells. */
#include "data/internal.h"

#include <string.h>

static const struct span nowhere = {0, 0};

enum { ASK = 1000 }; /* work that is worth a question whether to go on */

struct reader {
    struct arena *arena;
    const char *name; /* of the file */
    char *at, *end;   /* cells are cut out in place */
    char separator;
    struct budget *budget;
    size_t line; /* where `at` is */
    const char **cell;
    size_t count, cap;
    size_t *row_line;
    size_t row_cap;
};

/* ---- characters ----------------------------------------------------------------- */

static bool at_line_end(const struct reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

/* Past the line end: \n, \r\n or \r. */
static void next_line(struct reader *r)
{
    if (r->at < r->end && *r->at == '\r')
        r->at++;
    if (r->at < r->end && *r->at == '\n')
        r->at++;
    r->line++;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- cells ---------------------------------------------------------------------- */

static void keep(struct reader *r, const char *text)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 256;
        r->cell = arena_grow(r->arena, r->cell, r->count, r->cap, sizeof *r->cell);
    }
    r->cell[r->count++] = text;
}

/* Within quotes until the closing one; what stands there moves to *to. */
static enum status quoted(struct reader *r, char **to, struct diag *d)
{
    size_t from = r->line;

    for (r->at++; r->at < r->end; r->at++) {
        if (*r->at == '"' && !(r->at + 1 < r->end && r->at[1] == '"')) {
            r->at++;
            return ST_OK;
        }
        if (*r->at == '"')
            r->at++;
        r->line += *r->at == '\n';
        *(*to)++ = *r->at;
    }
    return diag_set(d, ST_SYNTAX, nowhere,
                    "%s, line %zu: this quotation mark is never closed", r->name, from);
}

/* One cell, up to the separator or the line end. Blanks around it do not count, those
 * within quotes do. */
static enum status read_cell(struct reader *r, struct diag *d)
{
    char *start, *to, *solid;
    enum status st;

    while (!at_line_end(r) && is_blank(*r->at) && *r->at != r->separator)
        r->at++;
    start = to = solid = r->at;
    if (!at_line_end(r) && *r->at == '"') {
        if ((st = quoted(r, &to, d)) != ST_OK)
            return st;
        solid = to;
    }
    for (; !at_line_end(r) && *r->at != r->separator; r->at++) {
        *to++ = *r->at;
        if (!is_blank(*r->at))
            solid = to;
    }
    keep(r, arena_strndup(r->arena, start, (size_t)(solid - start)));
    return ST_OK;
}

/* A row of cells; its line end is passed. */
static enum status read_row(struct reader *r, size_t *cells, struct diag *d)
{
    size_t before = r->count;
    enum status st = read_cell(r, d);

    while (st == ST_OK && !at_line_end(r)) {
        r->at++;
        st = read_cell(r, d);
    }
    next_line(r);
    *cells = r->count - before;
    return st;
}

/* ---- the top -------------------------------------------------------------------- */

/* Which sign the first line has most of, outside of quotes. */
static char find_separator(const struct reader *r)
{
    static const char signs[] = ",;\t";
    size_t seen[3] = {0}, best = 0;
    bool in_quotes = false;

    for (const char *at = r->at; at < r->end && (in_quotes || !strchr("\r\n", *at));
         at++) {
        const char *sign = in_quotes || !*at ? NULL : strchr(signs, *at);

        in_quotes ^= *at == '"';
        if (sign)
            seen[sign - signs]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (seen[i] > seen[best])
            best = i;
    return signs[best];
}

static void skip_top(struct reader *r)
{
    if (r->end - r->at >= 3 && !memcmp(r->at, "\xEF\xBB\xBF", 3))
        r->at += 3;
    while (r->at < r->end) {
        char *line = r->at;

        while (!at_line_end(r) && is_blank(*r->at))
            r->at++;
        if (!at_line_end(r) && *r->at != '#') {
            r->at = line; // blanks may be tabs between nameless columns
            return;
        }
        while (!at_line_end(r))
            r->at++;
        if (r->at < r->end)
            next_line(r);
    }
}

static enum status read_head(struct reader *r, struct table *t, struct diag *d)
{
    enum status st;

    if (r->at == r->end)
        return diag_set(d, ST_SYNTAX, nowhere, "%s is empty", r->name);
    r->separator = t->separator = find_separator(r);
    if ((st = read_row(r, &t->columns, d)) != ST_OK)
        return st;
    t->heading = r->cell;
    r->cell = NULL;
    r->count = r->cap = 0;
    return name_columns(r->arena, t, r->name, d);
}

/* ---- rows ----------------------------------------------------------------------- */

static bool skip_empty_line(struct reader *r)
{
    char *line = r->at;

    while (!at_line_end(r) && is_blank(*r->at))
        r->at++;
    if (at_line_end(r) && (r->at == line || r->separator != '\t')) {
        next_line(r);
        return true;
    }
    r->at = line;
    return false;
}

static void keep_line(struct reader *r, struct table *t, size_t line)
{
    if (t->rows == r->row_cap) {
        r->row_cap = r->row_cap ? 2 * r->row_cap : 256;
        r->row_line =
            arena_grow(r->arena, r->row_line, t->rows, r->row_cap, sizeof *r->row_line);
    }
    r->row_line[t->rows++] = line;
}

static enum status read_rows(struct reader *r, struct table *t, struct diag *d)
{
    enum status st = ST_OK;

    while (r->at < r->end && st == ST_OK) {
        size_t line = r->line, cells;

        if (t->columns > 1 ? skip_empty_line(r) : r->at == r->end)
            continue;
        if ((st = read_row(r, &cells, d)) != ST_OK)
            break;
        keep_line(r, t, line);
        if (!budget_spend(r->budget, 1))
            return diag_set(d, ST_LIMIT, nowhere, "%s: stopped in line %zu", r->name,
                            line);
        if (cells != t->columns) {
            st = diag_set(d, ST_SYNTAX, nowhere,
                          "%s, line %zu: %zu cell%s, but there are %zu names", r->name,
                          line, cells, cells == 1 ? "" : "s", t->columns);
            diag_help(d, "put a cell with a separator in it in \"quotation marks\"");
        }
    }
    t->cell = r->cell;
    t->line = r->row_line;
    if (st == ST_OK && t->rows == 0)
        st = diag_set(d, ST_SYNTAX, nowhere, "%s has names, but no rows", r->name);
    return st;
}

enum status table_read(struct arena *a, const struct source *src, struct budget *budget,
                       struct table **out, struct diag *d)
{
    struct table *t = *out = arena_alloc(a, sizeof *t);
    struct reader r = {.arena = a, .name = src->name, .budget = budget, .line = 1};
    enum status st;
    size_t n;

    if (!strcmp(r.name, "-"))
        r.name = "standard input";
    st = source_all(src, a, TABLE_BYTES, &r.at, &n, d);
    if (st == ST_IO && !budget_spend(budget, ASK))
        return diag_set(d, ST_LIMIT, nowhere, "%s: stopped while it was read", r.name);
    if (st != ST_OK)
        return st;
    r.end = r.at + n;
    if (memchr(r.at, '\0', n))
        return diag_set(d, ST_SYNTAX, nowhere, "%s is no text: it has zero bytes in it",
                        r.name);
    skip_top(&r);
    if ((st = read_head(&r, t, d)) != ST_OK)
        return st;
    return read_rows(&r, t, d);
}
