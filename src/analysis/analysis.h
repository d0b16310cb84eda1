/* analysis.h: the calculus of one variable, with proof.
 *
 *   f --domain--> S --zeros of f', points without f'--> candidates
 *     --signs of f' on the gaps, continuity--> classes --values, limits--> global extrema
 *
 * What is stated is proved; what could not be settled stands in `open`, and `complete`
 * is a promise about points: none is missing. Results live in the search's pool.
 */
#ifndef GRADUS_ANALYSIS_H
#define GRADUS_ANALYSIS_H

#include "certify/certify.h"

enum extremum_type {
    TYPE_OPEN,
    TYPE_MIN,
    TYPE_MAX,
    TYPE_NEITHER,
    TYPE_BOTH /* constant */
};
enum critical_why { WHY_OPEN, WHY_ZERO, WHY_UNDEFINED };
enum critical_test { TEST_NONE, TEST_FIRST, TEST_SECOND, TEST_HIGHER };

/* "min", "zero", "second derivative", ...; NULL for what is open. */
const char *extremum_type_name(enum extremum_type t);
const char *critical_why_name(enum critical_why w);
const char *critical_test_name(enum critical_test t);

struct critical_point {
    struct real *x;
    expr value; /* exact, or EXPR_NONE */
    double value_approx;
    enum extremum_type type;
    enum critical_why why;
    enum critical_test test;
    int sign_left, sign_right; /* of f' beside it, or SIGN_UNKNOWN */
};

struct plateau {
    struct piece_of_line on;
    expr value;
    double value_approx;
    enum extremum_type type;
};

struct open_question {
    double from, to;
    const char *what; /* "roots", "class", "limit", "compare" */
};

struct critical {
    struct formula f, df;
    expr x;
    struct realset domain; /* of f inside the asked set */
    size_t count, cap;
    struct critical_point *points; /* increasing */
    size_t plateau_count, plateau_cap;
    struct plateau *plateaus;
    size_t open_count, open_cap;
    struct open_question *open;
    /* Not EXPR_NONE: f' has this period and the asked set is unbounded; the points listed
     * are those of one period and stand for all their translates inside the set. */
    expr period;
    bool drifts; /* only f' has that period, f itself does not */
    bool complete;
};

/* Where f is defined inside `on`. */
enum status analysis_domain(const struct search *s, const struct formula *f, expr x,
                            const struct realset *on, struct realset *domain,
                            struct diag *d);

/* All zeros of f; families as in struct critical. */
struct zero_set {
    struct roots roots;
    expr period;
};
enum status analysis_roots(const struct search *s, const struct formula *f, expr x,
                           const struct realset *on, struct zero_set *out,
                           struct diag *d);

/* All critical points in the interior of `on`: zeros of f', and points where f is defined
 * and f' does not exist, classified by the sign of f' on both sides. */
enum status analysis_critical(const struct search *s, const struct formula *f, expr x,
                              const struct realset *on, struct critical *out,
                              struct diag *d);

struct end_point {
    struct real *x;
    expr value;
    double value_approx;
    enum extremum_type type; /* as an extremum of the closed side */
};

struct place {
    struct real *x;
    struct real *to; /* not NULL: a whole interval [x, to] */
    bool end;
};

struct global {
    bool decided;
    bool attained;
    int infinite; /* not attained and unbounded: -1 or +1 */
    expr value;   /* the value or the bound, exact; or EXPR_NONE */
    double approx;
    size_t count, cap;
    struct place *at;
};

struct extrema {
    struct critical critical;
    size_t end_count, end_cap;
    struct end_point *ends;
    struct global max, min;
    /* The one critical point is a minimum (maximum), and f is proved convex (concave). */
    bool convex, concave;
};

enum status analysis_extrema(const struct search *s, const struct formula *f, expr x,
                             const struct realset *on, struct extrema *out,
                             struct diag *d);

/* Where f is convex (f'' >= 0, its slope never falls) and where concave, as the largest
 * intervals that could be proved, ends included where f is continuous; a straight stretch
 * is both. Inflections: f changes from the one to the other strictly, and has a tangent.
 * `complete`: f is neither anywhere else. With a period, what is given is one period. */
struct convexity {
    struct formula f, df, ddf;
    expr x, period;
    struct realset convex, concave;
    size_t inflection_count;
    struct real **inflections;
    bool complete;
};
enum status analysis_convex(const struct search *s, const struct formula *f, expr x,
                            const struct realset *on, struct convexity *out,
                            struct diag *d);

/* The limit of f at a point of the extended line from one side (-1: from below, +1: from
 * above). Not decided: .known is false. */
struct limit {
    bool known;
    int infinite; /* -1, +1, or 0: finite */
    expr value;   /* exact or EXPR_NONE */
    struct ival at;
    double approx;
};
/* at: finite or infinite; the limit's enclosure is cleared with the pool's arena. */
struct limit *analysis_limit(const struct search *s, const struct formula *f, expr x,
                             struct real *at, int side);

/* ---- global: the lowest value on a box ----------------------------------------- */

/* `least` <= the infimum of f where it is defined on the box <= `most`, which is not below f(x)
 * by more than rounding. All points where f is lowest lie in [lo, hi]. complete: least and most
 * are the same but for 1e-9 of their size (or 1e-9); else the work or the budget ran out. */
enum { GLOBAL_VARIABLES = 16 };
struct global_minimum {
    double least, most;
    double *x, *lo, *hi;
    size_t boxes; /* that were looked at */
    bool complete;
};
/* start: a point of the box that is tried first. ST_UNABLE: too many variables. Results live in
 * the arena. */
enum status analysis_global(const struct search *s, struct arena *a, const struct formula *f,
                            const expr *x, size_t n, const double *lo, const double *hi,
                            const double *start, struct global_minimum *out);

#endif
