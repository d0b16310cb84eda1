/* hand.c: values and gradients written by hand. Columns are gone through block by block, as
 * who writes such a loop with care would do. */
#include "bench/hand.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 256 };

double hand_rosenbrock(const double *x, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        double u = x[i + 1] - x[i] * x[i], v = 1 - x[i];

        sum += 100 * u * u + v * v;
    }
    return sum;
}

double hand_rosenbrock_slope(const double *x, size_t n, double *g)
{
    double sum = 0;

    memset(g, 0, n * sizeof *g);
    for (size_t i = 0; i + 1 < n; i++) {
        double u = x[i + 1] - x[i] * x[i], v = 1 - x[i];

        sum += 100 * u * u + v * v;
        g[i] += -400 * u * x[i] - 2 * v;
        g[i + 1] += 200 * u;
    }
    return sum;
}

/* u of a block of rows. */
static void linear(const double *p, const double *const *column, size_t columns,
                   size_t from, size_t n, double *u)
{
    for (size_t i = 0; i < n; i++)
        u[i] = p[0];
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < n; i++)
            u[i] += p[j + 1] * column[j][from + i];
}

static double softplus(double u)
{
    return fmax(u, 0) + log1p(exp(-fabs(u)));
}

double hand_logistic(const double *p, const double *const *column, size_t columns,
                     const double *y, size_t rows)
{
    double u[BLOCK], sum = 0;

    for (size_t from = 0; from < rows; from += BLOCK) {
        size_t n = rows - from < BLOCK ? rows - from : BLOCK;

        linear(p, column, columns, from, n, u);
        for (size_t i = 0; i < n; i++)
            sum += softplus(u[i]) - y[from + i] * u[i];
    }
    return sum / (double)rows;
}

double hand_logistic_slope(const double *p, const double *const *column, size_t columns,
                           const double *y, size_t rows, double *g)
{
    double u[BLOCK], sum = 0;

    memset(g, 0, (columns + 1) * sizeof *g);
    for (size_t from = 0; from < rows; from += BLOCK) {
        size_t n = rows - from < BLOCK ? rows - from : BLOCK;

        linear(p, column, columns, from, n, u);
        for (size_t i = 0; i < n; i++) {
            sum += softplus(u[i]) - y[from + i] * u[i];
            u[i] = 1 / (1 + exp(-u[i])) - y[from + i];
            g[0] += u[i];
        }
        for (size_t j = 0; j < columns; j++) {
            double part = 0;

            for (size_t i = 0; i < n; i++)
                part += u[i] * column[j][from + i];
            g[j + 1] += part;
        }
    }
    for (size_t j = 0; j <= columns; j++)
        g[j] /= (double)rows;
    return sum / (double)rows;
}

double hand_decay(const double *p, const double *x, const double *y, size_t rows)
{
    double sum = 0;

    for (size_t i = 0; i < rows; i++) {
        double r = y[i] - (p[0] * exp(p[1] * x[i]) + p[2]);

        sum += r * r;
    }
    return sum / (double)rows;
}

double hand_decay_slope(const double *p, const double *x, const double *y, size_t rows,
                        double *g)
{
    double sum = 0, a = 0, b = 0, c = 0;

    for (size_t i = 0; i < rows; i++) {
        double e = exp(p[1] * x[i]), r = y[i] - (p[0] * e + p[2]);

        sum += r * r;
        a -= 2 * r * e;
        b -= 2 * r * p[0] * e * x[i];
        c -= 2 * r;
    }
    g[0] = a / (double)rows;
    g[1] = b / (double)rows;
    g[2] = c / (double)rows;
    return sum / (double)rows;
}

double hand_chain(double x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x = sin(x);
    return x;
}

double hand_chain_slope(double x, size_t n, double *g, double *v)
{
    double slope = 1;

    v[0] = x;
    for (size_t i = 0; i < n; i++)
        v[i + 1] = sin(v[i]);
    for (size_t i = n; i-- > 0;)
        slope *= cos(v[i]);
    *g = slope;
    return v[n];
}
