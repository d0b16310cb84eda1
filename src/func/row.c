/* row.c: the table of functions, and finding a function by its name. */
#include "func/func.h"

#include <string.h>
#include <strings.h>

static const struct func_row rows[FN_COUNT] = {
#define FUNC(id, ...) [FN_##id] = {__VA_ARGS__},
#include "func/functions.def"
#undef FUNC
};

const struct func_row *func_row(enum func_id f)
{
    return &rows[f];
}

static bool is_word(const char *word, size_t len, const char *name, size_t n)
{
    return len == n && strncasecmp(word, name, n) == 0;
}

/* Is the name one of the words of a list separated by blanks? */
static bool among(const char *words, const char *name, size_t n)
{
    while (*words) {
        size_t len = strcspn(words, " ");

        if (is_word(words, len, name, n))
            return true;
        words += len;
        words += strspn(words, " ");
    }
    return false;
}

int func_find(const char *name, size_t n)
{
    for (int f = 0; f < FN_COUNT; f++)
        if (is_word(rows[f].name, strlen(rows[f].name), name, n) ||
            (rows[f].aliases && among(rows[f].aliases, name, n)))
            return f;
    return -1;
}
