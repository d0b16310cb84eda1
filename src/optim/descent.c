/* descent.c: first-order methods with a rate given beforehand (other rates: rates.c).
 *
 * They share one shape: each coordinate moves by a law of its own slope g and of what it
 * remembers from earlier steps. A law returns what is added to x.
 */
#include "optim/internal.h"

#include <math.h>

struct coordinate {
    size_t k;       /* this is step k, from 1 on */
    double x, g;    /* where it stands, and the slope there */
    double m, v, w; /* its memory, zero at the start */
};

typedef double law(const struct optim_options *o, struct coordinate *c);

static double gd(const struct optim_options *o, struct coordinate *c)
{
    return -o->rate * c->g;
}

/* A decaying mean: the old one fades, the new value enters with what is left. */
static double mean(double old, double value, double keep)
{
    return keep * old + (1 - keep) * value;
}

static double momentum(const struct optim_options *o, struct coordinate *c)
{
    c->m = o->momentum * c->m + c->g;
    return -o->rate * c->m;
}

static double nesterov(const struct optim_options *o, struct coordinate *c)
{
    c->m = o->momentum * c->m + c->g;
    return -o->rate * (c->g + o->momentum * c->m);
}

static double adagrad(const struct optim_options *o, struct coordinate *c)
{
    c->v += c->g * c->g;
    return -o->rate * c->g / (sqrt(c->v) + o->eps);
}

static double rmsprop(const struct optim_options *o, struct coordinate *c)
{
    c->v = mean(c->v, c->g * c->g, o->alpha);
    return -o->rate * c->g / (sqrt(c->v) + o->eps);
}

static double rmsprop_centered(const struct optim_options *o, struct coordinate *c)
{
    c->v = mean(c->v, c->g * c->g, o->alpha);
    c->m = mean(c->m, c->g, o->alpha);
    return -o->rate * c->g / (sqrt(fmax(c->v - c->m * c->m, 0)) + o->eps);
}

static double adadelta(const struct optim_options *o, struct coordinate *c)
{
    double d;

    c->v = mean(c->v, c->g * c->g, o->rho);
    d = c->g * sqrt(c->w + o->eps) / sqrt(c->v + o->eps);
    c->w = mean(c->w, d * d, o->rho);
    return -o->rate * d;
}

/* Means that began at zero are too small at first: after k steps they hold only the
 * share 1 - keep^k of a constant. */
static double filled(double keep, size_t k)
{
    return 1 - pow(keep, (double)k);
}

static double adam_step(const struct optim_options *o, const struct coordinate *c,
                        double square)
{
    double m = c->m / filled(o->beta1, c->k);
    double v = square / filled(o->beta2, c->k);

    return -o->rate * m / (sqrt(v) + o->eps);
}

static double adam(const struct optim_options *o, struct coordinate *c)
{
    c->m = mean(c->m, c->g, o->beta1);
    c->v = mean(c->v, c->g * c->g, o->beta2);
    return adam_step(o, c, c->v);
}

static double amsgrad(const struct optim_options *o, struct coordinate *c)
{
    c->m = mean(c->m, c->g, o->beta1);
    c->v = mean(c->v, c->g * c->g, o->beta2);
    c->w = fmax(c->w, c->v);
    return adam_step(o, c, c->w);
}

static double adamax(const struct optim_options *o, struct coordinate *c)
{
    c->m = mean(c->m, c->g, o->beta1);
    c->v = fmax(o->beta2 * c->v, fabs(c->g) + o->eps);
    return -o->rate * c->m / filled(o->beta1, c->k) / c->v;
}

static double adamw(const struct optim_options *o, struct coordinate *c)
{
    return -o->rate * o->weight_decay * c->x + adam(o, c);
}

static law *const laws[METHOD_COUNT] = {
    [METHOD_GD] = gd,
    [METHOD_SGD] = gd,
    [METHOD_MOMENTUM] = momentum,
    [METHOD_NESTEROV] = nesterov,
    [METHOD_ADAGRAD] = adagrad,
    [METHOD_RMSPROP] = rmsprop,
    [METHOD_RMSPROP_CENTERED] = rmsprop_centered,
    [METHOD_ADADELTA] = adadelta,
    [METHOD_ADAM] = adam,
    [METHOD_AMSGRAD] = amsgrad,
    [METHOD_ADAMAX] = adamax,
    [METHOD_ADAMW] = adamw,
};

static void begin(struct optim_run *r)
{
    if (r->options.rule != RATE_FIXED)
        r->memory = rates_new(r);
    else
        r->memory = arena_array(r->arena, r->n, sizeof(struct coordinate));
    r->frame.rate = r->options.rate;
}

/* All coordinates of p, step k of theirs, to r->step. */
static void move(struct optim_run *r, const struct point *p, size_t k)
{
    struct coordinate *c = r->memory;

    for (size_t i = 0; i < r->n; i++) {
        c[i].k = k;
        c[i].x = p->x[i];
        c[i].g = p->g[i];
        r->step[i] = laws[r->options.method](&r->options, &c[i]);
    }
}

/* Once through the data, a small step for each batch. Then all of f is looked at, so that
 * the best point is the best, and rest is rest. */
static void epoch(struct optim_run *r)
{
    struct point *p = &r->spare;
    size_t batches = r->objective.batches;

    point_copy(p, &r->at, r->n);
    for (size_t b = 0; b < batches; b++) {
        p->f = r->objective.sample(r->objective.context, p->x, p->g);
        r->samples++;
        move(r, p, r->frame.k * batches + b + 1);
        run_place(r, p->x, r->step, 1, p->x);
    }
    run_evaluate(r, p);
    run_take_at(r, p, r->options.rate);
}

static void step(struct optim_run *r)
{
    if (r->objective.sample) {
        epoch(r);
    } else if (r->options.rule != RATE_FIXED) {
        rates_step(r, r->memory);
    } else {
        move(r, &r->at, r->frame.k + 1);
        run_go(r);
    }
}

const struct family_calls descent_family = {.begin = begin, .step = step};
