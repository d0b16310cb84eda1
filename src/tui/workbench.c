/* workbench.c: type a function and see what is known about it.
 *
 *   f(x) = x^3 - 3x                               on ...
 *   f'   = 3x^2 - 3  =  3(x - 1)(x + 1)
 *   picture with marks, a point to trace | table, signs, proof, steps
 *   > the line that is typed
 *     how it is read, or what is wrong with it
 */
#include "tui/bench.h"

#include <math.h>
#include <string.h>

enum { BESIDE = 76, STACKED_ROWS = 16 };

struct bench {
    char text[TYPED_MAX];
    size_t at;                 /* caret */
    bool typing, steps, words; /* words: the text is shown where one pane must do */
    struct arena *arena;       /* of the facts */
    struct facts *facts;       /* or NULL */
    struct diag mistake;       /* of the text, status ST_OK: none */
    struct axis x;
    double trace; /* NaN: nothing is traced */
    long chosen;  /* a spot, or -1 */
    int top;      /* of the text */
};

/* ---- asking ------------------------------------------------------------------------- */

static void ask(struct app *app, struct bench *b)
{
    struct arena *a = arena_new();
    struct facts *facts;

    b->mistake = (struct diag){0};
    if (facts_of(app, a, b->text, app->screen->ascii, &facts, &b->mistake) != ST_OK) {
        arena_free(a);
        return;
    }
    arena_free(b->arena);
    b->arena = a;
    b->facts = facts;
    b->x = facts_axis(facts);
    b->trace = NAN;
    b->chosen = -1;
    b->top = 0;
    b->typing = false;
}

/* ---- the line -------------------------------------------------------------------------- */

/* How it is read so far; a mistake at its very end may be half a word. */
static void draw_reading(const struct bench *b, struct screen *s, struct region in)
{
    struct arena *a = s->scratch;
    size_t n = strlen(b->text);
    const char *on = strstr(b->text, " on ");
    struct reading reading;
    struct diag d = {0};
    struct str out = str_in(a);

    if (on)
        n = (size_t)(on - b->text);
    if (strspn(b->text, " ") >= n)
        return;
    if (expr_parse(a, b->text, n, NULL, &reading, &d) == ST_OK) {
        syntax_print(&out, reading.root, s->ascii ? NOTE_PLAIN : NOTE_UNICODE);
        screen_put_cut(s, in, 0, 3, INK_FAINT,
                       arena_printf(a, "read as  %s%s", out.text, on ? on : ""));
    } else {
        screen_put_cut(s, in, 0, 3, INK_FAINT,
                       d.at.from >= n ? "read as  ..." : d.message);
    }
}

/* The caret under the mistake, the reason in the row below. */
static void draw_mistake(const struct bench *b, struct screen *s, struct region in)
{
    size_t n = strlen(b->text), from = b->mistake.at.from;

    screen_put(s, in, 0, 3 + (int)utf8_columns(b->text, from < n ? from : n), INK_BAD,
               "^");
    screen_put_cut(s, in, 1, 3, INK_BAD,
                   b->mistake.help[0] ? arena_printf(s->scratch, "%s; %s",
                                                     b->mistake.message, b->mistake.help)
                                      : b->mistake.message);
}

static void draw_line(const struct bench *b, struct screen *s, struct region in)
{
    screen_put(s, in, 0, 1, b->typing ? INK_ACCENT : INK_FAINT, "\u203a");
    screen_put_cut(s, in, 0, 3, INK_PLAIN, b->text);
    if (b->typing)
        screen_cursor(s, in, 0, 3 + (int)utf8_columns(b->text, b->at));
    in.row++;
    in.rows--;
    if (b->mistake.status != ST_OK)
        draw_mistake(b, s, in);
    else if (b->typing)
        draw_reading(b, s, in);
}

/* ---- draw -------------------------------------------------------------------------------- */

static void draw_formula(const struct bench *b, struct screen *s, struct region in)
{
    const struct facts *f = b->facts;
    struct arena *a = s->scratch;
    const char *on = f->on ? arena_printf(a, "on %s ", f->on) : "";
    int room = in.columns - 2 - (int)utf8_columns(on, strlen(on));

    screen_put_cut(s, (struct region){in.row, in.column, 1, room}, 0, 1, INK_STRONG,
                   arena_printf(a, "f(%s) = %s", f->name, f->f_text));
    screen_put_right(s, in, 0, INK_FAINT, on);
    if (f->derivative)
        screen_put_cut(s, in, 1, 1, INK_MATH,
                       arena_printf(a, "f\u2032   = %s%s%s", f->derivative,
                                    f->factored ? "  =  " : "",
                                    f->factored ? f->factored : ""));
}

static void draw_text(struct bench *b, struct screen *s, struct region in, bool steps)
{
    struct text t = text_in(s->scratch, in.columns - 1, s->ascii);
    int last;

    bench_text(&t, b->facts, b->chosen, steps);
    last = (int)t.count > in.rows ? (int)t.count - in.rows : 0;
    if (b->top > last)
        b->top = last;
    for (int i = 0; i < in.rows && b->top + i < (int)t.count; i++) {
        const struct text_line *line = &t.lines[b->top + i];

        screen_runs(s, in, i, line->indent, line->runs);
    }
}

static void draw_found(struct bench *b, struct screen *s, struct region in)
{
    struct region left = in, right = in;

    if (in.columns >= BESIDE) {
        left.columns = in.columns - (in.columns >= 110 ? 50 : 41);
        right.column += left.columns + 1;
        right.columns = in.columns - left.columns - 1;
        bench_picture(s, left, b->facts, b->x, b->trace);
        screen_bar(s, in, left.columns);
        right.column++;
        right.columns--;
        draw_text(b, s, right, b->steps || in.columns >= 110);
    } else if (in.rows >= STACKED_ROWS - 3) {
        left.rows = in.rows / 2;
        right.row += left.rows;
        right.rows -= left.rows;
        bench_picture(s, left, b->facts, b->x, b->trace);
        draw_text(b, s, right, b->steps);
    } else if (b->words) {
        draw_text(b, s, in, b->steps);
    } else {
        bench_picture(s, in, b->facts, b->x, b->trace);
    }
}

static void draw_examples(struct screen *s, struct region in)
{
    static const char *const lines[] = {
        "Type a function and press Enter: its derivative,",
        "critical points, extrema, zeros and picture, proved.",
        "",
        "  x^4 - 4x^3 + 4x^2 on [-1/2, 5/2]",
        "  x e^(-x^2/2)",
        "  (x^2 - 1)/(x - 1)"};

    for (int i = 0; i < 6 && i < in.rows - 1; i++)
        screen_put_cut(s, in, i + (in.rows > 8), 3, i > 2 ? INK_MATH : INK_FAINT,
                       lines[i]);
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct bench *b = view->self;
    struct screen *s = app->screen;
    int below = b->mistake.status != ST_OK ? 3 : b->typing ? 2 : 1, above = 0;
    struct region in = body;

    if (b->facts) {
        above = body.rows >= 14 ? 3 : 2;
        draw_formula(b, s, body);
        if (above == 3)
            screen_rule(s, body, 2);
    }
    in.row += above;
    in.rows -= above + below;
    if (b->facts)
        draw_found(b, s, in);
    else
        draw_examples(s, in);
    in.row += in.rows;
    in.rows = below;
    draw_line(b, s, in);
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    const struct bench *b = view->self;

    (void)app;
    str_add(left, "gradus \u203a Workbench");
    if (b->facts)
        str_add(right,
                b->facts->proved ? "exact \u00b7 certified" : "not all is decided");
}

/* ---- keys ---------------------------------------------------------------------------------- */

static void begin_typing(struct bench *b)
{
    b->typing = true;
    edit_begin(b->text, b->at, HISTORY_TRY);
}

static void zoom(struct bench *b, double by)
{
    double mid = isfinite(b->trace) ? b->trace : b->x.lo / 2 + b->x.hi / 2;
    double half = (b->x.hi / 2 - b->x.lo / 2) * by;

    if (half > 1e-6 * fmax(1, fabs(mid)) && half < 1e9)
        b->x = (struct axis){mid - half, mid + half};
}

static void pan(struct bench *b, double by)
{
    double step = (b->x.hi - b->x.lo) * by;

    if (fabs(b->x.lo + step) < 1e9 && fabs(b->x.hi + step) < 1e9)
        b->x = (struct axis){b->x.lo + step, b->x.hi + step};
}

/* Keeps what is traced in sight. */
static void follow(struct bench *b)
{
    double wide = b->x.hi - b->x.lo;

    if (b->trace < b->x.lo || b->trace > b->x.hi)
        b->x = (struct axis){b->trace - wide / 2, b->trace + wide / 2};
}

static void trace(struct bench *b, double by)
{
    double to = isfinite(b->trace) ? b->trace + (b->x.hi - b->x.lo) * by / 60
                                   : b->x.lo / 2 + b->x.hi / 2;

    if (fabs(to) < 1e9)
        b->trace = to;
    b->chosen = -1;
    follow(b);
}

/* To the next row of the table. */
static void choose(struct bench *b, int by)
{
    long n = 0;

    while (n < (long)b->facts->count && spot_is_extremum(&b->facts->spots[n]))
        n++;
    if (!n)
        return;
    b->chosen = b->chosen < 0 ? (by > 0 ? 0 : n - 1) : (b->chosen + n + by) % n;
    b->trace = b->facts->spots[b->chosen].at;
    b->top = 0;
    follow(b);
}

static void descend(struct app *app, const struct bench *b)
{
    double from = isfinite(b->trace) ? b->trace : b->x.lo * 0.25 + b->x.hi * 0.75;
    char start[64];

    snprintf(start, sizeof start, "%.6f", from);
    watch_open(app, b->facts->typed, start, NULL);
}

static void submit(struct app *app, struct bench *b)
{
    if (!b->text[strspn(b->text, " ")]) {
        app_say(app, "type a function of x first; esc leaves the line");
        return;
    }
    edit_remember(b->text);
    ask(app, b);
}

static void act_found(struct app *app, struct bench *b, enum action action)
{
    switch (action) {
    case ACT_TRACE_LEFT: trace(b, -1); break;
    case ACT_TRACE_RIGHT: trace(b, 1); break;
    case ACT_NEXT_POINT: choose(b, 1); break;
    case ACT_PREVIOUS_POINT: choose(b, -1); break;
    case ACT_ZOOM_IN: zoom(b, 0.5); break;
    case ACT_ZOOM_OUT: zoom(b, 2); break;
    case ACT_PAN_LEFT: pan(b, -0.25); break;
    case ACT_PAN_RIGHT: pan(b, 0.25); break;
    case ACT_WHOLE:
        b->x = facts_axis(b->facts);
        b->trace = NAN;
        b->chosen = -1;
        break;
    case ACT_STEPS: b->steps = b->words = !b->steps; break;
    case ACT_PICTURE: b->words = !b->words; break;
    case ACT_DESCEND: descend(app, b); break;
    default: break;
    }
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct bench *b = view->self;

    switch (action) {
    case ACT_FUNCTION: begin_typing(b); break;
    case ACT_ASK: submit(app, b); break;
    case ACT_BACK: b->typing = false; break;
    case ACT_UP: b->top -= b->top > 0; break;
    case ACT_DOWN: b->top++; break;
    case ACT_PAGE_UP: b->top = b->top > 8 ? b->top - 8 : 0; break;
    case ACT_PAGE_DOWN: b->top += 8; break;
    case ACT_FIRST: b->top = 0; break;
    case ACT_LAST: b->top += 10000; break;
    default:
        if (b->facts)
            act_found(app, b, action);
    }
}

static void type(struct app *app, struct view *view, uint32_t key)
{
    struct bench *b = view->self;
    size_t n;

    (void)app;
    edit_key(key);
    n = utf8_prefix(edit_text(), strlen(edit_text()), sizeof b->text / 4);
    memcpy(b->text, edit_text(), n);
    b->text[n] = '\0';
    b->at = edit_at() < n ? edit_at() : n;
    b->mistake = (struct diag){0};
}

static enum where where(const struct view *view)
{
    return ((const struct bench *)view->self)->typing ? ON_FORMULA : ON_BENCH;
}

static void close_bench(struct app *app, struct view *view)
{
    (void)app;
    arena_free(((struct bench *)view->self)->arena);
}

static const struct view_kind kind = {draw, act, type, where, head, NULL, close_bench};

struct view *workbench_new(struct app *app, const char *typed)
{
    struct view *view = view_new(&kind, sizeof(struct bench));
    struct bench *b = view->self;

    b->trace = NAN;
    b->chosen = -1;
    if (typed) {
        size_t n = utf8_prefix(typed, strlen(typed), sizeof b->text / 4);

        memcpy(b->text, typed, n);
        b->at = n;
        ask(app, b);
    }
    if (!b->facts)
        begin_typing(b);
    return view;
}
