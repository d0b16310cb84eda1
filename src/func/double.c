/* double.c: functions of doubles, for pictures and descents. Nothing is proved by them. */
#include "func/func.h"

#include <math.h>

static double sign(double u)
{
    return isnan(u) ? u : (u > 0) - (u < 0);
}

static double relu(double u)
{
    return u < 0 ? 0 : u;
}

/* The exponential is taken of -|u|, so that it never overflows. */
static double sigmoid(double u)
{
    double e = exp(-fabs(u));

    return u < 0 ? e / (1 + e) : 1 / (1 + e);
}

static double softplus(double u)
{
    return relu(u) + log1p(exp(-fabs(u)));
}

static double cot(double u)
{
    return 1 / tan(u);
}

static double sec(double u)
{
    return 1 / cos(u);
}

static double csc(double u)
{
    return 1 / sin(u);
}

/* ln x - 1/(2x) - sum of B(2k) / (2k x^2k): Abramowitz and Stegun 6.3.18. From x = 10 on
 * the first term left out is below 1e-16. */
static double digamma_series(double x)
{
    static const double terms[] = {1.0 / 12,  -1.0 / 120,     1.0 / 252, -1.0 / 240,
                                   1.0 / 132, -691.0 / 32760, 1.0 / 12};
    double y = 1 / (x * x), sum = 0;

    for (int k = sizeof terms / sizeof *terms - 1; k >= 0; k--)
        sum = y * (sum + terms[k]);
    return log(x) - 0.5 / x - sum;
}

/* pi cot(pi x), the argument reduced before pi comes in. */
static double pi_cot_pi(double x)
{
    const double pi = 3.14159265358979323846;

    return pi / tan(pi * (x - round(x)));
}

/* psi(x) = psi(x + 1) - 1/x leads to the series; psi(1 - x) - psi(x) = pi cot(pi x). */
static double digamma(double u)
{
    double below = 0;

    if (u == 0)
        return -INFINITY;
    if (u < 0)
        return u == floor(u) ? NAN : digamma(1 - u) - pi_cot_pi(u);
    for (; u < 10; u += 1)
        below += 1 / u;
    return digamma_series(u) - below;
}

static double (*const kernels[FN_COUNT])(double) = {
    [FN_SQRT] = sqrt,         [FN_CBRT] = cbrt,   [FN_ABS] = fabs,
    [FN_SIGN] = sign,         [FN_FLOOR] = floor, [FN_CEIL] = ceil,
    [FN_RELU] = relu,         [FN_EXP] = exp,     [FN_LN] = log,
    [FN_LOG10] = log10,       [FN_LOG2] = log2,   [FN_SIGMOID] = sigmoid,
    [FN_SOFTPLUS] = softplus, [FN_SIN] = sin,     [FN_COS] = cos,
    [FN_TAN] = tan,           [FN_COT] = cot,     [FN_SEC] = sec,
    [FN_CSC] = csc,           [FN_ASIN] = asin,   [FN_ACOS] = acos,
    [FN_ATAN] = atan,         [FN_SINH] = sinh,   [FN_COSH] = cosh,
    [FN_TANH] = tanh,         [FN_ASINH] = asinh, [FN_ACOSH] = acosh,
    [FN_ATANH] = atanh,       [FN_ERF] = erf,     [FN_GAMMA] = tgamma,
    [FN_DIGAMMA] = digamma,
};

double func_double(enum func_id f, double u)
{
    return kernels[f](u);
}
