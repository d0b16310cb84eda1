/* same.h: is a rewritten formula still the same function, at many points?
 *
 * The oracle knows nothing of rewriting: balls of the two bodies, and the conditions under
 * which they are defined, at exact points among which are 0, negative numbers and others
 * where domains like to end. */
#ifndef GRADUS_TESTS_ALGEBRA_SAME_H
#define GRADUS_TESTS_ALGEBRA_SAME_H

#include "algebra/algebra.h"
#include "tap.h"

/* Is f defined at x = at? */
static inline enum truth defined_at(struct pool *p, const struct formula *f, expr x,
                                    expr at)
{
    expr all = pool_and(p, f->where, pool_domain(p, f->body));

    return constant_truth(p, pool_put(p, all, x, at));
}

/* The ball of f at x = at; false if it is not finite at any precision that was tried. */
static inline bool value_at(struct pool *p, expr f, expr x, const fmpq *at, arb_t value)
{
    arb_t point;
    bool finite = false;

    arb_init(point);
    for (slong bits = 128; bits <= 1024 && !finite; bits *= 2) {
        arb_set_fmpq(point, at, bits);
        expr_ball_at(p, f, x, point, value, bits);
        finite = arb_is_finite(value);
    }
    arb_clear(point);
    return finite;
}

/* At one point; what differs goes to *why. Counts where values were compared. */
static inline bool same_at(struct pool *p, const struct formula *f,
                           const struct formula *g, expr x, expr at, const char **why,
                           int *compared)
{
    enum truth was = defined_at(p, f, x, at), is = defined_at(p, g, x, at);
    arb_t v, w;
    bool same = true;

    if ((was == TRUTH_NO && is == TRUTH_YES) || (was == TRUTH_YES && is == TRUTH_NO)) {
        *why = was == TRUTH_NO ? "was not defined" : "was defined";
        return false;
    }
    if (was != TRUTH_YES || is != TRUTH_YES)
        return true;
    arb_init(v);
    arb_init(w);
    if (value_at(p, f->body, x, expr_number(p, at), v) &&
        value_at(p, g->body, x, expr_number(p, at), w)) {
        *why = "another value";
        same = arb_overlaps(v, w);
        ++*compared;
    }
    arb_clear(w);
    arb_clear(v);
    return same;
}

/* One point test for all points: names the first one where they differ. */
static inline bool same_function(struct pool *p, const struct formula *f,
                                 const struct formula *g, expr x, int *compared)
{
    static const struct {
        long num;
        unsigned long den;
    } points[] = {{0, 1},   {1, 1},  {-1, 1}, {2, 1},   {-2, 1}, {1, 2},
                  {-1, 2},  {3, 1},  {-3, 1}, {5, 7},   {-5, 7}, {13, 9},
                  {-13, 9}, {31, 5}, {-4, 1}, {1, 1000}};
    const char *why = "";

    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (!same_at(p, f, g, x, pool_ratio(p, points[i].num, points[i].den), &why,
                     compared)) {
            note("at %ld/%lu: %s", points[i].num, points[i].den, why);
            return false;
        }
    return true;
}

#endif
