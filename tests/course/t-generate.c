/* t-generate.c: a seed names one variant for ever, and conditions are met. */
#include "course/course.h"
#include "tap.h"

static const char source[] =
    "---\n"
    "kind: problem\n"
    "format: 1\n"
    "id: steps\n"
    "title: Two steps\n"
    "params:\n"
    "  m: {int: [-3, 3]}\n"
    "  s: {int: [-6, 6], not: [0]}\n"
    "  h: {choice: [\"1/10\", \"1/5\", \"1/4\"]}\n"
    "where:\n"
    "  - abs(s - m) >= 2\n"
    "  - it[2] != it[1]\n"
    "let:\n"
    "  - f: (x - m)^2\n"
    "  - it: gd(f, s, h, 2)\n"
    "fields:\n"
    "  - name: x1\n"
    "    kind: number\n"
    "    answer: it[1]\n"
    "  - name: x2\n"
    "    kind: number\n"
    "    label: x2 from {{s}} =\n"
    "    answer: it[2]\n"
    "    uses: x1\n"
    "  - name: max\n"
    "    kind: number\n"
    "    answer: max(it[1], it[2])\n"
    "    reject:\n"
    "      - max(1, 2) + 1000\n"
    "hints:\n"
    "  - New place = old place minus rate times slope.\n"
    "---\n"
    "\n"
    "Start at $`x = {{s}}`$ on $`f(x) = {{f}}`$ with rate {{h}}.\n"
    "\n"
    "```plot when=after\n"
    "f: \"{{f}}\"\n"
    "x: [-7, 7]\n"
    "```\n"
    "\n"
    "```hint\n"
    "The slope at the start is {{ value(diff(f), at=s) }}.\n"
    "```\n"
    "\n"
    "```solution\n"
    "First {{ it[1] }}, then {{ it[2] }}.\n"
    "```\n";

static struct problem *read_problem(struct arena *a, const char *text)
{
    struct findings f = findings_in(a, "steps.md");
    struct problem *p = problem_read(a, text, strlen(text), "steps", &f);

    for (size_t i = 0; i < f.count; i++)
        note("%zu:%zu: %s %s", f.at[i].line, f.at[i].column, f.at[i].code,
             f.at[i].message);
    return p;
}

static const char *named(const struct variant *v, const char *name)
{
    struct value *value = NULL;

    names_get(&v->search, (struct names *)&v->names, name, &value, NULL);
    return value_text(&v->search, value, NOTE_PLAIN);
}

static void test_seed(const struct problem *p)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(10000000);
    struct search s = {pool_new(a, 100000), &budget}, t = {pool_new(a, 100000), &budget};
    struct variant *v = NULL, *again = NULL;
    struct value *value = NULL;
    struct diag d = {0};

    is_int(problem_generate(p, &s, 7, &v, &d), ST_OK, "seed 7 is drawn %s", d.message);
    is_int(problem_generate(p, &t, 7, &again, &d), ST_OK, "and drawn again");
    is_str(named(v, "m"), named(again, "m"), "the same m");
    is_str(named(v, "s"), named(again, "s"), "the same s");
    is_str(named(v, "h"), named(again, "h"), "the same h");
    is_str(arena_printf(a, "%s %s %s", named(v, "m"), named(v, "s"), named(v, "h")),
           "0 -4 1/10", "for ever");
    is_int(v->hint_count, 2, "a hint from the front matter, one from the body");
    ok(!v->labels[0], "no label");
    is_str(v->labels[1], "x2 from \u22124 =", "a label with a value in it");
    ok(value_of(&v->search, &v->names, "max(1, 2)", 9, &value, &d) == ST_OK,
       "a field called max hides no function %s", d.message);
    ok(v->statement.first && v->statement.first->kind == PART_TEXT, "a statement");
    ok(v->after.first && v->after.first->kind == PART_PLOT, "a figure for later");
    ok(v->solution.first && v->solution.first->kind == PART_SOLUTION, "a solution");
    arena_free(a);
}

static void test_conditions(const struct problem *p)
{
    bool met = true, several[3] = {false, false, false};

    for (uint64_t seed = 0; seed < 200; seed++) {
        struct arena *a = arena_new();
        struct budget budget = budget_of(10000000);
        struct search s = {pool_new(a, 100000), &budget};
        struct variant *v = NULL;
        struct value *truth = NULL;
        static const char where[] = "abs(s - m) >= 2 and it[2] != it[1] and s != 0";

        met = met && problem_generate(p, &s, seed, &v, NULL) == ST_OK &&
              value_of(&s, &v->names, where, strlen(where), &truth, NULL) == ST_OK &&
              truth->truth == TRUTH_YES;
        several[seed % 3] |= met && strcmp(named(v, "h"), "1/5") == 0;
        arena_free(a);
    }
    ok(met, "200 seeds meet the conditions");
    ok(several[0] && several[1] && several[2], "and differ");
}

static void test_count(const struct problem *p)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(100000000);
    struct search s = {pool_new(a, 100000), &budget};
    uint64_t count = 0;

    is_int(problem_count(p, &s, &count, NULL), ST_OK, "variants are counted");
    /* 7 * 12 pairs without the 19 that are closer than 2, each with 3 rates */
    is_int(count, 3 * (7 * 12 - 18), "exactly");
    arena_free(a);
}

/* One line of the file changed, and the code that tells. */
static void test_mistakes(void)
{
    static const struct {
        const char *old, *new, *code;
    } table[] = {
        {"kind: problem", "kind: lesson", "L203"},
        {"format: 1", "format: 2", "L205"},
        {"id: steps", "id: stairs", "L204"},
        {"title: Two steps", "titel: Two", "L201"},
        {"    uses: x1", "    uses: x9", "L501"},
        {"kind: number", "kind: nummer", "L203"},
        {"  h: {choice", "  x: {choice", "L303"},
        {"int: [-3, 3]", "int: [3, -3]", "L401"},
        {"where:\n  - abs(s - m) >= 2\n  - it[2] != it[1]", "where: [abs(s - m) >= 2]",
         "L113"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct arena *a = arena_new();
        struct findings f = findings_in(a, "steps.md");
        struct str text = str_in(a);
        size_t at = (size_t)(strstr(source, table[i].old) - source);

        str_add(&text, source);
        str_remove(&text, at, strlen(table[i].old));
        str_insert(&text, at, table[i].new, strlen(table[i].new));
        ok(!problem_read(a, text.text, text.len, "steps", &f), "%s: refused",
           table[i].new);
        is_str(f.count ? f.at[0].code : "", table[i].code, "%s: code", table[i].new);
        arena_free(a);
    }
}

int main(void)
{
    struct arena *a = arena_new();
    struct problem *p = read_problem(a, source);

    if (ok(p != NULL, "the problem is read")) {
        test_seed(p);
        test_conditions(p);
        test_count(p);
    }
    test_mistakes();
    arena_free(a);
    return done_testing();
}
