/* result.c: the typed tree that a verb answers with. */
#include "page/internal.h"

#include <assert.h>
#include <string.h>

static struct result *result_new(struct arena *a, enum result_kind kind)
{
    struct result *r = arena_alloc(a, sizeof *r);

    r->kind = kind;
    r->arena = a;
    return r;
}

static const char *copy_or_null(struct arena *a, const char *text)
{
    return text ? arena_strdup(a, text) : NULL;
}

struct result *result_null(struct arena *a)
{
    return result_new(a, RES_NULL);
}

struct result *result_truth(struct arena *a, bool truth)
{
    struct result *r = result_new(a, RES_TRUTH);

    r->truth = truth;
    return r;
}

struct result *result_number(struct arena *a, double number)
{
    struct result *r = result_new(a, RES_NUMBER);

    r->number = number;
    return r;
}

struct result *result_integer(struct arena *a, int64_t integer)
{
    struct result *r = result_new(a, RES_INTEGER);

    r->integer = integer;
    return r;
}

struct result *result_text(struct arena *a, const char *text)
{
    struct result *r = result_new(a, RES_TEXT);

    r->text = arena_strdup(a, text);
    return r;
}

struct result *result_formula(struct arena *a, const char *plain, const char *pretty,
                              const char *tex)
{
    struct result *r = result_new(a, RES_FORMULA);

    r->text = arena_strdup(a, plain);
    r->pretty = copy_or_null(a, pretty);
    r->tex = copy_or_null(a, tex);
    return r;
}

struct result *result_list(struct arena *a)
{
    return result_new(a, RES_LIST);
}

struct result *result_fields(struct arena *a)
{
    return result_new(a, RES_FIELDS);
}

static void make_room(struct result *r)
{
    size_t cap = r->cap ? 2 * r->cap : 8;

    if (r->count < r->cap)
        return;
    r->items = arena_grow(r->arena, r->items, r->count, cap, sizeof *r->items);
    if (r->kind == RES_FIELDS)
        r->names = arena_grow(r->arena, r->names, r->count, cap, sizeof *r->names);
    r->cap = cap;
}

struct result *result_push(struct result *list, struct result *item)
{
    assert(list->kind == RES_LIST);
    make_room(list);
    return list->items[list->count++] = item;
}

struct result *result_add_field(struct result *fields, const char *name,
                                struct result *value)
{
    assert(fields->kind == RES_FIELDS);
    make_room(fields);
    fields->names[fields->count] = arena_strdup(fields->arena, name);
    return fields->items[fields->count++] = value;
}

/* The place of a field, or count. */
static size_t find(const struct result *fields, const char *name)
{
    size_t i = 0;

    while (i < fields->count && strcmp(fields->names[i], name) != 0)
        i++;
    return i;
}

struct result *result_put(struct result *fields, const char *name, struct result *value)
{
    assert(fields->kind == RES_FIELDS);
    size_t i = find(fields, name);

    if (i == fields->count)
        return result_add_field(fields, name, value);
    return fields->items[i] = value;
}

void result_put_text(struct result *fields, const char *name, const char *text)
{
    result_put(fields, name, result_text(fields->arena, text));
}

void result_put_number(struct result *fields, const char *name, double number)
{
    result_put(fields, name, result_number(fields->arena, number));
}

void result_put_integer(struct result *fields, const char *name, int64_t integer)
{
    result_put(fields, name, result_integer(fields->arena, integer));
}

void result_put_truth(struct result *fields, const char *name, bool truth)
{
    result_put(fields, name, result_truth(fields->arena, truth));
}

struct result *result_get(const struct result *r, const char *name)
{
    if (!r || r->kind != RES_FIELDS)
        return NULL;
    size_t i = find(r, name);

    return i < r->count ? r->items[i] : NULL;
}

const char *result_string(const struct result *r)
{
    return r && (r->kind == RES_TEXT || r->kind == RES_FORMULA) ? r->text : NULL;
}

struct result *result_error(struct arena *a, const struct diag *d)
{
    struct result *error = result_fields(a);
    struct result *at = result_list(a);

    result_put_text(error, "code", status_name(d->status));
    result_put_text(error, "message", d->message);
    result_push(at, result_integer(a, (int64_t)d->at.from));
    result_push(at, result_integer(a, (int64_t)d->at.to));
    result_put(error, "at", at);
    if (d->help[0])
        result_put_text(error, "help", d->help);
    return error;
}
