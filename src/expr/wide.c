/* wide.c: products of many factors, kept as treaps, so that one factor more or less costs
 * a path and not a copy.
 *
 *   pivot * left * right        pivot: the factor whose base has the highest rank
 *           /        \          left, right: the products of the factors with smaller and
 *     smaller keys  larger keys  larger keys
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

/* Factors are sorted by it: radicals of numbers first, then by the id of the base. */
static uint32_t key_of_base(const struct pool *p, expr base)
{
    return expr_number(p, base) ? base : base | UINT32_C(1) << 31;
}

uint32_t product_key(const struct pool *p, expr factor)
{
    return key_of_base(p, product_base(p, factor));
}

/* A bijection of 32 bits, so that no two bases share a rank. */
static uint32_t rank_of(const struct pool *p, expr factor)
{
    uint32_t h = product_base(p, factor);

    h = (h ^ h >> 16) * 0x7FEB352Du;
    h = (h ^ h >> 15) * 0x846CA68Bu;
    return h ^ h >> 16;
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

/* The factors in order of their keys. */
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

static size_t place_of(const struct pool *p, expr e, uint32_t key)
{
    size_t i = 0, n = product_size(p, e);

    while (i < n && product_key(p, wide_arg(p, e, i)) < key)
        i++;
    return i;
}

static bool stands_at(const struct pool *p, expr e, size_t at, uint32_t key)
{
    return at < product_size(p, e) && product_key(p, wide_arg(p, e, at)) == key;
}

struct halves {
    expr left, right, found; /* found: the factor with the key itself, or EXPR_NONE */
};

/* The factors before and after a key. */
static struct halves split(struct pool *p, expr e, uint32_t key)
{
    struct halves h = {.found = EXPR_NONE};

    if (!expr_is_wide(p, e)) {
        size_t at = place_of(p, e, key);
        bool found = stands_at(p, e, at, key);

        h.found = found ? wide_arg(p, e, at) : EXPR_NONE;
        part_flat(p, e, at, found, &h.left, &h.right);
    } else if (product_key(p, pivot_of(p, e)) == key) {
        h = (struct halves){left_of(p, e), right_of(p, e), pivot_of(p, e)};
    } else if (product_key(p, pivot_of(p, e)) < key) {
        h = split(p, right_of(p, e), key);
        h.left = joined(p, pivot_of(p, e), left_of(p, e), h.left);
    } else {
        h = split(p, left_of(p, e), key);
        h.right = joined(p, pivot_of(p, e), h.right, right_of(p, e));
    }
    return h;
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

/* All keys of left come before those of right. */
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
    uint32_t key = product_key(p, factor);
    struct halves h;

    if (!expr_is_wide(p, e)) {
        expr list[PRODUCT_FLAT + 1];
        size_t at = place_of(p, e, key), n = product_size(p, e);

        for (size_t i = 0; i < n; i++)
            list[i + (i >= at)] = wide_arg(p, e, i);
        list[at] = factor;
        return product_of(p, list, n + 1);
    }
    if (rank_of(p, pivot_of(p, e)) < rank_of(p, factor)) {
        h = split(p, e, key);
        return joined(p, factor, h.left, h.right);
    }
    if (key < product_key(p, pivot_of(p, e)))
        return joined(p, pivot_of(p, e), wide_insert(p, left_of(p, e), factor),
                      right_of(p, e));
    return joined(p, pivot_of(p, e), left_of(p, e),
                  wide_insert(p, right_of(p, e), factor));
}

expr wide_remove(struct pool *p, expr e, expr factor)
{
    uint32_t key = product_key(p, factor);
    expr pivot;

    if (!expr_is_wide(p, e)) {
        struct halves h = split(p, e, key);

        return merged(p, h.left, h.right);
    }
    pivot = pivot_of(p, e);
    if (product_key(p, pivot) == key)
        return merged(p, left_of(p, e), right_of(p, e));
    if (key < product_key(p, pivot))
        return joined(p, pivot, wide_remove(p, left_of(p, e), factor), right_of(p, e));
    return joined(p, pivot, left_of(p, e), wide_remove(p, right_of(p, e), factor));
}

expr wide_union(struct pool *p, expr a, expr b, struct exprs *clashes)
{
    expr pivot, other, left, right, c, d;
    struct halves h;

    if (a == p->one || b == p->one)
        return a == p->one ? b : a;
    pivot = uproot(p, a, &left, &right);
    other = uproot(p, b, &c, &d);
    if (rank_of(p, other) > rank_of(p, pivot))
        return wide_union(p, b, a, clashes);
    h = split(p, b, product_key(p, pivot));
    left = wide_union(p, left, h.left, clashes);
    right = wide_union(p, right, h.right, clashes);
    if (h.found == EXPR_NONE)
        return joined(p, pivot, left, right);
    exprs_push(p, clashes, pivot);
    exprs_push(p, clashes, h.found);
    return merged(p, left, right);
}

/* ---- looking up ------------------------------------------------------------------ */

expr wide_find(const struct pool *p, expr e, expr base)
{
    uint32_t key = key_of_base(p, base);
    size_t at;

    while (expr_is_wide(p, e)) {
        uint32_t other = product_key(p, pivot_of(p, e));

        if (other == key)
            return pivot_of(p, e);
        e = key < other ? left_of(p, e) : right_of(p, e);
    }
    at = place_of(p, e, key);
    return stands_at(p, e, at, key) ? wide_arg(p, e, at) : EXPR_NONE;
}

bool wide_has_radicals(const struct pool *p, expr e)
{
    return expr_number(p, product_base(p, wide_arg(p, e, 0)));
}
