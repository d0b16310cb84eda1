/* iterates.c: the places a descent passes, for keys.
 *
 *   x[k+1] = x[k] - h f'(x[k])            gradient descent, one coordinate or several
 *   x[k+1] = x[k] - f'(x[k])/f''(x[k])    Newton's method on f'
 *
 * The rationals of a descent in a polynomial double their digits at every step. While they
 * have at most 200 the iterates are exact; from then on they are balls, wide enough to
 * contain the true iterate and narrow enough for any tolerance a key may have. */
#include "algebra/algebra.h"
#include "course/internal.h"

enum { EXACT_DIGITS = 200, MOST_STEPS = 10000 };

struct walk {
    struct eval *e;
    const struct call_args *args;
    size_t n; /* coordinates */
    expr *vars;
    struct formula *slope;
    struct formula curvature; /* of Newton's method */
    expr rate;
    bool newton;
};

static enum status refuse(const struct walk *w, enum status st, const char *why)
{
    return diag_set(w->e->diag, st, w->args->call->at, "%s", why);
}

static enum status derivatives(struct walk *w, const struct formula *f)
{
    struct pool *p = w->e->s->pool;
    enum status st = ST_OK;

    w->slope = arena_array(pool_arena(p), w->n + 1, sizeof *w->slope);
    for (size_t i = 0; i < w->n && st == ST_OK; i++)
        st = algebra_derive(p, f, w->vars[i], &w->slope[i], w->e->diag);
    if (st == ST_OK && w->newton)
        st = algebra_derive(p, &w->slope[0], w->vars[0], &w->curvature, w->e->diag);
    return st;
}

static bool is_short(const struct pool *p, expr e)
{
    const fmpq *q = expr_number(p, e);

    return q && fmpz_sizeinbase(fmpq_numref(q), 10) <= EXACT_DIGITS &&
           fmpz_sizeinbase(fmpq_denref(q), 10) <= EXACT_DIGITS;
}

/* ---- exactly ----------------------------------------------------------------- */

/* The value of f at the point; EXPR_NONE if it is no rational number. */
static expr exact_at(const struct walk *w, const struct formula *f,
                     struct value *const *at)
{
    struct pool *p = w->e->s->pool;
    expr account = pool_take_demands(p), body = f->body;

    for (size_t i = 0; i < w->n; i++)
        body = pool_substitute(p, body, w->vars[i], at[i]->exact);
    pool_swap_demands(p, account);
    return expr_number(p, body) ? body : EXPR_NONE;
}

static bool exact_step(const struct walk *w, struct value *const *at, struct value **next)
{
    struct pool *p = w->e->s->pool;

    for (size_t i = 0; i < w->n; i++)
        if (at[i]->exact == EXPR_NONE || !is_short(p, at[i]->exact))
            return false;
    for (size_t i = 0; i < w->n; i++) {
        expr slope = exact_at(w, &w->slope[i], at), step;
        expr bend = w->newton ? exact_at(w, &w->curvature, at) : w->rate;

        if (slope == EXPR_NONE || bend == EXPR_NONE ||
            (w->newton && expr_is_int(p, bend, 0)))
            return false;
        step = w->newton ? pool_div(p, slope, bend) : pool_mul(p, bend, slope);
        step = pool_sub(p, at[i]->exact, step);
        if (!expr_number(p, step))
            return false;
        next[i] = value_number(w->e->s, step);
    }
    return true;
}

/* ---- in balls ---------------------------------------------------------------- */

static bool ball_step(const struct walk *w, const struct value *at, struct value **next,
                      slong bits)
{
    struct pool *p = w->e->s->pool;
    arb_t x, slope, bend;
    bool good;

    arb_init(x);
    arb_init(slope);
    arb_init(bend);
    value_ball(w->e->s, at, x, bits);
    expr_ball_at(p, w->slope[0].body, w->vars[0], x, slope, bits);
    if (w->newton) {
        expr_ball_at(p, w->curvature.body, w->vars[0], x, bend, bits);
        arb_div(slope, slope, bend, bits);
    } else {
        constant_ball(p, w->rate, bend, bits);
        arb_mul(slope, slope, bend, bits);
    }
    arb_sub(x, x, slope, bits);
    good = arb_is_finite(x);
    if (good)
        *next = value_of_ball(w->e->s, x);
    arb_clear(bend);
    arb_clear(slope);
    arb_clear(x);
    return good;
}

static enum status walk_on(const struct walk *w, const struct value *start, long steps,
                           struct value **out)
{
    const struct search *s = w->e->s;
    struct value *const one[1] = {(struct value *)start};
    bool single = start->kind == VALUE_NUMBER;
    struct value *const *at = single ? one : start->items;
    slong bits = BALL_BITS + 16 * (steps < 250 ? steps : 250);

    *out = value_list(s, VALUE_LIST, (size_t)steps);
    for (long k = 0; k < steps; k++) {
        struct value *next = value_list(s, VALUE_LIST, w->n);

        if (!budget_spend(s->budget, 20))
            return refuse(w, ST_LIMIT, "the descent takes too long to compute");
        next->count = w->n;
        next->point = true;
        if (!exact_step(w, at, next->items)) {
            if (w->n > 1)
                return refuse(w, ST_UNABLE, "the iterates are no short fractions");
            if (!ball_step(w, at[0], &next->items[0], bits))
                return refuse(w, ST_DOMAIN, "the descent leaves the domain");
        }
        at = next->items;
        (*out)->items[(*out)->count++] = single ? next->items[0] : next;
    }
    return ST_OK;
}

/* ---- arguments --------------------------------------------------------------- */

static enum status start_of(struct walk *w, const struct value *start, expr body)
{
    struct pool *p = w->e->s->pool;

    if (start->kind == VALUE_NUMBER && !start->infinite) {
        w->n = 1;
        w->vars = arena_array(pool_arena(p), 1, sizeof *w->vars);
        w->vars[0] = value_variable(w->e, body);
        return ST_OK;
    }
    w->vars = expr_symbols(p, body, &w->n);
    if (start->kind != VALUE_LIST || start->count != w->n || w->newton)
        return refuse(w, ST_USAGE,
                      "the start is a number, or a point with a coordinate "
                      "for each variable");
    for (size_t i = 0; i < start->count; i++)
        if (start->items[i]->kind != VALUE_NUMBER)
            return refuse(w, ST_USAGE, "a coordinate of the start is no number");
    return ST_OK;
}

static bool steps_of(const struct walk *w, const struct value *v, long *steps)
{
    const fmpq *q = v->kind == VALUE_NUMBER && v->exact != EXPR_NONE
                        ? expr_number(w->e->s->pool, v->exact)
                        : NULL;

    if (!q || !fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *steps = fmpz_get_si(fmpq_numref(q));
    return *steps >= 1 && *steps <= MOST_STEPS;
}

enum status author_iterates(struct eval *e, const struct call_args *args, bool newton,
                            struct value **out)
{
    struct walk w = {.e = e, .args = args, .newton = newton};
    const struct value *steps = args->at[newton ? 2 : 3];
    struct formula f, rate;
    enum status st;
    long n = 0;

    if (!value_as_formula(e->s, args->at[0], &f))
        return refuse(&w, ST_USAGE, "the first argument is the function to go down");
    if (!steps_of(&w, steps, &n))
        return refuse(&w, ST_USAGE, "the number of steps is whole, from 1 to 10000");
    if (!newton && (!value_as_formula(e->s, args->at[2], &rate) ||
                    !expr_closed(e->s->pool, rate.body)))
        return refuse(&w, ST_USAGE, "the rate is a number");
    w.rate = newton ? EXPR_NONE : rate.body;
    if ((st = start_of(&w, args->at[1], f.body)) != ST_OK)
        return st;
    if ((st = derivatives(&w, &f)) != ST_OK)
        return st;
    return walk_on(&w, args->at[1], n, out);
}
