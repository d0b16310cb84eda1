/* wide.c: products of many factors, kept as treaps, so that one factor more or less costs
 * a path and not a copy.
 *
 *   pivot * left * right        pivot: the factor whose base has the highest rank
 *           /        \          left, right: the products of the factors whose bases have
 *     smaller ids   larger ids  smaller and larger ids
 *
 * The rank is a fixed scramble of the base's id, so the shape depends on nothing but the
 * set of factors, and equal products are the same node. Up to PRODUCT_FLAT factors a
 * product is a plain list. The derivative of a chain of n functions is a product of n
 * factors for each n: as lists they fill n^2/2 cells, as treaps n log n.
 *
 * R. Seidel, C. R. Aragon: Randomized search trees, 1996.
 */
#include "expr/internal.h"

expr product_base(const struct pool *p, expr factor)
{
    if (expr_is_func(p, factor, FN_EXP))
        return p->euler;
    return expr_kind(p, factor) == EX_POWER ? expr_arg(p, factor, 0) : factor;
}

/* A bijection of 32 bits, so that no two bases share a rank. */
static uint32_t rank_of(const struct pool *p, expr factor)
{
    uint32_t h = product_base(p, factor);

    h = (h ^ h >> 16) * 0x7FEB352Du;
    h = (h ^ h >> 15) * 0x846CA68Bu;
    return h ^ h >> 16;
}

bool expr_is_wide(const struct pool *p, expr e)
{
    return p->nodes[e].kind == EX_MUL && p->nodes[e].tag == PRODUCT_WIDE;
}

size_t product_size(const struct pool *p, expr e)
{
    return e == p->one ? 0 : expr_kind(p, e) == EX_MUL ? expr_count(p, e) : 1;
}

static expr pivot_of(const struct pool *p, expr e)
{
    return p->args[p->nodes[e].first];
}
static expr left_of(const struct pool *p, expr e)
{
    return p->args[p->nodes[e].first + 1];
}
static expr right_of(const struct pool *p, expr e)
{
    return p->args[p->nodes[e].first + 2];
}

expr wide_arg(const struct pool *p, expr e, size_t i)
{
    while (expr_is_wide(p, e)) {
        size_t before = product_size(p, left_of(p, e));

        if (i == before)
            return pivot_of(p, e);
        e = i < before ? left_of(p, e) : right_of(p, e);
        i -= i < before ? 0 : before + 1;
    }
    return expr_kind(p, e) == EX_MUL ? p->args[p->nodes[e].first + i] : e;
}

/* ---- making -------------------------------------------------------------------- */

/* The factors in order of their bases. */
static expr *listed(struct pool *p, expr e, expr *to)
{
    if (expr_is_wide(p, e)) {
        to = listed(p, left_of(p, e), to);
        *to++ = pivot_of(p, e);
        return listed(p, right_of(p, e), to);
    }
    for (size_t i = 0, n = product_size(p, e); i < n; i++)
        *to++ = wide_arg(p, e, i);
    return to;
}

expr product_of(struct pool *p, const expr *factors, size_t n)
{
    size_t top = 0;
    expr parts[3];

    if (n < 2)
        return n ? factors[0] : p->one;
    if (n <= PRODUCT_FLAT)
        return pool_intern(p, EX_MUL, 0, factors, n);
    for (size_t i = 1; i < n; i++)
        if (rank_of(p, factors[i]) > rank_of(p, factors[top]))
            top = i;
    parts[0] = factors[top];
    parts[1] = product_of(p, factors, top);
    parts[2] = product_of(p, factors + top + 1, n - top - 1);
    return pool_intern(p, EX_MUL, PRODUCT_WIDE, parts, 3);
}

/* The pivot outranks all factors of left and right. */
static expr joined(struct pool *p, expr pivot, expr left, expr right)
{
    expr parts[3] = {pivot, left, right}, list[PRODUCT_FLAT], *end;

    if (product_size(p, left) + product_size(p, right) >= PRODUCT_FLAT)
        return pool_intern(p, EX_MUL, PRODUCT_WIDE, parts, 3);
    end = listed(p, left, list);
    *end++ = pivot;
    end = listed(p, right, end);
    return product_of(p, list, (size_t)(end - list));
}

/* A product of few factors parted at a place in its list. */
static void part_flat(struct pool *p, expr e, size_t at, size_t skip, expr *left,
                      expr *right)
{
    expr list[PRODUCT_FLAT];
    size_t n = (size_t)(listed(p, e, list) - list);

    *left = product_of(p, list, at);
    *right = product_of(p, list + at + skip, n - at - skip);
}

static size_t place_of(const struct pool *p, expr e, expr base)
{
    size_t i = 0, n = product_size(p, e);

    while (i < n && product_base(p, wide_arg(p, e, i)) < base)
        i++;
    return i;
}

/* The factors whose bases come before and after one that is not among them. */
static void split(struct pool *p, expr e, expr base, expr *left, expr *right)
{
    expr inner;

    if (!expr_is_wide(p, e)) {
        part_flat(p, e, place_of(p, e, base), 0, left, right);
    } else if (product_base(p, pivot_of(p, e)) < base) {
        split(p, right_of(p, e), base, &inner, right);
        *left = joined(p, pivot_of(p, e), left_of(p, e), inner);
    } else {
        split(p, left_of(p, e), base, left, &inner);
        *right = joined(p, pivot_of(p, e), inner, right_of(p, e));
    }
}

/* The factor of highest rank and what stands on either side of it. */
static expr uproot(struct pool *p, expr e, expr *left, expr *right)
{
    size_t top = 0, n = product_size(p, e);
    expr pivot;

    if (expr_is_wide(p, e)) {
        *left = left_of(p, e);
        *right = right_of(p, e);
        return pivot_of(p, e);
    }
    for (size_t i = 1; i < n; i++)
        if (rank_of(p, wide_arg(p, e, i)) > rank_of(p, wide_arg(p, e, top)))
            top = i;
    pivot = wide_arg(p, e, top);
    part_flat(p, e, top, 1, left, right);
    return pivot;
}

/* All bases of left come before those of right. */
static expr merged(struct pool *p, expr left, expr right)
{
    expr a, b, c, d, top, other;

    if (left == p->one || right == p->one)
        return left == p->one ? right : left;
    if (product_size(p, left) + product_size(p, right) <= PRODUCT_FLAT) {
        expr list[PRODUCT_FLAT], *end = listed(p, right, listed(p, left, list));

        return product_of(p, list, (size_t)(end - list));
    }
    top = uproot(p, left, &a, &b);
    other = uproot(p, right, &c, &d);
    if (rank_of(p, top) > rank_of(p, other))
        return joined(p, top, a, merged(p, b, right));
    return joined(p, other, merged(p, left, c), d);
}

expr wide_insert(struct pool *p, expr e, expr factor)
{
    expr base = product_base(p, factor), left, right, pivot = EXPR_NONE;

    if (expr_is_wide(p, e))
        pivot = pivot_of(p, e);
    if (pivot != EXPR_NONE && rank_of(p, pivot) > rank_of(p, factor)) {
        if (base < product_base(p, pivot))
            return joined(p, pivot, wide_insert(p, left_of(p, e), factor),
                          right_of(p, e));
        return joined(p, pivot, left_of(p, e), wide_insert(p, right_of(p, e), factor));
    }
    if (pivot == EXPR_NONE) {
        expr list[PRODUCT_FLAT + 1];
        size_t at = place_of(p, e, base), n = product_size(p, e);

        for (size_t i = 0; i < n; i++)
            list[i + (i >= at)] = wide_arg(p, e, i);
        list[at] = factor;
        return product_of(p, list, n + 1);
    }
    split(p, e, base, &left, &right);
    return joined(p, factor, left, right);
}

/* ---- looking up ------------------------------------------------------------------ */

expr wide_find(const struct pool *p, expr e, expr base)
{
    size_t at;

    while (expr_is_wide(p, e)) {
        expr pivot = pivot_of(p, e), other = product_base(p, pivot);

        if (other == base)
            return pivot;
        e = base < other ? left_of(p, e) : right_of(p, e);
    }
    at = place_of(p, e, base);
    if (at < product_size(p, e) && product_base(p, wide_arg(p, e, at)) == base)
        return wide_arg(p, e, at);
    return EXPR_NONE;
}

expr wide_remove(struct pool *p, expr e, expr base)
{
    expr left, right, pivot;

    if (!expr_is_wide(p, e)) {
        part_flat(p, e, place_of(p, e, base), 1, &left, &right);
        return merged(p, left, right);
    }
    pivot = pivot_of(p, e);
    if (product_base(p, pivot) == base)
        return merged(p, left_of(p, e), right_of(p, e));
    if (base < product_base(p, pivot))
        return joined(p, pivot, wide_remove(p, left_of(p, e), base), right_of(p, e));
    return joined(p, pivot, left_of(p, e), wide_remove(p, right_of(p, e), base));
}
