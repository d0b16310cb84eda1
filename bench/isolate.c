/* isolate.c: all zeros of a function on an interval, by certify_roots and by Arb.
 *
 *   isolate [NAME [ours]]    prints one line a case, of all studies or of one:
 *
 *   NAME milliseconds zeros open complete | arb milliseconds isolated open
 *
 * Arb's bisection (arb_calc_isolate_roots, 64 bits) asks our tapes of f and f' for balls.
 * The time is processor time, the least of many runs, the formula already read.
 */
#include "algebra/algebra.h"
#include "certify/certify.h"

#include <arb_calc.h>
#include <flint/arith.h>
#include <flint/fmpz_poly.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 100, POOL_NODES = 4000000, BITS = 64, DEPTH = 40, EVALUATIONS = 50000 };
static const double patience = 0.4; /* seconds a case and side */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- the cases ----------------------------------------------------------------- */

static char *polynomial_text(const fmpz_poly_t f)
{
    return fmpz_poly_get_str_pretty(f, "x");
}

static char *chebyshev(int n)
{
    fmpz_poly_t f;
    char *text;

    fmpz_poly_init(f);
    fmpz_poly_chebyshev_t(f, (ulong)n);
    text = polynomial_text(f);
    fmpz_poly_clear(f);
    return text;
}

/* (x - 1) ... (x - n), multiplied out. */
static char *wilkinson(int n)
{
    fmpz_poly_t f;
    char *text;
    fmpz *roots = _fmpz_vec_init(n);

    for (int i = 0; i < n; i++)
        fmpz_set_si(roots + i, i + 1);
    fmpz_poly_init(f);
    fmpz_poly_product_roots_fmpz_vec(f, roots, n);
    text = polynomial_text(f);
    fmpz_poly_clear(f);
    _fmpz_vec_clear(roots, n);
    return text;
}

/* The derivative of a sum of n sines with arbitrary heights, frequencies and phases. */
static char *waves(int n)
{
    char *text = malloc((size_t)n * 80 + 1), *end = text;
    unsigned s = 12345;

    for (int i = 0; i < n; i++) {
        double height, frequency, phase;

        s = s * 1664525u + 1013904223u;
        height = (s >> 8) / 16777216.0 * 2 - 1;
        s = s * 1664525u + 1013904223u;
        frequency = 0.5 + (s >> 8) / 16777216.0 * 15;
        s = s * 1664525u + 1013904223u;
        phase = (s >> 8) / 16777216.0 * 6;
        end += sprintf(end, "+(%.17g)*cos(%.17g*x+%.17g)", height * frequency, frequency,
                       phase);
    }
    return text;
}

static const struct study {
    const char *name, *text;
    char *(*make)(int); /* where there is no text */
    int size;
    double lo, hi;
    const char *on;
} studies[] = {
    {"e^-x*sin(10x)", "e^-x*sin(10x)", NULL, 0, 0, 10, "[0,10]"},
    {"sin(x^2)", "sin(x^2)", NULL, 0, 0, 20, "[0,20]"},
    {"x*cos(1/x)", "x*cos(1/x)", NULL, 0, 0.01, 1, "[1/100,1]"},
    {"30-waves'", NULL, waves, 30, 0, 10, "[0,10]"},
    {"W20", NULL, wilkinson, 20, 0, 21, "[0,21]"},
    {"T50", NULL, chebyshev, 50, -1.5, 1.5, "[-3/2,3/2]"},
    {"T100", NULL, chebyshev, 100, -1.5, 1.5, "[-3/2,3/2]"},
};

/* ---- ours ---------------------------------------------------------------------- */

struct question {
    struct pool *pool;
    struct formula f, df;
    expr x;
};

static struct question read_question(struct arena *a, const char *text)
{
    struct question q = {.pool = pool_new(a, POOL_NODES)};
    struct diag d = {0};

    q.x = pool_symbol(q.pool, "x");
    if (expr_read(q.pool, text, strlen(text), NULL, &q.f, NULL, &d) != ST_OK ||
        algebra_derive(q.pool, &q.f, q.x, &q.df, &d) != ST_OK) {
        fprintf(stderr, "isolate: %s\n", d.message);
        exit(1);
    }
    return q;
}

static double ours(const struct study *s, const char *text)
{
    double least = 1e9, begin = now();
    struct roots zeros;

    for (int run = 0; run < RUNS && now() - begin < patience; run++) {
        struct arena *a = arena_new();
        struct question q = read_question(a, text);
        struct budget budget = budget_of(1000000000);
        struct search search = {q.pool, &budget};
        struct realset on;
        struct diag d = {0};
        double start, taken;

        if (realset_read(&search, s->on, &on, &d) != ST_OK)
            exit(1);
        start = now();
        certify_roots(&search, q.f.body, q.x, &on, &zeros);
        taken = now() - start;
        least = taken < least ? taken : least;
        if (now() - begin >= patience || run == RUNS - 1)
            printf("%-14s %9.3f ms %4zu zeros %zu open %s", s->name, 1e3 * least,
                   zeros.count, zeros.open_count,
                   zeros.complete ? "complete" : "INCOMPLETE");
        arena_free(a);
    }
    return least;
}

/* ---- Arb's ----------------------------------------------------------------------- */

struct tapes {
    struct tape *f, *both;
    struct tape_balls *work_f, *work_both;
};

static int ball_series(arb_ptr out, const arb_t x, void *tapes, slong order, slong bits)
{
    struct tapes *t = tapes;

    if (order == 1)
        tape_ball(t->f, x, out, bits, t->work_f);
    else
        tape_ball(t->both, x, out, bits, t->work_both);
    for (slong i = 2; i < order; i++)
        arb_indeterminate(out + i);
    return 0;
}

static void arb_once(struct tapes *t, const struct study *s, slong *isolated, slong *open)
{
    arf_interval_ptr found;
    arf_interval_t box;
    int *flags;
    slong n;

    arf_interval_init(box);
    arf_set_d(&box->a, s->lo);
    arf_set_d(&box->b, s->hi);
    n = arb_calc_isolate_roots(&found, &flags, ball_series, t, box, DEPTH, EVALUATIONS,
                               100000, BITS);
    *isolated = *open = 0;
    for (slong i = 0; i < n; i++) {
        *isolated += flags[i] == 1;
        *open += flags[i] != 1;
        arf_interval_clear(found + i);
    }
    flint_free(found);
    flint_free(flags);
    arf_interval_clear(box);
}

static double theirs(const struct study *s, const char *text)
{
    struct arena *a = arena_new();
    struct question q = read_question(a, text);
    expr both[2] = {q.f.body, q.df.body};
    struct tapes t;
    struct diag d = {0};
    double least = 1e9, begin = now();
    slong isolated = 0, open = 0;

    if (tape_compile(a, q.pool, both, 1, &q.x, 1, &t.f, &d) != ST_OK ||
        tape_compile(a, q.pool, both, 2, &q.x, 1, &t.both, &d) != ST_OK)
        exit(1);
    t.work_f = tape_balls_new(a, t.f);
    t.work_both = tape_balls_new(a, t.both);
    for (int run = 0; run < RUNS && now() - begin < patience; run++) {
        double start = now(), taken;

        arb_once(&t, s, &isolated, &open);
        taken = now() - start;
        least = taken < least ? taken : least;
    }
    printf("   Arb %9.3f ms %4ld isolated %ld open\n", 1e3 * least, isolated, open);
    arena_free(a);
    return least;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
        const struct study *s = &studies[i];
        char *made = s->make ? s->make(s->size) : NULL;

        if (argc < 2 || !strcmp(argv[1], s->name)) {
            ours(s, made ? made : s->text);
            if (argc < 3)
                theirs(s, made ? made : s->text);
        }
        free(made);
    }
    return 0;
}
