/* lint_problem.c: a problem's expressions, each evaluated on some variants so that a mistake
 * is told at its own character. */
#include "course/lint.h"

#include <ctype.h>
#include <string.h>

enum { SEEDS = 4, NODES = 400000, FEWEST_VARIANTS = 5 };

struct review {
    struct lint_file *f;
    const struct problem *p;
    const struct search *s;
    struct variant *v;
};

/* ---- one expression ---------------------------------------------------------------- */

static bool evaluates(struct review *r, const struct scalar *t, struct value **v)
{
    struct diag d = {0};

    if (value_of(r->s, &r->v->names, t->text, strlen(t->text), v, &d) == ST_OK)
        return true;
    findings_within(r->f->findings, expression_code(&d), t, d.at.from, "%s", d.message);
    if (d.help[0])
        findings_help(r->f->findings, "%s", d.help);
    return false;
}

static bool check_lets(struct review *r)
{
    size_t errors = r->f->findings->errors;
    struct value *v;

    for (size_t i = 0; i < r->p->let_count; i++)
        if (!evaluates(r, &r->p->lets[i].text, &v))
            break; /* what stands on it fails with it */
    return r->f->findings->errors == errors;
}

static bool check_wheres(struct review *r)
{
    size_t errors = r->f->findings->errors;

    for (size_t i = 0; i < r->p->where_count; i++) {
        struct value *v;

        if (evaluates(r, &r->p->wheres[i], &v) && v->kind != VALUE_TRUTH)
            findings_within(r->f->findings, "L304", &r->p->wheres[i], 0,
                            "a condition is wanted here, not %s",
                            value_kind_name(v->kind));
    }
    return r->f->findings->errors == errors;
}

static bool check_keys(struct review *r)
{
    struct diag d = {0};
    struct value *v;
    struct given given;
    bool good = true;

    if (variant_compute(r->v, &d) != ST_OK) {
        for (size_t i = 0; i < r->p->field_count; i++)
            if (!evaluates(r, &r->p->fields[i].answer, &v))
                return false;
        findings_add(r->f->findings, "L304", 0, 0, "%s", d.message);
        return false;
    }
    for (size_t i = 0; i < r->p->field_count; i++) {
        const struct field *f = &r->p->fields[i];

        if (answer_of_value(r->s, f->kind, r->v->keys[i], &given, &d) == ST_OK)
            continue;
        findings_within(r->f->findings, "L304", &f->answer, 0,
                        "the answer of a field of kind %s, but this is %s",
                        answer_kind_name(f->kind), value_kind_name(r->v->keys[i]->kind));
        good = false;
    }
    return good;
}

static void check_list(struct review *r, const struct scalars *list)
{
    struct value *v;

    for (size_t i = 0; i < list->count; i++)
        evaluates(r, &list->at[i], &v);
}

static void check_probes(struct review *r)
{
    struct value *v;

    for (size_t i = 0; i < r->p->field_count; i++) {
        check_list(r, &r->p->fields[i].accept);
        check_list(r, &r->p->fields[i].reject);
    }
    for (size_t i = 0; i < r->p->mistake_count; i++)
        for (size_t k = 0; k < r->p->mistakes[i].when_count; k++) {
            const struct binding *b = &r->p->mistakes[i].when[k];

            evaluates(r, &b->text, &v);
            if (problem_find_field(r->p, b->name) == r->p->field_count)
                findings_within(r->f->findings, "L501", &b->text, 0,
                                "no field is called '%s'", b->name);
        }
}

/* ---- names ---------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_declared(const struct problem *p, const char *word)
{
    for (size_t i = 0; i < p->param_count; i++)
        if (!strcmp(p->params[i].name, word))
            return true;
    for (size_t i = 0; i < p->let_count; i++)
        if (!strcmp(p->lets[i].name, word))
            return true;
    return func_find(word, strlen(word)) >= 0 || author_call_known(word);
}

/* The name as a word of its own; or, unless `whole`, in a run of letters that may be read as
 * a product of names. */
static bool mentions(struct review *r, const char *text, size_t size, const char *name,
                     bool whole, size_t *at)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n <= size; i++) {
        size_t from = i, to = i + n;
        const char *word;

        if (memcmp(text + i, name, n) != 0)
            continue;
        while (from && is_letter(text[from - 1]))
            from--;
        while (to < size && is_letter(text[to]))
            to++;
        while (from < i && isdigit((unsigned char)text[from]))
            from++;
        word = arena_strndup(r->f->arena, text + from, to - from);
        *at = i;
        if (!strcmp(word, name) || (!whole && !is_declared(r->p, word)))
            return true;
    }
    return false;
}

static bool mentioned_in(struct review *r, const char *text, const char *name)
{
    size_t at;

    return text && mentions(r, text, strlen(text), name, false, &at);
}

static bool mentioned_in_list(struct review *r, const struct scalars *list,
                              const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (mentioned_in(r, list->at[i].text, name))
            return true;
    return false;
}

static bool mentioned_in_slots(struct review *r, const char *name)
{
    const char *at = r->f->text, *end = at + r->f->n, *stop;
    size_t place;

    while ((at = memmem(at, (size_t)(end - at), "{{", 2))) {
        stop = memmem(at, (size_t)(end - at), "}}", 2);
        if (!stop)
            return false;
        if (mentions(r, at, (size_t)(stop - at), name, false, &place))
            return true;
        at = stop;
    }
    return false;
}

static bool is_used(struct review *r, const char *name)
{
    const struct problem *p = r->p;

    for (size_t i = 0; i < p->let_count; i++)
        if (mentioned_in(r, p->lets[i].text.text, name))
            return true;
    for (size_t i = 0; i < p->where_count; i++)
        if (mentioned_in(r, p->wheres[i].text, name))
            return true;
    for (size_t i = 0; i < p->field_count; i++) {
        const struct field *f = &p->fields[i];

        if (mentioned_in(r, f->answer.text, name) ||
            mentioned_in(r, f->options.domain, name) ||
            mentioned_in_list(r, &f->accept, name) ||
            mentioned_in_list(r, &f->reject, name))
            return true;
    }
    for (size_t i = 0; i < p->mistake_count; i++)
        for (size_t k = 0; k < p->mistakes[i].when_count; k++)
            if (mentioned_in(r, p->mistakes[i].when[k].text.text, name))
                return true;
    return mentioned_in_slots(r, name);
}

static void check_names(struct review *r)
{
    const struct problem *p = r->p;
    const struct yaml *params = yaml_get(r->f->parts.front, "params");
    size_t at;

    for (size_t i = 0; params && i < params->count; i++)
        if (!is_used(r, params->names[i].text))
            findings_add(r->f->findings, "L402", params->names[i].line,
                         params->names[i].column, "the parameter '%s' is never used",
                         params->names[i].text);
    for (size_t i = 0; i < p->let_count; i++) {
        const char *text = p->lets[i].text.text;

        if (!is_used(r, p->lets[i].name))
            findings_within(r->f->findings, "L402", &p->lets[i].text, 0,
                            "the value '%s' is never used", p->lets[i].name);
        for (size_t k = i + 1; k < p->let_count; k++)
            if (mentions(r, text, strlen(text), p->lets[k].name, true, &at))
                findings_within(r->f->findings, "L303", &p->lets[i].text, at,
                                "'%s' is used before it is defined", p->lets[k].name);
    }
}

/* ---- keys, as they are written --------------------------------------------------------- */

static bool is_literal(const char *text)
{
    for (const char *c = text; *c; c++)
        if (isalpha((unsigned char)*c))
            return *text == '"';
    return true;
}

static void check_decimals(struct review *r, const struct field *f)
{
    const char *text = f->answer.text;

    for (const char *c = strchr(text, '.'); c; c = strchr(c + 1, '.')) {
        const char *from = c;

        while (from > text && isdigit((unsigned char)from[-1]))
            from--;
        if (from == c || !isdigit((unsigned char)c[1]))
            continue;
        findings_within(r->f->findings, "L312", &f->answer, (size_t)(from - text),
                        "a decimal in a key that is compared exactly");
        findings_help(r->f->findings, "write a fraction, or give the field a 'tol'");
        return;
    }
}

static void check_domain(struct review *r, const struct field *f, const struct value *key)
{
    struct realset line = realset_line(r->s), domain;
    struct value v = *key;
    struct formula g;
    struct eval e = {r->s, &r->v->names, NULL};
    struct diag d = {0};

    if (!value_as_formula(r->s, &v, &g) ||
        analysis_domain(r->s, &g, value_variable(&e, g.body), &line, &domain, &d) !=
            ST_OK ||
        !domain.complete || realset_is_line(&domain))
        return;
    findings_within(r->f->findings, "L311", &f->answer, 0,
                    "this is not defined everywhere: it holds on %s",
                    realset_text(r->s, &domain, NOTE_PLAIN));
    findings_help(r->f->findings, "say where it is compared: domain: CONDITION");
}

static void check_written_keys(struct review *r)
{
    for (size_t i = 0; i < r->p->field_count; i++) {
        const struct field *f = &r->p->fields[i];

        if (!f->literal && is_literal(f->answer.text)) {
            findings_within(r->f->findings, "L310", &f->answer, 0,
                            "the answer is typed, not computed");
            findings_help(r->f->findings,
                          "let the engine compute it, or say literal: true");
        }
        if (f->options.tol == TOL_EXACT && f->kind != ANSWER_WORD)
            check_decimals(r, f);
        if (f->kind == ANSWER_EXPR && !f->options.domain)
            check_domain(r, f, r->v->keys[i]);
    }
}

/* ---- texts --------------------------------------------------------------------------- */

static struct scalar written(const struct yaml *y)
{
    return (struct scalar){y->text, y->line, y->column};
}

static const char *expanded(struct review *r, const struct scalar *t, bool tell)
{
    struct diag d = {0};
    const char *out;
    size_t bad = 0;

    if (expand_text(r->s, &r->v->names, t->text, strlen(t->text), EXPAND_PLAIN, &out,
                    &bad, &d) == ST_OK)
        return out;
    if (tell)
        findings_within(r->f->findings, "L604", t, bad, "%s", d.message);
    return "";
}

static const struct yaml nothing; /* a text that is not there */

static const struct yaml *label_at(const struct yaml *field)
{
    const struct yaml *label = yaml_get(field, "label");

    return label ? label : &nothing;
}

static size_t label_count(const struct lint_file *f)
{
    const struct yaml *fields = yaml_get(f->parts.front, "fields");

    return fields && fields->kind == YAML_ITEMS ? fields->count : 0;
}

/* The texts of labels, hints and mistakes, one after the other; NULL behind the last. */
static const struct yaml *spoken(const struct lint_file *f, size_t i)
{
    const struct yaml *fields = yaml_get(f->parts.front, "fields");
    const struct yaml *hints = yaml_get(f->parts.front, "hints");
    const struct yaml *mistakes = yaml_get(f->parts.front, "mistakes");
    size_t m = label_count(f);
    size_t n = !hints ? 0 : hints->kind == YAML_ITEMS ? hints->count : 1;

    if (i < m)
        return label_at(fields->items[i]);
    i -= m;
    if (i < n)
        return hints->kind == YAML_ITEMS ? hints->items[i] : hints;
    if (!mistakes || i - n >= mistakes->count)
        return NULL;
    mistakes = mistakes->items[i - n];
    if (mistakes->kind == YAML_TEXT)
        return mistakes;
    mistakes = yaml_get(mistakes, "say");
    return mistakes ? mistakes : &nothing;
}

static void check_texts(struct review *r)
{
    struct problem without = *r->p;
    struct names *names = &r->v->names;
    const struct yaml *y;

    for (size_t i = 0; (y = spoken(r->f, i)); i++)
        if (y->text) {
            struct scalar t = written(y);

            expanded(r, &t, true);
        }
    without.hint_count = without.field_count = 0; /* looked at above, where they stand */
    r->v->problem = &without;
    if (variant_write(r->v, r->f->findings)) {
        lint_claims(r->f, r->s, names, &r->v->statement);
        lint_claims(r->f, r->s, names, &r->v->after);
        lint_claims(r->f, r->s, names, &r->v->solution);
    }
    r->v->problem = r->p;
}

/* Does the text say the key, as a word of its own? */
static bool says(const char *text, const char *key)
{
    size_t n = strlen(key);

    for (const char *at = strstr(text, key); n && at; at = strstr(at + 1, key)) {
        bool before = at == text || (!is_letter(at[-1]) && !strchr("-./", at[-1]));

        if (before && !is_letter(at[n]) && at[n] != '/')
            return true;
    }
    return false;
}

/* seen[i] counts the variants in which text i, no label, said a key it has from a slot. */
static void count_sayings(struct review *r, unsigned *seen, size_t most)
{
    const struct yaml *y;

    for (size_t i = label_count(r->f); i < most && (y = spoken(r->f, i)); i++) {
        struct scalar t = written(y);

        if (!y->text || !strstr(y->text, "{{"))
            continue;
        for (size_t k = 0; k < r->p->field_count; k++)
            if (says(expanded(r, &t, false),
                     value_text(r->s, r->v->keys[k], NOTE_PLAIN))) {
                seen[i]++;
                break;
            }
    }
}

/* ---- the whole ------------------------------------------------------------------------ */

/* A condition that can't be read, or one that is never met. */
static void tell_draw(struct review *r, const struct diag *d)
{
    struct diag first = {0};
    const struct scalar *where = r->p->where_count ? &r->p->wheres[0] : NULL;

    if (variant_first(r->p, r->s, &r->v, &first) != ST_OK) {
        findings_add(r->f->findings, "L301", 0, 0, "a parameter: %s", first.message);
        return;
    }
    if (!check_lets(r) || !check_wheres(r))
        return;
    if (where && (!strncmp(d->message, "L401: ", 6) || !strncmp(d->message, "L405: ", 6)))
        findings_within(r->f->findings, d->message[3] == '1' ? "L401" : "L405", where, 0,
                        "%s", d->message + 6);
    else if (where)
        findings_within(r->f->findings, "L304", where, 0, "%s", d->message);
}

/* One variant; false if there is no use in looking at others. */
static bool review_seed(struct review *r, uint64_t seed, unsigned *seen, size_t most)
{
    struct findings *all = r->f->findings;
    size_t errors = all->errors;
    struct diag d = {0};

    if (variant_draw(r->p, r->s, seed, &r->v, &d) != ST_OK) {
        tell_draw(r, &d);
        return false;
    }
    if (!check_lets(r) || !check_wheres(r) || !check_keys(r))
        return false;
    check_probes(r);
    if (seed == 1) {
        check_written_keys(r);
        check_names(r);
        check_texts(r);
    }
    count_sayings(r, seen, most);
    return all->errors == errors;
}

static void check_variety(struct lint_file *f, const struct problem *p,
                          const struct search *s)
{
    const struct yaml *params = yaml_get(f->parts.front, "params");
    uint64_t count, draws = 0;
    struct diag d = {0};

    if (!params || problem_count_to(p, s, FEWEST_VARIANTS, &count, &draws, &d) != ST_OK ||
        !draws || count >= FEWEST_VARIANTS)
        return;
    findings_add(f->findings, "L402", params->line, params->column,
                 "only %d different variants exist", (int)count);
}

void lint_problem(struct lint_file *f, const struct problem *p)
{
    enum { TEXTS = 64 };
    unsigned seen[TEXTS] = {0};
    bool good = true;

    for (uint64_t seed = 1; seed <= SEEDS && good; seed++) {
        struct arena *a = arena_new();
        struct search s = {pool_new(a, NODES), f->budget};
        struct review r = {f, p, &s, NULL};

        good = review_seed(&r, seed, seen, TEXTS);
        if (good && seed == SEEDS)
            check_variety(f, p, &s);
        arena_free(a);
    }
    for (size_t i = 0; good && i < TEXTS; i++)
        if (seen[i] == SEEDS)
            findings_add(f->findings, "L802", spoken(f, i)->line, spoken(f, i)->column,
                         "this text says the answer");
}
