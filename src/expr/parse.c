/* parse.c: tokens to a syntax tree, by operator precedence on a stack of our own.
 *
 *   2 sin x^2 + 1     items:    2 *  sin  ^      operands:  2  x  2
 *                     at '+':   the power, the sine and the product are reduced in turn
 *
 * Two states take turns: an operand is wanted, or an operator is. An operand where an
 * operator is wanted is a product whose sign was left out. It binds as '*' does, but
 * inside the argument of a function without brackets it binds tighter: sin 2x is sin(2x)
 * where sin 2*x is sin(2)*x. */
#include "expr/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The first mistake is the one that is told. */
static void fail(struct parser *ps, struct span at, const char *fmt, ...)
    LIKE_PRINTF(3, 4);

static void fail(struct parser *ps, struct span at, const char *fmt, ...)
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

static void advance(struct parser *ps)
{
    ps->last_end = ps->token.at.to;
    ps->token = lexer_next(ps->lexer);
}

static bool at_mark(const struct parser *ps, char mark)
{
    return ps->token.kind == TOK_MARK && ps->token.mark == mark;
}

static void add_note(struct parser *ps, struct span at, const char *text)
{
    struct note *note = arena_alloc(ps->arena, sizeof *note);

    note->at = at;
    note->text = text;
    *ps->last_note = note;
    ps->last_note = &note->next;
}

static const char *source_text(struct parser *ps, const struct syntax *s)
{
    struct str out = str_in(ps->arena);

    syntax_print(&out, s, NOTE_PLAIN);
    return out.text;
}

/* ---- the two stacks ---------------------------------------------------------- */

static void too_deep(struct parser *ps, struct span at)
{
    if (ps->status == ST_OK)
        ps->status = diag_set(ps->diag, ST_LIMIT, at, "nested more than %d levels deep",
                              EXPR_DEPTH);
}

static struct item *push_item(struct parser *ps, enum item_kind kind, struct span at)
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

static struct item *top_item(struct parser *ps)
{
    return ps->item_count ? &ps->items[ps->item_count - 1] : NULL;
}

static void push_operand(struct parser *ps, struct syntax *s)
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

static struct syntax *pop_operand(struct parser *ps)
{
    return ps->operands[--ps->count];
}

static struct syntax *top_operand(struct parser *ps)
{
    return ps->operands[ps->count - 1];
}

/* ---- reduction --------------------------------------------------------------- */

static const char *function_name(int func, const char *name)
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
static struct syntax *apply(struct parser *ps, const struct item *item, size_t count,
                            struct syntax **args, struct span at)
{
    int func = item->func;
    bool inverse = item->exponent && is_minus_one(item->exponent);
    const char *other = inverse && func >= 0 && func < FN_COUNT
                            ? func_row((enum func_id)func)->inverse
                            : NULL;
    const char *own = function_name(func, item->name);
    struct syntax *s;

    if (other)
        func = func_find(other, strlen(other));
    if (inverse)
        add_note(ps, item->at,
                 other
                     ? arena_printf(ps->arena, "%s^-1 is read as the inverse function %s",
                                    own, other)
                     : arena_printf(ps->arena, "%s^-1 is read as 1/%s", own, own));
    s = syntax_call(ps->arena, func, function_name(func, item->name), count, args);
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
    struct syntax *r = pop_operand(ps), *s = NULL;

    switch (item.kind) {
    case ITEM_INFIX:
        s = syntax_binary(ps->arena, item.op, pop_operand(ps), r);
        s->implied = item.implied;
        break;
    case ITEM_PREFIX:
        s = syntax_prefix(ps->arena, item.op, r);
        s->at.from = item.at.from;
        break;
    case ITEM_FUNCTION:
        s = apply(ps, &item, 1, &r, (struct span){item.at.from, r->at.to});
        break;
    case ITEM_OPEN: abort();
    }
    push_operand(ps, s);
}

static void reduce(struct parser *ps, int binds, bool right)
{
    struct item *top;

    while ((top = top_item(ps)) && top->kind != ITEM_OPEN &&
           (top->binds > binds || (top->binds == binds && !right)))
        reduce_one(ps);
}

/* ---- operators --------------------------------------------------------------- */

static void infix(struct parser *ps, enum op op, struct span at)
{
    const struct op_row *row = op_row(op);
    struct item *item;

    reduce(ps, row->binds, row->right);
    item = push_item(ps, ITEM_INFIX, at);
    item->op = op;
    item->binds = row->binds;
    ps->want_operand = true;
}

static bool starts_function(struct parser *ps)
{
    return ps->token.kind == TOK_NAME &&
           call_find(ps->token.text, strlen(ps->token.text)) >= 0;
}

static void help_digits(struct parser *ps)
{
    diag_help(ps->diag,
              "digits stand together, with a point before the decimals: 1234.5");
}

/* A product whose sign was left out. */
static void juxtapose(struct parser *ps)
{
    struct item *item;
    bool inside;

    if (ps->token.kind == TOK_NUMBER) {
        fail(ps, ps->token.at, "a number cannot follow here: write * or ^ before %s",
             ps->token.text);
        if (top_operand(ps)->kind == SYN_NUMBER)
            help_digits(ps);
        return;
    }
    reduce(ps, BINDS_FUNCTION, true);
    item = top_item(ps);
    inside = item && item->kind == ITEM_FUNCTION && !starts_function(ps);
    if (!inside) {
        struct syntax *left;

        reduce(ps, op_row(OP_MUL)->binds, false);
        left = top_operand(ps);
        if (left->kind == SYN_BINARY && left->op == OP_DIV && !left->grouped) {
            ps->out->ambiguous = true;
            add_note(ps, left->at,
                     arena_printf(ps->arena,
                                  "a product without a sign binds as * does: (%s)*...",
                                  source_text(ps, left)));
        }
    }
    item = push_item(ps, ITEM_INFIX, (struct span){ps->token.at.from, ps->token.at.from});
    item->op = OP_MUL;
    item->implied = true;
    item->binds = inside ? BINDS_INSIDE : op_row(OP_MUL)->binds;
    ps->want_operand = true;
}

static void prefix(struct parser *ps, enum op op)
{
    struct item *before = top_item(ps), *item;
    int binds = op_row(op)->binds;

    if (before && before->kind != ITEM_OPEN && before->binds > binds)
        binds = before->binds;
    item = push_item(ps, ITEM_PREFIX, ps->token.at);
    item->op = op;
    item->binds = binds;
    advance(ps);
}

/* ---- functions --------------------------------------------------------------- */

static void open_bracket(struct parser *ps, char open, struct span at)
{
    push_item(ps, ITEM_OPEN, at)->open = open;
    ps->want_operand = true;
}

/* What follows the name of a function and its exponent, if it has one: a bracket with
 * arguments, or an argument without. */
static void function_argument(struct parser *ps, int func, const char *name,
                              struct syntax *exponent, struct span at)
{
    struct item *item;

    if (at_mark(ps, '(')) {
        open_bracket(ps, '(', at);
        top_item(ps)->call = true;
        advance(ps);
    } else {
        if (func < 0 || func >= FN_COUNT) {
            fail(ps, at, "'%s' needs its arguments in brackets", name);
            return;
        }
        push_item(ps, ITEM_FUNCTION, at)->binds = BINDS_FUNCTION;
        ps->want_operand = true;
    }
    item = top_item(ps);
    item->func = func;
    item->name = name;
    item->exponent = exponent;
}

static struct syntax *number_operand(struct parser *ps, const char *text, struct span at)
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
        advance(ps);
    }
    if (at_mark(ps, '(') && !minus) {
        open_bracket(ps, '^', at);
        top_item(ps)->func = func;
        top_item(ps)->name = name;
        advance(ps);
        return;
    }
    if (ps->token.kind == TOK_NUMBER)
        s = number_operand(
            ps, minus ? arena_printf(ps->arena, "-%s", ps->token.text) : ps->token.text,
            (struct span){start.from, ps->token.at.to});
    else if (ps->token.kind == TOK_NAME && !minus && !starts_function(ps))
        s = syntax_name(ps->arena, ps->token.text, ps->token.at);
    if (!s) {
        fail(ps, ps->token.at, "expected the exponent of '%s' here", name);
        return;
    }
    advance(ps);
    function_argument(ps, func, name, s, at);
}

static void function(struct parser *ps, int func, const char *name, struct span at)
{
    if (ps->token.kind == TOK_OP && ps->token.op == OP_POWER) {
        advance(ps);
        function_exponent(ps, func, name, at);
    } else if (ps->token.kind == TOK_SUPER) {
        struct syntax *s = number_operand(ps, ps->token.text, ps->token.at);

        advance(ps);
        function_argument(ps, func, name, s, at);
    } else {
        function_argument(ps, func, name, NULL, at);
    }
}

/* ---- names ------------------------------------------------------------------- */

static bool declares(const struct item *item)
{
    return item && item->call && (item->func == CALL_SUM || item->func == CALL_PROD);
}

static void push_bound(struct parser *ps, const char *name)
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
        return number_operand(ps, piece->text, piece->at);
    s = syntax_name(ps->arena, piece->text, piece->at);
    if (piece->kind == PIECE_CONSTANT)
        s->kind = SYN_CONSTANT;
    return s;
}

static void name(struct parser *ps)
{
    struct token t = ps->token;
    struct piece *pieces = NULL;
    size_t count = 0, bound_count = ps->bound_count;
    bool guessed = false;
    struct token next;

    /* a sum before its first comma is about to declare a name: any will do there */
    if (declares(top_item(ps)) && top_item(ps)->base == ps->count)
        push_bound(ps, t.text);
    advance(ps);
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
            juxtapose(ps);
            ps->token = next;
        }
        if (pieces[i].kind != PIECE_FUNCTION) {
            push_operand(ps, piece_operand(ps, &pieces[i]));
        } else if (last) {
            function(ps, pieces[i].func, pieces[i].text, pieces[i].at);
        } else {
            ps->token = (struct token){.kind = TOK_NUMBER, .at = pieces[i + 1].at};
            function_argument(ps, pieces[i].func, pieces[i].text, NULL, pieces[i].at);
            ps->token = next;
        }
    }
    if (guessed && ps->status == ST_OK) {
        struct str s = str_in(ps->arena);

        for (size_t i = 0; i < count; i++) {
            str_add(&s, i ? " " : "");
            str_add(&s, pieces[i].text);
        }
        add_note(ps, t.at,
                 count > 1
                     ? arena_printf(ps->arena, "'%s' is read as %s", t.text, s.text)
                     : arena_printf(ps->arena, "'%s' is read as one variable", t.text));
    }
}

/* ---- brackets ---------------------------------------------------------------- */

static struct item *innermost(struct parser *ps)
{
    for (size_t i = ps->item_count; i-- > 0;)
        if (ps->items[i].kind == ITEM_OPEN)
            return &ps->items[i];
    return NULL;
}

static bool bar_open(struct parser *ps)
{
    struct item *item = innermost(ps);

    return item && item->open == '|';
}

static void check_arity(struct parser *ps, const struct item *item, size_t n,
                        struct span at)
{
    size_t least = 1, most = 1;
    const char *called = function_name(item->func, item->name);

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
            fail(ps, at, "an interval has two ends");
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
        fail(ps, at, "one index is wanted");
    s->kind = SYN_INDEX;
    s->at = (struct span){of->at.from, at.to};
    return s;
}

static void close_bracket(struct parser *ps, char close)
{
    struct span at = ps->token.at;
    struct item item;
    struct syntax **parts, *s;
    size_t n;

    reduce(ps, -1, false);
    if (!top_item(ps) || !closes(top_item(ps)->open, close)) {
        fail(ps, at, "%s",
             top_item(ps) ? "this does not close the bracket opened before"
                          : "nothing is open that this could close");
        return;
    }
    item = ps->items[--ps->item_count];
    ps->bound_count -= item.declared;
    if ((item.call || item.index) && close != (item.call ? ')' : ']')) {
        fail(ps, at, "expected a closing bracket");
        return;
    }
    n = ps->count - item.base;
    parts = arena_array(ps->arena, n, sizeof *parts);
    if (n)
        memcpy(parts, ps->operands + item.base, n * sizeof *parts);
    ps->count = item.base;
    at.from = item.at.from;
    advance(ps);
    if (item.open == '^') {
        if (n != 1)
            fail(ps, at, "expected one exponent");
        else
            function_argument(ps, item.func, item.name, parts[0], item.at);
        return;
    }
    if (item.call) {
        item.func = call_of(&item, n);
        check_arity(ps, &item, n, at);
        s = apply(ps, &item, n, parts, at);
    } else if (item.index) {
        s = indexed(ps, pop_operand(ps), n, parts, at);
    } else {
        s = close_plain(ps, &item, close, n, parts, at);
    }
    push_operand(ps, s);
}

static void comma(struct parser *ps)
{
    struct item *item;

    reduce(ps, -1, false);
    item = top_item(ps);
    if (!item || item->open == '|' || item->open == '^') {
        bool digits = top_operand(ps)->kind == SYN_NUMBER;

        fail(ps, ps->token.at, "unexpected '%s'", ps->token.text);
        if (digits)
            help_digits(ps);
        return;
    }
    if (declares(item) && ps->count == item->base + 1 &&
        top_operand(ps)->kind == SYN_NAME) {
        push_bound(ps, top_operand(ps)->text);
        item->declared = true;
    }
    advance(ps);
    ps->want_operand = true;
}

/* ---- the two states ---------------------------------------------------------- */

/* `{}`, `f()` and the like: a closing bracket right after the opening one. */
static bool empty_bracket(struct parser *ps)
{
    struct item *top = top_item(ps);

    return ps->token.kind == TOK_MARK && top && top->kind == ITEM_OPEN &&
           top->base == ps->count &&
           ((top->open == '{' && ps->token.mark == '}') ||
            (top->call && top->func < 0 && ps->token.mark == ')'));
}

/* A character that begins nothing we know. What it may have been meant for is a row. */
static void unknown_character(struct parser *ps)
{
    static const struct {
        const char *characters, *help;
    } rows[] = {
        {"\\$", "LaTeX is not read here: write (x + 1)/2, sqrt(x), x^2"},
        {"₀₁₂₃₄₅₆₇₈₉_", "a subscript is written x_1 or x[1]"},
        {"&", "write: and"},
        {"½", "write 1/2"},
        {"⅓", "write 1/3"},
        {"¼", "write 1/4"},
        {"¾", "write 3/4"},
        {"'’′", "a derivative is asked for by the command diff"},
    };

    fail(ps, ps->token.at, "'%s' has no meaning here", ps->token.text);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ps->token.text && *ps->token.text &&
            strstr(rows[i].characters, ps->token.text))
            diag_help(ps->diag, "%s", rows[i].help);
    if (!ps->diag || ps->diag->help[0])
        return;
    if ((unsigned char)*ps->token.text >= 0x80)
        diag_help(ps->diag, "names are made of Latin or Greek letters");
}

static void expected_operand(struct parser *ps)
{
    struct item *top = top_item(ps);
    bool turned = top && top->kind == ITEM_INFIX && top->op == OP_EQ &&
                  ps->token.kind == TOK_OP &&
                  (ps->token.op == OP_LT || ps->token.op == OP_GT);

    if (ps->token.kind == TOK_BAD)
        unknown_character(ps);
    else if (ps->token.kind == TOK_END && ps->last_end == 0)
        fail(ps, ps->token.at, "there is nothing to read");
    else if (top && top->kind == ITEM_OPEN && ps->token.kind == TOK_END)
        fail(ps, top->at, "this bracket is never closed");
    else if (top && top->kind == ITEM_FUNCTION)
        fail(ps, ps->token.at, "expected the argument of '%s'",
             function_name(top->func, top->name));
    else if (top && top->kind != ITEM_OPEN)
        fail(ps, ps->token.at, "expected a number, a name or a bracket after '%s'",
             op_row(top->op)->plain);
    else
        fail(ps, ps->token.at, "expected a number, a name or a bracket, not '%s'",
             ps->token.kind == TOK_END ? "the end" : ps->token.text);
    if (turned) /* =< and => */
        diag_help(ps->diag, "write %s=", ps->token.text);
}

static void operand(struct parser *ps)
{
    struct token t = ps->token;

    if (t.kind == TOK_NUMBER) {
        advance(ps);
        push_operand(ps, number_operand(ps, t.text, t.at));
    } else if (t.kind == TOK_NAME && !strcmp(t.text, "not")) {
        prefix(ps, OP_NOT);
    } else if (t.kind == TOK_NAME) {
        name(ps);
    } else if (t.kind == TOK_OP && (t.op == OP_SUB || t.op == OP_ADD)) {
        prefix(ps, t.op == OP_SUB ? OP_MINUS : OP_PLUS);
    } else if (t.kind == TOK_OP && t.op == OP_PLUSMINUS) {
        prefix(ps, OP_PLUSMINUS);
    } else if (t.kind == TOK_ROOT) {
        struct item *item = push_item(ps, ITEM_FUNCTION, t.at);

        item->func = strcmp(t.text, "∛") ? FN_SQRT : FN_CBRT;
        item->binds = BINDS_ROOT;
        advance(ps);
    } else if (empty_bracket(ps)) {
        ps->want_operand = false;
        close_bracket(ps, t.mark);
    } else if (t.kind == TOK_MARK && strchr("([{|]", t.mark)) {
        open_bracket(ps, t.mark, t.at);
        advance(ps);
    } else {
        expected_operand(ps);
    }
}

static bool is_setlike(const struct syntax *s)
{
    return s->kind == SYN_SET || s->kind == SYN_INTERVAL || s->kind == SYN_LIST ||
           s->kind == SYN_TUPLE || s->kind == SYN_CALL ||
           (s->kind == SYN_BINARY && s->op == OP_UNION);
}

/* and, or, U are words that act as operators where one is wanted. */
static bool word_operator(struct parser *ps, enum op *op)
{
    const char *word = ps->token.text;

    if (ps->token.kind != TOK_NAME)
        return false;
    if (!strcmp(word, "and"))
        *op = OP_AND;
    else if (!strcmp(word, "or"))
        *op = OP_OR;
    else if (!strcmp(word, "U") && is_setlike(top_operand(ps)))
        *op = OP_UNION;
    else
        return false;
    return true;
}

static void postfix(struct parser *ps)
{
    struct syntax *u = pop_operand(ps);
    struct syntax *s = syntax_prefix(ps->arena, OP_FACTORIAL, u);

    s->kind = SYN_POSTFIX;
    s->at.to = ps->token.at.to;
    if (u->kind == SYN_POSTFIX && !u->grouped) {
        fail(ps, s->at, "a double factorial is not known here");
        diag_help(ps->diag, "(n!)! is the factorial of a factorial");
    }
    advance(ps);
    push_operand(ps, s);
}

static void field(struct parser *ps)
{
    struct syntax *u = pop_operand(ps), *s;

    advance(ps);
    if (ps->token.kind != TOK_NAME) {
        fail(ps, ps->token.at, "expected the name of a field");
        return;
    }
    s = syntax_prefix(ps->arena, OP_PLUS, u);
    s->kind = SYN_FIELD;
    s->text = ps->token.text;
    s->at.to = ps->token.at.to;
    advance(ps);
    push_operand(ps, s);
}

static void superscript(struct parser *ps)
{
    struct token t = ps->token;

    infix(ps, OP_POWER, t.at);
    advance(ps);
    push_operand(ps, number_operand(ps, t.text, t.at));
}

static bool starts_index(struct parser *ps)
{
    const struct syntax *s = top_operand(ps);

    return at_mark(ps, '[') && ps->token.at.from == ps->last_end &&
           (s->kind == SYN_NAME || (ps->scope && ps->scope->author)) &&
           !(innermost(ps) && innermost(ps)->open == ']');
}

static void operator(struct parser *ps)
{
    struct token t = ps->token;
    enum op op;

    if (t.kind == TOK_OP && t.op == OP_FACTORIAL) {
        postfix(ps);
    } else if (t.kind == TOK_OP) {
        infix(ps, t.op, t.at);
        advance(ps);
    } else if (word_operator(ps, &op)) {
        infix(ps, op, t.at);
        advance(ps);
    } else if (t.kind == TOK_SUPER) {
        superscript(ps);
    } else if (at_mark(ps, ',') || at_mark(ps, ';')) {
        comma(ps);
    } else if (starts_index(ps)) {
        open_bracket(ps, '[', t.at);
        top_item(ps)->index = true;
        advance(ps);
    } else if (at_mark(ps, '.') && ps->scope && ps->scope->author) {
        field(ps);
    } else if (t.kind == TOK_MARK && strchr(")]}", t.mark)) {
        close_bracket(ps, t.mark);
    } else if (at_mark(ps, '[') && innermost(ps) && strchr("[]", innermost(ps)->open)) {
        close_bracket(ps, '[');
    } else if (at_mark(ps, '|') && bar_open(ps)) {
        close_bracket(ps, '|');
    } else if (t.kind == TOK_NUMBER || t.kind == TOK_NAME || t.kind == TOK_ROOT ||
               at_mark(ps, '(') || at_mark(ps, '|')) {
        juxtapose(ps);
    } else if (t.kind == TOK_BAD) {
        unknown_character(ps);
    } else {
        fail(ps, t.at, "unexpected '%s'", t.text ? t.text : "");
    }
}

static enum status check_text(const char *text, size_t n, struct diag *d)
{
    size_t used;

    if (n > EXPR_TEXT_LIMIT)
        return diag_set(d, ST_LIMIT, (struct span){EXPR_TEXT_LIMIT, n},
                        "an expression may have %d bytes at most", EXPR_TEXT_LIMIT);
    for (size_t at = 0; at < n; at += used)
        if (utf8_decode(text + at, n - at, &used) == 0xFFFD || text[at] == '\0')
            return diag_set(d, ST_SYNTAX, (struct span){at, at + used},
                            "this is not valid UTF-8 text");
    return ST_OK;
}

enum status expr_parse(struct arena *a, const char *text, size_t n,
                       const struct scope *scope, struct reading *out, struct diag *d)
{
    struct parser ps = {
        .arena = a, .scope = scope, .out = out, .diag = d, .want_operand = true};

    memset(out, 0, sizeof *out);
    ps.last_note = &out->notes;
    ps.status = check_text(text, n, d);
    if (ps.status != ST_OK)
        return ps.status;
    ps.lexer = lexer_new(a, text, n);
    advance(&ps);
    while (ps.status == ST_OK && (ps.want_operand || ps.token.kind != TOK_END)) {
        if (ps.want_operand)
            operand(&ps);
        else
            operator(&ps);
    }
    if (ps.status == ST_OK)
        reduce(&ps, -1, false);
    if (ps.status == ST_OK && ps.item_count)
        fail(&ps, top_item(&ps)->at, "this bracket is never closed");
    if (ps.status == ST_OK)
        out->root = ps.operands[0];
    return ps.status;
}
