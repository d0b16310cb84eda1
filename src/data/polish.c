/* polish.c: the last digits of a fit.
 *
 * Doubles leave a fit where the sums over rows drown in their own rounding. With the slopes
 * in balls of many bits Newton's method goes on, and the matrix may stay a double's: each
 * step then takes off most of the error that is left (iterative refinement: J. H. Wilkinson,
 * Rounding errors in algebraic processes, 1963).
 */
#include "data/internal.h"

#include <math.h>
#include <string.h>

enum { BITS = 192, STEPS = 30, WORK = 2000000 };

struct polisher {
    struct fit *f;
    const struct tape *tape;
    struct tape_balls *work;
    size_t inputs;
    arb_ptr x, y;   /* the tape's inputs and outputs */
    arb_ptr sum;    /* the gradient of the sum of losses */
    double *factor; /* second derivatives of the mean in units of scale, as LDL' */
    double *scale, *step, *g;
};

/* The gradient at p->x[0..n); false if it is not finite. */
static bool sum_slopes(struct polisher *p)
{
    struct fit *f = p->f;
    bool finite = true;
    arb_t slope;

    arb_init(slope);
    for (size_t j = 0; j < f->n; j++)
        arb_zero(p->sum + j);
    for (size_t i = 0; i < f->rows; i++) {
        for (size_t k = f->n; k < p->inputs; k++)
            arb_set_d(p->x + k, f->column[k - f->n][i]);
        tape_ball(p->tape, p->x, p->y, BITS, p->work);
        loss_slope_ball(f, slope, p->y, p->y + 1, BITS);
        for (size_t j = 0; j < f->n; j++)
            arb_addmul(p->sum + j, slope, p->y + 2 + j, BITS);
    }
    for (size_t j = 0; j < f->n; j++)
        finite = finite && arb_is_finite(p->sum + j);
    arb_clear(slope);
    return finite;
}

/* Second derivatives at x, with 1 on the diagonal; false if not positive definite. */
static bool factor(struct polisher *p, const double *x)
{
    struct objective o = fit_objective(p->f);
    size_t n = p->f->n;

    o.hessian(p->f, x, p->g, p->factor);
    for (size_t j = 0; j < n; j++) {
        p->scale[j] = sqrt(p->factor[j * n + j]);
        if (!(p->scale[j] > 0) || !isfinite(p->scale[j]))
            return false;
    }
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++)
            p->factor[j * n + k] /= p->scale[j] * p->scale[k];
    return optim_factor(p->factor, n);
}

/* One step; its length in the metric of the second derivatives' diagonal. */
static double step(struct polisher *p)
{
    size_t n = p->f->n;
    double length = 0;
    arb_t move;

    for (size_t j = 0; j < n; j++)
        p->step[j] = -arf_get_d(arb_midref(p->sum + j), ARF_RND_NEAR) /
                     (double)p->f->rows / p->scale[j];
    optim_factored_solve(p->factor, p->step, n);
    arb_init(move);
    for (size_t j = 0; j < n; j++) {
        length = hypot(length, p->step[j]);
        arb_set_d(move, p->step[j] / p->scale[j]);
        arb_add(p->x + j, p->x + j, move, BITS);
        mag_zero(arb_radref(p->x + j));
    }
    arb_clear(move);
    return length;
}

/* Is the last step out of sight of doubles? */
static bool is_fine(const struct polisher *p)
{
    for (size_t j = 0; j < p->f->n; j++) {
        double at = arf_get_d(arb_midref(p->x + j), ARF_RND_NEAR);

        if (fabs(p->step[j] / p->scale[j]) > ldexp(fabs(at), -56) &&
            fabs(p->step[j] / p->scale[j]) > 1e-300)
            return false;
    }
    return true;
}

static bool refine(struct polisher *p, struct budget *budget)
{
    double last = INFINITY;

    for (int i = 0; i < STEPS; i++) {
        double length;

        if (!budget_spend(budget, p->f->rows * p->tape->count / 4 + 1) || !sum_slopes(p))
            return false;
        length = step(p);
        if (is_fine(p))
            return true;
        if (!(length < 0.7 * last)) /* and else it is not going to end */
            return false;
        last = length;
    }
    return false;
}

bool fit_polish(struct fit *f, const struct tape *exact, double *x, struct budget *budget)
{
    size_t n = f->n;
    struct polisher p = {.f = f, .tape = exact, .inputs = exact->inputs};
    bool fine;

    if (f->loss == LOSS_MAE || f->rows > WORK / (exact->count + 1))
        return false;
    p.work = tape_balls_new(f->arena, exact);
    p.factor = arena_array(f->arena, n * n, sizeof *p.factor);
    p.scale = arena_array(f->arena, n, sizeof *p.scale);
    p.step = arena_array(f->arena, n, sizeof *p.step);
    p.g = arena_array(f->arena, n, sizeof *p.g);
    if (!factor(&p, x))
        return false;
    p.x = _arb_vec_init((slong)p.inputs);
    p.y = _arb_vec_init((slong)(n + 2));
    p.sum = _arb_vec_init((slong)n);
    for (size_t j = 0; j < n; j++)
        arb_set_d(p.x + j, x[j]);
    fine = refine(&p, budget);
    for (size_t j = 0; j < n && fine; j++)
        x[j] = arf_get_d(arb_midref(p.x + j), ARF_RND_NEAR);
    _arb_vec_clear(p.sum, (slong)n);
    _arb_vec_clear(p.y, (slong)(n + 2));
    _arb_vec_clear(p.x, (slong)p.inputs);
    return fine;
}
