/* tex.c: a syntax tree in LaTeX, for amsmath.
 *
 * A fraction, a raised or a lowered part needs no brackets of its own; others get them by
 * their binding strengths, as in the drawing (pretty.c). What is put after a command that
 * ends in a letter keeps its distance: \alpha x. */
#include "expr/pretty.h"

#include <ctype.h>
#include <string.h>

static void tex(struct str *out, const struct syntax *s);

/* ---- parts --------------------------------------------------------------------- */

static bool ends_in_command(const struct str *out)
{
    size_t at = out->len;

    while (at && isalpha((unsigned char)out->text[at - 1]))
        at--;
    return at && at < out->len && out->text[at - 1] == '\\';
}

static void put(struct str *out, const char *text)
{
    if (isalpha((unsigned char)*text) && ends_in_command(out))
        str_addc(out, ' ');
    str_add(out, text);
}

static void braced(struct str *out, const struct syntax *s)
{
    str_add(out, "{");
    tex(out, s);
    str_add(out, "}");
}

static void fenced(struct str *out, const char *left, const struct syntax *s,
                   const char *right)
{
    str_addf(out, "\\left%s", left);
    for (size_t i = 0; i < s->count; i++) {
        str_add(out, i ? ", " : "");
        tex(out, s->child[i]);
    }
    str_addf(out, "\\right%s", right);
}

static void operand(struct str *out, const struct syntax *s, bool brackets)
{
    str_add(out, brackets ? "\\left(" : "");
    tex(out, s);
    str_add(out, brackets ? "\\right)" : "");
}

/* ---- names and numbers ----------------------------------------------------------- */

/* Letters of a word that TeX would set apart, in one font; an underscore is escaped. */
static void put_word(struct str *out, const char *font, const char *text, size_t n)
{
    size_t used;

    str_addf(out, "\\%s{", font);
    for (size_t at = 0; at < n; at += used) {
        const struct greek_row *letter;

        utf8_decode(text + at, n - at, &used);
        letter = greek_letter(text + at, used);
        if (letter)
            put(out, letter->tex);
        else if (text[at] == '_')
            str_add(out, "\\_");
        else if (used == 1 && (isalnum((unsigned char)text[at]) || text[at] == '\''))
            put(out, (char[]){text[at], '\0'});
        else
            str_add(out, "?");
    }
    str_add(out, "}");
}

/* What stands before an index: a letter, a Greek letter, a word. */
static void put_stem(struct str *out, const char *text, size_t n)
{
    const struct greek_row *letter = greek_name(text, n);
    size_t used = 1;

    if (!letter)
        letter = greek_letter(text, n);
    if (n)
        utf8_decode(text, n, &used);
    if (letter)
        put(out, letter->tex);
    else if (n == 1 && isalpha((unsigned char)*text))
        put(out, (char[]){*text, '\0'});
    else
        put_word(out, "mathit", text, n);
}

/* x1, w_1, x_max, x[3]: digits at the end, or what follows _ or stands in [], is lowered;
 * primes stay. */
static void put_name(struct str *out, const char *text)
{
    size_t n = strlen(text), stem = strcspn(text, "_[0123456789'"), from = stem;

    put_stem(out, text, stem);
    for (; text[from] == '\''; from++)
        str_addc(out, '\'');
    if (from == n)
        return;
    if (text[from] == '_' || text[from] == '[')
        from++;
    n -= text[n - 1] == ']';
    if (strspn(text + from, "0123456789") >= n - from || n == from + 1)
        str_addf(out, "_{%.*s}", (int)(n - from), text + from);
    else {
        str_add(out, "_{");
        put_word(out, "mathrm", text + from, n - from);
        str_add(out, "}");
    }
}

static void constant(struct str *out, const char *text)
{
    if (!strcmp(text, "pi"))
        put(out, "\\pi");
    else if (!strcmp(text, "inf"))
        put(out, "\\infty");
    else if (text[1])
        str_addf(out, "\\mathrm{%s}", text);
    else
        put(out, text);
}

/* 3/4 is a fraction, 1.5e-3 a power of ten. */
static void number(struct str *out, const char *text)
{
    const char *bar = strchr(text, '/'), *e = strpbrk(text, "eE");

    if (*text == '-') {
        str_addc(out, '-');
        text++;
    }
    if (bar)
        str_addf(out, "\\frac{%.*s}{%s}", (int)(bar - text), text, bar + 1);
    else if (e)
        str_addf(out, "%.*s\\cdot 10^{%s}", (int)(e - text), text, e + 1 + (e[1] == '+'));
    else
        str_add(out, text);
}

/* ---- operators ------------------------------------------------------------------- */

static int binds(const struct syntax *s)
{
    if (s->kind == SYN_NUMBER && strpbrk(s->text, "eE") && *s->text != '-')
        return op_row(OP_MUL)->binds;
    return pretty_binds(s);
}

static bool is_abs(const struct syntax *s)
{
    return s->kind == SYN_ABS || (s->kind == SYN_CALL && s->func == FN_ABS);
}

/* The factor of a product that stands next to its right (left) neighbour. */
static const struct syntax *last_factor(const struct syntax *s)
{
    while (s->kind == SYN_BINARY && s->op == OP_MUL)
        s = s->child[1];
    return s;
}

static const struct syntax *first_factor(const struct syntax *s)
{
    while (s->kind == SYN_POSTFIX || s->kind == SYN_FIELD ||
           (s->kind == SYN_BINARY && (s->op == OP_MUL || s->op == OP_POWER)))
        s = s->child[0];
    return s;
}

/* Two factors need a dot where they would be read as one thing, or the first of them as
 * an operator at work on the second. */
static bool runs_together(const struct syntax *l, const struct syntax *r)
{
    const struct syntax *last = last_factor(l), *first = first_factor(r);

    if (first->kind == SYN_NUMBER || first->kind == SYN_DERIVATIVE ||
        last->kind == SYN_DERIVATIVE)
        return true;
    if ((last->kind == SYN_NUMBER || pretty_is_fraction(last)) &&
        pretty_is_fraction(first))
        return true; /* 2 1/2 would be two and a half */
    return is_abs(last) && is_abs(first);
}

static void product(struct str *out, const struct syntax *s)
{
    const struct syntax *l = s->child[0], *r = s->child[1];
    int mul = op_row(OP_MUL)->binds;

    operand(out, l, binds(l) < mul);
    str_add(out, runs_together(l, r) ? op_row(OP_MUL)->tex : " ");
    operand(out, r, binds(r) <= mul && !pretty_is_fraction(r));
}

static bool has_raised_form(const struct syntax *base, const struct syntax *exponent)
{
    if (base->kind != SYN_CALL || base->count != 1 || base->func < 0 ||
        base->func >= FN_COUNT || exponent->kind != SYN_NUMBER ||
        !isdigit((unsigned char)*exponent->text) || strpbrk(exponent->text, "/.eE"))
        return false;
    switch (base->func) {
    case FN_SQRT:
    case FN_CBRT:
    case FN_ABS:
    case FN_EXP:
    case FN_FLOOR:
    case FN_CEIL: return false;
    default: return true;
    }
}

static void power(struct str *out, const struct syntax *s)
{
    const struct syntax *base = s->child[0], *exponent = s->child[1];

    if (has_raised_form(base, exponent)) { /* sin^2(x) */
        put(out, func_row((enum func_id)base->func)->tex);
        str_addc(out, '^');
        braced(out, exponent);
        fenced(out, "(", base, ")");
        return;
    }
    operand(out, base, binds(base) <= op_row(OP_POWER)->binds);
    str_addc(out, '^');
    braced(out, exponent);
}

static void fraction(struct str *out, const struct syntax *s)
{
    str_add(out, "\\frac");
    braced(out, s->child[0]);
    braced(out, s->child[1]);
}

static void infix(struct str *out, const struct syntax *s)
{
    const struct syntax *l = s->child[0], *r = s->child[1];
    const struct op_row *row = op_row(s->op);

    operand(out, l, binds(l) < row->binds);
    str_addf(out, " %s ", row->tex);
    operand(out, r, binds(r) <= row->binds || (r->kind == SYN_PREFIX && s->op >= OP_ADD));
}

static void prefix(struct str *out, const struct syntax *s)
{
    const struct syntax *u = s->child[0];
    bool negative = u->kind == SYN_NUMBER && fmpq_sgn(u->number) < 0;

    put(out, op_row(s->op)->tex);
    operand(out, u,
            binds(u) < op_row(OP_MUL)->binds || u->kind == SYN_PREFIX || negative);
}

/* ---- calls ----------------------------------------------------------------------- */

static void range(struct str *out, const struct syntax *s)
{
    const struct syntax *body = s->child[3];

    put(out, s->func == CALL_SUM ? "\\sum_{" : "\\prod_{");
    tex(out, s->child[0]);
    str_add(out, "=");
    tex(out, s->child[1]);
    str_add(out, "}^");
    braced(out, s->child[2]);
    str_addc(out, ' ');
    operand(out, body, binds(body) < op_row(OP_MUL)->binds);
}

static void one_case(struct str *out, const struct syntax *value,
                     const struct syntax *condition)
{
    tex(out, value);
    if (condition) {
        str_add(out, " & \\text{if } ");
        tex(out, condition);
    } else {
        str_add(out, " & \\text{otherwise}");
    }
}

static void branches(struct str *out, const struct syntax *s)
{
    str_add(out, "\\begin{cases} ");
    if (s->func == CALL_IF) {
        one_case(out, s->child[1], s->child[0]);
        str_add(out, " \\\\ ");
        one_case(out, s->child[2], NULL);
    }
    for (size_t i = 0; s->func == CALL_PIECEWISE && i < s->count; i++) {
        const struct syntax *part = s->child[i];
        bool pair = part->kind == SYN_PAIR;

        str_add(out, i ? " \\\\ " : "");
        one_case(out, pair ? part->child[1] : part, pair ? part->child[0] : NULL);
    }
    str_add(out, " \\end{cases}");
}

static void root(struct str *out, const struct syntax *u, const struct syntax *index)
{
    put(out, "\\sqrt[");
    braced(out, index);
    str_addc(out, ']');
    braced(out, u);
}

static void logarithm(struct str *out, const struct syntax *s)
{
    struct syntax of = *s;

    of.count = 1;
    put(out, "\\log_");
    braced(out, s->child[1]);
    fenced(out, "(", &of, ")");
}

/* A function by its name. */
static void named(struct str *out, const struct syntax *s)
{
    const char *text = s->text ? s->text : "?";

    if (s->func == CALL_MIN || s->func == CALL_MAX)
        put(out, s->func == CALL_MIN ? "\\min" : "\\max");
    else if (s->func >= 0 && s->func < FN_COUNT)
        put(out, func_row((enum func_id)s->func)->tex);
    else if (strlen(text) == 1 && isalpha((unsigned char)*text))
        put(out, text);
    else
        put_word(out, "operatorname", text, strlen(text));
    fenced(out, "(", s, ")");
}

static void call(struct str *out, const struct syntax *s)
{
    switch (s->func) {
    case FN_SQRT:
    case FN_CBRT:
        put(out, s->func == FN_SQRT ? "\\sqrt" : "\\sqrt[3]");
        braced(out, s->child[0]);
        break;
    case FN_ABS: fenced(out, "|", s, "|"); break;
    case FN_EXP:
        put(out, "e^");
        braced(out, s->child[0]);
        break;
    case FN_FLOOR: fenced(out, "\\lfloor ", s, "\\rfloor "); break;
    case FN_CEIL: fenced(out, "\\lceil ", s, "\\rceil "); break;
    case CALL_SUM:
    case CALL_PROD: range(out, s); break;
    case CALL_IF:
    case CALL_PIECEWISE: branches(out, s); break;
    case CALL_ROOT: root(out, s->child[0], s->child[1]); break;
    case CALL_LOG: logarithm(out, s); break;
    default: named(out, s); break;
    }
}

/* ---- the rest -------------------------------------------------------------------- */

static void list(struct str *out, const struct syntax *s)
{
    if (!pretty_is_matrix(s)) {
        fenced(out, "[", s, "]");
        return;
    }
    str_add(out, "\\begin{pmatrix} ");
    for (size_t i = 0; i < s->count; i++) {
        str_add(out, i ? " \\\\ " : "");
        for (size_t j = 0; j < s->child[i]->count; j++) {
            str_add(out, j ? " & " : "");
            tex(out, s->child[i]->child[j]);
        }
    }
    str_add(out, " \\end{pmatrix}");
}

static void derivative(struct str *out, const struct syntax *s)
{
    put(out, "\\frac{d}{d");
    put_name(out, s->text);
    str_add(out, "}");
    fenced(out, "[", s, "]");
}

static void field(struct str *out, const struct syntax *s)
{
    operand(out, s->child[0],
            binds(s->child[0]) < BINDS_CALL || s->child[0]->kind == SYN_NUMBER);
    str_addc(out, '.');
    put_word(out, "mathrm", s->text, strlen(s->text));
}

static void indexed(struct str *out, const struct syntax *s)
{
    if (s->text)
        put_name(out, s->text);
    else
        operand(out, s->child[1],
                binds(s->child[1]) < BINDS_CALL || s->child[1]->kind == SYN_NUMBER);
    str_add(out, !s->text || strpbrk(s->text, "_0123456789") ? "{}_" : "_");
    braced(out, s->child[0]);
}

static void tex(struct str *out, const struct syntax *s)
{
    switch (s->kind) {
    case SYN_NUMBER: number(out, s->text); break;
    case SYN_NAME: put_name(out, s->text); break;
    case SYN_CONSTANT: constant(out, s->text); break;
    case SYN_INDEX: indexed(out, s); break;
    case SYN_PREFIX: prefix(out, s); break;
    case SYN_BINARY:
        if (s->op == OP_MUL)
            product(out, s);
        else if (s->op == OP_DIV)
            fraction(out, s);
        else if (s->op == OP_POWER)
            power(out, s);
        else
            infix(out, s);
        break;
    case SYN_RELATION:
    case SYN_PAIR: infix(out, s); break;
    case SYN_POSTFIX:
        operand(out, s->child[0], binds(s->child[0]) < BINDS_CALL);
        str_addc(out, '!');
        break;
    case SYN_CALL: call(out, s); break;
    case SYN_ABS: fenced(out, "|", s, "|"); break;
    case SYN_TUPLE: fenced(out, "(", s, ")"); break;
    case SYN_LIST: list(out, s); break;
    case SYN_INTERVAL:
        fenced(out, s->lo_open ? "(" : "[", s, s->hi_open ? ")" : "]");
        break;
    case SYN_SET: fenced(out, "\\{", s, "\\}"); break;
    case SYN_FIELD: field(out, s); break;
    case SYN_DERIVATIVE: derivative(out, s); break;
    }
}

void print_tex(struct str *out, const struct syntax *s)
{
    tex(out, s);
}
