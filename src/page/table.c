/* table.c: rows of cells in aligned columns.
 *
 *   x       f(x)  what          two spaces between columns; a column of numbers is
 *   ----  ------  -------       aligned to the right
 *   -1/2   25/16  endpoint
 */
#include "page/internal.h"

#include <string.h>

enum { GAP = 2, DOTS = 3 };

struct table {
    size_t rows, columns;
    bool has_head;
    const char **cells; /* safe */
    size_t *widths;
    bool *right;
};

static const char *cell(const struct table *t, size_t row, size_t column)
{
    return t->cells[row * t->columns + column];
}

static bool is_numeric(const char *text)
{
    size_t n = strlen(text);

    if (strspn(text, "-+0123456789./e") == n)
        return true;
    return strncmp(text, "\u2212", 3) == 0 && is_numeric(text + 3);
}

/* Empty cells go along; a column of nothing else does not count as numbers. */
static bool column_is_numeric(const struct table *t, size_t column)
{
    bool any = false;

    for (size_t row = t->has_head; row < t->rows; row++) {
        if (!is_numeric(cell(t, row, column)))
            return false;
        any |= cell(t, row, column)[0] != '\0';
    }
    return any;
}

static size_t column_width(const struct table *t, size_t column)
{
    size_t width = 1;

    for (size_t row = 0; row < t->rows; row++) {
        size_t w = utf8_columns(cell(t, row, column), strlen(cell(t, row, column)));

        width = w > width ? w : width;
    }
    return width;
}

/* A cell with its $`mathematics` drawn. */
static const char *with_math(struct setter *s, const char *text)
{
    struct str out = str_in(s->arena);
    const char *open, *close;

    while ((open = strstr(text, "$`")) && (close = strstr(open + 2, "`$"))) {
        str_addn(&out, text, (size_t)(open - text));
        str_add(&out, setter_math(s, arena_strndup(s->arena, open + 2,
                                                   (size_t)(close - open) - 2)));
        text = close + 2;
    }
    if (!out.len)
        return text;
    str_add(&out, text);
    return out.text;
}

static struct table measure(struct setter *s, const struct block *b)
{
    struct table t = {b->row_count, b->column_count, b->has_head, NULL, NULL, NULL};
    size_t count = t.rows * t.columns;

    t.cells = arena_array(s->arena, count, sizeof *t.cells);
    t.widths = arena_array(s->arena, t.columns, sizeof *t.widths);
    t.right = arena_array(s->arena, t.columns, sizeof *t.right);
    for (size_t i = 0; i < count; i++) {
        const char *text = with_math(s, b->cells[i] ? b->cells[i] : "");

        t.cells[i] = setter_safe(s, text, strlen(text), false);
    }
    for (size_t i = 0; i < t.columns; i++) {
        t.widths[i] = column_width(&t, i);
        if (t.widths[i] > s->width)
            t.widths[i] = s->width;
        t.right[i] = column_is_numeric(&t, i);
    }
    return t;
}

static size_t total_width(const struct table *t)
{
    size_t total = GAP * (t->columns - 1);

    for (size_t i = 0; i < t->columns; i++)
        total += t->widths[i];
    return total;
}

static void shrink(struct table *t, size_t width)
{
    for (size_t over = total_width(t); over > width; over--) {
        size_t widest = 0;

        for (size_t i = 1; i < t->columns; i++)
            if (t->widths[i] > t->widths[widest])
                widest = i;
        if (t->widths[widest] == 1)
            return;
        t->widths[widest]--;
    }
}

/* Text cut to `width` cells, with "..." if something is lost and there is room to say so. */
static void add_cut(struct str *out, const char *text, size_t width)
{
    size_t n = strlen(text);
    bool lost = utf8_columns(text, n) > width, dots = lost && width > DOTS;

    str_addn(out, text, utf8_prefix(text, n, dots ? width - DOTS : width));
    if (dots)
        str_add(out, "...");
}

static void add_cell(struct setter *s, struct str *line, const struct table *t,
                     size_t row, size_t column)
{
    struct str text = str_in(s->arena);
    size_t pad;

    add_cut(&text, cell(t, row, column), t->widths[column]);
    pad = t->widths[column] - utf8_columns(text.text, text.len);
    if (t->right[column])
        str_addf(line, "%*s", (int)pad, "");
    str_addn(line, text.text, text.len);
    if (!t->right[column] && column + 1 < t->columns)
        str_addf(line, "%*s", (int)pad, "");
}

/* More columns than cells on the line: what is beyond the width is not shown. */
static void put_line(struct setter *s, enum style style, const struct str *line)
{
    size_t n = utf8_prefix(line->text, line->len, s->width);

    while (n > 0 && line->text[n - 1] == ' ')
        n--;
    setter_put(s, style, line->text, n);
    setter_end_line(s);
}

static void set_row(struct setter *s, const struct table *t, size_t row)
{
    struct str line = str_in(s->arena);

    for (size_t i = 0; i < t->columns; i++) {
        str_add(&line, i ? "  " : "");
        add_cell(s, &line, t, row, i);
    }
    put_line(s, t->has_head && row == 0 ? STYLE_STRONG : STYLE_PLAIN, &line);
}

static void set_head_rule(struct setter *s, const struct table *t)
{
    struct str line = str_in(s->arena);

    for (size_t i = 0; i < t->columns; i++) {
        str_add(&line, i ? "  " : "");
        for (size_t j = 0; j < t->widths[i]; j++)
            str_add(&line, s->options->ascii ? "-" : "\u2500");
    }
    put_line(s, STYLE_FAINT, &line);
}

void table_set(struct setter *s, const struct block *b)
{
    struct table t;

    if (b->column_count == 0)
        return;
    t = measure(s, b);
    shrink(&t, s->width);
    for (size_t row = 0; row < t.rows; row++) {
        set_row(s, &t, row);
        if (row == 0 && t.has_head)
            set_head_rule(s, &t);
    }
}
