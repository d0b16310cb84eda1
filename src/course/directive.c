/* directive.c: fenced blocks of a lesson or problem as parts (AUTHORING 5.1).
 *
 *   ```descent id=race          the words behind the name: id, caption, alt, when, title, ...
 *   f: x^2                      the content: YAML, or CommonMark for asides
 *   start: 3
 *   ```
 */
#include "course/internal.h"

#include <math.h>
#include <string.h>

enum { MOST_RUNS = 16 };

struct directive {
    struct sheet_maker *m;
    const struct block *block;
    struct arena *arena; /* of the pool */
    struct part *part;
    struct settings keys; /* of YAML content */
    size_t word_count;
    const char *names[12], *values[12]; /* words of the info string */
};

/* ---- the info string ------------------------------------------------------------- */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static void read_words(struct directive *d)
{
    const char *at = d->block->info + strcspn(d->block->info, " \t");

    for (at = skip_blanks(at); *at && d->word_count < 12; at = skip_blanks(at)) {
        size_t n = strcspn(at, "= \t"), k = d->word_count++;

        d->names[k] = arena_strndup(d->arena, at, n);
        at += n;
        if (*at != '=') {
            d->values[k] = "true";
            continue;
        }
        at++;
        n = *at == '"' ? strcspn(at + 1, "\"") : strcspn(at, " \t");
        d->values[k] = arena_strndup(d->arena, at + (*at == '"'), n);
        at += n + (*at == '"' ? 1 + (at[n + 1] == '"') : 0);
    }
}

static const char *word(const struct directive *d, const char *name)
{
    for (size_t i = 0; i < d->word_count; i++)
        if (strcmp(d->names[i], name) == 0)
            return d->values[i];
    return NULL;
}

/* Words that every directive takes may also be keys of its content. */
static const char *common(struct directive *d, const char *name)
{
    const char *text = word(d, name);

    settings_text(&d->keys, name, false, &text);
    return text;
}

static void complain(struct directive *d, const char *what)
{
    findings_add(d->m->findings, "L602", d->block->line,
                 place_indent(d->m->findings, d->block->line), "%s", what);
}

/* A word that is shown, with its values. */
static const char *shown(struct directive *d, const char *name, const char *text)
{
    const struct yaml *y = d->keys.map ? yaml_get(d->keys.map, name) : NULL;
    struct diag diag = {0};
    size_t bad = 0;

    if (!text || expand_text(d->m->s, d->m->names, text, strlen(text), EXPAND_SHOWN,
                             &text, &bad, &diag) == ST_OK)
        return text;
    if (y) {
        struct scalar written = {y->text, y->line, y->column};

        findings_within(d->m->findings, "L604", &written, bad, "%s", diag.message);
    } else {
        findings_add(d->m->findings, "L604", d->block->line, 0, "%s", diag.message);
    }
    return text;
}

static void common_words(struct directive *d)
{
    const char *when = common(d, "when");

    d->part->line = d->block->line;
    d->part->id = common(d, "id");
    d->part->caption = shown(d, "caption", common(d, "caption"));
    d->part->alt = shown(d, "alt", common(d, "alt"));
    d->part->after = when && strcmp(when, "after") == 0;
    if (when && !d->part->after && strcmp(when, "always") != 0)
        complain(d, "'when' is always or after");
}

/* ---- values in content ----------------------------------------------------------- */

static struct scalar scalar_of(const struct yaml *y)
{
    return (struct scalar){y->text, y->line, y->column};
}

static bool filled(struct directive *d, const struct yaml *y, const char **text)
{
    struct scalar written = scalar_of(y);
    struct diag diag = {0};
    size_t bad = 0;

    if (expand_text(d->m->s, d->m->names, y->text, strlen(y->text), EXPAND_PLAIN, text,
                    &bad, &diag) == ST_OK)
        return true;
    findings_within(d->m->findings, "L604", &written, bad, "%s", diag.message);
    if (diag.help[0])
        findings_help(d->m->findings, "%s", diag.help);
    return false;
}

static bool value_at(struct directive *d, const struct yaml *y, struct value **v)
{
    struct scalar written;
    struct diag diag = {0};
    const char *text;

    if (y->kind != YAML_TEXT) {
        settings_complain(&d->keys, y, "an expression is wanted here");
        return false;
    }
    if (!filled(d, y, &text))
        return false;
    if (value_of(d->m->s, d->m->names, text, strlen(text), v, &diag) == ST_OK)
        return true;
    written = scalar_of(y); /* a filled-in text has places of its own */
    findings_within(d->m->findings, "L602", &written,
                    strcmp(text, y->text) ? 0 : diag.at.from, "%s", diag.message);
    if (diag.help[0])
        findings_help(d->m->findings, "%s", diag.help);
    return false;
}

static bool double_at(struct directive *d, const struct yaml *y, double *out)
{
    struct value *v;

    if (!value_at(d, y, &v))
        return false;
    *out = value_double(d->m->s, v);
    if (!isfinite(*out))
        settings_complain(&d->keys, y, "a number is wanted here");
    return isfinite(*out);
}

static bool formula_at(struct directive *d, const struct yaml *y, struct formula *f,
                       const char **text)
{
    struct value *v;

    if (!value_at(d, y, &v))
        return false;
    *text = value_text(d->m->s, v, NOTE_PLAIN);
    if (value_as_formula(d->m->s, v, f))
        return true;
    settings_complain(&d->keys, y, "a function is wanted here");
    return false;
}

static void window_at(struct directive *d, const char *name, bool required,
                      struct window *w)
{
    const struct yaml *y = settings_get(&d->keys, name, required);

    if (!y)
        return;
    if (y->kind != YAML_ITEMS || y->count != 2)
        settings_complain(&d->keys, y, "'%s' is [lo, hi]", name);
    else if (double_at(d, y->items[0], &w->lo) && double_at(d, y->items[1], &w->hi)) {
        w->given = w->lo < w->hi;
        if (!w->given)
            settings_complain(&d->keys, y, "'%s' is empty", name);
    }
}

static struct eval evaluation(struct directive *d)
{
    return (struct eval){d->m->s, d->m->names, NULL};
}

/* ---- plot -------------------------------------------------------------------- */

static void show_words(struct directive *d, struct plot *p)
{
    static const char *const words[] = {"zeros",   "critical",   "inflection",
                                        "extrema", "asymptotes", NULL};
    struct scalars show = {0};

    settings_texts(&d->keys, "show", &show);
    for (size_t i = 0; i < show.count; i++) {
        unsigned k = 0;

        while (words[k] && strcmp(words[k], show.at[i].text) != 0)
            k++;
        if (words[k])
            p->show |= 1u << k;
        else
            findings_add(d->m->findings, "L602", show.at[i].line, show.at[i].column,
                         "a plot can't show '%s'", show.at[i].text);
    }
}

static void plot_marks(struct directive *d, struct plot *p)
{
    const struct yaml *y = settings_get(&d->keys, "mark", false);

    if (!y || y->kind != YAML_ITEMS)
        return;
    p->marks = arena_array(d->arena, y->count + 1, sizeof *p->marks);
    for (size_t i = 0; i < y->count; i++) {
        struct settings s = settings_of(d->arena, y->items[i], "a mark", d->m->findings);
        const struct yaml *at = settings_get(&s, "at", true);
        const struct yaml *height = settings_get(&s, "y", false);

        p->marks[p->mark_count].y = NAN;
        settings_text(&s, "label", false, &p->marks[p->mark_count].label);
        settings_end(&s);
        if (at && double_at(d, at, &p->marks[p->mark_count].at) &&
            (!height || double_at(d, height, &p->marks[p->mark_count].y)))
            p->mark_count++;
    }
}

static void plot_functions(struct directive *d, struct plot *p)
{
    const struct yaml *y = settings_get(&d->keys, "f", true);
    size_t n = !y ? 0 : y->kind == YAML_ITEMS ? y->count : 1;
    struct eval e = evaluation(d);

    p->f = arena_array(d->arena, n + 1, sizeof *p->f);
    p->f_text = arena_array(d->arena, n + 1, sizeof *p->f_text);
    p->x = pool_symbol(d->m->s->pool, "x");
    for (size_t i = 0; i < n; i++) {
        if (!formula_at(d, y->kind == YAML_ITEMS ? y->items[i] : y, &p->f[p->count],
                        &p->f_text[p->count]))
            continue;
        if (!expr_closed(d->m->s->pool, p->f[p->count].body))
            p->x = value_variable(&e, p->f[p->count].body);
        p->count++;
    }
}

static void read_plot(struct directive *d)
{
    struct plot *p = arena_alloc(d->arena, sizeof *p);
    const struct yaml *tangent = settings_get(&d->keys, "tangent_at", false);
    long height = 0;

    d->part->plot = p;
    plot_functions(d, p);
    window_at(d, "x", true, &p->across);
    window_at(d, "y", false, &p->up);
    show_words(d, p);
    plot_marks(d, p);
    p->has_tangent = tangent && double_at(d, tangent, &p->tangent_at);
    settings_integer(&d->keys, "height", 4, 60, &height);
    p->height = (int)height;
}

/* ---- descent ------------------------------------------------------------------- */

/* One node, or the items of a list. */
static size_t choices_of(const struct yaml *y)
{
    return !y ? 1 : y->kind == YAML_ITEMS ? y->count : 1;
}

static const struct yaml *choice_of(const struct yaml *y, size_t i)
{
    return y && y->kind == YAML_ITEMS ? y->items[i] : y;
}

/* A list of numbers is a point where there are several variables; else each is a start of
 * its own, as each item of a list of points is. */
static bool is_list_of_starts(const struct descent *t, const struct yaml *y)
{
    return y && y->kind == YAML_ITEMS && y->count &&
           (t->dimension == 1 || y->items[0]->kind == YAML_ITEMS);
}

static bool read_start(struct directive *d, const struct descent *t, const struct yaml *y,
                       double *start)
{
    if (choices_of(y) != t->dimension) {
        settings_complain(&d->keys, y, "the start has a coordinate for each variable");
        return false;
    }
    for (size_t i = 0; i < t->dimension; i++)
        if (!double_at(d, choice_of(y, i), &start[i]))
            return false;
    return true;
}

static bool read_rate(struct directive *d, const struct yaml *y, struct descent_run *run)
{
    struct value *v;

    run->rate = 0.1;
    run->rate_text = "1/10";
    if (!y)
        return true;
    if (!value_at(d, y, &v))
        return false;
    run->rate = value_double(d->m->s, v);
    run->rate_text = value_text(d->m->s, v, NOTE_PLAIN);
    if (!(run->rate > 0))
        settings_complain(&d->keys, y, "a rate is a positive number");
    return run->rate > 0;
}

static void read_runs(struct directive *d, struct descent *t)
{
    const struct yaml *rate = settings_get(&d->keys, "rate", false);
    const struct yaml *lr = settings_get(&d->keys, "lr", false);
    const struct yaml *method = settings_get(&d->keys, "method", false);
    const struct yaml *start = settings_get(&d->keys, "start", true);
    bool many = is_list_of_starts(t, start);
    size_t rates, methods = choices_of(method), starts = many ? start->count : 1;

    rate = rate ? rate : lr;
    rates = choices_of(rate);
    if (!start)
        return;
    if (rates * methods * starts > MOST_RUNS) {
        complain(d, "at most 16 descents can race");
        return;
    }
    t->runs = arena_array(d->arena, rates * methods * starts + 1, sizeof *t->runs);
    for (size_t i = 0; i < rates * methods * starts; i++) {
        struct descent_run *run = &t->runs[t->count];
        const struct yaml *m = choice_of(method, i / rates % methods);
        const struct yaml *from = many ? start->items[i / rates / methods] : start;

        run->method = m && m->kind == YAML_TEXT ? m->text : "gd";
        run->start = arena_array(d->arena, t->dimension + 1, sizeof *run->start);
        if (read_rate(d, choice_of(rate, i % rates), run) &&
            read_start(d, t, from, run->start))
            t->count++;
    }
}

static void read_expect(struct directive *d, struct descent *t)
{
    const struct yaml *y = settings_get(&d->keys, "expect", false), *to, *within;
    struct settings s;

    t->expect.within = 1e-3;
    if (!y)
        return;
    t->expect.line = y->line;
    t->expect.column = y->column;
    s = settings_of(d->arena, y, "'expect'", d->m->findings);
    settings_truth(&s, "converges", &t->expect.converges);
    settings_truth(&s, "diverges", &t->expect.diverges);
    to = settings_get(&s, "to", false);
    within = settings_get(&s, "within", false);
    t->expect.has_to = to && double_at(d, to, &t->expect.to);
    if (within)
        double_at(d, within, &t->expect.within);
    settings_end(&s);
}

static void descent_function(struct directive *d, struct descent *t)
{
    struct pool *p = d->m->s->pool;
    const struct yaml *y = settings_get(&d->keys, "f", true);
    struct eval e = evaluation(d);

    t->f = (struct formula){pool_int(p, 0), pool_true(p)};
    t->f_text = "0";
    if (y)
        formula_at(d, y, &t->f, &t->f_text);
    t->vars = expr_symbols(p, t->f.body, &t->dimension);
    if (!t->dimension) {
        t->vars = arena_array(d->arena, 1, sizeof *t->vars);
        t->vars[0] = value_variable(&e, t->f.body);
        t->dimension = 1;
    }
    t->var_names = arena_array(d->arena, t->dimension + 1, sizeof *t->var_names);
    for (size_t i = 0; i < t->dimension; i++)
        t->var_names[i] = expr_name(p, t->vars[i]);
}

static void read_descent(struct directive *d)
{
    struct descent *t = arena_alloc(d->arena, sizeof *t);
    long most = 20, fps = 6;

    d->part->descent = t;
    t->momentum = -1;
    descent_function(d, t);
    read_runs(d, t);
    settings_integer(&d->keys, "steps", 1, 10000, &most);
    settings_integer(&d->keys, "max-iter", 1, 10000, &most);
    settings_integer(&d->keys, "fps", 1, 60, &fps);
    settings_double(&d->keys, "momentum", &t->momentum);
    settings_truth(&d->keys, "table", &t->table);
    window_at(d, "x", false, &t->across);
    window_at(d, "y", false, &t->up);
    read_expect(d, t);
    t->max_iter = (int)most;
    t->fps = (int)fps;
}

/* ---- steps ------------------------------------------------------------------- */

static void read_steps(struct directive *d)
{
    struct steps *t = arena_alloc(d->arena, sizeof *t);
    const struct yaml *lines = settings_get(&d->keys, "lines", false);
    const char *reveal = NULL;
    const struct yaml *of = settings_get(&d->keys, "of", false);

    d->part->steps = t;
    settings_text(&d->keys, "reveal", false, &reveal);
    t->one_by_one = !reveal || strcmp(reveal, "one-by-one") == 0;
    if (of && of->kind == YAML_TEXT) {
        t->written = scalar_of(of);
        filled(d, of, &t->of);
    }
    if (!of && !lines)
        complain(d, "steps need 'of' or 'lines'");
    if (!lines || lines->kind != YAML_ITEMS)
        return;
    t->lines = arena_array(d->arena, lines->count + 1, sizeof *t->lines);
    for (size_t i = 0; i < lines->count; i++) {
        struct settings s =
            settings_of(d->arena, lines->items[i], "a line of steps", d->m->findings);
        const struct yaml *math = settings_get(&s, "math", false);

        settings_text(&s, "say", false, &t->lines[i].say);
        settings_text(&s, "rule", false, &t->lines[i].rule);
        settings_end(&s);
        if (math && math->kind == YAML_TEXT) {
            t->lines[i].written = scalar_of(math);
            filled(d, math, &t->lines[i].math);
        }
        t->count++;
    }
}

/* ---- problems and quizzes -------------------------------------------------------- */

/* A problem written in place knows the lesson's values, those it lets itself after them. */
static struct problem *inline_problem(struct directive *d, bool quiz)
{
    struct problem *p = arena_alloc(d->arena, sizeof *p);
    struct binding *lets;
    const char *ask = NULL;

    p->head = *d->m->head;
    p->head.kind = FILE_PROBLEM;
    p->head.id = arena_printf(d->arena, "%s.%zu", d->m->head->id, ++d->m->quiz_count);
    settings_text(&d->keys, quiz ? "ask" : "title", true, quiz ? &ask : &p->head.title);
    settings_text(&d->keys, quiz ? "title" : "ask", !quiz, quiz ? &p->head.title : &ask);
    problem_keys(&d->keys, p, d->m->names->vars);
    lets = arena_array(d->arena, d->m->let_count + p->let_count + 1, sizeof *lets);
    if (d->m->let_count)
        memcpy(lets, d->m->lets, d->m->let_count * sizeof *lets);
    if (p->let_count)
        memcpy(lets + d->m->let_count, p->lets, p->let_count * sizeof *lets);
    p->lets = lets;
    p->let_count += d->m->let_count;
    p->scheduled = false;
    p->body = ask ? ask : "";
    p->body_size = strlen(p->body);
    p->body_line = d->block->line + 1;
    return p;
}

static void read_task(struct directive *d, bool quiz)
{
    struct task *t = arena_alloc(d->arena, sizeof *t);
    const char *seed = common(d, "seed"), *gate = common(d, "gate");
    long v;

    d->part->task = t;
    t->use = quiz ? NULL : common(d, "use");
    if (seed && strcmp(seed, "random") != 0) {
        t->has_seed = integer_read(seed, &v) && v >= 0;
        t->seed = t->has_seed ? (uint64_t)v : 0;
        if (!t->has_seed)
            complain(d, "'seed' is a whole number or random");
    }
    if (gate && !truth_read(gate, &t->gate))
        complain(d, "'gate' is true or false");
    if (!t->use)
        t->problem = inline_problem(d, quiz);
    else if (!id_is_valid(t->use))
        complain(d, "'use' is the id of a problem");
}

/* ---- asides ------------------------------------------------------------------ */

static void read_aside(struct directive *d)
{
    struct sheet_maker inner = *d->m;
    struct sheet *sheet = sheets_read(&inner, d->block->text, strlen(d->block->text),
                                      d->block->line + 1, false);
    const char *kind = word(d, "kind");

    d->part->title = shown(d, "title", word(d, "title"));
    d->part->warn = kind && strcmp(kind, "warn") == 0;
    d->part->text = document_new(d->arena);
    if (sheet && sheet->first && sheet->first->kind == PART_TEXT)
        d->part->text = sheet->first->text;
    if (sheet && sheet->first && (sheet->first->kind != PART_TEXT || sheet->first->next))
        complain(d, "an aside holds no directives");
}

/* ---- all --------------------------------------------------------------------- */

static bool find_kind(const char *info, enum part_kind *kind)
{
    static const struct {
        const char *name;
        enum part_kind kind;
    } kinds[] = {
        {"plot", PART_PLOT},       {"descent", PART_DESCENT}, {"steps", PART_STEPS},
        {"problem", PART_PROBLEM}, {"quiz", PART_QUIZ},       {"note", PART_NOTE},
        {"reveal", PART_REVEAL},   {"hint", PART_HINT},       {"solution", PART_SOLUTION},
    };
    size_t n = strcspn(info, " \t");

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].name) == n && !memcmp(kinds[i].name, info, n)) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static bool holds_markup(enum part_kind kind)
{
    return kind >= PART_NOTE;
}

static void read_content(struct directive *d)
{
    switch (d->part->kind) {
    case PART_PLOT: read_plot(d); break;
    case PART_DESCENT: read_descent(d); break;
    case PART_STEPS: read_steps(d); break;
    case PART_PROBLEM: read_task(d, false); break;
    case PART_QUIZ: read_task(d, true); break;
    default: read_aside(d); break;
    }
}

struct part *directive_read(struct sheet_maker *m, const struct block *b)
{
    struct directive d = {.m = m, .block = b, .arena = pool_arena(m->s->pool)};
    struct yaml *content = NULL;
    enum part_kind kind = PART_TEXT;

    if (b->unclosed)
        findings_add(m->findings, "L601", b->line, place_indent(m->findings, b->line),
                     "this fence is never closed");
    if (b->unclosed || !find_kind(b->info, &kind))
        return NULL;
    d.part = arena_alloc(d.arena, sizeof *d.part);
    d.part->kind = kind;
    read_words(&d);
    if (!holds_markup(kind)) {
        content = yaml_read(d.arena, b->text, strlen(b->text), b->line + 1, m->findings);
        if (!content)
            return NULL;
    }
    d.keys = settings_of(
        d.arena, content,
        arena_printf(d.arena, "'%.*s'", (int)strcspn(b->info, " \t"), b->info),
        m->findings);
    d.keys.bad = "L602";
    if (!d.keys.line)
        d.keys.line = b->line;
    common_words(&d);
    read_content(&d);
    if (content)
        settings_end(&d.keys);
    return d.part;
}
