/* canvas.c: a grid of dots with characters over it. */
#include "plot/plot.h"

#include <stdlib.h>
#include <string.h>

struct canvas *canvas_new(struct arena *a, enum plot_glyphs glyphs, size_t columns,
                          size_t rows)
{
    struct canvas *c = arena_alloc(a, sizeof *c);

    c->arena = a;
    c->glyphs = glyphs;
    c->columns = columns;
    c->rows = rows;
    c->cells = arena_array(a, columns * rows + 1, sizeof *c->cells);
    return c;
}

static struct canvas_cell *cell_at(const struct canvas *c, long column, long row)
{
    if (column < 0 || row < 0 || (size_t)column >= c->columns || (size_t)row >= c->rows)
        return NULL;
    return &c->cells[(size_t)row * c->columns + (size_t)column];
}

static void strengthen(struct canvas_cell *cell, enum plot_ink ink)
{
    if (ink > cell->ink)
        cell->ink = ink;
}

void canvas_dot(struct canvas *c, long x, long y, enum plot_ink ink)
{
    static const uint8_t bit[4][2] = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};
    struct canvas_cell *cell;

    if (x < 0 || y < 0)
        return;
    cell = cell_at(c, x / 2, y / 4);
    if (!cell)
        return;
    cell->dots |= bit[y % 4][x % 2];
    strengthen(cell, ink);
}

/* J. Bresenham: Algorithm for computer control of a digital plotter, 1965. */
void canvas_line(struct canvas *c, long x0, long y0, long x1, long y1, long every,
                 enum plot_ink ink)
{
    long dx = labs(x1 - x0), dy = -labs(y1 - y0);
    long sx = x0 < x1 ? 1 : -1, sy = y0 < y1 ? 1 : -1;
    long error = dx + dy;

    for (long i = 0;; i++) {
        long twice = 2 * error;

        if (i % every == 0)
            canvas_dot(c, x0, y0, ink);
        if (x0 == x1 && y0 == y1)
            return;
        if (twice >= dy) {
            error += dy;
            x0 += sx;
        }
        if (twice <= dx) {
            error += dx;
            y0 += sy;
        }
    }
}

void canvas_text(struct canvas *c, long column, long row, const char *text,
                 enum plot_ink ink)
{
    size_t n = strlen(text);

    for (size_t at = 0, next; at < n; at = next, column++) {
        struct canvas_cell *cell = cell_at(c, column, row);

        next = utf8_next(text, n, at);
        if (!cell || next - at >= sizeof cell->mark)
            continue;
        memcpy(cell->mark, text + at, next - at);
        cell->mark[next - at] = '\0';
        strengthen(cell, ink);
    }
}

/* ---- what is seen ---------------------------------------------------------------- */

/* The mean height of the dots in the left (0) or right (1) half of a cell, from 0 at the
 * top to 3, or -1 if there are none; *n counts them. */
static double half_height(uint8_t dots, int half, int *n)
{
    static const uint8_t bit[2][4] = {{1, 2, 4, 64}, {8, 16, 32, 128}};
    double sum = 0;

    *n = 0;
    for (int y = 0; y < 4; y++) {
        if (dots & bit[half][y]) {
            sum += y;
            ++*n;
        }
    }
    return *n ? sum / *n : -1;
}

/* The ASCII character that leans and lies as the dots do. */
static char dots_to_ascii(uint8_t dots)
{
    int n_left, n_right;
    double left = half_height(dots, 0, &n_left), right = half_height(dots, 1, &n_right);

    if (!n_left || !n_right) {
        double y = n_left ? left : right;

        if (n_left + n_right >= 3)
            return '|';
        return y < 1 ? '\'' : y < 2.6 ? '-' : '.';
    }
    if (left - right >= 1)
        return '/';
    if (right - left >= 1)
        return '\\';
    if (n_left + n_right >= 7)
        return '#';
    if (n_left + n_right >= 6)
        return '|';
    return (left + right) / 2 < 0.75 ? '\'' : (left + right) / 2 < 2.6 ? '-' : '_';
}

void canvas_glyph(const struct canvas *c, size_t column, size_t row, char out[5])
{
    const struct canvas_cell *cell = &c->cells[row * c->columns + column];

    if (cell->mark[0]) {
        memcpy(out, cell->mark, sizeof cell->mark);
    } else if (!cell->dots) {
        memcpy(out, " ", 2);
    } else if (c->glyphs == PLOT_BRAILLE) {
        utf8_encode(0x2800 + cell->dots, out);
    } else {
        out[0] = cell->ink == PLOT_GRID ? '.' : dots_to_ascii(cell->dots);
        out[1] = '\0';
    }
}

const char *canvas_row(const struct canvas *c, size_t row)
{
    struct str s = str_in(c->arena);
    size_t end = 0;

    for (size_t i = 0; i < c->columns; i++) {
        char glyph[5];

        canvas_glyph(c, i, row, glyph);
        str_add(&s, glyph);
        if (strcmp(glyph, " ") != 0)
            end = s.len;
    }
    str_remove(&s, end, s.len - end);
    return s.text;
}
