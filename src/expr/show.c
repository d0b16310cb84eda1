/* show.c: a node as a teacher would write it, as a syntax tree.
 *
 * Terms and factors stand in the order of order.c; a product gathers what has a negative
 * exponent below one fraction bar; roots are written as roots. Nothing is computed that
 * building would not undo. */
#include "expr/internal.h"

#include <stdlib.h>
#include <string.h>

/* A node of the pool that has many parents is written out under each of them, so a small
 * pool can hold an endless text. */
enum { SHOW_NODES = 50000 };

struct show {
    struct pool *pool;
    struct arena *arena;
    struct order order;
    size_t made;
};

static const struct span nowhere;

static struct syntax *show(struct show *sh, expr e);
static struct syntax *show_terms(struct show *sh, expr e);

/* A factor: a sum keeps its fractions, for a bar of its own would join the product's. */
static struct syntax *show_factor(struct show *sh, expr e)
{
    return expr_kind(sh->pool, e) == EX_ADD ? show_terms(sh, e) : show(sh, e);
}

/* ---- parts ------------------------------------------------------------------- */

static struct syntax *show_fmpq(struct show *sh, const fmpq_t v)
{
    return syntax_number(sh->arena, v, nowhere);
}

static struct syntax *show_fmpz(struct show *sh, const fmpz_t n)
{
    struct syntax *s;
    fmpq_t v;

    fmpq_init(v);
    fmpq_set_fmpz(v, n);
    s = show_fmpq(sh, v);
    fmpq_clear(v);
    return s;
}

static struct syntax *call_one(struct show *sh, int func, struct syntax *u)
{
    return syntax_call(sh->arena, func,
                       func < FN_COUNT ? func_row((enum func_id)func)->name
                                       : call_row(func)->name,
                       1, &u);
}

static struct syntax *join(struct show *sh, enum op op, struct syntax *l,
                           struct syntax *r)
{
    return l ? r ? syntax_binary(sh->arena, op, l, r) : l : r;
}

/* ---- products ---------------------------------------------------------------- */

static struct syntax *show_power(struct show *sh, expr base, const fmpq_t q)
{
    fmpq_t half, third;
    struct syntax *s = show_factor(sh, base);
    bool root2, root3;

    if (fmpq_is_one(q))
        return s;
    fmpq_init(half);
    fmpq_init(third);
    fmpq_set_si(half, 1, 2);
    fmpq_set_si(third, 1, 3);
    root2 = fmpq_equal(q, half);
    root3 = fmpq_equal(q, third);
    fmpq_clear(third);
    fmpq_clear(half);
    if (root2 || root3)
        return call_one(sh, root2 ? FN_SQRT : FN_CBRT, s);
    return syntax_binary(sh->arena, OP_POWER, s, show_fmpq(sh, q));
}

/* One factor; above or below the bar by the sign of its exponent. */
static void place_factor(struct show *sh, expr e, struct syntax **above,
                         struct syntax **below)
{
    struct pool *p = sh->pool;
    const fmpq *q =
        expr_kind(p, e) == EX_POWER ? expr_number(p, expr_arg(p, e, 1)) : NULL;
    fmpq_t size;

    if (!q) {
        *above = join(sh, OP_MUL, *above, show_factor(sh, e));
        return;
    }
    fmpq_init(size);
    fmpq_abs(size, q);
    if (fmpq_sgn(q) < 0)
        *below = join(sh, OP_MUL, *below, show_power(sh, expr_arg(p, e, 0), size));
    else
        *above = join(sh, OP_MUL, *above, show_power(sh, expr_arg(p, e, 0), size));
    fmpq_clear(size);
}

static struct syntax *show_product(struct show *sh, expr e, const fmpq_t coefficient)
{
    struct pool *p = sh->pool;
    struct exprs list = {0};
    struct syntax *above = NULL, *below = NULL;
    fmpz_t num;

    if (expr_kind(p, e) == EX_MUL)
        for (size_t i = 0; i < expr_count(p, e); i++)
            exprs_push(p, &list, expr_arg(p, e, i));
    else if (!expr_is_int(p, e, 1))
        exprs_push(p, &list, e);
    order_factors(&sh->order, &list);
    fmpz_init(num);
    fmpz_abs(num, fmpq_numref(coefficient));
    if (!fmpz_is_one(num))
        above = show_fmpz(sh, num);
    if (!fmpz_is_one(fmpq_denref(coefficient)))
        below = show_fmpz(sh, fmpq_denref(coefficient));
    for (size_t i = 0; i < list.n; i++)
        place_factor(sh, list.at[i], &above, &below);
    if (!above)
        above = show_fmpz(sh, num) /* only a fraction is left: 1/x */;
    fmpz_clear(num);
    if (below)
        above = syntax_binary(sh->arena, OP_DIV, above, below);
    return fmpq_sgn(coefficient) < 0 ? syntax_prefix(sh->arena, OP_MINUS, above) : above;
}

/* ---- sums -------------------------------------------------------------------- */

static void negate(fmpq_t minus, const fmpq *c)
{
    fmpq_init(minus);
    fmpq_neg(minus, c);
}

static struct syntax *add_term(struct show *sh, struct syntax *sum, expr e)
{
    struct pool *p = sh->pool;
    expr c, rest;
    fmpq_t minus;
    struct syntax *s;

    expr_split(p, e, &c, &rest);
    if (!sum || fmpq_sgn(expr_number(p, c)) > 0)
        return join(sh, OP_ADD, sum, show(sh, e));
    negate(minus, expr_number(p, c));
    s = rest == p->one ? show_fmpq(sh, minus) : show_product(sh, rest, minus);
    fmpq_clear(minus);
    return syntax_binary(sh->arena, OP_SUB, sum, s);
}

/* The least common denominator of the coefficients. */
static void common_denominator(struct pool *p, expr e, fmpz_t den)
{
    fmpz_one(den);
    for (size_t i = 0; i < expr_count(p, e); i++) {
        expr c, rest;

        expr_split(p, expr_arg(p, e, i), &c, &rest);
        fmpz_lcm(den, den, fmpq_denref(expr_number(p, c)));
    }
}

static struct syntax *show_terms(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    size_t n = expr_count(p, e);
    struct ranked *terms = arena_array(sh->arena, n, sizeof *terms);
    struct syntax *sum = NULL;

    for (size_t i = 0; i < n; i++)
        terms[i] = order_rank(&sh->order, expr_arg(p, e, i));
    qsort(terms, n, sizeof *terms, order_compare);
    if (n == 2 && expr_looks_negative(p, terms[0].e) &&
        !expr_looks_negative(p, terms[1].e)) {
        struct ranked t = terms[0]; /* 1 - x rather than -x + 1 */

        terms[0] = terms[1];
        terms[1] = t;
    }
    for (size_t i = 0; i < n; i++)
        sum = add_term(sh, sum, terms[i].e);
    return sum;
}

/* A sum of numbers has one fraction bar: (7 + 2*sqrt(5))/4. */
static struct syntax *show_sum(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    struct syntax *s;
    fmpz_t den;
    fmpq_t v;
    expr whole;

    if (!expr_closed(p, e))
        return show_terms(sh, e);
    fmpz_init(den);
    common_denominator(p, e, den);
    if (fmpz_is_one(den)) {
        fmpz_clear(den);
        return show_terms(sh, e);
    }
    fmpq_init(v);
    fmpq_set_fmpz(v, den);
    {
        expr product[2] = {pool_number(p, v), e};

        product[0] = pool_intern(p, EX_MUL, 0, product, 2);
        whole = pool_add_n(p, product, 1);
    }
    s = syntax_binary(sh->arena, OP_DIV, show_terms(sh, whole), show_fmpz(sh, den));
    fmpq_clear(v);
    fmpz_clear(den);
    return s;
}

/* ---- conditions ---------------------------------------------------------------- */

static enum op relation_op(enum relation rel, bool turned)
{
    switch (rel) {
    case REL_EQ: return OP_EQ;
    case REL_NE: return OP_NE;
    case REL_GT: return turned ? OP_LT : OP_GT;
    case REL_GE: return turned ? OP_LE : OP_GE;
    }
    return OP_EQ;
}

/* The number goes to the right: 1 - x^2 >= 0 is x^2 <= 1, and 2x + 1 > 0 is x > -1/2. */
static struct syntax *show_relation(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    expr u = expr_arg(p, e, 0), number = p->zero, c, rest;
    bool turned;

    if (expr_kind(p, u) == EX_ADD && expr_number(p, expr_arg(p, u, 0))) {
        number = pool_neg(p, expr_arg(p, u, 0));
        u = pool_add(p, u, number);
    }
    turned = expr_looks_negative(p, u);
    if (turned) {
        u = pool_neg(p, u);
        number = pool_neg(p, number);
    }
    expr_split(p, u, &c, &rest);
    if (expr_number(p, number) && c != p->one) {
        number = pool_div(p, number, c);
        u = rest;
    }
    return syntax_binary(sh->arena, relation_op(expr_relation(p, e), turned), show(sh, u),
                         show(sh, number));
}

/* Comparisons stand as what they compare would stand in a sum: x > 0 and y > 0. */
static struct ranked rank_condition(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    struct ranked r = order_rank(
        &sh->order, expr_kind(p, e) == EX_RELATION ? expr_arg(p, e, 0) : pool_true(p));

    r.e = e;
    return r;
}

static struct syntax *show_logic(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    size_t n = expr_count(p, e);
    struct ranked *parts = arena_array(sh->arena, n, sizeof *parts);
    struct syntax *s = NULL;

    for (size_t i = 0; i < n; i++)
        parts[i] = rank_condition(sh, expr_arg(p, e, i));
    qsort(parts, n, sizeof *parts, order_compare);
    for (size_t i = 0; i < n; i++)
        s = join(sh, expr_kind(p, e) == EX_AND ? OP_AND : OP_OR, s, show(sh, parts[i].e));
    return s;
}

/* ---- the rest ---------------------------------------------------------------- */

static struct syntax *show_call(struct show *sh, expr e, int func)
{
    size_t n = expr_count(sh->pool, e);
    struct syntax **args = arena_array(sh->arena, n, sizeof *args);

    for (size_t i = 0; i < n; i++)
        args[i] = show(sh, expr_arg(sh->pool, e, i));
    return syntax_call(sh->arena, func,
                       func < FN_COUNT ? func_row((enum func_id)func)->name
                                       : call_row(func)->name,
                       n, args);
}

static struct syntax *show_constant(struct show *sh, const char *name)
{
    struct syntax *s = syntax_name(sh->arena, name, nowhere);

    s->kind = SYN_CONSTANT;
    return s;
}

static struct syntax *show_func(struct show *sh, expr e)
{
    if (e == sh->pool->euler)
        return show_constant(sh, "e");
    if (expr_is_func(sh->pool, e, FN_ABS)) {
        struct syntax *s = show_call(sh, e, FN_ABS);

        s->kind = SYN_ABS;
        return s;
    }
    return show_call(sh, e, (int)expr_func(sh->pool, e));
}

static struct syntax *show_index(struct show *sh, expr e)
{
    struct syntax *s = show_call(sh, e, FN_ABS);
    struct syntax *index = s->child[1];

    s = syntax_call(sh->arena, -1, expr_name(sh->pool, expr_arg(sh->pool, e, 0)), 1,
                    &index);
    s->kind = SYN_INDEX;
    return s;
}

static struct syntax *show(struct show *sh, expr e)
{
    struct pool *p = sh->pool;
    expr c, rest;

    if (++sh->made > SHOW_NODES) {
        pool_fail(p, "the answer is too long to be written out");
        return syntax_name(sh->arena, "?", nowhere);
    }
    switch (expr_kind(p, e)) {
    case EX_NUMBER: return show_fmpq(sh, expr_number(p, e));
    case EX_PI: return show_constant(sh, "pi");
    case EX_SYMBOL: return syntax_name(sh->arena, expr_name(p, e), nowhere);
    case EX_INDEX: return show_index(sh, e);
    case EX_ADD: return show_sum(sh, e);
    case EX_MUL:
        expr_split(p, e, &c, &rest);
        return show_product(sh, rest, expr_number(p, c));
    case EX_POWER:
        if (expr_number(p, expr_arg(p, e, 1)))
            return show_product(sh, e, expr_number(p, p->one));
        return syntax_binary(sh->arena, OP_POWER, show_factor(sh, expr_arg(p, e, 0)),
                             show(sh, expr_arg(p, e, 1)));
    case EX_FUNC: return show_func(sh, e);
    case EX_MIN: return show_call(sh, e, CALL_MIN);
    case EX_MAX: return show_call(sh, e, CALL_MAX);
    case EX_PIECE: return show_call(sh, e, CALL_IF);
    case EX_SUM: return show_call(sh, e, CALL_SUM);
    case EX_PROD: return show_call(sh, e, CALL_PROD);
    case EX_TRUE: return show_constant(sh, "true");
    case EX_FALSE: return show_constant(sh, "false");
    case EX_RELATION: return show_relation(sh, e);
    case EX_AND:
    case EX_OR: return show_logic(sh, e);
    }
    return syntax_name(sh->arena, "?", nowhere);
}

struct syntax *expr_show(struct pool *p, expr e, struct arena *a)
{
    struct show sh = {p, a, order_of(p, a), 0};
    expr account = pool_take_demands(p);
    struct syntax *s = show(&sh, e);

    pool_swap_demands(p, account);
    return s;
}

const char *expr_text(struct pool *p, expr e, enum notation notation, struct arena *a)
{
    struct str s = str_in(a);

    syntax_print(&s, expr_show(p, e, a), notation);
    return s.text;
}
