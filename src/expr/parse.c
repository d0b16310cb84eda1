/* parse.c: tokens to a syntax tree, by operator precedence on a stack of our own.
 *
 *   2 sin x^2 + 1     items:    2 *  sin  ^      operands:  2  x  2
 *                     at '+':   the power, the sine and the product are reduced in turn
 *
 * Two states take turns: an operand is wanted, or an operator is. An operand where an
 * operator is wanted is a product whose sign was left out. It binds as '*' does, but
 * inside the argument of a function without brackets it binds tighter: sin 2x is sin(2x)
 * where sin 2*x is sin(2)*x. */
#include "expr/parse.h"

#include <string.h>

/* ---- operators --------------------------------------------------------------- */

static void infix(struct parser *ps, enum op op, struct span at)
{
    const struct op_row *row = op_row(op);
    struct item *item;

    parse_reduce(ps, row->binds, row->right);
    item = parse_push_item(ps, ITEM_INFIX, at);
    item->op = op;
    item->binds = row->binds;
    ps->want_operand = true;
}

static const char *source_text(struct parser *ps, const struct syntax *s)
{
    struct str out = str_in(ps->arena);

    syntax_print(&out, s, NOTE_PLAIN);
    return out.text;
}

/* A product whose sign was left out. */
void parse_juxtapose(struct parser *ps)
{
    struct item *item;
    bool inside;

    if (ps->token.kind == TOK_NUMBER) {
        parse_fail(ps, ps->token.at,
                   "a number cannot follow here: write * or ^ before %s", ps->token.text);
        if (parse_top(ps)->kind == SYN_NUMBER)
            parse_help_digits(ps);
        return;
    }
    parse_reduce(ps, BINDS_FUNCTION, true);
    item = parse_top_item(ps);
    inside = item && item->kind == ITEM_FUNCTION && !parse_starts_function(ps);
    if (!inside) {
        struct syntax *left;

        parse_reduce(ps, op_row(OP_MUL)->binds, false);
        left = parse_top(ps);
        if (left->kind == SYN_BINARY && left->op == OP_DIV && !left->grouped) {
            ps->out->ambiguous = true;
            parse_note(ps, left->at,
                       arena_printf(ps->arena,
                                    "a product without a sign binds as * does: (%s)*...",
                                    source_text(ps, left)));
        }
    }
    item = parse_push_item(ps, ITEM_INFIX,
                           (struct span){ps->token.at.from, ps->token.at.from});
    item->op = OP_MUL;
    item->implied = true;
    item->binds = inside ? BINDS_INSIDE : op_row(OP_MUL)->binds;
    ps->want_operand = true;
}

static void prefix(struct parser *ps, enum op op)
{
    struct item *before = parse_top_item(ps), *item;
    int binds = op_row(op)->binds;

    if (before && before->kind != ITEM_OPEN && before->binds > binds)
        binds = before->binds;
    item = parse_push_item(ps, ITEM_PREFIX, ps->token.at);
    item->op = op;
    item->binds = binds;
    parse_advance(ps);
}

/* ---- the two states ---------------------------------------------------------- */

/* `{}`, `f()` and the like: a closing bracket right after the opening one. */
static bool empty_bracket(struct parser *ps)
{
    struct item *top = parse_top_item(ps);

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

    parse_fail(ps, ps->token.at, "'%s' has no meaning here", ps->token.text);
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
    struct item *top = parse_top_item(ps);
    bool turned = top && top->kind == ITEM_INFIX && top->op == OP_EQ &&
                  ps->token.kind == TOK_OP &&
                  (ps->token.op == OP_LT || ps->token.op == OP_GT);

    if (ps->token.kind == TOK_BAD)
        unknown_character(ps);
    else if (ps->token.kind == TOK_END && ps->last_end == 0)
        parse_fail(ps, ps->token.at, "there is nothing to read");
    else if (top && top->kind == ITEM_OPEN && ps->token.kind == TOK_END)
        parse_fail(ps, top->at, "this bracket is never closed");
    else if (top && top->kind == ITEM_FUNCTION)
        parse_fail(ps, ps->token.at, "expected the argument of '%s'",
                   parse_function_name(top->func, top->name));
    else if (top && top->kind != ITEM_OPEN)
        parse_fail(ps, ps->token.at, "expected a number, a name or a bracket after '%s'",
                   op_row(top->op)->plain);
    else
        parse_fail(ps, ps->token.at, "expected a number, a name or a bracket, not '%s'",
                   ps->token.kind == TOK_END ? "the end" : ps->token.text);
    if (turned) /* =< and => */
        diag_help(ps->diag, "write %s=", ps->token.text);
}

static void operand(struct parser *ps)
{
    struct token t = ps->token;

    if (t.kind == TOK_NUMBER) {
        parse_advance(ps);
        parse_push(ps, parse_number(ps, t.text, t.at));
    } else if (t.kind == TOK_NAME && !strcmp(t.text, "not")) {
        prefix(ps, OP_NOT);
    } else if (t.kind == TOK_NAME) {
        parse_name(ps);
    } else if (t.kind == TOK_OP && (t.op == OP_SUB || t.op == OP_ADD)) {
        prefix(ps, t.op == OP_SUB ? OP_MINUS : OP_PLUS);
    } else if (t.kind == TOK_OP && t.op == OP_PLUSMINUS) {
        prefix(ps, OP_PLUSMINUS);
    } else if (t.kind == TOK_ROOT) {
        struct item *item = parse_push_item(ps, ITEM_FUNCTION, t.at);

        item->func = strcmp(t.text, "∛") ? FN_SQRT : FN_CBRT;
        item->binds = BINDS_ROOT;
        parse_advance(ps);
    } else if (empty_bracket(ps)) {
        ps->want_operand = false;
        parse_close(ps, t.mark);
    } else if (t.kind == TOK_MARK && strchr("([{|]", t.mark)) {
        parse_open(ps, t.mark, t.at);
        parse_advance(ps);
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
    else if (!strcmp(word, "U") && is_setlike(parse_top(ps)))
        *op = OP_UNION;
    else
        return false;
    return true;
}

static void postfix(struct parser *ps)
{
    struct syntax *u = parse_pop(ps);
    struct syntax *s = syntax_prefix(ps->arena, OP_FACTORIAL, u);

    s->kind = SYN_POSTFIX;
    s->at.to = ps->token.at.to;
    if (u->kind == SYN_POSTFIX && !u->grouped) {
        parse_fail(ps, s->at, "a double factorial is not known here");
        diag_help(ps->diag, "(n!)! is the factorial of a factorial");
    }
    parse_advance(ps);
    parse_push(ps, s);
}

static void field(struct parser *ps)
{
    struct syntax *u = parse_pop(ps), *s;

    parse_advance(ps);
    if (ps->token.kind != TOK_NAME) {
        parse_fail(ps, ps->token.at, "expected the name of a field");
        return;
    }
    s = syntax_prefix(ps->arena, OP_PLUS, u);
    s->kind = SYN_FIELD;
    s->text = ps->token.text;
    s->at.to = ps->token.at.to;
    parse_advance(ps);
    parse_push(ps, s);
}

static void superscript(struct parser *ps)
{
    struct token t = ps->token;

    infix(ps, OP_POWER, t.at);
    parse_advance(ps);
    parse_push(ps, parse_number(ps, t.text, t.at));
}

static bool starts_index(struct parser *ps)
{
    const struct syntax *s = parse_top(ps);

    return parse_at(ps, '[') && ps->token.at.from == ps->last_end &&
           (s->kind == SYN_NAME || (ps->scope && ps->scope->author)) &&
           !(parse_innermost(ps) && parse_innermost(ps)->open == ']');
}

static bool bar_open(struct parser *ps)
{
    struct item *item = parse_innermost(ps);

    return item && item->open == '|';
}

static void operator(struct parser *ps)
{
    struct token t = ps->token;
    enum op op;

    if (t.kind == TOK_OP && t.op == OP_FACTORIAL) {
        postfix(ps);
    } else if (t.kind == TOK_OP) {
        infix(ps, t.op, t.at);
        parse_advance(ps);
    } else if (word_operator(ps, &op)) {
        infix(ps, op, t.at);
        parse_advance(ps);
    } else if (t.kind == TOK_SUPER) {
        superscript(ps);
    } else if (parse_at(ps, ',') || parse_at(ps, ';')) {
        parse_comma(ps);
    } else if (starts_index(ps)) {
        parse_open(ps, '[', t.at);
        parse_top_item(ps)->index = true;
        parse_advance(ps);
    } else if (parse_at(ps, '.') && ps->scope && ps->scope->author) {
        field(ps);
    } else if (t.kind == TOK_MARK && strchr(")]}", t.mark)) {
        parse_close(ps, t.mark);
    } else if (parse_at(ps, '[') && parse_innermost(ps) &&
               strchr("[]", parse_innermost(ps)->open)) {
        parse_close(ps, '[');
    } else if (parse_at(ps, '|') && bar_open(ps)) {
        parse_close(ps, '|');
    } else if (t.kind == TOK_NUMBER || t.kind == TOK_NAME || t.kind == TOK_ROOT ||
               parse_at(ps, '(') || parse_at(ps, '|')) {
        parse_juxtapose(ps);
    } else if (t.kind == TOK_BAD) {
        unknown_character(ps);
    } else {
        parse_fail(ps, t.at, "unexpected '%s'", t.text ? t.text : "");
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
    parse_advance(&ps);
    while (ps.status == ST_OK && (ps.want_operand || ps.token.kind != TOK_END)) {
        if (ps.want_operand)
            operand(&ps);
        else
            operator(&ps);
    }
    if (ps.status == ST_OK)
        parse_reduce(&ps, -1, false);
    if (ps.status == ST_OK && ps.item_count)
        parse_fail(&ps, parse_top_item(&ps)->at, "this bracket is never closed");
    if (ps.status == ST_OK)
        out->root = ps.operands[0];
    if (ps.status == ST_SYNTAX && d && !d->help[0])
        parse_suggest(a, text, n, scope, d);
    return ps.status;
}
