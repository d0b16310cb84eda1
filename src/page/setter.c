/* setter.c: puts pieces of text into lines. */
#include "page/internal.h"

const char *setter_safe(struct setter *s, const char *text, size_t n, bool lines)
{
    struct str safe = str_in(s->arena), plain;

    text_safe(&safe, text, n, lines);
    if (!s->options->ascii)
        return safe.text;
    plain = str_in(s->arena);
    paint_ascii(&plain, safe.text, safe.len);
    return plain.text;
}

/* Moves the piece in the making to the finished ones. */
static void finish_run(struct setter *s)
{
    struct run *run;

    if (s->text.len == 0)
        return;
    run = arena_alloc(s->arena, sizeof *run);
    run->style = s->style;
    run->text = s->text.text;
    *s->end = run;
    s->end = &run->next;
    s->text = str_in(s->arena);
}

void setter_put(struct setter *s, enum style style, const char *text, size_t n)
{
    if (style != s->style)
        finish_run(s);
    s->style = style;
    str_addn(&s->text, text, n);
    s->column += utf8_columns(text, n);
}

void setter_spaces(struct setter *s, size_t n)
{
    while (n-- > 0)
        setter_put(s, STYLE_PLAIN, " ", 1);
}

void setter_end_line(struct setter *s)
{
    struct layout *out = s->out;

    finish_run(s);
    if (out->count == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 32;

        out->lines = arena_grow(s->arena, out->lines, s->cap, cap, sizeof *out->lines);
        s->cap = cap;
    }
    out->lines[out->count++] = (struct line){s->runs, s->column, s->from};
    s->runs = NULL;
    s->end = &s->runs;
    s->column = 0;
}

const char *setter_math(struct setter *s, const char *text)
{
    const struct layout_options *o = s->options;
    const char *math = o->math ? o->math(s->arena, text, o->context) : NULL;

    return math ? math : text;
}
