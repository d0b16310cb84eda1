/* func.h: the elementary functions of one real variable.
 *
 * functions.def has a row for each, written as on a teacher's formula sheet in our own
 * input language (u is the argument, v the value):
 *
 *   FUNC(TAN, .name = "tan", .tex = "\\tan", .domain = "cos(u) != 0",
 *        .rule = "1 + v^2", .rewrite = "sin(u)/cos(u)", ...)
 *
 * Parser, printers, derivative, tape, manual and tests read the row. What machines do
 * with a function stands in three kernels: doubles (double.c), balls (ball.c) and
 * intervals (ival.c, and circular.c and special.c for what is not monotone). Texts are
 * parsed upstairs, on the floors that have a parser.
 */
#ifndef GRADUS_FUNC_H
#define GRADUS_FUNC_H

#include "base/base.h"
#include "base/bounds.h"
#include "base/flint.h"

enum func_id {
#define FUNC(id, ...) FN_##id,
#include "func/functions.def"
#undef FUNC
    FN_COUNT
};

/* How values follow the argument, on the whole natural domain. */
enum func_shape {
    SHAPE_ANY,        /* no promise; the interval kernel is written by hand */
    SHAPE_INCREASING, /* u < w implies f(u) <= f(w) */
    SHAPE_DECREASING,
    SHAPE_VALLEY /* even, increasing on [0, inf) */
};

enum func_parity { PARITY_NONE, PARITY_ODD, PARITY_EVEN };

struct func_row {
    const char *name;
    const char *aliases;    /* other spellings, separated by blanks, or NULL */
    const char *tex;        /* as a TeX command, e.g. "\\tan" */
    const char *says;       /* one line for the manual */
    const char *domain;     /* where it is real; NULL: everywhere */
    const char *continuous; /* where it is continuous, if that is less; else NULL */
    const char
        *smooth;      /* where it is differentiable, if less than the domain of the rule's
                            text shows; else NULL */
    const char *rule; /* its derivative in u and v; NULL: none known here */
    const char *form; /* if not NULL: it is built as this and has no node of its own */
    const char *rewrite; /* in simpler functions, for proofs of equality, or NULL */
    const char
        *inverse;       /* name of g with f(g(u)) = u on the domain of g, or NULL: sin has
                            asin, but asin has none, for asin(sin(4)) is not 4 */
    const char *period; /* its smallest period, or NULL */
    enum func_shape shape;
    enum func_parity parity;
    bool nonzero; /* has no zero at all (exp, sec, cosh, ...) */
};

/* The row of a function. */
const struct func_row *func_row(enum func_id f);
/* The function of that name or alias, or -1. The case of letters is ignored. */
int func_find(const char *name, size_t n);

/* ---- kernels ----------------------------------------------------------------- */

/* In doubles: NaN outside the domain; at the ends of a domain the limit (ln 0 = -inf), at
 * other poles infinite or NaN. May be off by a few units in the last place, so nothing is
 * proved by it. */
double func_double(enum func_id f, double u);
/* f'(u) in doubles, for v = func_double(f, u); NaN where v is. Of kinks and steps: 0 for
 * abs and sign at 0, 0 for floor and ceil everywhere. */
double func_slope(enum func_id f, double u, double v);
/* f''(u) in doubles, likewise; 0 for kinks and steps. */
double func_bend(enum func_id f, double u, double v);

/* In balls: r contains f(x) for every x of u, or is not finite. r and u may be the same.
 * Source of the enclosures: F. Johansson, Arb: Efficient arbitrary-precision
 * midpoint-radius interval arithmetic (2017). */
void func_ball(enum func_id f, arb_t r, const arb_t u, slong bits);

/* What is proved of f on every point of an interval. */
enum func_facts {
    FACT_DEFINED = 1, /* defined there */
    FACT_CONTINUOUS =
        2, /* defined and continuous there, seen as a function on the interval */
    FACT_NONZERO = 4 /* the value is nowhere 0 where it is defined */
};

/* In intervals: r contains f(x) for every x of u where f is defined, and is empty if
 * there is none; ends rounded outward to the precision of r, tight to one unit in the
 * last place of it. Returns the facts proved of f on u (an empty u has all of them).
 * r and u may be the same. */
unsigned func_ival(enum func_id f, struct ival *r, const struct ival *u);

/* In doubles with proved errors: true: f is defined and continuous on u, and r contains its
 * range there, to about 14 digits. False: there is no quick kernel for it, or u comes
 * near something that needs care; nothing is said. */
bool func_quick(enum func_id f, struct bounds u, struct bounds *r);

/* ---- by name, for tests ------------------------------------------------------ */

/* An argument: an interval, or a whole number when box is NULL. */
struct func_arg {
    const struct ival *box;
    long whole;
};

/* r = the range of an operation of IEEE 1788-2015 over the part of the box args[0..n)
 * inside its natural domain. Serves the standard's names (pown, rootn, fma, logp1, ...)
 * and those of functions.def. Unknown name or unfit arguments: ST_USAGE. r may be one of
 * the boxes. */
enum status func_enclose(const char *name, const struct func_arg *args, size_t n,
                         struct ival *r);

#endif
