/* trail.c: the places of a one-dimensional descent. */
#include "plot/plot.h"

#include <math.h>

static bool shown(const struct chart *c, double x, double y)
{
    return x >= c->x.lo && x <= c->x.hi && y >= c->y.lo && y <= c->y.hi;
}

/* Both ends inside: a line to a place far outside would cross the whole picture. */
static void draw_way(struct chart *c, const double *x, const double *y)
{
    if (shown(c, x[0], y[0]) && shown(c, x[1], y[1]))
        canvas_line(c->canvas, chart_dot_x(c, x[0]), chart_dot_y(c, y[0]),
                    chart_dot_x(c, x[1]), chart_dot_y(c, y[1]), 3, PLOT_TRAIL);
}

void chart_trail(struct chart *c, const double *x, const double *y, size_t n)
{
    bool ascii = c->canvas->glyphs == PLOT_ASCII;

    for (size_t i = 0; i + 1 < n; i++)
        draw_way(c, x + i, y + i);
    for (size_t i = 0; i + 1 < n; i++)
        chart_mark(c, x[i], y[i], ascii ? "o" : "\u25cb", PLOT_TRAIL);
    if (n > 0)
        chart_mark(c, x[n - 1], y[n - 1], ascii ? "@" : "\u25cf", PLOT_POINT);
}
