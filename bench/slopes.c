/* slopes.c: values and gradients by the tape beside the same by hand, in one run.
 *
 *   NAME   f by hand, f and gradient by hand   the same by the tape   ratios   memory
 *
 * Times are processor time, the least of many runs. Each case runs in a child of its own;
 * its memory is what it takes beyond the data.
 */
#include "bench/hand.h"
#include "data/data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const double patience = 0.5; /* seconds for each figure */

enum { POOL_NODES = 40000000 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double memory_mib(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* What is measured, by hand and by the tape. */
struct bench {
    size_t n, rows;
    double *p, *g, *x, *y, *room, result;
    const double **column;
    struct arena *arena;
    struct pool *pool;
    struct tape *tape;
    double *work;
    struct fit fit;
    struct objective objective;
};

typedef void job(struct bench *b);

/* Milliseconds of a call. */
static double timed(job *call, struct bench *b)
{
    double before = now();

    call(b);
    return 1e3 * (now() - before);
}

/* Least milliseconds of each of the calls, which take turns. */
static void least(job *const *call, size_t n, struct bench *b, double *ms)
{
    double start = now();

    for (size_t i = 0; i < n; i++)
        ms[i] = 1e9;
    do
        for (size_t i = 0; i < n; i++)
            ms[i] = fmin(ms[i], timed(call[i], b));
    while (now() - start < patience * (double)n);
}

static double *numbers(struct rng *rng, size_t n, double lo, double hi)
{
    double *v = malloc((n + 1) * sizeof *v);

    for (size_t i = 0; i < n; i++)
        v[i] = lo + (hi - lo) * rng_unit(rng);
    return v;
}

static void begin(struct bench *b)
{
    b->arena = arena_new();
    b->pool = pool_new(b->arena, POOL_NODES);
}

/* `bar`: what the ratios are held to. */
static void tell(const char *name, struct bench *b, job *const jobs[4], double before,
                 const char *bar)
{
    double ms[4];

    least(jobs, 4, b, ms);
    printf("%-22s %9.4f %9.4f  %9.4f %9.4f  %6.2f %6.2f %6.2f  %5.1f MiB  (%s)\n", name,
           ms[0], ms[1], ms[2], ms[3], ms[3] / ms[0], ms[3] / ms[1], ms[3] / ms[2],
           memory_mib() - before, bar);
}

/* ---- losses over data ------------------------------------------------------------ */

static void fit_f(struct bench *b)
{
    b->result = b->objective.value(&b->fit, b->p);
}

static void fit_fg(struct bench *b)
{
    b->result = b->objective.gradient(&b->fit, b->p, b->g);
}

/* Parameters p0, p1, ...; columns y, x0, x1, ... */
static void make_fit(struct bench *b, expr model, const expr *names, size_t inputs,
                     enum loss loss)
{
    expr outputs[FIT_OUTPUTS];
    struct diag d = {0};
    size_t bad;

    outputs[FIT_RESPONSE] = names[b->n];
    outputs[FIT_MODEL] = model;
    outputs[FIT_HOLDS] = pool_int(b->pool, 1);
    if (tape_compile(b->arena, b->pool, outputs, FIT_OUTPUTS, names, inputs, &b->tape,
                     &d) != ST_OK)
        exit(1);
    b->fit = (struct fit){.arena = b->arena,
                          .tape = b->tape,
                          .n = b->n,
                          .rows = b->rows,
                          .column = b->column,
                          .loss = loss};
    fit_prepare(&b->fit, &bad);
    b->objective = fit_objective(&b->fit);
}

static expr named(struct bench *b, const char *letter, size_t i)
{
    return pool_symbol(b->pool, arena_printf(b->arena, "%s%zu", letter, i));
}

enum { FEATURES = 100 };

static void logistic_f(struct bench *b)
{
    b->result = hand_logistic(b->p, b->column + 1, FEATURES, b->y, b->rows);
}

static void logistic_fg(struct bench *b)
{
    b->result = hand_logistic_slope(b->p, b->column + 1, FEATURES, b->y, b->rows, b->g);
}

static void logistic(void)
{
    static job *const jobs[] = {logistic_f, logistic_fg, fit_f, fit_fg};
    struct bench b = {.n = FEATURES + 1, .rows = 100000};
    struct rng rng = {1};
    expr names[2 * FEATURES + 2], u;
    double before;

    b.column = malloc((FEATURES + 1) * sizeof *b.column);
    for (size_t j = 0; j <= FEATURES; j++)
        b.column[j] = numbers(&rng, b.rows, -1, 1);
    b.y = malloc(b.rows * sizeof *b.y);
    for (size_t i = 0; i < b.rows; i++)
        b.y[i] = b.column[0][i] > 0;
    b.column[0] = b.y;
    b.p = numbers(&rng, b.n, -0.1, 0.1);
    b.g = numbers(&rng, b.n, 0, 0);
    before = memory_mib();
    begin(&b);
    u = names[0] = named(&b, "p", 0);
    names[b.n] = pool_symbol(b.pool, "y");
    for (size_t j = 0; j < FEATURES; j++) {
        names[j + 1] = named(&b, "p", j + 1);
        names[b.n + j + 1] = named(&b, "x", j);
        u = pool_add(b.pool, u, pool_mul(b.pool, names[j + 1], names[b.n + j + 1]));
    }
    make_fit(&b, u, names, 2 * FEATURES + 2, LOSS_LOGISTIC);
    tell("logistic 100 x 100000", &b, jobs, before, "/hand f,g <= 1.5, 4 MiB");
}

static void decay_f(struct bench *b)
{
    b->result = hand_decay(b->p, b->x, b->y, b->rows);
}

static void decay_fg(struct bench *b)
{
    b->result = hand_decay_slope(b->p, b->x, b->y, b->rows, b->g);
}

static void decay(void)
{
    static job *const jobs[] = {decay_f, decay_fg, fit_f, fit_fg};
    static const double at[] = {2.5, -0.5, 0.3};
    static const char *const letters[] = {"a", "b", "c", "y", "x"};
    struct bench b = {.n = 3, .rows = 1000000};
    struct rng rng = {2};
    struct formula model;
    struct diag d = {0};
    expr names[5];
    double before;

    b.column = malloc(2 * sizeof *b.column);
    b.column[0] = b.y = numbers(&rng, b.rows, 0, 3);
    b.column[1] = b.x = numbers(&rng, b.rows, 0, 5);
    b.p = numbers(&rng, 3, 0, 1);
    b.g = numbers(&rng, 3, 0, 0);
    memcpy(b.p, at, sizeof at);
    before = memory_mib();
    begin(&b);
    for (int i = 0; i < 5; i++)
        names[i] = pool_symbol(b.pool, letters[i]);
    if (expr_read(b.pool, "a*exp(b*x) + c", 14, NULL, &model, NULL, &d) != ST_OK)
        exit(1);
    make_fit(&b, model.body, names, 5, LOSS_MSE);
    tell("a exp(b x) + c, 10^6", &b, jobs, before, "/hand f,g <= 1.5, 4 MiB");
}

/* ---- functions of many variables -------------------------------------------------- */

static void tape_f(struct bench *b)
{
    tape_eval(b->tape, b->x, &b->result, b->work);
}

static void tape_fg(struct bench *b)
{
    static const double one = 1;

    tape_gradient(b->tape, b->x, &one, &b->result, b->g, b->work);
}

static void compile(struct bench *b, expr f, const expr *names)
{
    struct diag d = {0};

    if (tape_compile(b->arena, b->pool, &f, 1, names, b->n, &b->tape, &d) != ST_OK) {
        fprintf(stderr, "slopes: %s\n", d.message);
        exit(1);
    }
    b->work = malloc(2 * tape_work(b->tape) * sizeof *b->work);
}

static void rosenbrock_f(struct bench *b)
{
    b->result = hand_rosenbrock(b->x, b->n);
}

static void rosenbrock_fg(struct bench *b)
{
    b->result = hand_rosenbrock_slope(b->x, b->n, b->g);
}

static expr square(struct pool *p, expr e)
{
    return pool_power(p, e, pool_int(p, 2));
}

static void make_rosenbrock(struct bench *b, size_t n)
{
    struct rng rng = {3};
    expr *names = malloc(n * sizeof *names), *terms = malloc(2 * n * sizeof *terms);

    b->n = n;
    b->x = numbers(&rng, n, -1.5, 1.5);
    b->g = numbers(&rng, n, 0, 0);
    begin(b);
    for (size_t i = 0; i < n; i++)
        names[i] = named(b, "x", i);
    for (size_t i = 0; i + 1 < n; i++) {
        struct pool *p = b->pool;
        expr step = pool_sub(p, names[i + 1], square(p, names[i]));

        terms[2 * i] = pool_mul(p, pool_int(p, 100), square(p, step));
        terms[2 * i + 1] = square(p, pool_sub(p, pool_int(p, 1), names[i]));
    }
    compile(b, pool_add_n(b->pool, terms, 2 * n - 2), names);
}

static void rosenbrock(size_t n)
{
    static job *const jobs[] = {rosenbrock_f, rosenbrock_fg, tape_f, tape_fg};
    struct bench b = {0};
    double before = memory_mib();
    char name[40];

    make_rosenbrock(&b, n);
    snprintf(name, sizeof name, "Rosenbrock %zu", n);
    tell(name, &b, jobs, before, "/hand f <= 4, /f <= 3.5");
}

/* As deep as a formula may be. */
enum { CHAIN = 3900 };

static void chain_f(struct bench *b)
{
    b->result = hand_chain(b->x[0], CHAIN);
}

static void chain_fg(struct bench *b)
{
    b->result = hand_chain_slope(b->x[0], CHAIN, b->g, b->room);
}

static void chain(void)
{
    static job *const jobs[] = {chain_f, chain_fg, tape_f, tape_fg};
    struct bench b = {.n = 1};
    struct rng rng = {4};
    double before;
    expr x, u;

    b.x = numbers(&rng, 1, 0.5, 1);
    b.g = numbers(&rng, 1, 0, 0);
    b.room = numbers(&rng, CHAIN, 0, 0);
    before = memory_mib();
    begin(&b);
    u = x = pool_symbol(b.pool, "x");
    for (size_t i = 0; i < CHAIN; i++)
        u = pool_func(b.pool, FN_SIN, u);
    compile(&b, u, &x);
    tell("sin, 3900 times", &b, jobs, before, "/hand f <= 3.5");
}

/* ---- a whole walk ------------------------------------------------------------------ */

static double valley_f(void *context, const double *x)
{
    struct bench *b = context;

    tape_eval(b->tape, x, &b->result, b->work);
    return b->result;
}

static double valley_fg(void *context, const double *x, double *g)
{
    static const double one = 1;
    struct bench *b = context;

    tape_gradient(b->tape, x, &one, &b->result, g, b->work);
    return b->result;
}

static void walk(struct bench *b)
{
    static const double start[] = {-1.2, 1};
    struct optim_options o = optim_defaults(METHOD_BFGS);
    struct arena *a = arena_new();
    struct optim_run *run;

    if (optim_start(a, &b->objective, &o, start, &run, NULL) != ST_OK)
        exit(1);
    while (optim_step(run, NULL))
        ;
    b->result = optim_end(run).best_f;
    b->rows = optim_end(run).values;
    arena_free(a);
}

static void bfgs(void)
{
    static const char text[] = "(1 - x)^2 + 100*(y - x^2)^2";
    struct bench b = {.n = 2};
    struct formula f;
    struct diag d = {0};
    job *const call = walk;
    double ms;

    begin(&b);
    expr names[] = {pool_symbol(b.pool, "x"), pool_symbol(b.pool, "y")};
    if (expr_read(b.pool, text, strlen(text), NULL, &f, NULL, &d) != ST_OK)
        exit(1);
    compile(&b, f.body, names);
    b.objective = (struct objective){
        .n = 2, .context = &b, .value = valley_f, .gradient = valley_fg};
    least(&call, 1, &b, &ms);
    printf("Rosenbrock of two by BFGS: %.1f us for %zu evaluations, to f = %.2g  "
           "(<= 20)\n",
           1e3 * ms, b.rows, b.result);
}

/* ---- second derivatives -------------------------------------------------------------- */

static void bend(struct bench *b)
{
    memset(b->room, 0, b->n * b->n * sizeof *b->room);
    tape_rows_fix(b->fit.block, b->x);
    tape_rows_run(b->fit.block, NULL, 0, 1);
    tape_rows_bends(b->fit.block, 0, NULL, b->room);
}

static void hessian(void)
{
    struct bench b = {0};
    static job *const jobs[] = {tape_f, bend};
    double ms[2];

    make_rosenbrock(&b, 50);
    b.room = malloc(b.n * b.n * sizeof *b.room);
    b.fit.block = tape_rows_new(b.arena, b.tape, b.n, 1);
    least(jobs, 2, &b, ms);
    printf("Rosenbrock 50: a row of second derivatives takes %.1f times the value  "
           "(<= 6.5)\n",
           ms[1] / ms[0] / (double)b.n);
}

static void rosenbrock_3(void)
{
    rosenbrock(1000);
}

static void rosenbrock_4(void)
{
    rosenbrock(10000);
}

int main(void)
{
    static void (*const cases[])(void) = {logistic, decay, rosenbrock_3, rosenbrock_4,
                                          chain,    bfgs,  hessian};

    printf("%-22s %9s %9s  %9s %9s  %6s %6s %6s\n", "", "hand f", "hand f,g", "tape f",
           "tape f,g", "/hand", "/hand", "/tape");
    printf("%-22s %9s %9s  %9s %9s  %6s %6s %6s\n", "", "ms", "ms", "ms", "ms", "f",
           "f,g", "f");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int end;

        fflush(stdout);
        if (fork() == 0) {
            cases[i]();
            fflush(stdout);
            _exit(0);
        }
        wait(&end);
        if (!WIFEXITED(end) || WEXITSTATUS(end))
            printf("  a case failed\n");
    }
    return 0;
}
