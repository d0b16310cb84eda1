/* sample.c: the mean loss of a batch of rows, drawn without putting back until all had
 * their turn: an epoch. */
#include "data/internal.h"

#include <math.h>

struct sampler {
    struct rng rng;
    uint32_t *order; /* of the rows in this epoch */
    size_t batch, at, columns;
    double **column;      /* room for the values of a block of drawn rows, ... */
    double *response, *g; /* ... their responses, and what they say */
};

/* Each of the orders is as likely as another, whatever the last one was. */
static void shuffle(struct sampler *s, size_t rows)
{
    for (size_t i = rows; i > 1; i--) {
        size_t k = rng_below(&s->rng, i);
        uint32_t row = s->order[k];

        s->order[k] = s->order[i - 1];
        s->order[i - 1] = row;
    }
    s->at = 0;
}

void fit_sample(struct fit *f, size_t batch, uint64_t seed)
{
    struct sampler *s = f->sampler = arena_alloc(f->arena, sizeof *s);

    s->rng = (struct rng){seed};
    s->batch = batch < f->rows ? batch : f->rows;
    s->columns = f->tape->inputs - f->n;
    s->column = arena_array(f->arena, s->columns, sizeof *s->column);
    for (size_t j = 0; j < s->columns; j++)
        s->column[j] = arena_array(f->arena, TAPE_BLOCK, sizeof **s->column);
    s->response = arena_array(f->arena, TAPE_BLOCK, sizeof *s->response);
    s->g = arena_array(f->arena, f->n, sizeof *s->g);
    s->order = arena_array(f->arena, f->rows, sizeof *s->order);
    for (size_t i = 0; i < f->rows; i++)
        s->order[i] = (uint32_t)i;
    s->at = f->rows;
}

/* Adds what n rows of the order say. */
static void add_rows(struct fit *f, const uint32_t *row, size_t n, double *value,
                     double *g)
{
    struct sampler *s = f->sampler;
    const double *holds;

    for (size_t i = 0; i < n; i++) {
        s->response[i] = f->response[row[i]];
        for (size_t j = 0; j < s->columns; j++)
            s->column[j][i] = f->column[j][row[i]];
    }
    tape_rows_run(f->block, (const double *const *)s->column, 0, n);
    loss_block(f, s->response, tape_rows_output(f->block, FIT_MODEL), n, f->batch,
               f->weight);
    tape_rows_pull(f->block, FIT_MODEL, f->weight, s->g);
    *value += sum_block(n, f->batch);
    holds = tape_rows_output(f->block, FIT_HOLDS);
    for (size_t i = 0; i < n; i++)
        if (holds[i] != 1)
            *value = NAN;
    for (size_t j = 0; j < f->n; j++)
        g[j] += s->g[j];
}

double sample_gradient(void *context, const double *x, double *g)
{
    struct fit *f = context;
    struct sampler *s = f->sampler;
    double value = 0;
    size_t n;

    if (s->at == f->rows)
        shuffle(s, f->rows);
    n = f->rows - s->at < s->batch ? f->rows - s->at : s->batch;
    for (size_t j = 0; j < f->n; j++)
        g[j] = 0;
    tape_rows_fix(f->block, x);
    for (size_t i = 0; i < n; i += TAPE_BLOCK)
        add_rows(f, s->order + s->at + i, n - i < TAPE_BLOCK ? n - i : TAPE_BLOCK, &value,
                 g);
    s->at += n;
    for (size_t j = 0; j < f->n; j++)
        g[j] /= (double)n;
    return value / (double)n;
}

size_t sample_batches(const struct fit *f)
{
    size_t batch = f->sampler->batch;

    return (f->rows + batch - 1) / batch;
}
