/* where.c: the set on which a condition holds.
 *
 * Between the points where something it compares is zero or breaks, a condition keeps its
 * truth. So: find those points, then ask at one point of each gap and at the points
 * themselves. */
#include "certify/internal.h"

static void join(const struct search *s, const struct roots *from, struct roots *to)
{
    for (size_t i = 0; i < from->count; i++)
        roots_add(s, to, from->at[i].x, 0);
    for (size_t i = 0; i < from->plateau_count; i++) {
        roots_add(s, to, from->plateaus[i].lo, 0);
        roots_add(s, to, from->plateaus[i].hi, 0);
    }
    for (size_t i = 0; i < from->open_count; i++)
        roots_add_open(s, to, from->open[i].from, from->open[i].to);
    to->complete = to->complete && from->complete;
}

/* Jumps of the functions and pieces in u. */
static void breaks_inside(const struct search *s, expr u, expr x,
                          const struct realset *on, struct roots *out)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(s->pool, u, &n, scratch);

    for (size_t i = 0; i < n; i++) {
        expr e = below[i], rule = EXPR_NONE;

        if (!expr_has(s->pool, e, x))
            continue;
        if (expr_kind(s->pool, e) == EX_FUNC)
            rule = pool_rule(s->pool, expr_func(s->pool, e), RULE_CONTINUOUS,
                             expr_arg(s->pool, e, 0));
        else if (expr_kind(s->pool, e) == EX_PIECE)
            rule = expr_arg(s->pool, e, 0);
        if (rule != EXPR_NONE)
            certify_breaks(s, rule, x, on, out);
    }
    arena_free(scratch);
}

static void breaks_of_comparison(const struct search *s, expr u, expr x,
                                 const struct realset *on, struct roots *out)
{
    expr domain = pool_domain(s->pool, u);
    struct realset defined = certify_where(s, domain, x, on);
    struct roots zeros;

    for (size_t i = 0; i < defined.count; i++) {
        roots_add(s, out, defined.pieces[i].lo, 0);
        roots_add(s, out, defined.pieces[i].hi, 0);
    }
    out->complete = out->complete && defined.complete;
    certify_roots(s, u, x, &defined, &zeros);
    join(s, &zeros, out);
    breaks_inside(s, u, x, on, out);
}

void certify_breaks(const struct search *s, expr condition, expr x,
                    const struct realset *on, struct roots *out)
{
    switch (expr_kind(s->pool, condition)) {
    case EX_AND:
    case EX_OR:
        for (size_t i = 0; i < expr_count(s->pool, condition); i++)
            certify_breaks(s, expr_arg(s->pool, condition, i), x, on, out);
        return;
    case EX_RELATION:
        if (expr_has(s->pool, condition, x))
            breaks_of_comparison(s, expr_arg(s->pool, condition, 0), x, on, out);
        return;
    default: return;
    }
}

/* ---- assembling --------------------------------------------------------------- */

struct walker {
    const struct search *s;
    expr condition, x;
    struct realset out;
    struct real *from; /* the piece that is being built, or NULL */
    bool from_open;
};

static void close_piece(struct walker *w, struct real *hi, bool hi_open)
{
    if (w->from)
        realset_add(w->s, &w->out,
                    (struct piece_of_line){w->from, hi, w->from_open, hi_open});
    w->from = NULL;
}

/* A point of the set: it begins, goes on with or ends a piece, or stands alone. */
static void at_point(struct walker *w, struct real *r, bool belongs)
{
    enum truth here = belongs ? real_satisfies(w->s, w->condition, w->x, r) : TRUTH_NO;

    if (here == TRUTH_UNKNOWN)
        w->out.complete = false;
    if (here != TRUTH_YES) {
        close_piece(w, r, true);
    } else if (!w->from) {
        w->from = r;
        w->from_open = false;
    }
}

/* A gap: one point of it decides. r is the gap's left end, belonging or not. */
static void in_gap(struct walker *w, struct real *lo, struct real *hi)
{
    struct real *mid = real_exact(w->s, real_between(w->s, lo, hi));
    enum truth here = real_satisfies(w->s, w->condition, w->x, mid);

    if (here == TRUTH_UNKNOWN)
        w->out.complete = false;
    if (here != TRUTH_YES) {
        close_piece(w, lo, false);
    } else if (!w->from) {
        w->from = lo;
        w->from_open = true;
    }
}

static void walk_piece(struct walker *w, const struct piece_of_line *on,
                       const struct roots *breaks)
{
    struct real *last = on->lo;

    at_point(w, on->lo, !on->lo_open && !on->lo->infinite);
    for (size_t i = 0; i < breaks->count; i++) {
        struct real *r = breaks->at[i].x;

        if (real_compare(w->s, last, r) != -1 || real_compare(w->s, r, on->hi) != -1)
            continue;
        in_gap(w, last, r);
        at_point(w, r, true);
        last = r;
    }
    if (real_compare(w->s, last, on->hi) == -1) {
        in_gap(w, last, on->hi);
        at_point(w, on->hi, !on->hi_open && !on->hi->infinite);
    }
    close_piece(w, on->hi, on->hi_open);
}

struct realset certify_where(const struct search *s, expr condition, expr x,
                             const struct realset *within)
{
    struct walker w = {.s = s, .condition = condition, .x = x};
    struct roots breaks;

    if (condition == pool_true(s->pool))
        return *within;
    w.out = realset_empty(s);
    w.out.complete = within->complete;
    if (condition == pool_false(s->pool))
        return w.out;
    roots_clear(&breaks);
    certify_breaks(s, condition, x, within, &breaks);
    w.out.complete = w.out.complete && breaks.complete;
    for (size_t i = 1; i < breaks.count; i++) /* in order */
        for (size_t j = i;
             j > 0 && real_compare(s, breaks.at[j].x, breaks.at[j - 1].x) == -1; j--) {
            struct root t = breaks.at[j];

            breaks.at[j] = breaks.at[j - 1];
            breaks.at[j - 1] = t;
        }
    for (size_t i = 0; i < within->count; i++)
        walk_piece(&w, &within->pieces[i], &breaks);
    return w.out;
}
