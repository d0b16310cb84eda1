/* global.c: the lowest value of a function of several variables on a box, proved by branch and
 * bound in balls.
 *
 *    +-----+--+--+     Of all boxes the one with the lowest possible value is halved, until
 *    |     |  |  |     that is no lower than a value that f has somewhere, but for the
 *    |     +--+--+     tolerance. A box is thrown away when it lies above that value, and when
 *    |     |     |     f slopes all over it: then its lowest points lie on its border, and so
 *    +-----+-----+     in another box, or on the border of the whole.
 *
 * E. Hansen, G. W. Walster: Global optimization using interval analysis, 2004: natural and
 * mean value forms, the test of monotonicity. Nothing that balls do not prove is used.
 */
#include "analysis/analysis.h"

#include "algebra/algebra.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { BITS = 80, MOST_BOXES = 300000 };

static const double enough = 1e-9; /* of the value's size may the bounds be apart */

struct box_bound {
    double lowest; /* f is nowhere lower in the box */
    double *lo, *hi;
};

struct hunt {
    const struct search *s;
    struct arena *arena;
    size_t n;
    struct tape *tape; /* f; 1 where it is defined; its slopes; 1 where those hold too */
    struct tape_balls *work;
    arb_ptr x, y, m; /* inputs, outputs on the box and at its middle */
    const double *lo, *hi;
    struct box_bound *heap;
    size_t count, cap;
    struct global_minimum *out;
};

/* ---- boxes, the lowest on top ---------------------------------------------------------- */

static void swap(struct box_bound *a, struct box_bound *b)
{
    struct box_bound kept = *a;

    *a = *b;
    *b = kept;
}

static void push(struct hunt *h, struct box_bound box)
{
    size_t i = h->count++;

    if (h->count > h->cap) {
        size_t cap = h->cap ? 2 * h->cap : 64;

        h->heap = arena_grow(h->arena, h->heap, h->cap, cap, sizeof *h->heap);
        h->cap = cap;
    }
    h->heap[i] = box;
    for (; i > 0 && h->heap[i].lowest < h->heap[(i - 1) / 2].lowest; i = (i - 1) / 2)
        swap(&h->heap[i], &h->heap[(i - 1) / 2]);
}

static struct box_bound pop(struct hunt *h)
{
    struct box_bound top = h->heap[0];

    h->heap[0] = h->heap[--h->count];
    for (size_t i = 0, child; (child = 2 * i + 1) < h->count; i = child) {
        if (child + 1 < h->count && h->heap[child + 1].lowest < h->heap[child].lowest)
            child++;
        if (!(h->heap[child].lowest < h->heap[i].lowest))
            break;
        swap(&h->heap[i], &h->heap[child]);
    }
    return top;
}

static struct box_bound box_new(struct hunt *h, const double *lo, const double *hi)
{
    struct box_bound box = {-INFINITY, arena_array(h->arena, h->n, sizeof(double)),
                            arena_array(h->arena, h->n, sizeof(double))};

    memcpy(box.lo, lo, h->n * sizeof *lo);
    memcpy(box.hi, hi, h->n * sizeof *hi);
    return box;
}

/* ---- bounds -------------------------------------------------------------------------------- */

static double below(const arb_t v)
{
    double d;
    arf_t lo;

    if (!arb_is_finite(v))
        return -INFINITY;
    arf_init(lo);
    arb_get_lbound_arf(lo, v, BITS);
    d = arf_get_d(lo, ARF_RND_FLOOR);
    arf_clear(lo);
    return d;
}

static double above(const arb_t v)
{
    double d;
    arf_t hi;

    if (!arb_is_finite(v))
        return INFINITY;
    arf_init(hi);
    arb_get_ubound_arf(hi, v, BITS);
    d = arf_get_d(hi, ARF_RND_CEIL);
    arf_clear(hi);
    return d;
}

static void set_interval(arb_t x, double lo, double hi)
{
    arf_t a, b;

    arf_init(a);
    arf_init(b);
    arf_set_d(a, lo);
    arf_set_d(b, hi);
    arb_set_interval_arf(x, a, b, BITS);
    arf_clear(a);
    arf_clear(b);
}

static double middle(const struct box_bound *b, size_t i)
{
    return b->lo[i] / 2 + b->hi[i] / 2;
}

/* f at a point: nowhere on the box is it known to be lower than its best. */
static void try_point(struct hunt *h, const double *x)
{
    double f;

    for (size_t i = 0; i < h->n; i++)
        arb_set_d(h->x + i, x[i]);
    tape_ball(h->tape, h->x, h->m, BITS, h->work);
    f = arb_is_one(h->m + 1) ? above(h->m) : INFINITY;
    if (f < h->out->most) {
        h->out->most = f;
        memcpy(h->out->x, x, h->n * sizeof *x);
    }
}

/* Slopes hold on all of the box, at which h->y has been computed. */
static bool is_smooth(const struct hunt *h)
{
    for (size_t i = 0; i < h->n; i++)
        if (!arb_is_finite(h->y + 2 + i))
            return false;
    return arb_is_one(h->y + 1) && arb_is_one(h->y + 2 + h->n);
}

/* f(m) + the slopes times (x - m), m the middle. */
static double mean_value(struct hunt *h, const struct box_bound *b)
{
    double f;
    arb_t sum, d;

    arb_init(sum);
    arb_init(d);
    arb_set(sum, h->m);
    for (size_t i = 0; i < h->n; i++) {
        set_interval(d, b->lo[i], b->hi[i]);
        arb_sub(d, d, h->x + i, BITS);
        arb_addmul(sum, h->y + 2 + i, d, BITS);
    }
    f = below(sum);
    arb_clear(sum);
    arb_clear(d);
    return f;
}

/* Where f slopes along x[i] all over the box, only a border of the whole may hold its lowest
 * points; false if there is none here. */
static bool flatten(struct hunt *h, struct box_bound *b, bool *changed)
{
    *changed = false;
    for (size_t i = 0; i < h->n; i++) {
        bool up = arb_is_positive(h->y + 2 + i), down = arb_is_negative(h->y + 2 + i);

        if (b->lo[i] == b->hi[i] || (!up && !down))
            continue;
        if (up ? b->lo[i] > h->lo[i] : b->hi[i] < h->hi[i])
            return false;
        if (up)
            b->hi[i] = b->lo[i];
        else
            b->lo[i] = b->hi[i];
        *changed = true;
    }
    return true;
}

/* Sets b->lowest; false if the box holds no lowest point of the whole. *again: the box has
 * lost a dimension, and deserves another look. */
static bool look(struct hunt *h, struct box_bound *b, bool *again)
{
    double x[GLOBAL_VARIABLES];

    *again = false;
    for (size_t i = 0; i < h->n; i++)
        set_interval(h->x + i, b->lo[i], b->hi[i]);
    tape_ball(h->tape, h->x, h->y, BITS, h->work);
    if (arb_is_zero(h->y + 1))
        return false;
    b->lowest = fmax(b->lowest, below(h->y));
    if (b->lowest > h->out->most)
        return false;
    for (size_t i = 0; i < h->n; i++)
        x[i] = middle(b, i);
    try_point(h, x);
    if (is_smooth(h)) {
        b->lowest = fmax(b->lowest, mean_value(h, b));
        if (!flatten(h, b, again))
            return false;
    }
    return !(b->lowest > h->out->most);
}

static bool bound(struct hunt *h, struct box_bound *b)
{
    bool again, kept;

    do
        kept = look(h, b, &again);
    while (kept && again);
    return kept;
}

/* The side along which f is spread most, as far as is known. */
static size_t widest(const struct hunt *h, const struct box_bound *b)
{
    size_t most = 0;

    for (size_t i = 1; i < h->n; i++)
        if (b->hi[i] - b->lo[i] > b->hi[most] - b->lo[most])
            most = i;
    return most;
}

static bool split(struct hunt *h, const struct box_bound *b)
{
    size_t i = widest(h, b);
    double m = middle(b, i);

    if (!(b->lo[i] < m && m < b->hi[i]))
        return false;
    for (int half = 0; half < 2; half++) {
        struct box_bound part = box_new(h, b->lo, b->hi);

        part.lowest = b->lowest;
        (half ? part.lo : part.hi)[i] = m;
        h->out->boxes++;
        if (bound(h, &part))
            push(h, part);
    }
    return true;
}

/* ---- the hunt --------------------------------------------------------------------------------- */

static enum status compile(struct hunt *h, const struct formula *f, const expr *x)
{
    struct pool *p = h->s->pool;
    struct formula *df = arena_array(h->arena, h->n, sizeof *df);
    expr *out = arena_array(h->arena, h->n + 3, sizeof *out), where = f->where;
    expr one = pool_int(p, 1), zero = pool_int(p, 0);
    enum status st = algebra_gradient(p, f, x, h->n, df, NULL);
    bool smooth = st == ST_OK;
    size_t n;
    expr *nodes = expr_below(p, f->body, &n, h->arena);

    for (size_t i = 0; i < n; i++) // no slope tells of a jump at a seam
        smooth = smooth && expr_kind(p, nodes[i]) != EX_PIECE;
    out[0] = f->body;
    out[1] = pool_piece(p, f->where, one, zero);
    for (size_t i = 0; i < h->n; i++) {
        out[2 + i] = smooth ? df[i].body : zero;
        where = smooth ? pool_and(p, where, df[i].where) : where;
    }
    out[2 + h->n] = smooth ? pool_piece(p, where, one, zero) : zero;
    return tape_compile(h->arena, p, out, h->n + 3, x, h->n, &h->tape, NULL);
}

static void search(struct hunt *h)
{
    struct box_bound whole = box_new(h, h->lo, h->hi);
    struct global_minimum *out = h->out;

    out->boxes = 1;
    if (bound(h, &whole))
        push(h, whole);
    while (h->count && out->boxes < MOST_BOXES &&
           budget_spend(h->s->budget, 2 * h->tape->count)) {
        struct box_bound b;

        if (h->heap[0].lowest >= out->most - enough * fmax(1, fabs(out->most)))
            break;
        b = pop(h);
        if (!split(h, &b)) {
            push(h, b);
            break;
        }
    }
    out->least = h->count ? fmin(h->heap[0].lowest, out->most) : out->most;
    out->complete = isfinite(out->most) &&
                    out->least >= out->most - enough * fmax(1, fabs(out->most));
}

/* All lowest points lie in what is left. */
static void find_hull(struct hunt *h)
{
    struct global_minimum *out = h->out;

    for (size_t i = 0; i < h->n; i++) {
        out->lo[i] = INFINITY;
        out->hi[i] = -INFINITY;
        for (size_t k = 0; k < h->count; k++)
            if (h->heap[k].lowest <= out->most) {
                out->lo[i] = fmin(out->lo[i], h->heap[k].lo[i]);
                out->hi[i] = fmax(out->hi[i], h->heap[k].hi[i]);
            }
    }
}

enum status analysis_global(const struct search *s, struct arena *a,
                            const struct formula *f, const expr *x, size_t n,
                            const double *lo, const double *hi, const double *start,
                            struct global_minimum *out)
{
    struct hunt h = {.s = s, .arena = a, .n = n, .lo = lo, .hi = hi, .out = out};
    enum status st;

    if (n > GLOBAL_VARIABLES)
        return ST_UNABLE;
    if ((st = compile(&h, f, x)) != ST_OK)
        return st;
    *out = (struct global_minimum){.least = -INFINITY,
                                   .most = INFINITY,
                                   .x = arena_array(a, n, sizeof(double)),
                                   .lo = arena_array(a, n, sizeof(double)),
                                   .hi = arena_array(a, n, sizeof(double))};
    h.work = tape_balls_new(a, h.tape);
    h.x = _arb_vec_init((slong)n);
    h.y = _arb_vec_init((slong)n + 3);
    h.m = _arb_vec_init((slong)n + 3);
    try_point(&h, start);
    search(&h);
    find_hull(&h);
    _arb_vec_clear(h.x, (slong)n);
    _arb_vec_clear(h.y, (slong)n + 3);
    _arb_vec_clear(h.m, (slong)n + 3);
    return ST_OK;
}
