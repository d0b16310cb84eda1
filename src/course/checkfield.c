/* checkfield.c: an answer in a field of a problem: other keys that are accepted, what
 * follows from a wrong earlier field, and what went wrong. */
#include "course/internal.h"

#include <string.h>

/* The learner's value of an earlier field, if it can be read and was wrong. */
static bool followed(const struct variant *v, const struct field *f,
                     const char *const *typed, struct names *names)
{
    size_t i =
        f->uses ? problem_find_field(v->problem, f->uses) : v->problem->field_count;
    const struct field *used = &v->problem->fields[i];
    struct mark mark;
    struct diag d;
    struct reader r = {&v->search, NULL, NULL, &d, false};
    struct given said;

    if (i == v->problem->field_count || !typed || !typed[i] || !typed[i][0])
        return false;
    r.options = &used->options;
    r.name = used->name;
    course_check(v, i, typed[i], typed, &mark);
    if (mark.verdict != VERDICT_INCORRECT ||
        answer_read(&r, used->kind, typed[i], &said) != ST_OK ||
        used->kind != ANSWER_NUMBER)
        return false;
    *names = names_in(pool_arena(v->search.pool), v->names.vars);
    for (size_t k = 0; k < v->names.count; k++)
        names_set(names, v->names.at[k].name, v->names.at[k].value);
    names_set(names, used->name, said.at[0].value);
    return true;
}

/* Would the answer be right if the key were this value? */
static bool right_for(const struct variant *v, size_t field, struct value *value,
                      const char *text)
{
    const struct field *f = &v->problem->fields[field];
    struct given key;
    struct mark mark;
    struct diag d;

    if (answer_of_value(&v->search, f->kind, value, &key, &d) != ST_OK)
        return false;
    mark_text(&v->search, &key, &f->options, f->name, text, &mark);
    return mark.verdict == VERDICT_CORRECT;
}

/* The same of what an author's expression is worth. */
static bool right_for_text(const struct variant *v, size_t field,
                           const struct scalar *author, const char *text)
{
    struct names names = v->names;
    struct value *value;
    struct diag d;

    return value_of(&v->search, &names, author->text, strlen(author->text), &value, &d) ==
               ST_OK &&
           right_for(v, field, value, text);
}

/* An author's own mistake: the value that gives it away. */
static void find_mistake(const struct variant *v, size_t field, const char *text,
                         struct mark *out)
{
    const struct problem *p = v->problem;

    for (size_t i = 0; i < p->mistake_count && !out->mistake; i++) {
        const struct mistake_rule *m = &p->mistakes[i];

        for (size_t k = 0; k < m->when_count && !m->off && m->say; k++) {
            const struct binding *b = &m->when[k];
            struct names names = v->names;
            struct diag d;

            if (problem_find_field(p, b->name) == field &&
                right_for_text(v, field, &b->text, text) &&
                expand_text(&v->search, &names, m->say, strlen(m->say), EXPAND_SHOWN,
                            &out->feedback, NULL, &d) == ST_OK)
                out->mistake = m->id;
        }
    }
}

/* Other keys that an author accepts. */
static bool is_accepted(const struct variant *v, size_t field, const char *text)
{
    const struct scalars *accept = &v->problem->fields[field].accept;

    for (size_t i = 0; i < accept->count; i++)
        if (right_for_text(v, field, &accept->at[i], text))
            return true;
    return false;
}

/* With the learner's own earlier value put in, the answer may follow from it. */
static bool follows(const struct variant *v, size_t field, const char *text,
                    const char *const *typed)
{
    const struct field *f = &v->problem->fields[field];
    struct names names;
    struct value *value;
    struct diag d;

    return followed(v, f, typed, &names) &&
           key_of(&v->search, &names, f, &value, &d) == ST_OK &&
           right_for(v, field, value, text);
}

/* A slip of the catalogue. */
static void explain(const struct variant *v, size_t field, const char *text,
                    const struct given *key, struct mark *out)
{
    const struct field *f = &v->problem->fields[field];
    struct diag d;
    struct reader r = {&v->search, &f->options, f->name, &d, false};
    struct given said;

    if (answer_read(&r, f->kind, text ? text : "", &said) == ST_OK)
        slip_explain(v, field, key, &said, out);
}

/* The verdict and what it was held against, without a word on what went wrong. */
static void judge(const struct variant *v, size_t field, const char *text,
                  const char *const *typed, struct given *key, struct mark *out)
{
    const struct field *f = &v->problem->fields[field];
    struct diag d = {0};

    *out = (struct mark){.verdict = VERDICT_UNDECIDED};
    if (answer_of_value(&v->search, f->kind, v->keys[field], key, &d) != ST_OK) {
        mark_invalid(out, &d, pool_arena(v->search.pool));
        return;
    }
    mark_text(&v->search, key, &f->options, f->name, text, out);
    if (out->verdict != VERDICT_INCORRECT)
        return;
    if (is_accepted(v, field, text)) {
        out->verdict = VERDICT_CORRECT;
        out->feedback = "Right.";
    } else if (follows(v, field, text, typed)) {
        out->verdict = VERDICT_CORRECT;
        out->feedback = "Right for the value you found before; look at that one again.";
    }
}

enum verdict field_verdict(const struct variant *v, size_t field, const char *text,
                           const char *const *typed)
{
    struct given key;
    struct mark mark;

    judge(v, field, text, typed, &key, &mark);
    return mark.verdict;
}

void course_check(const struct variant *v, size_t field, const char *text,
                  const char *const *typed, struct mark *out)
{
    struct given key;

    judge(v, field, text, typed, &key, out);
    if (out->verdict != VERDICT_INCORRECT)
        return;
    find_mistake(v, field, text, out);
    if (!out->mistake)
        explain(v, field, text, &key, out);
}
