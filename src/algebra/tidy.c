/* tidy.c: a result put in order: what the terms of a sum share comes out of it.
 *
 *   2x e^x + x^2 e^x                x e^x (x + 2)
 *   1/(x^2+1) - 2x^2/(x^2+1)^2      (1 - x^2)/(x^2+1)^2
 *   -(-1 - cot(x)^2)/x              (cot(x)^2 + 1)/x
 *
 * Only what prints shorter is taken, so that a sum of powers of names stays the sum a
 * learner expects, and no product is multiplied out unless terms merge by it. */
#include "algebra/tidy.h"

/* Work is bounded: larger products and formulas stay as they are. */
enum { NODES_MOST = 4000, PRODUCT_MOST = 40, WORK_MOST = 10000, ASTRAY = 4000 };

/* ---- products ---------------------------------------------------------------------- */

/* c^u; 2^(n - 1) as 2^n/2, so that numbers meet. */
static expr number_power(struct pool *p, expr c, expr u)
{
    expr q = expr_kind(p, u) == EX_ADD ? expr_arg(p, u, 0) : EXPR_NONE;

    if (q == EXPR_NONE || !expr_number(p, q))
        return pool_power(p, c, u);
    return pool_mul(p, pool_power(p, c, q), pool_power(p, c, pool_sub(p, u, q)));
}

/* base^q as number^q * rest^q; true if the number is worth a longer line. */
static bool split_factor(struct tidy *t, const struct factor *f, expr *number, expr *rest)
{
    struct pool *p = t->pool;
    const fmpq *q = expr_number(p, f->exponent);
    struct terms ts;
    fmpq_t content;
    bool worth;
    expr c;

    *number = pool_int(p, 1);
    *rest = f->base;
    fmpq_init(content);
    if (!q && expr_kind(p, f->base) == EX_MUL) { /* (2x)^n, x^n 2^n */
        expr_split(p, f->base, &c, rest);
        if (expr_positive(p, c))
            *number = c;
        else
            *rest = f->base;
    } else if (q && expr_kind(p, f->base) == EX_ADD && !expr_closed(p, f->base) &&
               tidy_terms(t, f->base, &ts)) {
        terms_content(p, &ts, content);
        if (expr_even_root(p, f->exponent))
            fmpq_abs(content, content);
        *number = pool_number(p, content);
        *rest = tidy_reduced_sum(t, &ts, content, NULL, 0);
    }
    fmpq_clear(content);
    worth = q && !expr_is_int(p, *number, 1) && !expr_is_int(p, *number, -1);
    *number = number_power(p, *number, f->exponent);
    *rest = pool_power(p, *rest, f->exponent);
    return worth;
}

/* -(x - 1) e^x is (1 - x) e^x: a minus goes into the first sum that is shorter for it. */
static void turn_signs(struct tidy *t, expr *parts, size_t n, struct best *best)
{
    struct pool *p = t->pool;
    expr c, other;

    expr_split(p, best->form.e, &c, &other);
    if (fmpq_sgn(expr_number(p, c)) > 0)
        return;
    parts[0] = pool_neg(p, parts[0]);
    for (size_t i = 0; i < n; i++) {
        expr rest = parts[2 * i + 2];

        if (expr_kind(p, rest) != EX_ADD)
            continue;
        parts[2 * i + 2] = pool_neg(p, rest);
        tidy_consider(t, best, pool_mul_n(p, parts, 2 * n + 1), 0);
        parts[2 * i + 2] = rest;
    }
}

/* 6 (2x + 1) e^x reads better than (12x + 6) e^x, which is one character shorter. */
enum { CONTENT_SLACK = 3 };

/* Sums among the factors without the numbers they share: 2 (2x + 4) e^x is 4 (x + 2) e^x. */
expr tidy_product(struct tidy *t, expr e)
{
    struct pool *p = t->pool;
    expr account = pool_take_demands(p), *parts;
    struct best best = {{e, pool_true(p)}, length_of(t->lengths, e)};
    uint32_t slack = 0;
    struct factors f;

    factors_of(p, e, &f);
    if (f.n <= PRODUCT_MOST && f.n <= t->work) {
        t->work -= (unsigned)f.n;
        parts = arena_array(t->scratch, 2 * f.n + 1, sizeof *parts);
        parts[0] = f.coefficient;
        for (size_t i = 0; i < f.n; i++)
            if (split_factor(t, &f.at[i], &parts[2 * i + 1], &parts[2 * i + 2]))
                slack = CONTENT_SLACK;
        tidy_consider(t, &best, pool_mul_n(p, parts, 2 * f.n + 1), slack);
        turn_signs(t, parts, f.n, &best);
    }
    pool_swap_demands(p, pool_and(p, account, best.form.demands));
    return best.form.e;
}

/* ---- formulas ----------------------------------------------------------------------- */

static expr tidy_node(struct tidy *t, expr e, const expr *args)
{
    expr made = pool_rebuild(t->pool, e, args);

    switch (expr_kind(t->pool, made)) {
    case EX_ADD: return tidy_sum(t, made, 0);
    case EX_MUL:
    case EX_POWER: return tidy_product(t, made);
    default: return made;
    }
}

/* What was put in order below may make the canonical form above it longer: 5x/(5x - 4) to
 * the power 161/2 is multiplied by 5^80. */
static expr no_longer(struct tidy *t, expr before, expr after)
{
    uint32_t length = length_of(t->lengths, before);

    return length_of(t->lengths, after) <= length + length / 8 + CONTENT_SLACK ? after
                                                                               : before;
}

/* Few nodes, and no product of so many factors that they are kept in a tree. */
static bool is_small(const struct pool *p, const expr *below, size_t n)
{
    for (size_t i = 0; i < n && n <= NODES_MOST; i++)
        if (expr_is_wide(p, below[i]))
            return false;
    return n <= NODES_MOST;
}

expr algebra_tidy(struct pool *p, expr e)
{
    struct arena *scratch = arena_new();
    struct tidy t = {.pool = p,
                     .lengths = lengths_new(p, scratch),
                     .scratch = scratch,
                     .work = WORK_MOST};
    size_t n;
    expr *below = expr_below(p, e, &n, scratch), *made;

    if (is_small(p, below, n)) {
        made = arena_array(scratch, e + 1, sizeof *made);
        for (size_t i = 0; i < n; i++) {
            size_t count = expr_count(p, below[i]);
            expr *args = arena_array(scratch, count + 1, sizeof *args);

            for (size_t j = 0; j < count; j++)
                args[j] = made[expr_arg(p, below[i], j)];
            made[below[i]] =
                count ? no_longer(&t, below[i], tidy_node(&t, below[i], args)) : below[i];
        }
        e = made[e];
    }
    arena_free(scratch);
    return e;
}

/* ---- derivatives --------------------------------------------------------------------- */

/* A formula's body in order; its condition loses nothing. */
static struct formula tidied(struct pool *p, const struct formula *f)
{
    expr account = pool_take_demands(p), where;
    struct formula made = {algebra_tidy(p, f->body), f->where};

    if (made.body != f->body) {
        where = pool_and(p, f->where,
                         pool_and(p, pool_domain(p, f->body), pool_take_demands(p)));
        made.where = condition_beyond(p, where, pool_domain(p, made.body));
    }
    pool_swap_demands(p, account);
    return made;
}

/* So much longer than b that a will not come back to it. */
static bool astray(struct lengths *l, expr a, expr b)
{
    return length_of(l, a) > ASTRAY && length_of(l, a) / 4 > length_of(l, b);
}

/* Putting each order in order keeps x^x short; (x^2 e^x)'' is shorter if only the end is.
 * Both are tried, until one goes astray. */
enum status algebra_derive_tidy(struct pool *p, const struct formula *f, expr x,
                                unsigned n, struct formula *df, struct diag *d)
{
    struct arena *scratch = arena_new();
    struct lengths *l = lengths_new(p, scratch);
    struct formula raw = *f, neat = *f, late;
    enum status st = ST_OK;

    for (unsigned i = 0; i < n && st == ST_OK; i++) {
        bool same = raw.body == neat.body;
        struct formula next;

        st = algebra_derive(p, &neat, x, &next, d);
        neat = st == ST_OK ? tidied(p, &next) : neat;
        if (st == ST_OK && !same)
            st = algebra_derive(p, &raw, x, &next, d);
        raw = next;
        if (st == ST_OK && astray(l, raw.body, neat.body))
            raw = neat;
        else if (st == ST_OK && astray(l, neat.body, raw.body))
            neat = raw;
    }
    if (st == ST_OK) {
        late = tidied(p, &raw);
        *df = length_of(l, late.body) <= length_of(l, neat.body) ? late : neat;
    }
    arena_free(scratch);
    return st;
}
