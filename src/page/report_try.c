/* report_try.c: what try says of an author's problems: a table of seeds for one, a line each
 * for several, and below it what failed and what to look at. */
#include "page/report.h"

#include <stdlib.h>
#include <string.h>

static size_t add_names(const struct result *map, const char **head, size_t at)
{
    for (size_t i = 0; map && i < map->count; i++)
        head[at++] = map->names[i];
    return at;
}

static size_t add_texts(struct report *rp, const struct result *map, const char **cells,
                        size_t at)
{
    for (size_t i = 0; map && i < map->count; i++)
        cells[at++] = report_text(rp, map->items[i]);
    return at;
}

/* The first seed that has a variant. */
static const struct result *first_row(const struct result *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (result_get(rows->items[i], "keys"))
            return rows->items[i];
    return NULL;
}

static void report_row_of(struct report *rp, const struct result *row, const char **cells,
                          size_t columns)
{
    const struct result *keys = result_get(row, "keys");
    size_t n = 0;

    for (size_t i = 0; i < columns; i++)
        cells[i] = "";
    cells[n++] = report_field(rp, row, "seed");
    n = add_texts(rp, result_get(row, "params"), cells, n);
    n = add_texts(rp, keys, cells, n);
    if (keys)
        cells[n] = arena_printf(rp->arena, "%s/%s", report_field(rp, row, "unique"),
                                report_field(rp, row, "slips"));
    cells[columns - 1] = report_truth(row, "ok") ? "ok" : "FAIL";
}

static void report_rows(struct report *rp, const struct result *rows)
{
    const struct result *first = first_row(rows);
    const struct result *params = first ? result_get(first, "params") : NULL,
                        *keys = first ? result_get(first, "keys") : NULL;
    size_t columns = 3 + (params ? params->count : 0) + (keys ? keys->count : 0), n = 0;
    const char **head = arena_array(rp->arena, columns, sizeof *head);
    struct block *table;

    head[n++] = "seed";
    n = add_names(params, head, n);
    n = add_names(keys, head, n);
    head[n++] = "T6 unique";
    head[n] = "result";
    table = report_table(rp, columns, head, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        report_row_of(rp, rows->items[i], report_row(table), columns);
}

/* What is said of several seeds in the same words is said once, with the seeds. */
static void report_note(struct report *rp, const struct result *list, size_t at)
{
    enum { SEEDS_SHOWN = 6 };
    const struct result *f = list->items[at];
    const char *check = report_field(rp, f, "check"),
               *message = report_field(rp, f, "message");
    bool fails = !strcmp(report_field(rp, f, "severity"), "FAIL");
    struct str seeds = str_in(rp->arena);
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct result *other = list->items[i];
        const char *seed = report_field(rp, other, "seed");

        if (strcmp(report_field(rp, other, "check"), check) != 0 ||
            strcmp(report_field(rp, other, "message"), message) != 0)
            continue;
        if (i < at)
            return;
        if (*seed && ++count <= SEEDS_SHOWN)
            str_addf(&seeds, "%s%s", count > 1 ? ", " : " at seed ", seed);
    }
    if (count > SEEDS_SHOWN)
        str_addf(&seeds, " and %zu more", count - SEEDS_SHOWN);
    report_say(rp, fails ? STYLE_BAD : STYLE_PLAIN,
               arena_printf(rp->arena, "%s %s%s: %s", report_field(rp, f, "severity"),
                            check, seeds.len ? seeds.text : "", message));
}

static const char *counted(struct report *rp, const struct result *r, const char *name,
                           const char *one)
{
    const char *n = report_field(rp, r, name);

    return arena_printf(rp->arena, "%s %s%s", n, one, strcmp(n, "1") ? "s" : "");
}

static void report_problem(struct report *rp, const struct result *r, bool alone)
{
    const struct result *rows = result_get(r, "rows"), *list = result_get(r, "findings");
    const char *variants = report_field(rp, r, "variants");
    bool fails = strcmp(report_field(rp, r, "failures"), "0") != 0;

    if (alone && rows && rows->count)
        report_rows(rp, rows);
    for (size_t i = 0; alone && list && i < list->count; i++)
        report_note(rp, list, i);
    report_say(rp, fails ? STYLE_BAD : STYLE_GOOD,
               arena_printf(
                   rp->arena, "%s%s%s, %s, %s%s%s",
                   alone ? "" : report_field(rp, r, "problem"), alone ? "" : ": ",
                   counted(rp, r, "seeds", "seed"), counted(rp, r, "failures", "failure"),
                   counted(rp, r, "warnings", "warning"), *variants ? "; " : "",
                   !*variants ? ""
                   : !strcmp(variants, "1")
                       ? "1 variant exists"
                       : arena_printf(rp->arena, "%s variants exist", variants)));
    for (size_t i = 0; !alone && list && i < list->count; i++)
        report_note(rp, list, i);
}

void report_try(struct report *rp)
{
    const struct result *list = result_get(rp->r, "problems");

    for (size_t i = 0; list && i < list->count; i++)
        report_problem(rp, list->items[i], list->count == 1);
    if (list && !list->count)
        report_say(rp, STYLE_PLAIN, "nothing to be tried here");
}
