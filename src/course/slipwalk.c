/* slipwalk.c: differentiation with one rule altered.
 *
 * One walk over the parts, children first, in doubles at a few points: where the result is
 * the learner's answer there, the same walk in formulas gives what is to be proved equal.
 * A rule altered at one part alone costs no walk: the right rules are linear in the
 * derivatives of the parts, so a change there is passed up by its weight (as adjoints
 * are: A. Griewank, A. Walther, Evaluating derivatives, 2008). */
#include "course/slips.h"

#include <string.h>

enum { FN_ANY = -1 };

static const struct slip_rule rules[] = {
#define RULE(shape, function, slip, text) \
    {SHAPE_##shape, FN_##function, SLIP_##slip, text},
#include "course/sliprules.def"
};

size_t slip_rule_count(void)
{
    return sizeof rules / sizeof *rules;
}

const struct slip_rule *slip_rule(size_t i)
{
    return &rules[i];
}

/* Nobody looks for an inside where it is the variable itself. */
static bool is_chain(const struct parts *ps, const struct view *v, enum slip slip)
{
    return (slip != SLIP_CHAIN_MISSING && slip != SLIP_CHAIN_REPLACED) ||
           ps->at[v->u].view[0].shape != SHAPE_VARIABLE;
}

bool rule_applies(const struct parts *ps, size_t part, const struct slip_rule *rule,
                  const struct view **view)
{
    const struct part_of_formula *of = &ps->at[part];

    for (size_t i = 0; i < of->views; i++)
        if (of->view[i].shape == rule->shape &&
            (rule->func == FN_ANY || rule->func == of->func) &&
            is_chain(ps, &of->view[i], rule->slip)) {
            *view = &of->view[i];
            return true;
        }
    return false;
}

/* The rule for part i, or NULL for the right one. */
static const struct slip_rule *rule_at(const struct parts *ps, size_t i,
                                       const struct slip_rule *rule, int where,
                                       const struct view **view)
{
    *view = &ps->at[i].view[0];
    if (!rule || (where >= 0 && where != (int)i))
        return NULL;
    for (size_t k = 0; where == EVERY_PART_AND_X && k < slip_rule_count(); k++)
        if (rules[k].shape == SHAPE_LINEAR && rules[k].slip == rule->slip &&
            rule_applies(ps, i, &rules[k], view)) /* x is a power too */
            return &rules[k];
    return rule_applies(ps, i, rule, view) ? rule : NULL;
}

static const struct rule_program *program_of(struct parts *ps,
                                             const struct slip_rule *rule)
{
    const struct rule_program **at;

    if (!ps->wrong)
        ps->wrong = arena_array(ps->arena, slip_rule_count(), sizeof *ps->wrong);
    at = &ps->wrong[rule - rules];
    if (!*at)
        *at = rule_compile(ps->s->pool, rule->text);
    return *at;
}

/* ---- in doubles -------------------------------------------------------------------- */

static void letters_at(const struct parts *ps, size_t i, const struct view *v, size_t k,
                       double x, double out[LETTER_COUNT])
{
    const struct part_of_formula *part = &ps->at[i], *at = ps->at;

    memset(out, 0, LETTER_COUNT * sizeof *out);
    if (v->u >= 0) {
        out[LETTER_U] = at[v->u].value[k];
        out[LETTER_DU] = at[v->u].now[k];
    }
    if (v->v >= 0) {
        out[LETTER_V] = at[v->v].value[k];
        out[LETTER_DV] = at[v->v].now[k];
    }
    out[LETTER_C] = v->c >= 0 ? at[v->c].value[k] : 0;
    out[LETTER_K] = v->k >= 0 ? at[v->k].value[k] : 1;
    out[LETTER_W] = part->value[k];
    out[LETTER_X] = x;
    if (part->func >= 0) {
        enum func_id f = (enum func_id)part->func;
        double du = out[LETTER_DU];

        out[LETTER_G] = func_slope(f, out[LETTER_U], part->value[k]);
        out[LETTER_H] = func_slope(f, du, func_double(f, du));
    } else if (v->shape == SHAPE_OPAQUE) {
        out[LETTER_G] = part->right[k];
    }
}

static void find_value(struct parts *ps, size_t i, size_t k, double x)
{
    struct part_of_formula *part = &ps->at[i];
    const struct view *v = &part->view[0];
    double letters[LETTER_COUNT];

    if (v->shape == SHAPE_CONSTANT || v->shape == SHAPE_OPAQUE)
        return; /* given by whoever knows the point */
    letters_at(ps, i, v, k, x, letters);
    part->value[k] = part->func >= 0
                         ? func_double((enum func_id)part->func, letters[LETTER_U])
                         : rule_double(ps->s->pool, ps->value[v->shape], letters);
}

static void pass_weight(struct parts *ps, size_t i, size_t k, double x)
{
    const struct part_of_formula *part = &ps->at[i];
    const struct view *v = &part->view[0];
    const struct rule_program *right = ps->right[v->shape];
    double letters[LETTER_COUNT];

    letters_at(ps, i, v, k, x, letters);
    letters[LETTER_DV] = 0;
    letters[LETTER_DU] = 1;
    if (v->u >= 0)
        ps->at[v->u].weight[k] +=
            part->weight[k] * rule_double(ps->s->pool, right, letters);
    letters[LETTER_DV] = 1;
    letters[LETTER_DU] = 0;
    if (v->v >= 0)
        ps->at[v->v].weight[k] +=
            part->weight[k] * rule_double(ps->s->pool, right, letters);
}

void walk_right(struct parts *ps, const double *xs)
{
    double letters[LETTER_COUNT];

    for (size_t k = 0; k < SLIP_POINTS; k++) {
        for (size_t i = 0; i < ps->count; i++) {
            const struct view *v = &ps->at[i].view[0];

            find_value(ps, i, k, xs[k]);
            letters_at(ps, i, v, k, xs[k], letters);
            if (v->shape != SHAPE_OPAQUE)
                ps->at[i].right[k] =
                    rule_double(ps->s->pool, ps->right[v->shape], letters);
            ps->at[i].now[k] = ps->at[i].right[k];
            ps->at[i].weight[k] = 0;
        }
        ps->at[ps->count - 1].weight[k] = 1;
        for (size_t i = ps->count; i-- > 0;)
            pass_weight(ps, i, k, xs[k]);
    }
}

static void walk_all(struct parts *ps, const struct slip_rule *rule, int where,
                     const double *xs)
{
    double letters[LETTER_COUNT];

    for (size_t i = 0; i < ps->count; i++) {
        const struct view *view;
        const struct slip_rule *mine = rule_at(ps, i, rule, where, &view);
        const struct rule_program *program =
            mine ? program_of(ps, mine) : ps->right[view->shape];

        for (size_t k = 0; k < SLIP_POINTS; k++) {
            letters_at(ps, i, view, k, xs[k], letters);
            ps->at[i].now[k] = rule_double(ps->s->pool, program, letters);
        }
    }
}

void walk_wrong(struct parts *ps, const struct slip_rule *rule, int where,
                const double *xs, double out[SLIP_POINTS])
{
    const struct rule_program *wrong = program_of(ps, rule);
    struct part_of_formula *part = &ps->at[where >= 0 ? where : (int)ps->count - 1];
    double letters[LETTER_COUNT];
    const struct view *view;

    if (where < 0) {
        walk_all(ps, rule, where, xs);
        memcpy(out, part->now, sizeof part->now);
        for (size_t i = 0; i < ps->count; i++)
            memcpy(ps->at[i].now, ps->at[i].right, sizeof ps->at[i].now);
        return;
    }
    rule_at(ps, (size_t)where, rule, where, &view);
    for (size_t k = 0; k < SLIP_POINTS; k++) {
        letters_at(ps, (size_t)where, view, k, xs[k], letters);
        out[k] =
            ps->at[ps->count - 1].right[k] +
            part->weight[k] * (rule_double(ps->s->pool, wrong, letters) - part->right[k]);
    }
}

/* ---- exactly -------------------------------------------------------------------------- */

static void letters_exactly(struct parts *ps, size_t i, const struct view *v,
                            const expr *value, const expr *slope, expr out[LETTER_COUNT])
{
    struct pool *p = ps->s->pool;
    const struct part_of_formula *part = &ps->at[i];

    for (size_t k = 0; k < LETTER_COUNT; k++)
        out[k] = pool_int(p, 0);
    if (v->u >= 0) {
        out[LETTER_U] = value[v->u];
        out[LETTER_DU] = slope[v->u];
    }
    if (v->v >= 0) {
        out[LETTER_V] = value[v->v];
        out[LETTER_DV] = slope[v->v];
    }
    if (v->c >= 0)
        out[LETTER_C] = value[v->c];
    out[LETTER_K] = v->k >= 0 ? value[v->k] : pool_int(p, 1);
    out[LETTER_W] = value[i];
    out[LETTER_X] = ps->symbol;
    if (part->func >= 0) {
        out[LETTER_G] =
            pool_rule(p, (enum func_id)part->func, RULE_DERIVATIVE, out[LETTER_U]);
        out[LETTER_H] =
            pool_rule(p, (enum func_id)part->func, RULE_DERIVATIVE, out[LETTER_DU]);
    } else if (v->shape == SHAPE_OPAQUE) {
        out[LETTER_G] = part->slope;
    }
}

expr walk_exactly(struct parts *ps, const struct slip_rule *rule, int where)
{
    struct pool *p = ps->s->pool;
    expr *value = arena_array(ps->arena, ps->count, sizeof *value);
    expr *slope = arena_array(ps->arena, ps->count, sizeof *slope);
    expr account = pool_take_demands(p), letters[LETTER_COUNT];

    for (size_t i = 0; i < ps->count; i++) {
        const struct part_of_formula *part = &ps->at[i];
        const struct view *first = &part->view[0], *view;
        const struct slip_rule *mine = rule_at(ps, i, rule, where, &view);

        value[i] = part->node;
        letters_exactly(ps, i, first, value, slope, letters);
        if (part->func >= 0)
            value[i] = pool_func(p, (enum func_id)part->func, letters[LETTER_U]);
        else if (part->node == EXPR_NONE)
            value[i] = rule_expr(p, ps->value[first->shape], letters);
        letters_exactly(ps, i, view, value, slope, letters);
        slope[i] =
            rule_expr(p, mine ? program_of(ps, mine) : ps->right[first->shape], letters);
    }
    pool_swap_demands(p, account);
    return slope[ps->count - 1];
}
