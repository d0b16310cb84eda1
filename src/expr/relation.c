/* relation.c: conditions: comparisons with zero, and, or, not.
 *
 * A comparison is brought to the simplest form that says the same: positive factors go,
 * powers lose their exponents. Where that would hide that u must be defined, u's domain
 * joins the condition. */
#include "expr/internal.h"

static expr raw_relation(struct pool *p, enum relation rel, expr u)
{
    return pool_intern(p, EX_RELATION, rel, &u, 1);
}

static expr truth_of(struct pool *p, bool holds)
{
    return holds ? p->truth : p->falsity;
}

static bool sign_fits(enum relation rel, int sign)
{
    switch (rel) {
    case REL_EQ: return sign == 0;
    case REL_NE: return sign != 0;
    case REL_GT: return sign > 0;
    case REL_GE: return sign >= 0;
    }
    return false;
}

static expr of_closed(struct pool *p, enum relation rel, expr u)
{
    int sign = constant_sign(p, u);

    if (sign == SIGN_UNKNOWN)
        return raw_relation(p, rel, u);
    return truth_of(p, sign != SIGN_UNDEFINED && sign_fits(rel, sign));
}

/* b^q REL 0 in terms of b, for rational q. */
static expr of_power(struct pool *p, enum relation rel, expr u)
{
    expr b = expr_arg(p, u, 0), e = expr_arg(p, u, 1);
    const fmpq *q = expr_number(p, e);
    bool even, below = q && fmpq_sgn(q) < 0;

    if (!q)
        return raw_relation(p, rel, u);
    even = fmpz_is_even(fmpq_numref(q)) || fmpz_is_even(fmpq_denref(q));
    switch (rel) {
    case REL_EQ: return below ? p->falsity : pool_relation(p, REL_EQ, b);
    case REL_NE:
        return below ? pool_domain(p, u)
                     : pool_and(p, pool_domain(p, u), pool_relation(p, REL_NE, b));
    case REL_GT:
        return even ? pool_and(p, pool_domain(p, u), pool_relation(p, REL_NE, b))
                    : pool_relation(p, REL_GT, b);
    case REL_GE:
        return even ? pool_domain(p, u) : pool_relation(p, below ? REL_GT : REL_GE, b);
    }
    return raw_relation(p, rel, u);
}

/* A product is (not) zero if one is (none is); positive factors do not matter else. */
static expr of_product(struct pool *p, enum relation rel, expr u)
{
    size_t n = expr_count(p, u);
    expr all = rel == REL_EQ ? p->falsity : p->truth;
    struct exprs kept = {0};

    for (size_t i = 0; i < n; i++) {
        expr factor = expr_arg(p, u, i);

        if (rel == REL_EQ)
            all = pool_or(p, all,
                          pool_and(p, pool_domain(p, u), pool_relation(p, rel, factor)));
        else if (rel == REL_NE)
            all = pool_and(p, all, pool_relation(p, rel, factor));
        else if (expr_positive(p, factor))
            all = pool_and(p, all, pool_domain(p, factor));
        else
            exprs_push(p, &kept, factor);
    }
    if (rel == REL_EQ || rel == REL_NE)
        return all;
    if (kept.n == n)
        return raw_relation(p, rel, u);
    return pool_and(p, all, pool_relation(p, rel, pool_mul_n(p, kept.at, kept.n)));
}

/* The positive number to divide a sum by: the size of c in c*v + number, else what all
 * coefficients have in common. */
static void sum_scale(const struct pool *p, expr sum, fmpq_t scale)
{
    bool pair = expr_count(p, sum) == 2 && expr_number(p, expr_arg(p, sum, 0));
    expr c, rest;

    fmpq_zero(scale);
    for (size_t i = pair; i < expr_count(p, sum); i++) {
        expr_split(p, expr_arg(p, sum, i), &c, &rest);
        fmpq_gcd(scale, scale, expr_number(p, c));
    }
}

/* One form for all positive multiples of a sum, where only zero matters for all multiples:
 * 4x + 2 >= 0 is x + 1/2 >= 0. */
static expr reduced_sum(struct pool *p, expr sum, enum relation rel)
{
    struct exprs terms = {0};
    expr c, rest;
    fmpq_t scale, v;

    fmpq_init(scale);
    fmpq_init(v);
    sum_scale(p, sum, scale);
    if ((rel == REL_EQ || rel == REL_NE) && expr_looks_negative(p, sum))
        fmpq_neg(scale, scale);
    for (size_t i = 0; i < expr_count(p, sum); i++) {
        expr_split(p, expr_arg(p, sum, i), &c, &rest);
        fmpq_div(v, expr_number(p, c), scale);
        exprs_push(p, &terms, pool_mul(p, pool_number(p, v), rest));
    }
    fmpq_clear(v);
    fmpq_clear(scale);
    return pool_add_n(p, terms.at, terms.n);
}

expr pool_relation(struct pool *p, enum relation rel, expr u)
{
    expr c, rest;

    if (expr_number(p, u))
        return truth_of(p, sign_fits(rel, fmpq_sgn(expr_number(p, u))));
    if (expr_closed(p, u))
        return of_closed(p, rel, u);
    if (expr_positive(p, u))
        return rel == REL_EQ ? p->falsity : pool_domain(p, u);
    if (rel == REL_GE && expr_nonnegative(p, u))
        return pool_domain(p, u);
    if (rel == REL_GT && expr_nonnegative(p, u))
        rel = REL_NE;
    expr_split(p, u, &c, &rest);
    if (c != p->one && (expr_positive(p, c) || rel == REL_EQ || rel == REL_NE))
        return pool_relation(p, rel, rest);
    if (c != p->one && c != p->minus_one)
        return pool_relation(p, rel, pool_neg(p, rest));
    if (expr_kind(p, u) == EX_MUL && c == p->one)
        return of_product(p, rel, u);
    if (expr_kind(p, u) == EX_POWER)
        return of_power(p, rel, u);
    if (expr_kind(p, u) == EX_ADD && (rest = reduced_sum(p, u, rel)) != u)
        return pool_relation(p, rel, rest);
    if ((rel == REL_EQ || rel == REL_NE) &&
        (expr_is_func(p, u, FN_ABS) || expr_is_func(p, u, FN_SIGN)))
        return pool_relation(p, rel, expr_arg(p, u, 0));
    return raw_relation(p, rel, u);
}

/* ---- and, or, not ------------------------------------------------------------- */

/* v >= u everywhere by form: v - u is a number >= 0. */
static bool not_below(struct pool *p, expr v, expr u)
{
    expr account, gap;

    if (v == u)
        return true;
    account = pool_swap_demands(p, p->truth);
    gap = pool_sub(p, v, u);
    pool_swap_demands(p, account);
    return expr_number(p, gap) && fmpq_sgn(expr_number(p, gap)) >= 0;
}

static bool atom_implies(struct pool *p, expr a, expr b)
{
    expr u, v;

    if (a == b)
        return true;
    if (expr_kind(p, a) != EX_RELATION || expr_kind(p, b) != EX_RELATION)
        return false;
    u = expr_arg(p, a, 0);
    v = expr_arg(p, b, 0);
    switch (expr_relation(p, b)) {
    case REL_EQ: return false;
    case REL_NE:
        return expr_relation(p, a) == REL_GT &&
               (not_below(p, v, u) || not_below(p, pool_neg(p, v), u));
    case REL_GT:
        return (expr_relation(p, a) == REL_GT && not_below(p, v, u)) ||
               (expr_relation(p, a) == REL_GE && v != u && not_below(p, v, u));
    case REL_GE:
        return (expr_relation(p, a) == REL_GT || expr_relation(p, a) == REL_GE) &&
               not_below(p, v, u);
    }
    return false;
}

static void flatten(struct pool *p, enum expr_kind kind, expr e, struct exprs *list)
{
    if (expr_kind(p, e) != kind) {
        exprs_push(p, list, e);
        return;
    }
    for (size_t i = 0; i < expr_count(p, e); i++)
        exprs_push(p, list, expr_arg(p, e, i));
}

/* Drops an atom that another one makes superfluous: the weaker in a conjunction, the
 * stronger in a disjunction. */
static void absorb(struct pool *p, enum expr_kind kind, struct exprs *list)
{
    size_t out = 0;

    for (size_t i = 0; i < list->n; i++) {
        bool superfluous = false;

        for (size_t j = 0; j < list->n && !superfluous; j++) {
            expr strong = kind == EX_AND ? list->at[j] : list->at[i];
            expr weak = kind == EX_AND ? list->at[i] : list->at[j];

            if (i == j || list->at[j] == EXPR_NONE || list->at[i] == list->at[j])
                superfluous = i > j && list->at[i] == list->at[j];
            else
                superfluous = atom_implies(p, strong, weak);
        }
        if (superfluous)
            list->at[i] = EXPR_NONE;
    }
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] != EXPR_NONE)
            list->at[out++] = list->at[i];
    list->n = out;
}

/* u = 0 next to u > 0 or u != 0 holds nowhere. */
static bool contradictory(struct pool *p, const struct exprs *list)
{
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < list->n; j++) {
            expr a = list->at[i], b = list->at[j];

            if (expr_kind(p, a) == EX_RELATION && expr_kind(p, b) == EX_RELATION &&
                expr_arg(p, a, 0) == expr_arg(p, b, 0) && expr_relation(p, a) == REL_EQ &&
                (expr_relation(p, b) == REL_GT || expr_relation(p, b) == REL_NE))
                return true;
        }
    return false;
}

static expr combine(struct pool *p, enum expr_kind kind, expr a, expr b)
{
    expr neutral = kind == EX_AND ? p->truth : p->falsity;
    expr killing = kind == EX_AND ? p->falsity : p->truth;
    struct exprs list = {0};

    if (a == killing || b == killing)
        return killing;
    if (a == neutral || a == b)
        return b;
    if (b == neutral)
        return a;
    flatten(p, kind, a, &list);
    flatten(p, kind, b, &list);
    if (kind == EX_AND && contradictory(p, &list))
        return p->falsity;
    absorb(p, kind, &list);
    exprs_sort(&list);
    return list.n == 1 ? list.at[0] : pool_intern(p, kind, 0, list.at, list.n);
}

expr pool_and(struct pool *p, expr a, expr b)
{
    return combine(p, EX_AND, a, b);
}

expr pool_or(struct pool *p, expr a, expr b)
{
    return combine(p, EX_OR, a, b);
}

expr pool_not(struct pool *p, expr a)
{
    expr all;

    switch (expr_kind(p, a)) {
    case EX_TRUE: return p->falsity;
    case EX_FALSE: return p->truth;
    case EX_AND:
    case EX_OR:
        all = expr_kind(p, a) == EX_AND ? p->falsity : p->truth;
        for (size_t i = 0; i < expr_count(p, a); i++) {
            expr part = pool_not(p, expr_arg(p, a, i));

            all = expr_kind(p, a) == EX_AND ? pool_or(p, all, part)
                                            : pool_and(p, all, part);
        }
        return all;
    case EX_RELATION: break;
    default: return p->falsity;
    }
    switch (expr_relation(p, a)) {
    case REL_EQ: return pool_relation(p, REL_NE, expr_arg(p, a, 0));
    case REL_NE: return pool_relation(p, REL_EQ, expr_arg(p, a, 0));
    case REL_GT: return pool_relation(p, REL_GE, pool_neg(p, expr_arg(p, a, 0)));
    case REL_GE: return pool_relation(p, REL_GT, pool_neg(p, expr_arg(p, a, 0)));
    }
    return p->falsity;
}

bool pool_implies(struct pool *p, expr given, expr condition)
{
    struct exprs have = {0}, want = {0};

    if (condition == p->truth || given == condition)
        return true;
    flatten(p, EX_AND, given, &have);
    flatten(p, EX_AND, condition, &want);
    for (size_t i = 0; i < want.n; i++) {
        bool found = false;

        for (size_t j = 0; j < have.n && !found; j++)
            found = atom_implies(p, have.at[j], want.at[i]);
        if (!found)
            return false;
    }
    return true;
}

/* ---- the account of demands --------------------------------------------------- */

void pool_demand(struct pool *p, expr condition)
{
    if (condition != p->truth && condition != p->demands)
        p->demands = pool_and(p, p->demands, condition);
}

expr pool_take_demands(struct pool *p)
{
    return pool_swap_demands(p, p->truth);
}

expr pool_swap_demands(struct pool *p, expr with)
{
    expr old = p->demands;

    p->demands = with;
    return old;
}
