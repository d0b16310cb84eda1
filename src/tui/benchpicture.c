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
    struct chart *c;

    if (in.rows - below < 3 || in.columns < 10)
        return;
    c = chart_new(s->scratch, figure_glyphs(s), (size_t)in.columns,
                  (size_t)(in.rows - below), x, heights(f, x));
    chart_curve(c, f->curve);
    add_marks(c, f);
    if (isfinite(trace)) {
        double y = curve_at(f->curve, trace);

        chart_tangent(c, trace, y, curve_slope(f->curve, trace));
        chart_mark(c, trace, y, f->ascii ? "@" : "\u25cf", PLOT_POINT);
    }
    figure_paint(s, in, c->canvas);
    if (below)
        draw_trace(s, in, f, trace);
}
