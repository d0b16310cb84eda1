/* walk.c: the stepper of optim, started again to go back. */
#include "tui/walk.h"

#include <string.h>

#include "optim/optim.h"

struct walk {
    struct walk_plan plan;
    struct objective objective;
    struct optim_options options;
    struct relief *relief;
    struct arena *arena;  /* the owner's */
    struct arena *of_run; /* freed when it starts again */
    struct optim_run *run;
    size_t step, cap;
    bool ended;
    struct walk_place *places;
};

/* ---- objective ----------------------------------------------------------------------------- */

static double value(void *relief, const double *x)
{
    return relief_at(relief, x);
}

static double gradient(void *relief, const double *x, double *g)
{
    return relief_gradient(relief, x, g);
}

/* ---- places --------------------------------------------------------------------------------- */

/* Frames belong to the run; a place is kept. */
static void keep(struct walk *w, const struct frame *frame)
{
    struct walk_place *place;
    double *x;

    if (w->step >= w->cap) {
        size_t cap = w->cap ? 2 * w->cap : 64;

        w->places = arena_grow(w->arena, w->places, w->cap, cap, sizeof *w->places);
        w->cap = cap;
    }
    place = &w->places[w->step];
    if (!place->x)
        place->x = arena_array(w->arena, w->plan.n, sizeof *x);
    x = (double *)place->x;
    memcpy(x, frame->x, w->plan.n * sizeof *x);
    place->f = frame->f;
    place->slope = w->plan.n == 1 ? frame->gradient[0] : frame->grad_norm;
}

static enum status start(struct walk *w, struct diag *d)
{
    enum status st;

    arena_free(w->of_run);
    w->of_run = arena_new();
    w->ended = false;
    w->step = 0;
    st = optim_start(w->of_run, &w->objective, &w->options, w->plan.start, &w->run, d);
    if (st == ST_OK) {
        keep(w, optim_frame(w->run));
        w->ended = optim_frame(w->run)->stop != STOP_NOT_YET;
    }
    return st;
}

static void free_run(void *walk)
{
    arena_free(((struct walk *)walk)->of_run);
}

enum status walk_new(struct arena *a, const struct walk_plan *plan, struct walk **walk,
                     struct diag *d)
{
    struct walk *w = arena_alloc(a, sizeof *w);
    int method = method_find(plan->method);
    enum status st;

    if (method < 0)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "the method '%.40s' is not known", plan->method);
    w->arena = a;
    w->plan = *plan;
    w->options = optim_defaults((enum method)method);
    w->options.rate = plan->rate;
    w->options.max_iter = plan->max_iter;
    arena_defer(a, free_run, w);
    st = relief_new(a, plan->pool, &plan->f, plan->vars, plan->n, &w->relief, d);
    w->objective = (struct objective){
        .n = plan->n, .context = w->relief, .value = value, .gradient = gradient};
    if (st == ST_OK)
        st = start(w, d);
    *walk = w;
    return st;
}

size_t walk_seek(struct walk *w, size_t k)
{
    struct frame frame;

    if (k < w->step)
        start(w, NULL);
    while (w->step < k && !w->ended && optim_step(w->run, &frame)) {
        w->step++;
        keep(w, &frame);
        w->ended = frame.stop != STOP_NOT_YET;
    }
    if (w->step < k)
        w->ended = true;
    return w->step;
}

size_t walk_step(const struct walk *w)
{
    return w->step;
}

const struct walk_place *walk_place(const struct walk *w, size_t k)
{
    return &w->places[k];
}

double walk_rate(const struct walk *w)
{
    return w->options.rate;
}

void walk_set_rate(struct walk *w, double rate)
{
    size_t k = w->step;

    w->options.rate = rate;
    start(w, NULL);
    walk_seek(w, k);
}

const char *walk_end(const struct walk *w, const char **remedy)
{
    struct optim_end end;

    if (!w->ended)
        return NULL;
    end = optim_end(w->run);
    *remedy = end.remedy ? end.remedy : "";
    return end.message;
}

bool walk_diverged(const struct walk *w)
{
    return w->ended && optim_end(w->run).stop == STOP_DIVERGED;
}
