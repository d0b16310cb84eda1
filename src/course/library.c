/* library.c: lessons and problems below a list of folders.
 *
 *   folder/lessons/course.yaml    title, order or parts
 *   folder/lessons/ID.md          a lesson
 *   folder/problems/ID.md         a problem; ID.de.md is an overlay and passed over here
 *
 * Only regular files are read, and a link in a folder of lessons is not followed: packs
 * come from strangers. */
#include "course/internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_FILE = 256 * 1024, MOST_FILES = 5000 };

struct shelf { /* a library being filled */
    struct library *l;
    size_t lesson_cap, problem_cap;
};

/* ---- files ------------------------------------------------------------------- */

static bool is_small_file(int fd, struct stat *st)
{
    return fstat(fd, st) == 0 && S_ISREG(st->st_mode) && st->st_size <= LARGEST_FILE;
}

static bool read_whole(int fd, char *text, size_t size, size_t *n)
{
    ssize_t got;

    *n = 0;
    while (*n < size && (got = read(fd, text + *n, size - *n)) != 0) {
        if (got < 0)
            return false;
        *n += (size_t)got;
    }
    return true;
}

static enum status read_at(struct arena *a, int folder, const char *name, char **text,
                           size_t *n, struct diag *d)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct span nowhere = {0, 0};
    struct stat st;
    bool good;

    if (fd < 0)
        return diag_set(d, ST_IO, nowhere, "%s can't be opened", name);
    good = is_small_file(fd, &st);
    if (good) {
        *text = arena_alloc(a, (size_t)st.st_size + 1);
        good = read_whole(fd, *text, (size_t)st.st_size, n);
    }
    close(fd);
    if (!good)
        return diag_set(d, ST_IO, nowhere, "%s is no regular file of at most 256 KiB",
                        name);
    return ST_OK;
}

enum status library_read_file(struct arena *a, const char *path, char **text, size_t *n,
                              struct diag *d)
{
    return read_at(a, AT_FDCWD, path, text, n, d);
}

/* ---- names in a folder ------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The stem of "ID.md", NULL for other names. */
static const char *stem_of(struct arena *a, const char *name)
{
    size_t n = strlen(name);
    const char *stem;

    if (n < 4 || strcmp(name + n - 3, ".md") != 0)
        return NULL;
    stem = arena_strndup(a, name, n - 3);
    return id_is_valid(stem) ? stem : NULL;
}

static const char **stems_in(struct arena *a, int folder, size_t *count)
{
    int copy = dup(folder);
    DIR *dir = copy < 0 ? NULL : fdopendir(copy);
    const char **stems = NULL, *stem;
    size_t cap = 0;
    struct dirent *entry;

    *count = 0;
    if (!dir) {
        if (copy >= 0)
            close(copy);
        return NULL;
    }
    while ((entry = readdir(dir)) && *count < MOST_FILES) {
        if (!(stem = stem_of(a, entry->d_name)))
            continue;
        if (*count == cap) {
            stems = arena_grow(a, stems, *count, cap ? 2 * cap : 64, sizeof *stems);
            cap = cap ? 2 * cap : 64;
        }
        stems[(*count)++] = stem;
    }
    closedir(dir);
    if (*count)
        qsort(stems, *count, sizeof *stems, by_name);
    return stems;
}

/* ---- entries ------------------------------------------------------------------- */

static const struct entry *find_entry(const struct entry *at, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(at[i].head.id, id) == 0)
            return &at[i];
    return NULL;
}

static void add_entry(struct shelf *shelf, const struct entry *e)
{
    struct library *l = shelf->l;
    bool lesson = e->head.kind == FILE_LESSON;
    struct entry **at = lesson ? &l->lessons : &l->problems;
    size_t *count = lesson ? &l->lesson_count : &l->problem_count;
    size_t *cap = lesson ? &shelf->lesson_cap : &shelf->problem_cap;

    if (find_entry(*at, *count, e->head.id))
        return;
    if (*count == *cap) {
        *at = arena_grow(l->arena, *at, *count, *cap ? 2 * *cap : 64, sizeof **at);
        *cap = *cap ? 2 * *cap : 64;
    }
    (*at)[(*count)++] = *e;
}

/* Only the head is wanted here: what else is wrong with a file is told by lint. */
static void take_in(struct shelf *shelf, int folder, const char *root, const char *name,
                    enum file_kind kind, const char *stem)
{
    struct library *l = shelf->l;
    struct entry e = {.folder = root};
    struct file_parts parts;
    struct settings keys;
    struct diag d = {0};
    size_t errors = l->findings.errors, n;
    char *text;

    e.path = arena_printf(l->arena, "%s/%s/%s.md", root, name, stem);
    l->findings.file = e.path;
    if (read_at(l->arena, folder, arena_printf(l->arena, "%s.md", stem), &text, &n, &d) !=
        ST_OK) {
        findings_add(&l->findings, "L101", 0, 0, "%s", d.message);
        return;
    }
    if (!file_split(l->arena, text, n, &parts, &l->findings))
        return;
    keys = settings_of(l->arena, parts.front, "the front matter", &l->findings);
    head_read(&keys, kind, stem, &e.head);
    if (l->findings.errors == errors)
        add_entry(shelf, &e);
}

static int open_folder(int root, const char *name)
{
    return openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void take_folder(struct shelf *shelf, int root, const char *path, const char *name,
                        enum file_kind kind)
{
    int folder = open_folder(root, name);
    const char **stems;
    size_t n = 0;

    if (folder < 0)
        return;
    stems = stems_in(shelf->l->arena, folder, &n);
    for (size_t i = 0; i < n; i++)
        take_in(shelf, folder, path, name, kind, stems[i]);
    close(folder);
}

/* ---- courses ----------------------------------------------------------------- */

static void read_part(struct library *l, const struct yaml *y, struct course_part *part,
                      struct scalars *ids)
{
    struct settings s = settings_of(l->arena, y, "a part", &l->findings);

    settings_text(&s, "title", true, &part->title);
    settings_texts(&s, "lessons", ids);
    settings_end(&s);
}

static void read_order(struct library *l, struct settings *s, struct course *c,
                       struct scalars **ids)
{
    const struct yaml *parts = settings_get(s, "parts", false);
    size_t n = parts && parts->kind == YAML_ITEMS ? parts->count : 0;

    c->parts = arena_array(l->arena, n + 2, sizeof *c->parts);
    *ids = arena_array(l->arena, n + 2, sizeof **ids);
    for (size_t i = 0; i < n; i++)
        read_part(l, parts->items[i], &c->parts[i], &(*ids)[i]);
    c->part_count = n;
    settings_texts(s, "order", &(*ids)[n]);
    c->part_count += (*ids)[n].count > 0;
}

/* The ids each part names; an unknown one is left out and told. */
static void link_parts(struct library *l, struct course *c, const struct scalars *ids)
{
    for (size_t i = 0; i < c->part_count; i++) {
        struct course_part *part = &c->parts[i];

        part->lessons = arena_array(l->arena, ids[i].count + 1, sizeof(struct entry *));
        for (size_t k = 0; k < ids[i].count; k++) {
            const struct entry *e = library_lesson(l, ids[i].at[k].text);

            if (e)
                part->lessons[part->count++] = e;
            else
                findings_add(&l->findings, "L501", ids[i].at[k].line, ids[i].at[k].column,
                             "there is no lesson '%s'", ids[i].at[k].text);
        }
    }
}

static void read_course(struct library *l, const char *root, struct course *c,
                        struct scalars **ids)
{
    const char *path = arena_printf(l->arena, "%s/lessons/course.yaml", root);
    struct yaml *y;
    struct settings s;
    struct scalars unused = {0};
    char *text;
    size_t n;

    c->folder = root;
    c->title = root;
    l->findings.file = path;
    if (library_read_file(l->arena, path, &text, &n, NULL) != ST_OK)
        return;
    y = yaml_read(l->arena, text, n, 1, &l->findings);
    if (!y)
        return;
    s = settings_of(l->arena, y, "course.yaml", &l->findings);
    settings_text(&s, "title", true, &c->title);
    settings_texts(&s, "tags", &unused);
    settings_texts(&s, "skills", &unused);
    settings_texts(&s, "lang", &unused);
    read_order(l, &s, c, ids);
    settings_end(&s);
}

/* Lessons that a course names come first and in its order. The entries move, so the parts
 * are linked afterwards. */
static void order_lessons(struct library *l, struct scalars *const *ids)
{
    struct entry *ordered = arena_array(l->arena, l->lesson_count + 1, sizeof *ordered);
    size_t n = 0;

    for (size_t c = 0; c < l->course_count; c++)
        for (size_t i = 0; i < l->courses[c].part_count; i++)
            for (size_t k = 0; k < ids[c][i].count; k++) {
                const struct entry *e = library_lesson(l, ids[c][i].at[k].text);

                if (e && !find_entry(ordered, n, e->head.id))
                    ordered[n++] = *e;
            }
    for (size_t i = 0; i < l->lesson_count; i++)
        if (!find_entry(ordered, n, l->lessons[i].head.id))
            ordered[n++] = l->lessons[i];
    l->lessons = ordered;
}

/* ---- public ------------------------------------------------------------------ */

struct library *library_open(struct arena *a, const char *const *folders, size_t count)
{
    struct library *l = arena_alloc(a, sizeof *l);
    struct shelf shelf = {.l = l};
    struct scalars **ids = arena_array(a, count + 1, sizeof *ids);

    l->arena = a;
    l->findings = findings_in(a, "");
    l->courses = arena_array(a, count + 1, sizeof *l->courses);
    for (size_t i = 0; i < count; i++) {
        const char *path = arena_strdup(a, folders[i]);
        int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        if (root < 0)
            continue;
        take_folder(&shelf, root, path, "lessons", FILE_LESSON);
        take_folder(&shelf, root, path, "problems", FILE_PROBLEM);
        close(root);
        read_course(l, path, &l->courses[l->course_count], &ids[l->course_count]);
        l->course_count++;
    }
    order_lessons(l, ids);
    for (size_t i = 0; i < l->course_count; i++)
        link_parts(l, &l->courses[i], ids[i]);
    return l;
}

const struct entry *library_lesson(const struct library *l, const char *id)
{
    return find_entry(l->lessons, l->lesson_count, id);
}

const struct entry *library_problem(const struct library *l, const char *id)
{
    return find_entry(l->problems, l->problem_count, id);
}

static bool names_id(const struct scalars *ids, const char *id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (strcmp(ids->at[i].text, id) == 0)
            return true;
    return false;
}

const struct entry **library_problems_of(const struct library *l, const char *lesson_id,
                                         size_t *n)
{
    const struct entry **found =
        arena_array(l->arena, l->problem_count + 1, sizeof *found);

    *n = 0;
    for (size_t i = 0; i < l->problem_count; i++)
        if (names_id(&l->problems[i].head.requires_ids, lesson_id))
            found[(*n)++] = &l->problems[i];
    return found;
}

static bool read_file(const char *path, struct arena *a, char **text, size_t *n,
                      struct findings *findings)
{
    struct diag d = {0};

    findings->file = path;
    if (library_read_file(a, path, text, n, &d) == ST_OK)
        return true;
    findings_add(findings, "L101", 0, 0, "%s", d.message);
    return false;
}

struct lesson *library_read_lesson(const struct entry *e, const struct search *s,
                                   struct findings *findings)
{
    struct arena *a = pool_arena(s->pool);
    char *text, *overlay = NULL;
    size_t n, size = 0;

    if (!read_file(e->path, a, &text, &n, findings) ||
        (e->overlay && !read_file(e->overlay, a, &overlay, &size, findings)))
        return NULL;
    return lesson_read_in(s, text, n, overlay, size, e->head.id, findings);
}

struct problem *library_read_problem(const struct entry *e, struct arena *a,
                                     struct findings *findings)
{
    struct problem *p;
    char *text;
    size_t n;

    if (!read_file(e->path, a, &text, &n, findings))
        return NULL;
    p = problem_read(a, text, n, e->head.id, findings);
    if (!p || !e->overlay)
        return p;
    return read_file(e->overlay, a, &text, &n, findings) &&
                   problem_translate(p, text, n, findings)
               ? p
               : NULL;
}
