/* benchpicture.c: the curve with its marks, and below it what f and f' do. */
#include "tui/bench.h"

#include <math.h>
#include <string.h>

/* From the first point to the last one with a margin, or to the ends of the domain; a
 * period and a half where there is one. */
struct axis facts_axis(const struct facts *f)
{
    struct axis all = {HUGE_VAL, -HUGE_VAL};
    double pad;

    for (size_t i = 0; i < f->count; i++) {
        all.lo = fmin(all.lo, f->spots[i].at);
        all.hi = fmax(all.hi, f->spots[i].at);
    }
    if (!f->count)
        all.lo = all.hi = isfinite(f->from) ? f->from : isfinite(f->to) ? f->to : 0;
    if (isfinite(f->period))
        all.hi = fmax(all.hi, all.lo + f->period);
    pad = all.hi > all.lo ? 0.4 * (all.hi - all.lo) : fmax(3, 0.5 * fabs(all.lo));
    all.lo = isfinite(f->from) ? f->from : all.lo - pad;
    all.hi = isfinite(f->to) ? f->to : all.hi + pad;
    pad = fmax((all.hi - all.lo) * 0.01, 1e-6 * fmax(fabs(all.lo), fabs(all.hi)));
    return (struct axis){all.lo - pad, all.hi + pad};
}

/* All heights worth showing, and the marks among them that are near. */
static struct axis heights(const struct facts *f, struct axis x)
{
    struct axis y = curve_heights(f->curve, x);
    double tall = y.hi - y.lo;

    for (size_t i = 0; i < f->count; i++) {
        const struct spot *s = &f->spots[i];

        if (s->at < x.lo || s->at > x.hi || !isfinite(s->height))
            continue;
        if (s->height > y.hi && s->height < y.hi + tall)
            y.hi = s->height + 0.06 * tall;
        if (s->height < y.lo && s->height > y.lo - tall)
            y.lo = s->height - 0.06 * tall;
    }
    return y;
}

static void add_pole(struct chart *c, const struct spot *s, bool ascii)
{
    long column = chart_dot_x(c, s->at), top = c->top * 4;

    if (s->at < c->x.lo || s->at > c->x.hi)
        return;
    canvas_line(c->canvas, column, top, column, top + c->rows * 4 - 1, 2, PLOT_GRID);
    canvas_text(c->canvas, column / 2, c->top, spot_mark(s, ascii), PLOT_MARK);
}

/* The weaker ones first: extrema stand over zeros. */
static void add_marks(struct chart *c, const struct facts *f)
{
    for (int kind = SPOT_KINDS - 1; kind >= 0; kind--) {
        for (size_t i = 0; i < f->count; i++) {
            const struct spot *s = &f->spots[i];

            if ((int)s->kind != kind)
                continue;
            if (s->kind == SPOT_POLE)
                add_pole(c, s, f->ascii);
            else if (isfinite(s->height))
                chart_mark(c, s->at, s->height, spot_mark(s, f->ascii), PLOT_MARK);
        }
    }
}

/* The sign of f' below each column that lies inside of one stretch, and what f does there. */
static void draw_signs(struct screen *s, struct region in, const struct facts *f,
                       const struct chart *c)
{
    double step = (c->x.hi - c->x.lo) / (double)c->columns;
    int row = in.rows - 2;

    screen_put(s, in, row, 0, INK_FAINT, "f\u2032");
    screen_put(s, in, row + 1, 0, INK_FAINT, "f");
    for (long i = 0; i < c->columns; i++) {
        double lo = c->x.lo + (double)i * step, hi = lo + step;

        for (size_t k = 0; k < f->stretch_count; k++) {
            char sign = f->stretches[k].sign;
            int at = (int)(c->left + i);

            if (!(f->stretches[k].from <= lo && hi <= f->stretches[k].to) || i % 2)
                continue;
            screen_put(s, in, row, at, INK_PLAIN,
                       sign == '-'   ? "\u2212"
                       : sign == '+' ? "+"
                       : sign == '0' ? "0"
                                     : "?");
            screen_put(s, in, row + 1, at, INK_PLAIN,
                       sign == '+'   ? (f->ascii ? "/" : "\u2197")
                       : sign == '-' ? (f->ascii ? "\\" : "\u2198")
                       : sign == '0' ? (f->ascii ? "-" : "\u2192")
                                     : "?");
        }
    }
    for (size_t k = 0; k < f->count; k++) {
        const struct spot *spot = &f->spots[k];

        if (spot_is_extremum(spot) && spot->at >= c->x.lo && spot->at <= c->x.hi)
            screen_put(s, in, row + 1, (int)(chart_dot_x(c, spot->at) / 2), INK_MARK,
                       spot_mark(spot, f->ascii));
    }
}

static const char *number(struct arena *a, double v)
{
    return isfinite(v) ? arena_printf(a, "%.5g", v) : "not defined";
}

static void draw_trace(struct screen *s, struct region in, const struct facts *f,
                       double x)
{
    struct arena *a = s->scratch;

    screen_put_cut(s, in, in.rows - 1, 1, INK_ACCENT,
                   arena_printf(a, "%s \u2248 %.5g  f \u2248 %s  f\u2032 \u2248 %s",
                                f->name, x, number(a, curve_at(f->curve, x)),
                                number(a, curve_slope(f->curve, x))));
}

void bench_picture(struct screen *s, struct region in, const struct facts *f,
                   struct axis x, double trace)
{
    int below = isfinite(trace) && in.rows > 6;
    int signs = f->stretch_count && in.rows >= 12 ? 2 : 0;
    struct chart *c;

    if (in.rows - below < 3 || in.columns < 10)
        return;
    c = chart_new(s->scratch, figure_glyphs(s), (size_t)in.columns,
                  (size_t)(in.rows - below - signs), x, heights(f, x));
    chart_curve(c, f->curve);
    add_marks(c, f);
    if (isfinite(trace)) {
        double y = curve_at(f->curve, trace);

        chart_tangent(c, trace, y, curve_slope(f->curve, trace));
        chart_mark(c, trace, y, f->ascii ? "@" : "\u25cf", PLOT_POINT);
    }
    figure_paint(s, in, c->canvas);
    if (signs)
        draw_signs(s, (struct region){in.row, in.column, in.rows - below, in.columns}, f,
                   c);
    if (below)
        draw_trace(s, in, f, trace);
}
