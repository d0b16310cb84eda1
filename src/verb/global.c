/* global.c: --global of minimize and maximize: the lowest value within bounds, proved. */
#include "verb/slope.h"

#include <math.h>

static struct result *range(struct job *j, double lo, double hi)
{
    struct ival v;
    struct result *list;

    ival_init(&v, 64);
    mpfr_set_d(v.lo, lo, MPFR_RNDD);
    mpfr_set_d(v.hi, hi, MPFR_RNDU);
    list = job_enclosure(j, &v, 20);
    ival_clear(&v);
    return list;
}

enum status slope_check_global(struct slope *s)
{
    struct job *j = s->job;

    if (!job_flag(j, "global"))
        return ST_OK;
    for (size_t i = 0; i < s->n; i++)
        if (!s->lower || !isfinite(s->lower[i]) || !isfinite(s->upper[i])) {
            diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                     "a global search needs bounds, and '%s' has none", s->names[i]);
            diag_help(j->diag, "write --bounds '%s=[0,1]'", s->names[i]);
            return ST_USAGE;
        }
    if (s->n > GLOBAL_VARIABLES)
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "a global search takes at most %d variables", GLOBAL_VARIABLES);
    return ST_OK;
}

static void tell(const struct slope *s, const struct global_minimum *g,
                 struct optim_end *end)
{
    struct arena *a = s->job->arena;
    const char *lower = s->sign > 0 ? "lower" : "higher";

    end->message =
        g->complete ? arena_printf(a,
                                   "global: nothing within the bounds is %s by more than "
                                   "1e-9 (of its size), proved on %zu boxes",
                                   lower, g->boxes)
        : isfinite(g->least)
            ? arena_printf(
                  a,
                  "not decided: after %zu boxes nothing within the bounds can be %s "
                  "than %.6g",
                  g->boxes, lower, s->sign * g->least)
            : arena_printf(
                  a,
                  "not decided: after %zu boxes some remain on which f is not known "
                  "to be bounded",
                  g->boxes);
}

/* "global": what is proved of all points within the bounds. A point that is lower than where
 * the walk ended takes its place. */
bool slope_global(struct slope *s, struct optim_end *end)
{
    struct job *j = s->job;
    struct global_minimum g;
    struct result *out, *where;

    if (analysis_global(&j->search, j->arena, &s->f, s->variables, s->n, s->lower,
                        s->upper, end->best, &g) != ST_OK)
        return false;
    out = result_put(j->out, "global", result_fields(j->arena));
    result_put_truth(out, "complete", g.complete);
    if (isfinite(g.least) && isfinite(g.most))
        result_put(out, "fun",
                   s->sign > 0 ? range(j, g.least, g.most) : range(j, -g.most, -g.least));
    where = result_put(out, "enclosure", result_fields(j->arena));
    for (size_t i = 0; i < s->n && g.lo[i] <= g.hi[i]; i++)
        result_put(where, s->names[i], range(j, g.lo[i], g.hi[i]));
    result_put_integer(out, "boxes", (int64_t)g.boxes);
    if (g.most < end->best_f) {
        double *slope = arena_array(j->arena, s->n, sizeof *slope);

        end->best = g.x;
        end->best_f = s->objective.gradient(s->objective.context, g.x, slope);
        end->best_grad_norm = 0;
        for (size_t i = 0; i < s->n; i++)
            end->best_grad_norm = hypot(end->best_grad_norm, slope[i]);
    }
    end->stop = g.complete                      ? STOP_GRADIENT
                : j->search.budget->interrupted ? STOP_INTERRUPTED
                                                : STOP_BUDGET;
    end->converged = g.complete;
    tell(s, &g, end);
    end->remedy = g.complete ? "" : "smaller bounds, or more time";
    return g.complete;
}
