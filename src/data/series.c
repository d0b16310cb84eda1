/* series.c: from cells to numbers: names, words, and what is missing. */
#include "data/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct span nowhere = {0, 0};

/* ---- names ---------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Names are letters, then digits, then parts behind underscores: Q1a becomes Q1_a. */
const char *name_of(struct arena *a, const char *text, const char *otherwise)
{
    struct str s = str_in(a);
    bool part = false, digits = false; /* behind an underscore; digits came */

    for (; *text; text++) {
        bool word = is_letter(*text) || is_digit(*text);

        if (!word && s.len && s.text[s.len - 1] != '_')
            str_addc(&s, '_');
        if (!word) {
            part = part || s.len > 0;
            continue;
        }
        if (s.len == 0 && is_digit(*text))
            str_addc(&s, 'n');
        if (!part && digits && is_letter(*text)) {
            str_addc(&s, '_');
            part = true;
        }
        digits = is_digit(*text);
        str_addc(&s, *text);
    }
    while (s.len && s.text[s.len - 1] == '_')
        s.text[--s.len] = '\0';
    return s.len ? s.text : otherwise;
}

enum status name_columns(struct arena *a, struct table *t, const char *file,
                         struct diag *d)
{
    size_t numbers = 0;
    double v;

    t->name = arena_array(a, t->columns, sizeof *t->name);
    for (size_t i = 0; i < t->columns; i++) {
        numbers += cell_number(t->heading[i], &v);
        t->name[i] = name_of(a, t->heading[i], arena_printf(a, "column%zu", i + 1));
        for (size_t k = 0; k < i; k++)
            if (!strcmp(t->name[i], t->name[k]))
                return diag_set(d, ST_SYNTAX, nowhere,
                                "%s: columns %zu and %zu are both named '%s'", file,
                                k + 1, i + 1, t->name[i]);
    }
    if (numbers < t->columns)
        return ST_OK;
    diag_set(d, ST_SYNTAX, nowhere, "%s: the first line has numbers, not names", file);
    diag_help(d, "begin with a line such as x,y");
    return ST_SYNTAX;
}

/* ---- cells ---------------------------------------------------------------------- */

/* Decimal only: what strtod also takes (hex, inf, nan) is no number in a table. */
bool cell_number(const char *cell, double *v)
{
    char *end;

    if (!*cell || cell[strspn(cell, "+-.0123456789eE")])
        return false;
    *v = strtod(cell, &end);
    return !*end && end != cell && isfinite(*v);
}

bool cell_missing(const char *cell)
{
    static const char *const words[] = {"", "NA", "N/A", "NaN", "null", "."};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(cell, words[i]))
            return true;
    return false;
}

static const char *cell_at(const struct table *t, size_t row, size_t column)
{
    return t->cell[row * t->columns + column];
}

/* ---- words ---------------------------------------------------------------------- */

/* Not one number in it, and something. */
bool table_has_words(const struct table *t, size_t column)
{
    bool any = false;
    double v;

    for (size_t i = 0; i < t->rows; i++) {
        const char *cell = cell_at(t, i, column);

        if (cell_number(cell, &v))
            return false;
        any = any || !cell_missing(cell);
    }
    return any;
}

/* Where the word stands among the n sorted ones, or belongs. */
static size_t place_of(const char **words, size_t n, const char *word)
{
    size_t lo = 0;

    while (lo < n) {
        size_t mid = lo + (n - lo) / 2;

        if (strcmp(words[mid], word) < 0)
            lo = mid + 1;
        else
            n = mid;
    }
    return lo;
}

/* The different words of a column, sorted; TABLE_WORDS + 1 if there are more. */
static size_t find_words(const struct table *t, size_t column, const char **words)
{
    size_t n = 0;

    for (size_t i = 0; i < t->rows && n <= TABLE_WORDS; i++) {
        const char *cell = cell_at(t, i, column);
        size_t at = place_of(words, n, cell);

        if (cell_missing(cell) || (at < n && !strcmp(words[at], cell)))
            continue;
        memmove(words + at + 1, words + at, (n - at) * sizeof *words);
        words[at] = cell;
        n++;
    }
    return n;
}

static void add_series(struct arena *a, struct series **list, size_t *n, struct series s)
{
    if ((*n & (*n + 1)) == 0) // at 0, 1, 3, 7, ... the room is full
        *list = arena_grow(a, *list, *n, 2 * *n + 1, sizeof **list);
    (*list)[(*n)++] = s;
}

struct series *table_series(struct arena *a, const struct table *t, size_t *n)
{
    struct series *list = NULL;

    *n = 0;
    for (size_t j = 0; j < t->columns; j++) {
        const char *words[TABLE_WORDS + 2];
        size_t count;

        if (!table_has_words(t, j)) {
            add_series(a, &list, n, (struct series){t->name[j], j, NULL});
            continue;
        }
        count = find_words(t, j, words);
        for (size_t i = 0; count <= TABLE_WORDS && i < count; i++) {
            const char *end = name_of(a, words[i], arena_printf(a, "%zu", i + 1));

            add_series(
                a, &list, n,
                (struct series){arena_printf(a, "%s_%s", t->name[j], end), j, words[i]});
        }
    }
    return list;
}

/* ---- numbers -------------------------------------------------------------------- */

static enum status bad_cell(const struct table *t, size_t row, size_t column,
                            struct diag *d)
{
    const char *cell = cell_at(t, row, column);

    diag_set(d, ST_SYNTAX, nowhere,
             "row %zu (line %zu), column '%s': '%.40s' is no number", row + 1,
             t->line[row], t->heading[column], cell);
    if (strchr(cell, ',') && cell[strspn(cell, "+-,.0123456789eE")] == '\0')
        diag_help(d, "decimals are written with a point, thousands without a sign");
    return ST_SYNTAX;
}

enum status table_numbers(const struct table *t, const struct series *s, double *value,
                          bool *missing, struct diag *d)
{
    for (size_t i = 0; i < t->rows; i++) {
        const char *cell = cell_at(t, i, s->column);

        value[i] = 0;
        missing[i] = missing[i] || cell_missing(cell);
        if (cell_missing(cell))
            continue;
        if (s->word)
            value[i] = !strcmp(cell, s->word);
        else if (!cell_number(cell, &value[i]))
            return bad_cell(t, i, s->column, d);
    }
    return ST_OK;
}
