/* slipset.h: a wrong set of critical points, and lists of numbers. */
#ifndef GRADUS_COURSE_SLIPSET_H
#define GRADUS_COURSE_SLIPSET_H

#include "course/slips.h"

struct numbers {
    size_t count, cap;
    struct element *at;
};

struct collection {
    struct diagnosis *d;
    struct formula f, df;
    expr x;
    struct realset on, domain; /* asked; where f is defined at all */
    struct critical found;     /* on the whole line */
    struct numbers key, said, extra, missing;
};

void numbers_append(const struct collection *c, struct numbers *list, struct element e);
bool numbers_hold(const struct collection *c, const struct numbers *list,
                  struct element e);
/* a is computed, b typed: every number of a in b? */
bool numbers_said(const struct collection *c, const struct numbers *a,
                  const struct numbers *b);
/* a is typed, b computed. */
bool numbers_within(const struct collection *c, const struct numbers *a,
                    const struct numbers *b);
/* Were just these numbers said? Nothing said, nothing shown. */
bool numbers_are_said(const struct collection *c, const struct numbers *list);
/* Writes them down as a set, if that is what is wanted. */
void numbers_foresee(const struct collection *c, enum slip slip,
                     const struct numbers *list);
/* What was said beyond the key, and what is missing of it. */
void collection_split(struct collection *c);
/* Is g zero at the number? */
bool collection_zero(const struct collection *c, expr g, struct element e);

void suspect_extra(struct collection *c);
/* The key with the ends, and with what is critical elsewhere. */
void foresee_extra(struct collection *c);
void suspect_missing(struct collection *c);

#endif
