/* rule.c: the texts of functions.def as nodes, read once and put to use many times.
 *
 * A text such as "1 + v^2" becomes a short program: the nodes of its tree, children first,
 * each with the places of its arguments. To use it on u is to run down the list.
 */
#include "expr/internal.h"

#include <stdlib.h>
#include <string.h>

struct rule_form {
    size_t n;
    const expr *node;       /* of the tree in the symbols u and v, children first */
    const uint32_t **place; /* of each argument of node[i] in the list */
    expr u, v;
};

static const char *rule_text(enum func_id f, enum rule rule)
{
    const struct func_row *row = func_row(f);

    switch (rule) {
    case RULE_DOMAIN: return row->domain;
    case RULE_CONTINUOUS: return row->continuous;
    case RULE_SMOOTH: return row->smooth;
    case RULE_DERIVATIVE: return row->rule;
    case RULE_REWRITE: return row->rewrite;
    case RULE_COUNT: break;
    }
    return NULL;
}

static expr read_rule(struct pool *p, const char *text)
{
    static const char *const names[] = {"u", "v", NULL};
    struct scope scope = {.names = names, .closed = true};
    struct formula f;
    struct diag d;
    enum status st = expr_read(p, text, strlen(text), &scope, &f, NULL, &d);

    if (st != ST_OK && st != ST_LIMIT)
        abort();                           /* a row of functions.def is wrong */
    return st == ST_OK ? f.body : p->zero; /* a pool that is full says so itself */
}

static const uint32_t *places(struct pool *p, const struct rule_form *form, expr e)
{
    size_t count = expr_count(p, e);
    uint32_t *place = arena_array(p->arena, count, sizeof *place);

    for (size_t i = 0; i < count; i++)
        while (form->node[place[i]] != expr_arg(p, e, i))
            place[i]++;
    return place;
}

static const struct rule_form *compile_rule(struct pool *p, const char *text)
{
    struct rule_form *form = arena_alloc(p->arena, sizeof *form);
    expr account = pool_take_demands(p), e = read_rule(p, text);

    pool_swap_demands(p, account);
    form->u = pool_symbol(p, "u");
    form->v = pool_symbol(p, "v");
    form->node = expr_below(p, e, &form->n, p->arena);
    form->place = arena_array(p->arena, form->n, sizeof *form->place);
    for (size_t i = 0; i < form->n; i++)
        form->place[i] = places(p, form, form->node[i]);
    return form;
}

static expr run_rule(struct pool *p, const struct rule_form *form, enum func_id f, expr u)
{
    struct arena_mark mark = arena_mark(p->scratch);
    expr *made = arena_array(p->scratch, form->n, sizeof *made), e;

    for (size_t i = 0; i < form->n; i++) {
        expr node = form->node[i];
        size_t count = expr_count(p, node);
        expr *args = arena_array(p->scratch, count, sizeof *args);

        for (size_t j = 0; j < count; j++)
            args[j] = made[form->place[i][j]];
        made[i] = node == form->u   ? u
                  : node == form->v ? pool_func(p, f, u)
                                    : pool_rebuild(p, node, args);
    }
    e = form->n ? made[form->n - 1] : EXPR_NONE;
    arena_release(p->scratch, mark);
    return e;
}

expr pool_rule(struct pool *p, enum func_id f, enum rule rule, expr u)
{
    const char *text = rule_text(f, rule);

    if (!text)
        return EXPR_NONE;
    if (!p->rules[f][rule])
        p->rules[f][rule] = compile_rule(p, text);
    return run_rule(p, p->rules[f][rule], f, u);
}
