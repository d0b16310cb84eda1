/* names.c: what a run of letters names.
 *
 * In this order (CLI.md): a declared name; a function or constant; a Greek name; if names
 * are declared or the run contains a function's name, the longest-match split into declared
 * one-letter names, functions, e and pi; else one variable. */
#include "expr/internal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct call_row calls[] = {
#define CALL(id, name, least, most, says) {name, says, least, most},
#include "expr/calls.def"
#undef CALL
};

static const char *const constants[] = {"pi", "e", "inf", "true", "false", NULL};

enum { LONGEST_NAME = 10 }; /* of a function, for the splitting */
enum { LONGEST_RUN = 500 }; /* of letters */

const struct call_row *call_row(int id)
{
    return &calls[id - FN_COUNT];
}

int call_find(const char *name, size_t n)
{
    int f = func_find(name, n);

    for (int id = FN_COUNT; f < 0 && id < CALL_END; id++)
        if (strlen(call_row(id)->name) == n && !strncasecmp(call_row(id)->name, name, n))
            f = id;
    return f;
}

static const char *find_word(const char *const *words, const char *text, size_t n,
                             bool fold)
{
    for (; words && *words; words++)
        if (strlen(*words) == n &&
            (fold ? !strncasecmp(*words, text, n) : !memcmp(*words, text, n)))
            return *words;
    return NULL;
}

struct splitter {
    struct arena *arena;
    const struct scope *scope;
    const char *const *bound;
    size_t bound_count;
    struct span at;
    struct piece *pieces;
    size_t count, cap;
};

static bool declared(const struct splitter *sp, const char *text, size_t n)
{
    for (size_t i = 0; i < sp->bound_count; i++)
        if (strlen(sp->bound[i]) == n && !memcmp(sp->bound[i], text, n))
            return true;
    return sp->scope && find_word(sp->scope->names, text, n, false);
}

static void push(struct splitter *sp, enum piece_kind kind, int func, const char *text,
                 size_t n, size_t offset)
{
    struct piece *piece;

    if (sp->count == sp->cap) {
        size_t cap = sp->cap ? 2 * sp->cap : 8;

        sp->pieces = arena_grow(sp->arena, sp->pieces, sp->count, cap, sizeof *piece);
        sp->cap = cap;
    }
    piece = &sp->pieces[sp->count++];
    piece->kind = kind;
    piece->func = func;
    piece->text = arena_strndup(sp->arena, text, n);
    piece->at = (struct span){sp->at.from + offset, sp->at.from + offset + n};
}

/* The whole run as one thing. "gamma", or the letter, is the function before a bracket
 * only. */
static bool whole(struct splitter *sp, const char *text, size_t n, bool before_bracket)
{
    const struct greek_row *letter = greek_letter(text, n);
    int f = letter ? call_find(letter->name, strlen(letter->name)) : call_find(text, n);
    const char *constant;

    if (declared(sp, text, n)) {
        push(sp, PIECE_NAME, -1, text, n, 0);
        return true;
    }
    if (f >= 0 && (f != FN_GAMMA || before_bracket)) {
        push(sp, PIECE_FUNCTION, f, text, n, 0);
        return true;
    }
    if ((constant = find_word(constants, text, n, true))) {
        push(sp, PIECE_CONSTANT, -1, constant, strlen(constant), 0);
        sp->pieces[sp->count - 1].at = sp->at;
        return true;
    }
    if (greek_name(text, n) && !(sp->scope && sp->scope->closed)) {
        push(sp, PIECE_NAME, -1, text, n, 0);
        return true;
    }
    return false;
}

/* The function whose name begins at text, longest first; *n gets its length. */
static int function_at(const char *text, size_t left, size_t *n)
{
    for (*n = left < LONGEST_NAME ? left : LONGEST_NAME; *n >= 2; --*n) {
        int f = call_find(text, *n);

        if (f >= 0 && f != FN_GAMMA)
            return f;
    }
    return -1;
}

static bool contains_function(const char *text, size_t n)
{
    size_t length;

    for (size_t i = 0; i < n; i++)
        if (function_at(text + i, n - i, &length) >= 0)
            return true;
    return false;
}

/* One piece from text[i..n): returns its length, or 0. */
static size_t take_piece(struct splitter *sp, const char *text, size_t i, size_t n,
                         bool open)
{
    size_t length = 1;
    int f = function_at(text + i, n - i, &length);

    if (f >= 0) {
        push(sp, PIECE_FUNCTION, f, text + i, length, i);
        return length;
    }
    if (isdigit((unsigned char)text[i])) {
        for (length = 1; i + length < n && isdigit((unsigned char)text[i + length]);)
            length++;
        push(sp, PIECE_NUMBER, -1, text + i, length, i);
        return length;
    }
    utf8_decode(text + i, n - i, &length);
    if (declared(sp, text + i, length)) {
        push(sp, PIECE_NAME, -1, text + i, length, i);
        return length;
    }
    if (n - i >= 2 && !strncasecmp(text + i, "pi", 2)) {
        push(sp, PIECE_CONSTANT, -1, "pi", 2, i);
        return 2;
    }
    if (text[i] == 'e' || text[i] == 'E') {
        push(sp, PIECE_CONSTANT, -1, "e", 1, i);
        return 1;
    }
    if (!open || text[i] == '_')
        return 0;
    push(sp, PIECE_NAME, -1, text + i, length, i);
    return length;
}

/* A number may follow a function (sin2x) but nothing else (x2). */
static bool split(struct splitter *sp, const char *text, size_t n, bool open)
{
    size_t i = 0, length;

    for (sp->count = 0; i < n; i += length) {
        length = take_piece(sp, text, i, n, open);
        if (!length)
            return false;
        if (sp->pieces[sp->count - 1].kind == PIECE_NUMBER &&
            (sp->count < 2 || sp->pieces[sp->count - 2].kind != PIECE_FUNCTION))
            return false;
    }
    return true;
}

static enum status unknown(const struct splitter *sp, const char *text, size_t n,
                           bool call, struct diag *d)
{
    const char *words[FN_COUNT + 64], *near;
    size_t count = 0;
    char head = text[0];

    if (call)
        for (int id = 0; id < CALL_END; id++)
            words[count++] =
                id < FN_COUNT ? func_row((enum func_id)id)->name : call_row(id)->name;
    for (size_t i = 0;
         sp->scope && sp->scope->names && sp->scope->names[i] && count < FN_COUNT + 60;)
        words[count++] = sp->scope->names[i++];
    words[count] = NULL;
    diag_set(d, ST_SYNTAX, sp->at, "unknown %s '%.*s'", call ? "function" : "name",
             (int)n, text);
    if (n == 1 && (head == 'C' || head == 'c') && !call)
        diag_help(d, "a derivative has no constant of integration");
    else if (n >= 2 && isdigit((unsigned char)text[n - 1]) && declared(sp, text, n - 1))
        diag_help(d, "write %.*s^%c for a power or %c*%.*s for a product", (int)n - 1,
                  text, text[n - 1], text[n - 1], (int)n - 1, text);
    else if (n >= 2 && (near = str_nearest(text, words)))
        diag_help(d, "did you mean '%s'?", near);
    return ST_SYNTAX;
}

/* log_2(x): the base is no part of a name. */
static enum status lowered_base(const struct splitter *sp, const char *text,
                                size_t letters, size_t n, struct diag *d)
{
    diag_set(d, ST_SYNTAX, sp->at, "a logarithm's base is its second argument");
    diag_help(d, "write log(x, %.*s)", (int)(n - letters - 1), text + letters + 1);
    return ST_SYNTAX;
}

enum status names_split(struct arena *a, const struct token *t, const struct scope *scope,
                        const char *const *bound, size_t bound_count, bool before_bracket,
                        struct piece **pieces, size_t *count, bool *guessed,
                        struct diag *d)
{
    struct splitter sp = {a, scope, bound, bound_count, t->at, NULL, 0, 0};
    const char *text = t->text;
    size_t n = strlen(text), letters = 0, first;
    bool closed = scope && scope->closed,
         any = (scope && scope->names && scope->names[0]);
    enum status st = ST_OK;

    utf8_decode(text, n, &first);
    while (letters < n && !isdigit((unsigned char)text[letters]) && text[letters] != '_')
        letters++;
    *guessed = false;
    *pieces = NULL;
    *count = 0;
    if (n > LONGEST_RUN)
        return diag_set(d, ST_LIMIT, t->at, "a name may have %d characters at most",
                        LONGEST_RUN);
    if (whole(&sp, text, n, before_bracket))
        ;
    else if (text[letters] == '_' && call_find(text, letters) == FN_LN)
        st = lowered_base(&sp, text, letters, n, d);
    else if (scope && scope->author && before_bracket)
        push(&sp, PIECE_FUNCTION, -1, text, n, 0);
    else if (any && split(&sp, text, n, false))
        *guessed = sp.count > 1;
    else if (!closed && contains_function(text, letters) && split(&sp, text, n, true))
        *guessed = true;
    else if (closed || (before_bracket && letters > first))
        st = unknown(&sp, text, n, before_bracket && letters > first, d);
    else {
        sp.count = 0;
        push(&sp, PIECE_NAME, -1, text, n, 0);
        *guessed = letters > first && n == letters;
    }
    *pieces = sp.pieces;
    *count = sp.count;
    return st;
}
