/* base.h: memory, text, reports of failure, budgets, and real intervals.
 *
 * The ground everybody stands on. Three laws live here:
 *
 *   memory   One arena per request. What a call returns lives in the arena it was
 *            given; values of other libraries are deferred into it.
 *   errors   A call that can fail returns enum status and fills one struct diag:
 *            a byte span of what the user wrote and a sentence to act upon.
 *   truth    Questions of mathematics have three answers, not two.
 *
 * Nothing here prints, reads a clock or keeps mutable static data.
 */
#ifndef GRADUS_BASE_H
#define GRADUS_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mpfr.h>

#if defined(__FAST_MATH__)
#error "proofs need IEEE arithmetic: do not compile gradus with -ffast-math"
#endif

#if defined(__GNUC__)
#define LIKE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define LIKE_PRINTF(fmt, args)
#endif

/* ---- status, truth, diagnosis ------------------------------------------------ */

enum status {
    ST_OK,
    ST_SYNTAX, /* the text cannot be read */
    ST_USAGE,  /* the question has no sense: an empty interval, an unknown option */
    ST_DOMAIN, /* proved undefined */
    ST_UNABLE, /* not decided: no method here settles it */
    ST_LIMIT,  /* the budget ran out */
    ST_IO      /* the environment failed */
};

/* "syntax", "usage", ... as the JSON contract names them; ST_OK is "ok". */
const char *status_name(enum status st);

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

enum truth truth_not(enum truth a);
enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);

/* Bytes [from, to) of the text the user wrote; from == to marks a place between two. */
struct span {
    size_t from, to;
};

struct diag {
    enum status status;
    struct span at;
    char message[320]; /* one sentence, no final full stop needed, UTF-8 */
    char help[200];    /* what to type instead, or "" */
};

/* Fills *d (NULL is allowed) and returns st, so that a caller can
 * `return diag_set(d, ST_SYNTAX, at, "...")`. Too long a text is cut at a character. */
enum status diag_set(struct diag *d, enum status st, struct span at, const char *fmt, ...)
    LIKE_PRINTF(4, 5);
void diag_help(struct diag *d, const char *fmt, ...) LIKE_PRINTF(2, 3);

/* ---- arena ------------------------------------------------------------------- */

/* Blocks that are filled from the bottom and freed together:
 *
 *   block 0 [ a | bb | cccc |........]   block 1 [ dddd |......]
 *
 * Allocation never fails: a machine without memory ends the process by abort(). */
struct arena;

struct arena *arena_new(void);
/* Runs the deferred calls, last first, then frees every block. NULL is allowed. */
void arena_free(struct arena *a);
/* Zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);
/* count * size zeroed bytes; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* Copies old_count items of a full array into one of new_count; the old one stays. */
void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count,
                 size_t size);
/* Gives back all that was taken since the mark; marks nest like brackets. Nothing may have
 * been deferred in between. */
struct arena_mark {
    void *block;
    size_t used, handed_out;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_release(struct arena *a, struct arena_mark to);
/* call(what) will be run by arena_free. */
void arena_defer(struct arena *a, void (*call)(void *), void *what);
char *arena_strndup(struct arena *a, const char *text, size_t n);
char *arena_strdup(struct arena *a, const char *text);
char *arena_printf(struct arena *a, const char *fmt, ...) LIKE_PRINTF(2, 3);
/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

/* ---- str: text that grows ---------------------------------------------------- */

/* Zero-terminated at every moment. Start with str_in(arena). */
struct str {
    struct arena *arena;
    char *text;
    size_t len, cap;
};

struct str str_in(struct arena *a);
void str_add(struct str *s, const char *text);
void str_addn(struct str *s, const char *text, size_t n);
void str_addc(struct str *s, char c);
void str_addf(struct str *s, const char *fmt, ...) LIKE_PRINTF(2, 3);
void str_addv(struct str *s, const char *fmt, va_list args) LIKE_PRINTF(2, 0);
/* Inserts text before byte `at` / removes n bytes from `at`. */
void str_insert(struct str *s, size_t at, const char *text, size_t n);
void str_remove(struct str *s, size_t at, size_t n);

/* The fewest single-character edits (insert, delete, replace, swap neighbours), for
 * words: only the first 64 characters are compared. */
size_t str_distance(const char *a, const char *b);
/* The nearest of the names within two edits (a third of the length for short ones), or
 * NULL: for "did you mean". Of names equally near, one with the same first letter, then
 * the first. names ends with NULL. */
const char *str_nearest(const char *word, const char *const *names);

/* ---- utf8 -------------------------------------------------------------------- */

/* Decodes one character of text[0..n), n > 0; *used >= 1. A malformed byte gives
 * U+FFFD and *used = 1. Overlong forms and surrogates are malformed. */
uint32_t utf8_decode(const char *text, size_t n, size_t *used);
size_t utf8_encode(uint32_t c, char out[5]); /* out gets a final zero */
/* Cells a character takes: 0 for combining marks, 2 for wide ones, else 1. Our own
 * table, so that no locale changes a layout. */
int utf8_width(uint32_t c);
/* False for controls, bidi and other invisible format characters, noncharacters. */
bool utf8_visible(uint32_t c);
size_t utf8_columns(const char *text, size_t n);
/* Bytes of the longest prefix of text[0..n) that takes at most `columns` cells. */
size_t utf8_prefix(const char *text, size_t n, size_t columns);
/* The start of the character before / after byte `at`. */
size_t utf8_prev(const char *text, size_t at);
size_t utf8_next(const char *text, size_t n, size_t at);

/* Appends text[0..n) made safe for a terminal: the only way from bytes to a screen.
 * C0 controls become caret forms (^[), except '\n', kept when `lines`; a tab becomes
 * a space; DEL, C1, bidi controls, zero-width characters and bad bytes become U+FFFD;
 * at most four combining marks follow a character, none stands alone, and variation
 * selectors are left out. */
void text_safe(struct str *out, const char *text, size_t n, bool lines);

/* The mistake shown under the text, in three lines:
 *
 *     x^2 + sn(x)
 *           ^~
 *     unknown function 'sn'; did you mean 'sin'?
 *
 * Long inputs are shown around the mark with "..." at the cut ends. The text is made
 * safe, the sentence broken at the width. `width` is the number of columns to keep to
 * (at least 20). Of several input lines the one with the mark is shown; of an empty input
 * there is only the sentence. */
void diag_picture(struct str *out, const struct diag *d, const char *input, size_t width);

/* The line in which byte `at` of the text stands; the first one is 1. */
size_t line_of(const char *text, size_t at);

/* ---- rng: SplitMix64 --------------------------------------------------------- */

/* Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014). */
struct rng {
    uint64_t state;
};

uint64_t rng_next(struct rng *r);
/* Uniform in [0, n), n > 0, without modulo bias. */
uint64_t rng_below(struct rng *r, uint64_t n);
double rng_unit(struct rng *r);                  /* [0, 1) */
uint64_t hash_bytes(const char *text, size_t n); /* FNV-1a, 64 bits */

/* ---- budget ------------------------------------------------------------------ */

/* Time below the surfaces. Every bisection, step and big-number call spends work from
 * it; the owner may also hand in a question `expired` (a clock, a key pressed), asked
 * now and then. Once false, it stays false. */
struct budget {
    uint64_t work;           /* units left; a unit is about a microsecond */
    bool (*expired)(void *); /* NULL: only the work counts */
    void *context;
    uint64_t until_asked;
    unsigned nesting; /* questions within questions, for those who bound it */
    bool over;
    bool interrupted; /* set by `expired`: over on somebody's wish, not by the clock */
};

struct budget budget_of(uint64_t work);
bool budget_spend(struct budget *b, uint64_t units);

/* ---- stack ------------------------------------------------------------------- */

/* Calls run(data) on a stack of half a GiB at best, 64 MiB at least, and waits for it;
 * false, and nothing called, if there is no memory for that. Walks of formulas follow their
 * nesting, and the deepest that the longest text can hold needs more than a process is
 * given. */
bool deep_call(void (*run)(void *data), void *data);

/* ---- source: bytes from somewhere -------------------------------------------- */

struct source {
    const char *name; /* for messages */
    void *context;
    /* Up to n bytes into buffer; 0 at the end, -1 on failure. */
    long (*read)(void *context, char *buffer, size_t n);
    /* Back to the first byte; false if that is impossible (a pipe). */
    bool (*rewind)(void *context);
};

struct source source_of_text(struct arena *a, const char *name, const char *text,
                             size_t n);
/* The whole rest as zero-terminated text, at most `limit` bytes, else ST_LIMIT. */
enum status source_all(const struct source *src, struct arena *a, size_t limit,
                       char **text, size_t *n, struct diag *d);

/* Writes all of the bytes, signals or not; false: the other side is gone, or errno says why. */
bool write_all(int fd, const void *bytes, size_t n);

/* ---- ival: closed real intervals --------------------------------------------- */

/* The set of reals x with lo <= x <= hi. Ends may be infinite (then the interval is
 * unbounded there); NaN ends mean the empty set. Every operation returns an interval
 * that contains { op(x) : x in the argument, op(x) defined }, ends rounded outward to
 * the precision of the result: IEEE 1788-2015 without its decorations.
 * Result and arguments may be the same object. */
struct ival {
    mpfr_t lo, hi;
};

void ival_init(struct ival *v, mpfr_prec_t bits);
void ival_clear(struct ival *v);
/* n intervals of `bits` bits, cleared with the arena. */
struct ival *ival_array(struct arena *a, size_t n, mpfr_prec_t bits);

/* For those who write operations: a scratch interval as precise as r; its move into r,
 * which ends its life and turns -0 into 0. */
void ival_init_like(struct ival *t, const struct ival *r);
void ival_give(struct ival *r, struct ival *t);

void ival_set(struct ival *r, const struct ival *v);
void ival_set_d(struct ival *r, double lo, double hi);
void ival_set_si(struct ival *r, long v);
void ival_set_empty(struct ival *r);
void ival_set_whole(struct ival *r);
bool ival_is_empty(const struct ival *v);
bool ival_is_whole(const struct ival *v);
bool ival_is_bounded(const struct ival *v); /* also true of the empty set */
bool ival_is_point(const struct ival *v);
bool ival_has_zero(const struct ival *v);
bool ival_inside(const struct ival *a, const struct ival *b);   /* a subset of b */
bool ival_interior(const struct ival *a, const struct ival *b); /* a in b's interior */
bool ival_disjoint(const struct ival *a, const struct ival *b);
/* +1: all > 0, -1: all < 0, 0: otherwise (zero is in it, or it is empty). */
int ival_sign(const struct ival *v);
void ival_meet(struct ival *r, const struct ival *a, const struct ival *b);
void ival_hull(struct ival *r, const struct ival *a, const struct ival *b);
double ival_lo_d(const struct ival *v); /* rounded down / up */
double ival_hi_d(const struct ival *v);
/* The double nearest to the middle, or a finite number inside an unbounded one. */
double ival_mid_d(const struct ival *v);

void ival_neg(struct ival *r, const struct ival *a);
void ival_add(struct ival *r, const struct ival *a, const struct ival *b);
void ival_sub(struct ival *r, const struct ival *a, const struct ival *b);
void ival_mul(struct ival *r, const struct ival *a, const struct ival *b);
/* Over the part of b without 0; {1}/[0,1] is [1, inf]. Division by {0} is empty. */
void ival_div(struct ival *r, const struct ival *a, const struct ival *b);
void ival_sqr(struct ival *r, const struct ival *a);
void ival_pown(struct ival *r, const struct ival *a, long n);
/* The real n-th root, n != 0; even roots meet [0, inf) first. */
void ival_rootn(struct ival *r, const struct ival *a, long n);
/* a^b for a > 0, and 0^b = 0 for b > 0. */
void ival_pow(struct ival *r, const struct ival *a, const struct ival *b);
void ival_min(struct ival *r, const struct ival *a, const struct ival *b);
void ival_max(struct ival *r, const struct ival *a, const struct ival *b);

/* ---- guard: a job in a bounded child ----------------------------------------- */

/* Runs job(context, out) in a forked child whose address space and processor time are
 * bounded; whatever it appends to out arrives in *out of the parent, and so does its
 * status. A child that dies, overruns or outgrows its bounds gives ST_LIMIT with the
 * reason, and nothing in out. Nothing else the job writes in memory arrives. */
struct guard_limits {
    size_t memory_bytes;           /* 0: unbounded; also below */
    unsigned cpu_seconds, wall_ms; /* the clock is an alarm in the child */
    bool (*expired)(void *);       /* NULL, or asked now and then: true ends the job */
    void *context;
};

enum status guard_run(const struct guard_limits *limits,
                      enum status (*job)(void *context, struct str *out), void *context,
                      struct str *out, struct diag *d);

#endif
