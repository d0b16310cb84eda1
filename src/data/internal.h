/* internal.h: what the files of data share among themselves. */
#ifndef GRADUS_DATA_INTERNAL_H
#define GRADUS_DATA_INTERNAL_H

#include "data/data.h"

/* Fills t->name from t->heading: what is no letter or digit becomes an underscore, so that
 * Sepal.Length is Sepal_Length; without any, column3. ST_SYNTAX if two are the same, or the
 * first line is one of numbers. */
enum status name_columns(struct arena *a, struct table *t, const char *file,
                         struct diag *d);
/* The text as a name. */
const char *name_of(struct arena *a, const char *text, const char *otherwise);
/* A number as doubles know it; false if the cell is none. */
bool cell_number(const char *cell, double *v);
bool cell_missing(const char *cell);

/* ---- losses ------------------------------------------------------------------ */

/* The loss of one row and its derivatives by the model's value f. */
struct loss_at {
    double value, slope, bend;
};
struct loss_at loss_at(const struct fit *fit, double y, double f);
/* Value and slope of n rows. */
void loss_block(const struct fit *fit, const double *y, const double *f, size_t n,
                double *value, double *slope);
/* The slope in balls. y and slope may be the same. */
void loss_slope_ball(const struct fit *fit, arb_t slope, const arb_t y, const arb_t f,
                     slong bits);

/* What f->sampler gives an objective. */
double sample_gradient(void *context, const double *x, double *g);
size_t sample_batches(const struct fit *f);

/* Sums whose rounding does not grow with their length (A. Neumaier, Rundungsfehleranalyse
 * einiger Verfahren zur Summation endlicher Summen, 1974). */
struct total {
    double sum, lost;
};
void total_add(struct total *t, double v);

/* Runs rows [from, from + n) at the parameters fixed before. */
struct batch {
    size_t from, n;
    const double *model;
    bool holds;
};
/* The next batch after b, or false behind the last one; begin with zeros. */
bool fit_next(struct fit *f, struct batch *b);
/* f->slope of the batch at hand: of model by parameter j in row i at j * TAPE_BLOCK + i. */
void fit_slopes(struct fit *f);

#endif
