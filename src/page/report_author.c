/* report_author.c: what lint and new say of an author's files. */
#include "page/report.h"

#include <string.h>

/* file:line:column: severity CODE: message, and the help below it. */
static void report_finding(struct report *rp, const struct result *f)
{
    const char *line = report_field(rp, f, "line"), *help = report_field(rp, f, "help");
    const char *column = report_field(rp, f, "column");
    bool placed = strcmp(line, "0") != 0;

    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "%s%s%s%s%s: %s %s: %s",
                            report_field(rp, f, "file"), placed ? ":" : "",
                            placed ? line : "", placed ? ":" : "", placed ? column : "",
                            report_field(rp, f, "severity"), report_field(rp, f, "code"),
                            report_field(rp, f, "message")));
    if (*help)
        document_add(rp->doc, BLOCK_CODE)->text =
            arena_printf(rp->arena, "help: %s", help);
}

static void report_fixed(struct report *rp, const struct result *f)
{
    report_say(rp, STYLE_GOOD,
               arena_printf(rp->arena, "%s:%s: fixed: %s", report_field(rp, f, "file"),
                            report_field(rp, f, "line"), report_field(rp, f, "message")));
}

void report_lint(struct report *rp)
{
    const struct result *list = result_get(rp->r, "findings"),
                        *fixed = result_get(rp->r, "fixed");
    const char *files = report_field(rp, rp->r, "files");

    for (size_t i = 0; fixed && i < fixed->count; i++)
        report_fixed(rp, fixed->items[i]);

    for (size_t i = 0; list && i < list->count; i++)
        report_finding(rp, list->items[i]);
    if (list && !list->count)
        report_say(rp, STYLE_GOOD,
                   arena_printf(rp->arena, "%s file%s: nothing found", files,
                                strcmp(files, "1") ? "s" : ""));
}

void report_new(struct report *rp)
{
    const char *file = report_field(rp, rp->r, "file");
    bool lesson = !strcmp(report_field(rp, rp->r, "kind"), "lesson");

    report_say(rp, STYLE_GOOD, arena_printf(rp->arena, "%s is written.", file));
    report_say(rp, STYLE_PLAIN,
               arena_printf(rp->arena, "Look at it with: gradus preview %s", file));
    report_say(
        rp, STYLE_PLAIN,
        lesson ? "It stands behind the others until lessons/course.yaml names it in "
                 "its order."
               : "A lesson's id in its 'requires' makes it a problem of that lesson.");
}
