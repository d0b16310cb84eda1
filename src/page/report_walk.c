/* report_walk.c: what the verbs that go downhill have found, for people. */
#include "page/report.h"

#include <string.h>

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
    b = report_table(rp, n + 2, head, trace->count);
    for (size_t k = 0; k < trace->count; k++) {
        const struct result *x = result_get(trace->items[k], "x");
        const char **row = report_row(b);

        row[0] = report_field(rp, trace->items[k], "k");
        for (size_t i = 0; i < n; i++)
            row[i + 1] = report_text(rp, x->items[i]);
        row[n + 1] = report_field(rp, trace->items[k], "f");
    }
}

/* "adam 0.1" */
static const char *entrant_name(struct report *rp, const struct result *entrant)
{
    const char *rate = report_field(rp, entrant, "rate");

    return arena_printf(rp->arena, "%s%s%s", report_field(rp, entrant, "method"),
                        *rate ? " " : "", rate);
}

/* f after each step, an entrant a column. */
static void report_race_frames(struct report *rp, const struct result *race)
{
    const char **head = arena_array(rp->arena, race->count + 1, sizeof *head);
    size_t most = 0;
    struct block *b;

    head[0] = "k";
    for (size_t i = 0; i < race->count; i++) {
        const struct result *trace = result_get(race->items[i], "trace");

        if (!trace)
            return;
        head[i + 1] = entrant_name(rp, race->items[i]);
        most = trace->count > most ? trace->count : most;
    }
    b = report_table(rp, race->count + 1, head, most);
    for (size_t k = 0; k < most; k++) {
        const char **row = report_row(b);

        row[0] = arena_printf(rp->arena, "%zu", k);
        for (size_t i = 0; i < race->count; i++) {
            const struct result *trace = result_get(race->items[i], "trace");

            row[i + 1] = k < trace->count ? report_field(rp, trace->items[k], "f") : "";
        }
    }
}

static void report_race(struct report *rp, const struct result *race)
{
    static const char *const head[] = {"method", "rate",  "evaluations",
                                       "steps",  "value", "ended"};
    struct block *b;

    report_race_frames(rp, race);
    b = report_table(rp, 6, head, race->count);
    for (size_t i = 0; i < race->count; i++) {
        const struct result *entrant = race->items[i];
        const char **row = report_row(b);

        row[0] = report_field(rp, entrant, "method");
        row[1] = report_field(rp, entrant, "rate");
        row[2] = report_field(rp, entrant, "nfev");
        row[3] = report_field(rp, entrant, "nit");
        row[4] = report_field(rp, entrant, "fun");
        row[5] = report_field(rp, entrant, "status");
    }
}

void report_minimize(struct report *rp)
{
    const struct result *race = result_get(rp->r, "race");
    const struct result *trace = result_get(rp->r, "trace"), *x = result_get(rp->r, "x");
    struct str s = str_in(rp->arena);

    if (race)
        report_race(rp, race);
    if (trace && trace->count)
        report_trace(rp, trace);
    if (race)
        str_addf(&s, "%s:   ", report_field(rp, rp->r, "method"));
    for (size_t i = 0; x && i < x->count; i++)
        str_addf(&s, "%s%s = %s", i ? ", " : "", x->names[i],
                 report_text(rp, x->items[i]));
    str_addf(&s, "%sf = %s", s.len ? "   " : "", report_field(rp, rp->r, "fun"));
    report_say(rp, STYLE_PLAIN, s.text);
    report_say(rp, report_truth(rp->r, "success") ? STYLE_FAINT : STYLE_ACCENT,
               report_field(rp, rp->r, "message"));
    if (report_truth(rp->r, "certified") && !result_get(rp->r, "global") &&
        !result_get(rp->r, "floor"))
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena,
                                "certified: exactly one local %s is proved to be there",
                                report_field(rp, rp->r, "classified")));
}

/* Parameters with their errors, what is left over, and how it ended. */
void report_fit(struct report *rp)
{
    static const char *const head[] = {"parameter", "value", "standard error"};
    const struct result *x = result_get(rp->r, "x"), *trace = result_get(rp->r, "trace"),
                        *errors = result_get(rp->r, "stderr"),
                        *start = result_get(rp->r, "start");
    struct block *b;
    struct str s = str_in(rp->arena);

    if (trace && trace->count)
        report_trace(rp, trace);
    b = report_table(rp, errors ? 3 : 2, head, x->count);
    for (size_t i = 0; i < x->count; i++) {
        const char **row = report_row(b);

        row[0] = x->names[i];
        row[1] = report_text(rp, x->items[i]);
        if (errors)
            row[2] = arena_printf(rp->arena, "%.6g", errors->items[i]->number);
    }
    str_addf(&s, "%s = %s", report_field(rp, rp->r, "loss"),
             report_field(rp, rp->r, "fun"));
    if (!report_null(rp->r, "deviance"))
        str_addf(&s, "   deviance = %s", report_field(rp, rp->r, "deviance"));
    else if (!report_null(rp->r, "rss"))
        str_addf(&s, "   rss = %s", report_field(rp, rp->r, "rss"));
    str_addf(&s, "   n = %s", report_field(rp, rp->r, "n"));
    if (!report_null(rp->r, "r_squared"))
        str_addf(&s, "   R^2 = %.6g", result_get(rp->r, "r_squared")->number);
    report_say(rp, STYLE_PLAIN, s.text);
    if (!report_null(rp->r, "dropped"))
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena, "rows left out for their gaps: %s",
                                report_field(rp, rp->r, "dropped")));
    if (start && !report_truth(rp->r, "start_given") && !report_truth(rp->r, "linear"))
        report_say(rp, STYLE_FAINT,
                   arena_printf(rp->arena,
                                "no start was given; this is the best of a few, with all "
                                "parameters %s",
                                report_text(rp, start->items[0])));
    if (!report_null(rp->r, "batches"))
        report_say(
            rp, STYLE_FAINT,
            arena_printf(
                rp->arena, "%s epochs, %s batches of %s rows, shuffled from seed %s",
                report_field(rp, rp->r, "nit"), report_field(rp, rp->r, "batches"),
                report_field(rp, rp->r, "batch_size"), report_field(rp, rp->r, "seed")));
    report_say(rp, report_truth(rp->r, "success") ? STYLE_FAINT : STYLE_ACCENT,
               report_field(rp, rp->r, "message"));
    if (!report_null(rp->r, "remedy"))
        report_say(
            rp, STYLE_FAINT,
            arena_printf(rp->arena, "to try: %s", report_field(rp, rp->r, "remedy")));
}

/* What was written, and how the walk went. */
void report_record(struct report *rp)
{
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "%s: %s pictures, %s seconds",
                            report_field(rp, rp->r, "file"),
                            report_field(rp, rp->r, "frames"),
                            report_field(rp, rp->r, "seconds")));
    if (result_get(rp->r, "loss"))
        report_fit(rp);
    else
        report_minimize(rp);
}

/* {"v1": 3, "v2": 2} as "v1: 3, v2: 2" */
static const char *pairs_text(struct report *rp, const struct result *fields)
{
    struct str s = str_in(rp->arena);

    for (size_t i = 0; fields && i < fields->count; i++)
        str_addf(&s, "%s%s: %s", i ? ", " : "", fields->names[i],
                 report_text(rp, fields->items[i]));
    return s.len ? s.text : "";
}

static void report_check_line(struct report *rp)
{
    const struct result *check = result_get(rp->r, "check");

    report_say(rp, report_truth(check, "agrees") ? STYLE_FAINT : STYLE_ACCENT,
               report_field(rp, check, "says"));
}

static void report_operations(struct report *rp)
{
    const struct result *o = result_get(rp->r, "operations");

    if (report_null(o, "ratio"))
        return;
    report_say(
        rp, STYLE_FAINT,
        arena_printf(rp->arena,
                     "operations: %s for the value; with the gradient %s by forward "
                     "mode, %s by reverse mode. This one takes %.3g times the value, at "
                     "most %s.",
                     report_field(rp, o, "value"), report_field(rp, o, "forward"),
                     report_field(rp, o, "reverse"), result_get(o, "ratio")->number,
                     report_field(rp, o, "bound")));
}

/* The steps, the gradient, what it cost, and whether difference quotients say the same. */
void report_autodiff(struct report *rp)
{
    const struct result *steps = result_get(rp->r, "steps"),
                        *gradient = result_get(rp->r, "gradient");
    bool forward = !strcmp(report_field(rp, rp->r, "mode"), "forward");
    size_t n = forward ? gradient->count : 1;
    const char **head = arena_array(rp->arena, n + 4, sizeof *head);
    struct block *b;

    head[0] = "step";
    head[1] = "is";
    head[2] = "value";
    head[3] = "slopes";
    for (size_t k = 0; k < n; k++)
        head[4 + k] =
            forward ? arena_printf(rp->arena, "d/d%s", gradient->names[k]) : "adjoint";
    b = report_table(rp, n + 4, head, steps->count);
    for (size_t i = 0; i < steps->count; i++) {
        const struct result *step = steps->items[i], *t = result_get(step, "tangent");
        const char **row = report_row(b);

        row[0] = report_field(rp, step, "name");
        row[1] = report_field(rp, step, "op");
        row[2] = report_field(rp, step, "value");
        row[3] = pairs_text(rp, result_get(step, "partials"));
        for (size_t k = 0; k < n; k++)
            row[4 + k] =
                t ? report_text(rp, t->items[k]) : report_field(rp, step, "adjoint");
    }
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "f = %s   gradient %s",
                            report_field(rp, rp->r, "value"), pairs_text(rp, gradient)));
    report_operations(rp);
    report_check_line(rp);
}
