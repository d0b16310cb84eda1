/* ball.c: tapes run in balls of FLINT's arb.
 *
 * What is not finite stays so on the way to the outputs, for it may be undefined: without
 * that, atan of a pole would be a finite ball. A condition is the ball 1, the ball 0, or
 * [0, 1] while it is open. */
#include "tape/internal.h"

struct tape_balls {
    const struct tape *tape;
    arb_ptr cell;
    slong bits; /* that the constants were computed with; 0 at first */
};

/* ---- powers ------------------------------------------------------------------- */

/* Of the ball [-1, 1] Arb's square is [-1, 1] again; a square is not below 0. */
static void ball_whole_power(arb_t r, const arb_t a, long k, slong bits)
{
    arb_pow_ui(r, a, k < 0 ? -(ulong)k : (ulong)k, bits);
    if (k % 2 == 0 && arb_contains_negative(r))
        arb_nonnegative_part(r, r);
    if (k < 0)
        arb_inv(r, r, bits);
}

/* An odd root of a ball around 0 lies in [-m, m] with m the root of its largest size. */
static void root_around_zero(arb_t r, const arb_t a, ulong k, slong bits)
{
    mag_t size;

    mag_init(size);
    arb_get_mag(size, a);
    arb_zero(r);
    arf_set_mag(arb_midref(r), size);
    arb_root_ui(r, r, k, bits);
    arb_get_mag(size, r);
    arb_zero(r);
    arb_add_error_mag(r, size);
    mag_clear(size);
}

static void ball_root(arb_t r, const arb_t a, ulong k, slong bits)
{
    if (arb_is_zero(a))
        arb_zero(r);
    else if (k % 2 == 0 || arb_is_positive(a))
        arb_root_ui(r, a, k, bits);
    else if (arb_is_negative(a)) {
        arb_neg(r, a);
        arb_root_ui(r, r, k, bits);
        arb_neg(r, r);
    } else
        root_around_zero(r, a, k, bits);
}

static void ball_power(arb_t r, const arb_t a, const arb_t b, slong bits)
{
    if (arb_is_positive(a))
        arb_pow(r, a, b, bits);
    else if (arb_is_zero(a) && arb_is_positive(b))
        arb_zero(r);
    else
        arb_indeterminate(r);
}

/* ---- conditions --------------------------------------------------------------- */

static void set_truth(arb_t r, enum truth holds)
{
    switch (holds) {
    case TRUTH_YES: arb_one(r); return;
    case TRUTH_NO: arb_zero(r); return;
    case TRUTH_UNKNOWN: arb_unit_interval(r); return;
    }
}

static enum truth truth_of(const arb_t r)
{
    return arb_is_one(r) ? TRUTH_YES : arb_is_zero(r) ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* Does u REL 0 hold for every number of the ball? */
static enum truth decide(enum relation rel, const arb_t u)
{
    switch (rel) {
    case REL_EQ:
        return arb_is_zero(u)         ? TRUTH_YES
               : arb_contains_zero(u) ? TRUTH_UNKNOWN
                                      : TRUTH_NO;
    case REL_NE: return truth_not(decide(REL_EQ, u));
    case REL_GT:
        return arb_is_positive(u)      ? TRUTH_YES
               : arb_is_nonpositive(u) ? TRUTH_NO
                                       : TRUTH_UNKNOWN;
    case REL_GE:
        return arb_is_nonnegative(u) ? TRUTH_YES
               : arb_is_negative(u)  ? TRUTH_NO
                                     : TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

static void ball_select(arb_t r, const arb_t test, const arb_t yes, const arb_t no,
                        slong bits)
{
    if (!arb_is_finite(test)) {
        arb_indeterminate(r);
        return;
    }
    switch (truth_of(test)) {
    case TRUTH_YES: arb_set(r, yes); return;
    case TRUTH_NO: arb_set(r, no); return;
    case TRUTH_UNKNOWN: arb_union(r, yes, no, bits); return;
    }
}

/* ---- the walk ------------------------------------------------------------------ */

static void ball_op(const struct tape_op *op, arb_t r, arb_srcptr cell, slong bits)
{
    arb_srcptr a = cell + op->a, b = cell + op->b, c = cell + op->c;

    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR: return;
    case TAPE_ADD: arb_add(r, a, b, bits); return;
    case TAPE_SUB: arb_sub(r, a, b, bits); return;
    case TAPE_NEG: arb_neg(r, a); return;
    case TAPE_MUL: arb_mul(r, a, b, bits); return;
    case TAPE_DIV: arb_div(r, a, b, bits); return;
    case TAPE_POWN: ball_whole_power(r, a, op->k, bits); return;
    case TAPE_ROOT: ball_root(r, a, (ulong)op->k, bits); return;
    case TAPE_POW: ball_power(r, a, b, bits); return;
    case TAPE_FUNC: func_ball((enum func_id)op->k, r, a, bits); return;
    case TAPE_MIN: arb_min(r, a, b, bits); return;
    case TAPE_MAX: arb_max(r, a, b, bits); return;
    case TAPE_TEST: set_truth(r, decide((enum relation)op->k, a)); return;
    case TAPE_AND: set_truth(r, truth_and(truth_of(a), truth_of(b))); return;
    case TAPE_OR: set_truth(r, truth_or(truth_of(a), truth_of(b))); return;
    case TAPE_SELECT: ball_select(r, a, b, c, bits); return;
    }
}

/* The branch that is not taken may be undefined; nothing else that is read. */
static bool reads_undefined(const struct tape_op *op, arb_srcptr cell)
{
    const uint32_t reads[3] = {op->a, op->b, op->c};
    int n = op->code == TAPE_SELECT ? 1 : tape_reads(op->code);

    for (int j = 0; j < n; j++)
        if (!arb_is_finite(cell + reads[j]))
            return true;
    return false;
}

static void compute_constants(struct tape_balls *w, slong bits)
{
    const struct tape *t = w->tape;

    for (size_t i = 0; i < t->count; i++)
        if (t->ops[i].code == TAPE_CONST)
            constant_ball(t->pool, t->constants[t->ops[i].k], w->cell + i, bits);
    w->bits = bits;
}

void tape_ball(const struct tape *t, arb_srcptr x, arb_ptr y, slong bits,
               struct tape_balls *w)
{
    if (w->bits != bits)
        compute_constants(w, bits);
    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];

        if (op->code == TAPE_VAR)
            arb_set(w->cell + i, x + op->k);
        else if (reads_undefined(op, w->cell))
            arb_indeterminate(w->cell + i);
        else
            ball_op(op, w->cell + i, w->cell, bits);
    }
    for (size_t k = 0; k < t->outputs; k++)
        arb_set(y + k, w->cell + t->output[k]);
}

/* ---- life ----------------------------------------------------------------------- */

static void clear_balls(void *what)
{
    struct tape_balls *w = what;

    _arb_vec_clear(w->cell, (slong)w->tape->count);
}

struct tape_balls *tape_balls_new(struct arena *a, const struct tape *t)
{
    struct tape_balls *w = arena_alloc(a, sizeof *w);

    *w = (struct tape_balls){t, _arb_vec_init((slong)t->count), 0};
    arena_defer(a, clear_balls, w);
    return w;
}
