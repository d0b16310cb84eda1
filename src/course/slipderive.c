/* slipderive.c: wrong derivatives, total and partial.
 *
 * The learner's answer is compared with what every wrong rule gives, at all of its places
 * and then at one: in doubles at three points first; what agrees there is proved. */
#include "algebra/algebra.h"
#include "course/slipderive.h"

#include <string.h>

enum { PROOFS_MOST = 6 };

/* ---- the question --------------------------------------------------------------- */

static void collect_symbols(struct derivative *q, expr e)
{
    struct pool *p = q->d->s->pool;
    size_t n;
    const expr *symbols = expr_symbols(p, e, &n);

    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        while (k < q->n && q->vars[k] != symbols[i])
            k++;
        if (k == q->n && q->n < SLIP_VARIABLES)
            q->vars[q->n++] = symbols[i];
    }
}

/* A number given where a formula could be: the slope at a place. */
static bool read_fields(struct derivative *q)
{
    const struct slip_field *field = q->d->field;
    struct pool *p = q->d->s->pool;

    if (field->kind == ANSWER_EXPR) {
        q->key = field->key.f;
        q->said = field->said.f;
        return true;
    }
    return field->kind == ANSWER_NUMBER && asked_number(q->d, "at x0 point", &q->at) &&
           value_as_formula(q->d->s, field->key.at[0].value, &q->key) &&
           value_as_formula(q->d->s, field->said.at[0].value, &q->said) &&
           expr_closed(p, q->at);
}

/* ---- suspects ------------------------------------------------------------------------ */

/* Is this what was answered? Costs little where it is not. */
static bool proved(struct derivative *q, expr body)
{
    const struct search *s = q->d->s;
    struct formula f = {body, pool_true(s->pool)};

    if (q->at != EXPR_NONE)
        f.body = pool_put(s->pool, body, q->vars[0], q->at);
    if (q->d->foresight) {
        foresee(q->d, q->slip, value_formula(s, f));
        return false;
    }
    return certify_equal(s, &f, &q->said, pool_true(s->pool), q->vars,
                         q->at == EXPR_NONE ? q->n : 0)
               .same == TRUTH_YES;
}

static bool rule_guilty(struct derivative *q, const struct slip_rule *rule, int where)
{
    double y[SLIP_POINTS];

    if (q->d->foresight)
        return proved(q, walk_exactly(&q->parts, rule, where));
    walk_wrong(&q->parts, rule, where, q->xs, y);
    return derivative_agrees(q, y) && q->proofs++ < PROOFS_MOST &&
           proved(q, walk_exactly(&q->parts, rule, where));
}

/* At all places, and at each. */
static bool rule_explains(struct derivative *q, const struct slip_rule *rule)
{
    const struct view *view;
    size_t places = 0;

    if (rule->shape == SHAPE_LINEAR)
        return false;
    for (size_t i = 0; i < q->parts.count; i++)
        places += rule_applies(&q->parts, i, rule, &view);
    if (!places)
        return false;
    if (rule_guilty(q, rule, EVERY_PART) || rule_guilty(q, rule, EVERY_PART_AND_X))
        return true;
    for (size_t i = 0; i < q->parts.count && places > 1; i++)
        if (rule_applies(&q->parts, i, rule, &view) && rule_guilty(q, rule, (int)i))
            return true;
    return false;
}

static bool some_rule_explains(struct derivative *q, enum slip slip)
{
    for (size_t i = 0; i < slip_rule_count(); i++)
        if (slip_rule(i)->slip == slip && rule_explains(q, slip_rule(i)))
            return true;
    return false;
}

static bool derivative_by(struct derivative *q, const struct formula *f, expr x,
                          expr *out)
{
    struct formula df;
    struct diag d;
    bool good = algebra_derive(q->d->s->pool, f, x, &df, &d) == ST_OK;

    *out = df.body;
    return good;
}

static bool second_derivative(struct derivative *q)
{
    struct formula df = {EXPR_NONE, q->f.where};
    expr ddf;

    return derivative_by(q, &q->f, q->parts.symbol, &df.body) &&
           derivative_by(q, &df, q->parts.symbol, &ddf) && proved(q, ddf);
}

static bool antiderivative(struct derivative *q)
{
    struct formula back = {EXPR_NONE, pool_true(q->d->s->pool)};

    return q->at == EXPR_NONE && !q->d->foresight &&
           derivative_by(q, &q->said, q->parts.symbol, &back.body) &&
           certify_equal(q->d->s, &q->f, &back, pool_true(q->d->s->pool), q->vars, q->n)
                   .same == TRUTH_YES;
}

/* The slope by another variable, or of several at once. */
static bool other_variable(struct derivative *q, bool together)
{
    struct pool *p = q->d->s->pool;
    expr own, sum;

    if (!derivative_by(q, &q->f, q->parts.symbol, &own))
        return false;
    sum = own;
    for (size_t i = 0; i < q->n; i++) {
        expr df;

        if (q->vars[i] == q->parts.symbol || !derivative_by(q, &q->f, q->vars[i], &df))
            continue;
        sum = pool_add(p, sum, df);
        if (proved(q, together ? pool_add(p, own, df) : df))
            return true;
    }
    return together && proved(q, sum);
}

static bool explains(struct derivative *q, enum slip slip)
{
    q->slip = slip;
    switch (slip) {
    case SLIP_OTHER_VARIABLE_MOVES: return other_variable(q, true);
    case SLIP_WRONG_VARIABLE: return other_variable(q, false);
    case SLIP_GAVE_SECOND: return second_derivative(q);
    case SLIP_GAVE_FUNCTION: return proved(q, q->f.body);
    case SLIP_INTEGRATED: return antiderivative(q);
    case SLIP_SIGN_FLIPPED: return proved(q, pool_neg(q->d->s->pool, q->key.body));
    default: return some_rule_explains(q, slip);
    }
}

/* Is the key the derivative of f, and not the answer to another question? */
static bool is_question(struct derivative *q)
{
    struct pool *p = q->d->s->pool;
    struct formula df = {EXPR_NONE, pool_true(p)};

    if (!derivative_by(q, &q->f, q->parts.symbol, &df.body))
        return false;
    if (q->at != EXPR_NONE)
        df.body = pool_put(p, df.body, q->parts.symbol, q->at);
    return certify_equal(q->d->s, &df, &q->key, pool_true(p), q->vars,
                         q->at == EXPR_NONE ? q->n : 0)
               .same == TRUTH_YES;
}

void slips_derivative(struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    const char *text = asked_text(d, ASKED_FUNCTION);
    struct derivative q = {.d = d, .at = EXPR_NONE};
    struct scope scope = {.names = d->vars};
    struct reading reading;
    struct diag diag;

    q.parts = (struct parts){.s = d->s,
                             .arena = pool_arena(p),
                             .x = d->vars[0],
                             .symbol = pool_symbol(p, d->vars[0])};
    q.vars[q.n++] = q.parts.symbol;
    if (!text || !read_fields(&q) ||
        expr_parse(pool_arena(p), text, strlen(text), &scope, &reading, &diag) != ST_OK ||
        expr_build(p, reading.root, &q.f, &diag) != ST_OK)
        return;
    collect_symbols(&q, q.f.body);
    collect_symbols(&q, q.said.body);
    if (!is_question(&q) || !parts_read(&q.parts, reading.root) ||
        !derivative_points(&q) || !derivative_leaves(&q))
        return;
    walk_right(&q.parts, q.xs);
    for (enum slip slip = 0; slip < SLIP_COUNT; slip++)
        if (slip_row(slip)->tasks >> d->task & 1 && !(d->off && d->off[slip]) &&
            explains(&q, slip)) {
            d->fits[slip] = true;
            return;
        }
}
