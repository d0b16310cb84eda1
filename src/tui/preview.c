/* preview.c: a file of an author as learners will meet it, read again when it is saved.
 *
 *   the panel, at the bottom of the stack     what lint finds, and where
 *   the lesson or the problem on top of it    unless there is an error in the file
 *
 * Enter shows a page with an error too, if it can be read at all.
 *
 * The file is looked at each time the loop wakes, at most every 300 ms: its date, its size,
 * its number. After a change the reader stands where the change was made. */
#include "tui/internal.h"

#include <string.h>
#include <sys/stat.h>

enum { POLL = 300 };

struct stamp { /* two that are equal: nobody has saved in between */
    bool there;
    int64_t seconds, nanoseconds, size;
    uint64_t number;
};

struct panel {
    const char *path; /* the file that is edited: the entry's, or its overlay */
    struct entry entry;
    struct stamp stamp;
    int64_t next;       /* when to look again */
    bool begun;         /* the file was read */
    struct arena *held; /* of the text and its findings */
    char *text;
    size_t n;
    enum file_kind kind;
    struct findings findings;
    uint64_t seed;
    int top;
};

static struct panel *panel_of(const struct app *app)
{
    return app->preview->self;
}

/* The lesson or problem above the panel, whatever was opened from there; or NULL. */
static struct view *shown(const struct app *app)
{
    struct view *view = app->top;

    while (view && view->below != app->preview)
        view = view->below;
    return view;
}

/* ---- places --------------------------------------------------------------------------------- */

/* The line of the new text in which the first change stands; 0: there is none. */
static size_t changed_line(const char *old, size_t old_size, const char *new, size_t n)
{
    size_t i = 0;

    while (i < n && i < old_size && old[i] == new[i])
        i++;
    return i == n && i == old_size ? 0 : line_of(new, i);
}

/* Where the reader is to stand after a change: at it, if it is one of the text; else where
 * he was, lines above counted in. */
static size_t place_after(struct app *app, const char *new, size_t n)
{
    const struct panel *p = panel_of(app);
    size_t line = changed_line(p->text, p->n, new, n);
    struct arena *a = arena_new();
    struct findings ignored = findings_in(a, "");
    struct file_parts parts;
    bool in_text = file_split(a, new, n, &parts, &ignored) && line >= parts.body_line;

    arena_free(a);
    if (in_text || !shown(app) || p->kind != FILE_LESSON)
        return in_text ? line : 0;
    line = lesson_line(shown(app));
    line += line_of(new, n);
    return line > line_of(p->text, p->n) ? line - line_of(p->text, p->n) : 1;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static const char *counted(struct app *app, size_t n, const char *one)
{
    return arena_printf(app->screen->scratch, "%zu %s%s", n, one, n == 1 ? "" : "s");
}

/* The file on top of the panel, if it can be read. */
static void show(struct app *app, size_t line)
{
    struct panel *p = panel_of(app);
    struct view *view;

    view = p->kind == FILE_LESSON ? lesson_new(app, &p->entry)
                                  : problem_new(app, &p->entry, p->seed);
    if (!view)
        return;
    app_push(app, view);
    if (line && p->kind == FILE_LESSON)
        lesson_show_line(app, view, line, line_of(p->text, p->n));
    if (p->findings.warnings)
        app_say(app, "%s: esc shows what lint says",
                counted(app, p->findings.warnings, "warning"));
}

static void take(struct app *app, struct arena *held, char *text, size_t n, size_t line)
{
    struct panel *p = panel_of(app);
    struct search s = app_search(app, held);
    struct view *view = shown(app);
    struct diag d = {0};
    size_t files;

    if (view && p->kind == FILE_PROBLEM)
        p->seed = problem_seed(view);
    while (app->top != app->preview)
        app_pop(app);
    if (p->held)
        arena_free(p->held);
    p->held = held;
    p->text = text;
    p->n = n;
    p->top = 0;
    app->said[0] = '\0';
    if (lint_paths(held, s.budget, &p->path, 1, &p->findings, &files, &d) != ST_OK)
        app_say(app, "%s", d.message);
    if (!p->findings.errors)
        show(app, line);
}

static void read_again(struct app *app)
{
    struct panel *p = panel_of(app);
    struct arena *held = arena_new();
    struct diag d = {0};
    char *text;
    size_t n;

    if (library_read_file(held, p->path, &text, &n, &d) != ST_OK) {
        app_say(app, "%s", d.message);
        arena_free(held);
    } else if (p->begun && n == p->n && !memcmp(text, p->text, n)) {
        arena_free(held);
    } else {
        take(app, held, text, n, p->begun ? place_after(app, text, n) : 0);
        p->begun = true;
    }
}

static struct stamp stamp_of(const char *path)
{
    struct stat s;

    if (stat(path, &s) != 0)
        return (struct stamp){.there = false};
    return (struct stamp){true, (int64_t)s.st_mtim.tv_sec, (int64_t)s.st_mtim.tv_nsec,
                          (int64_t)s.st_size, (uint64_t)s.st_ino};
}

static bool same_stamp(struct stamp a, struct stamp b)
{
    return a.there == b.there && a.seconds == b.seconds &&
           a.nanoseconds == b.nanoseconds && a.size == b.size && a.number == b.number;
}

int64_t preview_tick(struct app *app)
{
    struct panel *p = panel_of(app);
    struct stamp now;

    if (p->begun && app->now < p->next)
        return p->next;
    p->next = app->now + POLL;
    now = stamp_of(p->path);
    if (p->begun && same_stamp(now, p->stamp))
        return p->next;
    p->stamp = now;
    if (now.there)
        read_again(app);
    else
        app_say(app, "the file is not there; it is shown as it was");
    return p->next;
}

/* ---- the panel ---------------------------------------------------------------------------------- */

/* The line of the file, and a caret below the character. */
static void add_source(struct text *t, const struct panel *p, const struct finding *f)
{
    const char *at = p->text, *end = p->text + p->n, *stop;
    size_t before, columns;

    for (size_t i = 1; i < f->line && at; i++)
        if ((at = memchr(at, '\n', (size_t)(end - at))))
            at++;
    if (!f->line || !at)
        return;
    stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop ? stop : end;
    columns = utf8_columns(at, (size_t)(stop - at));
    if (!columns || columns + 4 > (size_t)t->width ||
        memchr(at, '\t', (size_t)(stop - at)))
        return;
    text_say(t, STYLE_CODE, 4, arena_strndup(t->arena, at, (size_t)(stop - at)));
    for (before = 0; f->column > 1 && before < f->column - 1 && at < stop; before++)
        at += utf8_next(at, (size_t)(stop - at), 0);
    if (f->column)
        text_say(t, STYLE_BAD, 4 + (int)before, "^");
}

static void add_finding(struct text *t, const struct panel *p, const struct finding *f)
{
    const char *place = f->line ? arena_printf(t->arena, "line %zu: ", f->line) : "";

    text_blank(t);
    text_say(t, f->severity == SEVERITY_ERROR ? STYLE_BAD : STYLE_STRONG, 0,
             arena_printf(t->arena, "%s%s %s: %s", place, severity_name(f->severity),
                          f->code, f->message));
    add_source(t, p, f);
    if (f->help)
        text_say(t, STYLE_FAINT, 4, f->help);
}

/* Errors first: they are what stands in the way. */
static struct text panel_text(struct app *app, struct region body)
{
    struct panel *p = panel_of(app);
    struct text t = text_in(app->screen->scratch, body.columns - 2, app->screen->ascii);
    const struct findings *all = &p->findings;

    text_say(&t, all->errors ? STYLE_BAD : STYLE_STRONG, 0,
             !p->begun ? "The file can't be read."
             : all->count
                 ? arena_printf(t.arena, "%s, %s. %s", counted(app, all->errors, "error"),
                                counted(app, all->warnings, "warning"),
                                all->errors
                                    ? "The page comes back when the file is right."
                                    : "Enter shows the page.")
                 : "Nothing found. Enter shows the page.");
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < all->count; i++)
            if ((all->at[i].severity == SEVERITY_ERROR) == !round)
                add_finding(&t, p, &all->at[i]);
    return t;
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct panel *p = view->self;
    struct text t = panel_text(app, body);
    int last = (int)t.count > body.rows ? (int)t.count - body.rows : 0;

    p->top = p->top > last ? last : p->top < 0 ? 0 : p->top;
    for (int row = 0; row < body.rows && p->top + row < (int)t.count; row++) {
        const struct text_line *line = &t.lines[p->top + row];
        int column = 1 + line->indent;

        for (const struct run *run = line->runs; run; run = run->next)
            column += screen_put(app->screen, body, row, column, (enum ink)run->style,
                                 run->text);
    }
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct panel *p = view->self;

    switch (action) {
    case ACT_OPEN: show(app, 0); break;
    case ACT_UP: p->top--; break;
    case ACT_DOWN: p->top++; break;
    case ACT_PAGE_UP: p->top -= 10; break;
    case ACT_PAGE_DOWN: p->top += 10; break;
    case ACT_FIRST: p->top = 0; break;
    case ACT_LAST: p->top = 1000000; break;
    default: break;
    }
}

static enum where where(const struct view *view)
{
    (void)view;
    return ON_PREVIEW;
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    const struct panel *p = view->self;

    (void)app;
    str_addf(left, "preview \u203a %s", p->path);
    str_add(right, p->kind == FILE_LESSON ? "lesson" : "problem");
}

static void close_panel(struct app *app, struct view *view)
{
    struct panel *p = view->self;

    if (p->held)
        arena_free(p->held);
    app->preview = NULL;
}

static const struct view_kind kind = {draw, act, NULL, where, head, NULL, close_panel};

struct entry preview_entry(struct arena *a, const char *path)
{
    const char *stem = path_stem(a, path);
    const char *id = stem ? arena_strndup(a, stem, strcspn(stem, ".")) : path;
    struct entry e = {.path = arena_strdup(a, path), .head = {.id = id, .title = id}};

    if (stem && strchr(stem, '.')) {
        e.overlay = e.path;
        e.path = arena_printf(a, "%.*s%s.md", (int)(strlen(path) - strlen(stem) - 3),
                              path, id);
    }
    return e;
}

enum status preview_open(struct app *app, const char *path, struct diag *d)
{
    struct view *view = view_new(&kind, sizeof(struct panel));
    struct panel *p = view->self;
    char *text;
    size_t n;
    enum status st;

    p->path = arena_strdup(view->arena, path);
    p->entry = preview_entry(view->arena, path);
    st = library_read_file(view->arena, path, &text, &n, d);
    if (st == ST_OK)
        st = library_read_file(view->arena, p->entry.path, &text, &n, d);
    if (st != ST_OK) {
        arena_free(view->arena);
        return st;
    }
    p->kind = file_kind_of(view->arena, text, n);
    p->seed = app->options.seed;
    app->preview = view;
    app_push(app, view);
    return ST_OK;
}
