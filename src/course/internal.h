/* internal.h: what the files of course share among themselves. */
#ifndef GRADUS_COURSE_INTERNAL_H
#define GRADUS_COURSE_INTERNAL_H

#include "course/course.h"

/* ---- settings: what a mapping of YAML says ------------------------------------- */

/* A mapping being read; findings tell what is wrong with it. Each reader of a key marks it
 * as known, so that settings_end can name the ones nobody asked for (L202). A missing or
 * ill-typed key leaves *out as it was; required ones are told missing (L201). */
struct settings {
    const struct yaml *map;
    const char *of; /* "the front matter", for sentences */
    size_t line, column;
    struct findings *findings;
    struct arena *arena;
    const char *known[40]; /* ended by NULL */
    size_t known_count;
    const char *bad; /* the code for wrong content: L203, or L602 in a directive */
};

struct settings settings_of(struct arena *a, const struct yaml *map, const char *of,
                            struct findings *findings);
const struct yaml *settings_get(struct settings *s, const char *name, bool required);
void settings_text(struct settings *s, const char *name, bool required, const char **out);
void settings_scalar(struct settings *s, const char *name, bool required,
                     struct scalar *out);
void settings_integer(struct settings *s, const char *name, long lo, long hi, long *out);
void settings_double(struct settings *s, const char *name, double *out);
void settings_truth(struct settings *s, const char *name, bool *out);
/* One text, or a list of texts. */
void settings_texts(struct settings *s, const char *name, struct scalars *out);
/* The same for expressions, which may not be written as [a, b] (L113). */
void settings_expressions(struct settings *s, const char *name, struct scalars *out);
/* A list of one-entry mappings, or a mapping: name: expression. */
void settings_bindings(struct settings *s, const char *name, struct binding **out,
                       size_t *count);
/* Reads "on", "true", "yes" or "off", "false", "no". */
bool truth_read(const char *text, bool *out);
bool integer_read(const char *text, long *out);
void settings_end(struct settings *s);
/* A finding at a node: with the code for wrong content, "key: sentence". */
void settings_complain(struct settings *s, const struct yaml *at, const char *fmt, ...)
    LIKE_PRINTF(3, 4);

/* ---- places in a file ----------------------------------------------------------- */

struct spot {
    size_t line, column;
};

/* The bytes of a line of the findings' source; false if there is none. */
bool place_line(const struct findings *f, size_t line, struct span *out);
size_t place_characters(const char *text, size_t n);
/* How many characters the file has in front of what a reader saw of the line. */
size_t place_shift(const struct findings *f, size_t line, const char *content, size_t n);
/* The column of the first sign of a line. */
size_t place_indent(const struct findings *f, size_t line);
/* Of a byte of a scalar's text. */
struct spot place_in(const struct findings *f, const struct scalar *s, size_t offset);

/* ---- values ------------------------------------------------------------------- */

/* Balls carry this many bits where nothing else is said. */
enum { BALL_BITS = 320 };

/* What an evaluation needs; mistakes are told at places in the text read. */
struct eval {
    const struct search *s;
    struct names *names;
    struct diag *diag;
};

bool names_known(const struct names *n, const char *name);
/* Everything that a name may be, so that runs of letters are split rightly; words: more of
 * them, or NULL. */
const char *const *names_declared(struct arena *a, const struct names *n,
                                  const struct names *words);

struct value *value_new(const struct search *s, enum value_kind kind);
struct value *value_number(const struct search *s, expr exact);
struct value *value_infinite(const struct search *s, int sign);
struct value *value_of_real(const struct search *s, struct real *r);
struct value *value_of_ball(const struct search *s, const arb_t ball);
/* A number if nothing is free in it. */
struct value *value_formula(const struct search *s, struct formula f);
struct value *value_word(const struct search *s, const char *text);
struct value *value_truth(const struct search *s, enum truth t);
/* With room for `count` items. */
struct value *value_list(const struct search *s, enum value_kind kind, size_t count);
/* Puts the numbers of a set in order and drops what is there twice. ST_UNABLE if two of
 * them can't be told apart. */
enum status value_settle(const struct search *s, struct value *set, struct diag *d);

/* Sign of a - b, or SIGN_UNKNOWN. */
int value_compare(const struct search *s, const struct value *a, const struct value *b);
/* A number as one of certify's; NULL for one known by a ball alone. */
struct real *value_real(const struct search *s, const struct value *v);
/* A number as a ball, at about `bits` bits. */
void value_ball(const struct search *s, const struct value *v, arb_t r, slong bits);
/* A number or a formula as a formula; false for others. */
bool value_as_formula(const struct search *s, const struct value *v, struct formula *f);
/* Points, a list of two ends, or pieces as pieces of the line. */
enum status value_as_line(const struct search *s, const struct value *v,
                          struct realset *out, struct diag *d);
const char *value_kind_name(enum value_kind k);
/* The symbols in f or g; *n of them. */
expr *symbols_of_two(const struct search *s, expr f, expr g, size_t *n);

/* The variable of f: its only one, else x, else the first that is declared. */
expr value_variable(const struct eval *e, expr body);

/* The code of AUTHORING for an expression that could not be evaluated: L301 to L304. */
const char *expression_code(const struct diag *d);

/* Evaluates a tree; the result is never NULL with ST_OK. */
enum status evaluate(struct eval *e, const struct syntax *t, struct value **out);

/* ---- the author's functions (AUTHORING 6.2) -------------------------------------- */

struct call_args {
    const struct syntax *call;
    size_t count;
    struct value **at;
    struct value *on, *at_point, *side; /* keyword arguments, or NULL */
};

/* on=..., at=..., side=... stand behind the other arguments. */
bool is_keyword(const struct syntax *t);
/* A call of that name with so many arguments. */
bool call_is(const struct syntax *t, const char *name, size_t least);
/* What on=... of a call stands for, or NULL. */
const struct syntax *call_keyword(const struct syntax *call, const char *name);

/* True if it is one of them. */
bool author_call_known(const char *name);
const char *author_call_nearest(const char *name);
enum status author_call(struct eval *e, const char *name, const struct call_args *args,
                        struct value **out);
/* Iterates of gradient descent, or of Newton's method for f' = 0 (rate NULL). */
enum status author_iterates(struct eval *e, const struct call_args *args, bool newton,
                            struct value **out);

/* ---- text with values in it ----------------------------------------------------- */

enum expand_mode { EXPAND_PLAIN, EXPAND_SHOWN, EXPAND_MARKUP };

/* {{ }} in text[0..n); *bad is where a mistake stands. Plain: values as they can be typed;
 * shown: as readers see them; markup: the same, signs of CommonMark escaped, fenced blocks left alone. */
enum status expand_text(const struct search *s, struct names *names, const char *text,
                        size_t n, enum expand_mode mode, const char **out, size_t *bad,
                        struct diag *d);
/* The tree without `+ -3`, `1x`, `0x^2`. */
struct syntax *tidy(struct arena *a, struct syntax *t);

/* ---- files --------------------------------------------------------------------- */

/* The keys that lessons and problems share; a head with findings is incomplete. stem may
 * be NULL: then the id may be any. */
void head_read(struct settings *s, enum file_kind kind, const char *stem,
               struct head *out);
/* A list of names as an array ended by NULL. */
const char *const *names_array(struct arena *a, const struct scalars *names);
bool id_is_valid(const char *id);

/* The other language's file: its parts, and what it says of the head. */
bool overlay_read(struct arena *a, const char *text, size_t n, struct head *head,
                  struct file_parts *parts, struct findings *findings);
/* The keys of a problem beyond its head, from front matter or from a quiz. Its variables,
 * if it names none, are those of the lesson around it (NULL: x), and those of its fields. */
void problem_keys(struct settings *s, struct problem *p, const char *const *around);
/* One field; NULL findings on failure are not possible. */
void field_read(struct arena *a, const struct yaml *y, struct field *out,
                struct findings *findings);

/* The key of a field with the values of names. */
enum status key_of(const struct search *s, struct names *names, const struct field *f,
                   struct value **key, struct diag *d);

/* The steps of problem_generate, for those who tell what is wrong with each: parameters
 * drawn (or the first of all tuples, whatever the conditions say), values and keys
 * computed, texts written. */
enum status variant_draw(const struct problem *p, const struct search *s, uint64_t seed,
                         struct variant **out, struct diag *d);
enum status variant_first(const struct problem *p, const struct search *s,
                          struct variant **out, struct diag *d);
enum status variant_compute(struct variant *v, struct diag *d);
/* As problem_count, until `most` are found; *tried: 0 if there are too many to list. */
enum status problem_count_to(const struct problem *p, const struct search *s,
                             uint64_t most, uint64_t *count, uint64_t *tried,
                             struct diag *d);
bool variant_write(struct variant *v, struct findings *findings);

/* "same", "factored", ...; ">", ">=", ... or NULL. */
bool form_find(const char *name, enum form *form);
const char *relation_find(const char *text);

/* What directives need to become parts. */
struct sheet_maker {
    const struct search *s;
    struct names *names;
    struct findings *findings;
    const struct head *head;    /* of the file, for quizzes */
    const struct binding *lets; /* likewise */
    size_t let_count, quiz_count;
    struct document **hints; /* ```hint fences in order; NULL: they are parts */
    size_t hint_count, hint_cap;
};

/* Markup with values and directives as sheets, split at headings of level 2 if `split`;
 * otherwise one sheet. */
struct sheet *sheets_read(struct sheet_maker *m, const char *text, size_t n,
                          size_t first_line, bool split);
/* A directive's block as a part; NULL after a finding, or where it makes no part. */
struct part *directive_read(struct sheet_maker *m, const struct block *b);
void sheet_add(struct sheet *sheet, struct part *part);
/* Tables with bars: put in fences before the parser, made tables after it. */
const char *pipes_fence(struct arena *a, const char *text);
bool pipes_table(struct arena *a, struct block *b);

/* ---- paths --------------------------------------------------------------------- */

const char *path_base(const char *path);
const char *path_folder(struct arena *a, const char *path);

struct paths { /* begin with the arena */
    struct arena *arena;
    size_t count, cap;
    const char **at;
};

/* A file, or those of a folder or a course by name. ST_IO if a folder can't be read. */
enum status paths_add(struct paths *l, const char *given, struct diag *d);

/* ---- answers ------------------------------------------------------------------- */

/* One number as it was typed. */
struct element {
    struct value *value; /* a number, or the word DNE */
    struct syntax *tree; /* NULL for words */
    const char *literal; /* the digits, if it is one number typed as such; else NULL */
    bool decimals;       /* a decimal point stands somewhere in it */
};

/* An answer, or a key, as it was read. */
struct given {
    enum answer_kind kind;
    size_t count, dimension; /* elements, and how many make a point */
    struct element *at;
    struct formula f; /* ANSWER_EXPR */
    struct syntax *tree;
    bool decimals;
    struct realset line; /* ANSWER_INTERVAL */
    bool unsolved;       /* inequalities that are not solved for the variable */
    const char *word;    /* ANSWER_WORD: as it is known */
    struct note *notes;
    const char *reading, *pretty;
};

/* A text made ready for the parser; places are led back through `from`. */
struct typed {
    char *text;
    size_t n;
    const size_t *from; /* n + 1 of them: where a byte comes from */
};

struct typed typed_prepare(struct arena *a, const char *text, bool decimal_comma);
/* Is the text [from, to) one of the words, but for case, points and blanks? */
bool typed_says(const struct typed *t, const char *const *words);

struct reader {
    const struct search *s;
    const struct check_options *options;
    const char *name; /* of the field, or NULL: may stand before an equals sign */
    struct diag *diag;
    bool author; /* a key is read: names need not be known */
};

/* Reads a text as an answer of that kind. ST_SYNTAX and others: the mark is invalid, and
 * the diagnosis says where. */
enum status answer_read(struct reader *r, enum answer_kind kind, const char *text,
                        struct given *out);
/* A computed key in the same form. */
enum status answer_of_value(const struct search *s, enum answer_kind kind,
                            const struct value *key, struct given *out, struct diag *d);
/* ANSWER_INTERVAL, in a file of its own. */
enum status interval_read(struct reader *r, const struct typed *t, struct given *out);
/* The variable(s) of the options, x if there are none. */
const char *const *answer_vars(const struct check_options *o);

/* ANSWER_WORD: what a text means among the choices. NULL after a diagnosis. */
const char *word_read(struct arena *a, const char *text, const struct check_options *o,
                      struct diag *d);
/* Does what was said satisfy what was asked? */
bool word_satisfies(const char *key, const char *said);

/* The verdict of course_check, without asking what went wrong. */
enum verdict field_verdict(const struct variant *v, size_t field, const char *text,
                           const char *const *typed);
/* Reads a text and marks it; `name` is the field's and may stand before the answer. */
void mark_text(const struct search *s, const struct given *key,
               const struct check_options *o, const char *name, const char *text,
               struct mark *out);
/* ST_SYNTAX and the like as a mark. */
void mark_invalid(struct mark *mark, const struct diag *d, struct arena *a);
/* Names the slip that leads to a wrong answer in a field, if its task can be seen. */
void slip_explain(const struct variant *v, size_t field, const struct given *key,
                  const struct given *said, struct mark *out);

/* One number against its key. */
enum verdict judge_number(const struct search *s, const struct element *key,
                          const struct element *said, const struct check_options *o,
                          enum proof *proof);
/* Is the answer, right in value, in the form asked for? */
bool form_holds(const struct search *s, enum form form, struct syntax *key,
                struct syntax *said);
/* 1/2x as 1/(2x), e^2x as e^(2x). */
struct syntax *tight_reading(struct arena *a, struct syntax *t);
/* Equal as sets; both are in order and their pieces apart. */
enum truth line_equal(const struct search *s, const struct realset *a,
                      const struct realset *b, bool ignore_ends);

#endif
