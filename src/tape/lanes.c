/* lanes.c: one operation over a block of points: its values, and the pulls it hands on.
 *
 * The common operations have loops of their own, which compilers turn into vector
 * instructions, the wider ones where the machine has them. They compute what apply() and
 * op_slopes() do, so that points and blocks agree bit for bit on every machine: no sum is
 * reordered and nothing is fused.
 */
#include "tape/internal.h"

#include <math.h>

/* gcc is told to make vectors of loops (no trap is ever looked at), and to do so once for
 * every x86-64 and once for those with AVX2. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "no-trapping-math")
#endif
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && \
    !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* ---- values --------------------------------------------------------------------- */

WIDE static void add(size_t n, double *restrict r, const double *a, const double *b)
{
    for (size_t i = 0; i < n; i++)
        r[i] = a[i] + b[i];
}

WIDE static void subtract(size_t n, double *restrict r, const double *a, const double *b)
{
    for (size_t i = 0; i < n; i++)
        r[i] = a[i] - b[i];
}

WIDE static void negate(size_t n, double *restrict r, const double *a)
{
    for (size_t i = 0; i < n; i++)
        r[i] = -a[i];
}

WIDE static void multiply(size_t n, double *restrict r, const double *a, const double *b)
{
    for (size_t i = 0; i < n; i++)
        r[i] = a[i] * b[i];
}

/* NaN for division by 0. */
WIDE static void divide(size_t n, double *restrict r, const double *a, const double *b)
{
    for (size_t i = 0; i < n; i++) {
        double q = a[i] / b[i];

        r[i] = b[i] == 0 ? (double)NAN : q;
    }
}

void apply_block(const struct tape_op *op, size_t n, double *r, const double *a,
                 const double *b, const double *c)
{
    switch (op->code) {
    case TAPE_ADD: add(n, r, a, b); return;
    case TAPE_SUB: subtract(n, r, a, b); return;
    case TAPE_NEG: negate(n, r, a); return;
    case TAPE_MUL: multiply(n, r, a, b); return;
    case TAPE_DIV: divide(n, r, a, b); return;
    case TAPE_POWN:
        if (op->k == 2) {
            multiply(n, r, a, a);
            return;
        }
        break;
    case TAPE_FUNC:
        if (op->k == FN_EXP) {
            for (size_t i = 0; i < n; i++)
                r[i] = exp(a[i]);
            return;
        }
        break;
    default: break;
    }
    for (size_t i = 0; i < n; i++)
        r[i] = apply(op, a[i], b[i], c[i]);
}

/* ---- pulls ---------------------------------------------------------------------- */

/* chain(), where the slope of what is NaN is NaN. */
static inline double linked(double v, double slope, double pull)
{
    double s = v != v ? v : slope, moved = s * pull;

    return ((s == 0) | (pull == 0)) ? 0 : moved;
}

WIDE static void pull_constant(size_t n, double *restrict r, const double *pull,
                               const double *v, double slope)
{
    for (size_t i = 0; i < n; i++)
        r[i] = linked(v[i], slope, pull[i]);
}

/* The slope is `scale` times s. */
WIDE static void pull_scaled(size_t n, double *restrict r, const double *pull,
                             const double *v, double scale, const double *s)
{
    for (size_t i = 0; i < n; i++)
        r[i] = linked(v[i], scale * s[i], pull[i]);
}

WIDE static void pull_dividend(size_t n, double *restrict r, const double *pull,
                               const double *v, const double *b)
{
    for (size_t i = 0; i < n; i++)
        r[i] = linked(v[i], 1 / b[i], pull[i]);
}

WIDE static void pull_divisor(size_t n, double *restrict r, const double *pull,
                              const double *v, const double *b)
{
    for (size_t i = 0; i < n; i++)
        r[i] = linked(v[i], -v[i] / b[i], pull[i]);
}

void pull_block(const struct tape_op *op, int which, size_t n, double *r,
                const double *pull, const double *v, const double *a, const double *b)
{
    switch (op->code) {
    case TAPE_ADD: pull_constant(n, r, pull, v, 1); return;
    case TAPE_SUB: pull_constant(n, r, pull, v, which ? -1 : 1); return;
    case TAPE_NEG: pull_constant(n, r, pull, v, -1); return;
    case TAPE_MUL: pull_scaled(n, r, pull, v, 1, which ? a : b); return;
    case TAPE_DIV:
        if (which)
            pull_divisor(n, r, pull, v, b);
        else
            pull_dividend(n, r, pull, v, b);
        return;
    case TAPE_POWN:
        if (op->k == 2) {
            pull_scaled(n, r, pull, v, 2, a);
            return;
        }
        break;
    case TAPE_FUNC:
        if (op->k == FN_EXP) {
            pull_scaled(n, r, pull, v, 1, v);
            return;
        }
        break;
    default: break;
    }
    for (size_t i = 0; i < n; i++) {
        struct slopes s = op_slopes(op, a[i], b[i], v[i]);

        r[i] = chain(which ? s.b : s.a, pull[i]);
    }
}

WIDE void add_block(size_t n, double *restrict r, const double *a)
{
    for (size_t i = 0; i < n; i++)
        r[i] += a[i];
}

WIDE double sum_block(size_t n, const double *a)
{
    double s[8] = {0};
    size_t i;

    for (i = 0; i + 8 <= n; i += 8)
        for (int j = 0; j < 8; j++)
            s[j] += a[i + j];
    for (; i < n; i++)
        s[i % 8] += a[i];
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}
