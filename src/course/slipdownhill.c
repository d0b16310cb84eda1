/* slipdownhill.c: walks downhill with exact numbers, in right and wrong manners. */
#include "course/slipdescent.h"

enum { LONG_NUMBER_BITS = 20000, NODES_MOST = 100000 };

expr downhill_put(const struct downhill *q, expr e, const expr *at)
{
    struct pool *p = q->d->s->pool;
    expr account = pool_take_demands(p);

    for (size_t i = 0; i < q->n; i++)
        e = pool_substitute(p, e, q->x[i], at[i]);
    pool_swap_demands(p, account);
    return e;
}

/* Newton's step: the gradient divided by the Hessian (Cramer's rule for two). */
static expr newton(const struct downhill *q, const expr *at, size_t i)
{
    struct pool *p = q->d->s->pool;
    size_t k = 1 - i;
    expr a = downhill_put(q, q->ddf[i][i], at), g = downhill_put(q, q->df[i], at), b, c,
         top;

    if (q->n == 1)
        return expr_is_int(p, a, 0) ? EXPR_NONE : pool_div(p, g, a);
    b = downhill_put(q, q->ddf[i][k], at);
    c = downhill_put(q, q->ddf[k][k], at);
    top = pool_sub(p, pool_mul(p, g, c), pool_mul(p, downhill_put(q, q->df[k], at), b));
    a = pool_sub(p, pool_mul(p, a, c), pool_mul(p, b, b));
    return expr_is_int(p, a, 0) ? EXPR_NONE : pool_div(p, top, a);
}

static expr push(const struct downhill *q, const struct rule_program *step,
                 const expr *at, size_t i)
{
    struct pool *p = q->d->s->pool;
    expr letters[LETTER_COUNT];

    for (size_t k = 0; k < LETTER_COUNT; k++)
        letters[k] = pool_int(p, 0);
    letters[LETTER_R] = q->rate;
    letters[LETTER_F] = downhill_put(q, q->f.body, at);
    letters[LETTER_G] = downhill_put(q, q->df[i], at);
    letters[LETTER_K] = downhill_put(q, q->ddf[i][i], at);
    if (q->method == METHOD_NEWTON && (letters[LETTER_N] = newton(q, at, i)) == EXPR_NONE)
        return EXPR_NONE;
    return rule_expr(p, step, letters);
}

static bool usable(const struct downhill *q, expr e)
{
    const fmpq *v = e != EXPR_NONE ? expr_number(q->d->s->pool, e) : NULL;

    if (v)
        return fmpz_bits(fmpq_numref(v)) + fmpz_bits(fmpq_denref(v)) < LONG_NUMBER_BITS;
    return e != EXPR_NONE && expr_closed(q->d->s->pool, e) &&
           pool_size(q->d->s->pool) < NODES_MOST;
}

/* Where the slope of step k is taken, if not where the walk stands. */
static void look_from(const struct downhill *q, const struct manner *m, place *at, long k,
                      const expr *moved, expr *from)
{
    const expr *there = m->stalest ? at[0] : m->stale && k ? at[k - 1] : at[k];

    for (size_t i = 0; i < q->n; i++)
        from[i] = m->ahead ? pool_add(q->d->s->pool, there[i],
                                      pool_mul(q->d->s->pool, m->momentum, moved[i]))
                           : there[i];
}

static bool take_step(const struct downhill *q, const struct manner *m, place *at, long k,
                      expr *moved)
{
    struct pool *p = q->d->s->pool;
    const struct rule_program *step =
        m->wrong && k >= m->from && k < m->to ? m->wrong : m->step;
    expr one = pool_int(p, 1);
    place from;

    look_from(q, m, at, k, moved, from);
    for (size_t j = 0; j < q->n; j++) {
        size_t i = m->sequence < 0 ? q->n - 1 - j : j;
        expr by = push(q, step, from, i);

        if (by == EXPR_NONE)
            return false;
        if (m->averaged)
            by = pool_mul(p, by, pool_sub(p, one, m->momentum));
        moved[i] = pool_add(p, pool_mul(p, m->momentum, moved[i]), by);
        at[k + 1][i] = pool_add(p, at[k][i], moved[i]);
        if (!usable(q, at[k + 1][i]))
            return false;
        if (m->sequence)
            from[i] = at[k + 1][i];
    }
    return true;
}

bool downhill_walk(const struct downhill *q, const struct manner *m, long steps,
                   place *at)
{
    place moved;

    for (size_t i = 0; i < q->n; i++) {
        at[0][i] = q->start[i];
        moved[i] = pool_int(q->d->s->pool, 0);
    }
    for (long k = 0; k < steps; k++)
        if (!budget_spend(q->d->s->budget, 20) || !take_step(q, m, at, k, moved))
            return false;
    return true;
}
