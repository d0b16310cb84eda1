/* problem.c: a problem, its answer lines, marks, hints and solution.
 *
 *   statement            figure
 *   label
 *   > what is typed
 *     read as ...        while typing: how it is read
 *   mark, feedback       after Enter
 *   hints, solution
 */
#include "tui/internal.h"

#include <string.h>

struct desk {
    struct solving solving;
    struct look look;
    size_t focus;
    bool typing;
    bool asked;  /* for a hint after the last one */
    bool follow; /* keep the field in sight */
    bool to_end; /* show the solution */
};

/* ---- lines ------------------------------------------------------------------------------- */

static const struct field *field_of(const struct desk *k, size_t i)
{
    return &k->solving.problem->fields[i];
}

static bool has_box(const struct desk *k)
{
    return k->solving.field_count == 1 && k->look.body.rows >= 16 &&
           k->look.text.width >= 36;
}

static void add_field_lines(struct desk *k, size_t i)
{
    int n = has_box(k) ? 3 : 1;

    for (int row = 0; row < n; row++) {
        struct text_line *line = text_add(&k->look.text);

        line->kind = LINE_FIELD;
        line->index = i;
        line->figure_row = row;
    }
}

static const char *const brackets[] = {
    [ANSWER_SET] = "{}", [ANSWER_POINTS] = "{}", [ANSWER_WORD] = ""};

/* How the text would be read; NULL if it can't be, then *d says why. */
static const char *reading_of(struct desk *k, size_t i, struct diag *d)
{
    const struct field *field = field_of(k, i);
    const char *text = k->solving.slots[i].text, *around = "";
    struct arena *a = k->look.arena;
    struct scope scope = {NULL, false, false};
    struct reading reading;
    struct str out = str_in(a);

    if (field->kind < sizeof brackets / sizeof *brackets && brackets[field->kind])
        around = brackets[field->kind];
    if (around[0] && !strpbrk(text, "{[(=")) {
        const char *whole = arena_printf(a, "%c%s%c", around[0], text, around[1]);

        if (expr_parse(a, whole, strlen(whole), &scope, &reading, d) == ST_OK) {
            syntax_print(&out, reading.root, NOTE_UNICODE);
            return out.text;
        }
    }
    if (expr_parse(a, text, strlen(text), &scope, &reading, d) != ST_OK)
        return NULL;
    syntax_print(&out, reading.root, NOTE_UNICODE);
    return out.text;
}

static const char *list_choices(struct arena *a, const struct field *field)
{
    struct str s = str_in(a);

    for (size_t i = 0; i < field->options.choice_count; i++)
        str_addf(&s, "%s%s", i ? " \u00b7 " : "one of: ", field->options.choices[i]);
    return s.text;
}

/* Under the line that is being typed. A mistake at its very end may be half a word. */
static void add_reading(struct desk *k, size_t i)
{
    struct slot *slot = &k->solving.slots[i];
    struct text *t = &k->look.text;
    struct diag d = {0};
    const char *reading;

    if (field_of(k, i)->kind == ANSWER_WORD) {
        text_say(t, STYLE_FAINT, 2, list_choices(t->arena, field_of(k, i)));
        return;
    }
    if (strspn(slot->text, " ") == strlen(slot->text)) {
        text_add(t); /* its place, so that nothing jumps at the first letter */
        return;
    }
    reading = reading_of(k, i, &d);
    if (reading)
        text_say(t, STYLE_FAINT, 2, arena_printf(t->arena, "read as  %s", reading));
    else if (d.at.from >= strlen(slot->text))
        text_say(t, STYLE_FAINT, 2, "read as  \u2026");
    else
        text_say(t, STYLE_FAINT, 2, d.message);
}

/* The caret under the character that can't be right. */
static void add_caret(struct desk *k, const struct slot *slot, int column)
{
    const struct span at = slot->mark.diag.at;
    size_t before = utf8_columns(
        slot->text, at.from < strlen(slot->text) ? at.from : strlen(slot->text));
    struct text *t = &k->look.text;
    struct document *doc = document_new(t->arena);

    block_add_run(doc, document_add(doc, BLOCK_PARAGRAPH), STYLE_BAD, "^");
    text_document(t, doc, column + (int)before, NULL);
}

static void add_mark(struct desk *k, size_t i, int caret_column)
{
    struct slot *slot = &k->solving.slots[i];
    struct text *t = &k->look.text;
    enum style style;
    const char *words, *sign = mark_sign(&slot->mark, &style, &words);
    const char *more = slot->mark.feedback;

    if (slot->mark.verdict == VERDICT_INVALID && slot->mark.diag.message[0]) {
        if (slot->mark.diag.at.to > slot->mark.diag.at.from || slot->mark.diag.at.from)
            add_caret(k, slot, caret_column);
        more = slot->mark.diag.message;
    }
    if (more && strncmp(more, words, strlen(words) - 1) == 0) {
        words = more; /* it says the same, and more */
        more = NULL;
    }
    text_say(t, style, k->solving.field_count > 1 ? 2 : 0,
             arena_printf(t->arena, "%s %s", sign, words));
    if (slot_is_right(slot) && slot->mark.reading_pretty &&
        strcmp(slot->mark.reading_pretty, slot->text) != 0)
        text_say(t, STYLE_FAINT, 2,
                 arena_printf(t->arena, "read as  %s", slot->mark.reading_pretty));
    if (more && more[0])
        text_say(t, STYLE_PLAIN, 2, more);
    if (slot->mark.verdict == VERDICT_INVALID && slot->mark.diag.help[0])
        text_say(t, STYLE_PLAIN, 2, slot->mark.diag.help);
    if (slot->mark.witness && slot->mark.verdict == VERDICT_INCORRECT)
        text_say(t, STYLE_FAINT, 2,
                 arena_printf(t->arena, "at %s yours is %.5g", slot->mark.witness,
                              slot->mark.given));
}

static const char *label_of(const struct desk *k, size_t i)
{
    const char *label = k->solving.variant->labels[i];

    return label ? label : k->solving.field_count > 1 ? field_of(k, i)->name : "";
}

/* Columns before what is typed: the same for all fields, so that they stand in line. */
static int text_column(const struct desk *k)
{
    int widest = 0, limit = k->look.text.width * 2 / 3;

    if (k->solving.field_count == 1)
        return has_box(k) ? 2 : 4;
    for (size_t i = 0; i < k->solving.field_count; i++) {
        int n = (int)utf8_columns(label_of(k, i), strlen(label_of(k, i)));

        if (n > widest)
            widest = n;
    }
    return widest + 4 > limit ? limit : widest + 4;
}

static void add_field(struct desk *k, size_t i)
{
    struct text *t = &k->look.text;
    bool now = k->typing && i == k->focus;

    if (k->solving.field_count == 1) {
        text_blank(t);
        text_say(t, STYLE_PLAIN, 0, *label_of(k, i) ? label_of(k, i) : "Your answer");
    }
    add_field_lines(k, i);
    if (k->solving.slots[i].checked)
        add_mark(k, i, text_column(k));
    else if (now)
        add_reading(k, i);
}

static void add_hints(struct desk *k)
{
    struct text *t = &k->look.text;

    for (size_t i = 0; i < k->solving.hints; i++) {
        text_blank(t);
        text_say(t, STYLE_STRONG, 0,
                 arena_printf(t->arena, "Hint %zu of %zu", i + 1,
                              k->solving.variant->hint_count));
        text_document(t, k->solving.variant->hints[i], 2, NULL);
    }
}

static void add_ending(struct desk *k)
{
    struct text *t = &k->look.text;

    if (!k->solving.solved && !k->solving.shown)
        return;
    text_blank(t);
    if (k->solving.variant->solution.first) {
        text_say(t, STYLE_STRONG, 0, "Solution");
        for (const struct part *p = k->solving.variant->solution.first; p; p = p->next) {
            if (p->kind == PART_SOLUTION || p->kind == PART_TEXT)
                text_document(t, p->text, 2, NULL);
        }
    }
    look_add(&k->look, &k->solving.variant->after);
}

/* Lines are made at every drawing: a key may change any of them. */
static void lay(struct desk *k, struct region body)
{
    bool over = k->solving.solved || k->solving.shown;
    int top = k->look.top;

    look_begin(&k->look, body,
               sheet_has_figure(&k->solving.variant->statement) ||
                   (over && sheet_has_figure(&k->solving.variant->after)));
    look_add(&k->look, &k->solving.variant->statement);
    text_blank(&k->look.text);
    for (size_t i = 0; i < k->solving.field_count; i++)
        add_field(k, i);
    add_hints(k);
    add_ending(k);
    k->look.top = top;
}

/* ---- draw --------------------------------------------------------------------------------------- */

static void draw_typed(struct screen *s, struct region in, int row,
                       const struct slot *slot, bool now, enum ink ink)
{
    int caret = (int)utf8_columns(slot->text, slot->at), skip = 0;
    size_t from = 0, n = strlen(slot->text);

    if (caret >= in.columns) /* the end of a long line is in sight */
        skip = caret - in.columns + 1;
    while (skip > 0 && from < n) {
        size_t next = utf8_next(slot->text, n, from);
        int wide = (int)utf8_columns(slot->text + from, next - from);

        from = next;
        skip -= wide;
        caret -= wide;
    }
    screen_put(s, in, row, 0, ink, slot->text + from);
    if (now)
        screen_cursor(s, in, row, caret);
}

static void draw_field(struct desk *k, struct region in, int row,
                       const struct text_line *line)
{
    size_t i = line->index;
    struct screen *s = k->look.app->screen;
    bool now = k->typing && i == k->focus, box = has_box(k);
    int column = text_column(k), columns = in.columns;
    enum ink frame = now ? INK_ACCENT : INK_FAINT;

    if (box) {
        static const char *const left[] = {"\u250c", "\u2502", "\u2514"};
        static const char *const right[] = {"\u2510", "\u2502", "\u2518"};

        columns = in.columns > 60 ? 60 : in.columns;
        for (int x = 1; line->figure_row != 1 && x < columns - 1; x++)
            screen_put(s, in, row, x, frame, "\u2500");
        screen_put(s, in, row, 0, frame, left[line->figure_row]);
        screen_put(s, in, row, columns - 1, frame, right[line->figure_row]);
        columns--;
        if (line->figure_row != 1)
            return;
    } else if (k->solving.field_count > 1) {
        screen_put_cut(s, (struct region){in.row, in.column, in.rows, column - 3}, row, 0,
                       now ? INK_STRONG : INK_PLAIN, label_of(k, i));
    }
    if (!box)
        screen_put(s, in, row, column - 2, frame, "\u203a");
    if (solving_is_closed(&k->solving, i) && !k->solving.shown)
        screen_put(s, in, row, column, INK_FAINT, "opens with the line before");
    else
        draw_typed(s,
                   (struct region){in.row, in.column + column, in.rows, columns - column},
                   row, &k->solving.slots[i], now, INK_PLAIN);
}

static void draw_fields(struct desk *k, struct region body)
{
    struct region text = look_text_region(&k->look, body);

    for (int row = 0; row < text.rows && k->look.top + row < (int)k->look.text.count;
         row++) {
        const struct text_line *line = &k->look.text.lines[k->look.top + row];

        if (line->kind == LINE_FIELD)
            draw_field(k, text, row, line);
    }
}

/* The field and what is said of it. */
static void follow_focus(struct desk *k)
{
    size_t first = 0, end;

    while (first < k->look.text.count && !(k->look.text.lines[first].kind == LINE_FIELD &&
                                           k->look.text.lines[first].index == k->focus))
        first++;
    end = first;
    while (end < k->look.text.count && !(k->look.text.lines[end].kind == LINE_FIELD &&
                                         k->look.text.lines[end].index != k->focus))
        end++;
    if (k->solving.hints && k->follow)
        end = k->look.text.count;
    if (first < k->look.text.count)
        look_reveal(&k->look, (int)first, (int)(end - first) - 1);
}

static void draw(struct app *app, struct view *view, struct region body)
{
    struct desk *k = view->self;

    (void)app;
    lay(k, body);
    if (k->follow || k->typing)
        follow_focus(k);
    look_scroll(&k->look, k->to_end ? (int)k->look.text.count : 0);
    k->follow = k->to_end = false;
    look_draw(&k->look, body);
    draw_fields(k, body);
}

static void head(struct app *app, struct view *view, struct str *left, struct str *right)
{
    struct desk *k = view->self;
    bool narrow = app->screen->columns < 60;

    str_addf(left, narrow ? "%s" : "gradus \u203a %s", k->solving.problem->head.title);
    if (k->solving.solved)
        str_add(right, "solved");
    else if (k->solving.shown)
        str_add(right, "solution shown");
    else if (k->solving.hints)
        str_addf(right, narrow ? "%zu/%zu" : "hints %zu of %zu", k->solving.hints,
                 k->solving.variant->hint_count);
    else if (!narrow && k->solving.problem->head.skills.count)
        str_addf(right, "skill: %s", k->solving.problem->head.skills.at[0].text);
}

/* ---- answers -------------------------------------------------------------------------------------- */

static void focus(struct desk *k, size_t i)
{
    k->focus = i;
    k->typing = true;
    k->follow = true;
    edit_begin(k->solving.slots[i].text, k->solving.slots[i].at,
               (enum history)(HISTORY_ANSWER + (int)field_of(k, i)->kind));
}

/* The next field that is open and not yet right, round and round; false: there is none. */
static bool find_field(const struct desk *k, size_t from, int by, bool also_right,
                       size_t *out)
{
    size_t n = k->solving.field_count;

    for (size_t step = 1; step <= n; step++) {
        size_t i = (from + n + (by > 0 ? step : n - step)) % n;

        if (!solving_is_closed(&k->solving, i) &&
            (also_right || !slot_is_right(&k->solving.slots[i]))) {
            *out = i;
            return true;
        }
    }
    return false;
}

static void check(struct app *app, struct desk *k)
{
    size_t next;

    if (!solving_check(app, &k->solving, k->focus)) {
        app_say(app, "type an answer first; F4 gives a hint");
        return;
    }
    k->follow = true;
    if (slot_counts(&k->solving.slots[k->focus]))
        edit_remember(k->solving.slots[k->focus].text);
    if (k->solving.solved)
        k->typing = false;
    else if (slot_is_right(&k->solving.slots[k->focus]) &&
             find_field(k, k->focus, 1, false, &next))
        focus(k, next);
}

/* A hint more; after the last one a word of warning, and then the solution. */
static void hint(struct app *app, struct desk *k)
{
    k->follow = true;
    if (k->solving.solved || k->solving.shown) {
        app_say(app, "all is told already; r draws other numbers");
    } else if (k->solving.hints < k->solving.variant->hint_count) {
        k->solving.hints++;
    } else if (!k->asked) {
        k->asked = true;
        app_say(app, "%s; the same key once more shows the solution",
                k->solving.hints ? "this was the last hint" : "there is no hint here");
    } else {
        k->typing = false;
        solving_show(app, &k->solving);
        k->follow = false;
        k->to_end = true;
    }
}

/* ---- keys --------------------------------------------------------------------------------------------- */

static enum status draw_variant(struct app *app, struct view *view, uint64_t seed,
                                struct diag *d)
{
    struct desk *k = view->self;
    struct solving solving = {.problem = k->solving.problem};
    enum status st = solving_begin(app, &solving, view->arena, seed, d);

    if (st != ST_OK)
        return st;
    look_close(&k->look);
    *k = (struct desk){.solving = solving};
    k->look.app = app;
    k->look.search = solving.variant->search;
    k->look.names = &solving.variant->names;
    k->look.keep = view->arena;
    if (k->solving.field_count)
        focus(k, 0);
    return ST_OK;
}

static void another(struct app *app, struct view *view)
{
    struct desk *k = view->self;
    struct diag d = {0};

    if (!k->solving.problem->param_count)
        app_say(app, "this problem has only these numbers");
    else if (draw_variant(app, view, rng_next(&app->rng) >> 11, &d) != ST_OK)
        app_say(app, "%s", d.message);
}

static void act(struct app *app, struct view *view, enum action action)
{
    struct desk *k = view->self;
    size_t to;

    if (action != ACT_HINT)
        k->asked = false;
    switch (action) {
    case ACT_CHECK: check(app, k); break;
    case ACT_HINT: hint(app, k); break;
    case ACT_ANOTHER: another(app, view); break;
    case ACT_NEXT_FIELD:
    case ACT_PREVIOUS_FIELD:
        if (find_field(k, k->focus, action == ACT_NEXT_FIELD ? 1 : -1, true, &to))
            focus(k, to);
        break;
    case ACT_ANSWER:
        if (!k->solving.solved && !k->solving.shown && k->solving.field_count)
            focus(k, k->focus);
        else
            app_pop(app);
        break;
    case ACT_BACK: k->typing = false; break;
    case ACT_UP: look_scroll(&k->look, -1); break;
    case ACT_DOWN: look_scroll(&k->look, 1); break;
    case ACT_PAGE_UP: look_scroll(&k->look, 2 - k->look.rows); break;
    case ACT_PAGE_DOWN: look_scroll(&k->look, k->look.rows - 2); break;
    case ACT_FIRST: look_scroll(&k->look, -100000); break;
    case ACT_LAST: look_scroll(&k->look, 100000); break;
    default: break;
    }
}

static void type(struct app *app, struct view *view, uint32_t key)
{
    struct desk *k = view->self;
    struct slot *slot = &k->solving.slots[k->focus];
    size_t n;

    (void)app;
    edit_key(key);
    n = utf8_prefix(edit_text(), strlen(edit_text()), TYPED_MAX / 4);
    if (strlen(slot->text) != n || memcmp(slot->text, edit_text(), n) != 0)
        slot->checked = false; /* the mark was for another answer */
    memcpy(slot->text, edit_text(), n);
    slot->text[n] = '\0';
    slot->at = edit_at() < n ? edit_at() : n;
}

static enum where where(const struct view *view)
{
    return ((const struct desk *)view->self)->typing ? ON_FIELD : ON_PROBLEM;
}

static void close_desk(struct app *app, struct view *view)
{
    (void)app;
    look_close(&((struct desk *)view->self)->look);
}

static const struct view_kind kind = {draw, act, type, where, head, NULL, close_desk};

uint64_t problem_seed(const struct view *view)
{
    return ((const struct desk *)view->self)->solving.variant->seed;
}

/* ---- open ---------------------------------------------------------------------------------------------- */

static struct view *with_variant(struct app *app, struct view *view, uint64_t seed)
{
    struct diag d = {0};

    if (draw_variant(app, view, seed, &d) == ST_OK)
        return view;
    app_say(app, "%s", d.message);
    arena_free(view->arena);
    return NULL;
}

struct view *problem_of(struct app *app, const struct problem *problem, uint64_t seed)
{
    struct view *view = view_new(&kind, sizeof(struct desk));

    ((struct desk *)view->self)->solving.problem = problem;
    return with_variant(app, view, seed);
}

struct view *problem_new(struct app *app, const struct entry *entry, uint64_t seed)
{
    struct view *view = view_new(&kind, sizeof(struct desk));
    struct findings findings = findings_in(view->arena, entry->path);
    struct desk *k = view->self;

    k->solving.problem = library_read_problem(entry, view->arena, &findings);
    if (!k->solving.problem) {
        app_say(app, "%s", findings_reason(&findings, "this problem can't be read"));
        arena_free(view->arena);
        return NULL;
    }
    return with_variant(app, view, seed);
}
