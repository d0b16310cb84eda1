/* slipextrema.h: candidates for global extrema and their heights. */
#ifndef GRADUS_COURSE_SLIPEXTREMA_H
#define GRADUS_COURSE_SLIPEXTREMA_H

#include "course/slips.h"

struct candidate {
    struct value *at, *height;
    enum { CANDIDATE_INSIDE, CANDIDATE_END, CANDIDATE_OUTSIDE } where;
    enum extremum_type type;
};

enum { CANDIDATES_MOST = 100 };

struct heights {
    struct diagnosis *d;
    struct formula f;
    expr x;
    struct realset on;
    struct extrema found;
    size_t count;
    struct candidate at[CANDIDATES_MOST];
};

/* What a field asks for: "max", "argmin", "x_min", "location of the maximum". */
struct wish {
    int sense; /* +1: the maximum, -1: the minimum, 0: not said */
    bool place;
};

/* Points inside, ends, points outside, with their heights. */
bool heights_find(struct heights *h);
/* The best height of some candidates, bit k for those of kind k; NULL if there are none. */
struct value *heights_best(const struct heights *h, int sense, unsigned where);
/* Was a place of this height said? */
bool heights_place(const struct heights *h, const struct value *height,
                   const struct element *said);
/* The places of this height as a set; the first of them; a number as a set or as it is,
 * as the field asks. NULL if there is none. */
struct value *heights_places(const struct heights *h, const struct value *height);
struct value *heights_first_place(const struct heights *h, const struct value *height);
struct value *heights_alone(const struct heights *h, struct value *number);
/* Was this height said, or, where places are asked, nothing but places of it? */
bool heights_said(const struct heights *h, struct wish w, struct value *height);

#endif
