/* slipderive.h: one wrong derivative under suspicion. */
#ifndef GRADUS_COURSE_SLIPDERIVE_H
#define GRADUS_COURSE_SLIPDERIVE_H

#include "course/slips.h"

enum { SLIP_VARIABLES = 8 };

struct derivative {
    struct diagnosis *d;
    struct parts parts;
    struct formula f, key, said;
    expr vars[SLIP_VARIABLES];
    size_t n;
    expr at; /* EXPR_NONE, or where the slope is asked as a number */
    double point[SLIP_POINTS][SLIP_VARIABLES], xs[SLIP_POINTS], answer[SLIP_POINTS];
    int proofs;
    enum slip slip; /* that is looked at */
};

/* Three points where function, key and answer have values; the leaves' values there. */
bool derivative_points(struct derivative *q);
bool derivative_leaves(struct derivative *q);
/* Are these the answer's values? */
bool derivative_agrees(const struct derivative *q, const double *y);

#endif
