/* trees.h: random syntax trees of every kind, such as a person could have typed. */
#ifndef GRADUS_TESTS_EXPR_TREES_H
#define GRADUS_TESTS_EXPR_TREES_H

#include "expr/internal.h"

struct grower {
    struct arena *arena;
    struct rng rng;
};

static inline struct syntax *grow(struct grower *g, int depth);
static inline struct syntax *grow_condition(struct grower *g, int depth);

static inline size_t pick(struct grower *g, size_t n)
{
    return (size_t)rng_below(&g->rng, n);
}

static inline struct syntax *grow_kind(struct grower *g, enum syntax_kind kind, size_t n,
                                       struct syntax **children)
{
    struct syntax *s = syntax_call(g->arena, -1, NULL, n, children);

    s->kind = kind;
    return s;
}

/* Whole, broken, negative, decimal, long. */
static inline struct syntax *grow_number(struct grower *g)
{
    static const struct {
        long num;
        unsigned long den;
    } values[] = {{0, 1}, {1, 1},  {2, 1},  {10, 1}, {3, 4},       {12, 7},
                  {1, 3}, {-2, 1}, {-5, 2}, {1, 2},  {12345678, 1}};
    size_t i = pick(g, sizeof values / sizeof *values);
    struct syntax *s;
    fmpq_t v;

    fmpq_init(v);
    fmpq_set_si(v, values[i].num, values[i].den);
    s = syntax_number(g->arena, v, (struct span){0, 0});
    fmpq_clear(v);
    return s;
}

static inline struct syntax *grow_name(struct grower *g)
{
    static const char *const names[] = {"x",  "y",     "a",     "w_1",   "n", "theta",
                                        "x1", "alpha", "width", "x_max", "f", "omega"};

    return syntax_name(g->arena, names[pick(g, sizeof names / sizeof *names)],
                       (struct span){0, 0});
}

static inline struct syntax *grow_leaf(struct grower *g)
{
    struct syntax *s;

    switch (pick(g, 5)) {
    case 0:
    case 1: return grow_number(g);
    case 2:
        s = syntax_name(g->arena, pick(g, 2) ? "pi" : "e", (struct span){0, 0});
        s->kind = SYN_CONSTANT;
        return s;
    default: return grow_name(g);
    }
}

static inline struct syntax *grow_function(struct grower *g, int depth)
{
    int f = (int)pick(g, FN_COUNT);
    struct syntax *u = grow(g, depth - 1);

    return syntax_call(g->arena, f, func_row((enum func_id)f)->name, 1, &u);
}

static inline struct syntax *grow_pair(struct grower *g, int depth)
{
    return syntax_binary(g->arena, OP_PAIR, grow_condition(g, depth - 1),
                         grow(g, depth - 1));
}

static inline struct syntax *grow_named_form(struct grower *g, int depth)
{
    int id = FN_COUNT + (int)pick(g, CALL_END - FN_COUNT);
    size_t n = call_row(id)->most ? call_row(id)->most : 1 + pick(g, 3);
    struct syntax *args[4];

    for (size_t i = 0; i < n; i++)
        args[i] = id == CALL_PIECEWISE && i + 1 < n ? grow_pair(g, depth)
                  : id == CALL_IF && i == 0         ? grow_condition(g, depth - 1)
                                                    : grow(g, depth - 1);
    if (id == CALL_SUM || id == CALL_PROD)
        args[0] = syntax_name(g->arena, "k", (struct span){0, 0});
    return syntax_call(g->arena, id, call_row(id)->name, n, args);
}

static inline struct syntax *grow_prefix(struct grower *g, int depth)
{
    static const enum op signs[] = {OP_MINUS, OP_MINUS, OP_PLUS, OP_PLUSMINUS};

    return syntax_prefix(g->arena, signs[pick(g, 4)], grow(g, depth - 1));
}

/* u!, |u|, name[u], v[u], u.field */
static inline struct syntax *grow_around(struct grower *g, int depth)
{
    static const enum syntax_kind kinds[] = {SYN_POSTFIX, SYN_ABS, SYN_INDEX, SYN_FIELD};
    struct syntax *u[2] = {grow(g, depth - 1), grow(g, depth - 1)};
    enum syntax_kind kind = kinds[pick(g, 4)];
    bool item = kind == SYN_INDEX && pick(g, 2) && u[1]->kind != SYN_NAME;
    struct syntax *s = grow_kind(g, kind, item ? 2 : 1, u);

    s->op = OP_FACTORIAL;
    if (kind == SYN_INDEX && !item)
        s->text = grow_name(g)->text;
    if (s->kind == SYN_FIELD)
        s->text = "max_at";
    return s;
}

/* A value. */
static inline struct syntax *grow(struct grower *g, int depth)
{
    static const enum op signs[] = {OP_ADD, OP_SUB,   OP_MUL,   OP_MUL,      OP_DIV,
                                    OP_DIV, OP_POWER, OP_POWER, OP_PLUSMINUS};

    if (depth <= 0)
        return grow_leaf(g);
    switch (pick(g, 10)) {
    case 0: return grow_leaf(g);
    case 1:
    case 2: return grow_function(g, depth);
    case 3: return grow_named_form(g, depth);
    case 4: return grow_prefix(g, depth);
    case 5: return grow_around(g, depth);
    default:
        return syntax_binary(g->arena, signs[pick(g, sizeof signs / sizeof *signs)],
                             grow(g, depth - 1), grow(g, depth - 1));
    }
}

static inline struct syntax *grow_condition(struct grower *g, int depth)
{
    enum op relation = (enum op)(OP_EQ + (int)pick(g, OP_GE - OP_EQ + 1));

    if (depth > 0 && !pick(g, 4))
        return syntax_prefix(g->arena, OP_NOT, grow_condition(g, depth - 1));
    if (depth > 0 && !pick(g, 3))
        return syntax_binary(g->arena, pick(g, 2) ? OP_AND : OP_OR,
                             grow_condition(g, depth - 1), grow_condition(g, depth - 1));
    if (!pick(g, 4))
        return syntax_binary(
            g->arena, relation,
            syntax_binary(g->arena, relation, grow(g, depth - 1), grow(g, depth - 1)),
            grow(g, depth - 1));
    return syntax_binary(g->arena, relation, grow(g, depth - 1), grow(g, depth - 1));
}

/* A point, list, matrix, half-open interval, set, or a union of two of them. */
static inline struct syntax *grow_set(struct grower *g, int depth)
{
    struct syntax *ends[4] = {grow(g, depth - 1), grow(g, depth - 1), grow(g, depth - 1),
                              grow(g, depth - 1)};
    struct syntax *s, *rows[2];

    switch (pick(g, 6)) {
    case 0: return grow_kind(g, SYN_TUPLE, 2 + pick(g, 2), ends);
    case 1: return grow_kind(g, SYN_LIST, 1 + pick(g, 3), ends);
    case 2: return grow_kind(g, SYN_SET, pick(g, 4), ends);
    case 3:
        rows[0] = grow_kind(g, SYN_LIST, 2, ends);
        rows[1] = grow_kind(g, SYN_LIST, 2, ends + 2);
        return grow_kind(g, SYN_LIST, 2, rows);
    case 4:
        if (depth > 0)
            return syntax_binary(g->arena, OP_UNION, grow_set(g, depth - 1),
                                 grow_set(g, depth - 1));
        break;
    default: break;
    }
    s = grow_kind(g, SYN_INTERVAL, 2, ends);
    s->lo_open = pick(g, 2);
    s->hi_open = !s->lo_open;
    return s;
}

/* Whatever a line of input may be. */
static inline struct syntax *grow_line(struct grower *g, int depth)
{
    switch (pick(g, 6)) {
    case 0: return grow_condition(g, depth);
    case 1: return grow_set(g, depth);
    default: return grow(g, depth);
    }
}

#endif
