/* length.c: how long a node prints, without printing it. */
#include "algebra/internal.h"

#include <string.h>

enum { BINDS_ATOM = 100, BINDS_CALL = 90 };

struct size {
    uint32_t length; /* 0: not reckoned yet */
    uint8_t binds;
    bool minus; /* begins with a sign, which is counted */
};

struct lengths {
    struct pool *pool;
    struct arena *arena;
    struct size *at;
    size_t cap;
};

/* One side of a fraction bar while its factors are counted. */
struct side {
    uint64_t length;
    unsigned count;
    int binds; /* of the only one */
};

static struct size measure(struct lengths *l, expr e);

static struct size sized(uint64_t length, int binds, bool minus)
{
    return (struct size){length < LENGTH_MOST ? (uint32_t)length : LENGTH_MOST,
                         (uint8_t)binds, minus};
}

/* ---- numbers ----------------------------------------------------------------- */

static uint64_t digits(const fmpz_t n)
{
    uint64_t count = 1;

    if (!fmpz_abs_fits_ui(n))
        return fmpz_sizeinbase(n, 10);
    for (ulong v = fmpz_get_si(n) < 0 ? -(ulong)fmpz_get_si(n) : fmpz_get_ui(n); v > 9;
         v /= 10)
        count++;
    return count;
}

static struct size number_size(const fmpq *q)
{
    bool minus = fmpq_sgn(q) < 0, whole = fmpz_is_one(fmpq_denref(q));

    return sized(digits(fmpq_numref(q)) + (whole ? 0 : 1 + digits(fmpq_denref(q))) +
                     minus,
                 minus   ? op_row(OP_MINUS)->binds
                 : whole ? BINDS_ATOM
                         : op_row(OP_DIV)->binds,
                 minus);
}

/* ---- products ---------------------------------------------------------------- */

static void place(struct side *s, struct size f)
{
    bool bracket = f.binds <= op_row(OP_MUL)->binds;

    s->length += f.length + (bracket ? 2 : 0) + (s->count ? 1 : 0);
    s->binds = bracket ? BINDS_ATOM : f.binds;
    s->count++;
}

static bool is_root(const fmpq *q)
{
    return fmpz_is_pm1(fmpq_numref(q)) && fmpz_cmp_ui(fmpq_denref(q), 2) >= 0 &&
           fmpz_cmp_ui(fmpq_denref(q), 3) <= 0;
}

/* base^|q| */
static struct size power_size(struct lengths *l, expr base, const fmpq *q)
{
    struct size b = measure(l, base), n = number_size(q);
    int power = op_row(OP_POWER)->binds;
    uint64_t length;

    if (fmpz_is_pm1(fmpq_numref(q)) && fmpz_is_one(fmpq_denref(q)))
        return b;
    if (is_root(q))
        return sized(strlen("sqrt()") + (uint64_t)b.length, BINDS_CALL, false);
    length = (uint64_t)b.length + (b.binds <= power ? 2 : 0) + 1 + n.length - n.minus;
    return sized(length + (fmpz_is_one(fmpq_denref(q)) ? 0 : 2), power, false);
}

static void place_factor(struct lengths *l, expr e, struct side *above,
                         struct side *below)
{
    struct pool *p = l->pool;
    const fmpq *q =
        expr_kind(p, e) == EX_POWER ? expr_number(p, expr_arg(p, e, 1)) : NULL;

    if (!q)
        place(above, measure(l, e));
    else
        place(fmpq_sgn(q) < 0 ? below : above, power_size(l, expr_arg(p, e, 0), q));
}

/* From three parts; fraction bars within them are not joined. */
static struct size wide_size(struct lengths *l, expr e)
{
    struct side s = {0};
    size_t n;
    const expr *cells = expr_cells(l->pool, e, &n);

    for (size_t i = 0; i < n; i++)
        place(&s, sized(measure(l, cells[i]).length, BINDS_ATOM, false));
    return sized(s.length, op_row(OP_MUL)->binds, false);
}

static struct size product_size(struct lengths *l, expr e)
{
    struct pool *p = l->pool;
    struct side above = {0}, below = {0};
    expr c, rest;
    const fmpq *q;
    bool minus;

    if (expr_is_wide(p, e))
        return wide_size(l, e);
    expr_split(p, e, &c, &rest);
    q = expr_number(p, c);
    minus = fmpq_sgn(q) < 0;
    if (!fmpz_is_pm1(fmpq_numref(q)))
        place(&above, sized(digits(fmpq_numref(q)), BINDS_ATOM, false));
    if (!fmpz_is_one(fmpq_denref(q)))
        place(&below, sized(digits(fmpq_denref(q)), BINDS_ATOM, false));
    if (expr_kind(p, rest) == EX_MUL)
        for (size_t i = 0; i < expr_count(p, rest); i++)
            place_factor(l, expr_arg(p, rest, i), &above, &below);
    else
        place_factor(l, rest, &above, &below);
    if (!above.count)
        place(&above, sized(1, BINDS_ATOM, false));
    if (below.count)
        above.length += 1 + below.length + (below.count > 1 ? 2 : 0);
    return sized(above.length + minus,
                 minus                            ? op_row(OP_MINUS)->binds
                 : below.count || above.count > 1 ? op_row(OP_MUL)->binds
                                                  : above.binds,
                 minus);
}

/* ---- the rest ---------------------------------------------------------------- */

/* A sum of numbers gets a fraction bar of its own: that one is printed. */
static bool has_own_bar(const struct pool *p, expr e)
{
    bool fractions = false;

    for (size_t i = 0; i < expr_count(p, e) && expr_closed(p, e); i++) {
        expr c, rest;

        expr_split(p, expr_arg(p, e, i), &c, &rest);
        fractions = fractions || !fmpz_is_one(fmpq_denref(expr_number(p, c)));
    }
    return fractions;
}

static struct size sum_size(struct lengths *l, expr e)
{
    struct pool *p = l->pool;
    size_t n = expr_count(p, e);
    uint64_t length = 3 * (n - 1);
    bool all_minus = true;

    if (has_own_bar(p, e)) {
        struct arena *scratch = arena_new();

        length = strlen(expr_text(p, e, NOTE_PLAIN, scratch));
        arena_free(scratch);
        return sized(length, op_row(OP_DIV)->binds, false);
    }
    for (size_t i = 0; i < n; i++) {
        struct size t = measure(l, expr_arg(p, e, i));

        length += t.length - t.minus;
        all_minus = all_minus && t.minus;
    }
    return sized(length + all_minus, op_row(OP_ADD)->binds, all_minus);
}

static struct size list_size(struct lengths *l, expr e, size_t name)
{
    uint64_t length = name + 2;

    for (size_t i = 0; i < expr_count(l->pool, e); i++)
        length += (uint64_t)measure(l, expr_arg(l->pool, e, i)).length + (i ? 2 : 0);
    return sized(length, BINDS_CALL, false);
}

static struct size free_power_size(struct lengths *l, expr e)
{
    struct size b = measure(l, expr_arg(l->pool, e, 0)),
                n = measure(l, expr_arg(l->pool, e, 1));
    int power = op_row(OP_POWER)->binds;

    return sized((uint64_t)b.length + n.length + 1 + (b.binds <= power ? 2 : 0) +
                     (n.binds < power ? 2 : 0),
                 power, false);
}

static struct size reckon(struct lengths *l, expr e)
{
    struct pool *p = l->pool;

    switch (expr_kind(p, e)) {
    case EX_NUMBER: return number_size(expr_number(p, e));
    case EX_PI: return sized(2, BINDS_ATOM, false);
    case EX_SYMBOL: return sized(strlen(expr_name(p, e)), BINDS_ATOM, false);
    case EX_ADD: return sum_size(l, e);
    case EX_MUL: return product_size(l, e);
    case EX_POWER:
        return expr_number(p, expr_arg(p, e, 1)) ? product_size(l, e)
                                                 : free_power_size(l, e);
    case EX_FUNC:
        if (expr_is_func(p, e, FN_EXP) && expr_is_int(p, expr_arg(p, e, 0), 1))
            return sized(1, BINDS_ATOM, false);
        return list_size(l, e, strlen(func_row(expr_func(p, e))->name));
    case EX_MIN:
    case EX_MAX:
    case EX_SUM: return list_size(l, e, strlen("sum"));
    case EX_PROD: return list_size(l, e, strlen("prod"));
    case EX_INDEX:
    case EX_PIECE: return list_size(l, e, strlen("if"));
    case EX_TRUE:
    case EX_FALSE: return sized(strlen("true"), BINDS_ATOM, false);
    case EX_RELATION: return list_size(l, e, strlen(" = 0"));
    case EX_AND:
    case EX_OR: return list_size(l, e, 3 * expr_count(p, e));
    }
    return sized(1, BINDS_ATOM, false);
}

static struct size measure(struct lengths *l, expr e)
{
    struct size s;

    if (e < l->cap && l->at[e].length)
        return l->at[e];
    s = reckon(l, e);
    if (e >= l->cap) {
        size_t cap = 2 * pool_size(l->pool) + 64;

        l->at = arena_grow(l->arena, l->at, l->cap, cap, sizeof *l->at);
        l->cap = cap;
    }
    l->at[e] = s;
    return s;
}

struct lengths *lengths_new(struct pool *p, struct arena *a)
{
    struct lengths *l = arena_alloc(a, sizeof *l);

    l->pool = p;
    l->arena = a;
    return l;
}

uint32_t length_of(struct lengths *l, expr e)
{
    return measure(l, e).length;
}
