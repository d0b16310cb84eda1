/* domain.c: where f is defined, and its zeros. */
#include "analysis/internal.h"

enum status analysis_domain(const struct search *s, const struct formula *f, expr x,
                            const struct realset *on, struct realset *domain,
                            struct diag *d)
{
    expr where = pool_and(s->pool, f->where, pool_domain(s->pool, f->body));

    *domain = certify_where(s, where, x, on);
    if (s->budget->over)
        return diag_set(d, ST_LIMIT, (struct span){0, 0},
                        "the time for the domain ran out");
    return ST_OK;
}

static struct piece_of_line piece(const struct search *s, expr lo, expr hi)
{
    return (struct piece_of_line){real_exact(s, lo), real_exact(s, hi), false, false};
}

bool period_window(const struct search *s, expr period, const struct realset *on,
                   struct realset *wide, struct realset *one)
{
    struct pool *p = s->pool;
    const struct piece_of_line *line = on->pieces;
    expr from, to, two = pool_int(p, 2);

    if (period == EXPR_NONE || on->count != 1 ||
        (!line->lo->infinite && !line->hi->infinite))
        return false;
    from = pool_int(p, 0);
    if (line->lo->exact != EXPR_NONE)
        from = line->lo->exact;
    else if (line->hi->exact != EXPR_NONE)
        from = pool_sub(p, line->hi->exact, period);
    else if (!line->lo->infinite || !line->hi->infinite)
        return false;
    to = pool_add(p, from, period);
    *one = realset_empty(s);
    *wide = realset_empty(s);
    realset_add(s, one, piece(s, from, to));
    one->pieces[0].hi_open = line->hi->infinite != 0;
    one->pieces[0].lo_open = !one->pieces[0].hi_open;
    if (!line->lo->infinite)
        one->pieces[0].lo_open = line->lo_open;
    if (!line->hi->infinite)
        one->pieces[0].hi_open = line->hi_open;
    realset_add(
        s, wide,
        piece(s, line->lo->infinite ? pool_sub(p, from, period) : from,
              line->hi->infinite ? pool_add(p, from, pool_mul(p, two, period)) : to));
    if (!line->lo->infinite)
        wide->pieces[0].lo_open = line->lo_open;
    if (!line->hi->infinite)
        wide->pieces[0].hi_open = line->hi_open;
    return true;
}

enum status analysis_roots(const struct search *s, const struct formula *f, expr x,
                           const struct realset *on, struct zero_set *out, struct diag *d)
{
    struct realset wide, one, domain;
    expr period = algebra_period(s->pool, f->body, x);
    bool window = period_window(s, period, on, &wide, &one);
    enum status st = analysis_domain(s, f, x, window ? &one : on, &domain, d);

    if (st != ST_OK)
        return st;
    out->period = window ? period : EXPR_NONE;
    certify_roots(s, f->body, x, &domain, &out->roots);
    return ST_OK;
}
