/* expr.h: mathematics read, kept and written.
 *
 *   text --parse--> syntax --build--> formula { body, where }     (pool nodes)
 *                     ^                  |
 *        print, tex --+------ show ------+
 *
 * Two trees. The syntax tree is what was typed, with a span for every node and nothing
 * rewritten; carets, reading-back, judging of form and the steps of a derivation work on
 * it. The pool is mathematics: nodes are hash-consed and canonical on construction, so
 * equal ids mean equal nodes, and children have smaller ids than their parents.
 *
 * A canonical node hides no domain. What the typed text demanded and the body no longer
 * shows stands in `where`: x/x is 1 where x != 0. Constructors push such demands into the
 * pool's account; build, substitution and derive take them out of it.
 */
#ifndef GRADUS_EXPR_H
#define GRADUS_EXPR_H

#include "base/base.h"
#include "base/box.h"
#include "func/func.h"

/* ---- operators --------------------------------------------------------------- */

enum op {
#define OPERATOR(id, ...) OP_##id,
#include "expr/operators.def"
#undef OPERATOR
    OP_COUNT
};

struct op_row {
    const char *plain;   /* as typed and printed */
    const char *unicode; /* as drawn for readers */
    const char *tex;
    int binds;   /* the higher, the tighter */
    bool right;  /* groups to the right */
    bool spaced; /* printed with a blank on either side */
};

const struct op_row *op_row(enum op op);

/* ---- syntax: the tree as typed ----------------------------------------------- */

enum syntax_kind {
    SYN_NUMBER,    /* text: the digits; value in .number */
    SYN_NAME,      /* text */
    SYN_CONSTANT,  /* text: "pi", "e", "inf", "true" or "false" */
    SYN_INDEX,     /* text[child 0]; child 1 [child 0] if text is NULL */
    SYN_PREFIX,    /* op child 0: minus, plus, not */
    SYN_BINARY,    /* child 0 op child 1; .implied if the sign was left out */
    SYN_POSTFIX,   /* child 0 !  */
    SYN_CALL,      /* function .func, or text where func < 0, of the children */
    SYN_ABS,       /* |child 0| */
    SYN_RELATION,  /* child 0 op child 1: one of = != < <= > >= */
    SYN_TUPLE,     /* (a, b): a point, or an open interval where one is wanted */
    SYN_LIST,      /* [a, b]: a list, or a closed interval where one is wanted */
    SYN_INTERVAL,  /* (a, b] or [a, b): .lo_open, .hi_open */
    SYN_SET,       /* {a, b} */
    SYN_FIELD,     /* child 0 . text */
    SYN_PAIR,      /* child 0 : child 1, in piecewise */
    SYN_DERIVATIVE /* d/d text [child 0], not yet taken; never typed */
};

struct syntax {
    enum syntax_kind kind;
    enum op op;
    int func; /* enum func_id, or -1 */
    bool implied, lo_open, hi_open;
    bool grouped; /* stood in round brackets of its own */
    struct span at;
    const char *text;
    const fmpq *number;
    unsigned depth;
    size_t count;
    struct syntax **child;
};

struct syntax *syntax_new(struct arena *a, enum syntax_kind kind, struct span at,
                          size_t count);
struct syntax *syntax_binary(struct arena *a, enum op op, struct syntax *l,
                             struct syntax *r);
struct syntax *syntax_prefix(struct arena *a, enum op op, struct syntax *u);
struct syntax *syntax_number(struct arena *a, const fmpq_t value, struct span at);
struct syntax *syntax_name(struct arena *a, const char *name, struct span at);
struct syntax *syntax_call(struct arena *a, int func, const char *name, size_t count,
                           struct syntax **args);
struct syntax *syntax_derivative(struct arena *a, const char *variable, struct syntax *u);

/* ---- parse ------------------------------------------------------------------- */

/* Which names may occur. */
struct scope {
    const char *const *names; /* declared ones, ended by NULL; NULL: none */
    bool closed;              /* other names are errors (learners' answers) */
    bool author;              /* calls of unknown functions and .fields are kept */
};

struct note { /* how something ambiguous was read */
    struct span at;
    const char *text;
    struct note *next;
};

struct reading {
    struct syntax *root;
    struct note *notes;
    bool ambiguous; /* a note of the kind `1/2x` is among them */
};

/* Reads the syntax of CLI.md from text[0..n), n <= 64 KiB. Reading costs no C stack
 * for nesting; walks of the tree do, and the deepest that the longest text can hold is
 * EXPR_DEPTH: whoever reads texts of strangers gives them room by deep_call. ST_SYNTAX carries the place of the first
 * character that cannot be right. Method: operator precedence (V. Pratt, Top down
 * operator precedence, 1973) with the stack in the arena. */
enum { EXPR_TEXT_LIMIT = 65536, EXPR_DEPTH = 65536 };
enum status expr_parse(struct arena *a, const char *text, size_t n,
                       const struct scope *scope, struct reading *out, struct diag *d);

/* ---- pool: canonical nodes --------------------------------------------------- */

typedef uint32_t expr; /* a node of a pool */
#define EXPR_NONE ((expr)0)

enum expr_kind {
    EX_NUMBER,
    EX_PI,
    EX_SYMBOL,
    EX_INDEX, /* symbol, index: y[i] */
    EX_ADD,   /* terms, sorted by id; a NUMBER comes first, at most one */
    EX_MUL,   /* NUMBER, rest   or   factors sorted by base, none of them a number */
    EX_POWER, /* base, exponent */
    EX_FUNC,  /* argument; the constant e is exp(1) */
    EX_MIN,   /* two or more, sorted */
    EX_MAX,
    EX_PIECE, /* condition, value, otherwise */
    EX_SUM,   /* symbol, from, to, body: not unrolled */
    EX_PROD,
    EX_TRUE,
    EX_FALSE,
    EX_RELATION, /* u REL 0, see expr_relation */
    EX_AND,
    EX_OR
};

enum relation { REL_EQ, REL_NE, REL_GT, REL_GE }; /* against zero */

struct formula {
    expr body, where; /* where: a condition; EX_TRUE is the usual one */
};

/* A column of a function's row as a node in the symbols u and v (v: the value), read
 * once per pool. EXPR_NONE if the row has none. */
enum rule {
    RULE_DOMAIN,
    RULE_CONTINUOUS,
    RULE_SMOOTH,
    RULE_DERIVATIVE,
    RULE_REWRITE,
    RULE_COUNT
};

#include "expr/node.h"

/* A pool lives as long as the arena. It holds at most `limit` nodes, ten arguments counting
 * as one more, and works as long as the arena has handed out less than half a KiB for each
 * of them; past that it stays usable but pool_status is ST_LIMIT and results mean nothing.
 */
struct pool *pool_new(struct arena *a, size_t limit);
struct arena *pool_arena(const struct pool *p);
enum status pool_status(const struct pool *p, struct diag *d);
size_t pool_size(const struct pool *p); /* ids are 1 .. size */

/* What is asked all the time stands in node.h: expr_kind, expr_count, expr_arg, expr_func,
 * expr_relation, expr_number, expr_name, expr_is_func, expr_positive,
 * expr_nonnegative, expr_closed, expr_is_wide, expr_cells. */
bool expr_is_int(const struct pool *p, expr e, long v); /* the number v? */
/* A rational exponent in lowest terms with an even denominator needs a base >= 0. */
bool expr_even_root(const struct pool *p, expr exponent);
bool expr_has(const struct pool *p, expr e, expr part); /* e itself or a node below */
/* The coefficient (a number node) and the rest of c*rest; 1 and e itself otherwise. */
void expr_split(const struct pool *p, expr e, expr *coefficient, expr *rest);
/* Does the sign that a teacher would pull out of e happen to be a minus? */
bool expr_looks_negative(const struct pool *p, expr e);
/* Symbols in it, in order of their names; *n of them, in the pool's arena. */
expr *expr_symbols(const struct pool *p, expr e, size_t *n);
/* Every node below e and e itself, children first; *n of them. Of a wide product its cells
 * and all its factors. */
expr *expr_below(const struct pool *p, expr e, size_t *n, struct arena *a);

expr pool_number(struct pool *p, const fmpq_t v);
expr pool_whole(struct pool *p, const fmpz_t n);
expr pool_int(struct pool *p, long v);
expr pool_ratio(struct pool *p, long num, unsigned long den);
expr pool_symbol(struct pool *p, const char *name);
expr pool_pi(struct pool *p);
expr pool_index(struct pool *p, expr symbol, expr index);
expr pool_add(struct pool *p, expr a, expr b);
expr pool_add_n(struct pool *p, const expr *args, size_t n);
expr pool_sub(struct pool *p, expr a, expr b);
expr pool_neg(struct pool *p, expr a);
expr pool_mul(struct pool *p, expr a, expr b);
expr pool_mul_n(struct pool *p, const expr *args, size_t n);
expr pool_div(struct pool *p, expr a, expr b);
expr pool_power(struct pool *p, expr base, expr exponent);
expr pool_func(struct pool *p, enum func_id f, expr u);
expr pool_sqrt(struct pool *p, expr u);
expr pool_extreme(struct pool *p, enum expr_kind min_or_max, const expr *args, size_t n);
expr pool_piece(struct pool *p, expr condition, expr value, expr otherwise);
expr pool_range(struct pool *p, enum expr_kind sum_or_prod, expr symbol, expr from,
                expr to, expr body);
expr pool_true(struct pool *p);
expr pool_false(struct pool *p);
expr pool_relation(struct pool *p, enum relation rel, expr u);
expr pool_and(struct pool *p, expr a, expr b);
expr pool_or(struct pool *p, expr a, expr b);
expr pool_not(struct pool *p, expr a);

/* The account of demands: conditions that constructors have dropped from bodies. */
void pool_demand(struct pool *p, expr condition);
expr pool_take_demands(struct pool *p);            /* and start again from true */
expr pool_swap_demands(struct pool *p, expr with); /* the old account */

/* The condition under which e is defined, read off its form. */
expr pool_domain(struct pool *p, expr e);
/* Is each of the atoms of `condition` among those of `given` (or weaker)? */
bool pool_implies(struct pool *p, expr given, expr condition);

/* e with value put for symbol, which may be any node; the demands of the new form go to the account. */
expr pool_substitute(struct pool *p, expr e, expr symbol, expr value);
/* The same where e is known to be defined there: the demands are forgotten. */
expr pool_put(struct pool *p, expr e, expr symbol, expr value);
/* e with new args put in place of e's own (as many as it has). */
expr pool_rebuild(struct pool *p, expr e, const expr *args);

/* The rule with u put for u and f(u) for v. */
expr pool_rule(struct pool *p, enum func_id f, enum rule rule, expr u);

/* ---- build ------------------------------------------------------------------- */

/* From what was typed to what it means. ST_SYNTAX for shapes that are no number (a set,
 * a point), ST_LIMIT for sums of more than BUILD_TERMS terms or
 * BUILD_STEPS nodes written out. A relation, and, or, not
 * gives a condition as the body. */
enum { BUILD_TERMS = 4096, BUILD_STEPS = 1000000 };
enum status expr_build(struct pool *p, const struct syntax *s, struct formula *out,
                       struct diag *d);
/* Text to formula in one call; notes may be NULL. */
enum status expr_read(struct pool *p, const char *text, size_t n,
                      const struct scope *scope, struct formula *out, struct note **notes,
                      struct diag *d);

/* ---- constants --------------------------------------------------------------- */

/* A ball that contains the value of a closed node at about `bits` bits of working
 * precision; not finite where that precision settles nothing. */
void constant_ball(const struct pool *p, expr e, arb_t r, slong bits);
/* The same for a node in the one symbol x, at every x of a ball. */
void expr_ball_at(const struct pool *p, expr e, expr x, const arb_t at, arb_t r,
                  slong bits);
/* Its sign: -1, 0, +1; SIGN_UNKNOWN if not settled below 4,096 bits, SIGN_UNDEFINED if
 * proved to have no value. Zero is proved by a separation bound for radical expressions
 * (Burnikel, Fleischer, Mehlhorn, Schirra: A strong and easily computable separation
 * bound for arithmetic expressions involving radicals, 2000). */
enum { SIGN_UNKNOWN = 2, SIGN_UNDEFINED = 3 };
int constant_sign(struct pool *p, expr e);
/* A closed condition. */
enum truth constant_truth(struct pool *p, expr condition);
/* Sign of a - b. */
int constant_compare(struct pool *p, expr a, expr b);
double constant_double(const struct pool *p, expr e); /* nearest, NaN where not finite */

/* ---- notation ---------------------------------------------------------------- */

/* A node as a teacher would write it: terms by degree, then name; fractions gathered;
 * radicals as roots. Building it again gives the same node. What would take more than
 * 50,000 nodes is cut, and pool_status is ST_LIMIT. */
struct syntax *expr_show(struct pool *p, expr e, struct arena *a);

enum notation { NOTE_PLAIN, NOTE_UNICODE, NOTE_TEX };
/* On one line. Plain text parses to the same tree. */
void syntax_print(struct str *out, const struct syntax *s, enum notation notation);
/* In two dimensions, for readers (see base/box.h for what can be done with a box):
 *
 *       x + 1
 *      ─────── + √2
 *      3 x − 1
 *
 * A formula wider than `width` is broken before the signs of its topmost sum; where that
 * is not enough, or DRAW_LINES lines are not, it is written on one line, however wide.
 * ascii: seven bits. */
enum { DRAW_LINES = 60 };
const struct box *syntax_draw(const struct syntax *s, bool ascii, size_t width,
                              struct arena *a);
/* expr_show and syntax_print in one. */
const char *expr_text(struct pool *p, expr e, enum notation notation, struct arena *a);

#endif
