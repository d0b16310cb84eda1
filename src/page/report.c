/* report.c: results as documents for people, one arrangement a command.
 *
 * The first line answers the question; a table follows where there is more than one thing
 * to say, and last what the answer promises or leaves open. */
#include "page/internal.h"

#include "base/box.h"

#include <stdio.h>
#include <string.h>

struct report {
    struct arena *arena;
    struct document *doc;
    const struct result *r;
    enum report_notation notation;
    struct drawings drawings;
};

static const char *number_text(struct report *rp, double v)
{
    char text[40];

    snprintf(text, sizeof text, "%.12g", v);
    return arena_strdup(rp->arena, text);
}

/* A field's value as text; "" for none. */
static const char *text_of(struct report *rp, const struct result *v)
{
    if (!v)
        return "";
    switch (v->kind) {
    case RES_NULL: return "";
    case RES_TRUTH: return v->truth ? "yes" : "no";
    case RES_NUMBER: return number_text(rp, v->number);
    case RES_INTEGER: return arena_printf(rp->arena, "%lld", (long long)v->integer);
    case RES_FORMULA:
        if (rp->notation == REPORT_DRAWN && v->drawn && v->drawn->height > 1)
            return drawings_mark(&rp->drawings, v);
        if ((rp->notation == REPORT_PRETTY || rp->notation == REPORT_DRAWN) && v->pretty)
            return v->pretty;
        return rp->notation == REPORT_TEX && v->tex ? v->tex : v->text;
    case RES_TEXT: return v->text;
    case RES_LIST:
    case RES_FIELDS: return "";
    }
    return "";
}

static const char *field(struct report *rp, const struct result *r, const char *name)
{
    return text_of(rp, result_get(r, name));
}

/* The exact value if there is one, else the approximation. */
static const char *exact_or_approx(struct report *rp, const struct result *r,
                                   const char *exact, const char *approx)
{
    const char *text = field(rp, r, exact);

    return *text ? text : field(rp, r, approx);
}

static void say(struct report *rp, enum style style, const char *text)
{
    if (*text)
        document_say(rp->doc, style, text);
}

static bool truth(const struct result *r, const char *name)
{
    const struct result *v = result_get(r, name);

    return v && v->kind == RES_TRUTH && v->truth;
}

static bool is_null(const struct result *r, const char *name)
{
    const struct result *v = result_get(r, name);

    return !v || v->kind == RES_NULL;
}

/* ---- tables ------------------------------------------------------------------ */

static struct block *table_new(struct report *rp, size_t columns, const char *const *head,
                               size_t most)
{
    struct block *b = document_add(rp->doc, BLOCK_TABLE);

    b->has_head = true;
    b->column_count = columns;
    b->row_count = 1;
    b->cells = arena_array(rp->arena, columns * (most + 1), sizeof *b->cells);
    memcpy(b->cells, head, columns * sizeof *head);
    return b;
}

static const char **table_row(struct block *b)
{
    return b->cells + b->column_count * b->row_count++;
}

/* ---- shared parts -------------------------------------------------------------- */

static void report_condition(struct report *rp, const char *name)
{
    const char *where = field(rp, rp->r, name);

    if (*where)
        say(rp, STYLE_FAINT, arena_printf(rp->arena, "for %s", where));
}

static bool is_infinite(const char *text)
{
    return strstr(text, "inf") || strstr(text, "∞");
}

static const char *range_text(struct report *rp, const struct result *r)
{
    const char *from = field(rp, r, "from"), *to = field(rp, r, "to");

    return arena_printf(rp->arena, "%s%s, %s%s", is_infinite(from) ? "(" : "[", from, to,
                        is_infinite(to) ? ")" : "]");
}

static void report_open(struct report *rp, const char *what)
{
    const struct result *open = result_get(rp->r, "open");
    bool complete = truth(rp->r, "complete");

    if (complete)
        say(rp, STYLE_FAINT, arena_printf(rp->arena, "Complete: %s", what));
    else
        say(rp, STYLE_ACCENT, "Not complete: a point may be missing.");
    for (size_t i = 0; open && i < open->count; i++)
        say(rp, STYLE_ACCENT,
            arena_printf(rp->arena, "Not decided between %s and %s (%s).",
                         field(rp, open->items[i], "from"),
                         field(rp, open->items[i], "to"),
                         field(rp, open->items[i], "what")));
}

static void report_families(struct report *rp)
{
    const struct result *list = result_get(rp->r, "families");
    const char *period = field(rp, rp->r, "period");

    for (size_t i = 0; list && i < list->count; i++)
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "x = %s for whole k%s%s",
                         field(rp, list->items[i], "x"),
                         *field(rp, list->items[i], "type") ? ": " : "",
                         field(rp, list->items[i], "type")));
    if (*period)
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena,
                         "Listed is one period; the same repeats with "
                         "period %s.",
                         period));
}

/* ---- one arrangement a command ---------------------------------------------------- */

static void report_eval(struct report *rp)
{
    const struct result *box = result_get(rp->r, "enclosure"),
                        *value = result_get(rp->r, "value");
    const char *exact = text_of(rp, value);

    if (!is_null(rp->r, "undefined")) {
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "undefined: %s", field(rp, rp->r, "undefined")));
        return;
    }
    say(rp, STYLE_PLAIN, exact);
    if (box && box->count == 2 && value && value->text &&
        value->text[strspn(value->text, "-/0123456789")])
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena, "between %s and %s", text_of(rp, box->items[0]),
                         text_of(rp, box->items[1])));
}

/* The question, then reason and line in turn; the last line is the answer. */
static void report_steps(struct report *rp, const struct result *steps)
{
    say(rp, STYLE_PLAIN, field(rp, rp->r, "question"));
    for (size_t i = 0; i < steps->count; i++) {
        const struct result *step = steps->items[i];
        bool again = !strcmp(field(rp, step, "rule"), "again");

        say(rp, STYLE_FAINT, field(rp, step, "says"));
        rp->doc->last->level = again ? 0 : 2;
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "%s%s", again ? "" : "= ", field(rp, step, "line")));
    }
}

static void report_simplify(struct report *rp)
{
    say(rp, STYLE_PLAIN, field(rp, rp->r, "simplified"));
    report_condition(rp, "where");
}

static void report_diff(struct report *rp)
{
    const struct result *steps = result_get(rp->r, "steps"),
                        *box = result_get(rp->r, "enclosure");

    if (steps && steps->count)
        report_steps(rp, steps);
    else if (is_null(rp->r, "derivative"))
        say(rp, STYLE_FAINT, "too long to write out");
    else
        say(rp, STYLE_PLAIN, field(rp, rp->r, "derivative"));
    report_condition(rp, "where");
    if (is_null(rp->r, "value") && box && box->count == 2)
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "there: %s, between %s and %s",
                         field(rp, rp->r, "approx"), text_of(rp, box->items[0]),
                         text_of(rp, box->items[1])));
    if (!is_null(rp->r, "value"))
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "there: %s", field(rp, rp->r, "value")));
    if (!is_null(rp->r, "undefined"))
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "there: undefined, %s",
                         field(rp, rp->r, "undefined")));
}

/* The exact value of {"value", "approx", ...}, else why there is none. */
static const char *value_text(struct report *rp, const struct result *v)
{
    return is_null(v, "undefined") ? exact_or_approx(rp, v, "value", "approx")
                                   : "undefined";
}

static void report_grad(struct report *rp)
{
    static const char *const head[] = {"by", "partial derivative", "there"};
    const struct result *vars = result_get(rp->r, "vars"),
                        *list = result_get(rp->r, "gradient"),
                        *values = result_get(rp->r, "values");
    struct block *b = table_new(rp, values ? 3 : 2, head, list->count);

    for (size_t i = 0; i < list->count; i++) {
        const char **row = table_row(b);

        row[0] = text_of(rp, vars->items[i]);
        row[1] = text_of(rp, list->items[i]);
        if (values)
            row[2] = value_text(rp, values->items[i]);
    }
    report_condition(rp, "where");
}

static void report_matrix(struct report *rp, const struct result *rows,
                          const char *corner, bool values)
{
    const struct result *vars = result_get(rp->r, "vars");
    size_t n = rows->count;
    const char **head = arena_array(rp->arena, n + 1, sizeof *head);
    struct block *b;

    head[0] = corner;
    for (size_t i = 0; i < n; i++)
        head[i + 1] = text_of(rp, vars->items[i]);
    b = table_new(rp, n + 1, head, n);
    for (size_t i = 0; i < n; i++) {
        const char **row = table_row(b);

        row[0] = head[i + 1];
        for (size_t k = 0; k < n; k++)
            row[k + 1] = values ? value_text(rp, rows->items[i]->items[k])
                                : text_of(rp, rows->items[i]->items[k]);
    }
}

static void report_hessian(struct report *rp)
{
    const struct result *values = result_get(rp->r, "values");

    report_matrix(rp, result_get(rp->r, "hessian"), "by", false);
    report_condition(rp, "where");
    if (values)
        report_matrix(rp, values, "there", true);
}

static void report_domain(struct report *rp)
{
    say(rp, STYLE_PLAIN, field(rp, rp->r, "domain"));
    if (!truth(rp->r, "complete"))
        say(rp, STYLE_ACCENT, "Not complete: this is the condition, not solved.");
}

static void report_roots(struct report *rp)
{
    static const char *const head[] = {"x", "about", "multiplicity"};
    const struct result *list = result_get(rp->r, "roots");
    struct block *b = list->count ? table_new(rp, 3, head, list->count) : NULL;

    if (!b)
        say(rp, STYLE_PLAIN, truth(rp->r, "complete") ? "no zeros" : "no zeros found");
    for (size_t i = 0; i < list->count; i++) {
        const struct result *r = list->items[i];
        const char **row = table_row(b);

        row[0] = is_null(r, "from") ? exact_or_approx(rp, r, "x", "approx")
                                    : range_text(rp, r);
        row[1] = is_null(r, "x") ? "" : field(rp, r, "approx");
        row[2] = field(rp, r, "multiplicity");
    }
    report_families(rp);
    report_open(rp, "every zero is listed.");
}

static void report_points(struct report *rp)
{
    static const char *const head[] = {"x", "f(x)", "what", "why"};
    const struct result *list = result_get(rp->r, "critical"),
                        *ends = result_get(rp->r, "ends");
    size_t most = list->count + (ends ? ends->count : 0);
    struct block *b;

    if (!list->count)
        say(rp, STYLE_PLAIN,
            truth(rp->r, "complete") ? "no critical points" : "no critical points found");
    if (!most)
        return;
    b = table_new(rp, 4, head, most);
    for (size_t i = 0; i < list->count; i++) {
        const struct result *r = list->items[i];
        const char **row = table_row(b), *type = field(rp, r, "type"),
                   *why = field(rp, r, "why");
        bool flat = !is_null(r, "from");

        row[0] = flat ? range_text(rp, r) : exact_or_approx(rp, r, "x", "approx");
        row[1] = flat ? "constant" : exact_or_approx(rp, r, "value", "value_approx");
        row[2] = *type ? type : "not decided";
        row[3] = flat                   ? "f' = 0 throughout"
                 : !strcmp(why, "zero") ? "f' = 0"
                 : *why                 ? "f' does not exist"
                                        : "not decided";
    }
    for (size_t i = 0; ends && i < ends->count; i++) {
        const struct result *r = ends->items[i];
        const char **row = table_row(b), *type = field(rp, r, "type");

        row[0] = exact_or_approx(rp, r, "x", "approx");
        row[1] = exact_or_approx(rp, r, "value", "value_approx");
        row[2] = *type ? type : "not decided";
        row[3] = "end point";
    }
}

/* The lines of a board, then what they come to. */
static void report_story(struct report *rp)
{
    const struct result *steps = result_get(rp->r, "steps");

    for (size_t i = 0; steps && i < steps->count; i++)
        say(rp, STYLE_PLAIN, field(rp, steps->items[i], "says"));
    if (steps && steps->count)
        say(rp, STYLE_PLAIN, " ");
}

static void report_critical(struct report *rp)
{
    if (!result_get(rp->r, "global_max"))
        report_story(rp);
    say(rp, STYLE_PLAIN,
        arena_printf(rp->arena, "f'(%s) = %s", field(rp, rp->r, "var"),
                     field(rp, rp->r, "derivative")));
    report_points(rp);
    report_families(rp);
    report_open(rp, "every critical point in the interior is listed.");
}

static void report_global(struct report *rp, const char *name, const char *called,
                          const char *bound)
{
    const struct result *g = result_get(rp->r, name), *at;
    struct str s = str_in(rp->arena);

    if (!g || g->kind != RES_FIELDS) {
        say(rp, STYLE_ACCENT, arena_printf(rp->arena, "%s: not decided", called));
        return;
    }
    if (!truth(g, "attained")) {
        const char *text =
            exact_or_approx(rp, g, bound, arena_printf(rp->arena, "%s_approx", bound));

        say(rp, STYLE_PLAIN,
            is_infinite(text)
                ? arena_printf(rp->arena, "%s: none; f %s without bound", called,
                               !strcmp(bound, "sup") ? "grows" : "falls")
                : arena_printf(rp->arena, "%s: none; the bound %s is not reached", called,
                               text));
        return;
    }
    str_addf(&s, "%s: %s at x = ", called,
             exact_or_approx(rp, g, "value", "value_approx"));
    at = result_get(g, "at");
    for (size_t i = 0; at && i < at->count; i++)
        str_addf(&s, "%s%s", i ? ", " : "",
                 is_null(at->items[i], "from")
                     ? exact_or_approx(rp, at->items[i], "x", "approx")
                     : range_text(rp, at->items[i]));
    say(rp, STYLE_PLAIN, s.text);
}

static void report_extrema(struct report *rp)
{
    report_story(rp);
    report_global(rp, "global_max", "global maximum", "sup");
    report_global(rp, "global_min", "global minimum", "inf");
    report_critical(rp);
}

static void report_list(struct report *rp, const char *name, const char *called)
{
    const struct result *list = result_get(rp->r, name);
    struct str s = str_in(rp->arena);

    for (size_t i = 0; list && i < list->count; i++)
        str_addf(&s, "%s%s", i ? ", " : "",
                 list->items[i]->kind == RES_FIELDS
                     ? exact_or_approx(rp, list->items[i], "x", "approx")
                     : text_of(rp, list->items[i]));
    say(rp, STYLE_PLAIN,
        arena_printf(rp->arena, "%s: %s", called, s.len ? s.text : "nowhere"));
}

static void report_convex(struct report *rp)
{
    const char *period = field(rp, rp->r, "period");

    say(rp, STYLE_PLAIN,
        arena_printf(rp->arena, "f''(%s) = %s", field(rp, rp->r, "var"),
                     field(rp, rp->r, "second_derivative")));
    report_list(rp, "convex", "convex on");
    report_list(rp, "concave", "concave on");
    report_list(rp, "inflections", "inflections");
    if (*period)
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena, "One period; the same repeats with period %s.",
                         period));
    report_open(rp, "it is neither anywhere else.");
}

static void report_limit(struct report *rp)
{
    const char *left = field(rp, rp->r, "left"), *right = field(rp, rp->r, "right");

    if (!is_null(rp->r, "limit"))
        say(rp, STYLE_PLAIN, field(rp, rp->r, "limit"));
    else if (*left || *right)
        say(rp, STYLE_PLAIN,
            arena_printf(rp->arena, "no limit: from the left %s, from the right %s",
                         *left ? left : "not decided", *right ? right : "not decided"));
    else
        say(rp, STYLE_ACCENT, "not decided");
}

static void report_trace(struct report *rp, const struct result *trace)
{
    const struct result *first = result_get(trace->items[0], "x");
    size_t n = first ? first->count : 0;
    const char **head = arena_array(rp->arena, n + 2, sizeof *head);
    struct block *b;

    head[0] = "k";
    for (size_t i = 0; i < n; i++)
        head[i + 1] = first->names[i];
    head[n + 1] = "f";
    b = table_new(rp, n + 2, head, trace->count);
    for (size_t k = 0; k < trace->count; k++) {
        const struct result *x = result_get(trace->items[k], "x");
        const char **row = table_row(b);

        row[0] = field(rp, trace->items[k], "k");
        for (size_t i = 0; i < n; i++)
            row[i + 1] = text_of(rp, x->items[i]);
        row[n + 1] = field(rp, trace->items[k], "f");
    }
}

static void report_minimize(struct report *rp)
{
    const struct result *trace = result_get(rp->r, "trace"), *x = result_get(rp->r, "x");
    struct str s = str_in(rp->arena);

    if (trace && trace->count)
        report_trace(rp, trace);
    for (size_t i = 0; x && i < x->count; i++)
        str_addf(&s, "%s%s = %s", i ? ", " : "", x->names[i], text_of(rp, x->items[i]));
    str_addf(&s, "%sf = %s", s.len ? "   " : "", field(rp, rp->r, "fun"));
    say(rp, STYLE_PLAIN, s.text);
    say(rp, truth(rp->r, "success") ? STYLE_FAINT : STYLE_ACCENT,
        field(rp, rp->r, "message"));
}

/* Parameters with their errors, what is left over, and how it ended. */
static void report_fit(struct report *rp)
{
    static const char *const head[] = {"parameter", "value", "standard error"};
    const struct result *x = result_get(rp->r, "x"), *trace = result_get(rp->r, "trace"),
                        *errors = result_get(rp->r, "stderr"),
                        *start = result_get(rp->r, "start");
    struct block *b;
    struct str s = str_in(rp->arena);

    if (trace && trace->count)
        report_trace(rp, trace);
    b = table_new(rp, errors ? 3 : 2, head, x->count);
    for (size_t i = 0; i < x->count; i++) {
        const char **row = table_row(b);

        row[0] = x->names[i];
        row[1] = text_of(rp, x->items[i]);
        if (errors)
            row[2] = arena_printf(rp->arena, "%.6g", errors->items[i]->number);
    }
    str_addf(&s, "%s = %s", field(rp, rp->r, "loss"), field(rp, rp->r, "fun"));
    if (!is_null(rp->r, "deviance"))
        str_addf(&s, "   deviance = %s", field(rp, rp->r, "deviance"));
    else if (!is_null(rp->r, "rss"))
        str_addf(&s, "   rss = %s", field(rp, rp->r, "rss"));
    str_addf(&s, "   n = %s", field(rp, rp->r, "n"));
    if (!is_null(rp->r, "r_squared"))
        str_addf(&s, "   R^2 = %.6g", result_get(rp->r, "r_squared")->number);
    say(rp, STYLE_PLAIN, s.text);
    if (!is_null(rp->r, "dropped"))
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena, "rows left out for their gaps: %s",
                         field(rp, rp->r, "dropped")));
    if (start && !truth(rp->r, "start_given") && !truth(rp->r, "linear"))
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena,
                         "no start was given; this is the best of a few, with all "
                         "parameters %s",
                         text_of(rp, start->items[0])));
    say(rp, truth(rp->r, "success") ? STYLE_FAINT : STYLE_ACCENT,
        field(rp, rp->r, "message"));
    if (!is_null(rp->r, "remedy"))
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena, "to try: %s", field(rp, rp->r, "remedy")));
}

static void report_check(struct report *rp)
{
    say(rp, STYLE_STRONG, field(rp, rp->r, "verdict"));
    if (!is_null(rp->r, "reading"))
        say(rp, STYLE_FAINT,
            arena_printf(rp->arena, "read as %s", field(rp, rp->r, "reading")));
    say(rp, STYLE_PLAIN, field(rp, rp->r, "feedback"));
}

static const struct {
    const char *command;
    void (*arrange)(struct report *rp);
} arrangements[] = {
    {"eval", report_eval},         {"simplify", report_simplify},
    {"diff", report_diff},         {"domain", report_domain},
    {"roots", report_roots},       {"critical", report_critical},
    {"extrema", report_extrema},   {"limit", report_limit},
    {"convex", report_convex},     {"minimize", report_minimize},
    {"maximize", report_minimize}, {"check", report_check},
    {"grad", report_grad},         {"hessian", report_hessian},
    {"fit", report_fit},
};

/* Anything else: a line a field. */
static void report_fields(struct report *rp)
{
    for (size_t i = 0; i < rp->r->count; i++) {
        const char *text = text_of(rp, rp->r->items[i]);

        if (*text && strcmp(rp->r->names[i], "command") &&
            strcmp(rp->r->names[i], "input"))
            say(rp, STYLE_PLAIN,
                arena_printf(rp->arena, "%s: %s", rp->r->names[i], text));
    }
}

struct document *report_result(struct arena *a, const struct result *r,
                               enum report_notation notation, size_t width)
{
    struct report rp = {a, document_new(a), r, notation, {a, width, 0, NULL}};
    const char *command = result_string(result_get(r, "command"));
    void (*arrange)(struct report *) = report_fields;

    for (size_t i = 0; command && i < sizeof arrangements / sizeof *arrangements; i++)
        if (!strcmp(arrangements[i].command, command))
            arrange = arrangements[i].arrange;
    arrange(&rp);
    drawings_set(&rp.drawings, rp.doc);
    return rp.doc;
}
