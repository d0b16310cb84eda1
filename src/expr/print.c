/* print.c: a syntax tree on one line, as plain text or for readers.
 *
 * Brackets come from binding strengths alone, so that a tree built by expr_show and one
 * that was typed print by the same rules. */
#include "expr/internal.h"

#include <string.h>

static void print(struct str *out, const struct syntax *s, enum notation how);

int syntax_binds(const struct syntax *s)
{
    switch (s->kind) {
    case SYN_PREFIX:
    case SYN_BINARY:
    case SYN_POSTFIX:
    case SYN_RELATION:
    case SYN_PAIR: return op_row(s->op)->binds;
    case SYN_NUMBER:
        if (fmpq_sgn(s->number) < 0)
            return op_row(OP_MINUS)->binds;
        return strchr(s->text, '/') ? op_row(OP_DIV)->binds : BINDS_ATOM;
    case SYN_CALL: return BINDS_CALL;
    case SYN_DERIVATIVE:
        return op_row(OP_POWER)->binds; /* bracketed before it is raised */
    default: return BINDS_ATOM;
    }
}

static void bracketed(struct str *out, const struct syntax *s, enum notation how,
                      bool needed)
{
    if (needed)
        str_add(out, "(");
    print(out, s, how);
    if (needed)
        str_add(out, ")");
}

const char *op_glyph(enum op op, enum notation how)
{
    const struct op_row *row = op_row(op);

    return how == NOTE_PLAIN ? row->plain : how == NOTE_UNICODE ? row->unicode : row->tex;
}

static void comma_list(struct str *out, const struct syntax *s, enum notation how)
{
    for (size_t i = 0; i < s->count; i++) {
        if (i)
            str_add(out, ", ");
        print(out, s->child[i], how);
    }
}

/* ---- names and numbers ------------------------------------------------------- */

static const struct greek_row greek[] = {
#define GREEK(name, letter, tex) {name, letter, tex},
#include "expr/greek.def"
#undef GREEK
};

const struct greek_row *greek_name(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
        if (strlen(greek[i].name) == n && !memcmp(greek[i].name, text, n))
            return &greek[i];
    return NULL;
}

const struct greek_row *greek_letter(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
        if (strlen(greek[i].letter) == n && !memcmp(greek[i].letter, text, n))
            return &greek[i];
    return NULL;
}

void print_name(struct str *out, const char *text, enum notation how)
{
    const struct greek_row *row = greek_name(text, strlen(text));

    str_add(out, how == NOTE_PLAIN || !row ? text : row->letter);
}

void print_constant(struct str *out, const char *text, enum notation how)
{
    bool unicode = how == NOTE_UNICODE;

    str_add(out, unicode && !strcmp(text, "pi")    ? "π"
                 : unicode && !strcmp(text, "inf") ? "∞"
                                                   : text);
}

void print_ascii_name(struct str *out, const char *text)
{
    size_t n = strlen(text), used;

    for (size_t at = 0; at < n; at += used) {
        bool ascii = utf8_decode(text + at, n - at, &used) < 0x80;
        const struct greek_row *row = greek_letter(text + at, used);

        str_addn(out,
                 ascii ? text + at
                 : row ? row->name
                       : "?",
                 ascii ? 1
                 : row ? strlen(row->name)
                       : 1);
    }
}

static void print_number(struct str *out, const struct syntax *s, enum notation how)
{
    const char *text = s->text;

    if (how == NOTE_UNICODE && *text == '-')
        str_addf(out, "−%s", text + 1);
    else
        str_add(out, text);
}

static const char *const raised[10] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
static const char *const lowered[10] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

static bool print_digits(struct str *out, const struct syntax *s,
                         const char *const digits[10], const char *minus)
{
    const char *text = s->text;

    if (s->kind != SYN_NUMBER || strspn(text, "-0123456789") != strlen(text))
        return false;
    for (; *text; text++)
        str_add(out, *text == '-' ? minus : digits[*text - '0']);
    return true;
}

/* Whole exponents are raised; anything else keeps the sign ^. */
bool print_raised(struct str *out, const struct syntax *exponent)
{
    return print_digits(out, exponent, raised, "⁻");
}

bool print_lowered(struct str *out, const struct syntax *index)
{
    return print_digits(out, index, lowered, "₋");
}

void print_lowered_index(struct str *out, const char *text)
{
    size_t digits = *text == '[' ? strspn(text + 1, "0123456789") : 0;

    if (!digits || strcmp(text + 1 + digits, "]")) {
        str_add(out, text);
        return;
    }
    for (size_t i = 1; i <= digits; i++)
        str_add(out, lowered[text[i] - '0']);
}

/* ---- operators --------------------------------------------------------------- */

static void print_power(struct str *out, const struct syntax *s, enum notation how)
{
    const struct syntax *base = s->child[0], *exponent = s->child[1];
    bool root = base->kind == SYN_CALL && base->func == FN_SQRT && how == NOTE_UNICODE;

    bracketed(out, base, how, root || syntax_binds(base) <= op_row(OP_POWER)->binds);
    if (how == NOTE_PLAIN || !print_raised(out, exponent)) {
        str_add(out, "^");
        bracketed(out, exponent, how, syntax_binds(exponent) < op_row(OP_POWER)->binds);
    }
}

/* In a picture for readers a product needs its dot only where two things would run
 * together: before a digit, or between two words. */
bool syntax_needs_dot(const struct syntax *l, const struct syntax *r)
{
    while (r->kind == SYN_POSTFIX || r->kind == SYN_FIELD ||
           (r->kind == SYN_BINARY &&
            (r->op == OP_POWER || r->op == OP_MUL || r->op == OP_DIV)))
        r = r->child[0];
    if (r->kind == SYN_NUMBER || r->kind == SYN_PREFIX || r->kind == SYN_DERIVATIVE)
        return true;
    while (l->kind == SYN_BINARY && l->op == OP_MUL)
        l = l->child[1];
    if (l->kind == SYN_DERIVATIVE)
        return true;
    if (l->kind == SYN_NUMBER)
        return strchr(l->text, '/') != NULL;
    return l->kind == SYN_BINARY && l->op == OP_DIV;
}

static void print_binary(struct str *out, const struct syntax *s, enum notation how)
{
    const struct op_row *row = op_row(s->op);
    const struct syntax *l = s->child[0], *r = s->child[1];

    if (s->op == OP_POWER) {
        print_power(out, s, how);
        return;
    }
    bracketed(out, l, how, syntax_binds(l) < row->binds);
    if (s->op == OP_MUL && how != NOTE_PLAIN)
        str_add(out, syntax_needs_dot(l, r) ? op_glyph(OP_MUL, how) : " ");
    else if (row->spaced)
        str_addf(out, " %s ", op_glyph(s->op, how));
    else
        str_add(out, op_glyph(s->op, how));
    bracketed(out, r, how,
              syntax_binds(r) <= row->binds ||
                  (r->kind == SYN_PREFIX && s->op >= OP_ADD));
}

static void print_prefix(struct str *out, const struct syntax *s, enum notation how)
{
    const struct syntax *u = s->child[0];

    str_add(out, op_glyph(s->op, how));
    if (s->op == OP_NOT)
        str_add(out, " ");
    bracketed(out, u, how,
              syntax_binds(u) < op_row(OP_MUL)->binds || u->kind == SYN_PREFIX ||
                  (u->kind == SYN_NUMBER && fmpq_sgn(u->number) < 0));
}

/* ---- calls ------------------------------------------------------------------- */

static void print_call(struct str *out, const struct syntax *s, enum notation how)
{
    bool root = how == NOTE_UNICODE && s->func == FN_SQRT;

    str_add(out, root ? "√" : s->text);
    if (root && syntax_binds(s->child[0]) == BINDS_ATOM) {
        print(out, s->child[0], how);
        return;
    }
    str_add(out, "(");
    comma_list(out, s, how);
    str_add(out, ")");
}

static void enclosed(struct str *out, const char *open, const struct syntax *s,
                     enum notation how, const char *close)
{
    str_add(out, open);
    comma_list(out, s, how);
    str_add(out, close);
}

static void print_abs(struct str *out, const struct syntax *s, enum notation how)
{
    enclosed(out, how == NOTE_PLAIN ? "abs(" : "|", s, how,
             how == NOTE_PLAIN ? ")" : "|");
}

/* d/dx [...]: the bracket shows how far it reaches. */
static void print_derivative(struct str *out, const struct syntax *s, enum notation how)
{
    str_add(out, "d/d");
    print_name(out, s->text, how);
    enclosed(out, how == NOTE_UNICODE ? " [" : "(", s, how,
             how == NOTE_UNICODE ? "]" : ")");
}

/* Does u need brackets before a field or an index? A number would take the dot for
 * itself. */
static bool before_dot(const struct syntax *u)
{
    return syntax_binds(u) < BINDS_CALL || u->kind == SYN_NUMBER;
}

static void print(struct str *out, const struct syntax *s, enum notation how)
{
    switch (s->kind) {
    case SYN_NUMBER: print_number(out, s, how); break;
    case SYN_NAME: print_name(out, s->text, how); break;
    case SYN_CONSTANT: print_constant(out, s->text, how); break;
    case SYN_INDEX:
        if (s->text)
            print_name(out, s->text, how);
        else
            bracketed(out, s->child[1], how, before_dot(s->child[1]));
        str_add(out, "[");
        print(out, s->child[0], NOTE_PLAIN);
        str_add(out, "]");
        break;
    case SYN_PREFIX: print_prefix(out, s, how); break;
    case SYN_BINARY:
    case SYN_RELATION:
    case SYN_PAIR: print_binary(out, s, how); break;
    case SYN_POSTFIX:
        bracketed(out, s->child[0], how, syntax_binds(s->child[0]) < BINDS_CALL);
        str_add(out, "!");
        break;
    case SYN_CALL:
        if (s->func == FN_ABS)
            print_abs(out, s, how);
        else
            print_call(out, s, how);
        break;
    case SYN_ABS: print_abs(out, s, how); break;
    case SYN_TUPLE: enclosed(out, "(", s, how, ")"); break;
    case SYN_LIST: enclosed(out, "[", s, how, "]"); break;
    case SYN_INTERVAL:
        enclosed(out, s->lo_open ? "(" : "[", s, how, s->hi_open ? ")" : "]");
        break;
    case SYN_SET: enclosed(out, "{", s, how, "}"); break;
    case SYN_FIELD:
        bracketed(out, s->child[0], how, before_dot(s->child[0]));
        str_addf(out, ".%s", s->text);
        break;
    case SYN_DERIVATIVE: print_derivative(out, s, how); break;
    }
}

void syntax_print(struct str *out, const struct syntax *s, enum notation how)
{
    if (how == NOTE_TEX)
        print_tex(out, s);
    else
        print(out, s, how);
}

void print_ascii(struct str *out, const struct syntax *s)
{
    struct str plain = str_in(out->arena);

    print(&plain, s, NOTE_PLAIN);
    print_ascii_name(out, plain.text);
}
