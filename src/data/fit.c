/* fit.c: the mean of a loss over the rows of a table, as an objective, a block of rows at a
 * time: memory does not grow with the table. */
#include "data/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---- batches -------------------------------------------------------------------- */

bool fit_next(struct fit *f, struct batch *b)
{
    const double *holds;

    b->from += b->n;
    if (b->from >= f->rows)
        return false;
    b->n = f->rows - b->from < TAPE_BLOCK ? f->rows - b->from : TAPE_BLOCK;
    tape_rows_run(f->block, f->column, b->from, b->n);
    b->model = tape_rows_output(f->block, FIT_MODEL);
    holds = tape_rows_output(f->block, FIT_HOLDS);
    b->holds = true;
    for (size_t i = 0; i < b->n; i++)
        b->holds = b->holds && holds[i] == 1;
    return true;
}

void fit_slopes(struct fit *f)
{
    tape_rows_slopes(f->block, FIT_MODEL, f->slope);
}

static bool fits_loss(const struct fit *f, double y)
{
    if (f->loss == LOSS_LOGISTIC)
        return y >= 0 && y <= 1;
    return f->loss == LOSS_POISSON ? y >= 0 && isfinite(y) : isfinite(y);
}

/* The values of the response: a column as it is, else in room of their own. */
static const double *responses(struct fit *f)
{
    const struct tape_op *op = &f->tape->ops[f->tape->output[FIT_RESPONSE]];
    double *zeros = arena_array(f->arena, f->n, sizeof *zeros), *all;
    struct batch b = {0, 0, NULL, true};

    if (op->code == TAPE_VAR && (size_t)op->k >= f->n)
        return f->column[(size_t)op->k - f->n];
    all = arena_array(f->arena, f->rows, sizeof *all);
    tape_rows_fix(f->block, zeros);
    while (fit_next(f, &b))
        memcpy(all + b.from, tape_rows_output(f->block, FIT_RESPONSE), b.n * sizeof *all);
    return all;
}

void fit_prepare(struct fit *f, size_t *bad)
{
    f->block = tape_rows_new(f->arena, f->tape, f->n, TAPE_BLOCK);
    f->slope = arena_array(f->arena, f->n * TAPE_BLOCK, sizeof *f->slope);
    f->weight = arena_array(f->arena, TAPE_BLOCK, sizeof *f->weight);
    f->batch = arena_array(f->arena, (f->n + 1) * TAPE_BLOCK, sizeof *f->batch);
    f->response = responses(f);
    *bad = 0;
    while (*bad < f->rows && fits_loss(f, f->response[*bad]))
        ++*bad;
}

size_t fit_first_fault(struct fit *f, const double *x)
{
    struct batch b = {0, 0, NULL, true};

    tape_rows_fix(f->block, x);
    while (fit_next(f, &b)) {
        const double *holds = tape_rows_output(f->block, FIT_HOLDS);

        for (size_t i = 0; i < b.n; i++)
            if (holds[i] != 1 || !isfinite(b.model[i]))
                return b.from + i;
    }
    return f->rows;
}

/* ---- the objective ---------------------------------------------------------------- */

static double fit_value(void *context, const double *x)
{
    struct fit *f = context;
    struct batch b = {0, 0, NULL, true};
    struct total total = {0, 0};

    tape_rows_fix(f->block, x);
    while (fit_next(f, &b)) {
        if (!b.holds)
            return NAN;
        loss_block(f, f->response + b.from, b.model, b.n, f->batch, f->weight);
        total_add(&total, sum_block(b.n, f->batch));
    }
    return (total.sum + total.lost) / (double)f->rows;
}

/* One sweep back a block, weighted by the slopes of the loss; blocks are added with what
 * rounding loses. */
static double fit_gradient(void *context, const double *x, double *g)
{
    struct fit *f = context;
    struct batch b = {0, 0, NULL, true};
    struct total total = {0, 0}, *sums;
    struct arena_mark mark = arena_mark(f->arena);
    bool holds = true;

    sums = arena_array(f->arena, f->n, sizeof *sums);
    tape_rows_fix(f->block, x);
    while (fit_next(f, &b)) {
        holds = holds && b.holds;
        loss_block(f, f->response + b.from, b.model, b.n, f->batch, f->weight);
        total_add(&total, sum_block(b.n, f->batch));
        tape_rows_pull(f->block, FIT_MODEL, f->weight, g);
        for (size_t j = 0; j < f->n; j++)
            total_add(&sums[j], g[j]);
    }
    for (size_t j = 0; j < f->n; j++)
        g[j] = (sums[j].sum + sums[j].lost) / (double)f->rows;
    arena_release(f->arena, mark);
    return holds ? (total.sum + total.lost) / (double)f->rows : NAN;
}

/* h += bend * s s' for the slopes s of each row; what the model's own bend adds is
 * tape_rows_bends' part. */
static void add_squares(const struct fit *f, size_t n, const double *bend, double *h)
{
    for (size_t j = 0; j < f->n; j++)
        for (size_t k = 0; k <= j; k++) {
            const double *a = f->slope + j * TAPE_BLOCK, *b = f->slope + k * TAPE_BLOCK;
            double sum = 0;

            for (size_t i = 0; i < n; i++)
                sum += bend[i] * a[i] * b[i];
            h[j * f->n + k] += sum;
            if (k < j)
                h[k * f->n + j] += sum;
        }
}

static double fit_hessian(void *context, const double *x, double *g, double *h)
{
    struct fit *f = context;
    struct batch b = {0, 0, NULL, true};
    double bend[TAPE_BLOCK], value = fit_gradient(context, x, g);

    memset(h, 0, f->n * f->n * sizeof *h);
    while (fit_next(f, &b)) {
        for (size_t i = 0; i < b.n; i++) {
            struct loss_at l = loss_at(f, f->response[b.from + i], b.model[i]);

            f->weight[i] = l.slope;
            bend[i] = l.bend;
        }
        if (!f->linear)
            tape_rows_bends(f->block, FIT_MODEL, f->weight, h);
        fit_slopes(f);
        add_squares(f, b.n, bend, h);
    }
    for (size_t i = 0; i < f->n * f->n; i++)
        h[i] /= (double)f->rows;
    return value;
}

/* |c + R d|^2 is the mean of squares, so each row is divided by the root of their number. */
static double fit_squares(void *context, const double *x, double *g, double *r, double *c)
{
    struct fit *f = context;
    struct batch b = {0, 0, NULL, true};
    double unit = 1 / sqrt((double)f->rows), value = fit_gradient(context, x, g);

    memset(r, 0, f->n * f->n * sizeof *r);
    memset(c, 0, f->n * sizeof *c);
    while (fit_next(f, &b)) {
        fit_slopes(f);
        for (size_t i = 0; i < b.n; i++) {
            for (size_t j = 0; j < f->n; j++)
                f->batch[j * TAPE_BLOCK + i] = unit * f->slope[j * TAPE_BLOCK + i];
            f->batch[f->n * TAPE_BLOCK + i] =
                unit * (b.model[i] - f->response[b.from + i]);
        }
        optim_triangle(r, c, f->n, f->batch, b.n, TAPE_BLOCK);
    }
    return value;
}

/* What the rounding of responses alone makes of a residual that is 0. */
static double noise(const struct fit *f)
{
    struct total total = {0, 0};

    for (size_t i = 0; i < f->rows && loss_of_residuals(f->loss); i++)
        total_add(&total, f->response[i] * f->response[i]);
    return DBL_EPSILON * DBL_EPSILON * (total.sum + total.lost) / (double)f->rows;
}

struct objective fit_objective(struct fit *f)
{
    return (struct objective){
        .n = f->n,
        .context = f,
        .value = fit_value,
        .gradient = fit_gradient,
        .hessian = f->loss == LOSS_MAE ? NULL : fit_hessian,
        .squares = f->loss == LOSS_MSE ? fit_squares : NULL,
        .sample = f->sampler ? sample_gradient : NULL,
        .batches = f->sampler ? sample_batches(f) : 0,
        .unitless = f->loss != LOSS_MAE,
        .noise = noise(f),
        .cost = 1 + f->rows * (f->tape->count + f->n) / 64,
    };
}
