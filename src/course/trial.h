/* trial.h: what the files of try share: a problem tried out on some seeds.
 *
 *   trial.c           T1, T2     draws and computes each seed; files and lessons
 *   trial_keys.c      T3 to T5   keys as they are, keys and probes typed in
 *   trial_slips.c     T6, T11, T12   what learners will get wrong
 *   trial_texts.c     T9, T10    what they read
 *   trial_seeds.c     T7, T8     all seeds together
 */
#ifndef GRADUS_COURSE_TRIAL_H
#define GRADUS_COURSE_TRIAL_H

#include "course/slips.h"

/* Answers that anyone would try; "none" stands last. */
enum { GUESS_COUNT = 4 };
extern const char *const trial_guesses[GUESS_COUNT];

struct
    slip_tally { /* on how many seeds it applies, leads to the key, or to another's answer */
    const char *name;
    size_t seen, invisible, alike;
};

struct tally { /* of a field, over all seeds */
    size_t slip_count;
    struct slip_tally *slips;
    size_t guessed[GUESS_COUNT];
    const char *after_zero, *after_one; /* the key when an earlier answer was 0, or 1 */
    size_t same_after_zero, same_after_one;
};

struct trier {
    struct arena *arena; /* of what is told */
    struct trial *out;
    const struct problem *p;
    const struct search *s; /* of the variant at hand */
    struct variant *v;
    struct trial_row *row; /* of the seed at hand; NULL: of all together */
    size_t variants;       /* computed so far */
    struct tally *tallies; /* one a field */
    size_t *shown;         /* seeds on which hint h showed key f: [h * fields + f] */
    size_t hints;
};

/* Tells a failure or a warning of the seed at hand. */
void trial_tell(struct trier *t, const char *check, bool fails, const char *fmt, ...)
    LIKE_PRINTF(4, 5);
/* An author's expression as a value, and as a learner would type it; NULL after a failure
 * that is told. */
struct value *trial_value(struct trier *t, const char *check, const struct field *f,
                          const char *text);
const char *trial_typed(const struct trier *t, const struct value *v);

void trial_keys(struct trier *t);
void trial_slips(struct trier *t);
/* The key of a field as it is typed, where the field it uses was answered so; or NULL. */
const char *trial_key_after(struct trier *t, size_t field, long earlier);
void trial_texts(struct trier *t);
/* Counts for T7 and T12; then what follows of all. */
void trial_count(struct trier *t);
void trial_seeds(struct trier *t);

#endif
