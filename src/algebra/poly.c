/* poly.c: between nodes and FLINT's polynomials over Q. */
#include "algebra/algebra.h"

#include <stdlib.h>

static bool small_power(const struct pool *p, expr exponent, long *n)
{
    const fmpq *q = expr_number(p, exponent);

    if (!q || !fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *n = fmpz_get_si(fmpq_numref(q));
    return labs(*n) <= POLY_DEGREE;
}

static bool too_large(const fmpq_poly_t num, const fmpq_poly_t den)
{
    return fmpq_poly_degree(num) > POLY_DEGREE || fmpq_poly_degree(den) > POLY_DEGREE;
}

struct ratio {
    fmpq_poly_t num, den;
};

static bool read_ratio(const struct pool *p, expr e, expr x, struct ratio *r);

static bool add_ratio(const struct pool *p, expr e, expr x, struct ratio *sum)
{
    struct ratio t;
    fmpq_poly_t cross;
    bool ok;

    fmpq_poly_init(t.num);
    fmpq_poly_init(t.den);
    fmpq_poly_init(cross);
    ok = read_ratio(p, e, x, &t);
    if (ok && fmpq_poly_equal(sum->den, t.den)) {
        fmpq_poly_add(sum->num, sum->num, t.num);
    } else if (ok) {
        fmpq_poly_mul(cross, sum->num, t.den);
        fmpq_poly_mul(sum->num, t.num, sum->den);
        fmpq_poly_add(sum->num, sum->num, cross);
        fmpq_poly_mul(sum->den, sum->den, t.den);
    }
    fmpq_poly_clear(cross);
    fmpq_poly_clear(t.den);
    fmpq_poly_clear(t.num);
    return ok && !too_large(sum->num, sum->den);
}

static bool multiply_ratio(const struct pool *p, expr e, expr x, struct ratio *product)
{
    struct ratio t;
    bool ok;

    fmpq_poly_init(t.num);
    fmpq_poly_init(t.den);
    ok = read_ratio(p, e, x, &t);
    if (ok) {
        fmpq_poly_mul(product->num, product->num, t.num);
        fmpq_poly_mul(product->den, product->den, t.den);
    }
    fmpq_poly_clear(t.den);
    fmpq_poly_clear(t.num);
    return ok && !too_large(product->num, product->den);
}

static bool raise_ratio(struct ratio *r, long n)
{
    if (n < 0) {
        if (fmpq_poly_is_zero(r->num))
            return false;
        fmpq_poly_swap(r->num, r->den);
        n = -n;
    }
    if (fmpq_poly_degree(r->num) * n > POLY_DEGREE ||
        fmpq_poly_degree(r->den) * n > POLY_DEGREE)
        return false;
    fmpq_poly_pow(r->num, r->num, (ulong)n);
    fmpq_poly_pow(r->den, r->den, (ulong)n);
    return true;
}

static bool read_ratio(const struct pool *p, expr e, expr x, struct ratio *r)
{
    long n;

    fmpq_poly_one(r->den);
    if (expr_number(p, e)) {
        fmpq_poly_set_fmpq(r->num, expr_number(p, e));
        return true;
    }
    if (e == x) {
        fmpq_poly_zero(r->num);
        fmpq_poly_set_coeff_ui(r->num, 1, 1);
        return true;
    }
    switch (expr_kind(p, e)) {
    case EX_ADD:
        fmpq_poly_zero(r->num);
        for (size_t i = 0; i < expr_count(p, e); i++)
            if (!add_ratio(p, expr_arg(p, e, i), x, r))
                return false;
        return true;
    case EX_MUL:
        fmpq_poly_one(r->num);
        for (size_t i = 0; i < expr_count(p, e); i++)
            if (!multiply_ratio(p, expr_arg(p, e, i), x, r))
                return false;
        return true;
    case EX_POWER:
        return small_power(p, expr_arg(p, e, 1), &n) &&
               read_ratio(p, expr_arg(p, e, 0), x, r) && raise_ratio(r, n);
    default: return false;
    }
}

bool algebra_ratio(const struct pool *p, expr e, expr x, fmpq_poly_t num, fmpq_poly_t den)
{
    struct ratio r;
    fmpq_poly_t gcd;
    bool ok;

    fmpq_poly_init(r.num);
    fmpq_poly_init(r.den);
    ok = read_ratio(p, e, x, &r);
    if (ok) {
        fmpq_poly_init(gcd);
        fmpq_poly_gcd(gcd, r.num, r.den);
        if (fmpq_poly_degree(gcd) > 0) {
            fmpq_poly_div(r.num, r.num, gcd);
            fmpq_poly_div(r.den, r.den, gcd);
        }
        fmpq_poly_clear(gcd);
        fmpq_poly_set(num, r.num);
        fmpq_poly_set(den, r.den);
    }
    fmpq_poly_clear(r.den);
    fmpq_poly_clear(r.num);
    return ok;
}

/* The exponent of x in a term x^n; -1: it is no such term. */
static slong exponent_of(const struct pool *p, expr term, expr x)
{
    const fmpq *q;

    if (expr_is_int(p, term, 1) || term == x)
        return term == x;
    if (expr_kind(p, term) != EX_POWER || expr_arg(p, term, 0) != x)
        return -1;
    q = expr_number(p, expr_arg(p, term, 1));
    return q && fmpz_is_one(fmpq_denref(q)) && fmpq_sgn(q) > 0 &&
                   fmpz_cmp_si(fmpq_numref(q), POLY_DEGREE) <= 0
               ? fmpz_get_si(fmpq_numref(q))
               : -1;
}

/* A sum of numbers times powers of x is read as it stands. */
static bool read_expanded(const struct pool *p, expr e, expr x, fmpq_poly_t poly)
{
    fmpq_poly_zero(poly);
    if (expr_kind(p, e) != EX_ADD)
        return false;
    for (size_t i = expr_count(p, e); i-- > 0;) {
        expr c, rest;
        slong n;

        expr_split(p, expr_arg(p, e, i), &c, &rest);
        n = exponent_of(p, rest, x);
        if (n < 0)
            return false;
        fmpq_poly_set_coeff_fmpq(poly, n, expr_number(p, c));
    }
    return true;
}

bool algebra_poly(const struct pool *p, expr e, expr x, fmpq_poly_t poly)
{
    fmpq_poly_t den;
    fmpq_t c;
    bool ok;

    if (read_expanded(p, e, x, poly))
        return true;
    fmpq_poly_init(den);
    ok = algebra_ratio(p, e, x, poly, den) && fmpq_poly_degree(den) == 0;
    if (ok) {
        fmpq_init(c);
        fmpq_poly_get_coeff_fmpq(c, den, 0);
        fmpq_poly_scalar_div_fmpq(poly, poly, c);
        fmpq_clear(c);
    }
    fmpq_poly_clear(den);
    return ok;
}

expr algebra_from_poly(struct pool *p, const fmpq_poly_t poly, expr x)
{
    slong n = fmpq_poly_length(poly);
    expr *terms = arena_array(pool_arena(p), (size_t)n + 1, sizeof *terms);
    size_t used = 0;
    fmpq_t c;

    fmpq_init(c);
    for (slong i = 0; i < n; i++) {
        fmpq_poly_get_coeff_fmpq(c, poly, i);
        if (!fmpq_is_zero(c))
            terms[used++] =
                pool_mul(p, pool_number(p, c), pool_power(p, x, pool_int(p, i)));
    }
    fmpq_clear(c);
    return pool_add_n(p, terms, used);
}

expr algebra_from_fmpz_poly(struct pool *p, const fmpz_poly_t poly, expr x)
{
    fmpq_poly_t q;
    expr e;

    fmpq_poly_init(q);
    fmpq_poly_set_fmpz_poly(q, poly);
    e = algebra_from_poly(p, q, x);
    fmpq_poly_clear(q);
    return e;
}

/* The product of the factors of a polynomial, or EXPR_NONE if it is none. */
static expr factored_sum(struct pool *p, expr e, expr x)
{
    fmpq_poly_t poly;
    fmpz_poly_t whole;
    fmpz_poly_factor_t factors;
    fmpq_t c;
    expr product = EXPR_NONE;

    fmpq_poly_init(poly);
    if (algebra_poly(p, e, x, poly) && fmpq_poly_degree(poly) > 1) {
        fmpz_poly_init(whole);
        fmpz_poly_factor_init(factors);
        fmpq_init(c);
        fmpq_poly_get_numerator(whole, poly);
        fmpz_poly_factor(factors, whole);
        fmpz_set(fmpq_numref(c), &factors->c);
        fmpz_set(fmpq_denref(c), fmpq_poly_denref(poly));
        fmpq_canonicalise(c);
        product = pool_number(p, c);
        for (slong i = 0; i < factors->num; i++)
            product = pool_mul(p, product,
                               pool_power(p, algebra_from_fmpz_poly(p, factors->p + i, x),
                                          pool_int(p, factors->exp[i])));
        fmpq_clear(c);
        fmpz_poly_factor_clear(factors);
        fmpz_poly_clear(whole);
    }
    fmpq_poly_clear(poly);
    return product;
}

expr algebra_factored(struct pool *p, expr e, expr x)
{
    struct arena *scratch = arena_new();
    expr account = pool_take_demands(p), *made;
    size_t n;
    expr *below = expr_below(p, e, &n, scratch);

    made = arena_array(scratch, e + 1, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        expr node = below[i], product = EXPR_NONE;
        size_t count = expr_count(p, node);
        expr *args = arena_array(scratch, count + 1, sizeof *args);

        for (size_t j = 0; j < count; j++)
            args[j] = made[expr_arg(p, node, j)];
        if (expr_kind(p, node) == EX_ADD && expr_has(p, node, x))
            product = factored_sum(p, node, x);
        made[node] = product != EXPR_NONE ? product
                     : count              ? pool_rebuild(p, node, args)
                                          : node;
    }
    e = made[e];
    arena_free(scratch);
    pool_swap_demands(p, account);
    return e;
}
