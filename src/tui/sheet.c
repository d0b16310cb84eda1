/* sheet.c: sheets of parts on the screen. */
#include "tui/internal.h"

#include <string.h>

#include "tui/walk.h"

enum { MARGIN = 2, BESIDE_COLUMNS = 76, TEXT_MAX = 72 };

static bool is_figure(const struct part *part)
{
    return part->kind == PART_PLOT || part->kind == PART_DESCENT;
}

bool sheet_has_figure(const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part; part = part->next) {
        if (is_figure(part))
            return true;
    }
    return false;
}

/* A blank line stands above the text where there is room for it. */
struct region look_text_region(const struct look *l, struct region body)
{
    int columns = body.columns - 2 * MARGIN, above = body.rows >= 18;
    int margin = body.columns < 60 ? 1 : MARGIN;

    if (l->beside)
        columns = body.columns * 54 / 100 - MARGIN;
    else if (margin == 1)
        columns = body.columns - 2;
    if (columns > TEXT_MAX)
        columns = TEXT_MAX;
    return (struct region){body.row + above, body.column + margin, body.rows - above,
                           columns};
}

/* ---- lines -------------------------------------------------------------------------------- */

void look_begin(struct look *l, struct region body, bool figures)
{
    arena_free(l->arena);
    l->arena = arena_new();
    l->body = body;
    l->beside = figures && body.columns >= BESIDE_COLUMNS && body.rows >= 10;
    l->text = text_in(l->arena, look_text_region(l, body).columns, l->app->screen->ascii);
    l->rows = look_text_region(l, body).rows;
    l->figure_count = l->open_count = 0;
}

static struct unfolded *find_unfolded(struct look *l, const struct part *part)
{
    for (size_t i = 0; i < l->unfolded_count; i++) {
        if (l->unfolded[i].part == part)
            return &l->unfolded[i];
    }
    return NULL;
}

void look_unfold(struct look *l, const struct part *part)
{
    struct unfolded *known = find_unfolded(l, part);

    if (known && part->kind == PART_STEPS)
        known->steps++;
    else if (known)
        *known = l->unfolded[--l->unfolded_count];
    else if (l->unfolded_count < sizeof l->unfolded / sizeof *l->unfolded)
        l->unfolded[l->unfolded_count++] = (struct unfolded){part, 1};
}

/* A line that Enter opens. Its mark is drawn with it, for it moves. */
static void add_opening(struct look *l, const struct part *part, const char *words)
{
    struct text_line *line;
    size_t first = l->text.count;

    if (l->open_count == sizeof l->openings / sizeof *l->openings)
        return;
    text_blank(&l->text);
    first = l->text.count;
    text_say(&l->text, STYLE_ACCENT, 2, words);
    if (l->text.count == first)
        return;
    line = &l->text.lines[first];
    line->kind = LINE_OPEN;
    line->index = l->open_count;
    l->openings[l->open_count++] = (struct opening){part, first};
}

static void add_figure_rows(struct look *l, const struct part *part)
{
    int rows = l->body.rows - 3 > 12 ? 12 : l->body.rows - 3;

    if (part->kind == PART_PLOT && part->plot->height > 0 && part->plot->height < rows)
        rows = part->plot->height;
    for (int i = 0; i < rows; i++) {
        struct text_line *line = text_add(&l->text);

        line->figure = part;
        line->figure_row = i;
    }
}

static const char *words_of_descent(struct arena *a, const struct descent *d)
{
    struct str s = str_in(a);

    str_addf(&s, "Watch %s go down", text_math(a, d->f_text, NULL));
    if (d->dimension == 1 && d->count == 1)
        str_addf(&s, " from %.5g at rate %.5g", d->runs[0].start[0], d->runs[0].rate);
    else if (d->count > 1)
        str_addf(&s, ": %zu walkers", d->count);
    return s.text;
}

static void add_figure(struct look *l, const struct part *part)
{
    text_blank(&l->text);
    if (l->figure_count < sizeof l->figures / sizeof *l->figures)
        l->figures[l->figure_count++] = (struct figure_at){part, l->text.count};
    if (!l->beside) {
        add_figure_rows(l, part);
        text_blank(&l->text);
    }
    if (part->kind == PART_DESCENT) {
        add_opening(l, part, words_of_descent(l->arena, part->descent));
        if (part->caption)
            text_say(&l->text, STYLE_FAINT, 2, part->caption);
    }
}

static void add_task(struct look *l, const struct part *part)
{
    const struct task *task = part->task;
    const char *id = task->use ? task->use : task->problem->head.id;
    const struct entry *entry = task->use ? library_problem(l->app->library, id) : NULL;
    const char *title = entry           ? entry->head.title
                        : task->problem ? task->problem->head.title
                                        : id;
    struct store_progress p = store_problem(l->app->store, id);
    const char *kind = part->kind == PART_QUIZ ? "A question" : "Problem: ";

    add_opening(l, part,
                arena_printf(l->arena, "%s%s  %s", kind,
                             part->kind == PART_QUIZ ? "" : title,
                             p.solved    ? "\u2713"
                             : p.answers ? "\u25d0"
                                         : ""));
}

static void add_aside(struct look *l, const struct part *part)
{
    static const char *const names[] = {[PART_NOTE] = "Note",
                                        [PART_REVEAL] = "More",
                                        [PART_HINT] = "Hint",
                                        [PART_SOLUTION] = "Solution"};
    const char *title = part->title ? part->title : names[part->kind];

    if (part->kind == PART_NOTE) {
        text_blank(&l->text);
        text_say(&l->text, STYLE_STRONG, 0,
                 part->title  ? part->title
                 : part->warn ? "Careful"
                              : "Note");
    } else {
        add_opening(l, part, title);
        if (!find_unfolded(l, part))
            return;
    }
    text_document(&l->text, part->text, 2, part);
}

static struct derivation *lines_as_written(struct look *l, const struct steps *steps)
{
    struct derivation *d = arena_alloc(l->arena, sizeof *d);

    *d = (struct derivation){0};
    for (; d->count < steps->count && d->count < sizeof d->lines / sizeof *d->lines;
         d->count++) {
        const struct steps_line *line = &steps->lines[d->count];

        d->lines[d->count] = (struct derived_line){
            line->say, line->math ? text_math(l->arena, line->math, NULL) : NULL};
    }
    return d;
}

static struct derivation *working_of(struct look *l, const struct steps *steps)
{
    struct derivation *d;
    struct diag why = {0};

    if (!steps->of || !l->names)
        return lines_as_written(l, steps);
    d = arena_alloc(l->arena, sizeof *d);
    if (derivation_of(&l->search, l->names, steps->of, l->app->screen->ascii, d, &why) !=
        ST_OK)
        *d = (struct derivation){
            NULL, 1, {{arena_printf(l->arena, "%s", why.message), NULL}}};
    return d;
}

static void add_line(struct look *l, const struct derived_line *line)
{
    if (line->says)
        text_say(&l->text, STYLE_PLAIN, 2, line->says);
    if (line->math)
        text_say(&l->text, STYLE_MATH, 6, line->math);
}

static void add_steps(struct look *l, const struct part *part)
{
    const struct steps *steps = part->steps;
    const struct derivation *d = working_of(l, steps);
    const struct unfolded *seen = find_unfolded(l, part);
    size_t most = !steps->one_by_one ? d->count : seen ? seen->steps : 0;

    text_blank(&l->text);
    if (steps->of)
        text_say(&l->text, STYLE_MATH, 2,
                 d->question ? d->question : text_math(l->arena, steps->of, NULL));
    for (size_t i = 0; i < d->count && i < most; i++)
        add_line(l, &d->lines[i]);
    if (most < d->count)
        add_opening(
            l, part,
            d->count == 1 ? "Show the step"
            : most == 0
                ? arena_printf(l->arena, "Show the first of %zu steps", d->count)
                : arena_printf(l->arena, "Next step (%zu of %zu)", most + 1, d->count));
}

void look_add(struct look *l, const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part; part = part->next) {
        switch (part->kind) {
        case PART_TEXT:
            text_blank(&l->text);
            text_document(&l->text, part->text, 0, part);
            break;
        case PART_PLOT:
        case PART_DESCENT: add_figure(l, part); break;
        case PART_STEPS: add_steps(l, part); break;
        case PART_PROBLEM:
        case PART_QUIZ: add_task(l, part); break;
        case PART_NOTE:
        case PART_REVEAL:
        case PART_HINT:
        case PART_SOLUTION: add_aside(l, part); break;
        }
    }
    if (l->chosen >= l->open_count)
        l->chosen = 0;
}

/* ---- place ---------------------------------------------------------------------------------- */

static int last_top(const struct look *l)
{
    int over = (int)l->text.count - l->rows;

    return over > 0 ? over : 0;
}

void look_scroll(struct look *l, int by)
{
    l->top += by;
    if (l->top > last_top(l))
        l->top = last_top(l);
    if (l->top < 0)
        l->top = 0;
}

bool look_at_end(const struct look *l)
{
    return l->top >= last_top(l);
}

void look_reveal(struct look *l, int line, int more)
{
    if (line + more >= l->top + l->rows)
        l->top = line + more - l->rows + 1;
    if (line < l->top)
        l->top = line;
    look_scroll(l, 0);
}

const struct part *look_marked(const struct look *l)
{
    return l->chosen < l->open_count ? l->openings[l->chosen].part : NULL;
}

void look_mark(struct look *l, int by)
{
    if (!l->open_count)
        return;
    l->chosen =
        (l->chosen + l->open_count + (size_t)(by + (int)l->open_count)) % l->open_count;
    look_reveal(l, (int)l->openings[l->chosen].line, 1);
}

/* ---- pictures ----------------------------------------------------------------------------------- */

static bool is_seen(const struct look *l, size_t line)
{
    return (int)line >= l->top && (int)line < l->top + l->rows;
}

/* The one that is marked, else the first in sight, else the last above. */
static const struct part *current_figure(const struct look *l)
{
    const struct part *marked = look_marked(l), *above = NULL;

    if (marked && is_figure(marked) && is_seen(l, l->openings[l->chosen].line))
        return marked;
    for (size_t i = 0; i < l->figure_count; i++) {
        if (is_seen(l, l->figures[i].line))
            return l->figures[i].part;
        if (!above || (int)l->figures[i].line < l->top)
            above = l->figures[i].part;
    }
    return above;
}

static struct view *theatre_for(struct look *l, const struct part *part)
{
    struct view *view;

    for (size_t i = 0; i < l->theatre_count; i++) {
        if (l->theatres[i].part == part)
            return l->theatres[i].view;
    }
    if (l->theatre_count == sizeof l->theatres / sizeof *l->theatres)
        return NULL;
    view = theatre_new(l->app, NULL, &l->search, part->descent, "");
    if (view)
        l->theatres[l->theatre_count++] = (struct theatre_of){part, view};
    return view;
}

static void draw_figure(struct look *l, struct region in, const struct part *part)
{
    struct view *theatre;

    if (part->kind == PART_PLOT) {
        figure_plot(l->app->screen, in, l->search.pool, part->plot, part->caption);
        return;
    }
    theatre = theatre_for(l, part);
    if (theatre)
        theatre_picture(l->app, theatre, in);
    else
        screen_put(l->app->screen, in, 0, 0, INK_FAINT, "this descent can't be drawn");
}

/* A picture between the lines is drawn whole, and shown as far as it is in sight. */
static void draw_inline(struct look *l, struct region in, int row,
                        const struct part *part, int first, int rows)
{
    struct region all = {in.row + row - first, in.column, rows, in.columns};

    if (all.row < in.row || all.row + rows > in.row + in.rows)
        screen_put(l->app->screen, in, row, 0, INK_FAINT,
                   first ? "" : "\u2193 a picture: go on to see it");
    else if (first == 0)
        draw_figure(l, all, part);
}

static int figure_rows(const struct look *l, size_t line)
{
    int n = 1;

    while (line + (size_t)n < l->text.count &&
           l->text.lines[line + (size_t)n].figure == l->text.lines[line].figure &&
           l->text.lines[line + (size_t)n].figure_row == n)
        n++;
    return n;
}

static void draw_line(struct look *l, struct region in, int row, size_t i)
{
    const struct text_line *line = &l->text.lines[i];
    struct screen *s = l->app->screen;

    if (line->figure) {
        size_t start = i - (size_t)line->figure_row;

        draw_inline(l, in, row, line->figure, line->figure_row, figure_rows(l, start));
        return;
    }
    if (line->kind == LINE_OPEN)
        screen_put(s, in, row, 0, line->index == l->chosen ? INK_ACCENT : INK_FAINT,
                   line->index != l->chosen ? "\u25b9"
                   : s->ascii               ? ">"
                                            : "\u25b8");
    screen_runs(s, in, row, line->indent, line->runs);
}

void look_draw(struct look *l, struct region body)
{
    struct region text = look_text_region(l, body);
    const struct part *figure = l->beside ? current_figure(l) : NULL;

    for (int row = 0; row < text.rows && l->top + row < (int)l->text.count; row++)
        draw_line(l, text, row, (size_t)(l->top + row));
    if (!look_at_end(l))
        screen_put(l->app->screen, body, body.rows - 1,
                   l->beside ? text.column + text.columns - body.column
                             : body.columns - 1,
                   INK_FAINT, "\u2193");
    if (figure) {
        int at = MARGIN + text.columns + 1;

        screen_bar(l->app->screen, body, at);
        draw_figure(l,
                    (struct region){body.row, body.column + at + 2, body.rows,
                                    body.columns - at - 3},
                    figure);
    }
}

void look_close(struct look *l)
{
    for (size_t i = 0; i < l->theatre_count; i++)
        arena_free(l->theatres[i].view->arena);
    arena_free(l->arena);
}
