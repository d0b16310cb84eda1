/* question.c: "extrema(f, on=[a, b])" of a lesson's steps as a question to a verb. */
#include "course/internal.h"

#include <string.h>

enum { PARTS_MOST = 4 };

struct asked {
    const struct search *s;
    struct names *names;
    struct arena *arena;
    struct diag *diag;
    const char *text; /* the whole question */
    size_t count;
    struct span part[PARTS_MOST]; /* what stands between the commas */
};

static enum status not_a_question(struct asked *r)
{
    return diag_set(r->diag, ST_USAGE, (struct span){0, strlen(r->text)},
                    "steps are shown of diff(f), diff(f, x, 2), critical(f), "
                    "extrema(f, on=[a, b]) or solve(f = 0)");
}

static struct span trimmed(const char *text, size_t from, size_t to)
{
    while (from < to && text[from] == ' ')
        from++;
    while (to > from && text[to - 1] == ' ')
        to--;
    return (struct span){from, to};
}

/* The place of `c` outside all brackets in the span, or its end. */
static size_t outside(const char *text, struct span s, char c)
{
    int depth = 0;

    for (size_t i = s.from; i < s.to; i++) {
        if (text[i] == c && depth == 0)
            return i;
        depth += strchr("([{", text[i]) != NULL;
        depth -= strchr(")]}", text[i]) != NULL;
    }
    return s.to;
}

static bool split(struct asked *r)
{
    const char *open = strchr(r->text, '(');
    struct span all = trimmed(r->text, 0, strlen(r->text));

    if (!open || all.to == all.from || r->text[all.to - 1] != ')')
        return false;
    all = (struct span){(size_t)(open - r->text) + 1, all.to - 1};
    while (all.from <= all.to && r->count < PARTS_MOST) {
        size_t end = outside(r->text, all, ',');

        r->part[r->count++] = trimmed(r->text, all.from, end);
        all.from = end + 1;
    }
    return all.from > all.to;
}

static const char *copy(struct asked *r, struct span s)
{
    return arena_strndup(r->arena, r->text + s.from, s.to - s.from);
}

/* The value of the part as it may be typed back in. */
static enum status value_in(struct asked *r, struct span s, const char **out)
{
    struct value *v;
    enum status st =
        value_of(r->s, r->names, r->text + s.from, s.to - s.from, &v, r->diag);

    if (st == ST_OK)
        *out = value_text(r->s, v, NOTE_PLAIN);
    else
        r->diag->at = (struct span){r->diag->at.from + s.from, r->diag->at.to + s.from};
    return st;
}

/* "left = right" as left - (right). */
static enum status equation_in(struct asked *r, struct span s, const char **out)
{
    size_t at = outside(r->text, s, '=');
    const char *left = NULL, *right = NULL;
    enum status st;

    if (at == s.to)
        return not_a_question(r);
    st = value_in(r, trimmed(r->text, s.from, at), &left);
    if (st == ST_OK)
        st = value_in(r, trimmed(r->text, at + 1, s.to), &right);
    if (st == ST_OK)
        *out = strcmp(right, "0") ? arena_printf(r->arena, "(%s) - (%s)", left, right)
                                  : left;
    return st;
}

static bool is_on(const struct asked *r, struct span s)
{
    return s.to - s.from > 3 && !strncmp(r->text + s.from, "on=", 3);
}

/* What stands behind the function: its variable, the order, on=INTERVAL. */
static enum status take_rest(struct asked *r, struct question *q)
{
    enum status st = ST_OK;
    size_t plain = 0;

    for (size_t i = 1; i < r->count && st == ST_OK; i++) {
        struct span s = r->part[i];

        if (is_on(r, s))
            st = value_in(r, trimmed(r->text, s.from + 3, s.to), &q->on);
        else if (plain++ == 0)
            q->variable = copy(r, s);
        else
            st = value_in(r, s, &q->order);
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
    struct asked r = {s, names, pool_arena(s->pool), d, of, 0, {{0}}};
    size_t length = strcspn(of, "( ");
    enum status st;

    *out = (struct question){0};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strlen(verbs[i][0]) == length && !strncmp(of, verbs[i][0], length))
            out->verb = verbs[i][1];
    if (!out->verb || !split(&r))
        return not_a_question(&r);
    st = strcmp(out->verb, "roots") ? value_in(&r, r.part[0], &out->expr)
                                    : equation_in(&r, r.part[0], &out->expr);
    return st == ST_OK ? take_rest(&r, out) : st;
}
