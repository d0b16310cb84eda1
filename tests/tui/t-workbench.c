/* t-workbench.c: a function typed, its facts and its picture. */
#include "tui/stage.h"

#define QUARTIC "x^4 - 4x^3 + 4x^2 on [-1/2, 5/2]"

static void test_from_home(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "=" QUARTIC);
    press(&s, "<enter>");
    show(&s);
    is_screen(&s, "workbench");
    ok(sees(&s, "Workbench") && sees(&s, "certified"), "a function opens the workbench");
    ok(sees(&s, "4x (x - 1) (x - 2)") || sees(&s, "4x (x \u2212 1) (x \u2212 2)") ||
           sees(&s, "(x \u2212 2)"),
       "with the derivative in factors");
    ok(sees(&s, "\u25bc MIN") && sees(&s, "\u25b2 max") && sees(&s, "\u25a0 MAX"),
       "global ones in capitals, ends as squares");
    press(&s, "<tab><tab>");
    ok(sees(&s, "\u25b8       0") && sees(&s, "f \u2248 0"),
       "tab goes from point to point");
    press(&s, "<right>");
    ok(!sees(&s, "\u25b8       0"), "an arrow leaves it");
    press(&s, "+");
    press(&s, "]");
    press(&s, "0");
    is_screen(&s, "workbench");
    press(&s, "s<end>");
    ok(sees(&s, "step by step") || sees(&s, "term by term"), "s tells the steps");
    press(&s, "?");
    ok(sees(&s, "look closer"), "? lists its keys");
    press(&s, "<esc>d");
    ok(sees(&s, "Theatre"), "d goes down from here");
    press(&s, "qq");
    ok(!sees(&s, "Workbench"), "q leaves");
    stage_close(&s);
}

static void test_mistake(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "gw");
    ok(sees(&s, "Type a function"), "gw opens it empty");
    press(&s, "x^2");
    ok(sees(&s, "read as  x\u00b2"), "what is typed is read at once");
    press(&s, " + * 3<enter>");
    show(&s);
    is_screen(&s, "workbench-mistake");
    ok(sees(&s, "        ^"), "a caret below the mistake");
    press(&s, "<backspace><backspace><backspace>1<enter>");
    ok(sees(&s, "f(x) = ") && sees(&s, "MIN"), "put right, it is answered");
    press(&s, "=<backspace>y<enter>");
    ok(sees(&s, "one letter"), "two letters are too many");
    press(&s, "<esc>");
    ok(sees(&s, "MIN"), "and what was known stays");
    stage_close(&s);
}

static void test_breaks(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "=(x^2-1)/((x-1)*x)<enter>");
    show(&s);
    is_screen(&s, "workbench-pole");
    ok(sees(&s, "poles: 0"), "a pole is named");
    ok(sees(&s, "holes: 1 (f tends to 2)"), "and a hole, with its limit");
    stage_close(&s);
}

static void test_interval(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "=x^2 on [2,1]<enter>");
    show(&s);
    ok(sees(&s, "interval is empty"), "an empty interval is told");
    press(&s, "<esc>q");
    stage_close(&s);
}

static void test_sizes(void)
{
    static const int sizes[][2] = {{120, 40}, {60, 20}, {40, 12},   {30, 8},
                                   {20, 5},   {1, 1},   {300, 100}, {80, 24}};
    struct stage s = stage_open(80, 24);

    press(&s, "=" QUARTIC);
    press(&s, "<enter><tab>");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&s, sizes[i][0], sizes[i][1]);
        if (sizes[i][0] >= 40 && sizes[i][0] <= 120) {
            note("%d x %d", sizes[i][0], sizes[i][1]);
            show(&s);
        }
        if (sizes[i][0] == 120)
            is_screen(&s, "workbench-large");
        if (sizes[i][0] == 40)
            is_screen(&s, "workbench-small");
    }
    ok(sees(&s, "\u25b8    -1/2") || sees(&s, "\u25b8    \u22121/2"),
       "the point is kept through all of them");
    resize(&s, 40, 12);
    press(&s, "p");
    ok(sees(&s, "MIN") && sees(&s, "endpoint"), "p shows the words on a small screen");
    stage_close(&s);
}

static void test_ascii(void)
{
    struct stage s = stage_open(80, 24);

    s.screen->ascii = true;
    press(&s, "=" QUARTIC);
    press(&s, "<enter><tab>");
    show(&s);
    is_screen(&s, "workbench-ascii");
    for (const char *c = seen(&s); *c; c++) {
        if ((unsigned char)*c >= 0x80) {
            ok(false, "seven bits are enough");
            break;
        }
    }
    stage_close(&s);
}

/* Whatever was asked, the screen comes back. */
static void test_hard(void)
{
    static const char *const hard[] = {
        "tan(x)",  "sin(x)",        "3",          "|x-1|*x",      "ln(x)/x",
        "sqrt(x)", "x^5 - x + e^x", "floor(x)",   "sqrt(-1-x^2)", "1/sin(x)",
        "x^x",     "e^(1/x)",       "x on (0, 1]"};
    struct stage s = stage_open(80, 24);

    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        press(&s, arena_printf(s.arena, "gw%s<enter>", hard[i]));
        note("%s", hard[i]);
        show(&s);
        ok(sees(&s, "Workbench"), "%s", hard[i]);
        press(&s, "q");
    }
    stage_close(&s);
}

int main(void)
{
    test_from_home();
    test_mistake();
    test_breaks();
    test_interval();
    test_sizes();
    test_ascii();
    test_hard();
    return done_testing();
}
