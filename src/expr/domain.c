/* domain.c: where a node is defined, read off its form. */
#include "expr/internal.h"

/* A deeper exponent is left as it stands: x^x^x^... would put 0 in at every level. */
enum { PUT_DEPTH = 64 };

/* ---- natural domains ----------------------------------------------------------- */

expr power_at_zero(struct pool *p, expr base, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);

    if (q)
        return fmpq_sgn(q) < 0 ? p->falsity : p->truth;
    if (expr_positive(p, exponent))
        return p->truth;
    if (expr_name(p, base) && p->nodes[exponent].depth <= PUT_DEPTH) /* where the base is 0, what is the exponent? */
        exponent = pool_put(p, exponent, base, p->zero);
    return pool_relation(p, REL_GT, exponent);
}

static expr power_domain(struct pool *p, expr base, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);
    bool below = q && fmpq_sgn(q) < 0;
    expr at_zero;

    if (q && fmpz_is_even(fmpq_denref(q)))
        return pool_relation(p, below ? REL_GT : REL_GE, base);
    if (q)
        return below ? pool_relation(p, REL_NE, base) : p->truth;
    if (expr_positive(p, base))
        return p->truth;
    at_zero = power_at_zero(p, base, exponent);
    if (at_zero == p->truth)
        return pool_relation(p, REL_GE, base);
    return pool_or(p, pool_relation(p, REL_GT, base),
                   pool_and(p, pool_relation(p, REL_EQ, base), at_zero));
}

/* Inside the first branch only its own condition holds, outside only the opposite one. */
static expr piece_domain(struct pool *p, expr e)
{
    expr condition = expr_arg(p, e, 0);

    return pool_and(
        p, pool_domain(p, condition),
        pool_and(p, pool_or(p, pool_not(p, condition), pool_domain(p, expr_arg(p, e, 1))),
                 pool_or(p, condition, pool_domain(p, expr_arg(p, e, 2)))));
}

/* Of the arguments [from, to), by halves: conditions in between stay short. */
static expr args_domain(struct pool *p, expr e, size_t from, size_t to)
{
    size_t middle = from + (to - from) / 2;

    if (from == to)
        return p->truth;
    if (to - from == 1)
        return pool_domain(p, expr_arg(p, e, from));
    return pool_and(p, args_domain(p, e, from, middle), args_domain(p, e, middle, to));
}

static expr own_domain(struct pool *p, expr e)
{
    expr all = p->truth, rule;

    switch (expr_kind(p, e)) {
    case EX_NUMBER:
    case EX_SYMBOL:
    case EX_PI:
    case EX_TRUE:
    case EX_FALSE:
    case EX_SUM:
    case EX_PROD: return p->truth; /* what a sum needs of each term cannot be said here */
    case EX_PIECE: return piece_domain(p, e);
    case EX_POWER: all = power_domain(p, expr_arg(p, e, 0), expr_arg(p, e, 1)); break;
    case EX_FUNC:
        rule = pool_rule(p, expr_func(p, e), RULE_DOMAIN, expr_arg(p, e, 0));
        all = rule == EXPR_NONE ? p->truth : rule;
        break;
    default: break;
    }
    return pool_and(p, all, args_domain(p, e, 0, expr_count(p, e)));
}

expr pool_domain(struct pool *p, expr e)
{
    expr account, domain;

    if (e < p->domain_cap && p->domains[e] != EXPR_NONE)
        return p->domains[e];
    account = pool_take_demands(p);
    domain = own_domain(p, e);
    domain = pool_and(p, domain, pool_take_demands(p));
    pool_swap_demands(p, account);
    if (e >= p->domain_cap) {
        uint32_t cap = 2 * p->size + 64;

        p->domains =
            arena_grow(p->arena, p->domains, p->domain_cap, cap, sizeof *p->domains);
        p->domain_cap = cap;
    }
    p->domains[e] = domain;
    return domain;
}
