/* parse.h: what the files of the parser share: its two stacks, and who does what.
 *
 *   parse.c         the two states, operators, and expr_parse
 *   parsestack.c    items and operands, reduction, mistakes and notes
 *   parsecall.c     functions with their exponents and arguments, names
 *   parsebracket.c  brackets of all kinds, commas
 *   suggest.c       what could have been meant
 */
#ifndef GRADUS_EXPR_PARSE_H
#define GRADUS_EXPR_PARSE_H

#include "expr/internal.h"

enum { BINDS_FUNCTION = 45, BINDS_INSIDE = 46, BINDS_ROOT = 55 };

enum item_kind { ITEM_INFIX, ITEM_PREFIX, ITEM_FUNCTION, ITEM_OPEN };

struct item {
    enum item_kind kind;
    enum op op;
    int binds;
    bool implied;
    int func;                /* of functions and calls */
    const char *name;        /* of calls */
    struct syntax *exponent; /* sin^2 x */
    char open; /* ( [ { | or ] for ]a, b[ ; '^' holds a function's exponent */
    bool call, index;
    size_t base; /* operands below the bracket */
    struct span at;
    bool declared; /* a sum or product whose name is among parser.bound */
};

struct parser {
    struct arena *arena;
    const struct scope *scope;
    struct lexer *lexer;
    struct token token;
    struct item *items;
    size_t item_count, item_cap;
    struct syntax **operands;
    size_t count, cap;
    const char **bound; /* names that open sums declare, the outermost first */
    size_t bound_count, bound_cap;
    struct reading *out;
    struct note **last_note;
    struct diag *diag;
    enum status status;
    bool want_operand;
    size_t last_end; /* where the token before this one ended */
};

/* ---- parsestack.c ---------------------------------------------------------------- */

/* The first mistake is the one that is told. */
void parse_fail(struct parser *ps, struct span at, const char *fmt, ...)
    LIKE_PRINTF(3, 4);
void parse_note(struct parser *ps, struct span at, const char *text);
void parse_help_digits(struct parser *ps);
void parse_advance(struct parser *ps);
bool parse_at(const struct parser *ps, char mark); /* is the token this mark? */
struct item *parse_push_item(struct parser *ps, enum item_kind kind, struct span at);
struct item *parse_top_item(struct parser *ps); /* NULL: there is none */
void parse_push(struct parser *ps, struct syntax *s);
struct syntax *parse_pop(struct parser *ps);
struct syntax *parse_top(struct parser *ps);
const char *parse_function_name(int func, const char *name);
/* A call with the exponent of its item: sin^2 x. */
struct syntax *parse_apply(struct parser *ps, const struct item *item, size_t count,
                           struct syntax **args, struct span at);
/* Builds the nodes of all operators down to the bracket that bind tighter than `binds`,
 * or as tight unless they group to the right. */
void parse_reduce(struct parser *ps, int binds, bool right);

/* ---- parse.c ---------------------------------------------------------------------- */

/* A product whose sign was left out. */
void parse_juxtapose(struct parser *ps);

/* ---- parsecall.c ------------------------------------------------------------------ */

struct syntax *parse_number(struct parser *ps, const char *text, struct span at);
bool parse_starts_function(struct parser *ps);
/* What follows the name of a function and its exponent, if it has one: a bracket with
 * arguments, or an argument without. */
void parse_argument(struct parser *ps, int func, const char *name,
                    struct syntax *exponent, struct span at);
void parse_name(struct parser *ps);
bool parse_declares(const struct item *item); /* a sum or product over an index */
void parse_bind(struct parser *ps, const char *name);

/* ---- parsebracket.c --------------------------------------------------------------- */

struct item *parse_innermost(struct parser *ps); /* the innermost open bracket, or NULL */
void parse_open(struct parser *ps, char open, struct span at);
void parse_close(struct parser *ps, char close);
void parse_comma(struct parser *ps);

/* ---- suggest.c -------------------------------------------------------------------- */

/* Helps *d, the mistake in the text, by a text near it that can be read, if one is found. */
void parse_suggest(struct arena *a, const char *text, size_t n, const struct scope *scope,
                   struct diag *d);

#endif
