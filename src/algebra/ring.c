/* ring.c: rational functions of kernels, between nodes and FLINT's polynomials. */
#include "algebra/simplify.h"

struct kernel {
    expr base;
    fmpz_t root; /* the kernel is base^(1/root) */
    ulong power; /* kernel^power = relation; 0: free */
    fmpz_mpoly_t relation;
};

struct ring {
    struct pool *pool;
    struct arena *arena;
    fmpz_mpoly_ctx_t cx;
    struct kernel kernels[RING_KERNELS];
    slong count;
    bool ready; /* cx knows the number of kernels */
};

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

static slong find_kernel(const struct ring *r, expr base)
{
    for (slong i = 0; i < r->count; i++)
        if (r->kernels[i].base == base)
            return i;
    return -1;
}

static bool note_kernel(struct ring *r, expr base, const fmpz_t den)
{
    slong i = find_kernel(r, base);

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
static void split_exponent(struct pool *p, expr exponent, expr *s, expr *q)
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
    split_exponent(p, f->exponent, &s, &q);
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

/* ---- polynomials ------------------------------------------------------------------ */

static bool too_large(const struct ring *r, const fmpz_mpoly_t a)
{
    return fmpz_mpoly_length(a, r->cx) > RING_TERMS;
}

/* a *= b, unless that would be too large. */
static bool multiply(struct ring *r, fmpz_mpoly_t a, const fmpz_mpoly_t b)
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
        ok = multiply(r, a, base);
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
            *ok = *ok && multiply(r, term, factor);
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

static bool lowest_terms(struct ring *r, struct fraction *f)
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
        ok = multiply(r, cross, sum->den) && multiply(r, sum->num, t->den) &&
             multiply(r, sum->den, t->den);
    fmpz_mpoly_add(sum->num, sum->num, cross, r->cx);
    fmpz_mpoly_clear(cross, r->cx);
    return ok && lowest_terms(r, sum);
}

static bool read_raw(struct ring *r, expr e, struct fraction *f);

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
         multiply(r, fmpz_sgn(n) < 0 ? f->den : f->num, g);
    fmpz_mpoly_clear(g, r->cx);
    return ok;
}

/* A sum's or number's own polynomial to a whole power, times f. */
static bool times_power(struct ring *r, struct fraction *f, expr base, const fmpz_t n)
{
    struct fraction *b = ring_fraction(r);
    ulong times = (ulong)(fmpz_sgn(n) < 0 ? -fmpz_get_si(n) : fmpz_get_si(n));

    if (!fmpz_fits_si(n) || times > RING_DEGREE || !read_raw(r, base, b))
        return false;
    if (fmpz_sgn(n) < 0)
        fmpz_mpoly_swap(b->num, b->den, r->cx);
    return !fmpz_mpoly_is_zero(b->den, r->cx) && raise_to(r, b->num, times) &&
           raise_to(r, b->den, times) && multiply(r, f->num, b->num) &&
           multiply(r, f->den, b->den);
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
    split_exponent(p, factor->exponent, &s, &q);
    if (s != EXPR_NONE) {
        k = find_kernel(r, pool_power(p, factor->base, s));
        ok = k >= 0 && times_kernel(r, f, k, one);
    }
    if (ok && sum && fmpz_is_one(fmpq_denref(expr_number(p, q)))) {
        ok = times_power(r, f, factor->base, fmpq_numref(expr_number(p, q)));
    } else if (ok && !expr_is_int(p, q, 0)) {
        k = find_kernel(r, factor->base);
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
        if (!read_raw(r, expr_arg(r->pool, e, i), t) || !add_fraction(r, f, t))
            return false;
    return true;
}

static bool read_raw(struct ring *r, expr e, struct fraction *f)
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
    bool ok = read_raw(r, e, f) && lowest_terms(r, f);

    pool_swap_demands(r->pool, account);
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
        (expr_kind(p, base) == EX_ADD || expr_number(p, base)) && read_raw(r, base, f))
        relate(r, k, fmpz_get_ui(kernel->root), f);
    else if (fmpz_is_one(kernel->root) && expr_is_func(p, base, FN_ABS) &&
             read_raw(r, pool_power(p, expr_arg(p, base, 0), pool_int(p, 2)), f))
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
    ok = multiply(r, f->num, other) && multiply(r, f->den, other) && lowest_terms(r, f);
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

static expr whole_number(struct pool *p, const fmpz_t n)
{
    fmpq_t q;
    expr e;

    fmpq_init(q);
    fmpq_set_fmpz(q, n);
    e = pool_number(p, q);
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
    parts[n++] = whole_number(r->pool, c);
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

        parts[0] = whole_number(p, f->constant);
        for (slong i = 0; i < f->num; i++)
            parts[i + 1] = pool_power(p, write_terms(r, f->poly + i, pool_int(p, 1)),
                                      whole_number(p, f->exp + i));
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
