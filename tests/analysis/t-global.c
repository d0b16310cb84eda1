/* t-global.c: the lowest value on a box, against a fine grid: never above what the grid finds,
 * and, where it is complete, not below it by more than the grid can miss. */
#include "analysis/analysis.h"

#include "tap.h"

enum { GRID = 400 };

static const struct {
    const char *f;
    double lo[2], hi[2], least; /* NAN: not complete */
} rows[] = {
    {"(1-x)^2 + 100*(y-x^2)^2", {-5, -5}, {5, 5}, 0},
    {"(4-2.1*x^2+x^4/3)*x^2 + x*y + (4*y^2-4)*y^2",
     {-3, -2},
     {3, 2},
     -1.0316284534898774},
    {"sin(3*x)*cos(2*y) + x/4", {-2, -2}, {2, 2}, -1.3961733174308588},
    {"x + 2*y", {-1, -3}, {2, 4}, -7},
    {"abs(x-1) + abs(y) + x/3", {-5, -5}, {5, 4}, 1.0 / 3},
    {"if(x > 1, x, 3 - x) + y^2", {-5, -5}, {5, 5}, NAN},
    {"ln(x) + y^2", {-1, -1}, {5, 5}, NAN},
};

static double grid(const struct tape *t, const double *lo, const double *hi, double *work)
{
    double least = INFINITY;

    for (int i = 0; i <= GRID; i++)
        for (int k = 0; k <= GRID; k++) {
            double x[2] = {lo[0] + (hi[0] - lo[0]) * i / GRID,
                           lo[1] + (hi[1] - lo[1]) * k / GRID};
            double y;

            tape_eval(t, x, &y, work);
            if (isfinite(y))
                least = fmin(least, y);
        }
    return least;
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        struct pool *p = pool_new(a, 100000);
        struct budget budget = budget_of(20000000);
        struct search s = {p, &budget};
        expr x[2] = {pool_symbol(p, "x"), pool_symbol(p, "y")};
        struct formula f;
        struct tape *t;
        struct global_minimum g = {0};
        double found, start[2] = {rows[i].hi[0], rows[i].hi[1]};

        expr_read(p, rows[i].f, strlen(rows[i].f), NULL, &f, NULL, NULL);
        tape_compile(a, p, &f.body, 1, x, 2, &t, NULL);
        found =
            grid(t, rows[i].lo, rows[i].hi, arena_array(a, tape_work(t), sizeof(double)));
        is_int(analysis_global(&s, a, &f, x, 2, rows[i].lo, rows[i].hi, start, &g), ST_OK,
               "%s", rows[i].f);
        ok(g.least <= found + 1e-12, "no value of the grid, %g, is below %g", found,
           g.least);
        is_int(g.complete, !isnan(rows[i].least), "it says whether that is all");
        if (g.complete && !isnan(rows[i].least))
            is_double(g.most, rows[i].least, 1e-8, "%s: after %zu boxes", rows[i].f,
                      g.boxes);
        arena_free(a);
    }
    return done_testing();
}
