/* lawask.c: questions about a tree: does it move, what are its factors, is it known? */
#include "algebra/working.h"

#include <string.h>

enum { UNKNOWN = 1000000 };

/* ---- kinds ------------------------------------------------------------------- */

bool law_is_binary(const struct syntax *s, enum op op)
{
    return s->kind == SYN_BINARY && s->op == op;
}

bool law_is_sum(const struct syntax *s)
{
    return law_is_binary(s, OP_ADD) || law_is_binary(s, OP_SUB);
}

/* A form of calls.def by its name; elementary functions are no such. */
bool law_is_call(const struct syntax *s, const char *name)
{
    return s->kind == SYN_CALL && s->func >= FN_COUNT && !strcmp(s->text, name);
}

bool law_is_function(const struct syntax *s)
{
    return (s->kind == SYN_CALL && s->func >= 0 && s->func < FN_COUNT) ||
           (s->kind == SYN_ABS && s->count == 1);
}

bool law_is_variable(const struct lawbook *lb, const struct syntax *s)
{
    if (s->kind == SYN_INDEX && s->text) {
        struct str name = str_in(lb->arena);

        syntax_print(&name, s, NOTE_PLAIN);
        return !strcmp(name.text, lb->variable);
    }
    return s->kind == SYN_NAME && !strcmp(s->text, lb->variable);
}

/* ---- what is known of a node is kept --------------------------------------------- */

struct law_fact {
    const struct syntax *of;
    bool moves, moves_known, monomial_known;
    struct syntax *exponent;
    unsigned weight; /* 0: not asked yet */
};

static struct law_fact *slot(struct law_fact *facts, size_t cap, const struct syntax *s)
{
    size_t at = (size_t)((uintptr_t)s / 16 * 0x9E3779B97F4A7C15u) & (cap - 1);

    while (facts[at].of && facts[at].of != s)
        at = (at + 1) & (cap - 1);
    return &facts[at];
}

static void make_room(struct lawbook *lb)
{
    size_t cap = lb->fact_cap ? 2 * lb->fact_cap : 64;
    struct law_fact *facts;

    if (2 * lb->fact_count < lb->fact_cap)
        return;
    facts = arena_array(lb->arena, cap, sizeof *facts);
    for (size_t i = 0; i < lb->fact_cap; i++)
        if (lb->facts[i].of)
            *slot(facts, cap, lb->facts[i].of) = lb->facts[i];
    lb->facts = facts;
    lb->fact_cap = cap;
}

/* The place of a node's facts, good until the next question. */
static struct law_fact *fact_of(struct lawbook *lb, const struct syntax *s)
{
    struct law_fact *fact;

    make_room(lb);
    fact = slot(lb->facts, lb->fact_cap, s);
    if (!fact->of) {
        fact->of = s;
        lb->fact_count++;
    }
    return fact;
}

/* ---- does it move? ------------------------------------------------------------------ */

/* x[i] for a variable x[1]: it may be that one. */
static bool may_be_variable(const struct lawbook *lb, const struct syntax *s)
{
    size_t n = s->kind == SYN_INDEX && s->text ? strlen(s->text) : 0;

    return n && !strncmp(lb->variable, s->text, n) && lb->variable[n] == '[' &&
           s->child[0]->kind != SYN_NUMBER;
}

/* The index of a sum hides a variable of its name. */
static bool moves(struct lawbook *lb, const struct syntax *s)
{
    bool range = law_is_call(s, "sum") || law_is_call(s, "prod");

    if (law_is_variable(lb, s) || may_be_variable(lb, s))
        return true;
    for (size_t i = range; i < s->count; i++) {
        if (range && i == 3 && law_is_variable(lb, s->child[0]))
            return false;
        if (law_varies(lb, s->child[i]))
            return true;
    }
    return false;
}

bool law_varies(struct lawbook *lb, const struct syntax *s)
{
    struct law_fact *fact = fact_of(lb, s);
    bool answer;

    if (fact->moves_known)
        return fact->moves;
    answer = moves(lb, s);
    fact = fact_of(lb, s);
    fact->moves_known = true;
    return fact->moves = answer;
}

expr law_meaning(struct lawbook *lb, const struct syntax *s)
{
    struct formula f = {0};
    struct diag d = {0};

    return expr_build(lb->pool, s, &f, &d) == ST_OK ? f.body : EXPR_NONE;
}

/* ---- factors ------------------------------------------------------------------------ */

void law_add_factor(struct lawbook *lb, struct factors *list, struct syntax *s)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? 2 * list->cap : 8;
        list->at =
            arena_grow(lb->arena, list->at, list->count, list->cap, sizeof *list->at);
    }
    list->at[list->count++] = s;
}

/* What a chain of products multiplies, first to last. */
struct factors law_factors(struct lawbook *lb, struct syntax *s)
{
    struct factors list = {0};

    for (; law_is_binary(s, OP_MUL); s = s->child[0])
        law_add_factor(lb, &list, s->child[1]);
    law_add_factor(lb, &list, s);
    for (size_t i = 0; i < list.count / 2; i++) {
        struct syntax *t = list.at[i];

        list.at[i] = list.at[list.count - 1 - i];
        list.at[list.count - 1 - i] = t;
    }
    return list;
}

static struct syntax *product_of(struct lawbook *lb, const struct factors *list)
{
    struct syntax *s = NULL;

    for (size_t i = 0; i < list->count; i++)
        s = s ? syntax_binary(lb->arena, OP_MUL, s, list->at[i]) : list->at[i];
    return s ? s : form_int(lb->arena, 1);
}

/* s = constant * moving; false if nothing in front can be set apart. */
bool law_split(struct lawbook *lb, struct syntax *s, struct syntax **constant,
               struct syntax **moving)
{
    struct factors all, still = {0}, rest = {0};

    if (!law_is_binary(s, OP_MUL))
        return false;
    all = law_factors(lb, s);
    for (size_t i = 0; i < all.count; i++)
        law_add_factor(lb, law_varies(lb, all.at[i]) ? &rest : &still, all.at[i]);
    *constant = product_of(lb, &still);
    *moving = product_of(lb, &rest);
    return still.count > 0 && rest.count > 0;
}

/* ---- what is known by heart ---------------------------------------------------------- */

static struct syntax *monomial(struct lawbook *lb, struct syntax *s)
{
    struct syntax *c, *rest, *n;

    if (law_is_variable(lb, s))
        return form_int(lb->arena, 1);
    if (s->kind == SYN_PREFIX)
        return law_monomial(lb, s->child[0]);
    if (law_split(lb, s, &c, &rest))
        return law_monomial(lb, rest);
    if (law_is_binary(s, OP_POWER))
        return law_is_variable(lb, s->child[0]) && !law_varies(lb, s->child[1])
                   ? s->child[1]
                   : NULL;
    if (!law_is_binary(s, OP_DIV))
        return NULL;
    if (!law_varies(lb, s->child[1]))
        return law_monomial(lb, s->child[0]);
    if (law_varies(lb, s->child[0]))
        return NULL;
    n = law_monomial(lb, s->child[1]);
    return n ? form_negative(lb->arena, n) : NULL;
}

struct syntax *law_monomial(struct lawbook *lb, struct syntax *s)
{
    struct law_fact *fact = fact_of(lb, s);
    struct syntax *n;

    if (fact->monomial_known)
        return fact->exponent;
    n = monomial(lb, s);
    fact = fact_of(lb, s);
    fact->monomial_known = true;
    return fact->exponent = n;
}

static unsigned weight(struct lawbook *lb, struct syntax *s)
{
    struct syntax *c, *rest;
    unsigned sum = 0;

    if (!law_varies(lb, s))
        return 0;
    if (law_monomial(lb, s))
        return 1;
    if (s->kind == SYN_PREFIX)
        return law_weight(lb, s->child[0]);
    if (law_split(lb, s, &c, &rest))
        return law_weight(lb, rest);
    if (law_is_binary(s, OP_DIV) && !law_varies(lb, s->child[1]))
        return law_weight(lb, s->child[0]);
    if (law_is_function(s))
        return law_is_variable(lb, s->child[0]) ? 1 : UNKNOWN;
    if (law_is_binary(s, OP_POWER))
        return !law_varies(lb, s->child[0]) && law_is_variable(lb, s->child[1]) ? 1
                                                                                : UNKNOWN;
    if (!law_is_sum(s))
        return UNKNOWN;
    for (; law_is_sum(s) && sum < UNKNOWN; s = s->child[0])
        sum += law_weight(lb, s->child[1]);
    return sum < UNKNOWN ? sum + law_weight(lb, s) : UNKNOWN;
}

unsigned law_weight(struct lawbook *lb, struct syntax *s)
{
    struct law_fact *fact = fact_of(lb, s);
    unsigned answer;

    if (fact->weight)
        return fact->weight - 1;
    answer = weight(lb, s);
    fact_of(lb, s)->weight = answer + 1;
    return answer;
}
