/* story.c: how critical points and extrema are found, told line by line as on a board.
 *
 * Everything said was proved by the search whose result is told: the zeros of a factor are
 * those points of the result at which it vanishes, and the signs are those of f' beside
 * them. The story is written once for each notation.
 */
#include "verb/telling.h"

#include "algebra/algebra.h"

#include <string.h>

struct told { /* what the story is about */
    const struct critical *c;
    const struct extrema *e; /* or NULL */
};

struct story {
    struct telling *t;
    const struct critical *c;
};

/* ---- words --------------------------------------------------------------------- */

static const char *formula(const struct story *s, expr e)
{
    return tell_formula(s->t, e);
}

static const char *number(const struct story *s, const struct real *r)
{
    return real_text(&s->t->j->search, r, s->t->how);
}

static const char *value(const struct story *s, expr exact, double approx)
{
    return tell_value(s->t, exact, approx);
}

static const char *variable(const struct story *s)
{
    return expr_name(s->t->j->search.pool, s->c->x);
}

/* ---- the derivative and its factors ----------------------------------------------- */

static bool vanishes_at(const struct story *s, expr g, const struct critical_point *point)
{
    return point->why == WHY_ZERO &&
           real_sign_of(&s->t->j->search, g, s->c->x, point->x) == 0;
}

/* "x - 1 = 0 at x = 1" */
static void tell_factor(struct story *s, expr g)
{
    struct str at = str_in(s->t->j->arena);

    for (size_t i = 0; i < s->c->count; i++)
        if (vanishes_at(s, g, &s->c->points[i]))
            str_addf(&at, "%s%s", at.len ? ", " : "", number(s, s->c->points[i].x));
    if (at.len)
        tell(s->t, "zeros", "%s = 0 at %s = %s", formula(s, g), variable(s), at.text);
    else if (s->c->complete)
        tell(s->t, "zeros", "%s gives no zero of f' there", formula(s, g));
}

/* The base of a factor in the numerator that has x in it, else EXPR_NONE. */
static expr numerator_base(const struct story *s, expr factor)
{
    struct pool *p = s->t->j->search.pool;
    const fmpq *q;

    if (!expr_has(p, factor, s->c->x))
        return EXPR_NONE;
    if (expr_kind(p, factor) != EX_POWER)
        return factor;
    q = expr_number(p, expr_arg(p, factor, 1));
    if (q && fmpq_sgn(q) < 0)
        return EXPR_NONE;
    return q ? expr_arg(p, factor, 0) : factor;
}

static void tell_factors(struct story *s, expr df)
{
    struct pool *p = s->t->j->search.pool;
    expr coefficient, rest;

    expr_split(p, df, &coefficient, &rest);
    if (expr_kind(p, rest) != EX_MUL) {
        if (numerator_base(s, rest) != EXPR_NONE)
            tell_factor(s, numerator_base(s, rest));
        return;
    }
    for (size_t i = 0; i < expr_count(p, rest); i++) {
        expr g = numerator_base(s, expr_arg(p, rest, i));

        if (g != EXPR_NONE)
            tell_factor(s, g);
    }
}

static void tell_derivative(struct story *s)
{
    struct pool *p = s->t->j->search.pool;
    expr account = pool_take_demands(p);
    expr tidy = algebra_tidy(p, s->c->df.body);
    expr factored = algebra_factored(p, tidy, s->c->x);

    tell(s->t, "derivative", "differentiate: f'(%s) = %s", variable(s), formula(s, tidy));
    if (factored != tidy)
        tell(s->t, "factor", "factor: f'(%s) = %s", variable(s), formula(s, factored));
    if (expr_has(p, factored, s->c->x))
        tell_factors(s, factored);
    pool_swap_demands(p, account);
}

static void tell_failures(struct story *s)
{
    struct str at = str_in(s->t->j->arena);

    for (size_t i = 0; i < s->c->count; i++)
        if (s->c->points[i].why == WHY_UNDEFINED)
            str_addf(&at, "%s%s", at.len ? ", " : "", number(s, s->c->points[i].x));
    if (at.len)
        tell(s->t, "undefined",
             "f' does not exist at %s = %s, where f is defined: critical as well",
             variable(s), at.text);
    for (size_t i = 0; i < s->c->plateau_count; i++)
        tell(s->t, "plateau", "f' = 0 throughout from %s to %s",
             number(s, s->c->plateaus[i].on.lo), number(s, s->c->plateaus[i].on.hi));
    if (s->c->count + s->c->plateau_count == 0 && s->c->complete)
        tell(s->t, "none", "so there is no critical point inside");
}

/* ---- signs ----------------------------------------------------------------------- */

static const char *sign_text(int sign)
{
    return sign == 1 ? "+" : sign == -1 ? "-" : sign == 0 ? "0" : "?";
}

/* "+ on (a, b)" */
static void add_sign(const struct story *s, struct str *text, int sign,
                     const struct real *lo, const struct real *hi)
{
    str_addf(text, "%s%s on (%s, %s)", text->len ? ", " : "", sign_text(sign),
             number(s, lo), number(s, hi));
}

/* A piece of the domain without a critical point: one look decides. */
static int sign_inside(const struct story *s, const struct piece_of_line *piece)
{
    double lo = piece->lo->infinite ? -INFINITY : piece->lo->approx,
           hi = piece->hi->infinite ? INFINITY : piece->hi->approx;
    double mid = isinf(lo) && isinf(hi) ? 0
                 : isinf(lo)            ? hi - 1
                 : isinf(hi)            ? lo + 1
                                        : lo + (hi - lo) / 2;
    expr at;
    fmpq_t q;

    fmpq_init(q);
    fmpq_set_si(q, (slong)floor(mid * 1024), 1024);
    at = pool_number(s->t->j->search.pool, q);
    fmpq_clear(q);
    return fabs(mid) < 1e12 && mid * 1024 > lo * 1024 + 1
               ? real_sign_of(&s->t->j->search, s->c->df.body, s->c->x,
                              real_exact(&s->t->j->search, at))
               : SIGN_UNKNOWN;
}

static bool inside(const struct story *s, const struct piece_of_line *piece,
                   struct real *x)
{
    return (piece->lo->infinite || real_compare(&s->t->j->search, piece->lo, x) == -1) &&
           (piece->hi->infinite || real_compare(&s->t->j->search, x, piece->hi) == -1);
}

static void add_piece(const struct story *s, struct str *text,
                      const struct piece_of_line *piece)
{
    const struct real *from = piece->lo;
    int sign = SIGN_UNKNOWN;
    bool any = false;

    for (size_t i = 0; i < s->c->count; i++) {
        const struct critical_point *point = &s->c->points[i];

        if (!inside(s, piece, point->x))
            continue;
        add_sign(s, text, point->sign_left, from, point->x);
        from = point->x;
        sign = point->sign_right;
        any = true;
    }
    add_sign(s, text, any ? sign : sign_inside(s, piece), from, piece->hi);
}

/* Of a periodic f': from the first point on, once around. */
static void add_period(const struct story *s, struct str *text)
{
    struct pool *p = s->t->j->search.pool;
    size_t n = s->c->count;

    for (size_t i = 0; i + 1 < n; i++)
        add_sign(s, text, s->c->points[i].sign_right, s->c->points[i].x,
                 s->c->points[i + 1].x);
    if (n && s->c->points[0].x->exact != EXPR_NONE)
        add_sign(s, text, s->c->points[n - 1].sign_right, s->c->points[n - 1].x,
                 real_exact(&s->t->j->search,
                            pool_add(p, s->c->points[0].x->exact, s->c->period)));
}

/* Between two points of a list that may lack one no sign is proved. */
static void tell_signs(struct story *s)
{
    struct str text = str_in(s->t->j->arena);

    if (!s->c->complete || s->c->plateau_count ||
        (!s->c->domain.complete && s->c->period == EXPR_NONE))
        return;
    if (s->c->period != EXPR_NONE)
        add_period(s, &text);
    for (size_t i = 0; s->c->period == EXPR_NONE && i < s->c->domain.count; i++)
        if (s->c->domain.pieces[i].lo != s->c->domain.pieces[i].hi)
            add_piece(s, &text, &s->c->domain.pieces[i]);
    if (text.len)
        tell(s->t, "signs", "sign of f': %s", text.text);
}

/* ---- classes --------------------------------------------------------------------- */

static void tell_class(struct story *s, const struct critical_point *point)
{
    const char *x = number(s, point->x), *y = value(s, point->value, point->value_approx);
    const char *change =
        arena_printf(s->t->j->arena, "from %s to %s", sign_text(point->sign_left),
                     sign_text(point->sign_right));

    switch (point->type) {
    case TYPE_MAX:
        tell(s->t, "class", "at %s f' changes %s: local maximum, f = %s", x, change, y);
        return;
    case TYPE_MIN:
        tell(s->t, "class", "at %s f' changes %s: local minimum, f = %s", x, change, y);
        return;
    case TYPE_NEITHER:
        if (point->sign_left == point->sign_right)
            tell(s->t, "class", "at %s f' keeps its sign %s: no extremum, f = %s", x,
                 sign_text(point->sign_left), y);
        else
            tell(s->t, "class", "at %s f breaks off: no extremum", x);
        return;
    case TYPE_BOTH: tell(s->t, "class", "f is constant beside %s", x); return;
    case TYPE_OPEN: tell(s->t, "class", "at %s the signs are not decided", x); return;
    }
}

static void tell_second_test(struct story *s)
{
    struct search *search = &s->t->j->search;
    struct formula ddf;
    struct str text = str_in(s->t->j->arena);
    struct diag d;

    if (algebra_derive_tidy(search->pool, &s->c->df, s->c->x, 1, &ddf, &d) != ST_OK)
        return;
    for (size_t i = 0; i < s->c->count; i++) {
        const struct critical_point *point = &s->c->points[i];
        int sign = point->why == WHY_ZERO
                       ? real_sign_of(search, ddf.body, s->c->x, point->x)
                       : SIGN_UNKNOWN;
        const char *x = number(s, point->x);

        if (sign == 0)
            str_addf(&text, "; f''(%s) = 0 says nothing", x);
        else if (sign == 1 || sign == -1)
            str_addf(&text, "; f''(%s) %s 0: %s", x, sign < 0 ? "<" : ">",
                     sign < 0 ? "maximum" : "minimum");
    }
    if (text.len)
        tell(s->t, "second", "second derivative test: f''(%s) = %s%s", variable(s),
             formula(s, ddf.body), text.text);
}

/* ---- extrema ------------------------------------------------------------------------ */

static void tell_candidates(struct story *s, const struct extrema *e)
{
    struct str text = str_in(s->t->j->arena);

    for (size_t i = 0; i < s->c->count; i++)
        str_addf(&text, "%sf(%s) = %s", text.len ? ", " : "",
                 number(s, s->c->points[i].x),
                 value(s, s->c->points[i].value, s->c->points[i].value_approx));
    for (size_t i = 0; i < e->end_count; i++)
        str_addf(&text, "%sf(%s) = %s (end)", text.len ? ", " : "",
                 number(s, e->ends[i].x),
                 value(s, e->ends[i].value, e->ends[i].value_approx));
    if (text.len)
        tell(s->t, "candidates", "candidates: %s", text.text);
}

static void tell_global(struct story *s, const struct global *g, bool greatest)
{
    const char *what = greatest ? "greatest" : "least";
    struct str at = str_in(s->t->j->arena);

    if (!g->decided) {
        tell(s->t, "global", "whether there is a %s value is not decided", what);
    } else if (!g->attained && g->infinite) {
        tell(s->t, "global", "no %s value: f %s without bound", what,
             greatest ? "grows" : "falls");
    } else if (!g->attained) {
        tell(s->t, "global",
             "no %s value: f comes as near to %s as one likes, but not to it", what,
             value(s, g->value, g->approx));
    } else {
        for (size_t i = 0; i < g->count; i++)
            str_addf(&at, "%s%s%s%s", i ? ", " : "", number(s, g->at[i].x),
                     g->at[i].to ? " to " : "",
                     g->at[i].to ? number(s, g->at[i].to) : "");
        tell(s->t, "global", "comparing: the %s value is %s, at %s = %s", what,
             value(s, g->value, g->approx), variable(s), at.text);
    }
}

/* ---- the whole ---------------------------------------------------------------------- */

static void tell_all(struct telling *t, const void *what)
{
    const struct told *told = what;
    const struct extrema *e = told->e;
    struct story story = {t, told->c}, *s = &story;

    if (s->c->period != EXPR_NONE)
        tell(s->t, "period", "f' repeats with period %s: one period is enough",
             formula(s, s->c->period));
    else if (s->c->domain.complete && !realset_is_line(&s->c->domain))
        tell(s->t, "domain", "f is asked about on %s",
             realset_text(&s->t->j->search, &s->c->domain, s->t->how));
    tell_derivative(s);
    tell_failures(s);
    tell_signs(s);
    for (size_t i = 0; i < s->c->count; i++)
        tell_class(s, &s->c->points[i]);
    tell_second_test(s);
    if (e) {
        tell_candidates(s, e);
        tell_global(s, &e->max, true);
        tell_global(s, &e->min, false);
        if (e->convex || e->concave)
            tell(s->t, "convex", "f' never %s, f is %s: a local %s is the global one",
                 e->convex ? "falls" : "rises", e->convex ? "convex" : "concave",
                 e->convex ? "minimum" : "maximum");
    }
    tell(s->t, "complete",
         !s->c->complete ? "a point may be missing: part of the set was not decided"
         : s->c->count + s->c->plateau_count
             ? "nothing is missed: between these points f' is proved to have no zero"
             : "nothing is missed: f' is proved to have no zero there");
}

void job_story(struct job *j, const struct critical *c, const struct extrema *e)
{
    struct told told = {c, e};

    tell_steps(j, tell_all, &told);
}
