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

#include "algebra/internal.h"

#include <flint/fmpz_mpoly.h>
#include <flint/fmpz_mpoly_factor.h>

/* ---- ring: rational functions of kernels ----------------------------------------- */

/* x, exp(x), sin(x), sqrt(x + 1), x^n ... as indeterminates: the kernel of a base b whose
 * exponents have the common denominator L is b^(1/L). Kernels that are not independent have
 * relations k^n = polynomial of others: sqrt(u)^2 = u, |u|^2 = u^2, and, as asked,
 * sin^2 + cos^2 = 1, cosh^2 - sinh^2 = 1. */
enum square {
    KEEP_SQUARES,
    CLEAR_FIRST,
    CLEAR_SECOND
}; /* of sin and sinh; cos and cosh */

struct fraction {
    fmpz_mpoly_t num, den;
};

struct ring;
/* The kernels of e, at most RING_KERNELS, else NULL. Lives with the arena. */
enum { RING_KERNELS = 12, RING_TERMS = 400, RING_DEGREE = 60 };
struct ring *ring_of(struct pool *p, expr e, enum square squares, struct arena *a);
/* A fraction that is cleared with the arena. */
struct fraction *ring_fraction(struct ring *r);
/* e over the ring's kernels, in lowest terms; false if it is too large, or 1/0. */
bool ring_read(struct ring *r, expr e, struct fraction *f);
/* Without roots and squares below the bar where their conjugates clear it. */
bool ring_rationalize(struct ring *r, struct fraction *f);
/* A node: both sides expanded or in factors, or each term above over a single term below;
 * EXPR_NONE if it is not of that kind, or too large. */
enum form { FORM_EXPANDED, FORM_FACTORED, FORM_FACTORED_BELOW, FORM_SPREAD, FORM_COUNT };
expr ring_write(struct ring *r, const struct fraction *f, enum form form);
/* The irreducible factors of num (EXPR_NONE ends the list), numbers left out. */
expr *ring_factors(struct ring *r, const fmpz_mpoly_t poly);
/* All in one call; e itself if it cannot be read. */
expr ring_factored(struct pool *p, expr e);

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
