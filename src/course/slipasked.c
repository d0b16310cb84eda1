/* slipasked.c: what a question says: its function, numbers, sets. Names and kinds of the
 * parts may vary; what can't be read is not there. */
#include "course/slips.h"

#include <stdio.h>
#include <string.h>

enum { NUMBERS_MOST = 1000 };

const struct result *asked_part(const struct diagnosis *d, const char *names)
{
    char name[32];
    int used;

    for (; sscanf(names, "%31s%n", name, &used) == 1; names += used) {
        const struct result *r = result_get(d->asked, name);

        if (r && r->kind != RES_NULL)
            return r;
    }
    return NULL;
}

static const char *text_of(const struct result *r)
{
    return r && (r->kind == RES_TEXT || r->kind == RES_FORMULA || r->kind == RES_NUMBER ||
                 r->kind == RES_INTEGER)
               ? r->text
               : NULL;
}

const char *asked_text(const struct diagnosis *d, const char *names)
{
    return text_of(asked_part(d, names));
}

static bool read_formula(const struct diagnosis *d, const char *text, struct formula *f)
{
    struct scope scope = {.names = d->vars};
    struct diag diag;

    return text &&
           expr_read(d->s->pool, text, strlen(text), &scope, f, NULL, &diag) == ST_OK;
}

bool asked_formula(const struct diagnosis *d, const char *names, struct formula *f)
{
    return read_formula(d, asked_text(d, names), f);
}

bool text_number(const struct diagnosis *d, const char *text, expr *value)
{
    const char *equals = text ? strchr(text, '=') : NULL; /* "x=2" */
    struct formula f;

    if (!read_formula(d, equals ? equals + 1 : text, &f) ||
        !expr_closed(d->s->pool, f.body))
        return false;
    *value = f.body;
    return true;
}

bool asked_number(const struct diagnosis *d, const char *names, expr *value)
{
    return text_number(d, asked_text(d, names), value);
}

/* "(1, 2)", "x = 1, y = 2", "[1, 2, 3]": split at the commas outside of brackets. */
static size_t split_numbers(const struct diagnosis *d, const char *text, expr *out)
{
    struct arena *a = pool_arena(d->s->pool);
    size_t n = 0, length = strlen(text);
    bool enclosed = length > 1 && strchr("([{", text[0]) &&
                    strchr(")]}", text[length - 1]) && strchr(text, ',');
    char *copy = arena_strndup(a, text + enclosed, length - 2 * enclosed), *from = copy;
    int depth = 0;

    for (char *at = copy;; at++) {
        bool end = !*at;

        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (!end && (*at != ',' || depth))
            continue;
        *at = '\0';
        if (n == NUMBERS_MOST || !text_number(d, from, &out[n++]))
            return 0;
        if (end)
            return n;
        from = at + 1;
    }
}

expr *asked_numbers(const struct diagnosis *d, const char *names, size_t *n)
{
    const struct result *r = asked_part(d, names);
    expr *out = arena_array(pool_arena(d->s->pool), NUMBERS_MOST, sizeof *out);
    const char *text = text_of(r);

    *n = 0;
    if (text) {
        *n = split_numbers(d, text, out);
    } else if (r && (r->kind == RES_LIST || r->kind == RES_FIELDS)) {
        for (size_t i = 0; i < r->count && i < NUMBERS_MOST; i++)
            if (!text_number(d, text_of(r->items[i]), &out[(*n)++])) {
                *n = 0;
                break;
            }
    }
    return out;
}

bool asked_set(const struct diagnosis *d, struct realset *on)
{
    const char *text = asked_text(d, "on interval");
    struct diag diag;

    *on = realset_line(d->s);
    return !text || !strcmp(text, "R") || realset_read(d->s, text, on, &diag) == ST_OK;
}

bool asked_domain(const struct diagnosis *d, const struct formula *f, expr x,
                  const struct realset *within, struct realset *domain)
{
    struct formula where;
    struct diag diag;

    if (analysis_domain(d->s, f, x, within, domain, &diag) != ST_OK)
        return false;
    if (asked_formula(d, "domain", &where))
        *domain = certify_where(d->s, where.body, x, domain);
    return true;
}

size_t names_count(const char *const *names)
{
    size_t n = 0;

    while (names[n])
        n++;
    return n;
}
