/* slipgraph.c: a computation given step by step, "a = x*y", "f = a + x", as one tree. */
#include "course/slips.h"

#include <string.h>

enum { STEPS_MOST = 40 };

struct steps_read {
    struct arena *arena;
    size_t count;
    const char *name[STEPS_MOST];
    struct syntax *tree[STEPS_MOST];
};

/* A copy with the names of earlier steps replaced by what they stand for. */
static struct syntax *expand(const struct steps_read *r, struct syntax *t)
{
    struct syntax *copy;

    for (size_t i = r->count; t->kind == SYN_NAME && i-- > 0;)
        if (!strcmp(r->name[i], t->text))
            return r->tree[i];
    copy = arena_alloc(r->arena, sizeof *copy);
    *copy = *t;
    copy->child = arena_array(r->arena, t->count + 1, sizeof *copy->child);
    for (size_t i = 0; i < t->count; i++)
        copy->child[i] = expand(r, t->child[i]);
    return copy;
}

static struct syntax *parse(const struct steps_read *r, const char *text,
                            const char *const *declared)
{
    struct scope scope = {.names = declared};
    struct reading reading;
    struct diag d;

    return expr_parse(r->arena, text, strlen(text), &scope, &reading, &d) == ST_OK
               ? expand(r, reading.root)
               : NULL;
}

static bool read_step(struct steps_read *r, const char *name, const char *text)
{
    if (r->count == STEPS_MOST || !(r->tree[r->count] = parse(r, text, NULL)))
        return false;
    r->name[r->count++] = name;
    return true;
}

/* "a = x*y" */
static bool read_equation(struct steps_read *r, const char *text)
{
    const char *equals = text ? strchr(text, '=') : NULL;
    size_t from, to;

    if (!equals)
        return false;
    from = strspn(text, " ");
    to = (size_t)(equals - text);
    while (to > from && text[to - 1] == ' ')
        to--;
    return read_step(r, arena_strndup(r->arena, text + from, to - from), equals + 1);
}

struct syntax *asked_tree(const struct diagnosis *d)
{
    const struct result *steps = asked_part(d, "graph nodes steps trace program");
    const char *f = asked_text(d, ASKED_FUNCTION);
    struct steps_read r = {.arena = pool_arena(d->s->pool)};

    for (size_t i = 0; steps && i < steps->count; i++)
        if (!(steps->kind == RES_FIELDS && result_string(steps->items[i])
                  ? read_step(&r, steps->names[i], steps->items[i]->text)
                  : read_equation(&r, result_string(steps->items[i]))))
            return NULL;
    if (f)
        return parse(&r, f, r.count ? NULL : d->vars);
    return r.count ? r.tree[r.count - 1] : NULL;
}
