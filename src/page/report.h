/* report.h: what the files that write reports share. */
#ifndef GRADUS_PAGE_REPORT_H
#define GRADUS_PAGE_REPORT_H

#include "page/internal.h"

struct report {
    struct arena *arena;
    struct document *doc;
    const struct result *r;
    enum report_notation notation;
    struct drawings drawings;
};

/* A field's value as text; "" for none. */
const char *report_text(struct report *rp, const struct result *v);
const char *report_field(struct report *rp, const struct result *r, const char *name);
bool report_truth(const struct result *r, const char *name);
bool report_null(const struct result *r, const char *name);
/* A paragraph, unless the text is empty. */
void report_say(struct report *rp, enum style style, const char *text);
/* A table with room for `most` rows below its head. */
struct block *report_table(struct report *rp, size_t columns, const char *const *head,
                           size_t most);
const char **report_row(struct block *b);

/* ---- arrangements ---------------------------------------------------------------- */

void report_minimize(struct report *rp);
void report_fit(struct report *rp);
void report_record(struct report *rp);
void report_autodiff(struct report *rp);
void report_lint(struct report *rp);
void report_new(struct report *rp);
void report_try(struct report *rp);
/* critical with several variables */
void report_surface(struct report *rp);
void report_definite(struct report *rp); /* convexity in several variables */

#endif
