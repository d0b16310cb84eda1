/* internal.h: what the files of analysis share among themselves. */
#ifndef GRADUS_ANALYSIS_INTERNAL_H
#define GRADUS_ANALYSIS_INTERNAL_H

#include "algebra/algebra.h"
#include "analysis/analysis.h"

/* Does f hold something whose formula changes from gap to gap: |u|, min, floor, if? */
bool has_cases(struct pool *p, expr f);
/* f without |u|, sign, floor, ceil, min, max, if: each replaced by the case that holds at
 * the closed node `at`. Valid on the whole gap between f's breaks in which `at` lies.
 * EXPR_NONE if a case is not decided. */
expr branch_at(const struct search *s, expr f, expr x, expr at);

/* For an unbounded interval and a period: one period of it next to its finite end (to the
 * right of 0 if there is none), and a wider bounded set around that, in which the points
 * of that one period have their neighbours. */
bool period_window(const struct search *s, expr period, const struct realset *on,
                   struct realset *wide, struct realset *one);

/* How f(t) grows as t -> +inf (growth.c). */
struct limit *limit_at_infinity(const struct search *s, expr f, expr t);

/* One-sided data of f at a point c, from a sample in the gap on that side. */
struct side {
    bool known;  /* the branch continues to c: value and slope below mean something */
    expr branch; /* f on the gap, without case distinctions */
    expr slope;  /* its derivative */
    int jump;    /* sign of (limit of f from this side) - f(c), or SIGN_UNKNOWN */
    int sign;    /* of f' on the gap, 0: constant there; SIGN_UNKNOWN */
};

/* Sets e->convex and e->concave. */
void extrema_bowl(const struct search *s, const struct realset *on, struct extrema *e);

void critical_open(const struct search *s, struct critical *c, double from, double to,
                   const char *what);

#endif
