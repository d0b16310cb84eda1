/* working.c: the lines of a derivation as fields of an answer. */
#include "verb/internal.h"

#include "algebra/algebra.h"

#include <string.h>

static const char *sentence(struct job *j, const struct step *step, enum notation how)
{
    struct str text = str_in(j->arena);

    step_say(&text, step, how);
    return text.text;
}

static struct result *one_step(struct job *j, const struct step *step)
{
    struct result *r = result_fields(j->arena);

    result_put_text(r, "rule", step->rule);
    result_put(r, "says",
               result_formula(j->arena, sentence(j, step, NOTE_PLAIN),
                              sentence(j, step, NOTE_UNICODE),
                              j->cx->tex ? sentence(j, step, NOTE_TEX) : NULL));
    if (step->of)
        result_put(r, "of", job_tree(j, step->of));
    if (step->result)
        result_put(r, "result", job_tree(j, step->result));
    result_put(r, "line", job_tree(j, step->line));
    return r;
}

enum status job_working(struct job *j, const struct formula *f, expr x, unsigned order,
                        expr last)
{
    const char *text = job_text(j, "expr");
    struct result *list = result_list(j->arena);
    struct reading typed;
    struct working w;
    enum status st = expr_parse(j->arena, text, strlen(text), NULL, &typed, j->diag);

    if (st == ST_OK)
        st = algebra_steps(j->search.pool, typed.root, f, x, order, last, j->arena, &w,
                           j->diag);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < w.count; i++)
        result_push(list, one_step(j, &w.steps[i]));
    result_put(j->out, "question", job_tree(j, w.question));
    result_put(j->out, "steps", list);
    return ST_OK;
}
