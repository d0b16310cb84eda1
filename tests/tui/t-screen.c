/* t-screen.c: cells hold what is safe, and nothing leaves its region. */
#include <locale.h>
#include <stdlib.h>

#include "tui/screen.h"

#include "tap.h"

static void test_put(void)
{
    struct arena *a = arena_new();
    struct screen *s = screen_memory(12, 3, false);
    struct region in = {1, 2, 1, 6};

    screen_put(s, in, 0, 0, INK_PLAIN, "abcdefgh");
    screen_put(s, in, 1, 0, INK_PLAIN, "below");
    screen_put(s, in, -1, 0, INK_PLAIN, "above");
    screen_put(s, in, 0, -3, INK_PLAIN, "left");
    is_str(screen_text(s, a), "\n  tbcdef\n\n", "text is cut at its region");
    screen_put(s, in, 0, 0, INK_PLAIN, "\033[31m\x07\xff");
    is_str(screen_text(s, a), "\n  ^[[31m\n\n", "no control reaches a cell");
    screen_put(s, in, 0, 0, INK_PLAIN, "\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81x");
    is_str(screen_text(s, a), "\n  \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81\n\n",
           "wide characters take two cells, marks none");
    screen_put(s, in, 0, 1, INK_PLAIN, "i");
    is_str(screen_text(s, a), "\n   i\xe5\xad\x97 e\xcc\x81\n\n",
           "no half of one is left");
    screen_clear(s);
    screen_put_cut(s, in, 0, 0, INK_PLAIN, "abcdefgh");
    is_str(screen_text(s, a), "\n  abcde\u2026\n\n", "a cut is told");
    screen_clear(s);
    screen_put_right(s, in, 0, INK_PLAIN, "xy");
    is_str(screen_text(s, a), "\n      xy\n\n", "at the right edge");
    screen_close(s);
    s = screen_memory(12, 1, true);
    screen_put(s, screen_all(s), 0, 0, INK_PLAIN, "\u25cf x\u00b2 \u2212 \u03c0 \u2502");
    for (const char *c = screen_text(s, a); *c; c++)
        ok(!(*c & 0x80), "ASCII only: %c", *c == '\n' ? ' ' : *c);
    screen_close(s);
    arena_free(a);
}

static void test_keys(void)
{
    static const struct {
        const char *name;
        uint32_t key;
    } rows[] = {{"a", 'a'},         {"space", ' '},       {"enter", PRESS_ENTER},
                {"^L", 12},         {"F4", PRESS_F1 + 3}, {"M-h", PRESS_ALT | 'h'},
                {"F12", PRESS_F12}, {"\u03c0", 0x3c0},    {"pgdn", PRESS_PAGE_DOWN}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        is_int(press_named(rows[i].name, strlen(rows[i].name)), rows[i].key, "key %s",
               rows[i].name);
}

static void test_sizes(void)
{
    struct screen *s = screen_memory(0, 0, false);

    ok(s->columns == 1 && s->rows == 1, "no screen is empty");
    s->resize(s, 65535, 65535);
    ok(s->columns == SCREEN_MAX_COLUMNS && s->rows == SCREEN_MAX_ROWS, "or endless");
    screen_box(s, screen_all(s), "box");
    screen_box(s, (struct region){0, 0, 1, 1}, "box");
    screen_close(s);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    test_put();
    test_keys();
    test_sizes();
    return done_testing();
}
