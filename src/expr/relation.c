/* relation.c: conditions: comparisons with zero, and, or, not.
 *
 * A comparison is brought to the simplest form that says the same: positive factors go,
 * powers lose their exponents. Where that would hide that u must be defined, u's domain
 * joins the condition. */
#include "expr/internal.h"

#include <string.h>

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
    struct arena_mark mark = arena_mark(p->scratch);
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
    rest = pool_add_n(p, terms.at, terms.n);
    arena_release(p->scratch, mark);
    return rest;
}

expr pool_relation(struct pool *p, enum relation rel, expr u)
{
    expr c, rest;

    if (p->over)
        return p->falsity;
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

/* The number in a sum and its other terms; 0 and e itself of what is no sum. */
static const fmpq *split_number(const struct pool *p, const expr *e, const expr **rest,
                                size_t *n)
{
    *rest = e;
    *n = 1;
    if (expr_kind(p, *e) != EX_ADD)
        return expr_number(p, p->zero);
    *rest = expr_cells(p, *e, n);
    if (!expr_number(p, **rest))
        return expr_number(p, p->zero);
    --*n;
    return expr_number(p, *(*rest)++);
}

/* v >= u everywhere by form: they differ by a number >= 0. */
static bool not_below(const struct pool *p, expr v, expr u)
{
    const expr *v_rest, *u_rest;
    size_t v_count, u_count;
    const fmpq *v_number = split_number(p, &v, &v_rest, &v_count),
               *u_number = split_number(p, &u, &u_rest, &u_count);

    return v_count == u_count && !memcmp(v_rest, u_rest, v_count * sizeof *v_rest) &&
           fmpq_cmp(v_number, u_number) >= 0;
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

/* Beside `by`, is e of no matter? The weaker one in a conjunction, the stronger one in a
 * disjunction. */
static bool superfluous(struct pool *p, enum expr_kind kind, expr e, expr by)
{
    return kind == EX_AND ? atom_implies(p, by, e) : atom_implies(p, e, by);
}

/* u = 0 next to u > 0 or u != 0 holds nowhere. */
static bool contradict(struct pool *p, expr a, expr b)
{
    enum relation r, s;

    if (expr_kind(p, a) != EX_RELATION || expr_kind(p, b) != EX_RELATION ||
        expr_arg(p, a, 0) != expr_arg(p, b, 0))
        return false;
    r = expr_relation(p, a);
    s = expr_relation(p, b);
    return (r == REL_EQ && (s == REL_GT || s == REL_NE)) ||
           (s == REL_EQ && (r == REL_GT || r == REL_NE));
}

/* What two sorted lists have in common goes to `both`, and leaves them. */
static void take_common(struct pool *p, struct exprs *l, struct exprs *r,
                        struct exprs *both)
{
    size_t i = 0, j = 0, left = 0, right = 0;

    while (i < l->n && j < r->n)
        if (l->at[i] == r->at[j]) {
            exprs_push(p, both, l->at[i++]);
            j++;
        } else if (l->at[i] < r->at[j]) {
            l->at[left++] = l->at[i++];
        } else {
            r->at[right++] = r->at[j++];
        }
    while (i < l->n)
        l->at[left++] = l->at[i++];
    while (j < r->n)
        r->at[right++] = r->at[j++];
    l->n = left;
    r->n = right;
}

/* Drops from both lists what the other makes superfluous; in itself each is free of such
 * atoms. False if they contradict each other. */
static bool absorb(struct pool *p, enum expr_kind kind, struct exprs *l, struct exprs *r)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t j = 0; j < r->n && l->at[i] != EXPR_NONE; j++) {
            if (r->at[j] == EXPR_NONE)
                continue;
            if (kind == EX_AND && contradict(p, l->at[i], r->at[j]))
                return false;
            if (superfluous(p, kind, r->at[j], l->at[i]))
                r->at[j] = EXPR_NONE;
            else if (superfluous(p, kind, l->at[i], r->at[j]))
                l->at[i] = EXPR_NONE;
        }
    return true;
}

static void push_left(struct pool *p, struct exprs *list, const struct exprs *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (from->at[i] != EXPR_NONE)
            exprs_push(p, list, from->at[i]);
}

static expr join_lists(struct pool *p, enum expr_kind kind, expr a, expr b)
{
    struct exprs left = {0}, right = {0}, list = {0};

    flatten(p, kind, a, &left);
    flatten(p, kind, b, &right);
    take_common(p, &left, &right, &list);
    if (left.n == 0 && list.n)
        return b;
    if (right.n == 0 && list.n)
        return a;
    if (!absorb(p, kind, &left, &right))
        return p->falsity;
    push_left(p, &list, &left);
    push_left(p, &list, &right);
    exprs_sort(&list);
    return list.n == 1 ? list.at[0] : pool_intern(p, kind, 0, list.at, list.n);
}

static expr combine(struct pool *p, enum expr_kind kind, expr a, expr b)
{
    expr neutral = kind == EX_AND ? p->truth : p->falsity;
    expr killing = kind == EX_AND ? p->falsity : p->truth, e;
    struct arena_mark mark;

    if (a == killing || b == killing || p->over)
        return killing;
    if (a == neutral || a == b)
        return b;
    if (b == neutral)
        return a;
    mark = arena_mark(p->scratch);
    e = join_lists(p, kind, a, b);
    arena_release(p->scratch, mark);
    return e;
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
