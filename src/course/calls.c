/* calls.c: the functions that authors have beside the common ones (AUTHORING 6.2).
 *
 * To add one: its row in the table at the end, its function before it, a case in
 * tests/course/t-value.c.
 */
#include "algebra/algebra.h"
#include "course/internal.h"

#include <string.h>

typedef enum status author_function(struct eval *e, const struct call_args *args,
                                    struct value **out);

static enum status refuse(struct eval *e, const struct call_args *args, enum status st,
                          const char *why)
{
    return diag_set(e->diag, st, args->call->at, "%s", why);
}

/* The engine's own diagnosis speaks of its input; here the place is the call. */
static enum status told(struct eval *e, const struct call_args *args, enum status st)
{
    if (st != ST_OK && e->diag)
        e->diag->at = args->call->at;
    return st;
}

/* ---- arguments --------------------------------------------------------------- */

static enum status formula_of(struct eval *e, const struct call_args *args, size_t i,
                              struct formula *f)
{
    if (value_as_formula(e->s, args->at[i], f))
        return ST_OK;
    return diag_set(e->diag, ST_USAGE, args->call->child[i]->at,
                    "a formula is wanted here, not %s",
                    value_kind_name(args->at[i]->kind));
}

static enum status asked_set(struct eval *e, const struct call_args *args,
                             struct realset *on)
{
    if (args->on)
        return told(e, args, value_as_line(e->s, args->on, on, e->diag));
    *on = realset_line(e->s);
    return ST_OK;
}

static bool small_whole(const struct search *s, const struct value *v, long *n)
{
    const fmpq *q = v->kind == VALUE_NUMBER && v->exact != EXPR_NONE
                        ? expr_number(s->pool, v->exact)
                        : NULL;

    if (!q || !fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *n = fmpz_get_si(fmpq_numref(q));
    return true;
}

expr value_variable(const struct eval *e, expr body)
{
    struct pool *p = e->s->pool;
    const char *const *vars = e->names->vars;
    size_t n;
    expr *symbols = expr_symbols(p, body, &n);

    if (n == 1)
        return symbols[0];
    for (size_t i = 0; n && vars && vars[i]; i++)
        if (expr_has(p, body, pool_symbol(p, vars[i])))
            return pool_symbol(p, vars[i]);
    return pool_symbol(p, vars && vars[0] ? vars[0] : "x");
}

/* ---- derivatives --------------------------------------------------------------- */

static enum status derived(struct eval *e, const struct call_args *args, struct formula f,
                           expr x, long n, struct value **out)
{
    struct formula df;
    enum status st;

    if (n < 0 || n > 20)
        return refuse(e, args, ST_USAGE, "the order of a derivative is 0 to 20");
    st = algebra_derive_n(e->s->pool, &f, x, (unsigned)n, &df, e->diag);
    if (st == ST_OK)
        *out = value_formula(e->s, df);
    return told(e, args, st);
}

static enum status call_diff(struct eval *e, const struct call_args *args,
                             struct value **out)
{
    struct formula f, symbol;
    enum status st = formula_of(e, args, 0, &f);
    long n = 1;
    expr x;

    if (st != ST_OK)
        return st;
    x = value_variable(e, f.body);
    if (args->count > 1 && (st = formula_of(e, args, 1, &symbol)) != ST_OK)
        return st;
    if (args->count > 1)
        x = symbol.body;
    if (!expr_name(e->s->pool, x))
        return refuse(e, args, ST_USAGE, "the second argument of diff is a variable");
    if (args->count > 2 && !small_whole(e->s, args->at[2], &n))
        return refuse(e, args, ST_USAGE, "the third argument of diff is a whole number");
    return derived(e, args, f, x, n, out);
}

/* The variables named in a list, else all that are free in f. */
static enum status variables_of(struct eval *e, const struct call_args *args, expr body,
                                expr **vars, size_t *n)
{
    struct formula f;

    if (args->count < 2) {
        *vars = expr_symbols(e->s->pool, body, n);
        return ST_OK;
    }
    *n = args->at[1]->count;
    *vars = arena_array(pool_arena(e->s->pool), *n + 1, sizeof **vars);
    for (size_t i = 0; i < *n; i++) {
        if (!value_as_formula(e->s, args->at[1]->items[i], &f) ||
            !expr_name(e->s->pool, f.body))
            return refuse(e, args, ST_USAGE,
                          "the second argument is a list of variables");
        (*vars)[i] = f.body;
    }
    return ST_OK;
}

static enum status gradient_of(struct eval *e, const struct call_args *args,
                               struct formula f, const expr *vars, size_t n,
                               struct value **out)
{
    enum status st = ST_OK;

    *out = value_list(e->s, VALUE_LIST, n);
    (*out)->count = n;
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = derived(e, args, f, vars[i], 1, &(*out)->items[i]);
    return st;
}

static enum status call_grad(struct eval *e, const struct call_args *args,
                             struct value **out)
{
    struct formula f;
    expr *vars;
    size_t n;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = variables_of(e, args, f.body, &vars, &n);
    return st == ST_OK ? gradient_of(e, args, f, vars, n, out) : st;
}

static enum status call_hessian(struct eval *e, const struct call_args *args,
                                struct value **out)
{
    struct formula f, g;
    struct value *grad;
    expr *vars;
    size_t n;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = variables_of(e, args, f.body, &vars, &n);
    if (st == ST_OK)
        st = gradient_of(e, args, f, vars, n, &grad);
    if (st != ST_OK)
        return st;
    *out = value_list(e->s, VALUE_LIST, n);
    (*out)->count = n;
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        value_as_formula(e->s, grad->items[i], &g);
        st = gradient_of(e, args, g, vars, n, &(*out)->items[i]);
    }
    return st;
}

/* The shortest form found, defined where f is. */
static enum status call_simplify(struct eval *e, const struct call_args *args,
                                 struct value **out)
{
    struct formula f, simple;
    enum status st = formula_of(e, args, 0, &f);

    if (st != ST_OK)
        return st;
    st = algebra_simplify(e->s->pool, &f, e->s->budget, &simple, e->diag);
    if (st == ST_OK)
        *out = value_formula(e->s, simple);
    return told(e, args, st);
}

/* ---- points ------------------------------------------------------------------ */

static struct value *set_of_points(const struct search *s, const struct critical *c)
{
    struct value *set = value_list(s, VALUE_SET, c->count);

    for (size_t i = 0; i < c->count; i++)
        set->items[set->count++] = value_of_real(s, c->points[i].x);
    return set;
}

static enum status critical_of(struct eval *e, const struct call_args *args,
                               struct critical *c)
{
    struct formula f;
    struct realset on;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = asked_set(e, args, &on);
    if (st != ST_OK)
        return st;
    st = analysis_critical(e->s, &f, value_variable(e, f.body), &on, c, e->diag);
    return told(e, args, st);
}

static enum status call_critical(struct eval *e, const struct call_args *args,
                                 struct value **out)
{
    struct critical c;
    enum status st = critical_of(e, args, &c);

    if (st != ST_OK)
        return st;
    if (c.period != EXPR_NONE)
        return refuse(e, args, ST_UNABLE,
                      "there are critical points without end: name an interval with on=");
    if (c.plateau_count)
        return refuse(e, args, ST_UNABLE, "f is constant on an interval");
    if (!c.complete)
        return refuse(e, args, ST_UNABLE, "some critical points could not be found");
    *out = set_of_points(e->s, &c);
    return ST_OK;
}

static enum status call_roots(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    struct formula f;
    struct realset on;
    struct zero_set zeros;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = asked_set(e, args, &on);
    if (st == ST_OK)
        st = told(
            e, args,
            analysis_roots(e->s, &f, value_variable(e, f.body), &on, &zeros, e->diag));
    if (st != ST_OK)
        return st;
    if (!zeros.roots.complete || zeros.period != EXPR_NONE || zeros.roots.plateau_count)
        return refuse(e, args, ST_UNABLE, "the zeros can't all be listed");
    *out = value_list(e->s, VALUE_SET, zeros.roots.count);
    for (size_t i = 0; i < zeros.roots.count; i++)
        (*out)->items[(*out)->count++] = value_of_real(e->s, zeros.roots.at[i].x);
    return ST_OK;
}

static enum status point_argument(struct eval *e, const struct call_args *args,
                                  struct value **at)
{
    *at = args->at_point ? args->at_point : args->count > 1 ? args->at[1] : NULL;
    if (!*at)
        return refuse(e, args, ST_USAGE, "a place is missing: at=...");
    return ST_OK;
}

/* "min", "max" or "neither" at a place in the domain. */
static enum status call_classify(struct eval *e, const struct call_args *args,
                                 struct value **out)
{
    struct critical c;
    struct value *at;
    enum status st = point_argument(e, args, &at);

    if (st == ST_OK)
        st = critical_of(e, args, &c);
    if (st != ST_OK)
        return st;
    if (c.period != EXPR_NONE || c.plateau_count || !c.complete)
        return refuse(e, args, ST_UNABLE, "name an interval around the point with on=");
    for (size_t i = 0; i < c.count; i++) {
        if (value_compare(e->s, at, value_of_real(e->s, c.points[i].x)) != 0)
            continue;
        if (c.points[i].type == TYPE_OPEN)
            return refuse(e, args, ST_UNABLE, "the point could not be classified");
        *out = value_word(e->s, extremum_type_name(c.points[i].type));
        return ST_OK;
    }
    *out = value_word(e->s, "neither");
    return ST_OK;
}

/* ---- values ------------------------------------------------------------------ */

static enum status value_in_ball(struct eval *e, const struct call_args *args,
                                 struct formula f, expr x, const struct value *at,
                                 struct value **out)
{
    enum status st = ST_OK;
    arb_t r;

    arb_init(r);
    value_ball(e->s, at, r, BALL_BITS);
    expr_ball_at(e->s->pool, f.body, x, r, r, BALL_BITS);
    if (arb_is_finite(r))
        *out = value_of_ball(e->s, r);
    else
        st = refuse(e, args, ST_UNABLE, "the value there can't be enclosed");
    arb_clear(r);
    return st;
}

/* The value at an exact number, which may turn out not to exist. */
static enum status exact_value(struct eval *e, const struct call_args *args,
                               const struct formula *f, expr x, expr at,
                               struct value **out)
{
    struct pool *p = e->s->pool;
    expr body = pool_substitute(p, f->body, x, at);
    expr where = pool_and(p, pool_substitute(p, f->where, x, at), pool_take_demands(p));
    int sign = expr_number(p, body) ? 0 : constant_sign(p, body);

    if (!expr_closed(p, body)) {
        *out = value_formula(e->s, (struct formula){body, where});
        return ST_OK;
    }
    if (sign == SIGN_UNDEFINED || constant_truth(p, where) == TRUTH_NO)
        return refuse(e, args, ST_DOMAIN, "the function has no value there");
    *out = value_number(e->s, body);
    return ST_OK;
}

static enum status value_at_point(struct eval *e, const struct call_args *args,
                                  struct formula f, const struct value *at,
                                  struct value **out)
{
    struct pool *p = e->s->pool;
    const char *const *vars = e->names->vars;
    struct value *v = NULL;

    for (size_t i = 0; i < at->count; i++) {
        enum status st;

        if (!vars || !vars[i] || at->items[i]->exact == EXPR_NONE)
            return refuse(e, args, ST_USAGE,
                          "the point has more coordinates than variables");
        st = exact_value(e, args, &f, pool_symbol(p, vars[i]), at->items[i]->exact, &v);
        if (st != ST_OK)
            return st;
        value_as_formula(e->s, v, &f);
    }
    *out = v;
    return v ? ST_OK : refuse(e, args, ST_USAGE, "the point has no coordinates");
}

static enum status call_value(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    struct formula f;
    struct value *at;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = point_argument(e, args, &at);
    if (st != ST_OK)
        return st;
    if (at->kind == VALUE_LIST)
        return value_at_point(e, args, f, at, out);
    if (at->kind != VALUE_NUMBER || at->infinite)
        return refuse(e, args, ST_USAGE, "the place is a number");
    if (at->exact == EXPR_NONE)
        return value_in_ball(e, args, f, value_variable(e, f.body), at, out);
    return exact_value(e, args, &f, value_variable(e, f.body), at->exact, out);
}

static enum status call_limit(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    struct formula f;
    struct value *at;
    struct limit *limit;
    long side = 1;
    enum status st = formula_of(e, args, 0, &f);
    struct real *r;

    if (st == ST_OK)
        st = point_argument(e, args, &at);
    if (st != ST_OK)
        return st;
    if (at->kind != VALUE_NUMBER || !(r = value_real(e->s, at)))
        return refuse(e, args, ST_USAGE, "the place is a number or inf");
    if (r->infinite)
        side = -r->infinite;
    else if (args->side && (!small_whole(e->s, args->side, &side) || side * side != 1))
        return refuse(e, args, ST_USAGE, "side= is 1 (from above) or -1 (from below)");
    limit = analysis_limit(e->s, &f, value_variable(e, f.body), r, (int)side);
    if (!limit->known || (!limit->infinite && limit->value == EXPR_NONE))
        return refuse(e, args, ST_UNABLE, "the limit is not known exactly");
    *out = limit->infinite ? value_infinite(e->s, limit->infinite)
                           : value_number(e->s, limit->value);
    return ST_OK;
}

/* ---- extrema ----------------------------------------------------------------- */

static struct value *height_of(struct eval *e, const struct extrema *x,
                               const struct global *g)
{
    struct value *at;
    arb_t r;

    if (!g->attained)
        return value_word(e->s, "DNE");
    if (g->value != EXPR_NONE)
        return value_number(e->s, g->value);
    arb_init(r);
    value_ball(e->s, value_of_real(e->s, g->at[0].x), r, BALL_BITS);
    expr_ball_at(e->s->pool, x->critical.f.body, x->critical.x, r, r, BALL_BITS);
    at = value_of_ball(e->s, r);
    arb_clear(r);
    return at;
}

static struct value *places_of(struct eval *e, const struct global *g)
{
    struct value *set = value_list(e->s, VALUE_SET, g->count);

    for (size_t i = 0; i < g->count && g->attained; i++)
        set->items[set->count++] = value_of_real(e->s, g->at[i].x);
    return set;
}

static bool has_interval(const struct global *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->at[i].to)
            return true;
    return false;
}

static enum status extrema_record(struct eval *e, const struct call_args *args,
                                  const struct extrema *x, struct value **out)
{
    static const char *const names[] = {"max", "max_at", "min", "min_at"};
    const char **own = arena_array(pool_arena(e->s->pool), 4, sizeof *own);
    enum status st;

    if (!x->max.decided || !x->min.decided || x->critical.period != EXPR_NONE ||
        has_interval(&x->max) || has_interval(&x->min))
        return refuse(e, args, ST_UNABLE, "the extrema can't all be listed");
    *out = value_list(e->s, VALUE_RECORD, 4);
    memcpy(own, names, sizeof names);
    (*out)->names = own;
    (*out)->count = 4;
    (*out)->items[0] = height_of(e, x, &x->max);
    (*out)->items[1] = places_of(e, &x->max);
    (*out)->items[2] = height_of(e, x, &x->min);
    (*out)->items[3] = places_of(e, &x->min);
    st = value_settle(e->s, (*out)->items[1], e->diag);
    if (st == ST_OK)
        st = value_settle(e->s, (*out)->items[3], e->diag);
    return told(e, args, st);
}

static enum status call_extrema(struct eval *e, const struct call_args *args,
                                struct value **out)
{
    struct formula f;
    struct realset on;
    struct extrema x;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = asked_set(e, args, &on);
    if (st == ST_OK)
        st =
            told(e, args,
                 analysis_extrema(e->s, &f, value_variable(e, f.body), &on, &x, e->diag));
    return st == ST_OK ? extrema_record(e, args, &x, out) : st;
}

/* ---- sets of the line ------------------------------------------------------------ */

/* Where the n-th derivative has a strict sign. */
static enum status where_sign(struct eval *e, const struct call_args *args, long n,
                              int sign, struct value **out)
{
    struct pool *p = e->s->pool;
    struct formula f;
    struct realset on;
    struct value *df;
    expr x, condition;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = asked_set(e, args, &on);
    if (st != ST_OK)
        return st;
    x = value_variable(e, f.body);
    if ((st = derived(e, args, f, x, n, &df)) != ST_OK)
        return st;
    value_as_formula(e->s, df, &f);
    condition = pool_relation(p, REL_GT, sign > 0 ? f.body : pool_neg(p, f.body));
    condition = pool_and(p, pool_and(p, condition, f.where), pool_domain(p, f.body));
    *out = value_new(e->s, VALUE_LINE);
    (*out)->line = certify_where(e->s, condition, x, &on);
    if (!(*out)->line.complete)
        return refuse(e, args, ST_UNABLE, "the intervals could not all be decided");
    return ST_OK;
}

static enum status call_increasing(struct eval *e, const struct call_args *args,
                                   struct value **out)
{
    return where_sign(e, args, 1, 1, out);
}

static enum status call_decreasing(struct eval *e, const struct call_args *args,
                                   struct value **out)
{
    return where_sign(e, args, 1, -1, out);
}

static enum status call_concave_up(struct eval *e, const struct call_args *args,
                                   struct value **out)
{
    return where_sign(e, args, 2, 1, out);
}

static enum status call_concave_down(struct eval *e, const struct call_args *args,
                                     struct value **out)
{
    return where_sign(e, args, 2, -1, out);
}

static enum status call_domain(struct eval *e, const struct call_args *args,
                               struct value **out)
{
    struct formula f;
    struct realset on;
    enum status st = formula_of(e, args, 0, &f);

    if (st == ST_OK)
        st = asked_set(e, args, &on);
    if (st != ST_OK)
        return st;
    *out = value_new(e->s, VALUE_LINE);
    return told(e, args,
                analysis_domain(e->s, &f, value_variable(e, f.body), &on, &(*out)->line,
                                e->diag));
}

/* ---- sets and numbers ------------------------------------------------------------ */

static enum status call_union(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    struct value *a = args->at[0], *b = args->at[1];

    if (a->kind != VALUE_SET || b->kind != VALUE_SET)
        return refuse(e, args, ST_USAGE,
                      "union is for sets of numbers; of intervals write A U B");
    *out = value_list(e->s, VALUE_SET, a->count + b->count);
    for (size_t i = 0; i < a->count; i++)
        (*out)->items[(*out)->count++] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        (*out)->items[(*out)->count++] = b->items[i];
    return told(e, args, value_settle(e->s, *out, e->diag));
}

static enum status call_count(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    const struct value *v = args->at[0];

    if (v->kind != VALUE_SET && v->kind != VALUE_LIST && v->kind != VALUE_LINE)
        return refuse(e, args, ST_USAGE, "count is for sets and lists");
    *out = value_number(
        e->s,
        pool_int(e->s->pool, (long)(v->kind == VALUE_LINE ? v->line.count : v->count)));
    return ST_OK;
}

static enum status call_member(struct eval *e, const struct call_args *args,
                               struct value **out)
{
    const struct value *set = args->at[1];
    struct real *r =
        args->at[0]->kind == VALUE_NUMBER ? value_real(e->s, args->at[0]) : NULL;
    enum truth in = TRUTH_NO;

    if (set->kind == VALUE_LINE && r)
        in = realset_contains(e->s, &set->line, r);
    else if (set->kind == VALUE_LINE)
        in = TRUTH_UNKNOWN;
    else if (set->kind != VALUE_SET && set->kind != VALUE_LIST)
        return refuse(e, args, ST_USAGE, "the second argument of member is a set");
    for (size_t i = 0; i < set->count; i++)
        in = truth_or(in, value_equal(e->s, args->at[0], set->items[i]));
    *out = value_truth(e->s, in);
    return ST_OK;
}

static enum status call_isint(struct eval *e, const struct call_args *args,
                              struct value **out)
{
    const struct value *v = args->at[0];
    const fmpq *q = v->kind == VALUE_NUMBER && v->exact != EXPR_NONE
                        ? expr_number(e->s->pool, v->exact)
                        : NULL;

    *out = value_truth(e->s, q && fmpz_is_one(fmpq_denref(q)) ? TRUTH_YES : TRUTH_NO);
    return ST_OK;
}

static long digits_of(const struct pool *p, expr e)
{
    const fmpq *q = expr_number(p, e);

    if (!q)
        return 0;
    return (long)fmpz_sizeinbase(fmpq_numref(q), 10) +
           (fmpz_is_one(fmpq_denref(q)) ? 0 : (long)fmpz_sizeinbase(fmpq_denref(q), 10));
}

/* Digits of its numbers and nodes of its formula: how unwieldy it is. */
static enum status call_size(struct eval *e, const struct call_args *args,
                             struct value **out)
{
    struct pool *p = e->s->pool;
    struct formula f;
    enum status st = formula_of(e, args, 0, &f);
    expr *below;
    size_t n;
    long size = 0;

    if (st != ST_OK)
        return st;
    below = expr_below(p, f.body, &n, pool_arena(p));
    for (size_t i = 0; i < n; i++)
        size += expr_number(p, below[i]) ? digits_of(p, below[i]) : 1;
    *out = value_number(e->s, pool_int(p, size));
    return ST_OK;
}

/* item(S, i): S[i] where S is no name. */
static enum status call_item(struct eval *e, const struct call_args *args,
                             struct value **out)
{
    long i;

    if (!args->at[0]->items || !small_whole(e->s, args->at[1], &i) || i < 1 ||
        (size_t)i > args->at[0]->count)
        return refuse(e, args, ST_USAGE, "there is no such item");
    *out = args->at[0]->items[i - 1];
    return ST_OK;
}

static enum status call_gd(struct eval *e, const struct call_args *args,
                           struct value **out)
{
    return author_iterates(e, args, false, out);
}

static enum status call_newton_min(struct eval *e, const struct call_args *args,
                                   struct value **out)
{
    return author_iterates(e, args, true, out);
}

/* ---- the table ----------------------------------------------------------------- */

static const struct author_row {
    const char *name;
    size_t least, most;
    author_function *call;
} table[] = {
    {"diff", 1, 3, call_diff},
    {"simplify", 1, 1, call_simplify},
    {"grad", 1, 2, call_grad},
    {"hessian", 1, 2, call_hessian},
    {"critical", 1, 1, call_critical},
    {"extrema", 1, 1, call_extrema},
    {"classify", 1, 2, call_classify},
    {"value", 1, 2, call_value},
    {"limit", 1, 2, call_limit},
    {"roots", 1, 1, call_roots},
    {"domain", 1, 1, call_domain},
    {"increasing", 1, 1, call_increasing},
    {"decreasing", 1, 1, call_decreasing},
    {"concave_up", 1, 1, call_concave_up},
    {"concave_down", 1, 1, call_concave_down},
    {"gd", 4, 4, call_gd},
    {"newton_min", 3, 3, call_newton_min},
    {"union", 2, 2, call_union},
    {"count", 1, 1, call_count},
    {"member", 2, 2, call_member},
    {"item", 2, 2, call_item},
    {"isint", 1, 1, call_isint},
    {"size", 1, 1, call_size},
};

enum { ROWS = sizeof table / sizeof *table };

static const struct author_row *find_row(const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

bool author_call_known(const char *name)
{
    return find_row(name) != NULL;
}

const char *author_call_nearest(const char *name)
{
    const char *names[ROWS + 1] = {NULL};

    for (size_t i = 0; i < ROWS; i++)
        names[i] = table[i].name;
    return str_nearest(name, names);
}

enum status author_call(struct eval *e, const char *name, const struct call_args *args,
                        struct value **out)
{
    const struct author_row *row = find_row(name);

    if (args->count < row->least || args->count > row->most)
        return diag_set(e->diag, ST_USAGE, args->call->at,
                        "'%s' takes %zu to %zu arguments, not %zu", name, row->least,
                        row->most, args->count);
    return row->call(e, args, out);
}
