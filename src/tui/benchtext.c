/* benchtext.c: what was found about a function, as lines. */
#include "tui/bench.h"

#include <math.h>
#include <string.h>

bool spot_is_extremum(const struct spot *s)
{
    return s->kind <= SPOT_OPEN;
}

const char *spot_mark(const struct spot *s, bool ascii)
{
    static const char *const marks[SPOT_KINDS][2] = {
        [SPOT_MAX] = {"\u25b2", "^"},     [SPOT_MIN] = {"\u25bc", "v"},
        [SPOT_NEITHER] = {"\u25c6", "*"}, [SPOT_OPEN] = {"?", "?"},
        [SPOT_ZERO] = {"\u2022", "0"},    [SPOT_INFLECTION] = {"\u25c6", "*"},
        [SPOT_HOLE] = {"\u25cb", "o"},    [SPOT_POLE] = {"\u2191", "!"}};

    return s->end ? (ascii ? "#" : "\u25a0") : marks[s->kind][ascii];
}

const char *spot_word(const struct spot *s)
{
    switch (s->kind) {
    case SPOT_MAX: return s->global ? "MAX" : "max";
    case SPOT_MIN: return s->global ? "MIN" : "min";
    case SPOT_NEITHER: return "neither";
    case SPOT_OPEN: return "open";
    case SPOT_ZERO: return "zero";
    case SPOT_INFLECTION: return "inflection";
    case SPOT_HOLE: return "hole";
    case SPOT_POLE: return "pole";
    case SPOT_KINDS: break;
    }
    return "";
}

/* ---- lines ---------------------------------------------------------------------------- */

/* A line kept as it is. */
static void add_row(struct text *t, enum style style, const char *words)
{
    struct text_line *line = text_add(t);

    line->runs = arena_alloc(t->arena, sizeof *line->runs);
    *line->runs = (struct run){.style = style, .text = words};
}

/* Right-aligned in so many columns. */
static const char *right(struct arena *a, const char *text, int columns)
{
    int wide = (int)utf8_columns(text, strlen(text));

    return arena_printf(a, "%*s%s", wide < columns ? columns - wide : 0, "", text);
}

static void add_spot_row(struct text *t, const struct spot *s, bool chosen)
{
    struct arena *a = t->arena;
    const char *sign = !chosen ? " " : t->ascii ? ">" : "\u25b8";

    add_row(t, chosen ? STYLE_STRONG : STYLE_PLAIN,
            arena_printf(a, "%s%s %s  %s %-7s %s", sign, right(a, s->x, 8),
                         right(a, s->value ? s->value : "", 8), spot_mark(s, t->ascii),
                         spot_word(s), s->why ? s->why : ""));
}

static void add_table(struct text *t, const struct facts *f, long chosen)
{
    bool any = false;

    for (size_t i = 0; i < f->count; i++) {
        if (!spot_is_extremum(&f->spots[i]))
            continue;
        if (!any)
            add_row(t, STYLE_FAINT,
                    arena_printf(
                        t->arena, "%s %s  what      why", right(t->arena, f->name, 9),
                        right(t->arena, arena_printf(t->arena, "f(%s)", f->name), 8)));
        add_spot_row(t, &f->spots[i], (long)i == chosen);
        any = true;
    }
    if (!any)
        text_say(t, STYLE_FAINT, 1, "no critical point is listed");
}

/* "zeros: 0, 2" */
static void add_kind(struct text *t, const struct facts *f, enum spot_kind kind,
                     const char *name)
{
    struct str s = str_in(t->arena);

    for (size_t i = 0; i < f->count; i++) {
        const struct spot *spot = &f->spots[i];

        if (spot->kind != kind)
            continue;
        str_addf(&s, "%s%s", s.len ? ", " : name, spot->exact ? spot->exact : spot->x);
        if (spot->exact && strcmp(spot->exact, spot->x) != 0)
            str_addf(&s, " %s", spot->x);
        if (kind == SPOT_HOLE)
            str_addf(&s, " (f tends to %s)", spot->value);
    }
    if (s.len)
        text_say(t, STYLE_PLAIN, 1, s.text);
}

static void add_notes(struct text *t, const struct facts *f)
{
    for (size_t i = 0; i < f->note_count; i++)
        text_say(t, f->notes[i].style, 1, f->notes[i].says);
}

static void add_working(struct text *t, const struct facts *f)
{
    text_blank(t);
    text_say(t, STYLE_STRONG, 1, "Derivative, step by step");
    if (f->working.question)
        text_say(t, STYLE_MATH, 2, f->working.question);
    for (size_t i = 0; i < f->working.count; i++) {
        const struct derived_line *line = &f->working.lines[i];

        if (line->says)
            text_say(t, STYLE_PLAIN, 2,
                     arena_printf(t->arena, "%zu  %s", i + 1, line->says));
        if (line->math)
            text_say(t, STYLE_MATH, 5, line->math);
    }
}

void bench_text(struct text *t, const struct facts *f, long chosen, bool steps)
{
    add_table(t, f, chosen);
    text_blank(t);
    add_kind(t, f, SPOT_ZERO, "zeros: ");
    add_kind(t, f, SPOT_POLE, "poles: ");
    add_kind(t, f, SPOT_HOLE, "holes: ");
    if (f->second)
        text_say(t, STYLE_MATH, 1, arena_printf(t->arena, "f\u2033 = %s", f->second));
    add_kind(t, f, SPOT_INFLECTION, "inflections: ");
    if (f->domain)
        text_say(t, STYLE_PLAIN, 1, arena_printf(t->arena, "domain: %s", f->domain));
    text_blank(t);
    add_notes(t, f);
    if (steps)
        add_working(t, f);
}
