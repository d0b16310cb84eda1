/* box.c: boxes of text put together and drawn. */
#include "base/box.h"

#include <assert.h>
#include <string.h>

static struct box *box_new(struct arena *a, size_t count)
{
    struct box *b = arena_alloc(a, sizeof *b);

    b->parts = arena_array(a, count, sizeof *b->parts);
    return b;
}

/* Puts a part at a place; the outer box grows as far as it reaches. */
static void place(struct box *outer, const struct box *b, size_t row, size_t col)
{
    outer->parts[outer->count++] = (struct placed){b, row, col};
    if (outer->width < col + b->width)
        outer->width = col + b->width;
    if (outer->height < row + b->height)
        outer->height = row + b->height;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- leaves ------------------------------------------------------------------ */

const struct box *box_text(struct arena *a, const char *text)
{
    struct box *b = arena_alloc(a, sizeof *b);
    struct str safe = str_in(a);

    text_safe(&safe, text, strlen(text), false);
    b->text = safe.text;
    b->width = utf8_columns(safe.text, safe.len);
    b->height = 1;
    return b;
}

const struct box *box_line(struct arena *a, const char *glyph, size_t n)
{
    struct str s = str_in(a);

    for (size_t i = 0; i < n; i++)
        str_add(&s, glyph);
    return box_text(a, s.text);
}

/* ---- arrangements -------------------------------------------------------------- */

const struct box *box_beside(struct arena *a, const struct box *l, const struct box *r,
                             long drop)
{
    struct box *b = box_new(a, 2);
    size_t above = drop < 0 ? (size_t)-drop : 0;

    place(b, l, above, 0);
    place(b, r, drop < 0 ? 0 : (size_t)drop, l->width);
    b->base = above + l->base;
    return b;
}

const struct box *box_row(struct arena *a, const struct box *const *boxes, size_t n)
{
    struct box *b = box_new(a, n);

    for (size_t i = 0; i < n; i++)
        b->base = larger(b->base, boxes[i]->base);
    for (size_t i = 0; i < n; i++)
        place(b, boxes[i], b->base - boxes[i]->base, b->width);
    return b;
}

const struct box *box_stack(struct arena *a, const struct box *const *boxes, size_t n,
                            size_t base, enum box_align align)
{
    struct box *b = box_new(a, n);
    size_t width = 0;

    for (size_t i = 0; i < n; i++)
        width = larger(width, boxes[i]->width);
    for (size_t i = 0; i < n; i++) {
        if (i == base)
            b->base = b->height + boxes[i]->base;
        place(b, boxes[i], b->height,
              align == BOX_CENTER ? (width - boxes[i]->width) / 2 : 0);
    }
    return b;
}

const struct box *box_based(struct arena *a, const struct box *b, size_t base)
{
    struct box *copy = arena_alloc(a, sizeof *copy);

    *copy = *b;
    copy->base = base;
    return copy;
}

/* One row of a grid with its cells in columns of the given widths. */
static const struct box *grid_row(struct arena *a, const struct box *const *cells,
                                  const size_t *widths, size_t columns, size_t gap,
                                  enum box_align align)
{
    struct box *b = box_new(a, columns);
    size_t left = 0;

    for (size_t i = 0; i < columns; i++)
        b->base = larger(b->base, cells[i]->base);
    for (size_t i = 0; i < columns; i++) {
        size_t spare = widths[i] - cells[i]->width;

        place(b, cells[i], b->base - cells[i]->base,
              left + (align == BOX_CENTER ? spare / 2 : 0));
        left += widths[i] + gap;
    }
    b->width = left - gap;
    return b;
}

const struct box *box_grid(struct arena *a, const struct box *const *cells, size_t rows,
                           size_t columns, size_t gap, enum box_align align)
{
    struct box *b = box_new(a, rows);
    size_t *widths = arena_array(a, columns, sizeof *widths);
    bool tall = false;

    for (size_t i = 0; i < rows * columns; i++) {
        widths[i % columns] = larger(widths[i % columns], cells[i]->width);
        tall = tall || cells[i]->height > 1;
    }
    for (size_t i = 0; i < rows; i++)
        place(b, grid_row(a, cells + i * columns, widths, columns, gap, align),
              b->height + (i && tall), 0);
    b->base = (b->height - 1) / 2;
    return b;
}

/* ---- brackets ------------------------------------------------------------------ */

struct fence_row { /* its glyph on one line, and from top to bottom on several */
    const char *one, *top, *rest, *middle, *bottom;
};

static const struct fence_row fences[][2][2] = {
    /* left Unicode, left ASCII; right Unicode, right ASCII */
    [FENCE_NONE] = {{{"", "", "", "", ""}, {"", "", "", "", ""}},
                    {{"", "", "", "", ""}, {"", "", "", "", ""}}},
    [FENCE_ROUND] = {{{"(", "⎛", "⎜", "⎜", "⎝"}, {"(", "/", "|", "|", "\\"}},
                     {{")", "⎞", "⎟", "⎟", "⎠"}, {")", "\\", "|", "|", "/"}}},
    [FENCE_SQUARE] = {{{"[", "⎡", "⎢", "⎢", "⎣"}, {"[", "[", "[", "[", "["}},
                      {{"]", "⎤", "⎥", "⎥", "⎦"}, {"]", "]", "]", "]", "]"}}},
    [FENCE_BRACE] = {{{"{", "⎧", "⎪", "⎨", "⎩"}, {"{", "/", "|", "<", "\\"}},
                     {{"}", "⎫", "⎪", "⎬", "⎭"}, {"}", "\\", "|", ">", "/"}}},
    [FENCE_BAR] = {{{"|", "│", "│", "│", "│"}, {"|", "|", "|", "|", "|"}},
                   {{"|", "│", "│", "│", "│"}, {"|", "|", "|", "|", "|"}}},
    [FENCE_FLOOR] = {{{"⌊", "⎢", "⎢", "⎢", "⎣"}, {"[", "[", "[", "[", "["}},
                     {{"⌋", "⎥", "⎥", "⎥", "⎦"}, {"]", "]", "]", "]", "]"}}},
    [FENCE_CEIL] = {{{"⌈", "⎡", "⎢", "⎢", "⎢"}, {"[", "[", "[", "[", "["}},
                    {{"⌉", "⎤", "⎥", "⎥", "⎥"}, {"]", "]", "]", "]", "]"}}},
};

static const struct box *fence_side(struct arena *a, const struct fence_row *f,
                                    size_t height, size_t base)
{
    struct box *b;

    if (height == 1)
        return box_text(a, f->one);
    b = box_new(a, height);
    for (size_t i = 0; i < height; i++)
        place(b,
              box_text(a, i == 0            ? f->top
                          : i + 1 == height ? f->bottom
                          : i == height / 2 ? f->middle
                                            : f->rest),
              i, 0);
    b->base = base;
    return b;
}

const struct box *box_fence(struct arena *a, const struct box *inner, enum fence left,
                            enum fence right, bool ascii)
{
    const struct box *parts[3] = {
        fence_side(a, &fences[left][0][ascii], inner->height, inner->base), inner,
        fence_side(a, &fences[right][1][ascii], inner->height, inner->base)};

    return box_row(a, parts, 3);
}

/* ---- drawing ------------------------------------------------------------------- */

struct canvas {
    struct str *lines;
    size_t *columns; /* filled so far, a number a line */
};

static void fill(struct canvas *c, size_t row, size_t col)
{
    assert(c->columns[row] <= col);
    for (; c->columns[row] < col; c->columns[row]++)
        str_addc(&c->lines[row], ' ');
}

static void draw(struct canvas *c, const struct box *b, size_t row, size_t col)
{
    if (b->text && b->width) {
        fill(c, row, col);
        str_add(&c->lines[row], b->text);
        c->columns[row] += b->width;
    }
    for (size_t i = 0; i < b->count; i++)
        draw(c, b->parts[i].box, row + b->parts[i].row, col + b->parts[i].col);
}

const char **box_draw(struct arena *a, const struct box *b)
{
    struct canvas c = {arena_array(a, b->height, sizeof *c.lines),
                       arena_array(a, b->height, sizeof *c.columns)};
    const char **lines = arena_array(a, b->height, sizeof *lines);

    for (size_t i = 0; i < b->height; i++)
        c.lines[i] = str_in(a);
    draw(&c, b, 0, 0);
    for (size_t i = 0; i < b->height; i++) {
        fill(&c, i, b->width);
        lines[i] = c.lines[i].text;
    }
    return lines;
}
