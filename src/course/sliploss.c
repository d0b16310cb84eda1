/* sliploss.c: wrong gradients of a mean squared error, and wrong difference quotients.
 *
 *   d/dw 1/n sum (m(x) - y)^2  =  2/n sum (m(x) - y) dm/dw
 */
#include "algebra/algebra.h"
#include "course/slips.h"

#include <string.h>

enum { PARAMETERS_MOST = 8 };

/* The key's coordinates times a number. */
static void suspect_scaled(struct diagnosis *d, enum slip slip, expr factor)
{
    const struct given *key = &d->field->key;
    expr at[PARAMETERS_MOST];

    if (key->kind == ANSWER_EXPR || !key->count || key->count > PARAMETERS_MOST)
        return;
    for (size_t i = 0; i < key->count; i++) {
        const struct value *v = key->at[i].value;

        if (v->kind != VALUE_NUMBER || v->exact == EXPR_NONE)
            return;
        at[i] = pool_mul(d->s->pool, v->exact, factor);
    }
    suspect_point(d, slip, at, key->count);
}

/* ---- mean squared error ----------------------------------------------------------------- */

struct loss {
    struct diagnosis *d;
    struct formula model;
    size_t n, parameters;
    const expr *x, *y;
    expr letter; /* of the data */
    expr parameter[PARAMETERS_MOST], value[PARAMETERS_MOST];
};

static expr put_row(const struct loss *l, expr e, expr x)
{
    struct pool *p = l->d->s->pool;
    expr account = pool_take_demands(p);

    e = pool_substitute(p, e, l->letter, x);
    for (size_t i = 0; i < l->parameters; i++)
        e = pool_substitute(p, e, l->parameter[i], l->value[i]);
    pool_swap_demands(p, account);
    return e;
}

/* The sum of residuals, each times `factor` there. */
static expr residual_sum(const struct loss *l, expr factor)
{
    struct pool *p = l->d->s->pool;
    expr sum = pool_int(p, 0);

    for (size_t i = 0; i < l->n; i++) {
        expr gap = pool_sub(p, put_row(l, l->model.body, l->x[i]), l->y[i]);

        sum = pool_add(p, sum, pool_mul(p, gap, put_row(l, factor, l->x[i])));
    }
    return sum;
}

/* Letters of the model that the question gives a value are its parameters, in the order
 * of the question. */
static void read_parameters(struct loss *l)
{
    struct pool *p = l->d->s->pool;

    for (size_t i = 0; i < l->d->asked->count && l->parameters < PARAMETERS_MOST; i++) {
        const char *name = l->d->asked->names[i];
        expr letter = pool_symbol(p, name);
        size_t k = l->parameters;

        if (letter == l->letter || !expr_has(p, l->model.body, letter) ||
            !asked_number(l->d, name, &l->value[k]))
            continue;
        l->parameter[k] = letter;
        l->parameters++;
    }
}

static bool equals_key(const struct diagnosis *d, const expr *at, size_t n)
{
    const struct given *key = &d->field->key;

    for (size_t i = 0; i < n; i++)
        if (!expr_closed(d->s->pool, at[i]) ||
            !slip_same(d, value_number(d->s, at[i]), &key->at[i]))
            return false;
    return true;
}

/* The factor dm/dw left out, for the parameters from `first` on: a single number may be
 * the slope by any of them. */
static void suspect_input(struct loss *l, size_t first)
{
    struct pool *p = l->d->s->pool;
    expr mean = pool_ratio(p, 2, l->n), right[PARAMETERS_MOST], wrong[PARAMETERS_MOST];
    size_t count = l->d->field->key.count;
    struct formula dm;
    struct diag diag;

    for (size_t i = 0; i < count; i++) {
        if (algebra_derive(p, &l->model, l->parameter[first + i], &dm, &diag) != ST_OK)
            return;
        right[i] = pool_mul(p, mean, residual_sum(l, dm.body));
        wrong[i] = pool_mul(p, mean, residual_sum(l, pool_int(p, 1)));
    }
    if (equals_key(l->d, right, count))
        suspect_point(l->d, SLIP_MSE_INPUT_MISSING, wrong, count);
}

void slips_mse(struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    struct loss l = {.d = d, .letter = pool_symbol(p, "x")};
    size_t n;

    if (d->field->kind != ANSWER_NUMBER && d->field->kind != ANSWER_POINT)
        return;
    l.x = asked_numbers(d, "x xs", &l.n);
    l.y = asked_numbers(d, "y ys", &n);
    suspect_scaled(d, SLIP_RESIDUAL_REVERSED, pool_int(p, -1));
    suspect_scaled(d, SLIP_MSE_FACTOR_MISSING, pool_ratio(p, 1, 2));
    if (!n)
        return;
    suspect_scaled(d, SLIP_MSE_MEAN_MISSING, pool_int(p, (long)n));
    suspect_scaled(d, SLIP_MSE_BOTH_MISSING, pool_ratio(p, (long)n, 2));
    if (l.n != n || !asked_formula(d, "model " ASKED_FUNCTION, &l.model))
        return;
    read_parameters(&l);
    for (size_t i = 0; i + d->field->key.count <= l.parameters; i++)
        suspect_input(&l, i);
}

/* ---- difference quotients --------------------------------------------------------------- */

/* (f(x + h) - f(x - h))/(2h), of numbers or of letters. */
static bool central(const struct diagnosis *d, expr *out)
{
    struct pool *p = d->s->pool;
    expr x = pool_symbol(p, d->vars[0]), at, h, right, left;
    struct formula f, place, step;

    if (!asked_formula(d, ASKED_FUNCTION, &f))
        return false;
    at = asked_formula(d, "at x0 x point", &place) ? place.body : x;
    h = asked_formula(d, "h step", &step) ? step.body : pool_symbol(p, "h");
    right = pool_put(p, f.body, x, pool_add(p, at, h));
    left = pool_put(p, f.body, x, pool_sub(p, at, h));
    *out = pool_div(p, pool_sub(p, right, left), pool_mul(p, pool_int(p, 2), h));
    return true;
}

static bool same_formula(const struct diagnosis *d, expr e, const struct formula *f)
{
    struct pool *p = d->s->pool;
    struct formula mine = {e, pool_true(p)};
    expr both = pool_add(p, e, f->body);
    size_t n;
    const expr *letters = expr_symbols(p, both, &n);

    return certify_equal(d->s, &mine, f, pool_true(p), letters, n).same == TRUTH_YES;
}

void slips_quotient(struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    const struct slip_field *field = d->field;
    expr right, twice;

    if (!central(d, &right))
        return;
    twice = pool_mul(p, pool_int(p, 2), right);
    if (field->kind == ANSWER_EXPR && same_formula(d, right, &field->key.f))
        accuse(d, SLIP_CENTRAL_HALVED, same_formula(d, twice, &field->said.f));
    if (field->kind == ANSWER_NUMBER && equals_key(d, &right, 1))
        suspect_number(d, SLIP_CENTRAL_HALVED, twice);
}
