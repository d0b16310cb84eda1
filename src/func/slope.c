/* slope.c: derivatives of the functions in doubles, from the argument u and the value v.
 *
 * The rules of functions.def once more, as machines want them: without cancellation near
 * the ends of a domain, and without overflow where the slope itself has none. */
#include "func/func.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* sum over k >= 0 of 1/(x + k)^2 = 1/x + 1/(2 x^2) + sum of B(2k) / x^(2k+1): Abramowitz
 * and Stegun 6.4.12. From x = 12 on the first term left out is below 1e-16. */
static double trigamma_series(double x)
{
    static const double terms[] = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                   5.0 / 66, -691.0 / 2730, 7.0 / 6};
    double y = 1 / (x * x), sum = 0;

    for (int k = sizeof terms / sizeof *terms - 1; k >= 0; k--)
        sum = y * (sum + terms[k]);
    return (1 + 0.5 / x + sum) / x;
}

/* psi'(x) = 1/x^2 + psi'(x + 1) leads to the series; below 0 the reflection
 * psi'(1 - x) + psi'(x) = (pi / sin(pi x))^2 leads above. */
static double trigamma(double x)
{
    double below = 0, s;

    if (x <= 0) {
        s = sin(pi * (x - round(x))) / pi;
        return 1 / (s * s) - trigamma(1 - x);
    }
    for (; x < 12; x += 1)
        below += 1 / (x * x);
    return trigamma_series(x) + below;
}

/* (1 - u^2) keeps its digits near -1 and 1 when it is split. */
static double one_minus_square(double u)
{
    return (1 - u) * (1 + u);
}

static double square(double u)
{
    return u * u;
}

/* 1 - v would lose all digits of sigmoid(-u) for large u, as 1 - v^2 would of 1/cosh^2. */
double func_slope(enum func_id f, double u, double v)
{
    if (isnan(v))
        return v;
    switch (f) {
    case FN_SQRT: return 0.5 / v;
    case FN_CBRT: return 1 / (3 * v * v);
    case FN_ABS: return (u > 0) - (u < 0);
    case FN_SIGN:
    case FN_FLOOR:
    case FN_CEIL: return 0;
    case FN_RELU: return u > 0;
    case FN_EXP: return v;
    case FN_LN: return 1 / u;
    case FN_LOG10: return 1 / (u * 2.30258509299404568402); /* ln 10 */
    case FN_LOG2: return 1 / (u * 0.69314718055994530942);  /* ln 2 */
    case FN_SIGMOID: return v * func_double(FN_SIGMOID, -u);
    case FN_SOFTPLUS: return func_double(FN_SIGMOID, u);
    case FN_SIN: return cos(u);
    case FN_COS: return -sin(u);
    case FN_TAN: return 1 + v * v;
    case FN_COT: return -(1 + v * v);
    case FN_SEC: return v * tan(u);
    case FN_CSC: return -v / tan(u);
    case FN_ASIN: return 1 / sqrt(one_minus_square(u));
    case FN_ACOS: return -1 / sqrt(one_minus_square(u));
    case FN_ATAN: return 1 / (1 + u * u);
    case FN_SINH: return cosh(u);
    case FN_COSH: return sinh(u);
    case FN_TANH: return square(1 / cosh(u));
    case FN_ASINH: return 1 / hypot(u, 1);
    case FN_ACOSH: return 1 / (sqrt(u - 1) * sqrt(u + 1));
    case FN_ATANH: return 1 / one_minus_square(u);
    case FN_ERF: return exp(-u * u) * 2 / sqrt(pi);
    case FN_GAMMA: return v * func_double(FN_DIGAMMA, u);
    case FN_DIGAMMA: return trigamma(u);
    case FN_COUNT: break;
    }
    return NAN;
}
