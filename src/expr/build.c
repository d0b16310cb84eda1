/* build.c: what was typed to what it means.
 *
 * Conditions that constructors drop while the formula is put together are collected from
 * the pool's account; inside a branch of a piecewise form they hold for that branch. */
#include "expr/internal.h"

#include <string.h>

struct binding { /* the index of a sum around this place */
    const char *name;
    expr value;
    const struct binding *outer;
};

struct builder {
    struct pool *pool;
    struct diag *diag;
    size_t terms; /* unrolled so far, in all sums */
    size_t steps; /* nodes built so far, each as often as it was written out */
};

static enum status build(struct builder *b, const struct syntax *s,
                         const struct binding *env, expr *out);

static enum status no_number(struct builder *b, const struct syntax *s, const char *what)
{
    return diag_set(b->diag, ST_SYNTAX, s->at, "a number is wanted here, not %s", what);
}

/* ---- sums and products over an index ------------------------------------------ */

static bool small_integer(const struct pool *p, expr e, long *v)
{
    const fmpq *q = expr_number(p, e);

    if (!q || !fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *v = fmpz_get_si(fmpq_numref(q));
    return *v > -1000000000 && *v < 1000000000;
}

static bool is_whole(const struct pool *p, expr e)
{
    return expr_number(p, e) && fmpz_is_one(fmpq_denref(expr_number(p, e)));
}

static enum status too_many_terms(struct builder *b, const struct syntax *s)
{
    return diag_set(b->diag, ST_LIMIT, s->at, "more than %d terms to write out",
                    BUILD_TERMS);
}

static enum status unroll(struct builder *b, const struct syntax *s,
                          const struct binding *env, long from, long to, expr *out)
{
    struct pool *p = b->pool;
    struct exprs list = {0};

    for (long i = from; i <= to; i++) {
        struct binding inner = {s->child[0]->text, pool_int(p, i), env};
        enum status st;
        expr e;

        if (++b->terms > BUILD_TERMS)
            return too_many_terms(b, s);
        if ((st = build(b, s->child[3], &inner, &e)) != ST_OK)
            return st;
        exprs_push(p, &list, e);
    }
    *out = s->func == CALL_SUM ? pool_add_n(p, list.at, list.n)
                               : pool_mul_n(p, list.at, list.n);
    return ST_OK;
}

static enum status build_range(struct builder *b, const struct syntax *s,
                               const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    struct binding free = {s->child[0]->text, EXPR_NONE, env};
    expr from, to, body;
    enum status st;
    long lo, hi;

    if (s->child[0]->kind != SYN_NAME)
        return diag_set(b->diag, ST_SYNTAX, s->child[0]->at,
                        "expected the name of the index");
    if ((st = build(b, s->child[1], env, &from)) != ST_OK ||
        (st = build(b, s->child[2], env, &to)) != ST_OK)
        return st;
    if (small_integer(p, from, &lo) && small_integer(p, to, &hi))
        return unroll(b, s, env, lo, hi, out);
    if (is_whole(p, from) && is_whole(p, to))
        return too_many_terms(b, s);
    if (expr_number(p, from) && expr_number(p, to))
        return diag_set(b->diag, ST_SYNTAX, s->at,
                        "the ends of the index are whole numbers");
    free.value = pool_symbol(p, free.name);
    if ((st = build(b, s->child[3], &free, &body)) != ST_OK)
        return st;
    *out =
        pool_range(p, s->func == CALL_SUM ? EX_SUM : EX_PROD, free.value, from, to, body);
    return ST_OK;
}

/* ---- pieces ------------------------------------------------------------------ */

static bool is_condition(const struct pool *p, expr e)
{
    enum expr_kind kind = expr_kind(p, e);

    return kind == EX_TRUE || kind == EX_FALSE || kind == EX_RELATION || kind == EX_AND ||
           kind == EX_OR;
}

static enum status build_condition(struct builder *b, const struct syntax *s,
                                   const struct binding *env, expr *out)
{
    enum status st = build(b, s, env, out);

    if (st == ST_OK && !is_condition(b->pool, *out))
        return diag_set(b->diag, ST_SYNTAX, s->at,
                        "a condition is wanted here, like x > 0");
    return st;
}

/* A branch counts only where its condition holds, and so do its demands. */
static enum status build_branch(struct builder *b, const struct syntax *s,
                                const struct binding *env, expr unless, expr *out)
{
    struct pool *p = b->pool;
    expr account = pool_take_demands(p), inner;
    enum status st = build(b, s, env, out);

    inner = pool_swap_demands(p, account);
    if (inner != pool_true(p))
        pool_demand(p, pool_or(p, unless, inner));
    return st;
}

static enum status build_if(struct builder *b, const struct syntax *condition,
                            const struct syntax *value, const struct binding *env,
                            expr *out_cond, expr *out_value)
{
    enum status st = build_condition(b, condition, env, out_cond);

    if (st != ST_OK)
        return st;
    return build_branch(b, value, env, pool_not(b->pool, *out_cond), out_value);
}

/* piecewise(c1: a1, c2: a2, otherwise), the last without a condition. */
static enum status build_piecewise(struct builder *b, const struct syntax *s,
                                   const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    size_t n = s->count;
    expr *conditions = arena_array(pool_arena(p), n, sizeof *conditions);
    expr *values = arena_array(pool_arena(p), n, sizeof *values);
    enum status st;

    if (s->child[n - 1]->kind == SYN_PAIR)
        return diag_set(
            b->diag, ST_SYNTAX, s->child[n - 1]->at,
            "the last piece has no condition: it is the value everywhere else");
    for (size_t i = 0; i + 1 < n; i++) {
        if (s->child[i]->kind != SYN_PAIR)
            return diag_set(b->diag, ST_SYNTAX, s->child[i]->at,
                            "expected CONDITION: VALUE");
        st = build_if(b, s->child[i]->child[0], s->child[i]->child[1], env,
                      &conditions[i], &values[i]);
        if (st != ST_OK)
            return st;
    }
    if ((st = build(b, s->child[n - 1], env, out)) != ST_OK)
        return st;
    for (size_t i = n - 1; i-- > 0;)
        *out = pool_piece(p, conditions[i], values[i], *out);
    return ST_OK;
}

/* ---- calls ------------------------------------------------------------------- */

static enum status build_args(struct builder *b, const struct syntax *s,
                              const struct binding *env, expr **out)
{
    *out = arena_array(pool_arena(b->pool), s->count + 1, sizeof **out);
    for (size_t i = 0; i < s->count; i++) {
        enum status st = build(b, s->child[i], env, &(*out)[i]);

        if (st != ST_OK)
            return st;
        if (is_condition(b->pool, (*out)[i]))
            return no_number(b, s->child[i], "a condition");
    }
    return ST_OK;
}

static enum status build_call(struct builder *b, const struct syntax *s,
                              const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    enum status st;
    expr *args, condition;

    switch (s->func) {
    case CALL_SUM:
    case CALL_PROD: return build_range(b, s, env, out);
    case CALL_PIECEWISE: return build_piecewise(b, s, env, out);
    case CALL_IF: {
        expr value, otherwise;

        st = build_if(b, s->child[0], s->child[1], env, &condition, &value);
        if (st == ST_OK)
            st = build_branch(b, s->child[2], env, condition, &otherwise);
        if (st == ST_OK)
            *out = pool_piece(p, condition, value, otherwise);
        return st;
    }
    default: break;
    }
    if (s->func < 0)
        return diag_set(b->diag, ST_SYNTAX, s->at, "'%s' is no function of a number",
                        s->text);
    if ((st = build_args(b, s, env, &args)) != ST_OK)
        return st;
    switch (s->func) {
    case CALL_MIN: *out = pool_extreme(p, EX_MIN, args, s->count); break;
    case CALL_MAX: *out = pool_extreme(p, EX_MAX, args, s->count); break;
    case CALL_LOG:
        *out = pool_div(p, pool_func(p, FN_LN, args[0]), pool_func(p, FN_LN, args[1]));
        break;
    case CALL_ROOT:
        *out = pool_power(p, args[0], pool_power(p, args[1], pool_int(p, -1)));
        break;
    default: *out = pool_func(p, (enum func_id)s->func, args[0]); break;
    }
    return ST_OK;
}

/* ---- operators --------------------------------------------------------------- */

static enum status build_factorial(struct builder *b, const struct syntax *s,
                                   const struct binding *env, expr *out)
{
    expr n;
    enum status st = build(b, s->child[0], env, &n);
    long v;

    if (st != ST_OK)
        return st;
    if (is_whole(b->pool, n) &&
        fmpz_cmp_si(fmpq_numref(expr_number(b->pool, n)), 2999) > 0)
        return diag_set(b->diag, ST_LIMIT, s->at,
                        "a factorial beyond 2999! is not written out");
    if (!small_integer(b->pool, n, &v) || v < 0) {
        st = diag_set(b->diag, ST_SYNTAX, s->at, "n! is for whole numbers from 0 on");
        diag_help(b->diag, "gamma(u + 1) continues it to other numbers");
        return st;
    }
    *out = pool_func(b->pool, FN_GAMMA, pool_int(b->pool, v + 1));
    return ST_OK;
}

static enum status build_two(struct builder *b, const struct syntax *s,
                             const struct binding *env, expr *l, expr *r)
{
    enum status st = build(b, s->child[0], env, l);

    return st == ST_OK ? build(b, s->child[1], env, r) : st;
}

static enum status build_binary(struct builder *b, const struct syntax *s,
                                const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    expr l, r;
    enum status st = build_two(b, s, env, &l, &r);
    bool logic = s->op == OP_AND || s->op == OP_OR;

    if (st != ST_OK)
        return st;
    for (int i = 0; i < 2; i++)
        if (is_condition(p, i ? r : l) != logic)
            return logic ? diag_set(b->diag, ST_SYNTAX, s->child[i]->at,
                                    "a condition is wanted here, like x > 0")
                         : no_number(b, s->child[i], "a condition");
    switch (s->op) {
    case OP_ADD: *out = pool_add(p, l, r); return ST_OK;
    case OP_SUB: *out = pool_sub(p, l, r); return ST_OK;
    case OP_MUL: *out = pool_mul(p, l, r); return ST_OK;
    case OP_DIV: *out = pool_div(p, l, r); return ST_OK;
    case OP_POWER: *out = pool_power(p, l, r); return ST_OK;
    case OP_AND: *out = pool_and(p, l, r); return ST_OK;
    case OP_OR: *out = pool_or(p, l, r); return ST_OK;
    default: return no_number(b, s, "this");
    }
}

static expr compare(struct pool *p, enum op op, expr l, expr r)
{
    switch (op) {
    case OP_EQ: return pool_relation(p, REL_EQ, pool_sub(p, l, r));
    case OP_NE: return pool_relation(p, REL_NE, pool_sub(p, l, r));
    case OP_LT: return pool_relation(p, REL_GT, pool_sub(p, r, l));
    case OP_LE: return pool_relation(p, REL_GE, pool_sub(p, r, l));
    case OP_GT: return pool_relation(p, REL_GT, pool_sub(p, l, r));
    default: return pool_relation(p, REL_GE, pool_sub(p, l, r));
    }
}

/* a < b < c is a < b and b < c. */
static enum status build_relation(struct builder *b, const struct syntax *s,
                                  const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    const struct syntax *left = s->child[0];
    expr l, r, before = pool_true(p);
    enum status st;

    if (left->kind == SYN_RELATION && !left->grouped) {
        if ((st = build_relation(b, left, env, &before)) != ST_OK)
            return st;
        left = left->child[1];
    }
    if ((st = build(b, left, env, &l)) != ST_OK ||
        (st = build(b, s->child[1], env, &r)) != ST_OK)
        return st;
    if (is_condition(p, l) || is_condition(p, r))
        return no_number(b, s, "a condition");
    *out = pool_and(p, before, compare(p, s->op, l, r));
    return ST_OK;
}

static enum status build_prefix(struct builder *b, const struct syntax *s,
                                const struct binding *env, expr *out)
{
    enum status st = s->op == OP_NOT ? build_condition(b, s->child[0], env, out)
                                     : build(b, s->child[0], env, out);

    if (st != ST_OK || s->op == OP_PLUS)
        return st;
    if (s->op == OP_PLUSMINUS)
        return no_number(b, s, "two of them");
    *out = s->op == OP_NOT ? pool_not(b->pool, *out) : pool_neg(b->pool, *out);
    return ST_OK;
}

/* ---- leaves ------------------------------------------------------------------ */

static expr build_name(struct builder *b, const char *name, const struct binding *env)
{
    for (; env; env = env->outer)
        if (!strcmp(env->name, name))
            return env->value;
    return pool_symbol(b->pool, name);
}

static enum status build_constant(struct builder *b, const struct syntax *s, expr *out)
{
    if (!strcmp(s->text, "inf"))
        return diag_set(b->diag, ST_SYNTAX, s->at,
                        "infinity is no number: it can only be the end of an interval");
    if (!strcmp(s->text, "true") || !strcmp(s->text, "false"))
        *out = s->text[0] == 't' ? pool_true(b->pool) : pool_false(b->pool);
    else
        *out = !strcmp(s->text, "pi") ? pool_pi(b->pool)
                                      : pool_func(b->pool, FN_EXP, pool_int(b->pool, 1));
    return ST_OK;
}

/* x[3] is a variable of its own; x[i + 1] waits for its index. */
static enum status build_index(struct builder *b, const struct syntax *s,
                               const struct binding *env, expr *out)
{
    struct pool *p = b->pool;
    expr index;
    enum status st = build(b, s->child[0], env, &index);
    long v;

    if (st != ST_OK)
        return st;
    if (!s->text)
        return diag_set(b->diag, ST_SYNTAX, s->at, "only a name can have an index");
    if (small_integer(p, index, &v))
        *out = pool_symbol(p, arena_printf(pool_arena(p), "%s[%ld]", s->text, v));
    else if (expr_number(p, index))
        return diag_set(b->diag, ST_SYNTAX, s->child[0]->at,
                        "an index is a whole number");
    else
        *out = pool_index(p, pool_symbol(p, s->text), index);
    return ST_OK;
}

static enum status build(struct builder *b, const struct syntax *s,
                         const struct binding *env, expr *out)
{
    enum status st;

    *out = pool_int(b->pool, 0);
    if (++b->steps > BUILD_STEPS || b->pool->over)
        return diag_set(b->diag, ST_LIMIT, s->at,
                        "the expression is too long written out");
    switch (s->kind) {
    case SYN_NUMBER: *out = pool_number(b->pool, s->number); return ST_OK;
    case SYN_NAME: *out = build_name(b, s->text, env); return ST_OK;
    case SYN_CONSTANT: return build_constant(b, s, out);
    case SYN_INDEX: return build_index(b, s, env, out);
    case SYN_PREFIX: return build_prefix(b, s, env, out);
    case SYN_BINARY: return build_binary(b, s, env, out);
    case SYN_POSTFIX: return build_factorial(b, s, env, out);
    case SYN_CALL: return build_call(b, s, env, out);
    case SYN_ABS:
        if (s->count != 1)
            return no_number(b, s, "a list");
        if ((st = build(b, s->child[0], env, out)) == ST_OK)
            *out = pool_func(b->pool, FN_ABS, *out);
        return st;
    case SYN_RELATION: return build_relation(b, s, env, out);
    case SYN_TUPLE: return no_number(b, s, "a point");
    case SYN_LIST: return no_number(b, s, "a list");
    case SYN_INTERVAL: return no_number(b, s, "an interval");
    case SYN_SET: return no_number(b, s, "a set");
    case SYN_FIELD: return no_number(b, s, "a field of a record");
    case SYN_PAIR: return no_number(b, s, "a pair");
    case SYN_DERIVATIVE: return no_number(b, s, "a derivative not yet taken");
    }
    return ST_UNABLE;
}

enum status expr_build(struct pool *p, const struct syntax *s, struct formula *out,
                       struct diag *d)
{
    struct builder b = {.pool = p, .diag = d};
    expr account = pool_take_demands(p);
    enum status st = build(&b, s, NULL, &out->body);

    out->where = pool_swap_demands(p, account);
    if (st != ST_OK)
        return st;
    if (pool_implies(p, pool_domain(p, out->body), out->where))
        out->where = pool_true(p);
    st = pool_status(p, d);
    if (st != ST_OK)
        d->at = s->at;
    return st;
}

enum status expr_read(struct pool *p, const char *text, size_t n,
                      const struct scope *scope, struct formula *out, struct note **notes,
                      struct diag *d)
{
    struct reading reading;
    enum status st = expr_parse(pool_arena(p), text, n, scope, &reading, d);

    if (st != ST_OK)
        return st;
    if (notes)
        *notes = reading.notes;
    return expr_build(p, reading.root, out, d);
}
