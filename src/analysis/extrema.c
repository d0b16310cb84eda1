/* extrema.c: global extrema: values at candidates, limits at the ends, compared.
 *
 *   attained values   critical points, plateaus, ends that belong to the domain
 *   limits            open ends, poles, infinite ends, both sides of a jump
 *
 * A limit matters only if f goes up (down) towards it: where f falls towards an end, the
 * maximum is not there. Ties between exact values are settled exactly, others by balls. */
#include "analysis/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct contender { /* a value that is attained, or a limit that is approached */
    bool attained, known;
    int infinite;
    expr value;
    struct ival at; /* encloses the value */
    double approx;
    struct real *x, *to;
    bool end;
};

struct contest {
    const struct search *s;
    struct extrema *e;
    size_t count, cap;
    struct contender *list;
    bool even; /* f(-x) = f(x): mirrored places tie */
};

static void clear_contender(void *what)
{
    ival_clear(what);
}

static struct contender *enter(struct contest *c)
{
    struct contender *p;
    struct ival *at = arena_alloc(pool_arena(c->s->pool), sizeof *at);

    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 16;

        c->list =
            arena_grow(pool_arena(c->s->pool), c->list, c->count, cap, sizeof *c->list);
        c->cap = cap;
    }
    p = &c->list[c->count++];
    *p = (struct contender){0};
    ival_init(at, 160);
    arena_defer(pool_arena(c->s->pool), clear_contender, at);
    p->at = *at;
    return p;
}

/* ---- entering ---------------------------------------------------------------- */

static void enter_value(struct contest *c, struct real *x, struct real *to, bool end)
{
    struct contender *p = enter(c);

    p->attained = true;
    p->x = x;
    p->to = to;
    p->end = end;
    p->value = real_value(c->s, c->e->critical.f.body, c->e->critical.x,
                          to ? real_exact(c->s, real_between(c->s, x, to)) : x, &p->at);
    p->known = ival_is_bounded(&p->at) && !ival_is_empty(&p->at);
    p->approx = p->value != EXPR_NONE ? constant_double(c->s->pool, p->value)
                                      : ival_mid_d(&p->at);
}

static void enter_limit(struct contest *c, struct real *x, int side)
{
    struct contender *p = enter(c);
    struct limit *l = analysis_limit(c->s, &c->e->critical.f, c->e->critical.x, x, side);

    p->x = x;
    p->known = l->known;
    p->infinite = l->infinite;
    p->value = l->infinite ? EXPR_NONE : l->value;
    p->approx = l->approx;
    if (l->known && !l->infinite)
        ival_set(&p->at, &l->at);
}

static int compare(struct contest *c, const struct contender *a,
                   const struct contender *b);

/* The type of an end that belongs to the domain: f there against its limit, which differ
 * where f jumps; where they agree the sign of f' beside the end tells. */
static enum extremum_type end_type(int jump, int sign, bool left_end)
{
    if (jump == 1)
        return TYPE_MAX;
    if (jump == -1)
        return TYPE_MIN;
    if (jump != 0 || (sign != 1 && sign != -1))
        return jump == 0 && sign == 0 ? TYPE_BOTH : TYPE_OPEN;
    return (sign == 1) == left_end ? TYPE_MIN : TYPE_MAX;
}

/* The sign of f' between an end and the point of interest next to it. */
static int sign_next_to(struct contest *c, const struct piece_of_line *q, bool left_end)
{
    const struct critical *k = &c->e->critical;
    const struct search *s = c->s;
    struct real *end = left_end ? q->lo : q->hi, *next = left_end ? q->hi : q->lo;
    int way = left_end ? 1 : -1, sign;

    for (size_t i = 0; i < k->open_count; i++)
        if (k->open[i].from <= end->approx && end->approx <= k->open[i].to)
            return SIGN_UNKNOWN;
    for (size_t i = 0; i < k->count; i++)
        if (real_compare(s, k->points[i].x, end) == way &&
            real_compare(s, k->points[i].x, next) == -way)
            next = k->points[i].x;
    for (size_t i = 0; i < k->plateau_count; i++)
        for (int j = 0; j < 2; j++) {
            struct real *p = j ? k->plateaus[i].on.hi : k->plateaus[i].on.lo;

            if (real_compare(s, p, end) == way && real_compare(s, p, next) == -way)
                next = p;
        }
    for (size_t i = 0; i < k->open_count; i++) {
        double edge = left_end ? k->open[i].from : k->open[i].to;

        if (left_end ? edge > end->approx && edge < next->approx
                     : edge < end->approx && edge > next->approx)
            return SIGN_UNKNOWN;
    }
    sign = constant_sign(s->pool, pool_put(s->pool, k->df.body, k->x,
                                           left_end ? real_between(s, end, next)
                                                    : real_between(s, next, end)));
    return sign == SIGN_UNDEFINED ? SIGN_UNKNOWN : sign;
}

/* The two contenders entered last are the end's value and f's limit there. */
static void add_end(struct contest *c, struct real *x, int sign, bool left_end)
{
    struct extrema *e = c->e;
    const struct contender *p = &c->list[c->count - 2];
    int jump = compare(c, p, p + 1);

    if (e->end_count == e->end_cap) {
        size_t cap = e->end_cap ? 2 * e->end_cap : 8;

        e->ends = arena_grow(pool_arena(c->s->pool), e->ends, e->end_count, cap,
                             sizeof *e->ends);
        e->end_cap = cap;
    }
    e->ends[e->end_count++] =
        (struct end_point){x, p->value, p->approx, end_type(jump, sign, left_end)};
}

static void enter_end(struct contest *c, const struct piece_of_line *q, bool left_end)
{
    struct real *end = left_end ? q->lo : q->hi;
    bool belongs = !(left_end ? q->lo_open : q->hi_open) && !end->infinite;

    if (belongs)
        enter_value(c, end, NULL, true);
    enter_limit(c, end, left_end ? 1 : -1);
    if (belongs)
        add_end(c, end, sign_next_to(c, q, left_end), left_end);
}

/* A point where f may jump: its two one-sided limits compete as well. */
static void enter_jumps(struct contest *c)
{
    const struct critical *k = &c->e->critical;

    for (size_t i = 0; i < k->count; i++)
        if (k->points[i].why != WHY_ZERO)
            for (int side = -1; side <= 1; side += 2)
                enter_limit(c, k->points[i].x, side);
}

/* ---- comparing ---------------------------------------------------------------- */

static bool mirrored(struct contest *c, const struct contender *a,
                     const struct contender *b)
{
    arb_t x, y;
    bool overlap;

    if (!c->even || !a->x || !b->x || a->to || b->to || a->x->exact != EXPR_NONE ||
        b->x->exact != EXPR_NONE || a->x->zero_of != b->x->zero_of)
        return false;
    /* -a lies where b is known to be alone, and is a zero of the same function */
    arb_init(x);
    arb_init(y);
    arb_set_interval_mpfr(x, a->x->at.lo, a->x->at.hi, 200);
    arb_set_interval_mpfr(y, b->x->at.lo, b->x->at.hi, 200);
    arb_neg(x, x);
    overlap = arb_overlaps(x, y);
    arb_clear(y);
    arb_clear(x);
    return overlap;
}

/* -1, 0, +1 or SIGN_UNKNOWN. */
static int compare(struct contest *c, const struct contender *a,
                   const struct contender *b)
{
    if (!a->known || !b->known)
        return SIGN_UNKNOWN;
    if (a->infinite || b->infinite)
        return (a->infinite > b->infinite) - (a->infinite < b->infinite);
    if (ival_disjoint(&a->at, &b->at))
        return mpfr_less_p(a->at.hi, b->at.lo) ? -1 : 1;
    if (a->value != EXPR_NONE && b->value != EXPR_NONE)
        return constant_compare(c->s->pool, a->value, b->value);
    if (a->x && a->x == b->x && a->attained && b->attained)
        return 0;
    return mirrored(c, a, b) ? 0 : SIGN_UNKNOWN;
}

static void add_place(struct contest *c, struct global *g, const struct contender *p)
{
    for (size_t i = 0; i < g->count; i++)
        if (!p->to && !g->at[i].to && real_compare(c->s, g->at[i].x, p->x) == 0)
            return;
    if (g->count == g->cap) {
        size_t cap = g->cap ? 2 * g->cap : 4;

        g->at = arena_grow(pool_arena(c->s->pool), g->at, g->count, cap, sizeof *g->at);
        g->cap = cap;
    }
    g->at[g->count++] = (struct place){p->x, p->to, p->end};
    for (size_t i = g->count - 1;
         i > 0 && real_compare(c->s, g->at[i].x, g->at[i - 1].x) == -1; i--) {
        struct place t = g->at[i];

        g->at[i] = g->at[i - 1];
        g->at[i - 1] = t;
    }
}

/* way = +1: the greatest, -1: the least. */
static void decide(struct contest *c, int way, bool complete, struct global *g)
{
    const struct contender *best = NULL;
    bool unsure = !complete;

    memset(g, 0, sizeof *g);
    for (size_t i = 0; i < c->count; i++) {
        const struct contender *p = &c->list[i];
        int order;

        if (p->known && p->infinite == way) { /* nothing beats that */
            *g = (struct global){.decided = true, .infinite = way, .approx = p->approx};
            return;
        }
        if (!p->known) {
            unsure = true;
            continue;
        }
        order = best ? compare(c, p, best) : way;
        if (order == SIGN_UNKNOWN)
            unsure = true;
        else if (order == way || (order == 0 && p->attained && !best->attained))
            best = p;
    }
    if (unsure || !best)
        return;
    for (size_t i = 0; i < c->count; i++) /* every other one must be comparable with it */
        if (compare(c, &c->list[i], best) == SIGN_UNKNOWN)
            return;
    g->decided = true;
    g->attained = best->attained;
    g->value = best->value;
    g->approx = best->approx;
    g->infinite = best->infinite;
    for (size_t i = 0; i < c->count && g->attained; i++)
        if (c->list[i].attained && compare(c, &c->list[i], best) == 0)
            add_place(c, g, &c->list[i]);
}

/* A limit that f approaches from the wrong side can neither be the maximum nor the
 * minimum it is left out for: e.g. falling towards an end, f is above its limit there. */
static void drop_irrelevant(struct contest *c, const struct piece_of_line *q,
                            bool left_end, int way, bool *matters)
{
    int sign = sign_next_to(c, q, left_end);
    int towards = left_end ? -sign : sign; /* f rises towards the end: +1 */

    *matters = sign == SIGN_UNKNOWN || towards == way || sign == 0;
}

static void enter_all(struct contest *c, int way)
{
    const struct critical *k = &c->e->critical;

    c->count = 0;
    c->e->end_count = 0;
    for (size_t i = 0; i < k->count; i++)
        enter_value(c, k->points[i].x, NULL, false);
    for (size_t i = 0; i < k->plateau_count; i++)
        enter_value(c, k->plateaus[i].on.lo, k->plateaus[i].on.hi, false);
    enter_jumps(c);
    for (size_t i = 0; i < k->domain.count; i++) {
        const struct piece_of_line *q = &k->domain.pieces[i];
        bool point = real_compare(c->s, q->lo, q->hi) == 0, matters;
        size_t before;

        if (k->period != EXPR_NONE)
            continue;
        if (point) {
            enter_value(c, q->lo, NULL, true);
            continue;
        }
        for (int left = 1; left >= 0; left--) {
            before = c->count;
            enter_end(c, q, left);
            drop_irrelevant(c, q, left, way, &matters);
            if (!matters && c->count > before && !c->list[c->count - 1].attained)
                c->count--; /* the limit */
        }
    }
}

static bool is_even(const struct search *s, const struct formula *f, expr x)
{
    return pool_put(s->pool, f->body, x, pool_neg(s->pool, x)) == f->body;
}

/* With a period, ends of the window are no ends; but a pole in it has limits. */
static void enter_poles(struct contest *c)
{
    const struct critical *k = &c->e->critical;

    if (k->period == EXPR_NONE)
        return;
    for (size_t i = 0; i + 1 < k->domain.count; i++)
        for (int side = -1; side <= 1; side += 2)
            enter_limit(c, side < 0 ? k->domain.pieces[i].hi : k->domain.pieces[i + 1].lo,
                        side);
}

enum status analysis_extrema(const struct search *s, const struct formula *f, expr x,
                             const struct realset *on, struct extrema *out,
                             struct diag *d)
{
    struct contest c = {.s = s, .e = out};
    enum status st;

    memset(out, 0, sizeof *out);
    st = analysis_critical(s, f, x, on, &out->critical, d);
    if (st != ST_OK)
        return st;
    c.even = is_even(s, f, x);
    for (int way = -1; way <= 1; way += 2) {
        enter_all(&c, way);
        enter_poles(&c);
        if (out->critical
                .drifts) { /* values are not those of one period: the ends decide */
            c.count = 0;
            for (int end = 0; end < 2; end++)
                enter_limit(&c, end ? on->pieces[on->count - 1].hi : on->pieces[0].lo,
                            end ? -1 : 1);
        }
        decide(&c, way, out->critical.complete && !out->critical.drifts,
               way < 0 ? &out->min : &out->max);
    }
    if (out->critical.domain.complete && !out->critical.domain.count)
        return diag_set(d, ST_DOMAIN, (struct span){0, 0},
                        "f is defined nowhere on this set");
    if (!out->max.decided || !out->min.decided)
        critical_open(
            s, &out->critical,
            out->critical.domain.count ? out->critical.domain.pieces[0].lo->approx : 0,
            out->critical.domain.count
                ? out->critical.domain.pieces[out->critical.domain.count - 1].hi->approx
                : 0,
            "compare");
    extrema_bowl(s, on, out);
    return ST_OK;
}
