/* restart.c: walks from other starts, for one from the given start may end in a minimum that
 * is not the lowest.
 *
 *   given start --walk--> minimum --look around--> candidates --walk from the lowest--> ...
 *
 * Candidates are drawn around the given start and around the best point so far, in turn near
 * and far, always the same ones (monotonic basin hopping with a sample before each descent:
 * R. H. Leary, Global optimization on funneling landscapes, 2000). Nothing is proved by it.
 */
#include "verb/slope.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { STARTS = 40, CANDIDATES = 12, MOST_WORK = 300000, MOST_STEPS = 500 };

struct search_around {
    const struct slope *s;
    const struct optim_options *o;
    struct optim_end *best;
    double *x; /* of the best end */
    struct rng rng;
    uint64_t work;
    size_t values, gradients, hessians;
};

/* Between its bounds, if there are two; else around the centre, as far as its size and the
 * reach say. */
static double draw(struct search_around *w, size_t i, double centre, double reach)
{
    const struct objective *o = &w->s->objective;
    double lo = o->lower ? o->lower[i] : -INFINITY;
    double hi = o->upper ? o->upper[i] : INFINITY, u = rng_unit(&w->rng);
    double wide = reach * fmax(1, fabs(centre)), from = fmax(lo, centre - wide),
           to = fmin(hi, centre + wide);

    return fmin(fmax(from + u * (to - from), lo), hi);
}

/* The lowest of the candidates; false if f has no value at any of them. */
static bool look_around(struct search_around *w, int k, double *start, double *x)
{
    static const double reaches[] = {1, 0.3, 3, 1, 10, 0.5, 30, 2};
    const struct objective *o = &w->s->objective;
    const double *centre = k % 2 ? w->x : w->s->start;
    double reach = reaches[(k / 2) % 8], lowest = INFINITY;

    for (int c = 0; c < CANDIDATES; c++) {
        double f;

        for (size_t i = 0; i < o->n; i++)
            x[i] = draw(w, i, centre[i], reach);
        f = o->value(o->context, x);
        w->values++;
        if (isfinite(f) && f < lowest) {
            lowest = f;
            memcpy(start, x, o->n * sizeof *x);
        }
    }
    return isfinite(lowest);
}

static bool lower(const struct optim_end *a, const struct optim_end *b)
{
    if (!a->converged || !b->converged)
        return a->converged;
    return a->best_f < b->best_f - 1e-9 * fmax(1, fabs(b->best_f));
}

static void walk_from(struct search_around *w, const double *start, struct budget *budget)
{
    struct arena *a = arena_new();
    struct optim_options o = *w->o;
    struct optim_run *run;
    struct optim_end end;

    o.max_iter = o.max_iter < MOST_STEPS ? o.max_iter : MOST_STEPS;
    if (optim_start(a, &w->s->objective, &o, start, &run, NULL) == ST_OK) {
        end = optim_drive(run, budget);
        w->values += end.values;
        w->gradients += end.gradients;
        w->hessians += end.hessians;
        if (lower(&end, w->best)) {
            memcpy(w->x, end.best, w->s->n * sizeof *w->x);
            *w->best = end;
            w->best->best = w->x;
            w->best->message = arena_strdup(w->s->job->arena, end.message);
            w->best->remedy = arena_strdup(w->s->job->arena, end.remedy);
        }
    }
    arena_free(a);
}

size_t slope_restart(const struct slope *s, const struct optim_options *o,
                     struct optim_end *end)
{
    struct arena *a = s->job->arena;
    struct search_around w = {.s = s, .o = o, .best = end, .rng = {1}};
    double *start = arena_array(a, s->n, sizeof *start);
    double *x = arena_array(a, s->n, sizeof *x);
    size_t used = 0;

    w.x = arena_array(a, s->n, sizeof *w.x);
    memcpy(w.x, end->best, s->n * sizeof *w.x);
    w.values = end->values;
    w.gradients = end->gradients;
    w.hessians = end->hessians;
    for (int k = 0; k < STARTS; k++) {
        uint64_t left = MOST_WORK - w.values * s->objective.cost;
        struct budget share = budget_of(left);

        if (w.values * s->objective.cost >= MOST_WORK ||
            !budget_spend(s->job->search.budget, 100 * s->objective.cost))
            break;
        if (look_around(&w, k, start, x)) {
            walk_from(&w, start, &share);
            used++;
        }
    }
    end->values = w.values;
    end->gradients = w.gradients;
    end->hessians = w.hessians;
    return used;
}
