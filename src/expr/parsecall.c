/* parsecall.c: functions with their exponents and arguments, numbers and names. */
#include "expr/parse.h"

#include <string.h>

/* ---- functions --------------------------------------------------------------- */

bool parse_starts_function(struct parser *ps)
{
    return ps->token.kind == TOK_NAME &&
           call_find(ps->token.text, strlen(ps->token.text)) >= 0;
}

/* What follows the name of a function and its exponent, if it has one: a bracket with
 * arguments, or an argument without. */
void parse_argument(struct parser *ps, int func, const char *name,
                    struct syntax *exponent, struct span at)
{
    struct item *item;

    if (parse_at(ps, '(')) {
        parse_open(ps, '(', at);
        parse_top_item(ps)->call = true;
        parse_advance(ps);
    } else {
        if (func < 0 || func >= FN_COUNT) {
            parse_fail(ps, at, "'%s' needs its arguments in brackets", name);
            return;
        }
        parse_push_item(ps, ITEM_FUNCTION, at)->binds = BINDS_FUNCTION;
        ps->want_operand = true;
    }
    item = parse_top_item(ps);
    item->func = func;
    item->name = name;
    item->exponent = exponent;
}

struct syntax *parse_number(struct parser *ps, const char *text, struct span at)
{
    struct syntax *s;
    fmpq_t v;

    fmpq_init(v);
    if (number_read(v, text, strlen(text)) != ST_OK && ps->status == ST_OK)
        ps->status =
            diag_set(ps->diag, ST_LIMIT, at, "a number of this size is beyond the limit");
    s = syntax_number(ps->arena, v, at);
    s->text = text;
    fmpq_clear(v);
    return s;
}

/* The exponent between a function's name and its argument: a number with or without a
 * minus, a name, or something in brackets (then its item is left open as '^'). */
static void function_exponent(struct parser *ps, int func, const char *name,
                              struct span at)
{
    struct syntax *s = NULL;
    struct span start = ps->token.at;
    bool minus = false;

    if (ps->token.kind == TOK_OP && ps->token.op == OP_SUB) {
        minus = true;
        parse_advance(ps);
    }
    if (parse_at(ps, '(') && !minus) {
        parse_open(ps, '^', at);
        parse_top_item(ps)->func = func;
        parse_top_item(ps)->name = name;
        parse_advance(ps);
        return;
    }
    if (ps->token.kind == TOK_NUMBER)
        s = parse_number(
            ps, minus ? arena_printf(ps->arena, "-%s", ps->token.text) : ps->token.text,
            (struct span){start.from, ps->token.at.to});
    else if (ps->token.kind == TOK_NAME && !minus && !parse_starts_function(ps))
        s = syntax_name(ps->arena, ps->token.text, ps->token.at);
    if (!s) {
        parse_fail(ps, ps->token.at, "expected the exponent of '%s' here", name);
        return;
    }
    parse_advance(ps);
    parse_argument(ps, func, name, s, at);
}

static void function(struct parser *ps, int func, const char *name, struct span at)
{
    if (ps->token.kind == TOK_OP && ps->token.op == OP_POWER) {
        parse_advance(ps);
        function_exponent(ps, func, name, at);
    } else if (ps->token.kind == TOK_SUPER) {
        struct syntax *s = parse_number(ps, ps->token.text, ps->token.at);

        parse_advance(ps);
        parse_argument(ps, func, name, s, at);
    } else {
        parse_argument(ps, func, name, NULL, at);
    }
}

/* ---- names ------------------------------------------------------------------- */

bool parse_declares(const struct item *item)
{
    return item && item->call && (item->func == CALL_SUM || item->func == CALL_PROD);
}

void parse_bind(struct parser *ps, const char *name)
{
    if (ps->bound_count == ps->bound_cap) {
        size_t cap = ps->bound_cap ? 2 * ps->bound_cap : 8;

        ps->bound =
            arena_grow(ps->arena, ps->bound, ps->bound_count, cap, sizeof *ps->bound);
        ps->bound_cap = cap;
    }
    ps->bound[ps->bound_count++] = name;
}

static struct syntax *piece_operand(struct parser *ps, const struct piece *piece)
{
    struct syntax *s;

    if (piece->kind == PIECE_NUMBER)
        return parse_number(ps, piece->text, piece->at);
    s = syntax_name(ps->arena, piece->text, piece->at);
    if (piece->kind == PIECE_CONSTANT)
        s->kind = SYN_CONSTANT;
    return s;
}

void parse_name(struct parser *ps)
{
    struct token t = ps->token;
    struct piece *pieces = NULL;
    size_t count = 0, bound_count = ps->bound_count;
    bool guessed = false;
    struct token next;

    /* a sum before its first comma is about to declare a name: any will do there */
    if (parse_declares(parse_top_item(ps)) && parse_top_item(ps)->base == ps->count)
        parse_bind(ps, t.text);
    parse_advance(ps);
    next = ps->token;
    if (ps->status == ST_OK)
        ps->status = names_split(ps->arena, &t, ps->scope, ps->bound, ps->bound_count,
                                 next.kind == TOK_MARK && next.mark == '(', &pieces,
                                 &count, &guessed, ps->diag);
    ps->bound_count = bound_count;
    for (size_t i = 0; i < count && ps->status == ST_OK; i++) {
        bool last = i + 1 == count;

        if (i && !ps->want_operand) {
            ps->token = (struct token){
                .kind = TOK_NAME, .text = pieces[i].text, .at = pieces[i].at};
            parse_juxtapose(ps);
            ps->token = next;
        }
        if (pieces[i].kind != PIECE_FUNCTION) {
            parse_push(ps, piece_operand(ps, &pieces[i]));
        } else if (last) {
            function(ps, pieces[i].func, pieces[i].text, pieces[i].at);
        } else {
            ps->token = (struct token){.kind = TOK_NUMBER, .at = pieces[i + 1].at};
            parse_argument(ps, pieces[i].func, pieces[i].text, NULL, pieces[i].at);
            ps->token = next;
        }
    }
    if (guessed && ps->status == ST_OK) {
        struct str s = str_in(ps->arena);

        for (size_t i = 0; i < count; i++) {
            str_add(&s, i ? " " : "");
            str_add(&s, pieces[i].text);
        }
        parse_note(ps, t.at,
                   count > 1
                       ? arena_printf(ps->arena, "'%s' is read as %s", t.text, s.text)
                       : arena_printf(ps->arena, "'%s' is read as one variable", t.text));
    }
}
