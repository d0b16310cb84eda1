/* scalar.c: golden section and Brent's method, which look at values of one variable only. */
#include "optim/internal.h"
#include "optim/section.h"

#include <math.h>

struct scalar {
    struct section section;
    struct point next;
};

static void renew(struct optim_run *r, struct scalar *w)
{
    const struct objective *o = &r->objective;

    section_start(&w->section, r->at.x[0], r->at.f, 0.1 * fmax(1, fabs(r->at.x[0])),
                  o->lower ? o->lower[0] : -INFINITY, o->upper ? o->upper[0] : INFINITY);
}

static void begin(struct optim_run *r)
{
    struct scalar *w = r->memory = arena_alloc(r->arena, sizeof *w);

    w->next = point_new(r->arena, 1);
    w->section.parabolas = r->options.method == METHOD_BRENT;
    r->frame.rate = 1;
    renew(r, w);
}

static double height(void *context, double x)
{
    struct optim_run *r = context;

    r->spare.x[0] = x;
    run_look(r, &r->spare);
    return r->spare.f;
}

static void go(struct optim_run *r, struct scalar *w, double x)
{
    if (x != r->at.x[0]) {
        w->next.x[0] = x;
        run_evaluate(r, &w->next); // for its slope
    } else {
        point_copy(&w->next, &r->at, 1);
    }
    r->step[0] = x - r->at.x[0];
    run_take(r, &w->next);
}

static void leave(struct optim_run *r)
{
    struct scalar *w = r->memory;

    go(r, w, r->spare.x[0]);
    renew(r, w);
}

/* Where the slope is not small the values tell more than half the digits. */
static void close_finer(struct optim_run *r, struct scalar *w)
{
    if (scaled_gradient(r, &r->at) > 1e-4 && w->section.fine > 1e-6)
        w->section.fine /= 1000;
    else
        run_closed(r, "the bracket");
}

static void step(struct optim_run *r)
{
    struct scalar *w = r->memory;

    section_step(&w->section, height, r);
    go(r, w, w->section.x);
    if (r->frame.stop == STOP_NOT_YET && !r->leaving && section_closed(&w->section))
        close_finer(r, w);
}

const struct family_calls scalar_family = {
    .begin = begin, .step = step, .leave = leave, .slopeless = true};
