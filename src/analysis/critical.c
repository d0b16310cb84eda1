/* critical.c: all critical points, classified by the first derivative test as a proof.
 *
 *   points:   zeros of f' where its formula holds, and the points of the domain where the
 *             formula fails (a corner, a cusp, a jump, or nothing at all: x|x| at 0)
 *   gaps:     between neighbouring points f' keeps its sign, so one sample tells it
 *   a point:  on either side f is written without cases; if that branch continues to the
 *             point, its value there is f's one-sided limit and its slope f's one-sided
 *             derivative (mean value theorem)
 */
#include "analysis/internal.h"

#include <math.h>
#include <stdlib.h>

struct finder {
    const struct search *s;
    struct critical *c;
    expr where;            /* the formula of f' holds here */
    struct roots zeros;    /* of f' */
    struct roots breaks;   /* points where `where` may fail */
    struct realset smooth; /* the part of the domain where it holds */
    bool cases;            /* f's formula changes from gap to gap */
    expr ddf;              /* f'', once it was asked for */
};

void critical_open(const struct search *s, struct critical *c, double from, double to,
                   const char *what)
{
    if (c->open_count == c->open_cap) {
        size_t cap = c->open_cap ? 2 * c->open_cap : 8;

        c->open =
            arena_grow(pool_arena(s->pool), c->open, c->open_count, cap, sizeof *c->open);
        c->open_cap = cap;
    }
    c->open[c->open_count++] = (struct open_question){from, to, what};
}

/* ---- neighbours --------------------------------------------------------------- */

/* The nearest to the left (-1) or right (+1) of r in a list that increases; NULL if there is
 * none that is surely there. */
static struct real *nearest(struct finder *f, const struct roots *list, struct real *r,
                            int way)
{
    size_t from = 0, to = list->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        bool there = real_compare(f->s, list->at[middle].x, r) == way;

        if (there == (way < 0))
            from = middle + 1;
        else
            to = middle;
    }
    if (way < 0)
        return from > 0 ? list->at[from - 1].x : NULL;
    return from < list->count ? list->at[from].x : NULL;
}

/* The nearest point to the left (-1) or right (+1) of r at which f' may change its sign. */
static struct real *neighbour(struct finder *f, const struct piece_of_line *in,
                              struct real *r, int way)
{
    struct real *best = way < 0 ? in->lo : in->hi;
    const struct roots *lists[2] = {&f->zeros, &f->breaks};

    for (int l = 0; l < 2; l++) {
        struct real *p = nearest(f, lists[l], r, way);

        if (p && real_compare(f->s, p, best) == -way)
            best = p;
    }
    for (size_t i = 0; i < f->zeros.plateau_count; i++)
        for (int end = 0; end < 2; end++) {
            struct real *p = end ? f->zeros.plateaus[i].hi : f->zeros.plateaus[i].lo;

            if (real_compare(f->s, p, r) == way && real_compare(f->s, p, best) == -way)
                best = p;
        }
    return best;
}

/* A sample between r and its neighbour, before any open cell. EXPR_NONE: none is sure. */
static expr sample_beside(struct finder *f, const struct piece_of_line *in,
                          struct real *r, int way)
{
    struct real *other = neighbour(f, in, r, way);
    const struct roots *lists[2] = {&f->zeros, &f->breaks};
    double at = r->approx, to = other->approx;
    fmpq_t q;
    arf_t edge;
    expr e;

    for (int l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->open_count; i++) {
            const struct open_cell *cell = &lists[l]->open[i];

            if (cell->from <= at && at <= cell->to)
                return EXPR_NONE;
            if (way > 0 && cell->from > at && cell->from < to)
                to = cell->from;
            if (way < 0 && cell->to < at && cell->to > to)
                to = cell->to;
        }
    if (to == other->approx)
        return way < 0 ? real_between(f->s, other, r) : real_between(f->s, r, other);
    fmpq_init(q);
    arf_init(edge);
    arf_set_d(edge, to);
    arf_get_fmpq(q, edge);
    e = pool_number(f->s->pool, q);
    arf_clear(edge);
    fmpq_clear(q);
    other = real_exact(f->s, e);
    return way < 0 ? real_between(f->s, other, r) : real_between(f->s, r, other);
}

/* ---- one side of a point --------------------------------------------------------- */

/* Is the node defined and continuous at the point? Branches have no cases, so that being
 * defined on both sides of the point and at it is enough. */
static bool holds_at(struct finder *f, expr e, struct real *r)
{
    return e != EXPR_NONE &&
           real_satisfies(f->s, pool_domain(f->s->pool, e), f->c->x, r) == TRUTH_YES;
}

static expr derive(struct finder *f, expr e)
{
    struct formula g = {e, pool_true(f->s->pool)}, dg;
    struct diag d;

    if (e == f->c->f.body)
        return f->c->df.body;
    return algebra_derive(f->s->pool, &g, f->c->x, &dg, &d) == ST_OK ? dg.body
                                                                     : EXPR_NONE;
}

/* The sign of f' at a rational point: by a ball if that is enough. */
static int sign_of_slope(struct finder *f, expr at)
{
    enum { BITS = 128 };
    struct pool *p = f->s->pool;
    int sign = SIGN_UNKNOWN;
    arb_t x, v;

    arb_init(x);
    arb_init(v);
    constant_ball(p, at, x, BITS);
    expr_ball_at(p, f->c->df.body, f->c->x, x, v, BITS);
    if (arb_is_finite(v) && arb_is_nonzero(v))
        sign = arb_is_positive(v) ? 1 : -1;
    arb_clear(v);
    arb_clear(x);
    if (sign == SIGN_UNKNOWN)
        sign = constant_sign(p, pool_put(p, f->c->df.body, f->c->x, at));
    return sign == SIGN_UNDEFINED ? SIGN_UNKNOWN : sign;
}

static struct side look(struct finder *f, const struct piece_of_line *in, struct real *r,
                        int way)
{
    struct pool *p = f->s->pool;
    struct side side = {false, EXPR_NONE, EXPR_NONE, SIGN_UNKNOWN, SIGN_UNKNOWN};
    expr sample = sample_beside(f, in, r, way), gap;
    expr account = pool_take_demands(p);

    if (sample != EXPR_NONE) {
        side.sign = sign_of_slope(f, sample);
        side.branch =
            f->cases ? branch_at(f->s, f->c->f.body, f->c->x, sample) : f->c->f.body;
    }
    if (holds_at(f, side.branch, r)) {
        side.known = true;
        side.slope = derive(f, side.branch);
        gap = pool_sub(p, side.branch, f->c->f.body);
        side.jump = expr_is_int(p, gap, 0) ? 0 : real_sign_of(f->s, gap, f->c->x, r);
        if (side.jump == SIGN_UNDEFINED)
            side.jump = SIGN_UNKNOWN;
    }
    pool_swap_demands(p, account);
    return side;
}

/* The slope grows without bound towards the point: its reciprocal, common factors taken
 * out, is defined there and is 0. */
static bool slope_is_infinite(struct finder *f, const struct side *side, struct real *r)
{
    struct pool *p = f->s->pool;
    expr account = pool_take_demands(p), inverse;
    bool yes = false;

    if (side->known && side->slope != EXPR_NONE) {
        inverse = algebra_factored(p, algebra_common(p, side->slope), f->c->x);
        inverse = pool_power(p, inverse, pool_int(p, -1));
        yes = holds_at(f, inverse, r) && real_sign_of(f->s, inverse, f->c->x, r) == 0;
    }
    pool_swap_demands(p, account);
    return yes;
}

/* ---- does f' exist? --------------------------------------------------------------- */

enum existence { EXISTS_ZERO, EXISTS_NOT_ZERO, EXISTS_NOT, EXISTS_OPEN };

static enum existence slope_at(struct finder *f, struct real *r, const struct side *l,
                               const struct side *h)
{
    struct pool *p = f->s->pool;
    expr account, gap;
    int order, sign;

    if ((l->known && (l->jump == 1 || l->jump == -1)) ||
        (h->known && (h->jump == 1 || h->jump == -1)))
        return EXISTS_NOT;
    if (!l->known || !h->known || l->jump != 0 || h->jump != 0)
        return slope_is_infinite(f, l, r) || slope_is_infinite(f, h, r) ? EXISTS_NOT
                                                                        : EXISTS_OPEN;
    if (slope_is_infinite(f, l, r) || slope_is_infinite(f, h, r))
        return EXISTS_NOT;
    if (!holds_at(f, l->slope, r) || !holds_at(f, h->slope, r))
        return EXISTS_OPEN;
    account = pool_take_demands(p);
    gap = pool_sub(p, l->slope, h->slope);
    order = expr_is_int(p, gap, 0) ? 0 : real_sign_of(f->s, gap, f->c->x, r);
    pool_swap_demands(p, account);
    if (order == 1 || order == -1)
        return EXISTS_NOT;
    sign = real_sign_of(f->s, l->slope, f->c->x, r);
    if (order != 0)
        return EXISTS_OPEN;
    return sign == 0                 ? EXISTS_ZERO
           : sign == 1 || sign == -1 ? EXISTS_NOT_ZERO
                                     : EXISTS_OPEN;
}

/* ---- classes ------------------------------------------------------------------ */

/* f beside the point compared with f at it: -1 below, +1 above, 0 equal; SIGN_UNKNOWN. A
 * jump decides alone; else f' on that side does: on the left a falling f comes from above. */
static int beside(const struct side *side, int way, bool continuous)
{
    if (side->jump == 1 || side->jump == -1)
        return side->jump;
    if (!continuous && side->jump != 0)
        return SIGN_UNKNOWN;
    return side->sign == SIGN_UNKNOWN ? SIGN_UNKNOWN : way * side->sign;
}

static enum extremum_type type_of(int left, int right)
{
    if (left == SIGN_UNKNOWN || right == SIGN_UNKNOWN)
        return TYPE_OPEN;
    if (left == 0 && right == 0)
        return TYPE_BOTH;
    if (left >= 0 && right >= 0)
        return TYPE_MIN;
    if (left <= 0 && right <= 0)
        return TYPE_MAX;
    return TYPE_NEITHER;
}

/* The test a teacher would name: the second derivative if it is not zero there. */
static enum critical_test test_of(struct finder *f, const struct critical_point *point)
{
    int sign;

    if (point->type == TYPE_OPEN)
        return TEST_NONE;
    if (point->why != WHY_ZERO)
        return TEST_FIRST;
    if (f->ddf == EXPR_NONE)
        f->ddf = derive(f, f->c->df.body);
    if (f->ddf == EXPR_NONE)
        return TEST_FIRST;
    sign = real_sign_of(f->s, f->ddf, f->c->x, point->x);
    return sign == 1 || sign == -1 ? TEST_SECOND : TEST_FIRST;
}

static void set_value(struct finder *f, struct critical_point *point)
{
    struct ival v;

    ival_init(&v, 160);
    point->value = real_value(f->s, f->c->f.body, f->c->x, point->x, &v);
    point->value_approx = point->value != EXPR_NONE
                              ? constant_double(f->s->pool, point->value)
                              : ival_mid_d(&v);
    ival_clear(&v);
}

static struct critical_point *push_point(struct finder *f, struct real *x)
{
    struct critical *c = f->c;

    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 8;

        c->points = arena_grow(pool_arena(f->s->pool), c->points, c->count, cap,
                               sizeof *c->points);
        c->cap = cap;
    }
    c->points[c->count].x = x;
    return &c->points[c->count++];
}

static void add_point(struct finder *f, struct real *x, enum critical_why why,
                      const struct side *l, const struct side *h)
{
    struct critical_point *point = push_point(f, x);
    bool continuous = why == WHY_ZERO;

    point->why = why;
    point->sign_left = l->sign;
    point->sign_right = h->sign;
    point->type = type_of(beside(l, -1, continuous), beside(h, 1, continuous));
    if (point->type == TYPE_BOTH)
        point->type = TYPE_OPEN;
    point->test = test_of(f, point);
    set_value(f, point);
    if (point->type == TYPE_OPEN)
        critical_open(f->s, f->c, x->approx, x->approx, "class");
}

/* ---- points ------------------------------------------------------------------- */

/* The piece of the domain that has r in its interior, or NULL. */
static const struct piece_of_line *around(struct finder *f, struct real *r)
{
    for (size_t i = 0; i < f->c->domain.count; i++) {
        const struct piece_of_line *q = &f->c->domain.pieces[i];

        if (real_compare(f->s, q->lo, r) == -1 && real_compare(f->s, r, q->hi) == -1)
            return q;
    }
    return NULL;
}

static bool inside_plateau(struct finder *f, struct real *r, bool ends_too)
{
    for (size_t i = 0; i < f->zeros.plateau_count; i++) {
        int lo = real_compare(f->s, f->zeros.plateaus[i].lo, r);
        int hi = real_compare(f->s, r, f->zeros.plateaus[i].hi);

        if ((lo == -1 && hi == -1) || (ends_too && (lo == 0 || hi == 0)))
            return true;
    }
    return false;
}

/* Is there work left to look at point i of a list? Else what is between it and the last one
 * stays open. */
static bool can_look(struct finder *f, const struct roots *list, size_t i)
{
    size_t tables = pool_size(f->s->pool) / 100; /* that each derivative takes */

    if (budget_spend(f->s->budget, 100 + tables))
        return true;
    critical_open(f->s, f->c, list->at[i].x->approx, list->at[list->count - 1].x->approx,
                  "roots");
    f->c->complete = false;
    return false;
}

static void add_zeros(struct finder *f)
{
    for (size_t i = 0; i < f->zeros.count && can_look(f, &f->zeros, i); i++) {
        struct real *r = f->zeros.at[i].x;
        const struct piece_of_line *in = around(f, r);
        struct side l, h;

        if (!in || inside_plateau(f, r, true))
            continue;
        l = look(f, in, r, -1);
        h = look(f, in, r, 1);
        add_point(f, r, WHY_ZERO, &l, &h);
    }
}

/* Points of the domain where the formula of f' fails. */
static void add_breaks(struct finder *f)
{
    for (size_t i = 0; i < f->breaks.count && can_look(f, &f->breaks, i); i++) {
        struct real *r = f->breaks.at[i].x;
        const struct piece_of_line *in = r->infinite ? NULL : around(f, r);
        struct side l, h;

        if (!in || real_satisfies(f->s, f->where, f->c->x, r) == TRUTH_YES)
            continue;
        l = look(f, in, r, -1);
        h = look(f, in, r, 1);
        switch (slope_at(f, r, &l, &h)) {
        case EXISTS_ZERO:
            if (!inside_plateau(f, r, true))
                add_point(f, r, WHY_ZERO, &l, &h);
            break;
        case EXISTS_NOT_ZERO: break;
        case EXISTS_NOT: add_point(f, r, WHY_UNDEFINED, &l, &h); break;
        case EXISTS_OPEN:
            add_point(f, r, WHY_OPEN, &l, &h);
            f->c->complete = false;
            break;
        }
    }
}

static void sort_points(struct finder *f)
{
    struct critical *c = f->c;

    for (size_t i = 1; i < c->count; i++)
        for (size_t j = i;
             j > 0 && real_compare(f->s, c->points[j].x, c->points[j - 1].x) == -1; j--) {
            struct critical_point t = c->points[j];

            c->points[j] = c->points[j - 1];
            c->points[j - 1] = t;
        }
}

/* ---- plateaus ----------------------------------------------------------------- */

/* How f goes on beyond an end: -1 falls, +1 rises, 0 the domain ends there or f jumps to
 * nothing that can be told; SIGN_UNKNOWN. */
static int beyond(struct finder *f, struct real *end, int way)
{
    const struct piece_of_line *in = end->infinite ? NULL : around(f, end);
    struct side side;

    if (!in)
        return 0;
    side = look(f, in, end, way);
    return side.sign == SIGN_UNKNOWN ? SIGN_UNKNOWN : way * side.sign;
}

static void add_plateaus(struct finder *f)
{
    struct critical *c = f->c;

    for (size_t i = 0; i < f->zeros.plateau_count; i++) {
        struct plateau q = {.on = f->zeros.plateaus[i]};
        struct real *mid = real_exact(f->s, real_between(f->s, q.on.lo, q.on.hi));
        int left = beyond(f, q.on.lo, -1), right = beyond(f, q.on.hi, 1);
        struct ival v;

        ival_init(&v, 128);
        q.value = real_value(f->s, c->f.body, c->x, mid, &v);
        q.value_approx = ival_mid_d(&v);
        ival_clear(&v);
        q.type = type_of(left, right);
        if (c->plateau_count == c->plateau_cap) {
            size_t cap = c->plateau_cap ? 2 * c->plateau_cap : 4;

            c->plateaus = arena_grow(pool_arena(f->s->pool), c->plateaus,
                                     c->plateau_count, cap, sizeof *c->plateaus);
            c->plateau_cap = cap;
        }
        c->plateaus[c->plateau_count++] = q;
    }
}

/* ---- the whole ---------------------------------------------------------------- */

/* Where f is defined on a whole gap and the formula of f' is not, f' is not known. */
static void check_gaps(struct finder *f)
{
    for (size_t i = 0; i < f->c->domain.count; i++) {
        const struct piece_of_line *q = &f->c->domain.pieces[i];
        struct real *at = q->lo;

        while (real_compare(f->s, at, q->hi) == -1) {
            struct real *next = neighbour(f, q, at, 1);
            struct real *mid = real_exact(f->s, real_between(f->s, at, next));

            if (real_satisfies(f->s, f->where, f->c->x, mid) != TRUTH_YES) {
                critical_open(f->s, f->c, at->approx, next->approx, "roots");
                f->c->complete = false;
            }
            if (real_compare(f->s, next, at) != 1)
                break;
            at = next;
        }
    }
}

static void take_open(struct finder *f, const struct roots *r)
{
    for (size_t i = 0; i < r->open_count; i++)
        critical_open(f->s, f->c, r->open[i].from, r->open[i].to, "roots");
    f->c->complete = f->c->complete && r->complete;
}

static enum status find(const struct search *s, const struct realset *on,
                        struct critical *c, struct diag *d)
{
    struct finder f = {.s = s, .c = c};
    enum status st = analysis_domain(s, &c->f, c->x, on, &c->domain, d);

    if (st == ST_OK)
        st = algebra_derive(s->pool, &c->f, c->x, &c->df, d);
    if (st != ST_OK)
        return st;
    f.cases = has_cases(s->pool, c->f.body);
    f.where = pool_and(s->pool, c->df.where, pool_domain(s->pool, c->df.body));
    c->complete = c->domain.complete;
    roots_clear(&f.breaks);
    certify_breaks(s, f.where, c->x, &c->domain, &f.breaks);
    f.smooth = certify_where(s, f.where, c->x, &c->domain);
    c->complete = c->complete && f.smooth.complete;
    certify_roots(s, c->df.body, c->x, &f.smooth, &f.zeros);
    take_open(&f, &f.zeros);
    take_open(&f, &f.breaks);
    check_gaps(&f);
    add_zeros(&f);
    add_breaks(&f);
    add_plateaus(&f);
    sort_points(&f);
    c->complete = c->complete && !s->budget->over;
    return pool_status(s->pool, d);
}

/* Keeps the points of one period. */
static void keep_period(const struct search *s, const struct realset *one,
                        struct critical *c)
{
    size_t out = 0;

    for (size_t i = 0; i < c->count; i++)
        if (realset_contains(s, one, c->points[i].x) != TRUTH_NO)
            c->points[out++] = c->points[i];
    c->count = out;
}

enum status analysis_critical(const struct search *s, const struct formula *f, expr x,
                              const struct realset *on, struct critical *out,
                              struct diag *d)
{
    struct realset wide, one;
    struct formula df;
    expr period;
    enum status st = algebra_derive(s->pool, f, x, &df, d);

    *out = (struct critical){.f = *f, .x = x};
    if (st != ST_OK)
        return st;
    /* what repeats is f', and f's own domain: x + sin(x) has all its points in families */
    period = algebra_period(s->pool, df.body, x);
    if (period != EXPR_NONE && algebra_period(s->pool, f->body, x) != period &&
        pool_and(s->pool, f->where, pool_domain(s->pool, f->body)) != pool_true(s->pool))
        period = EXPR_NONE;
    if (!period_window(s, period, on, &wide, &one))
        return find(s, on, out, d);
    out->period = period;
    out->drifts = algebra_period(s->pool, f->body, x) == EXPR_NONE;
    st = find(s, &wide, out, d);
    if (st == ST_OK)
        keep_period(s, &one, out);
    return st;
}
