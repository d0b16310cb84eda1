/* stepform.c: joining trees as a hand does: no zero terms, no factors one, one sign.
 *
 * What a learner would call the same line stays one line: u' 1 + u 0 is written u'. */
#include "algebra/working.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_ALIKE = 2000 };

struct syntax *form_int(struct arena *a, long v)
{
    struct syntax *s;
    fmpq_t q;

    fmpq_init(q);
    fmpq_set_si(q, v, 1);
    s = syntax_number(a, q, (struct span){0, 0});
    fmpq_clear(q);
    return s;
}

bool form_is_int(const struct syntax *s, long v)
{
    return s->kind == SYN_NUMBER && fmpz_is_one(fmpq_denref(s->number)) &&
           fmpz_equal_si(fmpq_numref(s->number), v);
}

struct syntax *form_name(struct arena *a, const char *name)
{
    return syntax_name(a, name, (struct span){0, 0});
}

/* ---- signs --------------------------------------------------------------------- */

static bool is_negative(const struct syntax *s)
{
    return (s->kind == SYN_PREFIX && s->op == OP_MINUS) ||
           (s->kind == SYN_NUMBER && fmpq_sgn(s->number) < 0);
}

static struct syntax *number_negated(struct arena *a, const struct syntax *u)
{
    struct syntax *s;
    fmpq_t q;

    fmpq_init(q);
    fmpq_neg(q, u->number);
    s = syntax_number(a, q, u->at);
    fmpq_clear(q);
    return s;
}

struct syntax *form_negative(struct arena *a, struct syntax *u)
{
    if (u->kind == SYN_PREFIX && u->op == OP_MINUS)
        return u->child[0];
    if (u->kind == SYN_NUMBER)
        return number_negated(a, u);
    return syntax_prefix(a, OP_MINUS, u);
}

/* ---- operators ------------------------------------------------------------------ */

/* 5 - 1 in an exponent, 3 + 2 of two linear terms: done in the head. */
static struct syntax *two_numbers(struct arena *a, enum op op, const struct syntax *l,
                                  const struct syntax *r)
{
    struct syntax *s;
    fmpq_t q;

    fmpq_init(q);
    if (op == OP_ADD)
        fmpq_add(q, l->number, r->number);
    else
        fmpq_sub(q, l->number, r->number);
    s = syntax_number(a, q, l->at);
    fmpq_clear(q);
    return s;
}

static struct syntax *join_sum(struct arena *a, enum op op, struct syntax *l,
                               struct syntax *r)
{
    if (l->kind == SYN_NUMBER && r->kind == SYN_NUMBER)
        return two_numbers(a, op, l, r);
    if (form_is_int(r, 0))
        return l;
    if (form_is_int(l, 0))
        return op == OP_ADD ? r : form_negative(a, r);
    if (is_negative(r))
        return syntax_binary(a, op == OP_ADD ? OP_SUB : OP_ADD, l, form_negative(a, r));
    return syntax_binary(a, op, l, r);
}

static struct syntax *join_product(struct arena *a, struct syntax *l, struct syntax *r)
{
    if (form_is_int(l, 0) || form_is_int(r, 1))
        return l;
    if (form_is_int(r, 0) || form_is_int(l, 1))
        return r;
    if (form_is_int(r, -1))
        return form_negative(a, l);
    if (is_negative(l))
        return form_negative(a, join_product(a, form_negative(a, l), r));
    if (r->kind == SYN_BINARY && r->op == OP_MUL) /* brackets that change nothing */
        return join_product(a, join_product(a, l, r->child[0]), r->child[1]);
    return syntax_binary(a, OP_MUL, l, r);
}

static struct syntax *join_fraction(struct arena *a, struct syntax *l, struct syntax *r)
{
    if (form_is_int(l, 0) || form_is_int(r, 1))
        return l;
    if (is_negative(l))
        return form_negative(a, join_fraction(a, form_negative(a, l), r));
    return syntax_binary(a, OP_DIV, l, r);
}

/* (u^n)^2 is u^(2n), for a whole n. */
static struct syntax *join_power(struct arena *a, struct syntax *l, struct syntax *r)
{
    if (form_is_int(r, 1))
        return l;
    if (form_is_int(r, 2) && l->kind == SYN_BINARY && l->op == OP_POWER &&
        l->child[1]->kind == SYN_NUMBER && fmpz_is_one(fmpq_denref(l->child[1]->number)))
        return syntax_binary(a, OP_POWER, l->child[0],
                             two_numbers(a, OP_ADD, l->child[1], l->child[1]));
    return syntax_binary(a, OP_POWER, l, r);
}

struct syntax *form_join(struct arena *a, enum op op, struct syntax *l, struct syntax *r)
{
    switch (op) {
    case OP_ADD:
    case OP_SUB: return join_sum(a, op, l, r);
    case OP_MUL: return join_product(a, l, r);
    case OP_DIV: return join_fraction(a, l, r);
    case OP_POWER: return join_power(a, l, r);
    default: return syntax_binary(a, op, l, r);
    }
}

/* ---- other shapes ----------------------------------------------------------------- */

struct syntax *form_with(struct arena *a, const struct syntax *s, struct syntax **child)
{
    struct syntax *copy;

    if (s->kind == SYN_BINARY)
        return form_join(a, s->op, child[0], child[1]);
    if (s->kind == SYN_PREFIX && s->op == OP_MINUS)
        return form_negative(a, child[0]);
    copy = arena_alloc(a, sizeof *copy);
    *copy = *s;
    copy->depth = 1;
    copy->child = child;
    for (size_t i = 0; i < s->count; i++)
        if (child[i]->depth >= copy->depth)
            copy->depth = child[i]->depth + 1;
    return copy;
}

struct syntax *form_fill(struct arena *a, const struct syntax *law,
                         const struct binding *letters, size_t count)
{
    struct syntax **child;

    if (law->kind == SYN_NAME)
        for (size_t i = 0; i < count; i++)
            if (!strcmp(letters[i].letter, law->text))
                return letters[i].is;
    child = arena_array(a, law->count + 1, sizeof *child);
    for (size_t i = 0; i < law->count; i++)
        child[i] = form_fill(a, law->child[i], letters, count);
    return form_with(a, law, child);
}

struct syntax *form_read(struct arena *a, const char *text)
{
    static const char *const names[] = {"u", "v",  "w",  "n",  "a",
                                        "c", "du", "dv", "dw", NULL};
    struct scope scope = {.names = names};
    struct reading r = {0};
    struct diag d;

    expr_parse(a, text, strlen(text), &scope, &r, &d);
    return r.root;
}

size_t form_size(const struct syntax *s, size_t most)
{
    size_t n = 1;

    for (size_t i = 0; i < s->count && n < most; i++)
        n += form_size(s->child[i], most - n);
    return n < most ? n : most;
}

bool form_same(struct arena *a, const struct syntax *s, const struct syntax *t)
{
    struct str l = str_in(a), r = str_in(a);

    syntax_print(&l, s, NOTE_PLAIN);
    syntax_print(&r, t, NOTE_PLAIN);
    return !strcmp(l.text, r.text);
}

/* ---- alike ------------------------------------------------------------------------ */

static const char *key_of(struct arena *a, const struct syntax *s);

struct keys {
    const char **at;
    size_t count;
};

static void add_key(struct arena *a, struct keys *keys, const char *key, const char *sign)
{
    const char **grown = keys->at;

    if (!(keys->count & (keys->count - 1))) /* full at every power of two */
        grown = arena_grow(a, keys->at, keys->count, 2 * keys->count + 1, sizeof *grown);
    keys->at = grown;
    keys->at[keys->count++] = arena_printf(a, "%s%s", sign, key);
}

/* Terms with their signs, or factors. */
static void gather_keys(struct arena *a, const struct syntax *s, bool sum, bool negative,
                        struct keys *keys)
{
    bool minus = s->kind == SYN_PREFIX && s->op == OP_MINUS && sum;

    if (s->kind == SYN_BINARY &&
        (sum ? s->op == OP_ADD || s->op == OP_SUB : s->op == OP_MUL)) {
        gather_keys(a, s->child[0], sum, negative, keys);
        add_key(a, keys, key_of(a, s->child[1]),
                negative != (s->op == OP_SUB) ? "-" : "");
    } else if (minus) {
        gather_keys(a, s->child[0], sum, !negative, keys);
    } else {
        add_key(a, keys, key_of(a, s), negative ? "-" : "");
    }
}

static int by_text(const void *l, const void *r)
{
    return strcmp(*(const char *const *)l, *(const char *const *)r);
}

static const char *sorted_keys(struct arena *a, const struct syntax *s, bool sum)
{
    struct keys keys = {0};
    struct str out = str_in(a);

    gather_keys(a, s, sum, false, &keys);
    qsort(keys.at, keys.count, sizeof *keys.at, by_text);
    for (size_t i = 0; i < keys.count; i++)
        str_addf(&out, "%c%s", i ? sum ? '+' : '*' : '(', keys.at[i]);
    str_addc(&out, ')');
    return out.text;
}

/* A text that is the same for trees that are alike. */
static const char *key_of(struct arena *a, const struct syntax *s)
{
    bool binary = s->kind == SYN_BINARY;
    struct str out = str_in(a);

    if ((binary && (s->op == OP_ADD || s->op == OP_SUB)) ||
        (s->kind == SYN_PREFIX && s->op == OP_MINUS))
        return sorted_keys(a, s, true);
    if (binary && s->op == OP_MUL)
        return sorted_keys(a, s, false);
    if (binary && s->op == OP_POWER && s->child[0]->kind == SYN_CONSTANT &&
        !strcmp(s->child[0]->text, "e"))
        return arena_printf(a, "exp[%s]", key_of(a, s->child[1]));
    if (!s->count) {
        syntax_print(&out, s, NOTE_PLAIN);
        return out.text;
    }
    str_addf(&out, "%s[",
             s->kind == SYN_ABS          ? "abs"
             : s->kind == SYN_CALL       ? s->text
             : s->kind == SYN_DERIVATIVE ? "d"
             : s->text                   ? s->text
                                         : op_row(s->op)->plain);
    for (size_t i = 0; i < s->count; i++)
        str_addf(&out, "%s%s", i ? "," : "", key_of(a, s->child[i]));
    str_addc(&out, ']');
    return out.text;
}

bool form_alike(const struct syntax *s, const struct syntax *t)
{
    struct arena *scratch;
    bool alike;

    if (form_size(s, FORM_ALIKE) >= FORM_ALIKE || form_size(t, FORM_ALIKE) >= FORM_ALIKE)
        return false;
    scratch = arena_new();
    alike = !strcmp(key_of(scratch, s), key_of(scratch, t));
    arena_free(scratch);
    return alike;
}
