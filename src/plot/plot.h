/* plot.h: pictures of functions, drawn in characters.
 *
 *   canvas   cells of 2 x 4 dots, with characters over them      -> rows of UTF-8
 *   chart    a canvas with two axes: data in, dots out
 *   curve    a function of one variable, drawn where its values are proved
 *   trail    the places of a descent on a curve
 *   relief   a function of several variables, its heights and slopes
 *
 *   0 3      the dots of a cell, in the order of Unicode's braille patterns;
 *   1 4      dot (x, y) of a canvas is dot (x % 2, y % 4) of cell (x / 2, y / 4),
 *   2 5      y grows downward
 *   6 7
 *
 * A stroke never bridges a jump or a pole: each column of dots is drawn from enclosures
 * of the function over it, and only where it is proved continuous there. What is drawn is
 * a function of the arguments; nothing here prints.
 */
#ifndef GRADUS_PLOT_H
#define GRADUS_PLOT_H

#include "certify/certify.h"

/* ---- canvas ------------------------------------------------------------------- */

enum plot_glyphs { PLOT_BRAILLE, PLOT_ASCII };

/* What is drawn, from the faintest up; where two meet in a cell, the stronger one gives
 * the cell its ink. */
enum plot_ink {
    PLOT_NONE,
    PLOT_GRID,
    PLOT_LABEL,
    PLOT_TANGENT,
    PLOT_CURVE,
    PLOT_TRAIL,
    PLOT_MARK,
    PLOT_POINT,
    PLOT_INK_COUNT
};

struct canvas_cell {
    uint8_t dots;
    char mark[5]; /* one character, or "": the dots are seen */
    enum plot_ink ink;
};

struct canvas {
    struct arena *arena;
    enum plot_glyphs glyphs;
    size_t columns, rows;
    struct canvas_cell *cells; /* row after row */
};

struct canvas *canvas_new(struct arena *a, enum plot_glyphs glyphs, size_t columns,
                          size_t rows);
/* Dots and characters outside of the canvas are left out. */
void canvas_dot(struct canvas *c, long x, long y, enum plot_ink ink);
/* Every `every`-th dot of the straight way from one dot to the other. */
void canvas_line(struct canvas *c, long x0, long y0, long x1, long y1, long every,
                 enum plot_ink ink);
/* Characters of one cell each, from a cell on to the right. */
void canvas_text(struct canvas *c, long column, long row, const char *text,
                 enum plot_ink ink);
/* What is seen in a cell: one character. */
void canvas_glyph(const struct canvas *c, size_t column, size_t row, char out[5]);
/* A row as text, in the canvas's arena; blanks at its end are left out. */
const char *canvas_row(const struct canvas *c, size_t row);

/* ---- axes --------------------------------------------------------------------- */

struct axis {
    double lo, hi; /* lo < hi, finite */
};

/* Labels at round numbers: J. Talbot, S. Lin, P. Hanrahan: An extension of Wilkinson's
 * algorithm for positioning tick labels on axes, 2010. */
enum { TICKS_MAX = 16 };
struct ticks {
    size_t count;
    double at[TICKS_MAX];
    char label[TICKS_MAX][16];
};

/* About `wish` ticks inside the axis. Minus is U+2212, or '-' if ascii. */
void axis_ticks(struct axis axis, size_t wish, bool ascii, struct ticks *out);

/* ---- chart -------------------------------------------------------------------- */

struct chart {
    struct canvas *canvas;
    struct axis x, y;
    long left, top, columns, rows; /* the cells that show data; labels stand beside */
};

/* An empty chart with its labels and a dotted line at height 0. Too small a canvas has no
 * labels. */
struct chart *chart_new(struct arena *a, enum plot_glyphs glyphs, size_t columns,
                        size_t rows, struct axis x, struct axis y);
/* A character at a place; false if that lies outside. */
bool chart_mark(struct chart *c, double x, double y, const char *mark, enum plot_ink ink);
/* A dashed stroke through (x, y) with that slope, some cells to either side. */
void chart_tangent(struct chart *c, double x, double y, double slope);
/* The dot of a value, not limited to the chart but to about +-10^6; NaN gives the same
 * as infinity. For those who draw. */
long chart_dot_x(const struct chart *c, double x);
long chart_dot_y(const struct chart *c, double y);

/* ---- curve -------------------------------------------------------------------- */

struct curve; /* a function of one variable, ready to be drawn */

/* Fails as tape_compile does. The curve lives in the arena. */
enum status curve_new(struct arena *a, struct pool *p, const struct formula *f, expr x,
                      struct curve **curve, struct diag *d);
/* Value and slope in doubles; NaN outside of the domain. */
double curve_at(const struct curve *curve, double x);
double curve_slope(const struct curve *curve, double x);
/* Heights worth showing over an axis: all of them, or, where few values tower above the
 * others (a pole), those of the many. */
struct axis curve_heights(const struct curve *curve, struct axis x);
/* Draws it; a faint dotted vertical stands where it leaves the chart through a break. */
void chart_curve(struct chart *c, const struct curve *curve);

/* ---- relief ------------------------------------------------------------------- */

struct relief; /* a function of n variables, as a descent sees it */

enum status relief_new(struct arena *a, struct pool *p, const struct formula *f,
                       const expr *vars, size_t n, struct relief **relief,
                       struct diag *d);
/* The height at x[0..n), NaN outside of the domain; and its gradient in g[0..n). */
double relief_at(const struct relief *r, const double *x);
double relief_gradient(const struct relief *r, const double *x, double *g);

/* ---- trail -------------------------------------------------------------------- */

/* The places (x[i], y[i]), i < n, of a descent: the last one filled, earlier ones hollow,
 * the way between them in sparse dots. */
void chart_trail(struct chart *c, const double *x, const double *y, size_t n);

#endif
