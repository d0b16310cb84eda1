/* slipdescent.h: walks downhill, right and wrong. */
#ifndef GRADUS_COURSE_SLIPDESCENT_H
#define GRADUS_COURSE_SLIPDESCENT_H

#include "course/slips.h"

enum { COORDINATES_MOST = 4, STEPS_MOST = 60 };

enum step_method { METHOD_GRADIENT, METHOD_NEWTON };

struct downhill {
    struct diagnosis *d;
    struct formula f;
    size_t n;
    expr x[COORDINATES_MOST], start[COORDINATES_MOST], rate, momentum;
    expr df[COORDINATES_MOST], ddf[COORDINATES_MOST][COORDINATES_MOST];
    enum step_method method;
    long steps;
    bool heights; /* the height is asked, not the place */
};

/* What is wrong with a walk. */
struct manner {
    const struct rule_program *step, *wrong; /* wrong may be NULL */
    long from, to;                           /* steps [from, to) are wrong */
    expr momentum;
    bool averaged, ahead; /* momentum as a moving average; slope taken ahead (Nesterov) */
    bool stale, stalest;  /* slope of the place before, of the start */
    int sequence;         /* +1, -1: coordinates one after the other */
};

typedef expr place[COORDINATES_MOST];

/* A formula's value at a place. */
expr downhill_put(const struct downhill *q, expr e, const expr *at);
/* Fills at[0 .. steps]; false if the walk leads nowhere. */
bool downhill_walk(const struct downhill *q, const struct manner *m, long steps,
                   place *at);

#endif
