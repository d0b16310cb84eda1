/* slipparts.c: a formula taken apart as a learner sees it: products, quotients, powers.
 *
 *   3 x^2/(x + 1)     quotient of [3 x^2 : a factor 3 and [x^2 : power]] and [x + 1 : sum]
 *   1/x^2             a quotient, and also the power x^-2
 *
 * Parts without the variable are not taken apart. */
#include "algebra/algebra.h"
#include "course/slips.h"

#include <string.h>

static int add(struct parts *ps, struct view first)
{
    struct part_of_formula *part;

    if (ps->count == ps->cap) {
        size_t cap = ps->cap ? 2 * ps->cap : 32;

        ps->at = arena_grow(ps->arena, ps->at, ps->cap, cap, sizeof *ps->at);
        ps->cap = cap;
    }
    part = &ps->at[ps->count];
    *part = (struct part_of_formula){.views = 1, .func = -1};
    part->view[0] = first;
    return (int)ps->count++;
}

static int add_constant(struct parts *ps, expr node)
{
    int i = add(ps, (struct view){SHAPE_CONSTANT, -1, -1, -1, -1});

    ps->at[i].node = node;
    return i;
}

static void also(struct parts *ps, int part, struct view view)
{
    struct part_of_formula *p = &ps->at[part];

    if (p->views < PART_VIEWS)
        p->view[p->views++] = view;
}

static bool moves(const struct parts *ps, const struct syntax *t)
{
    if (t->kind == SYN_NAME && !strcmp(t->text, ps->x))
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (moves(ps, t->child[i]))
            return true;
    return false;
}

static bool stands(const struct parts *ps, int part)
{
    return ps->at[part].view[0].shape == SHAPE_CONSTANT;
}

static int read_part(struct parts *ps, const struct syntax *t);

/* What is not understood, or does not move: its value and derivative as they are. */
static int read_closed(struct parts *ps, const struct syntax *t, bool moving)
{
    struct pool *p = ps->s->pool;
    expr account = pool_take_demands(p);
    struct formula f, df;
    struct diag d;
    bool good = expr_build(p, t, &f, &d) == ST_OK;
    int i;

    if (good && moving)
        good = algebra_derive(p, &f, ps->symbol, &df, &d) == ST_OK;
    pool_swap_demands(p, account);
    if (!good)
        return -1;
    if (!moving)
        return add_constant(ps, f.body);
    i = add(ps, (struct view){SHAPE_OPAQUE, -1, -1, -1, -1});
    ps->at[i].node = f.body;
    ps->at[i].slope = df.body;
    return i;
}

/* Roots and negative exponents have slips of their own. */
static void add_power_views(struct parts *ps, int part, struct view power)
{
    const fmpq *c = expr_number(ps->s->pool, ps->at[power.c].node);

    if (c && fmpq_sgn(c) < 0) {
        power.shape = SHAPE_BELOW;
        also(ps, part, power);
    } else if (c && fmpz_is_one(fmpq_numref(c)) && fmpz_cmp_ui(fmpq_denref(c), 2) == 0) {
        power.shape = SHAPE_ROOT;
        also(ps, part, power);
    }
}

static int make_power(struct parts *ps, int base, int exponent)
{
    struct view view = {SHAPE_POWER, base, -1, exponent, -1};
    int i;

    if (stands(ps, base))
        return add(ps, (struct view){SHAPE_EXPONENTIAL, exponent, -1, base, -1});
    if (!stands(ps, exponent))
        return add(ps, (struct view){SHAPE_TOWER, base, exponent, -1, -1});
    i = add(ps, view);
    add_power_views(ps, i, view);
    return i;
}

/* k/u^n is also k u^-n. */
static int make_quotient(struct parts *ps, int top, int below)
{
    struct pool *p = ps->s->pool;
    struct view power = ps->at[below].view[0];
    int i;

    if (stands(ps, below))
        return add(ps, (struct view){SHAPE_FRACTION, top, -1, below, -1});
    if (!stands(ps, top))
        return add(ps, (struct view){SHAPE_QUOTIENT, top, below, -1, -1});
    if (power.shape == SHAPE_POWER) {
        power.c = add_constant(ps, pool_neg(p, ps->at[power.c].node));
    } else {
        power = (struct view){SHAPE_POWER, below, -1, -1, -1};
        power.c = add_constant(ps, pool_int(p, -1));
    }
    power.k = top;
    i = add(ps, (struct view){SHAPE_QUOTIENT, top, below, -1, -1});
    also(ps, i, power);
    add_power_views(ps, i, power);
    return i;
}

/* A term of a sum: a constant, or the variable, which is its own first power. */
static void mark_addend(struct parts *ps, int part)
{
    enum shape shape = ps->at[part].view[0].shape;

    if (shape == SHAPE_CONSTANT || shape == SHAPE_VARIABLE)
        also(ps, part,
             (struct view){shape == SHAPE_CONSTANT ? SHAPE_ADDEND : SHAPE_LINEAR, -1, -1,
                           -1, -1});
}

static int make_multiple(struct parts *ps, int factor, int of)
{
    if (!stands(ps, of))
        mark_addend(ps, of);
    return add(ps, (struct view){SHAPE_MULTIPLE, of, -1, factor, -1});
}

static int make_product(struct parts *ps, int u, int v)
{
    if (stands(ps, u))
        return make_multiple(ps, u, v);
    if (stands(ps, v))
        return make_multiple(ps, v, u);
    return add(ps, (struct view){SHAPE_PRODUCT, u, v, -1, -1});
}

static int read_binary(struct parts *ps, const struct syntax *t)
{
    int u = read_part(ps, t->child[0]), v = u < 0 ? -1 : read_part(ps, t->child[1]);

    if (v < 0)
        return -1;
    switch (t->op) {
    case OP_MUL: return make_product(ps, u, v);
    case OP_DIV: return make_quotient(ps, u, v);
    case OP_POWER: return make_power(ps, u, v);
    default: break;
    }
    mark_addend(ps, u);
    mark_addend(ps, v);
    return add(
        ps, (struct view){t->op == OP_ADD ? SHAPE_SUM : SHAPE_DIFFERENCE, u, v, -1, -1});
}

static int read_function(struct parts *ps, const struct syntax *t, int func)
{
    struct pool *p = ps->s->pool;
    int u = read_part(ps, t->child[0]), i;

    if (u < 0)
        return -1;
    if (func == FN_SQRT || func == FN_CBRT)
        return make_power(ps, u,
                          add_constant(ps, pool_ratio(p, 1, func == FN_SQRT ? 2 : 3)));
    if (func == FN_EXP)
        return make_power(ps, add_constant(ps, pool_func(p, FN_EXP, pool_int(p, 1))), u);
    i = add(ps, (struct view){SHAPE_FUNCTION, u, -1, -1, -1});
    ps->at[i].func = func;
    return i;
}

static bool is_arithmetic(enum op op)
{
    return op == OP_ADD || op == OP_SUB || op == OP_MUL || op == OP_DIV || op == OP_POWER;
}

static int read_part(struct parts *ps, const struct syntax *t)
{
    int u;

    if (ps->count > PARTS_MOST)
        return -1;
    if (!moves(ps, t))
        return read_closed(ps, t, false);
    if (t->kind == SYN_NAME)
        return add(ps, (struct view){SHAPE_VARIABLE, -1, -1, -1, -1});
    if (t->kind == SYN_PREFIX && (t->op == OP_MINUS || t->op == OP_PLUS)) {
        u = read_part(ps, t->child[0]);
        return u < 0 || t->op == OP_PLUS
                   ? u
                   : add(ps, (struct view){SHAPE_MINUS, u, -1, -1, -1});
    }
    if (t->kind == SYN_BINARY && is_arithmetic(t->op))
        return read_binary(ps, t);
    if (t->kind == SYN_ABS)
        return read_function(ps, t, FN_ABS);
    if (t->kind == SYN_CALL && t->func >= 0 && t->count == 1 &&
        (func_row((enum func_id)t->func)->rule || t->func == FN_SQRT ||
         t->func == FN_CBRT))
        return read_function(ps, t, t->func);
    return read_closed(ps, t, true);
}

bool parts_read(struct parts *ps, const struct syntax *tree)
{
    int root = read_part(ps, tree);

    if (root < 0)
        return false;
    mark_addend(ps, root);
#define SHAPE(id, value_text, right_text) \
    ps->value[SHAPE_##id] = rule_compile(ps->s->pool, value_text); \
    ps->right[SHAPE_##id] = rule_compile(ps->s->pool, right_text);
#include "course/sliprules.def"
    return true;
}
