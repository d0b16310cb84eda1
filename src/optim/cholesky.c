/* cholesky.c: symmetric matrices into factors LDL', made positive definite on the way if
 * need be. */
#include "optim/internal.h"

#include <float.h>
#include <math.h>

/* How large entries of L sqrt(D) may become: as large as the matrix itself asks for. */
static double bound(const double *a, size_t n)
{
    double on = 0, off = 0;

    for (size_t i = 0; i < n; i++) {
        on = fmax(on, fabs(a[i * n + i]));
        for (size_t k = 0; k < i; k++)
            off = fmax(off, fabs(a[i * n + k]));
    }
    return sqrt(fmax(fmax(on, n > 1 ? off / sqrt((double)(n * n) - 1) : 0), DBL_EPSILON));
}

double modified_cholesky(double *a, size_t n)
{
    double beta = bound(a, n), least = DBL_EPSILON * fmax(1, beta * beta), added = 0;

    for (size_t j = 0; j < n; j++) {
        double most = 0, pivot = a[j * n + j], d;

        for (size_t q = 0; q < j; q++)
            pivot -= a[j * n + q] * a[j * n + q] * a[q * n + q];
        for (size_t i = j + 1; i < n; i++) { /* column j of LD */
            for (size_t q = 0; q < j; q++)
                a[i * n + j] -= a[i * n + q] * a[j * n + q] * a[q * n + q];
            most = fmax(most, fabs(a[i * n + j]));
        }
        d = fmax(fmax(fabs(pivot), most / beta * (most / beta)), least);
        added += d - pivot;
        a[j * n + j] = d;
        for (size_t i = j + 1; i < n; i++)
            a[i * n + j] /= d;
    }
    return added;
}

void optim_factored_solve(const double *a, double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        b[i] -= dot(a + i * n, b, i);
    for (size_t i = 0; i < n; i++)
        b[i] /= a[i * n + i];
    for (size_t i = n; i-- > 0;)
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[k * n + i] * b[k];
}

bool optim_factor(double *a, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        for (size_t q = 0; q < j; q++)
            a[j * n + j] -= a[j * n + q] * a[j * n + q] * a[q * n + q];
        if (!(a[j * n + j] > 0) || !isfinite(a[j * n + j]))
            return false;
        for (size_t i = j + 1; i < n; i++) {
            for (size_t q = 0; q < j; q++)
                a[i * n + j] -= a[i * n + q] * a[j * n + q] * a[q * n + q];
            a[i * n + j] /= a[j * n + j];
        }
    }
    return true;
}
