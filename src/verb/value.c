/* value.c: values at a point: exact, nearest double, enclosure. */
#include "verb/internal.h"

/* Puts the assignments of `at` into a formula. */
enum status job_put_point(struct job *j, struct formula *f)
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

static enum status undefined(struct job *j, struct result *out)
{
    result_put_text(out, "undefined",
                    "it has no real value: a denominator is 0 or an argument "
                    "lies outside the domain");
    j->exit = EXIT_NO;
    return ST_OK;
}

static void put_enclosure(struct job *j, const arb_t ball, struct result *out,
                          long digits)
{
    struct ival v;

    ival_init(&v, (mpfr_prec_t)(digits * 3.33) + 64);
    arb_get_interval_mpfr(v.lo, v.hi, ball);
    result_put(out, "enclosure", job_enclosure(j, &v, (int)digits + 2));
    ival_clear(&v);
}

enum status job_ball(struct job *j, const arb_t ball, struct result *out, long digits)
{
    if (!arb_is_finite(ball))
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "the value could not be settled");
    result_put(out, "value", result_null(j->arena));
    result_put(out, "approx", job_number(j, arf_get_d(arb_midref(ball), ARF_RND_NEAR)));
    put_enclosure(j, ball, out, digits);
    return ST_OK;
}

enum status job_value(struct job *j, const struct formula *f, struct result *out,
                      long digits)
{
    struct pool *p = j->search.pool;
    arb_t ball;
    enum truth defined = truth_and(constant_truth(p, f->where),
                                   constant_truth(p, pool_domain(p, f->body)));
    bool finite = false;

    if (defined == TRUTH_NO)
        return undefined(j, out);
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
        result_put(out, "value", job_expr(j, f->body));
        result_put(out, "approx", job_number(j, constant_double(p, f->body)));
        put_enclosure(j, ball, out, digits);
    }
    arb_clear(ball);
    if (!finite)
        return diag_set(j->diag, ST_UNABLE, (struct span){0, 0},
                        "the value could not be settled");
    return ST_OK;
}

enum status job_closed(struct job *j, const struct formula *f)
{
    size_t n;
    expr *symbols = expr_symbols(j->search.pool, f->body, &n);

    if (n == 0)
        return ST_OK;
    j->mistaken = job_text(j, "expr");
    diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "'%s' has no value",
             expr_name(j->search.pool, symbols[0]));
    diag_help(j->diag, "give it one: --at %s=2", expr_name(j->search.pool, symbols[0]));
    return ST_USAGE;
}
