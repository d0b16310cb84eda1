/* evaluate.c: an author's expression, from its tree to its value.
 *
 *   count(critical(f, on=[L, R])) == 2        a truth
 *   k*(x - m)^2                               a formula in x
 *   extrema(f, on=[a, b]).max_at U {0}        a set
 *
 * Arithmetic is exact and stays in the pool; where a number is known by an enclosure only,
 * balls are used. A number that is proved to have no value is ST_DOMAIN at its place. */
#include "course/internal.h"

#include <string.h>

static enum status wrong_kind(struct eval *e, const struct syntax *at, const char *wanted,
                              const struct value *v)
{
    return diag_set(e->diag, ST_USAGE, at->at, "%s is wanted here, not %s", wanted,
                    value_kind_name(v->kind));
}

/* ---- numbers and formulas ------------------------------------------------------ */

/* A closed node may turn out to have no value: 1/0, ln(-1). */
static enum status check_defined(struct eval *e, const struct syntax *at, expr number)
{
    struct pool *p = e->s->pool;
    arb_t ball;
    bool finite;

    if (expr_number(p, number))
        return ST_OK;
    arb_init(ball);
    constant_ball(p, number, ball, 64);
    finite = arb_is_finite(ball);
    arb_clear(ball);
    if (finite)
        return ST_OK;
    switch (constant_sign(p, number)) {
    case SIGN_UNDEFINED: return diag_set(e->diag, ST_DOMAIN, at->at, "this has no value");
    case SIGN_UNKNOWN:
        return diag_set(e->diag, ST_UNABLE, at->at, "the value can't be computed");
    default: return ST_OK;
    }
}

/* body under the demands of its parts and those of putting it together. */
static enum status finish(struct eval *e, const struct syntax *at, expr body, expr where,
                          struct value **out)
{
    struct pool *p = e->s->pool;
    struct formula f = {body, pool_and(p, where, pool_take_demands(p))};

    *out = value_formula(e->s, f);
    if ((*out)->kind != VALUE_NUMBER)
        return ST_OK;
    if (expr_closed(p, f.where) && constant_truth(p, f.where) == TRUTH_NO)
        return diag_set(e->diag, ST_DOMAIN, at->at, "this has no value");
    return check_defined(e, at, body);
}

static enum status ball_binary(struct eval *e, const struct syntax *t,
                               const struct value *l, const struct value *r,
                               struct value **out)
{
    enum status st = ST_OK;
    arb_t u, v;

    if (l->infinite || r->infinite)
        return diag_set(e->diag, ST_USAGE, t->at, "infinity takes no arithmetic");
    arb_init(u);
    arb_init(v);
    value_ball(e->s, l, u, BALL_BITS);
    value_ball(e->s, r, v, BALL_BITS);
    switch (t->op) {
    case OP_ADD: arb_add(u, u, v, BALL_BITS); break;
    case OP_SUB: arb_sub(u, u, v, BALL_BITS); break;
    case OP_MUL: arb_mul(u, u, v, BALL_BITS); break;
    case OP_DIV: arb_div(u, u, v, BALL_BITS); break;
    default: arb_pow(u, u, v, BALL_BITS); break;
    }
    if (arb_is_finite(u))
        *out = value_of_ball(e->s, u);
    else
        st = diag_set(e->diag, ST_UNABLE, t->at, "the value can't be enclosed");
    arb_clear(v);
    arb_clear(u);
    return st;
}

static enum status arithmetic(struct eval *e, const struct syntax *t, struct value *l,
                              struct value *r, struct value **out)
{
    struct pool *p = e->s->pool;
    struct formula f, g;
    expr body;

    if (l->kind != VALUE_NUMBER && l->kind != VALUE_FORMULA)
        return wrong_kind(e, t->child[0], "a number", l);
    if (r->kind != VALUE_NUMBER && r->kind != VALUE_FORMULA)
        return wrong_kind(e, t->child[1], "a number", r);
    if (!value_as_formula(e->s, l, &f) || !value_as_formula(e->s, r, &g)) {
        if (l->kind != r->kind)
            return diag_set(e->diag, ST_UNABLE, t->at,
                            "a number known by its enclosure can't stand in a formula");
        return ball_binary(e, t, l, r, out);
    }
    switch (t->op) {
    case OP_ADD: body = pool_add(p, f.body, g.body); break;
    case OP_SUB: body = pool_sub(p, f.body, g.body); break;
    case OP_MUL: body = pool_mul(p, f.body, g.body); break;
    case OP_DIV: body = pool_div(p, f.body, g.body); break;
    default: body = pool_power(p, f.body, g.body); break;
    }
    return finish(e, t, body, pool_and(p, f.where, g.where), out);
}

static enum status apply_function(struct eval *e, const struct syntax *t,
                                  enum func_id func, const struct value *u,
                                  struct value **out)
{
    struct formula f;
    arb_t r;

    if (value_as_formula(e->s, u, &f))
        return finish(e, t, pool_func(e->s->pool, func, f.body), f.where, out);
    if (u->kind != VALUE_NUMBER || u->infinite)
        return wrong_kind(e, t, "a number", u);
    arb_init(r);
    value_ball(e->s, u, r, BALL_BITS);
    func_ball(func, r, r, BALL_BITS);
    *out = value_of_ball(e->s, r);
    arb_clear(r);
    return ST_OK;
}

static enum status negate(struct eval *e, const struct syntax *t, const struct value *u,
                          struct value **out)
{
    struct formula f;
    arb_t r;

    if (u->kind == VALUE_NUMBER && u->infinite) {
        *out = value_infinite(e->s, -u->infinite);
        return ST_OK;
    }
    if (value_as_formula(e->s, u, &f))
        return finish(e, t, pool_neg(e->s->pool, f.body), f.where, out);
    if (u->kind != VALUE_NUMBER)
        return wrong_kind(e, t->child[0], "a number", u);
    arb_init(r);
    value_ball(e->s, u, r, BALL_BITS);
    arb_neg(r, r);
    *out = value_of_ball(e->s, r);
    arb_clear(r);
    return ST_OK;
}

/* ---- truths ------------------------------------------------------------------ */

static enum truth order_holds(enum op op, int sign)
{
    bool holds = (op == OP_LT && sign < 0) || (op == OP_LE && sign <= 0) ||
                 (op == OP_GT && sign > 0) || (op == OP_GE && sign >= 0);

    return sign == SIGN_UNKNOWN ? TRUTH_UNKNOWN : holds ? TRUTH_YES : TRUTH_NO;
}

/* An order between formulas is a condition on their variables. */
static enum status order_condition(struct eval *e, const struct syntax *t,
                                   const struct value *l, const struct value *r,
                                   struct value **out)
{
    struct pool *p = e->s->pool;
    bool turned = t->op == OP_LT || t->op == OP_LE;
    bool strict = t->op == OP_LT || t->op == OP_GT;
    struct formula f, g;
    expr u;

    if (!value_as_formula(e->s, l, &f))
        return wrong_kind(e, t->child[0], "a number", l);
    if (!value_as_formula(e->s, r, &g))
        return wrong_kind(e, t->child[1], "a number", r);
    u = turned ? pool_sub(p, g.body, f.body) : pool_sub(p, f.body, g.body);
    *out = value_new(e->s, VALUE_FORMULA);
    (*out)->formula = (struct formula){pool_relation(p, strict ? REL_GT : REL_GE, u),
                                       pool_and(p, f.where, g.where)};
    return ST_OK;
}

static enum status compare(struct eval *e, const struct syntax *t, const struct value *l,
                           const struct value *r, struct value **out)
{
    enum truth same;

    if (t->op == OP_EQ || t->op == OP_NE) {
        same = value_equal(e->s, l, r);
        *out = value_truth(e->s, t->op == OP_EQ ? same : truth_not(same));
        return ST_OK;
    }
    if (l->kind != VALUE_NUMBER || r->kind != VALUE_NUMBER)
        return order_condition(e, t, l, r, out);
    *out = value_truth(e->s, order_holds(t->op, value_compare(e->s, l, r)));
    return ST_OK;
}

/* a < b < c: the left part is a relation of its own, and b stands in both. */
static enum status relation(struct eval *e, const struct syntax *t, struct value **out)
{
    const struct syntax *left = t->child[0];
    bool chain = left->kind == SYN_RELATION && !left->grouped;
    struct value *before = NULL, *l, *r;
    enum status st = ST_OK;

    if (chain)
        st = relation(e, left, &before);
    if (st == ST_OK)
        st = evaluate(e, chain ? left->child[1] : left, &l);
    if (st == ST_OK)
        st = evaluate(e, t->child[1], &r);
    if (st == ST_OK)
        st = compare(e, t, l, r, out);
    if (st != ST_OK || !chain)
        return st;
    if (before->kind != VALUE_TRUTH || (*out)->kind != VALUE_TRUTH)
        return wrong_kind(e, t, "a comparison of numbers", *out);
    *out = value_truth(e->s, truth_and(before->truth, (*out)->truth));
    return ST_OK;
}

/* The right side is only looked at when it matters. */
static enum status logic(struct eval *e, const struct syntax *t, struct value **out)
{
    bool both = t->op == OP_AND;
    struct value *l, *r;
    enum status st = evaluate(e, t->child[0], &l);

    if (st != ST_OK)
        return st;
    if (l->kind != VALUE_TRUTH)
        return wrong_kind(e, t->child[0], "something true or false", l);
    *out = l;
    if (l->truth == (both ? TRUTH_NO : TRUTH_YES))
        return ST_OK;
    if ((st = evaluate(e, t->child[1], &r)) != ST_OK)
        return st;
    if (r->kind != VALUE_TRUTH)
        return wrong_kind(e, t->child[1], "something true or false", r);
    *out = value_truth(e->s, both ? truth_and(l->truth, r->truth)
                                  : truth_or(l->truth, r->truth));
    return ST_OK;
}

/* ---- sets and lists ------------------------------------------------------------- */

static enum status unite(struct eval *e, const struct syntax *t, struct value *l,
                         struct value *r, struct value **out)
{
    struct realset a, b;
    struct str text;
    enum status st;

    if (l->kind == VALUE_SET && r->kind == VALUE_SET) {
        *out = value_list(e->s, VALUE_SET, l->count + r->count);
        for (size_t i = 0; i < l->count + r->count; i++)
            (*out)->items[(*out)->count++] =
                i < l->count ? l->items[i] : r->items[i - l->count];
        return value_settle(e->s, *out, e->diag);
    }
    st = value_as_line(e->s, l, &a, e->diag);
    if (st == ST_OK)
        st = value_as_line(e->s, r, &b, e->diag);
    if (st != ST_OK) {
        e->diag->at = t->at;
        return st;
    }
    text = str_in(pool_arena(e->s->pool));
    if (a.count && b.count)
        str_addf(&text, "%s U ", realset_text(e->s, &a, NOTE_PLAIN));
    str_add(&text, realset_text(e->s, b.count ? &b : &a, NOTE_PLAIN));
    *out = value_new(e->s, VALUE_LINE);
    return realset_read(e->s, text.text, &(*out)->line, e->diag);
}

static enum status items(struct eval *e, const struct syntax *t, struct value *list)
{
    for (size_t i = 0; i < t->count; i++) {
        enum status st = evaluate(e, t->child[i], &list->items[list->count]);

        if (st != ST_OK)
            return st;
        list->count++;
    }
    return ST_OK;
}

static enum status set_of(struct eval *e, const struct syntax *t, struct value **out)
{
    enum status st;

    *out = value_list(e->s, VALUE_SET, t->count);
    if ((st = items(e, t, *out)) != ST_OK)
        return st;
    for (size_t i = 0; i < t->count; i++)
        if ((*out)->items[i]->kind != VALUE_NUMBER)
            return wrong_kind(e, t->child[i], "a number", (*out)->items[i]);
    st = value_settle(e->s, *out, e->diag);
    if (st != ST_OK)
        e->diag->at = t->at;
    return st;
}

static enum status list_of(struct eval *e, const struct syntax *t, struct value **out)
{
    *out = value_list(e->s, VALUE_LIST, t->count);
    (*out)->point = t->kind == SYN_TUPLE;
    return items(e, t, *out);
}

static enum status interval_of(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *ends;
    struct realset closed;
    enum status st = list_of(e, t, &ends);

    if (st == ST_OK)
        st = value_as_line(e->s, ends, &closed, e->diag);
    if (st != ST_OK) {
        e->diag->at = t->at;
        return st;
    }
    closed.pieces[0].lo_open |= t->lo_open;
    closed.pieces[0].hi_open |= t->hi_open;
    *out = value_new(e->s, VALUE_LINE);
    (*out)->line = closed;
    return ST_OK;
}

/* S[i], counted from 1. */
static enum status item_of(struct eval *e, const struct syntax *t,
                           const struct value *list, const struct value *index,
                           struct value **out)
{
    double i = value_double(e->s, index);

    if (list->kind != VALUE_LIST && list->kind != VALUE_SET)
        return wrong_kind(e, t, "a list", list);
    if (!(i >= 1 && i <= (double)list->count) || i != (double)(size_t)i)
        return diag_set(e->diag, ST_USAGE, t->at, "there is no item %s among %zu",
                        value_text(e->s, index, NOTE_PLAIN), list->count);
    *out = list->items[(size_t)i - 1];
    return ST_OK;
}

static enum status field_of(struct eval *e, const struct syntax *t, const struct value *v,
                            struct value **out)
{
    if (v->kind != VALUE_RECORD)
        return wrong_kind(e, t->child[0], "a record", v);
    for (size_t i = 0; i < v->count; i++)
        if (strcmp(v->names[i], t->text) == 0) {
            *out = v->items[i];
            return ST_OK;
        }
    return diag_set(e->diag, ST_USAGE, t->at, "there is no field '%s'", t->text);
}

/* ---- names ------------------------------------------------------------------- */

static bool is_variable(const struct names *n, const char *name)
{
    for (size_t i = 0; n->vars && n->vars[i]; i++)
        if (strcmp(n->vars[i], name) == 0)
            return true;
    return false;
}

static enum status unknown_name(struct eval *e, const struct syntax *t)
{
    const char **words =
        arena_array(pool_arena(e->s->pool), e->names->count + 1, sizeof *words);
    const char *near;

    for (size_t i = 0; i < e->names->count; i++)
        words[i] = e->names->at[i].name;
    diag_set(e->diag, ST_USAGE, t->at, "unknown name '%s'", t->text);
    if ((near = str_nearest(t->text, words)))
        diag_help(e->diag, "did you mean '%s'?", near);
    return ST_USAGE;
}

static enum status name_of(struct eval *e, const struct syntax *t, struct value **out)
{
    struct pool *p = e->s->pool;

    for (size_t i = 0; i < e->names->count; i++)
        if (strcmp(e->names->at[i].name, t->text) == 0) {
            enum status st = names_get(e->s, e->names, t->text, out, e->diag);

            if (st != ST_OK && e->diag)
                e->diag->at = t->at;
            return st;
        }
    if (is_variable(e->names, t->text))
        *out =
            value_formula(e->s, (struct formula){pool_symbol(p, t->text), pool_true(p)});
    else if (!strcmp(t->text, "none"))
        *out = value_list(e->s, VALUE_SET, 0);
    else if (!strcmp(t->text, "DNE"))
        *out = value_word(e->s, "DNE");
    else
        return unknown_name(e, t);
    return ST_OK;
}

/* ---- calls ------------------------------------------------------------------- */

static bool is_call(const struct syntax *t, const char *name)
{
    return t->text && strcmp(t->text, name) == 0;
}

static bool is_range(const struct syntax *t)
{
    return t->kind == SYN_CALL && (is_call(t, "sum") || is_call(t, "prod"));
}

/* The tree with values in place of the names that have one; `index` is bound by the sum
 * around it. */
static enum status put_in(struct eval *e, struct syntax *t, const char *index,
                          struct syntax **out)
{
    struct arena *a = pool_arena(e->s->pool);
    bool leaf = t->kind == SYN_NAME && !(index && !strcmp(t->text, index));
    struct formula f;
    struct value *v;
    enum status st = ST_OK;

    *out = t;
    if (leaf || t->kind == SYN_FIELD || t->kind == SYN_INDEX) {
        if ((st = evaluate(e, t, &v)) != ST_OK)
            return st;
        if (!value_as_formula(e->s, v, &f))
            return wrong_kind(e, t, "a number", v);
        *out = expr_show(e->s->pool, f.body, a);
        return ST_OK;
    }
    if (!t->count)
        return ST_OK;
    *out = arena_alloc(a, sizeof **out);
    **out = *t;
    (*out)->child = arena_array(a, t->count, sizeof *(*out)->child);
    for (size_t i = 0; i < t->count && st == ST_OK; i++) {
        bool declares = is_range(t) && i == 0;

        (*out)->child[i] = t->child[i];
        if (!declares)
            st = put_in(e, t->child[i], is_range(t) ? t->child[0]->text : index,
                        &(*out)->child[i]);
    }
    return st;
}

/* Sums, products and pieces bind names or hold conditions: build reads them whole. */
static enum status built_whole(struct eval *e, const struct syntax *t, struct value **out)
{
    struct syntax *filled;
    struct formula f;
    enum status st = put_in(e, (struct syntax *)t, NULL, &filled);

    if (st == ST_OK)
        st = expr_build(e->s->pool, filled, &f, e->diag);
    return st == ST_OK ? finish(e, t, f.body, f.where, out) : st;
}

/* min(S), max(S) of a set or of numbers; of formulas it is a formula. */
static enum status extreme(struct eval *e, const struct syntax *t, struct value *list,
                           bool greatest, struct value **out)
{
    struct pool *p = e->s->pool;
    expr *bodies = arena_array(pool_arena(p), list->count + 1, sizeof *bodies);
    expr where = pool_true(p);
    bool numbers = true;

    if (!list->count)
        return diag_set(e->diag, ST_DOMAIN, t->at, "the set is empty");
    *out = list->items[0];
    for (size_t i = 0; i < list->count; i++)
        numbers &= list->items[i]->kind == VALUE_NUMBER;
    for (size_t i = 1; i < list->count && numbers; i++) {
        int order = value_compare(e->s, list->items[i], *out);

        if (order == SIGN_UNKNOWN)
            return diag_set(e->diag, ST_UNABLE, t->at, "two of them can't be told apart");
        if (greatest ? order > 0 : order < 0)
            *out = list->items[i];
    }
    if (numbers)
        return ST_OK;
    for (size_t i = 0; i < list->count; i++) {
        struct formula f;

        if (!value_as_formula(e->s, list->items[i], &f))
            return wrong_kind(e, t, "a number", list->items[i]);
        bodies[i] = f.body;
        where = pool_and(p, where, f.where);
    }
    return finish(e, t, pool_extreme(p, greatest ? EX_MAX : EX_MIN, bodies, list->count),
                  where, out);
}

static enum status choose(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *condition;
    enum status st = evaluate(e, t->child[0], &condition);

    if (st != ST_OK)
        return st;
    if (condition->kind == VALUE_FORMULA)
        return built_whole(e, t, out);
    if (condition->kind != VALUE_TRUTH || condition->truth == TRUTH_UNKNOWN)
        return wrong_kind(e, t->child[0], "a condition that is decided", condition);
    return evaluate(e, t->child[condition->truth == TRUTH_YES ? 1 : 2], out);
}

static enum status builtin(struct eval *e, const struct syntax *t, struct value *list,
                           struct value **out)
{
    struct pool *p = e->s->pool;
    struct formula f, g;
    bool two = list->count == 2;

    if (is_call(t, "min") || is_call(t, "max"))
        return extreme(e, t,
                       list->count == 1 && list->items[0]->items ? list->items[0] : list,
                       is_call(t, "max"), out);
    if (t->func < FN_COUNT && !two)
        return apply_function(e, t, (enum func_id)t->func, list->items[0], out);
    if (!two || !value_as_formula(e->s, list->items[0], &f) ||
        !value_as_formula(e->s, list->items[1], &g))
        return wrong_kind(e, t, "a formula", list->items[0]);
    f.where = pool_and(p, f.where, g.where);
    if (is_call(t, "root"))
        return finish(e, t, pool_power(p, f.body, pool_power(p, g.body, pool_int(p, -1))),
                      f.where, out);
    return finish(e, t,
                  pool_div(p, pool_func(p, FN_LN, f.body), pool_func(p, FN_LN, g.body)),
                  f.where, out);
}

static enum status keyword(struct eval *e, const struct syntax *t, struct call_args *args)
{
    const char *name = t->child[0]->text;
    struct value **slot = !strcmp(name, "on")     ? &args->on
                          : !strcmp(name, "at")   ? &args->at_point
                          : !strcmp(name, "side") ? &args->side
                                                  : NULL;

    if (!slot)
        return diag_set(e->diag, ST_USAGE, t->at, "no argument is called '%s'", name);
    return evaluate(e, t->child[1], slot);
}

static enum status authors_function(struct eval *e, const struct syntax *t,
                                    struct value **out)
{
    struct call_args args = {.call = t};
    const char *near;
    enum status st = ST_OK;

    if (!author_call_known(t->text)) {
        diag_set(e->diag, ST_USAGE, t->at, "unknown function '%s'", t->text);
        if ((near = author_call_nearest(t->text)))
            diag_help(e->diag, "did you mean '%s'?", near);
        return ST_USAGE;
    }
    args.at = arena_array(pool_arena(e->s->pool), t->count + 1, sizeof *args.at);
    for (size_t i = 0; i < t->count && st == ST_OK; i++) {
        if (is_keyword(t->child[i]))
            st = keyword(e, t->child[i], &args);
        else
            st = evaluate(e, t->child[i], &args.at[args.count++]);
    }
    return st == ST_OK ? author_call(e, t->text, &args, out) : st;
}

static enum status call(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *list;
    enum status st;

    if (t->func < 0)
        return authors_function(e, t, out);
    if (is_call(t, "if"))
        return choose(e, t, out);
    if (is_call(t, "sum") || is_call(t, "prod") || is_call(t, "piecewise"))
        return built_whole(e, t, out);
    st = list_of(e, t, &list);
    return st == ST_OK ? builtin(e, t, list, out) : st;
}

/* ---- operators --------------------------------------------------------------- */

/* g(2x), where g is a parameter drawn from names of functions, reads as a product. */
static bool is_application(const struct syntax *t, const struct value *l)
{
    return t->op == OP_MUL && t->implied && l->kind == VALUE_WORD &&
           t->child[1]->grouped && func_find(l->text, strlen(l->text)) >= 0;
}

static enum status plus_minus(struct eval *e, const struct syntax *t, struct value *l,
                              struct value *r, struct value **out)
{
    struct syntax *sides[] = {t->child[0], t->child[t->count - 1]};
    struct syntax two = *t;
    enum status st;

    two.child = sides; /* a prefix has one side: messages point at it twice */
    *out = value_list(e->s, VALUE_SET, 2);
    two.op = OP_SUB;
    st = arithmetic(e, &two, l, r, &(*out)->items[0]);
    two.op = OP_ADD;
    if (st == ST_OK)
        st = arithmetic(e, &two, l, r, &(*out)->items[1]);
    (*out)->count = 2;
    return st == ST_OK ? value_settle(e->s, *out, e->diag) : st;
}

static enum status binary(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *l, *r;
    enum status st;

    if (t->op == OP_AND || t->op == OP_OR)
        return logic(e, t, out);
    if ((st = evaluate(e, t->child[0], &l)) != ST_OK ||
        (st = evaluate(e, t->child[1], &r)) != ST_OK)
        return st;
    if (t->op == OP_UNION)
        return unite(e, t, l, r, out);
    if (t->op == OP_PLUSMINUS)
        return plus_minus(e, t, l, r, out);
    if (is_application(t, l))
        return apply_function(e, t, (enum func_id)func_find(l->text, strlen(l->text)), r,
                              out);
    return arithmetic(e, t, l, r, out);
}

static enum status prefix(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *u;
    enum status st = evaluate(e, t->child[0], &u);

    if (st != ST_OK)
        return st;
    if (t->op == OP_NOT) {
        if (u->kind != VALUE_TRUTH)
            return wrong_kind(e, t->child[0], "something true or false", u);
        *out = value_truth(e->s, truth_not(u->truth));
        return ST_OK;
    }
    if (t->op == OP_MINUS)
        return negate(e, t, u, out);
    if (t->op == OP_PLUSMINUS)
        return plus_minus(e, t, value_number(e->s, pool_int(e->s->pool, 0)), u, out);
    *out = u;
    return ST_OK;
}

static enum status index_of(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *list, *index;
    enum status st;

    st = t->text ? name_of(e, t, &list) : evaluate(e, t->child[1], &list);
    if (st == ST_OK)
        st = evaluate(e, t->child[0], &index);
    return st == ST_OK ? item_of(e, t, list, index, out) : st;
}

static enum status constant_of(struct eval *e, const struct syntax *t, struct value **out)
{
    struct pool *p = e->s->pool;

    if (!strcmp(t->text, "true") || !strcmp(t->text, "false"))
        *out = value_truth(e->s, t->text[0] == 't' ? TRUTH_YES : TRUTH_NO);
    else if (!strcmp(t->text, "inf"))
        *out = value_infinite(e->s, 1);
    else
        *out = value_number(e->s, !strcmp(t->text, "pi")
                                      ? pool_pi(p)
                                      : pool_func(p, FN_EXP, pool_int(p, 1)));
    return ST_OK;
}

enum status evaluate(struct eval *e, const struct syntax *t, struct value **out)
{
    struct value *u;
    enum status st;

    if (!budget_spend(e->s->budget, 2))
        return diag_set(e->diag, ST_LIMIT, t->at, "the computation takes too long");
    switch (t->kind) {
    case SYN_NUMBER: *out = value_number(e->s, pool_number(e->s->pool, t->number)); break;
    case SYN_NAME: return name_of(e, t, out);
    case SYN_CONSTANT: return constant_of(e, t, out);
    case SYN_INDEX: return index_of(e, t, out);
    case SYN_PREFIX: return prefix(e, t, out);
    case SYN_BINARY: return binary(e, t, out);
    case SYN_POSTFIX: return built_whole(e, t, out);
    case SYN_CALL: return call(e, t, out);
    case SYN_ABS:
        st = evaluate(e, t->child[0], &u);
        return st == ST_OK ? apply_function(e, t, FN_ABS, u, out) : st;
    case SYN_RELATION: return relation(e, t, out);
    case SYN_TUPLE:
    case SYN_LIST: return list_of(e, t, out);
    case SYN_INTERVAL: return interval_of(e, t, out);
    case SYN_SET: return set_of(e, t, out);
    case SYN_FIELD:
        st = evaluate(e, t->child[0], &u);
        return st == ST_OK ? field_of(e, t, u, out) : st;
    case SYN_PAIR: return diag_set(e->diag, ST_USAGE, t->at, "a pair has no value here");
    case SYN_DERIVATIVE: break; /* nobody can type one */
    }
    return ST_OK;
}

/* ---- from text --------------------------------------------------------------- */

/* "words" in quotes become names W_1, W_2, ... while the rest is parsed, no words at all Q0;
 * these are never longer than what they stand for, so places stay right. */
static char *take_words(const struct search *s, struct names *words, const char *text,
                        size_t n)
{
    struct arena *a = pool_arena(s->pool);
    char *copy = arena_strndup(a, text, n);
    int count = 0;

    for (char *from = copy; (from = strchr(from, '"'));) {
        char *to = strchr(from + 1, '"');
        size_t length;

        const char *name;

        if (!to || count == 9)
            break;
        length = (size_t)(to - from) + 1;
        name = length == 2 ? "Q0" : arena_printf(a, "W_%d", ++count);
        names_set(words, name, value_word(s, arena_strndup(a, from + 1, length - 2)));
        memset(from, ' ', length);
        memcpy(from, name, strlen(name));
        from += length;
    }
    return copy;
}

static const char *const always_known[] = {"on", "at", "side", "none", "DNE"};

/* Between names only the sign itself is read as a union; it has the bytes of " U ". */
static void take_unions(char *text)
{
    for (char *at = text; (at = strstr(at, " U "));)
        memcpy(at, "∪", 3);
}

const char *const *names_declared(struct arena *a, const struct names *n,
                                  const struct names *words)
{
    static const struct names no_words;
    size_t known = sizeof always_known / sizeof *always_known, count = 0, vars = 0;
    const char **all;

    words = words ? words : &no_words;
    while (n->vars && n->vars[vars])
        vars++;
    all = arena_array(a, n->count + words->count + vars + known + 1, sizeof *all);
    for (size_t i = 0; i < known; i++)
        all[count++] = always_known[i];
    for (size_t i = 0; i < vars; i++)
        all[count++] = n->vars[i];
    for (size_t i = 0; i < n->count; i++)
        all[count++] = n->at[i].name;
    for (size_t i = 0; i < words->count; i++)
        all[count++] = words->at[i].name;
    return all;
}

static enum status evaluate_text(const struct search *s, struct names *names,
                                 struct names *words, const char *text, size_t n,
                                 struct value **out, struct diag *d)
{
    struct arena *a = pool_arena(s->pool);
    struct names all = *names;
    struct scope scope = {.names = names_declared(a, names, words), .author = true};
    struct eval e = {s, &all, d};
    struct reading reading;
    enum status st = expr_parse(a, text, n, &scope, &reading, d);

    if (st != ST_OK)
        return st;
    if (!words->count) {
        e.names = names;
    } else { /* a list of their own, which the words may join */
        all.at = arena_grow(a, names->at, names->count, names->count + words->count,
                            sizeof *all.at);
        all.cap = names->count + words->count;
        for (size_t i = 0; i < words->count; i++)
            names_set(&all, words->at[i].name, words->at[i].value);
    }
    st = evaluate(&e, reading.root, out);
    return st == ST_OK ? pool_status(s->pool, d) : st;
}

/* A text that is a function's name alone is that word: a choice among sin and cos. */
static bool is_function_name(const char *text, size_t n)
{
    return func_find(text, n) >= 0;
}

enum status value_of(const struct search *s, struct names *names, const char *text,
                     size_t n, struct value **out, struct diag *d)
{
    struct names words = names_in(pool_arena(s->pool), NULL);
    struct diag ignored = {0};
    expr account;
    enum status st;
    char *plain;

    d = d ? d : &ignored;
    if (is_function_name(text, n)) {
        *out = value_word(s, arena_strndup(pool_arena(s->pool), text, n));
        return ST_OK;
    }
    plain = take_words(s, &words, text, n);
    take_unions(plain);
    account = pool_take_demands(s->pool);
    st = evaluate_text(s, names, &words, plain, n, out, d);
    pool_swap_demands(s->pool, account);
    return st;
}

/* The sentences are those of this floor. */
const char *expression_code(const struct diag *d)
{
    static const char *const unknown[] = {"unknown name", "unknown function",
                                          "no argument is called", "there is no field"};

    if (d->status == ST_SYNTAX)
        return "L301";
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        if (!strncmp(d->message, unknown[i], strlen(unknown[i])))
            return "L302";
    return strstr(d->message, "is used before it is defined") ? "L303" : "L304";
}
