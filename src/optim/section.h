/* section.h: a search along a line, one evaluation at a time. */
#ifndef GRADUS_OPTIM_SECTION_H
#define GRADUS_OPTIM_SECTION_H

#include <stdbool.h>

struct section {
    bool parabolas;      /* Brent's method; else the golden section. The caller sets it */
    double fine;         /* how much closer than half the digits it closes: 1, or less */
    double x, fx;        /* the lowest point so far */
    double w, fw, v, fv; /* the two before it */
    double a, b;         /* the bracket, once both sides are closed */
    bool has_a, has_b;
    double lo, hi; /* where the search ends, or infinite */
    double first, step;
    int way;
    double d, e; /* the last step, and the one before */
};

/* From x, where the value is f, with a first step of that length (> 0), within [lo, hi]. */
void section_start(struct section *s, double x, double f, double step, double lo,
                   double hi);
/* At most one call of f, which is INFINITY where there is no value. */
void section_step(struct section *s, double (*f)(void *, double), void *context);
/* Is the bracket as narrow as values can tell? (Half the digits of x; at a kink they tell
 * more, and `fine` may be made smaller.) */
bool section_closed(const struct section *s);

/* Brent's method for f(from + t d), t in [lo, hi], to its end: .x is the best t, .fx its
 * value. Points are within the bounds of the run; its spare point is used. */
struct optim_run;
struct point;
struct section section_along(struct optim_run *r, const struct point *from,
                             const double *d, double step, double lo, double hi);

#endif
