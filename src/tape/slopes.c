/* slopes.c: the derivative of each operation by what it reads; forward and reverse mode
 * are two orders of multiplying these. */
#include "tape/internal.h"

#include <math.h>

/* The k-th root v of a: v / (k a) = 1 / (k v^(k-1)), which is inf at 0. */
static double root_slope(double v, int k)
{
    return k == 2 ? 0.5 / v : 1 / (k * (v == 0 ? 0 : whole_power(v, k - 1L)));
}

/* d a^b / d b; a power of 0 stays 0 when its exponent moves. */
static double exponent_slope(double a, double v)
{
    return a == 0 ? 0 : v * log(a);
}

/* Of two equal ones the first is taken to be the active one. */
static struct slopes active(bool first)
{
    return (struct slopes){first, !first};
}

struct slopes op_slopes(const struct tape_op *op, double a, double b, double v)
{
    if (isnan(v))
        return (struct slopes){v, v};
    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR:
    case TAPE_TEST:
    case TAPE_AND:
    case TAPE_OR:
    case TAPE_SELECT: break; /* conditions are flat, and a branch is no slope */
    case TAPE_ADD: return (struct slopes){1, 1};
    case TAPE_SUB: return (struct slopes){1, -1};
    case TAPE_NEG: return (struct slopes){-1, 0};
    case TAPE_MUL: return (struct slopes){b, a};
    case TAPE_DIV: return (struct slopes){1 / b, -v / b};
    case TAPE_POWN: return (struct slopes){op->k * whole_power(a, op->k - 1L), 0};
    case TAPE_ROOT: return (struct slopes){root_slope(v, op->k), 0};
    case TAPE_POW: return (struct slopes){b * pow(a, b - 1), exponent_slope(a, v)};
    case TAPE_FUNC: return (struct slopes){func_slope((enum func_id)op->k, a, v), 0};
    case TAPE_MIN: return active(a <= b);
    case TAPE_MAX: return active(a >= b);
    }
    return (struct slopes){0, 0};
}
