/* slipdual.c: wrong results of automatic differentiation.
 *
 *   dual numbers      (a, a') (b, b')  =  (a b, a' b + a b')     and not a' b'
 *   adjoints          a value used twice gets both contributions, and not the last alone
 *
 * A value that is used more than once is a part of the tree that stands there more than
 * once. To overwrite its adjoint is to let the variable move in one of its places only. */
#include "algebra/algebra.h"
#include "course/slips.h"

#include <string.h>

enum { PLACES_MOST = 200, LETTERS_MOST = 8, GROUPS_MOST = 60 };

/* ---- dual numbers ---------------------------------------------------------------------- */

static bool read_dual(const struct diagnosis *d, const struct result *r, expr out[2])
{
    struct diagnosis part = *d;
    struct result *holder = result_fields(pool_arena(d->s->pool));
    size_t n;
    const expr *numbers;

    result_put(holder, "dual", (struct result *)r);
    part.asked = holder;
    numbers = asked_numbers(&part, "dual", &n);
    if (n != 2)
        return false;
    out[0] = numbers[0];
    out[1] = numbers[1];
    return true;
}

static void suspect_dual(struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    const struct result *pair = asked_part(d, "dual duals");
    const char *op = asked_text(d, "op operation");
    expr a[2], b[2], both[2];

    if (!op || !pair || pair->kind != RES_LIST || pair->count != 2 ||
        !read_dual(d, pair->items[0], a) || !read_dual(d, pair->items[1], b) ||
        !strchr("*/", op[0]))
        return;
    for (int i = 0; i < 2; i++) {
        if (op[0] == '/' && constant_sign(p, b[i]) == 0)
            return;
        both[i] = op[0] == '*' ? pool_mul(p, a[i], b[i]) : pool_div(p, a[i], b[i]);
    }
    suspect_point(d, SLIP_DUAL_MULTIPLIED, both, 2);
    suspect_number(d, SLIP_DUAL_MULTIPLIED, both[1]);
}

/* ---- the function ----------------------------------------------------------------------- */

struct graph {
    struct diagnosis *d;
    struct syntax *tree;
    size_t n; /* variables */
    const char *name[LETTERS_MOST];
    expr x[LETTERS_MOST], at[LETTERS_MOST], frozen;
    size_t count; /* inner places of the tree, with their texts */
    struct syntax *place[PLACES_MOST];
    const char *text[PLACES_MOST];
    bool in_group[PLACES_MOST];
};

static const char *text_of(const struct graph *g, const struct syntax *t)
{
    struct str s = str_in(pool_arena(g->d->s->pool));

    syntax_print(&s, t, NOTE_PLAIN);
    return s.text ? s.text : "";
}

static void list_places(struct graph *g, struct syntax *t)
{
    if (t->kind != SYN_NUMBER && t->kind != SYN_CONSTANT && g->count < PLACES_MOST) {
        g->place[g->count] = t;
        g->text[g->count++] = text_of(g, t);
    }
    for (size_t i = 0; i < t->count; i++)
        list_places(g, t->child[i]);
}

static bool keeps(const struct graph *g, const struct syntax *t, size_t kept)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->place[i] == t && g->in_group[i])
            return i == kept;
    return true;
}

/* The tree with the variable frozen in all places of the group but one. */
static struct syntax *freeze(const struct graph *g, struct syntax *t, const char *x,
                             size_t kept, bool frozen)
{
    struct arena *a = pool_arena(g->d->s->pool);
    struct syntax *copy;

    frozen = frozen || !keeps(g, t, kept);
    if (t->kind == SYN_NAME && frozen && !strcmp(t->text, x))
        return syntax_name(a, expr_name(g->d->s->pool, g->frozen), t->at);
    copy = arena_alloc(a, sizeof *copy);
    *copy = *t;
    copy->child = arena_array(a, t->count + 1, sizeof *copy->child);
    for (size_t i = 0; i < t->count; i++)
        copy->child[i] = freeze(g, t->child[i], x, kept, frozen);
    return copy;
}

/* Its derivative by variable k at the point. */
static expr slope_at(const struct graph *g, const struct syntax *tree, size_t k)
{
    struct pool *p = g->d->s->pool;
    struct formula f, df;
    struct diag d;

    if (expr_build(p, tree, &f, &d) != ST_OK ||
        algebra_derive(p, &f, g->x[k], &df, &d) != ST_OK)
        return EXPR_NONE;
    df.body = pool_put(p, df.body, g->frozen, g->x[k]);
    for (size_t i = 0; i < g->n; i++)
        df.body = pool_put(p, df.body, g->x[i], g->at[i]);
    return df.body;
}

/* Marks the places that read like place i; how many there are. */
static size_t mark_group(struct graph *g, size_t i)
{
    size_t n = 0;

    for (size_t k = 0; k < g->count; k++) {
        g->in_group[k] = !strcmp(g->text[k], g->text[i]);
        n += g->in_group[k];
    }
    return n;
}

/* Was the slope by variable k said with an adjoint overwritten? */
static bool overwritten(struct graph *g, size_t k, const struct element *said)
{
    const char *x = g->name[k];
    size_t tried = 0;

    for (size_t i = 0; i < g->count && tried < GROUPS_MOST; i++) {
        expr slope;

        if (mark_group(g, i) < 2)
            continue;
        tried++;
        slope = slope_at(g, freeze(g, g->tree, x, i, false), k);
        if (slope != EXPR_NONE && expr_closed(g->d->s->pool, slope) &&
            slip_same(g->d, value_number(g->d->s, slope), said))
            return true;
    }
    return false;
}

/* A number may be the slope by any of the variables, if the key is; a point has all. */
static bool explained(struct graph *g, size_t k, size_t field)
{
    const struct given *key = &g->d->field->key, *said = &g->d->field->said;
    expr right = slope_at(g, g->tree, k);

    if (right == EXPR_NONE || !expr_closed(g->d->s->pool, right) ||
        !slip_same(g->d, value_number(g->d->s, right), &key->at[field]))
        return false;
    return slip_same(g->d, value_number(g->d->s, right), &said->at[field]) ||
           overwritten(g, k, &said->at[field]);
}

static void suspect_adjoint(struct graph *g)
{
    const struct slip_field *field = g->d->field;
    bool all = field->said.count == g->n && field->key.count == g->n;

    if (field->kind == ANSWER_NUMBER) {
        for (size_t k = 0; k < g->n; k++)
            accuse(g->d, SLIP_ADJOINT_OVERWRITTEN, explained(g, k, 0));
        return;
    }
    for (size_t k = 0; k < g->n && all; k++)
        all = explained(g, k, k);
    accuse(g->d, SLIP_ADJOINT_OVERWRITTEN, all);
}

/* Forward mode through a product: the second parts multiplied. */
static void suspect_products(struct graph *g)
{
    struct pool *p = g->d->s->pool;
    const struct slip_field *field = g->d->field;
    struct parts parts = {
        .s = g->d->s, .arena = pool_arena(p), .x = g->name[0], .symbol = g->x[0]};

    if (!field->said.count || g->n != 1 || !parts_read(&parts, g->tree))
        return;
    for (size_t i = 0; i < slip_rule_count(); i++) {
        expr slope;

        if (slip_rule(i)->slip != SLIP_PRODUCT_OF_DERIVATIVES)
            continue;
        slope = pool_put(p, walk_exactly(&parts, slip_rule(i), EVERY_PART), g->x[0],
                         g->at[0]);
        accuse(g->d, SLIP_DUAL_MULTIPLIED,
               expr_closed(p, slope) &&
                   slip_same(g->d, value_number(g->d->s, slope),
                             &field->said.at[field->said.count - 1]));
    }
}

/* The variables are those that have a place. */
static void read_places(struct graph *g)
{
    struct diagnosis *d = g->d;
    const struct result *at = asked_part(d, "at point x0");
    const expr *value = asked_numbers(d, "at point x0", &g->n);
    size_t letters = names_count(d->vars);

    if (g->n > LETTERS_MOST || (at && at->kind != RES_FIELDS && g->n != letters))
        g->n = 0;
    for (size_t i = 0; i < g->n; i++) {
        g->name[i] = at->kind == RES_FIELDS ? at->names[i] : d->vars[i];
        g->at[i] = value[i];
    }
    for (size_t i = 0; !at && i < letters && i < LETTERS_MOST; i++) { /* x and y apart */
        g->name[i] = d->vars[i];
        g->n += asked_number(d, d->vars[i], &g->at[g->n]);
    }
}

static bool read_graph(struct graph *g)
{
    struct pool *p = g->d->s->pool;

    read_places(g);
    g->frozen = pool_symbol(p, "at rest");
    g->tree = asked_tree(g->d);
    if (!g->n || !g->tree)
        return false;
    for (size_t i = 0; i < g->n; i++)
        g->x[i] = pool_symbol(p, g->name[i]);
    list_places(g, g->tree);
    return true;
}

void slips_autodiff(struct diagnosis *d)
{
    struct graph g = {.d = d};

    if (d->field->kind != ANSWER_NUMBER && d->field->kind != ANSWER_POINT)
        return;
    suspect_dual(d);
    if (!read_graph(&g))
        return;
    suspect_products(&g);
    suspect_adjoint(&g);
}
