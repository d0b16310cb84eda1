/* waiting.c: answers that are not saved yet. */
#include "store/internal.h"

static const char *keep(struct arena *a, const char *text)
{
    return text ? arena_strdup(a, text) : NULL;
}

void waiting_add(struct waiting *w, const struct store_answer *answer)
{
    struct waiting_answer *one;

    if (!w->arena)
        w->arena = arena_new();
    one = arena_alloc(w->arena, sizeof *one);
    one->answer = *answer;
    one->answer.problem_id = keep(w->arena, answer->problem_id);
    one->answer.fields = keep(w->arena, answer->fields);
    one->answer.verdict = keep(w->arena, answer->verdict);
    one->answer.mistake_id = keep(w->arena, answer->mistake_id);
    if (w->last)
        w->last->next = one;
    else
        w->first = one;
    w->last = one;
    w->count++;
}

void waiting_clear(struct waiting *w)
{
    arena_free(w->arena);
    *w = (struct waiting){0};
}
