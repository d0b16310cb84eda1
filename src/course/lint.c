/* lint.c: files and folders of an author, each looked at as a learner will meet it.
 *
 * A file in a folder called lessons or problems is also held against the rest of the course
 * around it. */
#include "course/lint.h"

#include <string.h>

enum { NODES = 400000 };

struct linter {
    struct arena *arena;
    struct budget *budget;
    struct findings *findings;
    const char *root; /* of the library that is open, or NULL */
    struct library *library;
};

/* ---- one file ---------------------------------------------------------------------------- */

static const struct library *library_of(struct linter *l, const char *path)
{
    const char *root = path_root(l->arena, path);

    if (!root)
        return NULL;
    if (!l->root || strcmp(root, l->root) != 0) {
        l->library = library_open(l->arena, &root, 1);
        l->root = root;
    }
    return l->library;
}

static void check_uses(struct lint_file *f, const struct library *library,
                       const struct lesson *lesson)
{
    for (const struct sheet *sheet = lesson->sheets; sheet; sheet = sheet->next)
        for (const struct part *part = sheet->first; part; part = part->next) {
            const char *use = part->kind == PART_PROBLEM ? part->task->use : NULL;

            if (use && !library_problem(library, use))
                findings_add(f->findings, "L501", part->line,
                             place_indent(f->findings, part->line),
                             "there is no problem '%s'", use);
        }
}

static void lint_lesson(struct lint_file *f, const char *stem,
                        const struct library *library)
{
    struct arena *a = arena_new();
    struct search s = {pool_new(a, NODES), f->budget};
    struct lesson *lesson = lesson_read(&s, f->text, f->n, stem, f->findings);

    if (lesson) {
        lint_claims(f, &s, &lesson->names, lesson->sheets);
        if (library)
            check_uses(f, library, lesson);
    }
    arena_free(a);
}

/* The head again, for what concerns other files; its own mistakes have been told. */
static struct head head_of(struct lint_file *f, enum file_kind kind)
{
    struct findings ignored = findings_in(f->arena, "");
    struct settings s =
        settings_of(f->arena, f->parts.front, "the front matter", &ignored);
    struct head head = {0};

    head_read(&s, kind, NULL, &head);
    return head;
}

static void check_overlay(struct linter *l, struct lint_file *f, const char *path,
                          const char *stem)
{
    const char *original =
        arena_printf(l->arena, "%s/%.*s.md", path_folder(l->arena, path),
                     (int)strcspn(stem, "."), stem);
    char *text;
    size_t n;

    if (library_read_file(l->arena, original, &text, &n, NULL) == ST_OK)
        lint_overlay(f, text, n);
    else
        findings_add(f->findings, "L501", 1, 1, "there is no original '%s'", original);
}

static void check_markdown(struct linter *l, struct lint_file *f, const char *path)
{
    const char *stem = path_stem(l->arena, path);
    const struct library *library = library_of(l, path);
    const struct yaml *kind;
    bool lesson;

    if (!file_split(l->arena, f->text, f->n, &f->parts, f->findings))
        return;
    if (stem && strchr(stem, '.')) {
        check_overlay(l, f, path, stem);
        return;
    }
    kind = yaml_get(f->parts.front, "kind");
    lesson = kind && kind->text
                 ? !strcmp(kind->text, "lesson")
                 : !strcmp(path_base(path_folder(l->arena, path)), "lessons");
    if (lesson) {
        lint_lesson(f, stem, library);
    } else {
        const struct problem *p =
            problem_read(l->arena, f->text, f->n, stem, f->findings);

        if (p)
            lint_problem(f, p);
    }
    lint_body(f);
    if (library) {
        struct head head = head_of(f, lesson ? FILE_LESSON : FILE_PROBLEM);

        lint_course(f, library, &head);
    }
}

/* What the library found in course.yaml. */
static void check_course(struct linter *l, const char *path)
{
    const struct library *library = library_of(l, path);

    for (size_t i = 0; library && i < library->findings.count; i++) {
        const struct finding *found = &library->findings.at[i];

        if (strcmp(path_base(found->file), "course.yaml") != 0)
            continue;
        findings_add(l->findings, found->code, found->line, found->column, "%s",
                     found->message);
        if (found->help)
            findings_help(l->findings, "%s", found->help);
    }
}

static enum status check_file(struct linter *l, const char *path, struct diag *d)
{
    struct lint_file f = {
        .arena = l->arena, .budget = l->budget, .findings = l->findings};
    char *text;
    enum status st = library_read_file(l->arena, path, &text, &f.n, d);

    if (st != ST_OK)
        return st;
    f.text = text;
    l->findings->file = path;
    l->findings->source = text;
    l->findings->source_size = f.n;
    if (!strcmp(path_base(path), "course.yaml"))
        check_course(l, path);
    else
        check_markdown(l, &f, path);
    return l->budget->over ? diag_set(d, ST_LIMIT, (struct span){0, 0},
                                      "the time ran out at '%s'", path)
                           : ST_OK;
}

/* ---- public ------------------------------------------------------------------------------- */

enum status lint_paths(struct arena *a, struct budget *budget, const char *const *paths,
                       size_t count, struct findings *out, size_t *files, struct diag *d)
{
    struct linter l = {.arena = a, .budget = budget, .findings = out};
    struct paths list = {.arena = a};
    enum status st = ST_OK;

    *out = findings_in(a, "");
    for (size_t i = 0; i < count && st == ST_OK; i++)
        st = paths_add(&list, paths[i], d);
    for (size_t i = 0; i < list.count && st == ST_OK; i++)
        st = check_file(&l, list.at[i], d);
    findings_sort(out);
    *files = list.count;
    return st;
}
