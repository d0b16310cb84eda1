/* settings.c: keys of a mapping with the types that a schema wants. */
#include "course/internal.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings settings_of(struct arena *a, const struct yaml *map, const char *of,
                            struct findings *findings)
{
    struct settings s = {.of = of, .findings = findings, .arena = a, .bad = "L203"};

    s.line = map ? map->line : 0;
    s.column = map ? map->column : 0;
    if (map && map->kind != YAML_FIELDS)
        findings_add(findings, s.bad, s.line, s.column, "%s is a mapping of keys", of);
    else
        s.map = map;
    return s;
}

void settings_complain(struct settings *s, const struct yaml *at, const char *fmt, ...)
{
    char message[300];
    va_list args;

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    findings_add(s->findings, s->bad, at ? at->line : s->line,
                 at ? at->column : s->column, "%s", message);
}

const struct yaml *settings_get(struct settings *s, const char *name, bool required)
{
    const struct yaml *y = yaml_get(s->map, name);

    if (s->known_count + 1 < sizeof s->known / sizeof *s->known)
        s->known[s->known_count++] = name;
    if (!y && required)
        findings_add(s->findings, "L201", s->line, s->column, "%s lacks the key '%s'",
                     s->of, name);
    return y;
}

static const struct yaml *get_text(struct settings *s, const char *name, bool required)
{
    const struct yaml *y = settings_get(s, name, required);

    if (y && y->kind != YAML_TEXT) {
        settings_complain(s, y, "'%s' is one text", name);
        return NULL;
    }
    return y;
}

void settings_text(struct settings *s, const char *name, bool required, const char **out)
{
    const struct yaml *y = get_text(s, name, required);

    if (y)
        *out = y->text;
}

void settings_scalar(struct settings *s, const char *name, bool required,
                     struct scalar *out)
{
    const struct yaml *y = get_text(s, name, required);

    if (y)
        *out = (struct scalar){y->text, y->line, y->column};
}

bool integer_read(const char *text, long *out)
{
    char *end;

    errno = 0;
    *out = strtol(text, &end, 10);
    return end != text && *end == '\0' && errno == 0;
}

void settings_integer(struct settings *s, const char *name, long lo, long hi, long *out)
{
    const struct yaml *y = get_text(s, name, false);
    long v;

    if (!y)
        return;
    if (!integer_read(y->text, &v) || v < lo || v > hi)
        settings_complain(s, y, "'%s' is a whole number from %ld to %ld", name, lo, hi);
    else
        *out = v;
}

void settings_double(struct settings *s, const char *name, double *out)
{
    const struct yaml *y = get_text(s, name, false);
    char *end;
    double v;

    if (!y)
        return;
    v = strtod(y->text, &end);
    if (end == y->text || *end || !isfinite(v))
        settings_complain(s, y, "'%s' is a number", name);
    else
        *out = v;
}

bool truth_read(const char *text, bool *out)
{
    *out = !strcmp(text, "true") || !strcmp(text, "yes") || !strcmp(text, "on");
    return *out || !strcmp(text, "false") || !strcmp(text, "no") || !strcmp(text, "off");
}

void settings_truth(struct settings *s, const char *name, bool *out)
{
    const struct yaml *y = get_text(s, name, false);

    if (y && !truth_read(y->text, out))
        settings_complain(s, y, "'%s' is true or false", name);
}

static void texts_of(struct settings *s, const struct yaml *y, const char *name,
                     struct scalars *out)
{
    size_t n = y->kind == YAML_ITEMS ? y->count : 1;

    out->at = arena_array(s->arena, n, sizeof *out->at);
    out->count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct yaml *item = y->kind == YAML_ITEMS ? y->items[i] : y;

        if (item->kind != YAML_TEXT)
            settings_complain(s, item, "'%s' is a list of texts", name);
        else
            out->at[out->count++] = (struct scalar){item->text, item->line, item->column};
    }
}

void settings_texts(struct settings *s, const char *name, struct scalars *out)
{
    const struct yaml *y = settings_get(s, name, false);

    if (y)
        texts_of(s, y, name, out);
}

void settings_expressions(struct settings *s, const char *name, struct scalars *out)
{
    const struct yaml *y = settings_get(s, name, false);

    if (!y)
        return;
    if (y->kind == YAML_ITEMS && y->flow) {
        findings_add(s->findings, "L113", y->line, y->column,
                     "'%s' holds expressions: YAML would split them at their commas",
                     name);
        findings_help(s->findings, "write one expression a line, each after '- '");
        return;
    }
    texts_of(s, y, name, out);
}

static void bind(struct settings *s, struct binding *b, const struct yaml *map, size_t i)
{
    const struct yaml *item = map->items[i];

    if (item->kind != YAML_TEXT) {
        settings_complain(s, item, "'%s' is an expression", map->names[i].text);
        return;
    }
    b->name = map->names[i].text;
    b->text = (struct scalar){item->text, item->line, item->column};
}

void settings_bindings(struct settings *s, const char *name, struct binding **out,
                       size_t *count)
{
    const struct yaml *y = settings_get(s, name, false);

    if (!y)
        return;
    if (y->kind == YAML_TEXT) {
        settings_complain(s, y, "'%s' is a list of names with their expressions", name);
        return;
    }
    *out = arena_array(s->arena, y->count, sizeof **out);
    for (size_t i = 0; i < y->count; i++) {
        const struct yaml *map = y->kind == YAML_ITEMS ? y->items[i] : y;

        if (map->kind != YAML_FIELDS || (map != y && map->count != 1))
            settings_complain(s, map, "'%s' has one name and expression a line", name);
        else
            bind(s, &(*out)[*count], map, map == y ? i : 0);
        *count += map->kind == YAML_FIELDS && (*out)[*count].name;
    }
}

void settings_end(struct settings *s)
{
    for (size_t i = 0; s->map && i < s->map->count; i++) {
        const struct scalar *key = &s->map->names[i];
        const char *near;
        bool known = false;

        for (size_t k = 0; k < s->known_count; k++)
            known |= strcmp(s->known[k], key->text) == 0;
        if (known)
            continue;
        findings_add(s->findings, "L202", key->line, key->column, "%s has no key '%s'",
                     s->of, key->text);
        near = str_nearest(key->text, s->known);
        if (near)
            findings_help(s->findings, "did you mean '%s'?", near);
    }
}
