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
 * the line. ST_LIMIT beyond TABLE_BYTES. */
enum status table_read(struct arena *a, const struct source *src, struct table **t,
                       struct diag *d);

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

#endif
