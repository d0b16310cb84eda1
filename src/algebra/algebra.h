/* algebra.h: exact rewriting: derivatives, polynomials, periods.
 *
 * Everything here is exact, lives in the pool, and keeps the law of the pool: a condition
 * that a rewriting loses stands in the formula's `where`.
 */
#ifndef GRADUS_ALGEBRA_H
#define GRADUS_ALGEBRA_H

#include "expr/expr.h"

/* ---- derive ------------------------------------------------------------------ */

/* df/dx. `where` holds what is demanded beyond the domain that the derivative's own body
 * shows: (ln x)' is 1/x where x > 0. One pass over the nodes that depend on x, each once.
 * ST_UNABLE for a function without a rule (digamma). */
enum status algebra_derive(struct pool *p, const struct formula *f, expr x,
                           struct formula *df, struct diag *d);
/* The n-th derivative, n >= 0. */
enum status algebra_derive_n(struct pool *p, const struct formula *f, expr x, unsigned n,
                             struct formula *df, struct diag *d);

/* The same as it is shown: put in order, between the orders too where that is shorter. */
enum status algebra_derive_tidy(struct pool *p, const struct formula *f, expr x,
                                unsigned n, struct formula *df, struct diag *d);

/* The partial derivatives df/dx[i], i < n: df[i] is what algebra_derive gives for x[i]. Each
 * costs what depends on its variable, so that the gradient of a sum of n short terms is
 * linear in n. The variables differ from each other. */
enum status algebra_gradient(struct pool *p, const struct formula *f, const expr *x,
                             size_t n, struct formula *df, struct diag *d);
/* The second derivatives, n * n of them by rows: ddf[i*n + j] is d/dx[j] of df/dx[i] for
 * i <= j, and the same below the diagonal (H. A. Schwarz; where both are continuous). */
enum status algebra_hessian(struct pool *p, const struct formula *f, const expr *x,
                            size_t n, struct formula *ddf, struct diag *d);

/* A ball, of about `bits` bits of working precision, that contains the n-th derivative of f
 * at x = `at` (a closed node), by Taylor series: n^2 steps a node, without its formula.
 * ST_UNABLE where f is not shown to be smooth. Not finite where the precision does not
 * reach: ask with more bits. */
enum status algebra_jet(struct pool *p, const struct formula *f, expr x, expr at,
                        unsigned n, slong bits, struct budget *budget, arb_t value,
                        struct diag *d);

/* ---- steps ------------------------------------------------------------------- */

/* How a teacher differentiates, line under line:
 *
 *     d/dx(x^2*sin(3*x))
 *   = 2*x*sin(3*x) + x^2*d/dx(sin(3*x))     product rule with u = x^2, v = sin(3*x)
 *   = 2*x*sin(3*x) + x^2*cos(3*x)*3         chain rule with u = 3*x
 *   = 3*x^2*cos(3*x) + 2*x*sin(3*x)         tidied
 *
 * Lines are syntax trees, for the pool would do all of it at once. They begin with the
 * formula as it was typed, and derivatives that are not yet taken stand in them. */
struct step_letter {
    const char *name;
    struct syntax *is;
};

struct step {
    const char *rule; /* a stable id: product, chain, ... (laws.def), tidy, again, rest */
    const char *says; /* what is done, in words */
    struct syntax *law, *gives; /* the law in letters: law' = gives, or NULL */
    bool rewrites;              /* law = gives, nothing is differentiated */
    size_t letter_count;
    const struct step_letter *letters; /* what the letters of the law are here */
    const struct syntax *where;        /* the law holds only there, or NULL */
    const char *remark;                /* or NULL */
    struct syntax *of, *result; /* the part it was used on, and what became of it */
    struct syntax *line;        /* the whole, after this step */
};

struct working {
    struct syntax *question; /* d/dx of what was typed */
    size_t count;
    struct step *steps; /* the line of each equals the one before, but for "again", which
                           takes up the last line for the next order */
    bool cut;           /* too long for a board: the last step stands for many */
};

/* The working of the derivative of the given order > 0 of `typed`, which means f. `last` is
 * the derivative as it will be shown; the last line is its tree. Costs as much as writing
 * the lines, of which there are at most STEP_LINES, and STEP_NODES nodes in all. */
enum { STEP_LINES = 200, STEP_NODES = 50000 };
enum status algebra_steps(struct pool *p, struct syntax *typed, const struct formula *f,
                          expr x, unsigned order, expr last, struct arena *a,
                          struct working *out, struct diag *d);
/* The sentence of a step: "product rule: (u*v)' = u'*v + u*v' with u = x^2, v = ...". */
void step_say(struct str *out, const struct step *step, enum notation notation);

/* ---- conditions ---------------------------------------------------------------- */

/* What of `condition` does not follow from `given`: a conjunction's atoms, filtered. */
expr condition_beyond(struct pool *p, expr condition, expr given);

/* ---- polynomials over Q ------------------------------------------------------- */

enum { POLY_DEGREE = 2000 };

/* e as a polynomial in x with rational coefficients, expanded; false if it is none, or of
 * a degree beyond POLY_DEGREE. poly is initialised by the caller. */
bool algebra_poly(const struct pool *p, expr e, expr x, fmpq_poly_t poly);
/* e as num/den of such polynomials, reduced, the denominator not zero. */
bool algebra_ratio(const struct pool *p, expr e, expr x, fmpq_poly_t num,
                   fmpq_poly_t den);
/* Back to a node in x, expanded. */
expr algebra_from_poly(struct pool *p, const fmpq_poly_t poly, expr x);
expr algebra_from_fmpz_poly(struct pool *p, const fmpz_poly_t poly, expr x);

/* e with every sum that is a polynomial in x written as the product of its factors over Q:
 * cbrt(x^3 - 3x + 2) is cbrt((x - 1)^2 (x + 2)), whose powers then come apart. */
expr algebra_factored(struct pool *p, expr e, expr x);

/* a and b with u = a*x + b, both free of x; false if there are none of that form. */
bool algebra_linear(struct pool *p, expr u, expr x, expr *a, expr *b);

/* The irreducible factors over Z of the numerator of e, a quotient of polynomials in its
 * functions: e is 0 just where one of them is and e is defined. *n of them, each once,
 * numbers left out; NULL: e is too large, or 0. */
expr *algebra_numerator_factors(struct pool *p, expr e, size_t *n);

/* e with the sines and cosines of sums and of multiples (up to 12) of angles written in those
 * of the parts: sin(2x) is 2 sin(x) cos(x). */
expr algebra_angles_apart(struct pool *p, expr e);
/* Likewise, and sines and tangents of arcs without these, where that is shorter:
 * cos(2 asin(1/4)) is 7/8. */
expr algebra_arcs_out(struct pool *p, expr e);
/* The numerator's factors once squares of sines (else of cosines) are written by the others. */
expr *algebra_wave_factors(struct pool *p, expr e, bool in_cosines, size_t *n);

/* The resultant of two polynomials over Q in x and y with respect to y (J. J. Sylvester,
 * 1840): a polynomial in x that is 0 wherever both are for some y, and 0 itself just if they
 * have a factor with y in common. False: they are no such polynomials, or too large. */
bool algebra_resultant(struct pool *p, expr g, expr h, expr x, expr y, expr *out);

/* Takes what all terms of a sum have in common out of it:
 *   x e^-x + e^-x   ->   e^-x * (x + 1)
 * Returns e itself if there is nothing. Powers of a base with its least exponent, and the
 * exponential of the first term, come out. */
expr algebra_common(struct pool *p, expr e);

/* ---- tidy -------------------------------------------------------------------- */

/* e with common factors taken out of its sums and numbers out of its factors, wherever it
 * prints shorter by that: x e^x (x + 2) for 2x e^x + x^2 e^x. Sums of powers of names stay
 * as they are. Same value, same domain; what merging hides of it goes to the account. Time
 * about linear in the size of e; a large e comes back as it is. */
expr algebra_tidy(struct pool *p, expr e);

/* ---- simplify ---------------------------------------------------------------- */

/* The shortest form found of f: fractions cancelled or spread, factors or terms, circular,
 * hyperbolic, exponential and logarithmic identities, roots. It prints no longer than f, has
 * f's value wherever f is defined, and is defined just there, or `where` says so: (x^2 -
 * 1)/(x - 1) is x + 1 where x != 1. When the budget runs out, the best so far. */
enum status algebra_simplify(struct pool *p, const struct formula *f,
                             struct budget *budget, struct formula *out, struct diag *d);

/* ---- shape ------------------------------------------------------------------- */

/* A T > 0 with e(x + T) = e(x) for all x, from the periods of its circular functions of
 * linear arguments; EXPR_NONE if x stands elsewhere or the periods have no common
 * multiple. */
expr algebra_period(struct pool *p, expr e, expr x);

#endif
