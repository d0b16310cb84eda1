/* syntax.c: making the nodes of a syntax tree, and the table of operators. */
#include "expr/internal.h"

#include <string.h>

static const struct op_row rows[OP_COUNT] = {
#define OPERATOR(id, plain, unicode, tex, binds, right, spaced) \
    [OP_##id] = {plain, unicode, tex, binds, right, spaced},
#include "expr/operators.def"
#undef OPERATOR
};

const struct op_row *op_row(enum op op)
{
    return &rows[op];
}

struct syntax *syntax_new(struct arena *a, enum syntax_kind kind, struct span at,
                          size_t count)
{
    struct syntax *s = arena_alloc(a, sizeof *s);

    s->kind = kind;
    s->func = -1;
    s->at = at;
    s->depth = 1;
    s->count = count;
    s->child = count ? arena_array(a, count, sizeof(struct syntax *)) : NULL;
    return s;
}

static void adopt(struct syntax *s, size_t i, struct syntax *child)
{
    s->child[i] = child;
    if (child->depth >= s->depth)
        s->depth = child->depth + 1;
}

static struct span span_over(struct span a, struct span b)
{
    return (struct span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

struct syntax *syntax_binary(struct arena *a, enum op op, struct syntax *l,
                             struct syntax *r)
{
    bool relation = op >= OP_EQ && op <= OP_GE;
    struct syntax *s = syntax_new(a,
                                  relation        ? SYN_RELATION
                                  : op == OP_PAIR ? SYN_PAIR
                                                  : SYN_BINARY,
                                  span_over(l->at, r->at), 2);

    s->op = op;
    adopt(s, 0, l);
    adopt(s, 1, r);
    return s;
}

struct syntax *syntax_prefix(struct arena *a, enum op op, struct syntax *u)
{
    struct syntax *s = syntax_new(a, SYN_PREFIX, u->at, 1);

    s->op = op;
    adopt(s, 0, u);
    return s;
}

static void clear_number(void *what)
{
    fmpq_clear(what);
}

struct syntax *syntax_number(struct arena *a, const fmpq_t value, struct span at)
{
    struct syntax *s = syntax_new(a, SYN_NUMBER, at, 0);
    fmpq *v = arena_alloc(a, sizeof(fmpq));

    fmpq_init(v);
    arena_defer(a, clear_number, v);
    fmpq_set(v, value);
    s->number = v;
    s->text = number_text(a, value);
    return s;
}

struct syntax *syntax_name(struct arena *a, const char *name, struct span at)
{
    struct syntax *s = syntax_new(a, SYN_NAME, at, 0);

    s->text = name;
    return s;
}

struct syntax *syntax_call(struct arena *a, int func, const char *name, size_t count,
                           struct syntax **args)
{
    struct span at =
        count ? span_over(args[0]->at, args[count - 1]->at) : (struct span){0, 0};
    struct syntax *s = syntax_new(a, SYN_CALL, at, count);

    s->func = func;
    s->text = name;
    for (size_t i = 0; i < count; i++)
        adopt(s, i, args[i]);
    return s;
}

struct syntax *syntax_derivative(struct arena *a, const char *variable, struct syntax *u)
{
    struct syntax *s = syntax_new(a, SYN_DERIVATIVE, u->at, 1);

    s->text = variable;
    adopt(s, 0, u);
    return s;
}
