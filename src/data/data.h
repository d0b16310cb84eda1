/* data.h: tables, and losses of models over them.
 *
 *   bytes --table_read--> cells as text --table_series--> numbers, a column at a time
 *   series + model + loss --fit_new--> an objective that optim can walk on
 *
 * A column is looked at only when a model names it, so that what is odd in another one
 * does no harm. Everything returned lives in the arena that was given.
 */
#ifndef GRADUS_DATA_H
#define GRADUS_DATA_H

#include "optim/optim.h"
#include "tape/tape.h"

/* ---- tables ------------------------------------------------------------------ */

/* Values separated by commas, semicolons or tabs, whichever the first line has most of; the
 * first line has the names. Quotes as in RFC 4180 (Y. Shafranovich, 2005): "a, ""b""" is
 * one cell. A byte order mark, line ends of every kind, and empty lines are passed over, and
 * lines that begin with # before the names. Decimals have a point. */
struct table {
    char separator;
    size_t rows, columns;
    const char **heading; /* of each column, as it stands in the file */
    const char **name;    /* the same as a name that a model can use */
    const char **cell;    /* rows * columns, row after row, without blanks at the ends */
    const size_t *line;   /* of each row in the file, from 1 */
};

enum { TABLE_BYTES = 256 << 20 };
/* ST_SYNTAX: rows of unequal length, names given twice, a quotation mark never closed, with
 * the line. ST_LIMIT beyond TABLE_BYTES, or out of budget. */
enum status table_read(struct arena *a, const struct source *src, struct budget *budget,
                       struct table **t, struct diag *d);

/* What a model may name: a column of numbers, or, of a column of words, one word: the
 * series colour_red is 1 where the colour is red and 0 elsewhere. */
struct series {
    const char *name;
    size_t column;
    const char *word; /* NULL: the numbers themselves */
};

/* Columns of words have at most so many different ones. */
enum { TABLE_WORDS = 100 };
/* All series in order of columns, words sorted. A column of words has no series of its own
 * name; one of more than TABLE_WORDS words none at all. */
struct series *table_series(struct arena *a, const struct table *t, size_t *n);
/* Is the column one of words? */
bool table_has_words(const struct table *t, size_t column);

/* value[i] for each row, missing[i] set where there is none: an empty cell, NA, NaN, null
 * or a lone point. ST_SYNTAX for a cell that is no number, with row and column. */
enum status table_numbers(const struct table *t, const struct series *s, double *value,
                          bool *missing, struct diag *d);

/* ---- losses ------------------------------------------------------------------ */

enum loss {
#define LOSS(id, ...) LOSS_##id,
#include "data/losses.def"
#undef LOSS
    LOSS_COUNT
};

struct loss_row {
    const char *name; /* as --loss takes it */
    const char *title;
    const char *formula;
};

const struct loss_row *loss_row(enum loss l);
int loss_find(const char *name); /* or -1; cross-entropy is logistic */
/* Does the loss measure y - f (else the likelihood of y)? */
bool loss_of_residuals(enum loss l);

/* ---- fits -------------------------------------------------------------------- */

/* Outputs of a model's tape, whose inputs are the parameters, then the columns. */
enum { FIT_RESPONSE, FIT_MODEL, FIT_HOLDS, FIT_OUTPUTS };

struct fit {
    struct arena *arena;
    const struct tape *tape;
    size_t n, rows; /* n parameters */
    const double *const *column;
    enum loss loss;
    double delta; /* Huber's */
    bool linear;  /* the model is linear in its parameters */
    const double *response;
    /* Below: the fit's own. */
    struct tape_rows *block;
    double *slope, *weight, *batch;
    struct sampler *sampler;
};

/* Room for the rest of f, whose fields down to `linear` are set. Runs the responses; *bad is
 * the first row whose response is not finite or not one that the loss is for, else rows. */
void fit_prepare(struct fit *f, size_t *bad);
/* The first row in which the model has no finite value at x, or the number of rows. */
size_t fit_first_fault(struct fit *f, const double *x);
/* From now on the objective gives samples too: the mean over the next `batch` rows (of the
 * last batch of an epoch, over those that are left), in an order that is shuffled anew for
 * every epoch (R. Durstenfeld, Algorithm 235: Random permutation, 1964) by SplitMix64 from
 * the seed: the same seed, the same walk. */
void fit_sample(struct fit *f, size_t batch, uint64_t seed);
/* The mean of the loss. Its gradient, Hessian and, for mse, squares; unitless. */
struct objective fit_objective(struct fit *f);

struct fit_quality {
    double rss;      /* the sum of (y - f)^2 */
    double tss;      /* of (y - mean of y)^2 */
    double deviance; /* twice what the log likelihood is below its highest */
    bool separated;  /* logistic: every row lies on its own side */
};
struct fit_quality fit_quality(struct fit *f, const double *x);

/* What Newton's method sees at x. */
struct fit_rest {
    bool curved;  /* the second derivatives are positive definite */
    double fall;  /* how much lower it expects the minimum */
    bool settled; /* ... and no parameter would move by a millionth, or be seen to */
};
struct fit_rest fit_rest(struct fit *f, const double *x);

/* The standard errors of the parameters at x, from the second derivatives there: of the
 * squares of the slopes for mse, with the variance rss/(rows - n); of the likelihood for
 * logistic and poisson. False where there are none. */
bool fit_errors(struct fit *f, const double *x, double *error);

/* Newton's method on from x, slopes in balls and with the rows' sums exact to many digits:
 * what is left is the rounding of x to doubles. `exact` has outputs response, model, and its n
 * derivatives by the parameters. False, x as it was, where it gets nowhere: x is no point of
 * rest, or the matrix is singular, or the budget does not allow it. */
bool fit_polish(struct fit *f, const struct tape *exact, double *x,
                struct budget *budget);

/* The least sum of absolute errors of a linear model, from x: along edges of the polyhedral
 * graph to its lowest vertex, where as many rows as there are parameters are met exactly
 * (I. Barrodale, F. D. K. Roberts, An improved algorithm for discrete l1 linear
 * approximation, 1973). */
struct lad_end {
    bool lowest; /* proved by multipliers of absolute value 1 at most */
    bool only;   /* all of them below 1: no other minimum */
    size_t steps;
};
/* ST_UNABLE: the columns of the model depend on each other. ST_LIMIT: time. */
enum status fit_lad(struct fit *f, double *x, struct budget *budget, struct lad_end *end,
                    struct diag *d);

#endif
