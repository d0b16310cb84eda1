/* cli.h: the shell's side: options, one answer, batch, the calculator.
 *
 *   argv --options_read--> request --verb_run--> answer --show_answer--> stdout, stderr
 *
 * Only here and in tui are clocks read and files opened.
 */
#ifndef GRADUS_CLI_H
#define GRADUS_CLI_H

#include "verb/verb.h"

/* How answers are shown. */
struct manner {
    bool json, latex, ascii, quiet;
    bool colour; /* standard output may get escape sequences */
    bool pretty; /* standard output is a person's terminal */
    bool drawn;  /* formulas in two dimensions: --pretty */
    double timeout;
};

/* ---- options ------------------------------------------------------------------ */

/* Words of a command line (the verb first) as a request, and the manner they ask for.
 * ST_USAGE for what no verb or option knows. *help: the help of the verb is wanted. */
enum status options_read(struct arena *a, size_t count, const char *const *words,
                         struct result **request, struct manner *manner, bool *help,
                         struct diag *d);
/* One line as words by the shell's rules of quoting: '...', "...", \x. ST_SYNTAX for a
 * quote that is not closed. */
enum status options_split(struct arena *a, const char *line, const char ***words,
                          size_t *count, struct diag *d);

/* ---- world -------------------------------------------------------------------- */

/* After interrupt_watch the first ^C is only seen; the next ends the process. */
void interrupt_watch(void);
bool interrupt_seen(void);

/* How far long work is: a line on standard error, if that is a terminal. */
struct progress {
    double next; /* when it is to be drawn: seconds of the monotonic clock */
    bool wanted, shown;
};
void progress_begin(struct progress *p, bool wanted);
bool progress_due(struct progress *p);
void progress_show(struct progress *p, double done, const char *text);
void progress_end(struct progress *p); /* takes the line away */

/* A context for one request: files may be opened, and the budget ends with the clock, or
 * when ^C was seen. */
struct world {
    struct budget budget;
    double deadline; /* seconds of the monotonic clock */
    struct progress progress;
};
struct verb_context world_context(struct world *w, struct arena *a,
                                  const struct manner *manner);
double world_clock(void);
/* Folders of courses: GRADUS_PATH, GRADUS_DATA, beside the sources, installed; and the
 * file of progress. In the arena. */
const char **world_folders(struct arena *a, const char *course, size_t *count);
const char *world_store(struct arena *a);

/* ---- showing ------------------------------------------------------------------ */

/* Columns that a page on standard output may take. */
size_t show_width(void);
/* Prints an answer, or what went wrong; returns the exit status. */
int show_answer(struct arena *a, const struct verb_answer *answer,
                const struct manner *manner);
/* A mistake under the text it was made in, on standard error. */
void show_mistake(struct arena *a, const struct diag *d, const char *text,
                  const struct manner *m);
void show_document(struct arena *a, const struct document *doc,
                   const struct manner *manner);

/* ---- loops -------------------------------------------------------------------- */

/* Requests from standard input, a line each; an answer line each. */
int batch_run(const struct manner *manner);
/* The calculator with readline. */
int repl_run(const struct manner *manner);
/* The facts worth knowing of an expression, a line each. */
int overview_run(const char *text, const struct manner *manner);

#endif
