/* telling.h: lines of a board, as answers carry them in "steps". */
#ifndef GRADUS_VERB_TELLING_H
#define GRADUS_VERB_TELLING_H

#include "verb/internal.h"

/* What is told is written once for each notation, by the same calls. */
enum { MOST_LINES = 200 };
struct telling {
    struct job *j;
    enum notation how;
    size_t n;
    const char *rule[MOST_LINES], *says[MOST_LINES];
};

void tell(struct telling *t, const char *rule, const char *fmt, ...) LIKE_PRINTF(3, 4);
const char *tell_formula(const struct telling *t, expr e);
/* The exact value, else ten digits. */
const char *tell_value(const struct telling *t, expr exact, double approx);

/* Writes the field "steps": tell_all(t, what) is called for each notation that is wanted. */
void tell_steps(struct job *j, void (*tell_all)(struct telling *t, const void *what),
                const void *what);

#endif
