/* limited.c: the curvature of the last few steps, in compact form (R. H. Byrd, J. Nocedal,
 * R. B. Schnabel: Representations of quasi-Newton matrices, 1994). */
#include "optim/lbfgsb.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct limited limited_new(struct arena *a, size_t n)
{
    enum { WIDE = 2 * PAIRS };

    return (struct limited){
        .n = n,
        .theta = 1,
        .s = arena_array(a, PAIRS * n, sizeof(double)),
        .y = arena_array(a, PAIRS * n, sizeof(double)),
        .middle = arena_array(a, WIDE * WIDE, sizeof(double)),
        .factor = arena_array(a, WIDE * WIDE, sizeof(double)),
        .p = arena_array(a, WIDE, sizeof(double)),
        .q = arena_array(a, WIDE, sizeof(double)),
        .u = arena_array(a, WIDE, sizeof(double)),
        .break_at = arena_array(a, n, sizeof(double)),
        .d = arena_array(a, n, sizeof(double)),
        .r = arena_array(a, n, sizeof(double)),
        .order = arena_array(a, n, sizeof(size_t)),
    };
}

void limited_forget(struct limited *b)
{
    b->count = 0;
    b->theta = 1;
}

void limited_learn(struct limited *b, const double *s, const double *y)
{
    size_t n = b->n;
    double sy = dot(s, y, n), yy = dot(y, y, n);

    if (!(sy > DBL_EPSILON * yy) || !isfinite(yy))
        return;
    if (b->count == PAIRS) {
        memmove(b->s, b->s + n, (PAIRS - 1) * n * sizeof *b->s);
        memmove(b->y, b->y + n, (PAIRS - 1) * n * sizeof *b->y);
        b->count--;
    }
    memcpy(b->s + b->count * n, s, n * sizeof *s);
    memcpy(b->y + b->count * n, y, n * sizeof *y);
    b->count++;
    b->theta = yy / sy;
}

bool limited_ready(struct limited *b)
{
    size_t m = b->count, wide = 2 * m;

    for (size_t i = 0; i < m; i++)
        for (size_t k = 0; k < m; k++) {
            double sy = dot(b->s + i * b->n, b->y + k * b->n, b->n);

            b->middle[i * wide + k] = i == k ? -sy : 0;
            b->middle[(m + i) * wide + k] = b->middle[k * wide + m + i] = i > k ? sy : 0;
            b->middle[(m + i) * wide + m + k] =
                b->theta * dot(b->s + i * b->n, b->s + k * b->n, b->n);
        }
    return all_finite(b->middle, wide * wide);
}

void limited_row(const struct limited *b, size_t i, double *row)
{
    for (size_t k = 0; k < b->count; k++) {
        row[k] = b->y[k * b->n + i];
        row[b->count + k] = b->theta * b->s[k * b->n + i];
    }
}

bool limited_middle(const struct limited *b, const double *v, double *x)
{
    size_t wide = 2 * b->count;

    memcpy(b->factor, b->middle, wide * wide * sizeof *b->factor);
    memmove(x, v, wide * sizeof *x);
    return solve_square(b->factor, x, wide);
}
