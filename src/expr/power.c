/* power.c: canonical powers.
 *
 * Powers mean the real ones: x^(p/q) with odd q is the real root, with even q it needs
 * x >= 0. A power of a number is written out or brought to n^(r/q) with 0 < r < q and n
 * free of small q-th powers. */
#include "expr/internal.h"

static expr raw_power(struct pool *p, expr base, expr exponent)
{
    expr args[2] = {base, exponent};

    return pool_intern(p, EX_POWER, 0, args, 2);
}

/* n^(p/q) of an integer n > 0 in lowest form: n^whole * outside * inside^(r/q), 0 < r < q,
 * and n no perfect power that would shorten r/q. */
static expr integer_radical(struct pool *p, const fmpz_t n, const fmpq_t exponent)
{
    fmpz_t root, outside, inside, whole, left;
    fmpq_t q, v, one;
    unsigned long k;
    expr parts[3];

    fmpz_init(root);
    fmpz_init(outside);
    fmpz_init(inside);
    fmpz_init(whole);
    fmpz_init(left);
    fmpq_init(q);
    fmpq_init(v);
    fmpq_init(one);
    number_perfect_power(root, &k, n);
    fmpz_set_ui(fmpq_numref(v), k);
    fmpq_mul(q, exponent, v);
    fmpz_fdiv_qr(whole, left, fmpq_numref(q), fmpq_denref(q));
    fmpz_set(fmpq_numref(q), left);
    fmpq_canonicalise(q);
    fmpq_set_fmpz(v, root);
    fmpz_set(fmpq_numref(one), whole);
    parts[0] = p->one;
    if (number_power(v, v, one))
        parts[0] = pool_number(p, v);
    else {
        fmpq_set_fmpz(v, root);
        parts[0] = raw_power(p, pool_number(p, v), pool_number(p, one));
    }
    if (fmpz_cmp_ui(fmpq_denref(q), 64) <= 0) {
        /* root^(r/d): powers of d inside come out r times */
        fmpz_pow_ui(root, root, fmpz_get_ui(fmpq_numref(q)));
        number_extract_root(outside, inside, root, fmpz_get_ui(fmpq_denref(q)));
        number_perfect_power(root, &k, inside);
        fmpz_set_ui(fmpq_numref(q), k);
        fmpq_canonicalise(q);
    } else {
        fmpz_one(outside);
        fmpz_set(inside, root);
    }
    fmpq_set_fmpz(v, outside);
    parts[1] = pool_number(p, v);
    fmpq_set_fmpz(v, root);
    parts[2] =
        fmpz_is_one(root) ? p->one : raw_power(p, pool_number(p, v), pool_number(p, q));
    fmpq_clear(one);
    fmpq_clear(v);
    fmpq_clear(q);
    fmpz_clear(left);
    fmpz_clear(whole);
    fmpz_clear(inside);
    fmpz_clear(outside);
    fmpz_clear(root);
    /* assembled by hand: pool_mul would ask for the same power again */
    {
        fmpq_t c;
        expr args[2], e = parts[2];

        fmpq_init(c);
        fmpq_set(c, expr_number(p, parts[1]));
        if (expr_number(p, parts[0]))
            fmpq_mul(c, c, expr_number(p, parts[0]));
        if (e == p->one)
            e = pool_number(p, c);
        else if (!fmpq_is_one(c)) {
            args[0] = pool_number(p, c);
            args[1] = e;
            e = pool_intern(p, EX_MUL, 0, args, 2);
        }
        fmpq_clear(c);
        return expr_number(p, parts[0]) ? e : pool_mul(p, parts[0], e);
    }
}

/* (a/b)^(p/q) with a root that does not come out even: a^(p/q) * b^(-p/q), with b's
 * exponent brought above 0 by a whole power of b. */
static expr number_radical(struct pool *p, const fmpq *base, const fmpq *q, expr b,
                           expr e)
{
    fmpq_t value, minus;
    expr num, den;

    fmpq_init(value);
    if (number_power(value, base, q)) {
        num = pool_number(p, value);
        fmpq_clear(value);
        return num;
    }
    fmpq_clear(value);
    if (fmpq_is_zero(base))
        return raw_power(p, b, p->minus_one); /* 0 to any power below 0 */
    if (fmpz_is_one(fmpq_denref(q)))
        return raw_power(p, b, e); /* too large to write out */
    if (fmpq_sgn(base) < 0) {
        expr positive, r;

        if (expr_even_root(p, e))
            return raw_power(p, b, e);
        positive = pool_power(p, pool_neg(p, b), e);
        r = fmpz_is_even(fmpq_numref(q)) ? positive : pool_neg(p, positive);
        return r;
    }
    if (fmpz_bits(fmpq_numref(base)) + fmpz_bits(fmpq_denref(base)) > 4096 ||
        fmpz_bits(fmpq_numref(q)) + fmpz_bits(fmpq_denref(q)) > 20)
        return raw_power(p, b, e);
    num = integer_radical(p, fmpq_numref(base), q);
    if (fmpz_is_one(fmpq_denref(base)))
        return num;
    fmpq_init(minus);
    fmpq_neg(minus, q);
    den = integer_radical(p, fmpq_denref(base), minus);
    fmpq_clear(minus);
    return pool_mul(p, num, den);
}

void demand_of_parts(struct pool *p, expr base, bool even, expr at_zero, expr merged)
{
    const fmpq *q = expr_number(p, merged);

    if (even && q && !fmpz_is_even(fmpq_denref(q)))
        pool_demand(p, pool_relation(p, REL_GE, base));
    if (at_zero != p->truth && power_at_zero(p, base, merged) != p->falsity)
        pool_demand(p, pool_or(p, at_zero, pool_relation(p, REL_NE, base)));
}

/* (c^f)^e where f is no number. */
static expr power_of_wild_power(struct pool *p, expr c, expr f, expr e)
{
    expr merged = pool_mul(p, f, e), at_zero;

    if (!expr_positive(p, c)) {
        at_zero = pool_and(p, power_at_zero(p, c, f), power_at_zero(p, c, e));
        demand_of_parts(p, c, true, at_zero, merged);
    }
    return pool_power(p, c, merged);
}

/* (c^f)^e */
static expr power_of_power(struct pool *p, expr base, expr e)
{
    expr c = expr_arg(p, base, 0), f = expr_arg(p, base, 1), r;
    const fmpq *q = expr_number(p, f), *outer = expr_number(p, e);
    bool whole = outer && fmpz_is_one(fmpq_denref(outer));

    if (!q)
        return power_of_wild_power(p, c, f, e);
    if (fmpz_is_even(fmpq_numref(q)) && !whole)
        c = pool_func(p, FN_ABS, c); /* c^f = |c|^f >= 0 */
    r = pool_power(p, c, pool_mul(p, f, e));
    if (expr_even_root(p, f))
        pool_demand(p, pool_relation(p, REL_GE, c));
    if (fmpq_sgn(q) < 0)
        pool_demand(p, pool_relation(p, REL_NE, c));
    return r;
}

/* (c * u * v)^e: a whole or odd-rooted exponent goes to each factor; under an even root
 * only a positive number comes out. */
static expr power_of_product(struct pool *p, expr base, expr e)
{
    const fmpq *q = expr_number(p, e);
    size_t n = expr_count(p, base);
    struct exprs list = {0};
    expr c, rest, outer;

    if (!q)
        return raw_power(p, base, e);
    if (!expr_even_root(p, e)) {
        for (size_t i = 0; i < n; i++)
            exprs_push(p, &list, pool_power(p, expr_arg(p, base, i), e));
        return pool_mul_n(p, list.at, list.n);
    }
    expr_split(p, base, &c, &rest);
    if (c == p->one || c == p->minus_one)
        return raw_power(p, base, e);
    if (fmpq_sgn(expr_number(p, c)) < 0) {
        fmpq_t size;

        fmpq_init(size);
        fmpq_abs(size, expr_number(p, c));
        outer = pool_power(p, pool_number(p, size), e);
        fmpq_clear(size);
        return pool_mul(p, outer, raw_power(p, pool_neg(p, rest), e));
    }
    return pool_mul(p, pool_power(p, c, e), pool_power(p, rest, e));
}

/* 16^u is 2^(4u), and (1/16)^u is 16^(-u), so that powers of one number have one base. */
static expr power_of_whole(struct pool *p, expr base, expr e)
{
    unsigned long k;
    fmpz_t root;
    fmpq_t v;

    fmpz_init(root);
    fmpq_init(v);
    number_perfect_power(root, &k, fmpq_numref(expr_number(p, base)));
    if (k > 1) {
        base = pool_whole(p, root);
        e = pool_mul(p, pool_int(p, (long)k), e);
    }
    fmpq_clear(v);
    fmpz_clear(root);
    return raw_power(p, base, e);
}

/* (content * primitive)^n */
static expr power_of_number_sum(struct pool *p, expr base, expr e)
{
    fmpq_t content;
    expr power;

    fmpq_init(content);
    base = sum_primitive(p, base, content);
    power = raw_power(p, base, e);
    if (!fmpq_is_one(content)) {
        expr outer = pool_power(p, pool_number(p, content), e), args[2] = {outer, power};

        power = expr_number(p, outer)
                    ? outer == p->one ? power : pool_intern(p, EX_MUL, 0, args, 2)
                    : raw_power(p, pool_mul(p, pool_number(p, content), base), e);
    }
    fmpq_clear(content);
    return power;
}

expr pool_power(struct pool *p, expr base, expr e)
{
    const fmpq *q = expr_number(p, e), *b = expr_number(p, base);

    if (p->over)
        return p->zero;
    if (expr_is_int(p, e, 0)) {
        pool_demand(p, pool_domain(p, base));
        return p->one;
    }
    if (e == p->one)
        return base;
    if (base == p->one) {
        pool_demand(p, pool_domain(p, e));
        return p->one;
    }
    if (b && q)
        return number_radical(p, b, q, base, e);
    if (b && fmpq_is_zero(b) && power_at_zero(p, base, e) == p->truth)
        return p->zero;
    if (expr_is_func(p, base, FN_EXP))
        return pool_func(p, FN_EXP, pool_mul(p, expr_arg(p, base, 0), e));
    if (expr_kind(p, base) == EX_POWER && (q || !expr_number(p, expr_arg(p, base, 1)) ||
                                           expr_positive(p, expr_arg(p, base, 0))))
        return power_of_power(p, base, e);
    if (expr_kind(p, base) == EX_MUL)
        return power_of_product(p, base, e);
    if (b && !q && fmpq_sgn(b) > 0 && fmpz_cmp(fmpq_numref(b), fmpq_denref(b)) < 0)
        return pool_power(p, pool_power(p, base, p->minus_one), pool_neg(p, e));
    if (b && !q && fmpz_is_one(fmpq_denref(b)) && fmpz_cmp_ui(fmpq_numref(b), 3) > 0)
        return power_of_whole(p, base, e);
    if (q && sum_of_numbers(p, base) && fmpz_is_one(fmpq_denref(q)))
        return power_of_number_sum(p, base, e);
    if (q && expr_is_func(p, base, FN_ABS) && fmpz_is_even(fmpq_numref(q)))
        return pool_power(p, expr_arg(p, base, 0), e);
    if (q && fmpz_is_even(fmpq_numref(q)) && fmpz_is_one(fmpq_denref(q)) &&
        expr_looks_negative(p, base))
        return pool_power(p, pool_neg(p, base), e); /* (1 - x)^2 = (x - 1)^2 */
    return raw_power(p, base, e);
}

expr pool_sqrt(struct pool *p, expr u)
{
    return pool_power(p, u, p->half);
}
