/* boxes.c: stationary points by cutting up a box.
 *
 *   cell: a component of the gradient has no zero there (its range, or its mean value form)
 *           -> dropped
 *         Newton's operator K maps a box around the cell into its own inside
 *           -> just one zero in it (R. Krawczyk, 1969)
 *         else halved, off the middle; too small a cell is left open
 *
 * R. E. Moore, R. B. Kearfott, M. J. Cloud: Introduction to interval analysis, 2009.
 */
#include "analysis/surfaces.h"

#include <math.h>
#include <string.h>

enum {
    N = SURFACE_MOST,
    MOST_OUTPUTS = N + N * N + 1,
    BITS = 64,
    MOST_CELLS = 20000,
    MOST_FOUND = 400
};

struct cell {
    double lo[N], hi[N];
};

struct view {    /* what is known on a cell */
    bool empty;  /* no zero of the gradient */
    bool smooth; /* f has a continuous Hessian there, and it is h */
    struct bounds g[N], h[N][N];
};

struct found {
    struct cell alone; /* has just this one zero */
    arb_ptr x;         /* encloses it narrowly */
};

struct hunt {
    const struct search *s;
    struct surface *out;
    struct arena *scratch;
    size_t n, outputs;
    struct tape *tape; /* gradient; Hessian by rows; is all of it valid? */
    struct tape_balls *balls;
    struct enclosure *enclosure;
    struct ival *box;
    double *work;
    struct cell *queue;
    size_t first, last, cap;
    struct found *found;
    size_t found_count;
    struct cell *open;
    size_t open_count;
    double smallest[N];
};

/* ---- cells ------------------------------------------------------------------------- */

static void push(struct hunt *h, const struct cell *c)
{
    if (h->last == h->cap) {
        size_t cap = h->cap ? 2 * h->cap : 256;

        h->queue = arena_grow(h->scratch, h->queue, h->last, cap, sizeof *h->queue);
        h->cap = cap;
    }
    h->queue[h->last++] = *c;
}

static bool inside(size_t n, const struct cell *a, const struct cell *b)
{
    for (size_t i = 0; i < n; i++)
        if (a->lo[i] < b->lo[i] || a->hi[i] > b->hi[i])
            return false;
    return true;
}

static bool touch(size_t n, const struct cell *a, const struct cell *b)
{
    for (size_t i = 0; i < n; i++)
        if (a->lo[i] > b->hi[i] || b->lo[i] > a->hi[i])
            return false;
    return true;
}

/* A number inside; of an unbounded side something beyond its finite end. */
static double middle(double lo, double hi)
{
    if (isinf(lo) && isinf(hi))
        return 0;
    if (isinf(hi))
        return fmax(2 * lo, 1);
    if (isinf(lo))
        return fmin(2 * hi, -1);
    return lo / 2 + hi / 2;
}

/* ---- looking at a cell ------------------------------------------------------------- */

static struct bounds bounds_of(const struct range *r)
{
    return (struct bounds){ival_lo_d(&r->v), ival_hi_d(&r->v)};
}

static void look(struct hunt *h, const struct cell *c, struct view *v)
{
    const struct range *r[MOST_OUTPUTS];
    const struct range *valid = NULL;

    budget_spend(h->s->budget, 1 + h->tape->count / 4);
    for (size_t i = 0; i < h->n; i++)
        ival_set_d(&h->box[i], c->lo[i], c->hi[i]);
    enclose(h->enclosure, h->box, r);
    valid = r[h->outputs - 1];
    v->smooth = ival_sign(&valid->v) > 0 && (valid->facts & FACT_DEFINED);
    for (size_t i = 0; i + 1 < h->outputs; i++)
        v->smooth =
            v->smooth && (r[i]->facts & FACT_CONTINUOUS) && bounds_ok(bounds_of(r[i]));
    v->empty = false;
    for (size_t i = 0; i < h->n; i++) {
        /* beyond smoothness, only a range that stays away from 0 speaks for its limits too */
        v->empty =
            v->empty || !ival_has_zero(&r[i]->v) || (v->smooth && range_sign(r[i]));
        v->g[i] = bounds_of(r[i]);
        for (size_t k = 0; k < h->n; k++)
            v->h[i][k] = bounds_of(r[h->n + i * h->n + k]);
    }
}

/* The gradient at one point, of which the view says that it is smooth around it. */
static bool gradient_at(struct hunt *h, const double *m, struct bounds *g)
{
    struct cell c;
    struct view v;

    memcpy(c.lo, m, sizeof c.lo);
    memcpy(c.hi, m, sizeof c.hi);
    look(h, &c, &v);
    memcpy(g, v.g, sizeof v.g);
    return v.smooth;
}

/* g(m) + H(X)(X - m) has a component without a zero. */
static bool mean_value_excludes(const struct hunt *h, const struct view *v,
                                const struct bounds *gm, const struct bounds *d)
{
    for (size_t i = 0; i < h->n; i++) {
        struct bounds sum = gm[i];

        for (size_t k = 0; k < h->n; k++)
            sum = bounds_add(sum, bounds_mul(v->h[i][k], d[k]));
        if (bounds_ok(sum) && bounds_sign(sum))
            return true;
    }
    return false;
}

/* ---- Newton's operator -------------------------------------------------------------- */

static const struct bounds *sides(const struct hunt *h, const struct cell *c,
                                  struct bounds *x)
{
    for (size_t i = 0; i < h->n; i++)
        x[i] = (struct bounds){c->lo[i], c->hi[i]};
    return x;
}

/* Looks at a box and applies Newton's operator: false if that is not possible. */
static bool newton_on(struct hunt *h, const struct cell *c, struct bounds *K)
{
    struct view v;
    struct bounds gm[N], x[N];
    double m[N];

    look(h, c, &v);
    for (size_t i = 0; i < h->n; i++)
        m[i] = middle(c->lo[i], c->hi[i]);
    return v.smooth && gradient_at(h, m, gm) &&
           newton_bounds(h->n, sides(h, c, x), m, gm, v.h, K);
}

static bool maps_inside(size_t n, const struct bounds *K, const struct cell *c)
{
    for (size_t i = 0; i < n; i++)
        if (!(K[i].lo > c->lo[i] && K[i].hi < c->hi[i]))
            return false;
    return true;
}

/* ---- what is found ------------------------------------------------------------------ */

static void clear_vector(void *what)
{
    struct found *f = what;

    _arb_vec_clear(f->x, N);
}

static void cell_of_balls(size_t n, arb_srcptr x, struct cell *c)
{
    struct ival v;

    ival_init(&v, 53);
    for (size_t i = 0; i < n; i++) {
        arb_get_interval_mpfr(v.lo, v.hi, x + i);
        c->lo[i] = ival_lo_d(&v);
        c->hi[i] = ival_hi_d(&v);
    }
    ival_clear(&v);
}

/* The operator again and again on what it gave, while that helps. */
static void narrow_in_doubles(struct hunt *h, struct bounds *K)
{
    enum { ROUNDS = 60 };
    bool helps = true;

    for (int round = 0; round < ROUNDS && helps; round++) {
        struct cell c;
        struct bounds next[N];

        for (size_t i = 0; i < h->n; i++) {
            c.lo[i] = K[i].lo;
            c.hi[i] = K[i].hi;
        }
        helps = false;
        if (!newton_on(h, &c, next))
            return;
        for (size_t i = 0; i < h->n; i++) {
            double before = K[i].hi - K[i].lo;

            K[i].lo = fmax(K[i].lo, next[i].lo);
            K[i].hi = fmin(K[i].hi, next[i].hi);
            helps = helps || K[i].hi - K[i].lo < 0.9 * before;
        }
    }
}

/* The box has just one zero, which lies in K: is it one that is known? False if that cannot
 * be told. */
static bool add_found(struct hunt *h, const struct cell *box, struct bounds *K)
{
    struct found *f;

    for (size_t i = 0; i < h->found_count; i++) {
        struct cell at;

        cell_of_balls(h->n, h->found[i].x, &at);
        if (inside(h->n, &at, box)) {
            h->found[i].alone = *box;
            return true;
        }
        if (touch(h->n, &at, box))
            return false;
    }
    if (h->found_count == MOST_FOUND)
        return false;
    f = &h->found[h->found_count++];
    f->alone = *box;
    f->x = _arb_vec_init(N);
    arena_defer(h->scratch, clear_vector, f);
    narrow_in_doubles(h, K);
    newton_narrow(h->s, h->tape, h->n, K, f->x, h->balls);
    return true;
}

/* Newton's steps in doubles from the middle; they only guide. */
static bool near_zero(struct hunt *h, const struct cell *c, double *z)
{
    double out[MOST_OUTPUTS], a[N][N], y[N][N];

    for (size_t i = 0; i < h->n; i++)
        z[i] = middle(c->lo[i], c->hi[i]);
    for (int round = 0; round < 12; round++) {
        tape_eval(h->tape, z, out, h->work);
        for (size_t i = 0; i < h->n; i++)
            for (size_t k = 0; k < h->n; k++)
                a[i][k] = out[h->n + i * h->n + k];
        if (!newton_invert(h->n, a, y))
            return false;
        for (size_t i = 0; i < h->n; i++)
            for (size_t k = 0; k < h->n; k++)
                z[i] -= y[i][k] * out[k];
        for (size_t i = 0; i < h->n; i++) {
            double width = c->hi[i] - c->lo[i];

            if (!(z[i] > c->lo[i] - width && z[i] < c->hi[i] + width))
                return false;
        }
    }
    return true;
}

static bool prove_box(struct hunt *h, const struct cell *box)
{
    struct bounds K[N];

    return newton_on(h, box, K) && maps_inside(h->n, K, box) && add_found(h, box, K);
}

/* A box that holds the cell and the zero near it, with some room around them. */
static bool settle_around(struct hunt *h, const struct cell *c, const double *z)
{
    struct cell box;

    for (size_t i = 0; i < h->n; i++) {
        double room = 0.08 * (c->hi[i] - c->lo[i]);

        box.lo[i] = fmin(c->lo[i], z[i]) - room;
        box.hi[i] = fmax(c->hi[i], z[i]) + room;
    }
    return prove_box(h, &box);
}

/* Smaller and smaller boxes around the zero, so that later cells know it. */
static void settle_near(struct hunt *h, const struct cell *c, const double *z)
{
    struct cell box;

    for (size_t i = 0; i < h->found_count; i++) {
        bool known = true;

        for (size_t k = 0; k < h->n; k++)
            known =
                known && h->found[i].alone.lo[k] < z[k] && z[k] < h->found[i].alone.hi[k];
        if (known)
            return;
    }
    for (double share = 0.25; share > 1e-6; share /= 4) {
        for (size_t i = 0; i < h->n; i++) {
            double room = share * (c->hi[i] - c->lo[i]);

            box.lo[i] = z[i] - room;
            box.hi[i] = z[i] + room;
        }
        if (prove_box(h, &box))
            return;
    }
}

/* ---- the walk ----------------------------------------------------------------------- */

static void halve(struct hunt *h, const struct cell *c)
{
    struct cell left = *c, right = *c;
    size_t widest = 0;
    double most = 0;

    for (size_t i = 0; i < h->n; i++) {
        double size = (c->hi[i] - c->lo[i]) / h->smallest[i];

        if (size > most) {
            most = size;
            widest = i;
        }
    }
    left.hi[widest] = right.lo[widest] =
        isinf(c->lo[widest]) || isinf(c->hi[widest])
            ? middle(c->lo[widest], c->hi[widest])
            : c->lo[widest] + 0.4921875 * (c->hi[widest] - c->lo[widest]);
    push(h, &left);
    push(h, &right);
}

static bool is_small(const struct hunt *h, const struct cell *c)
{
    for (size_t i = 0; i < h->n; i++)
        if (c->hi[i] - c->lo[i] > h->smallest[i])
            return false;
    return true;
}

static bool is_settled(const struct hunt *h, const struct cell *c)
{
    for (size_t i = 0; i < h->found_count; i++)
        if (inside(h->n, c, &h->found[i].alone))
            return true;
    return false;
}

/* True: the cell's zeros are all known. */
static bool settle(struct hunt *h, const struct cell *c)
{
    struct view v;
    struct bounds gm[N], d[N], K[N], x[N];
    double m[N], z[N];

    if (is_settled(h, c))
        return true;
    look(h, c, &v);
    if (v.empty)
        return true;
    for (size_t i = 0; i < h->n; i++)
        m[i] = middle(c->lo[i], c->hi[i]);
    if (!v.smooth || !gradient_at(h, m, gm))
        return false;
    for (size_t i = 0; i < h->n; i++)
        d[i] = bounds_sub((struct bounds){c->lo[i], c->hi[i]}, bounds_point(m[i]));
    if (mean_value_excludes(h, &v, gm, d))
        return true;
    if (newton_bounds(h->n, sides(h, c, x), m, gm, v.h, K))
        for (size_t i = 0; i < h->n; i++)
            if (K[i].hi < c->lo[i] || K[i].lo > c->hi[i])
                return true;
    if (!near_zero(h, c, z))
        return false;
    if (settle_around(h, c, z))
        return true;
    settle_near(h, c, z);
    return false;
}

static void walk(struct hunt *h)
{
    while (h->first < h->last) {
        struct cell c = h->queue[h->first++];
        bool over = h->s->budget->over || h->last > MOST_CELLS;

        if (!over && settle(h, &c))
            continue;
        if (over || is_small(h, &c))
            h->open[h->open_count++] = c;
        else
            halve(h, &c);
    }
}

/* ---- far out ------------------------------------------------------------------------ */

/* Is the gradient not 0 anywhere in the cell? It may be unbounded. */
static bool is_empty(struct hunt *h, const struct cell *c)
{
    enum { TRIES = 400 };
    size_t first = h->first, last = h->last;
    bool empty = true;

    h->first = h->last;
    push(h, c);
    for (int i = 0; h->first < h->last && empty; i++) {
        struct cell cell = h->queue[h->first++];
        struct view v;

        look(h, &cell, &v);
        if (!v.empty && (empty = i < TRIES && !h->s->budget->over))
            halve(h, &cell);
    }
    h->first = first;
    h->last = last;
    return empty;
}

/* Cuts unbounded sides at -R and R, if the gradient is not 0 beyond. */
static bool bound_box(struct hunt *h, struct cell *box)
{
    for (double R = 4; R <= 1e5; R *= 4) {
        struct cell in = *box;
        bool empty = true;

        for (size_t i = 0; i < h->n && empty; i++)
            for (int way = -1; way <= 1 && empty; way += 2) {
                struct cell beyond = *box;

                if (way < 0 ? !isinf(in.lo[i]) : !isinf(in.hi[i]))
                    continue;
                if (way < 0)
                    in.lo[i] = beyond.hi[i] = fmin(-R, box->hi[i] - R);
                else
                    in.hi[i] = beyond.lo[i] = fmax(R, box->lo[i] + R);
                empty = is_empty(h, &beyond);
            }
        if (empty) {
            *box = in;
            return true;
        }
    }
    return false;
}

/* ---- the answer --------------------------------------------------------------------- */

static void join(size_t n, struct cell *a, const struct cell *b)
{
    for (size_t i = 0; i < n; i++) {
        a->lo[i] = fmin(a->lo[i], b->lo[i]);
        a->hi[i] = fmax(a->hi[i], b->hi[i]);
    }
}

/* Cells that touch become one, and so do all if they are too many. */
static void tell_open(struct hunt *h)
{
    enum { MOST_APART = 1000 };
    bool all = h->open_count > MOST_APART, again = true;
    size_t n = h->open_count;

    while (again) {
        again = false;
        for (size_t i = 0; i < n; i++)
            for (size_t k = n - 1; k > i; k--)
                if (all || touch(h->n, &h->open[i], &h->open[k])) {
                    join(h->n, &h->open[i], &h->open[k]);
                    h->open[k] = h->open[--n];
                    again = true;
                }
    }
    for (size_t i = 0; i < n; i++)
        surface_open(h->s, h->out, h->open[i].lo, h->open[i].hi, "roots");
    h->open_count = n;
}

/* Of the choices of one guess for each coordinate, the one at which the gradient is 0. */
static bool recognise(struct hunt *h, arb_srcptr x, expr *exact)
{
    struct pool *p = h->s->pool;
    expr guess[N][CLOSED_GUESSES];
    size_t many[N], all = 1;

    for (size_t i = 0; i < h->n; i++)
        all *= many[i] = certify_guesses(h->s, x + i, guess[i]);
    for (size_t choice = 0; choice < all; choice++) {
        bool zero = true;

        for (size_t i = 0, c = choice; i < h->n; c /= many[i], i++)
            exact[i] = guess[i][c % many[i]];
        for (size_t k = 0; k < h->n && zero; k++) {
            expr g = h->out->df[k].body;

            for (size_t i = 0; i < h->n; i++)
                g = pool_put(p, g, h->out->x[i], exact[i]);
            zero = constant_sign(p, g) == 0;
        }
        if (zero)
            return true;
    }
    return false;
}

/* Inside the asked side (+1), outside or on its border (-1), not known (0). */
static int within(struct hunt *h, size_t i, const struct coordinate *x)
{
    const struct search *s = h->s;
    struct real *end[2] = {h->out->on[i].lo, h->out->on[i].hi};
    int all = 1;

    for (int k = 0; k < 2; k++) {
        int order; /* of x - end, away from the border inward */

        if (end[k]->infinite)
            continue;
        real_refine(s, end[k], 240);
        order = x->exact != EXPR_NONE && end[k]->exact != EXPR_NONE
                    ? constant_compare(s->pool, x->exact, end[k]->exact)
                : mpfr_greater_p(x->at.lo, end[k]->at.hi) ? 1
                : mpfr_less_p(x->at.hi, end[k]->at.lo)    ? -1
                                                          : SIGN_UNKNOWN;
        if (order == SIGN_UNKNOWN)
            all = all < 0 ? all : 0;
        else if (order != (k ? -1 : 1))
            return -1;
    }
    return all;
}

/* Is the place known to many digits? */
static bool is_narrow(const struct hunt *h, const struct found *f)
{
    enum { WANTED = 100 };

    for (size_t i = 0; i < h->n; i++)
        if (mag_cmp_2exp_si(arb_radref(f->x + i), -WANTED) > 0 &&
            arb_rel_accuracy_bits(f->x + i) < WANTED)
            return false;
    return true;
}

static void take(struct hunt *h, struct found *f)
{
    struct stationary *point;
    expr exact[N];
    bool known = recognise(h, f->x, exact);
    int in = 1;

    if (!known && !is_narrow(h, f)) {
        surface_open(h->s, h->out, f->alone.lo, f->alone.hi, "roots");
        return;
    }
    point = surface_point(h->s, h->out);

    for (size_t i = 0; i < h->n; i++) {
        struct coordinate *x = &point->x[i];
        int side;

        x->exact = known ? exact[i] : EXPR_NONE;
        if (known)
            constant_ball(h->s->pool, exact[i], f->x + i, 256);
        x->approx = arf_get_d(arb_midref(f->x + i), ARF_RND_NEAR);
        arb_get_interval_mpfr(x->at.lo, x->at.hi, f->x + i);
        side = within(h, i, x);
        in = side < in ? side : in;
    }
    if (in == 1)
        return;
    h->out->count--;
    if (in == 0)
        surface_open(h->s, h->out, f->alone.lo, f->alone.hi, "roots");
}

static bool compile(struct hunt *h)
{
    struct pool *p = h->s->pool;
    struct surface *o = h->out;
    expr out[MOST_OUTPUTS], valid = o->f.where;
    struct diag d;

    h->outputs = h->n + h->n * h->n + 1;
    for (size_t i = 0; i < h->n; i++) {
        out[i] = o->df[i].body;
        valid = pool_and(p, valid, o->df[i].where);
        for (size_t k = 0; k < h->n; k++) {
            out[h->n + i * h->n + k] = o->ddf[i * h->n + k].body;
            valid = pool_and(p, valid, o->ddf[i * h->n + k].where);
        }
    }
    out[h->outputs - 1] = pool_piece(p, valid, pool_int(p, 1), pool_int(p, 0));
    return tape_compile(h->scratch, p, out, h->outputs, o->x, h->n, &h->tape, &d) ==
           ST_OK;
}

static bool hunt_in(struct hunt *h)
{
    struct cell box = {{0}, {0}};

    if (!compile(h))
        return false;
    h->balls = tape_balls_new(h->scratch, h->tape);
    h->enclosure = enclosure_new(h->scratch, h->tape, BITS);
    h->box = ival_array(h->scratch, h->n, BITS);
    h->work = arena_array(h->scratch, tape_work(h->tape), sizeof *h->work);
    h->found = arena_array(h->scratch, MOST_FOUND, sizeof *h->found);
    h->open = arena_array(h->scratch, 2 * MOST_CELLS + 4, sizeof *h->open);
    surface_sides(h->out, box.lo, box.hi);
    for (size_t i = 0; i < h->n; i++)
        h->smallest[i] = 1e-4;
    if (!bound_box(h, &box))
        return false;
    for (size_t i = 0; i < h->n; i++)
        h->smallest[i] = fmax((box.hi[i] - box.lo[i]) * 1e-5, 1e-12);
    push(h, &box);
    walk(h);
    for (size_t i = 0; i < h->found_count; i++)
        take(h, &h->found[i]);
    tell_open(h);
    return true;
}

bool surface_cut(const struct search *s, struct surface *out)
{
    struct hunt h = {.s = s, .out = out, .n = out->n, .scratch = arena_new()};
    bool ok = hunt_in(&h);

    arena_free(h.scratch);
    return ok;
}
