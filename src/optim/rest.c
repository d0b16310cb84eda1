/* rest.c: the slope is zero; is it a minimum?
 *
 * The second derivatives tell, except along directions in which f hardly bends: there a
 * look at points near by does.
 *
 *   bends up        everywhere: a minimum
 *   bends down      lower points near by: a saddle or a maximum
 *   hardly at all   an inflection has lower points near by; the floor of a valley has none,
 *                   but where it is bent it may be as low all along; a plain has
 *                   nothing else; and exp(x) only fades
 *
 * Everything is measured in the size of the point and of the value, as in the stop test.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_VARIABLES = 100, FLOOR_STEPS = 8 };

static const double bend = 1e-3;   /* curvature below this is hardly any */
static const double plain = 1e-12; /* and below this none at all */
static const double lower = 1e-10; /* a difference in value that counts */
static const double looks[] = {1e-3, 1e-2, 0.1, 0.5};
static const double slides[] = {0.01, 0.1, 0.3, 1, 3};
static const double round_about = 0.1; /* how far along a floor one looks, in sizes */
static const double same = 1e-11;      /* a difference in value that is rounding */

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

/* f along direction v, `distance` sizes away. */
static double along(struct optim_run *r, const struct rest_work *w, const double *v,
                    double distance)
{
    for (size_t i = 0; i < r->n; i++)
        r->spare.x[i] = r->at.x[i] + (v[i] == 0 ? 0 : distance * w->size[i] * v[i]);
    run_clip(r, r->spare.x);
    run_evaluate(r, &r->spare);
    return r->spare.f;
}

/* Falls f along v, however little, further and further, and rises the other way? So does
 * exp(x), which has no lowest point, however small its slope becomes; where it is too small
 * for a double it is 0 and stays so. */
static bool fades(struct optim_run *r, const struct rest_work *w, const double *v,
                  int way)
{
    double ahead = r->at.f, back = r->at.f;

    for (size_t i = 0; i < sizeof slides / sizeof *slides; i++) {
        double f = along(r, w, v, way * slides[i]), b = along(r, w, v, -way * slides[i]);

        bool gone = i > 0 && f == 0 && ahead == 0;

        if (!(f < ahead || gone) || (slides[i] < 1 && !(b > back)))
            return false;
        ahead = f;
        back = b;
    }
    return true;
}

/* From r->spare back to the floor of a valley: Newton's steps in the directions that bend. */
static void fall_to_floor(struct optim_run *r, const struct rest_work *w)
{
    size_t n = r->n;
    struct point *p = &r->spare;

    for (int round = 0; round < FLOOR_STEPS; round++) {
        for (size_t k = 0; k < n; k++)
            w->slope[k] = p->g[k] * w->size[k];
        for (size_t i = 0; i < n; i++) {
            const double *v = w->v + i * n;
            double h = w->h[i * n + i], g = dot(v, w->slope, n);

            for (size_t k = 0; h > bend * w->unit && k < n; k++)
                p->x[k] -= g / h * w->size[k] * v[k];
        }
        run_clip(r, p->x);
        run_evaluate(r, p);
    }
}

/* f rises to both sides of v, but only because the floor of the valley is bent: along the
 * floor it is the same to its last digits. All of a ring of points is as low as this one. */
static bool on_bent_floor(struct optim_run *r, const struct rest_work *w, const double *v)
{
    for (int way = -1; way <= 1; way += 2) {
        double straight = along(r, w, v, way * round_about);

        if (!(straight > r->at.f + lower * w->unit))
            return false;
        fall_to_floor(r, w);
        if (!usable(r, &r->spare) || fabs(r->spare.f - r->at.f) > same * w->unit)
            return false;
    }
    return true;
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

/* Nothing near by is lower; what of the directions in which f hardly bends? */
static enum rest judge_gentle(struct optim_run *r, const struct rest_work *w)
{
    for (size_t i = 0; i < r->n; i++) {
        const double *v = w->v + i * r->n;

        if (w->h[i * r->n + i] > bend * w->unit)
            continue;
        if (fades(r, w, v, 1) || fades(r, w, v, -1))
            return REST_FADES;
        if (on_bent_floor(r, w, v))
            return REST_FLOOR;
    }
    return REST_LOWEST;
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
    return w.moved ? judge_gentle(r, &w) : REST_PLAIN;
}
