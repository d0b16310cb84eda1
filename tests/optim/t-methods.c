/* t-methods.c: every row of methods.def walks a bowl down, and the first-order family goes
 * exactly where an established framework goes. */
#include "optim/optim.h"

#include "tap.h"

static double oval(void *context, const double *x)
{
    (void)context;
    return x[0] * x[0] + 10 * x[1] * x[1];
}

/* The same along the first axis, 1 up. */
static double oval_1(void *context, const double *x)
{
    (void)context;
    return x[0] * x[0];
}

static double oval_1_slope(void *context, const double *x, double *g)
{
    g[0] = 2 * x[0];
    return oval_1(context, x);
}

static double oval_slope(void *context, const double *x, double *g)
{
    g[0] = 2 * x[0];
    g[1] = 20 * x[1];
    return oval(context, x);
}

static double valley(void *context, const double *x)
{
    double u = x[1] - x[0] * x[0], v = 1 - x[0];

    (void)context;
    return 100 * u * u + v * v;
}

static double valley_slope(void *context, const double *x, double *g)
{
    double u = x[1] - x[0] * x[0], v = 1 - x[0];

    g[0] = -400 * u * x[0] - 2 * v;
    g[1] = 200 * u;
    return valley(context, x);
}

/* x^2 + (sqrt(10) y)^2 */
static double oval_squares(void *context, const double *x, double *g, double *r,
                           double *c)
{
    r[0] = 1;
    r[1] = r[2] = 0;
    r[3] = sqrt(10);
    c[0] = x[0];
    c[1] = r[3] * x[1];
    return oval_slope(context, x, g);
}

/* (10 (y - x^2))^2 + (1 - x)^2 */
static double valley_squares(void *context, const double *x, double *g, double *r,
                             double *c)
{
    double rows[] = {-20 * x[0], -1, 10, 0, 10 * (x[1] - x[0] * x[0]), 1 - x[0]};

    memset(r, 0, 4 * sizeof *r);
    memset(c, 0, 2 * sizeof *c);
    optim_triangle(r, c, 2, rows, 2, 2);
    return valley_slope(context, x, g);
}

static const struct objective bowl = {
    .n = 2, .value = oval, .gradient = oval_slope, .squares = oval_squares};
static const struct objective rosenbrock = {
    .n = 2, .value = valley, .gradient = valley_slope, .squares = valley_squares};

static void rows(struct arena *a)
{
    for (int m = 0; m < METHOD_COUNT; m++) {
        const struct method_row *row = method_row((enum method)m);

        is_int(method_find(row->name), m, "%s is found by its name", row->name);
        ok(row->title && row->formula && row->source && row->options, "%s is complete",
           row->name);
        is_int(optim_defaults((enum method)m).method, m, "%s has defaults", row->name);
    }
    is_int(method_find("newtown"), -1, "an unknown name is no method");
    is_int(method_find(NULL), -1, "no name is no method");
    (void)a;
}

static const struct objective bowl_1 = {
    .n = 1, .value = oval_1, .gradient = oval_1_slope};

/* A table of one batch. */
static const struct objective bowl_rows = {
    .n = 2, .value = oval, .gradient = oval_slope, .sample = oval_slope, .batches = 1};

static const struct objective *bowl_of(enum method m)
{
    if (m == METHOD_SGD)
        return &bowl_rows;
    return method_row(m)->family == FAMILY_SCALAR ? &bowl_1 : &bowl;
}

/* From (1, 1), where f = 11, to a hundredth of it, at rates fit for the bowl. */
static void downhill(struct arena *a)
{
    static const double start[] = {1, 1};

    for (int m = 0; m < METHOD_COUNT; m++) {
        const char *name = method_row((enum method)m)->name;
        struct optim_options options = optim_defaults((enum method)m);
        struct budget budget = budget_of(1000000);
        struct optim_run *run;
        struct optim_end end;

        options.rate = options.rate > 0.05 && options.rate < 0.5 ? 0.05 : options.rate;
        is_int(optim_start(a, bowl_of((enum method)m), &options, start, &run, NULL),
               ST_OK, "%s starts", name);
        end = optim_drive(run, &budget);
        ok(end.best_f < 0.11, "%s is down at %g after %zu steps: %s", name, end.best_f,
           end.steps, end.message);
        is_double(bowl_of((enum method)m)->value(NULL, end.best), end.best_f, 0,
                  "%s: the value belongs to the point", name);
    }
}

static void again(struct arena *a)
{
    static const double start[] = {-1.2, 1};

    for (int m = 0; m < METHOD_COUNT; m++) {
        struct optim_options options = optim_defaults((enum method)m);
        struct optim_run *first, *second;
        struct frame u, v;
        const struct objective *f = &rosenbrock;
        bool same = true;

        if (method_row((enum method)m)->family == FAMILY_SCALAR || m == METHOD_SGD)
            f = bowl_of((enum method)m);
        options.rate = options.rate > 0.01 && options.rate < 0.5 ? 0.001 : options.rate;
        options.max_iter = 50;
        optim_start(a, f, &options, start, &first, NULL);
        optim_start(a, f, &options, start, &second, NULL);
        while (optim_step(first, &u) && optim_step(second, &v))
            same =
                same && u.f == v.f && u.x[0] == v.x[0] && u.x[f->n - 1] == v.x[f->n - 1];
        ok(same, "%s goes the same way twice", method_row((enum method)m)->name);
    }
}

/* Rates found for every step: down to the bottom of the bowl and through the valley. */
static void rules(struct arena *a)
{
    static const double start[] = {-1.2, 1};
    static const char *const names[] = {"fixed", "exact", "armijo", "wolfe", "bb"};

    for (int rule = RATE_EXACT; rule <= RATE_BB; rule++) {
        struct optim_options options = optim_defaults(METHOD_GD);
        struct frame frame = {0};
        struct optim_run *run;
        double last = INFINITY;
        bool falls = true;

        options.rule = (enum rate_rule)rule;
        options.max_iter = 100000;
        optim_start(a, &rosenbrock, &options, start, &run, NULL);
        while (optim_step(run, &frame)) {
            falls = falls && frame.f < last;
            last = frame.f;
        }
        ok(falls || rule == RATE_BB, "%s: every step leads lower", names[rule]);
        ok(optim_end(run).converged, "%s: through the valley in %zu steps: %s",
           names[rule], frame.k, optim_end(run).message);
        is_double(frame.x[0], 1, 1e-5, "%s: to its bottom", names[rule]);
    }
}

/* Iterates of torch.optim 1.13 in doubles, after 100 steps without an early stop. */
static void iterates(struct arena *a)
{
    static const struct {
        const char *method;
        const struct objective *f;
        double start[2];
        struct optim_options o;
        double x[2];
    } table[] = {
        {"momentum",
         &rosenbrock,
         {-1.2, 1.0},
         {.rate = 0.0001, .momentum = 0.9},
         {-0.9287606877204958, 0.8684203802823974}},
        {"adagrad",
         &rosenbrock,
         {-1.2, 1.0},
         {.rate = 0.5, .eps = 1e-10},
         {-0.8747880822177743, 0.7722546258742689}},
        {"rmsprop",
         &rosenbrock,
         {-1.2, 1.0},
         {.rate = 0.05, .alpha = 0.99, .eps = 1e-08},
         {-0.8221470598173649, 0.6828491241533156}},
        {"adadelta",
         &rosenbrock,
         {-1.2, 1.0},
         {.rate = 1.0, .rho = 0.9, .eps = 1e-06},
         {-1.0609567322825497, 1.1307262930520021}},
        {"nesterov",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.01, .momentum = 0.9},
         {0.0018039995900548968, -6.08952123329957e-08}},
        {"rmsprop-centered",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.01, .alpha = 0.9, .eps = 1e-08},
         {6.886429414665465e-07, 6.886413769669843e-07}},
        {"adam",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.1, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-08},
         {0.0029366756811025417, 0.002936676291132234}},
        {"amsgrad",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.1, .beta1 = 0.9, .beta2 = 0.99, .eps = 1e-08},
         {0.0013684357913252229, 0.0013684364367624285}},
        {"adamw",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.1, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-08, .weight_decay = 0.01},
         {0.003012929837309893, 0.0030129303924373}},
        {"adamax",
         &bowl,
         {1.0, 1.0},
         {.rate = 0.05, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-08},
         {0.0008944873179387493, 0.0008944874370300599}},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct optim_options options = table[i].o;
        struct optim_run *run;
        struct frame frame = {0};

        options.method = (enum method)method_find(table[i].method);
        options.max_iter = 100;
        optim_start(a, table[i].f, &options, table[i].start, &run, NULL);
        while (optim_step(run, &frame))
            continue;
        is_int(frame.k, 100, "%s goes 100 steps", table[i].method);
        is_double(frame.x[0], table[i].x[0], 1e-9, "%s: x", table[i].method);
        is_double(frame.x[1], table[i].x[1], 1e-9, "%s: y", table[i].method);
    }
}

int main(void)
{
    struct arena *a = arena_new();

    rows(a);
    downhill(a);
    again(a);
    iterates(a);
    rules(a);
    arena_free(a);
    return done_testing();
}
