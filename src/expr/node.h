/* node.h: how nodes lie in memory, and the questions that a load or two answer.
 *
 *   nodes   [ -, pi, true, false, 1, x, x^2, ... ]     ids from 1, children before parents
 *   args    [ ..., x, 2, ... ]                         node i owns args[first .. first + count)
 *   buckets   hash -> newest node with it -> ->next -> ...
 *
 * Part of expr.h. The fields belong to the files of expr; others ask the functions.
 */
#ifndef GRADUS_EXPR_NODE_H
#define GRADUS_EXPR_NODE_H

enum { FLAG_POSITIVE = 1, FLAG_NONNEGATIVE = 2, FLAG_OPEN = 4 /* holds a symbol */ };
enum { PRODUCT_WIDE = 1 /* the tag of a product kept as a tree */ };

struct node {
    uint8_t kind, tag, flags; /* tag: function or relation */
    uint32_t count, first;    /* args[first .. first + count), or the place of the value;
                            * of a wide product three cells, and count is of factors */
    uint32_t depth;
    uint32_t names; /* bit i: symbol i occurs below; the last bit: one of the others */
    uint32_t next;  /* in its hash bucket */
};

struct rule_form; /* see rule.c */

struct pool {
    struct arena *arena;
    struct arena *scratch; /* lists of a constructor at work; marks nest as calls do */
    size_t limit;
    bool over;
    const char *over_why;
    struct node *nodes;
    uint32_t *visits; /* by id: the last walk that came by; [0] counts the walks */
    uint32_t size, cap;
    expr *args;
    uint32_t arg_count, arg_cap;
    fmpq **numbers; /* a cell each, so that they stay where they are */
    uint32_t number_count, number_cap;
    const char **names;
    uint32_t name_count, name_cap;
    uint32_t *buckets;
    uint32_t bucket_count;
    expr demands;
    expr truth, falsity, pi, zero, one, minus_one, half, euler;
    const struct rule_form *rules[FN_COUNT][RULE_COUNT]; /* NULL until asked for */
    expr *domains; /* by id; EXPR_NONE until asked for */
    uint32_t domain_cap;
};

static inline enum expr_kind expr_kind(const struct pool *p, expr e)
{
    return (enum expr_kind)p->nodes[e].kind;
}

static inline size_t expr_count(const struct pool *p, expr e)
{
    return p->nodes[e].count;
}

/* A product of many factors is kept as a tree of shared parts: one factor, and the products
 * of the rest on either side of it (1 for none). */
static inline bool expr_is_wide(const struct pool *p, expr e)
{
    return p->nodes[e].kind == EX_MUL && p->nodes[e].tag == PRODUCT_WIDE;
}

expr wide_arg(const struct pool *p, expr e, size_t i);

/* Argument i; of a wide product factor i, in order, which takes a path through the tree. */
static inline expr expr_arg(const struct pool *p, expr e, size_t i)
{
    return expr_is_wide(p, e) ? wide_arg(p, e, i) : p->args[p->nodes[e].first + i];
}

/* The parts of a wide product, the arguments of everything else; *n of them. They hold
 * until the next constructor. */
static inline const expr *expr_cells(const struct pool *p, expr e, size_t *n)
{
    *n = expr_is_wide(p, e) ? 3 : p->nodes[e].count;
    return p->args + p->nodes[e].first;
}

/* The function of an EX_FUNC. */
static inline enum func_id expr_func(const struct pool *p, expr e)
{
    return (enum func_id)p->nodes[e].tag;
}

/* The comparison of an EX_RELATION. */
static inline enum relation expr_relation(const struct pool *p, expr e)
{
    return (enum relation)p->nodes[e].tag;
}

/* The value of an EX_NUMBER, else NULL. */
static inline const fmpq *expr_number(const struct pool *p, expr e)
{
    return p->nodes[e].kind == EX_NUMBER ? p->numbers[p->nodes[e].first] : NULL;
}

/* The name of an EX_SYMBOL, else NULL. */
static inline const char *expr_name(const struct pool *p, expr e)
{
    return p->nodes[e].kind == EX_SYMBOL ? p->names[p->nodes[e].first] : NULL;
}

static inline bool expr_is_func(const struct pool *p, expr e, enum func_id f)
{
    return p->nodes[e].kind == EX_FUNC && p->nodes[e].tag == f;
}

/* Proved from the form alone: > 0, >= 0 wherever it is defined. */
static inline bool expr_positive(const struct pool *p, expr e)
{
    return p->nodes[e].flags & FLAG_POSITIVE;
}

static inline bool expr_nonnegative(const struct pool *p, expr e)
{
    return p->nodes[e].flags & FLAG_NONNEGATIVE;
}

/* No symbol in it. */
static inline bool expr_closed(const struct pool *p, expr e)
{
    return !(p->nodes[e].flags & FLAG_OPEN);
}

#endif
