/* rates.c: gradient descent with a rate of its own for every step.
 *
 *   exact    the lowest point along -g, by Brent's method
 *   armijo   halved until f falls in proportion to the slope (L. Armijo, Minimization of
 *            functions having Lipschitz continuous first partial derivatives, 1966)
 *   wolfe    and until the slope is less steep (P. Wolfe, Convergence conditions for ascent
 *            methods, 1969)
 *   bb       s's/s'y, s the last step and y the change of the slope over it (J. Barzilai,
 *            J. M. Borwein, Two-point step size gradient methods, 1988); f may rise, but not
 *            above the last 10 values (M. Raydan, The Barzilai and Borwein gradient method for
 *            the large scale unconstrained minimization problem, 1997)
 */
#include "optim/internal.h"
#include "optim/section.h"

#include <math.h>

enum { HALVINGS = 100, RECENT = 10 };

struct rates {
    double *d, last; /* the way down, and the last rate; 0 at first */
    struct point next;
    double recent[RECENT]; /* values, for bb */
};

struct rates *rates_new(struct optim_run *r)
{
    struct rates *w = arena_alloc(r->arena, sizeof *w);

    w->d = arena_array(r->arena, r->n, sizeof *w->d);
    w->next = point_new(r->arena, r->n);
    w->last = 0;
    return w;
}

/* Each rule leaves the next point, evaluated, in w->next; false if nothing is lower. */
static bool exact(struct optim_run *r, struct rates *w, double *t)
{
    struct section s = section_along(r, &r->at, w->d, *t, 0, longest_step(r, w->d));

    *t = s.x;
    run_place(r, r->at.x, w->d, s.x, w->next.x);
    run_evaluate(r, &w->next);
    return s.x > 0 && w->next.f < r->at.f;
}

/* Below `top` by that part of what the slope promises. */
static bool armijo(struct optim_run *r, struct rates *w, double top, double part,
                   double *t)
{
    for (int i = 0; i < HALVINGS; i++, *t /= 2) {
        run_place(r, r->at.x, w->d, *t, w->next.x);
        if (same_point(w->next.x, r->at.x, r->n))
            return false;
        run_evaluate(r, &w->next);
        if (usable(r, &w->next) && w->next.f <= top + part * *t)
            return true;
    }
    return false;
}

static bool barzilai_borwein(struct optim_run *r, struct rates *w, double slope,
                             double *t)
{
    size_t k = r->frame.k;
    double ss = 0, sy = 0, top = r->at.f;

    w->recent[k % RECENT] = r->at.f;
    for (size_t i = 0; i < RECENT && i <= k; i++)
        top = fmax(top, w->recent[i]);
    for (size_t i = 0; k > 0 && i < r->n; i++) {
        ss += r->step[i] * r->step[i];
        sy += r->step[i] * (r->at.g[i] - r->last.g[i]);
    }
    if (sy > 0 && isfinite(ss / sy))
        *t = ss / sy;
    return armijo(r, w, top, 1e-4 * slope, t);
}

static bool find_next(struct optim_run *r, struct rates *w, double slope, double *t)
{
    switch (r->options.rule) {
    case RATE_FIXED: break;
    case RATE_EXACT: return exact(r, w, t);
    case RATE_ARMIJO: return armijo(r, w, r->at.f, 0.3 * slope, t);
    case RATE_WOLFE: return line_search(r, w->d, longest_step(r, w->d), t, &w->next);
    case RATE_BB: return barzilai_borwein(r, w, slope, t);
    }
    return false;
}

void rates_step(struct optim_run *r, struct rates *w)
{
    double slope = 0, t;

    for (size_t i = 0; i < r->n; i++) {
        w->d[i] = pushed_out(r, &r->at, i) ? 0 : -r->at.g[i];
        slope -= w->d[i] * w->d[i];
    }
    t = w->last > 0 ? 2 * w->last : 1 / fmax(1, sqrt(-slope));
    if (!(slope < 0) || !find_next(r, w, slope, &t)) {
        run_dead_end(r, scaled_gradient(r, &r->at) <= 1e3 * r->options.tol);
        return;
    }
    w->last = t;
    run_take_at(r, &w->next, t);
}
