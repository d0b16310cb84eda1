/* linear.c: the little linear algebra that methods need; matrices row after row. */
#include "optim/internal.h"

#include <float.h>
#include <math.h>
#include <string.h>

double dot(const double *u, const double *v, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += u[i] * v[i];
    return sum;
}

double norm(const double *v, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum = hypot(sum, v[i]); // the squares may overflow
    return sum;
}

bool all_finite(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(v[i]))
            return false;
    return true;
}

bool same_point(const double *u, const double *v, size_t n)
{
    return memcmp(u, v, n * sizeof *u) == 0;
}

void matvec(const double *a, const double *v, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = dot(a + i * n, v, n);
}

/* a = LL', L below the diagonal (A.-L. Cholesky, 1910); then forward and back. */
bool solve_positive(double *a, double *b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double pivot = a[j * n + j] - dot(a + j * n, a + j * n, j);

        if (!(pivot > 0) || !isfinite(pivot))
            return false;
        a[j * n + j] = sqrt(pivot);
        for (size_t i = j + 1; i < n; i++)
            a[i * n + j] = (a[i * n + j] - dot(a + i * n, a + j * n, j)) / a[j * n + j];
    }
    for (size_t i = 0; i < n; i++)
        b[i] = (b[i] - dot(a + i * n, b, i)) / a[i * n + i];
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    return true;
}

static void swap_rows(double *a, double *b, size_t n, size_t i, size_t k)
{
    double kept = b[i];

    b[i] = b[k];
    b[k] = kept;
    for (size_t j = 0; j < n; j++) {
        kept = a[i * n + j];
        a[i * n + j] = a[k * n + j];
        a[k * n + j] = kept;
    }
}

bool solve_square(double *a, double *b, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        size_t most = j;

        for (size_t i = j + 1; i < n; i++)
            most = fabs(a[i * n + j]) > fabs(a[most * n + j]) ? i : most;
        if (!(fabs(a[most * n + j]) > 0))
            return false;
        if (most != j)
            swap_rows(a, b, n, j, most);
        for (size_t i = j + 1; i < n; i++) {
            double q = a[i * n + j] / a[j * n + j];

            for (size_t k = j; k < n; k++)
                a[i * n + k] -= q * a[j * n + k];
            b[i] -= q * b[j];
        }
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    return all_finite(b, n);
}

/* Turns the plane of axes p and q so that a[p][q] becomes 0. */
static void rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (theta < 0 ? -1 : 1) / (fabs(theta) + hypot(theta, 1));
    double c = 1 / hypot(t, 1), s = t * c;

    for (size_t k = 0; k < n; k++) {
        double akp = a[k * n + p], akq = a[k * n + q];

        a[k * n + p] = c * akp - s * akq;
        a[k * n + q] = s * akp + c * akq;
    }
    for (size_t k = 0; k < n; k++) {
        double apk = a[p * n + k], aqk = a[q * n + k], vpk = v[p * n + k],
               vqk = v[q * n + k];

        a[p * n + k] = c * apk - s * aqk;
        a[q * n + k] = s * apk + c * aqk;
        v[p * n + k] = c * vpk - s * vqk;
        v[q * n + k] = s * vpk + c * vqk;
    }
}

void eigen(double *a, double *v, size_t n)
{
    double size = norm(a, n * n), off = size;

    memset(v, 0, n * n * sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i * n + i] = 1;
    for (int sweep = 0; sweep < 30 && off > DBL_EPSILON * size; sweep++) {
        off = 0;
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++) {
                off = fmax(off, fabs(a[p * n + q]));
                if (a[p * n + q] != 0)
                    rotate(a, v, n, p, q);
            }
    }
}
