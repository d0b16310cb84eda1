/* surface.h: functions of two or three variables: their stationary points, with proof.
 *
 *   f --grad f = 0--> points, each with the signs of its Hessian's eigenvalues
 *
 *        + +   minimum          + -   saddle           0 among them: degenerate
 *        - -   maximum
 *
 * Two routes. Exact: the components of the gradient in factors, a factor of one with a
 * factor of the other at a time; a factor in one variable gives that coordinate, two
 * polynomials give one by their resultant; the other coordinate follows. Else by cutting up
 * the box: cells are dropped where a component of the gradient is not 0; a cell has just
 * one zero where interval Newton maps it into itself; what can't be separated is open.
 */
#ifndef GRADUS_ANALYSIS_SURFACE_H
#define GRADUS_ANALYSIS_SURFACE_H

#include "certify/certify.h"

enum { SURFACE_MOST = 3 }; /* variables */

enum surface_type {
    SURFACE_OPEN, /* not decided */
    SURFACE_MIN,
    SURFACE_MAX,
    SURFACE_SADDLE,
    SURFACE_DEGENERATE /* an eigenvalue is 0, and no two have opposite signs */
};

/* "min", ...; NULL for what is open. */
const char *surface_type_name(enum surface_type t);

/* How many eigenvalues of a symmetric matrix are positive, negative, zero. */
struct inertia {
    bool known;
    int positive, negative, zero;
};

struct coordinate {
    expr exact; /* a closed node or EXPR_NONE */
    struct ival at;
    double approx;
};

struct stationary {
    struct coordinate *x; /* one a variable */
    expr value;           /* exact, or EXPR_NONE */
    double value_approx;
    expr *hessian; /* exact, n * n by rows; NULL if the point is not */
    double hessian_approx[SURFACE_MOST * SURFACE_MOST];
    struct inertia inertia;
    enum surface_type type;
};

struct open_box {
    double lo[SURFACE_MOST], hi[SURFACE_MOST];
    const char *what; /* "roots", "class", "curve" */
};

struct surface {
    struct formula f;
    size_t n;
    const expr *x;
    struct piece_of_line *on; /* the box, one side a variable */
    struct formula *df, *ddf; /* the gradient; the Hessian by rows */
    /* Not true: the gradient's formula demands more than f does. Points are those where it
     * holds; cells where it may fail are open. */
    expr where;
    size_t count, cap;
    struct stationary *points; /* by their coordinates */
    /* Factors of the whole gradient: each point of one of these curves is stationary. */
    size_t curve_count, curve_cap;
    expr *curves;
    size_t open_count, open_cap;
    struct open_box *open;
    bool complete; /* every stationary point inside the box is listed */
};

/* All stationary points in the interior of the box; 2 <= n <= SURFACE_MOST. A side of the box
 * may be unbounded; ST_UNABLE if f then asks for a bounded one. */
enum status analysis_surface(const struct search *s, const struct formula *f,
                             const expr *x, size_t n, const struct piece_of_line *on,
                             struct surface *out, struct diag *d);

/* ---- definite: convexity on a box ------------------------------------------------ */

/* f is convex (concave) on the box: its Hessian has no negative (positive) eigenvalue there.
 * UNKNOWN: not decided within the work. strict: all eigenvalues of one sign throughout, where
 * one answer is yes. everywhere: the Hessian is constant, so the box is of no concern. */
struct definiteness {
    struct formula f;
    const expr *x;
    size_t n;
    const struct piece_of_line *on;
    struct formula *ddf; /* by rows */
    enum truth convex, concave;
    bool strict, everywhere;
    size_t cells; /* that were looked at */
};
/* ST_UNABLE: an unbounded box, and no constant Hessian. n <= SURFACE_MOST. */
enum status analysis_definite(const struct search *s, const struct formula *f,
                              const expr *x, size_t n, const struct piece_of_line *on,
                              struct definiteness *out, struct diag *d);

#endif
