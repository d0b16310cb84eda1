/* range.c: an answer that is a set of the line (CHECKING C11).
 *
 *   (-inf, 1) U [2, 3]      intervals, joined by U, u, or, a comma between brackets
 *   ]1, 2[                  turned brackets are open
 *   x < 1 or 2 <= x <= 3    inequalities solved for the variable
 *   R, none                 all of it, nothing
 */
#include "course/internal.h"

#include <ctype.h>
#include <string.h>

static const char *const words_all[] = {"r",         "all real numbers", "all reals",
                                        "all real",  "everywhere",       "all x",
                                        "real line", "the real line",    NULL};
static const char *const words_none[] = {"none",  "{}",        "∅",     "nowhere",
                                         "empty", "empty set", "never", NULL};

static enum status refuse(struct reader *r, struct span at, const char *why)
{
    return diag_set(r->diag, ST_SYNTAX, at, "%s", why);
}

/* ---- intervals --------------------------------------------------------------- */

/* Joins that the parser does not know become the sign of union; `text` has room for a few
 * more bytes, so only joins of at least three bytes are replaced, and shorter ones are
 * read as lists further down. */
static void replace_joins(char *text)
{
    static const char *const joins[] = {" u ", " U ", " or "};

    for (size_t k = 0; k < sizeof joins / sizeof *joins; k++)
        for (char *at = text; (at = strstr(at, joins[k])); at++) {
            memset(at, ' ', strlen(joins[k]));
            memcpy(at, "∪", 3);
        }
}

static bool is_infinite(const struct syntax *t)
{
    if (t->kind == SYN_PREFIX)
        t = t->child[0];
    return t->kind == SYN_CONSTANT && strcmp(t->text, "inf") == 0;
}

/* Infinity is no number, so no end that could belong to the interval. */
static enum status check_ends(struct reader *r, const struct syntax *t)
{
    bool lo_closed = t->kind == SYN_LIST || (t->kind == SYN_INTERVAL && !t->lo_open);
    bool hi_closed = t->kind == SYN_LIST || (t->kind == SYN_INTERVAL && !t->hi_open);
    enum status st;

    if (t->kind == SYN_BINARY && t->op == OP_UNION) {
        st = check_ends(r, t->child[0]);
        return st == ST_OK ? check_ends(r, t->child[1]) : st;
    }
    if (t->kind == SYN_SET)
        return ST_OK;
    if ((t->kind != SYN_LIST && t->kind != SYN_INTERVAL && t->kind != SYN_TUPLE) ||
        t->count != 2)
        return refuse(r, t->at, "an interval is written like [0, 1) or (-inf, 2]");
    if ((lo_closed && is_infinite(t->child[0])) ||
        (hi_closed && is_infinite(t->child[1])))
        return refuse(r, t->at, "infinity is no number: its side has a round bracket");
    return ST_OK;
}

/* Between brackets a comma or a letter u is a union too: (0,1),(2,3) and (0,1)u(2,3). */
static void replace_commas(char *text, struct str *out)
{
    int depth = 0;

    for (char *at = text; *at; at++) {
        if (depth == 0 && strchr(",uU", *at)) {
            str_add(out, "∪");
            continue;
        }
        if (strchr("([{", *at))
            depth++;
        else if (strchr(")]}", *at))
            depth--;
        str_addc(out, *at);
    }
}

static bool has_turned_brackets(const char *text)
{
    return text[0] == ']' || strstr(text, "∪ ]") || strstr(text, "∪]") ||
           (text[0] && text[strlen(text) - 1] == '[');
}

static enum status read_intervals(struct reader *r, const struct typed *t,
                                  struct given *out)
{
    struct arena *a = pool_arena(r->s->pool);
    char *text = arena_strndup(a, t->text, t->n);
    struct str joined = str_in(a);
    struct reading reading;
    enum status st;

    replace_joins(text);
    if (has_turned_brackets(text))
        str_add(&joined, text);
    else
        replace_commas(text, &joined);
    st = expr_parse(a, joined.text, joined.len, &(struct scope){.closed = true}, &reading,
                    r->diag);
    if (st == ST_OK)
        st = check_ends(r, reading.root);
    if (st == ST_OK)
        st = realset_read(r->s, joined.text, &out->line, r->diag);
    if (st != ST_OK && r->diag->at.to > t->n)
        r->diag->at = (struct span){0, t->n};
    return st;
}

/* ---- inequalities -------------------------------------------------------------- */

static bool is_relation_text(const struct typed *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (strchr("<>=", t->text[i]) || !strncmp(t->text + i, "≤", 3) ||
            !strncmp(t->text + i, "≥", 3) || !strncmp(t->text + i, "≠", 3))
            return true;
    return false;
}

static bool is_variable(const struct syntax *t, const char *name)
{
    return t->kind == SYN_NAME && strcmp(t->text, name) == 0;
}

static bool mentions(const struct syntax *t, const char *name)
{
    if (is_variable(t, name))
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (mentions(t->child[i], name))
            return true;
    return false;
}

/* x on one side and a number on the other; in a chain, x in the middle. */
static bool is_solved(const struct syntax *t, const char *x)
{
    const struct syntax *l = t->child[0], *r = t->child[1];

    if (t->kind == SYN_BINARY && (t->op == OP_AND || t->op == OP_OR))
        return is_solved(l, x) && is_solved(r, x);
    if (t->kind != SYN_RELATION)
        return false;
    if (l->kind == SYN_RELATION && !l->grouped)
        return is_solved(l, x) && is_variable(l->child[1], x) && !mentions(r, x);
    return (is_variable(l, x) && !mentions(r, x)) ||
           (is_variable(r, x) && !mentions(l, x));
}

/* Infinity bounds nothing: x < inf is true, and x > -inf. Such halves are left out. */
static struct syntax *without_infinity(struct syntax *t)
{
    struct syntax *l = t->child[0], *r = t->child[1];

    if (t->kind != SYN_RELATION)
        return t;
    if (l->kind == SYN_RELATION && !l->grouped && is_infinite(r))
        return l;
    if (l->kind == SYN_RELATION && !l->grouped && is_infinite(l->child[0])) {
        struct syntax *middle = l->child[1];

        t->child[0] = middle;
    }
    return t;
}

static enum status read_inequalities(struct reader *r, const struct typed *t,
                                     struct given *out)
{
    struct pool *p = r->s->pool;
    const char *x = answer_vars(r->options)[0];
    const char *names[] = {x, NULL};
    struct scope scope = {.names = names, .closed = true};
    struct realset line = realset_line(r->s);
    struct reading reading;
    struct formula f;
    enum status st = expr_parse(pool_arena(p), t->text, t->n, &scope, &reading, r->diag);

    if (st != ST_OK)
        return st;
    out->unsolved = !is_solved(reading.root, x);
    st = expr_build(p, without_infinity(reading.root), &f, r->diag);
    if (st != ST_OK)
        return st;
    if (expr_kind(p, f.body) < EX_TRUE)
        return refuse(r, (struct span){0, t->n}, "an interval is wanted here");
    out->line =
        certify_where(r->s, pool_and(p, f.body, f.where), pool_symbol(p, x), &line);
    return ST_OK;
}

/* ---- public ------------------------------------------------------------------ */

/* `x in (1, 2)` and `x ∈ (1, 2)`: the words before the interval say nothing new. */
static struct typed without_membership(const struct reader *r, const struct typed *t)
{
    static const char *const signs[] = {" in ", "∈", "="};
    const char *x = answer_vars(r->options)[0];
    size_t at = strlen(x);

    if (t->n <= at || strncmp(t->text, x, at) != 0)
        return *t;
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
        size_t skip = at + strspn(t->text + at, signs[k][0] == ' ' ? "" : " ");
        size_t length = strlen(signs[k]);

        if (skip + length < t->n && !strncmp(t->text + skip, signs[k], length)) {
            skip += length;
            while (skip < t->n && isspace((unsigned char)t->text[skip]))
                skip++;
            if (strchr("([]{", t->text[skip]))
                return (struct typed){t->text + skip, t->n - skip, t->from + skip};
        }
    }
    return *t;
}

static enum status read_line(struct reader *r, const struct typed *t, struct given *out)
{
    if (!t->n)
        return refuse(r, (struct span){0, 0}, "nothing has been typed here");
    if (typed_says(t, words_all)) {
        out->line = realset_line(r->s);
        return ST_OK;
    }
    if (typed_says(t, words_none)) {
        out->line = realset_empty(r->s);
        return ST_OK;
    }
    return is_relation_text(t) ? read_inequalities(r, t, out) : read_intervals(r, t, out);
}

enum status interval_read(struct reader *r, const struct typed *t, struct given *out)
{
    struct typed set = without_membership(r, t);
    enum status st = read_line(r, &set, out);

    if (st != ST_OK) {
        size_t shift = (size_t)(set.text - t->text);

        r->diag->at.from += shift;
        r->diag->at.to += shift;
    }
    return st;
}

/* ---- equality ---------------------------------------------------------------- */

static enum truth same_end(const struct search *s, struct real *a, struct real *b,
                           bool same_bracket)
{
    int order = real_compare(s, a, b);

    if (order == SIGN_UNKNOWN)
        return TRUTH_UNKNOWN;
    return order == 0 && same_bracket ? TRUTH_YES : TRUTH_NO;
}

enum truth line_equal(const struct search *s, const struct realset *a,
                      const struct realset *b, bool ignore_ends)
{
    enum truth same = TRUTH_YES;

    if (!a->complete || !b->complete)
        return TRUTH_UNKNOWN;
    if (a->count != b->count)
        return TRUTH_NO;
    for (size_t i = 0; i < a->count && same != TRUTH_NO; i++) {
        const struct piece_of_line *p = &a->pieces[i], *q = &b->pieces[i];

        same = truth_and(
            same, same_end(s, p->lo, q->lo, ignore_ends || p->lo_open == q->lo_open));
        same = truth_and(
            same, same_end(s, p->hi, q->hi, ignore_ends || p->hi_open == q->hi_open));
    }
    return same;
}
