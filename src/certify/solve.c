/* solve.c: equations that one inverse function settles.
 *
 *   f(u) = c, f one to one     u = f^-1(c), if that is a solution at all
 *   sin, cos, tan of a x + b   all members of the periodic solutions that lie in the set
 *   sin, cos, tan of a x^q + b the same, a level of a x^q + b at a time
 *   P(K(x)) = 0                the zeros t of P, then K(x) = t
 */
#include "certify/internal.h"

#include <math.h>
#include <string.h>

enum { MOST_MEMBERS = 4096 };

/* ---- one to one -------------------------------------------------------------- */

/* The g with f(u) = c only if u = g(c): f's inverse, or the function whose inverse f is. */
static int inverse_of(enum func_id f)
{
    const struct func_row *row = func_row(f);

    if (row->inverse)
        return func_find(row->inverse, strlen(row->inverse));
    for (int g = 0; g < FN_COUNT; g++)
        if (func_row((enum func_id)g)->inverse &&
            !strcmp(func_row((enum func_id)g)->inverse, row->name))
            return g;
    return -1;
}

static bool one_to_one(enum func_id f)
{
    const struct func_row *row = func_row(f);

    return !row->period && inverse_of(f) >= 0 &&
           (row->shape == SHAPE_INCREASING || row->shape == SHAPE_DECREASING);
}

/* The u with f(u) = c, or EXPR_NONE; *known: the question was answered. The inverse's
 * domain is f's range but for asin, acos, atan, whose inverses are defined everywhere: so
 * the candidate is put to the test. */
static expr only_solution(const struct search *s, enum func_id f, expr c, bool *known)
{
    struct pool *p = s->pool;
    enum func_id inverse = (enum func_id)inverse_of(f);
    expr account = pool_take_demands(p), domain, u = EXPR_NONE;
    enum truth inside;
    int differs;

    domain = pool_rule(p, inverse, RULE_DOMAIN, c);
    inside = domain == EXPR_NONE ? TRUTH_YES : constant_truth(p, domain);
    *known = inside != TRUTH_UNKNOWN;
    if (inside == TRUTH_YES) {
        u = pool_func(p, inverse, c);
        differs = constant_compare(p, pool_func(p, f, u), c);
        if (differs == SIGN_UNKNOWN && domain == EXPR_NONE && inverse != FN_EXP &&
            inverse != FN_SINH && inverse != FN_ASINH)
            *known = false;
        if (differs == 1 || differs == -1 || differs == SIGN_UNDEFINED)
            u = EXPR_NONE;
    }
    pool_swap_demands(p, account);
    return u;
}

/* ---- powers ------------------------------------------------------------------ */

/* The numbers v with v^q = c, for a fraction q: how many of at most two; -1 if the sign of c
 * is not known. */
static int roots_of_power(struct pool *p, expr q, expr c, expr v[2])
{
    const fmpq *n = expr_number(p, q);
    bool even = fmpz_is_even(fmpq_numref(n));
    int sign = constant_sign(p, c);

    if (sign > 1)
        return -1;
    if ((sign < 0 && (even || fmpz_is_even(fmpq_denref(n)))) ||
        (sign == 0 && fmpq_sgn(n) < 0))
        return 0;
    v[0] = sign ? pool_power(p, c, pool_power(p, q, pool_int(p, -1))) : pool_int(p, 0);
    v[1] = pool_neg(p, v[0]);
    return even && sign ? 2 : 1;
}

/* ---- periodic ---------------------------------------------------------------- */

/* Members of x0 + k T inside one bounded piece. */
static bool add_members(const struct search *s, expr x0, expr period, unsigned times,
                        const struct piece_of_line *on, struct roots *r)
{
    struct pool *p = s->pool;
    double T = constant_double(p, period), from, to;
    double base = constant_double(p, x0);

    if (on->lo->infinite || on->hi->infinite)
        return false;
    from = (on->lo->approx - base) / T - 1;
    to = (on->hi->approx - base) / T + 1;
    if (!(to - from < MOST_MEMBERS) || from < -1e12 || to > 1e12)
        return false;
    for (long k = (long)from - 1; k <= (long)to + 1; k++) {
        expr member = pool_add(p, x0, pool_mul(p, pool_int(p, k), period));

        roots_add(s, r, real_exact(s, member), times);
    }
    return true;
}

/* The levels first + k T, at each of which u takes it once or twice. */
struct levels {
    expr first[2], period;
    size_t n;
    unsigned times; /* 1 where f' is not 0 at them */
};

static struct levels circular_levels(struct pool *p, enum func_id f, expr c,
                                     unsigned times)
{
    enum func_id inverse = f == FN_SIN ? FN_ASIN : f == FN_COS ? FN_ACOS : FN_ATAN;
    struct levels l = {{pool_func(p, inverse, c)},
                       pool_mul(p, pool_int(p, f == FN_TAN ? 1 : 2), pool_pi(p)),
                       1,
                       times};

    if (f == FN_SIN)
        l.first[l.n++] = pool_sub(p, pool_pi(p), l.first[0]);
    else if (f == FN_COS)
        l.first[l.n++] = pool_neg(p, l.first[0]);
    return l;
}

static bool circular_of_linear(const struct search *s, const struct levels *l, expr a,
                               expr b, const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    expr period = pool_div(p, l->period, pool_func(p, FN_ABS, a));

    for (size_t i = 0; i < l->n; i++) {
        expr x0 = pool_div(p, pool_sub(p, l->first[i], b), a);

        for (size_t j = 0; j < on->count; j++)
            if (!add_members(s, x0, period, l->times, &on->pieces[j], r))
                return false;
    }
    return true;
}

struct power { /* u = a x^q + b */
    expr a, b, q;
};

static bool power_in(struct pool *p, expr u, expr x, struct power *out)
{
    expr rest = u, account = pool_take_demands(p);

    out->b = pool_int(p, 0);
    if (expr_kind(p, u) == EX_ADD && expr_count(p, u) == 2) {
        bool first = expr_has(p, expr_arg(p, u, 0), x);

        out->b = expr_arg(p, u, first);
        rest = expr_arg(p, u, !first);
    }
    out->a = pool_int(p, 1);
    if (expr_kind(p, rest) == EX_MUL)
        for (size_t i = 0; i < expr_count(p, rest); i++)
            if (expr_closed(p, expr_arg(p, rest, i)))
                out->a = pool_mul(p, out->a, expr_arg(p, rest, i));
    rest = pool_div(p, rest, out->a);
    pool_swap_demands(p, account);
    if (!expr_closed(p, out->b) || expr_kind(p, rest) != EX_POWER ||
        expr_arg(p, rest, 0) != x)
        return false;
    out->q = expr_arg(p, rest, 1);
    return expr_number(p, out->q) != NULL;
}

/* The least and the greatest value of u on the piece, about; false if it has none. */
static bool power_range(const struct search *s, const struct power *u,
                        const struct piece_of_line *on, double *lo, double *hi)
{
    double a = constant_double(s->pool, u->a), b = constant_double(s->pool, u->b),
           q = constant_double(s->pool, u->q), ends[2] = {on->lo->approx, on->hi->approx};
    bool zero = ends[0] <= 0 && ends[1] >= 0,
         even = fmpz_is_even(fmpq_numref(expr_number(s->pool, u->q)));

    if (on->lo->infinite || on->hi->infinite || (zero && q < 0))
        return false;
    *lo = zero ? b : INFINITY;
    *hi = zero ? b : -INFINITY;
    for (int i = 0; i < 2; i++) {
        double power = pow(fabs(ends[i]), q), v = ends[i] < 0 && !even ? -power : power;

        *lo = fmin(*lo, b + a * v);
        *hi = fmax(*hi, b + a * v);
    }
    return isfinite(*lo) && isfinite(*hi);
}

/* Where u is at that level; the caller drops what lies outside its set. */
static bool add_power_at(const struct search *s, const struct power *u, expr level,
                         unsigned times, struct roots *r)
{
    struct pool *p = s->pool;
    expr v[2];
    int n = roots_of_power(p, u->q, pool_div(p, pool_sub(p, level, u->b), u->a), v);

    for (int i = 0; i < n; i++)
        roots_add(s, r, real_exact(s, v[i]), expr_is_int(p, v[i], 0) ? 0 : times);
    return n >= 0;
}

static bool circular_of_power(const struct search *s, const struct levels *l,
                              const struct power *u, const struct realset *on,
                              struct roots *r)
{
    struct pool *p = s->pool;
    double lo = INFINITY, hi = -INFINITY, T = constant_double(p, l->period);
    struct roots found;
    bool ok = true;

    for (size_t j = 0; j < on->count && ok; j++) {
        double least = 0, greatest = 0;

        ok = power_range(s, u, &on->pieces[j], &least, &greatest);
        lo = fmin(lo, least);
        hi = fmax(hi, greatest);
    }
    if (!ok || !(hi - lo < MOST_MEMBERS * T) || fabs(lo) > 1e12 || fabs(hi) > 1e12)
        return false;
    roots_clear(&found);
    for (size_t i = 0; i < l->n && ok; i++) {
        double base = constant_double(p, l->first[i]);
        long to = (long)ceil((hi - base) / T) + 1;

        for (long k = (long)floor((lo - base) / T) - 1; k <= to && ok; k++) {
            expr level = pool_add(p, l->first[i], pool_mul(p, pool_int(p, k), l->period));

            ok = add_power_at(s, u, level, l->times, &found);
        }
    }
    for (size_t i = 0; ok && i < found.count; i++)
        roots_add(s, r, found.at[i].x, found.at[i].multiplicity);
    return ok;
}

static bool solve_circular(const struct search *s, enum func_id f, expr u, expr c, expr x,
                           const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    int beyond = constant_compare(p, pool_func(p, FN_ABS, c), pool_int(p, 1));
    struct levels levels;
    struct power power;
    expr a, b;

    if (beyond == SIGN_UNKNOWN)
        return false;
    if (f != FN_TAN && beyond > 0 && beyond <= 1)
        return true; /* |sin|, |cos| <= 1 */
    levels = circular_levels(p, f, c, f == FN_TAN || beyond == -1);
    if (algebra_linear(p, u, x, &a, &b) && constant_sign(p, a) != 0)
        return circular_of_linear(s, &levels, a, b, on, r);
    return power_in(p, u, x, &power) && circular_of_power(s, &levels, &power, on, r);
}

bool solve_function(const struct search *s, enum func_id f, expr u, expr c, expr x,
                    const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    expr account = pool_take_demands(p), v;
    bool done = false, known;

    if (one_to_one(f)) {
        v = only_solution(s, f, c, &known);
        done = known;
        if (v != EXPR_NONE)
            find_zeros(s, pool_sub(p, u, v), x, on, r);
    } else if (f == FN_SIN || f == FN_COS || f == FN_TAN) {
        done = solve_circular(s, f, u, c, x, on, r);
    } else if ((f == FN_ABS || f == FN_COSH) && constant_sign(p, c) >= 0 &&
               constant_sign(p, c) <= 1) {
        int below = f == FN_COSH ? constant_compare(p, c, pool_int(p, 1)) : 1;

        v = f == FN_ABS ? c : pool_func(p, FN_ACOSH, c);
        done = below != SIGN_UNKNOWN;
        if (done && below >= 0) {
            find_zeros(s, pool_sub(p, u, v), x, on, r);
            if (constant_sign(p, v) != 0)
                find_zeros(s, pool_add(p, u, v), x, on, r);
        }
    } else if ((f == FN_ABS || f == FN_COSH) && constant_sign(p, c) == -1) {
        done = true;
    }
    pool_swap_demands(p, account);
    return done;
}

/* ---- polynomials in one function -------------------------------------------------- */

struct kernels {
    expr at[2];
    size_t n; /* 2: more than one */
};

static bool is_rational_operation(struct pool *p, expr e)
{
    enum expr_kind kind = expr_kind(p, e);

    return kind == EX_ADD || kind == EX_MUL ||
           (kind == EX_POWER && expr_number(p, expr_arg(p, e, 1)) &&
            fmpz_is_one(fmpq_denref(expr_number(p, expr_arg(p, e, 1)))));
}

/* The subterms in x that rational operations do not open. */
static void collect(struct pool *p, expr e, expr x, struct kernels *k)
{
    if (!expr_has(p, e, x))
        return;
    if (is_rational_operation(p, e)) {
        for (size_t i = 0; i < expr_count(p, e); i++)
            collect(p, expr_arg(p, e, i), x, k);
        return;
    }
    for (size_t i = 0; i < k->n && i < 2; i++)
        if (k->at[i] == e)
            return;
    if (k->n < 2)
        k->at[k->n] = e;
    k->n++;
}

/* a^u with a closed a: its base; e itself for e^u. */
static expr base_of(struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_POWER ? expr_arg(p, e, 0)
                                       : pool_func(p, FN_EXP, pool_int(p, 1));
}

/* The u of e = base^u, or EXPR_NONE. */
static expr exponent_of(struct pool *p, expr e, expr base)
{
    if (expr_is_func(p, e, FN_EXP) && base == pool_func(p, FN_EXP, pool_int(p, 1)))
        return expr_arg(p, e, 0);
    if (expr_kind(p, e) == EX_POWER && expr_arg(p, e, 0) == base &&
        expr_closed(p, base) && !expr_number(p, expr_arg(p, e, 1)))
        return expr_arg(p, e, 1);
    return EXPR_NONE;
}

/* a^(u), a^(2u), a^(-u) are powers of one a^(u/d): all exponents must be rational multiples
 * of the first one's. Writes the powers as powers of t; EXPR_NONE if they are not. */
static expr in_exponentials(struct pool *p, expr e, expr x, expr first, ulong den, expr t)
{
    expr *args, ratio, exponent;
    size_t n;

    if (!expr_has(p, e, x))
        return e;
    exponent = exponent_of(p, e, base_of(p, first));
    if (exponent != EXPR_NONE) {
        ratio = pool_div(p, exponent, exponent_of(p, first, base_of(p, first)));
        if (!expr_number(p, ratio))
            return EXPR_NONE;
        ratio = pool_mul(p, ratio, pool_int(p, (long)den));
        return fmpz_is_one(fmpq_denref(expr_number(p, ratio))) ? pool_power(p, t, ratio)
                                                               : EXPR_NONE;
    }
    if (!is_rational_operation(p, e))
        return EXPR_NONE;
    n = expr_count(p, e);
    args = arena_array(pool_arena(p), n, sizeof *args);
    for (size_t i = 0; i < n; i++)
        if ((args[i] = in_exponentials(p, expr_arg(p, e, i), x, first, den, t)) ==
            EXPR_NONE)
            return EXPR_NONE;
    return pool_rebuild(p, e, args);
}

/* The kernel and g written in it. */
static expr find_kernel(struct pool *p, expr g, expr x, expr t, expr *kernel)
{
    struct kernels k = {.n = 0};

    collect(p, g, x, &k);
    if (k.n == 1 && k.at[0] != x) {
        *kernel = k.at[0];
        return pool_substitute(p, g, k.at[0], t);
    }
    if (k.n >= 2 && exponent_of(p, k.at[0], base_of(p, k.at[0])) != EXPR_NONE)
        for (ulong den = 1; den <= 12; den++) {
            expr base = base_of(p, k.at[0]), u = exponent_of(p, k.at[0], base);
            expr P = in_exponentials(p, g, x, k.at[0], den, t);

            if (P != EXPR_NONE) {
                *kernel = pool_power(p, base, pool_mul(p, u, pool_ratio(p, 1, den)));
                return P;
            }
        }
    return EXPR_NONE;
}

bool solve_kernel_is(const struct search *s, expr kernel, expr c, expr x,
                     const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    expr base, q, v[2];
    int sign, n;

    if (expr_kind(p, kernel) == EX_FUNC)
        return solve_function(s, expr_func(p, kernel), expr_arg(p, kernel, 0), c, x, on,
                              r);
    if (expr_kind(p, kernel) != EX_POWER)
        return false;
    base = expr_arg(p, kernel, 0);
    q = expr_arg(p, kernel, 1);
    sign = constant_sign(p, c);
    if (sign > 1)
        return false;
    if (expr_closed(p, base) &&
        constant_sign(p, base) == 1) { /* a^u = c: u = ln c / ln a */
        if (sign == 1)
            find_zeros(
                s,
                pool_sub(p, q,
                         pool_div(p, pool_func(p, FN_LN, c), pool_func(p, FN_LN, base))),
                x, on, r);
        return true;
    }
    if (!expr_number(p, q))
        return false;
    n = roots_of_power(p, q, c, v);
    for (int i = 0; i < n; i++)
        find_zeros(s, pool_sub(p, base, v[i]), x, on, r);
    return n >= 0;
}

bool solve_kernel(const struct search *s, expr g, expr x, const struct realset *on,
                  struct roots *r)
{
    struct pool *p = s->pool;
    expr t = pool_symbol(p, "t'"), kernel = EXPR_NONE, account = pool_take_demands(p);
    expr P = find_kernel(p, g, x, t, &kernel);
    struct roots values, found;
    bool ok;

    roots_clear(&values);
    roots_clear(&found);
    ok = P != EXPR_NONE && polynomial_roots(s, P, t, &values);
    for (size_t i = 0; ok && i < values.count; i++)
        ok = values.at[i].x->exact != EXPR_NONE &&
             solve_kernel_is(s, kernel, values.at[i].x->exact, x, on, &found);
    pool_swap_demands(p, account);
    if (!ok)
        return false;
    for (size_t i = 0; i < found.count; i++)
        roots_add(s, r, found.at[i].x, 0);
    for (size_t i = 0; i < found.open_count; i++)
        roots_add_open(s, r, found.open[i].from, found.open[i].to);
    return true;
}
