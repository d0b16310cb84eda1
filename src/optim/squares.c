/* squares.c: sums of squares, by their first derivatives (Levenberg-Marquardt).
 *
 * Near x each square is that of a line, and |c + R d|^2 tells f to second order but for the
 * bending of the lines. Its lowest point within |D d| <= radius solves
 *
 *     | R          |       | c |
 *     | sqrt(m) D  | d = - | 0 |      in the sense of least squares, with the right m >= 0
 *
 * D grows to the longest columns seen, so that no unit of a variable matters (More 1978).
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { TRIES = 60, SHIFTS = 12 };

struct squares {
    double *r, *c, *g; /* at r->at */
    double *t, *tc;    /* the triangle with the lines of D below it */
    double *rows, *scale, *d, *v, *h;
    struct point next;
    double radius, shift;
    bool first;
};

static void begin(struct optim_run *r)
{
    struct squares *w = r->memory = arena_alloc(r->arena, sizeof *w);
    size_t n = r->n;

    w->r = arena_array(r->arena, n * n, sizeof *w->r);
    w->t = arena_array(r->arena, n * n, sizeof *w->t);
    w->h = arena_array(r->arena, n * n, sizeof *w->h);
    w->rows = arena_array(r->arena, n * (n + 1), sizeof *w->rows);
    w->c = arena_array(r->arena, n, sizeof *w->c);
    w->g = arena_array(r->arena, n, sizeof *w->g);
    w->tc = arena_array(r->arena, n, sizeof *w->tc);
    w->scale = arena_array(r->arena, n, sizeof *w->scale);
    w->d = arena_array(r->arena, n, sizeof *w->d);
    w->v = arena_array(r->arena, n, sizeof *w->v);
    w->next = point_new(r->arena, n);
    w->first = true;
}

/* ---- the step ------------------------------------------------------------------- */

static double scaled_length(const struct squares *w, const double *d, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum = hypot(sum, w->scale[i] * d[i]);
    return sum;
}

/* d for this m; false if the triangle is singular. */
static bool solve(struct squares *w, double m, size_t n)
{
    memcpy(w->t, w->r, n * n * sizeof *w->t);
    memcpy(w->tc, w->c, n * sizeof *w->tc);
    if (m > 0) {
        memset(w->rows, 0, n * (n + 1) * sizeof *w->rows);
        for (size_t i = 0; i < n; i++)
            w->rows[i * n + i] = sqrt(m) * w->scale[i];
        optim_triangle(w->t, w->tc, n, w->rows, n, n);
    }
    if (!optim_solve_upper(w->t, w->tc, w->d, n))
        return false;
    for (size_t i = 0; i < n; i++)
        w->d[i] = -w->d[i];
    return true;
}

/* Newton's correction of m, for 1/length is nearly a line in m (M. D. Hebden, An algorithm
 * for minimization using exact second derivatives, 1973). */
static double corrected(struct squares *w, double m, double length, size_t n)
{
    double steep;

    for (size_t i = 0; i < n; i++)
        w->v[i] = w->scale[i] * w->scale[i] * w->d[i] / length;
    optim_solve_lower(w->t, w->v, w->v, n);
    steep = norm(w->v, n);
    return m + (length - w->radius) / w->radius / (steep * steep);
}

/* |inv(D) J'r| */
static double scaled_slope(const struct squares *w, size_t n)
{
    double sum = 0;

    for (size_t k = 0; k < n; k++) {
        double slope = 0;

        for (size_t i = 0; i <= k; i++)
            slope += w->r[i * n + k] * w->c[i];
        sum = hypot(sum, slope / w->scale[k]);
    }
    return sum;
}

static bool find_step(struct optim_run *r, struct squares *w)
{
    size_t n = r->n;
    double lo = 0, hi = scaled_slope(w, n) / w->radius, length;

    if (solve(w, 0, n) && scaled_length(w, w->d, n) <= 1.1 * w->radius) {
        w->shift = 0;
        return true;
    }
    if (!(w->shift > 0 && w->shift < hi))
        w->shift = 1e-3 * hi;
    for (int i = 0; i < SHIFTS; i++) {
        double next;

        if (!(w->shift > 0) || !solve(w, w->shift, n))
            return false;
        length = scaled_length(w, w->d, n);
        if (fabs(length - w->radius) <= 0.1 * w->radius)
            break;
        if (length > w->radius)
            lo = w->shift;
        else
            hi = fmin(hi, w->shift);
        next = corrected(w, w->shift, length, n);
        w->shift = next > lo && next < hi ? next : fmax(sqrt(lo) * sqrt(hi), 1e-3 * hi);
    }
    return true;
}

/* |c|^2 - |c + R d|^2 */
static double promised(const struct squares *w, size_t n)
{
    double fall = 0;

    for (size_t i = 0; i < n; i++) {
        double moved = 0;

        for (size_t k = i; k < n; k++)
            moved += w->r[i * n + k] * w->d[k];
        fall -= moved * (2 * w->c[i] + moved);
    }
    return fall;
}

/* ---- trying it ------------------------------------------------------------------ */

static double kept(struct optim_run *r, const struct squares *w, double promise)
{
    return usable(r, &w->next) ? (r->at.f - w->next.f) / promise : -1;
}

static bool try_step(struct optim_run *r, struct squares *w)
{
    double promise = promised(w, r->n), ratio = -1, length;

    for (size_t i = 0; i < r->n; i++)
        w->next.x[i] = r->at.x[i] + w->d[i];
    if (promise > 0 && all_finite(w->next.x, r->n) &&
        !same_point(w->next.x, r->at.x, r->n)) {
        run_evaluate(r, &w->next);
        ratio = kept(r, w, promise);
    }
    length = scaled_length(w, w->d, r->n);
    if (w->first)
        w->radius = fmin(w->radius, length);
    w->first = false;
    if (ratio < 0.25)
        w->radius = fmin(w->radius, length) / 4;
    else if (w->shift == 0 || ratio > 0.75)
        w->radius = 2 * length;
    return ratio > 1e-4;
}

static bool look_closely(struct optim_run *r, struct squares *w)
{
    size_t n = r->n;

    r->objective.squares(r->objective.context, r->at.x, w->g, w->r, w->c);
    if (!all_finite(w->r, n * n) || !all_finite(w->c, n))
        return false;
    for (size_t k = 0; k < n; k++) {
        double column = 0;

        for (size_t i = 0; i <= k; i++)
            column = hypot(column, w->r[i * n + k]);
        w->scale[k] = fmax(w->scale[k], column);
        if (w->scale[k] == 0)
            w->scale[k] = 1;
    }
    if (w->first) {
        w->radius = scaled_length(w, r->at.x, n);
        w->radius = w->radius > 0 ? w->radius : 1;
    }
    return true;
}

static void stop(struct optim_run *r, struct squares *w, double fall)
{
    if (run_bend(r, &r->at, w->h))
        stop_of_newton(r, w->h, fall);
    else
        run_stop(r, STOP_STALLED, "f has no finite second derivatives here",
                 "another start");
}

static void step(struct optim_run *r)
{
    struct squares *w = r->memory;
    double fall;

    if (!look_closely(r, w)) {
        run_stop(r, STOP_STALLED, "the slopes are not finite here", "another start");
        return;
    }
    fall = dot(w->c, w->c, r->n);
    if (r->options.tol > 0 && fall <= rounding(r, r->at.f)) {
        stop(r, w, fall);
        return;
    }
    for (int i = 0; i < TRIES && w->radius > 0; i++) {
        if (!find_step(r, w))
            break;
        if (try_step(r, w)) {
            for (size_t k = 0; k < r->n; k++)
                r->step[k] = w->next.x[k] - r->at.x[k];
            r->frame.rate = w->radius;
            run_take(r, &w->next);
            return;
        }
    }
    stop(r, w, fall);
}

static void leave(struct optim_run *r)
{
    struct squares *w = r->memory;

    point_copy(&w->next, &r->spare, r->n);
    for (size_t i = 0; i < r->n; i++)
        r->step[i] = w->next.x[i] - r->at.x[i];
    w->first = true;
    run_take(r, &w->next);
}

const struct family_calls squares_family = {
    .begin = begin, .step = step, .leave = leave, .judges = true};
