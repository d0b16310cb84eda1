/* surfaces.h: what the files about several variables share among themselves. */
#ifndef GRADUS_ANALYSIS_SURFACES_H
#define GRADUS_ANALYSIS_SURFACES_H

#include "algebra/algebra.h"
#include "analysis/surface.h"
#include "base/bounds.h"

/* The inertia of a symmetric n by n matrix of closed nodes / of balls. */
struct inertia inertia_exact(struct pool *p, const expr *h, size_t n);
struct inertia inertia_of_balls(arb_srcptr h, size_t n);

/* Newton's operator (newton.c). Tapes give n equations, then their n * n slopes by rows, and
 * maybe more; all of it continuous on the box. */

/* y = about the inverse of a, which is lost; false if there is none to speak of. */
bool newton_invert(size_t n, double a[SURFACE_MOST][SURFACE_MOST],
                   double y[SURFACE_MOST][SURFACE_MOST]);
/* K of the box x, from the equations at m, a point in it, and the slopes on all of it. */
bool newton_bounds(size_t n, const struct bounds *x, const double *m,
                   const struct bounds *gm, struct bounds j[SURFACE_MOST][SURFACE_MOST],
                   struct bounds *K);
/* K of X; false if something is not finite, or the slopes are singular. */
bool newton_balls(const struct tape *t, size_t n, arb_srcptr X, arb_ptr K, slong bits,
                  struct tape_balls *work);
/* The zero that is alone in `from`, as narrow as some 300 bits allow. */
void newton_narrow(const struct search *s, const struct tape *t, size_t n,
                   const struct bounds *from, arb_ptr X, struct tape_balls *work);

/* Room for one more point at the end, its coordinates cleared with the arena. */
struct stationary *surface_point(const struct search *s, struct surface *out);
/* Opens the box: what is in it is not decided, and a point may be missing. */
void surface_open(const struct search *s, struct surface *out, const double *lo,
                  const double *hi, const char *what);
/* The asked box in doubles, rounded outward. */
void surface_sides(const struct surface *out, double *lo, double *hi);

/* The exact route, n = 2. False, and nothing added: it does not fit. */
bool surface_exactly(const struct search *s, struct surface *out);
/* By cutting up the box. False: it is unbounded, and the gradient is not shown to be away
 * from 0 far out. */
bool surface_cut(const struct search *s, struct surface *out);

#endif
