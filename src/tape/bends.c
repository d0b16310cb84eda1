/* bends.c: the second derivatives of each operation by what it reads. */
#include "tape/internal.h"

#include <math.h>

/* a^(k-2) k (k-1); 0 where the factor is, also for negative powers of 0. */
static double power_bend(double a, double k)
{
    return k == 2 ? 2 : k * (k - 1) * whole_power(a, (long)k - 2);
}

static struct bends real_power_bends(double a, double b, double v)
{
    struct bends s = {0, 0, 0};
    double l;

    if (a == 0 && b > 2)
        return s;
    l = log(a);
    s.aa = b == 1 ? 0 : b * (b - 1) * pow(a, b - 2);
    s.ab = pow(a, b - 1) * (1 + b * l);
    s.bb = v * l * l;
    return s;
}

struct bends op_bends(const struct tape_op *op, double a, double b, double v)
{
    if (isnan(v))
        return (struct bends){v, v, v};
    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR:
    case TAPE_TEST:
    case TAPE_AND:
    case TAPE_OR:
    case TAPE_SELECT:
    case TAPE_ADD:
    case TAPE_SUB:
    case TAPE_NEG:
    case TAPE_MIN:
    case TAPE_MAX: break; /* flat pieces */
    case TAPE_MUL: return (struct bends){0, 1, 0};
    case TAPE_DIV: return (struct bends){0, -1 / (b * b), 2 * v / (b * b)};
    case TAPE_POWN: return (struct bends){power_bend(a, op->k), 0, 0};
    case TAPE_ROOT:
        return (struct bends){(1.0 / op->k) * (1.0 / op->k - 1) * v / (a * a), 0, 0};
    case TAPE_POW: return real_power_bends(a, b, v);
    case TAPE_FUNC: return (struct bends){func_bend((enum func_id)op->k, a, v), 0, 0};
    }
    return (struct bends){0, 0, 0};
}
