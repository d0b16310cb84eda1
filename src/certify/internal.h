/* internal.h: what the files of certify share among themselves. */
#ifndef GRADUS_CERTIFY_INTERNAL_H
#define GRADUS_CERTIFY_INTERNAL_H

#include "algebra/algebra.h"
#include "certify/certify.h"

/* Between the two kinds of enclosure. */
void ball_of_ival(arb_t r, const struct ival *v, slong bits);
void ival_of_ball(struct ival *r, const arb_t v);

/* g', or EXPR_NONE if there is no rule for it. */
expr derivative(const struct search *s, expr g, expr x);

/* A zero of g known to be alone in `at`, with no closed form to look for. */
struct real *real_isolated(const struct search *s, expr g, expr x, const struct ival *at);

/* Gives r an exact form if one is found and proved (closed.c). */
void find_closed_form(const struct search *s, struct real *r);

/* Ranges in doubles for plain boxes, see quick.c. NULL if a constant has no bounds. */
struct quick;
struct quick *quick_new(struct arena *a, const struct tape *t);
/* True: the outputs are defined and continuous on the box, and out[k] contains them. */
bool quick_range(struct quick *q, const struct bounds *x, struct bounds *out);

/* Adding to a list of roots; a point that is there already counts once more. */
void roots_add(const struct search *s, struct roots *r, struct real *x,
               unsigned multiplicity);
void roots_add_open(const struct search *s, struct roots *r, double from, double to);
void roots_add_plateau(const struct search *s, struct roots *r,
                       struct piece_of_line piece);

/* Zeros of g on one piece by subdivision; they join r in no order. */
void subdivide(const struct search *s, expr g, expr x, const struct piece_of_line *on,
               struct roots *r);
/* Zeros of a polynomial over Q (or a quotient of two) on the whole line; they join r.
 * False: g is none. */
bool polynomial_roots(const struct search *s, expr g, expr x, struct roots *r);

/* Zeros of g on the set, found by the best route; they join r, unsorted, and may hold
 * points at which g is not defined. */
void find_zeros(const struct search *s, expr g, expr x, const struct realset *on,
                struct roots *r);
/* f(u) = c, for a function f of u(x) and a closed c: true if it was solved, its solutions
 * joined to r. */
bool solve_function(const struct search *s, enum func_id f, expr u, expr c, expr x,
                    const struct realset *on, struct roots *r);
/* K(x) = c for a closed c: K is a power of a function or with a closed base, or a function
 * with an inverse; likewise. */
bool solve_kernel_is(const struct search *s, expr kernel, expr c, expr x,
                     const struct realset *on, struct roots *r);
/* g = 0 for a g that is a polynomial in one function of x, likewise. */
bool solve_kernel(const struct search *s, expr g, expr x, const struct realset *on,
                  struct roots *r);

#endif
