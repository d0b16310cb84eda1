/* t-lint.c: faults planted one by one in a lesson and a problem without any; each is told by
 * its code and at its character.
 *
 * A row replaces a piece of the file. The sign @ in what it puts there, which is taken out
 * again, stands before the character that the finding names; without it only the code
 * counts. */
#include "course/course.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lesson[] = "---\n"
                             "kind: lesson\n"
                             "format: 1\n"
                             "id: a-lesson\n"
                             "title: A lesson\n"
                             "summary: About a parabola.\n"
                             "tags: [derivatives]\n"
                             "level: 2\n"
                             "let:\n"
                             "  - f: (x - 2)^2\n"
                             "  - df: diff(f)\n"
                             "checks:\n"
                             "  - value(df, at=2) == 0\n"
                             "---\n"
                             "\n"
                             "# A lesson\n"
                             "\n"
                             "The curve $`y = {{f}}`$ has the slope {{ df }}.\n"
                             "\n"
                             "```plot\n"
                             "f: \"{{f}}\"\n"
                             "x: [-1, 5]\n"
                             "show: [extrema]\n"
                             "alt: A parabola.\n"
                             "```\n"
                             "\n"
                             "## Steps\n"
                             "\n"
                             "```steps\n"
                             "of: diff(f)\n"
                             "```\n"
                             "\n"
                             "```steps\n"
                             "lines:\n"
                             "  - math: 2*x + 4 = 8\n"
                             "  - math: 2*x = 4\n"
                             "  - math: x = 2\n"
                             "```\n"
                             "\n"
                             "```descent\n"
                             "f: (x - 2)^2\n"
                             "start: 5\n"
                             "rate: 0.4\n"
                             "max-iter: 25\n"
                             "expect: {converges: true, to: 2}\n"
                             "```\n"
                             "\n"
                             "```quiz\n"
                             "ask: Where is the slope $`{{df}}`$ zero?\n"
                             "field:\n"
                             "  name: c\n"
                             "  kind: set\n"
                             "  answer: critical(f)\n"
                             "```\n"
                             "\n"
                             "```note title=\"Mind\"\n"
                             "The slope is $`2*x - 4`$.\n"
                             "```\n"
                             "\n"
                             "```problem use=a-problem\n"
                             "```\n";

static const char problem[] = "---\n"
                              "kind: problem\n"
                              "format: 1\n"
                              "id: a-problem\n"
                              "title: A problem\n"
                              "tags: [derivatives]\n"
                              "skills: [slope]\n"
                              "requires: [a-lesson]\n"
                              "level: 2\n"
                              "params:\n"
                              "  a: {int: [1, 9]}\n"
                              "where:\n"
                              "  - a != 3\n"
                              "let:\n"
                              "  - f: x^2 - 2*a*x\n"
                              "  - df: diff(f)\n"
                              "fields:\n"
                              "  - name: slope\n"
                              "    kind: number\n"
                              "    answer: value(df, at=0)\n"
                              "    reject:\n"
                              "      - value(f, at=1)\n"
                              "  - name: place\n"
                              "    kind: set\n"
                              "    answer: critical(f)\n"
                              "    after: slope\n"
                              "hints:\n"
                              "  - Differentiate.\n"
                              "mistakes:\n"
                              "  sign:\n"
                              "    when: {slope: 2*a}\n"
                              "    say: Which sign?\n"
                              "---\n"
                              "\n"
                              "Of $`{{f}}`$ find the slope at 0.\n"
                              "\n"
                              "```solution\n"
                              "It is {{ slope }}.\n"
                              "```\n";

static const char course[] = "title: A course\n"
                             "tags: [derivatives]\n"
                             "skills: [slope]\n"
                             "order: [a-lesson]\n";

enum { LESSON, PROBLEM };

static const struct fault {
    const char *shows;
    int file;
    const char *old, *new, *code;
} faults[] = {
    {"no front matter", PROBLEM, "---\nkind", "@kind", "L102"},
    {"front matter without an end", PROBLEM, "---\n\nOf", "\nOf", "L102"},
    {"a byte that is no UTF-8", LESSON, "The curve", "Th@\xff curve", "L101"},
    {"... behind a wide letter", LESSON, "The curve", "\xc3\xaf@\xff curve", "L101"},
    {"a list left open", PROBLEM, "tags: [derivatives]", "tags: [derivatives", "L110"},
    {"a quote left open", PROBLEM, "title: A problem", "title: \"A problem", "L110"},
    {"a key twice", PROBLEM, "level: 2\n", "level: 2\n@level: 3\n", "L111"},
    {"a key twice in a field", PROBLEM, "    kind: set\n",
     "    kind: set\n    @kind: set\n", "L111"},
    {"an anchor", PROBLEM, "title: A problem", "title: @&t A problem", "L112"},
    {"an alias", PROBLEM, "title: A problem", "title: @*t", "L112"},
    {"a tag", PROBLEM, "title: A problem", "title: @!t A", "L112"},
    {"a merge key", PROBLEM, "level: 2", "@<<: {level: 2}", "L112"},
    {"nested too deep", PROBLEM, "level: 2", "level: [[[[[[[@[2]]]]]]]]", "L112"},
    {"expressions in flow form", PROBLEM, "reject:\n      - value(f, at=1)",
     "reject: @[value(f, at=1)]", "L113"},
    {"conditions in flow form", PROBLEM, "where:\n  - a != 3", "where: @[a != 3]",
     "L113"},
    {"checks in flow form", LESSON, "checks:\n  - value(df, at=2) == 0",
     "checks: @[limit == 1]", "L113"},
    {"no title", PROBLEM, "title: A problem\n", "", "L201"},
    {"no id", PROBLEM, "id: a-problem\n", "", "L201"},
    {"no format", PROBLEM, "format: 1\n", "", "L201"},
    {"no kind of a field", PROBLEM, "    kind: number\n", "", "L201"},
    {"no answer of a field", PROBLEM, "    answer: critical(f)\n", "", "L201"},
    {"no fields", PROBLEM, "fields:\n", "field_s:\n", "L201"},
    {"a key nobody knows", PROBLEM, "hints:", "@hint:", "L202"},
    {"a key of a field nobody knows", PROBLEM, "    after: slope",
     "    @afterwards: slope", "L202"},
    {"a slip nobody knows", PROBLEM, "  sign:\n", "  @sign-fliped: off\n  sign:\n",
     "L202"},
    {"a mistake without an answer that gives it away", PROBLEM, "  sign:\n",
     "  @other: Which?\n  sign:\n", "L202"},
    {"a key of a parameter nobody knows", PROBLEM, "{int: [1, 9]}",
     "{int: [1, 9], @nott: 0}", "L202"},
    {"a key of a lesson nobody knows", LESSON, "level: 2", "@levels: 2", "L202"},
    {"a level too high", PROBLEM, "level: 2", "level: @9", "L203"},
    {"a level that is a word", LESSON, "level: 2", "level: @high", "L203"},
    {"a title too wide", PROBLEM, "A problem",
     "@A problem of which the title goes on and on until it does not fit into a list",
     "L203"},
    {"a kind of answer there is not", PROBLEM, "kind: number", "kind: @numbre", "L203"},
    {"a relation there is not", PROBLEM, "kind: number",
     "kind: number\n    relation: '@=<'", "L203"},
    {"a tolerance that is none", PROBLEM, "kind: number", "kind: number\n    tol: @often",
     "L203"},
    {"a form there is not", PROBLEM, "kind: number", "kind: number\n    form: @nice",
     "L203"},
    {"an interval of one number", PROBLEM, "{int: [1, 9]}", "{int: @[1]}", "L203"},
    {"a parameter of no kind", PROBLEM, "{int: [1, 9]}", "@{}", "L203"},
    {"a word field without choices", PROBLEM, "kind: set", "kind: word", "L203"},
    {"format that is a word", PROBLEM, "format: 1", "format: @one", "L203"},
    {"an id with a capital", PROBLEM, "id: a-problem", "id: @A-problem", "L203"},
    {"minutes without end", PROBLEM, "level: 2", "minutes: @900", "L203"},
    {"another id than the file", PROBLEM, "id: a-problem", "id: @b-problem", "L204"},
    {"another id than the lesson's file", LESSON, "id: a-lesson", "id: @b-lesson",
     "L204"},
    {"a newer format", PROBLEM, "format: 1", "format: @2", "L205"},
    {"a bracket left open", PROBLEM, "answer: critical(f)", "answer: @critical(f",
     "L301"},
    {"a sign too many", PROBLEM, "f: x^2 - 2*a*x", "f: x^2 - 2*@/a*x", "L301"},
    {"... in a quoted text", PROBLEM, "f: x^2 - 2*a*x", "f: \"x^2 - 2*@/a*x\"", "L301"},
    {"... in a folded text", PROBLEM, "f: x^2 - 2*a*x",
     "f: >-\n      x^2 -\n      2*@/a*x", "L301"},
    {"a condition that stops", PROBLEM, "a != 3", "a !=@", "L301"},
    {"a let of a lesson that stops", LESSON, "df: diff(f)", "df: diff(f) +@", "L301"},
    {"an unknown function", PROBLEM, "answer: critical(f)", "answer: @critcal(f)",
     "L302"},
    {"an unknown name", PROBLEM, "value(df, at=0)", "value(@dg, at=0)", "L302"},
    {"an unknown name in a quote", PROBLEM, "value(df, at=0)", "'value(@dg, at=0)'",
     "L302"},
    {"an unknown name in a condition", PROBLEM, "a != 3", "a != @zeta", "L302"},
    {"an unknown name in a let", PROBLEM, "diff(f)", "diff(@gg)", "L302"},
    {"an unknown name in a probe", PROBLEM, "- value(f, at=1)", "- value(@h, at=1)",
     "L302"},
    {"an unknown name in a mistake", PROBLEM, "{slope: 2*a}", "{slope: 2*@bb}", "L302"},
    {"an unknown name in a lesson", LESSON, "df: diff(f)", "df: diff(@hh)", "L302"},
    {"an unknown name in a check", LESSON, "- value(df, at=2)", "- value(@dd, at=2)",
     "L302"},
    {"a value before it is defined", PROBLEM, "  - f: x^2 - 2*a*x\n  - df: diff(f)",
     "  - df: diff(@f)\n  - f: x^2 - 2*a*x", "L303"},
    {"values that define each other", PROBLEM, "f: x^2 - 2*a*x", "f: df", "L303"},
    {"a parameter called x", PROBLEM, "  a: {int", "  a: {int: [1, 2]}\n  @x: {int",
     "L303"},
    {"a parameter called sin", PROBLEM, "  a: {int", "  a: {int: [1, 2]}\n  @sin: {int",
     "L303"},
    {"a set where a number is asked", PROBLEM, "value(df, at=0)", "@critical(f)", "L304"},
    {"a word where an interval is asked", PROBLEM, "kind: set\n    answer: critical(f)",
     "kind: interval\n    answer: @classify(f, at=a)", "L304"},
    {"a number as condition", PROBLEM, "a != 3", "@a + 3", "L304"},
    {"a division by zero", PROBLEM, "df: diff(f)", "df: diff(f)\n  - z: @1/(a - a)",
     "L304"},
    {"a typed answer", PROBLEM, "value(df, at=0)", "@7", "L310"},
    {"a typed set", PROBLEM, "answer: critical(f)", "answer: \"@{1, 2}\"", "L310"},
    {"a key with a hole", PROBLEM, "kind: set\n    answer: critical(f)",
     "kind: expr\n    answer: @1/(x - a)", "L311"},
    {"a key on half of the line", PROBLEM, "kind: set\n    answer: critical(f)",
     "kind: expr\n    answer: @sqrt(x) + a", "L311"},
    {"a decimal to be met exactly", PROBLEM, "value(df, at=0)", "value(df, at=0) + @0.5",
     "L312"},
    {"a parameter that can be nothing", PROBLEM, "  a: {int: [1, 9]}",
     "  @a: {choice: []}", "L401"},
    {"a parameter of which all is excluded", PROBLEM, "  a: {int: [1, 9]}",
     "  @a: {int: [1, 1], not: [1]}", "L401"},
    {"a condition never met", PROBLEM, "- a != 3", "- @a > 10", "L401"},
    {"conditions that exclude each other", PROBLEM, "- a != 3", "- @a > 5\n  - a < 5",
     "L401"},
    {"three variants", PROBLEM, "a: {int: [1, 9]}", "@a: {int: [1, 4]}", "L402"},
    {"a parameter never used", PROBLEM, "  a: {int", "  @b: {int: [1, 9]}\n  a: {int",
     "L402"},
    {"a value never used", PROBLEM, "  - df: diff(f)", "  - df: diff(f)\n  - g: @a + 1",
     "L402"},
    {"a lesson there is not", PROBLEM, "requires: [a-lesson]", "requires: [@no-lesson]",
     "L501"},
    {"a circle of lessons", LESSON, "level: 2", "requires: [@a-lesson]", "L501"},
    {"a circle through a problem", LESSON, "level: 2", "requires: [@a-problem]", "L501"},
    {"a problem there is not", LESSON, "```problem use=a-problem",
     "@```problem use=b-problem", "L501"},
    {"a field there is not", PROBLEM, "after: slope", "after: @slop", "L501"},
    {"a field that comes later", PROBLEM, "    kind: number",
     "    uses: @place\n    kind: number", "L501"},
    {"a mistake in no field", PROBLEM, "{slope: 2*a}", "{slop: @2*a}", "L501"},
    {"a tag that is not listed", PROBLEM, "tags: [derivatives]", "tags: [@derivative]",
     "L503"},
    {"a skill that is not listed", PROBLEM, "skills: [slope]", "skills: [slope, @slop]",
     "L503"},
    {"a tag of a lesson that is not listed", LESSON, "tags: [derivatives]",
     "tags: [@fun]", "L503"},
    {"a fence left open", LESSON, "```problem use=a-problem\n```\n",
     "@```problem use=a-problem\n", "L601"},
    {"a fence of code left open", LESSON, "```problem use=a-problem\n```\n",
     "@```c\nint x;\n", "L601"},
    {"a plot without a function", LESSON, "f: \"{{f}}\"\n", "", "L201"},
    {"a plot of nothing known", LESSON, "show: [extrema]", "show: [@extremes]", "L602"},
    {"an empty window", LESSON, "x: [-1, 5]", "x: @[5, -1]", "L602"},
    {"a descent without a start", LESSON, "start: 5\n", "", "L201"},
    {"a rate below zero", LESSON, "rate: 0.4", "rate: @-0.4", "L602"},
    {"steps of a question nobody answers", LESSON, "of: diff(f)", "of: @integral(f)",
     "L602"},
    {"an indented directive", LESSON, "```steps\nof: diff(f)\n```",
     "  ```steps\n  of: @integral(f)\n  ```", "L602"},
    {"when= that is no time", LESSON, "```descent", "@```descent when=never", "L602"},
    {"an expression of a descent that stops", LESSON, "f: (x - 2)^2\nstart",
     "f: (x - 2)^@\nstart", "L602"},
    {"a misspelt directive", LESSON, "```descent", "```@decent", "L603"},
    {"another misspelt one", LESSON, "```note", "```@notes", "L603"},
    {"braces left open", LESSON, "{{ df }}", "@{{ df", "L604"},
    {"an unknown name in braces", LESSON, "{{ df }}", "{{ @dg }}", "L604"},
    {"an unknown filter", LESSON, "{{ df }}", "@{{ df | nice }}", "L604"},
    {"an unknown name in a solution", PROBLEM, "{{ slope }}", "{{ @slop }}", "L604"},
    {"an unknown name in a hint", PROBLEM, "- Differentiate.", "- Look at {{ @q }}.",
     "L604"},
    {"an unknown name in a label", PROBLEM, "- name: place\n",
     "- name: place\n    label: where {{ @q }} is\n", "L604"},
    {"an unknown name in a plot", LESSON, "f: \"{{f}}\"", "f: \"{{@zz}}\"", "L604"},
    {"mathematics that does not parse", LESSON, "$`y = {{f}}`$", "$`y = {{f}} *@`$",
     "L605"},
    {"... in a note", LESSON, "$`2*x - 4`$", "$`2*@/x - 4`$", "L605"},
    {"... in a question", LESSON, "$`{{df}}`$ zero", "$`{{df}}@)`$ zero", "L605"},
    {"... behind letters of two bytes", LESSON, "The slope is $`2*x",
     "D\xc3\xa9j\xc3\xa0 vu $`2*@/x", "L605"},
    {"a check that fails", LESSON, "- value(df, at=2) == 0", "- @value(df, at=2) == 1",
     "L606"},
    {"a walk that does not diverge", LESSON, "{converges: true, to: 2}",
     "@{diverges: true}", "L606"},
    {"a walk that does not converge", LESSON, "rate: 0.4", "rate: 1.05", "L606"},
    {"a walk that goes elsewhere", LESSON, "to: 2}", "to: 3}", "L606"},
    {"a line that does not follow", LESSON, "- math: x = 2", "- math: @x = 3", "L606"},
    {"a window without the zeros", LESSON, "x: [-1, 5]\nshow: [extrema]",
     "x: [3, 5]\nshow: [zeros]", "L607"},
    {"a window without the valley", LESSON, "x: [-1, 5]", "x: [3, 5]", "L607"},
    {"a plot without words", LESSON, "alt: A parabola.\n", "", "L801"},
    {"a heading that skips a level", LESSON, "## Steps", "@### Steps", "L801"},
    {"a hint with the key", PROBLEM, "- Differentiate.", "- @It is {{ slope }}.", "L802"},
    {"a mistake with the key", PROBLEM, "say: Which sign?", "say: @No, {{ -2*a }}.",
     "L802"},
};

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    fputs(text, f);
    fclose(f);
}

/* The text with old replaced; *line and *column: where the sign stood, or 0. */
static const char *planted(struct arena *a, const char *text, const struct fault *f,
                           size_t *line, size_t *column)
{
    const char *old = strstr(text, f->old), *sign;
    char *all;

    *line = *column = 0;
    if (!old)
        return NULL;
    all = (char *)arena_printf(a, "%.*s%s%s", (int)(old - text), text, f->new,
                               old + strlen(f->old));
    sign = memchr(all, '@', strlen(all));
    if (!sign)
        return all;
    *line = *column = 1;
    for (const char *c = all; c < sign; c++) {
        if (*c == '\n')
            ++*line;
        *column = *c == '\n' ? 1 : *column + ((*c & 0xC0) != 0x80);
    }
    memmove((char *)sign, sign + 1, strlen(sign));
    return all;
}

static struct findings lint_of(struct arena *a)
{
    static const char *const here[] = {"."};
    struct budget budget = budget_of(1000000000);
    struct findings findings;
    struct diag d = {0};
    size_t files;

    if (lint_paths(a, &budget, here, 1, &findings, &files, &d) != ST_OK)
        note("%s", d.message);
    return findings;
}

static bool is_told(const struct findings *f, const char *code, size_t line,
                    size_t column)
{
    for (size_t i = 0; i < f->count; i++)
        if (!strcmp(f->at[i].code, code) &&
            (!line || (f->at[i].line == line && f->at[i].column == column)))
            return true;
    return false;
}

static void tell_all(const struct findings *f)
{
    for (size_t i = 0; i < f->count; i++)
        note("%s:%zu:%zu: %s %s", f->at[i].file, f->at[i].line, f->at[i].column,
             f->at[i].code, f->at[i].message);
}

static void write_course(void)
{
    write_file("lessons/course.yaml", course);
    write_file("lessons/a-lesson.md", lesson);
    write_file("problems/a-problem.md", problem);
}

static void try_fault(const struct fault *f)
{
    struct arena *a = arena_new();
    struct findings findings;
    size_t line, column;
    const char *text =
        planted(a, f->file == LESSON ? lesson : problem, f, &line, &column);

    write_course();
    if (text)
        write_file(f->file == LESSON ? "lessons/a-lesson.md" : "problems/a-problem.md",
                   text);
    findings = lint_of(a);
    if (!ok(text && is_told(&findings, f->code, line, column), "%s: %s", f->code,
            f->shows)) {
        note("wanted at %zu:%zu", line, column);
        tell_all(&findings);
    }
    arena_free(a);
}

/* Without a fault nothing is found; and all that is found elsewhere was planted. */
static void try_clean(void)
{
    struct arena *a = arena_new();
    struct findings findings;

    write_course();
    findings = lint_of(a);
    ok(findings.count == 0, "nothing is found where nothing is wrong");
    tell_all(&findings);
    unlink("problems/a-problem.md");
    findings = lint_of(a);
    ok(is_told(&findings, "L502", 4, 5), "L502: a lesson that is never practised");
    write_file("problems/a-problem.md", problem);
    write_file("problems/a-problem.de.md",
               "---\nkind: problem\nlang: de\ntitle: T\nlevel: 3\n---\nNur Text.\n");
    findings = lint_of(a);
    ok(is_told(&findings, "L701", 5, 1), "L701: a translation changes the level");
    ok(is_told(&findings, "L702", 7, 1), "L702: a translation lacks {{f}}");
    unlink("problems/a-problem.de.md");
    arena_free(a);
}

int main(void)
{
    char folder[] = "tests/lint.XXXXXX";

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 99;
    mkdir("lessons", 0755);
    mkdir("problems", 0755);
    try_clean();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        try_fault(&faults[i]);
    unlink("lessons/course.yaml");
    unlink("lessons/a-lesson.md");
    unlink("problems/a-problem.md");
    rmdir("lessons");
    rmdir("problems");
    if (chdir("../..") == 0)
        rmdir(folder);
    return done_testing();
}
