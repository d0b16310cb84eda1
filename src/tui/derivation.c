/* derivation.c: the working of a question, line by line, as the verb that answers it
 * tells it. */
#include "tui/internal.h"
#include "verb/verb.h"

#include <string.h>

const char *answer_text(const struct result *r, bool ascii)
{
    if (!r)
        return NULL;
    return r->kind == RES_FORMULA && r->pretty && !ascii ? r->pretty : result_string(r);
}

static struct result *request_of(struct arena *a, const struct question *q)
{
    struct result *r = result_fields(a);

    result_put_text(r, "command", q->verb);
    result_put_text(r, "expr", q->expr);
    if (q->variable)
        result_put_text(r, "var", q->variable);
    if (q->order)
        result_put_text(r, "order", q->order);
    if (q->on)
        result_put_text(r, "on", q->on);
    if (strcmp(q->verb, "roots") != 0)
        result_put_truth(r, "steps", true);
    return r;
}

static void say(struct derivation *d, const char *says, const char *math)
{
    if (d->count < sizeof d->lines / sizeof *d->lines && (says || math))
        d->lines[d->count++] = (struct derived_line){says, math};
}

void derivation_read(struct derivation *d, const struct result *answer, bool ascii)
{
    const struct result *steps = result_get(answer, "steps");

    d->question = answer_text(result_get(answer, "question"), ascii);
    for (size_t i = 0; steps && i < steps->count; i++)
        say(d, answer_text(result_get(steps->items[i], "says"), ascii),
            answer_text(result_get(steps->items[i], "line"), ascii));
}

static void say_roots(struct derivation *d, const struct result *answer,
                      const struct question *q, bool ascii, struct arena *a)
{
    const struct result *roots = result_get(answer, "roots"),
                        *complete = result_get(answer, "complete");

    for (size_t i = 0; roots && i < roots->count; i++) {
        const struct result *x = result_get(roots->items[i], "x"),
                            *approx = result_get(roots->items[i], "approx");
        const char *at = answer_text(x, ascii);

        if (!at && approx)
            at = arena_printf(a, "%.10g", approx->number);
        say(d, NULL, arena_printf(a, "%s = %s", q->variable ? q->variable : "x", at));
    }
    if (complete && complete->truth)
        say(d, roots && roots->count ? "These are all." : "There is no such point.",
            NULL);
}

/* What is asked, where the answer does not say it itself. */
static const char *question_text(struct arena *a, const struct question *q)
{
    const char *f = text_math(a, q->expr, NULL);

    if (!strcmp(q->verb, "roots"))
        return text_math(a, arena_printf(a, "%s = 0", q->expr), NULL);
    if (!strcmp(q->verb, "critical"))
        return arena_printf(a, "critical points of %s", f);
    if (!strcmp(q->verb, "extrema"))
        return arena_printf(a, "extrema of %s%s%s", f, q->on ? " on " : "",
                            q->on ? text_math(a, q->on, NULL) : "");
    return NULL;
}

enum status derivation_of(const struct search *s, struct names *names, const char *of,
                          bool ascii, struct derivation *out, struct diag *d)
{
    struct arena *a = pool_arena(s->pool);
    struct verb_context cx = {.arena = a, .budget = s->budget};
    struct question q;
    struct verb_answer answer;
    enum status st = course_question(s, names, of, &q, d);

    *out = (struct derivation){0};
    if (st != ST_OK)
        return st;
    answer = verb_run(&cx, request_of(a, &q));
    if (answer.diag.status != ST_OK) {
        *d = answer.diag;
        return answer.diag.status;
    }
    if (!strcmp(q.verb, "roots"))
        say_roots(out, answer.result, &q, ascii, a);
    else
        derivation_read(out, answer.result, ascii);
    if (!out->question)
        out->question = question_text(a, &q);
    return ST_OK;
}
