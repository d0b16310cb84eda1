/* steptidy.c: from the raw derivative to the form that diff prints.
 *
 * Each term is put in order first, then a numerator is multiplied out if that makes it
 * shorter, then the whole takes the shape of the answer. A stage that changes nothing, or
 * only the order of terms and factors, is not told. */
#include "algebra/working.h"

#include <string.h>

enum { TIDY_SIZE = 10000 };

/* s as the pool has it: numbers multiplied, powers gathered, like terms added. */
static struct syntax *in_order(struct lawbook *lb, struct syntax *s)
{
    expr e = law_meaning(lb, s);

    return e == EXPR_NONE ? s : expr_show(lb->pool, e, lb->arena);
}

static size_t terms(const struct syntax *s)
{
    size_t n = 1;

    for (; law_is_sum(s); s = s->child[0])
        n++;
    return n;
}

/* Every term put in order by itself; those of a numerator too. */
static struct syntax *term_by_term(struct lawbook *lb, struct syntax *s)
{
    size_t n = terms(s);
    struct syntax **chain, *sum;

    if (n == 1 && law_is_binary(s, OP_DIV) && terms(s->child[0]) > 1)
        return form_join(lb->arena, OP_DIV, term_by_term(lb, s->child[0]),
                         in_order(lb, s->child[1]));
    chain = arena_array(lb->arena, n, sizeof *chain);
    for (size_t i = n; i-- > 1; s = s->child[0])
        chain[i] = s;
    sum = in_order(lb, s);
    for (size_t i = 1; i < n; i++)
        sum = form_join(lb->arena, chain[i]->op, sum, in_order(lb, chain[i]->child[1]));
    return sum;
}

/* The numerator as a polynomial of powers of x, if it is one. */
static struct syntax *multiplied_out(struct lawbook *lb, struct syntax *s)
{
    struct syntax *above = s;
    fmpq_poly_t poly;
    expr e;

    if (!law_is_binary(s, OP_DIV) || (e = law_meaning(lb, s->child[0])) == EXPR_NONE)
        return s;
    fmpq_poly_init(poly);
    if (algebra_poly(lb->pool, e, lb->x, poly))
        above = expr_show(lb->pool, algebra_from_poly(lb->pool, poly, lb->x), lb->arena);
    fmpq_poly_clear(poly);
    if (above == s || form_size(above, TIDY_SIZE) > form_size(s->child[0], TIDY_SIZE))
        return s;
    return form_join(lb->arena, OP_DIV, above, s->child[1]);
}

/* ---- in words --------------------------------------------------------------------- */

struct census { /* brackets: sums as factors; bars: fractions as factors */
    size_t numbers, powers, fractions, ranges, brackets, bars;
};

static void count_kinds(const struct syntax *s, struct census *c)
{
    bool product = law_is_binary(s, OP_MUL), fraction = law_is_binary(s, OP_DIV);

    c->numbers += s->kind == SYN_NUMBER;
    c->powers += law_is_binary(s, OP_POWER);
    c->fractions += fraction;
    c->ranges += law_is_call(s, "sum") || law_is_call(s, "prod");
    for (size_t i = 0; i < s->count; i++) {
        c->brackets += product && law_is_sum(s->child[i]);
        c->bars += (product || fraction) && law_is_binary(s->child[i], OP_DIV);
        count_kinds(s->child[i], c);
    }
}

static bool has_less_below(const struct syntax *from, const struct syntax *to)
{
    return law_is_binary(from, OP_DIV) &&
           (!law_is_binary(to, OP_DIV) ||
            form_size(to->child[1], TIDY_SIZE) < form_size(from->child[1], TIDY_SIZE));
}

static const char *what_changed(const struct syntax *from, const struct syntax *to)
{
    struct census before = {0}, after = {0};
    size_t size = form_size(from, TIDY_SIZE), new_size = form_size(to, TIDY_SIZE);

    count_kinds(from, &before);
    count_kinds(to, &after);
    if (after.ranges < before.ranges)
        return "write the sum out";
    if (law_is_binary(from, OP_DIV) && law_is_sum(to))
        return "split the fraction";
    if (new_size > size + 4)
        return "in the form of the answer";
    if (after.bars < before.bars)
        return after.fractions ? "write it on one fraction bar" : "cancel";
    if (after.brackets < before.brackets)
        return "multiply out and add like terms";
    if (after.brackets > before.brackets ||
        (after.brackets && after.powers < before.powers))
        return "take out what is common";
    if (terms(to) < terms(from))
        return law_is_binary(to, OP_MUL) && law_is_sum(to->child[1])
                   ? "take out what is common"
                   : "add like terms";
    if (has_less_below(from, to))
        return "cancel";
    if (after.powers > before.powers)
        return "gather equal factors";
    if (after.numbers < before.numbers)
        return "multiply the numbers";
    return new_size < size ? "simplify" : "in the usual form";
}

/* ---- stages ------------------------------------------------------------------------- */

struct tidying {
    struct lawbook *laws;
    struct syntax *line, *last;
    struct step *out;
    size_t count;
};

static void add_stage(struct tidying *t, struct syntax *next, const char *says)
{
    if (form_alike(next, t->last))
        next = t->last;
    if (form_same(t->laws->arena, t->line, next) ||
        (form_alike(t->line, next) && next != t->last))
        return;
    says = says ? says : what_changed(t->line, next);
    if (t->count && !strcmp(says, t->out[t->count - 1].says)) /* one thing, one line */
        t->count--;
    t->out[t->count++] = (struct step){
        .rule = "tidy", .says = says, .of = t->line, .result = next, .line = next};
    t->line = next;
}

size_t tidy_steps(struct lawbook *lb, struct syntax *line, struct syntax *last,
                  struct step *out)
{
    struct tidying t = {lb, line, last, out, 0};

    if (form_size(line, TIDY_SIZE) < TIDY_SIZE) {
        add_stage(&t, term_by_term(lb, line), NULL);
        add_stage(&t, multiplied_out(lb, t.line), "multiply out above the bar");
    }
    add_stage(&t, last, NULL);
    return t.count;
}
