/* form.c: is an answer, right in value, in the form that is asked for? (CHECKING C15)
 *
 * Forms are judged on what was typed, never on the pool, where 3^2 is 9. */
#include "algebra/algebra.h"
#include "course/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- same: equal but for order and grouping ---------------------------------------- */

/* Each tree gets a text in which sums and products are flattened, their parts sorted, and
 * signs pulled out in front:
 *
 *   -(x*y), x*(-y)   ->   -[* x y]          2 - 1, -1 + 2   ->   [+ -1 2]
 */
struct parts {
    struct arena *arena;
    size_t count, cap;
    const char **at;
};

static const char *shape(struct arena *a, const struct syntax *t, bool *negative);

static void add_part(struct parts *p, const char *text)
{
    if (p->count == p->cap) {
        p->at =
            arena_grow(p->arena, p->at, p->count, p->cap ? 2 * p->cap : 8, sizeof *p->at);
        p->cap = p->cap ? 2 * p->cap : 8;
    }
    p->at[p->count++] = text;
}

static const char *signed_shape(struct arena *a, const struct syntax *t, bool flip)
{
    bool negative;
    const char *text = shape(a, t, &negative);

    return negative != flip ? arena_printf(a, "-%s", text) : text;
}

static void add_terms(struct parts *p, const struct syntax *t, bool flip)
{
    if (t->kind == SYN_BINARY && (t->op == OP_ADD || t->op == OP_SUB)) {
        add_terms(p, t->child[0], flip);
        add_terms(p, t->child[1], flip != (t->op == OP_SUB));
    } else if (t->kind == SYN_PREFIX && (t->op == OP_MINUS || t->op == OP_PLUS)) {
        add_terms(p, t->child[0], flip != (t->op == OP_MINUS));
    } else {
        add_part(p, signed_shape(p->arena, t, flip));
    }
}

static void add_factors(struct parts *p, const struct syntax *t, bool *negative)
{
    bool minus = false;

    if (t->kind == SYN_BINARY && t->op == OP_MUL) {
        add_factors(p, t->child[0], negative);
        add_factors(p, t->child[1], negative);
    } else {
        add_part(p, shape(p->arena, t, &minus));
        *negative ^= minus;
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *join(struct parts *p, const char *head)
{
    struct str out = str_in(p->arena);

    if (p->count == 1)
        return p->at[0];
    qsort(p->at, p->count, sizeof *p->at, by_text);
    str_addf(&out, "[%s", head);
    for (size_t i = 0; i < p->count; i++)
        str_addf(&out, " %s", p->at[i]);
    str_addc(&out, ']');
    return out.text;
}

static const char *binary_shape(struct arena *a, const struct syntax *t, bool *negative)
{
    const struct syntax *l = t->child[0], *r = t->child[1];
    struct parts p = {.arena = a};
    bool left = false, right = false;
    const char *text;

    switch (t->op) {
    case OP_ADD:
    case OP_SUB: add_terms(&p, t, false); return join(&p, "+");
    case OP_MUL: add_factors(&p, t, negative); return join(&p, "*");
    case OP_DIV:
        text = shape(a, l, &left);
        text = arena_printf(a, "[/ %s %s]", text, shape(a, r, &right));
        *negative = left != right;
        return text;
    default: break;
    }
    if (t->op == OP_POWER && l->kind == SYN_CONSTANT && !strcmp(l->text, "e"))
        return arena_printf(a, "[exp %s]", signed_shape(a, r, false));
    return arena_printf(a, "[%s %s %s]", op_row(t->op)->plain, signed_shape(a, l, false),
                        signed_shape(a, r, false));
}

static const char *call_shape(struct arena *a, const struct syntax *t, const char *head)
{
    struct str out = str_in(a);

    str_addf(&out, "[%s", head);
    for (size_t i = 0; i < t->count; i++)
        str_addf(&out, " %s", signed_shape(a, t->child[i], false));
    str_addc(&out, ']');
    return out.text;
}

static const char *number_shape(struct arena *a, const struct syntax *t, bool *negative)
{
    char *digits;
    const char *text;
    fmpq_t size;

    *negative = fmpq_sgn(t->number) < 0;
    fmpq_init(size);
    fmpq_abs(size, t->number);
    digits = fmpq_get_str(NULL, 10, size);
    text = arena_strdup(a, digits);
    flint_free(digits);
    if (!strpbrk(t->text, ".eE") && !fmpz_is_one(fmpq_denref(size)))
        text = arena_printf(a, "[/ %.*s %s]", (int)strcspn(text, "/"), text,
                            strchr(text, '/') + 1);
    fmpq_clear(size);
    return text;
}

static const char *shape(struct arena *a, const struct syntax *t, bool *negative)
{
    const char *text;
    bool inner = false;

    *negative = false;
    switch (t->kind) {
    case SYN_NUMBER: return number_shape(a, t, negative);
    case SYN_NAME:
    case SYN_CONSTANT: return t->text;
    case SYN_PREFIX:
        text = shape(a, t->child[0], &inner);
        *negative = inner != (t->op == OP_MINUS);
        return text;
    case SYN_BINARY: return binary_shape(a, t, negative);
    case SYN_ABS: return call_shape(a, t, "abs");
    case SYN_CALL:
        return call_shape(a, t,
                          t->func >= 0 && t->func < FN_COUNT
                              ? func_row((enum func_id)t->func)->name
                              : t->text);
    default: return call_shape(a, t, "?");
    }
}

static bool is_same(struct arena *a, const struct syntax *key, const struct syntax *said)
{
    return strcmp(signed_shape(a, key, false), signed_shape(a, said, false)) == 0;
}

/* ---- factored ---------------------------------------------------------------- */

/* One irreducible polynomial without a whole number common to its coefficients. */
static bool is_prime_polynomial(const fmpq_poly_t q)
{
    fmpz_poly_factor_t factors;
    fmpz_poly_t p;
    fmpz_t content;
    bool good;

    fmpz_poly_init(p);
    fmpz_poly_factor_init(factors);
    fmpz_init(content);
    fmpq_poly_get_numerator(p, q);
    fmpz_poly_content(content, p);
    good = !fmpz_is_one(fmpq_poly_denref(q)) || fmpz_is_one(content);
    fmpz_poly_factor(factors, p);
    good = good && factors->num == 1 && factors->exp[0] == 1;
    fmpz_clear(content);
    fmpz_poly_factor_clear(factors);
    fmpz_poly_clear(p);
    return good;
}

static bool is_prime_factor(const struct search *s, const struct syntax *t)
{
    struct pool *p = s->pool;
    struct formula f;
    struct diag d;
    fmpq_poly_t poly;
    size_t n;
    expr *symbols;
    bool good;

    if (t->kind != SYN_BINARY || (t->op != OP_ADD && t->op != OP_SUB))
        return true;
    if (expr_build(p, t, &f, &d) != ST_OK)
        return false;
    symbols = expr_symbols(p, f.body, &n);
    if (n == 0)
        return false; /* a sum of numbers wants to be one */
    fmpq_poly_init(poly);
    good = n == 1 && algebra_poly(p, f.body, symbols[0], poly)
               ? is_prime_polynomial(poly)
               : algebra_common(p, f.body) == f.body;
    fmpq_poly_clear(poly);
    return good;
}

static bool is_factored(const struct search *s, const struct syntax *t)
{
    if (t->kind == SYN_PREFIX)
        return is_factored(s, t->child[0]);
    if (t->kind == SYN_BINARY && (t->op == OP_MUL || t->op == OP_DIV))
        return is_factored(s, t->child[0]) && is_factored(s, t->child[1]);
    if (t->kind == SYN_BINARY && t->op == OP_POWER)
        return is_prime_factor(s, t->child[0]);
    return is_prime_factor(s, t);
}

/* ---- expanded ---------------------------------------------------------------- */

static bool is_sum(const struct syntax *t)
{
    if (t->kind == SYN_PREFIX)
        return is_sum(t->child[0]);
    return t->kind == SYN_BINARY && (t->op == OP_ADD || t->op == OP_SUB);
}

static bool is_expanded(const struct syntax *t)
{
    if (t->kind == SYN_BINARY && (t->op == OP_MUL || t->op == OP_DIV) &&
        (is_sum(t->child[0]) || (t->op == OP_MUL && is_sum(t->child[1]))))
        return false;
    if (t->kind == SYN_BINARY && t->op == OP_POWER && is_sum(t->child[0]) &&
        t->child[1]->kind == SYN_NUMBER)
        return false;
    if (t->kind == SYN_CALL)
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (!is_expanded(t->child[i]))
            return false;
    return true;
}

/* ---- fractions --------------------------------------------------------------- */

static const struct syntax *without_sign(const struct syntax *t, int *signs)
{
    while (t->kind == SYN_PREFIX) {
        *signs += t->op == OP_MINUS;
        t = t->child[0];
    }
    return t;
}

/* The whole factor of a product: 6 of 6*sqrt(2); 1 if there is none. */
static void whole_factor(fmpz_t r, const struct syntax *t)
{
    int signs = 0;
    fmpz_t other;

    t = without_sign(t, &signs);
    fmpz_one(r);
    if (t->kind == SYN_NUMBER && fmpz_is_one(fmpq_denref(t->number)))
        fmpz_abs(r, fmpq_numref(t->number));
    if (t->kind != SYN_BINARY || t->op != OP_MUL)
        return;
    fmpz_init(other);
    whole_factor(r, t->child[0]);
    whole_factor(other, t->child[1]);
    fmpz_mul(r, r, other);
    fmpz_clear(other);
}

static bool shares_factor(const struct syntax *num, const struct syntax *den)
{
    fmpz_t a, b;
    bool shared;

    fmpz_init(a);
    fmpz_init(b);
    whole_factor(a, num);
    whole_factor(b, den);
    fmpz_gcd(a, a, b);
    shared = !fmpz_is_one(a) || fmpz_is_one(b);
    shared = shared && den->kind != SYN_NAME;
    if (den->kind == SYN_BINARY || den->kind == SYN_CALL)
        shared = !fmpz_is_one(a);
    fmpz_clear(b);
    fmpz_clear(a);
    return shared;
}

/* Every fraction reduced, with one sign at most. A decimal is no fraction. */
static bool is_lowest(const struct syntax *t)
{
    int signs = 0;
    const struct syntax *u = without_sign(t, &signs);

    if (u->kind == SYN_NUMBER)
        return signs <= 1 && !strpbrk(u->text, ".eE");
    if (u->kind == SYN_BINARY && u->op == OP_DIV) {
        const struct syntax *num = without_sign(u->child[0], &signs);
        const struct syntax *den = without_sign(u->child[1], &signs);

        if (signs > 1 || shares_factor(num, den))
            return false;
        return is_lowest(num) && is_lowest(den);
    }
    for (size_t i = 0; i < u->count; i++)
        if (!is_lowest(u->child[i]))
            return false;
    return true;
}

static bool has_radical(const struct syntax *t)
{
    bool root = t->kind == SYN_CALL && (t->func == FN_SQRT || t->func == FN_CBRT ||
                                        (t->text && !strcmp(t->text, "root")));
    bool power =
        t->kind == SYN_BINARY && t->op == OP_POWER && t->child[1]->kind != SYN_NUMBER;

    if (root || power)
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (has_radical(t->child[i]))
            return true;
    return false;
}

static bool is_negative_power(const struct syntax *t)
{
    return t->kind == SYN_BINARY && t->op == OP_POWER &&
           (t->child[1]->kind == SYN_PREFIX ||
            (t->child[1]->kind == SYN_NUMBER && fmpq_sgn(t->child[1]->number) < 0));
}

static bool is_rationalised(const struct syntax *t)
{
    if (t->kind == SYN_BINARY && t->op == OP_DIV && has_radical(t->child[1]))
        return false;
    if (is_negative_power(t))
        return false;
    for (size_t i = 0; i < t->count; i++)
        if (!is_rationalised(t->child[i]))
            return false;
    return true;
}

static bool has_fraction(const struct syntax *t)
{
    if ((t->kind == SYN_BINARY && t->op == OP_DIV) || is_negative_power(t))
        return true;
    if (t->kind == SYN_CALL)
        return false;
    for (size_t i = 0; i < t->count; i++)
        if (has_fraction(t->child[i]))
            return true;
    return false;
}

static bool is_single_fraction(const struct syntax *t)
{
    int signs = 0;

    t = without_sign(t, &signs);
    if (t->kind == SYN_BINARY && t->op == OP_DIV)
        return !has_fraction(t->child[0]) && !has_fraction(t->child[1]);
    return !has_fraction(t);
}

/* ---- public ------------------------------------------------------------------ */

bool form_holds(const struct search *s, enum form form, struct syntax *key,
                struct syntax *said)
{
    if (!said)
        return true;
    switch (form) {
    case FORM_ANY: return true;
    case FORM_SAME: return !key || is_same(pool_arena(s->pool), key, said);
    case FORM_FACTORED: return is_factored(s, said);
    case FORM_EXPANDED: return is_expanded(said);
    case FORM_LOWEST: return is_lowest(said);
    case FORM_RATIONALISED: return is_lowest(said) && is_rationalised(said);
    case FORM_SINGLE_FRACTION: return is_single_fraction(said);
    }
    return true;
}

/* ---- products without a sign ------------------------------------------------------- */

/* What follows l joins the last denominator or exponent in it: 1/2 and x make 1/(2x). */
static struct syntax *attach(struct arena *a, struct syntax *l, struct syntax *r)
{
    if (l->grouped || l->kind == SYN_NUMBER)
        return syntax_binary(a, OP_MUL, l, r);
    if (l->kind == SYN_PREFIX)
        return syntax_prefix(a, l->op, attach(a, l->child[0], r));
    if (l->kind != SYN_BINARY)
        return syntax_binary(a, OP_MUL, l, r);
    switch (l->op) {
    case OP_DIV: return syntax_binary(a, OP_DIV, l->child[0], attach(a, l->child[1], r));
    case OP_MUL: return syntax_binary(a, OP_MUL, l->child[0], attach(a, l->child[1], r));
    case OP_POWER: {
        struct syntax *exponent = l->child[1];

        if (exponent->grouped || exponent->kind != SYN_NUMBER)
            break;
        return syntax_binary(a, OP_POWER, l->child[0],
                             syntax_binary(a, OP_MUL, exponent, r));
    }
    default: break;
    }
    return syntax_binary(a, OP_MUL, l, r);
}

struct syntax *tight_reading(struct arena *a, struct syntax *t)
{
    struct syntax *copy;

    if (t->kind == SYN_BINARY && t->op == OP_MUL && t->implied) {
        copy = attach(a, tight_reading(a, t->child[0]), tight_reading(a, t->child[1]));
        copy->grouped = t->grouped;
        return copy;
    }
    copy = arena_alloc(a, sizeof *copy);
    *copy = *t;
    copy->child = arena_array(a, t->count + 1, sizeof *copy->child);
    for (size_t i = 0; i < t->count; i++)
        copy->child[i] = tight_reading(a, t->child[i]);
    return copy;
}
