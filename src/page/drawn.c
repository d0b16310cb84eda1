/* drawn.c: formulas of several lines set into the paragraphs and tables of a report.
 *
 * While a report is written, a drawing is a short mark in its texts. At the end the text
 * around the marks is put beside the drawings, bases in one row:
 *
 *     f'(x) = <0>        ->                3 x²
 *                              f'(x) = ──────
 *                                       x + 1
 *
 * What would be wider than the page is written on one line instead. */
#include "page/internal.h"

#include "base/box.h"

#include <stdlib.h>
#include <string.h>

/* Marks are made of controls, which no text of ours contains. */
enum { MARK_OPEN = '\001', MARK_CLOSE = '\002' };

const char *drawings_mark(struct drawings *ds, const struct result *formula)
{
    ds->items = arena_grow(ds->arena, ds->items, ds->count, ds->count + 1,
                           sizeof(struct result *));
    ds->items[ds->count] = formula;
    return arena_printf(ds->arena, "%c%zu%c", MARK_OPEN, ds->count++, MARK_CLOSE);
}

/* The formula that a mark at text stands for, and the mark's length; NULL: no mark. */
static const struct result *marked(const struct drawings *ds, const char *text, size_t *n)
{
    char *end;
    unsigned long i;

    if (*text != MARK_OPEN)
        return NULL;
    i = strtoul(text + 1, &end, 10);
    *n = (size_t)(end - text) + 1;
    return *end == MARK_CLOSE && i < ds->count ? ds->items[i] : NULL;
}

static bool has_mark(const char *text)
{
    return text && strchr(text, MARK_OPEN);
}

/* A text with its drawings beside it. */
static const struct box *compose(const struct drawings *ds, const char *text)
{
    const struct box **parts = arena_array(ds->arena, strlen(text) + 1, sizeof *parts);
    size_t count = 0, n;

    for (; *text; text += n) {
        const struct result *formula = marked(ds, text, &n);

        if (!formula)
            n = 1 + strcspn(text + 1, "\001");
        parts[count++] = formula ? formula->drawn
                                 : box_text(ds->arena, arena_strndup(ds->arena, text, n));
    }
    return count ? box_row(ds->arena, parts, count) : box_text(ds->arena, "");
}

/* The same on one line. */
static const char *spell(const struct drawings *ds, const char *text)
{
    struct str out = str_in(ds->arena);
    size_t n = 1;

    for (; *text; text += n) {
        const struct result *formula = marked(ds, text, &n);

        if (formula)
            str_add(&out, formula->pretty ? formula->pretty : formula->text);
        else
            str_addn(&out, text, n = 1);
    }
    return out.text;
}

/* ---- paragraphs ---------------------------------------------------------------- */

static void draw_paragraph(const struct drawings *ds, struct block *b)
{
    const struct box *box = compose(ds, b->runs->text);
    const char **lines;
    struct str out = str_in(ds->arena);

    if (box->width > ds->width) {
        b->runs->text = spell(ds, b->runs->text);
        return;
    }
    lines = box_draw(ds->arena, box);
    for (size_t i = 0; i < box->height; i++) {
        str_add(&out, lines[i]);
        while (out.len && out.text[out.len - 1] == ' ')
            out.text[--out.len] = '\0';
        str_addc(&out, '\n');
    }
    b->kind = BLOCK_PICTURE;
    b->text = out.text;
}

/* ---- tables -------------------------------------------------------------------- */

/* A row of cells of several lines becomes as many rows, and an empty one. */
static size_t add_rows(const struct drawings *ds, const struct box *const *boxes,
                       size_t columns, const char **cells)
{
    const struct box *all = box_row(ds->arena, boxes, columns);

    for (size_t c = 0; c < columns; c++) {
        size_t top = all->base - boxes[c]->base;
        const char **lines = box_draw(ds->arena, boxes[c]);

        for (size_t i = 0; i < all->height; i++)
            cells[i * columns + c] =
                i >= top && i < top + boxes[c]->height ? lines[i - top] : "";
    }
    return all->height;
}

static void draw_table(const struct drawings *ds, struct block *b)
{
    size_t columns = b->column_count, count = b->row_count * columns, rows = 0, most = 0;
    const struct box **boxes = arena_array(ds->arena, count, sizeof *boxes);
    const char **cells;
    const struct box *grid;

    for (size_t i = 0; i < count; i++) {
        boxes[i] = compose(ds, b->cells[i] ? b->cells[i] : "");
        most += boxes[i]->height + 1;
    }
    grid = box_grid(ds->arena, boxes, b->row_count, columns, 2, BOX_LEFT);
    if (grid->width > ds->width) {
        for (size_t i = 0; i < count; i++)
            b->cells[i] = spell(ds, b->cells[i] ? b->cells[i] : "");
        return;
    }
    cells = arena_array(ds->arena, most * columns, sizeof *cells);
    for (size_t i = 0; i < b->row_count; i++) {
        size_t height =
            add_rows(ds, boxes + i * columns, columns, cells + rows * columns);

        rows += height + (height > 1 && i + 1 < b->row_count);
    }
    b->cells = cells;
    b->row_count = rows;
}

static bool table_has_mark(const struct block *b)
{
    for (size_t i = 0; i < b->row_count * b->column_count; i++)
        if (has_mark(b->cells[i]))
            return true;
    return false;
}

void drawings_set(const struct drawings *ds, struct document *doc)
{
    for (struct block *b = doc->first; b && ds->count; b = b->next)
        if (b->kind == BLOCK_TABLE && table_has_mark(b))
            draw_table(ds, b);
        else if (b->kind == BLOCK_PARAGRAPH && b->runs && has_mark(b->runs->text))
            draw_paragraph(ds, b);
}
