/* tidy.c: a result put in order: what the terms of a sum share comes out of it.
 *
 *   2x e^x + x^2 e^x                x e^x (x + 2)
 *   1/(x^2+1) - 2x^2/(x^2+1)^2      (1 - x^2)/(x^2+1)^2
 *   -(-1 - cot(x)^2)/x              (cot(x)^2 + 1)/x
 *
 * Only what prints shorter is taken, so that a sum of powers of names stays the sum a
 * learner expects, and no product is multiplied out unless terms merge by it. The domain
 * stays: the power b^m taken out of terms with b^q is one of theirs, or the least, so b^m
 * and the b^(q-m) together demand of b what the b^q did. */
#include "algebra/internal.h"

#include <string.h>

/* Work is bounded: larger sums and formulas stay as they are. */
enum {
    NODES_MOST = 4000,
    NESTING_MOST = 6,
    TERMS_MOST = 150,
    PRODUCT_MOST = 40,
    WORK_MOST = 10000,
    GATHER_MOST = 60,
    ASTRAY = 4000
};

/* What a sum became, and the demands that making it left behind. */
struct made {
    expr e, demands;
};

struct tidy {
    struct pool *pool;
    struct lengths *lengths;
    struct arena *scratch;
    struct made *sums; /* by id, alone and within another; EXPR_NONE: not asked yet */
    size_t sum_cap;
    unsigned work; /* factors that may still be looked at */
};

/* Which power of a common base comes out; of equal lengths the first one is taken. */
enum way {
    WAY_PLAIN,  /* as the next, but x^n out of x^n + x^(n-1): without the number */
    WAY_BAR,    /* the least at all, also below 0: one fraction bar for all */
    WAY_SHARED, /* the least that every term has */
    WAY_COUNT
};

/* The best form so far. */
struct best {
    struct made form;
    uint32_t length;
};

static expr tidy_sum(struct tidy *t, expr e, int nesting);
static expr tidy_product(struct tidy *t, expr e);

static void consider(struct tidy *t, struct best *best, expr e, uint32_t slack)
{
    uint32_t length = length_of(t->lengths, e);

    if (length < best->length + slack) {
        *best = (struct best){{e, pool_take_demands(t->pool)}, length};
        return;
    }
    pool_take_demands(t->pool);
}

/* ---- what is common ------------------------------------------------------------- */

/* False for a sum that is too large or comes too late. */
static bool read_terms(struct tidy *t, expr sum, struct terms *ts)
{
    if (!terms_of(t->pool, sum, ts, t->scratch) || ts->cost > t->work)
        return false;
    t->work -= ts->cost;
    return true;
}

/* n of n - 1, if it lies between the two. */
static expr without_number(struct pool *p, const struct base *b)
{
    expr least = b->least, plain, first = EXPR_NONE;

    if (expr_kind(p, least) == EX_ADD)
        first = expr_arg(p, least, 0);
    if (first == EXPR_NONE || !expr_number(p, first))
        return least;
    plain = pool_sub(p, least, first);
    return exponent_order(p, plain, least) >= 0 && exponent_order(p, b->most, plain) >= 0
               ? plain
               : least;
}

static expr common_exponent(struct pool *p, const struct base *b, enum way way)
{
    const fmpq *lo = expr_number(p, b->least), *hi = expr_number(p, b->most);

    if (!b->comparable)
        return pool_int(p, 0);
    if (!lo || !hi)
        return way == WAY_PLAIN ? without_number(p, b) : b->least;
    if (way != WAY_SHARED || fmpq_sgn(lo) > 0)
        return b->least;
    return fmpq_equal(lo, hi) ? b->most : pool_int(p, 0); /* no fractions within one */
}

/* The powers that come out; *n of them. */
static struct factor *common_factors(struct tidy *t, const struct terms *ts, enum way way,
                                     size_t *n)
{
    struct factor *outside = arena_array(t->scratch, ts->base_count + 1, sizeof *outside);
    expr account = pool_take_demands(t->pool);

    *n = 0;
    for (size_t i = 0; i < ts->base_count; i++) {
        expr m = common_exponent(t->pool, &ts->bases[i], way);

        if (!expr_is_int(t->pool, m, 0))
            outside[(*n)++] = (struct factor){ts->bases[i].base, m};
    }
    pool_swap_demands(t->pool, account);
    return outside;
}

/* ---- taking it out --------------------------------------------------------------- */

/* A term divided by number * prod bases^exponents. */
static expr reduced_term(struct tidy *t, const struct factors *f, const fmpq_t content,
                         const struct factor *outside, size_t n)
{
    struct pool *p = t->pool;
    expr *parts = arena_array(t->scratch, f->n + n + 1, sizeof *parts);
    size_t count = 0;
    fmpq_t c;

    fmpq_init(c);
    fmpq_div(c, expr_number(p, f->coefficient), content);
    parts[count++] = pool_number(p, c);
    fmpq_clear(c);
    for (size_t i = 0; i < f->n; i++) {
        expr exponent = f->at[i].exponent;

        for (size_t j = 0; j < n; j++)
            if (outside[j].base == f->at[i].base)
                exponent = pool_sub(p, exponent, outside[j].exponent);
        if (!expr_is_int(p, exponent, 0))
            parts[count++] = pool_power(p, f->at[i].base, exponent);
    }
    for (size_t j = 0; j < n; j++) /* what this term has not comes from below the bar */
        if (expr_is_int(p, factors_exponent(p, f, outside[j].base), 0))
            parts[count++] =
                pool_power(p, outside[j].base, pool_neg(p, outside[j].exponent));
    return pool_mul_n(p, parts, count);
}

/* The sum divided by number * prod outside. */
static expr reduced_sum(struct tidy *t, const struct terms *ts, const fmpq_t content,
                        const struct factor *outside, size_t n)
{
    expr *parts = arena_array(t->scratch, ts->n, sizeof *parts);

    for (size_t i = 0; i < ts->n; i++)
        parts[i] = reduced_term(t, &ts->at[i], content, outside, n);
    return pool_add_n(t->pool, parts, ts->n);
}

/* The same, tidy, behind what was taken out. */
static expr taken_out(struct tidy *t, const struct terms *ts, const fmpq_t content,
                      const struct factor *outside, size_t n, int nesting)
{
    struct pool *p = t->pool;
    expr *parts = arena_array(t->scratch, n + 2, sizeof *parts);

    parts[0] = pool_number(p, content);
    parts[1] = tidy_sum(t, reduced_sum(t, ts, content, outside, n), nesting + 1);
    for (size_t j = 0; j < n; j++)
        parts[2 + j] = pool_power(p, outside[j].base, outside[j].exponent);
    return pool_mul_n(p, parts, n + 2);
}

/* An exponent that is no number makes a domain of its own: it must be the old one. */
static bool same_domain(struct tidy *t, const struct terms *ts, expr made,
                        const struct factor *outside, size_t n)
{
    for (size_t j = 0; j < n; j++)
        if (!expr_number(t->pool, outside[j].exponent))
            return pool_implies(t->pool, pool_domain(t->pool, ts->sum),
                                pool_domain(t->pool, made));
    return true;
}

static void take_out(struct tidy *t, const struct terms *ts, const struct factor *outside,
                     size_t n, int nesting, struct best *best)
{
    struct pool *p = t->pool;
    fmpq_t content;

    fmpq_init(content);
    terms_content(p, ts, content);
    if (n || !fmpq_is_one(content)) {
        expr made = tidy_product(t, taken_out(t, ts, content, outside, n, nesting));

        if (same_domain(t, ts, made, outside, n))
            consider(t, best, made, 0);
        pool_take_demands(p);
    }
    fmpq_clear(content);
}

/* Among products of polynomials only a factored piece is worth taking out, or a number. */
static bool unasked(const struct pool *p, const struct terms *ts,
                    const struct factor *outside, size_t n)
{
    bool piece = n == 0;

    for (size_t j = 0; j < n; j++)
        piece = piece || expr_kind(p, outside[j].base) == EX_ADD;
    return !piece && expr_is_polynomial(p, ts->sum);
}

/* Each way that differs from those before. */
static void take_out_each_way(struct tidy *t, const struct terms *ts, int nesting,
                              struct best *best)
{
    struct factor *outside[WAY_COUNT];
    size_t n[WAY_COUNT];

    for (int way = 0; way < WAY_COUNT; way++) {
        bool seen = false;

        outside[way] = common_factors(t, ts, (enum way)way, &n[way]);
        for (int other = 0; other < way && !seen; other++)
            seen = n[other] == n[way] &&
                   !memcmp(outside[other], outside[way], n[way] * sizeof **outside);
        if (!seen && !unasked(t->pool, ts, outside[way], n[way]))
            take_out(t, ts, outside[way], n[way], nesting, best);
    }
}

/* ---- sums in parts ---------------------------------------------------------------- */

/* e^x sin x + e^x cos x + x^2: the terms with one kernel, put together. */
static void group_by(struct tidy *t, const struct terms *ts, expr base, int nesting,
                     struct best *best)
{
    struct pool *p = t->pool;
    expr *in = arena_array(t->scratch, ts->n + 1, sizeof *in);
    expr *out = arena_array(t->scratch, ts->n + 1, sizeof *out);
    size_t ins = 0, outs = 0;

    for (size_t i = 0; i < ts->n; i++)
        if (expr_is_int(p, factors_exponent(p, &ts->at[i], base), 0))
            out[outs++] = expr_arg(p, ts->sum, i);
        else
            in[ins++] = expr_arg(p, ts->sum, i);
    if (ins < 2 || !outs)
        return;
    out[outs++] = tidy_sum(t, pool_add_n(p, in, ins), nesting + 1);
    consider(t, best, pool_add_n(p, out, outs), 0);
}

static void group(struct tidy *t, const struct terms *ts, int nesting, struct best *best)
{
    if (ts->n < 3 || ts->n > TERMS_MOST)
        return;
    for (size_t i = 0; i < ts->base_count; i++)
        if (!expr_closed(t->pool, ts->bases[i].base) &&
            !expr_is_name(t->pool, ts->bases[i].base))
            group_by(t, ts, ts->bases[i].base, nesting, best);
}

/* The first sum with exponent 1 among the factors of a term, or EXPR_NONE. */
static expr sum_among(const struct pool *p, const struct factors *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (expr_kind(p, f->at[i].base) == EX_ADD && !expr_closed(p, f->at[i].base) &&
            expr_is_int(p, f->at[i].exponent, 1))
            return f->at[i].base;
    return EXPR_NONE;
}

/* Each product spread over one sum among its factors, for those whose terms merge. */
static void distribute(struct tidy *t, const struct terms *ts, int nesting,
                       struct best *best)
{
    struct pool *p = t->pool;
    expr parts[TERMS_MOST];
    size_t n = 0;
    fmpq_t one;

    fmpq_init(one);
    fmpq_one(one);
    for (size_t i = 0; i < ts->n && n < TERMS_MOST; i++) {
        expr sum = sum_among(p, &ts->at[i]), rest;
        struct factor outside = {sum, pool_int(p, 1)};

        if (sum == EXPR_NONE) {
            parts[n++] = expr_arg(p, ts->sum, i);
            continue;
        }
        rest = reduced_term(t, &ts->at[i], one, &outside, 1);
        for (size_t j = 0; j < expr_count(p, sum) && n < TERMS_MOST; j++)
            parts[n++] = pool_mul(p, rest, expr_arg(p, sum, j));
    }
    fmpq_clear(one);
    if (n > ts->n && n < TERMS_MOST) {
        expr spread = pool_add_n(p, parts, n);

        if (expr_kind(p, spread) != EX_ADD || expr_count(p, spread) <= ts->n)
            consider(t, best, tidy_sum(t, spread, nesting + 1), 0);
    }
    pool_take_demands(p);
}

/* 2 (x + 1)^2 + x + 3 is 2x^2 + 5x + 5: what a common factor left in the bracket. */
static void gather(struct tidy *t, const struct terms *ts, struct best *best)
{
    struct pool *p = t->pool;
    fmpq_poly_t poly;
    size_t n;
    expr *symbols = expr_symbols(p, ts->sum, &n);

    if (n != 1 || !expr_is_polynomial(p, ts->sum)) /* x (1/x) hides that x is not 0 */
        return;
    fmpq_poly_init(poly);
    if (algebra_poly(p, ts->sum, symbols[0], poly) &&
        fmpq_poly_degree(poly) <= GATHER_MOST)
        consider(t, best, algebra_from_poly(p, poly, symbols[0]), 0);
    fmpq_poly_clear(poly);
}

/* A sum in its best form; one that is still a sum is looked at again. */
static struct made best_sum(struct tidy *t, expr e, int nesting)
{
    struct pool *p = t->pool;
    struct best best = {{e, pool_true(p)}, length_of(t->lengths, e)};
    struct terms ts;

    if (expr_kind(p, e) != EX_ADD || expr_closed(p, e) || nesting >= NESTING_MOST ||
        !read_terms(t, e, &ts) || terms_polynomial(p, &ts))
        return best.form;
    take_out_each_way(t, &ts, nesting, &best);
    group(t, &ts, nesting, &best);
    distribute(t, &ts, nesting, &best);
    if (nesting > 0)
        gather(t, &ts, &best);
    if (best.form.e != e && expr_kind(p, best.form.e) == EX_ADD) {
        best.form.e = tidy_sum(t, best.form.e, nesting + 1);
        best.form.demands = pool_and(p, best.form.demands, pool_take_demands(p));
    }
    return best.form;
}

static expr tidy_sum(struct tidy *t, expr e, int nesting)
{
    struct pool *p = t->pool;
    expr account = pool_take_demands(p);
    size_t at = 2 * (size_t)e + (nesting > 0);
    struct made made;

    if (at >= t->sum_cap) {
        size_t cap = 4 * pool_size(p) + 64;

        t->sums = arena_grow(t->scratch, t->sums, t->sum_cap, cap, sizeof *t->sums);
        t->sum_cap = cap;
    }
    made = t->sums[at];
    if (made.e == EXPR_NONE) {
        made = best_sum(t, e, nesting);
        t->sums[at] = made;
    }
    pool_swap_demands(p, pool_and(p, account, made.demands));
    return made.e;
}

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
               read_terms(t, f->base, &ts)) {
        terms_content(p, &ts, content);
        if (expr_even_root(p, f->exponent))
            fmpq_abs(content, content);
        *number = pool_number(p, content);
        *rest = reduced_sum(t, &ts, content, NULL, 0);
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
        consider(t, best, pool_mul_n(p, parts, 2 * n + 1), 0);
        parts[2 * i + 2] = rest;
    }
}

/* 6 (2x + 1) e^x reads better than (12x + 6) e^x, which is one character shorter. */
enum { CONTENT_SLACK = 3 };

/* Sums among the factors without the numbers they share: 2 (2x + 4) e^x is 4 (x + 2) e^x. */
static expr tidy_product(struct tidy *t, expr e)
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
        consider(t, &best, pool_mul_n(p, parts, 2 * f.n + 1), slack);
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
            made[below[i]] = count ? tidy_node(&t, below[i], args) : below[i];
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
