/* bounds.c: coordinates that can't move for now. */
#include "optim/internal.h"

#include <math.h>

struct held held_new(struct arena *a, size_t n)
{
    return (struct held){arena_array(a, n, sizeof(bool))};
}

void hold_pushed(const struct optim_run *r, struct held *held)
{
    for (size_t i = 0; i < r->n; i++)
        held->is[i] = pushed_out(r, &r->at, i);
}

bool hold_leaving(const struct optim_run *r, const double *d, struct held *held)
{
    const struct objective *o = &r->objective;
    bool any = false;

    for (size_t i = 0; i < r->n; i++)
        if (!held->is[i] && ((o->lower && d[i] < 0 && r->at.x[i] <= o->lower[i]) ||
                             (o->upper && d[i] > 0 && r->at.x[i] >= o->upper[i])))
            held->is[i] = any = true;
    return any;
}

/* The identity has the size of the largest second derivative, so that it bends no scale. */
void hold_apply(const struct held *held, double *g, double *h, size_t n)
{
    double size = 0;

    for (size_t i = 0; i < n; i++)
        size = fmax(size, held->is[i] ? 0 : fabs(h[i * n + i]));
    for (size_t i = 0; i < n; i++) {
        if (!held->is[i])
            continue;
        g[i] = 0;
        for (size_t k = 0; k < n; k++)
            h[i * n + k] = h[k * n + i] = 0;
        h[i * n + i] = size > 0 ? size : 1;
    }
}

double longest_step(const struct optim_run *r, const double *d)
{
    const struct objective *o = &r->objective;
    double most = INFINITY;

    for (size_t i = 0; i < r->n; i++) {
        if (o->lower && d[i] < 0)
            most = fmin(most, (o->lower[i] - r->at.x[i]) / d[i]);
        if (o->upper && d[i] > 0)
            most = fmin(most, (o->upper[i] - r->at.x[i]) / d[i]);
    }
    return most;
}
