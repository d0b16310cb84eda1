/* page.h: results, documents and their layout.
 *
 *   verb --> struct result --> json text          (machines)
 *                          \-> blocks -> lines -> ANSI or plain text   (people)
 *
 * A result is a typed tree; JSON is that tree written down, a page is that tree laid
 * out for a reader. Nothing is computed here that the engine should have computed.
 * Everything returned lives in the arena that was given.
 */
#ifndef GRADUS_PAGE_H
#define GRADUS_PAGE_H

#include "base/base.h"

/* ---- result ------------------------------------------------------------------ */

enum result_kind {
    RES_NULL,    /* not decided, or not there */
    RES_TRUTH,   /* true or false */
    RES_NUMBER,  /* a double; not finite is written as null */
    RES_INTEGER,
    RES_FORMULA, /* mathematics as text that can be typed back in */
    RES_TEXT,
    RES_LIST,
    RES_FIELDS   /* named parts in order of insertion, each name once */
};

struct box;

struct result {
    enum result_kind kind;
    struct arena *arena;
    bool truth;
    double number;
    int64_t integer;
    const char *text;   /* RES_TEXT and RES_FORMULA: the plain form */
    const char *pretty; /* RES_FORMULA: the form for readers (Unicode), or NULL */
    const char *tex;    /* RES_FORMULA: LaTeX, or NULL */
    const struct box *drawn; /* RES_FORMULA: in two dimensions (base/box.h), or NULL */
    size_t count, cap;  /* RES_LIST, RES_FIELDS */
    struct result **items;
    const char **names; /* RES_FIELDS */
};

struct result *result_null(struct arena *a);
struct result *result_truth(struct arena *a, bool truth);
struct result *result_number(struct arena *a, double number);
struct result *result_integer(struct arena *a, int64_t integer);
struct result *result_text(struct arena *a, const char *text); /* copied */
struct result *result_formula(struct arena *a, const char *plain, const char *pretty,
                              const char *tex);
struct result *result_list(struct arena *a);
struct result *result_fields(struct arena *a);
/* Appends, and returns the item. */
struct result *result_push(struct result *list, struct result *item);
/* Sets a field (a second time: replaces it), and returns the value. */
struct result *result_put(struct result *fields, const char *name, struct result *value);
/* Shorter: a text, a number, ... as a field. */
void result_put_text(struct result *fields, const char *name, const char *text);
void result_put_number(struct result *fields, const char *name, double number);
void result_put_integer(struct result *fields, const char *name, int64_t integer);
void result_put_truth(struct result *fields, const char *name, bool truth);
/* The field of that name or NULL; NULL and other kinds of result have no fields. */
struct result *result_get(const struct result *r, const char *name);
/* The text of a text or formula, else NULL. */
const char *result_string(const struct result *r);
/* "error": {"code", "message", "at", "help"?} from a diagnosis. */
struct result *result_error(struct arena *a, const struct diag *d);

/* ---- json (the one file with jansson) ---------------------------------------- */

/* One line, UTF-8, doubles with the fewest of 15 to 17 significant digits that read back
 * the same, integers beyond 2^53 as strings. Bad bytes in texts become U+FFFD; controls
 * and invisible characters are escaped, so that the line can be shown on a terminal.
 * ascii: all beyond 7 bits is escaped. */
void json_write(struct str *out, const struct result *r, bool ascii);
/* Reads one JSON value. Numbers have a text too, so that decimals can be read exactly:
 * .text of a RES_NUMBER is the shortest that reads back to the double ("0.1"), which is
 * what was written unless it had more digits than a double holds; a RES_INTEGER has .text
 * and .number as well. A mistake, also a name given twice, is ST_SYNTAX with its place.
 * Nesting deeper than 64 is ST_LIMIT. */
enum status json_read(struct arena *a, const char *text, size_t n, struct result **r,
                      struct diag *d);

/* ---- blocks: a document ------------------------------------------------------ */

enum style { /* what words and marks mean; paint decides how that looks */
    STYLE_PLAIN,
    STYLE_STRONG,
    STYLE_EMPH,
    STYLE_MATH,
    STYLE_CODE,
    STYLE_FAINT,
    STYLE_ACCENT,
    STYLE_GOOD,
    STYLE_BAD,
    STYLE_COUNT
};

struct run { /* a piece of text in one style; '\n' breaks the line */
    enum style style;
    const char *text;
    struct run *next;
};

enum block_kind {
    BLOCK_HEADING,   /* level 1..6, runs */
    BLOCK_PARAGRAPH, /* runs; level = depth of the list it continues, mostly 0 */
    BLOCK_ITEM,      /* level = depth from 1, number (0: a bullet), runs */
    BLOCK_QUOTE,     /* runs */
    BLOCK_CODE,      /* text, info string */
    BLOCK_RULE,
    BLOCK_TABLE,     /* rows of cells; the first is the head if has_head */
    BLOCK_PICTURE,   /* text, kept line by line */
    BLOCK_DIRECTIVE  /* a fenced block whose info string is a directive of AUTHORING */
};

struct block {
    enum block_kind kind;
    int level, number;
    bool has_head;
    struct run *runs, *last_run;
    const char *text, *info;
    size_t row_count, column_count;
    const char **cells; /* row_count * column_count, row after row */
    size_t line, indent; /* where it stands in the source: first line from 1; fence indent */
    bool unclosed;       /* a fence that CommonMark ran to the end without complaint */
    struct block *next;
};

struct document {
    struct arena *arena;
    struct block *first, *last;
};

struct document *document_new(struct arena *a);
struct block *document_add(struct document *doc, enum block_kind kind);
/* Texts given to a document are copied. */
void block_add_run(struct document *doc, struct block *b, enum style style, const char *text);
/* A paragraph in one run. */
void document_say(struct document *doc, enum style style, const char *text);

/* ---- markup: CommonMark to blocks -------------------------------------------- */

/* The words that make a fenced code block a directive, ending with NULL. */
extern const char *const markup_directives[];

/* Reads CommonMark. Math spans (a code span between dollar signs) become STYLE_MATH runs,
 * with the text as written. `{{ }}` is the caller's affair (course expands it before).
 * Raw HTML is shown as text. first_line is the line number of text's first line in its
 * file. More than 256 KiB, or 64 KiB without a blank line, is ST_LIMIT: cmark takes
 * quadratic time on some texts. */
enum status markup_read(struct arena *a, const char *text, size_t n, size_t first_line,
                        struct document **doc, struct diag *d);

/* ---- layout ------------------------------------------------------------------ */

struct line {
    struct run *runs; /* in order; the text is safe for a terminal */
    size_t columns;
    const struct block *from; /* which block it shows, NULL for a blank line */
};

struct layout {
    size_t count;
    struct line *lines;
};

struct layout_options {
    size_t width; /* columns; at least 20 */
    bool ascii;   /* 7 bits only: minus, bullets and letters are replaced */
    /* Draws a STYLE_MATH text for readers (one line), or NULL to show it as written. */
    const char *(*math)(struct arena *a, const char *text, void *context);
    void *context;
};

/* Breaks a document into lines no wider than the width. Formulas and code within text
 * stay whole where they fit on a line. Tables are aligned, numbers to the right, and
 * shrink their widest column by cutting with "..."; pictures are cut, code is broken
 * anywhere. A directive shows as its info string: whoever can draw it does so before.
 * One blank line stands between blocks, but not between items of a list. */
struct layout *layout_document(struct arena *a, const struct document *doc,
                               const struct layout_options *options);

/* ---- paint ------------------------------------------------------------------- */

/* Lines as text. colour false: no escape byte at all. */
void paint_layout(struct str *out, const struct layout *layout, bool colour);
/* Replaces characters beyond ASCII by 7-bit ones of the same meaning: <= for a sign, pi,
 * x^2 for a raised 2. Formulas can be typed back in; lines, blocks and braille of pictures
 * keep their one cell. A character without a replacement becomes '?'. */
void paint_ascii(struct str *out, const char *text, size_t n);

/* ---- cast: a recording of a terminal ----------------------------------------- */

/* An asciicast v2 as asciinema plays it. Its time is what cast_wait says, from 0 on: no
 * clock is read, so that the same pictures are the same recording. */
struct cast {
    struct str *out;
    uint64_t ms;
};
struct cast cast_begin(struct str *out, int columns, int rows, const char *title);
void cast_wait(struct cast *c, uint64_t ms);
/* The screen shows these lines now. */
void cast_picture(struct cast *c, const char *const *lines, size_t n);
/* A name for this moment, to jump to. */
void cast_mark(struct cast *c, const char *label);
/* The last picture stays for so long. */
void cast_hold(struct cast *c, uint64_t ms);

/* ---- report ------------------------------------------------------------------ */

/* A result as a document for people; `command` says which one it answers. Formulas are
 * written for readers with pretty, in two dimensions with drawn where `width` columns
 * allow it, in LaTeX with tex (each where the result has them), else as they can be
 * typed. */
enum report_notation { REPORT_PLAIN, REPORT_PRETTY, REPORT_DRAWN, REPORT_TEX };
struct document *report_result(struct arena *a, const struct result *r,
                               enum report_notation notation, size_t width);

#endif
