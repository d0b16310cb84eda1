/* rest.c: the slope is zero; is it a minimum?
 *
 * The second derivatives tell, except along directions in which f hardly bends: there a
 * look at points near by does.
 *
 *   bends up        everywhere: a minimum
 *   bends down      lower points near by: a saddle or a maximum
 *   hardly at all   an inflection has lower points near by; the floor of a valley has none;
 *                   a plain has nothing else
 *
 * Everything is measured in the size of the point and of the value, as in the stop test.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_VARIABLES = 100 };

static const double bend = 1e-3;   /* curvature below this is hardly any */
static const double plain = 1e-12; /* and below this none at all */
static const double lower = 1e-10; /* a difference in value that counts */
static const double looks[] = {1e-3, 1e-2, 0.1, 0.5};

struct rest_work {
    double *h, *v, *size, *slope;
    struct point ahead, back;
    double unit;   /* of values */
    double excess; /* how much lower a minimum may lie by the curvature */
    bool moved;    /* some point near by has another value */
};

/* Column i of the second derivatives, from the slopes on either side; from one side where
 * a bound or a wall is near. Coordinates held by a bound do not count. */
static bool column(struct optim_run *r, struct rest_work *w, size_t i)
{
    double h = cbrt(DBL_EPSILON) * w->size[i];

    point_copy(&w->ahead, &r->at, r->n);
    point_copy(&w->back, &r->at, r->n);
    w->ahead.x[i] += h;
    w->back.x[i] -= h;
    run_clip(r, w->ahead.x);
    run_clip(r, w->back.x);
    run_evaluate(r, &w->ahead);
    run_evaluate(r, &w->back);
    if (!usable(r, &w->ahead))
        point_copy(&w->ahead, &r->at, r->n);
    if (!usable(r, &w->back))
        point_copy(&w->back, &r->at, r->n);
    h = w->ahead.x[i] - w->back.x[i];
    for (size_t k = 0; k < r->n; k++)
        w->h[i * r->n + k] = (w->ahead.g[k] - w->back.g[k]) / h * w->size[i] * w->size[k];
    return h > 0 && all_finite(w->h + i * r->n, r->n);
}

static bool second_derivatives(struct optim_run *r, struct rest_work *w)
{
    size_t n = r->n;

    for (size_t i = 0; i < n; i++)
        if (!pushed_out(r, &r->at, i) && !column(r, w, i))
            return false;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++) {
            bool held = pushed_out(r, &r->at, i) || pushed_out(r, &r->at, k);
            double mean = held ? 0 : (w->h[i * n + k] + w->h[k * n + i]) / 2;

            w->h[i * n + k] = w->h[k * n + i] = mean;
        }
    return true;
}

/* The parabola along each direction that bends up has its lowest point g^2/2h below. */
static void sum_excess(struct optim_run *r, struct rest_work *w)
{
    size_t n = r->n;

    for (size_t i = 0; i < n; i++)
        w->slope[i] = pushed_out(r, &r->at, i) ? 0 : r->at.g[i] * w->size[i];
    w->excess = 0;
    for (size_t i = 0; i < n; i++) {
        double along = dot(w->v + i * n, w->slope, n), h = w->h[i * n + i];

        if (h > lower * w->unit)
            w->excess += along * along / (2 * h);
    }
}

/* Is f lower at a distance along direction v? The point is left in r->spare. */
static bool look(struct optim_run *r, struct rest_work *w, const double *v,
                 double distance)
{
    struct point *p = &r->spare;

    for (size_t i = 0; i < r->n; i++)
        p->x[i] = r->at.x[i] + (v[i] == 0 ? 0 : distance * w->size[i] * v[i]);
    run_clip(r, p->x);
    run_evaluate(r, p);
    w->moved = w->moved || p->f != r->at.f;
    return usable(r, p) && p->f < r->at.f - lower * w->unit - 100 * w->excess;
}

static bool look_around(struct optim_run *r, struct rest_work *w, const double *v)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (look(r, w, v, looks[i]) || look(r, w, v, -looks[i]))
            return true;
    return false;
}

static struct rest_work rest_work(struct optim_run *r)
{
    size_t n = r->n;
    struct rest_work w = {
        .h = arena_array(r->arena, n * n, sizeof(double)),
        .v = arena_array(r->arena, n * n, sizeof(double)),
        .size = arena_array(r->arena, n, sizeof(double)),
        .slope = arena_array(r->arena, n, sizeof(double)),
        .ahead = point_new(r->arena, n),
        .back = point_new(r->arena, n),
        .unit = fmax(1, fabs(r->at.f)),
    };

    for (size_t i = 0; i < n; i++)
        w.size[i] = fmax(1, fabs(r->at.x[i]));
    return w;
}

enum rest rest_judge(struct optim_run *r)
{
    struct rest_work w;

    if (r->n > MOST_VARIABLES)
        return REST_UNKNOWN;
    w = rest_work(r);
    if (!second_derivatives(r, &w))
        return REST_UNKNOWN;
    eigen(w.h, w.v, r->n);
    sum_excess(r, &w);
    if (w.excess > r->options.tol * w.unit)
        return REST_SLOPE;
    for (size_t i = 0; i < r->n; i++) {
        double h = w.h[i * r->n + i];

        w.moved = w.moved || fabs(h) > plain * w.unit;
        if (h <= bend * w.unit && look_around(r, &w, w.v + i * r->n))
            return REST_LOWER;
    }
    return w.moved ? REST_LOWEST : REST_PLAIN;
}
