/* theatre.c: a descent that can be played, stepped and wound back.
 *
 *   f(x) = x^2          h = 0.1 |  k      x        f      f'      | f, step by step
 *   curve, trail, the place now |  0      3        9      6       |   (wide screens)
 *                               |  1      2.4      5.76   4.8     |
 *                               | x - h f' = 2.4 - 0.1 * 4.8      |
 *
 * All walkers of a race stand at the same step; one of them is followed by the table.
 */
#include "tui/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tui/walk.h"

enum { WALKERS_MAX = 7, PANE = 33, PANE_3 = 34 };

struct theatre {
    struct arena *owned;
    const struct descent *descent;
    const char *title, *f_text;
    size_t count, chosen, step, last; /* last: no walker goes further */
    struct walk *walks[WALKERS_MAX];
    struct curve *curve; /* NULL for more than one variable */
    struct axis x, y;
    bool playing, table;
    double speed;      /* 1: as the lesson wished */
    int64_t next_step; /* when, while playing */
};

static struct walk *followed(const struct theatre *t)
{
    return t->walks[t->chosen];
}

/* ---- what is to be seen ------------------------------------------------------------------- */

/* A walk that runs away is shown in its beginning. */
static size_t worth_seeing(const struct walk *w)
{
    size_t last = walk_step(w);

    return walk_diverged(w) && last > 5 ? 5 : last;
}

/* Around the lowest place of all, wide enough for all others. */
static struct axis places_axis(struct theatre *t)
{
    double best = 0, best_f = HUGE_VAL, half = 0;

    for (size_t i = 0; i < t->count; i++) {
        for (size_t k = 0; k <= worth_seeing(t->walks[i]); k++) {
            const struct walk_place *p = walk_place(t->walks[i], k);

            if (p->f < best_f) {
                best_f = p->f;
                best = p->x[0];
            }
        }
    }
    for (size_t i = 0; i < t->count; i++) {
        for (size_t k = 0; k <= worth_seeing(t->walks[i]); k++)
            half = fmax(half, fabs(walk_place(t->walks[i], k)->x[0] - best));
    }
    if (!(half > 1e-9 * fmax(1, fabs(best))) || !isfinite(half))
        half = 1;
    return (struct axis){best - 1.3 * half, best + 1.3 * half};
}

static void choose_axes(struct theatre *t)
{
    const struct descent *d = t->descent;

    t->x = d->across.given ? (struct axis){d->across.lo, d->across.hi} : places_axis(t);
    t->y =
        d->up.given ? (struct axis){d->up.lo, d->up.hi} : curve_heights(t->curve, t->x);
}

/* Every walker to step k, or as far as it goes. */
static void seek(struct theatre *t, size_t k)
{
    t->step = 0;
    for (size_t i = 0; i < t->count; i++) {
        size_t there = walk_seek(t->walks[i], k);

        if (there > t->step)
            t->step = there;
    }
}

static void measure(struct theatre *t)
{
    size_t now = t->step;

    seek(t, (size_t)t->descent->max_iter);
    t->last = t->step;
    if (t->curve && t->y.lo == t->y.hi)
        choose_axes(t);
    seek(t, now);
}

/* ---- pieces ---------------------------------------------------------------------------------- */

static const char *short_number(struct arena *a, double v)
{
    return arena_printf(a, "%.5g", v);
}

/* `still`: the whole walk in a page, where a tangent would only hide its end. */
static void draw_trails(struct theatre *t, struct chart *c, struct arena *a, bool still)
{
    struct walk *w = followed(t);
    size_t n = walk_step(w) + 1;
    double *x = arena_array(a, n, sizeof *x), *y = arena_array(a, n, sizeof *y);

    for (size_t i = 0; i < t->count; i++) {
        const struct walk_place *p = walk_place(t->walks[i], walk_step(t->walks[i]));
        char letter[2] = {(char)('a' + i), '\0'};

        if (i != t->chosen)
            chart_mark(c, p->x[0], p->f, letter, PLOT_MARK);
    }
    for (size_t k = 0; k < n; k++) {
        x[k] = walk_place(w, k)->x[0];
        y[k] = walk_place(w, k)->f;
    }
    if (!still)
        chart_tangent(c, x[n - 1], y[n - 1], walk_place(w, n - 1)->slope);
    chart_trail(c, x, y, n);
}

/* f by steps: the loss curve of the walker that is followed. */
static void draw_loss(struct theatre *t, struct screen *s, struct region in)
{
    struct walk *w = followed(t);
    size_t n = walk_step(w);
    struct axis x = {0, t->last > 1 ? (double)t->last : 1}, y = {HUGE_VAL, -HUGE_VAL};
    struct chart *c;

    for (size_t k = 0; k <= n; k++) {
        y.lo = fmin(y.lo, walk_place(w, k)->f);
        y.hi = fmax(y.hi, walk_place(w, k)->f);
    }
    if (!(y.hi - y.lo > 1e-12 * fabs(y.hi))) {
        y.lo -= 0.5;
        y.hi += 0.5;
    }
    c = chart_new(s->scratch, figure_glyphs(s), (size_t)in.columns, (size_t)in.rows, x,
                  y);
    for (size_t k = 0; k + 1 <= n; k++)
        canvas_line(c->canvas, chart_dot_x(c, (double)k),
                    chart_dot_y(c, walk_place(w, k)->f), chart_dot_x(c, (double)k + 1),
                    chart_dot_y(c, walk_place(w, k + 1)->f), 1, PLOT_CURVE);
    chart_mark(c, (double)n, walk_place(w, n)->f, s->ascii ? "@" : "\u25cf", PLOT_POINT);
    figure_paint(s, in, c->canvas);
}

static void draw_picture(struct theatre *t, struct screen *s, struct region in,
                         bool still)
{
    struct chart *c;
    const char *rate = arena_printf(s->scratch, "h = %.5g ", walk_rate(followed(t)));

    screen_put_cut(
        s, (struct region){in.row, in.column, 1, in.columns - (int)strlen(rate) - 1}, 0,
        1, INK_MATH, t->f_text);
    screen_put_right(s, in, 0, INK_ACCENT, rate);
    in.row++;
    in.rows--;
    if (in.rows < 3)
        return;
    if (!t->curve) {
        draw_loss(t, s, in);
        return;
    }
    c = chart_new(s->scratch, figure_glyphs(s), (size_t)in.columns, (size_t)in.rows, t->x,
                  t->y);
    chart_curve(c, t->curve);
    draw_trails(t, c, s->scratch, still);
    figure_paint(s, in, c->canvas);
}

static void draw_row(const struct theatre *t, struct screen *s, struct region in, int row,
                     size_t k)
{
    const struct walk_place *p = walk_place(followed(t), k);
    bool now = k == walk_step(followed(t));
    enum ink ink = now ? INK_STRONG : INK_PLAIN;
    double v[3] = {p->x[0], p->f, p->slope};
    const char *sign = s->ascii ? ">" : "\u25b8";
    int column = 5;

    screen_putf(s, in, row, 0, ink, "%s%3zu", now ? sign : " ", k);
    for (int i = t->curve ? 0 : 1; i < 3; i++, column += 9) {
        char text[16];

        figure_number(v[i], text);
        screen_put(s, in, row, column, ink, text);
    }
}

/* The rows around the current one, as many as fit. */
static void draw_table(const struct theatre *t, struct screen *s, struct region in)
{
    size_t now = walk_step(followed(t));
    size_t rows = in.rows > 1 ? (size_t)in.rows - 1 : 1;
    size_t first = now + 1 > rows ? now + 1 - rows : 0;

    screen_put(s, in, 0, 0, INK_FAINT,
               t->curve ? "   k     x        f(x)     f\u2032(x)"
                        : "   k     f        |\u2207f|");
    for (size_t i = 0; i < rows && first + i <= now; i++)
        draw_row(t, s, in, 1 + (int)i, first + i);
}

/* x - h f' with its numbers: how the next place comes about. */
static void draw_formula(const struct theatre *t, struct screen *s, struct region in)
{
    const struct walk *w = followed(t);
    const struct walk_place *p = walk_place(w, walk_step(w));
    double h = walk_rate(w), next = p->x[0] - h * p->slope;
    struct arena *a = s->scratch;
    const char *slope = short_number(a, p->slope), *name = t->descent->var_names[0];
    bool plain = strcmp(t->descent->runs[t->chosen].method, "gd") == 0;

    if (!t->curve || !plain)
        return;
    if (in.rows < 3) {
        screen_putf(s, in, 0, 0, INK_MATH,
                    p->slope < 0 ? "%s \u2212 %.5g \u00b7 (%s) = %.5g"
                                 : "%s \u2212 %.5g \u00b7 %s = %.5g",
                    short_number(a, p->x[0]), h, slope, next);
        return;
    }
    screen_putf(s, in, 0, 0, INK_MATH, "%s \u2212 h f\u2032  = %.5g", name, p->x[0]);
    screen_putf(s, in, 1, 9, INK_MATH,
                p->slope < 0 ? "\u2212 %.5g \u00b7 (%s)" : "\u2212 %.5g \u00b7 %s", h,
                slope);
    screen_putf(s, in, 2, 9, INK_STRONG, "= %.5g", next);
    screen_put(s, in, 2, 25, INK_FAINT, "next");
}

static const char *what_happens(const struct theatre *t)
{
    const struct walk *w = followed(t);
    double slope = walk_place(w, walk_step(w))->slope;

    if (!t->curve)
        return "The gradient points steepest up; the step goes the other way.";
    if (slope > 0)
        return "The slope is positive: f rises to the right, so the step goes left.";
    if (slope < 0)
        return "The slope is negative: f rises to the left, so the step goes right.";
    return "The slope is zero: this place is not left any more.";
}

/* At the end why it ended, before it why it goes where it goes. */
static void draw_words(const struct theatre *t, struct screen *s, struct region in)
{
    struct text words = text_in(s->scratch, in.columns, s->ascii);
    const char *remedy = "", *end = walk_end(followed(t), &remedy);

    if (end) {
        text_say(&words, STYLE_ACCENT, 0, end);
        if (remedy[0])
            text_say(&words, STYLE_PLAIN, 0, remedy);
    } else {
        text_say(&words, STYLE_PLAIN, 0, what_happens(t));
    }
    for (int i = 0; i < in.rows && i < (int)words.count; i++)
        screen_runs(s, in, i, 0, words.lines[i].runs);
}

/* Who takes part in a race. */
static void draw_walkers(const struct theatre *t, struct screen *s, struct region in)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct walk *w = t->walks[i];
        const struct walk_place *p = walk_place(w, walk_step(w));
        enum ink ink = i == t->chosen ? INK_STRONG : INK_PLAIN;
        const char *sign = i != t->chosen ? " " : s->ascii ? ">" : "\u25b8";

        screen_putf(s, in, (int)i, 0, ink, "%s %c  h = %-6.4g", sign, (int)('a' + i),
                    walk_rate(w));
        screen_putf(s, in, (int)i, 17, ink, "%s %.5g", t->curve ? "x" : "f",
                    t->curve ? p->x[0] : p->f);
    }
}

/* ---- arrangements -------------------------------------------------------------------------- */

static struct region part_of(struct region in, int row, int rows)
{
    if (row + rows > in.rows)
        rows = in.rows > row ? in.rows - row : 0;
    return (struct region){in.row + row, in.column, rows, in.columns};
}

/* Table, formula, walkers, and with `words` what happens, below each other. */
static void draw_pane(struct theatre *t, struct screen *s, struct region in, bool words)
{
    int walkers = t->count > 1 ? (int)t->count + 1 : 0;
    int table = in.rows - (words ? 9 : 5) - walkers;
    int row;

    draw_table(t, s, part_of(in, 0, table));
    row = table;
    screen_rule(s, part_of(in, row, 1), 0);
    draw_formula(t, s, part_of(in, row + 1, 3));
    row += 5;
    if (walkers) {
        draw_walkers(t, s, part_of(in, row, walkers));
        row += walkers;
    }
    if (words)
        draw_words(t, s, part_of(in, row, in.rows - row));
}

static void draw_wide(struct theatre *t, struct screen *s, struct region body)
{
    bool three = body.columns >= 110 && body.rows >= 30;
    int right = body.columns - PANE, left = three ? right - PANE_3 - 2 : right;
    struct region pane = {body.row, right + 1, body.rows, PANE - 1};

    draw_picture(t, s, (struct region){body.row, body.column, body.rows, left - 2},
                 false);
    screen_bar(s, body, right - 1);
    draw_pane(t, s, pane, !three);
    if (three) {
        struct region third = {body.row, left + 1, body.rows, PANE_3};

        screen_bar(s, body, left - 1);
        screen_put(s, third, 0, 0, INK_FAINT, "f, step by step");
        draw_loss(t, s, part_of(third, 1, body.rows / 2));
        screen_rule(s, part_of(third, body.rows / 2 + 2, 1), 0);
        draw_words(t, s, part_of(third, body.rows / 2 + 4, 6));
    }
}

/* The current place in a line, where there is no table. */
static void draw_place(const struct theatre *t, struct screen *s, struct region in)
{
    const struct walk_place *p = walk_place(followed(t), walk_step(followed(t)));

    if (t->curve)
        screen_putf(s, in, 0, 0, INK_STRONG, "%s %.5g   f %.5g   f\u2032 %.5g",
                    t->descent->var_names[0], p->x[0], p->f, p->slope);
    else
        screen_putf(s, in, 0, 0, INK_STRONG, "f %.5g   |\u2207f| %.5g", p->f, p->slope);
}

static void draw_narrow(struct theatre *t, struct screen *s, struct region body)
{
    int below = body.rows >= 14 ? 5 : 2;
    struct region words = part_of(body, body.rows - below, below);

    draw_picture(t, s, part_of(body, 0, body.rows - below), false);
    words.column++;
    words.columns--;
    draw_place(t, s, words);
    draw_formula(t, s, part_of(words, 1, 1));
    if (below > 2)
        draw_words(t, s, part_of(words, 2, 3));
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct theatre *t = view->self;

    if (body.columns >= 70 && body.rows >= 14 && t->table)
        draw_wide(t, app->screen, body);
    else
        draw_narrow(t, app->screen, body);
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    struct theatre *t = view->self;
    bool narrow = app->screen->columns < 70;

    str_addf(left, narrow ? "%s" : "gradus \u203a Theatre \u203a %s", t->title);
    str_addf(right, narrow ? "k=%zu" : "step %zu of %d", t->step, t->descent->max_iter);
    if (t->speed != 1 || !narrow)
        str_addf(right, " \u00b7 %g\u00d7", t->speed);
    str_addf(right, " \u00b7 %s", t->playing ? "playing" : "paused");
    if (t->playing && !app->screen->ascii)
        str_add(right, " \u25b6");
}

/* ---- keys and time ------------------------------------------------------------------------- */

/* Rates people like to read, about half as much again from one to the next. */
static double next_rate(double rate, bool up)
{
    static const double ladder[] = {1, 1.5, 2, 3, 5, 7, 10};
    double ten = pow(10, floor(log10(rate) + 1e-9)), found = 0;

    for (size_t i = 0; i < sizeof ladder / sizeof *ladder; i++) {
        double v = ladder[i] * ten;

        if (up && v > rate * (1 + 1e-9))
            return v;
        if (!up && v < rate * (1 - 1e-9))
            found = v;
    }
    return found > 0 ? found : 0.7 * ten;
}

static int64_t interval(const struct theatre *t)
{
    double fps = t->descent->fps > 0 ? t->descent->fps : 6;
    double ms = 1000 / (fps * t->speed);

    return ms < 16 ? 16 : (int64_t)ms;
}

static void play(struct app *app, struct theatre *t)
{
    t->playing = !t->playing;
    if (t->playing && t->step >= t->last)
        seek(t, 0);
    t->next_step = app->now + interval(t);
}

static void set_rate(struct theatre *t, bool up)
{
    walk_set_rate(followed(t), next_rate(walk_rate(followed(t)), up));
    measure(t);
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct theatre *t = view->self;

    if (action != ACT_PLAY && action != ACT_SLOWER && action != ACT_FASTER)
        t->playing = false;
    switch (action) {
    case ACT_PLAY: play(app, t); break;
    case ACT_STEP:
        if (t->step >= t->last)
            app_say(app, "the walk ends here; 0 goes back to the start");
        seek(t, t->step + 1);
        break;
    case ACT_STEP_BACK: seek(t, t->step ? t->step - 1 : 0); break;
    case ACT_START:
    case ACT_FIRST: seek(t, 0); break;
    case ACT_LAST: seek(t, t->last); break;
    case ACT_SLOWER:
    case ACT_FASTER:
        t->speed *= action == ACT_FASTER ? 2 : 0.5;
        t->speed = fmin(fmax(t->speed, 1.0 / 8), 16);
        break;
    case ACT_RATE_DOWN: set_rate(t, false); break;
    case ACT_RATE_UP: set_rate(t, true); break;
    case ACT_TABLE: t->table = !t->table; break;
    case ACT_NEXT_WALKER: t->chosen = (t->chosen + 1) % t->count; break;
    default: break;
    }
}

/* Late frames are skipped, steps never. */
static int64_t tick(struct app *app, struct view *view)
{
    struct theatre *t = view->self;

    if (!t->playing)
        return -1;
    while (t->playing && app->now >= t->next_step) {
        seek(t, t->step + 1);
        t->next_step += interval(t);
        if (t->next_step < app->now - 1000)
            t->next_step = app->now; /* it was stopped for a while */
        t->playing = t->step < t->last;
    }
    return t->playing ? t->next_step : -1;
}

void theatre_picture(struct app *app, struct view *view, struct region in)
{
    struct theatre *t = view->self;

    int below = in.rows >= 26 ? in.rows - 20 : 0;

    seek(t, t->last);
    draw_picture(t, app->screen, part_of(in, 0, in.rows - below), true);
    if (below)
        draw_table(t, app->screen, part_of(in, in.rows - below + 1, below - 1));
}

static enum where where(const struct view *view)
{
    (void)view;
    return ON_THEATRE;
}

static void close_theatre(struct app *app, struct view *view)
{
    (void)app;
    arena_free(((struct theatre *)view->self)->owned);
}

static const struct view_kind kind = {draw, act, NULL, where, head, tick, close_theatre};

/* ---- open ------------------------------------------------------------------------------------ */

static enum status start_walks(struct theatre *t, struct arena *a, const struct search *s,
                               struct diag *d)
{
    const struct descent *descent = t->descent;
    enum status st = ST_OK;

    t->count = descent->count < WALKERS_MAX ? descent->count : WALKERS_MAX;
    for (size_t i = 0; i < t->count && st == ST_OK; i++) {
        const struct descent_run *run = &descent->runs[i];
        struct walk_plan plan = {
            s->pool,     descent->f, descent->vars, descent->dimension,
            run->method, run->rate,  run->start,    0};

        plan.max_iter = (size_t)(descent->max_iter > 0 ? descent->max_iter : 1);
        st = walk_new(a, &plan, &t->walks[i], d);
    }
    return st;
}

/* "f(x) = x^2" for readers. */
static const char *name_function(struct arena *a, const struct descent *d)
{
    struct str out = str_in(a);

    str_add(&out, "f(");
    for (size_t i = 0; i < d->dimension; i++)
        str_addf(&out, "%s%s", i ? ", " : "", d->var_names[i]);
    str_addf(&out, ") = %s", text_math(a, d->f_text, NULL));
    return out.text;
}

struct view *theatre_new(struct app *app, struct arena *owned, const struct search *s,
                         const struct descent *descent, const char *title)
{
    struct view *view = view_new(&kind, sizeof(struct theatre));
    struct theatre *t = view->self;
    struct diag d = {0};
    enum status st;

    t->owned = owned;
    t->descent = descent;
    t->title = title;
    t->f_text = name_function(view->arena, descent);
    t->speed = 1;
    t->table = true;
    st = start_walks(t, view->arena, s, &d);
    if (st == ST_OK && descent->dimension == 1)
        st =
            curve_new(view->arena, s->pool, &descent->f, descent->vars[0], &t->curve, &d);
    if (st != ST_OK) {
        app_say(app, "%s", d.message);
        arena_free(owned);
        arena_free(view->arena);
        return NULL;
    }
    measure(t);
    return view;
}
