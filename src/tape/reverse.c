/* reverse.c: the gradient in one sweep back along the tape.
 *
 * pull[i] is the derivative of the seeded sum of outputs by cell i. When the sweep comes
 * to a cell, all who read it have added their part. */
#include "tape/internal.h"

static void pull_operands(const struct tape_op *op, double v, double pull,
                          const double *cell, double *pulls)
{
    double a = cell[op->a], b = cell[op->b];
    struct slopes s;

    if (op->code == TAPE_SELECT) { /* a test that is NaN chose neither: both know of it */
        if (a != 0)
            pulls[op->b] += a == 1 ? pull : a;
        if (a != 1)
            pulls[op->c] += a == 0 ? pull : a;
        return;
    }
    s = op_slopes(op, a, b, v);
    pulls[op->a] += chain(s.a, pull);
    if (tape_reads(op->code) > 1)
        pulls[op->b] += chain(s.b, pull);
}

static void sweep(const struct tape *t, const double *cell, double *pulls,
                  double *gradient)
{
    for (size_t i = t->count; i-- > 0;) {
        const struct tape_op *op = &t->ops[i];

        if (pulls[i] == 0 || op->code == TAPE_CONST)
            continue;
        if (op->code == TAPE_VAR)
            gradient[op->k] += pulls[i];
        else
            pull_operands(op, cell[i], pulls[i], cell, pulls);
    }
}

void tape_gradient(const struct tape *t, const double *x, const double *seed, double *y,
                   double *gradient, double *work)
{
    double *pulls = work + tape_work(t);

    tape_run(t, x, work);
    for (size_t i = 0; i < t->count; i++)
        pulls[i] = 0;
    for (size_t j = 0; j < t->inputs; j++)
        gradient[j] = 0;
    for (size_t k = 0; k < t->outputs; k++) {
        pulls[t->output[k]] += seed[k];
        y[k] = work[t->output[k]];
    }
    sweep(t, work, pulls, gradient);
}
