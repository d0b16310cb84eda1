/* figure.c: pictures of plot on the screen. */
#include "tui/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum plot_glyphs figure_glyphs(const struct screen *s)
{
    return s->ascii ? PLOT_ASCII : PLOT_BRAILLE;
}

static const enum ink inks[PLOT_INK_COUNT] = {
    [PLOT_NONE] = INK_PLAIN,      [PLOT_GRID] = INK_FAINT,  [PLOT_LABEL] = INK_FAINT,
    [PLOT_TANGENT] = INK_TANGENT, [PLOT_CURVE] = INK_CURVE, [PLOT_TRAIL] = INK_TRAIL,
    [PLOT_MARK] = INK_MARK,       [PLOT_POINT] = INK_POINT,
};

void figure_paint(struct screen *s, struct region in, const struct canvas *canvas)
{
    for (size_t row = 0; row < canvas->rows; row++) {
        for (size_t column = 0; column < canvas->columns; column++) {
            char glyph[5];
            enum plot_ink ink = canvas->cells[row * canvas->columns + column].ink;

            canvas_glyph(canvas, column, row, glyph);
            if (strcmp(glyph, " ") != 0)
                screen_put(s, in, (int)row, (int)column, inks[ink], glyph);
        }
    }
}

/* ---- plot parts ------------------------------------------------------------------------ */

static struct axis heights_of(struct curve *const *curves, size_t n, struct axis x)
{
    struct axis all = {HUGE_VAL, -HUGE_VAL};

    for (size_t i = 0; i < n; i++) {
        struct axis y = curve_heights(curves[i], x);

        all.lo = fmin(all.lo, y.lo);
        all.hi = fmax(all.hi, y.hi);
    }
    return all;
}

static size_t compile_all(struct arena *a, struct pool *pool, const struct plot *plot,
                          struct curve **curves)
{
    size_t n = 0;

    for (size_t i = 0; i < plot->count && n < 8; i++) {
        if (curve_new(a, pool, &plot->f[i], plot->x, &curves[n], NULL) == ST_OK)
            n++;
    }
    return n;
}

static void add_marks(struct chart *c, const struct curve *curve, const struct plot *plot,
                      bool ascii)
{
    if (plot->has_tangent) {
        double at = plot->tangent_at, y = curve_at(curve, at);

        chart_tangent(c, at, y, curve_slope(curve, at));
        chart_mark(c, at, y, ascii ? "*" : "\u25cf", PLOT_POINT);
    }
    for (size_t i = 0; i < plot->mark_count; i++) {
        double x = plot->marks[i].at, y = plot->marks[i].y;

        y = isnan(y) ? curve_at(curve, x) : y;

        if (!chart_mark(c, x, y, ascii ? "*" : "\u25cf", PLOT_MARK) ||
            !plot->marks[i].label)
            continue;
        canvas_text(c->canvas, chart_dot_x(c, x) / 2 + 2, chart_dot_y(c, y) / 4,
                    plot->marks[i].label, PLOT_MARK);
    }
}

static void draw_plot(struct screen *s, struct region in, struct pool *pool,
                      const struct plot *plot)
{
    struct arena *a = s->scratch;
    struct curve *curves[8];
    size_t n = compile_all(a, pool, plot, curves);
    struct axis x = {plot->across.lo, plot->across.hi}, y;
    struct chart *c;

    if (n == 0 || in.rows < 2 || in.columns < 8) {
        screen_put(s, in, 0, 0, INK_FAINT, "this picture can't be drawn");
        return;
    }
    y = plot->up.given ? (struct axis){plot->up.lo, plot->up.hi}
                       : heights_of(curves, n, x);
    c = chart_new(a, figure_glyphs(s), (size_t)in.columns, (size_t)in.rows, x, y);
    for (size_t i = 0; i < n; i++)
        chart_curve(c, curves[i]);
    add_marks(c, curves[0], plot, s->ascii);
    figure_paint(s, in, c->canvas);
}

void figure_plot(struct screen *s, struct region in, struct pool *pool,
                 const struct plot *plot, const char *caption)
{
    struct text words = text_in(s->scratch, in.columns, s->ascii);
    int below;

    if (in.rows > in.columns / 2 + 4 && in.rows > 24)
        in.rows = in.columns / 2 + 4;
    if (caption)
        text_say(&words, STYLE_FAINT, 0, caption);
    below = (int)words.count > in.rows / 3 ? in.rows / 3 : (int)words.count;
    in.rows -= below;
    screen_put_cut(s, in, 0, 0, INK_MATH,
                   arena_printf(s->scratch, "f(x) = %s",
                                text_math(s->scratch, plot->f_text[0], NULL)));
    draw_plot(s, (struct region){in.row + 1, in.column, in.rows - 1, in.columns}, pool,
              plot);
    in.row += in.rows;
    in.rows = below;
    for (int i = 0; i < below; i++)
        screen_runs(s, in, i, 0, words.lines[i].runs);
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* Points stand below each other: zeros at the end become blanks, and whole numbers end
 * where the others have their point. */
void figure_number(double v, char out[16])
{
    double size = fabs(v);
    size_t n;

    if (!isfinite(v) || size >= 1e6 || (size > 0 && size < 0.00005)) {
        snprintf(out, 16, v < 0 ? "%8.1e " : "%8.2e ", v);
        return;
    }
    if (size >= 999.5) {
        snprintf(out, 16, "%8.0f ", v);
        return;
    }
    snprintf(out, 16, "%9.4f", v);
    n = strlen(out);
    while (out[n - 1] == '0')
        out[--n] = ' ';
    if (out[n - 1] == '.')
        out[n - 1] = ' ';
}
