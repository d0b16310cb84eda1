/* calc.c: the verbs that answer with one value or formula: eval, diff, limit. */
#include "verb/internal.h"

#include "algebra/algebra.h"

#include <math.h>
#include <string.h>

static void add_condition(struct job *j, const char *name, expr condition)
{
    if (condition != pool_true(j->search.pool))
        result_put(j->out, name, job_expr(j, condition));
}

/* ---- eval -------------------------------------------------------------------- */

/* Puts the assignments of `at` into a formula. */
static enum status put_point(struct job *j, struct formula *f)
{
    struct pool *p = j->search.pool;
    struct assignment *list;
    size_t n;
    enum status st = job_assignments(j, "at", &list, &n);
    expr account = pool_take_demands(p);

    for (size_t i = 0; i < n && st == ST_OK; i++) {
        expr x = pool_symbol(p, list[i].name);

        f->where = pool_and(p, f->where, pool_domain(p, f->body));
        f->body = pool_substitute(p, f->body, x, list[i].value);
        f->where = pool_substitute(p, f->where, x, list[i].value);
    }
    f->where = pool_and(p, f->where, pool_swap_demands(p, account));
    return st;
}

static enum status undefined(struct job *j)
{
    result_put_text(j->out, "undefined",
                    "it has no real value: a denominator is 0 or an argument "
                    "lies outside the domain");
    j->exit = EXIT_NO;
    return ST_OK;
}

static enum status put_value(struct job *j, const struct formula *f, long digits)
{
    struct pool *p = j->search.pool;
    struct ival v;
    arb_t ball;
    enum truth defined = truth_and(constant_truth(p, f->where),
                                   constant_truth(p, pool_domain(p, f->body)));
    bool finite = false;

    if (defined == TRUTH_NO)
        return undefined(j);
    arb_init(ball);
    for (slong bits = (slong)(digits * 3.33) + 32;
         bits <= (slong)(digits * 3.33) + 16384 && !finite; bits *= 2) {
        constant_ball(p, f->body, ball, bits);
        finite = arb_is_finite(ball) &&
                 (arb_is_exact(ball) ||
                  arb_rel_accuracy_bits(ball) >= (slong)(digits * 3.33) + 4 ||
                  constant_sign(p, f->body) == 0);
        if (!budget_spend(j->search.budget, (uint64_t)bits / 16))
            break;
    }
    if (arb_is_finite(ball)) {
        ival_init(&v, (mpfr_prec_t)(digits * 3.33) + 64);
        arb_get_interval_mpfr(v.lo, v.hi, ball);
        result_put(j->out, "value", job_expr(j, f->body));
        result_put(j->out, "approx", job_number(j, constant_double(p, f->body)));
        result_put(j->out, "enclosure", job_enclosure(j, &v, (int)digits + 2));
        ival_clear(&v);
    }
    arb_clear(ball);
    if (!finite)
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "the value could not be settled");
    return ST_OK;
}

enum status eval_run(struct job *j)
{
    struct pool *p = j->search.pool;
    struct formula f;
    long digits;
    size_t n;
    expr *symbols;
    enum status st = job_integer(j, "digits", 1, 100000, 17, &digits);

    if (st != ST_OK || (st = job_formula(j, NULL, &f)) != ST_OK ||
        (st = put_point(j, &f)) != ST_OK)
        return st;
    symbols = expr_symbols(p, f.body, &n);
    if (n) {
        j->mistaken = job_text(j, "expr");
        diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "'%s' has no value",
                 expr_name(p, symbols[0]));
        diag_help(j->diag, "give it one: --at %s=2", expr_name(p, symbols[0]));
        return ST_USAGE;
    }
    return put_value(j, &f, digits);
}

/* ---- diff -------------------------------------------------------------------- */

enum status diff_run(struct job *j)
{
    struct formula f, df;
    long order;
    expr x;
    enum status st = job_integer(j, "order", 0, 1000, 1, &order);

    if (st != ST_OK || (st = job_formula(j, NULL, &f)) != ST_OK ||
        (st = job_variable(j, &f, &x)) != ST_OK ||
        (st = algebra_derive_n(j->search.pool, &f, x, (unsigned)order, &df, j->diag)) !=
            ST_OK)
        return st;
    result_put(j->out, "f", job_expr(j, f.body));
    result_put_text(j->out, "var", expr_name(j->search.pool, x));
    result_put_integer(j->out, "order", order);
    result_put(j->out, "derivative", job_expr(j, df.body));
    add_condition(j, "where", df.where);
    if (order && job_flag(j, "steps") &&
        (st = job_working(j, &f, x, (unsigned)order, df.body)) != ST_OK)
        return st;
    if (!result_get(j->request, "at"))
        return ST_OK;
    if ((st = put_point(j, &df)) != ST_OK)
        return st;
    return expr_closed(j->search.pool, df.body) ? put_value(j, &df, 17) : ST_OK;
}

/* ---- limit -------------------------------------------------------------------- */

static enum status read_target(struct job *j, struct real **at)
{
    const char *text = job_text(j, "to");
    struct formula f;
    enum status st;

    if (!text)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "say where: --to 0, --to inf");
    if (!strcmp(text, "inf") || !strcmp(text, "+inf") || !strcmp(text, "∞")) {
        *at = real_infinite(&j->search, 1);
        return ST_OK;
    }
    if (!strcmp(text, "-inf") || !strcmp(text, "-∞")) {
        *at = real_infinite(&j->search, -1);
        return ST_OK;
    }
    j->mistaken = text;
    st = expr_read(j->search.pool, text, strlen(text), NULL, &f, NULL, j->diag);
    if (st == ST_OK && !expr_closed(j->search.pool, f.body))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                      "a number is wanted here");
    if (st == ST_OK)
        *at = real_exact(&j->search, f.body);
    return st;
}

static bool same_limit(struct job *j, const struct limit *a, const struct limit *b)
{
    if (!a->known || !b->known || a->infinite != b->infinite)
        return false;
    if (a->infinite)
        return true;
    return a->value != EXPR_NONE && b->value != EXPR_NONE &&
           constant_compare(j->search.pool, a->value, b->value) == 0;
}

static void put_limit(struct job *j, const char *name, const struct limit *l)
{
    result_put(j->out, name,
               !l->known     ? result_null(j->arena)
               : l->infinite ? result_formula(j->arena, l->infinite > 0 ? "inf" : "-inf",
                                              l->infinite > 0 ? "∞" : "−∞", NULL)
                             : job_expr(j, l->value));
    if (l->known && !l->infinite)
        result_put(j->out, arena_printf(j->arena, "%s_approx", name),
                   job_number(j, l->approx));
    if (!l->known)
        j->exit = EXIT_GIVEN_UP;
}

enum status limit_run(struct job *j)
{
    struct formula f;
    struct realset on;
    struct real *at = NULL;
    struct limit *l, *r;
    const char *side = job_text(j, "side");
    expr x;
    enum status st = job_question(j, &f, &x, &on);

    if (st != ST_OK || (st = read_target(j, &at)) != ST_OK)
        return st;
    if (side && strcmp(side, "left") && strcmp(side, "right"))
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "the side is left or right");
    if (at->infinite || side) {
        int way = at->infinite ? -at->infinite : !strcmp(side, "left") ? -1 : 1;

        put_limit(j, "limit", analysis_limit(&j->search, &f, x, at, way));
        return ST_OK;
    }
    l = analysis_limit(&j->search, &f, x, at, -1);
    r = analysis_limit(&j->search, &f, x, at, 1);
    if (same_limit(j, l, r)) {
        put_limit(j, "limit", l);
    } else {
        result_put(j->out, "limit", result_null(j->arena));
        put_limit(j, "left", l);
        put_limit(j, "right", r);
        j->exit = l->known && r->known ? EXIT_NO : EXIT_GIVEN_UP;
    }
    return ST_OK;
}
