/* findings.c: what an author should look at, with its place. */
#include "course/course.h"

#include <stdio.h>
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

void findings_add(struct findings *f, const char *code, size_t line, size_t column,
                  const char *fmt, ...)
{
    struct finding *new = next_finding(f);
    char message[400];
    va_list args;

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    *new = (struct finding){.file = f->file,
                            .code = code,
                            .line = line,
                            .column = column,
                            .severity = severity_of(code),
                            .message = arena_strdup(f->arena, message)};
    f->errors += new->severity == SEVERITY_ERROR;
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
