/* t-library.c: which files are taken in, in which order, and which never. */
#include "course/course.h"
#include "tap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_file(struct arena *a, const char *folder, const char *name,
                       const char *text)
{
    FILE *f = fopen(arena_printf(a, "%s/%s", folder, name), "w");

    if (ok(f != NULL, "%s is written", name)) {
        fputs(text, f);
        fclose(f);
    }
}

static void write_lesson(struct arena *a, const char *folder, const char *id)
{
    write_file(a, folder, arena_printf(a, "lessons/%s.md", id),
               arena_printf(a,
                            "---\nkind: lesson\nformat: 1\nid: %s\ntitle: About %s\n---\n"
                            "# %s\n\nText with {{ 1 + 1 }}.\n\n## Next\n\nMore.\n",
                            id, id, id));
}

static const char *new_folder(struct arena *a)
{
    const char *home = getenv("HOME");
    char *path = arena_printf(a, "%s/course-XXXXXX", home ? home : "/tmp");

    if (!mkdtemp(path))
        return NULL;
    mkdir(arena_printf(a, "%s/lessons", path), 0700);
    mkdir(arena_printf(a, "%s/problems", path), 0700);
    return path;
}

static void fill(struct arena *a, const char *folder)
{
    write_file(a, folder, "lessons/course.yaml",
               "title: Small\nparts:\n  - title: One\n    lessons: [second, first]\n"
               "  - title: Two\n    lessons: [absent]\n");
    write_lesson(a, folder, "first");
    write_lesson(a, folder, "second");
    write_lesson(a, folder, "third");
    write_file(a, folder, "secret",
               "---\nkind: lesson\nformat: 1\nid: linked\ntitle: L\n---\n");
    ok(!symlink("../secret", arena_printf(a, "%s/lessons/linked.md", folder)), "a link");
    ok(!mkfifo(arena_printf(a, "%s/lessons/pipe.md", folder), 0600), "a pipe");
    ok(!mkdir(arena_printf(a, "%s/lessons/folder.md", folder), 0700), "a folder");
    write_file(a, folder, "lessons/first.de.md", "an overlay");
    write_file(a, folder, "lessons/README.md", "no lesson");
    write_file(a, folder, "lessons/broken.md", "---\nkind: lesson\n");
    write_file(
        a, folder, "problems/odd.md",
        "---\nkind: problem\nformat: 1\nid: odd\ntitle: Odd\nrequires: [first]\n---\n");
}

static void test_library(struct arena *a, const char *folder)
{
    const char *folders[] = {folder, folder, "/nowhere"};
    struct library *l = library_open(a, folders, 3);
    size_t n = 0;

    is_int(l->lesson_count, 3, "three lessons, each once");
    is_str(l->lessons[0].head.id, "second", "in the course's order");
    is_str(l->lessons[2].head.id, "third", "and then those it does not name");
    is_str(l->courses[0].title, "Small", "the title of the course");
    is_int(l->courses[0].parts[0].count, 2, "two lessons in its first part");
    is_int(l->courses[0].parts[1].count, 0, "one that is absent");
    ok(!library_lesson(l, "linked"), "a link is not followed");
    ok(library_problem(l, "odd") != NULL, "a problem's head is enough");
    ok(library_problems_of(l, "first", &n) && n == 1, "and found by its lesson");
    ok(l->findings.errors > 0, "what is wrong is told");
    for (size_t i = 0; i < l->findings.count; i++)
        note("%s %s", l->findings.at[i].code, l->findings.at[i].message);
}

static void test_lesson(struct arena *a, const char *folder)
{
    struct budget budget = budget_of(1000000);
    struct search s = {pool_new(a, 10000), &budget};
    struct library *l = library_open(a, &folder, 1);
    struct findings f = findings_in(a, "");
    struct lesson *lesson = library_read_lesson(library_lesson(l, "first"), &s, &f);

    if (!ok(lesson != NULL, "a lesson is read"))
        return;
    is_int(lesson->sheet_count, 2, "two pages");
    is_str(lesson->sheets->title, "first", "the title of the first");
    is_str(lesson->sheets->next->title, "Next", "and of the second");
    is_str(lesson->sheets->first->text->first->next->runs->text, "Text with 2.",
           "with its value");
}

int main(void)
{
    struct arena *a = arena_new();
    const char *folder = new_folder(a);

    if (!folder)
        return skip_all("no place to write");
    fill(a, folder);
    test_library(a, folder);
    test_lesson(a, folder);
    arena_free(a);
    return done_testing();
}
