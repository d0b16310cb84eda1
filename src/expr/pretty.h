/* pretty.h: what the files that draw a syntax tree in two dimensions share. */
#ifndef GRADUS_EXPR_PRETTY_H
#define GRADUS_EXPR_PRETTY_H

#include "base/box.h"
#include "expr/internal.h"

struct pretty {
    struct arena *arena;
    bool ascii;
};

/* Any tree, its parts by the functions below. */
const struct box *pretty_box(struct pretty *pr, const struct syntax *s);
/* The same, in round brackets if they are needed. */
const struct box *pretty_operand(struct pretty *pr, const struct syntax *s, bool needed);
/* The children with commas between them, in brackets. */
const struct box *pretty_list(struct pretty *pr, const struct syntax *s, enum fence left,
                              enum fence right);
const struct box *pretty_name(struct pretty *pr, const char *text);
const struct box *pretty_fraction(struct pretty *pr, const struct box *above,
                                  const struct box *below, bool nested);
/* base with a raised (lowered) box to its right. */
const struct box *pretty_raised(struct pretty *pr, const struct box *base,
                                const struct box *up);
const struct box *pretty_lowered(struct pretty *pr, const struct box *base,
                                 const struct box *down);
/* Functions, roots, sums and products over a range, branches. */
const struct box *pretty_call(struct pretty *pr, const struct syntax *s);
/* As syntax_binds, of the drawing: exp(u) is a power, a sum over a range is open to its
 * right. */
int pretty_binds(const struct syntax *s);
/* [[a, b], [c, d]]: a list of lists of the same length. */
bool pretty_is_matrix(const struct syntax *s);
/* A root without a bar above, which has no end to its right. */
bool pretty_is_short_root(const struct pretty *pr, const struct syntax *s);
/* Is it drawn with a bar at its base? */
bool pretty_is_fraction(const struct syntax *s);

#endif
