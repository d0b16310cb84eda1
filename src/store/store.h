/* store.h: progress on disk.
 *
 *   log           one row an answer, only ever added to
 *    |
 *    +-> item     when a problem is due again: derived from log by the review function
 *   lesson_place  where a reader left each lesson
 *
 * An answer is saved when store_log_answer has returned ST_OK: it survives the death of
 * the process and of the machine. Sessions may run side by side. The file belongs to its
 * owner alone (0600, its directory 0700).
 *
 * Teaching never stops for the store: a file that can't be written is read into memory,
 * a damaged one is moved aside and kept, and store_reason says what happened. No function
 * here reads a clock: times and days are handed in.
 */
#ifndef GRADUS_STORE_H
#define GRADUS_STORE_H

#include "base/base.h"

struct store;

struct store_answer {
    int64_t ts; /* seconds since 1970 */
    int day;    /* the local day, however the caller counts days */
    const char *problem_id;
    uint64_t seed;
    const char *fields;  /* JSON: what was typed into each field */
    const char *verdict; /* correct, wrong-form, incorrect, undecided, invalid, shown */
    int tries, hints;
    int64_t ms;             /* from the question to this answer */
    const char *mistake_id; /* NULL: no slip was recognised */
    int rating;             /* 1 again .. 4 easy; 0: no review, only a record */
    int elapsed;            /* days since the last review, -1 before the first: the store
                             * fills it in */
};

/* What a scheduler remembers about a problem. */
struct store_item {
    const char *problem_id;
    char model[16]; /* whose numbers these are: "fsrs-6" */
    double s, d;    /* stability, difficulty */
    int last_day, due_day, reps, lapses;
};

/* The scheduler: takes a rated answer into account. The item of a new problem is zero but
 * for its id. False leaves the problem without a schedule. Equal inputs must give equal
 * results: store_rebuild replays the log through it. */
typedef bool store_review(void *context, const struct store_answer *answer,
                          struct store_item *item);

/* ---- open and close ------------------------------------------------------------ */

struct store_options {
    const char *path; /* NULL: in memory */
    const char *date; /* for the name of a damaged file: "2026-11-24" */
    store_review *review; /* NULL: nothing is scheduled */
    void *context;
};

/* Never NULL. Missing directories are made. A damaged file at path is renamed to
 * path.damaged-DATE and a new one begun. */
struct store *store_open(const struct store_options *options);
void store_close(struct store *s);
/* False: this session works in memory, on a copy of the saved progress if that can be
 * read, and leaves nothing behind. */
bool store_is_saved(const struct store *s);
/* What went wrong at opening, for a status line, or "". */
const char *store_reason(const struct store *s);

/* ---- write --------------------------------------------------------------------- */

/* Adds the answer to the log and, if it is rated, updates its item, in one transaction.
 * ST_IO: not saved (a full disk). The answer is kept in memory and saved together with
 * the next one, or by store_flush. */
enum status store_log_answer(struct store *s, const struct store_answer *answer,
                             struct diag *d);
enum status store_flush(struct store *s, struct diag *d);
/* How many answers wait for being saved. */
size_t store_waiting(const struct store *s);

struct store_place {
    const char *lesson_id;
    int page;
    const char *figure; /* the state of the figures, in the lesson's own words; or NULL */
    bool done;          /* once done, a lesson stays done */
    int64_t ts;
};

enum status store_save_place(struct store *s, const struct store_place *place,
                             struct diag *d);
/* Computes every item afresh from the log. */
enum status store_rebuild(struct store *s, struct diag *d);

/* ---- ask ----------------------------------------------------------------------- */

/* Texts of what is returned live in the arena. What can't be read is not there. */

struct store_progress {
    int answers;
    bool solved;      /* some answer was correct */
    char verdict[16]; /* the best one, "" if there is none */
    int64_t last_ts;
};

struct store_progress store_problem(struct store *s, const char *problem_id);
/* How many of these problems are solved. */
size_t store_count_solved(struct store *s, const char *const *problem_ids, size_t n);
/* The answers to a problem, or all for NULL; the first comes first. */
struct store_answer *store_answers(struct store *s, struct arena *a, const char *problem_id,
                                   size_t *count);
bool store_find_item(struct store *s, struct arena *a, const char *problem_id,
                     struct store_item *item);
/* Items due on `day` or before, the most overdue first. */
struct store_item *store_due(struct store *s, struct arena *a, int day, size_t *count);
/* The place in a lesson; for NULL, in the lesson opened last. */
bool store_find_place(struct store *s, struct arena *a, const char *lesson_id,
                      struct store_place *place);

struct store_day {
    int answers;
    int64_t ms;
};

/* Fills days[0 .. last - first]. */
void store_days(struct store *s, int first, int last, struct store_day *days);

#endif
