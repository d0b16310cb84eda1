/* reel.c: a walk as pictures: on the curve of f where there is one variable, else its
 * heights step by step; below, where it stands. */
#include "verb/reel.h"

#include <math.h>
#include <string.h>

enum { CHART_ROWS = 16 };

#define BEYOND 1e100 /* heights that no picture shows */

/* ---- places ---------------------------------------------------------------------- */

/* Where walker i stands in frame k, or ended before. */
static const struct result *moment(const struct reel *r, size_t i, size_t k)
{
    const struct result *trace = r->walkers[i].trace;

    return trace->items[k < trace->count ? k : trace->count - 1];
}

static double number_of(const struct result *v)
{
    return v && v->kind == RES_NUMBER    ? v->number
           : v && v->kind == RES_INTEGER ? (double)v->integer
                                         : NAN;
}

static double height(const struct reel *r, size_t i, size_t k)
{
    double f = number_of(result_get(moment(r, i, k), "f"));

    return r->logarithmic ? log10(f) : f;
}

/* Across: the first variable, or the step. */
static double place(const struct reel *r, size_t i, size_t k)
{
    const struct result *m = moment(r, i, k);

    return r->curve ? number_of(result_get(m, "x")->items[0])
                    : number_of(result_get(m, "k"));
}

/* ---- axes ------------------------------------------------------------------------ */

static void widen(struct axis *axis, double v)
{
    if (!(fabs(v) < BEYOND))
        return;
    axis->lo = fmin(axis->lo, v);
    axis->hi = fmax(axis->hi, v);
}

/* With a margin on both sides, and never empty. */
static struct axis padded(struct axis axis, double margin)
{
    double wide = axis.hi - axis.lo, pad = wide > 0 ? margin * wide : 1;

    if (!(axis.lo <= axis.hi))
        return (struct axis){-1, 1};
    pad = fmax(pad, 1e-9 * fmax(fabs(axis.lo), fabs(axis.hi)));
    return (struct axis){axis.lo - pad, axis.hi + pad};
}

/* Values above 0 that span orders of magnitude. */
static bool spans_orders(const struct reel *r)
{
    struct axis all = {INFINITY, -INFINITY};

    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->frames; k++) {
            double f = height(r, i, k);

            if (!(f > 0))
                return false;
            widen(&all, f);
        }
    return all.hi > 1000 * all.lo;
}

void reel_prepare(struct reel *r, const struct formula *f, expr x)
{
    struct axis none = {INFINITY, -INFINITY};
    struct diag ignored;

    r->across = r->up = none;
    r->curve = NULL;
    r->logarithmic = false;
    if (f &&
        curve_new(r->job->arena, r->job->search.pool, f, x, &r->curve, &ignored) != ST_OK)
        r->curve = NULL;
    r->logarithmic = !r->curve && spans_orders(r);
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->frames; k++) {
            widen(&r->across, place(r, i, k));
            widen(&r->up, height(r, i, k));
        }
    r->across = padded(r->across, r->curve ? 0.3 : 0.02);
    r->up = r->curve ? curve_heights(r->curve, r->across) : padded(r->up, 0.05);
}

/* ---- a frame --------------------------------------------------------------------- */

static void draw_walker(const struct reel *r, struct chart *c, size_t i, size_t k)
{
    struct arena *a = c->canvas->arena;
    size_t n = k + 1 < r->walkers[i].trace->count ? k + 1 : r->walkers[i].trace->count;
    double *x = arena_array(a, n, sizeof *x), *y = arena_array(a, n, sizeof *y);
    char letter[2] = {(char)('a' + i), '\0'};

    for (size_t m = 0; m < n; m++) {
        x[m] = place(r, i, m);
        y[m] = height(r, i, m);
    }
    if (r->n == 1)
        chart_trail(c, x, y, n);
    for (size_t m = 0; r->n > 1 && m + 1 < n; m++)
        canvas_line(c->canvas, chart_dot_x(c, x[m]), chart_dot_y(c, y[m]),
                    chart_dot_x(c, x[m + 1]), chart_dot_y(c, y[m + 1]), 3, PLOT_TRAIL);
    if (r->n > 1)
        chart_mark(c, x[n - 1], y[n - 1], letter, PLOT_POINT);
}

const char *reel_cut(struct arena *a, const char *text)
{
    size_t at = 0, columns = 0, n = strlen(text);

    while (at < n && columns < REEL_COLUMNS) {
        at = utf8_next(text, n, at);
        columns++;
    }
    return arena_strndup(a, text, at);
}

/* "a gd 0.1  step 3  x = 1.5, y = 2  f = 3" */
static const char *standing(const struct reel *r, struct arena *a, size_t i, size_t k)
{
    const struct result *m = moment(r, i, k), *x = result_get(m, "x");
    struct str s = str_in(a);

    if (r->n > 1)
        str_addf(&s, "%c %-16s ", (char)('a' + i), r->walkers[i].name);
    str_addf(&s, "step %-5.0f f = %-13.8g ", number_of(result_get(m, "k")),
             number_of(result_get(m, "f")));
    for (size_t v = 0; v < x->count; v++)
        str_addf(&s, "%s%s = %.6g", v ? ", " : "", x->names[v], number_of(x->items[v]));
    while (s.len && s.text[s.len - 1] == ' ')
        s.text[--s.len] = '\0';
    return reel_cut(a, s.text);
}

const char **reel_frame(const struct reel *r, struct arena *a, size_t k, size_t *n)
{
    enum plot_glyphs glyphs = r->job->cx->draw_ascii ? PLOT_ASCII : PLOT_BRAILLE;
    struct chart *c = chart_new(a, glyphs, REEL_COLUMNS, CHART_ROWS, r->across, r->up);
    const char **lines = arena_array(a, REEL_ROWS, sizeof *lines);

    if (r->curve)
        chart_curve(c, r->curve);
    for (size_t i = r->n; i-- > 0;)
        draw_walker(r, c, i, k);
    *n = 0;
    lines[(*n)++] = reel_cut(a, r->title);
    for (size_t row = 0; row < CHART_ROWS; row++)
        lines[(*n)++] = canvas_row(c->canvas, row);
    lines[(*n)++] = r->curve         ? ""
                    : r->logarithmic ? "log10 of f, step by step"
                                     : "f, step by step";
    for (size_t i = 0; i < r->n && *n + 1 < REEL_ROWS; i++)
        lines[(*n)++] = standing(r, a, i, k);
    return lines;
}
