/* trial_seeds.c: what can only be seen in all seeds together: answers that are guessed (T7),
 * keys that do not vary (T8), hints that say the key each time (T10), and probes that are
 * missing (T5). */
#include "course/trial.h"

#include <string.h>

/* Fewer seeds say little about chances. */
enum { ENOUGH = 5, FEW = 3 };

const char *const trial_guesses[GUESS_COUNT] = {"0", "1", "-1", "none"};

/* ---- counting ----------------------------------------------------------------------------- */

static bool guess_fits(enum answer_kind kind, size_t guess)
{
    bool none = guess == GUESS_COUNT - 1;

    switch (kind) {
    case ANSWER_NUMBER:
    case ANSWER_SET: return true;
    case ANSWER_EXPR: return !none;
    case ANSWER_INTERVAL:
    case ANSWER_POINTS: return none;
    case ANSWER_POINT:
    case ANSWER_WORD: break;
    }
    return false;
}

/* Is the key after a trivial answer the one of all seeds so far? */
static void count_after(struct trier *t, const char *key, const char **first,
                        size_t *same)
{
    if (!key)
        return;
    if (!*first)
        *first = arena_strdup(t->arena, key);
    *same += !strcmp(*first, key);
}

void trial_count(struct trier *t)
{
    for (size_t i = 0; i < t->p->field_count; i++) {
        const struct field *f = &t->p->fields[i];
        struct tally *tally = &t->tallies[i];

        for (size_t g = 0; g < GUESS_COUNT; g++)
            tally->guessed[g] +=
                guess_fits(f->kind, g) &&
                field_verdict(t->v, i, trial_guesses[g], NULL) == VERDICT_CORRECT;
        if (!f->uses || problem_find_field(t->p, f->uses) == t->p->field_count)
            continue;
        count_after(t, trial_key_after(t, i, 0), &tally->after_zero,
                    &tally->same_after_zero);
        count_after(t, trial_key_after(t, i, 1), &tally->after_one,
                    &tally->same_after_one);
    }
}

/* ---- T7, T8 -------------------------------------------------------------------------------- */

static size_t same_keys(const struct trial *out, size_t field, const char *key)
{
    size_t same = 0;

    for (size_t i = 0; i < out->row_count; i++)
        same += out->rows[i].keys && !strcmp(out->rows[i].keys[field], key);
    return same;
}

/* The key that most seeds have. */
static const char *commonest(const struct trial *out, size_t field, size_t *most)
{
    const char *best = NULL;

    *most = 0;
    for (size_t i = 0; i < out->row_count; i++) {
        size_t same =
            out->rows[i].keys ? same_keys(out, field, out->rows[i].keys[field]) : 0;

        if (same > *most) {
            best = out->rows[i].keys[field];
            *most = same;
        }
    }
    return best;
}

/* A word has few others, and what is typed as a literal is meant to stay. */
static void check_guessing(struct trier *t, size_t i)
{
    const struct field *f = &t->p->fields[i];
    size_t most;
    const char *best = commonest(t->out, i, &most);

    for (size_t g = 0; g < GUESS_COUNT; g++)
        if (t->tallies[i].guessed[g] > most) {
            most = t->tallies[i].guessed[g];
            best = trial_guesses[g];
        }
    if (f->kind == ANSWER_WORD ? most == t->variants : 10 * most > 3 * t->variants)
        trial_tell(t, "T7", false, "%s: %s is right on %zu of %zu seeds", f->name, best,
                   most, t->variants);
}

static bool same_row(const struct trial *out, size_t i, size_t k, size_t fields)
{
    for (size_t f = 0; f < fields; f++)
        if (strcmp(out->rows[i].keys[f], out->rows[k].keys[f]) != 0)
            return false;
    return true;
}

static void check_variety(struct trier *t)
{
    const struct trial *out = t->out;
    size_t different = 0;

    for (size_t i = 0; i < out->row_count; i++) {
        bool new = out->rows[i].keys != NULL;

        for (size_t k = 0; k < i && new; k++)
            new = !out->rows[k].keys || !same_row(out, i, k, t->p->field_count);
        different += new;
    }
    if (2 * different < t->variants)
        trial_tell(t, "T8", false, "only %zu different keys on %zu seeds", different,
                   t->variants);
}

/* ---- the rest ------------------------------------------------------------------------------ */

/* A hint that happens to hold the number of one seed is no matter. */
static void check_hints(struct trier *t)
{
    size_t fields = t->p->field_count;

    for (size_t h = 0; h < t->hints; h++)
        for (size_t i = 0; i < fields; i++)
            if (t->shown[h * fields + i] == t->variants)
                trial_tell(t, "T10", true, "hint %zu shows the answer of '%s'", h + 1,
                           t->p->fields[i].name);
}

static void check_follow_through(struct trier *t, size_t i)
{
    const struct tally *tally = &t->tallies[i];
    const struct field *f = &t->p->fields[i];
    bool zero = tally->same_after_zero == t->variants;

    if (f->uses && (zero || tally->same_after_one == t->variants))
        trial_tell(t, "T12", false, "%s: after %s = %s the answer is always %s", f->name,
                   f->uses, zero ? "0" : "1",
                   zero ? tally->after_zero : tally->after_one);
}

/* What no variant shows does not belong to the problem; what some do is the author's to
 * avoid by a condition. */
static const char *on_some(struct trier *t, const struct tally *tally, bool alike)
{
    struct str out = str_in(t->arena);

    for (size_t i = 0; i < tally->slip_count; i++) {
        const struct slip_tally *slip = &tally->slips[i];
        size_t n = alike ? slip->alike : slip->invisible;

        if (n && n < slip->seen)
            str_addf(&out, "%s%s (%zu of %zu)", out.len ? ", " : "", slip->name, n,
                     slip->seen);
    }
    return out.len ? out.text : NULL;
}

static void check_slips(struct trier *t, size_t i)
{
    const char *name = t->p->fields[i].name;
    const char *invisible = on_some(t, &t->tallies[i], false),
               *alike = on_some(t, &t->tallies[i], true);

    if (invisible)
        trial_tell(t, "T6", false, "%s: on some seeds these lead to the key: %s", name,
                   invisible);
    if (alike)
        trial_tell(t, "T6", false, "%s: on some seeds others lead to the same answer: %s",
                   name, alike);
}

void trial_seeds(struct trier *t)
{
    bool varies = t->p->param_count > 0;

    for (size_t i = 0; i < t->p->field_count; i++) {
        const struct field *f = &t->p->fields[i];

        if (!f->reject.count && f->kind != ANSWER_WORD)
            trial_tell(t, "T5", false, "%s: no answer is named that is to be rejected",
                       f->name);
        if (t->variants >= ENOUGH && varies && !f->literal && !f->options.relation)
            check_guessing(t, i);
        check_slips(t, i);
        if (t->variants >= FEW && varies)
            check_follow_through(t, i);
    }
    if (t->variants >= ENOUGH && varies)
        check_variety(t);
    if (t->variants >= FEW)
        check_hints(t);
}
