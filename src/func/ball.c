/* ball.c: functions of Arb's balls.
 *
 * A ball is a midpoint and a radius that rounds up. Near the end of a domain that is the
 * wrong shape: acos of the ball [0, 1] goes through a root of a ball that sticks out of
 * [0, inf) and gives nan. Where Arb's own answer is not finite, the two ends are tried
 * instead: intervals are exact there. */
#include "func/internal.h"

typedef void ball_kernel(arb_t r, const arb_t u, slong bits);

static void ball_abs(arb_t r, const arb_t u, slong bits)
{
    (void)bits;
    arb_abs(r, u);
}

/* [-1, 1] for a ball with 0 inside, though not when 0 is all it has. */
static void ball_sign(arb_t r, const arb_t u, slong bits)
{
    (void)bits;
    arb_sgn(r, u);
}

static void ball_log10(arb_t r, const arb_t u, slong bits)
{
    arb_log_base_ui(r, u, 10, bits);
}

static void ball_log2(arb_t r, const arb_t u, slong bits)
{
    arb_log_base_ui(r, u, 2, bits);
}

/* 1/(1 + e^-u): u enters once, so balls lose nothing by dependency. */
static void ball_sigmoid(arb_t r, const arb_t u, slong bits)
{
    arb_neg(r, u);
    arb_exp(r, r, bits);
    arb_add_ui(r, r, 1, bits);
    arb_inv(r, r, bits);
}

static void ball_softplus(arb_t r, const arb_t u, slong bits)
{
    arb_exp(r, u, bits);
    arb_log1p(r, r, bits);
}

/* cbrt and relu have none: they go by their ends. */
static ball_kernel *const kernels[FN_COUNT] = {
    [FN_SQRT] = arb_sqrt,
    [FN_ABS] = ball_abs,
    [FN_SIGN] = ball_sign,
    [FN_FLOOR] = arb_floor,
    [FN_CEIL] = arb_ceil,
    [FN_EXP] = arb_exp,
    [FN_LN] = arb_log,
    [FN_LOG10] = ball_log10,
    [FN_LOG2] = ball_log2,
    [FN_SIGMOID] = ball_sigmoid,
    [FN_SOFTPLUS] = ball_softplus,
    [FN_SIN] = arb_sin,
    [FN_COS] = arb_cos,
    [FN_TAN] = arb_tan,
    [FN_COT] = arb_cot,
    [FN_SEC] = arb_sec,
    [FN_CSC] = arb_csc,
    [FN_ASIN] = arb_asin,
    [FN_ACOS] = arb_acos,
    [FN_ATAN] = arb_atan,
    [FN_SINH] = arb_sinh,
    [FN_COSH] = arb_cosh,
    [FN_TANH] = arb_tanh,
    [FN_ASINH] = arb_asinh,
    [FN_ACOSH] = arb_acosh,
    [FN_ATANH] = arb_atanh,
    [FN_ERF] = arb_hypgeom_erf,
    [FN_GAMMA] = arb_gamma,
    [FN_DIGAMMA] = arb_digamma,
};

/* v = the ends of the ball, rounded outward. */
static void ends_of(struct ival *v, const arb_t u, slong bits)
{
    arf_t end;

    arf_init(end);
    arb_get_lbound_arf(end, u, bits);
    func_from_arf(v->lo, end, MPFR_RNDD);
    arb_get_ubound_arf(end, u, bits);
    func_from_arf(v->hi, end, MPFR_RNDU);
    arf_clear(end);
}

/* Midpoint and radius take 30 bits more than `bits` to have exact ends in all usual cases;
 * if they do not, the ends stick out and the answer may be nan. */
static void through_ends(enum func_id f, arb_t r, const arb_t u, slong bits)
{
    slong work = bits + 64;
    struct ival v;

    ival_init(&v, work);
    ends_of(&v, u, work);
    if ((func_ival(f, &v, &v) & FACT_DEFINED) && ival_is_bounded(&v))
        arb_set_interval_mpfr(r, v.lo, v.hi, bits);
    else
        arb_indeterminate(r);
    ival_clear(&v);
}

void func_ball(enum func_id f, arb_t r, const arb_t u, slong bits)
{
    arb_t v;

    if (!arb_is_finite(u)) {
        arb_indeterminate(r);
        return;
    }
    arb_init(v);
    if (kernels[f])
        kernels[f](v, u, bits);
    if (!kernels[f] || !arb_is_finite(v))
        through_ends(f, v, u, bits);
    arb_swap(r, v);
    arb_clear(v);
}
