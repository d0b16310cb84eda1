/* trial_keys.c: keys as they are (T3), typed in again (T4), and an author's probes (T5). */
#include "course/trial.h"

#include <string.h>

enum { LARGE = 10000, MANY_ELEMENTS = 6 };

const char *trial_typed(const struct trier *t, const struct value *v)
{
    return value_text(t->s, v, NOTE_PLAIN);
}

struct value *trial_value(struct trier *t, const char *check, const struct field *f,
                          const char *text)
{
    struct value *v = NULL;
    struct diag d = {0};

    if (value_of(t->s, &t->v->names, text, strlen(text), &v, &d) == ST_OK)
        return v;
    trial_tell(t, check, true, "%s: %s: %s", f->name, text, d.message);
    return NULL;
}

/* ---- T3 -------------------------------------------------------------------------------- */

static bool is_large(const fmpq *q)
{
    return fmpz_cmp_si(fmpq_numref(q), LARGE) > 0 ||
           fmpz_cmp_si(fmpq_numref(q), -LARGE) < 0 ||
           fmpz_cmp_si(fmpq_denref(q), LARGE) > 0;
}

static bool is_root(const struct pool *p, expr e)
{
    return expr_kind(p, e) == EX_POWER && expr_kind(p, expr_arg(p, e, 1)) == EX_NUMBER &&
           !fmpz_is_one(fmpq_denref(expr_number(p, expr_arg(p, e, 1))));
}

/* A root below a root. */
static bool has_nested_roots(struct pool *p, expr e)
{
    size_t n, m;
    const expr *all = expr_below(p, e, &n, pool_arena(p));

    for (size_t i = 0; i < n; i++) {
        const expr *below;

        if (!is_root(p, all[i]))
            continue;
        below = expr_below(p, expr_arg(p, all[i], 0), &m, pool_arena(p));
        for (size_t k = 0; k < m; k++)
            if (is_root(p, below[k]))
                return true;
    }
    return false;
}

static void check_number(struct trier *t, const struct field *f, const struct value *v)
{
    struct pool *p = t->s->pool;

    if (v->kind != VALUE_NUMBER || v->infinite)
        return;
    if (v->exact == EXPR_NONE) {
        if (f->options.tol == TOL_EXACT && !v->real)
            trial_tell(
                t, "T2", true,
                "%s: the key %s is known in decimals only; the field needs a 'tol'",
                f->name, trial_typed(t, v));
        return;
    }
    if (expr_kind(p, v->exact) == EX_NUMBER && is_large(expr_number(p, v->exact)))
        trial_tell(t, "T3", false, "%s: the key %s has large numbers", f->name,
                   trial_typed(t, v));
    if (has_nested_roots(p, v->exact))
        trial_tell(t, "T3", false, "%s: the key %s has a root below a root", f->name,
                   trial_typed(t, v));
}

static void check_elements(struct trier *t, const struct field *f, const struct value *v)
{
    if (v->kind == VALUE_LIST && !v->count)
        trial_tell(t, "T3", true, "%s: the key is empty", f->name);
    if (v->count > MANY_ELEMENTS)
        trial_tell(t, "T3", false, "%s: the key has %zu elements", f->name, v->count);
    for (size_t i = 0; i < v->count; i++) {
        check_number(t, f, v->items[i]);
        for (size_t k = 0; k < i && f->kind == ANSWER_POINTS; k++)
            if (value_equal(t->s, v->items[i], v->items[k]) == TRUTH_YES)
                trial_tell(t, "T3", true, "%s: the key has %s twice", f->name,
                           trial_typed(t, v->items[k]));
    }
}

static void check_key(struct trier *t, size_t i)
{
    const struct field *f = &t->p->fields[i];
    const struct value *key = t->v->keys[i];
    struct given given;
    struct diag d = {0};

    if (answer_of_value(t->s, f->kind, key, &given, &d) != ST_OK) {
        trial_tell(t, "T3", true, "%s: the key is %s, not an answer of kind %s", f->name,
                   value_kind_name(key->kind), answer_kind_name(f->kind));
        return;
    }
    check_number(t, f, key);
    if (key->kind == VALUE_SET || key->kind == VALUE_LIST)
        check_elements(t, f, key);
}

/* ---- T4 -------------------------------------------------------------------------------- */

static const char *with_blanks(struct arena *a, const char *text)
{
    struct str out = str_in(a);

    for (; *text; text++)
        str_addf(&out, strchr("+-*/(),{}[]", *text) ? " %c " : "%c", *text);
    return out.len ? out.text : "";
}

/* A strict bound is no answer to itself. */
static bool is_strict(const struct field *f)
{
    const char *relation = f->options.relation;

    return relation && strcmp(relation, ">=") != 0 && strcmp(relation, "<=") != 0;
}

/* A key in a form that is not asked for is right in value all the same. */
static void check_round_trip(struct trier *t, size_t i)
{
    const struct field *f = &t->p->fields[i];
    const char *plain = trial_typed(t, t->v->keys[i]);
    const char *ways[] = {plain, value_text(t->s, t->v->keys[i], NOTE_UNICODE),
                          with_blanks(pool_arena(t->s->pool), plain)};
    size_t count = sizeof ways / sizeof *ways - (f->kind == ANSWER_WORD);

    for (size_t k = 0; k < count && !is_strict(f); k++) {
        enum verdict verdict = field_verdict(t->v, i, ways[k], NULL);

        if (verdict == VERDICT_CORRECT || verdict == VERDICT_WRONG_FORM)
            continue;
        trial_tell(t, "T4", true, "%s: the key typed as %s is %s", f->name, ways[k],
                   verdict_name(verdict));
        return;
    }
}

/* ---- T5 -------------------------------------------------------------------------------- */

static void check_accepted(struct trier *t, size_t i, const char *text)
{
    const struct field *f = &t->p->fields[i];
    struct value *v = trial_value(t, "T5", f, text);

    if (v && field_verdict(t->v, i, trial_typed(t, v), NULL) != VERDICT_CORRECT)
        trial_tell(t, "T5", true, "%s: %s, here %s, is to be accepted, and is not",
                   f->name, text, trial_typed(t, v));
}

/* Within a tolerance is another matter than equal: that is T11. */
static void check_rejected(struct trier *t, size_t i, const char *text)
{
    const struct field *f = &t->p->fields[i];
    struct value *v = trial_value(t, "T5", f, text);
    enum verdict verdict =
        v ? field_verdict(t->v, i, trial_typed(t, v), NULL) : VERDICT_INCORRECT;
    bool near = verdict == VERDICT_CORRECT && f->options.tol != TOL_EXACT &&
                value_equal(t->s, v, t->v->keys[i]) == TRUTH_NO;

    if (near && !f->options.relation)
        trial_tell(t, "T11", true, "%s: %s, here %s, lies within the tolerance", f->name,
                   text, trial_typed(t, v));
    else if (verdict == VERDICT_CORRECT || verdict == VERDICT_INVALID)
        trial_tell(t, "T5", true, "%s: %s, here %s, is to be rejected, but is %s",
                   f->name, text, trial_typed(t, v), verdict_name(verdict));
}

/* ---- public ---------------------------------------------------------------------------- */

void trial_keys(struct trier *t)
{
    for (size_t i = 0; i < t->p->field_count; i++) {
        const struct field *f = &t->p->fields[i];

        check_key(t, i);
        check_round_trip(t, i);
        for (size_t k = 0; k < f->accept.count; k++)
            check_accepted(t, i, f->accept.at[k].text);
        for (size_t k = 0; k < f->reject.count; k++)
            check_rejected(t, i, f->reject.at[k].text);
    }
}
