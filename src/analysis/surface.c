/* surface.c: stationary points of functions of several variables, found and classified. */
#include "analysis/surface.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/surfaces.h"

const char *surface_type_name(enum surface_type t)
{
    switch (t) {
    case SURFACE_MIN: return "min";
    case SURFACE_MAX: return "max";
    case SURFACE_SADDLE: return "saddle";
    case SURFACE_DEGENERATE: return "degenerate";
    case SURFACE_OPEN: return NULL;
    }
    return NULL;
}

/* ---- lists -------------------------------------------------------------------------- */

struct stationary *surface_point(const struct search *s, struct surface *out)
{
    enum { BITS = 256 };
    struct arena *a = pool_arena(s->pool);
    struct stationary *point;
    struct ival *at;

    if (out->count == out->cap) {
        size_t cap = out->cap ? 2 * out->cap : 8;

        out->points = arena_grow(a, out->points, out->count, cap, sizeof *out->points);
        out->cap = cap;
    }
    point = &out->points[out->count++];
    *point = (struct stationary){0};
    point->x = arena_array(a, out->n, sizeof *point->x);
    at = ival_array(a, out->n, BITS);
    for (size_t i = 0; i < out->n; i++)
        point->x[i].at = at[i];
    return point;
}

void surface_open(const struct search *s, struct surface *out, const double *lo,
                  const double *hi, const char *what)
{
    struct open_box *box;

    if (out->open_count == out->open_cap) {
        size_t cap = out->open_cap ? 2 * out->open_cap : 8;

        out->open = arena_grow(pool_arena(s->pool), out->open, out->open_count, cap,
                               sizeof *out->open);
        out->open_cap = cap;
    }
    box = &out->open[out->open_count++];
    *box = (struct open_box){.what = what};
    for (size_t i = 0; i < out->n; i++) {
        box->lo[i] = lo[i];
        box->hi[i] = hi[i];
    }
    out->complete = false;
}

void surface_sides(const struct surface *out, double *lo, double *hi)
{
    for (size_t i = 0; i < out->n; i++) {
        lo[i] = out->on[i].lo->infinite ? -INFINITY : ival_lo_d(&out->on[i].lo->at);
        hi[i] = out->on[i].hi->infinite ? INFINITY : ival_hi_d(&out->on[i].hi->at);
    }
}

/* ---- classes ------------------------------------------------------------------------ */

static enum surface_type type_of(const struct inertia *i)
{
    if (!i->known)
        return SURFACE_OPEN;
    if (i->positive && i->negative)
        return SURFACE_SADDLE;
    if (i->zero)
        return SURFACE_DEGENERATE;
    return i->positive ? SURFACE_MIN : SURFACE_MAX;
}

static bool is_exact(const struct surface *out, const struct stationary *point)
{
    for (size_t i = 0; i < out->n; i++)
        if (point->x[i].exact == EXPR_NONE)
            return false;
    return true;
}

static expr put_point(const struct search *s, const struct surface *out,
                      const struct stationary *point, expr e)
{
    for (size_t i = 0; i < out->n; i++)
        e = pool_put(s->pool, e, out->x[i], point->x[i].exact);
    return e;
}

static void classify_exact(const struct search *s, struct surface *out,
                           struct stationary *point)
{
    size_t n = out->n;

    point->value = put_point(s, out, point, out->f.body);
    point->value_approx = constant_double(s->pool, point->value);
    point->hessian = arena_array(pool_arena(s->pool), n * n, sizeof *point->hessian);
    for (size_t i = 0; i < n * n; i++) {
        point->hessian[i] = put_point(s, out, point, out->ddf[i].body);
        point->hessian_approx[i] = constant_double(s->pool, point->hessian[i]);
    }
    point->inertia = inertia_exact(s->pool, point->hessian, n);
}

/* f and its Hessian in balls. */
struct judge {
    struct tape *tape;
    struct tape_balls *work;
};

static bool judge_new(const struct search *s, const struct surface *out, struct judge *j)
{
    enum { MOST = 1 + SURFACE_MOST * SURFACE_MOST };
    struct arena *a = pool_arena(s->pool);
    expr outputs[MOST] = {out->f.body};
    struct diag d;

    for (size_t i = 0; i < out->n * out->n; i++)
        outputs[1 + i] = out->ddf[i].body;
    if (tape_compile(a, s->pool, outputs, 1 + out->n * out->n, out->x, out->n, &j->tape,
                     &d) != ST_OK)
        return false;
    j->work = tape_balls_new(a, j->tape);
    return true;
}

static void classify_balls(const struct judge *j, const struct surface *out,
                           struct stationary *point)
{
    enum { BITS = 256 };
    slong n = (slong)out->n;
    arb_ptr x = _arb_vec_init(n), v = _arb_vec_init(1 + n * n);

    for (slong i = 0; i < n; i++)
        arb_set_interval_mpfr(x + i, point->x[i].at.lo, point->x[i].at.hi, BITS + 32);
    tape_ball(j->tape, x, v, BITS, j->work);
    point->value = EXPR_NONE;
    point->value_approx = !arb_is_finite(v)      ? NAN
                          : arb_contains_zero(v) ? 0
                                                 : arf_get_d(arb_midref(v), ARF_RND_NEAR);
    for (slong i = 0; i < n * n; i++)
        point->hessian_approx[i] = arb_is_finite(v + 1 + i)
                                       ? arf_get_d(arb_midref(v + 1 + i), ARF_RND_NEAR)
                                       : NAN;
    point->inertia = inertia_of_balls(v + 1, out->n);
    _arb_vec_clear(v, 1 + n * n);
    _arb_vec_clear(x, n);
}

static void classify_all(const struct search *s, struct surface *out)
{
    struct judge j;
    bool judged = judge_new(s, out, &j), complete = out->complete;

    for (size_t i = 0; i < out->count; i++) {
        struct stationary *point = &out->points[i];
        double at[SURFACE_MOST];

        if (is_exact(out, point))
            classify_exact(s, out, point);
        else if (judged)
            classify_balls(&j, out, point);
        point->type = type_of(&point->inertia);
        for (size_t k = 0; k < out->n; k++)
            at[k] = point->x[k].approx;
        if (point->type == SURFACE_OPEN)
            surface_open(s, out, at, at, "class");
    }
    out->complete = complete; /* a class that is open hides no point */
}

static int by_place(const void *a, const void *b)
{
    const struct stationary *l = a, *r = b;

    for (int i = 0; i < 2; i++)
        if (l->x[i].approx != r->x[i].approx)
            return l->x[i].approx < r->x[i].approx ? -1 : 1;
    return 0;
}

/* ---- the whole ---------------------------------------------------------------------- */

static enum status derive(const struct search *s, struct surface *out, struct diag *d)
{
    struct arena *a = pool_arena(s->pool);
    struct pool *p = s->pool;
    size_t n = out->n;
    expr given = pool_and(p, out->f.where, pool_domain(p, out->f.body)),
         wanted = pool_true(p);
    enum status st;

    out->df = arena_array(a, n, sizeof *out->df);
    out->ddf = arena_array(a, n * n, sizeof *out->ddf);
    if ((st = algebra_gradient(p, &out->f, out->x, n, out->df, d)) != ST_OK ||
        (st = algebra_hessian(p, &out->f, out->x, n, out->ddf, d)) != ST_OK)
        return st;
    for (size_t i = 0; i < n; i++)
        wanted = pool_and(p, wanted,
                          pool_and(p, out->df[i].where, pool_domain(p, out->df[i].body)));
    out->where = condition_beyond(p, wanted, given);
    return pool_status(p, d);
}

enum status analysis_surface(const struct search *s, const struct formula *f,
                             const expr *x, size_t n, const struct piece_of_line *on,
                             struct surface *out, struct diag *d)
{
    enum status st;
    double lo[SURFACE_MOST], hi[SURFACE_MOST];

    *out = (struct surface){.f = *f, .n = n, .x = x, .complete = true};
    out->on = arena_array(pool_arena(s->pool), n, sizeof *out->on);
    for (size_t i = 0; i < n; i++)
        out->on[i] = on[i];
    if ((st = derive(s, out, d)) != ST_OK)
        return st;
    if (!surface_exactly(s, out) && !surface_cut(s, out))
        return diag_set(d, ST_UNABLE, (struct span){0, 0},
                        "a bounded box is needed for this function");
    surface_sides(out, lo, hi);
    if (out->where != pool_true(s->pool) && out->complete)
        surface_open(s, out, lo, hi, "kink");
    classify_all(s, out);
    if (out->count)
        qsort(out->points, out->count, sizeof *out->points, by_place);
    out->complete = out->complete && !s->budget->over;
    return pool_status(s->pool, d);
}
