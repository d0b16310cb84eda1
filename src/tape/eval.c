/* eval.c: tapes run in doubles, at one point or at a block of them. */
#include "tape/internal.h"

#include <math.h>

/* ---- operations --------------------------------------------------------------- */

double whole_power(double a, long k)
{
    double r = 1;

    if (k < 0 && a == 0)
        return NAN;
    if (k == -1)
        return 1 / a;
    if (k < 0 || k > 8)
        return pow(a, (double)k);
    for (; k > 0; k >>= 1, a *= a)
        if (k & 1)
            r *= a;
    return r;
}

static double real_root(double a, int k)
{
    if (k == 2)
        return sqrt(a);
    if (k == 3)
        return cbrt(a);
    if (a < 0)
        return k % 2 ? -pow(-a, 1.0 / k) : NAN;
    return pow(a, 1.0 / k);
}

static double real_power(double a, double b)
{
    return a > 0 || (a == 0 && b > 0) ? pow(a, b) : NAN;
}

/* Of the functions with a domain only gamma grows too large for a double within it. */
static bool only_too_large(enum func_id f, double u)
{
    return !func_row(f)->domain || (f == FN_GAMMA && u > 1);
}

/* At a pole (ln 0) there is no value, so that atan(ln 0) is none either; where a number
 * is only too large for a double (exp 1000), it is infinite. */
static double function(enum func_id f, double u)
{
    double v = func_double(f, u);

    return isinf(v) && isfinite(u) && !only_too_large(f, u) ? NAN : v;
}

/* A NaN on either side stays. */
static double lesser(double a, double b)
{
    return a <= b ? a : b < a ? b : NAN;
}

static double greater(double a, double b)
{
    return a >= b ? a : b > a ? b : NAN;
}

static double test(enum relation rel, double u)
{
    if (isnan(u))
        return u;
    switch (rel) {
    case REL_EQ: return u == 0;
    case REL_NE: return u != 0;
    case REL_GT: return u > 0;
    case REL_GE: return u >= 0;
    }
    return NAN;
}

/* NaN for division by 0: 1/0 has no value, and atan(1/0) none either. */
static double divide(double a, double b)
{
    return b == 0 ? NAN : a / b;
}

static double choose(double chosen, double b, double c)
{
    return chosen == 1 ? b : chosen == 0 ? c : NAN;
}

double apply(const struct tape_op *op, double a, double b, double c)
{
    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR: break;
    case TAPE_ADD: return a + b;
    case TAPE_SUB: return a - b;
    case TAPE_NEG: return -a;
    case TAPE_MUL: return a * b;
    case TAPE_DIV: return divide(a, b);
    case TAPE_POWN: return whole_power(a, op->k);
    case TAPE_ROOT: return real_root(a, op->k);
    case TAPE_POW: return real_power(a, b);
    case TAPE_FUNC: return function((enum func_id)op->k, a);
    case TAPE_AND:
    case TAPE_MIN: return lesser(a, b);
    case TAPE_OR:
    case TAPE_MAX: return greater(a, b);
    case TAPE_TEST: return test((enum relation)op->k, a);
    case TAPE_SELECT: return choose(a, b, c);
    }
    return NAN;
}

/* ---- one point ---------------------------------------------------------------- */

size_t tape_work(const struct tape *t)
{
    return t->count;
}

void tape_run(const struct tape *t, const double *x, double *cell)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];

        if (op->code == TAPE_CONST)
            cell[i] = t->values[op->k];
        else if (op->code == TAPE_VAR)
            cell[i] = x[op->k];
        else
            cell[i] = apply(op, cell[op->a], cell[op->b], cell[op->c]);
    }
}

void tape_eval(const struct tape *t, const double *x, double *y, double *work)
{
    tape_run(t, x, work);
    for (size_t k = 0; k < t->outputs; k++)
        y[k] = work[t->output[k]];
}

/* Which of the cells that op read is to blame for its value, or -1. A branch that was not
 * taken was not read. */
static long culprit(const struct tape_op *op, const double *cell)
{
    const uint32_t reads[3] = {op->a, op->b, op->c};

    for (int j = 0; j < tape_reads(op->code); j++) {
        bool skipped = op->code == TAPE_SELECT && j == (cell[op->a] == 1 ? 2 : 1);

        if (!skipped && !isfinite(cell[reads[j]]))
            return reads[j];
    }
    return -1;
}

long tape_first_fault(const struct tape *t, const double *x, double *work)
{
    tape_run(t, x, work);
    for (size_t k = 0; k < t->outputs; k++) {
        long at = t->output[k], below;

        if (isfinite(work[at]))
            continue;
        while ((below = culprit(&t->ops[at], work)) >= 0)
            at = below;
        return at;
    }
    return -1;
}

/* ---- blocks ------------------------------------------------------------------- */

static double *cells_of(double *work, uint32_t cell)
{
    return work + (size_t)cell * TAPE_BLOCK;
}

/* Points [from, from + n), n <= TAPE_BLOCK. */
static void run_block(const struct tape *t, size_t from, size_t n, const double *const *x,
                      double *work)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];
        double *r = cells_of(work, i);

        if (op->code == TAPE_CONST)
            for (size_t j = 0; j < n; j++)
                r[j] = t->values[op->k];
        else if (op->code == TAPE_VAR)
            for (size_t j = 0; j < n; j++)
                r[j] = x[op->k][from + j];
        else
            apply_block(op, n, r, cells_of(work, op->a), cells_of(work, op->b),
                        cells_of(work, op->c));
    }
}

void tape_eval_block(const struct tape *t, size_t count, const double *const *x,
                     double *const *y, double *work)
{
    for (size_t from = 0; from < count; from += TAPE_BLOCK) {
        size_t n = count - from < TAPE_BLOCK ? count - from : TAPE_BLOCK;

        run_block(t, from, n, x, work);
        for (size_t k = 0; k < t->outputs; k++)
            for (size_t j = 0; j < n; j++)
                y[k][from + j] = cells_of(work, t->output[k])[j];
    }
}
