/* forward.c: a tape with its derivative in one direction, cell by cell. */
#include "tape/internal.h"

#include <math.h>

/* The branch that is taken: its value moves as the result does. NaN for no branch. */
static double taken(double chosen, double b, double c)
{
    return chosen == 1 ? b : chosen == 0 ? c : NAN;
}

static double moved(const struct tape_op *op, double v, const double *dx,
                    const double *cell, const double *moves)
{
    double a = cell[op->a], b = cell[op->b];
    struct slopes s;

    switch (op->code) {
    case TAPE_CONST: return 0;
    case TAPE_VAR: return dx[op->k];
    case TAPE_SELECT: return taken(a, moves[op->b], moves[op->c]);
    default: break;
    }
    s = op_slopes(op, a, b, v);
    if (tape_reads(op->code) == 1)
        return chain(s.a, moves[op->a]);
    return chain(s.a, moves[op->a]) + chain(s.b, moves[op->b]);
}

void tape_forward(const struct tape *t, const double *x, const double *dx, double *y,
                  double *dy, double *work)
{
    double *moves = work + tape_work(t);

    tape_run(t, x, work);
    for (size_t i = 0; i < t->count; i++)
        moves[i] = moved(&t->ops[i], work[i], dx, work, moves);
    for (size_t k = 0; k < t->outputs; k++) {
        y[k] = work[t->output[k]];
        dy[k] = moves[t->output[k]];
    }
}
