/* slipset.c: wrong sets of critical points.
 *
 *   said = key + some more      ends, poles, points outside the domain or the interval
 *   said = key - some           what is special about those that are missing?
 *   else                        zeros of another function, heights, signs
 */
#include "algebra/algebra.h"
#include "course/slipset.h"

static struct element real_element(const struct collection *c, struct real *r)
{
    return (struct element){.value = value_of_real(c->d->s, r)};
}

/* ---- zeros of other functions --------------------------------------------------------- */

static bool zeros_are_said(struct collection *c, enum slip slip, const struct formula *g,
                           const struct realset *on)
{
    struct zero_set zeros;
    struct numbers list = {0};
    struct diag d;

    if (analysis_roots(c->d->s, g, c->x, on, &zeros, &d) != ST_OK)
        return false;
    for (size_t i = 0; i < zeros.roots.count; i++)
        numbers_append(c, &list, real_element(c, zeros.roots.at[i].x));
    numbers_foresee(c, slip, &list);
    return numbers_are_said(c, &list);
}

static bool solved_instead(struct collection *c, enum slip slip, const struct formula *g)
{
    struct realset line = realset_line(c->d->s);

    return zeros_are_said(c, slip, g, &c->on) || zeros_are_said(c, slip, g, &line);
}

static void suspect_other_function(struct collection *c)
{
    struct formula ddf;
    struct diag d;

    accuse(c->d, SLIP_SOLVED_FUNCTION, solved_instead(c, SLIP_SOLVED_FUNCTION, &c->f));
    if (algebra_derive(c->d->s->pool, &c->df, c->x, &ddf, &d) == ST_OK)
        accuse(c->d, SLIP_SOLVED_SECOND, solved_instead(c, SLIP_SOLVED_SECOND, &ddf));
}

/* Heights at the points, and the points mirrored. */
static void suspect_images(struct collection *c)
{
    struct pool *p = c->d->s->pool;
    struct formula minus = {pool_neg(p, c->x), pool_true(p)};
    struct numbers heights = {0}, mirrored = {0};

    for (size_t i = 0; i < c->key.count; i++) {
        struct value *at = c->key.at[i].value;
        struct value *height = slip_value_at(c->d, &c->f, c->x, at);
        struct value *mirror = slip_value_at(c->d, &minus, c->x, at);

        if (!height || !mirror)
            return;
        numbers_append(c, &heights, (struct element){.value = height});
        numbers_append(c, &mirrored, (struct element){.value = mirror});
    }
    numbers_foresee(c, SLIP_VALUE_FOR_LOCATION, &heights);
    numbers_foresee(c, SLIP_ROOT_SIGN_FLIPPED, &mirrored);
    accuse(c->d, SLIP_VALUE_FOR_LOCATION, numbers_are_said(c, &heights));
    accuse(c->d, SLIP_ROOT_SIGN_FLIPPED, numbers_are_said(c, &mirrored));
}

/* ---- public ----------------------------------------------------------------------------- */

static bool read_question(struct collection *c)
{
    struct diagnosis *d = c->d;
    struct realset line = realset_line(d->s);
    struct diag diag;

    c->x = pool_symbol(d->s->pool, d->vars[0]);
    c->key = (struct numbers){d->field->key.count, 0, d->field->key.at};
    c->said = (struct numbers){d->field->said.count, 0, d->field->said.at};
    return d->field->kind == ANSWER_SET && asked_formula(d, ASKED_FUNCTION, &c->f) &&
           asked_set(d, &c->on) &&
           algebra_derive(d->s->pool, &c->f, c->x, &c->df, &diag) == ST_OK &&
           asked_domain(d, &c->f, c->x, &line, &c->domain) &&
           analysis_critical(d->s, &c->f, c->x, &line, &c->found, &diag) == ST_OK;
}

void slips_critical(struct diagnosis *d)
{
    struct collection c = {.d = d};

    if (names_count(d->vars) != 1 || !read_question(&c))
        return;
    if (d->foresight)
        foresee_extra(&c);
    collection_split(&c);
    if (c.extra.count && !c.missing.count)
        suspect_extra(&c);
    if (c.missing.count && !c.extra.count)
        suspect_missing(&c);
    if (!c.extra.count && !d->foresight)
        return; /* nothing of another set was said */
    suspect_other_function(&c);
    suspect_images(&c);
}
