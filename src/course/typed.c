/* typed.c: what learners type, made ready for the parser.
 *
 *   "x ≈ 1, oo."   ->   "x = 1, inf"
 *
 * Each byte remembers where it came from, so that a caret still stands under the
 * learner's own text. */
#include "course/internal.h"

#include <ctype.h>
#include <string.h>

struct writer {
    char *text;
    size_t *from;
    size_t n;
};

static void put(struct writer *w, const char *text, size_t n, size_t from)
{
    for (size_t i = 0; i < n; i++) {
        w->text[w->n] = text[i];
        w->from[w->n++] = from;
    }
}

/* Spellings that are replaced; `word`: only where no letter stands beside it. No result
 * is more than twice as long as what it replaces. */
static const struct {
    const char *typed, *means;
    bool word;
} spellings[] = {
    {"infinity", "inf", true}, {"Infinity", "inf", true}, {"infty", "inf", true},
    {"oo", "inf", true},       {"+/-", "±", false},       {"=<", "<=", false},
    {"=>", ">=", false},       {"≈", "=", false},         {"≃", "=", false},
    {"′", "'", false},         {"’", "'", false},         {"\xC2\xA0", " ", false},
    {"ℝ", "R", false},
};

static bool is_letter_at(const char *text, size_t n, size_t at)
{
    return at < n && isalpha((unsigned char)text[at]);
}

/* The spelling at text[at..n), or -1. */
static int spelling_at(const char *text, size_t n, size_t at)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        size_t length = strlen(spellings[i].typed);

        if (length > n - at || memcmp(text + at, spellings[i].typed, length) != 0)
            continue;
        if (!spellings[i].word || ((at == 0 || !is_letter_at(text, n, at - 1)) &&
                                   !is_letter_at(text, n, at + length)))
            return (int)i;
    }
    return -1;
}

static bool is_decimal_comma(const char *text, size_t n, size_t at)
{
    return text[at] == ',' && at > 0 && at + 1 < n &&
           isdigit((unsigned char)text[at - 1]) && isdigit((unsigned char)text[at + 1]);
}

/* Blanks at both ends, and a full stop behind a sentence. */
static void trim(const char *text, size_t *from, size_t *to)
{
    while (*from < *to && isspace((unsigned char)text[*from]))
        ++*from;
    while (*to > *from && isspace((unsigned char)text[*to - 1]))
        --*to;
    if (*to > *from + 1 && text[*to - 1] == '.' && text[*to - 2] != '.')
        --*to;
}

struct typed typed_prepare(struct arena *a, const char *text, bool decimal_comma)
{
    size_t at = 0, n = strlen(text);
    struct writer w = {arena_alloc(a, 2 * n + 8),
                       arena_array(a, 2 * n + 8, sizeof *w.from), 0};

    trim(text, &at, &n);
    while (at < n) {
        int i = spelling_at(text, n, at);

        if (i >= 0) {
            put(&w, spellings[i].means, strlen(spellings[i].means), at);
            at += strlen(spellings[i].typed);
        } else {
            put(&w, decimal_comma && is_decimal_comma(text, n, at) ? "." : text + at, 1,
                at);
            at++;
        }
    }
    w.from[w.n] = at;
    return (struct typed){w.text, w.n, w.from};
}

/* Small letters; a point counts as nothing, blanks and hyphens as one blank. */
static void plain_words(char *out, size_t room, const char *text, size_t n)
{
    size_t used = 0;

    for (size_t i = 0; i < n && used + 1 < room; i++) {
        char c = text[i] == '-' || isspace((unsigned char)text[i]) ? ' ' : text[i];

        if (c == '.' || c == '\'' || (c == ' ' && (!used || out[used - 1] == ' ')))
            continue;
        out[used++] = (char)tolower((unsigned char)c);
    }
    while (used && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
}

bool typed_says(const struct typed *t, const char *const *words)
{
    char plain[64];

    if (t->n >= sizeof plain)
        return false;
    plain_words(plain, sizeof plain, t->text, t->n);
    for (; *words; words++)
        if (strcmp(plain, *words) == 0)
            return true;
    return false;
}
