/* slipextra.c: what are the points that are too many in a set of critical points? */
#include "course/slipset.h"

static bool is_end(const struct collection *c, struct element e)
{
    for (size_t i = 0; i < c->on.count; i++)
        for (int side = 0; side < 2; side++) {
            struct real *end = side ? c->on.pieces[i].hi : c->on.pieces[i].lo;

            if (!end->infinite && slip_same(c->d, value_of_real(c->d->s, end), &e))
                return true;
        }
    return false;
}

static bool outside(const struct collection *c, const struct realset *set,
                    struct element e)
{
    struct real *r = value_real(c->d->s, e.value);

    return r && realset_contains(c->d->s, set, r) == TRUTH_NO;
}

static bool is_pole(const struct collection *c, struct element e)
{
    struct real *r = value_real(c->d->s, e.value);

    for (int side = -1; r && side <= 1; side += 2) {
        struct limit *l = analysis_limit(c->d->s, &c->f, c->x, r, side);

        if (l->known && l->infinite)
            return true;
    }
    return false;
}

static bool is_critical_somewhere(const struct collection *c, struct element e)
{
    for (size_t i = 0; i < c->found.count; i++)
        if (slip_same(c->d, value_of_real(c->d->s, c->found.points[i].x), &e))
            return true;
    return collection_zero(c, c->df.body, e);
}

void suspect_extra(struct collection *c)
{
    bool ends = true, no_point = true, poles = true, beyond = true;

    for (size_t i = 0; i < c->extra.count; i++) {
        struct element e = c->extra.at[i];

        ends = ends && is_end(c, e);
        no_point = no_point && outside(c, &c->domain, e);
        poles = poles && no_point && is_pole(c, e);
        beyond = beyond && outside(c, &c->on, e) && is_critical_somewhere(c, e);
    }
    accuse(c->d, SLIP_ENDS_LISTED, ends);
    accuse(c->d, SLIP_POLE_LISTED, poles);
    accuse(c->d, SLIP_OUTSIDE_INTERVAL, beyond);
    accuse(c->d, SLIP_OUTSIDE_DOMAIN, no_point && !beyond);
}

void foresee_extra(struct collection *c)
{
    struct numbers ends = {0}, elsewhere = {0};

    for (size_t i = 0; i < c->key.count; i++) {
        numbers_append(c, &ends, c->key.at[i]);
        numbers_append(c, &elsewhere, c->key.at[i]);
    }
    for (size_t i = 0; i < c->on.count; i++)
        for (int side = 0; side < 2; side++) {
            struct real *end = side ? c->on.pieces[i].hi : c->on.pieces[i].lo;

            if (!end->infinite)
                numbers_append(c, &ends,
                               (struct element){.value = value_of_real(c->d->s, end)});
        }
    for (size_t i = 0; i < c->found.count; i++)
        numbers_append(
            c, &elsewhere,
            (struct element){.value = value_of_real(c->d->s, c->found.points[i].x)});
    if (ends.count > c->key.count)
        numbers_foresee(c, SLIP_ENDS_LISTED, &ends);
    if (c->found.count > c->key.count)
        numbers_foresee(c, SLIP_OUTSIDE_INTERVAL, &elsewhere);
}
