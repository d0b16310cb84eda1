/* slipmissing.c: what is special about the critical points that are missing? */
#include "algebra/algebra.h"
#include "course/slipset.h"

static bool is_without_slope(const struct collection *c, struct element e)
{
    for (size_t i = 0; i < c->found.count; i++)
        if (c->found.points[i].why == WHY_UNDEFINED &&
            slip_same(c->d, value_of_real(c->d->s, c->found.points[i].x), &e))
            return true;
    return false;
}

/* Are the missing ones all the zeros of g among the key's? */
static bool lost_with(const struct collection *c, expr g)
{
    for (size_t i = 0; i < c->missing.count; i++)
        if (!collection_zero(c, g, c->missing.at[i]))
            return false;
    for (size_t i = 0; i < c->said.count; i++)
        if (collection_zero(c, g, c->said.at[i]))
            return false;
    return true;
}

static expr base_of(const struct pool *p, expr factor)
{
    return expr_kind(p, factor) == EX_POWER ? expr_arg(p, factor, 0) : factor;
}

static bool has_factor(const struct pool *p, expr term, expr base)
{
    if (base_of(p, term) == base)
        return true;
    for (size_t i = 0; expr_kind(p, term) == EX_MUL && i < expr_count(p, term); i++)
        if (has_factor(p, expr_arg(p, term, i), base))
            return true;
    return false;
}

static bool in_every_term(const struct pool *p, expr sum, expr base)
{
    if (expr_kind(p, sum) != EX_ADD)
        return has_factor(p, sum, base);
    for (size_t i = 0; i < expr_count(p, sum); i++)
        if (!has_factor(p, expr_arg(p, sum, i), base))
            return false;
    return true;
}

/* A factor of all terms of the derivative, divided away with its zeros. */
static bool lost_by_division(const struct collection *c)
{
    struct pool *p = c->d->s->pool;
    expr sum = c->df.body, term = expr_kind(p, sum) == EX_ADD ? expr_arg(p, sum, 0) : sum;
    struct arena *a = pool_arena(p);
    size_t n;
    const expr *parts = expr_below(p, term, &n, a);

    for (size_t i = 0; i < n; i++)
        if (expr_has(p, parts[i], c->x) && base_of(p, parts[i]) == parts[i] &&
            expr_kind(p, parts[i]) != EX_MUL && in_every_term(p, sum, parts[i]) &&
            lost_with(c, parts[i]))
            return true;
    return false;
}

/* All missing ones are negative, and their opposites were found. */
static bool negatives_lost(const struct collection *c)
{
    struct pool *p = c->d->s->pool;
    struct formula minus = {pool_neg(p, c->x), pool_true(p)};

    for (size_t i = 0; i < c->missing.count; i++) {
        struct value *v = c->missing.at[i].value;
        struct value *mirror = slip_value_at(c->d, &minus, c->x, v);
        struct numbers one = {1, 1, &(struct element){.value = mirror}};

        if (!mirror || !(value_double(c->d->s, v) < 0) ||
            !numbers_said(c, &one, &c->said))
            return false;
    }
    return true;
}

void suspect_missing(struct collection *c)
{
    bool without_slope = true;

    for (size_t i = 0; i < c->missing.count; i++)
        without_slope = without_slope && is_without_slope(c, c->missing.at[i]);
    accuse(c->d, SLIP_UNDEFINED_FORGOTTEN, without_slope);
    accuse(c->d, SLIP_LOST_BY_DIVISION, c->said.count && lost_by_division(c));
    accuse(c->d, SLIP_PERIODIC_LOST,
           c->said.count && algebra_period(c->d->s->pool, c->df.body, c->x) != EXPR_NONE);
    accuse(c->d, SLIP_NEGATIVE_LOST, negatives_lost(c));
    accuse(c->d, SLIP_ROOT_MISSING, true);
}
