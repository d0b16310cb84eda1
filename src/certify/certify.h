/* certify.h: answers with proof.
 *
 * Ranges over a box, sets of reals with exact ends, all zeros of a function on a set,
 * signs, and whether two formulas are the same function. What is stated here holds; what
 * cannot be settled is said to be open.
 */
#ifndef GRADUS_CERTIFY_H
#define GRADUS_CERTIFY_H

#include "tape/tape.h"

/* ---- enclose: ranges over a box ----------------------------------------------- */

/* A range and what is proved of it on the whole box. `facts` are FACT_DEFINED,
 * FACT_CONTINUOUS (which includes DEFINED) and FACT_NONZERO of func.h. */
struct range {
    struct ival v;
    unsigned facts;
};

/* Work space with ends of `bits` bits. */
struct enclosure;
struct enclosure *enclosure_new(struct arena *a, const struct tape *t, mpfr_prec_t bits);

/* Natural interval extension (R. Moore, Interval analysis, 1966) with decorations: out[k]
 * for output k over the box x[0..n), boxes may be unbounded. The ranges belong to the
 * enclosure until its next use. FACT_NONZERO is finer than the range: e^-x on [1, inf) is
 * [0, e^-1] and nonzero, hence positive. */
void enclose(struct enclosure *e, const struct ival *x, const struct range **out);

/* Mean value form, for a tape in one variable whose outputs are f and f': r = the meet of
 * the range of f with f(m) + f'(x)(x - m), m the middle of x, where the box is bounded and
 * both are proved continuous on it; else the range alone, and false. Its excess over the
 * true range falls with the square of the width of x. */
bool enclose_mean_value(struct enclosure *e, const struct ival *x, struct ival *r);

/* -1, +1: proved negative, positive wherever defined on the box (using NONZERO); 0: not. */
int range_sign(const struct range *r);

/* ---- real: one real number, or an infinite end --------------------------------- */

/* Exact where a closed form is known, else the only zero of `zero_of` in the enclosure
 * (a function of x whose derivative keeps a strict sign there). Refining narrows the
 * enclosure in place; the number stays what it is. */
struct real {
    int infinite;   /* -1, 0, +1 */
    expr exact;     /* a closed node or EXPR_NONE */
    expr zero_of;   /* where not exact; else a polynomial with that zero, or EXPR_NONE */
    expr x;         /* the variable of zero_of */
    struct ival at; /* contains the number */
    double approx;  /* the double nearest to the middle of `at` */
};

/* Everything a search needs: the pool, whose arena keeps the results, and its budget. */
struct search {
    struct pool *pool;
    struct budget *budget;
};

struct real *real_exact(const struct search *s, expr exact);
struct real *real_infinite(const struct search *s, int sign);
/* The one zero of g(x) in [lo, hi], where g changes its sign; a guess at a closed form is
 * tried and proved. */
struct real *real_zero(const struct search *s, expr g, expr x, const struct ival *at);
/* What a number known to some 240 bits may be: simple fractions, their roots, logarithms,
 * multiples of pi, ...; *guesses*, to be proved. How many. */
enum { CLOSED_GUESSES = 12 };
size_t certify_guesses(const struct search *s, const arb_t v, expr out[CLOSED_GUESSES]);
/* Narrows the enclosure to about `bits` bits after the leading one. */
void real_refine(const struct search *s, struct real *r, long bits);
/* A ball around r of about `bits` bits; r is refined for it. */
void ball_of_real(const struct search *s, struct real *r, arb_t ball, slong bits);
/* -1, 0, +1, or SIGN_UNKNOWN if they cannot be told apart. */
int real_compare(const struct search *s, struct real *a, struct real *b);
/* The sign of g at r: -1, 0, +1, SIGN_UNKNOWN, SIGN_UNDEFINED. */
int real_sign_of(const struct search *s, expr g, expr x, struct real *r);
/* The value g(r) as a node if it is exact, else EXPR_NONE; its enclosure in v. */
expr real_value(const struct search *s, expr g, expr x, struct real *r, struct ival *v);
/* The plain text of an exact one, else of its approximation, or inf. */
const char *real_text(const struct search *s, const struct real *r, enum notation how);

/* ---- realset: finite unions of intervals ---------------------------------------- */

struct piece_of_line { /* one interval; a point has lo == hi, both closed */
    struct real *lo, *hi;
    bool lo_open, hi_open;
};

/* Pieces in increasing order, apart from each other. `complete` is false if something
 * could not be decided; then the set may lack or hold points near `open`. */
struct realset {
    size_t count, cap;
    struct piece_of_line *pieces;
    bool complete;
};

struct realset realset_line(const struct search *s);
struct realset realset_empty(const struct search *s);
void realset_add(const struct search *s, struct realset *set, struct piece_of_line piece);
bool realset_is_line(const struct realset *set);
struct realset realset_meet(const struct search *s, const struct realset *a,
                            const struct realset *b);
enum truth realset_contains(const struct search *s, const struct realset *set,
                            struct real *r);
/* Reads `[a, b)`, `(-inf, 2) U {3}`, ... An empty interval is ST_USAGE. */
enum status realset_read(const struct search *s, const char *text, struct realset *set,
                         struct diag *d);
const char *realset_text(const struct search *s, const struct realset *set,
                         enum notation how);

/* ---- zeros ------------------------------------------------------------------- */

struct root {
    struct real *x;
    unsigned multiplicity; /* 0 if not known */
};

struct open_cell { /* what could not be decided lies in here */
    double from, to;
};

struct roots {
    size_t count, cap;
    struct root *at; /* increasing */
    size_t plateau_count, plateau_cap;
    struct piece_of_line *plateaus; /* intervals on which g is zero throughout */
    size_t open_count, open_cap;
    struct open_cell *open;
    bool complete; /* every zero on the set is listed or lies in a plateau */
};

/* All zeros of g(x) where it is defined on the set, in increasing order. Factors one by
 * one; polynomials over Q exactly (factored; rational, radical, isolated); functions with
 * an inverse by solving; the rest by subdivision with enclosures of g and g', monotone
 * cells and interval Newton (E. Hansen, G. W. Walster: Global optimization using interval
 * analysis, 2004). */
void certify_roots(const struct search *s, expr g, expr x, const struct realset *on,
                   struct roots *out);

/* Where a condition in x holds, as a set inside `within`. */
struct realset certify_where(const struct search *s, expr condition, expr x,
                             const struct realset *within);

/* The points of the set at which a condition may change: zeros and breaks of what it
 * compares. Joins them to out, which the caller has cleared. */
void certify_breaks(const struct search *s, expr condition, expr x,
                    const struct realset *on, struct roots *out);
void roots_clear(struct roots *r);
/* Does the condition hold at r? */
enum truth real_satisfies(const struct search *s, expr condition, expr x, struct real *r);

/* The dyadic number that an end of an interval is. */
void fmpq_of_mpfr(fmpq_t r, const mpfr_t v);
/* A rational strictly between the two, with a small denominator: a node. */
expr real_between(const struct search *s, struct real *lo, struct real *hi);

/* ---- same function? ------------------------------------------------------------ */

enum proof { PROOF_EXACT, PROOF_NUMERIC, PROOF_COUNTEREXAMPLE };

struct equality {
    enum truth same;
    enum proof proof;
    size_t variables; /* of the witness, in the order asked */
    expr *witness;    /* values, one a variable; both sides there: */
    double left, right;
    bool right_undefined; /* the second is undefined where the first is defined */
};

/* Are f and g equal wherever f is defined (isolated points of g apart) and `domain` holds?
 * Canonical difference zero is a proof; a ball away from zero at a point disproves, with
 * that point as witness; agreement at many points is flagged as numeric. */
struct equality certify_equal(const struct search *s, const struct formula *f,
                              const struct formula *g, expr domain, const expr *variables,
                              size_t n);

#endif
