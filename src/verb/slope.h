/* slope.h: what the verbs that walk stand on: a function of several variables as a tape,
 * a start, bounds, and whether a point of rest is proved to be a minimum. */
#ifndef GRADUS_VERB_SLOPE_H
#define GRADUS_VERB_SLOPE_H

#include "optim/optim.h"
#include "verb/internal.h"

/* What is walked on. */
struct slope {
    struct job *job;
    int sign;         /* +1: f itself goes down; -1: -f does, and f up */
    struct formula f; /* what goes down */
    size_t n;
    const char **names; /* of the variables, as they were given */
    expr *variables;
    double *start;
    double *lower, *upper; /* bounds, or NULL */
    struct tape *tape;     /* f, and whether its conditions hold: 1 or 0 */
    double *work;
    struct tape_rows *bends; /* for second derivatives; NULL until they are asked for */
    struct residuals *residuals;
    int sides;          /* of differences in place of slopes: 1 or 2; 0: none */
    size_t differences; /* values that they took */
    double *moved;      /* room for a point beside */
    struct objective objective;
};

/* Reads from, bounds, expr and consts into s, whose job and sign are set. */
enum status slope_read(struct slope *s);

/* The field `gradient`: slopes by differences, if it says so. */
enum status slope_differences(struct slope *s);

/* Gives the objective its squares, if f is a sum of even powers with positive coefficients
 * and a constant. */
void slope_squares(struct slope *s);

/* Walks from other starts too, by the same method: *end becomes that of the lowest minimum
 * found, with what all of them cost. How many starts there were. */
size_t slope_restart(const struct slope *s, const struct optim_options *o,
                     struct optim_end *end);

/* ST_USAGE: --global without bounds for all variables. */
enum status slope_check_global(struct slope *s);
/* The answer to --global, beginning with where a walk ended, to the field "global"; *end becomes
 * that of the lowest point known. True if it is proved to be the lowest. */
bool slope_global(struct slope *s, struct optim_end *end);

/* Is there exactly one minimum, and nothing else stationary, at most *radius from x? If
 * so, it is proved; false says nothing. */
bool slope_prove(struct slope *s, const double *x, double *radius);

/* Proved: f (what goes down) is nowhere below `lowest`, and at x at most `highest`. */
struct floor {
    double lowest, highest;
    bool exact; /* they are the same: x is as low as it gets */
};
/* Is f at x within tol, of its size where that is above 1, of such a value, and not on its
 * way to get still closer for ever? */
bool slope_floor(struct slope *s, const double *x, double tol, struct floor *out);

#endif
