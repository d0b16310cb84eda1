/* lawrules.c: what a law makes of a tree.
 *
 * Signs and constant factors are carried along without a word; what a learner knows by
 * heart (x^n, sin x, short sums of such) is differentiated at once; the rest is left as a
 * derivative not yet taken, one idea a line. */
#include "algebra/working.h"

#include <string.h>

enum { KNOWN_BY_HEART = 3, WRITTEN_SIZE = 300 };

static struct syntax *apply(struct lawbook *lb, struct syntax *s, struct step *out);

/* ---- from a part to its derivative -------------------------------------------------- */

typedef struct syntax *core_rule(struct lawbook *lb, struct syntax *s, struct step *out);

static void keep_factor(struct step *out)
{
    if (out)
        out->remark = "constant factors stay";
}

/* Through signs and constant factors to what is differentiated. */
static struct syntax *through(struct lawbook *lb, struct syntax *s, core_rule *core,
                              struct step *out)
{
    struct syntax *c, *rest;

    if (!law_varies(lb, s) || law_monomial(lb, s))
        return core(lb, s, out);
    if (s->kind == SYN_PREFIX) {
        rest = through(lb, s->child[0], core, out);
        return rest && s->op == OP_MINUS ? form_negative(lb->arena, rest) : rest;
    }
    if (law_split(lb, s, &c, &rest)) {
        keep_factor(out);
        rest = through(lb, rest, core, out);
        return rest ? form_join(lb->arena, OP_MUL, c, rest) : NULL;
    }
    if (law_is_binary(s, OP_DIV) && !law_varies(lb, s->child[1])) {
        keep_factor(out);
        rest = through(lb, s->child[0], core, out);
        return rest ? form_join(lb->arena, OP_DIV, rest, s->child[1]) : NULL;
    }
    return core(lb, s, out);
}

static struct syntax *known_or_pending(struct lawbook *lb, struct syntax *s,
                                       struct step *out)
{
    struct syntax *known = law_weight(lb, s) <= KNOWN_BY_HEART ? apply(lb, s, out) : NULL;

    return known ? known : syntax_derivative(lb->arena, lb->variable, s);
}

struct syntax *law_derivative(struct lawbook *lb, struct syntax *s)
{
    return through(lb, s, known_or_pending, NULL);
}

struct syntax *law_engine(struct lawbook *lb, const struct syntax *s)
{
    struct formula f = {law_meaning(lb, s), pool_true(lb->pool)}, df;
    struct diag d = {0};

    if (f.body == EXPR_NONE || algebra_derive(lb->pool, &f, lb->x, &df, &d) != ST_OK)
        return NULL;
    return expr_show(lb->pool, df.body, lb->arena);
}

/* ---- laws with as many parts as there are -------------------------------------------- */

/* The terms of a sum, first to last. */
static struct syntax *sum_rule(struct lawbook *lb, struct syntax *s)
{
    struct factors chain = {0};
    struct syntax *sum;

    for (; law_is_sum(s); s = s->child[0])
        law_add_factor(lb, &chain, s);
    sum = law_derivative(lb, s);
    for (size_t i = chain.count; i-- > 0;)
        sum = form_join(lb->arena, chain.at[i]->op, sum,
                        law_derivative(lb, chain.at[i]->child[1]));
    return sum;
}

static struct syntax *product_rule(struct lawbook *lb, struct syntax *s)
{
    struct factors f = law_factors(lb, s);
    struct syntax *sum = form_int(lb->arena, 0);

    for (size_t i = 0; i < f.count; i++) {
        struct syntax *term = form_int(lb->arena, 1);

        for (size_t j = 0; j < f.count; j++)
            term = form_join(lb->arena, OP_MUL, term,
                             i == j ? law_derivative(lb, f.at[j]) : f.at[j]);
        sum = form_join(lb->arena, OP_ADD, sum, term);
    }
    return sum;
}

/* A copy whose children from number `from` on are differentiated. */
static struct syntax *inside(struct lawbook *lb, struct syntax *s, size_t from)
{
    struct syntax **child = arena_array(lb->arena, s->count, sizeof *child);

    for (size_t i = 0; i < s->count; i++)
        child[i] = i >= from ? law_derivative(lb, s->child[i]) : s->child[i];
    return form_with(lb->arena, s, child);
}

static struct syntax *pieces_rule(struct lawbook *lb, struct syntax *s)
{
    struct syntax **child = arena_array(lb->arena, s->count, sizeof *child);

    if (law_is_call(s, "if"))
        return inside(lb, s, 1);
    for (size_t i = 0; i < s->count; i++)
        child[i] = s->child[i]->kind == SYN_PAIR ? inside(lb, s->child[i], 1)
                                                 : law_derivative(lb, s->child[i]);
    return form_with(lb->arena, s, child);
}

static bool has_range(const struct syntax *s)
{
    bool found = law_is_call(s, "sum") || law_is_call(s, "prod");

    for (size_t i = 0; i < s->count && !found; i++)
        found = has_range(s->child[i]);
    return found;
}

/* A product or sum over numbers, term by term. */
static struct syntax *written_rule(struct lawbook *lb, struct syntax *s)
{
    expr e = law_meaning(lb, s);
    struct syntax *shown = e == EXPR_NONE ? NULL : expr_show(lb->pool, e, lb->arena);

    if (!shown || has_range(shown) || form_size(shown, WRITTEN_SIZE) >= WRITTEN_SIZE)
        return law_engine(lb, s);
    return law_derivative(lb, shown);
}

/* ---- functions ------------------------------------------------------------------------ */

/* A quotient 1/w, with or without a sign, times u' is written on one bar. */
static struct syntax *times(struct lawbook *lb, struct syntax *outer, struct syntax *du)
{
    struct arena *a = lb->arena;

    if (outer->kind == SYN_PREFIX && outer->op == OP_MINUS)
        return form_negative(a, times(lb, outer->child[0], du));
    if (law_is_binary(outer, OP_DIV) && form_is_int(outer->child[0], 1))
        return form_join(a, OP_DIV, du, outer->child[1]);
    return form_join(a, OP_MUL, outer, du);
}

/* The law of the function's row: sin(u), and cos(u)*du; false if it has none. */
static bool function_law(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    struct syntax **child = arena_array(lb->arena, 1, sizeof *child), *outer;
    struct lawbook of_u = *lb;

    child[0] = form_name(lb->arena, "u");
    use->pattern = form_with(lb->arena, s, child);
    of_u.x = pool_symbol(lb->pool, "u");
    outer = law_engine(&of_u, use->pattern);
    if (outer)
        use->result = times(lb, outer, form_name(lb->arena, "du"));
    return outer != NULL;
}

/* Where the function of the row has a slope, if that is less than its domain. */
static void smooth_remark(struct lawbook *lb, const struct syntax *s, struct step *out)
{
    enum func_id f = s->kind == SYN_ABS ? FN_ABS : (enum func_id)s->func;
    expr u = law_meaning(lb, s->child[0]), smooth;

    if (u == EXPR_NONE || !func_row(f)->smooth)
        return;
    smooth = pool_rule(lb->pool, f, RULE_SMOOTH, u);
    out->where = expr_show(lb->pool, smooth, lb->arena);
}

/* ---- telling -------------------------------------------------------------------------- */

static void read_law(struct lawbook *lb, struct law_use *use)
{
    const struct law *row = law_row(use->law);

    if (row->pattern) {
        use->pattern = form_read(lb->arena, row->pattern);
        use->result = form_read(lb->arena, row->result);
    }
}

/* A sum with a power of x in it comes with the power rule. */
static void tell_sum(struct lawbook *lb, struct syntax *s, struct step *out)
{
    struct law_use power = {.law = LAW_POWER}, use = {.law = LAW_SUM};
    bool found = false;

    for (; law_is_sum(s) && !found; s = s->child[0]) {
        struct syntax *n = law_monomial(lb, s->child[1]),
                      *first = law_monomial(lb, s->child[0]);

        found = (n && !form_is_int(n, 1)) || (first && !form_is_int(first, 1));
    }
    if (found) {
        law_set(&power, LAW_POWER, "u", form_name(lb->arena, lb->variable), "n",
                form_name(lb->arena, "n"));
        read_law(lb, &power);
        use.pattern = power.pattern;
        use.result = power.result;
        use.count = power.count;
        memcpy(use.part, power.part, sizeof use.part);
    }
    law_tell(lb, &use, out);
    out->letter_count = 0;
}

/* c*x^n at once: n times it, one x less. */
static struct syntax *monomial_slope(struct lawbook *lb, const struct syntax *s,
                                     const struct syntax *n)
{
    struct pool *p = lb->pool;
    expr account = pool_take_demands(p), e = law_meaning(lb, s),
         times = law_meaning(lb, n);
    expr d = pool_mul(p, times, pool_div(p, e, lb->x));

    pool_swap_demands(p, account);
    return expr_show(p, d, lb->arena);
}

static struct syntax *monomial_rule(struct lawbook *lb, struct syntax *s,
                                    struct syntax *n, struct step *out)
{
    struct syntax *x = form_name(lb->arena, lb->variable), *d = monomial_slope(lb, s, n);
    struct law_use use;

    if (!out)
        return d;
    law_set(&use, LAW_VARIABLE, "u", x, NULL, NULL);
    if (!form_is_int(n, 1))
        law_set(&use, LAW_POWER, "u", x, "n", n);
    else if (!law_is_variable(lb, s))
        law_set(&use, LAW_LINEAR, "u", x, "c", d);
    read_law(lb, &use);
    law_tell(lb, &use, out);
    return d;
}

/* ---- using it -------------------------------------------------------------------------- */

static void bind(struct binding *b, size_t *n, const char *letter, struct syntax *is)
{
    b[(*n)++] = (struct binding){letter, is};
}

/* The result of a law with the parts in place; the derivative of what moves is taken or
 * left standing. */
static struct syntax *fill_law(struct lawbook *lb, const struct law_use *use)
{
    struct binding b[2 * LAW_PARTS + 1];
    bool rewrites = use->law >= LAW_ROOT;
    struct syntax *s;
    size_t n = 0;

    for (size_t i = 0; i < use->count; i++)
        bind(b, &n, use->part[i].letter, use->part[i].is);
    if (use->law == LAW_TOWER) {
        s = form_fill(lb->arena, form_read(lb->arena, "v*ln(u)"), b, n);
        bind(b, &n, "dw", law_derivative(lb, s));
    }
    for (size_t i = 0; i < use->count && !rewrites && use->law != LAW_TOWER; i++)
        if (strchr("uvw", *use->part[i].letter))
            bind(b, &n, arena_printf(lb->arena, "d%s", use->part[i].letter),
                 law_derivative(lb, use->part[i].is));
    s = form_fill(lb->arena, use->result, b, n);
    return rewrites ? law_derivative(lb, s) : s;
}

/* The law for s, used; NULL if there is none. Tells about it if out is not NULL. */
static struct syntax *apply(struct lawbook *lb, struct syntax *s, struct step *out)
{
    struct syntax *n = law_varies(lb, s) ? law_monomial(lb, s) : NULL;
    struct law_use use;

    if (n)
        return monomial_rule(lb, s, n, out);
    use = law_find(lb, s);
    if (use.law == LAW_FUNCTION && !function_law(lb, s, &use))
        return NULL;
    read_law(lb, &use);
    if (out && use.law == LAW_SUM)
        tell_sum(lb, s, out);
    else if (out)
        law_tell(lb, &use, out);
    if (out && use.law == LAW_FUNCTION)
        smooth_remark(lb, s, out);
    switch (use.law) {
    case LAW_SUM: return sum_rule(lb, s);
    case LAW_PRODUCTS: return product_rule(lb, s);
    case LAW_RANGE: return inside(lb, s, 3);
    case LAW_PIECES: return pieces_rule(lb, s);
    case LAW_WRITTEN: return written_rule(lb, s);
    case LAW_ENGINE: return law_engine(lb, s);
    default: return fill_law(lb, &use);
    }
}

void law_apply(struct lawbook *lb, struct syntax *s, struct step *out)
{
    out->of = s;
    out->result = through(lb, s, apply, out);
}

size_t law_copies(struct lawbook *lb, struct syntax *s)
{
    return s->kind == SYN_PREFIX ? law_copies(lb, s->child[0])
                                 : 2 + law_factors(lb, s).count;
}
