/* branch.c: a function on one gap between its breaks, written without cases. */
#include "analysis/internal.h"

static expr by_sign(const struct search *s, expr u, expr x, expr at, expr above,
                    expr below)
{
    switch (constant_sign(s->pool, pool_put(s->pool, u, x, at))) {
    case 1: return above;
    case 0: return above;
    case -1: return below;
    default: return EXPR_NONE;
    }
}

static expr extreme_branch(const struct search *s, expr e, expr x, expr at)
{
    struct pool *p = s->pool;
    expr best = expr_arg(p, e, 0);

    for (size_t i = 1; i < expr_count(p, e) && best != EXPR_NONE; i++) {
        expr u = expr_arg(p, e, i), gap = pool_sub(p, best, u);

        best = expr_kind(p, e) == EX_MAX ? by_sign(s, gap, x, at, best, u)
                                         : by_sign(s, gap, x, at, u, best);
    }
    return best;
}

/* What stands for the node on the gap, its parts being without cases already. */
static expr branch_node(const struct search *s, expr e, expr x, expr at)
{
    struct pool *p = s->pool;
    expr u;

    switch (expr_kind(p, e)) {
    case EX_MIN:
    case EX_MAX: return extreme_branch(s, e, x, at);
    case EX_PIECE:
        switch (constant_truth(p, pool_put(s->pool, expr_arg(p, e, 0), x, at))) {
        case TRUTH_YES: return expr_arg(p, e, 1);
        case TRUTH_NO: return expr_arg(p, e, 2);
        case TRUTH_UNKNOWN: return EXPR_NONE;
        }
        return EXPR_NONE;
    case EX_FUNC: break;
    default: return e;
    }
    u = expr_arg(p, e, 0);
    switch (expr_func(p, e)) {
    case FN_ABS: return by_sign(s, u, x, at, u, pool_neg(p, u));
    case FN_SIGN:
    case FN_FLOOR:
    case FN_CEIL:
        u = pool_func(p, expr_func(p, e), pool_put(s->pool, u, x, at));
        return expr_number(p, u) ? u : EXPR_NONE;
    default: return e;
    }
}

bool has_cases(struct pool *p, expr f)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, f, &n, scratch);
    bool found = false;

    for (size_t i = 0; i < n && !found; i++) {
        enum expr_kind kind = expr_kind(p, below[i]);

        found =
            kind == EX_PIECE || kind == EX_MIN || kind == EX_MAX ||
            (kind == EX_FUNC &&
             (expr_func(p, below[i]) == FN_ABS || expr_func(p, below[i]) == FN_SIGN ||
              expr_func(p, below[i]) == FN_FLOOR || expr_func(p, below[i]) == FN_CEIL));
    }
    arena_free(scratch);
    return found;
}

expr branch_at(const struct search *s, expr f, expr x, expr at)
{
    struct pool *p = s->pool;
    struct arena *scratch = arena_new();
    expr account = pool_take_demands(p), *made;
    size_t n;
    expr *below = expr_below(p, f, &n, scratch);
    bool ok = true;

    made = arena_array(scratch, f + 1, sizeof *made);
    for (size_t i = 0; i < n && ok; i++) {
        expr e = below[i];
        size_t count = expr_count(p, e);
        expr *args = arena_array(scratch, count + 1, sizeof *args);

        for (size_t j = 0; j < count; j++)
            args[j] = made[expr_arg(p, e, j)];
        made[e] = count ? pool_rebuild(p, e, args) : e;
        if (expr_has(p, e, x))
            made[e] = branch_node(s, made[e], x, at);
        ok = made[e] != EXPR_NONE;
    }
    f = ok ? made[f] : EXPR_NONE;
    arena_free(scratch);
    pool_swap_demands(p, account);
    return f;
}
