/* optim.h: iterative minimisation as steppers.
 *
 *   run = optim_start(objective, options, x0)          frame 0: the start
 *   while (optim_step(run, &frame)) ...                 frame k: after step k
 *   optim_end(run)                                      why it stopped, the best point seen
 *
 * A run is a small machine that can be watched, raced and rewound (start again and step:
 * the same input gives the same frames, bit for bit). Methods are rows of methods.def.
 * An objective that is not finite somewhere has a wall there: such points are tried, told
 * and left, never returned as an answer.
 */
#ifndef GRADUS_OPTIM_H
#define GRADUS_OPTIM_H

#include "base/base.h"

/* What is minimised, given by the caller. Nothing is called twice at one point in a row. */
struct objective {
    size_t n;
    void *context;
    double (*value)(void *context, const double *x);
    /* The value, and the gradient in g[0..n). */
    double (*gradient)(void *context, const double *x, double *g);
};

enum method {
#define METHOD(id, ...) METHOD_##id,
#include "optim/methods.def"
#undef METHOD
    METHOD_COUNT
};

struct method_row {
    const char *name;    /* as --method takes it */
    const char *title;   /* for people */
    const char *formula; /* one line, as a lesson would write it */
    const char *source;  /* author, title, year */
    const char *options; /* names of the parameters it reads, separated by blanks */
};

const struct method_row *method_row(enum method m);
int method_find(const char *name); /* or -1 */

struct optim_options {
    enum method method;
    double rate; /* the learning rate; <= 0: the method's own default */
    size_t max_iter;
    double tol; /* stop when the gradient, scaled, is below it; 0: never stop early */
};
struct optim_options optim_defaults(enum method m);

enum optim_stop {
    STOP_NOT_YET,
    STOP_GRADIENT, /* the slope is (nearly) zero: converged */
    STOP_ITERATIONS,
    STOP_DIVERGED, /* the iterates run away or the value is not finite any more */
    STOP_STALLED,  /* no change in the iterate although the slope is not zero */
    STOP_BUDGET
};

struct frame { /* one moment; the arrays belong to the run until its next step */
    size_t k;
    const double *x;
    double f;
    const double *gradient;
    double grad_norm;   /* Euclidean */
    const double *step; /* what was added to get here; NULL in frame 0 */
    double rate;        /* the step length used */
    enum optim_stop stop; /* set in the last frame */
};

struct run;

/* ST_USAGE: options that make no sense. ST_DOMAIN: f is not finite at the start. The run
 * lives in the arena; frame 0 is ready after the call. */
enum status optim_start(struct arena *a, const struct objective *o,
                        const struct optim_options *options, const double *x0, struct run **run,
                        struct diag *d);
/* The current frame. */
const struct frame *optim_frame(const struct run *run);
/* Goes one step on; false if the run has ended (the frame then says why). */
bool optim_step(struct run *run, struct frame *frame);

struct optim_end {
    enum optim_stop stop;
    const double *best; /* the best point seen */
    double best_f;
    size_t steps, values, gradients;
    const char *message; /* why it stopped, in plain words */
    const char *remedy;  /* what to try, or "" */
};
struct optim_end optim_end(const struct run *run);

/* Steps to the end or until the budget is spent. */
struct optim_end optim_drive(struct run *run, struct budget *budget);

#endif
