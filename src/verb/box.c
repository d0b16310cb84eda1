/* box.c: a question on a box, one interval a variable. */
#include "verb/internal.h"

#include <string.h>

static const struct span nowhere = {0, 0};

/* The end of one interval: of two brackets the second closes it, of whatever kind it is. */
static const char *interval_end(const char *at)
{
    return at + strcspn(at, "])") + (at[strcspn(at, "])")] != '\0');
}

/* `x=[0,1],y=(0,inf)` as fields: {x: "[0,1]", y: "(0,inf)"}. */
static enum status box_fields(struct job *j, const char *text, struct result **out)
{
    *out = result_fields(j->arena);
    for (const char *at = text + strspn(text, " "); *at;) {
        const char *equals = strchr(at, '=');
        size_t name = equals ? (size_t)(equals - at) : 0;
        const char *end = equals ? interval_end(equals) : at;

        while (name && at[name - 1] == ' ')
            name--;
        if (!name || end[-1] == '=' || (end[-1] != ']' && end[-1] != ')')) {
            j->mistaken = text;
            diag_set(j->diag, ST_USAGE, (struct span){(size_t)(at - text), strlen(text)},
                     "expected NAME=[LO,HI]");
            diag_help(j->diag, "write --on 'x=[0,1],y=[0,inf)'");
            return ST_USAGE;
        }
        result_put_text(*out, arena_strndup(j->arena, at, name),
                        arena_strndup(j->arena, equals + 1, (size_t)(end - equals - 1)));
        at = end + strspn(end, ", ");
    }
    return ST_OK;
}

static enum status one_side(struct job *j, const char *name, const char *text,
                            struct piece_of_line *side)
{
    struct realset set;
    enum status st;

    j->mistaken = text;
    if ((st = realset_read(&j->search, text, &set, j->diag)) != ST_OK)
        return st;
    if (set.count != 1)
        return diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                        "one interval is wanted for '%s'", name);
    *side = set.pieces[0];
    j->mistaken = NULL;
    return ST_OK;
}

enum status job_box(struct job *j, const expr *x, size_t n, struct piece_of_line *side)
{
    const struct result *on = result_get(j->request, "on");
    struct result *read;
    enum status st = ST_OK;

    for (size_t i = 0; i < n; i++)
        side[i] = realset_line(&j->search).pieces[0];
    if (!on || on->kind == RES_NULL)
        return ST_OK;
    if (on->kind == RES_TEXT) {
        if ((st = box_fields(j, on->text, &read)) != ST_OK)
            return st;
        on = read;
    }
    for (size_t i = 0; i < on->count && st == ST_OK && on->kind == RES_FIELDS; i++) {
        const char *name = on->names[i], *text = result_string(on->items[i]);
        size_t k = 0;

        while (k < n && strcmp(expr_name(j->search.pool, x[k]), name))
            k++;
        if (k == n)
            return diag_set(j->diag, ST_USAGE, nowhere, "'%s' is not among the variables",
                            name);
        st = text ? one_side(j, name, text, &side[k])
                  : diag_set(j->diag, ST_USAGE, nowhere,
                             "the interval of '%s' is a text, as \"[0,1]\"", name);
    }
    return st;
}
