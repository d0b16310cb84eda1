/* tape.h: straight-line programs compiled from expressions.
 *
 *   x^2 + sin(x^2)      t0 = x
 *                       t1 = t0 ^ 2
 *                       t2 = sin t1
 *                       t3 = t1 + t2     <- output
 *
 * A tape is immutable once compiled and may be shared between threads; each caller brings
 * its own work space. Instruction i reads only results of instructions before i, and
 * equal subexpressions share a cell. Closed subexpressions (sqrt(2), pi/3) are constants,
 * kept exactly. Outside the domain, at poles too, doubles are NaN, and what is computed from
 * them; infinite is what is too large for a double. Balls enclose the true value or are not
 * finite, never wrong.
 */
#ifndef GRADUS_TAPE_H
#define GRADUS_TAPE_H

#include "expr/expr.h"

enum tape_code {
    TAPE_CONST, /* constants[k] */
    TAPE_VAR,   /* x[k] */
    TAPE_ADD,   /* a + b */
    TAPE_SUB,   /* a - b */
    TAPE_NEG,   /* -a */
    TAPE_MUL,   /* a * b */
    TAPE_DIV,   /* a / b */
    TAPE_POWN,  /* a ^ k, a whole k (2 .. or below 0) */
    TAPE_ROOT,  /* the real k-th root of a, k >= 2 */
    TAPE_POW,   /* a ^ b, for a > 0, or a = 0 and b > 0 */
    TAPE_FUNC,  /* function k of a */
    TAPE_MIN,   /* min(a, b) */
    TAPE_MAX,
    TAPE_TEST, /* 1 if a REL 0 holds (k is the enum relation), else 0 */
    TAPE_AND,  /* of two tests */
    TAPE_OR,
    TAPE_SELECT /* b if the test a is 1, else c */
};

struct tape_op {
    enum tape_code code;
    int32_t k;
    uint32_t a, b, c;
};

struct tape {
    struct pool *pool;
    size_t inputs, outputs, count, constant_count;
    const struct tape_op *ops;
    const uint32_t *output; /* the cell of each output */
    const expr *constants;  /* closed nodes; their doubles stand in `values` */
    const double *values;
    const expr *node; /* which node each cell computes, for messages and traces */
};

/* Compiles m outputs over n variables (symbol nodes). A symbol that is none of the
 * variables is ST_USAGE, a sum that was not unrolled or an open index ST_UNABLE. x^(p/q)
 * becomes a root and a whole power. The tape lives in the arena. */
enum status tape_compile(struct arena *a, struct pool *p, const expr *outputs, size_t m,
                         const expr *variables, size_t n, struct tape **tape,
                         struct diag *d);

/* Cells that a work space of doubles needs. */
size_t tape_work(const struct tape *t);

/* y[0..m) = outputs at x[0..n). x and y may overlap. */
void tape_eval(const struct tape *t, const double *x, double *y, double *work);

/* The same for `count` points at once: x[j][i] is variable j at point i, y likewise.
 * Work in blocks of TAPE_BLOCK points; work holds tape_work() * TAPE_BLOCK doubles. Same
 * results as tape_eval, bit for bit. */
enum { TAPE_BLOCK = 128 };
void tape_eval_block(const struct tape *t, size_t count, const double *const *x,
                     double *const *y, double *work);

/* Forward mode: y and its derivative dy in the direction dx; work holds twice
 * tape_work(). At kinks the slope of abs is 0 and that of min and max one of the two sides';
 * steps are flat. What does not move adds nothing even to an infinite slope. */
void tape_forward(const struct tape *t, const double *x, const double *dx, double *y,
                  double *dy, double *work);

/* Reverse mode (A. Griewank, A. Walther: Evaluating derivatives, 2008): gradient[0..n) =
 * sum of seed[k] * d output k / dx, in a small constant times the cost of the outputs.
 * Returns in y the outputs too. work holds twice tape_work(). */
void tape_gradient(const struct tape *t, const double *x, const double *seed, double *y,
                   double *gradient, double *work);

/* ---- rows: one tape over a table --------------------------------------------- */

/* The inputs below `fixed` are the same in all rows, say the parameters of a model; the
 * others are columns of a table. What no column reaches is computed once, the rest in
 * blocks of at most `lanes` rows, so that the work space does not grow with the table. With
 * no columns and one lane, a row is the function of the fixed inputs itself. */
struct tape_rows;
struct tape_rows *tape_rows_new(struct arena *a, const struct tape *t, size_t fixed,
                                size_t lanes);
/* The fixed inputs from now on. */
void tape_rows_fix(struct tape_rows *r, const double *x);
/* Runs the n rows from row `from` on: columns[j][from + i] is input fixed + j of row i. */
void tape_rows_run(struct tape_rows *r, const double *const *columns, size_t from,
                   size_t n);
/* Of the rows that were run last: n values of output k. */
const double *tape_rows_output(const struct tape_rows *r, size_t k);
/* slope[j * lanes + i] = the derivative of output k in row i by fixed input j. */
void tape_rows_slopes(struct tape_rows *r, size_t k, double *slope);
/* g[j] = the sum over rows of weight * the derivative of output k by fixed input j; NULL: of
 * weight 1. */
void tape_rows_pull(struct tape_rows *r, size_t k, const double *weight, double *g);
/* The sum of n numbers in eight interleaved parts: an order that is the same everywhere, and
 * rounding that grows with n/8 only. */
double sum_block(size_t n, const double *a);
/* h[i * fixed + j] += the sum over rows of weight * the second derivative of output k by
 * fixed inputs i and j, symmetric but for rounding: forward over reverse (B. Christianson,
 * Automatic Hessians by reverse accumulation, 1992), once for each fixed input. */
void tape_rows_bends(struct tape_rows *r, size_t k, const double *weight, double *h);

/* Where an output that is not finite at x goes wrong: a cell that it depends on whose double
 * is not finite although what it reads is, or -1 if all outputs are finite. A branch that is
 * not taken is not read. The node is t->node[cell]. */
long tape_first_fault(const struct tape *t, const double *x, double *work);

/* ---- for people ---------------------------------------------------------------- */

struct tape_slope {
    double a, b, c; /* by each cell that an operation reads */
};

/* A tape at one point with all that a blackboard shows; by cell. */
struct tape_trace {
    double *value;
    struct tape_slope *slope;
    double *tangent; /* of cell i by input k at [k * count + i]: forward mode */
    double *adjoint; /* of output 0 by the cell: reverse mode */
};
struct tape_trace tape_trace(struct arena *a, const struct tape *t, const double *x);

/* How many operations the outputs take, a tangent in one direction beside them, and the
 * adjoints of one sweep back: + - * / ^ and functions count 1 each, a choice between two that
 * are there counts as one. A sweep back takes no more than 4 times `value`, a tangent no more than
 * 3 times (W. Baur, V. Strassen, The complexity of partial derivatives, 1983). */
struct tape_cost {
    size_t value, forward, reverse;
};
struct tape_cost tape_cost(const struct tape *t);

/* How many cells an operation reads: its a, then b, then c. */
int tape_reads(enum tape_code code);

/* ---- balls ------------------------------------------------------------------- */

/* Work space for one precision at a time; constants are kept between calls. */
struct tape_balls;
struct tape_balls *tape_balls_new(struct arena *a, const struct tape *t);
/* y[0..m) contains the outputs for all x in the balls, or is not finite. A test whose
 * ball does not decide it makes what depends on it not finite, unless both branches are
 * finite, when it is their union. */
void tape_ball(const struct tape *t, arb_srcptr x, arb_ptr y, slong bits,
               struct tape_balls *work);

#endif
