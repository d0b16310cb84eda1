/* curve.c: a function drawn where its values are proved.
 *
 * Over each column of dots [a, b] f is enclosed.
 *
 *   proved continuous there: by the intermediate value theorem f takes every value
 *   between f(a) and f(b), so a stroke from one to the other is no guess. It is the whole
 *   truth if the enclosure reaches at most a dot further; else the column is halved, for
 *   there may be a spike.
 *
 *   not proved: it is halved, and at the end left blank. Neighbours then end where the
 *   break begins, and nothing joins them.
 */
#include "plot/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 8, BITS = 64 };

struct curve {
    struct tape *tape; /* output 0: f; output 1, if any: where it holds */
    struct enclosure *enclosure;
    struct ival *box;
    double *work;
};

enum status curve_new(struct arena *a, struct pool *p, const struct formula *f, expr x,
                      struct curve **curve, struct diag *d)
{
    expr outputs[2] = {f->body, f->where};
    bool everywhere = !f->where || expr_kind(p, f->where) == EX_TRUE;
    struct curve *c = arena_alloc(a, sizeof *c);
    enum status st = tape_compile(a, p, outputs, everywhere ? 1 : 2, &x, 1, &c->tape, d);

    if (st != ST_OK)
        return st;
    c->enclosure = enclosure_new(a, c->tape, BITS);
    c->box = ival_array(a, 1, BITS);
    c->work = arena_array(a, 2 * tape_work(c->tape), sizeof *c->work);
    *curve = c;
    return ST_OK;
}

double curve_at(const struct curve *curve, double x)
{
    double y[2] = {0, 1};

    tape_eval(curve->tape, &x, y, curve->work);
    return y[1] == 1 ? y[0] : NAN;
}

double curve_slope(const struct curve *curve, double x)
{
    double y[2] = {0, 1}, dy[2], one = 1;

    tape_forward(curve->tape, &x, &one, y, dy, curve->work);
    return y[1] == 1 ? dy[0] : NAN;
}

/* ---- heights ---------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static struct axis widened(double lo, double hi)
{
    double pad = (hi - lo) * 0.06;

    if (!(pad > 1e-9 * fmax(fabs(lo), fabs(hi))))
        pad = fmax(1, fabs(hi) * 0.5);
    return (struct axis){lo - pad, hi + pad};
}

struct axis curve_heights(const struct curve *curve, struct axis x)
{
    enum { SAMPLES = 257 };
    double y[SAMPLES], most, lo, hi;
    size_t n = 0;

    for (int i = 0; i < SAMPLES; i++) {
        double v = curve_at(curve, x.lo + (x.hi - x.lo) * i / (SAMPLES - 1));

        if (fabs(v) < 1e300)
            y[n++] = v;
    }
    if (n == 0)
        return (struct axis){-1, 1};
    qsort(y, n, sizeof *y, by_size);
    most = y[n - 1 - n / 10] - y[n / 10];
    lo = y[0];
    hi = y[n - 1];
    if (most > 0 && hi - lo > 4 * most) {
        lo = fmax(lo, y[n / 10] - most / 4);
        hi = fmin(hi, y[n - 1 - n / 10] + most / 4);
    }
    return widened(lo, hi);
}

/* ---- strokes ----------------------------------------------------------------------- */

struct pen {
    struct chart *chart;
    const struct curve *curve;
    long column; /* of dots */
    bool broken; /* it runs away in this column */
};

struct reach { /* rows of dots, upper <= lower */
    long upper, lower;
};

static struct reach reach_of(const struct chart *c, double a, double b)
{
    return (struct reach){chart_dot_y(c, fmax(a, b)), chart_dot_y(c, fmin(a, b))};
}

/* The part inside the chart. */
static struct reach clipped(const struct chart *c, struct reach r)
{
    long top = 4 * c->top, bottom = 4 * (c->top + c->rows) - 1;

    if (r.upper < top)
        r.upper = top;
    if (r.lower > bottom)
        r.lower = bottom;
    return r;
}

static void stroke(struct pen *pen, struct reach r)
{
    r = clipped(pen->chart, r);
    for (long y = r.upper; y <= r.lower; y++)
        canvas_dot(pen->chart->canvas, pen->column, y, PLOT_CURVE);
}

enum finding { HALVE, DRAWN, NOTHING_THERE };

/* What can be said of f over one box. At `last` no more halving is possible. */
static enum finding draw_box(struct pen *pen, double a, double b, bool last)
{
    const struct curve *curve = pen->curve;
    const struct chart *c = pen->chart;
    const struct range *out[2];
    struct reach seen, all;
    bool holds;

    ival_set_d(curve->box, a, b);
    enclose(curve->enclosure, curve->box, out);
    if (ival_is_empty(&out[0]->v))
        return NOTHING_THERE;
    holds = curve->tape->outputs < 2 || mpfr_cmp_ui(out[1]->v.lo, 1) >= 0;
    if (curve->tape->outputs > 1 && mpfr_cmp_ui(out[1]->v.hi, 1) < 0)
        return NOTHING_THERE;
    all = reach_of(c, ival_lo_d(&out[0]->v), ival_hi_d(&out[0]->v));
    if (!holds || !(out[0]->facts & FACT_CONTINUOUS)) {
        if (last && !ival_is_bounded(&out[0]->v))
            pen->broken = true;
        return HALVE;
    }
    seen = reach_of(c, curve_at(curve, a), curve_at(curve, b));
    all = clipped(c, all);
    if (!last && (all.upper < clipped(c, seen).upper - 1 ||
                  all.lower > clipped(c, seen).lower + 1))
        return HALVE;
    stroke(pen, seen);
    return DRAWN;
}

static void draw_over(struct pen *pen, double a, double b, int depth)
{
    double mid = a / 2 + b / 2;

    if (draw_box(pen, a, b, depth == DEPTH) != HALVE || depth == DEPTH)
        return;
    draw_over(pen, a, mid, depth + 1);
    draw_over(pen, mid, b, depth + 1);
}

/* Does it leave the chart on a side of [a, b]? Then the break is one to be shown. */
static bool runs_away(const struct pen *pen, double a, double b)
{
    const struct axis *y = &pen->chart->y;
    double step = (b - a) / (1 << DEPTH), left = curve_at(pen->curve, a - step),
           right = curve_at(pen->curve, b + step);

    for (int i = 1; i < 1 << DEPTH; i++) {
        double v = curve_at(pen->curve, a + i * step);

        if (v > y->hi || v < y->lo)
            return true;
    }
    return left > y->hi || left < y->lo || right > y->hi || right < y->lo;
}

static void pole(struct chart *c, long column)
{
    for (long y = 4 * c->top; y < 4 * (c->top + c->rows); y += 4)
        canvas_dot(c->canvas, column, y, PLOT_GRID);
}

void chart_curve(struct chart *c, const struct curve *curve)
{
    long first = 2 * c->left, n = 2 * c->columns;
    double width = (c->x.hi - c->x.lo) / (double)n;
    long shown = -2; /* the column of the last pole: one on a border breaks two */

    for (long i = 0; i < n; i++) {
        double a = c->x.lo + width * (double)i, b = c->x.lo + width * (double)(i + 1);
        struct pen pen = {c, curve, first + i, false};

        draw_over(&pen, a, b, 0);
        if (pen.broken && i > shown + 1 && runs_away(&pen, a, b)) {
            pole(c, pen.column);
            shown = i;
        }
    }
}
