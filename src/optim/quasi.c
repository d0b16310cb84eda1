/* quasi.c: quasi-Newton methods, which learn the curvature from the slopes they meet.
 *
 * Newton's step is -H g with H the inverse of the matrix of second derivatives. BFGS keeps
 * an estimate of H and corrects it after every step s, over which the slope changed by y,
 * so that H y = s: what it would have said about the last step is now right.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct quasi {
    double *h; /* n by n, symmetric, positive definite */
    double *d, *y, *hy;
    struct point next;
    bool fresh; /* h is still a multiple of the identity */
};

static void matvec(const double *h, const double *v, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = dot(h + i * n, v, n);
}

static void reset(struct quasi *q, double scale, size_t n)
{
    memset(q->h, 0, n * n * sizeof *q->h);
    for (size_t i = 0; i < n; i++)
        q->h[i * n + i] = scale;
    q->fresh = true;
}

/* A first step of length 1, or less on gentle slopes. */
static double first_scale(const struct optim_run *r)
{
    return 1 / fmax(1, norm(r->at.g, r->n));
}

static void begin(struct optim_run *r)
{
    struct quasi *q = r->memory = arena_alloc(r->arena, sizeof *q);

    q->h = arena_array(r->arena, r->n * r->n, sizeof *q->h);
    q->d = arena_array(r->arena, r->n, sizeof *q->d);
    q->y = arena_array(r->arena, r->n, sizeof *q->y);
    q->hy = arena_array(r->arena, r->n, sizeof *q->hy);
    q->next = point_new(r->arena, r->n);
    reset(q, first_scale(r), r->n);
}

/* H += (1 + y'Hy/s'y) ss'/s'y - (s (Hy)' + (Hy) s')/s'y. Without curvature along s
 * (s'y <= 0, at kinks and walls) there is nothing to learn. */
static void learn(struct quasi *q, const double *s, size_t n)
{
    double sy = dot(s, q->y, n), weight;

    if (!(sy > DBL_EPSILON * norm(s, n) * norm(q->y, n)))
        return;
    if (q->fresh)
        reset(q, sy / dot(q->y, q->y, n), n);
    q->fresh = false;
    matvec(q->h, q->y, q->hy, n);
    weight = (1 + dot(q->y, q->hy, n) / sy) / sy;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            q->h[i * n + j] +=
                weight * s[i] * s[j] - (s[i] * q->hy[j] + q->hy[i] * s[j]) / sy;
}

/* Downhill by what is known of the curvature; false if that does not lead down. */
static bool direction(struct optim_run *r, struct quasi *q)
{
    matvec(q->h, r->at.g, q->d, r->n);
    for (size_t i = 0; i < r->n; i++)
        q->d[i] = -q->d[i];
    return all_finite(q->d, r->n) && dot(q->d, r->at.g, r->n) < 0;
}

static bool find_next(struct optim_run *r, struct quasi *q, double *t)
{
    *t = 1;
    return direction(r, q) && line_search(r, q->d, t, &q->next);
}

/* How much f is believed to be above the minimum: g'Hg/2, exact for a parabola. */
static double excess(const struct optim_run *r, struct quasi *q)
{
    matvec(q->h, r->at.g, q->hy, r->n);
    return dot(r->at.g, q->hy, r->n) / 2;
}

static bool settled(struct optim_run *r)
{
    return excess(r, r->memory) <= r->options.tol * fmax(1, fabs(r->at.f));
}

/* No lower point along the way: rounding, if little is left to gain, or a kink. */
static void give_up(struct optim_run *r, double left)
{
    if (r->options.tol > 0 && left <= 64 * DBL_EPSILON * fmax(1, fabs(r->at.f)) &&
        scaled_gradient(&r->at, r->n) <= 1e3 * r->options.tol)
        run_stop(r, STOP_GRADIENT,
                 "converged: the slope is zero as far as rounding lets see", "");
    else
        run_stop(
            r, STOP_STALLED,
            "no lower point was found downhill: a kink, a wall, or the end of precision",
            "another start, or nelder-mead");
}

static void step(struct optim_run *r)
{
    struct quasi *q = r->memory;
    double left = excess(r, q), t;
    bool found = find_next(r, q, &t);

    if (!found && !q->fresh) {
        reset(q, first_scale(r), r->n);
        found = find_next(r, q, &t);
    }
    if (!found) {
        give_up(r, left);
        return;
    }
    for (size_t i = 0; i < r->n; i++) {
        r->step[i] = q->next.x[i] - r->at.x[i];
        q->y[i] = q->next.g[i] - r->at.g[i];
    }
    learn(q, r->step, r->n);
    r->frame.rate = t;
    run_take(r, &q->next);
}

const struct family_calls quasi_family = {
    .begin = begin, .step = step, .settled = settled};
