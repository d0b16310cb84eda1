/* internal.h: what the files of algebra share among themselves. */
#ifndef GRADUS_ALGEBRA_INTERNAL_H
#define GRADUS_ALGEBRA_INTERNAL_H

#include "algebra/algebra.h"

/* ---- web: who depends on whom ---------------------------------------------------- */

/* The nodes below a formula with their edges turned upward, so that what depends on one
 * variable is reached without a look at the rest:
 *
 *        f                  web_follow(x): x, x^2, f, in this order;
 *      /   \                below f, one link: x^2
 *    x^2    y^2             below x^2, one link: x
 *     |      |
 *     x      y
 */
struct link { /* a list of arguments that depend on the variable */
    expr arg; /* of a wide product: one of its cells */
    const struct link *next;
};

struct web;
struct web *web_new(const struct pool *p, expr f, struct arena *a);
/* The nodes that depend on x, children first; *n of them. The list, and the links asked
 * for below, hold until the next call. */
const expr *web_follow(struct web *w, expr x, size_t *n);
/* Those arguments of e that depend on the variable last followed. */
const struct link *web_links(const struct web *w, expr e);
bool web_reached(const struct web *w, expr e); /* does e depend on it? */

#endif
