/* internal.h: what the files of verb share among themselves. */
#ifndef GRADUS_VERB_INTERNAL_H
#define GRADUS_VERB_INTERNAL_H

#include "analysis/analysis.h"
#include "verb/verb.h"

/* One request being answered. */
struct job {
    const struct verb_context *cx;
    const struct result *request;
    struct arena *arena;
    struct search search; /* pool and budget */
    struct result *out;   /* the answer */
    enum verb_exit exit;
    const char *mistaken; /* the text a diagnosis refers to */
    struct diag *diag;
    struct note *notes; /* how things were read */
};

/* ---- request fields ------------------------------------------------------------ */

/* The text of a field (a number's own text too), or NULL. */
const char *job_text(struct job *j, const char *name);
bool job_flag(struct job *j, const char *name);
/* A whole number in [least, most]; absent: the default. */
enum status job_integer(struct job *j, const char *name, long least, long most,
                        long normal, long *out);
/* A real number as a double; absent: the default. */
enum status job_double(struct job *j, const char *name, double normal, double *out);
/* The expression `expr`, with `declared` names in scope (ended by NULL, or NULL). */
enum status job_formula(struct job *j, const char *const *declared, struct formula *out);
/* The variable: `var`, else the only one, else x; an error that lists them otherwise. */
enum status job_variable(struct job *j, const struct formula *f, expr *x);
/* The set `on`, the whole line if absent. */
enum status job_set(struct job *j, struct realset *on);
/* Formula, variable and set of a question about one variable. */
enum status job_question(struct job *j, struct formula *f, expr *x, struct realset *on);
/* One interval for each variable, from `on` (x=[0,1],y=[0,inf) or {x: "[0,1]"}); the whole
 * line for those it does not name. */
enum status job_box(struct job *j, const expr *x, size_t n, struct piece_of_line *side);
/* Assignments of `name` ("x=2,y=3" or {x: 2}): names and exact closed values. */
struct assignment {
    const char *name;
    expr value;
};
enum status job_assignments(struct job *j, const char *name, struct assignment **list,
                            size_t *n);

/* The names of a list ("x,y" or ["x", "y"]), ended by NULL; NULL if the field is absent. */
enum status job_names(struct job *j, const char *name, const char *const **out);

/* ---- values ---------------------------------------------------------------------- */

/* Puts the assignments of the field `at` into a formula. */
enum status job_put_point(struct job *j, struct formula *f);
/* ST_USAGE if a variable is left. */
enum status job_closed(struct job *j, const struct formula *f);
/* Of a closed formula: "value", "approx" and "enclosure" with so many digits proved, or
 * "undefined", to `out`. */
enum status job_value(struct job *j, const struct formula *f, struct result *out,
                      long digits);

/* The same of a ball without a formula: "value" is null. */
enum status job_ball(struct job *j, const arb_t ball, struct result *out, long digits);

/* ---- answer fields --------------------------------------------------------------- */

struct result *job_tree(struct job *j, const struct syntax *s);
struct result *job_expr(struct job *j, expr e);
/* The same in its shortest form. */
struct result *job_tidied(struct job *j, expr e);
/* Adds the working of a derivative, "question" and "steps"; `last` is what is answered. */
enum status job_working(struct job *j, const struct formula *f, expr x, unsigned order,
                        expr last);
struct result *job_infinite(struct job *j, int sign);         /* inf or -inf */
struct result *job_real(struct job *j, const struct real *r); /* exact, or null */
struct result *job_number(struct job *j, double v);           /* null if not finite */
struct result *job_enclosure(struct job *j, const struct ival *v, int digits);
/* {"x", "approx", "enclosure"} */
struct result *job_point(struct job *j, struct real *r);

/* The field "steps": how critical points (and, if e is not NULL, extrema) were found. */
void job_story(struct job *j, const struct critical *c, const struct extrema *e);

#define VERB(id, run, ...) enum status run(struct job *j);
#include "verb/verbs.def"
#undef VERB

#endif
