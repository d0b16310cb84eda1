/* quick.c: the range of a tape in doubles, for the many boxes on which nothing is special.
 *
 * One walk, as in enclose.c, that gives up where a step could be undefined or break off:
 * a denominator or a root's argument that reaches 0, a test not decided, a function
 * without a quick kernel. Where it does not give up, every output is defined and
 * continuous on the whole box, and lies in its bounds.
 */
#include "certify/internal.h"

#include <stdlib.h>

struct quick {
    const struct tape *tape;
    struct bounds *cell;
};

/* a^n for n > 0: monotone on a, so a power of each end. */
static struct bounds power_of_ends(struct bounds a, long n)
{
    struct bounds lo = {1, 1}, hi = lo;

    for (long i = 0; i < n; i++) {
        lo = bounds_mul(lo, bounds_point(a.lo));
        hi = bounds_mul(hi, bounds_point(a.hi));
    }
    return (struct bounds){fmin(lo.lo, hi.lo), fmax(lo.hi, hi.hi)};
}

static bool whole_power(struct bounds a, long n, struct bounds *r)
{
    const long most = 64;
    struct bounds one = {1, 1};

    if (labs(n) > most || (n < 0 && !bounds_sign(a)))
        return false;
    if (n % 2 == 0 && !bounds_sign(a))
        *r = power_of_ends(bounds_sqr(a), n / 2);
    else
        *r = power_of_ends(a, labs(n));
    if (n < 0)
        *r = bounds_div(one, *r);
    return bounds_ok(*r);
}

static bool root(struct bounds a, long n, struct bounds *r)
{
    if (n != 2 || !(a.lo > 0))
        return false;
    *r = bounds_outward(sqrt(a.lo), sqrt(a.hi));
    return true;
}

/* a^b = e^(b ln a) for a > 0 */
static bool general_power(struct bounds a, struct bounds b, struct bounds *r)
{
    struct bounds ln;

    return a.lo > 0 && func_quick(FN_LN, a, &ln) &&
           func_quick(FN_EXP, bounds_mul(b, ln), r);
}

static bool test(enum relation rel, struct bounds u, struct bounds *r)
{
    if (!bounds_sign(u))
        return false;
    switch (rel) {
    case REL_EQ: *r = bounds_point(0); return true;
    case REL_NE: *r = bounds_point(1); return true;
    case REL_GT:
    case REL_GE: *r = bounds_point(u.lo > 0); return true;
    }
    return false;
}

static bool step(const struct tape_op *op, const struct bounds *cell, struct bounds *r)
{
    struct bounds a = cell[op->a], b = cell[op->b];

    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR: return true;
    case TAPE_ADD: *r = bounds_add(a, b); return true;
    case TAPE_SUB: *r = bounds_sub(a, b); return true;
    case TAPE_NEG: *r = bounds_neg(a); return true;
    case TAPE_MUL: *r = bounds_mul(a, b); return true;
    case TAPE_DIV:
        if (!bounds_sign(b))
            return false;
        *r = bounds_div(a, b);
        return true;
    case TAPE_POWN: return whole_power(a, op->k, r);
    case TAPE_ROOT: return root(a, op->k, r);
    case TAPE_POW: return general_power(a, b, r);
    case TAPE_FUNC: return func_quick((enum func_id)op->k, a, r);
    case TAPE_AND:
    case TAPE_MIN: *r = (struct bounds){fmin(a.lo, b.lo), fmin(a.hi, b.hi)}; return true;
    case TAPE_OR:
    case TAPE_MAX: *r = (struct bounds){fmax(a.lo, b.lo), fmax(a.hi, b.hi)}; return true;
    case TAPE_TEST: return test((enum relation)op->k, a, r);
    case TAPE_SELECT: *r = a.lo > 0 ? b : cell[op->c]; return true;
    }
    return false;
}

/* A constant's ball in doubles; true if it is known well. */
static bool constant(const struct pool *p, expr e, struct bounds *r)
{
    arb_t ball;
    struct ival v;
    bool finite;

    arb_init(ball);
    ival_init(&v, 53);
    constant_ball(p, e, ball, 96);
    if ((finite = arb_is_finite(ball))) {
        ival_of_ball(&v, ball);
        *r = (struct bounds){ival_lo_d(&v), ival_hi_d(&v)};
    }
    ival_clear(&v);
    arb_clear(ball);
    return finite && bounds_ok(*r);
}

struct quick *quick_new(struct arena *a, const struct tape *t)
{
    struct quick *q = arena_alloc(a, sizeof *q);

    q->tape = t;
    q->cell = arena_array(a, t->count, sizeof *q->cell);
    for (size_t i = 0; i < t->count; i++)
        if (t->ops[i].code == TAPE_CONST &&
            !constant(t->pool, t->constants[t->ops[i].k], &q->cell[i]))
            return NULL;
    return q;
}

bool quick_range(struct quick *q, const struct bounds *x, struct bounds *out)
{
    const struct tape *t = q->tape;

    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];

        if (op->code == TAPE_VAR)
            q->cell[i] = x[op->k];
        else if (!step(op, q->cell, &q->cell[i]))
            return false;
        if (!bounds_ok(q->cell[i]))
            return false;
    }
    for (size_t k = 0; k < t->outputs; k++)
        out[k] = q->cell[t->output[k]];
    return true;
}
