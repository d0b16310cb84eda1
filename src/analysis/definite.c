/* definite.c: is a function of several variables convex on a box?
 *
 * It is just if its Hessian has no negative eigenvalue anywhere there. The box is halved
 * until balls tell the signs of the eigenvalues on every cell, or show an eigenvalue of the
 * wrong sign on one; a constant Hessian is judged exactly.
 *
 * S. Boyd, L. Vandenberghe: Convex Optimization, 2004, section 3.1.4. */
#include "analysis/surfaces.h"

enum { MOST_CELLS = 20000, BITS = 64, CELL_WORK = 20 };

struct cell {
    double lo[SURFACE_MOST], hi[SURFACE_MOST];
};

struct halving {
    const struct search *s;
    struct definiteness *out;
    struct arena *scratch;
    struct tape *tape; /* the Hessian by rows, then 1 where all of it holds */
    struct tape_balls *balls;
    struct cell *cells; /* a stack */
    size_t count;
};

/* ---- a constant Hessian -------------------------------------------------------------- */

static bool is_constant(const struct search *s, const struct definiteness *out)
{
    for (size_t i = 0; i < out->n * out->n; i++)
        if (!expr_closed(s->pool, out->ddf[i].body) ||
            out->ddf[i].where != pool_true(s->pool))
            return false;
    return out->f.where == pool_true(s->pool) &&
           pool_domain(s->pool, out->f.body) == pool_true(s->pool);
}

static void judge_constant(const struct search *s, struct definiteness *out)
{
    expr h[SURFACE_MOST * SURFACE_MOST];
    struct inertia signs;

    for (size_t i = 0; i < out->n * out->n; i++)
        h[i] = out->ddf[i].body;
    signs = inertia_exact(s->pool, h, out->n);
    if (!signs.known)
        return;
    out->convex = signs.negative ? TRUTH_NO : TRUTH_YES;
    out->concave = signs.positive ? TRUTH_NO : TRUTH_YES;
    out->strict = !signs.zero && !(signs.negative && signs.positive);
    out->everywhere = true;
}

/* The shorter an entry, the less its ball exceeds its range; where it holds stays said. */
static enum status shorten(const struct search *s, struct definiteness *out,
                           struct diag *d)
{
    enum status st = ST_OK;

    for (size_t i = 0; i < out->n * out->n && st == ST_OK; i++) {
        struct formula entry = out->ddf[i];

        st = algebra_simplify(s->pool, &entry, s->budget, &out->ddf[i], d);
        out->ddf[i].where = pool_and(s->pool, entry.where, out->ddf[i].where);
    }
    return st;
}

/* ---- cells ----------------------------------------------------------------------------- */

static bool compile(struct halving *h)
{
    struct pool *p = h->s->pool;
    struct definiteness *o = h->out;
    expr outputs[SURFACE_MOST * SURFACE_MOST + 1];
    expr valid = pool_and(p, o->f.where, pool_domain(p, o->f.body));
    size_t n = o->n * o->n;
    struct diag d;

    for (size_t i = 0; i < n; i++) {
        outputs[i] = o->ddf[i].body;
        valid = pool_and(p, valid, o->ddf[i].where);
    }
    outputs[n] = pool_piece(p, valid, pool_int(p, 1), pool_int(p, 0));
    return tape_compile(h->scratch, p, outputs, n + 1, o->x, o->n, &h->tape, &d) == ST_OK;
}

/* The signs of the eigenvalues on a whole cell; not known where f may not be smooth. */
static struct inertia signs_on(struct halving *h, const struct cell *c)
{
    slong n = (slong)h->out->n;
    arb_ptr x = _arb_vec_init(n), v = _arb_vec_init(n * n + 1);
    struct inertia signs = {0};
    arf_t lo, hi;

    arf_init(lo);
    arf_init(hi);
    for (slong i = 0; i < n; i++) {
        arf_set_d(lo, c->lo[i]);
        arf_set_d(hi, c->hi[i]);
        arb_set_interval_arf(x + i, lo, hi, BITS);
    }
    tape_ball(h->tape, x, v, BITS, h->balls);
    if (arb_is_one(v + n * n))
        signs = inertia_of_balls(v, h->out->n);
    arf_clear(lo);
    arf_clear(hi);
    _arb_vec_clear(v, n * n + 1);
    _arb_vec_clear(x, n);
    return signs;
}

static void halve(struct halving *h, const struct cell *c)
{
    struct cell half = *c;
    size_t widest = 0;
    double middle;

    for (size_t i = 1; i < h->out->n; i++)
        if (c->hi[i] - c->lo[i] > c->hi[widest] - c->lo[widest])
            widest = i;
    middle = c->lo[widest] / 2 + c->hi[widest] / 2;
    half.hi[widest] = middle;
    h->cells[h->count++] = half;
    half = *c;
    half.lo[widest] = middle;
    h->cells[h->count++] = half;
}

static struct cell centre(const struct halving *h, const struct cell *c)
{
    struct cell at = *c;

    for (size_t i = 0; i < h->out->n; i++)
        at.lo[i] = at.hi[i] = c->lo[i] / 2 + c->hi[i] / 2;
    return at;
}

/* An eigenvalue of a sign, somewhere, is enough against. */
static void refute(struct definiteness *out, const struct inertia *signs)
{
    if (signs->known && signs->negative)
        out->convex = TRUTH_NO;
    if (signs->known && signs->positive)
        out->concave = TRUTH_NO;
}

/* Cells until each is settled, or both answers are no, or the work is used up. */
static void walk(struct halving *h)
{
    struct definiteness *out = h->out;
    int n = (int)out->n;

    out->strict = true;
    while (h->count && (out->convex != TRUTH_NO || out->concave != TRUTH_NO)) {
        struct cell c = h->cells[--h->count], middle = centre(h, &c);
        struct inertia signs = signs_on(h, &c);

        if (++out->cells > MOST_CELLS || !budget_spend(h->s->budget, CELL_WORK))
            return;
        refute(out, &signs);
        if (signs.known) {
            out->strict = out->strict && (signs.positive == n || signs.negative == n);
            continue;
        }
        signs = signs_on(h, &middle);
        refute(out, &signs);
        halve(h, &c);
    }
    out->convex = out->convex == TRUTH_NO ? TRUTH_NO : TRUTH_YES;
    out->concave = out->concave == TRUTH_NO ? TRUTH_NO : TRUTH_YES;
}

static bool judge_cells(const struct search *s, struct definiteness *out)
{
    struct halving h = {.s = s, .out = out, .scratch = arena_new()};
    struct cell box;
    bool ok = true;

    for (size_t i = 0; i < out->n; i++) {
        box.lo[i] = mpfr_get_d(out->on[i].lo->at.lo, MPFR_RNDD);
        box.hi[i] = mpfr_get_d(out->on[i].hi->at.hi, MPFR_RNDU);
        ok = ok && !out->on[i].lo->infinite && !out->on[i].hi->infinite;
    }
    ok = ok && compile(&h);
    if (ok) {
        h.balls = tape_balls_new(h.scratch, h.tape);
        h.cells = arena_array(h.scratch, MOST_CELLS + 2, sizeof *h.cells);
        h.cells[h.count++] = box;
        walk(&h);
    }
    arena_free(h.scratch);
    return ok;
}

enum status analysis_definite(const struct search *s, const struct formula *f,
                              const expr *x, size_t n, const struct piece_of_line *on,
                              struct definiteness *out, struct diag *d)
{
    struct arena *a = pool_arena(s->pool);
    enum status st;

    *out = (struct definiteness){.f = *f, .x = x, .n = n, .on = on};
    out->convex = out->concave = TRUTH_UNKNOWN;
    out->ddf = arena_array(a, n * n, sizeof *out->ddf);
    if ((st = algebra_hessian(s->pool, &out->f, x, n, out->ddf, d)) != ST_OK ||
        (st = shorten(s, out, d)) != ST_OK)
        return st;
    if (is_constant(s, out))
        judge_constant(s, out);
    else if (!judge_cells(s, out))
        return diag_set(d, ST_UNABLE, (struct span){0, 0},
                        "a bounded box is needed for this function");
    return pool_status(s->pool, d);
}
