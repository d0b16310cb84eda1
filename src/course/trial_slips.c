/* trial_slips.c: what learners will get wrong: slips of the catalogue, and the author's own
 * mistakes, each as the answer that it leads to.
 *
 *   T6    is one of them taken for right, can it be seen at all, can two be told apart?
 *   T11   does the tolerance reach as far as one of them?
 *   T12   with one of them in an earlier field, is what follows from it taken? */
#include "course/trial.h"

#include <math.h>
#include <string.h>

struct wrong { /* an answer that somebody will give */
    const char *name;
    struct value *value;
    double print; /* equal values have equal prints */
    enum truth is_key;
    bool unlike; /* no other slip leads to it */
};

struct wrongs {
    size_t count;
    struct wrong *at;
};

/* ---- equal values ---------------------------------------------------------------------- */

/* A formula at one odd place. */
static double print_of_formula(const struct search *s, const struct value *v)
{
    expr body = v->formula.body;
    size_t n;
    const expr *symbols = expr_symbols(s->pool, body, &n);

    for (size_t i = 0; i < n; i++)
        body = pool_put(s->pool, body, symbols[i],
                        pool_ratio(s->pool, 37 + 19 * (long)i, 100));
    return constant_double(s->pool, body);
}

static double print_of(const struct search *s, const struct value *v)
{
    double sum = 0;

    switch (v->kind) {
    case VALUE_NUMBER: return v->infinite ? v->infinite * 1e300 : value_double(s, v);
    case VALUE_FORMULA: return print_of_formula(s, v);
    case VALUE_SET:
    case VALUE_LIST:
        for (size_t i = 0; i < v->count; i++)
            sum += (1 + 0.618 * (double)i) * (2 + print_of(s, v->items[i]));
        return sum;
    case VALUE_LINE:
    case VALUE_RECORD:
    case VALUE_WORD:
    case VALUE_TRUTH: break;
    }
    return NAN;
}

/* Doubles that differ are asked no further. */
static enum truth equal(const struct trier *t, const struct value *a, double print_a,
                        const struct value *b, double print_b)
{
    if (fabs(print_a - print_b) > 1e-9 * (1 + fabs(print_a)))
        return TRUTH_NO;
    return value_equal(t->s, a, b);
}

/* ---- gathering --------------------------------------------------------------------------- */

static void add_wrong(struct trier *t, struct wrongs *list, const char *name,
                      struct value *v, const struct value *key)
{
    double print = print_of(t->s, v);

    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->at[i].name, name) &&
            equal(t, v, print, list->at[i].value, list->at[i].print) == TRUTH_YES)
            return;
    list->at = arena_grow(pool_arena(t->s->pool), list->at, list->count, list->count + 1,
                          sizeof *list->at);
    list->at[list->count++] =
        (struct wrong){.name = name,
                       .value = v,
                       .print = print,
                       .is_key = equal(t, v, print, key, print_of(t->s, key)),
                       .unlike = true};
}

/* An author's mistakes that are given away by this field. */
static void gather_own(struct trier *t, size_t i, struct wrongs *list)
{
    const struct problem *p = t->p;

    for (size_t m = 0; m < p->mistake_count; m++)
        for (size_t k = 0; k < p->mistakes[m].when_count && !p->mistakes[m].off; k++) {
            const struct binding *b = &p->mistakes[m].when[k];
            struct value *v = problem_find_field(p, b->name) == i
                                  ? trial_value(t, "T6", &p->fields[i], b->text.text)
                                  : NULL;

            if (v)
                add_wrong(t, list, p->mistakes[m].id, v, t->v->keys[i]);
        }
}

static void gather(struct trier *t, size_t i, struct wrongs *list)
{
    struct foresight foresight = {0};
    struct given key;
    struct diag d = {0};

    *list = (struct wrongs){0};
    gather_own(t, i, list);
    if (answer_of_value(t->s, t->p->fields[i].kind, t->v->keys[i], &key, &d) != ST_OK)
        return;
    slip_foresee(t->v, i, &key, &foresight);
    for (size_t k = 0; k < foresight.count; k++)
        add_wrong(t, list, slip_row(foresight.at[k].slip)->id, foresight.at[k].value,
                  t->v->keys[i]);
}

/* ---- T6, T11 ----------------------------------------------------------------------------- */

/* The verdict on a value, without other keys that an author accepts. */
static enum verdict verdict_on(struct trier *t, size_t i, const char *text)
{
    const struct field *f = &t->p->fields[i];
    struct given key;
    struct mark mark;
    struct diag d;

    if (answer_of_value(t->s, f->kind, t->v->keys[i], &key, &d) != ST_OK)
        return VERDICT_UNDECIDED;
    mark_text(t->s, &key, &f->options, f->name, text, &mark);
    return mark.verdict;
}

static bool has_band(const struct field *f)
{
    return f->options.tol == TOL_ABS || f->options.tol == TOL_REL;
}

/* Half way from the key to a wrong value is still taken. */
static bool reaches_half_way(struct trier *t, size_t i, const struct wrong *w)
{
    struct pool *p = t->s->pool;
    const struct value *key = t->v->keys[i], *v = w->value;
    expr middle;

    if (key->kind != VALUE_NUMBER || v->kind != VALUE_NUMBER || v->infinite ||
        key->infinite || key->exact == EXPR_NONE || v->exact == EXPR_NONE)
        return false;
    middle = pool_mul(p, pool_ratio(p, 1, 2), pool_add(p, key->exact, v->exact));
    return verdict_on(t, i, expr_text(p, middle, NOTE_PLAIN, t->v->names.arena)) ==
           VERDICT_CORRECT;
}

static void check_wrong(struct trier *t, size_t i, const struct wrong *w)
{
    const struct field *f = &t->p->fields[i];
    const char *text = trial_typed(t, w->value);

    if (f->options.relation || w->is_key != TRUTH_NO)
        return; /* a bound has many answers */
    if (verdict_on(t, i, text) == VERDICT_CORRECT)
        trial_tell(t, f->options.tol == TOL_EXACT ? "T6" : "T11", true,
                   "%s: the mistake %s gives %s, which is taken for right", f->name,
                   w->name, text);
    else if (has_band(f) && reaches_half_way(t, i, w))
        trial_tell(t, "T11", false,
                   "%s: the tolerance reaches half way to the mistake %s", f->name,
                   w->name);
}

/* Marks those that lead to the answer of an upper one. */
static void compare(struct trier *t, struct wrongs *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < i && list->at[i].unlike; k++) {
            const struct wrong *a = &list->at[k], *b = &list->at[i];

            list->at[i].unlike =
                !strcmp(a->name, b->name) ||
                equal(t, a->value, a->print, b->value, b->print) != TRUTH_YES;
        }
}

static struct slip_tally *tally_of(struct trier *t, size_t field, const char *name)
{
    struct tally *tally = &t->tallies[field];

    for (size_t i = 0; i < tally->slip_count; i++)
        if (!strcmp(tally->slips[i].name, name))
            return &tally->slips[i];
    tally->slips = arena_grow(t->arena, tally->slips, tally->slip_count,
                              tally->slip_count + 1, sizeof *tally->slips);
    tally->slips[tally->slip_count] =
        (struct slip_tally){.name = arena_strdup(t->arena, name)};
    return &tally->slips[tally->slip_count++];
}

/* A slip that can be used at several places leads to several answers: one that tells it
 * is enough. */
static void count_slip(struct trier *t, size_t i, const struct wrongs *list,
                       const char *name)
{
    struct slip_tally *tally = tally_of(t, i, name);
    bool visible = false, unlike = false;

    for (size_t k = 0; k < list->count; k++)
        if (!strcmp(list->at[k].name, name) && list->at[k].is_key != TRUTH_YES) {
            visible = true;
            unlike |= list->at[k].unlike;
        }
    t->row->slips++;
    t->row->unique += unlike;
    tally->seen++;
    tally->invisible += !visible;
    tally->alike += visible && !unlike;
}

static bool is_first(const struct wrongs *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(list->at[k].name, list->at[i].name))
            return false;
    return true;
}

static void check_field(struct trier *t, size_t i, struct wrongs *list)
{
    compare(t, list);
    for (size_t k = 0; k < list->count; k++) {
        check_wrong(t, i, &list->at[k]);
        if (is_first(list, k))
            count_slip(t, i, list, list->at[k].name);
    }
}

/* ---- T12 --------------------------------------------------------------------------------- */

/* The key of field i where the field it uses has that value; NULL after a failure. */
static const char *key_after(struct trier *t, size_t i, struct value *earlier,
                             struct diag *d)
{
    const struct field *f = &t->p->fields[i];
    struct names names = names_in(pool_arena(t->s->pool), t->v->names.vars);
    struct value *key;

    for (size_t k = 0; k < t->v->names.count; k++)
        names_set(&names, t->v->names.at[k].name, t->v->names.at[k].value);
    names_set(&names, f->uses, earlier);
    return key_of(t->s, &names, f, &key, d) == ST_OK ? trial_typed(t, key) : NULL;
}

static void follow_through(struct trier *t, size_t i, size_t used, const struct wrong *w)
{
    const char **typed =
        arena_array(pool_arena(t->s->pool), t->p->field_count, sizeof *typed);
    struct diag d = {0};
    const char *text = key_after(t, i, w->value, &d);
    const char *name = t->p->fields[i].name;

    typed[used] = trial_typed(t, w->value);
    if (!text)
        trial_tell(t, "T12", true, "%s: nothing follows from %s = %s (%s): %s", name,
                   t->p->fields[used].name, typed[used], w->name, d.message);
    else if (field_verdict(t->v, i, text, typed) != VERDICT_CORRECT)
        trial_tell(t, "T12", true, "%s: %s follows from %s = %s (%s) and is not taken",
                   name, text, t->p->fields[used].name, typed[used], w->name);
}

static void check_uses(struct trier *t, size_t i, const struct wrongs *all)
{
    const struct field *f = &t->p->fields[i];
    size_t used = f->uses ? problem_find_field(t->p, f->uses) : t->p->field_count;

    if (used == t->p->field_count || f->options.relation)
        return;
    if (t->p->fields[used].kind != ANSWER_NUMBER) {
        trial_tell(t, "T12", true, "%s: only a number can be used, and '%s' is none",
                   f->name, f->uses);
        return;
    }
    for (size_t k = 0; k < all[used].count; k++)
        if (all[used].at[k].is_key == TRUTH_NO &&
            verdict_on(t, used, trial_typed(t, all[used].at[k].value)) ==
                VERDICT_INCORRECT)
            follow_through(t, i, used, &all[used].at[k]);
}

/* ---- public ---------------------------------------------------------------------------- */

const char *trial_key_after(struct trier *t, size_t i, long earlier)
{
    struct pool *p = t->s->pool;
    struct diag d = {0};

    return key_after(t, i, value_number(t->s, pool_int(p, earlier)), &d);
}

void trial_slips(struct trier *t)
{
    struct wrongs *all =
        arena_array(pool_arena(t->s->pool), t->p->field_count + 1, sizeof *all);

    for (size_t i = 0; i < t->p->field_count; i++) {
        gather(t, i, &all[i]);
        check_field(t, i, &all[i]);
    }
    for (size_t i = 0; i < t->p->field_count; i++)
        check_uses(t, i, all);
}
