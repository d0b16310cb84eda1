/* internal.h: what the files of page share among themselves. */
#ifndef GRADUS_PAGE_INTERNAL_H
#define GRADUS_PAGE_INTERNAL_H

#include "page/page.h"

/* result_put for a name that is known to be new: no search. */
struct result *result_add_field(struct result *fields, const char *name,
                                struct result *value);

/* ---- drawings -------------------------------------------------------------------- */

/* The formulas of several lines in a report that is being written, see drawn.c. */
struct drawings {
    struct arena *arena;
    size_t width; /* of the page */
    size_t count;
    const struct result **items; /* each has .drawn */
};

/* A text that stands for the drawing of a formula. */
const char *drawings_mark(struct drawings *ds, const struct result *formula);
/* Puts the drawings where their marks are. */
void drawings_set(const struct drawings *ds, struct document *doc);

/* ---- setting lines ------------------------------------------------------------- */

/* The line being set; finished ones are in out.
 *
 *   | - a word and $x^2$ |      runs: the finished pieces    "- "  "a word and "
 *                               text: the piece in the making, in `style`   "x^2"
 */
struct setter {
    struct arena *arena;
    const struct layout_options *options;
    struct layout *out;
    size_t cap; /* of out->lines */
    size_t width;
    const struct block *from; /* the block being set */
    struct run *runs, **end;
    struct str text;
    enum style style;
    size_t column;
};

/* A text made safe for the terminal, and 7-bit if that is asked; '\n' is kept if `lines`. */
const char *setter_safe(struct setter *s, const char *text, size_t n, bool lines);
/* Mathematics drawn by whoever knows formulas, else as it is written. */
const char *setter_math(struct setter *s, const char *text);
/* Adds safe text without a line break; the caller has seen to it that it fits. */
void setter_put(struct setter *s, enum style style, const char *text, size_t n);
void setter_spaces(struct setter *s, size_t n);
void setter_end_line(struct setter *s);

/* Sets a BLOCK_TABLE. */
void table_set(struct setter *s, const struct block *table);

#endif
