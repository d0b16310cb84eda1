/* kink.c: no way leads down; is it the bottom of a kink, as of |x| at 0?
 *
 *      \      /      There the slopes on all sides balance: some weighted mean of the
 *       \    /       gradients at points close by is zero, the generalised form of
 *   g<0  \  /  g>0   "the slope is zero" (F. H. Clarke, Optimization and nonsmooth
 *         \/         analysis, 1983). A top has that too, so points near by are tried.
 *
 * Gradients are sampled at random points close by, always the same ones (J. V. Burke,
 * A. S. Lewis, M. L. Overton, A robust gradient sampling algorithm, 2005).
 */
#include "optim/internal.h"

#include <math.h>

enum { MOST_VARIABLES = 100, ROUNDS = 20000 };

static const double balance = 1e-5; /* of the slope's size may be left over */
static const double lower = 1e-10;  /* a difference in value that counts */
static const double near = 1e-9, wide = 1e-4;

struct bundle {
    size_t n, count, room;
    double *g;      /* count rows of n: gradients, in units of the point's size */
    double *weight; /* of each row in the mean; their sum is 1 */
    double *mean;
};

static double *row(const struct bundle *b, size_t i)
{
    return b->g + i * b->n;
}

static double size(const struct optim_run *r, size_t i)
{
    return fmax(1, fabs(r->at.x[i]));
}

static void add(struct bundle *b, const struct optim_run *r, const struct point *p)
{
    for (size_t i = 0; i < b->n; i++)
        row(b, b->count)[i] = pushed_out(r, p, i) ? 0 : p->g[i] * size(r, i);
    b->count++;
}

/* A random point in the box of that radius, into r->spare; false if it is lower. */
static bool sample(struct optim_run *r, struct rng *rng, double radius)
{
    for (size_t i = 0; i < r->n; i++)
        r->spare.x[i] = r->at.x[i] + radius * size(r, i) * (2 * rng_unit(rng) - 1);
    run_clip(r, r->spare.x);
    run_evaluate(r, &r->spare);
    return !(r->spare.f < r->at.f - lower * fmax(1, fabs(r->at.f)));
}

/* Which row leads lowest against the mean, and which of those in use highest. */
static void extremes(const struct bundle *b, size_t *least, size_t *most)
{
    double lo = INFINITY, hi = -INFINITY;

    for (size_t i = 0; i < b->count; i++) {
        double along = dot(row(b, i), b->mean, b->n);

        if (along < lo) {
            lo = along;
            *least = i;
        }
        if (b->weight[i] > 0 && along > hi) {
            hi = along;
            *most = i;
        }
    }
}

/* Moves weight from row j to row i as far as that makes the mean shorter. */
static double shift(struct bundle *b, size_t i, size_t j)
{
    double along = 0, length = 0, t;

    for (size_t k = 0; k < b->n; k++) {
        double d = row(b, i)[k] - row(b, j)[k];

        along -= d * b->mean[k];
        length += d * d;
    }
    t = length > 0 ? fmin(along / length, b->weight[j]) : 0;
    if (t <= 0)
        return 0;
    b->weight[i] += t;
    b->weight[j] -= t;
    for (size_t k = 0; k < b->n; k++)
        b->mean[k] += t * (row(b, i)[k] - row(b, j)[k]);
    return t;
}

/* The shortest weighted mean of the rows, by moving weight between two at a time (as
 * B. F. Mitchell, V. F. Demyanov, V. N. Malozemov, Finding the point of a polyhedron
 * closest to the origin, 1974). */
static double shortest(struct bundle *b, double enough)
{
    size_t i = 0, j = 0;

    b->weight[0] = 1;
    for (size_t k = 0; k < b->n; k++)
        b->mean[k] = row(b, 0)[k];
    for (int round = 0; round < ROUNDS && norm(b->mean, b->n) > enough; round++) {
        extremes(b, &i, &j);
        if (shift(b, i, j) == 0)
            break;
    }
    return norm(b->mean, b->n);
}

/* Fills the bundle from a box of that radius: its steepest slope, or -1 if a point is
 * lower. */
static double gather(struct bundle *b, struct optim_run *r, double radius)
{
    struct rng rng = {1};
    double steepest = 0;

    b->count = 0;
    add(b, r, &r->at);
    for (size_t i = 0; i < b->room; i++) {
        if (!sample(r, &rng, radius))
            return -1;
        if (!usable(r, &r->spare))
            continue;
        add(b, r, &r->spare);
        steepest = fmax(steepest, norm(row(b, b->count - 1), b->n));
    }
    return steepest;
}

/* In a narrow valley that is smooth, slopes shrink as one comes closer; at a kink they
 * stay. */
bool kink_bottom(struct optim_run *r)
{
    struct bundle b = {.n = r->n, .room = 4 * r->n + 8};
    double radius = near / fmax(1, r->frame.grad_norm), slope, closer;

    if (r->n > MOST_VARIABLES)
        return false;
    b.g = arena_array(r->arena, (b.room + 1) * r->n, sizeof *b.g);
    b.weight = arena_array(r->arena, b.room + 1, sizeof *b.weight);
    b.mean = arena_array(r->arena, r->n, sizeof *b.mean);
    if (gather(&b, r, wide) < 0)
        return false;
    slope = gather(&b, r, radius);
    closer = gather(&b, r, radius / 32);
    return slope > 0 && closer > slope / 4 &&
           shortest(&b, balance * slope) <= balance * slope;
}
