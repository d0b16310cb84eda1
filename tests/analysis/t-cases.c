/* t-cases.c: critical points and extrema of tests/cases/extrema.txt. */
#include "analysis/analysis.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS = 5 };

static const char *point_text(const struct search *s, struct real *x)
{
    struct arena *a = pool_arena(s->pool);

    return x->exact != EXPR_NONE || x->infinite ? real_text(s, x, NOTE_PLAIN)
                                                : arena_printf(a, "~%.10g", x->approx);
}

static void add_range(const struct search *s, struct str *out, struct real *from,
                      struct real *to)
{
    str_addf(out, "[%s,%s]", point_text(s, from), point_text(s, to));
}

static const char *points(const struct search *s, const struct critical *c)
{
    struct str out = str_in(pool_arena(s->pool));

    for (size_t i = 0; i < c->count; i++) {
        const struct critical_point *q = &c->points[i];
        const char *type = extremum_type_name(q->type);
        bool inexact = q->x->exact == EXPR_NONE;

        str_addf(&out, "%s%s:%s%s", out.len ? " " : "", point_text(s, q->x),
                 inexact ? "?"
                 : type  ? type
                         : "open",
                 q->why == WHY_UNDEFINED ? "!"
                 : q->why == WHY_OPEN    ? "?"
                                         : "");
    }
    for (size_t i = 0; i < c->plateau_count; i++) {
        str_add(&out, out.len ? " " : "");
        add_range(s, &out, c->plateaus[i].on.lo, c->plateaus[i].on.hi);
        str_addf(&out, ":%s", extremum_type_name(c->plateaus[i].type));
    }
    if (!c->complete)
        str_add(&out, " incomplete");
    return out.text;
}

static const char *global(const struct search *s, const struct global *g)
{
    struct str out = str_in(pool_arena(s->pool));
    const char *value = g->value == EXPR_NONE ? "~"
                                              : expr_text(s->pool, g->value, NOTE_PLAIN,
                                                          pool_arena(s->pool));

    if (!g->decided)
        return "?";
    if (!g->attained)
        return arena_printf(pool_arena(s->pool), "none %s",
                            g->infinite > 0   ? "inf"
                            : g->infinite < 0 ? "-inf"
                                              : value);
    str_addf(&out, "%s @ ", value);
    for (size_t i = 0; i < g->count; i++) {
        str_add(&out, i ? ", " : "");
        if (g->at[i].to)
            add_range(s, &out, g->at[i].x, g->at[i].to);
        else
            str_add(&out, point_text(s, g->at[i].x));
    }
    return out.text;
}

/* Plateaus tie with their own ends: those are left out of the comparison. */
static bool fits(const char *want, const char *got)
{
    return !strcmp(want, "?") || !strcmp(want, got) ||
           (strchr(want, '[') && strstr(got, strchr(want, '[')));
}

static void check_case(char *cells[CELLS])
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(200000000);
    struct search s = {p, &b};
    struct formula f = {0};
    struct realset on;
    struct extrema e;
    struct diag d = {0};
    const char *set = strcmp(cells[1], "line") ? cells[1] : "(-inf,inf)";

    if (expr_read(p, cells[0], strlen(cells[0]), NULL, &f, NULL, &d) != ST_OK ||
        realset_read(&s, set, &on, &d) != ST_OK ||
        analysis_extrema(&s, &f, pool_symbol(p, "x"), &on, &e, &d) != ST_OK) {
        ok(false, "%s: %s", cells[0], d.message);
    } else {
        is_str(points(&s, &e.critical), cells[2], "critical points of %s on %s", cells[0],
               cells[1]);
        ok(fits(cells[3], global(&s, &e.max)), "maximum of %s on %s: %s, got %s",
           cells[0], cells[1], cells[3], global(&s, &e.max));
        ok(fits(cells[4], global(&s, &e.min)), "minimum of %s on %s: %s, got %s",
           cells[0], cells[1], cells[4], global(&s, &e.min));
    }
    arena_free(a);
}

/* Cells between bars that stand between blanks; |x| has none. */
static bool split(char *line, char *cells[CELLS])
{
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < CELLS; i++) {
        char *bar = strstr(line, " |");

        while (bar && bar[2] != ' ' && bar[2] != '\0')
            bar = strstr(bar + 2, " |");
        if (bar)
            *bar = '\0';
        cells[i] = line + strspn(line, " ");
        if (!bar)
            return i == CELLS - 1;
        line = bar + 2;
    }
    return false;
}

int main(void)
{
    const char *top = getenv("abs_top_srcdir");
    char path[4096], line[1024], *cells[CELLS];
    FILE *file;
    int cases = 0;

    snprintf(path, sizeof path, "%s/tests/cases/extrema.txt", top ? top : ".");
    file = fopen(path, "r");
    ok(file != NULL, "%s is there", path);
    while (file && fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        cases++;
        if (split(line, cells))
            check_case(cells);
        else
            ok(false, "five cells: %s", line);
    }
    if (file)
        fclose(file);
    ok(cases >= 40, "%d cases were read", cases);
    return done_testing();
}
