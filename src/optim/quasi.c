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
    bool fresh;   /* h is still a multiple of the identity */
    double slope; /* along d at the point where d was found */
    size_t *held; /* coordinates that stay at their bounds, `held_count` of them */
    size_t held_count;
    bool *is_held;
    double *block; /* room for h among the held ones */
    double *pull;
};

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
    q->held = arena_array(r->arena, r->n, sizeof *q->held);
    q->is_held = arena_array(r->arena, r->n, sizeof *q->is_held);
    q->block = arena_array(r->arena, r->n * r->n, sizeof *q->block);
    q->pull = arena_array(r->arena, r->n, sizeof *q->pull);
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

/* ---- direction ----------------------------------------------------------------- */

static void hold(struct quasi *q, size_t i)
{
    q->is_held[i] = true;
    q->held[q->held_count++] = i;
}

static void hold_all_pushed(struct optim_run *r, struct quasi *q)
{
    q->held_count = 0;
    for (size_t i = 0; i < r->n; i++) {
        q->is_held[i] = false;
        if (pushed_out(r, &r->at, i))
            hold(q, i);
    }
}

/* Newton's step with the held coordinates fixed. The inverse of the free block F of the
 * second derivatives is, in blocks of H, H_FF - H_FA inv(H_AA) H_AF, A the held ones. */
static bool newton_step(struct optim_run *r, struct quasi *q)
{
    size_t n = r->n, m = q->held_count;

    for (size_t i = 0; i < n; i++)
        q->pull[i] = q->is_held[i] ? 0 : r->at.g[i];
    matvec(q->h, q->pull, q->d, n);
    for (size_t i = 0; i < m; i++) {
        q->pull[i] = q->d[q->held[i]];
        for (size_t k = 0; k < m; k++)
            q->block[i * m + k] = q->h[q->held[i] * n + q->held[k]];
    }
    if (!solve_positive(q->block, q->pull, m))
        return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++)
            q->d[i] -= q->h[i * n + q->held[k]] * q->pull[k];
        q->d[i] = q->is_held[i] ? 0 : -q->d[i];
    }
    return all_finite(q->d, n);
}

/* Holds one more coordinate if d would leave the bounds at once. */
static bool hold_one_leaving(struct optim_run *r, struct quasi *q)
{
    const struct objective *o = &r->objective;

    for (size_t i = 0; i < r->n; i++)
        if ((o->lower && q->d[i] < 0 && r->at.x[i] <= o->lower[i]) ||
            (o->upper && q->d[i] > 0 && r->at.x[i] >= o->upper[i])) {
            hold(q, i);
            return true;
        }
    return false;
}

/* Downhill by what is known of the curvature; false if that does not lead down. */
static bool direction(struct optim_run *r, struct quasi *q)
{
    hold_all_pushed(r, q);
    do
        if (!newton_step(r, q))
            return false;
    while (hold_one_leaving(r, q));
    q->slope = 0;
    for (size_t i = 0; i < r->n; i++)
        if (!q->is_held[i])
            q->slope += q->d[i] * r->at.g[i];
    return q->slope < 0;
}

static bool find_next(struct optim_run *r, struct quasi *q, double *t)
{
    *t = 1;
    return direction(r, q) && line_search(r, q->d, longest_step(r, q->d), t, &q->next);
}

/* ---- steps --------------------------------------------------------------------- */

/* How much f is believed to be above the minimum: half of what the slope along Newton's
 * step promises, exact for a parabola. */
static double excess(struct optim_run *r, struct quasi *q)
{
    return direction(r, q) ? -q->slope / 2 : 0;
}

static bool settled(struct optim_run *r)
{
    return excess(r, r->memory) <= r->options.tol * fmax(1, fabs(r->at.f));
}

static bool seen_by_rounding(const struct optim_run *r, double left)
{
    return left <= 64 * DBL_EPSILON * fmax(1, fabs(r->at.f)) &&
           scaled_gradient(r, &r->at) <= 1e3 * r->options.tol;
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
        run_dead_end(r, seen_by_rounding(r, left));
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

static void leave(struct optim_run *r)
{
    reset(r->memory, 1 / fmax(1, norm(r->spare.g, r->n)), r->n);
    run_take_at(r, &r->spare, 1);
}

const struct family_calls quasi_family = {
    .begin = begin, .step = step, .settled = settled, .leave = leave};
