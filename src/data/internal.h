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

#endif
