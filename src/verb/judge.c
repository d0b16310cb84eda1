/* judge.c: the verb `check`: one answer judged without a problem file. */
#include "verb/internal.h"

#include "course/course.h"

#include <string.h>

static enum status read_options(struct job *j, struct check_options *options)
{
    struct result *r = result_get(j->request, "options");
    enum status st = ST_OK;

    if (r && r->kind == RES_TEXT)
        st = json_read(j->arena, r->text, strlen(r->text), &r, j->diag);
    return st == ST_OK ? check_options_read(j->arena, r, options, j->diag) : st;
}

/* "x = 1/2, y = 3" as a field a variable. */
static void put_witness(struct job *j, struct result *r, const char *witness)
{
    char *copy = arena_strdup(j->arena, witness), *rest = copy, *item;

    while ((item = strsep(&rest, ","))) {
        char *equals = strstr(item, " = ");

        item += strspn(item, " ");
        if (!equals)
            continue;
        *equals = '\0';
        result_put(r, item, result_formula(j->arena, equals + 3, NULL, NULL));
    }
}

static void put_proof(struct job *j, const struct mark *m)
{
    static const char *const names[] = {[PROOF_EXACT] = "exact",
                                        [PROOF_NUMERIC] = "numeric",
                                        [PROOF_COUNTEREXAMPLE] = "counterexample"};
    struct result *r;

    if (!m->has_proof)
        return;
    result_put_text(j->out, "proof", names[m->proof]);
    if (m->proof != PROOF_COUNTEREXAMPLE || !m->witness)
        return;
    r = result_put(j->out, "counterexample", result_fields(j->arena));
    put_witness(j, r, m->witness);
    result_put(r, "expected", job_number(j, m->expected));
    result_put(r, "given", job_number(j, m->given));
}

/* What is judged, and against what. */
struct exercise {
    bool fields; /* several at once: objects of texts */
    enum answer_kind kind;
    struct result *reference, *answer;
    struct check_options options;
    const char *task; /* or NULL */
    struct result *given;
};

/* A text, or what JSON in a text says if an object is wanted; points of a list are joined. */
static enum status read_side(struct job *j, const char *name, bool fields,
                             struct result **out)
{
    struct result *r = result_get(j->request, name);
    struct str text = str_in(j->arena);
    enum status st = ST_OK;

    if (r && fields && r->kind == RES_TEXT)
        st = json_read(j->arena, r->text, strlen(r->text), &r, j->diag);
    if (st == ST_OK && r && !fields && r->kind == RES_LIST) {
        for (size_t i = 0; i < r->count; i++)
            str_addf(&text, "%s%s", i ? ", " : "",
                     result_string(r->items[i]) ? result_string(r->items[i]) : "");
        r = result_text(j->arena, text.text);
    } else if (st == ST_OK && r && !fields && job_text(j, name)) {
        r = result_text(j->arena, job_text(j, name));
    }
    *out = r;
    if (st == ST_OK && (!r || r->kind != (fields ? RES_FIELDS : RES_TEXT)))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                      "kind, reference and answer are wanted, as texts%s",
                      fields ? " by the names of the fields" : "");
    return st;
}

static enum status read_exercise(struct job *j, struct exercise *e)
{
    const char *kind = job_text(j, "kind");
    enum status st;

    *e = (struct exercise){.fields = kind && !strcmp(kind, "fields")};
    if (kind && !e->fields && !answer_kind_find(kind, &e->kind))
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "no answers of kind '%s' are judged here", kind);
    st = read_side(j, "reference", e->fields, &e->reference);
    if (st == ST_OK)
        st = read_side(j, "answer", e->fields, &e->answer);
    if (st == ST_OK && !kind)
        st = diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                      "kind, reference and answer are wanted, as texts");
    return st == ST_OK ? read_options(j, &e->options) : st;
}

static enum status judge(struct job *j, const struct exercise *e, struct mark *m)
{
    enum status st;

    if (e->fields)
        return check_fields(&j->search, e->reference, e->answer, &e->options, m, j->diag);
    j->mistaken = e->reference->text;
    st = check_answer(&j->search, e->kind, e->reference->text, e->answer->text,
                      &e->options, m, j->diag);
    if (st == ST_OK)
        j->mistaken = NULL;
    return st;
}

/* The task and its question, whose letters an answer may use. */
static enum status read_question(struct job *j, struct exercise *e)
{
    struct result *given = result_get(j->request, "given");
    enum status st = ST_OK;

    e->task = job_text(j, "task");
    if (!e->task)
        return ST_OK;
    if (given && given->kind == RES_TEXT)
        st = json_read(j->arena, given->text, strlen(given->text), &given, j->diag);
    if (st == ST_OK && (!given || given->kind != RES_FIELDS))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                      "a task wants the question too: given, an object");
    e->given = given;
    if (st == ST_OK && !e->options.vars)
        e->options.vars = question_vars(&j->search, given);
    return st;
}

/* With the task, a wrong answer is explained. */
static enum status explain(struct job *j, const struct exercise *e, struct mark *m)
{
    return e->task ? check_slip(&j->search, e->task, e->given, e->kind, e->reference,
                                e->answer, &e->options, m, j->diag)
                   : ST_OK;
}

enum status check_run(struct job *j)
{
    struct exercise e;
    struct mark m;
    enum status st = read_exercise(j, &e);

    if (st == ST_OK)
        st = read_question(j, &e);
    if (st == ST_OK)
        st = judge(j, &e, &m);
    if (st == ST_OK)
        st = explain(j, &e, &m);
    if (st != ST_OK)
        return st;
    result_put_text(j->out, "verdict", verdict_name(m.verdict));
    result_put(j->out, "reading",
               m.reading ? result_text(j->arena, m.reading) : result_null(j->arena));
    put_proof(j, &m);
    result_put(j->out, "mistake",
               m.mistake ? result_text(j->arena, m.mistake) : result_null(j->arena));
    result_put(j->out, "feedback",
               m.feedback ? result_text(j->arena, m.feedback) : result_null(j->arena));
    j->exit = m.verdict == VERDICT_CORRECT     ? EXIT_DONE
              : m.verdict == VERDICT_UNDECIDED ? EXIT_GIVEN_UP
                                               : EXIT_NO;
    return ST_OK;
}
