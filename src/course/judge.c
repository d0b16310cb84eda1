/* judge.c: one number against its key (CHECKING C1, C2, C12). */
#include "course/internal.h"

#include <math.h>
#include <string.h>

struct digits {  /* of a number typed as such: 0.0120 */
    long places; /* behind the point, less the exponent */
    long figures,
        certain; /* from the first that is not 0; without zeros at a whole's end */
    bool whole;  /* neither point nor exponent */
};

static struct digits digits_of(const char *text)
{
    struct digits d = {.whole = true};
    bool point = false, started = false;
    long zeros = 0;

    for (; *text && *text != 'e' && *text != 'E'; text++) {
        if (*text == '.') {
            point = true;
            d.whole = false;
            continue;
        }
        started |= *text != '0';
        d.figures += started;
        d.places += point;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    if (*text) {
        d.places -= strtol(text + 1, NULL, 10);
        d.whole = false;
    }
    d.certain = d.whole ? d.figures - zeros : d.figures;
    return d;
}

/* ---- rounding ---------------------------------------------------------------- */

static void power_of_ten(fmpq_t r, long exponent)
{
    fmpz_t p;

    fmpz_init(p);
    fmpz_ui_pow_ui(p, 10, (unsigned long)labs(exponent));
    fmpq_set_fmpz(r, p);
    if (exponent < 0)
        fmpq_inv(r, r);
    fmpz_clear(p);
}

/* The key as a rational: itself, or the middle of a narrow ball. */
static void as_rational(const struct search *s, const struct value *v, fmpq_t r)
{
    const fmpq *exact = v->exact != EXPR_NONE ? expr_number(s->pool, v->exact) : NULL;
    arb_t ball;

    if (exact) {
        fmpq_set(r, exact);
        return;
    }
    arb_init(ball);
    value_ball(s, v, ball, BALL_BITS);
    if (arb_is_finite(ball))
        arf_get_fmpq(r, arb_midref(ball));
    arb_clear(ball);
}

/* key rounded to `places` behind the point: halves away from zero, or cut off. */
static void round_to(fmpq_t r, const fmpq_t key, long places, bool truncate)
{
    fmpq_t scale, half;
    fmpz_t whole;

    fmpq_init(scale);
    fmpq_init(half);
    fmpz_init(whole);
    power_of_ten(scale, places);
    fmpq_mul(r, key, scale);
    fmpq_set_si(half, truncate ? 0 : fmpq_sgn(r) < 0 ? -1 : 1, 2);
    fmpq_add(r, r, half);
    fmpz_tdiv_q(whole, fmpq_numref(r), fmpq_denref(r));
    fmpq_set_fmpz(r, whole);
    fmpq_div(r, r, scale);
    fmpz_clear(whole);
    fmpq_clear(half);
    fmpq_clear(scale);
}

/* The k with 10^k <= |key| < 10^(k+1); 0 for 0. */
static long magnitude(const fmpq_t key)
{
    fmpq_t size, power;
    long k;

    if (fmpq_is_zero(key))
        return 0;
    fmpq_init(size);
    fmpq_init(power);
    fmpq_abs(size, key);
    k = (long)fmpz_sizeinbase(fmpq_numref(size), 10) -
        (long)fmpz_sizeinbase(fmpq_denref(size), 10);
    k++;
    do
        power_of_ten(power, --k);
    while (fmpq_cmp(size, power) < 0);
    for (power_of_ten(power, k + 1); fmpq_cmp(size, power) >= 0;
         power_of_ten(power, k + 1))
        k++;
    fmpq_clear(power);
    fmpq_clear(size);
    return k;
}

static bool rounds_to(const fmpq_t key, const fmpq_t said, long places, bool truncate)
{
    fmpq_t r;
    bool same;

    fmpq_init(r);
    round_to(r, key, places, truncate);
    same = fmpq_equal(r, said);
    fmpq_clear(r);
    return same;
}

/* ---- rules ------------------------------------------------------------------- */

static enum verdict exactly_when(bool right)
{
    return right ? VERDICT_CORRECT : VERDICT_INCORRECT;
}

static enum verdict judge_figures(const fmpq_t key, const fmpq_t said, struct digits d,
                                  const struct check_options *o)
{
    long n = o->figures, size = magnitude(key);
    bool places = o->tol == TOL_DECIMALS;
    long at = places ? n : n - 1 - size;
    bool count = places ? d.places == n : d.certain <= n && n <= d.figures;

    if (fmpq_is_zero(key) && !places)
        return exactly_when(fmpq_is_zero(said));
    if (rounds_to(key, said, at, false) && count)
        return VERDICT_CORRECT;
    at = places ? d.places : d.figures - 1 - size;
    return !fmpq_is_zero(said) && rounds_to(key, said, at, false) ? VERDICT_WRONG_FORM
                                                                  : VERDICT_INCORRECT;
}

static enum verdict judge_digits(const fmpq_t key, const fmpq_t said, struct digits d,
                                 const struct check_options *o)
{
    long at = d.figures - 1 - magnitude(key);
    bool enough = o->allow_extra ? d.figures >= o->figures : d.figures == o->figures;
    bool right = rounds_to(key, said, at, false) ||
                 (o->truncate && rounds_to(key, said, at, true));

    if (right && !enough)
        return VERDICT_WRONG_FORM;
    return exactly_when(right);
}

/* A decimal that is a rounding of the key shows that the learner had it. */
static enum verdict judge_rounding(const fmpq_t key, const fmpq_t said, struct digits d)
{
    double k = fmpq_get_d(key);
    double error = 1e-12 * fmax(1, fabs(k));
    fmpq_t gap;
    bool near;

    if (d.whole)
        return VERDICT_INCORRECT;
    fmpq_init(gap);
    fmpq_sub(gap, key, said);
    near = fabs(fmpq_get_d(gap)) <= error;
    fmpq_clear(gap);
    return near || (d.figures >= 3 && rounds_to(key, said, d.places, false))
               ? VERDICT_WRONG_FORM
               : VERDICT_INCORRECT;
}

/* ---- tolerances -------------------------------------------------------------- */

static bool tolerance_of(const struct search *s, const struct check_options *o,
                         struct value **tol)
{
    struct names none = names_in(pool_arena(s->pool), NULL);
    struct diag d;

    return value_of(s, &none, o->tol_text, strlen(o->tol_text), tol, &d) == ST_OK &&
           (*tol)->kind == VALUE_NUMBER;
}

/* |said - key| <= tol, or tol |key|: exactly, where all is exact. */
static enum verdict judge_tolerance(const struct search *s, const struct value *key,
                                    const struct value *said,
                                    const struct check_options *o)
{
    struct pool *p = s->pool;
    struct value *tol, bound = {.kind = VALUE_NUMBER}, gap = bound;
    struct names names = names_in(pool_arena(p), NULL);
    struct value *difference = NULL;
    struct diag d;
    int order;

    if (!tolerance_of(s, o, &tol))
        return VERDICT_UNDECIDED;
    names_set(&names, "said", (struct value *)said);
    names_set(&names, "wanted", (struct value *)key);
    names_set(&names, "bound", tol);
    if (value_of(s, &names, "abs(said - wanted)", 18, &difference, &d) != ST_OK)
        return VERDICT_UNDECIDED;
    gap = *difference;
    if (o->tol == TOL_REL &&
        value_of(s, &names, "bound*abs(wanted)", 17, &tol, &d) != ST_OK)
        return VERDICT_UNDECIDED;
    bound = *tol;
    order = value_compare(s, &gap, &bound);
    return order == SIGN_UNKNOWN ? VERDICT_UNDECIDED : exactly_when(order <= 0);
}

static enum verdict judge_relation(const struct search *s, const struct value *key,
                                   const struct value *said, const char *relation)
{
    int order = value_compare(s, said, key);
    bool equal_too = relation[1] == '=';

    if (order == SIGN_UNKNOWN)
        return VERDICT_UNDECIDED;
    if (!strcmp(relation, "!="))
        return exactly_when(order != 0);
    if (order == 0)
        return exactly_when(equal_too);
    return exactly_when(relation[0] == '>' ? order > 0 : order < 0);
}

/* ---- equality ---------------------------------------------------------------- */

/* Signs of differences settle nearly all; an identity between constants that they leave
 * open goes to the judge of functions. */
static int compare(const struct search *s, const struct value *key,
                   const struct value *said, enum proof *proof)
{
    int order = value_compare(s, key, said);
    struct formula f, g;
    struct equality e;

    *proof = PROOF_EXACT;
    if (order != SIGN_UNKNOWN || !value_as_formula(s, key, &f) ||
        !value_as_formula(s, said, &g))
        return order;
    e = certify_equal(s, &f, &g, pool_true(s->pool), NULL, 0);
    *proof = e.proof;
    return e.same == TRUTH_YES ? 0 : e.same == TRUTH_NO ? 1 : SIGN_UNKNOWN;
}

/* An expression with decimals in it that comes close is a rounded one. */
static bool is_near(const struct search *s, const struct value *key,
                    const struct value *said)
{
    double k = value_double(s, key), v = value_double(s, said);

    return fabs(k - v) <= 1e-4 * fabs(k);
}

static enum verdict judge_exact(const struct search *s, const struct element *key,
                                const struct element *said, enum proof *proof)
{
    int order = compare(s, key->value, said->value, proof);
    enum verdict v = VERDICT_INCORRECT;
    fmpq_t k, x;

    if (order == 0)
        return VERDICT_CORRECT;
    if (order == SIGN_UNKNOWN)
        v = VERDICT_UNDECIDED;
    if (!said->decimals)
        return v;
    if (!said->literal)
        return is_near(s, key->value, said->value) ? VERDICT_WRONG_FORM : v;
    fmpq_init(k);
    fmpq_init(x);
    as_rational(s, key->value, k);
    as_rational(s, said->value, x);
    v = judge_rounding(k, x, digits_of(said->literal));
    fmpq_clear(x);
    fmpq_clear(k);
    return v;
}

static enum verdict judge_typed(const struct search *s, const struct element *key,
                                const struct element *said, const struct check_options *o)
{
    enum proof proof;
    enum verdict v;
    fmpq_t k, x;

    if (!said->literal) /* a formula where figures are asked for */
        return compare(s, key->value, said->value, &proof) == 0 ||
                       is_near(s, key->value, said->value)
                   ? VERDICT_WRONG_FORM
                   : VERDICT_INCORRECT;
    fmpq_init(k);
    fmpq_init(x);
    as_rational(s, key->value, k);
    as_rational(s, said->value, x);
    v = o->tol == TOL_DIGITS ? judge_digits(k, x, digits_of(said->literal), o)
                             : judge_figures(k, x, digits_of(said->literal), o);
    fmpq_clear(x);
    fmpq_clear(k);
    return v;
}

/* ---- public ------------------------------------------------------------------ */

enum verdict judge_number(const struct search *s, const struct element *key,
                          const struct element *said, const struct check_options *o,
                          enum proof *proof)
{
    const struct value *k = key->value, *v = said->value;

    *proof = PROOF_EXACT;
    if (k->kind != v->kind)
        return VERDICT_INCORRECT;
    if (k->kind == VALUE_WORD) /* both say that there is none */
        return exactly_when(strcmp(k->text, v->text) == 0);
    if (o->relation && !v->infinite)
        return judge_relation(s, k, v, o->relation);
    if (k->infinite || v->infinite)
        return exactly_when(k->infinite == v->infinite);
    switch (o->tol) {
    case TOL_ABS:
    case TOL_REL: return judge_tolerance(s, k, v, o);
    case TOL_SIGFIGS:
    case TOL_DECIMALS:
    case TOL_DIGITS: return judge_typed(s, key, said, o);
    case TOL_EXACT: break;
    }
    return judge_exact(s, key, said, proof);
}
