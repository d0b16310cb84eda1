/* lbfgsb.h: the limited-memory curvature of L-BFGS-B and the two searches on its parabola. */
#ifndef GRADUS_OPTIM_LBFGSB_H
#define GRADUS_OPTIM_LBFGSB_H

#include "optim/internal.h"

/* B = theta I - W M W': the columns of W are y[0..count), then theta s[0..count), oldest
 * first; M is the inverse of [ -D  L' ; L  theta S'S ], D and L the diagonal of S'Y and
 * what is below it. Of no pairs, B is the identity. */
enum { PAIRS = 10 };
struct limited {
    size_t n, count;
    double theta;
    double *s, *y;     /* PAIRS rows of n */
    double *middle;    /* the inverse of M, (2 count)^2 */
    double *factor;    /* room for solving with it */
    double *p, *q, *u; /* room for 2 PAIRS numbers each */
    double *break_at;  /* n: where each coordinate meets its bound */
    double *d, *r;     /* n */
    size_t *order;     /* n */
};

struct limited limited_new(struct arena *a, size_t n);
void limited_forget(struct limited *b);
/* The last step and the change of the slope over it; kept if there was curvature. */
void limited_learn(struct limited *b, const double *s, const double *y);
/* Computes the middle matrix; false if it is not finite. */
bool limited_ready(struct limited *b);

/* The first low point of the parabola on the projected way down, into c. */
bool cauchy_point(const struct optim_run *r, struct limited *b, double *c);
/* From c to the lowest point among the coordinates that are free there, or as far towards it
 * as the bounds allow, into v. */
bool subspace_point(const struct optim_run *r, struct limited *b, const double *c,
                    double *v);

/* For the two files: row i of W as 2 count numbers; x with inv(M) x = v, false if there is
 * none. */
void limited_row(const struct limited *b, size_t i, double *row);
bool limited_middle(const struct limited *b, const double *v, double *x);

#endif
