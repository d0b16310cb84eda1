/* convex.c: where f is convex and where concave, and where it changes.
 *
 * The critical points of f' cut its domain into stretches on which f'' keeps its sign. f
 * is convex on a stretch with f'' >= 0, ends included where f is continuous. Two
 * neighbours make one if f is convex on both and its slope does not fall from the one to
 * the other: f' exists where they meet, or has one-sided limits that tell.
 *
 * R. T. Rockafellar: Convex Analysis, 1970, section 24 (slopes that do not fall).
 */
#include "analysis/internal.h"

struct stretch {
    struct piece_of_line on;
    int sign;    /* of f'' inside, 0: f is straight; SIGN_UNKNOWN */
    bool smooth; /* f' exists at lo, where it meets the stretch before */
};

struct bender {
    const struct search *s;
    struct convexity *out;
    struct stretch *at;
    size_t n, cap;
    bool wraps; /* one period, begun where f' exists: its end meets its beginning */
};

/* ---- stretches -------------------------------------------------------------------- */

static void add_stretch(struct bender *b, struct stretch stretch)
{
    if (b->n == b->cap) {
        size_t cap = b->cap ? 2 * b->cap : 8;

        b->at = arena_grow(pool_arena(b->s->pool), b->at, b->n, cap, sizeof *b->at);
        b->cap = cap;
    }
    b->at[b->n++] = stretch;
}

static bool within(const struct search *s, const struct piece_of_line *piece,
                   struct real *x)
{
    return (piece->lo->infinite || real_compare(s, piece->lo, x) == -1) &&
           (piece->hi->infinite || real_compare(s, x, piece->hi) == -1);
}

static const struct plateau *plateau_from(const struct critical *c,
                                          const struct search *s, struct real *from)
{
    for (size_t i = 0; i < c->plateau_count; i++)
        if (c->plateaus[i].on.lo == from ||
            (c->plateaus[i].on.lo->infinite == from->infinite &&
             (from->infinite || real_compare(s, c->plateaus[i].on.lo, from) == 0)))
            return &c->plateaus[i];
    return NULL;
}

/* The next cut behind `from` inside a piece, a critical point of f' or where a plateau
 * begins; NULL if there is none. *sign: of f'' before it, if known. */
static struct real *next_cut(struct bender *b, const struct critical *c,
                             const struct piece_of_line *piece, struct real *from,
                             int *sign)
{
    struct real *best = NULL;

    for (size_t i = 0; i < c->count + c->plateau_count; i++) {
        bool point = i < c->count;
        struct real *x = point ? c->points[i].x : c->plateaus[i - c->count].on.lo;

        if (x->infinite || !within(b->s, piece, x) ||
            (!from->infinite && real_compare(b->s, from, x) != -1) ||
            (best && real_compare(b->s, x, best) != -1))
            continue;
        best = x;
        *sign = point ? c->points[i].sign_left : SIGN_UNKNOWN;
    }
    return best;
}

/* f'' has no zero inside: one look at a point of it tells the sign. */
static int sign_of_stretch(struct bender *b, struct real *lo, struct real *hi)
{
    double a = lo->infinite ? -INFINITY : lo->approx,
           z = hi->infinite ? INFINITY : hi->approx;
    double mid = isinf(a) && isinf(z) ? 0.3
                 : isinf(a)           ? z - 1
                 : isinf(z)           ? a + 1
                                      : a / 2 + z / 2;
    struct real *at;
    fmpq_t q;

    if (!(fabs(mid) < 1e12) || !(z - a > 1e-6))
        return SIGN_UNKNOWN;
    fmpq_init(q);
    fmpq_set_si(q, (slong)floor(mid * 1048576), 1048576);
    at = real_exact(b->s, pool_number(b->s->pool, q));
    fmpq_clear(q);
    return real_sign_of(b->s, b->out->ddf.body, b->out->x, at);
}

/* Is there a cell between them in which a point of the list may be missing? */
static bool has_gap(const struct critical *c, struct real *from, struct real *to)
{
    double lo = from->infinite ? -INFINITY : from->approx,
           hi = to->infinite ? INFINITY : to->approx;

    for (size_t i = 0; i < c->open_count; i++)
        if (c->open[i].from < hi && c->open[i].to > lo)
            return true;
    return false;
}

/* Where the stretch that begins at `from` ends, and its sign. */
static struct real *stretch_end(struct bender *b, const struct critical *c,
                                const struct piece_of_line *piece, struct real *from,
                                int *sign)
{
    const struct plateau *flat = plateau_from(c, b->s, from);
    struct real *end;

    *sign = 0;
    if (flat)
        return flat->on.hi;
    *sign = SIGN_UNKNOWN;
    end = next_cut(b, c, piece, from, sign);
    if (!end)
        end = piece->hi;
    if (has_gap(c, from, end))
        *sign = SIGN_UNKNOWN;
    else if (*sign == SIGN_UNKNOWN)
        *sign = sign_of_stretch(b, from, end);
    return end;
}

static bool same_place(struct bender *b, struct real *x, struct real *y)
{
    return x == y || (!x->infinite && !y->infinite && real_compare(b->s, x, y) == 0);
}

static void cut_piece(struct bender *b, const struct critical *c,
                      const struct piece_of_line *piece)
{
    struct real *from = piece->lo, *end;
    bool inside = false, last = same_place(b, piece->lo, piece->hi);

    while (!last) {
        int sign;

        end = stretch_end(b, c, piece, from, &sign);
        last = end->infinite || same_place(b, end, piece->hi);
        add_stretch(b, (struct stretch){
                           {from, end, !inside && piece->lo_open, last && piece->hi_open},
                           sign,
                           inside});
        from = end;
        inside = true;
    }
}

/* ---- ends and meetings ---------------------------------------------------------------- */

/* f(at), or EXPR_NONE. */
static expr value_at(struct bender *b, struct real *at)
{
    struct pool *p = b->s->pool;
    const struct formula *f = &b->out->f;
    expr domain;

    if (at->infinite || at->exact == EXPR_NONE)
        return EXPR_NONE;
    domain =
        pool_put(p, pool_and(p, f->where, pool_domain(p, f->body)), b->out->x, at->exact);
    return constant_truth(p, domain) == TRUTH_YES
               ? pool_put(p, f->body, b->out->x, at->exact)
               : EXPR_NONE;
}

/* Is f continuous at `at` seen from that side? */
static bool reaches(struct bender *b, struct real *at, int side)
{
    expr value = value_at(b, at);
    struct limit *l;

    if (value == EXPR_NONE)
        return false;
    l = analysis_limit(b->s, &b->out->f, b->out->x, at, side);
    return l->known && !l->infinite && l->value != EXPR_NONE &&
           constant_compare(b->s->pool, l->value, value) == 0;
}

static void close_ends(struct bender *b, const struct realset *on)
{
    for (size_t i = 0; i < b->n; i++) {
        struct piece_of_line *q = &b->at[i].on;

        if (q->lo_open && !q->lo->infinite &&
            realset_contains(b->s, on, q->lo) == TRUTH_YES)
            q->lo_open = !reaches(b, q->lo, 1);
        if (q->hi_open && !q->hi->infinite &&
            realset_contains(b->s, on, q->hi) == TRUTH_YES)
            q->hi_open = !reaches(b, q->hi, -1);
    }
}

/* -1, 0, +1 as the slope falls, stays or rises where a stretch begins; SIGN_UNKNOWN. Where
 * f' exists it has no jump (J. G. Darboux). */
static int slope_step(struct bender *b, const struct stretch *stretch)
{
    struct real *at = stretch->on.lo;
    struct limit *l, *r;

    if (stretch->smooth)
        return 0;
    l = analysis_limit(b->s, &b->out->df, b->out->x, at, -1);
    r = analysis_limit(b->s, &b->out->df, b->out->x, at, 1);
    if (!l->known || !r->known)
        return SIGN_UNKNOWN;
    if (l->infinite || r->infinite)
        return (r->infinite > l->infinite) - (r->infinite < l->infinite);
    if (l->value == EXPR_NONE || r->value == EXPR_NONE)
        return SIGN_UNKNOWN;
    return constant_compare(b->s->pool, r->value, l->value);
}

static bool meet(struct bender *b, const struct stretch *l, const struct stretch *r)
{
    return !l->on.hi_open && !r->on.lo_open && !l->on.hi->infinite &&
           real_compare(b->s, l->on.hi, r->on.lo) == 0;
}

/* Joins stretches on which way * f'' >= 0. */
static void collect(struct bender *b, int way, struct realset *set)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct stretch *st = &b->at[i];
        struct piece_of_line *last = set->count ? &set->pieces[set->count - 1] : NULL;
        bool joins =
            i > 0 && last && last->hi == b->at[i - 1].on.hi && meet(b, &b->at[i - 1], st);
        int step;

        if (st->sign != 0 && st->sign != way)
            continue;
        step = joins ? slope_step(b, st) : SIGN_UNKNOWN;
        if (step == 0 || step == way) {
            last->hi = st->on.hi;
            last->hi_open = st->on.hi_open;
        } else {
            realset_add(b->s, set, st->on);
        }
    }
}

static void find_inflections(struct bender *b)
{
    struct convexity *out = b->out;

    out->inflections =
        arena_array(pool_arena(b->s->pool), b->n + 1, sizeof *out->inflections);
    if (b->wraps && b->n > 1 && b->at[b->n - 1].sign * b->at[0].sign == -1)
        out->inflections[out->inflection_count++] = b->at[0].on.lo;
    for (size_t i = 1; i < b->n; i++)
        if (b->at[i - 1].sign * b->at[i].sign == -1 &&
            meet(b, &b->at[i - 1], &b->at[i]) && slope_step(b, &b->at[i]) == 0)
            out->inflections[out->inflection_count++] = b->at[i].on.lo;
}

/* One period of a periodic f', from a zero of f'' on: the search is done again on it, where
 * what repeats outside is of no concern. */
static enum status once_around(const struct search *s, struct critical *c,
                               struct realset *around, struct diag *d)
{
    struct pool *p = s->pool;
    expr from = c->count && c->points[0].x->exact != EXPR_NONE ? c->points[0].x->exact
                                                               : pool_int(p, 0);
    struct piece_of_line piece = {
        real_exact(s, from), real_exact(s, pool_add(p, from, c->period)), false, false};
    struct formula df = c->f; /* what the search was about */

    *around = realset_empty(s);
    realset_add(s, around, piece);
    return analysis_critical(s, &df, c->x, around, c, d);
}

enum status analysis_convex(const struct search *s, const struct formula *f, expr x,
                            const struct realset *on, struct convexity *out,
                            struct diag *d)
{
    struct bender b = {.s = s, .out = out};
    struct critical c;
    struct realset around;
    enum status st;

    *out = (struct convexity){.f = *f, .x = x, .complete = true};
    if ((st = algebra_derive(s->pool, f, x, &out->df, d)) != ST_OK ||
        (st = algebra_derive_tidy(s->pool, &out->df, x, 1, &out->ddf, d)) != ST_OK ||
        (st = analysis_critical(s, &out->df, x, on, &c, d)) != ST_OK)
        return st;
    out->period = c.period;
    b.wraps = c.period != EXPR_NONE && c.count && c.points[0].x->exact != EXPR_NONE;
    if (c.period != EXPR_NONE && (st = once_around(s, &c, &around, d)) != ST_OK)
        return st;
    out->complete = c.complete && c.domain.complete;
    out->convex = realset_empty(s);
    out->concave = realset_empty(s);
    for (size_t i = 0; i < c.domain.count; i++)
        cut_piece(&b, &c, &c.domain.pieces[i]);
    close_ends(&b, out->period == EXPR_NONE ? on : &around);
    for (size_t i = 0; i < b.n; i++)
        out->complete = out->complete && b.at[i].sign >= -1 && b.at[i].sign <= 1;
    collect(&b, 1, &out->convex);
    collect(&b, -1, &out->concave);
    find_inflections(&b);
    return ST_OK;
}
