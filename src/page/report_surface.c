/* report_surface.c: reports about functions of several variables. */
#include "page/report.h"

/* "x in [-1.5, 2], y in [0, inf)" */
static const char *box_text(struct report *rp, const struct result *box)
{
    struct str text = str_in(rp->arena);

    for (size_t i = 0; i < box->count; i++) {
        const struct result *side = box->items[i];
        bool finite[2];

        if (side->kind != RES_LIST || side->count != 2)
            continue;
        for (int end = 0; end < 2; end++)
            finite[end] = side->items[end]->kind == RES_NUMBER;
        str_addf(&text, "%s%s in %s%s, %s%s", text.len ? ", " : "", box->names[i],
                 finite[0] ? "[" : "(", report_text(rp, side->items[0]),
                 report_text(rp, side->items[1]), finite[1] ? "]" : ")");
    }
    return text.text;
}

static void say_open(struct report *rp)
{
    const struct result *open = result_get(rp->r, "open");

    if (report_truth(rp->r, "complete"))
        report_say(rp, STYLE_FAINT,
                   "Complete: every stationary point in the interior is listed.");
    else
        report_say(rp, STYLE_ACCENT, "Not complete: a point may be missing.");
    for (size_t i = 0; open && i < open->count; i++)
        report_say(rp, STYLE_ACCENT,
                   arena_printf(rp->arena, "Not decided for %s (%s).",
                                box_text(rp, open->items[i]),
                                report_field(rp, open->items[i], "what")));
}

static void point_row(struct report *rp, struct block *b, size_t n,
                      const struct result *point)
{
    const char **row = report_row(b), *type = report_field(rp, point, "type");
    const struct result *at = result_get(point, "at"),
                        *approx = result_get(point, "approx"),
                        *signs = result_get(point, "eigenvalue_signs");
    struct str text = str_in(rp->arena);

    for (size_t i = 0; i < n; i++) {
        row[i] = report_text(rp, at->items[i]);
        if (!*row[i])
            row[i] = report_text(rp, approx->items[i]);
    }
    row[n] = report_field(rp, point, "value");
    if (!*row[n])
        row[n] = report_field(rp, point, "value_approx");
    row[n + 1] = *type ? type : "not decided";
    for (size_t i = 0; signs && i < signs->count; i++)
        str_addf(&text, "%s%s", i ? " " : "",
                 signs->items[i]->integer > 0   ? "+"
                 : signs->items[i]->integer < 0 ? "-"
                                                : "0");
    row[n + 2] = text.text ? text.text : "";
}

void report_surface(struct report *rp)
{
    const struct result *vars = result_get(rp->r, "vars"),
                        *gradient = result_get(rp->r, "gradient"),
                        *list = result_get(rp->r, "critical"),
                        *curves = result_get(rp->r, "curves");
    size_t n = vars->count;
    const char **head = arena_array(rp->arena, n + 3, sizeof *head);
    struct block *b;

    for (size_t i = 0; i < n; i++) {
        head[i] = report_text(rp, vars->items[i]);
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "f_%s = %s", head[i],
                                report_text(rp, gradient->items[i])));
    }
    head[n] = "f";
    head[n + 1] = "what";
    head[n + 2] = "eigenvalues";
    if (!list->count)
        report_say(rp, STYLE_PLAIN,
                   report_truth(rp->r, "complete") ? "no stationary points"
                                                   : "no stationary points found");
    b = list->count ? report_table(rp, n + 3, head, list->count) : NULL;
    for (size_t i = 0; i < list->count; i++)
        point_row(rp, b, n, list->items[i]);
    for (size_t i = 0; curves && i < curves->count; i++)
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "stationary all along %s = 0",
                                report_text(rp, curves->items[i])));
    if (!report_null(rp->r, "where"))
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena, "for %s", report_field(rp, rp->r, "where")));
    say_open(rp);
}

/* What is said of one of the two: "convex", "strictly convex"; NULL: no. */
static const char *shape_text(struct report *rp, const char *name)
{
    if (!report_truth(rp->r, name))
        return NULL;
    return report_truth(rp->r, "strict") ? arena_printf(rp->arena, "strictly %s", name)
                                         : name;
}

void report_definite(struct report *rp)
{
    const char *convex = shape_text(rp, "convex"), *concave = shape_text(rp, "concave"),
               *where = report_truth(rp->r, "everywhere") ? "everywhere" : "on the box";
    bool open = report_null(rp->r, "convex") || report_null(rp->r, "concave");

    if (convex && concave)
        report_say(rp, STYLE_PLAIN, "convex and concave everywhere: f is linear");
    else if (convex || concave)
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "%s %s", convex ? convex : concave, where));
    else if (!open)
        report_say(rp, STYLE_PLAIN,
                   arena_printf(rp->arena, "neither convex nor concave %s", where));
    if (convex && !concave)
        report_say(rp, STYLE_FAINT, "So every local minimum there is a global one.");
    if (open && !convex && !concave)
        report_say(rp, STYLE_ACCENT,
                   report_null(rp->r, "convex") && report_null(rp->r, "concave")
                       ? "not decided"
                   : report_null(rp->r, "convex") ? "not concave; convex: not decided"
                                                  : "not convex; concave: not decided");
}
