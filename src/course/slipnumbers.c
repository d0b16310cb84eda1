/* slipnumbers.c: lists of numbers, those typed and those computed. */
#include "course/slipset.h"

void numbers_append(const struct collection *c, struct numbers *list, struct element e)
{
    if (list->count == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 8;

        list->at = arena_grow(pool_arena(c->d->s->pool), list->at, list->cap, cap,
                              sizeof *list->at);
        list->cap = cap;
    }
    list->at[list->count++] = e;
}

bool numbers_hold(const struct collection *c, const struct numbers *list,
                  struct element e)
{
    for (size_t i = 0; i < list->count; i++)
        if (slip_same(c->d, list->at[i].value, &e))
            return true;
    return false;
}

bool numbers_said(const struct collection *c, const struct numbers *a,
                  const struct numbers *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;

        while (k < b->count && !slip_same(c->d, a->at[i].value, &b->at[k]))
            k++;
        if (k == b->count)
            return false;
    }
    return true;
}

bool numbers_within(const struct collection *c, const struct numbers *a,
                    const struct numbers *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!numbers_hold(c, b, a->at[i]))
            return false;
    return true;
}

bool numbers_are_said(const struct collection *c, const struct numbers *list)
{
    return list->count && numbers_said(c, list, &c->said) &&
           numbers_within(c, &c->said, list);
}

void numbers_foresee(const struct collection *c, enum slip slip,
                     const struct numbers *list)
{
    struct value *set = value_list(c->d->s, VALUE_SET, list->count);
    struct diag d;

    if (!c->d->foresight || !list->count)
        return;
    for (size_t i = 0; i < list->count; i++)
        set->items[set->count++] = list->at[i].value;
    if (value_settle(c->d->s, set, &d) == ST_OK)
        foresee(c->d, slip, set);
}

void collection_split(struct collection *c)
{
    for (size_t i = 0; i < c->said.count; i++)
        if (!numbers_hold(c, &c->key, c->said.at[i]))
            numbers_append(c, &c->extra, c->said.at[i]);
    for (size_t i = 0; i < c->key.count; i++) {
        struct numbers one = {1, 1, &c->key.at[i]};

        if (!numbers_said(c, &one, &c->said))
            numbers_append(c, &c->missing, c->key.at[i]);
    }
}

bool collection_zero(const struct collection *c, expr g, struct element e)
{
    struct real *r = value_real(c->d->s, e.value);

    return r && real_sign_of(c->d->s, g, c->x, r) == 0;
}
