/* home.c: where to go on, the lessons, and a line to try a function. */
#include "tui/internal.h"

#include <stdlib.h>
#include <string.h>

struct item {
    enum { ITEM_CONTINUE, ITEM_REVIEW, ITEM_LESSON } kind;
    const struct entry *entry; /* a lesson or problem */
    const char *part;          /* the title above it, or NULL */
};

struct home {
    size_t count;
    struct item *items;
    size_t chosen;
    bool typing;
    char text[256];
    size_t at;
};

/* ---- items ------------------------------------------------------------------------------- */

static size_t due_count(struct app *app, struct arena *a, struct store_item **items)
{
    size_t n;

    *items = store_due(app->store, a, schedule_day(app->ts, app->seconds_east), &n);
    return n;
}

static const struct entry *continued(struct app *app, struct arena *a, int *page)
{
    struct store_place place;

    if (!store_find_place(app->store, a, NULL, &place))
        return NULL;
    *page = place.page;
    return library_lesson(app->library, place.lesson_id);
}

static void add(struct home *h, int kind, const struct entry *entry, const char *part)
{
    h->items[h->count].kind = kind;
    h->items[h->count].entry = entry;
    h->items[h->count++].part = part;
}

static void add_lessons(struct app *app, struct home *h)
{
    struct library *l = app->library;

    for (size_t c = 0; c < l->course_count; c++) {
        for (size_t p = 0; p < l->courses[c].part_count; p++) {
            const struct course_part *part = &l->courses[c].parts[p];

            for (size_t i = 0; i < part->count; i++)
                add(h, ITEM_LESSON, part->lessons[i], i ? NULL : part->title);
        }
    }
    if (!l->course_count) {
        for (size_t i = 0; i < l->lesson_count; i++)
            add(h, ITEM_LESSON, &l->lessons[i], NULL);
    }
}

/* What can be chosen changes with every answer. */
static void list_items(struct app *app, struct home *h)
{
    struct arena *a = app->screen->scratch;
    struct store_item *due;
    int page;
    const struct entry *entry = continued(app, a, &page);

    h->count = 0;
    h->items = arena_array(a, app->library->lesson_count + 3, sizeof *h->items);
    if (entry)
        add(h, ITEM_CONTINUE, entry, NULL);
    if (due_count(app, a, &due))
        add(h, ITEM_REVIEW, library_problem(app->library, due[0].problem_id), NULL);
    add_lessons(app, h);
    if (h->chosen >= h->count)
        h->chosen = h->count ? h->count - 1 : 0;
}

/* ---- draw ---------------------------------------------------------------------------------- */

static size_t solved_of(struct app *app, const struct entry *lesson, size_t *n)
{
    const struct entry **problems = library_problems_of(app->library, lesson->head.id, n);
    const char **ids = arena_array(app->screen->scratch, *n + 1, sizeof *ids);

    for (size_t i = 0; i < *n; i++)
        ids[i] = problems[i]->head.id;
    return store_count_solved(app->store, ids, *n);
}

/* A dot for each problem, filled for the solved ones. */
static void draw_solved(struct app *app, struct region in, int row, int column,
                        const struct entry *lesson)
{
    size_t n, solved = solved_of(app, lesson, &n);
    struct screen *s = app->screen;
    struct str dots = str_in(s->scratch);

    if (!n)
        return;
    for (size_t i = 0; i < n && n <= 8; i++)
        str_add(&dots, i < solved ? "\u25cf" : "\u25cb");
    screen_put(s, in, row, column, solved == n ? INK_GOOD : INK_PLAIN, dots.text);
    if (in.columns - column >= 24 || n > 8)
        screen_putf(s, in, row, column + (n > 8 ? 0 : 10), INK_FAINT, "%zu of %zu solved",
                    solved, n);
}

static void draw_item(struct app *app, struct region in, int row, const struct item *item,
                      bool chosen)
{
    struct screen *s = app->screen;
    bool wide = in.columns >= 60;
    int column = wide ? 5 : 3, end = wide ? 44 : in.columns - 9;
    enum ink ink = chosen ? INK_STRONG : INK_PLAIN;
    struct store_item *due;
    int page = 0;
    struct region title = {in.row, in.column, in.rows, end};

    if (chosen)
        screen_put(s, in, row, column - 2, INK_ACCENT, s->ascii ? ">" : "\u25b8");
    if (item->kind == ITEM_REVIEW) {
        screen_putf(s, in, row, column, ink, "Review     %zu due now",
                    due_count(app, s->scratch, &due));
        return;
    }
    if (item->kind == ITEM_CONTINUE) {
        continued(app, s->scratch, &page);
        screen_put_cut(s, title, row, column, ink,
                       arena_printf(s->scratch, wide ? "Continue   %s" : "Continue: %s",
                                    item->entry->head.title));
        if (wide)
            screen_putf(s, in, row, end + 2, INK_FAINT, "page %d", page + 1);
        return;
    }
    screen_put_cut(s, title, row, column, ink, item->entry->head.title);
    draw_solved(app, in, row, end + (wide ? 2 : 1), item->entry);
    if (in.columns >= 78 && item->entry->head.minutes)
        screen_putf(s, in, row, in.columns - 8, INK_FAINT, "%2d min",
                    item->entry->head.minutes);
}

/* Rows an item takes: a title and a blank line may stand above it. */
static int rows_above(const struct home *h, size_t i)
{
    const struct item *item = &h->items[i];
    bool first =
        item->kind == ITEM_LESSON && (i == 0 || h->items[i - 1].kind != ITEM_LESSON);

    if (item->part)
        return 2;
    return first && i > 0;
}

static void draw_list(struct app *app, const struct home *h, struct region in)
{
    int row = 0, chosen_row = 0, top;

    for (size_t i = 0; i <= h->chosen && i < h->count; i++)
        chosen_row += rows_above(h, i) + 1;
    top = chosen_row > in.rows ? chosen_row - in.rows : 0;
    for (size_t i = 0; i < h->count; i++) {
        row += rows_above(h, i);
        if (h->items[i].part)
            screen_put(app->screen, in, row - 1 - top, in.columns >= 60 ? 3 : 1,
                       INK_FAINT, h->items[i].part);
        draw_item(app, in, row - top, &h->items[i], i == h->chosen && !h->typing);
        row++;
    }
}

static void draw_try(struct app *app, const struct home *h, struct region in)
{
    struct screen *s = app->screen;
    int column = in.columns >= 60 ? 5 : 1;

    if (in.rows >= 3)
        screen_put(s, in, in.rows - 2, column, INK_FAINT,
                   "Try   = and type   x^4 - 3x^2 + x from 2 rate 0.05   to watch it");
    screen_put(s, in, in.rows - 1, column, h->typing ? INK_ACCENT : INK_FAINT, "\u203a");
    screen_put(s, in, in.rows - 1, column + 2, INK_PLAIN, h->text);
    if (h->typing)
        screen_cursor(s, in, in.rows - 1, column + 2 + (int)utf8_columns(h->text, h->at));
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct home *h = view->self;
    int below = body.rows >= 10 ? 4 : 1, above = body.rows >= 14;
    struct region list = {body.row + above, body.column, body.rows - below - above,
                          body.columns};

    list_items(app, h);
    draw_list(app, h, list);
    draw_try(app, h,
             (struct region){body.row + body.rows - below, body.column,
                             below - (below > 1), body.columns});
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    (void)view;
    str_add(left, "gradus");
    if (!store_is_saved(app->store))
        str_add(right, "progress is not saved");
    else if (store_waiting(app->store))
        str_addf(right, "%zu answers wait for being saved", store_waiting(app->store));
    else
        str_add(right, "saved");
}

/* ---- keys ---------------------------------------------------------------------------------- */

static void open_item(struct app *app, const struct item *item)
{
    struct view *view;

    if (!item->entry) {
        app_say(app, "its file is not in this course any more");
        return;
    }
    view = item->kind == ITEM_REVIEW
               ? problem_new(app, item->entry, rng_next(&app->rng) >> 11)
               : lesson_new(app, item->entry);
    if (view)
        app_push(app, view);
}

static void keep_text(struct home *h)
{
    size_t n = utf8_prefix(edit_text(), strlen(edit_text()), sizeof h->text / 4);

    memcpy(h->text, edit_text(), n);
    h->text[n] = '\0';
    h->at = edit_at() < n ? edit_at() : n;
}

static void watch_typed(struct app *app, struct home *h)
{
    if (!h->text[0]) {
        app_say(app, "type a function of x first; esc leaves the line");
        return;
    }
    edit_remember(h->text);
    if (strstr(h->text, " from ") || strstr(h->text, " rate ")) {
        watch_open(app, h->text, NULL, NULL);
    } else {
        h->typing = false;
        app_push(app, workbench_new(app, h->text));
    }
}

static void move(struct home *h, int by)
{
    long to = (long)h->chosen + by, last = (long)h->count - 1;

    h->chosen = (size_t)(to < 0 ? 0 : to > last ? (last < 0 ? 0 : last) : to);
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct home *h = view->self;

    list_items(app, h);
    switch (action) {
    case ACT_OPEN:
        if (h->count)
            open_item(app, &h->items[h->chosen]);
        break;
    case ACT_CONTINUE:
        if (h->count)
            open_item(app, &h->items[0]);
        break;
    case ACT_TRY:
        h->typing = true;
        edit_begin(h->text, h->at, HISTORY_TRY);
        break;
    case ACT_WATCH_TYPED: watch_typed(app, h); break;
    case ACT_BACK: h->typing = false; break;
    case ACT_UP: move(h, -1); break;
    case ACT_DOWN: move(h, 1); break;
    case ACT_PAGE_UP: move(h, -8); break;
    case ACT_PAGE_DOWN: move(h, 8); break;
    case ACT_FIRST: h->chosen = 0; break;
    case ACT_LAST: move(h, (int)h->count); break;
    default: break;
    }
}

static void type(struct app *app, struct view *view, uint32_t key)
{
    struct home *h = view->self;

    (void)app;
    edit_key(key);
    keep_text(h);
}

static enum where where(const struct view *view)
{
    return ((const struct home *)view->self)->typing ? ON_TRY : ON_HOME;
}

static const struct view_kind kind = {draw, act, type, where, head, NULL, NULL};

struct view *home_new(struct app *app)
{
    (void)app;
    return view_new(&kind, sizeof(struct home));
}
