/* lint.c: files and folders of an author, each looked at as a learner will meet it.
 *
 *   course/            the .md files of lessons and problems, and lessons/course.yaml
 *   folder/            the .md files in it
 *   folder/ID.md       that file
 *
 * A file in a folder called lessons or problems is also held against the rest of the course
 * around it. */
#include "course/lint.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 5000, NODES = 400000 };

struct linter {
    struct arena *arena;
    struct budget *budget;
    struct findings *findings;
    size_t files, cap;
    const char **paths;
    const char *root; /* of the library that is open, or NULL */
    struct library *library;
};

/* ---- paths ----------------------------------------------------------------------------- */

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

/* The folder of the course that a file belongs to, or NULL. */
static const char *root_of(struct arena *a, const char *path)
{
    const char *folder = folder_of(a, path), *name = base_of(folder);

    if (strcmp(name, "lessons") != 0 && strcmp(name, "problems") != 0)
        return NULL;
    return folder_of(a, folder);
}

static const char *stem_of(struct arena *a, const char *path)
{
    const char *name = base_of(path);
    size_t n = strlen(name);

    return n > 3 && !strcmp(name + n - 3, ".md") ? arena_strndup(a, name, n - 3) : NULL;
}

static void add_path(struct linter *l, const char *path)
{
    if (l->files == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;

        l->paths = arena_grow(l->arena, l->paths, l->files, cap, sizeof *l->paths);
        l->cap = cap;
    }
    l->paths[l->files++] = path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lessons and problems have ids for names; README.md and the like are passed over. */
static bool is_ours(struct arena *a, const char *name)
{
    const char *stem = stem_of(a, name), *dot;

    if (!strcmp(name, "course.yaml"))
        return true;
    if (!stem)
        return false;
    dot = strchr(stem, '.');
    return id_is_valid(dot ? arena_strndup(a, stem, (size_t)(dot - stem)) : stem);
}

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static enum status add_folder(struct linter *l, const char *path, struct diag *d)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t before = l->files;

    if (!dir)
        return diag_set(d, ST_IO, (struct span){0, 0}, "cannot open '%s'", path);
    while ((entry = readdir(dir)) && l->files - before < MOST_FILES)
        if (is_ours(l->arena, entry->d_name))
            add_path(l, arena_printf(l->arena, "%s/%s", path, entry->d_name));
    closedir(dir);
    if (l->files > before)
        qsort(l->paths + before, l->files - before, sizeof *l->paths, by_name);
    return ST_OK;
}

static enum status add_argument(struct linter *l, const char *given, struct diag *d)
{
    size_t n = strlen(given);
    const char *path, *lessons, *problems;
    enum status st = ST_OK;

    while (n > 1 && given[n - 1] == '/')
        n--;
    path = arena_strndup(l->arena, given, n);
    given = strcmp(path, ".") ? arena_printf(l->arena, "%s/", path) : "";
    lessons = arena_printf(l->arena, "%slessons", given);
    problems = arena_printf(l->arena, "%sproblems", given);
    if (!is_folder(path)) {
        add_path(l, path);
        return ST_OK;
    }
    if (!is_folder(lessons) && !is_folder(problems))
        return add_folder(l, path, d);
    if (is_folder(lessons))
        st = add_folder(l, lessons, d);
    if (st == ST_OK && is_folder(problems))
        st = add_folder(l, problems, d);
    return st;
}

/* ---- one file ---------------------------------------------------------------------------- */

static const struct library *library_of(struct linter *l, const char *path)
{
    const char *root = root_of(l->arena, path);

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
    const char *original = arena_printf(l->arena, "%s/%.*s.md", folder_of(l->arena, path),
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
    const char *stem = stem_of(l->arena, path);
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
    lesson = kind && kind->text ? !strcmp(kind->text, "lesson")
                                : !strcmp(base_of(folder_of(l->arena, path)), "lessons");
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

        if (strcmp(base_of(found->file), "course.yaml") != 0)
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
    if (!strcmp(base_of(path), "course.yaml"))
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
    enum status st = ST_OK;

    *out = findings_in(a, "");
    for (size_t i = 0; i < count && st == ST_OK; i++)
        st = add_argument(&l, paths[i], d);
    for (size_t i = 0; i < l.files && st == ST_OK; i++)
        st = check_file(&l, l.paths[i], d);
    findings_sort(out);
    *files = l.files;
    return st;
}
