/* slipdescent.c: wrong places of a descent.
 *
 *   x[k+1] = x[k] + s[k+1],   s[k+1] = b s[k] - r f'(x[k])     (b = 0: plain descent)
 *
 * The walk is done with wrong steps, all of them, the first or the last, and with steps
 * forgotten. Numbers stay exact. What the key is tells which right walk was meant. */
#include "algebra/algebra.h"
#include "course/slipdescent.h"

#include <stdlib.h>
#include <string.h>

struct step_rule {
    enum slip slip;
    enum step_method method;
    const char *text;
};

static const struct step_rule step_rules[] = {
#define STEP(slip, method, text) {SLIP_##slip, METHOD_##method, text},
#include "course/sliprules.def"
};

/* ---- suspects ------------------------------------------------------------------------ */

static void suspect_place(const struct downhill *q, enum slip slip, const expr *at)
{
    expr height = downhill_put(q, q->f.body, at);

    suspect_point(q->d, slip, q->heights ? &height : at, q->heights ? 1 : q->n);
}

static void suspect_walk(const struct downhill *q, enum slip slip, const struct manner *m)
{
    place at[STEPS_MOST + 2];

    if (downhill_walk(q, m, q->steps, at))
        suspect_place(q, slip, at[q->steps]);
}

/* The rows of the method in steps [from, to). */
static void suspect_steps(const struct downhill *q, const struct manner *right, long from,
                          long to)
{
    for (size_t i = 0; i < sizeof step_rules / sizeof *step_rules; i++) {
        const struct step_rule *r = &step_rules[i];
        struct manner m = *right;

        if (r->method != q->method)
            continue;
        m.wrong = rule_compile(q->d->s->pool, r->text);
        m.from = from;
        m.to = to;
        suspect_walk(q, r->slip, &m);
    }
}

static void suspect_memory(const struct downhill *q, const struct manner *right)
{
    struct manner m = *right;

    if (!expr_is_int(q->d->s->pool, right->momentum, 0)) {
        m.momentum = pool_int(q->d->s->pool, 0);
        m.averaged = m.ahead = false;
        suspect_walk(q, SLIP_MOMENTUM_DROPPED, &m);
        m = *right;
    }
    if (q->steps > 1) {
        m.stale = true;
        suspect_walk(q, SLIP_STALE_GRADIENT, &m);
        m.stalest = true;
        suspect_walk(q, SLIP_STALE_GRADIENT, &m);
        m.stale = m.stalest = false;
    }
    if (q->n > 1) {
        m.sequence = 1;
        suspect_walk(q, SLIP_SEQUENTIAL, &m);
        m.sequence = -1;
        suspect_walk(q, SLIP_SEQUENTIAL, &m);
    }
}

/* Another number of the same walk. */
static void suspect_reports(const struct downhill *q, const struct manner *right)
{
    place at[STEPS_MOST + 2];
    long k = q->steps;

    if (!downhill_walk(q, right, k, at))
        return;
    suspect_place(q, SLIP_STEP_SHORT, at[k - 1]);
    if (!q->heights)
        suspect_number(q->d, SLIP_REPORTED_VALUE, downhill_put(q, q->f.body, at[k]));
    for (long j = 0; j <= k; j++) {
        place slope;

        for (size_t i = 0; i < q->n; i++)
            slope[i] = downhill_put(q, q->df[i], at[j]);
        suspect_point(q->d, SLIP_REPORTED_GRADIENT, slope, q->n);
    }
    if (downhill_walk(q, right, k + 1, at))
        suspect_place(q, SLIP_STEP_FAR, at[k + 1]);
}

/* ---- the question ---------------------------------------------------------------------- */

static bool derivatives(struct downhill *q)
{
    struct diag d;
    struct formula df, ddf;

    for (size_t i = 0; i < q->n; i++) {
        if (algebra_derive(q->d->s->pool, &q->f, q->x[i], &df, &d) != ST_OK)
            return false;
        q->df[i] = df.body;
        for (size_t k = 0; k < q->n; k++) {
            if (algebra_derive(q->d->s->pool, &df, q->x[k], &ddf, &d) != ST_OK)
                return false;
            q->ddf[i][k] = ddf.body;
        }
    }
    return true;
}

static long steps_asked(const struct diagnosis *d)
{
    const char *ask = asked_text(d, "ask asks want"), *n = asked_text(d, "steps n");
    size_t skip = ask ? strcspn(ask, "0123456789") : 0;

    if (ask && ask[skip])
        return strtol(ask + skip, NULL, 10);
    return n ? strtol(n, NULL, 10) : 1;
}

static bool read_descent(struct downhill *q)
{
    struct diagnosis *d = q->d;
    struct pool *p = d->s->pool;
    const char *method = asked_text(d, "method");
    size_t n;
    const expr *start = asked_numbers(d, "x0 start from", &n);

    q->steps = steps_asked(d);
    q->n = names_count(d->vars);
    if (!asked_formula(d, ASKED_FUNCTION, &q->f) || n != q->n || n > COORDINATES_MOST ||
        q->steps < 1 || q->steps > STEPS_MOST)
        return false;
    for (size_t i = 0; i < n; i++) {
        q->x[i] = pool_symbol(p, d->vars[i]);
        q->start[i] = start[i];
    }
    q->rate = q->momentum = pool_int(p, 0);
    q->method = method && strstr(method, "ewton") ? METHOD_NEWTON : METHOD_GRADIENT;
    asked_number(d, "beta momentum mu", &q->momentum);
    return (q->method == METHOD_NEWTON ? n <= 2
                                       : asked_number(d,
                                                      "lr rate h alpha eta step "
                                                      "learning_rate",
                                                      &q->rate)) &&
           derivatives(q);
}

/* Does the walk end where the key says? Then this is the walk that was meant. */
static bool ends_at_key(struct downhill *q, const struct manner *m)
{
    const struct given *key = &q->d->field->key;
    place at[STEPS_MOST + 2];
    bool same =
        downhill_walk(q, m, q->steps, at) && key->count == (q->heights ? 1 : q->n);
    expr height = same ? downhill_put(q, q->f.body, at[q->steps]) : EXPR_NONE;

    for (size_t i = 0; i < key->count && same; i++)
        same =
            slip_same(q->d, value_number(q->d->s, q->heights ? height : at[q->steps][i]),
                      &key->at[i]);
    return same;
}

static bool find_manner(struct downhill *q, struct manner *m)
{
    *m = (struct manner){
        .step = rule_compile(q->d->s->pool, q->method == METHOD_NEWTON ? "-n" : "-r*g"),
        .momentum = q->momentum};
    for (int k = 0; k < 6; k++) {
        m->averaged = k % 3 == 1;
        m->ahead = k % 3 == 2;
        q->heights = k >= 3;
        if (ends_at_key(q, m))
            return true;
    }
    return false;
}

/* The largest rate that is safe on a parabola is 2/f''. */
static void suspect_limit(struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    const char *ask = asked_text(d, "ask asks want");
    const struct value *key = d->field->key.at[0].value;

    if (d->field->kind == ANSWER_NUMBER && ask && key->kind == VALUE_NUMBER &&
        key->exact != EXPR_NONE &&
        (strstr(ask, "lr") || strstr(ask, "rate") || strstr(ask, "limit") ||
         strstr(ask, "stab") || strstr(ask, "step")))
        suspect_number(d, SLIP_STABILITY_HALVED,
                       pool_mul(p, pool_ratio(p, 1, 2), key->exact));
}

void slips_descent(struct diagnosis *d)
{
    struct downhill q = {.d = d};
    struct manner right;

    if (d->field->kind != ANSWER_NUMBER && d->field->kind != ANSWER_POINT)
        return;
    if (!read_descent(&q) || !find_manner(&q, &right)) {
        suspect_limit(d);
        return;
    }
    suspect_steps(&q, &right, 0, q.steps);
    suspect_memory(&q, &right);
    suspect_reports(&q, &right);
    for (size_t i = 0; i < SLIP_COUNT; i++)
        if (d->fits[i])
            return;
    suspect_steps(&q, &right, q.steps - 1, q.steps);
    suspect_steps(&q, &right, 0, 1);
}
