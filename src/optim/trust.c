/* trust.c: Newton's method within a region of trust.
 *
 *        .-------.       The parabola is believed within a ball, wider after steps that did
 *      /    x--.  \      what it promised, narrower after others. Its lowest point there
 *     |         d  |     solves (H + m I) d = -g with the least m >= 0 that makes H + m I
 *      \          /      positive definite and d short enough.
 *        '-------'
 *
 * J. J. More, D. C. Sorensen: Computing a trust region step, 1983; in eigenvectors of H, as
 * there are few variables. Lengths are measured in the scale that makes the diagonal of H 1.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { TRIES = 80 };

struct trust {
    double *h; /* second derivatives at r->at */
    bool fresh;
    double *scale, *a, *v, *g, *s, *d;
    struct held held;
    struct point next;
    double radius;
    bool first;
};

static void begin(struct optim_run *r)
{
    struct trust *w = r->memory = arena_alloc(r->arena, sizeof *w);
    size_t n = r->n;

    w->h = arena_array(r->arena, n * n, sizeof *w->h);
    w->a = arena_array(r->arena, n * n, sizeof *w->a);
    w->v = arena_array(r->arena, n * n, sizeof *w->v);
    w->scale = arena_array(r->arena, n, sizeof *w->scale);
    w->g = arena_array(r->arena, n, sizeof *w->g);
    w->s = arena_array(r->arena, n, sizeof *w->s);
    w->d = arena_array(r->arena, n, sizeof *w->d);
    w->held = held_new(r->arena, n);
    w->next = point_new(r->arena, n);
    w->first = true;
}

/* ---- the step ------------------------------------------------------------------- */

/* Where f hardly bends, the slope gives the scale: a step of 1 there changes f by about 1. */
static void find_scale(struct optim_run *r, struct trust *w)
{
    for (size_t i = 0; i < r->n; i++) {
        double bends = sqrt(fabs(w->h[i * r->n + i]));

        w->scale[i] = fmax(w->scale[i] / 10, bends);
        if (!(w->scale[i] > 0) || !isfinite(w->scale[i]))
            w->scale[i] = fmax(fabs(r->at.g[i]), 1e-8);
    }
}

/* H and g in that scale, in eigenvectors: a is diagonal, g in its terms. */
static void to_eigen(struct optim_run *r, struct trust *w)
{
    size_t n = r->n;

    memcpy(w->a, w->h, n * n * sizeof *w->a);
    memcpy(w->d, r->at.g, n * sizeof *w->d);
    for (size_t i = 0; i < n; i++) {
        w->d[i] /= w->scale[i];
        for (size_t k = 0; k < n; k++)
            w->a[i * n + k] /= w->scale[i] * w->scale[k];
    }
    hold_apply(&w->held, w->d, w->a, n);
    eigen(w->a, w->v, n);
    matvec(w->v, w->d, w->g, n);
}

static double length_at(const struct trust *w, double m, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        if (w->g[i] != 0)
            sum = hypot(sum, w->g[i] / (w->a[i * n + i] + m));
    return sum;
}

static size_t least_eigen(const struct trust *w, size_t n)
{
    size_t least = 0;

    for (size_t i = 1; i < n; i++)
        if (w->a[i * n + i] < w->a[least * n + least])
            least = i;
    return least;
}

/* The m for which the step is as long as the radius: the length falls with m. */
static double find_shift(const struct trust *w, double least, size_t n)
{
    double lo = fmax(0, -least), hi = lo + fmax(1, fabs(lo));

    while (length_at(w, hi, n) > w->radius && isfinite(hi))
        hi = lo + 4 * (hi - lo);
    for (int i = 0; i < 200 && hi - lo > 4 * DBL_EPSILON * hi; i++) {
        double m = lo + (hi - lo) / 2;

        if (length_at(w, m, n) > w->radius)
            lo = m;
        else
            hi = m;
    }
    return hi;
}

/* The lowest point of the parabola within the radius; by how much it is lower. In the hard
 * case, no slope along the direction that bends down most, that one fills up the length. */
static double solve(struct optim_run *r, struct trust *w)
{
    size_t n = r->n, bottom;
    double least, m = 0, length, fall = 0;

    to_eigen(r, w);
    bottom = least_eigen(w, n);
    least = w->a[bottom * n + bottom];
    if (least <= 0 || length_at(w, 0, n) > w->radius)
        m = find_shift(w, least, n);
    for (size_t i = 0; i < n; i++)
        w->s[i] = w->g[i] == 0 ? 0 : -w->g[i] / (w->a[i * n + i] + m);
    length = norm(w->s, n);
    if (least < 0 && length < 0.99 * w->radius)
        w->s[bottom] += (w->g[bottom] > 0 ? -1 : 1) *
                        sqrt((w->radius - length) * (w->radius + length));
    for (size_t i = 0; i < n; i++)
        fall -= w->s[i] * (w->g[i] + w->a[i * n + i] * w->s[i] / 2);
    for (size_t k = 0; k < n; k++) {
        w->d[k] = 0;
        for (size_t i = 0; i < n; i++)
            w->d[k] += w->v[i * n + k] * w->s[i];
        w->d[k] = w->held.is[k] ? 0 : w->d[k] / w->scale[k];
    }
    return fall;
}

/* ---- trying it ------------------------------------------------------------------ */

/* What the parabola promises for the step that the bounds have left over. */
static double promised(struct optim_run *r, struct trust *w)
{
    double fall = 0;

    for (size_t i = 0; i < r->n; i++) {
        w->d[i] = w->next.x[i] - r->at.x[i];
        fall -= w->d[i] * r->at.g[i];
    }
    for (size_t i = 0; i < r->n; i++)
        fall -= w->d[i] * dot(w->h + i * r->n, w->d, r->n) / 2;
    return fall;
}

static double scaled_length(const struct trust *w, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum = hypot(sum, w->d[i] * w->scale[i]);
    return sum;
}

/* What was kept of the promise. Near the bottom both are rounding: then a smaller slope
 * will do. */
static double kept(struct optim_run *r, const struct trust *w, double promise)
{
    double fall = r->at.f - w->next.f,
           noise = 16 * DBL_EPSILON * fabs(r->at.f) + r->objective.noise;

    if (!usable(r, &w->next))
        return -1;
    if (fabs(fall) <= noise && promise <= noise)
        return free_gradient(r, &w->next) < free_gradient(r, &r->at) ? 1 : -1;
    return fall / promise;
}

static bool try_step(struct optim_run *r, struct trust *w)
{
    double promise, ratio, length;

    for (size_t i = 0; i < r->n; i++)
        w->next.x[i] = r->at.x[i] + w->d[i];
    run_clip(r, w->next.x);
    promise = promised(r, w);
    if (same_point(w->next.x, r->at.x, r->n) || !(promise > 0))
        ratio = -1;
    else {
        run_evaluate(r, &w->next);
        ratio = kept(r, w, promise);
    }
    length = scaled_length(w, r->n);
    if (ratio < 0.25)
        w->radius = fmin(w->radius, length) / 4;
    else if (ratio > 0.75)
        w->radius = fmax(w->radius, 2.5 * length);
    return ratio > 1e-4;
}

static void go(struct optim_run *r, struct trust *w)
{
    w->fresh = false;
    run_take_at(r, &w->next, w->radius);
}

/* Is next to nothing left to gain? */
static bool at_bottom(struct optim_run *r, double fall)
{
    if (r->options.tol <= 0 || fall > rounding(r, r->at.f))
        return false;
    return r->objective.unitless || scaled_gradient(r, &r->at) <= r->options.tol;
}

static bool look_closely(struct optim_run *r, struct trust *w)
{
    if (!w->fresh && !run_bend(r, &r->at, w->h)) {
        run_stop(r, STOP_STALLED, "f has no finite second derivatives here",
                 "another start, or the method bfgs");
        return false;
    }
    if (!w->fresh)
        find_scale(r, w);
    w->fresh = true;
    if (w->first) { /* a tenth of the start's size, or the step of the slope */
        w->radius = 0;
        for (size_t i = 0; i < r->n; i++)
            w->radius = hypot(w->radius, r->at.x[i] * w->scale[i]);
        w->radius = w->radius > 0 ? w->radius : 1;
        w->first = false;
    }
    return true;
}

static void step(struct optim_run *r)
{
    struct trust *w = r->memory;
    double fall = 0, first_fall = INFINITY;

    if (!look_closely(r, w))
        return;
    for (int i = 0; i < TRIES && w->radius > 0; i++) {
        hold_pushed(r, &w->held);
        do
            fall = solve(r, w);
        while (hold_leaving(r, w->d, &w->held));
        first_fall = i ? first_fall : fall;
        if (i == 0 && at_bottom(r, fall))
            rest_of_newton(r, w->h,
                           "converged: the gradient is zero to within the tolerance");
        if (r->leaving || r->frame.stop != STOP_NOT_YET)
            return;
        if (try_step(r, w)) {
            go(r, w);
            return;
        }
    }
    stop_of_newton(r, w->h, first_fall);
}

static void leave(struct optim_run *r)
{
    struct trust *w = r->memory;

    point_copy(&w->next, &r->spare, r->n);
    w->first = true;
    go(r, w);
}

const struct family_calls trust_family = {
    .begin = begin, .step = step, .leave = leave, .judges = true};
