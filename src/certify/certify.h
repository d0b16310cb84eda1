/* certify.h: answers with proof.
 *
 * Ranges over a box, sets of reals with exact ends, all zeros of a function on a set,
 * signs, and whether two formulas are the same function. What is stated here holds; what
 * cannot be settled is said to be open.
 */
#ifndef GRADUS_CERTIFY_H
#define GRADUS_CERTIFY_H

#include "tape/tape.h"

/* ---- enclose: ranges over a box ----------------------------------------------- */

/* A range and what is proved of it on the whole box. `facts` are FACT_DEFINED,
 * FACT_CONTINUOUS (which includes DEFINED) and FACT_NONZERO of func.h. */
struct range {
    struct ival v;
    unsigned facts;
};

/* Work space with ends of `bits` bits. */
struct enclosure;
struct enclosure *enclosure_new(struct arena *a, const struct tape *t, mpfr_prec_t bits);

/* Natural interval extension (R. Moore, Interval analysis, 1966) with decorations: out[k]
 * for output k over the box x[0..n), boxes may be unbounded. The ranges belong to the
 * enclosure until its next use. FACT_NONZERO is finer than the range: e^-x on [1, inf) is
 * [0, e^-1] and nonzero, hence positive. */
void enclose(struct enclosure *e, const struct ival *x, const struct range **out);

/* -1, +1: proved negative, positive wherever defined on the box (using NONZERO); 0: not. */
int range_sign(const struct range *r);

#endif
