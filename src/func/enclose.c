/* enclose.c: the operations of IEEE 1788-2015 by name, for tests against its cases.
 *
 * To add one: give it a row in `operations` (the functions of functions.def need none).
 * A row fills the one column that fits its arguments. */
#include "func/internal.h"

#include <math.h>
#include <string.h>

/* ---- three arguments --------------------------------------------------------- */

/* r = x*y + c, rounded once; 0 * inf is 0, as in products. An infinite c outweighs. */
static void fma_end(mpfr_t r, const mpfr_t x, const mpfr_t y, const mpfr_t c,
                    mpfr_rnd_t rnd)
{
    if (mpfr_inf_p(c) || mpfr_zero_p(x) || mpfr_zero_p(y))
        mpfr_set(r, c, rnd);
    else
        mpfr_fma(r, x, y, c, rnd);
}

/* The product's ends are found as in ival_mul, and c's added before the rounding. */
static void enclose_fma(struct ival *r, const struct ival *a, const struct ival *b,
                        const struct ival *c)
{
    bool falls_lo = mpfr_sgn(a->lo) < 0, falls_hi = mpfr_sgn(a->hi) < 0;
    struct ival t, w;

    ival_init_like(&t, r);
    ival_init_like(&w, r);
    fma_end(t.lo, a->lo, falls_lo ? b->hi : b->lo, c->lo, MPFR_RNDD);
    fma_end(w.lo, a->hi, falls_hi ? b->hi : b->lo, c->lo, MPFR_RNDD);
    fma_end(t.hi, a->lo, falls_lo ? b->lo : b->hi, c->hi, MPFR_RNDU);
    fma_end(w.hi, a->hi, falls_hi ? b->lo : b->hi, c->hi, MPFR_RNDU);
    mpfr_min(t.lo, t.lo, w.lo, MPFR_RNDD);
    mpfr_max(t.hi, t.hi, w.hi, MPFR_RNDU);
    ival_clear(&w);
    ival_give(r, &t);
}

/* ---- two arguments ----------------------------------------------------------- */

/* The ends of |a|, as pointers into a; `zero` when a has points of both signs. */
static mpfr_srcptr nearest_to_zero(const struct ival *a, const mpfr_t zero)
{
    if (ival_has_zero(a))
        return zero;
    return mpfr_sgn(a->lo) > 0 ? a->lo : a->hi;
}

static mpfr_srcptr farthest_from_zero(const struct ival *a)
{
    return mpfr_cmpabs(a->lo, a->hi) > 0 ? a->lo : a->hi;
}

static void enclose_hypot(struct ival *r, const struct ival *a, const struct ival *b)
{
    struct ival t;
    mpfr_t zero;

    ival_init_like(&t, r);
    mpfr_init2(zero, MPFR_PREC_MIN);
    mpfr_set_zero(zero, 1);
    mpfr_hypot(t.lo, nearest_to_zero(a, zero), nearest_to_zero(b, zero), MPFR_RNDD);
    mpfr_hypot(t.hi, farthest_from_zero(a), farthest_from_zero(b), MPFR_RNDU);
    mpfr_clear(zero);
    ival_give(r, &t);
}

/* The angle of (x, y) over a box with y >= 0. There it falls with x, and it rises with y
 * where x > 0 and falls with y where x < 0: the corners below follow. Only a corner at
 * the origin, of a box along the x axis, has no angle. */
static void upper_angle(struct ival *t, const struct ival *y, const struct ival *x)
{
    bool flat = mpfr_zero_p(y->hi);
    bool right = mpfr_sgn(x->hi) > 0, left = mpfr_sgn(x->lo) < 0;

    if (flat && right)
        mpfr_set_zero(t->lo, 1);
    else if (flat)
        mpfr_const_pi(t->lo, MPFR_RNDD);
    else
        mpfr_atan2(t->lo, right ? y->lo : y->hi, x->hi, MPFR_RNDD);
    if (flat && left)
        mpfr_const_pi(t->hi, MPFR_RNDU);
    else if (flat)
        mpfr_set_zero(t->hi, 1);
    else
        mpfr_atan2(t->hi, left ? y->lo : y->hi, x->lo, MPFR_RNDU);
}

static void whole_turn(struct ival *t)
{
    mpfr_const_pi(t->hi, MPFR_RNDU);
    mpfr_const_pi(t->lo, MPFR_RNDU);
    mpfr_neg(t->lo, t->lo, MPFR_RNDD);
}

/* Angles are in (-pi, pi]; the cut is the negative x axis, which belongs to the upper
 * side. A box with points on both sides of it has angles up to both ends. */
static void enclose_atan2(struct ival *r, const struct ival *y, const struct ival *x)
{
    bool below = mpfr_sgn(y->lo)<0, above = mpfr_sgn(y->hi)> 0;
    struct ival t, up;

    if (ival_is_point(y) && ival_is_point(x) && mpfr_zero_p(y->lo) &&
        mpfr_zero_p(x->lo)) {
        ival_set_empty(r);
        return;
    }
    ival_init_like(&t, r);
    if (below && mpfr_sgn(y->hi) >= 0 && mpfr_sgn(x->lo) < 0) {
        whole_turn(&t);
    } else if (!below) {
        upper_angle(&t, y, x);
    } else if (!above) {
        ival_init(&up, mpfr_get_prec(y->lo) + mpfr_get_prec(y->hi));
        ival_neg(&up, y);
        upper_angle(&t, &up, x);
        ival_neg(&t, &t);
        ival_clear(&up);
    } else { /* x >= 0, y of both signs: the angle rises with y and is steepest at x.lo */
        mpfr_atan2(t.lo, y->lo, x->lo, MPFR_RNDD);
        mpfr_atan2(t.hi, y->hi, x->lo, MPFR_RNDU);
    }
    ival_give(r, &t);
}

/* ---- one argument ------------------------------------------------------------ */

static void enclose_recip(struct ival *r, const struct ival *a)
{
    struct ival one;

    ival_init(&one, MPFR_PREC_MIN);
    ival_set_si(&one, 1);
    ival_div(r, &one, a);
    ival_clear(&one);
}

static void enclose_coth(struct ival *r, const struct ival *a)
{
    func_falling_twice(r, a, mpfr_coth);
}

static void enclose_csch(struct ival *r, const struct ival *a)
{
    func_falling_twice(r, a, mpfr_csch);
}

/* Even, and falling on [0, inf): a decreasing function of |x|. */
static void enclose_sech(struct ival *r, const struct ival *a)
{
    static const struct func_monotone absolute = {mpfr_abs, DOMAIN_LINE},
                                      falling = {mpfr_sech, {0, INFINITY, false, false}};
    struct ival magnitude;

    ival_init(&magnitude, mpfr_get_prec(a->lo) + mpfr_get_prec(a->hi));
    func_by_shape(&magnitude, a, &absolute, SHAPE_VALLEY);
    func_by_shape(r, &magnitude, &falling, SHAPE_DECREASING);
    ival_clear(&magnitude);
}

/* ---- the table --------------------------------------------------------------- */

static const struct operation {
    const char *name;
    struct func_monotone rising;
    void (*one)(struct ival *, const struct ival *);
    void (*two)(struct ival *, const struct ival *, const struct ival *);
    void (*three)(struct ival *, const struct ival *, const struct ival *,
                  const struct ival *);
    void (*whole)(struct ival *, const struct ival *, long);
} operations[] = {
    {"add", .two = ival_add},
    {"atan2", .two = enclose_atan2},
    {"coth", .one = enclose_coth},
    {"csch", .one = enclose_csch},
    {"div", .two = ival_div},
    {"exp10", .rising = {mpfr_exp10, DOMAIN_LINE}},
    {"exp2", .rising = {mpfr_exp2, DOMAIN_LINE}},
    {"expm1", .rising = {mpfr_expm1, DOMAIN_LINE}},
    {"fma", .three = enclose_fma},
    {"hypot", .two = enclose_hypot},
    {"logp1", .rising = {mpfr_log1p, {-1, INFINITY, true, false}}},
    {"max", .two = ival_max},
    {"min", .two = ival_min},
    {"mul", .two = ival_mul},
    {"neg", .one = ival_neg},
    {"pow", .two = ival_pow},
    {"pown", .whole = ival_pown},
    {"recip", .one = enclose_recip},
    {"rootn", .whole = ival_rootn},
    {"sech", .one = enclose_sech},
    {"sqr", .one = ival_sqr},
    {"sub", .two = ival_sub},
};

/* How many arguments are intervals, counted from the first, and whether that is all but a
 * whole number at the end. */
static bool fits(const struct operation *op, const struct func_arg *args, size_t n)
{
    size_t boxes = op->three ? 3 : op->two ? 2 : 1;

    for (size_t i = 0; i < n; i++)
        if (!args[i].box != (i >= boxes))
            return false;
    return n == boxes + (op->whole != NULL);
}

static void apply(const struct operation *op, const struct func_arg *args, struct ival *r)
{
    if (op->three)
        op->three(r, args[0].box, args[1].box, args[2].box);
    else if (op->two)
        op->two(r, args[0].box, args[1].box);
    else if (op->whole)
        op->whole(r, args[0].box, args[1].whole);
    else if (op->one)
        op->one(r, args[0].box);
    else
        func_by_shape(r, args[0].box, &op->rising, SHAPE_INCREASING);
}

static const struct operation *operation_named(const char *name)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, name) == 0)
            return &operations[i];
    return NULL;
}

enum status func_enclose(const char *name, const struct func_arg *args, size_t n,
                         struct ival *r)
{
    const struct operation *op = operation_named(name);
    int f = op ? -1 : func_find(name, strlen(name));

    if (op ? !fits(op, args, n) : f < 0 || n != 1 || !args[0].box)
        return ST_USAGE;
    for (size_t i = 0; i < n; i++)
        if (args[i].box && ival_is_empty(args[i].box)) {
            ival_set_empty(r);
            return ST_OK;
        }
    if (op)
        apply(op, args, r);
    else
        func_ival((enum func_id)f, r, args[0].box);
    return ST_OK;
}
