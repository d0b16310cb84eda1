/* triangle.c: least squares by orthogonal triangles, a batch of rows at a time.
 *
 *   | R  c |   reflections that put zeros    | R' c' |
 *   | J  r |   below the diagonal            | 0  r' |    |r'|^2: what is left over
 */
#include "optim/optim.h"

#include <math.h>

/* The reflection that turns (top, column) into (-sign(top) * length, 0), used on all
 * columns behind it; `column` becomes its vector, whose first part is returned. */
static double reflect(double *top, double *column, size_t count, double *factor)
{
    double sum = fabs(*top), first;

    for (size_t i = 0; i < count; i++)
        sum = hypot(sum, column[i]);
    *factor = 0;
    if (sum == 0 || !isfinite(sum))
        return 0;
    first = *top + (*top < 0 ? -sum : sum);
    *top = *top < 0 ? sum : -sum;
    *factor = 1 / (sum * fabs(first)); // 2 / |v|^2
    return first;
}

static void reflect_other(double *top, double *other, const double *v, size_t count,
                          double first, double factor)
{
    double along = first * *top;

    for (size_t i = 0; i < count; i++)
        along += v[i] * other[i];
    along *= factor;
    *top -= along * first;
    for (size_t i = 0; i < count; i++)
        other[i] -= along * v[i];
}

double optim_triangle(double *r, double *c, size_t n, double *rows, size_t count,
                      size_t stride)
{
    double rest = 0;

    for (size_t j = 0; j < n; j++) {
        double *v = rows + j * stride, factor;
        double first = reflect(&r[j * n + j], v, count, &factor);

        if (factor == 0)
            continue;
        for (size_t k = j + 1; k < n; k++)
            reflect_other(&r[j * n + k], rows + k * stride, v, count, first, factor);
        reflect_other(&c[j], rows + n * stride, v, count, first, factor);
    }
    for (size_t i = 0; i < count; i++)
        rest += rows[n * stride + i] * rows[n * stride + i];
    return rest;
}

bool optim_solve_upper(const double *r, const double *b, double *x, size_t n)
{
    for (size_t i = n; i-- > 0;) {
        double sum = b[i];

        for (size_t k = i + 1; k < n; k++)
            sum -= r[i * n + k] * x[k];
        if (r[i * n + i] == 0)
            return false;
        x[i] = sum / r[i * n + i];
    }
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

void optim_solve_lower(const double *r, const double *b, double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double sum = b[i];

        for (size_t k = 0; k < i; k++)
            sum -= r[k * n + i] * x[k];
        x[i] = sum / r[i * n + i];
    }
}
