/* ringwrite.c: from fractions of polynomials in the kernels back to nodes. */
#include "algebra/ring.h"

/* ---- roots below the bar ------------------------------------------------------------- */

/* a with -k put for the kernel k. */
static void conjugate(struct ring *r, fmpz_mpoly_t out, const fmpz_mpoly_t a, slong k)
{
    fmpz_t c;

    fmpz_init(c);
    fmpz_mpoly_set(out, a, r->cx);
    for (slong i = 0; i < fmpz_mpoly_length(out, r->cx); i++)
        if (fmpz_mpoly_get_term_var_exp_ui(out, i, k, r->cx) % 2) {
            fmpz_mpoly_get_term_coeff_fmpz(c, out, i, r->cx);
            fmpz_neg(c, c);
            fmpz_mpoly_set_term_coeff_fmpz(out, i, c, r->cx);
        }
    fmpz_clear(c);
}

/* den = A + B k with k^2 known: times A - B k. */
static bool clear_kernel(struct ring *r, struct fraction *f, slong k)
{
    fmpz_mpoly_t other;
    bool ok;

    if (r->kernels[k].power != 2 || fmpz_mpoly_degree_si(f->den, k, r->cx) != 1)
        return true;
    fmpz_mpoly_init(other, r->cx);
    conjugate(r, other, f->den, k);
    ok = ring_multiply(r, f->num, other) && ring_multiply(r, f->den, other) &&
         ring_lowest_terms(r, f);
    fmpz_mpoly_clear(other, r->cx);
    return ok;
}

bool ring_rationalize(struct ring *r, struct fraction *f)
{
    for (slong k = 0; k < r->count; k++)
        if (!clear_kernel(r, f, k))
            return false;
    return true;
}

/* ---- back to nodes ------------------------------------------------------------------- */

static expr write_kernel(struct ring *r, slong k, ulong n)
{
    fmpq_t q;
    expr e;

    fmpq_init(q);
    fmpz_set_ui(fmpq_numref(q), n);
    fmpz_set(fmpq_denref(q), r->kernels[k].root);
    fmpq_canonicalise(q);
    e = pool_power(r->pool, r->kernels[k].base, pool_number(r->pool, q));
    fmpq_clear(q);
    return e;
}

static expr write_term(struct ring *r, const fmpz_mpoly_t a, slong i)
{
    expr parts[RING_KERNELS + 1];
    ulong exps[RING_KERNELS] = {0};
    size_t n = 0;
    fmpz_t c;

    fmpz_init(c);
    fmpz_mpoly_get_term_coeff_fmpz(c, a, i, r->cx);
    parts[n++] = pool_whole(r->pool, c);
    fmpz_clear(c);
    fmpz_mpoly_get_term_exp_ui(exps, a, i, r->cx);
    for (slong k = 0; k < r->count; k++)
        if (exps[k])
            parts[n++] = write_kernel(r, k, exps[k]);
    return pool_mul_n(r->pool, parts, n);
}

/* The sum of the terms, each times `by`. */
static expr write_terms(struct ring *r, const fmpz_mpoly_t a, expr by)
{
    slong n = fmpz_mpoly_length(a, r->cx);
    expr *terms = arena_array(r->arena, (size_t)n + 1, sizeof *terms);

    for (slong i = 0; i < n; i++)
        terms[i] = pool_mul(r->pool, write_term(r, a, i), by);
    return pool_add_n(r->pool, terms, (size_t)n);
}

static bool may_factor(const struct ring *r, const fmpz_mpoly_t a)
{
    enum { FACTOR_TERMS = 120, FACTOR_DEGREE = 40 };
    fmpz_t degree;
    bool ok;

    fmpz_init(degree);
    fmpz_mpoly_total_degree_fmpz(degree, a, r->cx);
    ok = !fmpz_mpoly_is_zero(a, r->cx) && fmpz_mpoly_length(a, r->cx) <= FACTOR_TERMS &&
         fmpz_cmp_ui(degree, FACTOR_DEGREE) <= 0;
    fmpz_clear(degree);
    return ok;
}

/* The factors' powers, with the number in front. */
static expr write_factors(struct ring *r, const fmpz_mpoly_t a)
{
    struct pool *p = r->pool;
    fmpz_mpoly_factor_t f;
    expr e = EXPR_NONE;

    if (!may_factor(r, a))
        return EXPR_NONE;
    fmpz_mpoly_factor_init(f, r->cx);
    if (fmpz_mpoly_factor(f, a, r->cx)) {
        expr *parts = arena_array(r->arena, (size_t)f->num + 1, sizeof *parts);

        parts[0] = pool_whole(p, f->constant);
        for (slong i = 0; i < f->num; i++)
            parts[i + 1] = pool_power(p, write_terms(r, f->poly + i, pool_int(p, 1)),
                                      pool_whole(p, f->exp + i));
        e = pool_mul_n(p, parts, (size_t)f->num + 1);
    }
    fmpz_mpoly_factor_clear(f, r->cx);
    return e;
}

expr *ring_factors(struct ring *r, const fmpz_mpoly_t a)
{
    fmpz_mpoly_factor_t f;
    expr *list = NULL;

    if (!may_factor(r, a))
        return NULL;
    fmpz_mpoly_factor_init(f, r->cx);
    if (fmpz_mpoly_factor(f, a, r->cx)) {
        list = arena_array(r->arena, (size_t)f->num + 1, sizeof *list);
        for (slong i = 0; i < f->num; i++)
            list[i] = write_terms(r, f->poly + i, pool_int(r->pool, 1));
    }
    fmpz_mpoly_factor_clear(f, r->cx);
    return list;
}

expr ring_write(struct ring *r, const struct fraction *f, enum form form)
{
    struct pool *p = r->pool;
    expr above = EXPR_NONE, below = EXPR_NONE, one = pool_int(p, 1);

    switch (form) {
    case FORM_EXPANDED:
        above = write_terms(r, f->num, one);
        below = write_terms(r, f->den, one);
        break;
    case FORM_FACTORED:
        above =
            fmpz_mpoly_is_zero(f->num, r->cx) ? pool_int(p, 0) : write_factors(r, f->num);
        below = write_factors(r, f->den);
        break;
    case FORM_FACTORED_BELOW:
        above = write_terms(r, f->num, one);
        below = write_factors(r, f->den);
        break;
    case FORM_SPREAD:
        if (fmpz_mpoly_length(f->den, r->cx) != 1)
            return EXPR_NONE;
        below = write_terms(r, f->den, one);
        return write_terms(r, f->num, pool_power(p, below, pool_int(p, -1)));
    case FORM_COUNT: break;
    }
    if (above == EXPR_NONE || below == EXPR_NONE)
        return EXPR_NONE;
    return pool_div(p, above, below);
}

expr ring_factored(struct pool *p, expr e)
{
    struct arena *a = arena_new();
    struct ring *r = ring_of(p, e, KEEP_SQUARES, a);
    struct fraction *f = r ? ring_fraction(r) : NULL;
    expr product = r && ring_read(r, e, f) ? ring_write(r, f, FORM_FACTORED) : EXPR_NONE;

    arena_free(a);
    return product == EXPR_NONE ? e : product;
}
