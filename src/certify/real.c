/* real.c: one real number: exact, or the only zero of a function in an enclosure. */
#include "certify/internal.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_BITS = 64, COMPARE_BITS = 1200, SIGN_BITS = 2400 };

/* ---- conversions ------------------------------------------------------------- */

void ball_of_ival(arb_t r, const struct ival *v, slong bits)
{
    arb_set_interval_mpfr(r, v->lo, v->hi, bits);
}

void ival_of_ball(struct ival *r, const arb_t v)
{
    if (arb_is_finite(v))
        arb_get_interval_mpfr(r->lo, r->hi, v);
    else
        ival_set_whole(r);
}

void fmpq_of_mpfr(fmpq_t r, const mpfr_t v)
{
    arf_t a;

    arf_init(a);
    arf_set_mpfr(a, v);
    arf_get_fmpq(r, a);
    arf_clear(a);
}

expr derivative(const struct search *s, expr g, expr x)
{
    struct formula f = {g, pool_true(s->pool)}, df;
    struct diag d;

    return algebra_derive(s->pool, &f, x, &df, &d) == ST_OK ? df.body : EXPR_NONE;
}

/* ---- making ------------------------------------------------------------------ */

static void clear_real(void *what)
{
    ival_clear(&((struct real *)what)->at);
}

static struct real *real_new(const struct search *s)
{
    struct arena *a = pool_arena(s->pool);
    struct real *r = arena_alloc(a, sizeof *r);

    ival_init(&r->at, 128);
    ival_set_whole(&r->at);
    arena_defer(a, clear_real, r);
    return r;
}

static void set_enclosure(struct real *r, const arb_t ball, slong bits)
{
    mpfr_set_prec(r->at.lo, bits < 64 ? 64 : bits);
    mpfr_set_prec(r->at.hi, bits < 64 ? 64 : bits);
    ival_of_ball(&r->at, ball);
    r->approx = arf_get_d(arb_midref(ball), ARF_RND_NEAR);
}

struct real *real_exact(const struct search *s, expr exact)
{
    struct real *r = real_new(s);

    r->exact = exact;
    real_refine(s, r, 80);
    return r;
}

struct real *real_infinite(const struct search *s, int sign)
{
    struct real *r = real_new(s);

    r->infinite = sign;
    r->approx = sign * INFINITY;
    mpfr_set_inf(r->at.lo, sign);
    mpfr_set_inf(r->at.hi, sign);
    return r;
}

/* ---- refining ---------------------------------------------------------------- */

static void refine_exact(const struct search *s, struct real *r, slong bits)
{
    arb_t ball;

    arb_init(ball);
    for (slong prec = bits + 16; prec <= 4 * bits + 256; prec *= 2) {
        budget_spend(s->budget, 1 + (uint64_t)prec / 256);
        constant_ball(s->pool, r->exact, ball, prec);
        if (arb_is_finite(ball) &&
            (arb_is_exact(ball) || arb_rel_accuracy_bits(ball) >= bits))
            break;
    }
    if (arb_is_finite(ball))
        set_enclosure(r, ball, bits + 16);
    arb_clear(ball);
}

/* One step of interval Newton: X meets m - g(m)/g'(X). False if it does not help. */
static bool newton_step(const struct search *s, struct real *r, expr dg, arb_t X,
                        slong prec)
{
    arb_t m, gm, slope;
    bool good;

    arb_init(m);
    arb_init(gm);
    arb_init(slope);
    arb_get_mid_arb(m, X);
    expr_ball_at(s->pool, r->zero_of, r->x, m, gm, prec);
    expr_ball_at(s->pool, dg, r->x, X, slope, prec);
    good = arb_is_finite(gm) && arb_is_finite(slope) && !arb_contains_zero(slope);
    if (good) {
        mag_t before;

        mag_init(before);
        mag_set(before, arb_radref(X));
        arb_div(gm, gm, slope, prec);
        arb_sub(m, m, gm, prec);
        good = arb_intersection(X, X, m, prec);
        mag_mul_2exp_si(before, before, -1);
        good = good && mag_cmp(arb_radref(X), before) < 0;
        mag_clear(before);
    }
    arb_clear(slope);
    arb_clear(gm);
    arb_clear(m);
    return good;
}

/* Halving by the sign in the middle, compared with the sign at the left end. */
static bool halve_step(const struct search *s, struct real *r, arb_t X, slong prec)
{
    arf_t lo, hi;
    arb_t m, gm, gl;
    bool good;

    arf_init(lo);
    arf_init(hi);
    arb_init(m);
    arb_init(gm);
    arb_init(gl);
    arb_get_interval_arf(lo, hi, X, prec);
    arb_get_mid_arb(m, X);
    expr_ball_at(s->pool, r->zero_of, r->x, m, gm, prec);
    arb_set_arf(gl, lo);
    expr_ball_at(s->pool, r->zero_of, r->x, gl, gl, prec);
    good = arb_is_nonzero(gm) && arb_is_finite(gm) && arb_is_nonzero(gl) &&
           arb_is_finite(gl);
    if (good && arb_is_positive(gm) == arb_is_positive(gl))
        arb_set_interval_arf(X, arb_midref(m), hi, prec);
    else if (good)
        arb_set_interval_arf(X, lo, arb_midref(m), prec);
    arb_clear(gl);
    arb_clear(gm);
    arb_clear(m);
    arf_clear(hi);
    arf_clear(lo);
    return good;
}

static void refine_zero(const struct search *s, struct real *r, slong bits)
{
    slong prec = bits + 64;
    expr dg = derivative(s, r->zero_of, r->x);
    arb_t X;

    arb_init(X);
    ball_of_ival(X, &r->at, prec);
    for (int round = 0; round < 2000 && arb_rel_accuracy_bits(X) < bits &&
                        mag_cmp_2exp_si(arb_radref(X), -2 * bits) > 0;
         round++) {
        if (!budget_spend(s->budget, 2 + (uint64_t)prec / 128))
            break;
        if (!(dg != EXPR_NONE && newton_step(s, r, dg, X, prec)) &&
            !halve_step(s, r, X, prec))
            break;
    }
    set_enclosure(r, X, prec);
    arb_clear(X);
}

void real_refine(const struct search *s, struct real *r, long bits)
{
    arb_t ball;
    bool enough;

    if (r->infinite)
        return;
    arb_init(ball);
    ball_of_ival(ball, &r->at, bits + 32);
    enough = ival_is_bounded(&r->at) &&
             (ival_is_point(&r->at) || arb_rel_accuracy_bits(ball) >= bits);
    arb_clear(ball);
    if (enough)
        return;
    if (r->exact != EXPR_NONE)
        refine_exact(s, r, bits);
    else
        refine_zero(s, r, bits);
}

void ball_of_real(const struct search *s, struct real *r, arb_t ball, slong bits)
{
    real_refine(s, r, bits);
    ball_of_ival(ball, &r->at, bits + 16);
}

/* ---- zeros ------------------------------------------------------------------- */

struct real *real_isolated(const struct search *s, expr g, expr x, const struct ival *at)
{
    struct real *r = real_new(s);

    r->zero_of = g;
    r->x = x;
    ival_set(&r->at, at);
    r->approx = ival_mid_d(at);
    real_refine(s, r, 80);
    return r;
}

struct real *real_zero(const struct search *s, expr g, expr x, const struct ival *at)
{
    struct real *r = real_isolated(s, g, x, at);

    find_closed_form(s, r);
    return r;
}

/* ---- questions --------------------------------------------------------------- */

/* Both are zeros of one function and one lies where the other is known to be alone. */
static bool same_zero(const struct search *s, struct real *a, struct real *b)
{
    if (a->exact == EXPR_NONE && b->exact != EXPR_NONE)
        return !ival_disjoint(&a->at, &b->at) &&
               constant_sign(s->pool, pool_put(s->pool, a->zero_of, a->x, b->exact)) == 0;
    if (a->exact != EXPR_NONE && b->exact == EXPR_NONE)
        return same_zero(s, b, a);
    return a->exact == EXPR_NONE && a->zero_of == b->zero_of &&
           !ival_disjoint(&a->at, &b->at);
}

int real_compare(const struct search *s, struct real *a, struct real *b)
{
    if (a == b)
        return 0;
    if (a->infinite || b->infinite)
        return (a->infinite > b->infinite) - (a->infinite < b->infinite);
    if (a->exact != EXPR_NONE && a->exact == b->exact)
        return 0;
    for (long bits = FIRST_BITS; bits <= COMPARE_BITS; bits *= 2) {
        if (ival_disjoint(&a->at, &b->at))
            return mpfr_less_p(a->at.hi, b->at.lo) ? -1 : 1;
        if (bits == 4 * FIRST_BITS) {
            if (a->exact != EXPR_NONE && b->exact != EXPR_NONE)
                return constant_compare(s->pool, a->exact, b->exact);
            if (same_zero(s, a, b))
                return 0;
        }
        real_refine(s, a, bits);
        real_refine(s, b, bits);
    }
    return SIGN_UNKNOWN;
}

/* A function with the value of g at r, of a lower degree: where zero_of and g are
 * polynomials over Q, the remainder of their division. */
static expr reduced(const struct search *s, expr g, expr x, const struct real *r)
{
    fmpq_poly_t a, b;

    if (r->infinite || r->zero_of == EXPR_NONE || r->x != x || !expr_has(s->pool, g, x))
        return g;
    if (r->zero_of == g)
        return pool_int(s->pool, 0);
    fmpq_poly_init(a);
    fmpq_poly_init(b);
    if (algebra_poly(s->pool, r->zero_of, x, a) && fmpq_poly_degree(a) > 0 &&
        algebra_poly(s->pool, g, x, b) && fmpq_poly_degree(b) >= fmpq_poly_degree(a)) {
        fmpq_poly_rem(b, b, a);
        g = algebra_from_poly(s->pool, b, x);
    }
    fmpq_poly_clear(b);
    fmpq_poly_clear(a);
    return g;
}

int real_sign_of(const struct search *s, expr g, expr x, struct real *r)
{
    int sign = SIGN_UNKNOWN;
    arb_t at, v;

    g = reduced(s, g, x, r);
    if (!expr_has(s->pool, g, x))
        return constant_sign(s->pool, g);
    if (r->exact != EXPR_NONE)
        return constant_sign(s->pool, pool_put(s->pool, g, x, r->exact));
    if (r->infinite)
        return SIGN_UNKNOWN;
    arb_init(at);
    arb_init(v);
    for (slong bits = FIRST_BITS; bits <= SIGN_BITS && sign == SIGN_UNKNOWN; bits *= 2) {
        if (!budget_spend(s->budget, 1 + (uint64_t)bits / 128))
            break;
        ball_of_real(s, r, at, bits);
        expr_ball_at(s->pool, g, x, at, v, bits + 32);
        if (arb_is_finite(v) && arb_is_nonzero(v))
            sign = arb_is_positive(v) ? 1 : -1;
    }
    arb_clear(v);
    arb_clear(at);
    return sign;
}

/* r is where sin(u) or cos(u) vanishes: then the other one is 1 or -1 there, and g may
 * become a number although r has no closed form: -cos(sinh x) where sin(sinh x) = 0. */
static expr value_at_node(const struct search *s, expr g, expr x, struct real *r)
{
    struct pool *p = s->pool;
    enum func_id f =
        expr_kind(p, r->zero_of) == EX_FUNC ? expr_func(p, r->zero_of) : FN_EXP;
    expr account, other;
    int sign;

    if (r->x != x || (f != FN_SIN && f != FN_COS))
        return EXPR_NONE;
    account = pool_take_demands(p);
    other = pool_func(p, f == FN_SIN ? FN_COS : FN_SIN, expr_arg(p, r->zero_of, 0));
    sign = real_sign_of(s, other, x, r);
    g = pool_substitute(p, g, r->zero_of, pool_int(p, 0));
    if (sign == 1 || sign == -1)
        g = pool_substitute(p, g, other, pool_int(p, sign));
    pool_swap_demands(p, account);
    return expr_closed(p, g) && (sign == 1 || sign == -1) ? g : EXPR_NONE;
}

expr real_value(const struct search *s, expr g, expr x, struct real *r, struct ival *v)
{
    expr exact = EXPR_NONE;
    arb_t at, ball;

    g = reduced(s, g, x, r);
    arb_init(at);
    arb_init(ball);
    if (r->exact == EXPR_NONE && !r->infinite && expr_has(s->pool, g, x) &&
        (exact = value_at_node(s, g, x, r)) != EXPR_NONE) {
        constant_ball(s->pool, exact, ball, 160);
    } else if (r->exact != EXPR_NONE || !expr_has(s->pool, g, x)) {
        exact = r->exact != EXPR_NONE
                    ? algebra_arcs_out(s->pool, pool_put(s->pool, g, x, r->exact))
                    : g;
        constant_ball(s->pool, exact, ball, 160);
    } else {
        ball_of_real(s, r, at, 160);
        expr_ball_at(s->pool, g, x, at, ball, 192);
    }
    ival_of_ball(v, ball);
    arb_clear(ball);
    arb_clear(at);
    return exact;
}

/* The truth of a condition at a number, atom by atom. */
enum truth real_satisfies(const struct search *s, expr condition, expr x, struct real *r)
{
    enum truth all = expr_kind(s->pool, condition) == EX_OR ? TRUTH_NO : TRUTH_YES;
    int sign;

    switch (expr_kind(s->pool, condition)) {
    case EX_TRUE: return TRUTH_YES;
    case EX_AND:
    case EX_OR:
        for (size_t i = 0; i < expr_count(s->pool, condition); i++) {
            enum truth part = real_satisfies(s, expr_arg(s->pool, condition, i), x, r);

            all = expr_kind(s->pool, condition) == EX_AND ? truth_and(all, part)
                                                          : truth_or(all, part);
        }
        return all;
    case EX_RELATION: break;
    default: return TRUTH_NO;
    }
    sign = real_sign_of(s, expr_arg(s->pool, condition, 0), x, r);
    if (sign == SIGN_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (sign == SIGN_UNDEFINED)
        return TRUTH_NO;
    switch (expr_relation(s->pool, condition)) {
    case REL_EQ: return sign == 0 ? TRUTH_YES : TRUTH_NO;
    case REL_NE: return sign != 0 ? TRUTH_YES : TRUTH_NO;
    case REL_GT: return sign > 0 ? TRUTH_YES : TRUTH_NO;
    case REL_GE: return sign >= 0 ? TRUTH_YES : TRUTH_NO;
    }
    return TRUTH_UNKNOWN;
}

const char *real_text(const struct search *s, const struct real *r, enum notation how)
{
    struct arena *a = pool_arena(s->pool);

    if (r->infinite)
        return how == NOTE_PLAIN     ? r->infinite > 0 ? "inf" : "-inf"
               : how == NOTE_UNICODE ? r->infinite > 0 ? "∞" : "−∞"
               : r->infinite > 0     ? "\\infty"
                                     : "-\\infty";
    if (r->exact != EXPR_NONE)
        return expr_text(s->pool, r->exact, how, a);
    return arena_printf(a, "%.15g", r->approx);
}

expr real_between(const struct search *s, struct real *lo, struct real *hi)
{
    fmpq_t a, b, q, gap;
    expr e;

    fmpq_init(a);
    fmpq_init(b);
    fmpq_init(q);
    fmpq_init(gap);
    for (long bits = FIRST_BITS; bits <= COMPARE_BITS && !ival_disjoint(&lo->at, &hi->at);
         bits *= 2) {
        real_refine(s, lo, bits);
        real_refine(s, hi, bits);
    }
    if (!lo->infinite)
        fmpq_of_mpfr(a, lo->at.hi);
    if (!hi->infinite)
        fmpq_of_mpfr(b, hi->at.lo);
    if (lo->infinite && hi->infinite)
        fmpq_zero(q);
    else if (lo->infinite || hi->infinite) {
        fmpq_set(q, lo->infinite ? b : a);
        fmpz_fdiv_q(fmpq_numref(q), fmpq_numref(q), fmpq_denref(q));
        fmpz_one(fmpq_denref(q));
        fmpq_add_si(q, q, lo->infinite ? -1 : 2);
    } else {
        fmpq_sub(gap, b, a);
        fmpq_div_2exp(gap, gap, 2);
        fmpq_add(a, a, gap);
        fmpq_sub(b, b, gap);
        fmpq_simplest_between(q, a, b);
    }
    e = pool_number(s->pool, q);
    fmpq_clear(gap);
    fmpq_clear(q);
    fmpq_clear(b);
    fmpq_clear(a);
    return e;
}
