/* along.c: the lowest point along a line, by values alone. */
#include "optim/section.h"

#include "optim/internal.h"

enum { LINE_STEPS = 200 };

struct line {
    struct optim_run *run;
    const double *x, *d;
};

static double height(void *context, double t)
{
    struct line *l = context;

    run_place(l->run, l->x, l->d, t, l->run->spare.x);
    run_look(l->run, &l->run->spare);
    return l->run->spare.f;
}

struct section section_along(struct optim_run *r, const struct point *from,
                             const double *d, double step, double lo, double hi)
{
    struct line l = {r, from->x, d};
    struct section s = {.parabolas = true};

    section_start(&s, 0, from->f, step, lo, hi);
    for (int i = 0; i < LINE_STEPS && !section_closed(&s); i++)
        section_step(&s, height, &l);
    return s;
}
