/* conjugate.c: conjugate gradients, which remember one direction and no matrix.
 *
 * On a parabola of n variables with exact line searches the directions do not spoil what the
 * ones before gained, and n of them reach the bottom. Elsewhere b is kept from going below 0,
 * which begins afresh when the slope has hardly turned.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct conjugate {
    double *d, *g; /* the last direction, and the slope it left from */
    double length; /* the last change along d, slope times step */
    bool fresh;
    struct held held;
    struct point next;
};

static void begin(struct optim_run *r)
{
    struct conjugate *w = r->memory = arena_alloc(r->arena, sizeof *w);

    w->d = arena_array(r->arena, r->n, sizeof *w->d);
    w->g = arena_array(r->arena, r->n, sizeof *w->g);
    w->held = held_new(r->arena, r->n);
    w->next = point_new(r->arena, r->n);
    w->fresh = true;
}

/* b = g'.(g' - g) / g.g, and 0 if that is less, or a bound is in the way. */
static double weight(struct optim_run *r, const struct conjugate *w)
{
    double turned = 0, before = dot(w->g, w->g, r->n);

    if (w->fresh || !(before > 0))
        return 0;
    for (size_t i = 0; i < r->n; i++) {
        if (w->held.is[i])
            return 0;
        turned += r->at.g[i] * (r->at.g[i] - w->g[i]);
    }
    return fmax(0, turned / before);
}

/* The slope along the new direction; straight down if the conjugate one hardly leads down. */
static double direction(struct optim_run *r, struct conjugate *w)
{
    double b, slope = 0, down = 0;

    hold_pushed(r, &w->held);
    b = weight(r, w);
    for (size_t i = 0; i < r->n; i++) {
        double g = w->held.is[i] ? 0 : r->at.g[i];

        w->d[i] = -g + b * w->d[i];
        slope += g * w->d[i];
        down += g * g;
    }
    if (slope <= -1e-3 * down && !(b > 0 && hold_leaving(r, w->d, &w->held)))
        return slope;
    hold_pushed(r, &w->held);
    for (size_t i = 0; i < r->n; i++)
        w->d[i] = w->held.is[i] ? 0 : -r->at.g[i];
    return -down;
}

/* As much change as the last step brought; at first a step of length 1 or less. */
static double first_try(struct optim_run *r, const struct conjugate *w, double slope)
{
    double t = w->fresh ? 1 / fmax(1, norm(w->d, r->n)) : w->length / slope;

    return t > 0 && isfinite(t) ? t : 1;
}

static bool find_next(struct optim_run *r, struct conjugate *w, double *t, double *slope)
{
    *slope = direction(r, w);
    *t = first_try(r, w, *slope);
    return *slope < 0 && line_search(r, w->d, longest_step(r, w->d), t, &w->next);
}

static void step(struct optim_run *r)
{
    struct conjugate *w = r->memory;
    double t, slope;
    bool found = find_next(r, w, &t, &slope);

    if (!found && !w->fresh) {
        w->fresh = true;
        found = find_next(r, w, &t, &slope);
    }
    if (!found) {
        run_dead_end(r, scaled_gradient(r, &r->at) <= 1e3 * r->options.tol);
        return;
    }
    for (size_t i = 0; i < r->n; i++) {
        r->step[i] = w->next.x[i] - r->at.x[i];
        w->g[i] = r->at.g[i];
    }
    w->length = t * slope;
    w->fresh = false;
    r->frame.rate = t;
    run_take(r, &w->next);
}

static void leave(struct optim_run *r)
{
    struct conjugate *w = r->memory;

    w->fresh = true;
    run_take_at(r, &r->spare, 1);
}

const struct family_calls conjugate_family = {
    .begin = begin, .step = step, .leave = leave};
