/* field.c: a field of a problem, and how its answer is judged (AUTHORING 6.3). */
#include "course/internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"number", "expr",     "set",  "point",
                                    "points", "interval", "word", NULL};

static const char *const forms[] = {
    "any",          "same",         "factored",        "expanded",
    "lowest-terms", "rationalised", "single-fraction", NULL};

static const char *const relations[] = {">", ">=", "<", "<=", "!=", NULL};

const char *answer_kind_name(enum answer_kind k)
{
    return kinds[k];
}

static bool find_word(const char *const *words, const char *text, int *at)
{
    for (*at = 0; words[*at]; ++*at)
        if (strcmp(words[*at], text) == 0)
            return true;
    return false;
}

bool answer_kind_find(const char *name, enum answer_kind *k)
{
    int at;
    bool found = find_word(kinds, name, &at);

    if (found)
        *k = (enum answer_kind)at;
    return found;
}

bool form_find(const char *name, enum form *form)
{
    int at;
    bool found = find_word(forms, name, &at);

    if (found)
        *form = (enum form)at;
    return found;
}

const char *relation_find(const char *text)
{
    int at;

    return find_word(relations, text, &at) ? relations[at] : NULL;
}

/* exact, 0.01, 1%, 3sf, 2dp */
static bool read_tol(struct arena *a, const char *text, struct check_options *o)
{
    char *end;
    double v = strtod(text, &end);
    size_t n = (size_t)(end - text);

    if (!strcmp(text, "exact"))
        return true;
    if (!n || !isdigit((unsigned char)text[0]) || !(v > 0))
        return false;
    if (!strcmp(end, "sf") || !strcmp(end, "dp")) {
        o->tol = *end == 's' ? TOL_SIGFIGS : TOL_DECIMALS;
        o->figures = (int)v;
        return v == o->figures && v <= 100;
    }
    if (*end && strcmp(end, "%") != 0)
        return false;
    o->tol = *end ? TOL_REL : TOL_ABS;
    o->tol_text = arena_strndup(a, text, n);
    if (*end)
        o->tol_text = arena_printf(a, "%s/100", o->tol_text);
    return true;
}

static void field_options(struct settings *s, struct field *f)
{
    struct check_options *o = &f->options;
    struct scalar tol = {0}, form = {0}, relation = {0};
    struct scalars vars = {0};

    settings_scalar(s, "tol", false, &tol);
    if (tol.text && !read_tol(s->arena, tol.text, o))
        settings_complain(s, yaml_get(s->map, "tol"),
                          "'tol' is exact, a number, or like 1%%, 3sf, 2dp");
    settings_scalar(s, "form", false, &form);
    if (form.text && !form_find(form.text, &o->form))
        settings_complain(s, yaml_get(s->map, "form"), "no form is called '%s'",
                          form.text);
    settings_scalar(s, "relation", false, &relation);
    if (relation.text && !(o->relation = relation_find(relation.text)))
        settings_complain(s, yaml_get(s->map, "relation"),
                          "'relation' is one of > >= < <= !=");
    settings_texts(s, "vars", &vars);
    if (vars.count)
        o->vars = names_array(s->arena, &vars);
    settings_text(s, "domain", false, &o->domain);
}

/* synonyms: {neither: [flat, level]} */
static void read_synonyms(struct settings *s, struct check_options *o)
{
    const struct yaml *y = settings_get(s, "synonyms", false);
    size_t most = 0;

    if (!y || y->kind != YAML_FIELDS)
        return;
    for (size_t i = 0; i < y->count; i++)
        most += y->items[i]->count ? y->items[i]->count : 1;
    o->synonyms = arena_array(s->arena, 2 * most + 1, sizeof *o->synonyms);
    for (size_t i = 0; i < y->count; i++) {
        const struct yaml *words = y->items[i];
        size_t n = words->kind == YAML_ITEMS ? words->count : 1;

        for (size_t k = 0; k < n; k++) {
            const struct yaml *word = words->kind == YAML_ITEMS ? words->items[k] : words;

            if (word->kind != YAML_TEXT)
                continue;
            o->synonyms[2 * o->synonym_count] = word->text;
            o->synonyms[2 * o->synonym_count++ + 1] = y->names[i].text;
        }
    }
}

static bool name_is_valid(const char *name)
{
    if (!isalpha((unsigned char)name[0]))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '_')
            return false;
    return true;
}

static void field_words(struct settings *s, struct field *f)
{
    struct scalars choices = {0};

    settings_texts(s, "choices", &choices);
    f->options.choice_count = choices.count;
    f->options.choices = (const char **)names_array(s->arena, &choices);
    read_synonyms(s, &f->options);
    if (f->kind == ANSWER_WORD && !choices.count)
        settings_complain(s, NULL, "a word field lists its 'choices'");
}

void field_read(struct arena *a, const struct yaml *y, struct field *f,
                struct findings *findings)
{
    struct settings s = settings_of(a, y, "a field", findings);
    struct scalar kind = {0};

    f->weight = 1;
    settings_text(&s, "name", true, &f->name);
    if (f->name && !name_is_valid(f->name))
        settings_complain(&s, yaml_get(y, "name"),
                          "the name of a field has letters, digits and _");
    settings_scalar(&s, "kind", true, &kind);
    if (kind.text && !answer_kind_find(kind.text, &f->kind))
        settings_complain(&s, yaml_get(y, "kind"), "no kind of answer is called '%s'",
                          kind.text);
    settings_scalar(&s, "answer", true, &f->answer);
    settings_text(&s, "label", false, &f->label);
    settings_text(&s, "uses", false, &f->uses);
    settings_text(&s, "after", false, &f->after);
    settings_truth(&s, "literal", &f->literal);
    settings_double(&s, "weight", &f->weight);
    settings_expressions(&s, "accept", &f->accept);
    settings_expressions(&s, "reject", &f->reject);
    field_options(&s, f);
    field_words(&s, f);
    settings_end(&s);
}
