/* bowl.c: a local minimum of a convex function is its global one.
 *
 * Said where it is true and of use: f is defined on one interval, has one critical point, a
 * minimum, and is proved convex throughout. Likewise maxima of concave functions. */
#include "analysis/internal.h"

/* A remark is worth so much and no more. */
enum { MOST_WORK = 5000 };

static bool same_end(const struct search *s, struct real *a, struct real *b)
{
    if (a->infinite || b->infinite)
        return a->infinite == b->infinite;
    return real_compare(s, a, b) == 0;
}

/* Is the set just this interval, its ends perhaps aside? */
static bool covers(const struct search *s, const struct realset *set,
                   const struct piece_of_line *all)
{
    return set->count == 1 && same_end(s, set->pieces[0].lo, all->lo) &&
           same_end(s, set->pieces[0].hi, all->hi);
}

void extrema_bowl(const struct search *s, const struct realset *on, struct extrema *e)
{
    const struct critical *c = &e->critical;
    struct budget few = budget_of(MOST_WORK);
    struct search brief = {s->pool, &few};
    struct convexity bend;
    struct diag d;
    bool min = c->count == 1 && c->points[0].type == TYPE_MIN,
         max = c->count == 1 && c->points[0].type == TYPE_MAX;

    few.expired = s->budget->expired;
    few.context = s->budget->context;
    if ((!min && !max) || c->plateau_count || !c->complete || c->period != EXPR_NONE ||
        !c->domain.complete || c->domain.count != 1 || s->budget->over ||
        analysis_convex(&brief, &c->f, c->x, on, &bend, &d) != ST_OK || !bend.complete)
        return;
    e->convex = min && covers(s, &bend.convex, &c->domain.pieces[0]);
    e->concave = max && covers(s, &bend.concave, &c->domain.pieces[0]);
}
