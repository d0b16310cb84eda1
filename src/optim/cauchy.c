/* cauchy.c: the two searches of L-BFGS-B on a parabola within bounds. */
#include "optim/lbfgsb.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* How far downhill coordinate i may go. */
static double break_point(const struct optim_run *r, size_t i)
{
    const struct objective *o = &r->objective;
    double x = r->at.x[i], g = r->at.g[i];

    if (g < 0 && o->upper && isfinite(o->upper[i]))
        return (x - o->upper[i]) / g;
    if (g > 0 && o->lower && isfinite(o->lower[i]))
        return (x - o->lower[i]) / g;
    return INFINITY;
}

static double bound_ahead(const struct optim_run *r, size_t i)
{
    return r->at.g[i] < 0 ? r->objective.upper[i] : r->objective.lower[i];
}

/* Coordinates by their break point: a heap, smallest on top. */
static void sift(const struct limited *b, size_t *heap, size_t n, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        size_t moved = heap[i];

        if (child + 1 < n && b->break_at[heap[child + 1]] < b->break_at[heap[child]])
            child++;
        if (!(b->break_at[heap[child]] < b->break_at[moved]))
            return;
        heap[i] = heap[child];
        heap[child] = moved;
    }
}

/* The way of the projected slope: each coordinate goes until its bound. */
struct way {
    double slope, bend; /* of the parabola along the piece at hand */
    double *p, *c;      /* W'd, W'(x - x0) */
};

static void start_way(const struct optim_run *r, struct limited *b, struct way *w,
                      size_t *moving)
{
    *moving = 0;
    memset(w->p, 0, 2 * b->count * sizeof *w->p);
    memset(w->c, 0, 2 * b->count * sizeof *w->c);
    w->slope = 0;
    for (size_t i = 0; i < b->n; i++) {
        b->break_at[i] = break_point(r, i);
        b->d[i] = b->break_at[i] > 0 && r->at.g[i] != 0 ? -r->at.g[i] : 0;
        if (b->d[i] == 0)
            continue;
        b->order[(*moving)++] = i;
        w->slope -= b->d[i] * b->d[i];
        limited_row(b, i, b->u);
        for (size_t k = 0; k < 2 * b->count; k++)
            w->p[k] += b->u[k] * b->d[i];
    }
    for (size_t i = *moving / 2; i-- > 0;)
        sift(b, b->order, *moving, i);
}

/* Coordinate i stops at its bound, z from where it began. */
static bool stop_at_bound(const struct optim_run *r, struct limited *b, struct way *w,
                          size_t i, double dt, double z)
{
    size_t wide = 2 * b->count;
    double g = r->at.g[i], *mw = b->u, row[2 * PAIRS];

    for (size_t k = 0; k < wide; k++)
        w->c[k] += dt * w->p[k];
    limited_row(b, i, row);
    if (!limited_middle(b, row, mw))
        return false;
    w->slope += dt * w->bend + g * g + b->theta * g * z - g * dot(mw, w->c, wide);
    w->bend -=
        b->theta * g * g + 2 * g * dot(mw, w->p, wide) + g * g * dot(mw, row, wide);
    w->bend = fmax(w->bend, DBL_EPSILON * b->theta * g * g);
    for (size_t k = 0; k < wide; k++)
        w->p[k] += g * row[k];
    b->d[i] = 0;
    return true;
}

bool cauchy_point(const struct optim_run *r, struct limited *b, double *c)
{
    struct way w = {.p = b->p, .c = b->q};
    size_t moving;
    double t = 0, least;

    start_way(r, b, &w, &moving);
    memcpy(c, r->at.x, b->n * sizeof *c);
    if (!limited_middle(b, w.p, b->u))
        return false;
    w.bend = -b->theta * w.slope - dot(w.p, b->u, 2 * b->count);
    least = -w.slope / w.bend;
    while (moving && w.slope < 0) {
        size_t i = b->order[0];
        double dt = b->break_at[i] - t;

        if (!(least >= dt))
            break;
        c[i] = bound_ahead(r, i);
        if (!stop_at_bound(r, b, &w, i, dt, c[i] - r->at.x[i]))
            return false;
        t = b->break_at[i];
        b->order[0] = b->order[--moving];
        sift(b, b->order, moving, 0);
        least = -w.slope / w.bend;
    }
    least = isfinite(least) ? fmax(least, 0) : 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->d[i] != 0)
            c[i] = r->at.x[i] + (t + least) * b->d[i];
    for (size_t k = 0; k < 2 * b->count; k++)
        w.c[k] += least * w.p[k];
    return all_finite(c, b->n);
}

/* ---- among the free ones -------------------------------------------------------------- */

static bool is_free(const struct optim_run *r, const double *c, size_t i)
{
    const struct objective *o = &r->objective;

    return !(o->lower && c[i] <= o->lower[i]) && !(o->upper && c[i] >= o->upper[i]);
}

/* The slope of the parabola at c, g + theta (c - x) - W M W'(c - x), of the free ones. */
static bool reduced_slope(const struct optim_run *r, struct limited *b, const double *c)
{
    double *row = b->p;

    if (!limited_middle(b, b->q, b->u))
        return false;
    for (size_t i = 0; i < b->n; i++) {
        limited_row(b, i, row);
        b->r[i] = is_free(r, c, i) ? r->at.g[i] + b->theta * (c[i] - r->at.x[i]) -
                                         dot(row, b->u, 2 * b->count)
                                   : 0;
    }
    return true;
}

/* v with (inv(M) - W_F'W_F / theta) v = W_F' r, F the free ones (Sherman, Morrison, Woodbury). */
static bool correction(const struct optim_run *r, struct limited *b, const double *c)
{
    size_t wide = 2 * b->count;
    double *row = b->p;

    memcpy(b->factor, b->middle, wide * wide * sizeof *b->factor);
    memset(b->u, 0, wide * sizeof *b->u);
    for (size_t i = 0; i < b->n; i++) {
        if (!is_free(r, c, i))
            continue;
        limited_row(b, i, row);
        for (size_t k = 0; k < wide; k++) {
            b->u[k] += row[k] * b->r[i];
            for (size_t l = 0; l < wide; l++)
                b->factor[k * wide + l] -= row[k] * row[l] / b->theta;
        }
    }
    return solve_square(b->factor, b->u, wide);
}

bool subspace_point(const struct optim_run *r, struct limited *b, const double *c,
                    double *v)
{
    const struct objective *o = &r->objective;
    double share = 1, *row = b->p;

    if (!reduced_slope(r, b, c) || !correction(r, b, c))
        return false;
    for (size_t i = 0; i < b->n; i++) {
        limited_row(b, i, row);
        b->d[i] = is_free(r, c, i) ? -b->r[i] / b->theta - dot(row, b->u, 2 * b->count) /
                                                               (b->theta * b->theta)
                                   : 0;
        if (o->lower && b->d[i] < 0)
            share = fmin(share, (o->lower[i] - c[i]) / b->d[i]);
        if (o->upper && b->d[i] > 0)
            share = fmin(share, (o->upper[i] - c[i]) / b->d[i]);
    }
    for (size_t i = 0; i < b->n; i++)
        v[i] = c[i] + share * b->d[i];
    run_clip(r, v);
    return all_finite(v, b->n);
}
