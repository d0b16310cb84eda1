/* limits.c: one-sided limits.
 *
 * At a point c where f's branch on that side continues, the limit is its value. Else
 * x = c -+ 1/t turns the question into one about t -> +inf, which growth.c answers. */
#include "analysis/internal.h"

#include <math.h>

enum { PARTS_OF_ONE = 4096 };

/* A short piece of the line on that side of a point: the fewer breaks it holds, the sooner
 * the nearest is found. */
static struct realset beside(const struct search *s, struct real *at, int side)
{
    struct realset set = realset_empty(s);
    struct real *other;
    fmpq_t q, length;

    fmpq_init(q);
    fmpq_init(length);
    fmpq_of_mpfr(q, side < 0 ? at->at.lo : at->at.hi);
    fmpq_set_si(length, side, PARTS_OF_ONE);
    fmpq_add(q, q, length);
    other = real_exact(s, pool_number(s->pool, q));
    fmpq_clear(length);
    fmpq_clear(q);
    realset_add(s, &set,
                side < 0 ? (struct piece_of_line){other, at, false, true}
                         : (struct piece_of_line){at, other, true, false});
    return set;
}

/* The branch of f next to `at` on that side. */
static expr near_branch(const struct search *s, const struct formula *f, expr x,
                        struct real *at, int side)
{
    struct realset near = beside(s, at, side);
    struct roots breaks;
    struct real *other = NULL;
    struct formula df;
    struct diag d;

    if (algebra_derive(s->pool, f, x, &df, &d) != ST_OK)
        return EXPR_NONE;
    roots_clear(&breaks);
    certify_breaks(s, pool_and(s->pool, df.where, pool_domain(s->pool, f->body)), x,
                   &near, &breaks);
    if (!breaks.complete)
        return EXPR_NONE;
    for (size_t i = 0; i < breaks.count; i++) {
        struct real *p = breaks.at[i].x;

        if (!p->infinite && real_compare(s, p, at) == side &&
            (!other || real_compare(s, p, other) == -side))
            other = p;
    }
    if (!other)
        other = side < 0 ? near.pieces[0].lo : near.pieces[0].hi;
    return branch_at(s, f->body, x,
                     side < 0 ? real_between(s, other, at) : real_between(s, at, other));
}

/* f with x = c + side/t, or x = +-t at an infinite point. */
static struct limit *by_growth(const struct search *s, expr f, expr x, struct real *at,
                               int side)
{
    struct pool *p = s->pool;
    expr t = pool_symbol(p, "t'"), there;

    if (at->infinite)
        there = at->infinite > 0 ? t : pool_neg(p, t);
    else
        there =
            pool_add(p, at->exact,
                     pool_mul(p, pool_int(p, side), pool_power(p, t, pool_int(p, -1))));
    return limit_at_infinity(s, pool_put(s->pool, f, x, there), t);
}

static struct limit *value_there(const struct search *s, expr f, expr x, struct real *at)
{
    struct limit *l = limit_at_infinity(s, pool_int(s->pool, 0), x);

    l->value = real_value(s, f, x, at, &l->at);
    l->known = ival_is_bounded(&l->at) && !ival_is_empty(&l->at);
    l->approx =
        l->value != EXPR_NONE ? constant_double(s->pool, l->value) : ival_mid_d(&l->at);
    return l;
}

/* At a pole g = 1/f is smooth and 0: f grows without bound on that side, with the sign of
 * g's first derivative that is not 0 there (Taylor). 0: it is no pole of that kind. */
static int pole_sign(const struct search *s, expr f, expr x, struct real *at, int side)
{
    enum { MOST_DERIVATIVES = 6 };
    struct pool *p = s->pool;
    expr account = pool_take_demands(p);
    struct formula g = {pool_power(p, f, pool_int(p, -1)), pool_true(p)}, dg;
    struct diag d;
    int sign = 0;

    for (int n = 0; n <= MOST_DERIVATIVES; n++) {
        if (real_satisfies(s, pool_domain(p, g.body), x, at) != TRUTH_YES)
            break;
        sign = real_sign_of(s, g.body, x, at);
        if (sign != 0) {
            sign = n == 0 || (sign != 1 && sign != -1) ? 0 : n % 2 ? sign * side : sign;
            break;
        }
        if (n == 0 && expr_nonnegative(p, g.body)) {
            sign = 1;
            break;
        }
        if (algebra_derive(p, &g, x, &dg, &d) != ST_OK)
            break;
        g = dg;
    }
    pool_swap_demands(p, account);
    return sign;
}

static struct limit *unknown_limit(const struct search *s, expr x)
{
    struct limit *l = limit_at_infinity(s, pool_int(s->pool, 0), x);

    l->known = false;
    return l;
}

struct limit *analysis_limit(const struct search *s, const struct formula *f, expr x,
                             struct real *at, int side)
{
    expr body = f->body, account;
    struct limit *l;

    if (s->budget->over)
        return unknown_limit(s, x);
    if (!expr_has(s->pool, body, x))
        return value_there(s, body, x, at);
    if (!at->infinite && has_cases(s->pool, body)) {
        account = pool_take_demands(s->pool);
        body = near_branch(s, f, x, at, side);
        pool_swap_demands(s->pool, account);
    }
    if (body != EXPR_NONE && !at->infinite &&
        real_satisfies(s, pool_domain(s->pool, body), x, at) == TRUTH_YES)
        return value_there(s, body, x, at);
    if (body == EXPR_NONE || (!at->infinite && at->exact == EXPR_NONE)) {
        l = unknown_limit(s, x);
    } else {
        l = by_growth(s, body, x, at, side);
    }
    if (!l->known && !at->infinite && body != EXPR_NONE) {
        l->infinite = pole_sign(s, body, x, at, side);
        l->known = l->infinite != 0;
        l->approx = l->infinite * HUGE_VAL;
    }
    return l;
}
