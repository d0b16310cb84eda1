/* slips.h: what the files that explain wrong answers share.
 *
 *   question, key, answer --a task's file--> suspects --fits the answer?--> slip, nudge
 *
 * A suspect is a slip with the answer that it would give. It is found guilty if the learner
 * gave that answer; since that was judged wrong, a suspect that agrees with the key is
 * never named. Of several the upper row of slips.def is told.
 */
#ifndef GRADUS_COURSE_SLIPS_H
#define GRADUS_COURSE_SLIPS_H

#include "course/internal.h"

enum task_id {
#define TASK(id, name, work, run) TASK_##id,
#include "course/slips.def"
    TASK_COUNT
};

enum slip {
#define SLIP(id, name, tasks, nudge) SLIP_##id,
#include "course/slips.def"
    SLIP_COUNT
};

struct slip_row {
    const char *id;
    unsigned tasks; /* bit t: task t */
    const char *nudge;
};

const struct slip_row *slip_row(enum slip slip);
const char *slip_nudge(enum slip slip);
bool task_find(const char *name, enum task_id *out);

/* One field of an answer: a single one has no name. */
struct slip_field {
    const char *name, *typed;
    enum answer_kind kind;
    const struct check_options *options;
    struct given key, said;
    bool wrong; /* it was judged so */
};

/* What slips would answer, in place of what was answered. */
struct foreseen {
    enum slip slip;
    struct value *value;
};

struct foresight {
    size_t count, cap;
    struct foreseen *at;
};

struct diagnosis {
    const struct search *s;
    enum task_id task;
    const struct result *asked;              /* the question: f, var, on, ... */
    const struct slip_field *fields, *field; /* all, and the wrong one at hand */
    size_t field_count;
    const char *const *vars;     /* of the question, ended by NULL; the first is moved */
    const bool *off;             /* slips that are not told, or NULL */
    struct foresight *foresight; /* suspects are written down here, or NULL */
    bool fits[SLIP_COUNT];
};

#define TASK(id, name, work, run) void run(struct diagnosis *d);
#include "course/slips.def"

/* The first row that explains all wrong fields, or SLIP_COUNT. */
enum slip slips_find(const struct search *s, enum task_id task,
                     const struct result *asked, const struct slip_field *fields,
                     size_t count, const bool *off);
/* What the slips of the task would answer in the one field; its key is asked for. */
void slips_foresee(const struct search *s, enum task_id task, const struct result *asked,
                   const struct slip_field *field, const bool *off,
                   struct foresight *out);

/* The same of a field of a problem; nothing where its task can't be seen. */
void slip_foresee(const struct variant *v, size_t field, const struct given *key,
                  struct foresight *out);

/* ---- the question ---------------------------------------------------------------- */

#define ASKED_FUNCTION "f function expr"
/* The text of one of the names ("x0 start"), whatever its kind; NULL if there is none. */
const char *asked_text(const struct diagnosis *d, const char *names);
const struct result *asked_part(const struct diagnosis *d, const char *names);
bool asked_formula(const struct diagnosis *d, const char *names, struct formula *f);
bool asked_number(const struct diagnosis *d, const char *names, expr *value);
/* Numbers of a list, of an object, or of a text "(1, 2)"; *n of them, 0 if there are none. */
expr *asked_numbers(const struct diagnosis *d, const char *names, size_t *n);
/* The set `on`; the line without it. */
bool asked_set(const struct diagnosis *d, struct realset *on);
/* Where f has values inside `within`, and the condition `domain` holds. */
bool asked_domain(const struct diagnosis *d, const struct formula *f, expr x,
                  const struct realset *within, struct realset *domain);
bool text_number(const struct diagnosis *d, const char *text, expr *value);
size_t names_count(const char *const *names);
/* The function as it was typed, or put together from steps; NULL if there is none. */
struct syntax *asked_tree(const struct diagnosis *d);

/* ---- suspects ------------------------------------------------------------------- */

/* Is the number the one that was typed, or as near as the field's tolerance asks? */
bool slip_same(const struct diagnosis *d, struct value *is, const struct element *typed);
/* Writes a suspect down, if that is what is wanted; value may be NULL. */
void foresee(struct diagnosis *d, enum slip slip, struct value *value);
void suspect_number(struct diagnosis *d, enum slip slip, expr value);
void suspect_value(struct diagnosis *d, enum slip slip, struct value *value);
/* One number a coordinate. */
void suspect_point(struct diagnosis *d, enum slip slip, const expr *at, size_t n);
void accuse(struct diagnosis *d, enum slip slip, bool guilty);
/* f at a real number, exact where that is possible; NULL if it has no value there. */
struct value *slip_value_at(const struct diagnosis *d, const struct formula *f, expr x,
                            const struct value *at);

/* ---- texts of rules (sliprule.c) ---------------------------------------------------- */

enum letter {
    LETTER_U,
    LETTER_V,
    LETTER_DU,
    LETTER_DV,
    LETTER_C,
    LETTER_K,
    LETTER_W,
    LETTER_G,
    LETTER_H,
    LETTER_X,
    LETTER_R,
    LETTER_F,
    LETTER_N,
    LETTER_COUNT
};

enum { RULE_NODES = 40 };

struct rule_program { /* a text as a list of nodes, arguments first */
    size_t n;
    expr node[RULE_NODES];
    int letter[RULE_NODES]; /* or -1 */
    unsigned char arg[RULE_NODES][4];
};

const struct rule_program *rule_compile(struct pool *p, const char *text);
double rule_double(const struct pool *p, const struct rule_program *r,
                   const double letters[LETTER_COUNT]);
expr rule_expr(struct pool *p, const struct rule_program *r,
               const expr letters[LETTER_COUNT]);

/* ---- parts of a formula (slipparts.c) ------------------------------------------------ */

enum shape {
#define SHAPE(id, value, right) SHAPE_##id,
#include "course/sliprules.def"
    SHAPE_WHOLE,              /* those above have a value and a right derivative */
    SHAPE_ROOT = SHAPE_WHOLE, /* a power to 1/2 */
    SHAPE_BELOW,              /* a power to a negative number */
    SHAPE_LINEAR,             /* the variable as a term: the power x^1 */
    SHAPE_COUNT
};

enum { SLIP_POINTS = 3, PART_VIEWS = 4, PARTS_MOST = 3000 };

/* A part seen as of a shape; numbers of parts, or -1. */
struct view {
    enum shape shape;
    int u, v, c, k;
};

struct part_of_formula {
    size_t views;
    struct view view[PART_VIEWS]; /* the first one gives value and right derivative */
    int func;                     /* of SHAPE_FUNCTION */
    expr node, slope;             /* of SHAPE_CONSTANT and SHAPE_OPAQUE */
    double value[SLIP_POINTS], right[SLIP_POINTS], now[SLIP_POINTS],
        weight[SLIP_POINTS]; /* weight: d answer / d (derivative of this part) */
};

struct parts {
    const struct search *s;
    struct arena *arena;
    const char *x; /* the variable's name */
    expr symbol;
    size_t count, cap;
    struct part_of_formula *at; /* children first; the last is the whole */
    const struct rule_program *value[SHAPE_COUNT], *right[SHAPE_COUNT];
    const struct rule_program **wrong; /* one a rule, NULL until it is used */
};

/* Takes a tree apart. False where that fails. */
bool parts_read(struct parts *ps, const struct syntax *tree);

/* ---- differentiating with a wrong rule (slipwalk.c) --------------------------------- */

struct slip_rule {
    enum shape shape;
    int func; /* or -1: any */
    enum slip slip;
    const char *text;
};

/* Where a rule is used: at one part, or at all of its shape. */
enum { EVERY_PART = -1, EVERY_PART_AND_X = -2 };

size_t slip_rule_count(void);
const struct slip_rule *slip_rule(size_t i);
bool rule_applies(const struct parts *ps, size_t part, const struct slip_rule *rule,
                  const struct view **view);
/* Values, right derivatives and weights in doubles; xs[k] is x at point k. */
void walk_right(struct parts *ps, const double *xs);
/* The derivative with `rule` at `where`, in doubles and as a formula. */
void walk_wrong(struct parts *ps, const struct slip_rule *rule, int where,
                const double *xs, double out[SLIP_POINTS]);
expr walk_exactly(struct parts *ps, const struct slip_rule *rule, int where);

#endif
