/* course.h: lessons, problems, and the judging of answers.
 *
 *   folders --library--> entries        front matter of every file, in course order
 *   lesson file --lesson_read--> struct lesson { sheets of parts }
 *   problem file --problem_read--> struct problem --problem_generate(seed)--> struct variant
 *   variant, field, what was typed --course_check--> struct mark
 *   marks --course_record--> store, with the next day of review by FSRS-6
 *
 * What a file says lives in the arena that was given to the reader; what is computed of it
 * (formulas, values, variants, marks) lives in the pool of the search that was given, and
 * in that pool's arena. A problem can be read once and drawn many times, each variant with
 * a pool of its own.
 *
 * Mistakes of an author are findings: a code of AUTHORING, a place in the file and a
 * sentence. A file with an error has findings and no lesson.
 */
#ifndef GRADUS_COURSE_H
#define GRADUS_COURSE_H

#include "analysis/analysis.h"
#include "page/page.h"
#include "store/store.h"

/* ---- findings ---------------------------------------------------------------- */

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

struct finding {
    const char *file;    /* as it was opened */
    const char *code;    /* "L302" */
    size_t line, column; /* from 1, in characters; 0: the whole file */
    enum severity severity;
    const char *message, *help; /* help may be NULL */
};

struct findings {
    struct arena *arena;
    const char *file;   /* of those to come */
    const char *source; /* the text of that file, once it has been read, or NULL */
    size_t source_size;
    size_t count, cap, errors, warnings;
    struct finding *at;
};

struct findings findings_in(struct arena *a, const char *file);
void findings_add(struct findings *f, const char *code, size_t line, size_t column,
                  const char *fmt, ...) LIKE_PRINTF(5, 6);
/* At a byte of a text that YAML made of the file's: quotes, folds and fences counted in. */
struct scalar;
void findings_within(struct findings *f, const char *code, const struct scalar *text,
                     size_t offset, const char *fmt, ...) LIKE_PRINTF(5, 6);
/* By file, line, column; what is there twice only once. */
void findings_sort(struct findings *f);
const char *severity_name(enum severity s);
/* "line 12: unknown name 'y'": the first error, for those who can't show more; `path`
 * without one. */
const char *findings_reason(const struct findings *f, const char *path);
/* A help for the finding added last. */
void findings_help(struct findings *f, const char *fmt, ...) LIKE_PRINTF(2, 3);

/* ---- front matter ------------------------------------------------------------ */

/* A text and where it begins. */
struct scalar {
    const char *text; /* NULL: not given */
    size_t line, column;
};

struct scalars {
    size_t count;
    struct scalar *at;
};

enum yaml_kind { YAML_TEXT, YAML_ITEMS, YAML_FIELDS };

/* YAML without its guessing: every scalar is text. */
struct yaml {
    enum yaml_kind kind;
    const char *text; /* YAML_TEXT */
    size_t line, column;
    bool flow;   /* written as [a, b] or {a: b} */
    bool quoted; /* written in quotes or as a block: YAML took marks away */
    size_t count, cap;
    struct yaml **items;
    struct scalar *names; /* YAML_FIELDS: one an item */
};

/* Reads one YAML document, whose first character stands at line, column 1 of its file.
 * Anchors, aliases, tags, merge keys, second documents, duplicate keys and nesting beyond
 * eight levels are findings. NULL if there is an error; an empty document has no fields. */
struct yaml *yaml_read(struct arena *a, const char *text, size_t n, size_t line,
                       struct findings *findings);
const struct yaml *yaml_get(const struct yaml *y, const char *name); /* or NULL */

/* Front matter and the text behind it. */
struct file_parts {
    struct yaml *front;
    const char *body;
    size_t body_size, body_line;
};

bool file_split(struct arena *a, const char *text, size_t n, struct file_parts *out,
                struct findings *findings);

/* ---- values ------------------------------------------------------------------ */

enum value_kind {
    VALUE_NUMBER,  /* .exact; where that is EXPR_NONE: .infinite, .real or .ball */
    VALUE_FORMULA, /* .formula, with free symbols; a condition too */
    VALUE_SET,     /* finitely many numbers, increasing, each once: .items */
    VALUE_LINE,    /* a union of intervals: .line */
    VALUE_LIST,    /* .items in order: a list, a point */
    VALUE_RECORD,  /* .items with .names */
    VALUE_WORD,    /* .text: "min", "neither"; "DNE" where a value does not exist */
    VALUE_TRUTH    /* .truth */
};

struct value {
    enum value_kind kind;
    expr exact;
    int infinite;
    struct real *real; /* a root with no closed form */
    arb_ptr ball;      /* encloses a number of which no more is known */
    struct formula formula;
    struct realset line;
    enum truth truth;
    const char *text;
    bool point; /* of a list: written (a, b): a point, or an open interval */
    size_t count;
    struct value **items;
    const char **names;
};

struct binding { /* name: expression */
    const char *name;
    struct scalar text;
};

struct named { /* a name with its value, or with a promise of one */
    const char *name;
    struct value *value;
    const struct binding *promise; /* evaluated when it is asked for the first time */
    bool asked;
};

/* Names that have values, and names that are free variables. */
struct names {
    struct arena *arena;
    size_t count, cap;
    struct named *at;
    const char *const *vars; /* ended by NULL */
};

struct names names_in(struct arena *a, const char *const *vars);
void names_set(struct names *n, const char *name, struct value *value);
/* The binding stays where it is; a mistake in it is told when its value is asked for. */
void names_promise(struct names *n, const struct binding *binding);
/* The value of that name, computed if it was only promised. ST_USAGE: no such name. */
enum status names_get(const struct search *s, struct names *n, const char *name,
                      struct value **out, struct diag *d);

/* Evaluates an expression of an author (AUTHORING 6.2). ST_SYNTAX with a place in text for
 * what can't be read, ST_USAGE where kinds do not fit, ST_UNABLE where the engine could
 * not decide. */
enum status value_of(const struct search *s, struct names *names, const char *text,
                     size_t n, struct value **out, struct diag *d);
/* As one may type it back in; notation for readers with NOTE_UNICODE. */
const char *value_text(const struct search *s, const struct value *v, enum notation how);
/* Equal as numbers, functions, sets, words. */
enum truth value_equal(const struct search *s, const struct value *a,
                       const struct value *b);
double value_double(const struct search *s, const struct value *v); /* NaN for others */

/* Replaces {{ expr }} and {{ expr | filter }} in text; inside $`...` the values are
 * simplified into the mathematics around them. */
enum status value_expand(const struct search *s, struct names *names, const char *text,
                         const char **out, struct diag *d);

/* A question whose working is shown in a lesson, for verb_run: expr and, where they were
 * named, variable, order and interval, each as it may be typed. */
struct question {
    const char *verb, *expr, *variable, *order, *on;
};
/* Of "diff(f)", "diff(f, x, 2)", "critical(f)", "extrema(f, on=[a, b])", "solve(df = 0)".
 * ST_USAGE for any other; else as value_of. */
enum status course_question(const struct search *s, struct names *names, const char *of,
                            struct question *out, struct diag *d);

/* ---- sheets: what is shown --------------------------------------------------- */

/* One page of a lesson, a statement or a solution is a sheet of parts, in order:
 *
 *   text     a document of blocks (page.h); mathematics in it is STYLE_MATH text in the
 *            syntax of CLI.md, values are filled in
 *   figure   plot or descent, to be drawn by whoever shows it
 *   aside    note, reveal, hint, solution: a document under a title, open or to be opened
 *   task     problem or quiz, to be answered
 */
enum part_kind {
    PART_TEXT,
    PART_PLOT,
    PART_DESCENT,
    PART_STEPS,
    PART_PROBLEM,
    PART_QUIZ,
    PART_NOTE,
    PART_REVEAL,
    PART_HINT,
    PART_SOLUTION
};

enum {
    SHOW_ZEROS = 1,
    SHOW_CRITICAL = 2,
    SHOW_INFLECTION = 4,
    SHOW_EXTREMA = 8,
    SHOW_ASYMPTOTES = 16
};

struct window { /* an interval of an axis */
    bool given;
    double lo, hi;
};

struct plot_mark {
    double at, y; /* y NAN: on the curve */
    const char *label;
};

struct plot {
    size_t count;
    struct formula *f;   /* functions of x, in the pool */
    const char **f_text; /* the same as text that can be typed */
    expr x;
    struct window across, up; /* across is always given */
    unsigned show;            /* SHOW_... */
    bool has_tangent;
    double tangent_at;
    size_t mark_count;
    struct plot_mark *marks;
    int height; /* rows; 0: as it fits */
};

/* One walker of a descent: those of a race differ in method, rate or start. */
struct descent_run {
    const char *method; /* a name of CLI.md: "gd" */
    double rate;
    const char *rate_text; /* as an exact number: "1/10" */
    double *start;         /* one coordinate a variable */
};

struct descent {
    struct formula f;
    const char *f_text;
    size_t dimension;
    expr *vars; /* symbols */
    const char **var_names;
    size_t count;
    struct descent_run *runs;
    int max_iter, fps;
    double momentum; /* of method momentum; negative: its own default */
    bool table;
    struct window across, up;
    struct { /* what the text says of it, checked by lint */
        bool converges, diverges, has_to;
        double to, within;
        size_t line, column;
    } expect;
};

struct steps_line {
    const char *say, *math, *rule; /* each may be NULL */
    struct scalar written;         /* math as the file has it */
};

struct steps {
    const char *of; /* "diff(f)", "solve(df = 0)", "extrema(f, on=[a,b])", or NULL */
    struct scalar written; /* the same as the file has it */
    size_t count;   /* else lines */
    struct steps_line *lines;
    bool one_by_one;
};

struct task {                /* a problem or a quiz in a lesson */
    const char *use;         /* the id of a problem, or NULL */
    struct problem *problem; /* one written in place: a quiz always is */
    bool has_seed;
    uint64_t seed;
    bool gate; /* the lesson goes on once it is solved */
};

struct part {
    enum part_kind kind;
    const char *id, *caption, *alt, *title; /* each may be NULL */
    bool after;                             /* shown once the problem is solved */
    bool warn;                              /* a note of kind warn */
    size_t line;                            /* in the file */
    union {
        struct document *text; /* PART_TEXT, NOTE, REVEAL, HINT, SOLUTION */
        struct plot *plot;
        struct descent *descent;
        struct steps *steps;
        struct task *task; /* PART_PROBLEM, PART_QUIZ */
    };
    struct part *next;
};

struct sheet {
    const char *title; /* of its heading, or NULL */
    struct part *first, *last;
    struct sheet *next;
};

/* ---- head: front matter common to both kinds ----------------------------------- */

enum file_kind { FILE_LESSON, FILE_PROBLEM };

struct head {
    enum file_kind kind;
    const char *id, *title, *summary, *lang, *license; /* the last three may be NULL */
    struct scalars tags, skills, requires_ids, authors;
    int level, minutes; /* minutes 0: not given */
};

/* What the front matter says it is; a problem if it says nothing. */
enum file_kind file_kind_of(struct arena *a, const char *text, size_t n);

/* The folder of the course that a file belongs to, or NULL. */
const char *path_root(struct arena *a, const char *path);
/* "id" of folder/id.md, "id.de" of an overlay; NULL for other files. */
const char *path_stem(struct arena *a, const char *path);

/* ---- lessons ----------------------------------------------------------------- */

struct lesson {
    struct head head;
    struct names names; /* its let values */
    size_t sheet_count;
    struct sheet *sheets; /* split at headings of level 2 */
};

/* Reads a lesson; formulas and values go to s. NULL if there are errors. */
struct lesson *lesson_read(const struct search *s, const char *text, size_t n,
                           const char *stem, struct findings *findings);
/* The same in another language: the overlay has the text. */
struct lesson *lesson_read_in(const struct search *s, const char *text, size_t n,
                              const char *overlay, size_t overlay_size, const char *stem,
                              struct findings *findings);

/* ---- problems ---------------------------------------------------------------- */

enum answer_kind {
    ANSWER_NUMBER,
    ANSWER_EXPR,
    ANSWER_SET,
    ANSWER_POINT,
    ANSWER_POINTS,
    ANSWER_INTERVAL,
    ANSWER_WORD
};
/* "number", "expr", ...; answer_kind_find gives false for other names. */
const char *answer_kind_name(enum answer_kind k);
bool answer_kind_find(const char *name, enum answer_kind *k);

enum tol_kind { TOL_EXACT, TOL_ABS, TOL_REL, TOL_SIGFIGS, TOL_DECIMALS, TOL_DIGITS };
enum form {
    FORM_ANY,
    FORM_SAME,
    FORM_FACTORED,
    FORM_EXPANDED,
    FORM_LOWEST,
    FORM_RATIONALISED,
    FORM_SINGLE_FRACTION
};

/* How one answer is judged: the options of CHECKING. Zeroed: exact, any form, variable x. */
struct check_options {
    enum tol_kind tol;
    const char *tol_text; /* the bound as exact text, for TOL_ABS and TOL_REL */
    int figures;          /* for SIGFIGS, DECIMALS, DIGITS */
    bool allow_extra, truncate;
    enum form form;
    const char *const *vars; /* ended by NULL; NULL: x */
    const char *domain;      /* a condition, or NULL */
    const char *relation;    /* ">", ">=", "<", "<=", "!=": the key is a bound; or NULL */
    bool key_has_relation;   /* the relation stands before the key's text: "> 1" */
    bool ignore_endpoints, single, decimal_comma;
    const char *asks; /* "x", "value" or NULL: what a prefix may name */
    size_t choice_count;
    const char **choices; /* of a word field */
    size_t synonym_count; /* synonyms[2i] is written for choices synonyms[2i+1] */
    const char **synonyms;
};

/* From the options object of answers.jsonl; NULL or null: none. */
enum status check_options_read(struct arena *a, const struct result *json,
                               struct check_options *out, struct diag *d);

struct field {
    const char *name, *label; /* label may be NULL */
    enum answer_kind kind;
    struct scalar answer;
    struct check_options options;
    struct scalars accept, reject;
    const char *uses, *after; /* names of earlier fields, or NULL */
    bool literal;
    double weight;
};

enum domain_kind { DOMAIN_INT, DOMAIN_RATIONAL, DOMAIN_CHOICE };

struct param { /* what it may be, as texts of expressions in the order of drawing */
    const char *name;
    size_t count;
    const char **choices;
};

struct mistake_rule {
    const char *id;
    bool off;
    const char *say; /* another wording, or NULL */
    size_t when_count;
    struct binding *when; /* field: expression that gives it away */
};

struct problem {
    struct head head;
    struct arena *arena;
    const char *const *vars;
    size_t param_count, let_count, where_count, field_count, hint_count, mistake_count;
    struct param *params;
    struct binding *lets;
    struct scalar *wheres;
    struct field *fields;
    const char **hints; /* of the front matter */
    struct mistake_rule *mistakes;
    bool scheduled;        /* review: schedule */
    int rating_after_hint; /* 2 hard, 3 good */
    const char *body;      /* CommonMark with {{ }} */
    size_t body_size, body_line;
};

/* Reads a problem; it lives in the arena. NULL if there are errors. */
struct problem *problem_read(struct arena *a, const char *text, size_t n,
                             const char *stem, struct findings *findings);

/* Texts of the problem as an overlay has them. False: it can't be read. */
bool problem_translate(struct problem *p, const char *text, size_t n,
                       struct findings *findings);

/* ---- variants ---------------------------------------------------------------- */

struct variant {
    const struct problem *problem;
    uint64_t seed;
    struct search search;                    /* where its values live */
    struct names names;                      /* params and lets */
    struct value **keys;                     /* one a field */
    const char **labels;                     /* one a field, with its values; may be NULL */
    struct sheet statement, after, solution; /* after: figures shown once solved */
    size_t hint_count;       /* those of the front matter, then of the body */
    struct document **hints; /* mild to strong */
    uint64_t draws;          /* how many tuples were tried */
};

/* The variant of that seed: for one problem file the same for ever (AUTHORING 6.1).
 * ST_USAGE for an author's mistake. The budget of s bounds
 * the work. */
enum status problem_generate(const struct problem *p, const struct search *s,
                             uint64_t seed, struct variant **out, struct diag *d);
/* How many tuples of params are valid, if that can be listed (<= 4096 tuples), else 0. */
enum status problem_count(const struct problem *p, const struct search *s,
                          uint64_t *count, struct diag *d);
size_t problem_find_field(const struct problem *p, const char *name); /* or field_count */

/* ---- marks ------------------------------------------------------------------- */

enum verdict {
    VERDICT_CORRECT,
    VERDICT_INCORRECT,
    VERDICT_INVALID,    /* unreadable, or not an answer to the question: costs no try */
    VERDICT_WRONG_FORM, /* right in value, not in form */
    VERDICT_UNDECIDED
};
/* "correct", "incorrect", "invalid", "wrong-form", "undecided". */
const char *verdict_name(enum verdict v);

struct mark {
    enum verdict verdict;
    const char *reading; /* how the answer was read, plain; NULL where it was not */
    const char *reading_pretty; /* the same for readers */
    struct note *notes;         /* what was ambiguous in it */
    bool has_proof;
    enum proof proof;
    const char *witness;    /* "x = 2" for a counterexample, else NULL */
    double expected, given; /* both sides at the witness */
    const char *mistake;    /* the id of a slip, or NULL */
    const char *feedback;   /* one sentence; never shows the key */
    struct diag diag;       /* for VERDICT_INVALID: a place in what was typed */
};

/* Judges what was typed into a field. `typed` are the texts of all fields (NULL or "" for
 * those not filled), of which earlier ones may be used by this one (`uses`); NULL is
 * allowed. The mark lives in the arena of the variant's pool. */
void course_check(const struct variant *v, size_t field, const char *text,
                  const char *const *typed, struct mark *out);

/* The same without a problem: reference and answer as in answers.jsonl. ST_SYNTAX and the
 * like if the reference can't be read. */
enum status check_answer(const struct search *s, enum answer_kind kind,
                         const char *reference, const char *answer,
                         const struct check_options *options, struct mark *out,
                         struct diag *d);

/* Several fields at once: objects of texts, whose kinds follow from the look of the keys.
 * The mark is that of the worst field. */
enum status check_fields(const struct search *s, const struct result *reference,
                         const struct result *answer, const struct check_options *options,
                         struct mark *out, struct diag *d);
enum answer_kind answer_kind_guess(const char *reference);

/* Names the slip that leads to a wrong answer: m, the mark of that answer, gets its id and
 * a nudge, or stays as it is if none is found. The task is one of task_name; `given` is the
 * question as in mistakes.jsonl; reference and answer are texts, or objects of texts. */
enum status check_slip(const struct search *s, const char *task, const struct result *given,
                       enum answer_kind kind, const struct result *reference,
                       const struct result *answer, const struct check_options *options,
                       struct mark *m, struct diag *d);
const char *task_name(size_t i); /* NULL behind the last */
const char *slip_name(size_t i); /* likewise */
/* The letters of a question, the one that moves first; ended by NULL. */
const char *const *question_vars(const struct search *s, const struct result *given);

/* ---- attempts and reviews ----------------------------------------------------- */

enum rating { RATING_NONE, RATING_AGAIN, RATING_HARD, RATING_GOOD, RATING_EASY };

/* How a problem was done. */
struct attempt {
    const struct variant *variant;
    const char *const *typed; /* one a field; NULL: not filled in */
    const struct mark *marks; /* one a field, or NULL where the solution was shown */
    bool shown;               /* the solution was asked for */
    int tries, hints;         /* tries: this one included, unreadable ones not */
    int64_t ts;               /* seconds since 1970 */
    int day;                  /* see schedule_day */
    int64_t ms;               /* from the question to this answer */
    bool review; /* rate it: the first verdict that counts for this variant */
};

/* The verdict on all fields together: the worst that is not invalid, or invalid. */
enum verdict attempt_verdict(const struct attempt *a);
/* AUTHORING 6.6. */
enum rating attempt_rating(const struct attempt *a);
/* Logs the attempt in one transaction. */
enum status course_record(struct store *store, const struct attempt *a, struct diag *d);

/* Days are counted from 1970 in local time and begin at four o'clock. seconds_east: of
 * the local zone. */
int schedule_day(int64_t ts, long seconds_east);
/* A store_review: FSRS-6 in the gradus profile (whole days, no minute steps); context is a
 * const double *, the wished retention, or NULL for 0.9. */
bool schedule_review(void *context, const struct store_answer *answer,
                     struct store_item *item);

/* ---- library ----------------------------------------------------------------- */

struct entry { /* one file, as its front matter describes it */
    struct head head;
    const char *folder; /* of the course */
    const char *path;   /* folder/lessons/id.md */
    const char *overlay; /* folder/lessons/id.de.md in the learner's language, or NULL */
};

struct course_part {
    const char *title; /* NULL: the course has no parts */
    size_t count;
    const struct entry **lessons; /* in order */
};

struct course {
    const char *folder, *title;
    size_t part_count;
    struct course_part *parts;
};

struct library {
    struct arena *arena;
    size_t course_count, lesson_count, problem_count;
    struct course *courses;
    struct entry *lessons;    /* in course order, then by id */
    struct entry *problems;   /* by id */
    struct findings findings; /* of files that could not be taken in */
};

/* Looks below each folder for lessons/ and problems/ and reads the front matter of every
 * file. Only regular files are opened, and links are not followed. An id that came before
 * hides later ones. */
struct library *library_open(struct arena *a, const char *const *folders, size_t count);
/* From now on in that language ("de", "de-AT"), where a file has it. */
void library_speak(struct library *l, const char *lang);
const struct entry *library_lesson(const struct library *l, const char *id); /* or NULL */
const struct entry *library_problem(const struct library *l, const char *id);
/* The problems that name the lesson in `requires`; *n of them, in the library's arena. */
const struct entry **library_problems_of(const struct library *l, const char *lesson_id,
                                         size_t *n);
/* Reads the whole file of an entry. */
struct lesson *library_read_lesson(const struct entry *e, const struct search *s,
                                   struct findings *findings);
struct problem *library_read_problem(const struct entry *e, struct arena *a,
                                     struct findings *findings);
/* The bytes of a regular file, at most 256 KiB; ST_IO otherwise. */
enum status library_read_file(struct arena *a, const char *path, char **text, size_t *n,
                              struct diag *d);

/* ---- lint --------------------------------------------------------------------- */

/* What an author should look at in files, folders and courses (AUTHORING 7), sorted. The
 * findings' sources are the files themselves. ST_IO: a path can't be opened; ST_LIMIT: the
 * time ran out. */
enum status lint_paths(struct arena *a, struct budget *budget, const char *const *paths,
                       size_t count, struct findings *out, size_t *files, struct diag *d);

/* Puts right what can be put right without a change of meaning: lists in flow form (L113, L110),
 * what stands around the first --- (L102). Each file is written anew and put in its place
 * in one step. `fixed` tells what was changed, where it stood. ST_IO: a file can't be
 * written; it is as it was. */
enum status lint_fix(struct arena *a, const struct findings *all, struct findings *fixed,
                     struct diag *d);

/* ---- new files ------------------------------------------------------------------ */

/* Writes a file to begin with, which passes lint and try: folder/name.md, or for a name
 * alone lessons/name.md or problems/name.md, if there is such a folder here. *path is
 * where. ST_USAGE: that is no id; ST_IO: it is there already, or can't be written. */
enum status template_write(struct arena *a, enum file_kind kind, const char *name,
                           const char **path, struct diag *d);

/* ---- trial -------------------------------------------------------------------- */

struct trial_note {
    bool of_seed; /* else of all seeds together */
    uint64_t seed;
    bool fails;        /* else a warning */
    const char *check; /* "T4"; a code of lint where a file has no variants at all */
    const char *text;
};

struct trial_row { /* one seed */
    uint64_t seed, draws;
    const char **params, **keys; /* as they are typed; NULL where there is no variant */
    size_t slips, unique;        /* that apply; that can be told from the key and others */
    bool failed;
};

struct trial { /* of one problem */
    const struct problem *problem;
    const char *file;
    size_t row_count, note_count, note_cap, failures, warnings;
    struct trial_row *rows;
    struct trial_note *notes;
    uint64_t variants; /* 0: too many to be listed */
};

struct trials {
    struct arena *arena;
    uint64_t from; /* seeds: from, from + 1, ... */
    size_t seeds;
    size_t files, count, cap, failures, warnings;
    struct trial *at;
};

/* The checks of AUTHORING 8 on the problems of files, folders and courses: problem files,
 * and what a lesson asks in place. A file with a fault that lint calls an error has a
 * failure and no rows. ST_IO: a path can't be opened; ST_LIMIT: the time ran out. */
enum status trial_paths(struct budget *budget, const char *const *paths, size_t count,
                        struct trials *out, struct diag *d);
/* The same of a text: what a file of that name would hold. */
enum status trial_text(struct budget *budget, const char *file, const char *text, size_t n,
                       struct trials *out, struct diag *d);

#endif
