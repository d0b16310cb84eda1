/* inertia.c: the signs of a symmetric matrix's eigenvalues, without the eigenvalues.
 *
 *     det(tI - H) = t^n - e1 t^(n-1) + e2 t^(n-2) - ...      e_k: sum of the principal minors
 *
 * All its roots are real, so Descartes' rule of signs counts the positive ones exactly: as
 * many as the signs change along the coefficients. Roots at 0 are the zeros at the end. */
#include "analysis/surfaces.h"

/* -1, 0, +1, or SIGN_UNKNOWN for each of n coefficients behind the leading 1. */
static struct inertia count(const int *signs, size_t n)
{
    struct inertia r = {.known = true};
    int last = 1;

    for (size_t i = 0; i < n; i++) {
        if (signs[i] == 0)
            continue;
        r.positive += signs[i] != last;
        last = signs[i];
    }
    for (size_t i = n; i > 0 && signs[i - 1] == 0; i--)
        r.zero++;
    r.negative = (int)n - r.zero - r.positive;
    return r;
}

static bool same(const struct inertia *a, const struct inertia *b)
{
    return a->positive == b->positive && a->negative == b->negative && a->zero == b->zero;
}

/* Unknown signs do no harm where every choice of them gives the same counts that a real
 * spectrum can have (a negative determinant makes a saddle whatever the trace is). */
static struct inertia count_all(int *signs, size_t n)
{
    struct inertia all = {0}, one;
    size_t i = 0;

    while (i < n && signs[i] >= -1 && signs[i] <= 1)
        i++;
    if (i == n)
        return count(signs, n);
    for (int sign = -1; sign <= 1; sign++) {
        signs[i] = sign;
        one = count_all(signs, n);
        if (!one.known || (sign > -1 && !same(&one, &all))) {
            signs[i] = SIGN_UNKNOWN;
            return (struct inertia){0};
        }
        all = one;
    }
    signs[i] = SIGN_UNKNOWN;
    return all;
}

static expr minor_of_two(struct pool *p, const expr *h, size_t n, size_t i, size_t k)
{
    return pool_sub(p, pool_mul(p, h[i * n + i], h[k * n + k]),
                    pool_mul(p, h[i * n + k], h[k * n + i]));
}

static expr determinant_of_three(struct pool *p, const expr *h)
{
    expr sum = pool_int(p, 0);

    for (size_t i = 0; i < 3; i++) {
        size_t a = (i + 1) % 3, b = (i + 2) % 3;
        expr minor =
            pool_sub(p, pool_mul(p, h[3 + a], h[6 + b]), pool_mul(p, h[3 + b], h[6 + a]));

        sum = pool_add(p, sum, pool_mul(p, h[i], minor));
    }
    return sum;
}

struct inertia inertia_exact(struct pool *p, const expr *h, size_t n)
{
    expr e[SURFACE_MOST] = {pool_int(p, 0), pool_int(p, 0)};
    int signs[SURFACE_MOST];

    for (size_t i = 0; i < n; i++) {
        e[0] = pool_add(p, e[0], h[i * n + i]);
        for (size_t k = 0; k < i; k++)
            e[1] = pool_add(p, e[1], minor_of_two(p, h, n, i, k));
    }
    if (n == 3)
        e[2] = determinant_of_three(p, h);
    for (size_t i = 0; i < n; i++) {
        signs[i] = constant_sign(p, e[i]);
        if (signs[i] == 1 || signs[i] == -1)
            signs[i] *= i % 2 ? 1 : -1;
        else if (signs[i] != 0)
            signs[i] = SIGN_UNKNOWN;
    }
    return count_all(signs, n);
}

struct inertia inertia_of_balls(arb_srcptr h, size_t n)
{
    enum { BITS = 256 };
    int signs[SURFACE_MOST];
    arb_poly_t poly;
    arb_mat_t m;

    arb_poly_init(poly);
    arb_mat_init(m, (slong)n, (slong)n);
    for (size_t i = 0; i < n * n; i++)
        arb_set(arb_mat_entry(m, i / n, i % n), h + i);
    arb_mat_charpoly(poly, m, BITS);
    for (size_t i = 0; i < n; i++) {
        arb_srcptr c = poly->coeffs + (n - 1 - i);

        signs[i] = !arb_is_finite(c)    ? SIGN_UNKNOWN
                   : arb_is_zero(c)     ? 0
                   : arb_is_positive(c) ? 1
                   : arb_is_negative(c) ? -1
                                        : SIGN_UNKNOWN;
    }
    arb_mat_clear(m);
    arb_poly_clear(poly);
    return count_all(signs, n);
}
