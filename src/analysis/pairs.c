/* pairs.c: stationary points in the plane, exactly.
 *
 *   f_x = 2x (x^2 + y^2 - 1),  f_y = y (x^2 + y^2 - 1)
 *
 *   x = 0 and y = 0                    a point
 *   x = 0 and x^2 + y^2 - 1 = 0        two points
 *   x^2 + y^2 - 1 in both              a curve of stationary points
 *
 * Both components are taken in factors; a point is a zero of one of the one and one of the
 * other. If a factor, or the resultant of two polynomials, is free of y, then it gives the
 * values of x; each that is exact is put in, and y found. What remains are pairs of
 * algebraic numbers: balls tell most apart, and interval Newton proves the others. */
#include "analysis/surfaces.h"

#include <math.h>

struct spot { /* a point while it is being found */
    struct real *at[2];
};

struct plane {
    const struct search *s;
    struct surface *out;
    struct realset side[2]; /* the interior asked for */
    size_t count, cap;
    struct spot *spots;
    bool fits; /* so far */
    int depth;
};

static bool has(const struct plane *q, expr g, int i)
{
    return expr_has(q->s->pool, g, q->out->x[i]);
}

static bool is_rational(const struct plane *q, const struct real *r)
{
    return r->exact != EXPR_NONE && expr_number(q->s->pool, r->exact);
}

/* ---- what is found ---------------------------------------------------------------- */

static void leave_open(struct plane *q, const struct real *x, const struct real *y,
                       const char *what)
{
    double lo[2], hi[2];
    const struct real *at[2] = {x, y};

    surface_sides(q->out, lo, hi);
    for (int i = 0; i < 2; i++)
        if (at[i])
            lo[i] = hi[i] = at[i]->approx;
    surface_open(q->s, q->out, lo, hi, what);
}

static void add_spot(struct plane *q, struct real *x, struct real *y)
{
    for (size_t i = 0; i < q->count; i++)
        if (real_compare(q->s, q->spots[i].at[0], x) == 0 &&
            real_compare(q->s, q->spots[i].at[1], y) == 0)
            return;
    if (q->count == q->cap) {
        size_t cap = q->cap ? 2 * q->cap : 8;

        q->spots =
            arena_grow(pool_arena(q->s->pool), q->spots, q->count, cap, sizeof *q->spots);
        q->cap = cap;
    }
    q->spots[q->count++] = (struct spot){{x, y}};
}

/* All zeros of g in the one variable i inside the box; false, and open, if some may lack. */
static bool zeros(struct plane *q, expr g, int i, struct roots *r)
{
    certify_roots(q->s, g, q->out->x[i], &q->side[i], r);
    if (r->complete && !r->plateau_count && !r->open_count)
        return true;
    q->fits = false;
    return false;
}

/* ---- curves ------------------------------------------------------------------------ */

static void solve_system(struct plane *q, expr g, expr h);

static bool is_definite(const struct pool *p, expr g)
{
    return expr_nonnegative(p, g);
}

/* g has no value below 0, so it is stationary where it is 0: points, as g has no factor
 * twice. */
static void isolated_zeros(struct plane *q, expr g)
{
    const struct search *s = q->s;
    struct plane inner = *q;
    struct formula f = {g, pool_true(s->pool)}, dg[2];
    struct diag d;

    inner.count = inner.cap = 0;
    inner.spots = NULL;
    inner.depth++;
    if (algebra_gradient(s->pool, &f, q->out->x, 2, dg, &d) != ST_OK)
        return;
    solve_system(&inner, dg[0].body, dg[1].body);
    q->fits = inner.fits;
    for (size_t i = 0; i < inner.count; i++) {
        struct real **at = inner.spots[i].at;
        expr there = at[0]->exact != EXPR_NONE
                         ? pool_put(s->pool, g, q->out->x[0], at[0]->exact)
                         : EXPR_NONE;
        int sign = there == EXPR_NONE ? SIGN_UNKNOWN
                                      : real_sign_of(s, there, q->out->x[1], at[1]);

        if (sign == 0)
            add_spot(q, at[0], at[1]);
        else if (sign == SIGN_UNKNOWN)
            leave_open(q, at[0], at[1], "roots");
    }
}

/* Where g is 0, the whole gradient is. */
static void add_curve(struct plane *q, expr g)
{
    enum { DEEPEST = 3 };
    struct surface *out = q->out;
    struct pool *p = q->s->pool;
    struct roots r;

    for (int i = 0; i < 2; i++)
        if (!has(q, g, i) && has(q, g, 1 - i) && zeros(q, g, 1 - i, &r) && !r.count)
            return;
    if (q->depth < DEEPEST && (is_definite(p, g) || is_definite(p, pool_neg(p, g)))) {
        isolated_zeros(q, g);
        return;
    }
    for (size_t i = 0; i < out->curve_count; i++)
        if (out->curves[i] == g)
            return;
    if (out->curve_count == out->curve_cap) {
        size_t cap = out->curve_cap ? 2 * out->curve_cap : 4;

        out->curves = arena_grow(pool_arena(p), out->curves, out->curve_count, cap,
                                 sizeof *out->curves);
        out->curve_cap = cap;
    }
    out->curves[out->curve_count++] = g;
    leave_open(q, NULL, NULL, "curve");
}

/* ---- one coordinate known ------------------------------------------------------------ */

/* The points with x[i] = at, which is exact: g and h are 0 there, in the other variable. */
static void lift(struct plane *q, struct real *at, int i, expr g, expr h)
{
    const struct search *s = q->s;
    int k = 1 - i;
    struct real *line[2] = {NULL, NULL};
    struct roots r;

    line[i] = at;
    g = pool_put(s->pool, g, q->out->x[i], at->exact);
    h = pool_put(s->pool, h, q->out->x[i], at->exact);
    if (!has(q, g, k)) { /* the one with the other variable in it leads */
        expr t = g;

        g = h;
        h = t;
    }
    if (!has(q, g, k)) {
        int a = constant_sign(s->pool, g), b = constant_sign(s->pool, h);

        if (a == 0 && b == 0)
            add_curve(q, pool_sub(s->pool, q->out->x[i], at->exact));
        else if ((a == 0 || a == SIGN_UNKNOWN) && (b == 0 || b == SIGN_UNKNOWN))
            leave_open(q, line[0], line[1], "roots");
        return;
    }
    if (!zeros(q, g, k, &r))
        return;
    for (size_t n = 0; n < r.count; n++) {
        int sign = real_sign_of(s, h, q->out->x[k], r.at[n].x);

        line[k] = r.at[n].x;
        if (sign == 0)
            add_spot(q, line[0], line[1]);
        else if (sign == SIGN_UNKNOWN)
            leave_open(q, line[0], line[1], "roots");
    }
}

/* ---- two algebraic numbers -------------------------------------------------------------- */

/* g, h and their four slopes. */
static struct tape *slopes_tape(struct plane *q, expr g, expr h)
{
    const expr *x = q->out->x;
    struct pool *p = q->s->pool;
    struct formula f[2] = {{g, pool_true(p)}, {h, pool_true(p)}}, df[4];
    expr out[6] = {g, h};
    struct tape *t;
    struct diag d;

    for (int i = 0; i < 2; i++)
        if (algebra_gradient(p, &f[i], x, 2, df + 2L * i, &d) != ST_OK)
            return NULL;
    for (int i = 0; i < 4; i++)
        out[2 + i] = df[i].body;
    return tape_compile(pool_arena(p), p, out, 6, x, 2, &t, &d) == ST_OK ? t : NULL;
}

static bool has_zero(const struct tape *t, arb_srcptr X, slong bits,
                     struct tape_balls *work)
{
    arb_ptr K = _arb_vec_init(2);
    bool yes = newton_balls(t, 2, X, K, bits, work) && arb_contains_interior(X, K) &&
               arb_contains_interior(X + 1, K + 1);

    _arb_vec_clear(K, 2);
    return yes;
}

/* Is no other number of the list in the ball? */
static bool alone(struct plane *q, const struct roots *r, size_t n, const arb_t ball)
{
    arb_t other;
    bool yes = true;

    arb_init(other);
    for (size_t i = 0; i < r->count && yes; i++) {
        ball_of_real(q->s, r->at[i].x, other, 128);
        yes = i == n || !arb_overlaps(other, ball);
    }
    arb_clear(other);
    return yes;
}

/* Both are 0 at two exact numbers. */
static bool vanish(struct plane *q, struct real *const *at, expr g, expr h)
{
    struct pool *p = q->s->pool;

    for (int i = 0; i < 2; i++) {
        if (at[i]->exact == EXPR_NONE)
            return false;
        g = pool_put(p, g, q->out->x[i], at[i]->exact);
        h = pool_put(p, h, q->out->x[i], at[i]->exact);
    }
    return constant_sign(p, g) == 0 && constant_sign(p, h) == 0;
}

/* A zero of g and h can only be at a pair of numbers of the lists: is it at this one? */
static enum truth meets(struct plane *q, const struct tape *t, struct tape_balls *work,
                        const struct roots *r, size_t a, size_t b, expr g, expr h)
{
    struct real *at_real[2] = {r[0].at[a].x, r[1].at[b].x};
    arb_ptr X = _arb_vec_init(2), v = _arb_vec_init(6);
    const size_t at[2] = {a, b};
    enum truth found = TRUTH_UNKNOWN;

    for (slong bits = 64; bits <= 1024 && found == TRUTH_UNKNOWN; bits *= 4) {
        bool apart = true;

        budget_spend(q->s->budget, 10 + (uint64_t)t->count);
        for (int i = 0; i < 2; i++)
            ball_of_real(q->s, r[i].at[at[i]].x, X + i, bits);
        tape_ball(t, X, v, bits + 64, work);
        if ((arb_is_finite(v) && arb_is_nonzero(v)) ||
            (arb_is_finite(v + 1) && arb_is_nonzero(v + 1)))
            found = TRUTH_NO;
        for (int i = 0; i < 2; i++) {
            arb_add_error_2exp_si(X + i, -bits / 2);
            apart = apart && alone(q, &r[i], at[i], X + i);
        }
        if (found == TRUTH_UNKNOWN && apart && has_zero(t, X, bits + 64, work))
            found = TRUTH_YES;
    }
    _arb_vec_clear(v, 6);
    _arb_vec_clear(X, 2);
    if (found == TRUTH_UNKNOWN && vanish(q, at_real, g, h))
        return TRUTH_YES;
    return found;
}

static void meet_algebraic(struct plane *q, expr g, expr h, const struct roots *r)
{
    struct tape *t = slopes_tape(q, g, h);
    struct tape_balls *work = t ? tape_balls_new(pool_arena(q->s->pool), t) : NULL;

    if (!t) {
        q->fits = false;
        return;
    }
    for (size_t a = 0; a < r[0].count; a++)
        for (size_t b = 0; b < r[1].count; b++) {
            struct real *x = r[0].at[a].x, *y = r[1].at[b].x;

            if (is_rational(q, x) || is_rational(q, y))
                continue;
            switch (meets(q, t, work, r, a, b, g, h)) {
            case TRUTH_YES: add_spot(q, x, y); break;
            case TRUTH_NO: break;
            case TRUTH_UNKNOWN: leave_open(q, x, y, "roots"); break;
            }
        }
}

/* ---- two factors -------------------------------------------------------------------- */

static void lift_rational(struct plane *q, const struct roots *r, int i, expr g, expr h)
{
    for (size_t n = 0; n < r->count; n++)
        if (is_rational(q, r->at[n].x))
            lift(q, r->at[n].x, i, g, h);
}

/* Two polynomials without a common factor: one resultant for each variable. False: they are
 * none, or too large. */
static bool eliminate(struct plane *q, expr g, expr h)
{
    struct pool *p = q->s->pool;
    const expr *x = q->out->x;
    struct roots r[2];
    expr u[2];

    if (!algebra_resultant(p, g, h, x[0], x[1], &u[0]) ||
        !algebra_resultant(p, g, h, x[1], x[0], &u[1]))
        return false;
    for (int i = 0; i < 2; i++) {
        if (!has(q, u[i], i))
            return constant_sign(p, u[i]) != 0; /* nowhere 0 */
        if (!zeros(q, u[i], i, &r[i]))
            return false;
    }
    for (int i = 0; i < 2; i++)
        lift_rational(q, &r[i], i, g, h);
    meet_algebraic(q, g, h, r);
    return true;
}

/* g is free of the variable 1 - i, h is not. */
static bool solve_triangle(struct plane *q, expr g, expr h, int i)
{
    struct roots r, other;

    if (!zeros(q, g, i, &r))
        return false;
    if (!has(q, h, i)) {
        if (!zeros(q, h, 1 - i, &other))
            return false;
        for (size_t a = 0; a < r.count; a++)
            for (size_t b = 0; b < other.count; b++)
                add_spot(q, i ? other.at[b].x : r.at[a].x, i ? r.at[a].x : other.at[b].x);
        return true;
    }
    for (size_t n = 0; n < r.count; n++)
        if (!is_rational(q, r.at[n].x) && eliminate(q, g, h))
            return true;
    for (size_t n = 0; n < r.count; n++) {
        if (r.at[n].x->exact == EXPR_NONE)
            return false;
        lift(q, r.at[n].x, i, g, h);
    }
    return true;
}

/* Both are free of the variable 1 - i: whole lines, or nothing. */
static void solve_parallel(struct plane *q, expr g, expr h, int i)
{
    struct roots r;

    if (!zeros(q, g, i, &r))
        return;
    for (size_t n = 0; n < r.count; n++) {
        int sign = real_sign_of(q->s, h, q->out->x[i], r.at[n].x);

        if (sign == 0)
            add_curve(q, g);
        else if (sign == SIGN_UNKNOWN)
            q->fits = false;
    }
}

static void solve_pair(struct plane *q, expr g, expr h)
{
    if (g == h || g == pool_neg(q->s->pool, h)) {
        add_curve(q, g);
        return;
    }
    for (int i = 0; i < 2; i++)
        if (!has(q, g, 1 - i) && !has(q, h, 1 - i)) {
            solve_parallel(q, g, h, i);
            return;
        }
    for (int i = 0; i < 2; i++) {
        bool first = !has(q, g, 1 - i);

        if (first || !has(q, h, 1 - i)) {
            q->fits = solve_triangle(q, first ? g : h, first ? h : g, i) && q->fits;
            return;
        }
    }
    q->fits = eliminate(q, g, h) && q->fits;
}

/* ---- the gradient ------------------------------------------------------------------- */

/* A factor without a zero needs no partner. */
static bool is_nowhere_zero(struct pool *p, expr g)
{
    return expr_positive(p, g) || expr_positive(p, pool_neg(p, g)) ||
           (expr_closed(p, g) && constant_sign(p, g) != 0);
}

struct factor_list {
    expr *at;
    size_t n, cap;
    bool known; /* all of them */
};

static void add_factor(struct plane *q, struct factor_list *list, expr g)
{
    struct pool *p = q->s->pool;

    if (is_nowhere_zero(p, g))
        return;
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 8;

        list->at = arena_grow(pool_arena(p), list->at, list->n, cap, sizeof *list->at);
        list->cap = cap;
    }
    list->at[list->n++] = g;
}

/* Those of one factor of a product: of a power its base, if that can make it 0. */
static void add_part(struct plane *q, struct factor_list *list, expr part)
{
    struct pool *p = q->s->pool;
    const fmpq *exponent = NULL;
    expr *all;
    size_t n;

    if (expr_kind(p, part) == EX_POWER &&
        (exponent = expr_number(p, expr_arg(p, part, 1)))) {
        if (fmpq_sgn(exponent) < 0)
            return;
        part = expr_arg(p, part, 0);
    }
    if (is_nowhere_zero(p, part))
        return;
    all = algebra_numerator_factors(p, part, &n);
    list->known = list->known && all;
    for (size_t i = 0; i < n; i++)
        add_factor(q, list, all[i]);
}

/* The factors of g that may be 0. */
static struct factor_list factors(struct plane *q, expr g)
{
    struct pool *p = q->s->pool;
    struct factor_list list = {.known = true};
    expr account = pool_take_demands(p);

    g = algebra_common(p, g);
    pool_swap_demands(p, account);
    if (expr_kind(p, g) != EX_MUL)
        add_part(q, &list, g);
    for (size_t i = 0; expr_kind(p, g) == EX_MUL && i < expr_count(p, g); i++)
        add_part(q, &list, expr_arg(p, g, i));
    return list;
}

static void solve_system(struct plane *q, expr g, expr h)
{
    struct pool *p = q->s->pool;
    bool flat = expr_is_int(p, g, 0), level = expr_is_int(p, h, 0);
    struct factor_list a = {.known = true}, b = a;

    if (!flat)
        a = factors(q, g);
    if (!level)
        b = factors(q, h);
    if (!a.known || !b.known || (flat && level)) {
        q->fits = false;
        return;
    }
    for (size_t i = 0; flat && i < b.n; i++)
        add_curve(q, b.at[i]);
    for (size_t i = 0; level && i < a.n; i++)
        add_curve(q, a.at[i]);
    for (size_t i = 0; i < a.n && q->fits; i++)
        for (size_t k = 0; k < b.n && q->fits; k++)
            solve_pair(q, a.at[i], b.at[k]);
}

/* ---- points of the answer ---------------------------------------------------------- */

/* Does the condition hold at the spot? */
static enum truth holds(struct plane *q, expr condition, const struct spot *spot)
{
    struct pool *p = q->s->pool;

    for (int i = 0; i < 2; i++)
        if (spot->at[i]->exact != EXPR_NONE)
            condition = pool_put(p, condition, q->out->x[i], spot->at[i]->exact);
    if (condition == pool_true(p))
        return TRUTH_YES;
    if (condition == pool_false(p))
        return TRUTH_NO;
    for (int i = 0; i < 2; i++)
        if (!has(q, condition, i) && has(q, condition, 1 - i))
            return real_satisfies(q->s, condition, q->out->x[1 - i], spot->at[1 - i]);
    return expr_closed(p, condition) ? constant_truth(p, condition) : TRUTH_UNKNOWN;
}

static void take(struct plane *q, const struct spot *spot)
{
    struct stationary *point = surface_point(q->s, q->out);

    for (int i = 0; i < 2; i++) {
        struct real *r = spot->at[i];

        real_refine(q->s, r, 240);
        point->x[i].exact = r->exact;
        point->x[i].approx = r->approx;
        ival_set(&point->x[i].at, &r->at);
    }
}

/* The points of a curve are not listed one by one. */
static bool on_curve(struct plane *q, const struct spot *spot)
{
    for (size_t i = 0; i < q->out->curve_count; i++)
        if (vanish(q, spot->at, q->out->curves[i], q->out->curves[i]))
            return true;
    return false;
}

static void take_all(struct plane *q)
{
    struct pool *p = q->s->pool;
    const struct formula *df = q->out->df;
    expr condition = pool_and(p, q->out->f.where, pool_domain(p, q->out->f.body));

    for (int i = 0; i < 2; i++)
        condition =
            pool_and(p, condition, pool_and(p, df[i].where, pool_domain(p, df[i].body)));
    for (size_t i = 0; i < q->count; i++)
        switch (on_curve(q, &q->spots[i]) ? TRUTH_NO
                                          : holds(q, condition, &q->spots[i])) {
        case TRUTH_YES: take(q, &q->spots[i]); break;
        case TRUTH_NO: break;
        case TRUTH_UNKNOWN:
            leave_open(q, q->spots[i].at[0], q->spots[i].at[1], "roots");
            break;
        }
}

bool surface_exactly(const struct search *s, struct surface *out)
{
    struct plane q = {.s = s, .out = out, .fits = true};

    if (out->n != 2)
        return false;
    for (int i = 0; i < 2; i++) {
        struct piece_of_line side = out->on[i];

        side.lo_open = side.hi_open = true;
        q.side[i] = realset_empty(s);
        realset_add(s, &q.side[i], side);
    }
    solve_system(&q, out->df[0].body, out->df[1].body);
    if (!q.fits || s->budget->over) {
        out->open_count = out->curve_count = 0;
        out->complete = true;
        return false;
    }
    take_all(&q);
    return true;
}
