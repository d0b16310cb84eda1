/* lower.c: nodes become operations.
 *
 *   node                    operations
 *   a - 2*b + c             a - 2*b, ... + c
 *   x * y^-1 * z^-2         (x) / (y * z^2)
 *   x^(2/3)                 root 3, then ^2
 *   piecewise(x > 0: a, b)  test x > 0, select a or b
 */
#include "tape/internal.h"

enum { NO_CELL = UINT32_MAX };

/* Up to here a whole power of a root is as good as a power in one step. */
enum { SMALL_POWER = 16 };

/* ---- cells ------------------------------------------------------------------- */

static uint64_t op_hash(const struct tape_op *op)
{
    uint64_t h = (uint64_t)op->code;

    h = h * 0x9E3779B97F4A7C15u + (uint32_t)op->k;
    h = h * 0x9E3779B97F4A7C15u + op->a;
    h = h * 0x9E3779B97F4A7C15u + op->b;
    h = h * 0x9E3779B97F4A7C15u + op->c;
    return h ^ h >> 29;
}

static bool same_op(const struct tape_op *x, const struct tape_op *y)
{
    return x->code == y->code && x->k == y->k && x->a == y->a && x->b == y->b &&
           x->c == y->c;
}

/* The bucket where op stands, or the free one where it belongs. */
static size_t find_bucket(const struct builder *b, const struct tape_op *op)
{
    size_t at = op_hash(op) & (b->bucket_count - 1);

    while (b->buckets[at] && !same_op(&b->ops[b->buckets[at] - 1], op))
        at = (at + 1) & (b->bucket_count - 1);
    return at;
}

/* Twice the room; buckets stay at most half full. */
static void grow(struct builder *b)
{
    size_t cap = b->cap ? 2 * b->cap : 64;

    b->ops = arena_grow(b->scratch, b->ops, b->count, cap, sizeof *b->ops);
    b->node = arena_grow(b->scratch, b->node, b->count, cap, sizeof *b->node);
    b->cap = cap;
    b->bucket_count = 2 * cap;
    b->buckets = arena_array(b->scratch, b->bucket_count, sizeof *b->buckets);
    for (size_t i = 0; i < b->count; i++)
        b->buckets[find_bucket(b, &b->ops[i])] = (uint32_t)i + 1;
}

uint32_t emit(struct builder *b, struct tape_op op)
{
    size_t at;

    if (b->count == b->cap)
        grow(b);
    at = find_bucket(b, &op);
    if (!b->buckets[at]) {
        b->ops[b->count] = op;
        b->node[b->count] = b->at;
        b->buckets[at] = (uint32_t)++b->count;
    }
    return b->buckets[at] - 1;
}

uint32_t emit_constant(struct builder *b, expr e)
{
    return emit(b, (struct tape_op){.code = TAPE_CONST, .k = (int32_t)e});
}

static uint32_t unary(struct builder *b, enum tape_code code, long k, uint32_t a)
{
    return emit(b, (struct tape_op){.code = code, .k = (int32_t)k, .a = a});
}

static uint32_t binary(struct builder *b, enum tape_code code, uint32_t x, uint32_t y)
{
    return emit(b, (struct tape_op){.code = code, .a = x, .b = y});
}

static uint32_t child(const struct builder *b, expr e, size_t i)
{
    return b->cell[expr_arg(b->pool, e, i)];
}

/* ---- powers ------------------------------------------------------------------ */

static bool in_range(const fmpz_t v, long most)
{
    return fmpz_cmp_si(v, most) <= 0 && fmpz_cmp_si(v, -most) >= 0;
}

/* x^(p/q) with p or q too large for a root and a power. Under an even root x >= 0;
 * else |x|^(p/q), and x's sign comes back for odd p. */
static uint32_t long_power(struct builder *b, uint32_t x, const fmpq *q)
{
    uint32_t exponent = emit_constant(b, pool_number(b->pool, q)), r;

    if (fmpz_is_even(fmpq_denref(q)))
        return binary(b, TAPE_POW, x, exponent);
    r = binary(b, TAPE_POW, unary(b, TAPE_FUNC, FN_ABS, x), exponent);
    if (fmpz_is_odd(fmpq_numref(q)))
        r = binary(b, TAPE_MUL, unary(b, TAPE_FUNC, FN_SIGN, x), r);
    return r;
}

static uint32_t rational_power(struct builder *b, uint32_t x, const fmpq *q)
{
    const fmpz *num = fmpq_numref(q), *den = fmpq_denref(q);

    if (!in_range(num, fmpz_is_one(den) ? INT32_MAX : SMALL_POWER) ||
        !in_range(den, INT32_MAX))
        return long_power(b, x, q);
    if (!fmpz_is_one(den))
        x = unary(b, TAPE_ROOT, fmpz_get_si(den), x);
    return fmpz_is_one(num) ? x : unary(b, TAPE_POWN, fmpz_get_si(num), x);
}

static uint32_t lower_power(struct builder *b)
{
    const fmpq *q = expr_number(b->pool, expr_arg(b->pool, b->at, 1));
    uint32_t base = child(b, b->at, 0);

    return q ? rational_power(b, base, q) : binary(b, TAPE_POW, base, child(b, b->at, 1));
}

/* ---- products ---------------------------------------------------------------- */

/* Is the factor x^q with q < 0, which belongs below the line? */
static bool is_divisor(const struct pool *p, expr factor)
{
    const fmpq *q;

    if (expr_kind(p, factor) != EX_POWER || expr_closed(p, factor))
        return false;
    q = expr_number(p, expr_arg(p, factor, 1));
    return q && fmpq_sgn(q) < 0;
}

/* The cell of 1/factor. */
static uint32_t divisor(struct builder *b, expr factor)
{
    fmpq_t q;
    uint32_t r;

    fmpq_init(q);
    fmpq_neg(q, expr_number(b->pool, expr_arg(b->pool, factor, 1)));
    r = rational_power(b, child(b, factor, 0), q);
    fmpq_clear(q);
    return r;
}

static uint32_t times(struct builder *b, uint32_t so_far, uint32_t factor)
{
    return so_far == NO_CELL ? factor : binary(b, TAPE_MUL, so_far, factor);
}

/* top * (product of the factors of e), e a product or one factor. */
static uint32_t quotient(struct builder *b, uint32_t top, expr e)
{
    bool many = expr_kind(b->pool, e) == EX_MUL;
    size_t n = many ? expr_count(b->pool, e) : 1;
    uint32_t bottom = NO_CELL;

    for (size_t i = 0; i < n; i++) {
        expr factor = many ? expr_arg(b->pool, e, i) : e;

        if (is_divisor(b->pool, factor))
            bottom = times(b, bottom, divisor(b, factor));
        else
            top = times(b, top, b->cell[factor]);
    }
    if (bottom == NO_CELL)
        return top;
    if (top == NO_CELL)
        top = emit_constant(b, pool_int(b->pool, 1));
    return binary(b, TAPE_DIV, top, bottom);
}

/* Has e, a product or one factor, nothing above the line? */
static bool only_divides(const struct pool *p, expr e)
{
    if (expr_kind(p, e) != EX_MUL)
        return is_divisor(p, e);
    for (size_t i = 0; i < expr_count(p, e); i++)
        if (!is_divisor(p, expr_arg(p, e, i)))
            return false;
    return true;
}

/* A coefficient is kept apart, so that 2*x*y and 3*x*y share x*y; but 2/x is one step. */
static uint32_t lower_product(struct builder *b)
{
    expr coefficient, rest;

    expr_split(b->pool, b->at, &coefficient, &rest);
    if (rest == b->at)
        return quotient(b, NO_CELL, b->at);
    if (expr_is_int(b->pool, coefficient, -1))
        return unary(b, TAPE_NEG, 0, b->cell[rest]);
    if (only_divides(b->pool, rest))
        return quotient(b, b->cell[coefficient], rest);
    return binary(b, TAPE_MUL, b->cell[coefficient], b->cell[rest]);
}

/* ---- sums -------------------------------------------------------------------- */

/* For a term -u: u. Else EXPR_NONE, also for a closed one, which is a constant as it is. */
static expr negated(const struct pool *p, expr term)
{
    expr coefficient, rest;

    if (expr_closed(p, term))
        return EXPR_NONE;
    expr_split(p, term, &coefficient, &rest);
    return expr_is_int(p, coefficient, -1) ? rest : EXPR_NONE;
}

/* Begins with the first term that has no minus, if there is one: y - x, not -x + y. */
static uint32_t lower_sum(struct builder *b)
{
    size_t n = expr_count(b->pool, b->at), first = 0;
    uint32_t sum;

    while (first < n && negated(b->pool, expr_arg(b->pool, b->at, first)) != EXPR_NONE)
        first++;
    if (first == n)
        first = 0;
    sum = child(b, b->at, first);
    for (size_t i = 0; i < n; i++) {
        expr term = expr_arg(b->pool, b->at, i), minus = negated(b->pool, term);

        if (i == first)
            continue;
        sum = minus != EXPR_NONE ? binary(b, TAPE_SUB, sum, b->cell[minus])
                                 : binary(b, TAPE_ADD, sum, b->cell[term]);
    }
    return sum;
}

/* ---- the others -------------------------------------------------------------- */

static uint32_t fold_children(struct builder *b, enum tape_code code)
{
    uint32_t r = child(b, b->at, 0);

    for (size_t i = 1; i < expr_count(b->pool, b->at); i++)
        r = binary(b, code, r, child(b, b->at, i));
    return r;
}

static uint32_t lower_piece(struct builder *b)
{
    return emit(b, (struct tape_op){.code = TAPE_SELECT,
                                    .a = child(b, b->at, 0),
                                    .b = child(b, b->at, 1),
                                    .c = child(b, b->at, 2)});
}

uint32_t lower(struct builder *b)
{
    const struct pool *p = b->pool;

    switch (expr_kind(p, b->at)) {
    case EX_ADD: return lower_sum(b);
    case EX_MUL: return lower_product(b);
    case EX_POWER: return lower_power(b);
    case EX_FUNC: return unary(b, TAPE_FUNC, expr_func(p, b->at), child(b, b->at, 0));
    case EX_MIN: return fold_children(b, TAPE_MIN);
    case EX_MAX: return fold_children(b, TAPE_MAX);
    case EX_AND: return fold_children(b, TAPE_AND);
    case EX_OR: return fold_children(b, TAPE_OR);
    case EX_PIECE: return lower_piece(b);
    case EX_RELATION:
        return unary(b, TAPE_TEST, expr_relation(p, b->at), child(b, b->at, 0));
    case EX_TRUE: return emit_constant(b, pool_int(b->pool, 1));
    case EX_FALSE: return emit_constant(b, pool_int(b->pool, 0));
    case EX_NUMBER:
    case EX_PI:
    case EX_SYMBOL:
    case EX_INDEX:
    case EX_SUM:
    case EX_PROD: break; /* constants, inputs, or refused before */
    }
    return emit_constant(b, b->at);
}
