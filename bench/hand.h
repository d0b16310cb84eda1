/* hand.h: values and gradients as one writes them by hand in C, to measure the tape by. */
#ifndef GRADUS_BENCH_HAND_H
#define GRADUS_BENCH_HAND_H

#include <stddef.h>

/* sum over i < n - 1 of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2 */
double hand_rosenbrock(const double *x, size_t n);
double hand_rosenbrock_slope(const double *x, size_t n, double *g);

/* The mean of ln(1 + exp u) - y u over rows, u = p[0] + sum p[j + 1] column[j]. `u` is room
 * for a block of rows. */
double hand_logistic(const double *p, const double *const *column, size_t columns,
                     const double *y, size_t rows);
double hand_logistic_slope(const double *p, const double *const *column, size_t columns,
                           const double *y, size_t rows, double *g);

/* The mean of (y - (a exp(b x) + c))^2. */
double hand_decay(const double *p, const double *x, const double *y, size_t rows);
double hand_decay_slope(const double *p, const double *x, const double *y, size_t rows,
                        double *g);

/* n times the sine of x. `v` is room for n + 1 numbers. */
double hand_chain(double x, size_t n);
double hand_chain_slope(double x, size_t n, double *g, double *v);

#endif
