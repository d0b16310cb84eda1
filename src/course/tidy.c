/* tidy.c: what values put into mathematics leave behind: x + -3 becomes x - 3, 1*x is x,
 * and 0*x^2 goes away. The author's order and brackets stay. */
#include "course/internal.h"

static bool is_whole(const struct syntax *t, long v)
{
    return t->kind == SYN_NUMBER && fmpq_equal_si((fmpq *)t->number, v);
}

static struct syntax *number_of(struct arena *a, const struct syntax *like, long v)
{
    struct syntax *t;
    fmpq_t q;

    fmpq_init(q);
    fmpq_set_si(q, v, 1);
    t = syntax_number(a, q, like->at);
    fmpq_clear(q);
    return t;
}

/* -t if t is written with a minus that can be taken off, else NULL. */
static struct syntax *without_minus(struct arena *a, struct syntax *t)
{
    struct syntax *left;
    fmpq_t q;

    if (t->kind == SYN_PREFIX && t->op == OP_MINUS)
        return t->child[0];
    if (t->kind == SYN_NUMBER && fmpq_sgn(t->number) < 0) {
        fmpq_init(q);
        fmpq_neg(q, t->number);
        left = syntax_number(a, q, t->at);
        fmpq_clear(q);
        return left;
    }
    if (t->kind != SYN_BINARY || (t->op != OP_MUL && t->op != OP_DIV))
        return NULL;
    left = without_minus(a, t->child[0]);
    return left ? syntax_binary(a, t->op, left, t->child[1]) : NULL;
}

static struct syntax *tidy_sum(struct arena *a, enum op op, struct syntax *l,
                               struct syntax *r)
{
    struct syntax *positive;

    if (is_whole(r, 0))
        return l;
    if (is_whole(l, 0))
        return op == OP_ADD ? r : tidy(a, syntax_prefix(a, OP_MINUS, r));
    positive = without_minus(a, r);
    if (positive)
        return syntax_binary(a, op == OP_ADD ? OP_SUB : OP_ADD, l, positive);
    return syntax_binary(a, op, l, r);
}

static struct syntax *tidy_product(struct arena *a, const struct syntax *t,
                                   struct syntax *l, struct syntax *r)
{
    struct syntax *product, *positive;

    if (is_whole(l, 0) || is_whole(r, 0))
        return number_of(a, t, 0);
    if (is_whole(l, 1))
        return r;
    if (is_whole(r, 1))
        return l;
    if (is_whole(l, -1) ||
        (l->kind == SYN_PREFIX && l->op == OP_MINUS && is_whole(l->child[0], 1)))
        return tidy(a, syntax_prefix(a, OP_MINUS, r));
    positive = without_minus(a, l);
    product = syntax_binary(a, OP_MUL, positive ? positive : l, r);
    return positive ? syntax_prefix(a, OP_MINUS, product) : product;
}

static struct syntax *tidy_binary(struct arena *a, struct syntax *t)
{
    struct syntax *l = tidy(a, t->child[0]), *r = tidy(a, t->child[1]);

    switch (t->op) {
    case OP_ADD:
    case OP_SUB: return tidy_sum(a, t->op, l, r);
    case OP_MUL: return tidy_product(a, t, l, r);
    case OP_DIV: return is_whole(r, 1) ? l : syntax_binary(a, OP_DIV, l, r);
    case OP_POWER: return is_whole(r, 1) ? l : syntax_binary(a, OP_POWER, l, r);
    default: return syntax_binary(a, t->op, l, r);
    }
}

static struct syntax *tidy_prefix(struct arena *a, struct syntax *t)
{
    struct syntax *u = tidy(a, t->child[0]), *positive = without_minus(a, u);

    if (t->op == OP_MINUS && positive)
        return positive;
    if (t->op == OP_MINUS && is_whole(u, 0))
        return u;
    return t->op == OP_PLUS ? u : syntax_prefix(a, t->op, u);
}

struct syntax *tidy(struct arena *a, struct syntax *t)
{
    struct syntax *copy;

    if (t->kind == SYN_BINARY)
        return tidy_binary(a, t);
    if (t->kind == SYN_PREFIX)
        return tidy_prefix(a, t);
    copy = arena_alloc(a, sizeof *copy);
    *copy = *t;
    copy->child = arena_array(a, t->count + 1, sizeof *copy->child);
    for (size_t i = 0; i < t->count; i++)
        copy->child[i] = tidy(a, t->child[i]);
    return copy;
}
