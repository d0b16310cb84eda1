/* options.c: the options of `check` in JSON, as answers.jsonl has them, and answers that
 * consist of several fields. */
#include "course/internal.h"

#include <ctype.h>
#include <string.h>

struct option_reader {
    struct arena *arena;
    const struct result *json;
    struct check_options *o;
    struct diag *diag;
};

static enum status refuse(struct option_reader *r, const char *name, const char *wanted)
{
    return diag_set(r->diag, ST_USAGE, (struct span){0, 0}, "option '%s' is %s", name,
                    wanted);
}

static bool is_true(const struct result *r)
{
    return r && r->kind == RES_TRUTH && r->truth;
}

static enum status read_tol(struct option_reader *r)
{
    const struct result *tol = result_get(r->json, "tol");
    const struct result *relative = result_get(tol, "rel"), *bound;

    if (!tol)
        return ST_OK;
    bound = relative ? relative : tol->kind == RES_FIELDS ? result_get(tol, "abs") : tol;
    if (!bound || !bound->text)
        return refuse(r, "tol", "{\"abs\": number} or {\"rel\": number}");
    r->o->tol = relative ? TOL_REL : TOL_ABS;
    r->o->tol_text = bound->text;
    return ST_OK;
}

static enum status read_figures(struct option_reader *r)
{
    static const struct {
        const char *name;
        enum tol_kind tol;
    } rows[] = {
        {"sigfigs", TOL_SIGFIGS}, {"decimals", TOL_DECIMALS}, {"digits", TOL_DIGITS}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct result *n = result_get(r->json, rows[i].name);

        if (!n)
            continue;
        if (n->kind != RES_INTEGER || n->integer < 0 || n->integer > 100)
            return refuse(r, rows[i].name, "a whole number");
        r->o->tol = rows[i].tol;
        r->o->figures = (int)n->integer;
    }
    r->o->allow_extra = is_true(result_get(r->json, "allow_extra"));
    r->o->truncate = is_true(result_get(r->json, "truncate"));
    return ST_OK;
}

/* A text or a list of texts. */
static const char **read_names(struct option_reader *r, const char *name, size_t *count)
{
    const struct result *list = result_get(r->json, name);
    size_t n = !list ? 0 : list->kind == RES_LIST ? list->count : 1;
    const char **names = arena_array(r->arena, n + 1, sizeof *names);

    *count = 0;
    for (size_t i = 0; i < n; i++) {
        const char *text = result_string(list->kind == RES_LIST ? list->items[i] : list);

        if (text)
            names[(*count)++] = text;
    }
    return names;
}

static enum status read_words(struct option_reader *r)
{
    const char *form = result_string(result_get(r->json, "form"));
    const char *decimal = result_string(result_get(r->json, "decimal"));
    const struct result *relation = result_get(r->json, "relation");
    size_t vars = 0, var = 0;
    const char **all = read_names(r, "vars", &vars), **one = read_names(r, "var", &var);

    if (form && !form_find(form, &r->o->form))
        return refuse(r, "form",
                      "any, same, factored, expanded, lowest-terms, "
                      "rationalised or single-fraction");
    if (vars || var)
        r->o->vars = vars ? all : one;
    r->o->key_has_relation = is_true(relation);
    if (result_string(relation) && !(r->o->relation = relation_find(relation->text)))
        return refuse(r, "relation", "true, or one of > >= < <= !=");
    r->o->decimal_comma = decimal && strcmp(decimal, "comma") == 0;
    r->o->domain = result_string(result_get(r->json, "domain"));
    r->o->asks = result_string(result_get(r->json, "asks"));
    r->o->choices = read_names(r, "choices", &r->o->choice_count);
    return ST_OK;
}

/* "form": "lowest-terms", "rationalised": true asks for both. */
static void read_flags(struct option_reader *r)
{
    if (is_true(result_get(r->json, "rationalised")))
        r->o->form = FORM_RATIONALISED;
    r->o->ignore_endpoints = is_true(result_get(r->json, "ignore_endpoints"));
    r->o->single = is_true(result_get(r->json, "single"));
}

enum status check_options_read(struct arena *a, const struct result *json,
                               struct check_options *out, struct diag *d)
{
    struct option_reader r = {a, json, out, d};
    enum status st;

    *out = (struct check_options){0};
    if (!json || json->kind == RES_NULL)
        return ST_OK;
    if (json->kind != RES_FIELDS)
        return diag_set(d, ST_USAGE, (struct span){0, 0}, "the options are an object");
    st = read_tol(&r);
    if (st == ST_OK)
        st = read_figures(&r);
    if (st == ST_OK)
        st = read_words(&r);
    read_flags(&r);
    return st;
}

/* ---- several fields -------------------------------------------------------------- */

/* A set has braces, a point or interval brackets; a few letters are a word, unless they
 * make an expression. */
enum answer_kind answer_kind_guess(const char *reference)
{
    size_t n = strlen(reference), letters = 0;
    struct check_options none = {0};
    struct arena *a = arena_new();
    struct diag d;
    const char *word;

    while (n && isspace((unsigned char)*reference)) {
        reference++;
        n--;
    }
    while (letters < n && (isalpha((unsigned char)reference[letters]) ||
                           strchr(" -", reference[letters])))
        letters++;
    word = letters == n && n > 1 ? word_read(a, reference, &none, &d) : NULL;
    n = word ? n : 0;
    letters = word && !strcmp(word, "dne"); /* an extreme value that does not exist */
    arena_free(a);
    if (n)
        return letters ? ANSWER_NUMBER : ANSWER_WORD;
    if (reference[0] == '{')
        return ANSWER_SET;
    if (strstr(reference, "inf)") || strstr(reference, "(-inf") || reference[0] == '[' ||
        strstr(reference, " U "))
        return ANSWER_INTERVAL;
    if (reference[0] == '(' && strchr(reference, ',') &&
        reference[strlen(reference) - 1] == ')')
        return strstr(reference, "),") ? ANSWER_POINTS : ANSWER_POINT;
    return strpbrk(reference, "xy") && !strstr(reference, "exp") &&
                   !strstr(reference, "max")
               ? ANSWER_EXPR
               : ANSWER_NUMBER;
}

static enum verdict together(enum verdict a, enum verdict b)
{
    static const int rank[] = {[VERDICT_CORRECT] = 0,
                               [VERDICT_WRONG_FORM] = 1,
                               [VERDICT_UNDECIDED] = 2,
                               [VERDICT_INCORRECT] = 3,
                               [VERDICT_INVALID] = 4};

    return rank[a] >= rank[b] ? a : b;
}

enum status check_fields(const struct search *s, const struct result *reference,
                         const struct result *answer, const struct check_options *options,
                         struct mark *out, struct diag *d)
{
    struct str reading = str_in(pool_arena(s->pool));

    *out = (struct mark){.verdict = VERDICT_CORRECT,
                         .has_proof = true,
                         .proof = PROOF_EXACT,
                         .feedback = "Right."};
    if (!reference || reference->kind != RES_FIELDS || !answer ||
        answer->kind != RES_FIELDS)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "fields are objects of texts in reference and answer");
    for (size_t i = 0; i < reference->count; i++) {
        const char *key = result_string(reference->items[i]);
        const char *said = result_string(result_get(answer, reference->names[i]));
        struct mark mark;
        enum status st;

        if (!key)
            return diag_set(d, ST_USAGE, (struct span){0, 0}, "the key of '%s' is a text",
                            reference->names[i]);
        st = check_answer(s, answer_kind_guess(key), key, said ? said : "", options,
                          &mark, d);
        if (st != ST_OK)
            return st;
        str_addf(&reading, "%s%s: %s", i ? ", " : "", reference->names[i],
                 mark.reading ? mark.reading : "-");
        if (together(out->verdict, mark.verdict) != out->verdict) {
            const char *feedback = arena_printf(pool_arena(s->pool), "%s: %s",
                                                reference->names[i], mark.feedback);

            *out = mark;
            out->feedback = feedback;
        }
    }
    out->reading = out->reading_pretty = reading.text;
    return ST_OK;
}
