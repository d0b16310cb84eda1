/* screen.c: drawing into cells, whatever shows them. */
#include "tui/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- keys ------------------------------------------------------------------------- */

static const struct {
    const char *name;
    uint32_t key;
} named[] = {
    {"space", ' '},        {"enter", PRESS_ENTER},     {"esc", PRESS_ESC},
    {"tab", PRESS_TAB},    {"backtab", PRESS_BACKTAB}, {"backspace", PRESS_BACKSPACE},
    {"del", PRESS_DELETE}, {"up", PRESS_UP},           {"down", PRESS_DOWN},
    {"left", PRESS_LEFT},  {"right", PRESS_RIGHT},     {"home", PRESS_HOME},
    {"end", PRESS_END},    {"pgup", PRESS_PAGE_UP},    {"pgdn", PRESS_PAGE_DOWN},
};

uint32_t press_named(const char *name, size_t n)
{
    size_t used;

    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strlen(named[i].name) == n && memcmp(named[i].name, name, n) == 0)
            return named[i].key;
    }
    if (n == 2 && name[0] == '^')
        return (uint32_t)(name[1] & 31);
    if (n > 2 && name[0] == 'M' && name[1] == '-')
        return PRESS_ALT | press_named(name + 2, n - 2);
    if (n > 1 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9')
        return PRESS_F1 + (uint32_t)strtoul(name + 1, NULL, 10) - 1;
    return n ? utf8_decode(name, n, &used) : PRESS_NONE;
}

/* ---- cells ------------------------------------------------------------------------- */

void screen_set_size(struct screen *s, int columns, int rows)
{
    s->columns = columns < 1                    ? 1
                 : columns > SCREEN_MAX_COLUMNS ? SCREEN_MAX_COLUMNS
                                                : columns;
    s->rows = rows < 1 ? 1 : rows > SCREEN_MAX_ROWS ? SCREEN_MAX_ROWS : rows;
    free(s->cells);
    s->cells = calloc((size_t)s->columns * (size_t)s->rows, sizeof *s->cells);
    if (!s->cells)
        abort();
    screen_clear(s);
}

void screen_clear(struct screen *s)
{
    const struct cell blank = {" ", INK_PLAIN, 1};

    arena_free(s->scratch);
    s->scratch = arena_new();
    for (size_t i = 0; i < (size_t)s->columns * (size_t)s->rows; i++)
        s->cells[i] = blank;
    s->cursor_row = s->cursor_column = -1;
}

void screen_close(struct screen *s)
{
    s->close(s);
    arena_free(s->scratch);
    free(s->cells);
    free(s);
}

struct region screen_all(const struct screen *s)
{
    return (struct region){0, 0, s->rows, s->columns};
}

static struct cell *cell_at(struct screen *s, struct region in, int row, int column)
{
    int y = in.row + row, x = in.column + column;

    if (row < 0 || column < 0 || row >= in.rows || column >= in.columns || y >= s->rows ||
        x >= s->columns || y < 0 || x < 0)
        return NULL;
    return &s->cells[(size_t)y * (size_t)s->columns + (size_t)x];
}

/* Half a wide character shows nothing. */
static void unpair(struct screen *s, struct region in, int row, int column)
{
    struct cell *cell = cell_at(s, in, row, column);
    struct cell *right = cell_at(s, in, row, column + 1);
    struct cell *left = cell_at(s, in, row, column - 1);
    const struct cell blank = {" ", INK_PLAIN, 1};

    if (cell->columns == 2 && right)
        *right = blank;
    if (cell->columns == 0 && left)
        *left = blank;
}

static void set_cell(struct screen *s, struct region in, int row, int column,
                     enum ink ink, const char *text, size_t n, int wide)
{
    struct cell *cell = cell_at(s, in, row, column);
    struct cell *second = wide == 2 ? cell_at(s, in, row, column + 1) : NULL;

    if (!cell || (wide == 2 && !second))
        return;
    unpair(s, in, row, column);
    if (second) {
        unpair(s, in, row, column + 1);
        *second = (struct cell){"", (uint8_t)ink, 0};
    }
    memcpy(cell->text, text, n);
    cell->text[n] = '\0';
    cell->ink = (uint8_t)ink;
    cell->columns = (uint8_t)wide;
}

static void add_mark(struct screen *s, struct region in, int row, int column,
                     const char *text, size_t n)
{
    struct cell *cell = cell_at(s, in, row, column);
    size_t old;

    if (!cell)
        return;
    old = strlen(cell->text);
    if (old + n < sizeof cell->text) {
        memcpy(cell->text + old, text, n);
        cell->text[old + n] = '\0';
    }
}

/* What of the text may be shown here: safe, and ASCII if the screen is. */
static struct str fit_to_show(struct screen *s, const char *text)
{
    struct str ascii = str_in(s->scratch), safe = str_in(s->scratch);

    if (s->ascii) {
        paint_ascii(&ascii, text, strlen(text));
        text = ascii.text;
    }
    text_safe(&safe, text, strlen(text), false);
    return safe;
}

int screen_put(struct screen *s, struct region in, int row, int column, enum ink ink,
               const char *text)
{
    struct str safe = fit_to_show(s, text);
    int at = column, before = column;

    for (size_t i = 0, next; i < safe.len; i = next) {
        size_t used;
        int wide = utf8_width(utf8_decode(safe.text + i, safe.len - i, &used));

        next = i + used;
        if (wide == 0) {
            add_mark(s, in, row, before, safe.text + i, used);
            continue;
        }
        set_cell(s, in, row, at, ink, safe.text + i, used, wide);
        before = at;
        at += wide;
    }
    return at - column;
}

int screen_putf(struct screen *s, struct region in, int row, int column, enum ink ink,
                const char *fmt, ...)
{
    char text[512];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return screen_put(s, in, row, column, ink, text);
}

void screen_put_cut(struct screen *s, struct region in, int row, int column, enum ink ink,
                    const char *text)
{
    size_t n = strlen(text),
           room = in.columns > column ? (size_t)(in.columns - column) : 0;

    if (utf8_columns(text, n) > room && room > 0)
        text = arena_printf(s->scratch, s->ascii ? "%.*s." : "%.*s\u2026",
                            (int)utf8_prefix(text, n, room - 1), text);
    screen_put(s, in, row, column, ink, text);
}

void screen_put_right(struct screen *s, struct region in, int row, enum ink ink,
                      const char *text)
{
    struct str safe = fit_to_show(s, text);
    int wide = (int)utf8_columns(safe.text, safe.len);

    screen_put(s, in, row, in.columns - wide, ink, text);
}

void screen_runs(struct screen *s, struct region in, int row, int column,
                 const struct run *runs)
{
    for (; runs; runs = runs->next)
        column += screen_put(s, in, row, column, (enum ink)runs->style, runs->text);
}

void screen_rule(struct screen *s, struct region in, int row)
{
    for (int i = 0; i < in.columns; i++)
        screen_put(s, in, row, i, INK_FAINT, "\u2500");
}

void screen_bar(struct screen *s, struct region in, int column)
{
    for (int i = 0; i < in.rows; i++)
        screen_put(s, in, i, column, INK_FAINT, "\u2502");
}

void screen_box(struct screen *s, struct region in, const char *title)
{
    int right = in.columns - 1, bottom = in.rows - 1;

    for (int row = 0; row < in.rows; row++) {
        for (int column = 0; column < in.columns; column++)
            screen_put(s, in, row, column, INK_FAINT,
                       row == 0 || row == bottom ? "\u2500" : " ");
        screen_put(s, in, row, 0, INK_FAINT, "\u2502");
        screen_put(s, in, row, right, INK_FAINT, "\u2502");
    }
    screen_put(s, in, 0, 0, INK_FAINT, "\u250c");
    screen_put(s, in, 0, right, INK_FAINT, "\u2510");
    screen_put(s, in, bottom, 0, INK_FAINT, "\u2514");
    screen_put(s, in, bottom, right, INK_FAINT, "\u2518");
    if (title[0])
        screen_putf(s, in, 0, 2, INK_STRONG, " %s ", title);
}

void screen_cursor(struct screen *s, struct region in, int row, int column)
{
    if (!cell_at(s, in, row, column))
        return;
    s->cursor_row = in.row + row;
    s->cursor_column = in.column + column;
}
