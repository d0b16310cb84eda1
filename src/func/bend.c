/* bend.c: second derivatives of the functions in doubles, from the argument u and the
 * value v, as slope.c has the first. */
#include "func/func.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

static double square(double u)
{
    return u * u;
}

/* psi''(x) = -sum over k >= 0 of 2/(x + k)^3 = -1/x^2 - 1/x^3 - sum of (2k + 1) B(2k) /
 * x^(2k+2): Abramowitz and Stegun 6.4.13. From x = 12 on the first term left out is below
 * 1e-15. */
static double tetragamma_series(double x)
{
    static const double terms[] = {3.0 / 6,   -5.0 / 30,      7.0 / 42,    -9.0 / 30,
                                   55.0 / 66, -8983.0 / 2730, 15 * 7.0 / 6};
    double y = 1 / (x * x), sum = 0;

    for (int k = sizeof terms / sizeof *terms - 1; k >= 0; k--)
        sum = y * (sum + terms[k]);
    return -y * (1 + 1 / x + sum);
}

/* psi''(x) = psi''(x + 1) - 2/x^3 leads to the series; below 0 the derivative of
 * psi'(1 - x) + psi'(x) = (pi / sin(pi x))^2 leads above. */
static double tetragamma(double x)
{
    double below = 0, s, c;

    if (x <= 0) {
        s = sin(pi * (x - round(x))) / pi;
        c = cos(pi * (x - round(x)));
        return tetragamma(1 - x) - 2 * c / (s * s * s);
    }
    for (; x < 12; x += 1)
        below += 2 / (x * x * x);
    return tetragamma_series(x) - below;
}

/* 1 / (1 - u^2) keeps its digits near -1 and 1 when it is split. */
static double one_minus_square(double u)
{
    return (1 - u) * (1 + u);
}

double func_bend(enum func_id f, double u, double v)
{
    if (isnan(v))
        return v;
    switch (f) {
    case FN_SQRT: return -0.25 / (u * v);
    case FN_CBRT: return -2 / (9 * u * v * v);
    case FN_ABS:
    case FN_SIGN:
    case FN_FLOOR:
    case FN_CEIL:
    case FN_RELU: return 0;
    case FN_EXP: return v;
    case FN_LN: return -1 / square(u);
    case FN_LOG10: return -1 / (square(u) * 2.30258509299404568402); /* ln 10 */
    case FN_LOG2: return -1 / (square(u) * 0.69314718055994530942);  /* ln 2 */
    case FN_SIGMOID: return -tanh(u / 2) * v * func_double(FN_SIGMOID, -u);
    case FN_SOFTPLUS: return func_double(FN_SIGMOID, u) * func_double(FN_SIGMOID, -u);
    case FN_SIN:
    case FN_COS: return -v;
    case FN_TAN:
    case FN_COT: return 2 * v * (1 + v * v);
    case FN_SEC:
    case FN_CSC: return v * (2 * v * v - 1);
    case FN_ASIN: return u / (one_minus_square(u) * sqrt(one_minus_square(u)));
    case FN_ACOS: return -u / (one_minus_square(u) * sqrt(one_minus_square(u)));
    case FN_ATAN: return -2 * u / square(1 + u * u);
    case FN_SINH:
    case FN_COSH: return v;
    case FN_TANH: return -2 * v * square(1 / cosh(u));
    case FN_ASINH: return -u / (hypot(u, 1) * (1 + u * u));
    case FN_ACOSH: return -u / ((u - 1) * (u + 1) * sqrt(u - 1) * sqrt(u + 1));
    case FN_ATANH: return 2 * u / square(one_minus_square(u));
    case FN_ERF: return -4 * u * exp(-u * u) / sqrt(pi);
    case FN_GAMMA:
        return v * (square(func_double(FN_DIGAMMA, u)) +
                    func_slope(FN_DIGAMMA, u, func_double(FN_DIGAMMA, u)));
    case FN_DIGAMMA: return tetragamma(u);
    case FN_COUNT: break;
    }
    return NAN;
}
