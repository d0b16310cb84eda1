/* actions.c: keys to actions. */
#include "tui/internal.h"

#include <string.h>

static const struct action_row rows[ACT_COUNT] = {
    [ACT_NONE] = {.name = "none"},
#define ACTION(id, ...) [ACT_##id] = {__VA_ARGS__},
#include "tui/actions.def"
#undef ACTION
};

const struct action_row *action_row(enum action a)
{
    return &rows[a];
}

const char *action_keys(enum action a, unsigned where)
{
    if (!(rows[a].on & where))
        return NULL;
    return where & ON_TYPING ? rows[a].typing : rows[a].keys;
}

/* Two letters, none of them a name like "F4" or "^D". */
static bool is_chord(const char *word, size_t n)
{
    return n == 2 && word[0] == 'g';
}

/* 2: this key completes the word, 1: it begins it, 0: neither. */
static int match(const char *word, size_t n, uint32_t prefix, uint32_t key)
{
    if (!is_chord(word, n))
        return !prefix && press_named(word, n) == key ? 2 : 0;
    if (prefix)
        return (uint32_t)word[0] == prefix && (uint32_t)word[1] == key ? 2 : 0;
    return (uint32_t)word[0] == key;
}

static int match_any(const char *words, uint32_t prefix, uint32_t key)
{
    int best = 0;

    while (*words) {
        size_t n = strcspn(words, " ");
        int how = match(words, n, prefix, key);

        if (how > best)
            best = how;
        words += n + (words[n] == ' ');
    }
    return best;
}

enum action action_of(unsigned where, uint32_t prefix, uint32_t key, bool *more)
{
    *more = false;
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        const char *words = action_keys((enum action)a, where);
        int how = words ? match_any(words, prefix, key) : 0;

        if (how == 2)
            return (enum action)a;
        *more |= how == 1;
    }
    return ACT_NONE;
}
