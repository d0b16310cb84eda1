/* t-tutor.c: home, lesson, theatre, problem, and the progress kept. */
#include "tui/stage.h"

static void test_home(void)
{
    struct stage s = stage_open(80, 24);

    is_screen(&s, "home");
    ok(sees(&s, "Gradient descent in one variable"), "home lists the lesson");
    ok(sees(&s, "0 of 2 solved"), "and its problems");
    ok(sees(&s, "? help") && sees(&s, "q quit"), "the bottom line shows keys");
    press(&s, "x");
    ok(sees(&s, "this key does nothing here"), "an unknown key gets a quiet word");
    press(&s, "?");
    ok(sees(&s, "open what is marked"), "? lists the keys");
    press(&s, "<esc>=");
    ok(s.screen->cursor_row > 0, "the line to try has a cursor");
    press(&s, "x^<enter>");
    show(&s);
    ok(sees(&s, "\u203a x^"), "what can't be read stays in the line");
    press(&s, "^3 from<esc>qq");
    ok(s.app->quit, "q quits at home");
    stage_close(&s);
}

static void test_lesson(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "<enter>");
    show(&s);
    ok(sees(&s, "page 1 of 3"), "the lesson opens");
    ok(sees(&s, "You stand on a curve"), "with its text");
    ok(sees(&s, "The slope at 3"), "and the caption of its figure");
    press(&s, " ");
    is_screen(&s, "lesson");
    ok(sees(&s, "page 2 of 3"), "space goes on");
    ok(sees(&s, "Watch x\u00b2 go down"), "the descent can be opened");
    press(&s, "<tab><enter>");
    ok(sees(&s, "The step is as long"), "an aside is opened");
    press(&s, "<enter>");
    ok(!sees(&s, "The step is as long"), "and closed");
    press(&s, "<tab><enter>");
    ok(sees(&s, "product rule"), "a derivation shows its first step");
    ok(!sees(&s, "Show the first"), "and asks for no step that is left");
    press(&s, "w");
    ok(sees(&s, "step 0 of 20"), "w goes to the theatre");
    press(&s, "...");
    ok(sees(&s, "1.536"), "three steps from 3 lead to 1.536");
    press(&s, "qb");
    ok(sees(&s, "page 1 of 3"), "b goes back");
    press(&s, "n<down>?");
    ok(sees(&s, "page back"), "the lesson's keys are listed");
    press(&s, "<esc>gh");
    ok(sees(&s, "Continue"), "g h goes home, where it can be continued");
    stage_end(&s);
    stage_begin(&s, 80, 24);
    press(&s, "c");
    ok(sees(&s, "page 2 of 3"), "started again: the place is kept");
    stage_close(&s);
}

static void test_problem(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "G<enter>G<enter>");
    show(&s);
    ok(sees(&s, "One step down") && sees(&s, "the place after one step"),
       "a problem opens");
    ok(s.screen->cursor_row > 0, "with the cursor in its line");
    press(&s, "12/5");
    ok(sees(&s, "read as  12/5"), "the reading is shown while typing");
    press(&s, "<left><left><left><left>1+<end>");
    ok(sees(&s, "1+12/5"), "the line can be edited");
    press(&s, "<^a><^k>3*)");
    show(&s);
    press(&s, "<enter>");
    ok(sees(&s, "costs no try"), "what can't be read costs no try");
    press(&s, "<^u>3<enter>");
    show(&s);
    ok(sees(&s, "\u2717 Not yet."), "a wrong answer is not right yet");
    press(&s, "<F4>");
    ok(sees(&s, "Hint 1 of 2"), "a hint");
    press(&s, "<backspace>2.4<enter>");
    show(&s);
    ok(sees(&s, "\u2713 Right."), "a right answer is right");
    ok(sees(&s, "The slope at 3 is 6"), "and the solution follows");
    press(&s, "q");
    ok(sees(&s, "One step down  \u2713"), "the lesson knows that it is solved");
    stage_end(&s);
    stage_begin(&s, 80, 24);
    show(&s);
    ok(sees(&s, "1 of 2 solved"), "started again: the progress is kept");
    stage_close(&s);
}

/* Three fields: a word, a set that opens after it, a number. */
static void test_fields(void)
{
    struct stage s = stage_open(80, 24);
    struct tui_options options = s.options;

    stage_end(&s);
    s.options.problem = "two-answers";
    stage_begin(&s, 80, 24);
    show(&s);
    ok(sees(&s, "one of: minimum"), "a word field lists its choices");
    ok(sees(&s, "opens with the line before"), "a closed field says so");
    press(&s, "minimum<enter>");
    ok(sees(&s, "\u2713 Right.") && !sees(&s, "opens with"), "it opens");
    press(&s, "0");
    ok(sees(&s, "read as  {0}"), "a set may be typed without brackets");
    press(&s, "<enter><backspace>");
    press(&s, "7<up>");
    press(&s, "<down>");
    ok(sees(&s, "7"), "fields keep their text");
    press(&s, "<enter>");
    ok(sees(&s, "\u2717 Not yet."), "the last one is not right");
    ok(!store_problem(s.app->store, "two-answers").solved, "so it is not solved");
    show(&s);
    press(&s, "<F6>");
    ok(!sees(&s, "\u2713"), "other numbers: a clean sheet");
    stage_end(&s);
    s.options = options;
    stage_begin(&s, 80, 24);
    is_int(store_problem(s.app->store, "two-answers").answers, 3,
           "three answers were logged");
    stage_close(&s);
}

static void test_give_up(void)
{
    struct stage s = stage_open(80, 24);

    press(&s, "G<enter>G<enter><F4><F4>");
    ok(sees(&s, "Hint 2 of 2"), "both hints");
    press(&s, "<F4>");
    ok(!sees(&s, "Solution") && sees(&s, "once more shows the solution"), "a warning");
    press(&s, "<F4>");
    ok(sees(&s, "Solution") && sees(&s, "solution shown"), "then the solution");
    stage_close(&s);
}

static void test_resize(void)
{
    struct stage s = stage_open(80, 24);
    const char *before;

    press(&s, "G<enter>G<enter>1+2/3<left>");
    before = seen(&s);
    show(&s);
    resize(&s, 40, 12);
    show(&s);
    ok(sees(&s, "1+2/3"), "at 40 x 12 the typed text is there");
    ok(s.screen->cursor_row >= 0 && s.screen->cursor_row < 12, "and the cursor");
    resize(&s, 120, 40);
    show(&s);
    resize(&s, 10, 3);
    resize(&s, 80, 24);
    is_str(seen(&s), before, "back at 80 x 24 it is the same screen");
    is_screen(&s, "problem");
    resize(&s, 40, 12);
    is_screen(&s, "problem-small");
    press(&s, "q<esc>q");
    show(&s);
    press(&s, "gg");
    show(&s);
    press(&s, " ");
    before = seen(&s);
    is_screen(&s, "lesson-small");
    resize(&s, 120, 40);
    show(&s);
    resize(&s, 60, 20);
    show(&s);
    resize(&s, 40, 12);
    is_str(seen(&s), before, "and so is the lesson after three sizes");
    stage_close(&s);
}

/* No key at any size may draw outside, crash or hang. */
static void test_storm(void)
{
    static const char *const keys[] = {
        "<enter>", "<esc>", " ",      "b",  "<tab>",  "<up>", "<down>", "w",
        ".",       ",",     "[",      "+",  "-",      "0",    "G",      "gg",
        "q",       "?",     "<F4>",   "H",  "=",      "x^2",  "<F6>",   "<^C>",
        "<^R>",    "1/3",   "<left>", "gh", "<pgdn>", "<^_>"};
    struct stage s = stage_open(80, 24);
    struct rng rng = {2026};
    int runs = 0;

    for (int i = 0; i < 3000; i++) {
        press(&s, keys[rng_below(&rng, sizeof keys / sizeof *keys)]);
        if (s.app->quit) {
            stage_end(&s);
            stage_begin(&s, 80, 24);
            runs++;
        }
        if (rng_below(&rng, 20) == 0)
            resize(&s, 1 + (int)rng_below(&rng, 140), 1 + (int)rng_below(&rng, 50));
        wait_ms(&s, 50);
    }
    ok(runs > 0, "3000 keys at all sizes, %d times quit", runs);
    stage_close(&s);
}

int main(void)
{
    test_home();
    test_lesson();
    test_problem();
    test_fields();
    test_give_up();
    test_resize();
    test_storm();
    return done_testing();
}
