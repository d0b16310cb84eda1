/* assume.c: what holds where a formula is defined, and what follows from it. */
#include "algebra/simplify.h"

/* ---- signs ----------------------------------------------------------------------------- */

static bool all_of(struct pool *p, expr given, expr e,
                   bool (*holds)(struct pool *, expr, expr))
{
    for (size_t i = 0; i < expr_count(p, e); i++)
        if (!holds(p, given, expr_arg(p, e, i)))
            return false;
    return true;
}

static bool known(struct pool *p, expr given, enum relation rel, expr e)
{
    return pool_implies(p, given, pool_relation(p, rel, e));
}

static bool assumed_nonzero(struct pool *p, expr given, expr e)
{
    const fmpq *q = expr_number(p, e);

    if (q)
        return !fmpq_is_zero(q);
    if (known(p, given, REL_NE, e))
        return true;
    return expr_kind(p, e) == EX_MUL && all_of(p, given, e, assumed_nonzero);
}

bool assumed_nonnegative(struct pool *p, expr given, expr e)
{
    const fmpq *q;

    if (expr_nonnegative(p, e) || known(p, given, REL_GE, e))
        return true;
    if (expr_kind(p, e) == EX_ADD || expr_kind(p, e) == EX_MUL)
        return all_of(p, given, e, assumed_nonnegative);
    q = expr_kind(p, e) == EX_POWER ? expr_number(p, expr_arg(p, e, 1)) : NULL;
    return q && assumed_nonnegative(p, given, expr_arg(p, e, 0));
}

/* A sum of what is never negative, with one positive term. */
static bool positive_sum(struct pool *p, expr given, expr e)
{
    bool any = false;

    for (size_t i = 0; i < expr_count(p, e); i++) {
        if (assumed_positive(p, given, expr_arg(p, e, i)))
            any = true;
        else if (!assumed_nonnegative(p, given, expr_arg(p, e, i)))
            return false;
    }
    return any;
}

bool assumed_positive(struct pool *p, expr given, expr e)
{
    if (expr_positive(p, e) || known(p, given, REL_GT, e))
        return true;
    switch (expr_kind(p, e)) {
    case EX_ADD: return positive_sum(p, given, e);
    case EX_MUL: return all_of(p, given, e, assumed_positive);
    case EX_POWER: return assumed_positive(p, given, expr_arg(p, e, 0));
    default: break;
    }
    return expr_nonnegative(p, e) && assumed_nonzero(p, given, e);
}

/* ---- conditions ------------------------------------------------------------------------- */

/* u != 0 says that none of its factors is 0; EXPR_NONE if it has none. */
static expr factors_nonzero(struct pool *p, expr u, enum square squares)
{
    struct arena *a = arena_new();
    struct ring *r = ring_of(p, u, squares, a);
    struct fraction *f = r ? ring_fraction(r) : NULL;
    expr all = EXPR_NONE, *list;

    if (r && ring_read(r, u, f) && (list = ring_factors(r, f->num)) && *list != u)
        for (all = pool_true(p); *list != EXPR_NONE; list++)
            all = pool_and(p, all, pool_relation(p, REL_NE, *list));
    arena_free(a);
    return all;
}

/* sin u != 0 says that (1 - cos u)(1 + cos u) is not 0. */
static expr squares_nonzero(struct pool *p, expr u)
{
    expr square = pool_power(p, u, pool_int(p, 2)), c, s = EXPR_NONE, other = EXPR_NONE;

    if (expr_is_func(p, u, FN_SIN) || expr_is_func(p, u, FN_COS)) {
        c = pool_func(p, expr_is_func(p, u, FN_SIN) ? FN_COS : FN_SIN, expr_arg(p, u, 0));
        s = pool_sub(p, pool_int(p, 1), pool_power(p, c, pool_int(p, 2)));
        other = factors_nonzero(p, s, KEEP_SQUARES);
    }
    return other != EXPR_NONE ? other : pool_relation(p, REL_NE, square);
}

expr assume(struct pool *p, expr condition)
{
    expr account = pool_take_demands(p), all = condition;
    size_t n = expr_kind(p, condition) == EX_AND ? expr_count(p, condition) : 1;

    for (size_t i = 0; i < n; i++) {
        expr atom =
            expr_kind(p, condition) == EX_AND ? expr_arg(p, condition, i) : condition;
        expr factors, u;

        if (expr_kind(p, atom) != EX_RELATION ||
            (expr_relation(p, atom) != REL_NE && expr_relation(p, atom) != REL_GT))
            continue;
        u = expr_arg(p, atom, 0);
        factors = factors_nonzero(p, u, CLEAR_SECOND);
        if (factors != EXPR_NONE)
            all = pool_and(p, all, factors);
        all = pool_and(p, all, squares_nonzero(p, u));
    }
    pool_swap_demands(p, account);
    return all;
}

static bool by_factors(struct pool *p, expr given, expr u)
{
    expr factors = factors_nonzero(p, u, CLEAR_SECOND);

    return factors != EXPR_NONE && pool_implies(p, given, factors);
}

static bool atom_assumed(struct pool *p, expr given, expr atom)
{
    expr u;

    if (pool_implies(p, given, atom))
        return true;
    if (expr_kind(p, atom) == EX_OR) {
        for (size_t i = 0; i < expr_count(p, atom); i++)
            if (assumed(p, given, expr_arg(p, atom, i)))
                return true;
        return false;
    }
    if (expr_kind(p, atom) != EX_RELATION)
        return false;
    u = expr_arg(p, atom, 0);
    switch (expr_relation(p, atom)) {
    case REL_EQ: return false;
    case REL_NE:
        return assumed_nonzero(p, given, u) || assumed_positive(p, given, u) ||
               by_factors(p, given, u);
    case REL_GT:
        return assumed_positive(p, given, u) ||
               assumed_positive(p, given, ring_factored(p, u));
    case REL_GE:
        return assumed_nonnegative(p, given, u) ||
               assumed_nonnegative(p, given, ring_factored(p, u));
    }
    return false;
}

bool assumed(struct pool *p, expr given, expr condition)
{
    if (expr_kind(p, condition) != EX_AND)
        return atom_assumed(p, given, condition);
    for (size_t i = 0; i < expr_count(p, condition); i++)
        if (!atom_assumed(p, given, expr_arg(p, condition, i)))
            return false;
    return true;
}

/* The atoms without those that follow from the others. */
static expr without_superfluous(struct pool *p, expr all, expr given)
{
    for (size_t i = 0; expr_kind(p, all) == EX_AND && i < expr_count(p, all);) {
        expr others = pool_true(p);

        for (size_t j = 0; j < expr_count(p, all); j++)
            if (j != i)
                others = pool_and(p, others, expr_arg(p, all, j));
        if (assumed(p, assume(p, pool_and(p, given, others)), expr_arg(p, all, i)))
            all = others, i = 0;
        else
            i++;
    }
    return all;
}

expr assume_beyond(struct pool *p, expr condition, expr given)
{
    expr all = pool_true(p), too = assume(p, given);
    size_t n = expr_kind(p, condition) == EX_AND ? expr_count(p, condition) : 1;

    for (size_t i = 0; i < n; i++) {
        expr atom =
            expr_kind(p, condition) == EX_AND ? expr_arg(p, condition, i) : condition;
        expr factors = EXPR_NONE;

        if (assumed(p, too, atom))
            continue;
        if (expr_kind(p, atom) == EX_RELATION && expr_relation(p, atom) == REL_NE)
            factors = factors_nonzero(p, expr_arg(p, atom, 0), CLEAR_SECOND);
        all = pool_and(p, all,
                       factors == EXPR_NONE ? atom : condition_beyond(p, factors, too));
    }
    return without_superfluous(p, all, given);
}
