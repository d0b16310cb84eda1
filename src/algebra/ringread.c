/* ringread.c: from nodes to fractions of polynomials in the kernels. */
#include "algebra/ring.h"

/* ---- polynomials ------------------------------------------------------------------ */

static bool too_large(const struct ring *r, const fmpz_mpoly_t a)
{
    return fmpz_mpoly_length(a, r->cx) > RING_TERMS;
}

/* a *= b, unless that would be too large. */
bool ring_multiply(struct ring *r, fmpz_mpoly_t a, const fmpz_mpoly_t b)
{
    if (fmpz_mpoly_length(a, r->cx) * fmpz_mpoly_length(b, r->cx) > 40 * RING_TERMS)
        return false;
    fmpz_mpoly_mul(a, a, b, r->cx);
    return !too_large(r, a) && fmpz_mpoly_max_bits(a) < 4096 &&
           fmpz_mpoly_max_bits(a) > -4096;
}

static bool raise_to(struct ring *r, fmpz_mpoly_t a, ulong n)
{
    fmpz_mpoly_t base;
    bool ok = n <= RING_DEGREE;

    fmpz_mpoly_init(base, r->cx);
    fmpz_mpoly_set(base, a, r->cx);
    fmpz_mpoly_one(a, r->cx);
    for (ulong i = 0; i < n && ok; i++)
        ok = ring_multiply(r, a, base);
    fmpz_mpoly_clear(base, r->cx);
    return ok;
}

/* Takes the terms with kernel^power and above to their relation; true if there were any. */
static bool reduce_once(struct ring *r, fmpz_mpoly_t a, slong k, bool *ok)
{
    const struct kernel *kernel = &r->kernels[k];
    fmpz_mpoly_t out, term, factor;
    bool any = false;

    fmpz_mpoly_init(out, r->cx);
    fmpz_mpoly_init(term, r->cx);
    fmpz_mpoly_init(factor, r->cx);
    for (slong i = 0; i < fmpz_mpoly_length(a, r->cx) && *ok; i++) {
        ulong exps[RING_KERNELS];

        fmpz_mpoly_get_term(term, a, i, r->cx);
        fmpz_mpoly_get_term_exp_ui(exps, a, i, r->cx);
        if (exps[k] >= kernel->power) {
            any = true;
            fmpz_mpoly_set(factor, kernel->relation, r->cx);
            *ok = raise_to(r, factor, exps[k] / kernel->power);
            exps[k] %= kernel->power;
            fmpz_mpoly_set_term_exp_ui(term, 0, exps, r->cx);
            *ok = *ok && ring_multiply(r, term, factor);
        }
        fmpz_mpoly_add(out, out, term, r->cx);
    }
    fmpz_mpoly_swap(a, out, r->cx);
    fmpz_mpoly_clear(factor, r->cx);
    fmpz_mpoly_clear(term, r->cx);
    fmpz_mpoly_clear(out, r->cx);
    return any;
}

static bool reduce(struct ring *r, fmpz_mpoly_t a)
{
    bool ok = true, again = true;

    for (int round = 0; again && ok && round < 8; round++) {
        again = false;
        for (slong k = 0; k < r->count && ok; k++)
            if (r->kernels[k].power)
                again |= reduce_once(r, a, k, &ok);
    }
    return ok && !again && !too_large(r, a);
}

/* ---- fractions -------------------------------------------------------------------- */

bool ring_lowest_terms(struct ring *r, struct fraction *f)
{
    fmpz_mpoly_t g;
    bool ok =
        reduce(r, f->num) && reduce(r, f->den) && !fmpz_mpoly_is_zero(f->den, r->cx);

    if (!ok || fmpz_mpoly_is_one(f->den, r->cx))
        return ok;
    fmpz_mpoly_init(g, r->cx);
    ok = fmpz_mpoly_gcd(g, f->num, f->den, r->cx);
    if (ok && !fmpz_mpoly_is_one(g, r->cx)) {
        fmpz_mpoly_divides(f->num, f->num, g, r->cx);
        fmpz_mpoly_divides(f->den, f->den, g, r->cx);
    }
    fmpz_mpoly_clear(g, r->cx);
    return ok;
}

static bool add_fraction(struct ring *r, struct fraction *sum, const struct fraction *t)
{
    fmpz_mpoly_t cross;
    bool ok = true;

    fmpz_mpoly_init(cross, r->cx);
    fmpz_mpoly_set(cross, t->num, r->cx);
    if (!fmpz_mpoly_equal(sum->den, t->den, r->cx))
        ok = ring_multiply(r, cross, sum->den) && ring_multiply(r, sum->num, t->den) &&
             ring_multiply(r, sum->den, t->den);
    fmpz_mpoly_add(sum->num, sum->num, cross, r->cx);
    fmpz_mpoly_clear(cross, r->cx);
    return ok && ring_lowest_terms(r, sum);
}

/* kernel^n, n whole, times f. */
static bool times_kernel(struct ring *r, struct fraction *f, slong k, const fmpz_t n)
{
    fmpz_mpoly_t g;
    bool ok;

    if (!fmpz_fits_si(n))
        return false;
    fmpz_mpoly_init(g, r->cx);
    fmpz_mpoly_gen(g, k, r->cx);
    ok = raise_to(r, g, (ulong)(fmpz_sgn(n) < 0 ? -fmpz_get_si(n) : fmpz_get_si(n))) &&
         ring_multiply(r, fmpz_sgn(n) < 0 ? f->den : f->num, g);
    fmpz_mpoly_clear(g, r->cx);
    return ok;
}

/* A sum's or number's own polynomial to a whole power, times f. */
static bool times_power(struct ring *r, struct fraction *f, expr base, const fmpz_t n)
{
    struct fraction *b = ring_fraction(r);
    ulong times = (ulong)(fmpz_sgn(n) < 0 ? -fmpz_get_si(n) : fmpz_get_si(n));

    if (!fmpz_fits_si(n) || times > RING_DEGREE || !ring_read_raw(r, base, b))
        return false;
    if (fmpz_sgn(n) < 0)
        fmpz_mpoly_swap(b->num, b->den, r->cx);
    return !fmpz_mpoly_is_zero(b->den, r->cx) && raise_to(r, b->num, times) &&
           raise_to(r, b->den, times) && ring_multiply(r, f->num, b->num) &&
           ring_multiply(r, f->den, b->den);
}

static bool times_factor(struct ring *r, struct fraction *f, const struct factor *factor)
{
    struct pool *p = r->pool;
    bool sum = expr_kind(p, factor->base) == EX_ADD || expr_number(p, factor->base),
         ok = true;
    expr s, q;
    slong k;
    fmpz_t n, one;

    fmpz_init_set_ui(one, 1);
    fmpz_init(n);
    ring_split_exponent(p, factor->exponent, &s, &q);
    if (s != EXPR_NONE) {
        k = ring_find(r, pool_power(p, factor->base, s));
        ok = k >= 0 && times_kernel(r, f, k, one);
    }
    if (ok && sum && fmpz_is_one(fmpq_denref(expr_number(p, q)))) {
        ok = times_power(r, f, factor->base, fmpq_numref(expr_number(p, q)));
    } else if (ok && !expr_is_int(p, q, 0)) {
        k = ring_find(r, factor->base);
        if ((ok = k >= 0)) {
            fmpz_divexact(n, r->kernels[k].root, fmpq_denref(expr_number(p, q)));
            fmpz_mul(n, n, fmpq_numref(expr_number(p, q)));
            ok = times_kernel(r, f, k, n);
        }
    }
    fmpz_clear(n);
    fmpz_clear(one);
    return ok;
}

static bool read_sum(struct ring *r, expr e, struct fraction *f)
{
    struct fraction *t = ring_fraction(r);

    fmpz_mpoly_zero(f->num, r->cx);
    fmpz_mpoly_one(f->den, r->cx);
    for (size_t i = 0; i < expr_count(r->pool, e); i++)
        if (!ring_read_raw(r, expr_arg(r->pool, e, i), t) || !add_fraction(r, f, t))
            return false;
    return true;
}

bool ring_read_raw(struct ring *r, expr e, struct fraction *f)
{
    struct factors parts;
    const fmpq *c;

    if (expr_kind(r->pool, e) == EX_ADD)
        return read_sum(r, e, f);
    factors_of(r->pool, e, &parts);
    c = expr_number(r->pool, parts.coefficient);
    fmpz_mpoly_set_fmpz(f->num, fmpq_numref(c), r->cx);
    fmpz_mpoly_set_fmpz(f->den, fmpq_denref(c), r->cx);
    for (size_t i = 0; i < parts.n; i++)
        if (!times_factor(r, f, &parts.at[i]))
            return false;
    return true;
}

bool ring_read(struct ring *r, expr e, struct fraction *f)
{
    expr account = pool_take_demands(r->pool);
    bool ok = ring_read_raw(r, e, f) && ring_lowest_terms(r, f);

    pool_swap_demands(r->pool, account);
    return ok;
}
