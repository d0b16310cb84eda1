/* lex.c: text to tokens, by one PCRE2 pattern. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "expr/internal.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

/* One alternative a kind of token; the number of the group that matched names it. The
 * letter pi is a constant and never part of a longer name. Nothing is ever given back
 * (++), so that long tokens cost no stack of choices. */
enum { G_SPACE = 1, G_NUMBER, G_PI, G_NAME, G_SUPER, G_SIGN, G_MARK, G_ROOT, G_INF };

static const char pattern[] =
    "([\\s\\x{A0}]++)"
    "|((?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)"
    "|(\\x{3C0})"
    "|((?:(?!\\x{3C0})[A-Za-z\\p{Greek}])++[0-9]*+(?:_[A-Za-z0-9\\p{Greek}]++)*+)"
    "|([\\x{207B}]?[\\x{B9}\\x{B2}\\x{B3}\\x{2070}\\x{2074}-\\x{2079}]+)"
    "|(\\*\\*|==|!=|<=|>=|\\+-|[-+*/"
    "^=<>:!]|[\\x{2212}\\x{2010}-\\x{2013}\\x{D7}\\x{B7}\\x{22C5}\\x{2217}\\x{F7}"
    "\\x{2215}\\x{2044}"
    "\\x{2264}\\x{2265}\\x{2260}\\x{B1}\\x{222A}])"
    "|([][(){}|,;.])"
    "|([\\x{221A}\\x{221B}])"
    "|(\\x{221E})";

static const struct {
    const char *text;
    enum op op;
} signs[] = {
    {"**", OP_POWER},     {"==", OP_EQ},   {"!=", OP_NE}, {"<=", OP_LE}, {">=", OP_GE},
    {"+-", OP_PLUSMINUS}, {"-", OP_SUB},   {"+", OP_ADD}, {"*", OP_MUL}, {"/", OP_DIV},
    {"^", OP_POWER},      {"=", OP_EQ},    {"<", OP_LT},  {">", OP_GT},  {":", OP_PAIR},
    {"!", OP_FACTORIAL},  {"−", OP_SUB},   {"–", OP_SUB}, {"×", OP_MUL}, {"·", OP_MUL},
    {"⋅", OP_MUL},        {"÷", OP_DIV},   {"≤", OP_LE},  {"≥", OP_GE},  {"≠", OP_NE},
    {"±", OP_PLUSMINUS},  {"∪", OP_UNION}, {"‐", OP_SUB}, {"‑", OP_SUB}, {"‒", OP_SUB},
    {"∗", OP_MUL},        {"∕", OP_DIV},   {"⁄", OP_DIV},
};

static const struct {
    const char *super;
    char says;
} superscripts[] = {
    {"⁻", '-'}, {"⁰", '0'}, {"¹", '1'}, {"²", '2'}, {"³", '3'}, {"⁴", '4'},
    {"⁵", '5'}, {"⁶", '6'}, {"⁷", '7'}, {"⁸", '8'}, {"⁹", '9'},
};

struct lexer {
    struct arena *arena;
    const char *text;
    size_t n, at;
    pcre2_code *code;
    pcre2_match_data *match;
};

static void lexer_free(void *what)
{
    struct lexer *lx = what;

    pcre2_match_data_free(lx->match);
    pcre2_code_free(lx->code);
}

struct lexer *lexer_new(struct arena *a, const char *text, size_t n)
{
    struct lexer *lx = arena_alloc(a, sizeof *lx);
    int error;
    PCRE2_SIZE where;

    lx->arena = a;
    lx->text = text;
    lx->n = n;
    lx->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                             PCRE2_UTF | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C, &error,
                             &where, NULL);
    if (!lx->code)
        abort();
    lx->match = pcre2_match_data_create_from_pattern(lx->code, NULL);
    arena_defer(a, lexer_free, lx);
    return lx;
}

static enum op sign_of(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strlen(signs[i].text) == n && !memcmp(signs[i].text, text, n))
            return signs[i].op;
    return OP_COUNT;
}

static const char *superscript_text(struct arena *a, const char *text, size_t n)
{
    struct str s = str_in(a);

    for (size_t at = 0, used = 0; at < n; at += used) {
        utf8_decode(text + at, n - at, &used);
        for (size_t i = 0; i < sizeof superscripts / sizeof *superscripts; i++)
            if (strlen(superscripts[i].super) == used &&
                !memcmp(superscripts[i].super, text + at, used))
                str_addc(&s, superscripts[i].says);
    }
    return s.text;
}

/* Which group matched: the last one set. */
static int match_group(struct lexer *lx, size_t *length)
{
    int count = pcre2_match(lx->code, (PCRE2_SPTR)lx->text, lx->n, lx->at,
                            PCRE2_NO_UTF_CHECK, lx->match, NULL);

    if (count <= 0)
        return 0;
    *length = pcre2_get_ovector_pointer(lx->match)[1] - lx->at;
    return count - 1;
}

struct token lexer_next(struct lexer *lx)
{
    struct token t = {.kind = TOK_END};
    size_t n = 0;
    int group = 0;

    while (lx->at < lx->n && (group = match_group(lx, &n)) == G_SPACE) {
        lx->at += n;
        t.spaced = true;
    }
    t.at = (struct span){lx->at, lx->at};
    if (lx->at >= lx->n)
        return t;
    if (group == 0)
        utf8_decode(lx->text + lx->at, lx->n - lx->at, &n);
    t.at.to = lx->at + n;
    t.text = arena_strndup(lx->arena, lx->text + lx->at, n);
    switch (group) {
    case G_NUMBER: t.kind = TOK_NUMBER; break;
    case G_NAME: t.kind = TOK_NAME; break;
    case G_PI:
        t.kind = TOK_NAME;
        t.text = "pi";
        break;
    case G_INF:
        t.kind = TOK_NAME;
        t.text = "inf";
        break;
    case G_SUPER:
        t.kind = TOK_SUPER;
        t.text = superscript_text(lx->arena, t.text, n);
        break;
    case G_SIGN:
        t.kind = TOK_OP;
        t.op = sign_of(t.text, n);
        break;
    case G_MARK:
        t.kind = TOK_MARK;
        t.mark = t.text[0];
        break;
    case G_ROOT: t.kind = TOK_ROOT; break;
    default: t.kind = TOK_BAD; break;
    }
    lx->at += n;
    return t;
}
