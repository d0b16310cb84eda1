/* t-theatre.c: x^2 from 3 at rate 0.1, played, paused, stepped back. */
#include "tui/stage.h"

/* The numbers of the table's column x, in order, up to the mark of the current step. */
static bool sees_places(struct stage *s, const char *const *places, size_t n)
{
    const char *text = seen(s);

    for (size_t i = 0; i < n; i++) {
        const char *row = strstr(text, arena_printf(s->arena, "%3zu ", i));

        text = row ? strstr(row, places[i]) : NULL;
        if (!text)
            return false;
    }
    return true;
}

static void test_watch(void)
{
    static const char *const places[] = {"3 ", "2.4 ", "1.92 ", "1.536 "};
    struct stage s = stage_open(80, 24);

    press(&s, "=x^2 from 3 rate 0.1<enter>");
    ok(sees(&s, "Theatre"), "a typed function opens the theatre");
    ok(sees(&s, "step 0 of 40"), "at its start");
    press(&s, "...");
    is_screen(&s, "theatre");
    ok(sees_places(&s, places, 4), "3, 2.4, 1.92, 1.536");
    ok(sees(&s, "= 1.2288"), "the formula names the next place");
    press(&s, ",");
    ok(sees(&s, "step 2 of 40") && !sees(&s, "  1.536 "), "a step back");
    press(&s, "0");
    ok(sees(&s, "step 0 of 40"), "back to the start");
    press(&s, " ");
    ok(sees(&s, "playing"), "it plays");
    wait_ms(&s, 250);
    ok(sees(&s, "step 1 of 40"), "one step a quarter second");
    wait_ms(&s, 750);
    ok(sees(&s, "step 4 of 40"), "late frames are skipped, steps are not");
    press(&s, " ");
    wait_ms(&s, 1000);
    ok(sees(&s, "step 4 of 40") && sees(&s, "paused"), "it pauses");
    press(&s, "+");
    ok(sees(&s, "h = 0.15"), "a larger rate");
    press(&s, "--");
    ok(sees(&s, "h = 0.07"), "a smaller rate");
    press(&s, "?");
    ok(sees(&s, "play, pause") && sees(&s, "step back"), "? lists the keys");
    show(&s);
    press(&s, "<esc>q");
    ok(!sees(&s, "Theatre"), "q leaves");
    stage_close(&s);
}

static void test_sizes(void)
{
    static const int sizes[][2] = {{120, 40}, {60, 20}, {40, 12},   {30, 8},
                                   {20, 5},   {1, 1},   {300, 100}, {80, 24}};
    struct stage s = stage_open(80, 24);

    press(&s, "=x^2 from 3 rate 0.1<enter>..");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&s, sizes[i][0], sizes[i][1]);
        if (sizes[i][0] >= 40 && sizes[i][0] <= 120) {
            note("%d x %d", sizes[i][0], sizes[i][1]);
            show(&s);
            ok(sees(&s, "1.92"), "the step is kept at %d x %d", sizes[i][0], sizes[i][1]);
        }
    }
    ok(sees(&s, "step 2 of 40"), "and after all of them");
    stage_close(&s);
}

/* Beyond 2/k = 1 the walk runs away; its first places are shown, and why it ended. */
static void test_diverges(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "=x^2 from 1 rate 1.5<enter>G");
    show(&s);
    ok(sees(&s, "step 40 of 40") || sees(&s, "diverging"),
       "a walk that runs away says so");
    press(&s, "qxxq");
    stage_close(&s);
}

int main(void)
{
    test_watch();
    test_sizes();
    test_diverges();
    return done_testing();
}
