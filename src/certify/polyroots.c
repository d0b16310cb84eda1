/* polyroots.c: the real zeros of polynomials over Q, exactly.
 *
 * Factored over Q; a linear factor gives a fraction, a quadratic one a radical, a x^n - b a
 * root; x^k is taken out of the others (x^4 - 3x^2 + 1 is a quadratic in x^2); what is
 * left is isolated by Arb and kept as "the only zero of this factor in here". */
#include "certify/internal.h"

enum { ISOLATE_BITS = 96 };

struct factor_task {
    const struct search *s;
    expr x;
    struct roots *r;
    unsigned multiplicity;
    expr factor; /* irreducible over Q, with the zeros that are added */
};

static void add_exact(const struct factor_task *t, expr e)
{
    struct real *x = real_exact(t->s, e);

    x->zero_of = t->factor;
    x->x = t->x;
    roots_add(t->s, t->r, x, t->multiplicity);
}

static expr coefficient(struct pool *p, const fmpz_poly_t f, slong i)
{
    return pool_whole(p, fmpz_poly_get_coeff_ptr((fmpz_poly_struct *)f, i));
}

/* (-b -+ sqrt(b^2 - 4ac)) / 2a */
static size_t quadratic(struct pool *p, const fmpz_poly_t f, expr out[2])
{
    expr c = coefficient(p, f, 0), b = coefficient(p, f, 1), a = coefficient(p, f, 2);
    expr disc =
        pool_sub(p, pool_mul(p, b, b), pool_mul(p, pool_int(p, 4), pool_mul(p, a, c)));
    expr half = pool_div(p, pool_int(p, 1), pool_mul(p, pool_int(p, 2), a));

    if (fmpq_sgn(expr_number(p, disc)) < 0)
        return 0;
    out[0] = pool_mul(p, half, pool_neg(p, pool_add(p, b, pool_sqrt(p, disc))));
    out[1] = pool_mul(p, half, pool_sub(p, pool_sqrt(p, disc), b));
    return 2;
}

/* x = y^(1/k) for a root y of the deflated factor: none, one or two. */
static void unfold(const struct factor_task *t, expr y, ulong k)
{
    struct pool *p = t->s->pool;
    int sign = constant_sign(p, y);
    expr root;

    if (k == 1) {
        add_exact(t, y);
        return;
    }
    if (sign == 0)
        add_exact(t, y);
    if (sign == 0 || (sign < 0 && k % 2 == 0))
        return;
    root = pool_power(p, sign < 0 ? pool_neg(p, y) : y, pool_ratio(p, 1, k));
    if (k % 2 == 0)
        add_exact(t, pool_neg(p, root));
    add_exact(t, sign < 0 ? pool_neg(p, root) : root);
}

/* Arb's certified roots of an irreducible factor; the real ones have no imaginary part. */
static void isolate(const struct factor_task *t, const fmpz_poly_t f)
{
    slong n = fmpz_poly_degree(f);
    acb_ptr roots = _acb_vec_init(n);
    struct ival at;

    budget_spend(t->s->budget, (uint64_t)(n * n * 20));
    arb_fmpz_poly_complex_roots(roots, f, 0, ISOLATE_BITS);
    ival_init(&at, 2 * ISOLATE_BITS);
    for (slong i = 0; i < n; i++) {
        if (!arb_is_zero(acb_imagref(roots + i)))
            continue;
        ival_of_ball(&at, acb_realref(roots + i));
        roots_add(t->s, t->r, real_isolated(t->s, t->factor, t->x, &at), t->multiplicity);
    }
    ival_clear(&at);
    _acb_vec_clear(roots, n);
}

static void solve_factor(const struct factor_task *t, const fmpz_poly_t f)
{
    struct pool *p = t->s->pool;
    ulong k =
        fmpz_poly_degree(f) > 0 ? arb_fmpz_poly_deflation((fmpz_poly_struct *)f) : 1;
    fmpz_poly_t g;
    expr y[2];
    size_t n = 0;

    if (k == 0)
        k = 1;
    fmpz_poly_init(g);
    arb_fmpz_poly_deflate(g, f, k);
    if (fmpz_poly_degree(g) == 1) {
        y[0] = pool_neg(p, pool_div(p, coefficient(p, g, 0), coefficient(p, g, 1)));
        n = 1;
    } else if (fmpz_poly_degree(g) == 2) {
        n = quadratic(p, g, y);
    } else {
        isolate(t, f);
    }
    for (size_t i = 0; i < n; i++)
        unfold(t, y[i], k);
    fmpz_poly_clear(g);
}

bool polynomial_roots(const struct search *s, expr g, expr x, struct roots *r)
{
    fmpq_poly_t num, den;
    fmpz_poly_t whole;
    fmpz_poly_factor_t factors;
    bool ok;

    fmpq_poly_init(num);
    fmpq_poly_init(den);
    ok = algebra_ratio(s->pool, g, x, num, den) && !fmpq_poly_is_zero(num);
    if (ok) {
        fmpz_poly_init(whole);
        fmpz_poly_factor_init(factors);
        fmpq_poly_get_numerator(whole, num);
        fmpz_poly_factor(factors, whole);
        for (slong i = 0; i < factors->num; i++) {
            struct factor_task t = {s, x, r, (unsigned)factors->exp[i],
                                    algebra_from_fmpz_poly(s->pool, factors->p + i, x)};

            solve_factor(&t, factors->p + i);
        }
        fmpz_poly_factor_clear(factors);
        fmpz_poly_clear(whole);
    }
    fmpq_poly_clear(den);
    fmpq_poly_clear(num);
    return ok;
}
