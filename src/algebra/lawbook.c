/* lawbook.c: the table of laws, and which of them fits a tree. */
#include "algebra/working.h"

#include <string.h>

static const struct law laws[] = {
#define LAW(id, rule, letters, says, pattern, result) \
    {rule, letters, says, pattern, result},
#include "algebra/laws.def"
#undef LAW
};

const struct law *law_row(enum law_id id)
{
    return &laws[id];
}

void law_set(struct law_use *use, enum law_id law, const char *first, struct syntax *u,
             const char *second, struct syntax *v)
{
    use->law = law;
    use->part[0] = (struct law_part){first, u};
    use->part[1] = (struct law_part){second, v};
    use->count = second ? 2 : 1;
}

static void add_part(struct law_use *use, const char *letter, struct syntax *is)
{
    use->part[use->count++] = (struct law_part){letter, is};
}

/* ---- operators ------------------------------------------------------------------- */

/* 1/2 and -3 as the numbers they are. */
static struct syntax *as_number(struct lawbook *lb, struct syntax *s)
{
    expr e = s->kind == SYN_NUMBER ? EXPR_NONE : law_meaning(lb, s);
    const fmpq *q = e == EXPR_NONE ? NULL : expr_number(lb->pool, e);

    return q ? syntax_number(lb->arena, q, s->at) : s;
}

static void find_power(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    struct syntax *u = s->child[0], *v = s->child[1];

    if (!law_varies(lb, v))
        law_set(use, LAW_POWER, "u", u, "n", as_number(lb, v));
    else if (u->kind == SYN_CONSTANT && !strcmp(u->text, "e"))
        law_set(use, LAW_NATURAL, "u", v, NULL, NULL);
    else if (!law_varies(lb, u))
        law_set(use, LAW_EXPONENTIAL, "a", u, "u", v);
    else
        law_set(use, LAW_TOWER, "u", u, "v", v);
}

static void find_fraction(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    struct syntax *u = s->child[0], *v = s->child[1];

    if (law_varies(lb, u)) {
        law_set(use, LAW_QUOTIENT, "u", u, "v", v);
    } else if (law_is_binary(v, OP_POWER) && v->child[1]->kind == SYN_NUMBER) {
        law_set(use, LAW_INVERSE, "c", u, "u", v->child[0]);
        add_part(use, "n", v->child[1]);
    } else if (v->kind == SYN_CALL && v->func == FN_SQRT) {
        law_set(use, LAW_UNDER_ROOT, "c", u, "u", v->child[0]);
    } else {
        law_set(use, LAW_RECIPROCAL, "c", u, "v", v);
    }
}

static void find_product(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    struct factors f = law_factors(lb, s);

    use->law = LAW_PRODUCTS;
    if (f.count > 3)
        return;
    law_set(use, f.count == 3 ? LAW_PRODUCT3 : LAW_PRODUCT, "u", f.at[0], "v", f.at[1]);
    if (f.count == 3)
        add_part(use, "w", f.at[2]);
}

/* ---- calls ----------------------------------------------------------------------- */

/* max(a, b, c) is max(max(a, b), c). */
static void find_extreme(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    struct syntax *u = s->child[0];

    if (s->count > 2)
        u = syntax_call(lb->arena, s->func, s->text, s->count - 1, s->child);
    law_set(use, law_is_call(s, "max") ? LAW_LARGER : LAW_SMALLER, "u", u, "v",
            s->child[s->count - 1]);
}

/* Under a sum sign where the index may stay a letter; else it is written out. */
static void find_range(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    bool fixed = !strchr(lb->variable, '[') && !law_varies(lb, s->child[1]) &&
                 !law_varies(lb, s->child[2]);

    use->law = law_is_call(s, "sum") && fixed && law_meaning(lb, s->child[3]) != EXPR_NONE
                   ? LAW_RANGE
                   : LAW_WRITTEN;
}

static void find_call(struct lawbook *lb, struct syntax *s, struct law_use *use)
{
    use->law = LAW_ENGINE;
    if (law_is_function(s))
        law_set(use, LAW_FUNCTION, "u", s->child[0], NULL, NULL);
    else if (law_is_call(s, "root"))
        law_set(use, LAW_ROOT, "u", s->child[0], "n", s->child[1]);
    else if (law_is_call(s, "log"))
        law_set(use, LAW_LOGARITHM, "u", s->child[0], "a", s->child[1]);
    else if ((law_is_call(s, "max") || law_is_call(s, "min")) && s->count > 1)
        find_extreme(lb, s, use);
    else if (law_is_call(s, "if") || law_is_call(s, "piecewise"))
        use->law = LAW_PIECES;
    else if (law_is_call(s, "sum") || law_is_call(s, "prod"))
        find_range(lb, s, use);
}

struct law_use law_find(struct lawbook *lb, struct syntax *s)
{
    struct law_use use = {.law = LAW_ENGINE};

    if (!law_varies(lb, s))
        law_set(&use, LAW_CONSTANT, "c", s, NULL, NULL);
    else if (law_is_variable(lb, s))
        law_set(&use, LAW_VARIABLE, "u", s, NULL, NULL);
    else if (law_is_sum(s))
        use.law = LAW_SUM;
    else if (law_is_binary(s, OP_MUL))
        find_product(lb, s, &use);
    else if (law_is_binary(s, OP_DIV))
        find_fraction(lb, s, &use);
    else if (law_is_binary(s, OP_POWER))
        find_power(lb, s, &use);
    else if (s->kind == SYN_CALL || s->kind == SYN_ABS)
        find_call(lb, s, &use);
    return use;
}
