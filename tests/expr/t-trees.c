/* t-trees.c: what is printed reads back as the same tree.
 *
 * Syntax: parse(print(s)) is s, for random trees of every kind, up to spellings that mean
 * the same node: -3 and 3/4 may be numbers or an operator at work, |u| is abs(u).
 * Nodes: read(print(e)) is e, for random nodes of every kind of the pool. */
#include "expr/expr.h"
#include "expr/trees.h"
#include "formulas.h"
#include "tap.h"

#include <string.h>

/* ---- syntax ---------------------------------------------------------------------- */

/* A number that is no string of digits as what its text spells. */
static struct syntax *spelt_number(struct arena *a, const struct syntax *s)
{
    struct syntax *num, *out;
    fmpq_t v;

    fmpq_init(v);
    fmpz_abs(fmpq_numref(v), fmpq_numref(s->number));
    num = syntax_number(a, v, s->at);
    out = num;
    if (!fmpz_is_one(fmpq_denref(s->number))) {
        fmpz_set(fmpq_numref(v), fmpq_denref(s->number));
        out = syntax_binary(a, OP_DIV, num, syntax_number(a, v, s->at));
    }
    if (fmpq_sgn(s->number) < 0)
        out = syntax_prefix(a, OP_MINUS, out);
    fmpq_clear(v);
    return out;
}

static struct syntax *normal(struct arena *a, const struct syntax *s)
{
    struct syntax *copy;

    if (s->kind == SYN_NUMBER)
        return spelt_number(a, s);
    copy = arena_alloc(a, sizeof *copy);
    *copy = *s;
    copy->child = arena_array(a, s->count, sizeof(struct syntax *));
    for (size_t i = 0; i < s->count; i++)
        copy->child[i] = normal(a, s->child[i]);
    if (s->kind == SYN_ABS) {
        copy->kind = SYN_CALL;
        copy->func = FN_ABS;
        copy->text = "abs";
    }
    return copy;
}

static bool has_op(enum syntax_kind kind)
{
    return kind == SYN_PREFIX || kind == SYN_BINARY || kind == SYN_RELATION;
}

static bool has_text(enum syntax_kind kind)
{
    return kind == SYN_NUMBER || kind == SYN_NAME || kind == SYN_CONSTANT ||
           kind == SYN_INDEX || kind == SYN_CALL || kind == SYN_FIELD;
}

static bool same(const struct syntax *s, const struct syntax *t)
{
    if (s->kind != t->kind || s->count != t->count ||
        (has_op(s->kind) && s->op != t->op) ||
        (has_text(s->kind) && !s->text != !t->text) ||
        (has_text(s->kind) && s->text && strcmp(s->text, t->text)) ||
        (s->kind == SYN_CALL && s->func != t->func) ||
        (s->kind == SYN_INTERVAL &&
         (s->lo_open != t->lo_open || s->hi_open != t->hi_open)))
        return false;
    for (size_t i = 0; i < s->count; i++)
        if (!same(s->child[i], t->child[i]))
            return false;
    return true;
}

static bool check_syntax(uint64_t seed)
{
    struct arena *a = arena_new();
    struct grower g = {a, {seed}};
    struct scope scope = {.author = true};
    const struct syntax *s = grow_line(&g, 4);
    struct str text = str_in(a);
    struct reading r;
    struct diag d = {0};
    enum status st;
    bool passed;

    syntax_print(&text, s, NOTE_PLAIN);
    st = expr_parse(a, text.text, text.len, &scope, &r, &d);
    passed = st == ST_OK && same(normal(a, s), normal(a, r.root));
    if (!passed)
        ok(false, "seed %llu: %s is read as another tree %s", (unsigned long long)seed,
           text.text, d.message);
    arena_free(a);
    return passed;
}

/* ---- nodes ----------------------------------------------------------------------- */

static bool check_node(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    expr variables[3] = {pool_symbol(p, "x"), pool_symbol(p, "y"), pool_symbol(p, "w_1")};
    struct maker m = {.pool = p,
                      .rng = {seed},
                      .variables = variables,
                      .variable_count = 3,
                      .ranges = true};
    expr e = one_in(&m, 5) ? make_condition(&m, 3) : make_formula(&m, 4);
    const char *text = expr_text(p, e, NOTE_PLAIN, a);
    struct formula again = {0};
    struct diag d = {0};
    enum status st = expr_read(p, text, strlen(text), NULL, &again, NULL, &d);
    bool nowhere = pool_domain(p, e) == pool_false(p); /* 1/0 has many faces */
    bool passed = nowhere || (st == ST_OK && again.body == e);

    if (!passed)
        ok(false, "seed %llu: %s reads back as %s", (unsigned long long)seed, text,
           st == ST_OK ? expr_text(p, again.body, NOTE_PLAIN, a) : d.message);
    arena_free(a);
    return passed;
}

int main(void)
{
    uint64_t most = soak_count(4000), trees = 0, nodes = 0;

    for (uint64_t seed = 1; seed <= most; seed++) {
        trees += check_syntax(seed);
        nodes += check_node(seed);
    }
    is_int(trees, most, "syntax trees are read as they were printed");
    is_int(nodes, most, "nodes are read as they were printed");
    return done_testing();
}
