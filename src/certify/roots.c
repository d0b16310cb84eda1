/* roots.c: all zeros of a function on a set: the routes, tried from the exact to the rough.
 *
 *   product          zeros of the factors
 *   f(u)             f(u) = 0 solved for u, where f has an inverse
 *   sum              common factors out; polynomial over Q, exactly; c f(u) = d inverted;
 *                    one period of a periodic one; else subdivision
 */
#include "certify/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists ------------------------------------------------------------------- */

void roots_clear(struct roots *r)
{
    memset(r, 0, sizeof *r);
    r->complete = true;
}

static void *grown(const struct search *s, void *old, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return old;
    *cap = *cap ? 2 * *cap : 8;
    return arena_grow(pool_arena(s->pool), old, n, *cap, size);
}

void roots_add(const struct search *s, struct roots *r, struct real *x, unsigned multiplicity)
{
    for (size_t i = 0; i < r->count; i++)
        if (real_compare(s, r->at[i].x, x) == 0) {
            if (r->at[i].multiplicity && multiplicity)
                r->at[i].multiplicity += multiplicity;
            else
                r->at[i].multiplicity = 0;
            if (r->at[i].x->exact == EXPR_NONE)
                r->at[i].x = x;
            return;
        }
    r->at = grown(s, r->at, r->count, &r->cap, sizeof *r->at);
    r->at[r->count++] = (struct root){x, multiplicity};
}

void roots_add_family(const struct search *s, struct roots *r, struct real *x, expr period)
{
    r->families = grown(s, r->families, r->family_count, &r->family_cap, sizeof *r->families);
    r->families[r->family_count++] = (struct family){x, period};
}

void roots_add_open(const struct search *s, struct roots *r, double from, double to)
{
    struct open_cell *last = r->open_count ? &r->open[r->open_count - 1] : NULL;

    r->complete = false;
    if (last && last->to == from) { /* neighbours become one cell */
        last->to = to;
        return;
    }
    r->open = grown(s, r->open, r->open_count, &r->open_cap, sizeof *r->open);
    r->open[r->open_count++] = (struct open_cell){from, to};
}

void roots_add_plateau(const struct search *s, struct roots *r, struct piece_of_line piece)
{
    r->plateaus = grown(s, r->plateaus, r->plateau_count, &r->plateau_cap, sizeof *r->plateaus);
    r->plateaus[r->plateau_count++] = piece;
}

static void sort_roots(const struct search *s, struct roots *r)
{
    for (size_t i = 1; i < r->count; i++)
        for (size_t j = i; j > 0 && real_compare(s, r->at[j].x, r->at[j - 1].x) == -1; j--) {
            struct root t = r->at[j];

            r->at[j] = r->at[j - 1];
            r->at[j - 1] = t;
        }
}

/* ---- f(u) = c solved for u ------------------------------------------------------- */

static void zeros(const struct search *s, expr g, expr x, const struct realset *on, struct roots *r);

/* The only u with f(u) = c for a monotone f; EXPR_NONE if f never is c; *known tells
 * whether the question could be answered at all. */
static expr invert(const struct search *s, enum func_id f, expr c, bool *known)
{
    struct pool *p = s->pool;
    const struct func_row *row = func_row(f);
    int inverse = row->inverse ? func_find(row->inverse, strlen(row->inverse)) : -1;
    expr account, u, domain;
    enum truth inside;

    *known = false;
    if (row->period || row->shape == SHAPE_ANY || row->shape == SHAPE_VALLEY || inverse < 0)
        return EXPR_NONE;
    account = pool_take_demands(p);
    u = pool_func(p, (enum func_id)inverse, c);
    domain = pool_domain(p, pool_intern_domain_of((enum func_id)inverse, c));
    pool_swap_demands(p, account);
    inside = constant_truth(p, domain);
    *known = inside != TRUTH_UNKNOWN;
    return inside == TRUTH_YES ? u : EXPR_NONE;
}
