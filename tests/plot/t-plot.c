/* t-plot.c: dots and ticks, and curves that keep their breaks. */
#include "plot/plot.h"

#include "tap.h"

static struct chart *draw(struct arena *a, const char *text, struct axis x, struct axis y,
                          enum plot_glyphs glyphs, size_t columns, size_t rows)
{
    struct pool *p = pool_new(a, 100000);
    struct formula f;
    struct diag d = {0};
    struct curve *curve = NULL;
    struct chart *c;

    if (expr_read(p, text, strlen(text), NULL, &f, NULL, &d) != ST_OK ||
        curve_new(a, p, &f, pool_symbol(p, "x"), &curve, &d) != ST_OK) {
        note("%s: %s", text, d.message);
        return NULL;
    }
    if (!(y.lo < y.hi))
        y = curve_heights(curve, x);
    c = chart_new(a, glyphs, columns, rows, x, y);
    chart_curve(c, curve);
    return c;
}

static void show(const struct chart *c)
{
    for (size_t i = 0; i < c->canvas->rows; i++)
        note("|%s", canvas_row(c->canvas, i));
}

/* Rows of a column that hold a dot of the curve. */
static int curve_cells(const struct chart *c, size_t column)
{
    int n = 0;

    for (size_t row = 0; row < c->canvas->rows; row++)
        n += c->canvas->cells[row * c->canvas->columns + column].ink == PLOT_CURVE;
    return n;
}

static void test_canvas(void)
{
    struct arena *a = arena_new();
    struct canvas *c = canvas_new(a, PLOT_BRAILLE, 3, 1);

    canvas_dot(c, 0, 0, PLOT_CURVE);
    canvas_dot(c, 1, 3, PLOT_CURVE);
    canvas_dot(c, -1, 0, PLOT_CURVE);
    canvas_dot(c, 6, 0, PLOT_CURVE);
    canvas_dot(c, 0, 4, PLOT_CURVE);
    is_str(canvas_row(c, 0), "\u2881", "dots 1 and 8, nothing from outside");
    canvas_text(c, 2, 0, "\u25cf!", PLOT_POINT);
    is_str(canvas_row(c, 0), "\u2881 \u25cf", "a mark, cut at the edge");
    arena_free(a);
}

static void test_ticks(void)
{
    static const struct {
        struct axis axis;
        size_t wish;
        const char *labels;
    } rows[] = {
        {{0, 10}, 5, "0.0 2.5 5.0 7.5 10.0"},
        {{-4, 4}, 5, "\u22124 \u22122 0 2 4"},
        {{0, 1}, 3, "0.0 0.5 1.0"},
        {{-1.6, 9.9}, 3, "0 5"},
        {{1, 1}, 3, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ticks t;
        char text[300] = "";

        axis_ticks(rows[i].axis, rows[i].wish, false, &t);
        for (size_t k = 0; k < t.count; k++)
            sprintf(text + strlen(text), "%s%s", k ? " " : "", t.label[k]);
        is_str(text, rows[i].labels, "ticks of [%g, %g]", rows[i].axis.lo,
               rows[i].axis.hi);
    }
}

/* Whatever the axis: at least two ticks, in order, inside. */
static void test_any_axis(void)
{
    struct rng rng = {7};
    int bad = 0;

    for (int i = 0; i < 400; i++) {
        double mid = (rng_unit(&rng) - 0.5) * pow(10, (double)rng_below(&rng, 9) - 4);
        double half = rng_unit(&rng) * pow(10, (double)rng_below(&rng, 9) - 4) +
                      1e-5 * (1 + fabs(mid));
        struct axis axis = {mid - half, mid + half};
        struct ticks t;

        axis_ticks(axis, 2 + rng_below(&rng, 7), true, &t);
        bad += t.count < 1;
        for (size_t k = 0; k < t.count; k++)
            bad += t.at[k] < axis.lo - half * 1e-6 || t.at[k] > axis.hi + half * 1e-6 ||
                   (k && t.at[k] <= t.at[k - 1]);
    }
    is_int(bad, 0, "ticks lie in order inside of 400 axes");
}

static void test_breaks(void)
{
    struct arena *a = arena_new();
    struct axis y = {-5, 5};
    struct chart *c = draw(a, "1/x", (struct axis){-2, 2}, y, PLOT_BRAILLE, 40, 12);
    int joined = 0;

    show(c);
    for (long i = 0; i < c->columns; i++)
        joined += curve_cells(c, (size_t)(c->left + i)) >= c->rows - 1;
    is_int(joined, 0, "no stroke goes through the pole of 1/x");

    c = draw(a, "floor(x)", (struct axis){-2.3, 2.3}, (struct axis){-4, 4}, PLOT_BRAILLE,
             46, 12);
    show(c);
    joined = 0;
    for (long i = 0; i < c->columns; i++)
        joined += curve_cells(c, (size_t)(c->left + i)) > 2;
    is_int(joined, 0, "floor is not joined over its jumps");

    c = draw(a, "sqrt(x)", (struct axis){-2, 2}, (struct axis){-1, 2}, PLOT_BRAILLE, 40,
             12);
    joined = 0;
    for (long i = 0; i < c->columns / 2 - 1; i++)
        joined += curve_cells(c, (size_t)(c->left + i));
    is_int(joined, 0, "nothing left of where sqrt begins");
    ok(curve_cells(c, (size_t)(c->left + c->columns / 2 + 1)) > 0,
       "something right of it");
    arena_free(a);
}

static void test_spike(void)
{
    struct arena *a = arena_new();
    struct chart *c = draw(a, "1/(1 + (1000*(x - 0.3217))^2)", (struct axis){-1, 1},
                           (struct axis){-0.1, 1.1}, PLOT_BRAILLE, 40, 12);
    long column = chart_dot_x(c, 0.3217) / 2;

    show(c);
    ok(curve_cells(c, (size_t)column) >= 6, "a spike between samples is found");
    arena_free(a);
}

static void test_whole(void)
{
    struct arena *a = arena_new();
    struct chart *c =
        draw(a, "x^2", (struct axis){-4, 4}, (struct axis){0, 0}, PLOT_BRAILLE, 50, 14);
    int empty = 0;

    for (long i = 0; i < c->columns; i++)
        empty += curve_cells(c, (size_t)(c->left + i)) == 0;
    is_int(empty, 0, "a parabola has a dot in every column");
    chart_trail(c, (double[]){3, 2.4, 1.92}, (double[]){9, 5.76, 3.6864}, 3);
    show(c);
    c = draw(a, "x^3 - 3x", (struct axis){-2.5, 2.5}, (struct axis){0, 0}, PLOT_ASCII, 50,
             14);
    chart_tangent(c, -1.25, 1.797, 1.688);
    show(c);
    for (size_t i = 0; i < c->canvas->rows; i++)
        for (const char *s = canvas_row(c->canvas, i); *s; s++)
            empty += *s & 0x80;
    is_int(empty, 0, "the ASCII tier is ASCII");
    arena_free(a);
}

/* x/x is 1 where x != 0, and ln's derivative 1/x where x > 0. */
static void test_where(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 1000);
    expr x = pool_symbol(p, "x");
    struct formula f = {pool_power(p, x, pool_int(p, 2)), pool_relation(p, REL_GT, x)};
    struct curve *curve;
    struct diag d;
    struct chart *c;
    int left = 0;

    ok(curve_new(a, p, &f, x, &curve, &d) == ST_OK, "a formula with a condition");
    ok(isnan(curve_at(curve, -1)) && curve_at(curve, 2) == 4, "no value where it fails");
    c = chart_new(a, PLOT_BRAILLE, 40, 12, (struct axis){-2, 2}, (struct axis){-1, 4});
    chart_curve(c, curve);
    for (long i = 0; i < c->columns / 2 - 1; i++)
        left += curve_cells(c, (size_t)(c->left + i));
    is_int(left, 0, "and no stroke there");
    arena_free(a);
}

/* A label that says 2 stands at 2, wherever the first one stands. */
static void test_labels_tell_their_place(void)
{
    unsigned state = 7;
    int wrong = 0;

    for (int i = 0; i < 2000; i++) {
        double lo =
            (double)((int)((state = state * 1103515245u + 12345u) >> 16) % 400 - 200) /
            40;
        double wide =
            (double)(1 + (int)((state = state * 1103515245u + 12345u) >> 16) % 200) / 40;
        struct ticks t;

        axis_ticks((struct axis){lo, lo + wide}, 4, true, &t);
        for (size_t k = 0; k < t.count; k++)
            wrong += !(fabs(strtod(t.label[k], NULL) - t.at[k]) < 1e-5);
    }
    ok(wrong == 0, "labels tell their places");
}

int main(void)
{
    test_canvas();
    test_ticks();
    test_any_axis();
    test_breaks();
    test_spike();
    test_whole();
    test_where();
    test_labels_tell_their_place();
    return done_testing();
}
