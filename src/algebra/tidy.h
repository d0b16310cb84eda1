/* tidy.h: what the files that put results in order share.
 *
 *   tidy.c        every node of a formula, children first; products; derivatives
 *   tidysum.c     a sum: the shortest of what follows, again and again
 *   tidyshare.c   what all its terms share comes out
 */
#ifndef GRADUS_ALGEBRA_TIDY_H
#define GRADUS_ALGEBRA_TIDY_H

#include "algebra/internal.h"

/* What a sum became, and the demands that making it left behind. */
struct made {
    expr e, demands;
};

struct tidy {
    struct pool *pool;
    struct lengths *lengths;
    struct arena *scratch;
    struct made *sums; /* by id, alone and within another; EXPR_NONE: not asked yet */
    size_t sum_cap;
    unsigned work; /* factors that may still be looked at */
};

/* The best form so far. */
struct best {
    struct made form;
    uint32_t length;
};

/* Takes e, and the account with it, if it is shorter by more than -slack characters; the
 * account is empty after. */
void tidy_consider(struct tidy *t, struct best *best, expr e, uint32_t slack);
/* The terms of a sum; false if it is too large or comes too late. */
bool tidy_terms(struct tidy *t, expr sum, struct terms *ts);
/* A term, or the whole sum, divided by number * prod bases^exponents. */
expr tidy_reduced_term(struct tidy *t, const struct factors *f, const fmpq_t content,
                       const struct factor *outside, size_t n);
expr tidy_reduced_sum(struct tidy *t, const struct terms *ts, const fmpq_t content,
                      const struct factor *outside, size_t n);
/* Considers the sum with what its terms share outside a bracket, in each way there is. */
void tidy_take_out(struct tidy *t, const struct terms *ts, int nesting,
                   struct best *best);
/* The shortest forms of a sum and of a product. The nesting of brackets is bounded. */
enum { NESTING_MOST = 6 };
expr tidy_sum(struct tidy *t, expr e, int nesting);
expr tidy_product(struct tidy *t, expr e);

#endif
