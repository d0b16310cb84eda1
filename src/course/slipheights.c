/* slipheights.c: the candidates for global extrema, and the best of some of them. */
#include "course/slipextrema.h"

static void add_candidate(struct heights *h, struct real *at, int where,
                          enum extremum_type type)
{
    struct value *v = value_of_real(h->d->s, at), *height;

    height = at->infinite ? NULL : slip_value_at(h->d, &h->f, h->x, v);
    if (height && h->count < CANDIDATES_MOST)
        h->at[h->count++] = (struct candidate){v, height, where, type};
}

static void add_ends(struct heights *h)
{
    for (size_t i = 0; i < h->on.count; i++) {
        const struct piece_of_line *piece = &h->on.pieces[i];

        if (!piece->lo_open)
            add_candidate(h, piece->lo, CANDIDATE_END, TYPE_OPEN);
        if (!piece->hi_open)
            add_candidate(h, piece->hi, CANDIDATE_END, TYPE_OPEN);
    }
}

bool heights_find(struct heights *h)
{
    struct realset line = realset_line(h->d->s);
    const struct critical *inside = &h->found.critical;
    struct critical all;
    struct diag d;

    if (!asked_set(h->d, &h->on) ||
        analysis_extrema(h->d->s, &h->f, h->x, &h->on, &h->found, &d) != ST_OK)
        return false;
    for (size_t i = 0; i < inside->count; i++)
        add_candidate(h, inside->points[i].x, CANDIDATE_INSIDE, inside->points[i].type);
    add_ends(h);
    if (analysis_critical(h->d->s, &h->f, h->x, &line, &all, &d) == ST_OK)
        for (size_t i = 0; i < all.count; i++)
            if (realset_contains(h->d->s, &h->on, all.points[i].x) == TRUTH_NO)
                add_candidate(h, all.points[i].x, CANDIDATE_OUTSIDE, all.points[i].type);
    return true;
}

struct value *heights_best(const struct heights *h, int sense, unsigned where)
{
    struct value *best = NULL;

    for (size_t i = 0; i < h->count; i++) {
        struct value *v = h->at[i].height;

        if (where >> h->at[i].where & 1 &&
            (!best || value_compare(h->d->s, v, best) == sense))
            best = v;
    }
    return best;
}

bool heights_place(const struct heights *h, const struct value *height,
                   const struct element *said)
{
    for (size_t i = 0; height && i < h->count; i++)
        if (value_compare(h->d->s, h->at[i].height, height) == 0 &&
            slip_same(h->d, h->at[i].at, said))
            return true;
    return false;
}

struct value *heights_alone(const struct heights *h, struct value *number)
{
    struct value *set = value_list(h->d->s, VALUE_SET, 1);

    if (h->d->field->kind != ANSWER_SET)
        return number;
    set->items[set->count++] = number;
    return set;
}

struct value *heights_first_place(const struct heights *h, const struct value *height)
{
    for (size_t i = 0; height && i < h->count; i++)
        if (value_compare(h->d->s, h->at[i].height, height) == 0)
            return h->at[i].at;
    return NULL;
}

struct value *heights_places(const struct heights *h, const struct value *height)
{
    struct value *set = value_list(h->d->s, VALUE_SET, h->count);
    struct diag d;

    if (h->d->field->kind != ANSWER_SET)
        return heights_first_place(h, height);
    for (size_t i = 0; height && i < h->count; i++)
        if (value_compare(h->d->s, h->at[i].height, height) == 0)
            set->items[set->count++] = h->at[i].at;
    return set->count && value_settle(h->d->s, set, &d) == ST_OK ? set : NULL;
}

bool heights_said(const struct heights *h, struct wish w, struct value *height)
{
    const struct given *g = &h->d->field->said;

    if (!height || !g->count)
        return false;
    if (!w.place)
        return slip_same(h->d, height, &g->at[0]);
    for (size_t i = 0; i < g->count; i++)
        if (!heights_place(h, height, &g->at[i]))
            return false;
    return true;
}
