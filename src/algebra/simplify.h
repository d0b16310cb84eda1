/* simplify.h: what the files of the search for a shorter form share.
 *
 *   formula --views--> other writings --ring--> num/den over kernels --forms--> candidates
 *                                                     |                            |
 *                                                 relations                   assumptions
 *
 * Every rewriting is an identity at the points where the formula is defined; whether what it
 * makes is defined there too is proved from the assumptions, or it is not taken. */
#ifndef GRADUS_ALGEBRA_SIMPLIFY_H
#define GRADUS_ALGEBRA_SIMPLIFY_H

#include "algebra/ring.h"

/* ---- assumptions: what holds where a formula is defined ----------------------------- */

/* A condition with what follows from it by factoring: x^2 - x != 0 is x != 0 and x != 1. */
expr assume(struct pool *p, expr condition);
/* Does `condition` follow from `given`, as far as signs of sums and products tell? */
bool assumed(struct pool *p, expr given, expr condition);
/* What of `condition` is not assumed by `given`, in factors. */
expr assume_beyond(struct pool *p, expr condition, expr given);
/* e > 0, e >= 0 wherever `given` holds? */
bool assumed_positive(struct pool *p, expr given, expr e);
bool assumed_nonnegative(struct pool *p, expr given, expr e);

/* ---- views: the same in other words -------------------------------------------------- */

/* Each returns a node that is equal wherever `given` holds and both are defined. */
typedef expr view(struct pool *p, expr given, expr e);
view view_quotients;   /* tan u = sin u/cos u and so on */
view view_angles;      /* sines of sums and multiples by those of the parts */
view view_half_angles; /* and those by the sines of their halves */
view view_exponents;   /* sinh, cosh, tanh, sigmoid by exponentials */
view view_logarithms;  /* ln(a b) = ln a + ln b, e^(u + ln v) = v e^u */
view view_inverses;    /* cos(asin u) = sqrt(1 - u^2) and so on */
view view_roots;       /* sqrt(u^2 v) = |u| sqrt(v), |u| = u where u > 0 */

/* And back, into what may be shorter. */
view contract_angles;      /* products of sines as sums */
view contract_quotients;   /* sin u/cos u = tan u */
view contract_reciprocals; /* 1/cos u = sec u */
view contract_exponents;   /* e^u + e^-u = 2 cosh u */
view contract_logarithms;  /* ln a + 2 ln b = ln(a b^2) */
view contract_powers;      /* a^u b^u = (a b)^u */

/* e with rule(node) put for every node, where it is not EXPR_NONE, arguments first. What
 * stands in pieces and ranges is left alone. */
expr map_nodes(struct pool *p, expr given, expr e, view *rule);

#endif
