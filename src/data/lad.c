/* lad.c: least absolute deviations of a linear model.
 *
 * The sum of |y - X b| is a polyhedron over b, lowest at a vertex: n rows, the basis, are met
 * exactly. Along the edge that lets go of row k the sum changes by
 *
 *     (1 - |m_k|) per unit of that residual,   m from  X_B' m = -sum of sign(r_i) x_i
 *
 * so where all |m_k| <= 1 no edge leads down. Else one goes along the edge across the rows
 * whose residuals change sign, each of which adds twice its |x_i d| to the slope, until that
 * leads up; the row met there joins the basis.
 */
#include "data/internal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 256 };

static const double within = 1e-9; /* of multipliers around 1 */

struct lad {
    struct fit *f;
    size_t n, rows;
    double *x;        /* rows of n: the model's slopes */
    double *y;        /* response less what the model has without parameters */
    double *r, *sign; /* residuals, and on which side a row counts */
    double size;      /* of the responses: residuals far below it are zero */
    size_t *basis;
    bool *in_basis;
    double *lu, *b, *m, *d;
    size_t *order; /* of the pivots */
    struct crossing *crossing;
};

struct crossing {
    double t, steep;
    size_t row;
};

static const double *row_of(const struct lad *l, size_t i)
{
    return l->x + i * l->n;
}

static double dot_row(const struct lad *l, size_t i, const double *v)
{
    double sum = 0;

    for (size_t j = 0; j < l->n; j++)
        sum += row_of(l, i)[j] * v[j];
    return sum;
}

/* ---- a square system ------------------------------------------------------------ */

/* The basis rows as LU with the largest pivots; false if they depend on each other. */
static bool factor(struct lad *l)
{
    size_t n = l->n;

    for (size_t k = 0; k < n; k++) {
        memcpy(l->lu + k * n, row_of(l, l->basis[k]), n * sizeof *l->lu);
        l->order[k] = k;
    }
    for (size_t j = 0; j < n; j++) {
        size_t best = j;

        for (size_t i = j + 1; i < n; i++)
            if (fabs(l->lu[l->order[i] * n + j]) > fabs(l->lu[l->order[best] * n + j]))
                best = i;
        size_t top = l->order[best];

        l->order[best] = l->order[j];
        l->order[j] = top;
        if (l->lu[top * n + j] == 0)
            return false;
        for (size_t i = j + 1; i < n; i++) {
            double *under = l->lu + l->order[i] * n, q = under[j] /= l->lu[top * n + j];

            for (size_t k = j + 1; k < n; k++)
                under[k] -= q * l->lu[top * n + k];
        }
    }
    return true;
}

/* out with X_B out = b. */
static void solve(const struct lad *l, const double *b, double *out)
{
    size_t n = l->n;

    for (size_t i = 0; i < n; i++) {
        out[i] = b[l->order[i]];
        for (size_t k = 0; k < i; k++)
            out[i] -= l->lu[l->order[i] * n + k] * out[k];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            out[i] -= l->lu[l->order[i] * n + k] * out[k];
        out[i] /= l->lu[l->order[i] * n + i];
    }
}

/* m with X_B' m = b; b is spent. */
static void solve_transposed(const struct lad *l, double *b, double *m)
{
    size_t n = l->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= l->lu[l->order[k] * n + i] * b[k];
        b[i] /= l->lu[l->order[i] * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= l->lu[l->order[k] * n + i] * b[k];
        m[l->order[i]] = b[i];
    }
}

/* ---- vertices ------------------------------------------------------------------- */

/* Rows with the least residuals that do not depend on each other: elimination over all rows
 * in that order, with the rows themselves as vectors. */
static int by_size(const void *a, const void *b)
{
    const struct crossing *x = a, *y = b;

    return x->t != y->t ? (x->t > y->t) - (x->t < y->t)
                        : (x->row > y->row) - (x->row < y->row);
}

static bool first_basis(struct lad *l)
{
    size_t n = l->n, found = 0;
    double *left = l->lu; /* found rows, made orthonormal */

    for (size_t i = 0; i < l->rows; i++)
        l->crossing[i] = (struct crossing){fabs(l->r[i]), 0, i};
    qsort(l->crossing, l->rows, sizeof *l->crossing, by_size);
    for (size_t i = 0; i < l->rows && found < n; i++) {
        size_t row = l->crossing[i].row;
        double *v = left + found * n, before = 0, after = 0;

        memcpy(v, row_of(l, row), n * sizeof *v);
        for (size_t j = 0; j < n; j++)
            before = hypot(before, v[j]);
        for (int twice = 0; twice < 2; twice++)
            for (size_t k = 0; k < found; k++) {
                double along = 0;

                for (size_t j = 0; j < n; j++)
                    along += v[j] * left[k * n + j];
                for (size_t j = 0; j < n; j++)
                    v[j] -= along * left[k * n + j];
            }
        for (size_t j = 0; j < n; j++)
            after = hypot(after, v[j]);
        if (!(after > 1e-10 * before))
            continue;
        for (size_t j = 0; j < n; j++)
            v[j] /= after;
        l->basis[found++] = row;
        l->in_basis[row] = true;
    }
    return found == n;
}

/* b and residuals at the basis' vertex. A residual of next to nothing keeps its side. */
static bool go_to_vertex(struct lad *l)
{
    if (!factor(l))
        return false;
    for (size_t k = 0; k < l->n; k++)
        l->d[k] = l->y[l->basis[k]];
    solve(l, l->d, l->b);
    for (size_t i = 0; i < l->rows; i++) {
        l->r[i] = l->in_basis[i] ? 0 : l->y[i] - dot_row(l, i, l->b);
        if (fabs(l->r[i]) <= 1e-11 * l->size)
            l->r[i] = 0;
        else
            l->sign[i] = l->r[i] > 0 ? 1 : -1;
    }
    return true;
}

static void find_multipliers(struct lad *l)
{
    memset(l->d, 0, l->n * sizeof *l->d);
    for (size_t i = 0; i < l->rows; i++)
        for (size_t j = 0; j < l->n && !l->in_basis[i]; j++)
            l->d[j] -= l->sign[i] * row_of(l, i)[j];
    solve_transposed(l, l->d, l->m);
}

/* The basis row to let go: the steepest edge, or, where steps have length 0, the first
 * (R. G. Bland, New finite pivoting rules for the simplex method, 1977). */
static size_t choose_leaving(const struct lad *l, bool first)
{
    size_t best = l->n;

    for (size_t k = 0; k < l->n; k++)
        if (fabs(l->m[k]) > 1 + within &&
            (best == l->n ||
             (first ? l->basis[k] < l->basis[best] : fabs(l->m[k]) > fabs(l->m[best]))))
            best = k;
    return best;
}

/* Along the edge that lets row basis[k] go; which row comes instead, and how far off. */
static size_t find_entering(struct lad *l, size_t k, double *t)
{
    double slope = 1 - fabs(l->m[k]);
    size_t count = 0;
    double *e = l->m; /* spent */

    l->sign[l->basis[k]] = l->m[k] > 0 ? 1 : -1;

    for (size_t j = 0; j < l->n; j++)
        e[j] = j == k ? -l->sign[l->basis[k]] : 0;
    solve(l, e, l->d);
    for (size_t i = 0; i < l->rows; i++) {
        double along = l->in_basis[i] ? 0 : dot_row(l, i, l->d);

        if (l->sign[i] * along > 1e-13) // its residual shrinks
            l->crossing[count++] =
                (struct crossing){fabs(l->r[i] / along), 2 * fabs(along), i};
    }
    qsort(l->crossing, count, sizeof *l->crossing, by_size);
    for (size_t i = 0; i < count; i++) {
        slope += l->crossing[i].steep;
        *t = l->crossing[i].t;
        if (slope >= 0)
            return l->crossing[i].row;
        l->sign[l->crossing[i].row] *= -1;
    }
    return l->rows;
}

static void exchange(struct lad *l, size_t k, size_t row)
{
    l->in_basis[l->basis[k]] = false;
    l->in_basis[row] = true;
    l->basis[k] = row;
}

static enum status descend(struct lad *l, struct budget *budget, struct lad_end *end,
                           struct diag *d)
{
    struct span nowhere = {0, 0};
    bool stuck = false;

    for (end->steps = 0;; end->steps++) {
        size_t k, row;
        double t = 0;

        if (!budget_spend(budget, 1 + l->rows * l->n / 64))
            return diag_set(d, ST_LIMIT, nowhere, "the time is used up");
        if (!go_to_vertex(l))
            return diag_set(d, ST_UNABLE, nowhere,
                            "rows of the basis depend on each other");
        find_multipliers(l);
        if ((k = choose_leaving(l, stuck)) == l->n)
            break;
        if ((row = find_entering(l, k, &t)) == l->rows)
            return diag_set(d, ST_UNABLE, nowhere,
                            "no row stops the way down: rounding spoils this fit");
        stuck = t <= 1e-12 * l->size;
        exchange(l, k, row);
    }
    end->lowest = end->only = true;
    for (size_t k = 0; k < l->n; k++)
        end->only = end->only && fabs(l->m[k]) < 1 - within;
    return ST_OK;
}

/* ---- the end -------------------------------------------------------------------- */

/* The vertex to the last digit: the basis' equations once more in balls. */
static void polish(struct lad *l)
{
    slong n = (slong)l->n;
    arb_mat_t a, b;

    arb_mat_init(a, n, n);
    arb_mat_init(b, n, 1);
    for (slong k = 0; k < n; k++) {
        arb_set_d(arb_mat_entry(b, k, 0), l->y[l->basis[k]]);
        for (slong j = 0; j < n; j++)
            arb_set_d(arb_mat_entry(a, k, j), row_of(l, l->basis[k])[j]);
    }
    if (arb_mat_solve(b, a, b, BITS))
        for (slong j = 0; j < n; j++)
            l->b[j] = arf_get_d(arb_midref(arb_mat_entry(b, j, 0)), ARF_RND_NEAR);
    arb_mat_clear(b);
    arb_mat_clear(a);
}

static void read_rows(struct lad *l, const double *at)
{
    struct fit *f = l->f;
    struct batch b = {0, 0, NULL, true};
    double *zeros = arena_array(f->arena, l->n, sizeof *zeros);

    tape_rows_fix(f->block, zeros);
    while (fit_next(f, &b)) {
        fit_slopes(f);
        for (size_t i = 0; i < b.n; i++) {
            for (size_t j = 0; j < l->n; j++)
                l->x[(b.from + i) * l->n + j] = f->slope[j * TAPE_BLOCK + i];
            l->y[b.from + i] = f->response[b.from + i] - b.model[i];
            l->size = fmax(l->size, fabs(l->y[b.from + i]));
        }
    }
    for (size_t i = 0; i < l->rows; i++) {
        l->r[i] = l->y[i] - dot_row(l, i, at);
        l->sign[i] = l->r[i] < 0 ? -1 : 1;
    }
}

enum status fit_lad(struct fit *f, double *x, struct budget *budget, struct lad_end *end,
                    struct diag *d)
{
    struct arena *a = f->arena;
    struct span nowhere = {0, 0};
    struct lad l = {.f = f, .n = f->n, .rows = f->rows};
    enum status st;

    l.x = arena_array(a, l.rows * l.n, sizeof(double));
    l.y = arena_array(a, l.rows, sizeof(double));
    l.r = arena_array(a, l.rows, sizeof(double));
    l.sign = arena_array(a, l.rows, sizeof(double));
    l.in_basis = arena_array(a, l.rows, sizeof(bool));
    l.crossing = arena_array(a, l.rows, sizeof *l.crossing);
    l.basis = arena_array(a, l.n, sizeof(size_t));
    l.order = arena_array(a, l.n, sizeof(size_t));
    l.lu = arena_array(a, l.n * l.n, sizeof(double));
    l.b = arena_array(a, l.n, sizeof(double));
    l.m = arena_array(a, l.n, sizeof(double));
    l.d = arena_array(a, l.n, sizeof(double));
    *end = (struct lad_end){false, false, 0};
    read_rows(&l, x);
    if (!first_basis(&l))
        return diag_set(d, ST_UNABLE, nowhere,
                        "the columns of the model depend on each other: its parameters "
                        "are not determined by these data");
    if ((st = descend(&l, budget, end, d)) != ST_OK)
        return st;
    polish(&l);
    memcpy(x, l.b, l.n * sizeof *x);
    return ST_OK;
}
