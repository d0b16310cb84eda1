/* slipclass.c: wrong words for a critical point.
 *
 * What f, f' and f'' are there tells by which wrong test the word was found. */
#include "algebra/algebra.h"
#include "course/slips.h"

#include <string.h>

enum kind { KIND_OTHER, KIND_MIN, KIND_MAX, KIND_NEITHER, KIND_INFLECTION, KIND_SADDLE };

struct word { /* "global min" */
    enum kind kind;
    bool global;
};

struct signs { /* at the point: -1, 0, 1, SIGN_UNKNOWN or SIGN_UNDEFINED */
    int value, slope, bend;
};

static struct word word_of(const char *said)
{
    struct word w = {.global = strstr(said, "global") != NULL};

    w.kind = strstr(said, "neither")      ? KIND_NEITHER
             : strstr(said, "inflection") ? KIND_INFLECTION
             : strstr(said, "saddle")     ? KIND_SADDLE
             : strstr(said, "min")        ? KIND_MIN
             : strstr(said, "max")        ? KIND_MAX
                                          : KIND_OTHER;
    return w;
}

static bool is_extremum(enum kind k)
{
    return k == KIND_MIN || k == KIND_MAX;
}

static int sign_at(const struct diagnosis *d, const struct formula *f, expr x, expr at)
{
    struct pool *p = d->s->pool;
    expr account = pool_take_demands(p), body = pool_substitute(p, f->body, x, at);
    expr where =
        pool_and(p, pool_take_demands(p),
                 pool_and(p, pool_substitute(p, f->where, x, at), pool_domain(p, body)));

    pool_swap_demands(p, account);
    if (!expr_closed(p, body))
        return SIGN_UNKNOWN;
    return constant_truth(p, where) == TRUTH_NO ? SIGN_UNDEFINED : constant_sign(p, body);
}

static bool read_signs(const struct diagnosis *d, struct signs *out)
{
    struct pool *p = d->s->pool;
    expr x = pool_symbol(p, d->vars[0]), at;
    struct formula f, df, ddf;
    struct diag diag;

    if (!asked_formula(d, ASKED_FUNCTION, &f) || !asked_number(d, "at x x0 point", &at) ||
        algebra_derive(p, &f, x, &df, &diag) != ST_OK ||
        algebra_derive(p, &df, x, &ddf, &diag) != ST_OK)
        return false;
    out->value = sign_at(d, &f, x, at);
    out->slope = sign_at(d, &df, x, at);
    out->bend = sign_at(d, &ddf, x, at);
    return true;
}

/* A minimum called maximum, or the reverse. */
static void suspect_exchange(struct diagnosis *d, struct word said,
                             const struct signs *at)
{
    int reads = said.kind == KIND_MIN ? 1 : -1; /* the sign that would mean this word */

    accuse(d, SLIP_SWAPPED, true);
    if (!at)
        return;
    accuse(d, SLIP_SIGN_OF_VALUE, at->value == reads);
    accuse(d, SLIP_SECOND_SIGN_MISREAD, at->bend == -reads);
}

static void suspect_dismissal(struct diagnosis *d, struct word said,
                              const struct signs *at)
{
    bool flat = at->slope == 0 && at->bend == 0;

    accuse(d, SLIP_CORNER_DISMISSED, at->slope == SIGN_UNDEFINED);
    accuse(d, SLIP_INFLECTION_ASSUMED, flat && said.kind == KIND_INFLECTION);
    accuse(d, SLIP_ZERO_SECOND_MISREAD, flat);
}

void slips_classify(struct diagnosis *d)
{
    const struct slip_field *field = d->field;
    struct word key, said;
    struct signs at;
    bool one = names_count(d->vars) == 1;

    if (field->kind != ANSWER_WORD)
        return;
    key = word_of(field->key.word);
    said = word_of(field->said.word);
    one = one && read_signs(d, &at);
    accuse(d, SLIP_LOCAL_FOR_GLOBAL,
           is_extremum(said.kind) && said.global && !key.global &&
               (key.kind == said.kind || key.kind == KIND_NEITHER));
    accuse(d, SLIP_ONE_DIRECTION, key.kind == KIND_SADDLE && is_extremum(said.kind));
    if (is_extremum(key.kind) && is_extremum(said.kind) && key.kind != said.kind)
        suspect_exchange(d, said, one ? &at : NULL);
    if (!one)
        return;
    if (is_extremum(key.kind) && !is_extremum(said.kind) && said.kind != KIND_OTHER)
        suspect_dismissal(d, said, &at);
    if (is_extremum(said.kind) && !is_extremum(key.kind) && key.kind != KIND_OTHER) {
        accuse(d, SLIP_ZERO_IS_ENOUGH, at.slope == 0 && !said.global);
        accuse(d, SLIP_SIGN_OF_VALUE,
               at.slope != 0 && at.value == (said.kind == KIND_MIN ? 1 : -1));
    }
}
