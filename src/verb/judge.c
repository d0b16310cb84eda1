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

enum status check_run(struct job *j)
{
    const char *kind = job_text(j, "kind"), *reference = job_text(j, "reference");
    const char *answer = job_text(j, "answer");
    struct check_options options;
    enum answer_kind k;
    struct mark m;
    enum status st;

    if (!kind || !reference || !answer)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "kind, reference and answer are wanted, as texts");
    if (!answer_kind_find(kind, &k))
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "no answers of kind '%s' are judged here", kind);
    if ((st = read_options(j, &options)) != ST_OK)
        return st;
    j->mistaken = reference;
    st = check_answer(&j->search, k, reference, answer, &options, &m, j->diag);
    if (st != ST_OK)
        return st;
    j->mistaken = NULL;
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
