/* internal.h: the inside of a run, for the families of methods.
 *
 *   run.c          keeps the points, counts, remembers the best
 *   stop.c         judges each new point; rest.c and kink.c look at it closely
 *   descent.c ...  a family: how to get from one point to the next
 */
#ifndef GRADUS_OPTIM_INTERNAL_H
#define GRADUS_OPTIM_INTERNAL_H

#include "optim/optim.h"

struct point {
    double *x, *g;
    double f;
};

struct optim_run {
    struct arena *arena;
    struct objective objective;
    struct optim_options options;
    const struct family_calls *family;
    void *memory; /* the family's own */
    size_t n;
    struct point at, last, best; /* `last` is where the step to `at` began */
    struct point spare;          /* for a line search */
    double *step;
    double best_grad_norm;
    struct frame frame;
    size_t values, gradients, hessians, samples;
    size_t spent;        /* of the budget, in calls of the objective */
    size_t next_look;    /* the step before which rest_judge is not asked again */
    bool leaving;        /* the next step leads from a point of rest to r->spare */
    int left;            /* how often that was done */
    double start_size;   /* |x0| */
    double last_step;    /* the length of the step before this one */
    double *before_last; /* x two steps ago */
    int growing;         /* steps in a row, each longer and higher than the one before */
    int idle;            /* steps in a row that led nowhere or back */
    const char *message, *remedy;
};

struct family_calls {
    void (*begin)(struct optim_run *r);
    /* Moves to the next point by run_go or run_take, or calls run_stop. */
    void (*step)(struct optim_run *r);
    /* The slope at r->at is small: does the method see nothing left to gain? NULL: yes. */
    bool (*settled)(struct optim_run *r);
    /* The slope is zero, but r->spare is lower: forgets what was learnt and goes there.
     * NULL: the method has no such step, and stops. */
    void (*leave)(struct optim_run *r);
    bool slopeless; /* needs no slopes, and may wait for long at one point */
    bool judges;    /* says itself when the slope is zero */
};

extern const struct family_calls descent_family, quasi_family, simplex_family,
    conjugate_family, newton_family, trust_family, squares_family, lbfgsb_family,
    powell_family, scalar_family;

double norm(const double *v, size_t n); /* Euclidean */
double dot(const double *u, const double *v, size_t n);
bool all_finite(const double *v, size_t n);
bool same_point(const double *u, const double *v, size_t n);
void matvec(const double *a, const double *v, double *out, size_t n);
/* b becomes x with ax = b for a symmetric, positive definite; a is spent. False if a is
 * not positive definite. */
bool solve_positive(double *a, double *b, size_t n);
/* The same for any square a, by elimination with row exchanges. False if a is singular. */
bool solve_square(double *a, double *b, size_t n);
/* Eigenvalues of a symmetric matrix onto its diagonal, eigenvectors into the rows of v
 * (C. G. J. Jacobi, Ueber ein leichtes Verfahren, 1846). */
void eigen(double *a, double *v, size_t n);

/* A symmetric a becomes LDL' of a matrix that differs from it on the diagonal only, is
 * positive definite, and is a itself if that is so well enough: L below the diagonal, D on
 * it (P. E. Gill, W. Murray, M. H. Wright: Practical optimization, 1981, section 4.4.2.2).
 * The sum of what was added. */
double modified_cholesky(double *a, size_t n);

struct point point_new(struct arena *a, size_t n);
void point_copy(struct point *to, const struct point *from, size_t n);

/* Evaluates f and gradient at p->x. */
void run_evaluate(struct optim_run *r, struct point *p);
/* Only f at p->x, which is moved into the bounds; a wall is infinitely high. */
void run_look(struct optim_run *r, struct point *p);
/* The second derivatives at p, symmetric; by differences if the objective has none. False
 * if they are not finite. */
bool run_bend(struct optim_run *r, const struct point *p, double *h);
/* at += step, and evaluates there. */
void run_go(struct optim_run *r);
/* at = next, which is evaluated; r->step led there. */
void run_take(struct optim_run *r, const struct point *next);
/* The same, having told the step there and the rate. */
void run_take_at(struct optim_run *r, const struct point *next, double rate);
/* By how much f would change, relatively, if a coordinate changed by its own size. */
double scaled_gradient(const struct optim_run *r, const struct point *p);
/* Euclidean, of the coordinates that are free to move. */
double free_gradient(const struct optim_run *r, const struct point *p);
/* Stops the run, or leads it away, if r->at gives a reason. */
void run_judge(struct optim_run *r);
/* Does the slope at p push coordinate i against its bound? */
bool pushed_out(const struct optim_run *r, const struct point *p, size_t i);
/* f is finite, and so is the slope where it matters. */
bool usable(const struct optim_run *r, const struct point *p);
/* Moves x into the bounds. */
void run_clip(const struct optim_run *r, double *x);
/* to = x + t d, within the bounds. */
void run_place(const struct optim_run *r, const double *x, const double *d, double t,
               double *to);

/* Coordinates that stay where they are for one step, because the slope or the step pushes
 * them out of their bounds. */
struct held {
    bool *is;
};
struct held held_new(struct arena *a, size_t n);
void hold_pushed(const struct optim_run *r, struct held *held);
/* Holds what d would take out of the bounds at once; true if there was any. */
bool hold_leaving(const struct optim_run *r, const double *d, struct held *held);
/* g without the held ones, h with rows and columns of the identity for them, scaled. */
void hold_apply(const struct held *held, double *g, double *h, size_t n);
/* How far d goes from r->at before the first bound. */
double longest_step(const struct optim_run *r, const double *d);

/* Differences of values near f that may be rounding. */
double rounding(const struct optim_run *r, double f);
/* No lower point along the way, where `fall` was promised: rounding, a kink, or a wall. */
void stop_of_newton(struct optim_run *r, const double *h, double fall);
/* The slope at r->at is zero as far as the doubles can tell, with these second
 * derivatives there: stops, or leads away. */
void rest_of_newton(struct optim_run *r, const double *h, const char *message);

/* The slope at r->at is zero: what is it? */
enum rest {
    REST_UNKNOWN, /* too many variables, or a wall close by */
    REST_LOWEST,  /* nothing near by is lower */
    REST_LOWER,   /* r->spare is lower */
    REST_SLOPE,   /* by the curvature there is more to gain than the tolerance */
    REST_FLOOR,   /* a curve of points is as low: a bent floor */
    REST_FADES,   /* f falls that way for ever, less and less */
    REST_PLAIN    /* f is the same all around */
};
enum rest rest_judge(struct optim_run *r);
/* No way from r->at leads down: do slopes on all sides balance, nothing near by lower? */
bool kink_bottom(struct optim_run *r);
/* Stops as converged with that message, unless rest_judge objects; then it goes on, now
 * or after a few steps, or stops for that reason. */
void run_rest(struct optim_run *r, const char *message);

/* Unless the run has stopped or leaves: a kink, or stalled with that message. */
void run_kink_or_stall(struct optim_run *r, const char *stalled, const char *remedy);
/* No lower point was found along the way: at rest if the slope is flat enough, a kink, or
 * stalled. */
void run_dead_end(struct optim_run *r, bool flat);
/* A method that looks at values has closed on r->at: the same of its slope there. */
void run_closed(struct optim_run *r, const char *what);

/* From r->at along d, downhill, with *t as the first try and `most` as the longest step:
 * the step *t and the point *p that it leads to; false if no step leads lower. */
bool line_search(struct optim_run *r, const double *d, double most, double *t,
                 struct point *p);
void run_stop(struct optim_run *r, enum optim_stop stop, const char *message,
              const char *remedy);

/* Gradient descent by another rule than a fixed rate. */
struct rates;
struct rates *rates_new(struct optim_run *r);
void rates_step(struct optim_run *r, struct rates *w);

#endif
