/* t-strfind.c: distances between words and the name that was meant. */
#include "base/base.h"

#include "tap.h"

static const struct {
    const char *a, *b;
    size_t edits;
} distances[] = {
    {"", "", 0},
    {"", "abc", 3},
    {"sin", "sin", 0},
    {"sn", "sin", 1},
    {"sin", "sni", 1},
    {"cosh", "cos", 1},
    {"kitten", "sitting", 3},
    {"ca", "abc", 3},
    {"critcal", "critical", 1},
    {"\u03C0", "p", 1},
    {"sqrt", "SQRT", 4},
};

static const char *const names[] = {"ln",  "sin",  "cos",      "tan",      "exp",
                                    "abs", "sqrt", "critical", "converge", NULL};

static const struct {
    const char *word, *nearest, *shows;
} lookups[] = {
    {"sn", "sin", "a letter left out of a short name"},
    {"tn", "tan", "the first letter decides between ln and tan"},
    {"sine", "sin", "a letter too many"},
    {"critcial", "critical", "neighbours swapped"},
    {"sin", "sin", "the name itself"},
    {"x", NULL, "one letter means itself"},
    {"foo", NULL, "nothing is near"},
    {"sqqqt", "sqrt", "two edits in a word of five"},
    {"cs", "cos", "short, but near"},
    {"", NULL, "nothing was typed"},
};

int main(void)
{
    char longest[200];

    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        is_int(str_distance(distances[i].a, distances[i].b), distances[i].edits,
               "from '%s' to '%s'", distances[i].a, distances[i].b);
        is_int(str_distance(distances[i].b, distances[i].a), distances[i].edits,
               "and back");
    }
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++)
        is_str(str_nearest(lookups[i].word, names), lookups[i].nearest, "%s",
               lookups[i].shows);
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    is_int(str_distance(longest, ""), 64, "long texts are cut, not overrun");
    return done_testing();
}
