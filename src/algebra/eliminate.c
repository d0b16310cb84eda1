/* eliminate.c: from equations in two variables to equations in one. */
#include "algebra/ring.h"

/* The polynomials above the bar, each once; their product vanishes where e does. */
static expr *numerator(struct pool *p, expr e, enum square squares, size_t *n)
{
    struct arena *a = pool_arena(p);
    expr account = pool_take_demands(p), *list = NULL;
    struct ring *r = ring_of(p, e, squares, a);
    struct fraction *f = r ? ring_fraction(r) : NULL;

    *n = 0;
    if (f && ring_read(r, e, f) && !fmpz_mpoly_is_zero(f->num, r->cx))
        list = ring_factors(r, f->num);
    while (list && list[*n] != EXPR_NONE)
        ++*n;
    pool_swap_demands(p, account);
    return list;
}

expr *algebra_numerator_factors(struct pool *p, expr e, size_t *n)
{
    return numerator(p, e, KEEP_SQUARES, n);
}

expr *algebra_wave_factors(struct pool *p, expr e, bool in_cosines, size_t *n)
{
    return numerator(p, e, in_cosines ? CLEAR_FIRST : CLEAR_SECOND, n);
}

/* Are the ring's kernels x and y themselves, and nothing else? */
static bool is_plane(const struct ring *r, expr x, expr y)
{
    for (slong i = 0; i < r->count; i++)
        if ((r->kernels[i].base != x && r->kernels[i].base != y) ||
            !fmpz_is_one(r->kernels[i].root))
            return false;
    return ring_find(r, x) >= 0 && ring_find(r, y) >= 0;
}

/* The product of the degrees bounds that of the resultant (E. Bezout). */
static bool is_small(const struct ring *r, const struct fraction *f,
                     const struct fraction *g)
{
    enum { MOST_BEZOUT = 150 };

    return fmpz_mpoly_total_degree_si(f->num, r->cx) *
               fmpz_mpoly_total_degree_si(g->num, r->cx) <=
           MOST_BEZOUT;
}

bool algebra_resultant(struct pool *p, expr g, expr h, expr x, expr y, expr *out)
{
    struct arena *a = pool_arena(p);
    expr account = pool_take_demands(p);
    struct ring *r = ring_of(p, pool_mul(p, g, h), KEEP_SQUARES, a);
    struct fraction *f, *k, *res;
    bool ok = r && is_plane(r, x, y);

    if (ok) {
        f = ring_fraction(r);
        k = ring_fraction(r);
        res = ring_fraction(r);
        ok = ring_read(r, g, f) && ring_read(r, h, k) &&
             fmpz_mpoly_is_fmpz(f->den, r->cx) && fmpz_mpoly_is_fmpz(k->den, r->cx) &&
             is_small(r, f, k) &&
             fmpz_mpoly_resultant(res->num, f->num, k->num, ring_find(r, y), r->cx);
        *out = ok ? ring_write(r, res, FORM_EXPANDED) : EXPR_NONE;
        ok = ok && *out != EXPR_NONE;
    }
    pool_swap_demands(p, account);
    return ok;
}
