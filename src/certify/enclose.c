/* enclose.c: ranges of a tape over a box, with what is proved of them.
 *
 * One walk along the tape. Each cell holds a range, which contains every value the cell
 * takes at points of the box where it is defined, and facts that hold on the whole box.
 * A sum or product is defined and continuous where its parts are, so most rules add but
 * a line about zeros. FACT_NONZERO says more than a range with an end at 0 can: it keeps
 * 1/e^x on [0, inf) defined and positive.
 */
#include "certify/internal.h"

enum {
    WHERE = FACT_DEFINED | FACT_CONTINUOUS, /* facts about the argument */
    ALL = WHERE | FACT_NONZERO
};

struct enclosure {
    const struct tape *tape;
    struct range *cell;
    const struct range **out; /* of our own calls */
};

/* ---- questions ---------------------------------------------------------------- */

static bool at_least_zero(const struct range *r)
{
    return ival_is_empty(&r->v) || mpfr_sgn(r->v.lo) >= 0;
}

static bool at_most_zero(const struct range *r)
{
    return ival_is_empty(&r->v) || mpfr_sgn(r->v.hi) <= 0;
}

static bool is_nonzero(const struct range *r)
{
    return r->facts & FACT_NONZERO;
}

static bool is_positive(const struct range *r)
{
    return at_least_zero(r) && is_nonzero(r);
}

static bool is_negative(const struct range *r)
{
    return at_most_zero(r) && is_nonzero(r);
}

/* An empty range has both signs and none. */
int range_sign(const struct range *r)
{
    if (ival_is_empty(&r->v))
        return 0;
    return is_positive(r) - is_negative(r);
}

/* ---- rules --------------------------------------------------------------------- */

static unsigned nonzero_if(bool proved)
{
    return proved ? FACT_NONZERO : 0;
}

/* Two numbers that do not cancel: >= 0 both or <= 0 both, and one of them is not 0. */
static bool sum_is_nonzero(const struct range *a, const struct range *b)
{
    return (is_nonzero(a) || is_nonzero(b)) && ((at_least_zero(a) && at_least_zero(b)) ||
                                                (at_most_zero(a) && at_most_zero(b)));
}

static bool difference_is_nonzero(const struct range *a, const struct range *b)
{
    return (is_nonzero(a) || is_nonzero(b)) && ((at_least_zero(a) && at_most_zero(b)) ||
                                                (at_most_zero(a) && at_least_zero(b)));
}

static unsigned quotient_facts(const struct range *a, const struct range *b)
{
    return (is_nonzero(b) ? a->facts & b->facts & WHERE : 0) | nonzero_if(is_nonzero(a));
}

/* a^-n is nowhere 0, and undefined at the zeros of a. */
static unsigned whole_power_facts(const struct range *a, long n)
{
    return n > 0 ? a->facts : (is_nonzero(a) ? a->facts & WHERE : 0) | FACT_NONZERO;
}

/* On its domain [0, inf) an even root is continuous, at 0 too. */
static unsigned root_facts(const struct range *a, long n)
{
    return n % 2 || at_least_zero(a) ? a->facts : a->facts & FACT_NONZERO;
}

/* Defined, and continuous in both, on a > 0 and on a >= 0, b > 0. */
static unsigned power_facts(const struct range *a, const struct range *b)
{
    bool fits = at_least_zero(a) && (is_nonzero(a) || is_positive(b));

    return (fits ? a->facts & b->facts & WHERE : 0) | nonzero_if(is_nonzero(a));
}

/* The greater one is one of the two, and not below either. */
static unsigned greater_facts(const struct range *a, const struct range *b)
{
    return (a->facts & b->facts) | nonzero_if(is_positive(a) || is_positive(b));
}

static unsigned lesser_facts(const struct range *a, const struct range *b)
{
    return (a->facts & b->facts) | nonzero_if(is_negative(a) || is_negative(b));
}

/* ---- functions ------------------------------------------------------------------ */

/* Is 0 the only zero of f? Then f(u) is nonzero where u is. */
static bool vanishes_only_at_zero(enum func_id f)
{
    switch (f) {
    case FN_ABS:
    case FN_SIGN:
    case FN_ASIN:
    case FN_ATAN:
    case FN_SINH:
    case FN_TANH:
    case FN_ASINH:
    case FN_ATANH:
    case FN_ERF: return true;
    default: return false;
    }
}

/* The kernel sees the closed interval [0, b] and cannot know that 0 is left out. */
static bool is_logarithm(enum func_id f)
{
    return f == FN_LN || f == FN_LOG10 || f == FN_LOG2;
}

static void enclose_function(enum func_id f, struct range *r, const struct range *a)
{
    unsigned proved = func_ival(f, &r->v, &a->v);

    if (is_logarithm(f) && is_positive(a))
        proved |= WHERE;
    r->facts = (a->facts & proved & WHERE) | (proved & FACT_NONZERO);
    if (vanishes_only_at_zero(f))
        r->facts |= a->facts & FACT_NONZERO;
}

/* ---- conditions ----------------------------------------------------------------- */

/* Does u REL 0 hold wherever u is defined? */
static enum truth decide(enum relation rel, const struct range *u)
{
    bool zero = !ival_is_empty(&u->v) && mpfr_zero_p(u->v.lo) && mpfr_zero_p(u->v.hi);

    switch (rel) {
    case REL_EQ: return zero ? TRUTH_YES : is_nonzero(u) ? TRUTH_NO : TRUTH_UNKNOWN;
    case REL_NE: return truth_not(decide(REL_EQ, u));
    case REL_GT:
        return is_positive(u) ? TRUTH_YES : at_most_zero(u) ? TRUTH_NO : TRUTH_UNKNOWN;
    case REL_GE:
        return at_least_zero(u) ? TRUTH_YES : is_negative(u) ? TRUTH_NO : TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

/* A condition is 1 or 0, or [0, 1] while it is open; `and` is the lesser of two and `or`
 * the greater. */
static void enclose_test(enum relation rel, struct range *r, const struct range *u)
{
    switch (decide(rel, u)) {
    case TRUTH_YES:
        ival_set_si(&r->v, 1);
        r->facts = u->facts & WHERE;
        return;
    case TRUTH_NO:
        ival_set_si(&r->v, 0);
        r->facts = u->facts & WHERE;
        return;
    case TRUTH_UNKNOWN:
        ival_set_d(&r->v, 0, 1);
        r->facts = u->facts & FACT_DEFINED;
        return;
    }
}

/* Only the branch that is taken has to be defined; a test decided on the whole box breaks
 * nothing there. */
static void enclose_select(struct range *r, const struct range *test,
                           const struct range *yes, const struct range *no)
{
    const struct range *taken = ival_sign(&test->v) > 0 ? yes
                                : at_most_zero(test)    ? no
                                                        : NULL;

    if (taken) {
        ival_set(&r->v, &taken->v);
        r->facts =
            test->facts & FACT_DEFINED ? taken->facts : taken->facts & FACT_NONZERO;
    } else {
        ival_hull(&r->v, &yes->v, &no->v);
        r->facts = (yes->facts & no->facts & test->facts & FACT_DEFINED) |
                   (yes->facts & no->facts & FACT_NONZERO);
    }
}

/* ---- the walk ------------------------------------------------------------------- */

static void enclose_input(struct range *r, const struct ival *x)
{
    ival_set(&r->v, x);
    r->facts = WHERE;
}

static void enclose_op(const struct tape_op *op, struct range *r, const struct range *a,
                       const struct range *b, const struct range *c)
{
    unsigned both = a->facts & b->facts & WHERE;

    switch (op->code) {
    case TAPE_CONST:
    case TAPE_VAR: return;
    case TAPE_ADD:
        ival_add(&r->v, &a->v, &b->v);
        r->facts = both | nonzero_if(sum_is_nonzero(a, b));
        return;
    case TAPE_SUB:
        ival_sub(&r->v, &a->v, &b->v);
        r->facts = both | nonzero_if(difference_is_nonzero(a, b));
        return;
    case TAPE_NEG:
        ival_neg(&r->v, &a->v);
        r->facts = a->facts;
        return;
    case TAPE_MUL:
        ival_mul(&r->v, &a->v, &b->v);
        r->facts = a->facts & b->facts;
        return;
    case TAPE_DIV:
        ival_div(&r->v, &a->v, &b->v);
        r->facts = quotient_facts(a, b);
        return;
    case TAPE_POWN:
        ival_pown(&r->v, &a->v, op->k);
        r->facts = whole_power_facts(a, op->k);
        return;
    case TAPE_ROOT:
        ival_rootn(&r->v, &a->v, op->k);
        r->facts = root_facts(a, op->k);
        return;
    case TAPE_POW:
        ival_pow(&r->v, &a->v, &b->v);
        r->facts = power_facts(a, b);
        return;
    case TAPE_FUNC: enclose_function((enum func_id)op->k, r, a); return;
    case TAPE_AND:
    case TAPE_MIN:
        ival_min(&r->v, &a->v, &b->v);
        r->facts = lesser_facts(a, b);
        return;
    case TAPE_OR:
    case TAPE_MAX:
        ival_max(&r->v, &a->v, &b->v);
        r->facts = greater_facts(a, b);
        return;
    case TAPE_TEST: enclose_test((enum relation)op->k, r, a); return;
    case TAPE_SELECT: enclose_select(r, a, b, c); return;
    }
}

/* Whatever the rule said: a range without 0 proves it. */
static void note_zero(struct range *r)
{
    if (!ival_has_zero(&r->v))
        r->facts |= FACT_NONZERO;
}

void enclose(struct enclosure *e, const struct ival *x, const struct range **out)
{
    const struct tape *t = e->tape;

    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];
        struct range *r = &e->cell[i];

        if (op->code == TAPE_CONST)
            continue; /* since enclosure_new */
        if (op->code == TAPE_VAR)
            enclose_input(r, &x[op->k]);
        else
            enclose_op(op, r, &e->cell[op->a], &e->cell[op->b], &e->cell[op->c]);
        note_zero(r);
    }
    for (size_t k = 0; k < t->outputs; k++)
        out[k] = &e->cell[t->output[k]];
}

/* ---- mean value form -------------------------------------------------------------- */

/* One number inside x: with as many bits as its ends, rounding does not lead out. */
static void init_middle(struct ival *m, const struct ival *x)
{
    mpfr_prec_t lo_bits = mpfr_get_prec(x->lo), hi_bits = mpfr_get_prec(x->hi);

    ival_init(m, lo_bits > hi_bits ? lo_bits : hi_bits);
    mpfr_add(m->lo, x->lo, x->hi, MPFR_RNDN);
    mpfr_div_2ui(m->lo, m->lo, 1, MPFR_RNDN);
    if (!mpfr_number_p(m->lo)) /* lo + hi overflows */
        mpfr_set(m->lo, x->lo, MPFR_RNDN);
    mpfr_set(m->hi, m->lo, MPFR_RNDN);
}

/* f(x) = f(m) + f'(c)(x - m) for a c between them. */
bool enclose_mean_value(struct enclosure *e, const struct ival *x, struct ival *r)
{
    struct ival m, slope;
    bool fits;

    enclose(e, x, e->out);
    fits = ival_is_bounded(x) && !ival_is_empty(x) &&
           (e->out[0]->facts & e->out[1]->facts & FACT_CONTINUOUS);
    ival_set(r, &e->out[0]->v);
    if (!fits)
        return false;
    init_middle(&m, x);
    ival_init_like(&slope, r);
    ival_set(&slope, &e->out[1]->v);
    enclose(e, &m, e->out);
    ival_sub(&m, x, &m);
    ival_mul(&slope, &slope, &m);
    ival_add(&slope, &slope, &e->out[0]->v);
    ival_meet(r, r, &slope);
    ival_clear(&slope);
    ival_clear(&m);
    return true;
}

/* ---- life ----------------------------------------------------------------------- */

/* More bits than the ends have, so that these are the nearest outward; more again where
 * that settles nothing, and the whole line without facts at last. */
static void enclose_constant(struct range *r, const struct pool *p, expr e,
                             mpfr_prec_t bits)
{
    enum { GUARD_BITS = 32, ROUNDS = 4 };
    slong working = bits + GUARD_BITS;
    arb_t ball;

    arb_init(ball);
    arb_indeterminate(ball);
    for (int round = 0; round < ROUNDS && !arb_is_finite(ball); round++, working *= 2)
        constant_ball(p, e, ball, working);
    ival_of_ball(&r->v, ball);
    r->facts = arb_is_finite(ball) ? WHERE : 0;
    note_zero(r);
    arb_clear(ball);
}

static void clear_ranges(void *what)
{
    struct enclosure *e = what;

    for (size_t i = 0; i < e->tape->count; i++)
        ival_clear(&e->cell[i].v);
}

struct enclosure *enclosure_new(struct arena *a, const struct tape *t, mpfr_prec_t bits)
{
    struct enclosure *e = arena_alloc(a, sizeof *e);

    e->tape = t;
    e->cell = arena_array(a, t->count, sizeof *e->cell);
    e->out = arena_array(a, t->outputs, sizeof *e->out);
    for (size_t i = 0; i < t->count; i++) {
        ival_init(&e->cell[i].v, bits);
        if (t->ops[i].code == TAPE_CONST)
            enclose_constant(&e->cell[i], t->pool, t->constants[t->ops[i].k], bits);
    }
    arena_defer(a, clear_ranges, e);
    return e;
}
