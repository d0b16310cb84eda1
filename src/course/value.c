/* value.c: what an author's expression can be: making, comparing, converting. */
#include "course/internal.h"

#include <math.h>
#include <string.h>

/* ---- making ------------------------------------------------------------------ */

struct value *value_new(const struct search *s, enum value_kind kind)
{
    struct value *v = arena_alloc(pool_arena(s->pool), sizeof *v);

    v->kind = kind;
    return v;
}

struct value *value_number(const struct search *s, expr exact)
{
    struct value *v = value_new(s, VALUE_NUMBER);

    v->exact = exact;
    return v;
}

struct value *value_infinite(const struct search *s, int sign)
{
    struct value *v = value_new(s, VALUE_NUMBER);

    v->infinite = sign;
    return v;
}

struct value *value_of_real(const struct search *s, struct real *r)
{
    struct value *v = value_new(s, VALUE_NUMBER);

    v->infinite = r->infinite;
    v->exact = r->exact;
    v->real = r;
    return v;
}

static void clear_ball(void *what)
{
    arb_clear(what);
}

struct value *value_of_ball(const struct search *s, const arb_t ball)
{
    struct arena *a = pool_arena(s->pool);
    struct value *v = value_new(s, VALUE_NUMBER);

    v->ball = arena_alloc(a, sizeof(arb_struct));
    arb_init(v->ball);
    arena_defer(a, clear_ball, v->ball);
    arb_set(v->ball, ball);
    return v;
}

struct value *value_formula(const struct search *s, struct formula f)
{
    struct value *v;

    if (expr_closed(s->pool, f.body) && expr_kind(s->pool, f.body) < EX_TRUE)
        return value_number(s, f.body);
    v = value_new(s, VALUE_FORMULA);
    v->formula = f;
    return v;
}

struct value *value_word(const struct search *s, const char *text)
{
    struct value *v = value_new(s, VALUE_WORD);

    v->text = text;
    return v;
}

struct value *value_truth(const struct search *s, enum truth t)
{
    struct value *v = value_new(s, VALUE_TRUTH);

    v->truth = t;
    return v;
}

struct value *value_list(const struct search *s, enum value_kind kind, size_t count)
{
    struct value *v = value_new(s, kind);

    v->items = arena_array(pool_arena(s->pool), count + 1, sizeof *v->items);
    return v;
}

const char *value_kind_name(enum value_kind k)
{
    static const char *const names[] = {
        [VALUE_NUMBER] = "a number", [VALUE_FORMULA] = "a formula",
        [VALUE_SET] = "a set",       [VALUE_LINE] = "an interval",
        [VALUE_LIST] = "a list",     [VALUE_RECORD] = "a record",
        [VALUE_WORD] = "a word",     [VALUE_TRUTH] = "true or false",
    };

    return names[k];
}

/* ---- numbers ----------------------------------------------------------------- */

struct real *value_real(const struct search *s, const struct value *v)
{
    if (v->real)
        return v->real;
    if (v->infinite)
        return real_infinite(s, v->infinite);
    return v->exact != EXPR_NONE ? real_exact(s, v->exact) : NULL;
}

void value_ball(const struct search *s, const struct value *v, arb_t r, slong bits)
{
    if (v->exact != EXPR_NONE) {
        constant_ball(s->pool, v->exact, r, bits);
    } else if (v->real && !v->infinite) {
        real_refine(s, v->real, bits);
        arb_set_interval_mpfr(r, v->real->at.lo, v->real->at.hi, bits + 64);
    } else if (v->ball) {
        arb_set(r, v->ball);
    } else {
        arb_indeterminate(r);
    }
}

static int compare_balls(const struct search *s, const struct value *a,
                         const struct value *b)
{
    arb_t u, v;
    int sign = SIGN_UNKNOWN;

    arb_init(u);
    arb_init(v);
    value_ball(s, a, u, BALL_BITS);
    value_ball(s, b, v, BALL_BITS);
    arb_sub(u, u, v, BALL_BITS);
    if (arb_is_positive(u))
        sign = 1;
    else if (arb_is_negative(u))
        sign = -1;
    else if (arb_is_zero(u))
        sign = 0;
    arb_clear(v);
    arb_clear(u);
    return sign;
}

int value_compare(const struct search *s, const struct value *a, const struct value *b)
{
    struct real *x, *y;

    if (a->infinite || b->infinite)
        return (a->infinite > b->infinite) - (a->infinite < b->infinite);
    if (a->exact != EXPR_NONE && b->exact != EXPR_NONE)
        return constant_compare(s->pool, a->exact, b->exact);
    x = value_real(s, a);
    y = value_real(s, b);
    return x && y ? real_compare(s, x, y) : compare_balls(s, a, b);
}

double value_double(const struct search *s, const struct value *v)
{
    arb_t r;
    double d;

    if (v->kind != VALUE_NUMBER)
        return NAN;
    if (v->infinite)
        return v->infinite * INFINITY;
    if (v->exact != EXPR_NONE)
        return constant_double(s->pool, v->exact);
    arb_init(r);
    value_ball(s, v, r, 80);
    d = arb_is_finite(r) ? arf_get_d(arb_midref(r), ARF_RND_NEAR) : NAN;
    arb_clear(r);
    return d;
}

/* ---- sets -------------------------------------------------------------------- */

enum status value_settle(const struct search *s, struct value *set, struct diag *d)
{
    size_t kept = 0;

    for (size_t i = 0; i < set->count; i++) {
        struct value *v = set->items[i];
        size_t at = kept;
        int order = 1;

        while (at > 0 && (order = value_compare(s, set->items[at - 1], v)) > 0 &&
               order != SIGN_UNKNOWN)
            at--;
        if (at > 0 && order == SIGN_UNKNOWN)
            return diag_set(d, ST_UNABLE, (struct span){0, 0},
                            "two elements of a set can't be told apart");
        if (at > 0 && order == 0)
            continue;
        memmove(&set->items[at + 1], &set->items[at], (kept - at) * sizeof *set->items);
        set->items[at] = v;
        kept++;
    }
    set->count = kept;
    return ST_OK;
}

/* Are the numbers of two settled sets, or lists, pairwise equal? */
static enum truth items_equal(const struct search *s, const struct value *a,
                              const struct value *b)
{
    enum truth same = TRUTH_YES;

    if (a->count != b->count)
        return TRUTH_NO;
    for (size_t i = 0; i < a->count; i++)
        same = truth_and(same, value_equal(s, a->items[i], b->items[i]));
    return same;
}

/* A sum of the two might lose some of them; max(f, g) does not. */
expr *symbols_of_two(const struct search *s, expr f, expr g, size_t *n)
{
    return expr_symbols(s->pool, pool_extreme(s->pool, EX_MAX, (expr[]){f, g}, 2), n);
}

static enum truth formulas_equal(const struct search *s, const struct value *a,
                                 const struct value *b)
{
    struct formula f, g;
    struct equality equal;
    expr *vars;
    size_t n;

    if (!value_as_formula(s, a, &f) || !value_as_formula(s, b, &g))
        return TRUTH_UNKNOWN;
    if (f.body == g.body)
        return TRUTH_YES;
    vars = symbols_of_two(s, f.body, g.body, &n);
    equal = certify_equal(s, &f, &g, pool_true(s->pool), vars, n);
    return equal.same;
}

static bool is_numeric(const struct value *v)
{
    return v->kind == VALUE_NUMBER || v->kind == VALUE_FORMULA;
}

enum truth value_equal(const struct search *s, const struct value *a,
                       const struct value *b)
{
    struct realset left, right;
    struct diag d;
    int order;

    if (a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER) {
        order = value_compare(s, a, b);
        return order == SIGN_UNKNOWN ? TRUTH_UNKNOWN : order == 0 ? TRUTH_YES : TRUTH_NO;
    }
    if (is_numeric(a) && is_numeric(b))
        return formulas_equal(s, a, b);
    if (a->kind == VALUE_LINE || b->kind == VALUE_LINE)
        return value_as_line(s, a, &left, &d) == ST_OK &&
                       value_as_line(s, b, &right, &d) == ST_OK
                   ? line_equal(s, &left, &right, false)
                   : TRUTH_NO;
    if (a->kind != b->kind)
        return TRUTH_NO;
    switch (a->kind) {
    case VALUE_WORD: return strcmp(a->text, b->text) == 0 ? TRUTH_YES : TRUTH_NO;
    case VALUE_TRUTH:
        if (a->truth == TRUTH_UNKNOWN || b->truth == TRUTH_UNKNOWN)
            return TRUTH_UNKNOWN;
        return a->truth == b->truth ? TRUTH_YES : TRUTH_NO;
    default: return items_equal(s, a, b);
    }
}

/* ---- conversions ------------------------------------------------------------- */

bool value_as_formula(const struct search *s, const struct value *v, struct formula *f)
{
    if (v->kind == VALUE_FORMULA)
        *f = v->formula;
    else if (v->kind == VALUE_NUMBER && v->exact != EXPR_NONE)
        *f = (struct formula){v->exact, pool_true(s->pool)};
    else
        return false;
    return true;
}

static struct piece_of_line point_piece(const struct search *s, const struct value *v)
{
    struct real *r = value_real(s, v);

    return (struct piece_of_line){r, r, false, false};
}

static enum status two_ends(const struct search *s, const struct value *v,
                            struct realset *out, struct diag *d)
{
    struct piece_of_line p;
    int order;

    if (v->count != 2 || v->items[0]->kind != VALUE_NUMBER ||
        v->items[1]->kind != VALUE_NUMBER)
        return diag_set(d, ST_USAGE, (struct span){0, 0}, "an interval has two ends");
    p = (struct piece_of_line){value_real(s, v->items[0]), value_real(s, v->items[1]),
                               v->point, v->point};
    if (!p.lo || !p.hi)
        return diag_set(d, ST_UNABLE, (struct span){0, 0},
                        "an end of the interval is known by an enclosure only");
    p.lo_open |= p.lo->infinite != 0;
    p.hi_open |= p.hi->infinite != 0;
    order = real_compare(s, p.lo, p.hi);
    if (order == SIGN_UNKNOWN || order > 0 || (order == 0 && v->point))
        return diag_set(d, ST_USAGE, (struct span){0, 0}, "the interval is empty");
    realset_add(s, out, p);
    return ST_OK;
}

enum status value_as_line(const struct search *s, const struct value *v,
                          struct realset *out, struct diag *d)
{
    *out = realset_empty(s);
    switch (v->kind) {
    case VALUE_LINE: *out = v->line; return ST_OK;
    case VALUE_LIST: return two_ends(s, v, out, d);
    case VALUE_SET:
        for (size_t i = 0; i < v->count; i++)
            if (v->items[i]->ball && !v->items[i]->real)
                return diag_set(d, ST_UNABLE, (struct span){0, 0},
                                "a point is known by an enclosure only");
            else
                realset_add(s, out, point_piece(s, v->items[i]));
        return ST_OK;
    default:
        return diag_set(d, ST_USAGE, (struct span){0, 0}, "an interval is wanted, not %s",
                        value_kind_name(v->kind));
    }
}
