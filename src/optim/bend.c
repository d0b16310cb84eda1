/* bend.c: the second derivatives at a point, and what they say of a point of rest. */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Eigenvalues are told from zero when they are above this part of the largest. */
static const double singular = 1e-13;

/* Column i by the slopes on either side, or one where there is no other. */
static void difference(struct optim_run *r, const struct point *p, size_t i,
                       struct point *ahead, struct point *back, double *h)
{
    double step = cbrt(DBL_EPSILON) * fmax(1, fabs(p->x[i]));

    point_copy(ahead, p, r->n);
    point_copy(back, p, r->n);
    ahead->x[i] += step;
    back->x[i] -= step;
    run_clip(r, ahead->x);
    run_clip(r, back->x);
    run_evaluate(r, ahead);
    run_evaluate(r, back);
    if (!usable(r, ahead))
        point_copy(ahead, p, r->n);
    if (!usable(r, back))
        point_copy(back, p, r->n);
    for (size_t k = 0; k < r->n; k++)
        h[i * r->n + k] = (ahead->g[k] - back->g[k]) / (ahead->x[i] - back->x[i]);
}

static void differences(struct optim_run *r, const struct point *p, double *h)
{
    struct arena_mark mark = arena_mark(r->arena);
    struct point ahead = point_new(r->arena, r->n), back = point_new(r->arena, r->n);

    for (size_t i = 0; i < r->n; i++)
        difference(r, p, i, &ahead, &back, h);
    arena_release(r->arena, mark);
}

bool run_bend(struct optim_run *r, const struct point *p, double *h)
{
    size_t n = r->n;

    if (r->objective.hessian) // which may keep what it allocates at its first call
        r->objective.hessian(r->objective.context, p->x, r->spare.g, h);
    else
        differences(r, p, h);
    r->hessians++;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            h[i * n + k] = h[k * n + i] = (h[i * n + k] + h[k * n + i]) / 2;
    return all_finite(h, n * n);
}

/* The least eigenvalue of h in units in which its diagonal is 1, the free part only; its
 * sign is that of h (J. J. Sylvester, A demonstration of the theorem that every homogeneous
 * quadratic polynomial is reducible, 1852). */
static double least_bend(struct optim_run *r, const double *h)
{
    size_t n = r->n;
    struct arena_mark mark = arena_mark(r->arena);
    double *a = arena_array(r->arena, n * n, sizeof *a);
    double *v = arena_array(r->arena, n * n, sizeof *v), least = INFINITY;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            double unit = sqrt(fabs(h[i * n + i])) * sqrt(fabs(h[k * n + k]));
            bool held = pushed_out(r, &r->at, i) || pushed_out(r, &r->at, k);

            a[i * n + k] = held ? i == k : unit > 0 ? h[i * n + k] / unit : h[i * n + k];
        }
    eigen(a, v, n);
    for (size_t i = 0; i < n; i++)
        least = fmin(least, a[i * n + i]);
    arena_release(r->arena, mark);
    return least;
}

void rest_of_newton(struct optim_run *r, const double *h, const char *message)
{
    double least;

    if (!r->objective.unitless) {
        run_rest(r, message);
        return;
    }
    least = least_bend(r, h);
    if (least > singular * (double)r->n)
        run_stop(r, STOP_GRADIENT, message, "");
    else if (least < -1e-9)
        run_stop(r, STOP_SADDLE,
                 "the gradient is zero, but f bends down in some direction: a saddle",
                 "fewer variables, or another start");
    else
        run_stop(
            r, STOP_DEGENERATE,
            "the gradient is zero along a whole curve of points: not one of them is the "
            "lowest",
            "fewer variables, or another start");
}

double rounding(const struct optim_run *r, double f)
{
    return r->objective.unitless ? DBL_EPSILON * fabs(f) + r->objective.noise
                                 : DBL_EPSILON * fmax(1, fabs(f));
}

void stop_of_newton(struct optim_run *r, const double *h, double fall)
{
    bool early = r->options.tol > 0;
    bool flat =
        r->objective.unitless || scaled_gradient(r, &r->at) <= 1e3 * r->options.tol;

    if (early && flat && fall <= 1e3 * rounding(r, r->at.f))
        rest_of_newton(r, h, "converged: the slope is zero as far as rounding lets see");
    run_kink_or_stall(r, "no lower point was found: a wall, or the end of precision",
                      "another start, or the method bfgs");
}
