/* prove.c: a minimum is near, proved in balls.
 *
 * If all second derivatives on a ball of radius R around x form matrices H with H - mI
 * positive definite, then for |y - x| = R
 *
 *     g(y).(y - x)  >=  g(x).(y - x) + m R^2  >=  R (m R - |g(x)|)
 *
 * so when |g(x)| < m R the slope leads outward all over the sphere: f has its minimum on
 * the ball inside of it, f being strictly convex there only one, and by the same line it
 * is not further from x than |g(x)| / m.
 */
#include "verb/slope.h"

#include "algebra/algebra.h"

#include <math.h>

enum { MOST_VARIABLES = 10, MOST_NODES = 60000, BITS = 128, RADII = 14, HALVINGS = 60 };

/* Outputs: f; g, n of them; H, row after row up to the diagonal; 1 where all that holds. */
struct certificate {
    struct slope *slope;
    size_t n, outputs;
    struct tape *tape;
    struct tape_balls *work;
    arb_ptr x, y, matrix;
};

static size_t triangle(size_t i, size_t k)
{
    return i * (i + 1) / 2 + k;
}

/* A piece may have a kink at its seam that no condition tells of. */
static bool has_pieces(struct slope *s)
{
    struct pool *p = s->job->search.pool;
    size_t n;
    expr *below = expr_below(p, s->f.body, &n, s->job->arena);

    for (size_t i = 0; i < n; i++)
        if (expr_kind(p, below[i]) == EX_PIECE)
            return true;
    return false;
}

static bool derive(struct slope *s, const struct formula *f, size_t i, struct formula *df,
                   expr *where)
{
    struct pool *p = s->job->search.pool;

    if (algebra_derive(p, f, s->variables[i], df, NULL) != ST_OK ||
        pool_size(p) > MOST_NODES)
        return false;
    *where = pool_and(p, *where, df->where);
    return true;
}

static bool compile(struct certificate *c)
{
    struct slope *s = c->slope;
    struct pool *p = s->job->search.pool;
    expr *out = arena_array(s->job->arena, c->outputs, sizeof *out), *h = out + 1 + s->n;
    expr where = s->f.where;

    out[0] = s->f.body;
    for (size_t i = 0; i < s->n; i++) {
        struct formula g, gk;

        if (!derive(s, &s->f, i, &g, &where))
            return false;
        out[1 + i] = g.body;
        for (size_t k = 0; k <= i; k++) {
            if (!derive(s, &g, k, &gk, &where))
                return false;
            h[triangle(i, k)] = gk.body;
        }
    }
    out[c->outputs - 1] = pool_piece(p, where, pool_int(p, 1), pool_int(p, 0));
    return pool_status(p, NULL) == ST_OK &&
           tape_compile(s->job->arena, p, out, c->outputs, s->variables, s->n, &c->tape,
                        NULL) == ST_OK;
}

/* All outputs on the box around x; false if something is not defined or not smooth. */
static bool evaluate(struct certificate *c, const double *x, double radius)
{
    for (size_t i = 0; i < c->n; i++) {
        arb_set_d(c->x + i, x[i]);
        mag_set_d(arb_radref(c->x + i), radius);
    }
    tape_ball(c->tape, c->x, c->y, BITS, c->work);
    for (size_t i = 0; i + 1 < c->outputs; i++)
        if (!arb_is_finite(c->y + i))
            return false;
    return arb_is_one(c->y + c->outputs - 1);
}

/* Is H - mI positive definite for all H in the balls? (Cholesky: its pivots say.) */
static bool is_positive(struct certificate *c, double m)
{
    arb_srcptr h = c->y + 1 + c->n;
    arb_ptr l = c->matrix;
    bool positive = true;
    arb_t shift;

    arb_init(shift);
    arb_set_d(shift, m);
    for (size_t i = 0; i < c->n && positive; i++)
        for (size_t k = 0; k <= i && positive; k++) {
            arb_ptr e = l + triangle(i, k);

            arb_set(e, h + triangle(i, k));
            if (i == k)
                arb_sub(e, e, shift, BITS);
            for (size_t q = 0; q < k; q++)
                arb_submul(e, l + triangle(i, q), l + triangle(k, q), BITS);
            if (i > k)
                arb_div(e, e, l + triangle(k, k), BITS);
            else if ((positive = arb_is_positive(e)))
                arb_sqrt(e, e, BITS);
        }
    arb_clear(shift);
    return positive;
}

/* The largest of some m with H - mI positive definite, or 0. */
static double least_curvature(struct certificate *c)
{
    double m = INFINITY;

    for (size_t i = 0; i < c->n; i++)
        m = fmin(m,
                 arf_get_d(arb_midref(c->y + 1 + c->n + triangle(i, i)), ARF_RND_DOWN));
    for (int i = 0; i < HALVINGS && m > 0 && isfinite(m); i++, m /= 2)
        if (is_positive(c, m))
            return m;
    return 0;
}

/* |g| from above. */
static double steepness(const struct certificate *c)
{
    double bound;
    arb_t sum;
    mag_t size;

    arb_init(sum);
    mag_init(size);
    for (size_t i = 0; i < c->n; i++)
        arb_addmul(sum, c->y + 1 + i, c->y + 1 + i, BITS);
    arb_sqrtpos(sum, sum, BITS);
    arb_get_mag(size, sum);
    bound = mag_get_d(size) * (1 + 1e-9); // mag_get_d is exact, the factor is for safety
    mag_clear(size);
    arb_clear(sum);
    return bound;
}

/* A minimum beyond a bound is none of ours. */
static bool within_bounds(const struct slope *s, const double *x, double radius)
{
    for (size_t i = 0; i < s->n; i++)
        if ((s->lower && !(x[i] - radius > s->lower[i])) ||
            (s->upper && !(x[i] + radius < s->upper[i])))
            return false;
    return true;
}

/* Wider and wider boxes, until the slope outside outweighs the one at x. */
static bool prove(struct certificate *c, const double *x, double *radius)
{
    double size = 0, g, m, r;

    for (size_t i = 0; i < c->n; i++)
        size = fmax(size, fabs(x[i]));
    if (!evaluate(c, x, 0))
        return false;
    g = steepness(c);
    r = fmax(1e-13 * fmax(size, 1e-3), 1e-300);
    for (int i = 0; i < RADII; i++, r *= 8) {
        if (!budget_spend(c->slope->job->search.budget, c->tape->count))
            return false;
        if (!evaluate(c, x, r) || (m = least_curvature(c)) == 0)
            return false;
        *radius = g / m * (1 + 1e-9);
        if (*radius < r)
            return within_bounds(c->slope, x, r);
    }
    return false;
}

bool slope_prove(struct slope *s, const double *x, double *radius)
{
    size_t n = s->n;
    struct certificate c = {.slope = s, .n = n, .outputs = 2 + n + n * (n + 1) / 2};
    bool proved;

    if (n > MOST_VARIABLES || pool_size(s->job->search.pool) > MOST_NODES / 4 ||
        has_pieces(s) || !compile(&c))
        return false;
    c.work = tape_balls_new(s->job->arena, c.tape);
    c.x = _arb_vec_init((slong)n);
    c.y = _arb_vec_init((slong)c.outputs);
    c.matrix = _arb_vec_init((slong)(n * (n + 1) / 2));
    proved = prove(&c, x, radius);
    _arb_vec_clear(c.x, (slong)n);
    _arb_vec_clear(c.y, (slong)c.outputs);
    _arb_vec_clear(c.matrix, (slong)(n * (n + 1) / 2));
    return proved;
}
