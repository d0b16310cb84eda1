/* squares.c: a function read as a sum of squares, for the method lm.
 *
 *   2*(x - y)^2 + (x*y)^4 + 7        r = [ sqrt(2)*(x - y), (x*y)^2 ]        f = r'r + 7
 */
#include "verb/slope.h"

#include <math.h>
#include <string.h>

struct residuals {
    struct tape *tape; /* of the roots of the squares */
    size_t n, count;
    double *y, *dx, *rows, *work;
};

/* The root of b^(2k), times the root of what came before. */
static bool root_of_factor(struct pool *p, expr factor, expr *root)
{
    const fmpq *q;
    fmpq_t half;
    bool even;

    if (expr_kind(p, factor) != EX_POWER ||
        !(q = expr_number(p, expr_arg(p, factor, 1))) || !fmpz_is_one(fmpq_denref(q)))
        return false;
    even = fmpz_is_even(fmpq_numref(q));
    fmpq_init(half);
    fmpq_div_2exp(half, q, 1);
    if (even)
        *root = pool_mul(p, *root,
                         pool_power(p, expr_arg(p, factor, 0), pool_number(p, half)));
    fmpq_clear(half);
    return even;
}

/* r with r^2 = term; a closed term has none, and is none the worse for it. */
static bool root_of_term(struct pool *p, expr term, expr *root)
{
    expr coefficient, rest;
    size_t n;

    expr_split(p, term, &coefficient, &rest);
    if (constant_sign(p, coefficient) <= 0 || constant_sign(p, coefficient) > 1)
        return false;
    *root = pool_sqrt(p, coefficient);
    if (expr_kind(p, rest) != EX_MUL)
        return root_of_factor(p, rest, root);
    n = expr_count(p, rest);
    for (size_t i = 0; i < n; i++)
        if (!root_of_factor(p, expr_arg(p, rest, i), root))
            return false;
    return true;
}

static bool find_roots(struct slope *s, expr **roots, size_t *count)
{
    struct pool *p = s->job->search.pool;
    bool sum = expr_kind(p, s->f.body) == EX_ADD;
    size_t n = sum ? expr_count(p, s->f.body) : 1;

    *roots = arena_array(s->job->arena, n, sizeof **roots);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        expr term = sum ? expr_arg(p, s->f.body, i) : s->f.body;

        if (!expr_closed(p, term) && !root_of_term(p, term, &(*roots)[(*count)++]))
            return false;
    }
    return *count > 0;
}

/* A slope along each variable gives a column of J. */
static double squares(void *context, const double *x, double *g, double *r, double *c)
{
    struct slope *s = context;
    struct residuals *q = s->residuals;

    for (size_t j = 0; j < q->n; j++) {
        q->dx[j] = 1;
        tape_forward(q->tape, x, q->dx, q->rows + q->n * q->count, q->rows + j * q->count,
                     q->work);
        q->dx[j] = 0;
    }
    memset(r, 0, q->n * q->n * sizeof *r);
    memset(c, 0, q->n * sizeof *c);
    optim_triangle(r, c, q->n, q->rows, q->count, q->count);
    return s->objective.gradient(s, x, g);
}

void slope_squares(struct slope *s)
{
    struct arena *a = s->job->arena;
    struct residuals *q = arena_alloc(a, sizeof *q);
    expr *roots;

    if (s->sign < 0 || !find_roots(s, &roots, &q->count) ||
        tape_compile(a, s->job->search.pool, roots, q->count, s->variables, s->n,
                     &q->tape, NULL) != ST_OK)
        return;
    q->n = s->n;
    q->dx = arena_array(a, s->n, sizeof *q->dx);
    q->rows = arena_array(a, (s->n + 1) * q->count, sizeof *q->rows);
    q->work = arena_array(a, 2 * tape_work(q->tape), sizeof *q->work);
    s->residuals = q;
    s->objective.squares = squares;
}
