/* t-actions.c: the table of actions agrees with itself. */
#include "tui/internal.h"

#include "tap.h"

static const unsigned places[] = {ON_HOME,    ON_TRY,   ON_LESSON,
                                  ON_PROBLEM, ON_FIELD, ON_THEATRE};

/* Every key of every row leads to that row, where it works: none hides another. */
static void test_reach(void)
{
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
            const char *words = action_keys((enum action)a, places[p]);

            while (words && *words) {
                size_t n = strcspn(words, " ");
                bool chord = n == 2 && words[0] == 'g', more;
                uint32_t key = chord ? (uint32_t)words[1] : press_named(words, n);

                is_int(action_of(places[p], chord ? 'g' : 0, key, &more), a,
                       "%s at %u: %.*s", action_row((enum action)a)->name, places[p],
                       (int)n, words);
                words += n + (words[n] == ' ');
            }
        }
    }
}

static void test_rows(void)
{
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        const struct action_row *row = action_row((enum action)a);

        ok(row->name && row->help && row->on, "%s has a name, a help and a place",
           row->name ? row->name : "?");
        if (row->typing)
            ok(row->on & ON_TYPING, "%s has keys while typing and a place to type",
               row->name);
    }
}

/* A letter that types is never an action. */
static void test_letters(void)
{
    int taken = 0;
    bool more;

    for (uint32_t c = ' '; c < 127; c++)
        taken += action_of(ON_FIELD, 0, c, &more) != ACT_NONE ||
                 action_of(ON_TRY, 0, c, &more) != ACT_NONE;
    is_int(taken, 0, "every letter types in a field");
}

int main(void)
{
    test_reach();
    test_rows();
    test_letters();
    return done_testing();
}
