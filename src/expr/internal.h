/* internal.h: what the files of expr share among themselves. */
#ifndef GRADUS_EXPR_INTERNAL_H
#define GRADUS_EXPR_INTERNAL_H

#include "expr/expr.h"

/* ---- lex --------------------------------------------------------------------- */

enum token_kind {
    TOK_END,
    TOK_NUMBER,
    TOK_NAME,
    TOK_OP,    /* .op */
    TOK_MARK,  /* one of ( ) [ ] { } | , ; . in .mark */
    TOK_SUPER, /* superscript digits: .text is what they say, e.g. "-2" */
    TOK_ROOT,  /* the radical sign */
    TOK_BAD
};

struct token {
    enum token_kind kind;
    enum op op;
    char mark;
    bool spaced; /* white space stood before it */
    struct span at;
    const char *text; /* of numbers, names and superscripts */
};

struct lexer;
struct lexer *lexer_new(struct arena *a, const char *text, size_t n);
struct token lexer_next(struct lexer *lx);

/* ---- names ------------------------------------------------------------------- */

/* Forms with a name that are no functions of one variable count on after the functions. */
enum call_id {
    CALL_BEFORE_FIRST = FN_COUNT - 1,
#define CALL(id, name, least, most, says) CALL_##id,
#include "expr/calls.def"
#undef CALL
    CALL_END
};

struct call_row {
    const char *name, *says;
    size_t least, most;
};
const struct call_row *call_row(int id);
int call_find(const char *name, size_t n); /* function or call, or -1 */

enum piece_kind { PIECE_NAME, PIECE_CONSTANT, PIECE_FUNCTION, PIECE_NUMBER };

struct piece {
    enum piece_kind kind;
    int func;
    const char *text;
    struct span at;
};

/* Splits a run of letters into what it names, by the rules of CLI.md. `bound` are the
 * names that sums around it declare. before_bracket: a '(' follows. */
enum status names_split(struct arena *a, const struct token *t, const struct scope *scope,
                        const char *const *bound, size_t bound_count, bool before_bracket,
                        struct piece **pieces, size_t *count, bool *guessed,
                        struct diag *d);

/* ---- numbers ----------------------------------------------------------------- */

/* Reads digits with an optional point and exponent exactly. ST_LIMIT if the exponent
 * would make a number of more than NUMBER_BITS bits. */
enum { NUMBER_BITS = 100000 };
enum status number_read(fmpq_t r, const char *text, size_t n);
/* r = base^exponent if both the value and its size allow it (see number.c). */
bool number_power(fmpq_t r, const fmpq_t base, const fmpq_t exponent);
/* base = root^k with the largest k; base > 1 an integer. */
void number_perfect_power(fmpz_t root, unsigned long *k, const fmpz_t base);
/* base = outside^q * inside for positive base, inside free of small q-th powers. */
void number_extract_root(fmpz_t outside, fmpz_t inside, const fmpz_t base,
                         unsigned long q);
const char *number_text(struct arena *a, const fmpq_t v);

/* ---- notation ---------------------------------------------------------------- */

/* How tight a tree holds together: that of its operator, or one of these. */
enum { BINDS_ATOM = 100, BINDS_CALL = 90 };
int syntax_binds(const struct syntax *s);
/* In a product drawn for readers: would l and r run together without a sign? */
bool syntax_needs_dot(const struct syntax *l, const struct syntax *r);
const char *op_glyph(enum op op, enum notation how);
/* A row of greek.def by its name, or by its letter; NULL: there is none. */
struct greek_row {
    const char *name, *letter, *tex;
};
const struct greek_row *greek_name(const char *text, size_t n);
const struct greek_row *greek_letter(const char *text, size_t n);
void print_tex(struct str *out, const struct syntax *s);
void print_name(struct str *out, const char *text, enum notation how);
void print_constant(struct str *out, const char *text, enum notation how);
/* A name in seven bits: Greek letters by their names, '?' for others. */
void print_ascii_name(struct str *out, const char *text);
/* Plain text in seven bits. */
void print_ascii(struct str *out, const struct syntax *s);
/* A whole number in raised (lowered) digits; false, and nothing printed, if it is none. */
bool print_raised(struct str *out, const struct syntax *exponent);
bool print_lowered(struct str *out, const struct syntax *index);
/* "[3]" in lowered digits, any other text as it is. */
void print_lowered_index(struct str *out, const char *text);

/* ---- pool -------------------------------------------------------------------- */

/* The node of that shape, made if there is none. */
expr pool_intern(struct pool *p, enum expr_kind kind, int tag, const expr *args,
                 size_t n);
void pool_fail(struct pool *p, const char *why);
/* A list of nodes that grows in the pool's scratch: it ends with the function. */
struct exprs {
    expr *at;
    size_t n, cap;
};
void exprs_push(struct pool *p, struct exprs *list, expr e);
void exprs_sort(struct exprs *list); /* by id */

/* ---- order ------------------------------------------------------------------- */

struct ranked {
    expr e;
    bool function; /* holds something that is no polynomial part */
    double degree;
    uint32_t depth;
    const char *name; /* the first, or NULL */
};
struct order { /* one printing's; what it has found out of deep sums */
    struct pool *pool;
    struct arena *arena;
    struct ranked *sums; /* by id */
    size_t cap;
};
struct order order_of(struct pool *p, struct arena *a);
struct ranked order_rank(struct order *o, expr e);
int order_compare(const void *ranked, const void *other);
void order_factors(struct order *o, struct exprs *list);

/* 0 to a negative number. */
bool expr_no_value(const struct pool *p, expr e);
/* ---- products -------------------------------------------------------------------- */

/* A product of factors (none a number, sorted by keys that differ): a list of up to
 * PRODUCT_FLAT, more in a treap, see wide.c. `one` is the product of none. */
enum { PRODUCT_FLAT = 16 };
expr product_base(const struct pool *p, expr factor); /* b of b^q; e of e^u */
uint32_t product_key(const struct pool *p, expr factor);
expr product_of(struct pool *p, const expr *factors, size_t n);
size_t product_size(const struct pool *p, expr e);       /* how many factors */
expr wide_find(const struct pool *p, expr e, expr base); /* EXPR_NONE if there is none */
bool wide_has_radicals(const struct pool *p, expr e);    /* of numbers */
/* With a factor whose base is not there yet; without one that is there. */
expr wide_insert(struct pool *p, expr e, expr factor);
expr wide_remove(struct pool *p, expr e, expr factor);
/* All factors of both, but those whose bases are in both go to clashes instead. */
expr wide_union(struct pool *p, expr a, expr b, struct exprs *clashes);

/* When is base^exponent defined where the base is 0? A condition. */
expr power_at_zero(struct pool *p, expr base, expr exponent);
/* Powers of one base became base^merged: demands what they needed and it no longer shows:
 * with `even` a base >= 0, and at base 0 the condition at_zero, of which power_at_zero of
 * each is a part. */
void demand_of_parts(struct pool *p, expr base, bool even, expr at_zero, expr merged);

/* A closed sum, and it as content * primitive (see product.c). */
bool sum_of_numbers(const struct pool *p, expr e);
expr sum_primitive(struct pool *p, expr sum, fmpq_t content);

/* f(u) as something simpler, or EXPR_NONE. */
expr fold_func(struct pool *p, enum func_id f, expr u);

#endif
