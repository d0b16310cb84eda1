/* ring.h: rational functions of kernels, over FLINT's polynomials in several variables.
 *
 *   sin(x)/(1 + sqrt(x))     kernels sin(x), sqrt(x)     num  k0     den  k1 + 1
 */
#ifndef GRADUS_ALGEBRA_RING_H
#define GRADUS_ALGEBRA_RING_H

#include "algebra/internal.h"

#include <flint/fmpz_mpoly.h>
#include <flint/fmpz_mpoly_factor.h>

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

/* ---- for the files of the ring ------------------------------------------------------ */

struct kernel {
    expr base;
    fmpz_t root; /* the kernel is base^(1/root) */
    ulong power; /* kernel^power = relation; 0: free */
    fmpz_mpoly_t relation;
};

struct ring {
    struct pool *pool;
    struct arena *arena;
    fmpz_mpoly_ctx_t cx;
    struct kernel kernels[RING_KERNELS];
    slong count;
    bool ready; /* cx knows the number of kernels */
};

/* base^(s + q): the number q, and s or EXPR_NONE. */
void ring_split_exponent(struct pool *p, expr exponent, expr *s, expr *q);
slong ring_find(const struct ring *r, expr base); /* -1: no kernel has it */
/* a *= b, unless that would be too large. */
bool ring_multiply(struct ring *r, fmpz_mpoly_t a, const fmpz_mpoly_t b);
/* e as it stands, not yet in lowest terms. */
bool ring_read_raw(struct ring *r, expr e, struct fraction *f);
bool ring_lowest_terms(struct ring *r, struct fraction *f);

#endif
