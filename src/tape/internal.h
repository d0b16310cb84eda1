/* internal.h: what the files of tape share among themselves. */
#ifndef GRADUS_TAPE_INTERNAL_H
#define GRADUS_TAPE_INTERNAL_H

#include "tape/tape.h"

/* ---- building ---------------------------------------------------------------- */

/* A tape as it grows. While it does, k of a TAPE_CONST is the node itself. */
struct builder {
    struct pool *pool;
    struct arena *scratch;
    struct tape_op *ops;
    expr *node;
    size_t count, cap;
    uint32_t *buckets; /* 1 + the cell of an operation, open addressing */
    size_t bucket_count;
    uint32_t *cell; /* by node: what computes it, once lowered */
    expr at;        /* the node that is being lowered */
};

/* The cell that computes op; the old one if there is one already. */
uint32_t emit(struct builder *b, struct tape_op op);
uint32_t emit_constant(struct builder *b, expr e);
/* Operations for the node b->at, whose children have cells; returns its cell. */
uint32_t lower(struct builder *b);

/* ---- running ----------------------------------------------------------------- */

/* a ^ k for a whole k. */
double whole_power(double a, long k);

/* Every cell at x. */
void tape_run(const struct tape *t, const double *x, double *cell);

/* d v / d a and d v / d b of v = op(a, b); not for TAPE_SELECT. NaN where v is. */
struct slopes {
    double a, b;
};
struct slopes op_slopes(const struct tape_op *op, double a, double b, double v);

/* The second derivatives of v = op(a, b): by a twice, by a and b, by b twice. */
struct bends {
    double aa, ab, bb;
};
struct bends op_bends(const struct tape_op *op, double a, double b, double v);

/* op at one point; not for constants and variables. What op does not read may be
 * anything. */
double apply(const struct tape_op *op, double a, double b, double c);
/* The same over n points of a block: r from a, b and c, none of which r overlaps. */
void apply_block(const struct tape_op *op, size_t n, double *r, const double *a,
                 const double *b, const double *c);

/* r = what v = op(a, b) hands on to a (which 0) or b (1) when v is pulled, over n points; not
 * for TAPE_SELECT. */
void pull_block(const struct tape_op *op, int which, size_t n, double *r,
                const double *pull, const double *v, const double *a, const double *b);
void add_block(size_t n, double *r, const double *a); /* r += a */

/* One link of the chain rule. What does not move adds nothing, even where the slope is
 * infinite: x^(3/2) at 0 has the slope 3/2 * 0^2 * inf, which is 0. */
static inline double chain(double slope, double moves)
{
    return slope == 0 || moves == 0 ? 0 : slope * moves;
}

#endif
