/* slipextrema.c: wrong global extrema: heights and places of the wrong candidates.
 *
 * The candidates are the critical points inside, the ends, and the critical points outside;
 * forgetting some of them, or taking too many, gives the typical wrong heights. */
#include "course/slipextrema.h"

#include <ctype.h>
#include <string.h>

/* ---- what is asked ------------------------------------------------------------------- */

static struct wish wish_of(const char *name)
{
    struct wish w = {0, false};
    char small[64] = "";

    for (size_t i = 0; name && name[i] && i + 1 < sizeof small; i++)
        small[i] = (char)tolower((unsigned char)name[i]);
    w.sense = strstr(small, "max") ? 1 : strstr(small, "min") ? -1 : 0;
    w.place = strstr(small, "arg") || strstr(small, "at") || strstr(small, "where") ||
              strstr(small, "loc") || small[0] == 'x';
    return w;
}

/* The field's name, or what the question says; a set asks for places. */
static struct wish field_wish(const struct heights *h)
{
    const char *name = h->d->field->name;
    struct wish w = wish_of(name ? name : asked_text(h->d, "ask asks want find"));

    w.place |= h->d->field->kind == ANSWER_SET;
    return w;
}

static const struct global *global_of(const struct heights *h, int sense)
{
    return sense > 0 ? &h->found.max : &h->found.min;
}

static bool is_missing(const struct given *g)
{
    return g->kind == ANSWER_NUMBER && g->at[0].value->kind == VALUE_WORD;
}

/* ---- suspects --------------------------------------------------------------------------- */

enum {
    INSIDE = 1 << CANDIDATE_INSIDE,
    ENDS = 1 << CANDIDATE_END,
    OUTSIDE = 1 << CANDIDATE_OUTSIDE
};

/* A height, or the places where it is reached, whichever is asked for. */
static void suspect_best(struct heights *h, enum slip slip, struct wish w,
                         struct value *height)
{
    if (h->d->foresight)
        foresee(h->d, slip, w.place ? heights_places(h, height) : height);
    accuse(h->d, slip, heights_said(h, w, height));
}

static void suspect_candidates(struct heights *h, struct wish w)
{
    bool ends = heights_best(h, w.sense, ENDS) != NULL;
    struct value *all = heights_best(h, w.sense, INSIDE | ENDS | OUTSIDE);
    struct value *outside = heights_best(h, w.sense, OUTSIDE);

    if (ends)
        suspect_best(h, SLIP_ENDPOINT_FORGOTTEN, w, heights_best(h, w.sense, INSIDE));
    suspect_best(h, SLIP_INTERIOR_FORGOTTEN, w, heights_best(h, w.sense, ENDS));
    if (outside) {
        suspect_best(h, SLIP_OUTSIDE_USED, w, all);
        suspect_best(h, SLIP_OUTSIDE_USED, w, outside);
    }
}

/* A height that is the best nearby. */
static void suspect_local(struct heights *h, struct wish w)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->at[i].where == CANDIDATE_INSIDE &&
            h->at[i].type == (w.sense > 0 ? TYPE_MAX : TYPE_MIN))
            suspect_best(h, SLIP_LOCAL_FOR_GLOBAL, w, h->at[i].height);
}

/* The bound where none is reached. */
static void suspect_bound(struct heights *h, struct wish w)
{
    const struct global *g = global_of(h, w.sense);
    const struct element *e = &h->d->field->said.at[0];
    bool missing = is_missing(&h->d->field->key);

    if (!missing || h->d->field->said.count != 1)
        return;
    accuse(h->d, SLIP_UNBOUNDED, e->value->infinite != 0);
    if (g->decided && !g->attained && !g->infinite && g->value != EXPR_NONE)
        accuse(h->d, SLIP_UNBOUNDED, slip_same(h->d, value_number(h->d->s, g->value), e));
}

/* A height where a place is asked, and the reverse. */
static void suspect_kind(struct heights *h, struct wish w)
{
    const struct given *g = &h->d->field->said;
    struct value *best = heights_best(h, w.sense, INSIDE | ENDS);

    if (h->d->foresight && best)
        foresee(h->d, w.place ? SLIP_VALUE_FOR_LOCATION : SLIP_LOCATION_FOR_VALUE,
                w.place ? heights_alone(h, best) : heights_first_place(h, best));
    if (g->count != 1 || !best)
        return;
    if (w.place)
        accuse(h->d, SLIP_VALUE_FOR_LOCATION, slip_same(h->d, best, &g->at[0]));
    else
        accuse(h->d, SLIP_LOCATION_FOR_VALUE,
               global_of(h, w.sense)->attained && heights_place(h, best, &g->at[0]));
}

/* Some of the places, and no other. */
static void suspect_tie(struct heights *h)
{
    const struct given *key = &h->d->field->key, *g = &h->d->field->said;
    bool within = g->count && g->kind == ANSWER_SET && g->count < key->count;

    for (size_t i = 0; i < g->count && within; i++) {
        bool found = false;

        for (size_t k = 0; k < key->count; k++)
            found |= slip_same(h->d, key->at[k].value, &g->at[i]);
        within = found;
    }
    accuse(h->d, SLIP_TIE_LOST, within);
}

/* The other extremum; where both are asked, both are exchanged. */
static void suspect_swap(struct heights *h, struct wish w)
{
    const struct global *other = global_of(h, -w.sense);
    struct value *best = heights_best(h, -w.sense, INSIDE | ENDS);

    if (other->decided && !other->attained && is_missing(&h->d->field->said))
        accuse(h->d, SLIP_SWAPPED, true);
    if (other->decided && other->attained)
        suspect_best(h, SLIP_SWAPPED, w, best);
}

static void suspect_height(struct heights *h, struct wish w)
{
    const struct given *g = &h->d->field->said;

    if (g->kind != ANSWER_NUMBER && g->kind != ANSWER_SET)
        return;
    suspect_swap(h, w);
    suspect_tie(h);
    if (g->kind == ANSWER_NUMBER)
        suspect_bound(h, w);
    if (is_missing(g) || (g->count && g->at[0].value->infinite))
        return;
    suspect_kind(h, w);
    suspect_candidates(h, w);
    suspect_local(h, w);
}

/* Is the key the extremum of that sense, or its place? */
static bool key_is(const struct heights *h, struct wish w)
{
    const struct global *g = global_of(h, w.sense);
    const struct given *key = &h->d->field->key;
    struct value *best = heights_best(h, w.sense, INSIDE | ENDS);

    if (!g->decided || !key->count)
        return false;
    if (is_missing(key) || !g->attained)
        return is_missing(key) && !g->attained;
    return best && (w.place ? heights_place(h, best, &key->at[0])
                            : slip_same(h->d, best, &key->at[0]));
}

void slips_extrema(struct diagnosis *d)
{
    struct heights h = {.d = d};
    struct wish w;

    if (d->field->kind == ANSWER_WORD) {
        slips_classify(d);
        return;
    }
    h.x = pool_symbol(d->s->pool, d->vars[0]);
    if (names_count(d->vars) != 1 || !asked_formula(d, ASKED_FUNCTION, &h.f) ||
        !heights_find(&h))
        return;
    w = field_wish(&h);
    if (w.sense) {
        suspect_height(&h, w);
        return;
    }
    for (w.sense = -1; w.sense <= 1; w.sense += 2)
        if (key_is(&h, w))
            suspect_height(&h, w);
}
