/* names.c: names with values. Some values are only promised: a condition that fails early
 * then saves the work for all that it did not ask for. */
#include "course/internal.h"

#include <string.h>

struct names names_in(struct arena *a, const char *const *vars)
{
    return (struct names){.arena = a, .vars = vars};
}

static struct named *find_name(const struct names *n, const char *name)
{
    for (size_t i = n->count; i-- > 0;)
        if (strcmp(n->at[i].name, name) == 0)
            return &n->at[i];
    return NULL;
}

bool names_known(const struct names *n, const char *name)
{
    return find_name(n, name) != NULL;
}

static struct named *add_name(struct names *n, const char *name)
{
    struct named *known = find_name(n, name);

    if (known)
        return known;
    if (n->count == n->cap) {
        size_t cap = n->cap ? 2 * n->cap : 16;

        n->at = arena_grow(n->arena, n->at, n->count, cap, sizeof *n->at);
        n->cap = cap;
    }
    known = &n->at[n->count++];
    known->name = name;
    return known;
}

void names_set(struct names *n, const char *name, struct value *value)
{
    struct named *known = add_name(n, name);

    known->value = value;
    known->promise = NULL;
}

void names_promise(struct names *n, const struct binding *binding)
{
    struct named *known = add_name(n, binding->name);

    known->value = NULL;
    known->promise = binding;
    known->asked = false;
}

/* The sentence says in which value the mistake stands: its place is not in the text that
 * asked for it. */
static enum status keep_promise(const struct search *s, struct names *n, size_t i,
                                struct diag *d)
{
    const struct binding *b = n->at[i].promise;
    struct value *value = NULL;
    struct diag inner = {0};
    enum status st;

    n->at[i].asked = true;
    st = value_of(s, n, b->text.text, strlen(b->text.text), &value, &inner);
    if (st != ST_OK) {
        n->at[i].asked = false;
        diag_set(d, st, (struct span){0, 0}, "%s: %s", b->name, inner.message);
        if (d && inner.help[0])
            diag_help(d, "%s", inner.help);
        return st;
    }
    n->at[i].value = value; /* the list may have moved meanwhile */
    return ST_OK;
}

enum status names_get(const struct search *s, struct names *n, const char *name,
                      struct value **out, struct diag *d)
{
    struct named *known = find_name(n, name);
    size_t i;
    enum status st;

    if (!known)
        return diag_set(d, ST_USAGE, (struct span){0, 0}, "unknown name '%s'", name);
    i = (size_t)(known - n->at);
    if (!known->value && known->asked)
        return diag_set(d, ST_USAGE, (struct span){0, 0},
                        "'%s' is used before it is defined", name);
    if (!known->value && (st = keep_promise(s, n, i, d)) != ST_OK)
        return st;
    *out = n->at[i].value;
    return ST_OK;
}
