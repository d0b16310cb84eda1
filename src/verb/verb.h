/* verb.h: the use cases, by name.
 *
 *   request (fields) --verb_run--> answer (fields)     JSON and page are the answer laid out
 *
 * verbs.def has a row for each verb, options.def one for each option; help, man page,
 * completion, the shell's option reader and the JSON requests all read those rows. A verb
 * prints nothing and reads no clock; what it needs of the world is in its context.
 */
#ifndef GRADUS_VERB_H
#define GRADUS_VERB_H

#include "page/page.h"

/* How far a long walk is. */
struct verb_progress {
    double done; /* a guess, from 0 to 1: never less than before */
    size_t step;
    double value, slope;
};

/* What a verb needs of the world. Everything lives in the arena, and with it. */
struct verb_context {
    struct arena *arena;
    struct budget *budget;
    /* Opens a file for reading, in the arena; NULL: files can't be opened here. */
    enum status (*open)(void *world, const char *path, struct arena *a,
                        struct source *out, struct diag *d);
    /* Writes a new file, and no other: ST_IO if there is one of that name. NULL: files can't
     * be written here. */
    enum status (*create)(void *world, const char *path, const char *text, size_t n,
                          struct diag *d);
    /* Told after every step of a walk; NULL: nobody looks. */
    void (*progress)(void *world, const struct verb_progress *p);
    void *world;
    bool tex; /* formulas are wanted in LaTeX too */
    /* ... and drawn in two dimensions, at most so many columns wide; 0: not. */
    size_t draw_width;
    bool draw_ascii; /* in seven bits */
};

enum verb_exit {
    EXIT_DONE = 0,
    EXIT_NO = 1,
    EXIT_BAD = 2,
    EXIT_GIVEN_UP = 3,
    EXIT_ENVIRONMENT = 4
};

/* A request is a RES_FIELDS: "command", then arguments and long options by name, hyphens
 * as underscores; values are texts, numbers, truths, or what CLI.md says. The answer begins
 * with "command" and "input"; a failure has "error" in it. `mistaken` is the text that the
 * error's place refers to, or NULL. */
struct verb_answer {
    struct result *result;
    enum verb_exit exit;
    const char *mistaken;
    struct diag diag; /* status ST_OK if there was no failure */
};

struct verb_answer verb_run(const struct verb_context *cx, const struct result *request);

/* ---- rows -------------------------------------------------------------------- */

struct verb_row {
    const char *name;
    const char
        *args; /* in order, "expr var?": ? may be left out, * takes all that follow */
    const char *options;  /* names of the options it reads */
    const char *usage;    /* for help: EXPR [VAR] */
    const char *says;     /* one line */
    const char *about;    /* a paragraph for help, or NULL */
    const char *examples; /* one command a line */
    bool hidden;          /* not in the list of commands */
};

struct option_row {
    const char *name;
    const char *value; /* what it takes: "EXPR", or NULL for a switch */
    const char *says;
    bool general; /* of every query */
};

size_t verb_count(void);
const struct verb_row *verb_row(size_t i);
long verb_find(const char *name); /* or -1 */
size_t option_count(void);
const struct option_row *option_row(size_t i);
long option_find(const char *name, size_t n);
/* Is the option one of the verb's, or general? */
bool verb_takes(const struct verb_row *v, const struct option_row *o);
/* The manual page, in roff. */
void verb_manual(struct str *out);
/* The names of the elementary functions one by one, then NULL: for completion. */
const char *verb_function(size_t i);
/* The methods of minimisation, with their formulas: `gradus help methods`. */
struct document *verb_methods(struct arena *a);
/* The help page of one verb; of all, for NULL. */
struct document *verb_help(struct arena *a, const struct verb_row *v);

#endif
