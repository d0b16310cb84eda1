/* model.h: what a fit stands on: a table, a model in parameters and columns, a start. */
#ifndef GRADUS_VERB_MODEL_H
#define GRADUS_VERB_MODEL_H

#include "data/data.h"
#include "verb/internal.h"

struct model {
    struct job *job;
    struct table *table;
    struct series *series; /* all that the table has */
    size_t series_count;
    struct formula response, body;
    size_t n;
    const char **names; /* of the parameters */
    expr *parameters;
    double *start;
    bool given;  /* the start was given, at least in part */
    size_t used; /* series that occur in the model, ... */
    const struct series **column;
    expr *column_symbol;
    size_t dropped;     /* rows left out, because something is missing in them */
    const size_t *row;  /* where each row that is left stands in the table */
    struct tape *exact; /* response, model and its slopes, or NULL: too much */
    struct fit fit;
};

/* Reads data, model, loss, delta, params, from and missing. ST_IO: no such file; ST_SYNTAX
 * and ST_USAGE with the place in the model, or in the table. */
enum status model_read(struct model *m);

#endif
