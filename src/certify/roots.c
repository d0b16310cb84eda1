/* roots.c: all zeros of a function on a set: the routes, tried from the exact to the rough.
 *
 *   product          zeros of the factors
 *   f(u)             f(u) = 0 solved for u, where f has an inverse
 *   sum              common factors out; polynomial over Q, exactly; c f(u) = d inverted;
 *                    one period of a periodic one; else subdivision
 */
#include "certify/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists ------------------------------------------------------------------- */

void roots_clear(struct roots *r)
{
    memset(r, 0, sizeof *r);
    r->complete = true;
}

static void *grown(const struct search *s, void *old, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return old;
    *cap = *cap ? 2 * *cap : 8;
    return arena_grow(pool_arena(s->pool), old, n, *cap, size);
}

static void add_again(struct root *known, struct real *x, unsigned multiplicity)
{
    if (known->multiplicity && multiplicity)
        known->multiplicity += multiplicity;
    else
        known->multiplicity = 0;
    if (known->x->exact == EXPR_NONE)
        known->x = x;
}

/* Where x stands among the roots, or has to: they increase. *known: it is there. Where a
 * comparison is not settled, it may be any of them. */
static size_t place_of(const struct search *s, const struct roots *r, struct real *x,
                       bool *known)
{
    size_t from = 0, to = r->count;

    *known = true;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = real_compare(s, x, r->at[middle].x);

        if (order == 0)
            return middle;
        if (order == -1)
            to = middle;
        else if (order == 1)
            from = middle + 1;
        else
            break;
    }
    for (size_t i = 0; i < r->count && from < to; i++)
        if (real_compare(s, r->at[i].x, x) == 0)
            return i;
    *known = false;
    return from;
}

void roots_add(const struct search *s, struct roots *r, struct real *x,
               unsigned multiplicity)
{
    bool known;
    size_t at = place_of(s, r, x, &known);

    if (known) {
        add_again(&r->at[at], x, multiplicity);
        return;
    }
    r->at = grown(s, r->at, r->count, &r->cap, sizeof *r->at);
    memmove(r->at + at + 1, r->at + at, (r->count - at) * sizeof *r->at);
    r->at[at] = (struct root){x, multiplicity};
    r->count++;
}

void roots_add_open(const struct search *s, struct roots *r, double from, double to)
{
    struct open_cell *last = r->open_count ? &r->open[r->open_count - 1] : NULL;

    r->complete = false;
    if (last && last->to == from) { /* neighbours become one cell */
        last->to = to;
        return;
    }
    r->open = grown(s, r->open, r->open_count, &r->open_cap, sizeof *r->open);
    r->open[r->open_count++] = (struct open_cell){from, to};
}

void roots_add_plateau(const struct search *s, struct roots *r,
                       struct piece_of_line piece)
{
    r->plateaus =
        grown(s, r->plateaus, r->plateau_count, &r->plateau_cap, sizeof *r->plateaus);
    r->plateaus[r->plateau_count++] = piece;
}

/* Everything of one list joins another. */
static void take_all(const struct search *s, const struct roots *from, struct roots *to)
{
    for (size_t i = 0; i < from->count; i++)
        roots_add(s, to, from->at[i].x, from->at[i].multiplicity);
    for (size_t i = 0; i < from->plateau_count; i++)
        roots_add_plateau(s, to, from->plateaus[i]);
    for (size_t i = 0; i < from->open_count; i++)
        roots_add_open(s, to, from->open[i].from, from->open[i].to);
    to->complete = to->complete && from->complete;
}

static void sort_roots(const struct search *s, struct roots *r)
{
    for (size_t i = 1; i < r->count; i++)
        for (size_t j = i; j > 0 && real_compare(s, r->at[j].x, r->at[j - 1].x) == -1;
             j--) {
            struct root t = r->at[j];

            r->at[j] = r->at[j - 1];
            r->at[j - 1] = t;
        }
}

/* ---- pieces ------------------------------------------------------------------ */

/* The first node in a sum whose value is given case by case: |u|, sign u, min, max, if.
 * condition, and what stands for the node where it holds and where it does not. */
struct split {
    expr node, condition, then, otherwise;
};

static bool split_node(struct pool *p, expr e, struct split *out)
{
    expr u = expr_kind(p, e) == EX_NUMBER || !expr_count(p, e) ? EXPR_NONE
                                                               : expr_arg(p, e, 0),
         v;

    out->node = e;
    if (expr_is_func(p, e, FN_ABS)) {
        out->condition = pool_relation(p, REL_GE, u);
        out->then = u;
        out->otherwise = pool_neg(p, u);
    } else if (expr_is_func(p, e, FN_SIGN)) {
        out->condition = pool_relation(p, REL_GT, u);
        out->then = pool_int(p, 1);
        out->otherwise =
            pool_piece(p, pool_relation(p, REL_EQ, u), pool_int(p, 0), pool_int(p, -1));
    } else if (expr_kind(p, e) == EX_PIECE) {
        out->condition = u;
        out->then = expr_arg(p, e, 1);
        out->otherwise = expr_arg(p, e, 2);
    } else if ((expr_kind(p, e) == EX_MIN || expr_kind(p, e) == EX_MAX) &&
               expr_count(p, e) == 2) {
        v = expr_arg(p, e, 1);
        out->condition = pool_relation(
            p, REL_GE, expr_kind(p, e) == EX_MAX ? pool_sub(p, u, v) : pool_sub(p, v, u));
        out->then = u;
        out->otherwise = v;
    } else {
        return false;
    }
    return true;
}

static bool find_split(struct pool *p, expr g, expr x, struct split *out)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, g, &n, scratch);
    bool found = false;

    for (size_t i = 0; i < n && !found; i++)
        found = expr_has(p, below[i], x) && split_node(p, below[i], out);
    arena_free(scratch);
    return found;
}

static void filter_into(const struct search *s, const struct roots *found,
                        const struct realset *set, struct roots *r);

/* Each case on the set where it applies. */
static bool zeros_by_case(const struct search *s, expr g, expr x,
                          const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    expr account = pool_take_demands(p);
    struct split split = {EXPR_NONE, EXPR_NONE, EXPR_NONE, EXPR_NONE};
    bool found = find_split(p, g, x, &split);

    for (int holds = 1; found && holds >= 0; holds--) {
        expr condition = holds ? split.condition : pool_not(p, split.condition);
        expr part =
            pool_substitute(p, g, split.node, holds ? split.then : split.otherwise);
        struct realset where = certify_where(s, condition, x, on);
        struct roots zeros;

        roots_clear(&zeros);
        find_zeros(s, part, x, &where, &zeros);
        filter_into(s, &zeros, &where, r);
        r->complete = r->complete && where.complete;
    }
    pool_swap_demands(p, account);
    return found;
}

/* ---- routes ------------------------------------------------------------------ */

static void whole_set(const struct search *s, const struct realset *on, struct roots *r)
{
    for (size_t i = 0; i < on->count; i++) {
        if (real_compare(s, on->pieces[i].lo, on->pieces[i].hi) == 0)
            roots_add(s, r, on->pieces[i].lo, 0);
        else
            roots_add_plateau(s, r, on->pieces[i]);
    }
}

static void leave_open(const struct search *s, const struct realset *on, struct roots *r)
{
    for (size_t i = 0; i < on->count; i++)
        roots_add_open(s, r, on->pieces[i].lo->approx, on->pieces[i].hi->approx);
}

static void zeros_of_closed(const struct search *s, expr g, const struct realset *on,
                            struct roots *r)
{
    switch (constant_sign(s->pool, g)) {
    case 0: whole_set(s, on, r); return;
    case SIGN_UNKNOWN: leave_open(s, on, r); return;
    default: return;
    }
}

static void zeros_by_subdivision(const struct search *s, expr g, expr x,
                                 const struct realset *on, struct roots *r)
{
    for (size_t i = 0; i < on->count; i++) {
        if (real_compare(s, on->pieces[i].lo, on->pieces[i].hi) == 0) {
            int sign = real_sign_of(s, g, x, on->pieces[i].lo);

            if (sign == 0)
                roots_add(s, r, on->pieces[i].lo, 0);
            else if (sign == SIGN_UNKNOWN)
                roots_add_open(s, r, on->pieces[i].lo->approx, on->pieces[i].lo->approx);
        } else {
            subdivide(s, g, x, &on->pieces[i], r);
        }
    }
}

/* c + k f(u) = 0, or c + k u^q = 0: solved for u. */
static bool zeros_by_inverse(const struct search *s, expr g, expr x,
                             const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;
    expr rest = EXPR_NONE, constant = pool_int(p, 0), c, k,
         account = pool_take_demands(p);
    bool ok = true;

    for (size_t i = 0; i < expr_count(p, g); i++) {
        expr term = expr_arg(p, g, i);

        if (!expr_has(p, term, x))
            constant = pool_add(p, constant, term);
        else if (rest == EXPR_NONE)
            rest = term;
        else
            ok = false;
    }
    if (ok && rest != EXPR_NONE) {
        expr factor = pool_int(p, 1);

        expr_split(p, rest, &k, &c);
        if (expr_kind(p, c) == EX_MUL) { /* closed factors such as sqrt(2), pi */
            expr open = pool_int(p, 1);

            for (size_t i = 0; i < expr_count(p, c); i++)
                if (expr_closed(p, expr_arg(p, c, i)))
                    factor = pool_mul(p, factor, expr_arg(p, c, i));
                else
                    open = pool_mul(p, open, expr_arg(p, c, i));
            c = open;
        }
        factor = pool_mul(p, factor, k);
        constant = pool_neg(p, pool_div(p, constant, factor));
        ok = (expr_kind(p, c) == EX_FUNC || expr_kind(p, c) == EX_POWER) &&
             solve_kernel_is(s, c, constant, x, on, r);
    } else {
        ok = false;
    }
    pool_swap_demands(p, account);
    return ok;
}

/* a x + b with closed a and b that are no rationals. */
static bool zeros_of_linear(const struct search *s, expr g, expr x, struct roots *r)
{
    struct pool *p = s->pool;
    expr a, b;
    int sign;

    if (!algebra_linear(p, g, x, &a, &b) || !expr_closed(p, a) || !expr_closed(p, b))
        return false;
    sign = constant_sign(p, a);
    if (sign != 1 && sign != -1)
        return false;
    roots_add(s, r, real_exact(s, pool_neg(p, pool_div(p, b, a))), 1);
    return true;
}

static bool bounded(const struct realset *on)
{
    for (size_t i = 0; i < on->count; i++)
        if (on->pieces[i].lo->infinite || on->pieces[i].hi->infinite)
            return false;
    return true;
}

/* The zeros of u, each counted `times` as often; 0: not counted. */
static void zeros_times(const struct search *s, expr u, expr x, const struct realset *on,
                        unsigned times, struct roots *r)
{
    struct roots inner;

    roots_clear(&inner);
    find_zeros(s, u, x, on, &inner);
    for (size_t i = 0; i < inner.count; i++)
        inner.at[i].multiplicity *= times;
    take_all(s, &inner, r);
}

static bool is_exponential(struct pool *p, expr e)
{
    static const enum func_id all[] = {FN_SINH, FN_COSH, FN_TANH, FN_SIGMOID,
                                       FN_SOFTPLUS};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (expr_is_func(p, e, all[i]))
            return true;
    return false;
}

/* g with sinh, tanh, sigmoid and their like written in exponentials, outer ones first. */
static expr in_exponentials(struct pool *p, expr g)
{
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, g, &n, scratch), out = g;

    while (n-- > 0)
        if (is_exponential(p, below[n]))
            out = pool_substitute(p, out, below[n],
                                  pool_rule(p, expr_func(p, below[n]), RULE_REWRITE,
                                            expr_arg(p, below[n], 0)));
    arena_free(scratch);
    return out;
}

/* Those exponentials may be powers of one of them. */
static bool zeros_by_exponentials(const struct search *s, expr g, expr x,
                                  const struct realset *on, struct roots *r)
{
    expr account = pool_take_demands(s->pool), out = in_exponentials(s->pool, g);
    bool ok = out != g && solve_kernel(s, out, x, on, r);

    pool_swap_demands(s->pool, account);
    return ok;
}

/* Fractions above one bar, and that in factors: towards infinity each may say more of its sign
 * than their sum, where terms cancel. A sixteenth of the work is for that; true if it was
 * enough. */
static bool zeros_by_numerator(const struct search *s, expr g, expr x,
                               const struct realset *on, struct roots *r)
{
    expr account = pool_take_demands(s->pool);
    struct budget part;
    struct roots all;
    size_t n = 0;
    expr *factors = NULL;

    if (!bounded(on))
        factors = algebra_numerator_factors(s->pool, in_exponentials(s->pool, g), &n);
    pool_swap_demands(s->pool, account);
    if (!n || (n == 1 && factors[0] == g))
        return false;
    part = *s->budget;
    part.work /= 16;
    roots_clear(&all);
    for (size_t i = 0; i < n && all.complete; i++)
        zeros_times(&(struct search){s->pool, &part}, factors[i], x, on, 0, &all);
    budget_spend(s->budget, s->budget->work / 16 - part.work);
    if (!all.complete || part.over)
        return false;
    take_all(s, &all, r);
    return true;
}

/* One factor, solved for its only function of x. */
static bool zeros_of_factor(const struct search *s, expr g, expr x,
                            const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;

    if (expr_kind(p, g) == EX_ADD)
        return zeros_by_inverse(s, g, x, on, r) || solve_kernel(s, g, x, on, r);
    return expr_kind(p, g) == EX_FUNC &&
           solve_function(s, expr_func(p, g), expr_arg(p, g, 0), pool_int(p, 0), x, on,
                          r);
}

/* Sines of multiples of an angle by those of the angle, where each factor of that can be
 * solved. */
static bool zeros_by_angles(const struct search *s, expr g, expr x,
                            const struct realset *on, struct roots *r)
{
    expr account = pool_take_demands(s->pool), apart = algebra_angles_apart(s->pool, g);
    bool solved = false;

    for (int in_cosines = 0; in_cosines < 2 && !solved; in_cosines++) {
        struct roots all;
        size_t n = 0;
        expr *factors = algebra_wave_factors(s->pool, apart, in_cosines, &n);

        roots_clear(&all);
        solved = n > 0;
        for (size_t i = 0; i < n && solved; i++)
            solved = zeros_of_factor(s, factors[i], x, on, &all);
        for (size_t i = 0; i < all.count; i++)
            all.at[i].multiplicity = 0;
        if (solved)
            take_all(s, &all, r);
    }
    pool_swap_demands(s->pool, account);
    return solved;
}

/* c + k u^q, where u is more than x: solved for u before anything is multiplied out. */
static bool is_shifted_power(struct pool *p, expr g, expr x)
{
    expr c, rest;

    if (expr_count(p, g) != 2 || !expr_closed(p, expr_arg(p, g, 0)))
        return false;
    expr_split(p, expr_arg(p, g, 1), &c, &rest);
    return expr_kind(p, rest) == EX_POWER && expr_arg(p, rest, 0) != x;
}

static void zeros_of_sum(const struct search *s, expr g, expr x, const struct realset *on,
                         struct roots *r)
{
    expr account = pool_take_demands(s->pool), common = algebra_common(s->pool, g);

    pool_swap_demands(s->pool, account);
    if ((is_shifted_power(s->pool, g, x) && zeros_by_inverse(s, g, x, on, r)) ||
        polynomial_roots(s, g, x, r))
        return;
    if (common != g && expr_kind(s->pool, common) != EX_ADD)
        find_zeros(s, common, x, on, r);
    else if (!zeros_of_linear(s, g, x, r) && !zeros_by_inverse(s, g, x, on, r) &&
             !solve_kernel(s, g, x, on, r) && !zeros_by_angles(s, g, x, on, r) &&
             !zeros_by_exponentials(s, g, x, on, r) && !zeros_by_case(s, g, x, on, r) &&
             !zeros_by_numerator(s, g, x, on, r))
        zeros_by_subdivision(s, g, x, on, r);
}

static void zeros_of_function(const struct search *s, expr g, expr x,
                              const struct realset *on, struct roots *r)
{
    enum func_id f = expr_func(s->pool, g);
    expr u = expr_arg(s->pool, g, 0);

    if (func_row(f)->nonzero)
        return;
    if (f == FN_SIGN || f == FN_ABS)
        zeros_times(s, u, x, on, 0, r);
    else if (f == FN_ACOS || f == FN_ACOSH) /* like a square root at their zero */
        zeros_times(s, pool_sub(s->pool, u, pool_int(s->pool, 1)), x, on, 0, r);
    else if (f == FN_ERF)
        find_zeros(s, u, x, on, r);
    else if (func_row(f)->period && !bounded(on))
        leave_open(s, on, r); /* without end */
    else if (!solve_function(s, f == FN_COT ? FN_COS : f, u, pool_int(s->pool, 0), x, on,
                             r))
        zeros_by_subdivision(s, g, x, on, r);
}

/* u^q = 0 only where u = 0, and only for q > 0; u^v needs u = 0 as well. */
static void zeros_of_power(const struct search *s, expr g, expr x,
                           const struct realset *on, struct roots *r)
{
    const fmpq *q = expr_number(s->pool, expr_arg(s->pool, g, 1));
    unsigned times =
        0; /* a root of u is one of u^n n times; for other exponents, not said */

    if (q && fmpz_is_one(fmpq_denref(q)) && fmpz_cmp_ui(fmpq_numref(q), 1000000) < 0)
        times = (unsigned)fmpz_get_ui(fmpq_numref(q));
    if (!q || fmpq_sgn(q) > 0)
        zeros_times(s, expr_arg(s->pool, g, 0), x, on, times, r);
}

static void zeros_by_kind(const struct search *s, expr g, expr x,
                          const struct realset *on, struct roots *r)
{
    struct pool *p = s->pool;

    if (!expr_has(p, g, x)) {
        zeros_of_closed(s, g, on, r);
        return;
    }
    switch (expr_kind(p, g)) {
    case EX_SYMBOL: roots_add(s, r, real_exact(s, pool_int(p, 0)), 1); return;
    case EX_MUL:
        for (size_t i = 0; i < expr_count(p, g); i++)
            if (!expr_number(p, expr_arg(p, g, i)))
                find_zeros(s, expr_arg(p, g, i), x, on, r);
        return;
    case EX_POWER: zeros_of_power(s, g, x, on, r); return;
    case EX_FUNC: zeros_of_function(s, g, x, on, r); return;
    case EX_ADD: zeros_of_sum(s, g, x, on, r); return;
    default:
        if (!zeros_by_case(s, g, x, on, r))
            zeros_by_subdivision(s, g, x, on, r);
        return;
    }
}

void find_zeros(const struct search *s, expr g, expr x, const struct realset *on,
                struct roots *r)
{
    enum { DEEPEST = 100 };

    if (!on->count)
        return;
    if (s->budget->nesting >= DEEPEST) {
        leave_open(s, on, r);
        return;
    }
    s->budget->nesting++;
    zeros_by_kind(s, g, x, on, r);
    s->budget->nesting--;
}

/* ---- the public call ----------------------------------------------------------- */

/* Keeps what lies in the set. */
static void filter_into(const struct search *s, const struct roots *found,
                        const struct realset *set, struct roots *r)
{
    struct roots rest;

    for (size_t i = 0; i < found->count; i++)
        switch (realset_contains(s, set, found->at[i].x)) {
        case TRUTH_YES: roots_add(s, r, found->at[i].x, found->at[i].multiplicity); break;
        case TRUTH_NO: break;
        case TRUTH_UNKNOWN:
            roots_add_open(s, r, found->at[i].x->approx, found->at[i].x->approx);
            break;
        }
    rest = *found;
    rest.count = 0;
    take_all(s, &rest, r);
}

/* A zero of a factor counts only where the whole product has a value. */
static void drop_undefined(const struct search *s, expr g, expr x, struct roots *r)
{
    expr domain = pool_domain(s->pool, g);
    size_t out = 0;

    if (domain == pool_true(s->pool))
        return;
    for (size_t i = 0; i < r->count; i++) {
        enum truth defined = real_satisfies(s, domain, x, r->at[i].x);

        if (defined == TRUTH_UNKNOWN)
            roots_add_open(s, r, r->at[i].x->approx, r->at[i].x->approx);
        else if (defined == TRUTH_YES)
            r->at[out++] = r->at[i];
    }
    r->count = out;
}

void certify_roots(const struct search *s, expr g, expr x, const struct realset *on,
                   struct roots *out)
{
    struct roots found;

    roots_clear(out);
    roots_clear(&found);
    find_zeros(s, g, x, on, &found);
    filter_into(s, &found, on, out);
    drop_undefined(s, g, x, out);
    out->complete = out->complete && on->complete && !s->budget->over;
    sort_roots(s, out);
}
