/* ring.c: the kernels of a formula and the relations between them. */
#include "algebra/ring.h"

static void clear_ring(void *what)
{
    struct ring *r = what;

    for (slong i = 0; i < r->count; i++) {
        if (r->ready)
            fmpz_mpoly_clear(r->kernels[i].relation, r->cx);
        fmpz_clear(r->kernels[i].root);
    }
    if (r->ready)
        fmpz_mpoly_ctx_clear(r->cx);
}

struct held {
    struct ring *ring;
    struct fraction f;
};

static void clear_fraction(void *what)
{
    struct held *h = what;

    fmpz_mpoly_clear(h->f.den, h->ring->cx);
    fmpz_mpoly_clear(h->f.num, h->ring->cx);
}

struct fraction *ring_fraction(struct ring *r)
{
    struct held *h = arena_alloc(r->arena, sizeof *h);

    h->ring = r;
    fmpz_mpoly_init(h->f.num, r->cx);
    fmpz_mpoly_init(h->f.den, r->cx);
    fmpz_mpoly_one(h->f.den, r->cx);
    arena_defer(r->arena, clear_fraction, h);
    return &h->f;
}

/* ---- collecting kernels -------------------------------------------------------------- */

slong ring_find(const struct ring *r, expr base)
{
    for (slong i = 0; i < r->count; i++)
        if (r->kernels[i].base == base)
            return i;
    return -1;
}

static bool note_kernel(struct ring *r, expr base, const fmpz_t den)
{
    slong i = ring_find(r, base);

    if (i < 0 && r->count == RING_KERNELS)
        return false;
    if (i < 0) {
        i = r->count++;
        r->kernels[i].base = base;
        fmpz_init_set_ui(r->kernels[i].root, 1);
    }
    fmpz_lcm(r->kernels[i].root, r->kernels[i].root, den);
    return true;
}

static bool collect(struct ring *r, expr e);

/* base^(s + q), q a number and s none, or EXPR_NONE. */
void ring_split_exponent(struct pool *p, expr exponent, expr *s, expr *q)
{
    *s = EXPR_NONE;
    *q = exponent;
    if (expr_number(p, exponent))
        return;
    *s = exponent;
    *q = pool_int(p, 0);
    if (expr_kind(p, exponent) == EX_ADD && expr_number(p, expr_arg(p, exponent, 0))) {
        *q = expr_arg(p, exponent, 0);
        *s = pool_sub(p, exponent, *q);
    }
}

static bool collect_factor(struct ring *r, const struct factor *f)
{
    struct pool *p = r->pool;
    expr s, q;
    const fmpq *n;
    fmpz_t one;
    bool ok = true;

    fmpz_init_set_ui(one, 1);
    ring_split_exponent(p, f->exponent, &s, &q);
    n = expr_number(p, q);
    if (s != EXPR_NONE)
        ok = note_kernel(r, pool_power(p, f->base, s), one);
    if (ok && (expr_kind(p, f->base) == EX_ADD || expr_number(p, f->base))) {
        ok = collect(r, f->base);
        if (ok && !fmpz_is_one(fmpq_denref(n)))
            ok = note_kernel(r, f->base, fmpq_denref(n));
    } else if (ok && !fmpq_is_zero(n)) {
        ok = note_kernel(r, f->base, fmpq_denref(n));
        if (ok && expr_is_func(p, f->base, FN_ABS))
            ok = collect(r, expr_arg(p, f->base, 0));
    }
    fmpz_clear(one);
    return ok;
}

static bool collect(struct ring *r, expr e)
{
    struct factors f;
    bool ok = true;

    if (expr_kind(r->pool, e) == EX_ADD) {
        for (size_t i = 0; i < expr_count(r->pool, e) && ok; i++)
            ok = collect(r, expr_arg(r->pool, e, i));
        return ok;
    }
    factors_of(r->pool, e, &f);
    for (size_t i = 0; i < f.n && ok; i++)
        ok = collect_factor(r, &f.at[i]);
    return ok;
}

/* ---- relations ----------------------------------------------------------------------- */

/* kernel^power = num of the fraction, if it has no denominator. */
static void relate(struct ring *r, slong k, ulong power, const struct fraction *f)
{
    if (!fmpz_mpoly_is_one(f->den, r->cx))
        return;
    r->kernels[k].power = power;
    fmpz_mpoly_set(r->kernels[k].relation, f->num, r->cx);
}

/* What base^(1/root), to the root, is; what |u|^2 is. */
static void relate_root(struct ring *r, slong k)
{
    struct pool *p = r->pool;
    struct kernel *kernel = &r->kernels[k];
    struct fraction *f = ring_fraction(r);
    expr base = kernel->base;

    if (!fmpz_is_one(kernel->root) && fmpz_cmp_ui(kernel->root, 12) <= 0 &&
        (expr_kind(p, base) == EX_ADD || expr_number(p, base)) &&
        ring_read_raw(r, base, f))
        relate(r, k, fmpz_get_ui(kernel->root), f);
    else if (fmpz_is_one(kernel->root) && expr_is_func(p, base, FN_ABS) &&
             ring_read_raw(r, pool_power(p, expr_arg(p, base, 0), pool_int(p, 2)), f))
        relate(r, k, 2, f);
}

/* first^2 = a + b second^2 */
static void relate_squares(struct ring *r, slong first, slong second, long b)
{
    struct fraction *f = ring_fraction(r);

    if (!fmpz_is_one(r->kernels[first].root) || !fmpz_is_one(r->kernels[second].root))
        return;
    fmpz_mpoly_gen(f->num, second, r->cx);
    fmpz_mpoly_pow_ui(f->num, f->num, 2, r->cx);
    fmpz_mpoly_scalar_mul_si(f->num, f->num, b, r->cx);
    if (expr_is_func(r->pool, r->kernels[first].base, FN_COSH) || b < 0)
        fmpz_mpoly_add_si(f->num, f->num, 1, r->cx);
    else
        fmpz_mpoly_add_si(f->num, f->num, -1, r->cx);
    relate(r, first, 2, f);
}

/* sin^2 = 1 - cos^2, sinh^2 = cosh^2 - 1, or the other way round. */
static void relate_circles(struct ring *r, enum square squares)
{
    struct pool *p = r->pool;

    for (slong i = 0; i < r->count; i++)
        for (slong j = 0; j < r->count; j++) {
            expr s = r->kernels[i].base, c = r->kernels[j].base;
            bool circle = expr_is_func(p, s, FN_SIN) && expr_is_func(p, c, FN_COS);
            bool hyperbola = expr_is_func(p, s, FN_SINH) && expr_is_func(p, c, FN_COSH);

            if ((!circle && !hyperbola) || expr_arg(p, s, 0) != expr_arg(p, c, 0))
                continue;
            if (squares == CLEAR_FIRST)
                relate_squares(r, i, j, circle ? -1 : 1);
            else
                relate_squares(r, j, i, circle ? -1 : 1);
        }
}

struct ring *ring_of(struct pool *p, expr e, enum square squares, struct arena *a)
{
    struct ring *r = arena_alloc(a, sizeof *r);
    expr account = pool_take_demands(p);
    bool ok;

    r->pool = p;
    r->arena = a;
    arena_defer(a, clear_ring, r);
    ok = collect(r, e);
    if (ok) {
        fmpz_mpoly_ctx_init(r->cx, r->count ? r->count : 1, ORD_LEX);
        for (slong i = 0; i < r->count; i++)
            fmpz_mpoly_init(r->kernels[i].relation, r->cx);
        r->ready = true;
        for (slong i = 0; i < r->count; i++)
            relate_root(r, i);
        if (squares != KEEP_SQUARES)
            relate_circles(r, squares);
    }
    pool_swap_demands(p, account);
    return ok ? r : NULL;
}
