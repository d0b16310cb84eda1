/* bench.h: what the files of the workbench share.
 *
 *   typed text --facts_of--> facts --bench_text--> lines beside the picture
 *                                 \--bench_picture--> the picture with its marks
 *
 * Facts are answers of verbs; nothing is concluded here that a verb has not said.
 */
#ifndef GRADUS_TUI_BENCH_H
#define GRADUS_TUI_BENCH_H

#include "tui/internal.h"

enum spot_kind {
    SPOT_MAX,
    SPOT_MIN,
    SPOT_NEITHER,
    SPOT_OPEN, /* critical, and its kind is not decided */
    SPOT_ZERO,
    SPOT_INFLECTION,
    SPOT_HOLE,
    SPOT_POLE,
    SPOT_KINDS
};

struct spot { /* a point worth a mark */
    enum spot_kind kind;
    bool end, global;
    const char *x, *value, *why; /* in at most 8 columns; value, why: may be NULL */
    const char *exact;           /* x at any length, or NULL */
    double at, height;           /* height: NaN if unknown */
};

enum { SPOTS_MAX = 64, NOTES_MAX = 64 };

struct facts {
    struct arena *arena;
    struct search search; /* where f lives */
    bool ascii;
    const char *typed, *on; /* on: NULL if not asked for */
    struct formula f;
    expr x;
    const char *name; /* of the variable */
    struct curve *curve;
    double from, to, period; /* ends of the domain, and of f; NaN: none, or unknown */
    const char *f_text, *derivative, *factored, *second, *domain;
    size_t count; /* spots, those of a table first, each kind from left to right */
    struct spot spots[SPOTS_MAX];
    bool proved;               /* everything asked was answered, and nothing is missing */
    struct derivation working; /* of the derivative */
    size_t stretch_count;      /* where f' has one sign, from left to right */
    struct {
        double from, to; /* infinite where it goes on */
        char sign;       /* '+', '-', '0' or '?' */
    } stretches[NOTES_MAX];
    size_t note_count;
    struct {
        enum style style;
        const char *says;
    } notes[NOTES_MAX]; /* the rest of what was found, as sentences */
};

/* Reads "EXPR" or "EXPR on [a, b]" and asks the verbs. A mistake leaves its place in the
 * text in d->at. What is not decided in time is said in the notes. */
enum status facts_of(struct app *app, struct arena *a, const char *typed, bool ascii,
                     struct facts **out, struct diag *d);
/* An axis that shows what was found. */
struct axis facts_axis(const struct facts *f);
/* Belongs to the table of extrema? */
bool spot_is_extremum(const struct spot *s);
const char *spot_mark(const struct spot *s, bool ascii);
const char *spot_word(const struct spot *s);

/* The lines below the formula. `chosen`: the spot marked, or -1. `steps`: with the working
 * of the derivative and the story. */
void bench_text(struct text *t, const struct facts *f, long chosen, bool steps);
/* The picture over an axis, with a cross at `trace` unless that is NaN. */
void bench_picture(struct screen *s, struct region in, const struct facts *f,
                   struct axis x, double trace);

#endif
