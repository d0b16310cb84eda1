/* app.c: the stack of views, and the two lines around the one on top. */
#include "tui/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- views -------------------------------------------------------------------------- */

struct view *view_new(const struct view_kind *kind, size_t size)
{
    struct arena *a = arena_new();
    struct view *view = arena_alloc(a, sizeof *view);

    view->kind = kind;
    view->arena = a;
    view->self = arena_alloc(a, size);
    return view;
}

void app_push(struct app *app, struct view *view)
{
    view->below = app->top;
    app->top = view;
    app->help = false;
}

void app_pop(struct app *app)
{
    struct view *view = app->top;

    app->top = view->below;
    if (view->kind->close)
        view->kind->close(app, view);
    arena_free(view->arena);
    if (!app->top)
        app->quit = true;
}

static void go_home(struct app *app)
{
    while (app->top && app->top->below)
        app_pop(app);
}

void app_say(struct app *app, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(app->said, sizeof app->said, fmt, args);
    va_end(args);
}

struct search app_search(struct app *app, struct arena *a)
{
    struct budget *budget = arena_alloc(a, sizeof *budget);

    *budget = budget_of(20000000);
    budget->expired = app->interrupted;
    return (struct search){pool_new(a, 1000000), budget};
}

uint64_t app_seed(struct app *app)
{
    return app->options.any_seed ? rng_next(&app->rng) >> 11 : app->options.seed;
}

/* ---- open, close --------------------------------------------------------------------- */

static struct store *open_store(const char *path, int64_t ts)
{
    char date[16] = "";
    time_t t = (time_t)ts;
    struct tm tm;
    struct store_options options = {path, date, schedule_review, NULL};

    if (gmtime_r(&t, &tm))
        strftime(date, sizeof date, "%Y-%m-%d", &tm);
    return store_open(&options);
}

/* The course of a file that is looked at comes before the others. */
static struct library *open_library(struct arena *a, const struct tui_options *options)
{
    const char *root = options->preview ? path_root(a, options->preview) : NULL;
    const char **folders = arena_array(a, options->folder_count + 1, sizeof *folders);
    struct library *library;
    size_t n = 0;

    if (root)
        folders[n++] = root;
    for (size_t i = 0; i < options->folder_count; i++)
        folders[n++] = options->folders[i];
    library = library_open(a, folders, n);
    if (options->lang)
        library_speak(library, options->lang);
    return library;
}

struct app *app_open(const struct tui_options *options, struct screen *screen, int64_t ts,
                     struct diag *d)
{
    struct arena *a = arena_new();
    struct app *app = arena_alloc(a, sizeof *app);

    app->arena = a;
    app->options = *options;
    app->screen = screen;
    app->ts = ts;
    app->rng.state = (uint64_t)ts ^ options->seed;
    app->library = open_library(a, options);
    if (!app->library->lesson_count && !app->library->problem_count && !options->watch &&
        !options->work && !options->preview) {
        diag_set(d, ST_IO, (struct span){0, 0}, "no lessons were found");
        diag_help(d, "say where they are with --course DIR or in GRADUS_PATH");
        arena_free(a);
        return NULL;
    }
    app->store = open_store(options->preview ? NULL : options->store, ts);
    if (options->preview && preview_open(app, options->preview, d) != ST_OK) {
        store_close(app->store);
        arena_free(a);
        return NULL;
    }
    return app;
}

void app_close(struct app *app)
{
    while (app->top)
        app_pop(app);
    edit_end();
    store_close(app->store);
    arena_free(app->arena);
}

/* ---- the first view -------------------------------------------------------------------- */

static void begin_lesson(struct app *app, const char *id)
{
    const struct entry *entry = library_lesson(app->library, id);
    struct view *view = entry ? lesson_new(app, entry) : NULL;

    if (view)
        app_push(app, view);
    else if (!entry)
        app_say(app, "there is no lesson '%.60s'", id);
}

static void begin_problem(struct app *app, const char *id)
{
    const struct entry *entry = library_problem(app->library, id);
    struct view *view = entry ? problem_new(app, entry, app_seed(app)) : NULL;

    if (view)
        app_push(app, view);
    else if (!entry)
        app_say(app, "there is no problem '%.60s'", id);
}

void app_begin(struct app *app)
{
    const struct tui_options *options = &app->options;

    if (app->preview)
        return; /* it stands there since it was opened */
    app_push(app, home_new(app));
    if (options->lesson)
        begin_lesson(app, options->lesson);
    else if (options->problem)
        begin_problem(app, options->problem);
    else if (options->watch)
        watch_open(app, options->watch, options->start, options->rate);
    else if (options->work)
        app_push(app, workbench_new(app, options->formula));
    if (store_reason(app->store)[0])
        app_say(app, "%s", store_reason(app->store));
}

/* ---- keys -------------------------------------------------------------------------------- */

static void perform(struct app *app, enum action action)
{
    switch (action) {
    case ACT_HELP:
        app->help = true;
        app->help_top = 0;
        break;
    case ACT_REDRAW: app->screen->redraw(app->screen); break;
    case ACT_HOME: go_home(app); break;
    case ACT_WORK: app_push(app, workbench_new(app, NULL)); break;
    case ACT_QUIT: app->quit = true; break;
    case ACT_BACK:
        if (!(app->top->kind->where(app->top) & ON_TYPING)) {
            app_pop(app);
            break;
        } /* a field is left by its view */
        /* fall through */
    default: app->top->kind->act(app, app->top, action);
    }
}

/* Any key but those that scroll closes the help. */
static void help_key(struct app *app, uint32_t key)
{
    if (key == PRESS_DOWN || key == 'j' || key == ' ' || key == PRESS_PAGE_DOWN)
        app->help_top += key == PRESS_DOWN || key == 'j' ? 1 : 8;
    else if (key == PRESS_UP || key == 'k' || key == PRESS_PAGE_UP || key == 'b')
        app->help_top -= key == PRESS_UP || key == 'k' ? 1 : 8;
    else
        app->help = false;
}

void app_key(struct app *app, uint32_t key)
{
    enum where where = app->top->kind->where(app->top);
    uint32_t prefix = app->prefix;
    enum action action;
    bool more;

    app->said[0] = '\0';
    app->prefix = 0;
    if (app->help) {
        help_key(app, key);
        return;
    }
    if (where & ON_TYPING && edit_wants(key)) {
        app->top->kind->type(app, app->top, key);
        return;
    }
    action = action_of(where, prefix, key, &more);
    if (action != ACT_NONE)
        perform(app, action);
    else if (more)
        app->prefix = key;
    else if (where & ON_TYPING)
        app->top->kind->type(app, app->top, key);
    else if (key != PRESS_NONE)
        app_say(app, "this key does nothing here; ? lists those that do");
}

int64_t app_tick(struct app *app)
{
    int64_t look = app->preview ? preview_tick(app) : -1, move = -1;

    if (app->top && app->top->kind->tick && !app->help)
        move = app->top->kind->tick(app, app->top);
    return move < 0 || (look >= 0 && look < move) ? look : move;
}

/* ---- frame ------------------------------------------------------------------------------- */

/* "r another", with the key that does it in this place: "F6 another" while typing. */
static const char *words_of_bar(struct screen *s, enum action a, unsigned where)
{
    const char *bar = action_row(a)->bar, *keys = action_keys(a, where);
    size_t n;

    if (!bar || !keys)
        return NULL;
    if (strncmp(bar, "\u23ce", 3) == 0)
        return s->ascii ? arena_printf(s->scratch, "Enter%s", bar + 3) : bar;
    n = strcspn(keys, " ");
    if (where & ON_TYPING && (strncmp(bar, keys, n) != 0 || bar[n] != ' '))
        return arena_printf(s->scratch, "%.*s%s", (int)n, keys, bar + strcspn(bar, " "));
    return bar;
}

/* As many words of the bottom line as fit, and the help at its right end. */
static void draw_bar(struct app *app, unsigned where, struct region all)
{
    struct screen *s = app->screen;
    const char *help = where & ON_TYPING ? "F1 help" : "? help";
    int row = all.rows - 1, at = 1, end = all.columns - (int)strlen(help) - 2;

    if (all.columns >= 30)
        screen_put_right(s, all, row, INK_FAINT, help);
    if (app->said[0]) {
        screen_put(s, (struct region){all.row, all.column, all.rows, end}, row, 1,
                   INK_ACCENT, app->said);
        return;
    }
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        const char *bar = words_of_bar(s, (enum action)a, where);
        int wide;

        if (!bar)
            continue;
        wide = (int)utf8_columns(bar, strlen(bar));
        if (at + wide > end)
            continue;
        screen_put(s, all, row, at, INK_PLAIN, bar);
        at += wide + 2;
    }
}

static void draw_head(struct app *app, struct region all)
{
    struct str left = str_in(app->screen->scratch), right = str_in(app->screen->scratch);
    int room;

    app->top->kind->head(app, app->top, &left, &right);
    room = all.columns - 2 - (int)utf8_columns(right.text, right.len);
    screen_put_cut(app->screen, (struct region){all.row, all.column, 1, room}, 0, 1,
                   INK_STRONG, left.text);
    screen_put_right(app->screen,
                     (struct region){all.row, all.column, 1, all.columns - 1}, 0,
                     INK_FAINT, right.text);
}

static void too_small(struct app *app, struct region all)
{
    screen_put(app->screen, all, 0, 0, INK_STRONG, "gradus needs");
    screen_put(app->screen, all, 1, 0, INK_STRONG, "30 x 8 cells");
    screen_put(app->screen, all, 2, 0, INK_PLAIN, "Make it larger,");
    screen_put(app->screen, all, 3, 0, INK_PLAIN, "or: gradus --plain");
}

/* One rule above, one below, where the screen is high enough. */
void app_draw(struct app *app)
{
    struct screen *s = app->screen;
    struct region all = screen_all(s), body = all;
    int margin = all.rows >= 16 ? 2 : 1;

    screen_clear(s);
    if (all.rows < 8 || all.columns < 30) {
        too_small(app, all);
        return;
    }
    body.row += margin;
    body.rows -= 2 * margin;
    draw_head(app, all);
    if (margin == 2) {
        screen_rule(s, all, 1);
        screen_rule(s, all, all.rows - 2);
    }
    app->top->kind->draw(app, app->top, body);
    draw_bar(app, app->top->kind->where(app->top), all);
    if (app->help)
        help_draw(app, app->top->kind->where(app->top));
}
