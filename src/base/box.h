/* box.h: text laid out in two dimensions.
 *
 *        x + 1      a box knows its size and its base, the row that stands on the line;
 *      ─────── + 2  boxes are put beside one another with their bases in one row, or
 *         x         stacked, and drawn at the end, each text once
 *
 * Boxes are immutable, live in the arena and may be shared. A leaf is one line of text
 * that is safe for a terminal. Costs are linear in the number of boxes until box_draw,
 * which costs the area.
 */
#ifndef GRADUS_BASE_BOX_H
#define GRADUS_BASE_BOX_H

#include "base/base.h"

struct placed {
    const struct box *box;
    size_t row, col; /* of its upper left corner in the outer box */
};

struct box {
    size_t width, height, base; /* base: a row counted from the top, base < height */
    const char *text;           /* of a leaf, else NULL */
    size_t count;
    struct placed *parts; /* in each row from left to right */
};

enum box_align { BOX_LEFT, BOX_CENTER };

/* A leaf; what could disturb a terminal is replaced. */
const struct box *box_text(struct arena *a, const char *text);
/* A leaf of `n` times the same glyph. */
const struct box *box_line(struct arena *a, const char *glyph, size_t n);
/* r to the right of l, r's top row `drop` rows below l's (above it, if negative); the base
 * is l's. */
const struct box *box_beside(struct arena *a, const struct box *l, const struct box *r,
                             long drop);
/* All beside one another, bases in one row. n > 0. */
const struct box *box_row(struct arena *a, const struct box *const *boxes, size_t n);
/* The same with another row as its base. */
const struct box *box_based(struct arena *a, const struct box *b, size_t base);
/* One below the other; the base is that of boxes[base]. n > 0. */
const struct box *box_stack(struct arena *a, const struct box *const *boxes, size_t n,
                            size_t base, enum box_align align);
/* rows * columns cells, row after row, `gap` columns apart; a blank row stands between
 * rows if one of them is more than a line high. The base is in the middle. */
const struct box *box_grid(struct arena *a, const struct box *const *cells, size_t rows,
                           size_t columns, size_t gap, enum box_align align);

enum fence {
    FENCE_NONE,
    FENCE_ROUND,
    FENCE_SQUARE,
    FENCE_BRACE,
    FENCE_BAR,
    FENCE_FLOOR, /* not in ASCII */
    FENCE_CEIL
};
/* Brackets as high as what stands between them. */
const struct box *box_fence(struct arena *a, const struct box *inner, enum fence left,
                            enum fence right, bool ascii);

/* The lines from the top, each of exactly b->width columns. */
const char **box_draw(struct arena *a, const struct box *b);

#endif
