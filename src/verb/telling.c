/* telling.c: lines of a board: a rule's id and a sentence, in each notation. */
#include "verb/telling.h"

void tell(struct telling *t, const char *rule, const char *fmt, ...)
{
    struct str text = str_in(t->j->arena);
    va_list args;

    if (t->n == MOST_LINES)
        return;
    va_start(args, fmt);
    str_addv(&text, fmt, args);
    va_end(args);
    t->rule[t->n] = rule;
    t->says[t->n++] = text.text;
}

const char *tell_formula(const struct telling *t, expr e)
{
    return expr_text(t->j->search.pool, e, t->how, t->j->arena);
}

const char *tell_value(const struct telling *t, expr exact, double approx)
{
    return exact != EXPR_NONE ? tell_formula(t, exact)
                              : arena_printf(t->j->arena, "%.10g", approx);
}

void tell_steps(struct job *j, void (*tell_all)(struct telling *t, const void *what),
                const void *what)
{
    struct telling *t = arena_array(j->arena, 3, sizeof *t);
    struct result *list = result_put(j->out, "steps", result_list(j->arena));
    int notations = j->cx->tex ? 3 : 2;

    for (int i = 0; i < notations; i++) {
        t[i].j = j;
        t[i].how = (enum notation[]){NOTE_PLAIN, NOTE_UNICODE, NOTE_TEX}[i];
        tell_all(&t[i], what);
    }
    for (size_t i = 0; i < t[0].n; i++) {
        struct result *step = result_push(list, result_fields(j->arena));

        result_put_text(step, "rule", t[0].rule[i]);
        result_put(step, "says",
                   result_formula(j->arena, t[0].says[i], t[1].says[i],
                                  j->cx->tex ? t[2].says[i] : NULL));
    }
}
