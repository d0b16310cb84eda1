/* report.c: results as documents for people, one arrangement a command.
 *
 * The first line answers the question; a table follows where there is more than one thing
 * to say, and last what the answer promises or leaves open. */
#include "page/report.h"

#include "base/box.h"

#include <stdio.h>
#include <string.h>

static const char *number_text(struct report *rp, double v)
{
    char text[40];

    snprintf(text, sizeof text, "%.12g", v);
    return arena_strdup(rp->arena, text);
}

/* A field's value as text; "" for none. */
const char *report_text(struct report *rp, const struct result *v)
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

const char *report_field(struct report *rp, const struct result *r, const char *name)
{
    return report_text(rp, result_get(r, name));
}

/* The exact value if there is one, else the approximation. */
static const char *exact_or_approx(struct report *rp, const struct result *r,
                                   const char *exact, const char *approx)
{
    const char *text = report_field(rp, r, exact);

    return *text ? text : report_field(rp, r, approx);
}

void report_say(struct report *rp, enum style style, const char *text)
{
    if (*text)
        document_say(rp->doc, style, text);
}

bool report_truth(const struct result *r, const char *name)
{
    const struct result *v = result_get(r, name);

    return v && v->kind == RES_TRUTH && v->truth;
}

bool report_null(const struct result *r, const char *name)
{
    const struct result *v = result_get(r, name);

    return !v || v->kind == RES_NULL;
}

/* ---- tables ------------------------------------------------------------------ */

struct block *report_table(struct report *rp, size_t columns, const char *const *head,
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

const char **report_row(struct block *b)
{
    return b->cells + b->column_count * b->row_count++;
}

/* ---- shared parts -------------------------------------------------------------- */

static void report_condition(struct report *rp, const char *name)
{
    const char *where = report_field(rp, rp->r, name);

    if (*where)
        report_say(rp, STYLE_FAINT, arena_printf(rp->arena, "for %s", where));
}

static bool is_infinite(const char *text)
{
    return strstr(text, "inf") || strstr(text, "∞");
}

static const char *range_text(struct report *rp, const struct result *r)
{
    const char *from = report_field(rp, r, "from"), *to = report_field(rp, r, "to");

    return arena_printf(rp->arena, "%s%s, %s%s", is_infinite(from) ? "(" : "[", from, to,
                        is_infinite(to) ? ")" : "]");
}

/* A page holds so many rows of a list; the rest is in the answer as JSON. */
enum { MOST_ROWS = 60 };

static size_t report_rows(const struct result *list)
{
    return list->count > MOST_ROWS ? MOST_ROWS : list->count;
}

static void report_left_out(struct report *rp, const struct result *list)
{
    if (list->count > MOST_ROWS)
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena, "and %zu more; --json lists all",
                                list->count - MOST_ROWS));
}

static const char *cell_text(struct report *rp, const struct result *cell)
{
    return arena_printf(rp->arena, "Not decided between %s and %s (%s).",
                        report_null(cell, "from") ? "-inf"
                                                  : report_field(rp, cell, "from"),
                        report_null(cell, "to") ? "inf" : report_field(rp, cell, "to"),
                        report_field(rp, cell, "what"));
}

static void report_open(struct report *rp, const char *what)
{
    const struct result *open = result_get(rp->r, "open");
    bool complete = report_truth(rp->r, "complete");
    const char *before = "";

    if (complete)
        report_say(rp, STYLE_FAINT, arena_printf(rp->arena, "Complete: %s", what));
    else
        report_say(rp, STYLE_ACCENT, "Not complete: a point may be missing.");
    for (size_t i = 0; open && i < open->count; i++) {
        const char *text = cell_text(rp, open->items[i]);

        if (strcmp(text, before) != 0)
            report_say(rp, STYLE_ACCENT, text);
        before = text;
    }
}

static void report_families(struct report *rp)
{
    const struct result *list = result_get(rp->r, "families");
    const char *period = report_field(rp, rp->r, "period");

    for (size_t i = 0; list && i < list->count; i++)
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "x = %s for whole k%s%s",
                                report_field(rp, list->items[i], "x"),
                                *report_field(rp, list->items[i], "type") ? ": " : "",
                                report_field(rp, list->items[i], "type")));
    if (*period)
        report_say(rp, STYLE_FAINT,
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
    const char *exact = report_text(rp, value);

    if (!report_null(rp->r, "undefined")) {
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "undefined: %s",
                                report_field(rp, rp->r, "undefined")));
        return;
    }
    report_say(rp, STYLE_PLAIN, exact);
    if (box && box->count == 2 && value && value->text &&
        value->text[strspn(value->text, "-/0123456789")])
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena, "between %s and %s",
                                report_text(rp, box->items[0]),
                                report_text(rp, box->items[1])));
}

/* The question, then reason and line in turn; the last line is the answer. */
static void report_steps(struct report *rp, const struct result *steps)
{
    report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "question"));
    for (size_t i = 0; i < steps->count; i++) {
        const struct result *step = steps->items[i];
        bool again = !strcmp(report_field(rp, step, "rule"), "again");

        report_say(rp, STYLE_FAINT, report_field(rp, step, "says"));
        rp->doc->last->level = again ? 0 : 2;
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "%s%s", again ? "" : "= ",
                                report_field(rp, step, "line")));
    }
}

static void report_simplify(struct report *rp)
{
    report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "simplified"));
    report_condition(rp, "where");
}

static void report_diff(struct report *rp)
{
    const struct result *steps = result_get(rp->r, "steps"),
                        *box = result_get(rp->r, "enclosure");

    if (steps && steps->count)
        report_steps(rp, steps);
    else if (report_null(rp->r, "derivative"))
        report_say(rp, STYLE_FAINT, "too long to write out");
    else
        report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "derivative"));
    report_condition(rp, "where");
    if (report_null(rp->r, "value") && box && box->count == 2)
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "there: %s, between %s and %s",
                                report_field(rp, rp->r, "approx"),
                                report_text(rp, box->items[0]),
                                report_text(rp, box->items[1])));
    if (!report_null(rp->r, "value"))
        report_say(
            rp, STYLE_PLAIN,
            arena_printf(rp->arena, "there: %s", report_field(rp, rp->r, "value")));
    if (!report_null(rp->r, "undefined"))
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "there: undefined, %s",
                                report_field(rp, rp->r, "undefined")));
}

/* The exact value of {"value", "approx", ...}, else why there is none. */
static const char *value_text(struct report *rp, const struct result *v)
{
    return report_null(v, "undefined") ? exact_or_approx(rp, v, "value", "approx")
                                       : "undefined";
}

static void report_grad(struct report *rp)
{
    static const char *const head[] = {"by", "partial derivative", "there"};
    const struct result *vars = result_get(rp->r, "vars"),
                        *list = result_get(rp->r, "gradient"),
                        *values = result_get(rp->r, "values");
    struct block *b = report_table(rp, values ? 3 : 2, head, list->count);

    for (size_t i = 0; i < list->count; i++) {
        const char **row = report_row(b);

        row[0] = report_text(rp, vars->items[i]);
        row[1] = report_text(rp, list->items[i]);
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
        head[i + 1] = report_text(rp, vars->items[i]);
    b = report_table(rp, n + 1, head, n);
    for (size_t i = 0; i < n; i++) {
        const char **row = report_row(b);

        row[0] = head[i + 1];
        for (size_t k = 0; k < n; k++)
            row[k + 1] = values ? value_text(rp, rows->items[i]->items[k])
                                : report_text(rp, rows->items[i]->items[k]);
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
    report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "domain"));
    if (!report_truth(rp->r, "complete"))
        report_say(rp, STYLE_ACCENT, "Not complete: this is the condition, not solved.");
}

static void report_roots(struct report *rp)
{
    static const char *const head[] = {"x", "about", "multiplicity"};
    const struct result *list = result_get(rp->r, "roots");
    struct block *b = list->count ? report_table(rp, 3, head, list->count) : NULL;

    if (!b)
        report_say(rp, STYLE_PLAIN,
                   report_truth(rp->r, "complete") ? "no zeros" : "no zeros found");
    for (size_t i = 0; i < report_rows(list); i++) {
        const struct result *r = list->items[i];
        const char **row = report_row(b);

        row[0] = report_null(r, "from") ? exact_or_approx(rp, r, "x", "approx")
                                        : range_text(rp, r);
        row[1] = report_null(r, "x") ? "" : report_field(rp, r, "approx");
        row[2] = report_field(rp, r, "multiplicity");
    }
    report_left_out(rp, list);
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
        report_say(rp, STYLE_PLAIN,
                   report_truth(rp->r, "complete") ? "no critical points"
                                                   : "no critical points found");
    if (!most)
        return;
    b = report_table(rp, 4, head, most);
    for (size_t i = 0; i < report_rows(list); i++) {
        const struct result *r = list->items[i];
        const char **row = report_row(b), *type = report_field(rp, r, "type"),
                   *why = report_field(rp, r, "why");
        bool flat = !report_null(r, "from");

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
        const char **row = report_row(b), *type = report_field(rp, r, "type");

        row[0] = exact_or_approx(rp, r, "x", "approx");
        row[1] = exact_or_approx(rp, r, "value", "value_approx");
        row[2] = *type ? type : "not decided";
        row[3] = "end point";
    }
    report_left_out(rp, list);
}

/* The lines of a board, then what they come to. */
static void report_story(struct report *rp)
{
    const struct result *steps = result_get(rp->r, "steps");

    for (size_t i = 0; steps && i < steps->count; i++)
        report_say(rp, STYLE_PLAIN, report_field(rp, steps->items[i], "says"));
    if (steps && steps->count)
        report_say(rp, STYLE_PLAIN, " ");
}

static void report_critical(struct report *rp)
{
    if (!result_get(rp->r, "global_max"))
        report_story(rp);
    if (result_get(rp->r, "vars")) {
        report_surface(rp);
        return;
    }
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "f'(%s) = %s", report_field(rp, rp->r, "var"),
                            report_field(rp, rp->r, "derivative")));
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
        report_say(rp, STYLE_ACCENT, arena_printf(rp->arena, "%s: not decided", called));
        return;
    }
    if (!report_truth(g, "attained")) {
        const char *text =
            exact_or_approx(rp, g, bound, arena_printf(rp->arena, "%s_approx", bound));

        report_say(rp, STYLE_PLAIN,
                   is_infinite(text)
                       ? arena_printf(rp->arena, "%s: none; f %s without bound", called,
                                      !strcmp(bound, "sup") ? "grows" : "falls")
                       : arena_printf(rp->arena, "%s: none; the bound %s is not reached",
                                      called, text));
        return;
    }
    str_addf(&s, "%s: %s at x = ", called,
             exact_or_approx(rp, g, "value", "value_approx"));
    at = result_get(g, "at");
    for (size_t i = 0; at && i < at->count; i++)
        str_addf(&s, "%s%s", i ? ", " : "",
                 report_null(at->items[i], "from")
                     ? exact_or_approx(rp, at->items[i], "x", "approx")
                     : range_text(rp, at->items[i]));
    report_say(rp, STYLE_PLAIN, s.text);
}

static void report_extrema(struct report *rp)
{
    report_story(rp);
    report_global(rp, "global_max", "global maximum", "sup");
    report_global(rp, "global_min", "global minimum", "inf");
    report_critical(rp);
    report_say(rp, STYLE_FAINT, report_field(rp, rp->r, "remark"));
}

static void report_list(struct report *rp, const char *name, const char *called)
{
    const struct result *list = result_get(rp->r, name);
    struct str s = str_in(rp->arena);

    for (size_t i = 0; list && i < list->count; i++)
        str_addf(&s, "%s%s", i ? ", " : "",
                 list->items[i]->kind == RES_FIELDS
                     ? exact_or_approx(rp, list->items[i], "x", "approx")
                     : report_text(rp, list->items[i]));
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "%s: %s", called, s.len ? s.text : "nowhere"));
}

static void report_convex(struct report *rp)
{
    const char *period = report_field(rp, rp->r, "period");

    if (result_get(rp->r, "vars")) {
        report_definite(rp);
        return;
    }
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "f''(%s) = %s", report_field(rp, rp->r, "var"),
                            report_field(rp, rp->r, "second_derivative")));
    report_list(rp, "convex", "convex on");
    report_list(rp, "concave", "concave on");
    report_list(rp, "inflections", "inflections");
    if (*period)
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena, "One period; the same repeats with period %s.",
                                period));
    report_open(rp, "it is neither anywhere else.");
}

static void report_limit(struct report *rp)
{
    const char *left = report_field(rp, rp->r, "left"),
               *right = report_field(rp, rp->r, "right");

    if (!report_null(rp->r, "limit"))
        report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "limit"));
    else if (*left || *right)
        report_say(
            rp, STYLE_PLAIN,
            arena_printf(rp->arena, "no limit: from the left %s, from the right %s",
                         *left ? left : "not decided", *right ? right : "not decided"));
    else
        report_say(rp, STYLE_ACCENT, "not decided");
}

static void report_check(struct report *rp)
{
    report_say(rp, STYLE_STRONG, report_field(rp, rp->r, "verdict"));
    if (!report_null(rp->r, "reading"))
        report_say(
            rp, STYLE_FAINT,
            arena_printf(rp->arena, "read as %s", report_field(rp, rp->r, "reading")));
    report_say(rp, STYLE_PLAIN, report_field(rp, rp->r, "feedback"));
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
    {"fit", report_fit},           {"autodiff", report_autodiff},
    {"lint", report_lint},         {"try", report_try},
    {"new", report_new},           {"record", report_record},
};

/* Anything else: a line a field. */
static void report_fields(struct report *rp)
{
    for (size_t i = 0; i < rp->r->count; i++) {
        const char *text = report_text(rp, rp->r->items[i]);

        if (*text && strcmp(rp->r->names[i], "command") &&
            strcmp(rp->r->names[i], "input"))
            report_say(rp, STYLE_PLAIN,
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
