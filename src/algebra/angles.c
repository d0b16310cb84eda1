/* angles.c: sines of sums and multiples taken apart, and products of sines put together. */
#include "algebra/simplify.h"

enum { MULTIPLES = 12, ANGLES = 16, WAVES = 64 };

/* ---- apart ------------------------------------------------------------------------------- */

/* For each part m of an angle c m the greatest common divisor of its c. */
struct units {
    struct pool *pool;
    expr part[ANGLES];
    fmpq_t unit[ANGLES];
    size_t n;
};

static void note_angle(struct units *u, expr angle)
{
    struct pool *p = u->pool;
    size_t n = expr_kind(p, angle) == EX_ADD ? expr_count(p, angle) : 1, at;
    expr c, rest;

    for (size_t i = 0; i < n; i++) {
        expr_split(p, expr_kind(p, angle) == EX_ADD ? expr_arg(p, angle, i) : angle, &c,
                   &rest);
        for (at = 0; at < u->n && u->part[at] != rest; at++)
            ;
        if (at == ANGLES)
            return;
        if (at == u->n) {
            fmpq_init(u->unit[at]);
            u->part[u->n++] = rest;
        }
        fmpq_gcd(u->unit[at], u->unit[at], expr_number(p, c));
    }
}

static bool circular(const struct pool *p, expr e)
{
    return expr_is_func(p, e, FN_SIN) || expr_is_func(p, e, FN_COS);
}

struct pair {
    expr sin, cos;
};

/* sin(a + b), cos(a + b) */
static struct pair turned(struct pool *p, struct pair a, struct pair b)
{
    return (struct pair){
        pool_add(p, pool_mul(p, a.sin, b.cos), pool_mul(p, a.cos, b.sin)),
        pool_sub(p, pool_mul(p, a.cos, b.cos), pool_mul(p, a.sin, b.sin))};
}

/* Sine and cosine of n times an angle. */
static struct pair multiplied(struct pool *p, struct pair one, long n)
{
    struct pair all = one;

    for (long i = 1; i < n; i++)
        all = turned(p, all, one);
    return all;
}

/* Sine and cosine of c*m by those of unit*m; false if c/unit is too large. */
static bool pair_of_term(struct units *u, expr term, struct pair *out)
{
    struct pool *p = u->pool;
    expr c, rest, small;
    fmpq_t times;
    size_t at = 0;
    long n;

    expr_split(p, term, &c, &rest);
    while (at < u->n && u->part[at] != rest)
        at++;
    if (at == u->n)
        return false;
    fmpq_init(times);
    fmpq_div(times, expr_number(p, c), u->unit[at]);
    n = fmpz_fits_si(fmpq_numref(times)) ? fmpz_get_si(fmpq_numref(times)) : 1000;
    fmpq_clear(times);
    if (n > MULTIPLES || n < -MULTIPLES)
        return false;
    small = pool_mul(p, pool_number(p, u->unit[at]), rest);
    *out = multiplied(
        p, (struct pair){pool_func(p, FN_SIN, small), pool_func(p, FN_COS, small)},
        n < 0 ? -n : n);
    if (n < 0)
        out->sin = pool_neg(p, out->sin);
    return true;
}

static expr apart(struct units *u, enum func_id f, expr angle)
{
    struct pool *p = u->pool;
    size_t n = expr_kind(p, angle) == EX_ADD ? expr_count(p, angle) : 1;
    struct pair all, next;

    if (n > 4)
        return EXPR_NONE;
    for (size_t i = 0; i < n; i++) {
        if (!pair_of_term(u, n > 1 ? expr_arg(p, angle, i) : angle, &next))
            return EXPR_NONE;
        all = i ? turned(p, all, next) : next;
    }
    return f == FN_SIN ? all.sin : all.cos;
}

/* What all angles are taken as multiples of: the largest such, its half, or arcs. */
enum apart_by { BY_WHOLES, BY_HALVES, BY_ARCS };

static bool arc(const struct pool *p, expr e)
{
    return expr_is_func(p, e, FN_ASIN) || expr_is_func(p, e, FN_ACOS) ||
           expr_is_func(p, e, FN_ATAN);
}

static expr taken_apart(struct pool *p, expr e, enum apart_by by)
{
    struct arena *scratch = arena_new();
    struct units u = {.pool = p};
    size_t n;
    expr *below = expr_below(p, e, &n, scratch), account = pool_take_demands(p);

    for (size_t i = 0; i < n; i++)
        if (circular(p, below[i]))
            note_angle(&u, expr_arg(p, below[i], 0));
        else if (by == BY_ARCS && arc(p, below[i]))
            note_angle(&u, below[i]);
    for (size_t i = 0; i < u.n && by == BY_HALVES; i++)
        fmpq_div_2exp(u.unit[i], u.unit[i], 1);
    for (size_t i = 0; i < n; i++)
        if (circular(p, below[i]) && expr_has(p, e, below[i])) {
            expr other = apart(&u, expr_func(p, below[i]), expr_arg(p, below[i], 0));

            if (other != EXPR_NONE && other != below[i])
                e = pool_substitute(p, e, below[i], other);
        }
    for (size_t i = 0; i < u.n; i++)
        fmpq_clear(u.unit[i]);
    pool_swap_demands(p, account);
    arena_free(scratch);
    return e;
}

expr algebra_angles_apart(struct pool *p, expr e)
{
    return taken_apart(p, e, BY_WHOLES);
}

static bool has_arcs(struct pool *p, expr e, struct arena *scratch)
{
    size_t n;
    expr *below = expr_below(p, e, &n, scratch);

    for (size_t i = 0; i < n; i++)
        if (arc(p, below[i]))
            return true;
    return false;
}

expr algebra_arcs_out(struct pool *p, expr e)
{
    struct arena *scratch = arena_new();

    if (has_arcs(p, e, scratch)) {
        struct lengths *l = lengths_new(p, scratch);
        expr account = pool_take_demands(p);
        expr other = view_inverses(p, pool_true(p), taken_apart(p, e, BY_ARCS));

        pool_swap_demands(p, account);
        if (length_of(l, other) < length_of(l, e))
            e = other;
    }
    arena_free(scratch);
    return e;
}

expr view_angles(struct pool *p, expr given, expr e)
{
    (void)given;
    return algebra_angles_apart(p, e);
}

expr view_half_angles(struct pool *p, expr given, expr e)
{
    (void)given;
    return taken_apart(p, e, BY_HALVES);
}

/* ---- together ------------------------------------------------------------------------------ */

/* A sum of c_i sin(a_i) and c_i cos(a_i). */
struct waves {
    struct {
        expr c, angle;
        enum func_id f;
    } at[WAVES];
    size_t n;
};

static bool add_wave(struct waves *w, expr c, enum func_id f, expr angle)
{
    if (w->n == WAVES)
        return false;
    w->at[w->n].c = c;
    w->at[w->n].f = f;
    w->at[w->n++].angle = angle;
    return true;
}

/* sin a sin b = (cos(a-b) - cos(a+b))/2 and so on. */
static bool times_wave(struct pool *p, struct waves *w, enum func_id g, expr b)
{
    struct waves out = {.n = 0};
    expr half = pool_ratio(p, 1, 2);
    bool ok = true;

    for (size_t i = 0; i < w->n && ok; i++) {
        expr c = pool_mul(p, half, w->at[i].c), a = w->at[i].angle;
        enum func_id f = w->at[i].f, h = f == g ? FN_COS : FN_SIN;
        bool minus = f == FN_SIN && g == FN_SIN, turn = f == FN_COS && g == FN_SIN;

        ok = add_wave(&out, minus ? pool_neg(p, c) : c, h, pool_add(p, a, b)) &&
             add_wave(&out, turn ? pool_neg(p, c) : c, h, pool_sub(p, a, b));
    }
    *w = out;
    return ok;
}

/* A term with its circular factors as a sum; the term itself if it has fewer than two. */
static expr contracted(struct pool *p, expr term)
{
    struct waves w = {.n = 0};
    struct factors f;
    expr rest, zero = pool_int(p, 0), sum = zero;
    long count = 0;

    factors_of(p, term, &f);
    rest = f.coefficient;
    add_wave(&w, pool_int(p, 1), FN_COS, zero);
    for (size_t i = 0; i < f.n; i++) {
        const fmpq *q = expr_number(p, f.at[i].exponent);
        bool whole = q && fmpz_is_one(fmpq_denref(q)) && fmpq_sgn(q) > 0 &&
                     fmpz_cmp_ui(fmpq_numref(q), 6) <= 0;

        if (!circular(p, f.at[i].base) || !whole) {
            rest = pool_mul(p, rest, pool_power(p, f.at[i].base, f.at[i].exponent));
            continue;
        }
        for (ulong j = fmpz_get_ui(fmpq_numref(q)); j-- > 0; count++)
            if (count == 6 || !times_wave(p, &w, expr_func(p, f.at[i].base),
                                          expr_arg(p, f.at[i].base, 0)))
                return term;
    }
    if (count < 2)
        return term;
    for (size_t i = 0; i < w.n; i++)
        sum = pool_add(p, sum,
                       pool_mul(p, w.at[i].c, pool_func(p, w.at[i].f, w.at[i].angle)));
    if (expr_kind(p, sum) != EX_ADD)
        return pool_mul(p, rest, sum);
    for (size_t i = 0; i < expr_count(p, sum); i++)
        zero = pool_add(p, zero, pool_mul(p, rest, expr_arg(p, sum, i)));
    return zero;
}

static expr waves_rule(struct pool *p, expr given, expr e)
{
    expr sum = pool_int(p, 0);

    (void)given;
    if (expr_kind(p, e) == EX_MUL || expr_kind(p, e) == EX_POWER)
        return contracted(p, e);
    if (expr_kind(p, e) != EX_ADD)
        return EXPR_NONE;
    for (size_t i = 0; i < expr_count(p, e); i++)
        sum = pool_add(p, sum, contracted(p, expr_arg(p, e, i)));
    return sum;
}

expr contract_angles(struct pool *p, expr given, expr e)
{
    return map_nodes(p, given, e, waves_rule);
}
