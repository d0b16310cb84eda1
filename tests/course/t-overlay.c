/* t-overlay.c: lessons and problems in another language: the text is the overlay's, and what
 * is computed the original's. */
#include "course/course.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NODES = 200000 };

static const char lesson[] = "---\nkind: lesson\nformat: 1\nid: valley\ntitle: A valley\n"
                             "summary: Down.\nlet:\n  - f: (x - 2)^2\n---\n\n"
                             "The curve $`{{f}}`$.\n\n## More\n\nText.\n";
static const char lesson_de[] = "---\nkind: lesson\nlang: de\ntitle: Ein Tal\n---\n\n"
                                "Die Kurve $`{{f}}`$.\n";
static const char problem[] =
    "---\nkind: problem\nformat: 1\nid: slope\ntitle: A slope\nrequires: [valley]\n"
    "params:\n  a: {int: [2, 9]}\nlet:\n  - f: a*x^2\nfields:\n  - name: slope\n"
    "    label: slope\n    kind: number\n    answer: value(diff(f), at=1)\n"
    "  - name: second\n    label: f''\n    kind: number\n    answer: 2*a\n"
    "hints:\n  - Differentiate.\nmistakes:\n  half:\n    when: {slope: a}\n"
    "    say: Where is the 2?\n  sign-flipped: off\n---\n\nOf $`{{f}}`$.\n";
static const char problem_de[] =
    "---\nkind: problem\nlang: de\ntitle: Eine Steigung\nhints:\n  - Ableiten.\n"
    "  - Dann einsetzen.\nlabel: {slope: \"Steigung {{a}}\"}\nmistakes:\n"
    "  half: Wo bleibt die 2?\n  gave-function: Das ist f selbst.\n"
    "  sign-flipped: Nicht doch.\n---\n\nVon $`{{f}}`$.\n";

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    fputs(text, f);
    fclose(f);
}

static struct library *open_in(struct arena *a, const char *lang)
{
    static const char *const here[] = {"."};
    struct library *l = library_open(a, here, 1);

    if (lang)
        library_speak(l, lang);
    return l;
}

static const char *text_of(const struct sheet *sheet)
{
    return sheet->first->text->first->runs->text;
}

static void try_lesson(const char *lang, const char *title, const char *text,
                       size_t pages)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(1000000000);
    struct search s = {pool_new(a, NODES), &budget};
    struct findings findings = findings_in(a, "");
    const struct entry *e = library_lesson(open_in(a, lang), "valley");
    struct lesson *l = library_read_lesson(e, &s, &findings);

    is_str(e->head.title, title, "%s: the title in lists", lang ? lang : "no language");
    ok(l && !strcmp(l->head.title, title) && !strncmp(text_of(l->sheets), text, 4) &&
           l->sheet_count == pages,
       "... and the lesson");
    ok(!strcmp(e->head.id, "valley"), "... under the same id");
    arena_free(a);
}

static void try_problem(void)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(1000000000);
    struct search s = {pool_new(a, NODES), &budget};
    struct findings findings = findings_in(a, "");
    const struct entry *e = library_problem(open_in(a, "de"), "slope");
    struct problem *p = library_read_problem(e, a, &findings);
    struct variant *v;
    struct diag d = {0};
    struct mark mark;

    if (!ok(p && problem_generate(p, &s, 1, &v, &d) == ST_OK, "the problem in German"))
        return;
    is_str(p->head.title, "Eine Steigung", "its title");
    ok(!strncmp(text_of(&v->statement), "Von", 3), "its statement");
    ok(v->hint_count == 2, "its hints");
    ok(!strncmp(v->labels[0], "Steigung ", 9) && strcmp(v->labels[0], "Steigung {{a}}"),
       "its labels, with values: %s", v->labels[0]);
    is_str(v->labels[1], "f''", "a label that is not translated stays");
    course_check(v, 0, value_text(&v->search, v->keys[0], NOTE_PLAIN), NULL, &mark);
    ok(mark.verdict == VERDICT_CORRECT, "the key is the original's");
    course_check(
        v, 0, arena_printf(a, "(%s)/2", value_text(&v->search, v->keys[0], NOTE_PLAIN)),
        NULL, &mark);
    is_str(mark.feedback, "Wo bleibt die 2?", "a mistake of the author in German");
    course_check(v, 0,
                 arena_printf(a, "-(%s)", value_text(&v->search, v->keys[0], NOTE_PLAIN)),
                 NULL, &mark);
    ok(!mark.mistake || strcmp(mark.mistake, "sign-flipped"), "what is off stays off");
    arena_free(a);
}

static void try_broken(void)
{
    struct arena *a = arena_new();
    struct findings findings = findings_in(a, "");
    const struct entry *e;

    write_file("problems/slope.de.md", "Kein Kopf.\n");
    e = library_problem(open_in(a, "de"), "slope");
    is_str(e->head.title, "A slope", "of an overlay that can't be read nothing is taken");
    ok(!library_read_problem(e, a, &findings) && findings.count &&
           strstr(findings.at[0].file, "slope.de.md"),
       "... and its file is named");
    arena_free(a);
}

int main(void)
{
    char folder[] = "tests/overlay.XXXXXX";

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 99;
    mkdir("lessons", 0755);
    mkdir("problems", 0755);
    write_file("lessons/valley.md", lesson);
    write_file("lessons/valley.de.md", lesson_de);
    write_file("problems/slope.md", problem);
    write_file("problems/slope.de.md", problem_de);
    try_lesson(NULL, "A valley", "The ", 2);
    try_lesson("de", "Ein Tal", "Die ", 1);
    try_lesson("de-AT", "Ein Tal", "Die ", 1);
    try_lesson("fr", "A valley", "The ", 2);
    try_lesson("", "A valley", "The ", 2);
    try_lesson("../x", "A valley", "The ", 2);
    try_problem();
    try_broken();
    unlink("lessons/valley.md");
    unlink("lessons/valley.de.md");
    unlink("problems/slope.md");
    unlink("problems/slope.de.md");
    rmdir("lessons");
    rmdir("problems");
    if (chdir("../..") == 0)
        rmdir(folder);
    return done_testing();
}
