/* attempt.c: what an answer means for a learner's record (AUTHORING 6.6). */
#include "course/internal.h"

#include <stdlib.h>
#include <string.h>

static int rank(enum verdict v)
{
    switch (v) {
    case VERDICT_CORRECT: return 0;
    case VERDICT_WRONG_FORM: return 1;
    case VERDICT_UNDECIDED: return 2;
    case VERDICT_INVALID: return 3;
    case VERDICT_INCORRECT: return 4;
    }
    return 4;
}

/* A field that is wrong outweighs one that can't be read. */
enum verdict attempt_verdict(const struct attempt *a)
{
    enum verdict worst = VERDICT_CORRECT;

    if (!a->marks)
        return VERDICT_INCORRECT;
    for (size_t i = 0; i < a->variant->problem->field_count; i++)
        if (rank(a->marks[i].verdict) > rank(worst))
            worst = a->marks[i].verdict;
    return worst;
}

enum rating attempt_rating(const struct attempt *a)
{
    const struct problem *p = a->variant->problem;
    enum verdict v = attempt_verdict(a);
    int64_t half = (int64_t)p->head.minutes * 60000 / 2;

    if (a->shown || v == VERDICT_INCORRECT)
        return RATING_AGAIN;
    if (v != VERDICT_CORRECT)
        return RATING_NONE;
    if (a->tries > 1)
        return RATING_HARD;
    if (a->hints)
        return (enum rating)p->rating_after_hint;
    return half && a->ms > 0 && a->ms < half ? RATING_EASY : RATING_GOOD;
}

static const char *fields_json(const struct attempt *a, struct arena *arena)
{
    const struct problem *p = a->variant->problem;
    struct result *fields = result_fields(arena);
    struct str out = str_in(arena);

    for (size_t i = 0; i < p->field_count; i++)
        if (a->typed && a->typed[i])
            result_put_text(fields, p->fields[i].name, a->typed[i]);
    json_write(&out, fields, false);
    return out.text;
}

static const char *first_mistake(const struct attempt *a)
{
    for (size_t i = 0; a->marks && i < a->variant->problem->field_count; i++)
        if (a->marks[i].mistake)
            return a->marks[i].mistake;
    return NULL;
}

enum status course_record(struct store *store, const struct attempt *a, struct diag *d)
{
    const struct problem *p = a->variant->problem;
    struct arena *arena = arena_new();
    struct store_answer answer = {
        .ts = a->ts,
        .day = a->day,
        .problem_id = p->head.id,
        .seed = a->variant->seed,
        .fields = fields_json(a, arena),
        .verdict = a->shown ? "shown" : verdict_name(attempt_verdict(a)),
        .tries = a->tries,
        .hints = a->hints,
        .ms = a->ms,
        .mistake_id = first_mistake(a),
        .rating = a->review && p->scheduled ? (int)attempt_rating(a) : RATING_NONE,
    };
    enum status st = store_log_answer(store, &answer, d);

    arena_free(arena);
    return st;
}
