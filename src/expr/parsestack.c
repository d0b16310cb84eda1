/* parsestack.c: the stacks of the parser, and the nodes that leave them. */
#include "expr/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first mistake is the one that is told. */
void parse_fail(struct parser *ps, struct span at, const char *fmt, ...)
{
    va_list args;
    char message[200];

    if (ps->status != ST_OK)
        return;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    ps->status = diag_set(ps->diag, ST_SYNTAX, at, "%s", message);
}

void parse_advance(struct parser *ps)
{
    ps->last_end = ps->token.at.to;
    ps->token = lexer_next(ps->lexer);
}

bool parse_at(const struct parser *ps, char mark)
{
    return ps->token.kind == TOK_MARK && ps->token.mark == mark;
}

void parse_note(struct parser *ps, struct span at, const char *text)
{
    struct note *note = arena_alloc(ps->arena, sizeof *note);

    note->at = at;
    note->text = text;
    *ps->last_note = note;
    ps->last_note = &note->next;
}

void parse_help_digits(struct parser *ps)
{
    diag_help(ps->diag,
              "digits stand together, with a point before the decimals: 1234.5");
}

/* ---- the two stacks ---------------------------------------------------------- */

static void too_deep(struct parser *ps, struct span at)
{
    if (ps->status == ST_OK)
        ps->status = diag_set(ps->diag, ST_LIMIT, at, "nested more than %d levels deep",
                              EXPR_DEPTH);
}

struct item *parse_push_item(struct parser *ps, enum item_kind kind, struct span at)
{
    struct item *item;

    if (ps->item_count >= EXPR_DEPTH)
        too_deep(ps, at);
    if (ps->item_count == ps->item_cap) {
        size_t cap = ps->item_cap ? 2 * ps->item_cap : 32;

        ps->items =
            arena_grow(ps->arena, ps->items, ps->item_count, cap, sizeof *ps->items);
        ps->item_cap = cap;
    }
    item = &ps->items[ps->item_count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->func = -1;
    item->at = at;
    item->base = ps->count;
    return item;
}

struct item *parse_top_item(struct parser *ps)
{
    return ps->item_count ? &ps->items[ps->item_count - 1] : NULL;
}

void parse_push(struct parser *ps, struct syntax *s)
{
    if (s->depth > EXPR_DEPTH)
        too_deep(ps, s->at);
    if (ps->count == ps->cap) {
        size_t cap = ps->cap ? 2 * ps->cap : 32;

        ps->operands =
            arena_grow(ps->arena, ps->operands, ps->count, cap, sizeof *ps->operands);
        ps->cap = cap;
    }
    ps->operands[ps->count++] = s;
    ps->want_operand = false;
}

struct syntax *parse_pop(struct parser *ps)
{
    return ps->operands[--ps->count];
}

struct syntax *parse_top(struct parser *ps)
{
    return ps->operands[ps->count - 1];
}

/* ---- reduction --------------------------------------------------------------- */

const char *parse_function_name(int func, const char *name)
{
    return func < 0          ? name
           : func < FN_COUNT ? func_row((enum func_id)func)->name
                             : call_row(func)->name;
}

/* -1 with or without brackets. */
static bool is_minus_one(const struct syntax *s)
{
    if (s->kind == SYN_PREFIX && s->op == OP_MINUS)
        return s->child[0]->kind == SYN_NUMBER && fmpq_is_one(s->child[0]->number);
    return s->kind == SYN_NUMBER && fmpq_equal_si((fmpq *)s->number, -1);
}

/* sin^-1 u is the inverse function; sin^2 u is (sin u)^2. */
struct syntax *parse_apply(struct parser *ps, const struct item *item, size_t count,
                           struct syntax **args, struct span at)
{
    int func = item->func;
    bool inverse = item->exponent && is_minus_one(item->exponent);
    const char *other = inverse && func >= 0 && func < FN_COUNT
                            ? func_row((enum func_id)func)->inverse
                            : NULL;
    const char *own = parse_function_name(func, item->name);
    struct syntax *s;

    if (other)
        func = func_find(other, strlen(other));
    if (inverse)
        parse_note(ps, item->at,
                   other ? arena_printf(ps->arena,
                                        "%s^-1 is read as the inverse function %s", own,
                                        other)
                         : arena_printf(ps->arena, "%s^-1 is read as 1/%s", own, own));
    s = syntax_call(ps->arena, func, parse_function_name(func, item->name), count, args);
    s->at = at;
    if (item->exponent && !other) {
        s = syntax_binary(ps->arena, OP_POWER, s, item->exponent);
        s->at = at;
    }
    return s;
}

/* Takes the topmost operator off and builds its node. */
static void reduce_one(struct parser *ps)
{
    struct item item = ps->items[--ps->item_count];
    struct syntax *r = parse_pop(ps), *s = NULL;

    switch (item.kind) {
    case ITEM_INFIX:
        s = syntax_binary(ps->arena, item.op, parse_pop(ps), r);
        s->implied = item.implied;
        break;
    case ITEM_PREFIX:
        s = syntax_prefix(ps->arena, item.op, r);
        s->at.from = item.at.from;
        break;
    case ITEM_FUNCTION:
        s = parse_apply(ps, &item, 1, &r, (struct span){item.at.from, r->at.to});
        break;
    case ITEM_OPEN: abort();
    }
    parse_push(ps, s);
}

void parse_reduce(struct parser *ps, int binds, bool right)
{
    struct item *top;

    while ((top = parse_top_item(ps)) && top->kind != ITEM_OPEN &&
           (top->binds > binds || (top->binds == binds && !right)))
        reduce_one(ps);
}
