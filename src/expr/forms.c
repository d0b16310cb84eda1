/* forms.c: nodes of other shape (extremes, pieces, sums over an index), and rebuilding a
 * node from new parts, which is also substitution. */
#include "expr/internal.h"

expr pool_index(struct pool *p, expr symbol, expr index)
{
    expr args[2] = {symbol, index};

    return pool_intern(p, EX_INDEX, 0, args, 2);
}

/* Numbers among the arguments, and those of a maximum in a maximum, are settled at once. */
expr pool_extreme(struct pool *p, enum expr_kind kind, const expr *args, size_t n)
{
    struct exprs flat = {0}, list = {0};
    size_t out = 0;
    expr best = EXPR_NONE;

    for (size_t i = 0; i < n; i++)
        if (expr_kind(p, args[i]) == kind)
            for (size_t j = 0; j < expr_count(p, args[i]); j++)
                exprs_push(p, &flat, expr_arg(p, args[i], j));
        else
            exprs_push(p, &flat, args[i]);
    for (size_t i = 0; i < flat.n; i++) {
        const fmpq *q = expr_number(p, flat.at[i]);

        if (!q)
            exprs_push(p, &list, flat.at[i]);
        else if (best == EXPR_NONE ||
                 (fmpq_cmp(q, expr_number(p, best)) > 0) == (kind == EX_MAX))
            best = flat.at[i];
    }
    if (best != EXPR_NONE)
        exprs_push(p, &list, best);
    exprs_sort(&list);
    for (size_t i = 0; i < list.n; i++)
        if (!out || list.at[out - 1] != list.at[i])
            list.at[out++] = list.at[i];
    list.n = out;
    return list.n == 1 ? list.at[0] : pool_intern(p, kind, 0, list.at, list.n);
}

expr pool_piece(struct pool *p, expr condition, expr value, expr otherwise)
{
    expr args[3] = {condition, value, otherwise};

    if (condition == p->truth)
        return value;
    if (condition == p->falsity || value == otherwise)
        return otherwise;
    return pool_intern(p, EX_PIECE, 0, args, 3);
}

expr pool_range(struct pool *p, enum expr_kind kind, expr symbol, expr from, expr to,
                expr body)
{
    expr args[4] = {symbol, from, to, body};

    return pool_intern(p, kind, 0, args, 4);
}

expr pool_rebuild(struct pool *p, expr e, const expr *args)
{
    size_t n = expr_count(p, e);
    bool same = true;

    for (size_t i = 0; i < n; i++)
        same = same && args[i] == expr_arg(p, e, i);
    if (same)
        return e;
    switch (expr_kind(p, e)) {
    case EX_ADD: return pool_add_n(p, args, n);
    case EX_MUL: return pool_mul_n(p, args, n);
    case EX_POWER: return pool_power(p, args[0], args[1]);
    case EX_FUNC: return pool_func(p, expr_func(p, e), args[0]);
    case EX_MIN:
    case EX_MAX: return pool_extreme(p, expr_kind(p, e), args, n);
    case EX_PIECE: return pool_piece(p, args[0], args[1], args[2]);
    case EX_INDEX: return pool_index(p, args[0], args[1]);
    case EX_SUM:
    case EX_PROD:
        return pool_range(p, expr_kind(p, e), args[0], args[1], args[2], args[3]);
    case EX_RELATION: return pool_relation(p, expr_relation(p, e), args[0]);
    case EX_AND:
    case EX_OR: {
        expr all = args[0];

        for (size_t i = 1; i < n; i++)
            all = expr_kind(p, e) == EX_AND ? pool_and(p, all, args[i])
                                            : pool_or(p, all, args[i]);
        return all;
    }
    default: return e;
    }
}

expr pool_substitute(struct pool *p, expr e, expr symbol, expr value)
{
    struct arena *scratch;
    size_t n;
    expr *below, *made;

    if (!expr_has(p, e, symbol))
        return e;
    scratch = arena_new();
    below = expr_below(p, e, &n, scratch);
    made = arena_array(scratch, e + 1, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        expr id = below[i];
        size_t count = expr_count(p, id);
        expr *args = arena_array(scratch, count + 1, sizeof *args);

        for (size_t j = 0; j < count; j++)
            args[j] = made[expr_arg(p, id, j)];
        made[id] = id == symbol ? value : count ? pool_rebuild(p, id, args) : id;
    }
    e = made[e];
    arena_free(scratch);
    return e;
}

expr pool_put(struct pool *p, expr e, expr symbol, expr value)
{
    expr account = pool_take_demands(p);

    e = pool_substitute(p, e, symbol, value);
    pool_swap_demands(p, account);
    return e;
}
