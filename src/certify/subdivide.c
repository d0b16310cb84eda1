/* subdivide.c: all zeros of g on an interval by cutting it up.
 *
 * A cell is dropped when the range of g excludes 0. Where g is continuous and g' keeps a
 * strict sign, g has at most one zero, and the signs at the ends tell (Rolle, used
 * backwards). A zero that g only touches, or that sits on a cut, is guessed as a simple
 * number, proved, and cut out together with a neighbourhood on which its first derivative
 * that is not zero keeps its sign: by Taylor's theorem there is no other zero there.
 * Everything else is halved, off the middle so that nice numbers are not hit by a cut. */
#include "certify/internal.h"

#include <math.h>
#include <stdlib.h>

enum {
    BITS = 64,
    MOST_DERIVATIVES = 8,
    SIGN_BITS = 512,
    MOST_GUESSES = 2000,
    MOST_TAIL = 4
};

struct cell {
    double lo, hi;
    int depth;
};

struct level { /* g and its derivatives, with what encloses them */
    expr node;
    bool compiled;
    struct tape *tape;           /* NULL if there is none */
    struct quick *quick;         /* in doubles, or NULL */
    struct enclosure *enclosure; /* with MPFR; NULL until asked */
};

struct view { /* what is known of a derivative on a cell */
    bool known, empty;
    int sign;       /* that it keeps wherever it is defined, or 0 */
    unsigned facts; /* FACT_... */
};

struct cutter {
    const struct search *s;
    expr x;
    const struct piece_of_line *on;
    struct roots *r;
    struct arena *scratch;
    struct level levels[MOST_DERIVATIVES + 1];
    struct ival box;
    struct cell *stack;
    size_t count, cap;
    double smallest; /* cells narrower than this are left open */
    size_t guesses;  /* at nice numbers, made so far */
};

static void push(struct cutter *c, double lo, double hi, int depth)
{
    if (c->count == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 64;

        c->stack = arena_grow(c->scratch, c->stack, c->count, cap, sizeof *c->stack);
        c->cap = cap;
    }
    c->stack[c->count++] = (struct cell){lo, hi, depth};
}

/* The n-th derivative of g, EXPR_NONE if there is none. */
static expr level_node(struct cutter *c, int n)
{
    if (c->levels[n].node == EXPR_NONE && n > 0 && level_node(c, n - 1) != EXPR_NONE)
        c->levels[n].node = derivative(c->s, c->levels[n - 1].node, c->x);
    return c->levels[n].node;
}

static struct level *level_of(struct cutter *c, int n)
{
    struct level *l = &c->levels[n];
    struct diag d;

    if (level_node(c, n) == EXPR_NONE || l->compiled)
        return l;
    l->compiled = true;
    if (tape_compile(c->scratch, c->s->pool, &l->node, 1, &c->x, 1, &l->tape, &d) !=
        ST_OK)
        l->tape = NULL;
    else
        l->quick = quick_new(c->scratch, l->tape);
    return l;
}

/* In doubles. Where a narrow cell shows no sign, rounding may be the cause: then MPFR has
 * the word. */
static bool quick_view(const struct level *l, const struct cell *cell, struct view *v)
{
    struct bounds x = {cell->lo, cell->hi}, out;
    double far = fmax(fabs(x.lo), fabs(x.hi));

    if (!l->quick || !bounds_ok(x) || !quick_range(l->quick, &x, &out))
        return false;
    v->known = true;
    v->sign = bounds_sign(out);
    v->facts = FACT_DEFINED | FACT_CONTINUOUS | (v->sign ? FACT_NONZERO : 0);
    return v->sign || x.hi - x.lo > 1e-6 * fmax(far, 1e-3);
}

static struct view view_of(struct cutter *c, int n, const struct cell *cell)
{
    struct level *l = level_of(c, n);
    const struct range *r = NULL;
    struct view v = {0};

    if (!l->tape || quick_view(l, cell, &v))
        return v;
    if (!l->enclosure)
        l->enclosure = enclosure_new(c->scratch, l->tape, BITS);
    ival_set_d(&c->box, cell->lo, cell->hi);
    enclose(l->enclosure, &c->box, &r);
    return (struct view){true, ival_is_empty(&r->v), range_sign(r), r->facts};
}

static expr number_of(struct cutter *c, double v)
{
    fmpq_t q;
    mpfr_t m;
    expr e;

    fmpq_init(q);
    mpfr_init2(m, 53);
    mpfr_set_d(m, v, MPFR_RNDN);
    fmpq_of_mpfr(q, m);
    e = pool_number(c->s->pool, q);
    mpfr_clear(m);
    fmpq_clear(q);
    return e;
}

/* The sign that g has on the whole of x, or 0. */
static int quick_sign(struct cutter *c, struct bounds x)
{
    struct quick *quick = level_of(c, 0)->quick;
    struct bounds out;

    return quick && bounds_ok(x) && quick_range(quick, &x, &out) ? bounds_sign(out) : 0;
}

/* The sign of g at a double: by doubles, by balls, then, if that is no help, by exact means. */
static int sign_at(struct cutter *c, double v)
{
    arb_t at, g;
    int sign = SIGN_UNKNOWN;

    if (isinf(v))
        return SIGN_UNKNOWN;
    if ((sign = quick_sign(c, bounds_point(v))))
        return sign;
    sign = SIGN_UNKNOWN;
    arb_init(at);
    arb_init(g);
    arb_set_d(at, v);
    for (slong bits = 64; bits <= SIGN_BITS && sign == SIGN_UNKNOWN; bits *= 2) {
        expr_ball_at(c->s->pool, c->levels[0].node, c->x, at, g, bits);
        if (arb_is_finite(g) && arb_is_nonzero(g))
            sign = arb_is_positive(g) ? 1 : -1;
    }
    if (sign == SIGN_UNKNOWN)
        sign = constant_sign(
            c->s->pool, pool_put(c->s->pool, c->levels[0].node, c->x, number_of(c, v)));
    arb_clear(g);
    arb_clear(at);
    return sign;
}

/* At most one zero in the cell: is there one? False if the signs at the ends are not known. */
static bool settle_monotone(struct cutter *c, const struct cell *cell)
{
    int lo = sign_at(c, cell->lo), hi = sign_at(c, cell->hi);
    struct ival at;

    if (lo == 0)
        roots_add(c->s, c->r, real_exact(c->s, number_of(c, cell->lo)), 1);
    else if (hi == 0)
        roots_add(c->s, c->r, real_exact(c->s, number_of(c, cell->hi)), 1);
    if (lo == 0 || hi == 0)
        return true;
    if ((lo != 1 && lo != -1) || (hi != 1 && hi != -1))
        return false;
    if (lo == hi)
        return true;
    ival_init(&at, 64);
    ival_set_d(&at, cell->lo, cell->hi);
    roots_add(c->s, c->r, real_zero(c->s, c->levels[0].node, c->x, &at), 1);
    ival_clear(&at);
    return true;
}

/* ---- tails --------------------------------------------------------------------- */

/* The sign that the n-th derivative keeps on an unbounded cell: by its range; or because
 * at the finite end it has the sign towards which the next derivative drives it. */
static int tail_sign(struct cutter *c, int n, const struct cell *cell)
{
    struct view v = view_of(c, n, cell);
    bool left = isinf(cell->lo), right = isinf(cell->hi), far = left != right;
    bool continuous = v.known && (v.facts & FACT_CONTINUOUS);
    int sign = v.sign, next, end;
    struct real *at;

    if (sign || !far || !continuous || n >= MOST_TAIL)
        return sign;
    next = tail_sign(c, n + 1, cell);
    if (!next)
        return 0;
    at = real_exact(c->s, number_of(c, right ? cell->lo : cell->hi));
    end = real_sign_of(c->s, level_node(c, n), c->x, at);
    return end == (right ? next : -next) ? end : 0;
}

/* ---- zeros at nice numbers ------------------------------------------------------ */

/* r is a zero of g: the only one in the cell? Its multiplicity, or 0 if not proved. */
static unsigned alone(struct cutter *c, const struct cell *cell, struct real *r)
{
    for (int n = 1; n <= MOST_DERIVATIVES; n++) {
        struct view below = view_of(c, n - 1, cell), view;
        int sign;

        if (!(below.facts & FACT_CONTINUOUS) || level_node(c, n) == EXPR_NONE)
            return 0;
        sign = real_sign_of(c->s, level_node(c, n), c->x, r);
        if (sign == 0)
            continue;
        view = view_of(c, n, cell);
        return (sign == 1 || sign == -1) && (view.facts & FACT_DEFINED) && view.sign
                   ? (unsigned)n
                   : 0;
    }
    return 0;
}

static bool try_candidate(struct cutter *c, const struct cell *cell, expr e)
{
    double v = constant_double(c->s->pool, e);
    struct real *r;
    unsigned m;

    if (!(v >= cell->lo && v <= cell->hi) || quick_sign(c, bounds_outward(v, v)) ||
        constant_sign(c->s->pool, pool_put(c->s->pool, c->levels[0].node, c->x, e)) != 0)
        return false;
    r = real_exact(c->s, e);
    m = alone(c, cell, r);
    if (m)
        roots_add(c->s, c->r, r, m);
    return m != 0;
}

/* The fraction with the least denominator in [lo, hi] divided by unit, times unit. */
static expr simplest(struct cutter *c, const struct cell *cell, expr unit)
{
    double u = constant_double(c->s->pool, unit);
    fmpq_t lo, hi, q;
    expr e;

    fmpq_init(lo);
    fmpq_init(hi);
    fmpq_init(q);
    fmpq_set(lo, expr_number(c->s->pool, number_of(c, cell->lo / u)));
    fmpq_set(hi, expr_number(c->s->pool, number_of(c, cell->hi / u)));
    fmpq_simplest_between(q, lo, hi);
    e = pool_mul(c->s->pool, pool_number(c->s->pool, q), unit);
    fmpq_clear(q);
    fmpq_clear(hi);
    fmpq_clear(lo);
    return e;
}

static bool settle_nice(struct cutter *c, const struct cell *cell)
{
    struct pool *p = c->s->pool;
    expr account;
    bool done;

    if (isinf(cell->lo) || isinf(cell->hi) || c->guesses++ > MOST_GUESSES)
        return false;
    account = pool_take_demands(p);
    done = try_candidate(c, cell, simplest(c, cell, pool_int(p, 1))) ||
           try_candidate(c, cell, simplest(c, cell, pool_pi(p))) ||
           (!c->on->lo->infinite && c->on->lo->exact != EXPR_NONE &&
            try_candidate(c, cell, c->on->lo->exact)) ||
           (!c->on->hi->infinite && c->on->hi->exact != EXPR_NONE &&
            try_candidate(c, cell, c->on->hi->exact));
    pool_swap_demands(p, account);
    return done;
}

/* ---- cutting ----------------------------------------------------------------- */

static bool cut_point(const struct cell *cell, double *mid)
{
    double lo = cell->lo, hi = cell->hi;

    if (isinf(lo) && isinf(hi))
        *mid = 0.40625;
    else if (isinf(hi))
        *mid = lo < 1 ? 1.28125 : 2 * lo;
    else if (isinf(lo))
        *mid = hi > -1 ? -1.28125 : 2 * hi;
    else
        *mid = lo + (hi - lo) * (127.0 / 256);
    return fabs(*mid) < 1e18 && *mid > lo && *mid < hi;
}

static void work_cell(struct cutter *c, const struct cell *cell)
{
    struct view g = view_of(c, 0, cell), dg;
    bool narrow =
        cell->hi - cell->lo < 0.25 || cell->hi - cell->lo < 0.01 * fabs(cell->lo);
    double mid;

    if (g.empty || g.sign)
        return;
    if (g.known && (isinf(cell->lo) || isinf(cell->hi)) && tail_sign(c, 0, cell))
        return;
    if (g.facts & FACT_CONTINUOUS) {
        dg = view_of(c, 1, cell);
        if ((dg.facts & FACT_DEFINED) && dg.sign && settle_monotone(c, cell))
            return;
    }
    if (g.known && narrow && cell->depth % 2 == 0 && settle_nice(c, cell))
        return;
    if (!g.known || cell->hi - cell->lo < c->smallest || !cut_point(cell, &mid)) {
        roots_add_open(c->s, c->r, cell->lo, cell->hi);
        return;
    }
    push(c, mid, cell->hi, cell->depth + 1);
    push(c, cell->lo, mid, cell->depth + 1);
}

static void give_up(struct cutter *c)
{
    while (c->count) {
        struct cell cell = c->stack[--c->count];

        roots_add_open(c->s, c->r, cell.lo, cell.hi);
    }
}

void subdivide(const struct search *s, expr g, expr x, const struct piece_of_line *on,
               struct roots *r)
{
    enum { MOST_CELLS = 60000 };
    struct cutter c = {.s = s, .x = x, .on = on, .r = r, .scratch = arena_new()};
    double lo = on->lo->infinite ? -INFINITY : ival_lo_d(&on->lo->at);
    double hi = on->hi->infinite ? INFINITY : ival_hi_d(&on->hi->at);
    double size = fmin(fabs(lo), fabs(hi));

    c.levels[0].node = g;
    c.smallest = isfinite(lo) && isfinite(hi)
                     ? (hi - lo) * 1e-12
                     : 1e-12 * fmax(1, isfinite(size) ? size : 1);
    ival_init(&c.box, 64);
    push(&c, lo, hi, 0);
    for (size_t n = 0; c.count; n++) {
        struct cell cell = c.stack[--c.count];

        if (n >= MOST_CELLS || !budget_spend(s->budget, 20)) {
            c.count++;
            give_up(&c);
            break;
        }
        work_cell(&c, &cell);
    }
    ival_clear(&c.box);
    arena_free(c.scratch);
}
