/* parsebracket.c: brackets: groups, arguments, indices, bars, lists, sets, intervals. */
#include "expr/parse.h"

#include <string.h>

void parse_open(struct parser *ps, char open, struct span at)
{
    parse_push_item(ps, ITEM_OPEN, at)->open = open;
    ps->want_operand = true;
}

struct item *parse_innermost(struct parser *ps)
{
    for (size_t i = ps->item_count; i-- > 0;)
        if (ps->items[i].kind == ITEM_OPEN)
            return &ps->items[i];
    return NULL;
}

static void check_arity(struct parser *ps, const struct item *item, size_t n,
                        struct span at)
{
    size_t least = 1, most = 1;
    const char *called = parse_function_name(item->func, item->name);

    if (item->func < 0 || ps->status != ST_OK)
        return;
    if (item->func >= FN_COUNT) {
        least = call_row(item->func)->least;
        most = call_row(item->func)->most;
    }
    if (n >= least && (!most || n <= most))
        return;
    ps->status =
        diag_set(ps->diag, ST_SYNTAX, at, "'%s' takes %s%zu argument%s, not %zu", called,
                 least == most ? "" : "at least ", least, least == 1 ? "" : "s", n);
    if (item->func >= FN_COUNT)
        diag_help(ps->diag, "%s", call_row(item->func)->says);
}

/* Round brackets with one thing in them only group. */
static struct syntax *close_plain(struct parser *ps, const struct item *item, char close,
                                  size_t n, struct syntax **parts, struct span at)
{
    struct syntax *s;

    if (item->open == '(' && close == ')' && n == 1) {
        s = arena_alloc(ps->arena, sizeof *s);
        *s = *parts[0];
        s->grouped = true;
        s->at = at;
        return s;
    }
    s = syntax_call(ps->arena, -1, NULL, n, parts);
    s->at = at;
    if (item->open == '|') {
        s->kind = SYN_ABS;
    } else if (item->open == '{') {
        s->kind = SYN_SET;
    } else if (item->open == '(' && close == ')') {
        s->kind = SYN_TUPLE;
    } else if (item->open == '[' && close == ']') {
        s->kind = SYN_LIST;
    } else {
        s->kind = SYN_INTERVAL;
        s->lo_open = item->open == '(' || item->open == ']';
        s->hi_open = close == ')' || close == '[';
        if (n != 2)
            parse_fail(ps, at, "an interval has two ends");
    }
    return s;
}

/* log_b forms: log(x, b) is a call of two arguments under the name of the function ln. */
static int call_of(const struct item *item, size_t n)
{
    return item->func == FN_LN && n == 2 ? CALL_LOG : item->func;
}

static bool closes(char open, char close)
{
    switch (open) {
    case '(': return close == ')' || close == ']';
    case '[': return close == ']' || close == ')' || close == '[';
    case ']': return close == '[' || close == ']' || close == ')';
    case '{': return close == '}';
    case '^': return close == ')';
    default: return close == open;
    }
}

/* A name's index; with an author also the item of anything that has items. */
static struct syntax *indexed(struct parser *ps, struct syntax *of, size_t n,
                              struct syntax **parts, struct span at)
{
    bool name = of->kind == SYN_NAME;
    struct syntax *pair[2] = {n ? parts[0] : of, of};
    struct syntax *s =
        syntax_call(ps->arena, -1, name ? of->text : NULL, name ? 1 : 2, pair);

    if (n != 1)
        parse_fail(ps, at, "one index is wanted");
    s->kind = SYN_INDEX;
    s->at = (struct span){of->at.from, at.to};
    return s;
}

void parse_close(struct parser *ps, char close)
{
    struct span at = ps->token.at;
    struct item item;
    struct syntax **parts, *s;
    size_t n;

    parse_reduce(ps, -1, false);
    if (!parse_top_item(ps) || !closes(parse_top_item(ps)->open, close)) {
        parse_fail(ps, at, "%s",
                   parse_top_item(ps) ? "this does not close the bracket opened before"
                                      : "nothing is open that this could close");
        return;
    }
    item = ps->items[--ps->item_count];
    ps->bound_count -= item.declared;
    if ((item.call || item.index) && close != (item.call ? ')' : ']')) {
        parse_fail(ps, at, "expected a closing bracket");
        return;
    }
    n = ps->count - item.base;
    parts = arena_array(ps->arena, n, sizeof *parts);
    if (n)
        memcpy(parts, ps->operands + item.base, n * sizeof *parts);
    ps->count = item.base;
    at.from = item.at.from;
    parse_advance(ps);
    if (item.open == '^') {
        if (n != 1)
            parse_fail(ps, at, "expected one exponent");
        else
            parse_argument(ps, item.func, item.name, parts[0], item.at);
        return;
    }
    if (item.call) {
        item.func = call_of(&item, n);
        check_arity(ps, &item, n, at);
        s = parse_apply(ps, &item, n, parts, at);
    } else if (item.index) {
        s = indexed(ps, parse_pop(ps), n, parts, at);
    } else {
        s = close_plain(ps, &item, close, n, parts, at);
    }
    parse_push(ps, s);
}

void parse_comma(struct parser *ps)
{
    struct item *item;

    parse_reduce(ps, -1, false);
    item = parse_top_item(ps);
    if (!item || item->open == '|' || item->open == '^') {
        bool digits = parse_top(ps)->kind == SYN_NUMBER;

        parse_fail(ps, ps->token.at, "unexpected '%s'", ps->token.text);
        if (digits)
            parse_help_digits(ps);
        return;
    }
    if (parse_declares(item) && ps->count == item->base + 1 &&
        parse_top(ps)->kind == SYN_NAME) {
        parse_bind(ps, parse_top(ps)->text);
        item->declared = true;
    }
    parse_advance(ps);
    ps->want_operand = true;
}
