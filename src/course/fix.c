/* fix.c: what lint can put right by itself, without a change of meaning.
 *
 *   L102   blanks or a byte order mark around the first ---
 *   L113   reject: [a, value(f, at=2)]     ->     reject:
 *                                                   - a
 *                                                   - value(f, at=2)
 *   L110  the same where YAML gave up at a bracket of its own: [it[1], it[2]]
 *
 * A file is written anew beside itself and then put in its place in one step, so that it is
 * never half there. What is behind a fix that can't be made stays as it is. */
#include "course/internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct span nowhere;

struct patch { /* text[from, to) becomes new */
    size_t from, to, line;
    const char *new, *says;
};

struct patches {
    struct arena *arena;
    const char *text;
    size_t n, count, cap;
    struct patch *at;
};

static void add_patch(struct patches *p, struct patch patch)
{
    if (p->count == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 8;

        p->at = arena_grow(p->arena, p->at, p->count, cap, sizeof *p->at);
        p->cap = cap;
    }
    p->at[p->count++] = patch;
}

/* ---- L102: the first line ------------------------------------------------------------- */

static bool is_mark(const char *text, size_t n)
{
    return n >= 3 && !memcmp(text, "\xef\xbb\xbf", 3);
}

static void patch_first_line(struct patches *p)
{
    size_t from = is_mark(p->text, p->n) ? 3 : 0, to;

    while (from < p->n && strchr(" \t\r\n", p->text[from]))
        from++;
    if (p->n - from < 3 || memcmp(p->text + from, "---", 3) != 0)
        return;
    to = from + 3;
    while (to < p->n && strchr(" \t", p->text[to]))
        to++;
    if (to < p->n && (p->text[to] == '\n' || p->text[to] == '\r') && (from || to > 3))
        add_patch(p,
                  (struct patch){0, to, 1, "---", "nothing but --- in the first line"});
}

/* ---- L113: lists of expressions ------------------------------------------------------------ */

/* Behind a quoted text that begins at `at`; n if it has no end. */
static size_t behind_quote(const char *text, size_t at, size_t n)
{
    char quote = text[at++];

    while (at < n && text[at] != quote)
        at += quote == '"' && text[at] == '\\' ? 2 : 1;
    return at < n ? at + 1 : n;
}

/* The end of an item of a flow list: a comma or the bracket that closes the list, outside of
 * quotes and of brackets of its own. n if there is none. */
static size_t item_end(const char *text, size_t at, size_t n)
{
    long depth = 0;

    while (at < n) {
        char c = text[at];

        if (!depth && (c == ',' || c == ']'))
            return at;
        if (c == '#')
            return n; /* a comment within would be lost */
        depth += !!strchr("([{", c) - !!strchr(")]}", c);
        at = c == '"' || c == '\'' ? behind_quote(text, at, n) : at + 1;
    }
    return n;
}

static bool needs_quotes(const char *item)
{
    size_t n = strlen(item);

    return strchr("{}[]!&*%@|>#`,?:", *item) || !strncmp(item, "- ", 2) ||
           strstr(item, ": ") || strstr(item, " #") || item[n - 1] == ':';
}

static void add_item(struct str *out, struct arena *a, const char *indent,
                     const char *text, size_t n)
{
    const char *item;

    while (n && strchr(" \t\r\n", *text)) {
        text++;
        n--;
    }
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    if (!n)
        return;
    item = arena_strndup(a, text, n);
    str_addf(out, "\n%s- ", indent);
    if (*item == '"' || *item == '\'' || !needs_quotes(item)) {
        str_add(out, item);
        return;
    }
    str_add(out, "'");
    for (; *item; item++)
        str_addf(out, *item == '\'' ? "''" : "%c", *item);
    str_add(out, "'");
}

/* The blanks and dashes of the line up to its key, as blanks, and two more. */
static const char *indent_of(struct patches *p, size_t line_begin, size_t list)
{
    size_t n = strspn(p->text + line_begin, " -");

    return line_begin + n < list ? arena_printf(p->arena, "%*s", (int)n + 2, "") : NULL;
}

/* Is the line up to the list "key: ", perhaps behind dashes? Within {...} it is not. */
static bool is_own_key(const char *text, size_t from, size_t list)
{
    size_t at = from + strspn(text + from, " -");

    while (at < list &&
           (text[at] == '_' || text[at] == '-' || (text[at] >= 'a' && text[at] <= 'z')))
        at++;
    if (at == list || text[at] != ':')
        return false;
    at++;
    return at + strspn(text + at, " \t") == list;
}

/* Blanks, and perhaps a comment, up to the end of the line. */
static bool ends_line(const char *text, size_t at, size_t n)
{
    while (at < n && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'))
        at++;
    return at >= n || text[at] == '\n';
}

static void patch_list(struct patches *p, const struct findings *findings, size_t line,
                       size_t column)
{
    struct str out = str_in(p->arena);
    struct span at;
    size_t list, end, from;
    const char *indent;

    if (!place_line(findings, line, &at))
        return;
    list = at.from;
    for (size_t i = 1; i < column && list < at.to; i++)
        list = utf8_next(p->text, at.to, list);
    indent = list < at.to && p->text[list] == '[' && is_own_key(p->text, at.from, list)
                 ? indent_of(p, at.from, list)
                 : NULL;
    if (!indent)
        return;
    for (end = from = list + 1;; from = end + 1) {
        end = item_end(p->text, from, p->n);
        if (end == p->n)
            return;
        add_item(&out, p->arena, indent, p->text + from, end - from);
        if (p->text[end] == ']')
            break;
    }
    if (!out.len || !ends_line(p->text, end + 1, p->n))
        return;
    while (list > at.from && p->text[list - 1] == ' ')
        list--;
    add_patch(p, (struct patch){list, end + 1, line, out.text,
                                "one expression a line, in place of [...]"});
}

/* Keys that hold expressions, and in them lists that YAML could not read. */
static void patch_unread_lists(struct patches *p, const struct findings *findings)
{
    static const char *const keys[] = {"reject", "accept", "where", "checks"};
    struct span at;

    for (size_t line = 2; place_line(findings, line, &at); line++) {
        size_t key = at.from + strspn(p->text + at.from, " -"), n;

        if (!strncmp(p->text + at.from, "---", 3))
            return;
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            n = strlen(keys[i]);
            if (key + n >= at.to || strncmp(p->text + key, keys[i], n) != 0 ||
                p->text[key + n] != ':')
                continue;
            n += 1 + strspn(p->text + key + n + 1, " ");
            patch_list(p, findings, line,
                       place_characters(p->text + at.from, key + n - at.from) + 1);
        }
    }
}

/* ---- files ---------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct patch *x = a, *y = b;

    return (x->from > y->from) - (x->from < y->from);
}

static void collect(struct patches *p, const struct findings *all, const char *path)
{
    struct findings file = {.source = p->text, .source_size = p->n};
    bool unread = false;

    for (size_t i = 0; i < all->count; i++) {
        const struct finding *f = &all->at[i];

        if (strcmp(f->file, path) != 0)
            continue;
        if (!strcmp(f->code, "L102"))
            patch_first_line(p);
        if (!strcmp(f->code, "L113"))
            patch_list(p, &file, f->line, f->column);
        unread |= !strcmp(f->code, "L110");
    }
    if (unread)
        patch_unread_lists(p, &file);
    if (p->count)
        qsort(p->at, p->count, sizeof *p->at, by_place);
}

static const char *patched(const struct patches *p)
{
    struct str out = str_in(p->arena);
    size_t at = 0;

    for (size_t i = 0; i < p->count; i++) {
        if (p->at[i].from < at)
            continue;
        str_addf(&out, "%.*s%s", (int)(p->at[i].from - at), p->text + at, p->at[i].new);
        at = p->at[i].to;
    }
    str_add(&out, p->text + at);
    return out.text;
}

static enum status replace_file(struct arena *a, const char *path, const char *text,
                                struct diag *d)
{
    const char *beside =
        arena_printf(a, "%s/.%s.XXXXXX", path_folder(a, path), path_base(path));
    char *name = arena_strdup(a, beside);
    struct stat s;
    int fd = mkstemp(name);
    bool good = fd >= 0;

    if (good && stat(path, &s) == 0)
        good = fchmod(fd, s.st_mode & 07777) == 0;
    good = good && write_all(fd, text, strlen(text)) && fsync(fd) == 0;
    good = (fd < 0 || close(fd) == 0) && good;
    good = good && rename(name, path) == 0;
    if (!good && fd >= 0)
        unlink(name);
    return good ? ST_OK
                : diag_set(d, ST_IO, nowhere, "%s can't be written: %s", path,
                           strerror(errno));
}

static enum status fix_file(struct arena *a, const struct findings *all, const char *path,
                            struct findings *fixed, struct diag *d)
{
    struct patches p = {.arena = a};
    char *text;
    enum status st = library_read_file(a, path, &text, &p.n, d);

    if (st != ST_OK)
        return st;
    p.text = text;
    collect(&p, all, path);
    if (!p.count || memchr(text, '\0', p.n))
        return ST_OK;
    st = replace_file(a, path, patched(&p), d);
    fixed->file = path;
    for (size_t i = 0; i < p.count && st == ST_OK; i++)
        findings_add(fixed, "fixed", p.at[i].line, 0, "%s", p.at[i].says);
    return st;
}

enum status lint_fix(struct arena *a, const struct findings *all, struct findings *fixed,
                     struct diag *d)
{
    enum status st = ST_OK;

    for (size_t i = 0; i < all->count && st == ST_OK; i++)
        if (!i || strcmp(all->at[i].file, all->at[i - 1].file) != 0)
            st = fix_file(a, all, all->at[i].file, fixed, d);
    return st;
}
