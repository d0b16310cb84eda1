/* strfind.c: how far two words are apart, and which name was probably meant. */
#include "base/base.h"

#include <string.h>

/* Names are short; of longer texts only this many characters are compared. */
enum { MOST_CHARACTERS = 64 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The characters of text, as numbers; returns how many. */
static size_t characters(const char *text, uint32_t out[MOST_CHARACTERS])
{
    size_t n = strlen(text), count = 0, used;

    for (size_t at = 0; at < n && count < MOST_CHARACTERS; at += used)
        out[count++] = utf8_decode(text + at, n - at, &used);
    return count;
}

/* Optimal string alignment (Damerau 1964), row by row:
 *
 *   row[j] = fewest edits from a[0..i) to b[0..j)
 *
 * A swap of neighbours looks two rows back. */
size_t str_distance(const char *a, const char *b)
{
    uint32_t s[MOST_CHARACTERS], t[MOST_CHARACTERS];
    size_t n = characters(a, s), m = characters(b, t);
    size_t rows[3][MOST_CHARACTERS + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *oldest = before;

        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = smaller(above[j], row[j - 1]) + 1;
            row[j] = smaller(row[j], above[j - 1] + (s[i - 1] != t[j - 1]));
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
    }
    return row[m];
}

/* Among names equally near, one that begins with the same letter: people seldom miss
 * the first. */
const char *str_nearest(const char *word, const char *const *names)
{
    size_t length = utf8_columns(word, strlen(word));
    size_t limit = smaller(2, (length + 1) / 3);
    size_t best_cost = 2 * limit + 2;
    const char *best = NULL;

    for (; *names; names++) {
        size_t cost = 2 * str_distance(word, *names) + (word[0] != (*names)[0]);

        if (cost < best_cost) {
            best_cost = cost;
            best = *names;
        }
    }
    return best;
}
