/* paths.c: which files an author means by a path.
 *
 *   course/            the .md files of lessons and problems, and lessons/course.yaml
 *   folder/            the .md files in it
 *   folder/ID.md       that file
 */
#include "course/internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FILES = 5000 };

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *path_folder(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

const char *path_root(struct arena *a, const char *path)
{
    const char *folder = path_folder(a, path), *name = path_base(folder);

    if (strcmp(name, "lessons") != 0 && strcmp(name, "problems") != 0)
        return NULL;
    return path_folder(a, folder);
}

const char *path_stem(struct arena *a, const char *path)
{
    const char *name = path_base(path);
    size_t n = strlen(name);

    return n > 3 && !strcmp(name + n - 3, ".md") ? arena_strndup(a, name, n - 3) : NULL;
}

static void add_path(struct paths *l, const char *path)
{
    if (l->count == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;

        l->at = arena_grow(l->arena, l->at, l->count, cap, sizeof *l->at);
        l->cap = cap;
    }
    l->at[l->count++] = path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lessons and problems have ids for names; README.md and the like are passed over. */
static bool is_ours(struct arena *a, const char *name)
{
    const char *stem = path_stem(a, name), *dot;

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

static enum status add_folder(struct paths *l, const char *path, struct diag *d)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t before = l->count;

    if (!dir)
        return diag_set(d, ST_IO, (struct span){0, 0}, "cannot open '%s'", path);
    while ((entry = readdir(dir)) && l->count - before < MOST_FILES)
        if (is_ours(l->arena, entry->d_name))
            add_path(l, arena_printf(l->arena, "%s/%s", path, entry->d_name));
    closedir(dir);
    if (l->count > before)
        qsort(l->at + before, l->count - before, sizeof *l->at, by_name);
    return ST_OK;
}

enum status paths_add(struct paths *l, const char *given, struct diag *d)
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
