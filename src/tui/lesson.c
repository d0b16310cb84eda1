/* lesson.c: the reader, page by page; its place is kept. */
#include "tui/internal.h"

#include <string.h>

struct place_in_text {
    const void *from; /* the part at the top, and how far down it: 0 .. 1 */
    double down;
    int top; /* the first line shown, at this size */
    struct region size;
};

struct reader {
    const struct entry *entry;
    struct lesson *lesson;
    const struct sheet *sheet;
    int page;    /* from 0 */
    bool placed; /* the size has changed since the reader moved; then: */
    struct place_in_text place;
    struct look look;
    bool stale; /* an answer was given meanwhile: lines are made anew */
};

static const struct sheet *sheet_at(const struct lesson *lesson, int page)
{
    const struct sheet *sheet = lesson->sheets;

    while (sheet && page-- > 0)
        sheet = sheet->next;
    return sheet;
}

/* ---- place ---------------------------------------------------------------------------------- */

static void save_place(struct app *app, const struct reader *r)
{
    bool last = !r->sheet->next && look_at_end(&r->look);
    struct store_place place = {r->entry->head.id, r->page, NULL, last, app->ts};
    struct diag d = {0};

    if (store_save_place(app->store, &place, &d) != ST_OK)
        app_say(app, "the place could not be saved: %s", d.message);
}

static void go_to(struct app *app, struct reader *r, int page)
{
    int last = (int)r->lesson->sheet_count - 1;

    r->page = page > last ? last : page < 0 ? 0 : page;
    r->sheet = sheet_at(r->lesson, r->page);
    r->look.top = 0;
    r->look.chosen = 0;
    r->stale = true;
    r->placed = false;
    save_place(app, r);
}

/* ---- draw ------------------------------------------------------------------------------------- */

static bool same_size(struct region a, struct region b)
{
    return a.rows == b.rows && a.columns == b.columns;
}

/* Lines of a part, from `first` on. */
static int lines_of(const struct text *t, int first)
{
    int n = 0;

    while (first + n < (int)t->count && t->lines[first + n].from == t->lines[first].from)
        n++;
    return n;
}

/* Where the reader was before the size changed: the part at the top, and how far down it. */
static struct place_in_text place_of(const struct look *l)
{
    struct place_in_text p = {.top = l->top, .size = l->body};
    int first = l->top;

    while (first > 0 && !l->text.lines[first].from)
        first--;
    if (first >= (int)l->text.count)
        return p;
    p.from = l->text.lines[first].from;
    while (first > 0 && l->text.lines[first - 1].from == p.from)
        first--;
    p.down = (double)(l->top - first) / lines_of(&l->text, first);
    return p;
}

/* At the old size exactly where it was, at another one at about the same words. */
static void return_to(struct look *l, struct place_in_text p)
{
    if (same_size(p.size, l->body)) {
        l->top = p.top;
        return;
    }
    for (int i = 0; p.from && i < (int)l->text.count; i++) {
        if (l->text.lines[i].from == p.from) {
            l->top = i + (int)(p.down * lines_of(&l->text, i) + 0.5);
            return;
        }
    }
}

static void lay(struct reader *r, struct region body)
{
    if (!r->stale && same_size(body, r->look.body))
        return;
    if (!r->stale && !r->placed) {
        r->place = place_of(&r->look);
        r->placed = true;
    }
    look_begin(&r->look, body, sheet_has_figure(r->sheet));
    look_add(&r->look, r->sheet);
    if (r->placed)
        return_to(&r->look, r->place);
    look_scroll(&r->look, 0);
    r->stale = false;
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct reader *r = view->self;

    (void)app;
    lay(r, body);
    look_draw(&r->look, body);
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    struct reader *r = view->self;
    bool narrow = app->screen->columns < 60;

    str_addf(left, narrow ? "%s" : "gradus \u203a %s", r->lesson->head.title);
    str_addf(right, narrow ? "%d/%zu" : "page %d of %zu", r->page + 1,
             r->lesson->sheet_count);
}

/* ---- keys --------------------------------------------------------------------------------------- */

static void open_task(struct app *app, struct reader *r, const struct task *task)
{
    uint64_t seed = task->has_seed ? task->seed : app_seed(app);
    const struct entry *entry;
    struct view *view = NULL;

    if (task->problem) {
        view = problem_of(app, task->problem, seed);
    } else if ((entry = library_problem(app->library, task->use))) {
        view = problem_new(app, entry, seed);
    } else {
        app_say(app, "the problem '%.40s' is not in this course", task->use);
    }
    r->stale = true;
    if (view)
        app_push(app, view);
}

static void open_part(struct app *app, struct reader *r, const struct part *part)
{
    struct view *view;

    switch (part->kind) {
    case PART_PROBLEM:
    case PART_QUIZ: open_task(app, r, part->task); break;
    case PART_DESCENT:
        view =
            theatre_new(app, NULL, &r->look.search, part->descent, r->lesson->head.title);
        if (view)
            app_push(app, view);
        break;
    default: look_unfold(&r->look, part); r->stale = true;
    }
}

/* The descent that is marked, else the first one of the page. */
static void watch(struct app *app, struct reader *r)
{
    const struct part *part = look_marked(&r->look);

    if (!part || part->kind != PART_DESCENT) {
        for (part = r->sheet->first; part && part->kind != PART_DESCENT;)
            part = part->next;
    }
    if (part)
        open_part(app, r, part);
    else
        app_say(app, "no descent on this page");
}

/* A page that asks for a problem to be solved first. */
static const struct part *closed_gate(struct app *app, const struct reader *r)
{
    for (const struct part *part = r->sheet->first; part; part = part->next) {
        bool task = part->kind == PART_PROBLEM || part->kind == PART_QUIZ;
        const char *id;

        if (!task || !part->task->gate)
            continue;
        id = part->task->use ? part->task->use : part->task->problem->head.id;
        if (!store_problem(app->store, id).solved)
            return part;
    }
    return NULL;
}

static void next(struct app *app, struct reader *r)
{
    if (!look_at_end(&r->look)) {
        look_scroll(&r->look, r->look.rows - 2);
        if (look_at_end(&r->look) && !r->sheet->next)
            save_place(app, r);
    } else if (r->sheet->next && closed_gate(app, r)) {
        app_say(app, "first the problem on this page: tab marks it, Enter opens it");
    } else if (r->sheet->next) {
        go_to(app, r, r->page + 1);
    } else {
        save_place(app, r);
        app_say(app, "this was the last page; q goes back to the course");
    }
}

static void previous(struct app *app, struct reader *r)
{
    if (r->look.top > 0)
        look_scroll(&r->look, -(r->look.rows - 2));
    else if (r->page > 0)
        go_to(app, r, r->page - 1);
    else
        app_say(app, "this is the first page");
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct reader *r = view->self;
    const struct part *marked = look_marked(&r->look);

    r->placed = false;
    switch (action) {
    case ACT_NEXT: next(app, r); break;
    case ACT_PREVIOUS: previous(app, r); break;
    case ACT_UP: look_scroll(&r->look, -1); break;
    case ACT_DOWN: look_scroll(&r->look, 1); break;
    case ACT_CHOOSE: look_mark(&r->look, 1); break;
    case ACT_CHOOSE_BACK: look_mark(&r->look, -1); break;
    case ACT_WATCH: watch(app, r); break;
    case ACT_FIRST: go_to(app, r, 0); break;
    case ACT_LAST: go_to(app, r, (int)r->lesson->sheet_count - 1); break;
    case ACT_OPEN_PART:
        if (marked)
            open_part(app, r, marked);
        else
            next(app, r);
        break;
    default: break;
    }
}

static enum where where(const struct view *view)
{
    (void)view;
    return ON_LESSON;
}

static void close_reader(struct app *app, struct view *view)
{
    struct reader *r = view->self;

    save_place(app, r);
    look_close(&r->look);
}

/* ---- lines of the file ---------------------------------------------------------------------- */

/* A stretch of the file that a part was made of. */
struct stretch {
    const struct part *part;
    int page;
    size_t from, to;
};

/* The part that holds a line; that of the text before it, where pictures have no lines. */
static struct stretch stretch_at(const struct lesson *lesson, size_t line, size_t lines)
{
    struct stretch found = {NULL, 0, 0, lines};
    int page = 0;

    for (const struct sheet *sheet = lesson->sheets; sheet; sheet = sheet->next, page++)
        for (const struct part *part = sheet->first; part; part = part->next) {
            if (part->line > line) {
                found.to = found.to < part->line ? found.to : part->line;
                continue;
            }
            found.page = page;
            if (part->kind == PART_TEXT || part == sheet->first)
                found = (struct stretch){part, page, part->line, lines};
        }
    return found;
}

size_t lesson_line(const struct view *view)
{
    const struct reader *r = view->self;
    struct place_in_text p = r->placed ? r->place : place_of(&r->look);
    size_t next = 0;

    for (const struct part *part = r->sheet->first; part; part = part->next) {
        if (part != p.from)
            continue;
        next = part->next ? part->next->line : part->line + 1;
        return part->line + (size_t)(p.down * (double)(next - part->line));
    }
    return r->sheet->first ? r->sheet->first->line : 0;
}

void lesson_show_line(struct app *app, struct view *view, size_t line, size_t lines)
{
    struct reader *r = view->self;
    struct stretch s = stretch_at(r->lesson, line, lines);

    if (!s.part)
        return;
    go_to(app, r, s.page);
    r->place = (struct place_in_text){
        .from = s.part,
        .down = s.to > s.from ? (double)(line - s.from) / (double)(s.to - s.from) : 0};
    r->placed = true;
}

static const struct view_kind kind = {draw, act, NULL, where, head, NULL, close_reader};

struct view *lesson_new(struct app *app, const struct entry *entry)
{
    struct view *view = view_new(&kind, sizeof(struct reader));
    struct reader *r = view->self;
    struct findings findings = findings_in(view->arena, entry->path);
    struct store_place place;
    int page = 0;

    r->entry = entry;
    r->look.app = app;
    r->look.keep = view->arena;
    r->look.search = app_search(app, view->arena);
    r->lesson = library_read_lesson(entry, &r->look.search, &findings);
    if (!r->lesson || !r->lesson->sheet_count) {
        app_say(app, "%s", findings_reason(&findings, "this lesson has no page"));
        arena_free(view->arena);
        return NULL;
    }
    r->look.names = &r->lesson->names;
    if (store_find_place(app->store, view->arena, entry->head.id, &place))
        page = place.page;
    go_to(app, r, page);
    return view;
}
