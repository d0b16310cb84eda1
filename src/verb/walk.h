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
/* {name: number, ...} */
struct result *walk_point(const struct walk *w, const double *x);
/* Steps to the end, or as far as the budget goes, and tells the world. Every frame is
 * appended to the list `trace`, unless that is NULL. */
struct optim_end walk_drive(const struct walk *w, const struct optim_options *o,
                            struct optim_run *run, struct result *trace);
/* The field `status`. */
const char *walk_stop(const struct optim_end *end);
/* method, nit, nfev, njev, nhev */
void walk_put_work(const struct walk *w, const char *method, const struct optim_end *end);

#endif
