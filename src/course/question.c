/* question.c: "extrema(f, on=[a, b])" of an author as a call with arguments, and of a
 * lesson's steps as a question to a verb. */
#include "course/internal.h"

#include <string.h>

bool is_keyword(const struct syntax *t)
{
    return t->kind == SYN_RELATION && t->op == OP_EQ && !t->grouped &&
           t->child[0]->kind == SYN_NAME;
}

bool call_is(const struct syntax *t, const char *name, size_t least)
{
    return t && t->kind == SYN_CALL && t->text && !strcmp(t->text, name) &&
           t->count >= least;
}

const struct syntax *call_keyword(const struct syntax *call, const char *name)
{
    for (size_t i = 0; i < call->count; i++)
        if (is_keyword(call->child[i]) && !strcmp(call->child[i]->child[0]->text, name))
            return call->child[i]->child[1];
    return NULL;
}

/* ---- questions --------------------------------------------------------------------- */

struct asked {
    const struct search *s;
    struct names *names;
    struct diag *diag;
    const char *text; /* the whole question */
};

static enum status not_a_question(struct asked *r)
{
    return diag_set(r->diag, ST_USAGE, (struct span){0, strlen(r->text)},
                    "steps are shown of diff(f), diff(f, x, 2), critical(f), "
                    "extrema(f, on=[a, b]) or solve(f = 0)");
}

/* The value of a part as it may be typed back in. */
static enum status value_in(struct asked *r, const struct syntax *part, const char **out)
{
    struct span at = part->at;
    struct value *v;
    enum status st =
        value_of(r->s, r->names, r->text + at.from, at.to - at.from, &v, r->diag);

    if (st == ST_OK)
        *out = value_text(r->s, v, NOTE_PLAIN);
    else
        r->diag->at = (struct span){r->diag->at.from + at.from, r->diag->at.to + at.from};
    return st;
}

/* "left = right" as left - (right). */
static enum status equation_in(struct asked *r, const struct syntax *part,
                               const char **out)
{
    const char *left = NULL, *right = NULL;
    enum status st;

    if (part->kind != SYN_RELATION || part->op != OP_EQ)
        return not_a_question(r);
    st = value_in(r, part->child[0], &left);
    if (st == ST_OK)
        st = value_in(r, part->child[1], &right);
    if (st == ST_OK)
        *out = strcmp(right, "0")
                   ? arena_printf(pool_arena(r->s->pool), "(%s) - (%s)", left, right)
                   : left;
    return st;
}

/* What stands behind the function: its variable, the order, on=INTERVAL. */
static enum status take_rest(struct asked *r, const struct syntax *call,
                             struct question *q)
{
    const struct syntax *on = call_keyword(call, "on");
    enum status st = on ? value_in(r, on, &q->on) : ST_OK;
    size_t plain = 0;

    for (size_t i = 1; i < call->count && st == ST_OK; i++) {
        const struct syntax *part = call->child[i];

        if (is_keyword(part))
            continue;
        if (plain++ > 0)
            st = value_in(r, part, &q->order);
        else if (part->kind == SYN_NAME)
            q->variable = part->text;
        else
            st = not_a_question(r);
    }
    return st;
}

enum status course_question(const struct search *s, struct names *names, const char *of,
                            struct question *out, struct diag *d)
{
    static const char *const verbs[][2] = {{"diff", "diff"},
                                           {"critical", "critical"},
                                           {"extrema", "extrema"},
                                           {"solve", "roots"}};
    struct asked r = {s, names, d, of};
    struct scope scope = {.names = names->vars, .author = true};
    struct reading typed;
    enum status st;

    *out = (struct question){0};
    if (expr_parse(pool_arena(s->pool), of, strlen(of), &scope, &typed, d) != ST_OK)
        return not_a_question(&r);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (call_is(typed.root, verbs[i][0], 1))
            out->verb = verbs[i][1];
    if (!out->verb)
        return not_a_question(&r);
    st = strcmp(out->verb, "roots") ? value_in(&r, typed.root->child[0], &out->expr)
                                    : equation_in(&r, typed.root->child[0], &out->expr);
    return st == ST_OK ? take_rest(&r, typed.root, out) : st;
}
