/* findings.c: what an author should look at, with its place. */
#include "course/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct findings findings_in(struct arena *a, const char *file)
{
    return (struct findings){.arena = a, .file = file};
}

static struct finding *next_finding(struct findings *f)
{
    if (f->count == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 8;

        f->at = arena_grow(f->arena, f->at, f->count, cap, sizeof *f->at);
        f->cap = cap;
    }
    return &f->at[f->count++];
}

/* The codes that are no errors, as AUTHORING 7 lists them. */
static enum severity severity_of(const char *code)
{
    static const char warnings[] = "L310 L311 L312 L402 L502 L503 L603 L607 L702 L802";

    if (strstr(warnings, code))
        return SEVERITY_WARNING;
    return strcmp(code, "L801") == 0 ? SEVERITY_INFO : SEVERITY_ERROR;
}

static void add(struct findings *f, const char *code, struct spot at, const char *message)
{
    struct finding *new = next_finding(f);

    *new = (struct finding){.file = f->file,
                            .code = code,
                            .line = at.line,
                            .column = at.column,
                            .severity = severity_of(code),
                            .message = arena_strdup(f->arena, message)};
    f->errors += new->severity == SEVERITY_ERROR;
    f->warnings += new->severity == SEVERITY_WARNING;
}

void findings_add(struct findings *f, const char *code, size_t line, size_t column,
                  const char *fmt, ...)
{
    char message[400];
    va_list args;

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    add(f, code, (struct spot){line, column}, message);
}

void findings_within(struct findings *f, const char *code, const struct scalar *text,
                     size_t offset, const char *fmt, ...)
{
    char message[400];
    va_list args;

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    add(f, code, place_in(f, text, offset), message);
}

const char *severity_name(enum severity s)
{
    switch (s) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_INFO: return "info";
    }
    return "error";
}

const char *findings_reason(const struct findings *f, const char *path)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->at[i].severity == SEVERITY_ERROR)
            return f->at[i].line ? arena_printf(f->arena, "line %zu: %s", f->at[i].line,
                                                f->at[i].message)
                                 : f->at[i].message;
    return path;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    int order = strcmp(x->file, y->file);

    if (!order)
        order = (x->line > y->line) - (x->line < y->line);
    if (!order)
        order = (x->column > y->column) - (x->column < y->column);
    if (!order)
        order = strcmp(x->code, y->code);
    return order ? order : strcmp(x->message, y->message);
}

void findings_sort(struct findings *f)
{
    size_t kept = 0;

    if (f->count)
        qsort(f->at, f->count, sizeof *f->at, by_place);
    f->errors = f->warnings = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (kept && by_place(&f->at[kept - 1], &f->at[i]) == 0)
            continue;
        f->at[kept++] = f->at[i];
        f->errors += f->at[i].severity == SEVERITY_ERROR;
        f->warnings += f->at[i].severity == SEVERITY_WARNING;
    }
    f->count = kept;
}

void findings_help(struct findings *f, const char *fmt, ...)
{
    char help[300];
    va_list args;

    if (!f->count)
        return;
    va_start(args, fmt);
    vsnprintf(help, sizeof help, fmt, args);
    va_end(args);
    f->at[f->count - 1].help = arena_strdup(f->arena, help);
}
