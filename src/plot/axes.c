/* axes.c: round numbers for an axis, and a chart with two of them. */
#include "plot/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- ticks ----------------------------------------------------------------------- */

/* Steps in order of preference, times powers of ten. */
static const double steps[] = {1, 5, 2, 2.5, 4, 3};
enum { STEP_COUNT = sizeof steps / sizeof steps[0] };

struct labelling { /* lo, lo + step, ..., hi */
    double lo, hi, step, score;
};

static double simplicity(size_t q, int skip, bool has_zero)
{
    return 1 - (double)q / (STEP_COUNT - 1) - skip + has_zero;
}

static double coverage(struct axis axis, double lo, double hi)
{
    double a = axis.hi - hi, b = axis.lo - lo, r = 0.1 * (axis.hi - axis.lo);

    return 1 - 0.5 * (a * a + b * b) / (r * r);
}

/* The best coverage that labels of this length could have. */
static double coverage_bound(struct axis axis, double length)
{
    double r = axis.hi - axis.lo, half = (length - r) / 2;

    return length > r ? 1 - half * half / (0.01 * r * r) : 1;
}

static double density(struct axis axis, size_t wish, size_t k, double lo, double hi)
{
    double r = (double)(k - 1) / (hi - lo);
    double wished = (double)(wish - 1) / (fmax(hi, axis.hi) - fmin(lo, axis.lo));

    return 2 - fmax(r / wished, wished / r);
}

static double density_bound(size_t wish, size_t k)
{
    return k >= wish ? 2 - (double)(k - 1) / (double)(wish - 1) : 1;
}

/* The weights of the paper; all our labels are legible, so that part is constant. */
static double weigh(double simple, double covers, double dense)
{
    return 0.25 * simple + 0.2 * covers + 0.5 * dense + 0.05;
}

/* All places of k labels at one step that touch the axis. */
static void try_places(struct axis axis, size_t wish, size_t q, int skip, size_t k,
                       double step, struct labelling *best)
{
    double span = step * (double)(k - 1), unit = step / skip;
    double first = floor(axis.hi / unit) - skip * (double)(k - 1);
    double last = ceil(axis.lo / unit);

    for (double start = first; start <= last; start++) {
        double lo = start * unit, hi = lo + span;
        bool zero = lo <= 0 && hi >= 0 && fabs(remainder(lo, step)) < step * 1e-9;
        double score = weigh(simplicity(q, skip, zero), coverage(axis, lo, hi),
                             density(axis, wish, k, lo, hi));

        if (score > best->score)
            *best = (struct labelling){lo, hi, step, score};
    }
}

/* All powers of ten for k labels whose steps are steps[q]. */
static void try_powers(struct axis axis, size_t wish, size_t q, int skip, size_t k,
                       struct labelling *best)
{
    double delta = (axis.hi - axis.lo) / (double)(k + 1) / (skip * steps[q]);

    for (double z = ceil(log10(delta));; z++) {
        double step = skip * steps[q] * pow(10, z);
        double bound =
            weigh(simplicity(q, skip, true), coverage_bound(axis, step * (double)(k - 1)),
                  density_bound(wish, k));

        if (!(bound >= best->score))
            return;
        try_places(axis, wish, q, skip, k, step, best);
    }
}

static struct labelling best_labelling(struct axis axis, size_t wish)
{
    struct labelling best = {axis.lo, axis.hi, axis.hi - axis.lo, -2};

    for (int skip = 1; skip < 6; skip++) {
        for (size_t q = 0; q < STEP_COUNT; q++) {
            if (weigh(simplicity(q, skip, true), 1, 1) < best.score)
                continue;
            for (size_t k = 2; k < TICKS_MAX; k++) {
                if (weigh(simplicity(q, skip, true), 1, density_bound(wish, k)) <
                    best.score)
                    break;
                try_powers(axis, wish, q, skip, k, &best);
            }
        }
    }
    return best;
}

static bool needs_decimals(double v, int decimals)
{
    double whole = v * pow(10, decimals);

    return fabs(whole - round(whole)) > 1e-6;
}

/* As many decimals as the step needs, and the value: -1/2, 1/2, 3/2 lie a whole apart. */
static void write_label(double v, double step, bool ascii, char out[16])
{
    int decimals = 0;
    char digits[16];
    double size = fmax(fabs(v), step);

    if (fabs(v) < step * 1e-9)
        v = 0;
    while (decimals < 6 &&
           (needs_decimals(step, decimals) || needs_decimals(v, decimals)))
        decimals++;
    if (size >= 1e6 || step < 1e-5)
        snprintf(digits, sizeof digits, "%.3g", fabs(v));
    else
        snprintf(digits, sizeof digits, "%.*f", decimals, fabs(v));
    snprintf(out, 16, "%s%.12s", v < 0 ? ascii ? "-" : "\u2212" : "", digits);
}

void axis_ticks(struct axis axis, size_t wish, bool ascii, struct ticks *out)
{
    struct labelling l;

    out->count = 0;
    if (!(axis.hi > axis.lo) || !isfinite(axis.hi - axis.lo))
        return;
    l = best_labelling(axis, wish < 3 ? 3 : wish > 10 ? 10 : wish);
    for (long i = 0; i < TICKS_MAX; i++) {
        double v = l.lo + (double)i * l.step, slack = 1e-9 * l.step;

        if (v < axis.lo - slack || v > axis.hi + slack)
            continue;
        if (v > l.hi + slack)
            break;
        out->at[out->count] = v;
        write_label(v, l.step, ascii, out->label[out->count++]);
    }
}

/* ---- chart ------------------------------------------------------------------------ */

enum { FAR = 1000000 }; /* dots: as good as infinitely far */

static long limited(double dot)
{
    return dot > -FAR && dot < FAR ? (long)floor(dot) : dot < 0 ? -FAR : FAR;
}

long chart_dot_x(const struct chart *c, double x)
{
    double wide = 2.0 * (double)c->columns;
    long dot = limited((x - c->x.lo) / (c->x.hi - c->x.lo) * wide);

    return 2 * c->left + (dot == (long)wide && x <= c->x.hi ? dot - 1 : dot);
}

long chart_dot_y(const struct chart *c, double y)
{
    double high = 4.0 * (double)c->rows;
    long dot = limited((c->y.hi - y) / (c->y.hi - c->y.lo) * high);

    return 4 * c->top + (dot == (long)high && y >= c->y.lo ? dot - 1 : dot);
}

static size_t label_width(const struct ticks *t)
{
    size_t widest = 0;

    for (size_t i = 0; i < t->count; i++) {
        size_t n = utf8_columns(t->label[i], strlen(t->label[i]));

        if (n > widest)
            widest = n;
    }
    return widest;
}

static void label_heights(struct chart *c, const struct ticks *t)
{
    for (size_t i = 0; i < t->count; i++) {
        long n = (long)utf8_columns(t->label[i], strlen(t->label[i]));

        canvas_text(c->canvas, c->left - 1 - n, chart_dot_y(c, t->at[i]) / 4, t->label[i],
                    PLOT_LABEL);
    }
}

/* Below the data; a label that would touch the one before it is left out. */
static void label_places(struct chart *c, bool ascii)
{
    struct ticks t;
    long free = 0, end = c->left + c->columns;

    axis_ticks(c->x, (size_t)c->columns / 9 + 1, ascii, &t);
    for (size_t i = 0; i < t.count; i++) {
        long n = (long)utf8_columns(t.label[i], strlen(t.label[i]));
        long at = chart_dot_x(c, t.at[i]) / 2 - (t.at[i] < 0 ? n - n / 2 : (n - 1) / 2);

        if (at < free || at + n > end)
            continue;
        canvas_text(c->canvas, at, c->top + c->rows, t.label[i], PLOT_LABEL);
        free = at + n + 1;
    }
}

static void zero_line(struct chart *c)
{
    long y = chart_dot_y(c, 0);

    if (c->y.lo > 0 || c->y.hi < 0)
        return;
    for (long x = 2 * c->left; x < 2 * (c->left + c->columns); x += 4)
        canvas_dot(c->canvas, x, y, PLOT_GRID);
}

struct chart *chart_new(struct arena *a, enum plot_glyphs glyphs, size_t columns,
                        size_t rows, struct axis x, struct axis y)
{
    struct chart *c = arena_alloc(a, sizeof *c);
    bool ascii = glyphs == PLOT_ASCII, labelled = columns >= 24 && rows >= 6;
    struct ticks heights = {0};

    c->canvas = canvas_new(a, glyphs, columns, rows);
    c->x = x;
    c->y = y;
    if (labelled) {
        axis_ticks(y, rows / 4 + 1, ascii, &heights);
        c->left = (long)label_width(&heights) + 1;
    }
    c->columns = (long)columns - c->left;
    c->rows = (long)rows - labelled;
    zero_line(c);
    if (labelled) {
        label_heights(c, &heights);
        label_places(c, ascii);
    }
    return c;
}

bool chart_mark(struct chart *c, double x, double y, const char *mark, enum plot_ink ink)
{
    if (!(x >= c->x.lo && x <= c->x.hi && y >= c->y.lo && y <= c->y.hi))
        return false;
    canvas_text(c->canvas, chart_dot_x(c, x) / 2, chart_dot_y(c, y) / 4, mark, ink);
    return true;
}

/* About ten cells long on the screen, whatever its slope. */
void chart_tangent(struct chart *c, double x, double y, double slope)
{
    double per_x = 2.0 * (double)c->columns / (c->x.hi - c->x.lo);
    double per_y = 4.0 * (double)c->rows / (c->y.hi - c->y.lo);
    double tilt = slope * per_y / per_x, reach;

    if (!isfinite(tilt) || !isfinite(y))
        return;
    reach = 20 / sqrt(1 + tilt * tilt) / per_x;
    for (int i = -20; i <= 20; i += 2) {
        double at = x + reach * i / 20, height = y + slope * (at - x);

        if (at >= c->x.lo && at <= c->x.hi && height >= c->y.lo && height <= c->y.hi)
            canvas_dot(c->canvas, chart_dot_x(c, at), chart_dot_y(c, height),
                       PLOT_TANGENT);
    }
}
