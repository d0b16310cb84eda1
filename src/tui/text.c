/* text.c: parts of a sheet as lines one below the other. */
#include "tui/internal.h"

#include <string.h>

struct text text_in(struct arena *a, int width, bool ascii)
{
    return (struct text){.arena = a, .width = width < 20 ? 20 : width, .ascii = ascii};
}

struct text_line *text_add(struct text *t)
{
    if (t->count == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 64;

        t->lines = arena_grow(t->arena, t->lines, t->count, cap, sizeof *t->lines);
        t->cap = cap;
    }
    t->lines[t->count] = (struct text_line){0};
    return &t->lines[t->count++];
}

static bool is_blank(const struct text_line *line)
{
    return !line->runs && !line->figure && line->kind == LINE_TEXT;
}

void text_blank(struct text *t)
{
    if (t->count && !is_blank(&t->lines[t->count - 1]))
        text_add(t);
}

void text_document(struct text *t, const struct document *doc, int indent,
                   const void *from)
{
    int width = t->width - indent;
    struct layout_options options = {
        .width = (size_t)(width < 20 ? 20 : width), .ascii = t->ascii, .math = text_math};
    struct layout *layout = layout_document(t->arena, doc, &options);

    for (size_t i = 0; i < layout->count; i++) {
        struct text_line *line = text_add(t);

        line->runs = layout->lines[i].runs;
        line->indent = indent;
        line->from = from;
    }
}

void text_say(struct text *t, enum style style, int indent, const char *words)
{
    struct document *doc = document_new(t->arena);

    document_say(doc, style, words);
    text_document(t, doc, indent, NULL);
}

/* ---- mathematics ------------------------------------------------------------------------- */

/* What can't be read is shown as it is written. */
const char *text_math(struct arena *a, const char *text, void *context)
{
    struct scope scope = {NULL, false, true};
    struct reading reading;
    struct diag d;
    struct str out = str_in(a);

    (void)context;
    if (expr_parse(a, text, strlen(text), &scope, &reading, &d) != ST_OK)
        return text;
    syntax_print(&out, reading.root, NOTE_UNICODE);
    return out.text;
}
