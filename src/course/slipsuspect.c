/* slipsuspect.c: is what a slip would give what was answered? */
#include "course/slips.h"

void foresee(struct diagnosis *d, enum slip slip, struct value *value)
{
    struct foresight *list = d->foresight;

    if (!list || !value || (d->off && d->off[slip]))
        return;
    if (list->count == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 16;

        list->at = arena_grow(pool_arena(d->s->pool), list->at, list->count, cap,
                              sizeof *list->at);
        list->cap = cap;
    }
    list->at[list->count++] = (struct foreseen){slip, value};
}

void accuse(struct diagnosis *d, enum slip slip, bool guilty)
{
    d->fits[slip] |= guilty;
}

/* Two numbers of which no more is known than narrow balls: the same in 200 bits. */
static bool same_balls(const struct search *s, const struct value *a,
                       const struct value *b)
{
    arb_t x, y;
    bool same;

    arb_init(x);
    arb_init(y);
    value_ball(s, a, x, BALL_BITS);
    value_ball(s, b, y, BALL_BITS);
    arb_sub(x, x, y, BALL_BITS);
    same = arb_contains_zero(x) && mag_cmp_2exp_si(arb_radref(x), -200) < 0;
    arb_clear(y);
    arb_clear(x);
    return same;
}

bool slip_same(const struct diagnosis *d, struct value *is, const struct element *typed)
{
    struct element suspect = {.value = is};
    enum proof proof;

    switch (judge_number(d->s, &suspect, typed, d->field->options, &proof)) {
    case VERDICT_CORRECT:
    case VERDICT_WRONG_FORM: return true;
    case VERDICT_UNDECIDED: return same_balls(d->s, is, typed->value);
    case VERDICT_INCORRECT:
    case VERDICT_INVALID: break;
    }
    return false;
}

void suspect_value(struct diagnosis *d, enum slip slip, struct value *value)
{
    const struct given *said = &d->field->said;

    if (d->field->kind == ANSWER_NUMBER)
        foresee(d, slip, value);
    if (value && said->kind == ANSWER_NUMBER && said->count == 1)
        accuse(d, slip, slip_same(d, value, &said->at[0]));
}

void suspect_number(struct diagnosis *d, enum slip slip, expr value)
{
    if (value != EXPR_NONE && expr_closed(d->s->pool, value))
        suspect_value(d, slip, value_number(d->s, value));
}

/* Numbers as the kind of answer that the field asks for; NULL if they are none. */
static struct value *as_answer(const struct diagnosis *d, const expr *at, size_t n)
{
    struct value *list = value_list(d->s, VALUE_LIST, n);

    for (size_t i = 0; i < n; i++) {
        if (at[i] == EXPR_NONE || !expr_closed(d->s->pool, at[i]))
            return NULL;
        list->items[list->count++] = value_number(d->s, at[i]);
    }
    list->point = true;
    if (n == 1 && d->field->kind == ANSWER_NUMBER)
        return list->items[0];
    return n > 1 && d->field->kind == ANSWER_POINT ? list : NULL;
}

void suspect_point(struct diagnosis *d, enum slip slip, const expr *at, size_t n)
{
    const struct given *said = &d->field->said;
    bool same = said->kind != ANSWER_EXPR && said->count == n;

    if (d->foresight)
        foresee(d, slip, as_answer(d, at, n));

    for (size_t i = 0; i < n && same; i++)
        same = at[i] != EXPR_NONE && expr_closed(d->s->pool, at[i]) &&
               slip_same(d, value_number(d->s, at[i]), &said->at[i]);
    accuse(d, slip, same);
}

struct value *slip_value_at(const struct diagnosis *d, const struct formula *f, expr x,
                            const struct value *at)
{
    struct pool *p = d->s->pool;
    struct value *v = NULL;
    arb_t ball;

    if (at->infinite || at->kind != VALUE_NUMBER)
        return NULL;
    if (at->exact != EXPR_NONE) {
        expr account = pool_take_demands(p);
        expr body = pool_substitute(p, f->body, x, at->exact);
        expr where = pool_and(p, pool_take_demands(p),
                              pool_and(p, pool_substitute(p, f->where, x, at->exact),
                                       pool_domain(p, body)));

        pool_swap_demands(p, account);
        return expr_closed(p, body) && constant_truth(p, where) == TRUTH_YES
                   ? value_number(d->s, body)
                   : NULL;
    }
    arb_init(ball);
    value_ball(d->s, at, ball, BALL_BITS);
    expr_ball_at(p, f->body, x, ball, ball, BALL_BITS);
    if (arb_is_finite(ball))
        v = value_of_ball(d->s, ball);
    arb_clear(ball);
    return v;
}
