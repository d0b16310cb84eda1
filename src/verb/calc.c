/* calc.c: the verbs that answer with one value: eval, limit. */
#include "verb/internal.h"

#include <string.h>

/* ---- eval -------------------------------------------------------------------- */

enum status eval_run(struct job *j)
{
    struct formula f;
    long digits;
    enum status st = job_integer(j, "digits", 1, 100000, 17, &digits);

    if (st != ST_OK || (st = job_formula(j, NULL, &f)) != ST_OK ||
        (st = job_put_point(j, &f)) != ST_OK)
        return st;
    if ((st = job_closed(j, &f)) != ST_OK)
        return st;
    return job_value(j, &f, j->out, digits);
}

/* ---- limit -------------------------------------------------------------------- */

static enum status read_target(struct job *j, struct real **at)
{
    const char *text = job_text(j, "to");
    struct formula f;
    enum status st;

    if (!text)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "say where: --to 0, --to inf");
    if (!strcmp(text, "inf") || !strcmp(text, "+inf") || !strcmp(text, "∞")) {
        *at = real_infinite(&j->search, 1);
        return ST_OK;
    }
    if (!strcmp(text, "-inf") || !strcmp(text, "-∞")) {
        *at = real_infinite(&j->search, -1);
        return ST_OK;
    }
    j->mistaken = text;
    st = expr_read(j->search.pool, text, strlen(text), NULL, &f, NULL, j->diag);
    if (st == ST_OK && !expr_closed(j->search.pool, f.body))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                      "a number is wanted here");
    if (st == ST_OK)
        *at = real_exact(&j->search, f.body);
    return st;
}

static bool same_limit(struct job *j, const struct limit *a, const struct limit *b)
{
    if (!a->known || !b->known || a->infinite != b->infinite)
        return false;
    if (a->infinite)
        return true;
    return a->value != EXPR_NONE && b->value != EXPR_NONE &&
           constant_compare(j->search.pool, a->value, b->value) == 0;
}

static void put_limit(struct job *j, const char *name, const struct limit *l)
{
    result_put(j->out, name,
               !l->known     ? result_null(j->arena)
               : l->infinite ? job_infinite(j, l->infinite)
                             : job_expr(j, l->value));
    if (l->known && !l->infinite)
        result_put(j->out, arena_printf(j->arena, "%s_approx", name),
                   job_number(j, l->approx));
    if (!l->known)
        j->exit = EXIT_GIVEN_UP;
}

enum status limit_run(struct job *j)
{
    struct formula f;
    struct realset on;
    struct real *at = NULL;
    struct limit *l, *r;
    const char *side = job_text(j, "side");
    expr x;
    enum status st = job_question(j, &f, &x, &on);

    if (st != ST_OK || (st = read_target(j, &at)) != ST_OK)
        return st;
    if (side && strcmp(side, "left") && strcmp(side, "right"))
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "the side is left or right");
    if (at->infinite || side) {
        int way = at->infinite ? -at->infinite : !strcmp(side, "left") ? -1 : 1;

        put_limit(j, "limit", analysis_limit(&j->search, &f, x, at, way));
        return ST_OK;
    }
    l = analysis_limit(&j->search, &f, x, at, -1);
    r = analysis_limit(&j->search, &f, x, at, 1);
    if (same_limit(j, l, r)) {
        put_limit(j, "limit", l);
    } else {
        result_put(j->out, "limit", result_null(j->arena));
        put_limit(j, "left", l);
        put_limit(j, "right", r);
        j->exit = l->known && r->known ? EXIT_NO : EXIT_GIVEN_UP;
    }
    return ST_OK;
}
