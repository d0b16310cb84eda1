/* solve.c: a problem being solved, however it is shown.
 *
 * Every answer that can be read is on disk when its mark is shown. Of a problem with
 * several fields an attempt counts as right once all of them are; until then those not
 * filled in are marked as no answer.
 */
#include "tui/internal.h"

#include <string.h>

bool slot_is_right(const struct slot *slot)
{
    return slot->checked && slot->mark.verdict == VERDICT_CORRECT;
}

bool slot_counts(const struct slot *slot)
{
    return slot->checked && slot->mark.verdict != VERDICT_INVALID;
}

bool solving_is_closed(const struct solving *s, size_t field)
{
    const char *after = s->problem->fields[field].after;
    size_t other = after ? problem_find_field(s->problem, after) : s->field_count;

    return other < s->field_count && !slot_is_right(&s->slots[other]);
}

/* The three marks, and one for what is no answer or could not be decided. */
const char *mark_sign(const struct mark *mark, enum style *style, const char **words)
{
    switch (mark->verdict) {
    case VERDICT_CORRECT:
        *style = STYLE_GOOD;
        *words = "Right.";
        return "\u2713";
    case VERDICT_WRONG_FORM:
        *style = STYLE_ACCENT;
        *words = "Right in value, not yet in form.";
        return "\u25d0";
    case VERDICT_INCORRECT:
        *style = STYLE_BAD;
        *words = "Not yet.";
        return "\u2717";
    case VERDICT_INVALID:
        *style = STYLE_ACCENT;
        *words = "This is no answer yet; it costs no try.";
        return "?";
    case VERDICT_UNDECIDED: break;
    }
    *style = STYLE_ACCENT;
    *words = "This could not be decided here.";
    return "?";
}

enum status solving_begin(struct app *app, struct solving *s, struct arena *a,
                          uint64_t seed, struct diag *d)
{
    struct search search = app_search(app, a);
    const struct problem *problem = s->problem;
    struct variant *variant;
    enum status st = problem_generate(problem, &search, seed, &variant, d);

    if (st != ST_OK)
        return st;
    *s = (struct solving){.problem = problem, .variant = variant, .begun = app->now};
    s->field_count =
        problem->field_count < FIELDS_MAX ? problem->field_count : FIELDS_MAX;
    return ST_OK;
}

static bool all_right(const struct solving *s)
{
    for (size_t i = 0; i < s->field_count; i++) {
        if (!slot_is_right(&s->slots[i]))
            return false;
    }
    return true;
}

static void record(struct app *app, struct solving *s)
{
    const char *typed[FIELDS_MAX];
    struct mark marks[FIELDS_MAX];
    struct attempt attempt = {.variant = s->variant, .typed = typed, .shown = s->shown};
    struct diag d = {0};

    for (size_t i = 0; i < s->field_count; i++) {
        typed[i] = s->slots[i].checked ? s->slots[i].text : NULL;
        marks[i] = s->slots[i].mark;
        if (!s->slots[i].checked)
            marks[i] = (struct mark){.verdict = VERDICT_INVALID};
    }
    attempt.marks = s->shown ? NULL : marks;
    attempt.tries = s->wrong + (s->solved ? 1 : 0);
    attempt.hints = (int)s->hints;
    attempt.ts = app->ts;
    attempt.day = schedule_day(app->ts, app->seconds_east);
    attempt.ms = app->now - s->begun;
    attempt.review = !s->rated;
    if (attempt.review && attempt_rating(&attempt) != RATING_NONE)
        s->rated = true;
    if (course_record(app->store, &attempt, &d) != ST_OK)
        app_say(app, "not saved yet: %s", d.message);
}

bool solving_check(struct app *app, struct solving *s, size_t field)
{
    struct slot *slot = &s->slots[field];
    const char *typed[FIELDS_MAX];
    struct budget *budget = s->variant->search.budget;

    if (strspn(slot->text, " ") == strlen(slot->text))
        return false;
    for (size_t i = 0; i < s->field_count; i++)
        typed[i] = s->slots[i].text;
    slot->mark = (struct mark){0};
    *budget = budget_of(20000000);
    budget->expired = app->interrupted;
    course_check(s->variant, field, slot->text, typed, &slot->mark);
    slot->checked = true;
    if (!slot_counts(slot))
        return true;
    s->solved = all_right(s);
    s->wrong += !slot_is_right(slot);
    record(app, s);
    return true;
}

void solving_show(struct app *app, struct solving *s)
{
    s->shown = true;
    record(app, s);
}
