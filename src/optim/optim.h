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
    /* The same, and the second derivatives in h, n rows of n. NULL: methods that want them
     * take differences of gradients. */
    double (*hessian)(void *context, const double *x, double *g, double *h);
    /* Of a sum of squares: the same as gradient, and n rows of n in r, n numbers in c so that
     * f(x + d) = |c + R d|^2 + what does not depend on d, to first order in each square:
     * the triangle of Householder's QR. NULL: f is no sum of squares. */
    double (*squares)(void *context, const double *x, double *g, double *r, double *c);
    /* An estimate of value and gradient from the next batch of the data, where f is a mean
     * over data: `batches` calls go through all of them, an epoch. NULL: there is none. */
    double (*sample)(void *context, const double *x, double *g);
    size_t batches;
    /* Variables have units of their own, so that 1 is no size to measure them by: a point of
     * rest is judged by its second derivatives alone. */
    bool unitless;
    double noise;  /* how far rounding alone can change a value near 0 */
    uint64_t cost; /* of one call, in the budget's units; 0 counts as 1 */
    /* Bounds, infinite where there are none; NULL: none at all. No point outside of them is
     * ever tried. A slope that pushes against a bound counts as no slope. */
    const double *lower, *upper;
};

/* Puts `count` more rows into the triangle of a least-squares problem: afterwards R'R is
 * J'J and R'c is J'r of all rows so far (R n rows of n, upper, and c begin as zeros). Column
 * j of row i is rows[j * stride + i], its residual rows[n * stride + i]; they are spent. The
 * sum of squares that no d reaches in |r + J d|^2 grows by what is returned. Householder
 * reflections (G. H. Golub, Numerical methods for solving linear least squares problems,
 * 1965), so that digits are not lost to the squaring of J'J. */
double optim_triangle(double *r, double *c, size_t n, double *rows, size_t count,
                      size_t stride);
/* x = inv(R) b, inv(R') b: false if R is singular to a double. x and b may be the same. */
bool optim_solve_upper(const double *r, const double *b, double *x, size_t n);
void optim_solve_lower(const double *r, const double *b, double *x, size_t n);

/* A symmetric a as LDL', false if it is not positive definite (A.-L. Cholesky, 1910); then b
 * becomes x with a x = b. */
bool optim_factor(double *a, size_t n);
void optim_factored_solve(const double *a, double *b, size_t n);

enum method {
#define METHOD(id, ...) METHOD_##id,
#include "optim/methods.def"
#undef METHOD
    METHOD_COUNT
};

/* How gradient descent chooses its rate: given beforehand, or found anew for every step. */
enum rate_rule { RATE_FIXED, RATE_EXACT, RATE_ARMIJO, RATE_WOLFE, RATE_BB };

struct optim_options {
    enum method method;
    enum rate_rule rule; /* other than RATE_FIXED: for the method gd only */
    size_t max_iter;
    double tol;  /* converged when the scaled gradient is below; 0: never stop early */
    double rate; /* the learning rate; <= 0: the method's own default */
    double momentum;     /* how much of the last step is kept, from 0 on */
    double alpha;        /* how much of the mean square is kept (rmsprop), in [0, 1) */
    double beta1, beta2; /* the same for mean and mean square (adam and its kin) */
    double rho;          /* the same (adadelta) */
    double eps;          /* keeps denominators away from zero, > 0 */
    double weight_decay; /* pull towards zero (adamw), from 0 on */
};

enum family {
    FAMILY_DESCENT,
    FAMILY_QUASI,
    FAMILY_SIMPLEX,
    FAMILY_CONJUGATE,
    FAMILY_NEWTON,
    FAMILY_TRUST,
    FAMILY_SQUARES,
    FAMILY_LIMITED,
    FAMILY_DIRECTIONS,
    FAMILY_SCALAR /* of one variable only */
};                /* methods that share a shape of step */

struct method_row {
    const char *name;  /* as --method takes it */
    const char *title; /* for people */
    enum family family;
    const char *formula; /* one line, as a lesson would write it */
    const char *source;  /* author, title, year */
    const char *remark;  /* how the paper's form differs, or NULL */
    const char *options; /* names of the parameters it reads, separated by blanks */
    struct optim_options defaults; /* of those parameters */
};

const struct method_row *method_row(enum method m);
int method_find(const char *name); /* or -1 */
/* Is the parameter of that name among the method's options? */
bool method_reads(enum method m, const char *name);
/* The method's row, 10000 steps at most, tol 1e-8. */
struct optim_options optim_defaults(enum method m);

enum optim_stop {
    STOP_NOT_YET,
    STOP_GRADIENT,   /* the slope is (nearly) zero, at a kink those around it balance, and
                    * nothing near by is lower: converged */
    STOP_SADDLE,     /* the slope is zero, but f is lower near by */
    STOP_DEGENERATE, /* the slope is zero, or fades to it, and there is no strict minimum */
    STOP_ITERATIONS,
    STOP_DIVERGED, /* the iterates run away or the value is not finite any more */
    STOP_STALLED,  /* no change in the iterate although the slope is not zero */
    STOP_BUDGET,
    STOP_INTERRUPTED
};

struct frame { /* one moment; the arrays belong to the run until its next step */
    size_t k;
    const double *x;
    double f;
    const double *gradient;
    double grad_norm;     /* Euclidean, of the coordinates that are free to move */
    const double *step;   /* what was added to get here; NULL in frame 0 */
    double rate;          /* the step length used */
    enum optim_stop stop; /* set in the last frame */
};

struct optim_run;

/* ST_USAGE: options that make no sense, a start outside of the bounds, a method that does not
 * know what to do with this objective. ST_DOMAIN: f or its slope is not finite at the start.
 * The run lives in the arena; frame 0 is ready after the call. */
enum status optim_start(struct arena *a, const struct objective *o,
                        const struct optim_options *options, const double *x0,
                        struct optim_run **run, struct diag *d);
/* The current frame. */
const struct frame *optim_frame(const struct optim_run *run);
/* Goes one step on to a new frame; false, and the last frame again, if the run has ended.
 * The last frame is seen once with true, and says in .stop why it is the last. */
bool optim_step(struct optim_run *run, struct frame *frame);

struct optim_end {
    enum optim_stop stop;
    bool converged;     /* the slope at `best` is zero to within the tolerance */
    const double *best; /* the best point seen */
    double best_f, best_grad_norm;
    size_t steps;
    size_t values;       /* how often f was evaluated, ... */
    size_t gradients;    /* ... how often its gradient came with it, ... */
    size_t hessians;     /* ... how often its second derivatives did, ... */
    size_t samples;      /* ... and how many batches were looked at */
    const char *message; /* why it stopped, in plain words */
    const char *remedy;  /* what to try, or "" */
};
struct optim_end optim_end(const struct optim_run *run);

/* The same within a budget: what the last step cost is spent before the next is taken, and
 * the run ends where that is too much. */
bool optim_step_within(struct optim_run *run, struct budget *budget, struct frame *frame);
/* Steps to the end or until the budget is spent. */
struct optim_end optim_drive(struct optim_run *run, struct budget *budget);

#endif
