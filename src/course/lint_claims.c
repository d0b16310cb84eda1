/* lint_claims.c: a lesson says "this walk diverges", "these lines are equal", "the zeros
 * are marked": is it so? */
#include "course/lint.h"

#include <math.h>
#include <string.h>

#include "optim/optim.h"

struct claims {
    struct lint_file *f;
    const struct search *s;
    struct names *names;
};

/* ---- descents -------------------------------------------------------------------- */

struct slope {
    const struct tape *tape;
    double *work;
};

static double slope_at(void *context, const double *x, double *g)
{
    struct slope *s = context;
    double y, seed = 1;

    tape_gradient(s->tape, x, &seed, &y, g, s->work);
    return y;
}

static double height_at(void *context, const double *x)
{
    struct slope *s = context;
    double y;

    tape_eval(s->tape, x, &y, s->work);
    return y;
}

struct walk_end {
    bool diverged;
    double x, first_step, last_step;
};

static double length(const double *v, size_t n)
{
    double sum = 0;

    for (size_t i = 0; v && i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

static bool walk(const struct claims *c, const struct descent *t,
                 const struct descent_run *from, struct walk_end *end)
{
    struct arena *a = c->f->arena;
    int method = method_find(from->method);
    struct optim_options options;
    struct slope slope;
    struct objective o = {
        .n = t->dimension, .context = &slope, .value = height_at, .gradient = slope_at};
    struct optim_run *run;
    struct frame frame;
    struct tape *tape;

    if (method < 0 || tape_compile(a, c->s->pool, &t->f.body, 1, t->vars, t->dimension,
                                   &tape, NULL) != ST_OK)
        return false;
    slope = (struct slope){tape, arena_array(a, 2 * tape_work(tape) + 1, sizeof(double))};
    options = optim_defaults((enum method)method);
    options.rate = from->rate;
    options.max_iter = (size_t)t->max_iter;
    if (t->momentum >= 0)
        options.momentum = t->momentum;
    if (optim_start(a, &o, &options, from->start, &run, NULL) != ST_OK)
        return false;
    *end = (struct walk_end){.x = from->start[0]};
    while (optim_step(run, &frame) && budget_spend(c->s->budget, 10)) {
        end->x = frame.x[0];
        end->last_step = length(frame.step, o.n);
        if (frame.k == 1)
            end->first_step = end->last_step;
        end->diverged = frame.stop == STOP_DIVERGED || !isfinite(frame.f);
    }
    end->diverged |= end->last_step > end->first_step;
    return true;
}

static void check_descent(const struct claims *c, const struct descent *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct descent_run *run = &t->runs[i];
        struct walk_end end;
        bool settled;

        if (!t->expect.converges && !t->expect.diverges && !t->expect.has_to)
            return;
        if (!walk(c, t, run, &end)) {
            findings_add(c->f->findings, "L606", t->expect.line, t->expect.column,
                         "the walk by %s can't be made", run->method);
            continue;
        }
        settled = !end.diverged &&
                  (t->expect.has_to ? fabs(end.x - t->expect.to) <= t->expect.within
                                    : end.last_step <= t->expect.within);
        if (t->expect.diverges && !end.diverged)
            findings_add(
                c->f->findings, "L606", t->expect.line, t->expect.column,
                "with rate %s the walk does not diverge: after %d steps it is at "
                "%.6g",
                run->rate_text, t->max_iter, end.x);
        else if (!t->expect.diverges && !settled)
            findings_add(c->f->findings, "L606", t->expect.line, t->expect.column,
                         "with rate %s the walk is at %.6g after %d steps",
                         run->rate_text, end.x, t->max_iter);
    }
}

/* ---- steps ------------------------------------------------------------------------- */

/* The value of an expression made of the file's; NULL where there is none. */
static struct value *value_made(const struct claims *c, const char *text)
{
    struct value *v = NULL;
    struct diag d = {0};

    return value_of(c->s, c->names, text, strlen(text), &v, &d) == ST_OK ? v : NULL;
}

/* "2x = 4" as the set of its solutions, anything else as its value. */
static struct value *meaning(const struct claims *c, const char *math)
{
    const char *equals = strchr(math, '=');
    struct arena *a = c->f->arena;

    if (!equals || equals == math || strchr("<>!=", equals[-1]) || equals[1] == '=')
        return value_made(c, math);
    return value_made(c, arena_printf(a, "roots((%.*s) - (%s))", (int)(equals - math),
                                      math, equals + 1));
}

static bool is_included(const struct claims *c, const struct value *a,
                        const struct value *b)
{
    for (size_t i = 0; i < a->count; i++) {
        bool found = false;

        for (size_t k = 0; k < b->count; k++)
            found |= value_equal(c->s, a->items[i], b->items[k]) == TRUTH_YES;
        if (!found)
            return false;
    }
    return true;
}

static void check_line(const struct claims *c, const struct steps_line *before,
                       const struct steps_line *line)
{
    struct value *a = meaning(c, before->math), *b = meaning(c, line->math);
    struct findings *f = c->f->findings;
    const struct scalar *at = &line->written;

    if (!a || !b) {
        if (!b)
            findings_within(f, "L606", at, 0, "this line can't be checked");
        return;
    }
    if (line->rule && !strcmp(line->rule, "implies") && a->kind == VALUE_SET &&
        b->kind == VALUE_SET && is_included(c, a, b))
        return;
    switch (value_equal(c->s, a, b)) {
    case TRUTH_YES: break;
    case TRUTH_NO:
        findings_within(f, "L606", at, 0,
                        "this does not follow from the line before: %s, then %s",
                        value_text(c->s, a, NOTE_PLAIN), value_text(c->s, b, NOTE_PLAIN));
        break;
    case TRUTH_UNKNOWN:
        findings_within(f, "L606", at, 0,
                        "this could not be proved equal to the line before");
        break;
    }
}

static void check_steps(const struct claims *c, const struct steps *t)
{
    const struct steps_line *before = NULL;
    struct question q;
    struct diag d = {0};

    if (t->of && course_question(c->s, c->names, t->of, &q, &d) != ST_OK)
        findings_within(c->f->findings, "L602", &t->written,
                        strcmp(t->of, t->written.text) ? 0 : d.at.from, "%s", d.message);
    for (size_t i = 0; i < t->count; i++) {
        if (!t->lines[i].math)
            continue;
        if (before)
            check_line(c, before, &t->lines[i]);
        before = &t->lines[i];
    }
}

/* ---- plots -------------------------------------------------------------------------- */

/* Is one of the points in the window? Unknown counts as yes. */
static bool some_in(const struct claims *c, const char *set, const struct window *w)
{
    struct value *v = value_made(c, set);

    if (!v || v->kind != VALUE_SET)
        return true;
    for (size_t i = 0; i < v->count; i++) {
        double x = value_double(c->s, v->items[i]);

        if (!(x < w->lo || x > w->hi))
            return true;
    }
    return false;
}

static bool shows(const struct claims *c, const struct plot *p, unsigned what)
{
    struct arena *a = c->f->arena;

    for (size_t i = 0; i < p->count; i++) {
        const char *f = p->f_text[i];
        const char *set = what == SHOW_ZEROS ? arena_printf(a, "roots(%s)", f)
                          : what == SHOW_INFLECTION
                              ? arena_printf(a, "roots(diff(%s, %s, 2))", f,
                                             expr_name(c->s->pool, p->x))
                              : arena_printf(a, "critical(%s, on=[%.17g, %.17g])", f,
                                             p->across.lo, p->across.hi);

        if (some_in(c, set, &p->across))
            return true;
    }
    return p->count == 0;
}

static void check_plot(const struct claims *c, const struct part *part)
{
    static const struct {
        unsigned what;
        const char *name;
    } features[] = {{SHOW_ZEROS, "zero"},
                    {SHOW_CRITICAL, "critical point"},
                    {SHOW_INFLECTION, "inflection"},
                    {SHOW_EXTREMA, "critical point"}};
    const struct plot *p = part->plot;
    size_t column = place_indent(c->f->findings, part->line);

    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if ((p->show & features[i].what) && p->across.given &&
            !shows(c, p, features[i].what))
            findings_add(c->f->findings, "L607", part->line, column,
                         "no %s lies in the window", features[i].name);
    if (!part->alt && !part->after)
        findings_add(c->f->findings, "L801", part->line, column,
                     "a plot without 'alt': what does somebody miss who can't see it?");
}

/* ---- all ----------------------------------------------------------------------------- */

void lint_claims(struct lint_file *f, const struct search *s, struct names *names,
                 const struct sheet *sheet)
{
    struct claims c = {f, s, names};

    for (; sheet; sheet = sheet->next)
        for (const struct part *part = sheet->first; part; part = part->next)
            switch (part->kind) {
            case PART_DESCENT: check_descent(&c, part->descent); break;
            case PART_STEPS: check_steps(&c, part->steps); break;
            case PART_PLOT: check_plot(&c, part); break;
            case PART_TEXT:
            case PART_PROBLEM:
            case PART_QUIZ:
            case PART_NOTE:
            case PART_REVEAL:
            case PART_HINT:
            case PART_SOLUTION: break;
            }
}
