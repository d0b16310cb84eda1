/* simplex.c: Nelder and Mead's simplex, which looks at values only.
 *
 *        best                 n + 1 corners in n dimensions. The worst is thrown over the
 *        /  \    r - - e      middle c of the others (r), further if that is a new best (e),
 *       /  c-\--'             less far or back inside if not (o, i); if nothing helps, all
 *      / i / o\               corners move towards the best.
 *   worst-----next
 *
 * Kinks and noise do not matter to it; zeros of the slope are found to half the digits.
 */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { RENEWALS = 8 };

struct simplex {
    struct point *corner; /* n + 1 of them, best first; their slopes are not used */
    struct point trial, other, next;
    double *centre;
    double grow, give, shrink; /* how far e, o and i, and the last resort go */
    double start_f;            /* the best value when the simplex was last new */
    int renewals;
};

static void swap(struct point *a, struct point *b)
{
    struct point kept = *a;

    *a = *b;
    *b = kept;
}

/* By value, the older first among equals. */
static void sort(struct simplex *s, size_t n)
{
    for (size_t i = 1; i <= n; i++)
        for (size_t k = i; k > 0 && s->corner[k].f < s->corner[k - 1].f; k--)
            swap(&s->corner[k], &s->corner[k - 1]);
}

/* Corners at r->at and a tenth of its size from it along each axis. */
static void renew(struct optim_run *r, struct simplex *s)
{
    for (size_t i = 0; i <= r->n; i++)
        point_copy(&s->corner[i], &r->at, r->n);
    for (size_t i = 0; i < r->n; i++) {
        double *x = &s->corner[i + 1].x[i], from = *x, h = 0.1 * fmax(1, fabs(from));

        *x = from + h;
        run_clip(r, s->corner[i + 1].x);
        if (*x == from)
            *x = from - h;
        run_look(r, &s->corner[i + 1]);
    }
    s->start_f = r->at.f;
    sort(s, r->n);
}

/* The factors grow gentler with the number of variables (F. Gao, L. Han, Implementing the
 * Nelder-Mead simplex algorithm with adaptive parameters, 2012). */
static void begin(struct optim_run *r)
{
    struct simplex *s = r->memory = arena_alloc(r->arena, sizeof *s);
    double n = fmax(2, (double)r->n);

    s->corner = arena_array(r->arena, r->n + 1, sizeof *s->corner);
    for (size_t i = 0; i <= r->n; i++)
        s->corner[i] = point_new(r->arena, r->n);
    s->trial = point_new(r->arena, r->n);
    s->other = point_new(r->arena, r->n);
    s->next = point_new(r->arena, r->n);
    s->centre = arena_array(r->arena, r->n, sizeof *s->centre);
    s->grow = 1 + 2 / n;
    s->give = 0.75 - 1 / (2 * n);
    s->shrink = 1 - 1 / n;
    r->frame.rate = 1;
    renew(r, s);
}

/* ---- one move ------------------------------------------------------------------ */

static void find_centre(struct simplex *s, size_t n)
{
    memset(s->centre, 0, n * sizeof *s->centre);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            s->centre[k] += s->corner[i].x[k] / (double)n;
}

/* p = c + t (c - worst) */
static void throw(struct optim_run * r, struct simplex *s, double t, struct point *p)
{
    for (size_t k = 0; k < r->n; k++)
        p->x[k] = s->centre[k] + t * (s->centre[k] - s->corner[r->n].x[k]);
    run_look(r, p);
}

static void shrink(struct optim_run *r, struct simplex *s)
{
    for (size_t i = 1; i <= r->n; i++) {
        for (size_t k = 0; k < r->n; k++)
            s->corner[i].x[k] =
                s->corner[0].x[k] + s->shrink * (s->corner[i].x[k] - s->corner[0].x[k]);
        run_look(r, &s->corner[i]);
    }
}

static void move(struct optim_run *r, struct simplex *s)
{
    struct point *worst = &s->corner[r->n];

    find_centre(s, r->n);
    throw(r, s, 1, &s->trial);
    if (s->trial.f < s->corner[0].f) {
        throw(r, s, s->grow, &s->other);
        swap(worst, s->other.f < s->trial.f ? &s->other : &s->trial);
    } else if (s->trial.f < s->corner[r->n - 1].f) {
        swap(worst, &s->trial);
    } else {
        throw(r, s, s->trial.f < worst->f ? s->give : -s->give, &s->other);
        if (s->other.f < fmin(s->trial.f, worst->f))
            swap(worst, &s->other);
        else
            shrink(r, s);
    }
    sort(s, r->n);
}

/* ---- the end ------------------------------------------------------------------- */

/* As small, or as level, as rounding allows it to be told. */
static bool collapsed(const struct optim_run *r, const struct simplex *s)
{
    double wide = 0, f = s->corner[0].f;

    for (size_t i = 1; i <= r->n; i++)
        for (size_t k = 0; k < r->n; k++) {
            double x = s->corner[0].x[k];

            wide = fmax(wide, fabs(s->corner[i].x[k] - x) / fmax(1, fabs(x)));
        }
    return wide <= 1e-14 ||
           (wide <= 1e-7 && s->corner[r->n].f - f <= 4 * DBL_EPSILON * fmax(1, fabs(f)));
}

static void finish(struct optim_run *r, struct simplex *s)
{
    bool gained = r->at.f < s->start_f - 1e-12 * fmax(1, fabs(s->start_f));

    if (r->options.tol > 0 && scaled_gradient(r, &r->at) <= 1e-4)
        run_rest(r, "converged: the simplex has closed on a point of zero slope");
    if (r->frame.stop != STOP_NOT_YET)
        return;
    if (r->options.tol > 0 && kink_bottom(r))
        run_stop(r, STOP_GRADIENT, "converged at a kink: the slopes around it balance",
                 "");
    else if (gained && s->renewals++ < RENEWALS)
        renew(r, s);
    else
        run_stop(r, STOP_STALLED,
                 "the simplex has closed on a point where the slope is not zero",
                 "another start");
}

static void leave(struct optim_run *r)
{
    struct simplex *s = r->memory;

    point_copy(&s->next, &r->spare, r->n);
    for (size_t k = 0; k < r->n; k++)
        r->step[k] = s->next.x[k] - r->at.x[k];
    run_take(r, &s->next);
    renew(r, s);
}

static void step(struct optim_run *r)
{
    struct simplex *s = r->memory;

    move(r, s);
    point_copy(&s->next, s->corner[0].f < r->at.f ? &s->corner[0] : &r->at, r->n);
    if (s->corner[0].f < r->at.f)
        run_evaluate(r, &s->next); // for its slope
    for (size_t k = 0; k < r->n; k++)
        r->step[k] = s->next.x[k] - r->at.x[k];
    run_take(r, &s->next);
    if (r->frame.stop == STOP_NOT_YET && !r->leaving && collapsed(r, s))
        finish(r, s);
}

const struct family_calls simplex_family = {
    .begin = begin, .step = step, .leave = leave, .slopeless = true};
