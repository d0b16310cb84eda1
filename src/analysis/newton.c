/* newton.c: Newton's operator on a box, for n equations g(x) = 0 in n unknowns.
 *
 *     K(X) = m - Y g(m) + (1 - Y J(X)) (X - m)         m in X, Y near the inverse of J
 *
 * All zeros in X lie in K(X). If K(X) lies in X's inside, then X has one zero, and only one.
 * Y may be anything, so that doubles will do for it (R. Krawczyk, Newton-Algorithmen zur
 * Bestimmung von Nullstellen mit Fehlerschranken, 1969). */
#include "analysis/surfaces.h"

#include <math.h>

enum { N = SURFACE_MOST };

/* ---- in doubles --------------------------------------------------------------------- */

static void swap_rows(double a[N][N], size_t i, size_t k)
{
    for (size_t c = 0; c < N; c++) {
        double t = a[i][c];

        a[i][c] = a[k][c];
        a[k][c] = t;
    }
}

bool newton_invert(size_t n, double a[N][N], double y[N][N])
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            y[i][k] = i == k;
    for (size_t c = 0; c < n; c++) {
        size_t best = c;

        for (size_t i = c + 1; i < n; i++)
            if (fabs(a[i][c]) > fabs(a[best][c]))
                best = i;
        if (!(fabs(a[best][c]) > 0) || !isfinite(a[best][c]))
            return false;
        swap_rows(a, c, best);
        swap_rows(y, c, best);
        for (size_t i = 0; i < n; i++) {
            double by = i == c ? 0 : a[i][c] / a[c][c];

            for (size_t k = 0; k < n; k++) {
                a[i][k] -= by * a[c][k];
                y[i][k] -= by * y[c][k];
            }
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            y[i][k] /= a[i][i];
            if (!isfinite(y[i][k]))
                return false;
        }
    return true;
}

bool newton_bounds(size_t n, const struct bounds *x, const double *m,
                   const struct bounds *gm, struct bounds j[N][N], struct bounds *K)
{
    double a[N][N], y[N][N];

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            a[i][k] = j[i][k].lo / 2 + j[i][k].hi / 2;
    if (!newton_invert(n, a, y))
        return false;
    for (size_t i = 0; i < n; i++) {
        K[i] = bounds_point(m[i]);
        for (size_t k = 0; k < n; k++) {
            struct bounds e = bounds_point(i == k);

            for (size_t l = 0; l < n; l++)
                e = bounds_sub(e, bounds_mul(bounds_point(y[i][l]), j[l][k]));
            K[i] = bounds_add(K[i], bounds_mul(e, bounds_sub(x[k], bounds_point(m[k]))));
            K[i] = bounds_sub(K[i], bounds_mul(bounds_point(y[i][k]), gm[k]));
        }
        if (!bounds_ok(K[i]))
            return false;
    }
    return true;
}

/* ---- in balls ----------------------------------------------------------------------- */

/* 1 - Y J in j, from J; Y in y. False: J's middle has no inverse to speak of. */
static bool precondition(arb_mat_t j, arb_mat_t y, slong bits)
{
    arb_mat_get_mid(y, j);
    if (!arb_mat_inv(y, y, bits))
        return false;
    arb_mat_get_mid(y, y);
    arb_mat_mul(j, y, j, bits);
    arb_mat_neg(j, j);
    for (slong i = 0; i < arb_mat_nrows(j); i++)
        arb_add_ui(arb_mat_entry(j, i, i), arb_mat_entry(j, i, i), 1, bits);
    return true;
}

/* One component of K. */
static void component(arb_t k, slong i, arb_srcptr X, arb_srcptr m, arb_srcptr gm,
                      const arb_mat_t e, const arb_mat_t y, slong bits)
{
    arb_t d;

    arb_init(d);
    arb_set(k, m + i);
    for (slong l = 0; l < arb_mat_nrows(e); l++) {
        arb_submul(k, arb_mat_entry(y, i, l), gm + l, bits);
        arb_sub(d, X + l, m + l, bits);
        arb_addmul(k, arb_mat_entry(e, i, l), d, bits);
    }
    arb_clear(d);
}

bool newton_balls(const struct tape *t, size_t n, arb_srcptr X, arb_ptr K, slong bits,
                  struct tape_balls *work)
{
    slong rows = (slong)n, outputs = (slong)t->outputs;
    arb_ptr v = _arb_vec_init(outputs), gm = _arb_vec_init(outputs),
            m = _arb_vec_init(rows);
    arb_mat_t e, y;
    bool ok;

    arb_mat_init(e, rows, rows);
    arb_mat_init(y, rows, rows);
    for (slong i = 0; i < rows; i++)
        arb_get_mid_arb(m + i, X + i);
    tape_ball(t, m, gm, bits, work);
    tape_ball(t, X, v, bits, work);
    for (slong i = 0; i < rows * rows; i++)
        arb_set(arb_mat_entry(e, i / rows, i % rows), v + rows + i);
    ok = _arb_vec_is_finite(v, outputs) && _arb_vec_is_finite(gm, outputs) &&
         precondition(e, y, bits);
    for (slong i = 0; i < rows && ok; i++)
        component(K + i, i, X, m, gm, e, y, bits);
    arb_mat_clear(y);
    arb_mat_clear(e);
    _arb_vec_clear(m, rows);
    _arb_vec_clear(gm, outputs);
    _arb_vec_clear(v, outputs);
    return ok;
}

/* X meets K; false where that makes no side shorter by a sixteenth. */
static bool shrink(arb_ptr X, arb_srcptr K, size_t n, slong bits)
{
    bool helps = false, ok = true;
    mag_t before;

    mag_init(before);
    for (size_t i = 0; i < n && ok; i++) {
        mag_mul_ui(before, arb_radref(X + i), 15);
        mag_mul_2exp_si(before, before, -4);
        ok = arb_intersection(X + i, X + i, K + i, bits);
        helps = helps || mag_cmp(arb_radref(X + i), before) < 0;
    }
    mag_clear(before);
    return ok && helps;
}

void newton_narrow(const struct search *s, const struct tape *t, size_t n,
                   const struct bounds *from, arb_ptr X, struct tape_balls *work)
{
    enum { BITS = 320, ROUNDS = 120 };
    arb_ptr K = _arb_vec_init((slong)n);
    arf_t lo, hi;

    arf_init(lo);
    arf_init(hi);
    for (size_t i = 0; i < n; i++) {
        arf_set_d(lo, from[i].lo);
        arf_set_d(hi, from[i].hi);
        arb_set_interval_arf(X + i, lo, hi, BITS);
    }
    for (int round = 0; round < ROUNDS && budget_spend(s->budget, t->count); round++)
        if (!newton_balls(t, n, X, K, BITS, work) || !shrink(X, K, n, BITS))
            break;
    arf_clear(hi);
    arf_clear(lo);
    _arb_vec_clear(K, (slong)n);
}
