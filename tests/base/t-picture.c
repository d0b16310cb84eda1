/* t-picture.c: the caret under the mistake. */
#include "base/base.h"

#include "tap.h"

static const struct {
    const char *input;
    size_t from, to, width;
    const char *picture, *shows;
} pictures[] = {
    {"x^2 + sn(x)", 6, 8, 80,
     "x^2 + sn(x)\n"
     "      ^~\n"
     "what; help\n",
     "a word"},
    {"x +", 3, 3, 80,
     "x +\n"
     "   ^\n"
     "what; help\n",
     "the end of the text"},
    {"", 0, 0, 80, "what; help\n", "nothing typed"},
    {"x", 7, 9, 80,
     "x\n"
     " ^\n"
     "what; help\n",
     "a span beyond the text"},
    {"a\n2\u03C0 + q\nc", 8, 9, 80,
     "2\u03C0 + q\n"
     "     ^\n"
     "what; help\n",
     "the right line, columns not bytes"},
    {"\033[2J + q", 0, 4, 80,
     "^[[2J + q\n"
     "^~~~~\n"
     "what; help\n",
     "controls in the input are shown and marked"},
    {"0123456789012345678901234567890123456789", 20, 22, 20,
     "...78901234567890...\n"
     "      ^~\n"
     "what; help\n",
     "a long text, marked in the middle"},
    {"0123456789012345678901234567890123456789", 1, 3, 20,
     "01234567890123456...\n"
     " ^~\n"
     "what; help\n",
     "marked near the start"},
    {"0123456789012345678901234567890123456789", 39, 40, 20,
     "...34567890123456789\n"
     "                   ^\n"
     "what; help\n",
     "marked at the last character"},
    {"0123456789012345678901234567890123456789", 40, 40, 20,
     "...4567890123456789\n"
     "                   ^\n"
     "what; help\n",
     "marked behind the last character"},
    {"0123456789012345678901234567890123456789", 2, 38, 20,
     "01234567890123456...\n"
     "  ^~~~~~~~~~~~~~~\n"
     "what; help\n",
     "a mark wider than the screen"},
};

static void test_wrapping(struct arena *a)
{
    struct str out = str_in(a);
    struct diag d;

    diag_set(&d, ST_SYNTAX, (struct span){0, 1}, "one two three four five \033[m");
    diag_picture(&out, &d, "x", 20);
    is_str(out.text, "x\n^\none two three four\nfive ^[[m\n",
           "a long sentence is broken");
}

/* Any span in any bytes at any width: three lines or more, none too wide. */
static void test_any(struct arena *a)
{
    struct rng r = {5};
    bool narrow = true;

    for (int round = 0; round < 3000; round++) {
        struct str out = str_in(a);
        struct diag d;
        char input[120];
        size_t n = rng_below(&r, sizeof input), width = 20 + rng_below(&r, 60);

        for (size_t i = 0; i < n; i++)
            input[i] = (char)(rng_below(&r, 4) ? 1 + rng_below(&r, 255) : 'x');
        input[n] = '\0';
        diag_set(&d, ST_SYNTAX, (struct span){rng_below(&r, 130), rng_below(&r, 130)},
                 "no");
        diag_picture(&out, &d, input, width);
        for (char *line = out.text, *end; (end = strchr(line, '\n')); line = end + 1)
            narrow &= utf8_columns(line, (size_t)(end - line)) <= width;
    }
    ok(narrow, "random inputs (seed 5) stay within the width");
}

int main(void)
{
    struct arena *a = arena_new();

    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        struct str out = str_in(a);
        struct diag d;

        diag_set(&d, ST_SYNTAX, (struct span){pictures[i].from, pictures[i].to}, "what");
        diag_help(&d, "help");
        diag_picture(&out, &d, pictures[i].input, pictures[i].width);
        is_str(out.text, pictures[i].picture, "%s", pictures[i].shows);
    }
    test_wrapping(a);
    test_any(a);
    arena_free(a);
    return done_testing();
}
