/* t-figure.c: the marks of a picture stand on the curve, or where they are put. */
#include "tap.h"
#include "tui/internal.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS = 12, COLUMNS = 40 };

/* The rows that hold a mark, one character each. */
static const char *marked_rows(struct arena *a, const struct screen *s)
{
    const char *text = screen_text(s, a);
    struct str rows = str_in(a);

    for (; *text; text += strcspn(text, "\n") + 1)
        str_addc(&rows, memchr(text, '*', strcspn(text, "\n")) ? '*' : '.');
    return rows.text;
}

int main(void)
{
    struct arena *a = arena_new();
    struct pool *pool = pool_new(a, 10000);
    expr x = pool_symbol(pool, "x");
    struct formula f = {x, pool_true(pool)};
    struct plot_mark marks[] = {{0, NAN, NULL}, {0, 10, NULL}, {2, -10, NULL}};
    struct plot plot = {.f = &f,
                        .f_text = (const char *[]){"x"},
                        .count = 1,
                        .x = x,
                        .across = {.lo = -10, .hi = 10, .given = true},
                        .up = {.lo = -10, .hi = 10, .given = true},
                        .marks = marks};
    struct screen *s = screen_memory(COLUMNS, ROWS, true);
    const char *rows;

    plot.mark_count = 1;
    figure_plot(s, screen_all(s), pool, &plot, NULL);
    rows = marked_rows(a, s);
    ok(strlen(rows) == ROWS && strspn(rows, ".") > 3 && strchr(rows, '*'),
       "on the curve in the middle: %s", rows);
    screen_clear(s);
    plot.mark_count = 3;
    figure_plot(s, screen_all(s), pool, &plot, NULL);
    rows = marked_rows(a, s);
    ok(strspn(rows, ".") < 3, "at the top: %s", rows);
    ok(strrchr(rows, '*') > rows + ROWS - 4, "and at the bottom");
    screen_close(s);
    arena_free(a);
    return done_testing();
}
