/* walk.h: what all verbs that walk downhill share. */
#ifndef GRADUS_VERB_WALK_H
#define GRADUS_VERB_WALK_H

#include "optim/optim.h"
#include "verb/internal.h"

struct walk {
    struct job *job;
    int sign; /* -1: the walk is on -f, and f is told */
    size_t n;
    const char *const *names;
};

/* The field `method` (`normal` for auto), max_iter, tol, and the method's parameters. */
enum status walk_options(struct job *j, enum method normal, struct optim_options *o);
/* Is it a parameter that some methods read? */
bool walk_is_parameter(const char *name);
/* The name of a rule for the rate; NULL for a fixed one. */
const char *walk_rule(enum rate_rule rule);
/* {name: number, ...} */
struct result *walk_point(const struct walk *w, const double *x);
/* Steps to the end, or as far as the budget goes, and tells the world. Every frame is
 * appended to the list `trace`, unless that is NULL. */
struct optim_end walk_drive(const struct walk *w, const struct optim_options *o,
                            struct optim_run *run, struct result *trace);
/* f as it is told. */
double walk_value(const struct walk *w, double f);
/* Appends a frame to a trace: {k, x, f}. */
void walk_frame(const struct walk *w, struct result *trace, const struct frame *frame);

/* Do the fields `method` and `rate` list several? */
bool walk_is_race(struct job *j);
struct race_end {
    struct optim_options options; /* of the one that did best: it found a minimum, ... */
    struct optim_end end;         /* ... the lowest, with the least work */
    struct result *table;         /* of all, in the order they were named */
};
/* Walks with each of them from the start. `differences` is a count of values that the
 * objective takes for its slopes, or NULL. */
enum status walk_race(const struct walk *w, const struct objective *o,
                      const double *start, enum method normal, const size_t *differences,
                      struct race_end *out);

/* The field `status`. */
const char *walk_stop(const struct optim_end *end);
/* method, nit, nfev, njev, nhev */
void walk_put_work(const struct walk *w, const char *method, const struct optim_end *end);

#endif
