/* t-trial.c: faults planted one by one in a problem that passes; each is told by its check.
 *
 * A row replaces a piece of the file, or two. What is wanted is a failure of that check, or
 * a warning and no failure at all. */
#include "course/course.h"
#include "tap.h"

#include <string.h>

static const char problem[] = "---\n"
                              "kind: problem\n"
                              "format: 1\n"
                              "id: a-problem\n"
                              "title: A problem\n"
                              "params:\n"
                              "  a: {int: [1, 9]}\n"
                              "  b: {int: [1, 9]}\n"
                              "where:\n"
                              "  - a != b\n"
                              "let:\n"
                              "  - f: x^3 - 2*a*x + b\n"
                              "  - df: diff(f)\n"
                              "fields:\n"
                              "  - name: df\n"
                              "    kind: expr\n"
                              "    answer: df\n"
                              "    reject:\n"
                              "      - f\n"
                              "  - name: slope\n"
                              "    kind: number\n"
                              "    answer: value(df, at=b)\n"
                              "    reject:\n"
                              "      - value(f, at=b)\n"
                              "  - name: next\n"
                              "    kind: number\n"
                              "    answer: b - slope/10\n"
                              "    uses: slope\n"
                              "    reject:\n"
                              "      - b + slope/10\n"
                              "hints:\n"
                              "  - Differentiate.\n"
                              "mistakes:\n"
                              "  uphill:\n"
                              "    when: {next: b + slope/10}\n"
                              "    say: Which way is down?\n"
                              "---\n"
                              "\n"
                              "Differentiate $`{{f}}`$, and step from {{b}}.\n";

enum { FAIL = true, WARN = false };
#define ALONE "", ""

static const struct fault {
    const char *shows, *old, *new;
    bool fails;
    const char *check;
    const char *old_too, *new_too; /* "": no second piece */
} faults[] = {
    {"a condition never met", "a != b", "a > 10", FAIL, "T1", ALONE},
    {"a condition hardly ever met", "  - a != b", "  - a == 7\n  - b == 3", WARN, "T1",
     "a: {int: [1, 9]}", "a: {int: [1, 30]}"},
    {"a value that is undefined", "df: diff(f)", "df: diff(f)\n  - z: 1/(a - a)", FAIL,
     "T2", ALONE},
    {"a value that is not real", "answer: b - slope/10", "answer: sqrt(-a)", FAIL, "T2",
     ALONE},
    {"a key of another kind", "answer: value(df, at=b)", "answer: critical(f)", FAIL,
     "T3", "b - slope/10", "b"},
    {"large numbers", "answer: value(df, at=b)", "answer: 10000*value(df, at=b) + 1",
     WARN, "T3", ALONE},
    {"a root below a root", "answer: value(df, at=b)", "answer: sqrt(a + sqrt(b + 10))",
     WARN, "T3", ALONE},
    {"many elements", "kind: expr\n    answer: df\n    reject:\n      - f\n",
     "kind: set\n    answer: \"{1, 2, 3, 4, 5, 6, a + 10}\"\n", WARN, "T3", ALONE},
    {"a point twice", "kind: number\n    answer: value(df, at=b)",
     "kind: points\n    answer: \"[(a, b), (a, b)]\"", FAIL, "T3", "b - slope/10", "b"},
    {"a key whose letter is no letter of the answer", "kind: expr\n    answer: df",
     "kind: expr\n    vars: [x]\n    answer: y + df", FAIL, "T4", "format: 1",
     "format: 1\nvars: [x, y]"},
    {"an accepted answer that is refused", "kind: expr\n    answer: df\n",
     "kind: expr\n    answer: df\n    form: factored\n    accept:\n      - df\n", FAIL,
     "T5", ALONE},
    {"a rejected answer that is right", "- value(f, at=b)", "- 3*b^2 - 2*a", FAIL, "T5",
     ALONE},
    {"a rejected answer that can't be typed", "- value(f, at=b)", "- df", FAIL, "T5",
     ALONE},
    {"a probe without a value", "- value(f, at=b)", "- 1/(a - a)", FAIL, "T5", ALONE},
    {"no probes", "    reject:\n      - value(f, at=b)\n", "", WARN, "T5", ALONE},
    {"a slip that the domain hides", "f: x^3 - 2*a*x + b", "f: a*|x| + b*x", FAIL, "T6",
     "kind: expr\n", "kind: expr\n    domain: x > 0\n"},
    {"a slip that leads to the key now and then", "f: x^3 - 2*a*x + b",
     "f: (a - 5)*x^3 + x^2 + b", WARN, "T6", ALONE},
    {"a mistake of the author that can be right", "{next: b + slope/10}",
     "{next: b - (slope + a - 5)/10}", WARN, "T6", ALONE},
    {"the same number most of the time", "answer: value(df, at=b)",
     "answer: if(a < 8, 1, 2)", WARN, "T7", ALONE},
    {"none as good as always", "kind: expr\n    answer: df\n    reject:\n      - f\n",
     "kind: set\n    answer: critical(x^3 + a*x)\n", WARN, "T7", ALONE},
    {"always the same word", "kind: expr\n    answer: df\n    reject:\n      - f\n",
     "kind: word\n    choices: [max, min]\n    answer: if(a > 0, \"max\", \"min\")\n",
     WARN, "T7", ALONE},
    {"few keys", "f: x^3 - 2*a*x + b", "f: x^3 + b", WARN, "T8", "b: {int: [1, 9]}",
     "b: {int: [1, 2]}"},
    {"braces left over", "from {{b}}.", "from {{ \"{{\" }}.", FAIL, "T9", ALONE},
    {"a minus behind a plus", "from {{b}}.", "from {{a}} + -{{b}}.", FAIL, "T9", ALONE},
    {"braces left over in a table", "from {{b}}.\n",
     "from {{b}}.\n\n| a |\n|---|\n| {{ \"{{\" }} |\n", FAIL, "T9", ALONE},
    {"a mistake that names nothing", "say: Which way is down?", "say: Not {{ zz }}.",
     FAIL, "T9", ALONE},
    {"a lone factor 1", "from {{b}}.", "from $`1x`$ and {{b}}.", FAIL, "T9", ALONE},
    {"a wide formula", "from {{b}}.",
     "from $`x^9 + x^8 + x^7 + x^6 + x^5 + x^4 + x^3 + x^2 + x + {{b}} + sin(x) + cos(x) "
     "+ tan(x) + exp(x)`$.",
     FAIL, "T9", ALONE},
    {"a label with a mistake in it", "    kind: number\n    answer: value",
     "    label: slope at {{ zz }}\n    kind: number\n    answer: value", FAIL, "T9",
     ALONE},
    {"a hint that is the key", "- Differentiate.", "- It is {{ slope }}.", FAIL, "T10",
     ALONE},
    {"a hint that is the key in another form", "- Differentiate.",
     "- Think of $`{{ df }} + 0*x`$.", FAIL, "T10", ALONE},
    {"a hint that computes the key", "- Differentiate.",
     "- \"It is $`3*{{b}}^2 - 2*{{a}}`$.\"", FAIL, "T10", ALONE},
    {"a hint in a fence", "step from {{b}}.\n",
     "step from {{b}}.\n\n```hint\nIt is {{ slope }}.\n```\n", FAIL, "T10", ALONE},
    {"a tolerance that takes a probe", "    answer: b - slope/10\n",
     "    answer: b - slope/10\n    tol: 1000\n", FAIL, "T11", ALONE},
    {"a tolerance that takes a slip",
     "answer: value(df, at=b)\n    reject:\n      - value(f, at=b)\n",
     "answer: value(df, at=b)\n    tol: 200%\n", FAIL, "T11", ALONE},
    {"a tolerance as wide as half the way", "answer: b - slope/10\n",
     "answer: b - slope/10\n    tol: 0.008\n", WARN, "T11", "{next: b + slope/10}",
     "{next: b - slope/10 + 1/100}"},
    {"what follows is undefined", "answer: b - slope/10",
     "answer: b + 1/(slope - value(f, at=b))", FAIL, "T12", ALONE},
    {"what is used is no number", "uses: slope", "uses: df", FAIL, "T12", ALONE},
    {"what follows of nothing is known", "answer: b - slope/10", "answer: 2 - slope/10",
     WARN, "T12", ALONE},
};

static const char *replaced(struct arena *a, const char *text, const char *old,
                            const char *new)
{
    const char *at = text && old ? strstr(text, old) : NULL;

    return at ? arena_printf(a, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old))
              : NULL;
}

static const char *planted(struct arena *a, const struct fault *f)
{
    const char *text = replaced(a, problem, f->old, f->new);

    return *f->old_too ? replaced(a, text, f->old_too, f->new_too) : text;
}

static struct trials tried(struct arena *a, const char *file, const char *text)
{
    struct trials all = {.arena = a, .from = 1, .seeds = 8};
    struct budget budget = budget_of(1000000000);
    struct diag d = {0};

    if (trial_text(&budget, file, text, strlen(text), &all, &d) != ST_OK)
        note("%s", d.message);
    return all;
}

static bool is_told(const struct trials *all, bool fails, const char *check)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].note_count; k++)
            if (!strcmp(all->at[i].notes[k].check, check) &&
                all->at[i].notes[k].fails == fails)
                return true;
    return false;
}

static void tell_all(const struct trials *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].note_count && k < 12; k++)
            note("%s %s: %s", all->at[i].notes[k].fails ? "FAIL" : "WARN",
                 all->at[i].notes[k].check, all->at[i].notes[k].text);
}

static void try_fault(const struct fault *f)
{
    struct arena *a = arena_new();
    const char *text = planted(a, f);
    struct trials all = tried(a, "a-problem.md", text ? text : "");

    if (!ok(text && is_told(&all, f->fails, f->check) && (f->fails || !all.failures),
            "%s: %s", f->check, f->shows))
        tell_all(&all);
    arena_free(a);
}

static void try_clean(void)
{
    struct arena *a = arena_new();
    struct trials all = tried(a, "a-problem.md", problem);

    if (!ok(all.count == 1 && !all.failures && all.at[0].row_count == 8,
            "nothing fails in the problem as it is"))
        tell_all(&all);
    ok(all.at[0].variants == 72, "its variants are counted");
    ok(all.at[0].rows[0].slips > 10, "slips of the catalogue are tried out");
    arena_free(a);
}

/* A lesson's own questions are tried; one that can't be read has a failure and no rows. */
static void try_lessons(void)
{
    static const char lesson[] = "---\nkind: lesson\nformat: 1\nid: a-lesson\n"
                                 "title: A lesson\nlet:\n  - f: (x - 2)^2\n---\n\n"
                                 "```quiz\nask: Where is $`{{f}}`$ flat?\nfield:\n"
                                 "  name: c\n  kind: set\n  answer: critical(f)\n```\n";
    struct arena *a = arena_new();
    struct trials all = tried(a, "a-lesson.md", lesson);
    const char *broken = replaced(a, problem, "let:", "lets:");

    ok(all.count == 1 && !all.failures && all.at[0].row_count == 8 &&
           !strcmp(all.at[0].rows[0].keys[0], "{2}"),
       "a quiz of a lesson is tried");
    all = tried(a, "a-lesson.md",
                replaced(a, replaced(a, lesson, "let:", "vars: [x, w]\nlet:"),
                         "(x - 2)^2", "(w - 2)^2"));
    ok(all.count == 1 && !all.failures && !strcmp(all.at[0].rows[0].keys[0], "{2}"),
       "a quiz knows the variables of its lesson");
    all = tried(a, "a-problem.md", broken);
    ok(all.count == 1 && all.failures && !all.at[0].row_count &&
           is_told(&all, FAIL, "L202"),
       "a file that lint refuses fails");
    arena_free(a);
}

int main(void)
{
    try_clean();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        try_fault(&faults[i]);
    try_lessons();
    return done_testing();
}
