/* t-fix.c: what lint puts right by itself: the bytes of the file afterwards, what is found in
 * it then, and that what can't be put right stays as it is, byte for byte. */
#include "course/course.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD  "---\nkind: problem\nformat: 1\nid: p\ntitle: T\n"
#define FIELD "fields:\n  - name: c\n    kind: number\n    answer: a\n"
#define REST  "params:\n  a: {int: [1, 9]}\nlet:\n  - S: critical(x^2 - 40*x)\n" FIELD
#define END   "---\nText {{a}}.\n"

static const struct row {
    const char *shows, *before, *after; /* NULL: as it was */
} rows[] = {
    {"a list of calls", HEAD REST "    reject: [value(x^2, at=3), a + 1]\n" END,
     HEAD REST "    reject:\n      - value(x^2, at=3)\n      - a + 1\n" END},
    {"a list of one", HEAD REST "    reject: [ a + 1 ]\n" END,
     HEAD REST "    reject:\n      - a + 1\n" END},
    {"a list over several lines",
     HEAD REST "    reject: [a + 1,\n      a + 2,\n    ]\n" END,
     HEAD REST "    reject:\n      - a + 1\n      - a + 2\n" END},
    {"quotes and their commas",
     HEAD REST "    reject: ['max(a, 2) + 9', \"max(a, 1) + 8\"]\n" END,
     HEAD REST "    reject:\n      - 'max(a, 2) + 9'\n      - \"max(a, 1) + 8\"\n" END},
    {"what needs quotes gets them", HEAD REST "    reject: [{a, 1}, [a]]\n" END,
     HEAD REST "    reject:\n      - '{a, 1}'\n      - '[a]'\n" END},
    {"an index, at which YAML gives up", HEAD REST "    reject: [S[1] + a, a + 2]\n" END,
     HEAD REST "    reject:\n      - S[1] + a\n      - a + 2\n" END},
    {"an error elsewhere", HEAD "tags: [a\n" REST "    reject:\n      - a + 1\n" END,
     NULL},
    {"conditions at the left margin", HEAD "where: [a != 3, abs(a) > 1]\n" REST END,
     HEAD "where:\n  - a != 3\n  - abs(a) > 1\n" REST END},
    {"two lists", HEAD "where: [a != 3]\n" REST "    reject: [a + 1]\n" END,
     HEAD "where:\n  - a != 3\n" REST "    reject:\n      - a + 1\n" END},
    {"lines that end as in DOS", HEAD REST "    reject: [a + 1]\r\n" END,
     HEAD REST "    reject:\n      - a + 1\r\n" END},
    {"a byte order mark", "\xef\xbb\xbf" HEAD REST END, HEAD REST END},
    {"blank lines in front", "\n \n" HEAD REST END, HEAD REST END},
    {"a blank behind the first ---",
     "---  \nkind: problem\nformat: 1\nid: p\ntitle: T\n" REST END, HEAD REST END},
    {"a mark, then a list", "\xef\xbb\xbf" HEAD REST "    reject: [a + 1]\n" END,
     HEAD REST "    reject:\n      - a + 1\n" END},
    {"a list within braces",
     HEAD "params:\n  a: {int: [1, 9]}\nfields:\n"
          "  - {name: c, kind: number, answer: a, reject: [a + 1]}\n" END,
     NULL},
    {"a comment within", HEAD REST "    reject: [a + 1, # one\n      a + 2]\n" END, NULL},
    {"a comment behind", HEAD REST "    reject: [a + 1] # one\n" END, NULL},
    {"nothing to be put right", HEAD REST "    reject:\n      - a + 1\n" END, NULL},
    {"no front matter at all", "Text.\n", NULL},
    {"a list of names is no list of expressions", HEAD "tags: [derivatives]\n" REST END,
     NULL},
};

static void write_file(const char *text)
{
    FILE *f = fopen("p.md", "w");

    fputs(text, f);
    fclose(f);
}

static const char *read_file(struct arena *a)
{
    char *text = NULL;
    size_t n;
    struct diag d;

    return library_read_file(a, "p.md", &text, &n, &d) == ST_OK ? text : "";
}

static struct findings look(struct arena *a)
{
    static const char *const here[] = {"p.md"};
    struct budget budget = budget_of(1000000000);
    struct findings findings;
    struct diag d = {0};
    size_t files;

    lint_paths(a, &budget, here, 1, &findings, &files, &d);
    return findings;
}

/* Until nothing more is put right; how many things were. */
static size_t fix(struct arena *a)
{
    size_t all = 0;

    for (int i = 0; i < 5; i++) {
        struct findings found = look(a), fixed = findings_in(a, "");
        struct diag d = {0};

        if (lint_fix(a, &found, &fixed, &d) != ST_OK)
            note("%s", d.message);
        all += fixed.count;
        if (!fixed.count)
            break;
    }
    return all;
}

static void try_row(const struct row *r)
{
    struct arena *a = arena_new();
    size_t fixed;

    write_file(r->before);
    fixed = fix(a);
    if (!ok(!strcmp(read_file(a), r->after ? r->after : r->before), "%s", r->shows))
        note("%s", read_file(a));
    ok(r->after ? fixed > 0 && look(a).errors == 0 : fixed == 0,
       r->after ? "... and nothing is found then"
                : "... and nothing is said to be fixed");
    arena_free(a);
}

static void try_modes(void)
{
    struct arena *a = arena_new();
    struct stat s = {0};

    write_file(rows[0].before);
    chmod("p.md", 0640);
    fix(a);
    ok(stat("p.md", &s) == 0 && (s.st_mode & 07777) == 0640, "the file's mode stays");
    arena_free(a);
}

/* What template_write writes passes; it is written once. */
static void try_templates(void)
{
    struct arena *a = arena_new();
    const char *path = "";
    struct diag d = {0};

    for (enum file_kind kind = FILE_LESSON; kind <= FILE_PROBLEM; kind++) {
        const char *name = kind == FILE_LESSON ? "a-lesson" : "a-problem";
        struct budget budget = budget_of(1000000000);
        struct trials all = {.arena = a, .from = 1, .seeds = 10};
        struct findings findings;
        size_t files;

        ok(template_write(a, kind, name, &path, &d) == ST_OK &&
               !strcmp(path, kind == FILE_LESSON ? "a-lesson.md" : "a-problem.md"),
           "%s is written", name);
        lint_paths(a, &budget, &path, 1, &findings, &files, &d);
        ok(findings.count == 0, "... lint finds nothing");
        ok(trial_paths(&budget, &path, 1, &all, &d) == ST_OK && all.count == 1 &&
               !all.failures,
           "... and try lets it pass");
        ok(template_write(a, kind, name, &path, &d) == ST_IO,
           "... and it is written once");
        unlink(path);
    }
    ok(template_write(a, FILE_LESSON, "A lesson", &path, &d) == ST_USAGE &&
           strstr(d.help, "a-lesson"),
       "what is no id is refused, and one is proposed");
    ok(template_write(a, FILE_LESSON, "", &path, &d) == ST_USAGE, "no name");
    ok(template_write(a, FILE_LESSON, "nowhere/a", &path, &d) == ST_IO, "no folder");
    arena_free(a);
}

int main(void)
{
    char folder[] = "tests/fix.XXXXXX";

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 99;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        try_row(&rows[i]);
    try_modes();
    try_templates();
    unlink("p.md");
    ok(chdir("../..") == 0 && rmdir(folder) == 0, "nothing else was left behind");
    return done_testing();
}
