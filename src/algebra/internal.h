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

/* ---- length ------------------------------------------------------------------ */

/* How many characters a node takes in the plain notation, reckoned from its parts and kept
 * by id, so that asking again costs nothing. A few exotic forms are off by a sign or a
 * bracket: good for choosing, not for promising. LENGTH_MOST stands for all beyond it. */
enum { LENGTH_MOST = 1 << 28 };
struct lengths;
struct lengths *lengths_new(struct pool *p, struct arena *a);
uint32_t length_of(struct lengths *l, expr e);

/* ---- factors ----------------------------------------------------------------- */

/* A term as coefficient * prod base_i ^ exponent_i. The exponential of a sum is taken
 * apart: e^(2x - y) is (e^x)^2 * (e^y)^-1. Of a sum and its negative one is the base. */
struct factor {
    expr base, exponent;
};
struct factors {
    expr coefficient;
    struct factor *at;
    size_t n, cap;
};
void factors_of(struct pool *p, expr term, struct factors *out);
/* The exponent of base in it; the number 0 if it is none of its bases. */
expr factors_exponent(struct pool *p, const struct factors *f, expr base);

/* ---- terms ------------------------------------------------------------------- */

/* The terms of a sum in factors, and each base with its exponents over all terms (0 where
 * it is missing). They compare if they differ by numbers. */
struct base {
    expr base, least, most;
    bool comparable;
};
struct terms {
    expr sum;
    size_t n, base_count;
    struct factors *at;
    struct base *bases;
    unsigned cost; /* about how many factors it took to find all this */
};
/* False for a sum of more than TERMS_FACTORS factors; at most TERMS_BASES bases are kept,
 * those of the first terms. */
enum { TERMS_FACTORS = 600, TERMS_BASES = 40 };
bool terms_of(struct pool *p, expr sum, struct terms *ts, struct arena *scratch);
/* The numbers' greatest common divisor, with their sign if they agree in it. */
void terms_content(const struct pool *p, const struct terms *ts, fmpq_t content);
/* Numbers times whole powers of names only. */
bool terms_polynomial(const struct pool *p, const struct terms *ts);

/* A symbol or an indexed one. */
bool expr_is_name(const struct pool *p, expr e);
/* Made of numbers and names by sums, products and whole powers. */
bool expr_is_polynomial(const struct pool *p, expr e);
/* The sign of the number a - b; EXPONENTS_APART if it is none. */
enum { EXPONENTS_APART = 2 };
int exponent_order(struct pool *p, expr a, expr b);

#endif
