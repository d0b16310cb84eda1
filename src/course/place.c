/* place.c: where in an author's file a character of a text stands.
 *
 *   answer: 'it''s'          YAML took a quote away: the s is the fifth character of the
 *   answer: >-               value and the seventh of the file's; a folded text begins on
 *     a +                    the next line; a fence in a list has lost its indent
 *
 * The text is held against the file and both are read along. */
#include "course/internal.h"

#include <string.h>

bool place_line(const struct findings *f, size_t line, struct span *out)
{
    const char *text = f->source, *end;
    size_t at = 0;

    if (!text || !line)
        return false;
    for (; line > 1; line--) {
        end = at < f->source_size ? memchr(text + at, '\n', f->source_size - at) : NULL;
        if (!end)
            return false;
        at = (size_t)(end - text) + 1;
    }
    end = memchr(text + at, '\n', f->source_size - at);
    *out = (struct span){at, end ? (size_t)(end - text) : f->source_size};
    return true;
}

size_t place_characters(const char *text, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

size_t place_shift(const struct findings *f, size_t line, const char *content, size_t n)
{
    struct span s;

    while (n && content[n - 1] == '\r')
        n--;
    if (!place_line(f, line, &s))
        return 0;
    while (s.to > s.from && f->source[s.to - 1] == '\r')
        s.to--;
    if (s.to - s.from < n || memcmp(f->source + s.to - n, content, n) != 0)
        return 0;
    return place_characters(f->source + s.from, s.to - s.from - n);
}

size_t place_indent(const struct findings *f, size_t line)
{
    struct span s;
    size_t at;

    if (!place_line(f, line, &s))
        return 1;
    for (at = s.from; at < s.to && f->source[at] == ' ';)
        at++;
    return at < s.to ? at - s.from + 1 : 1;
}

/* Both ends of the reading: the next character of the file, and the place of it. */
struct reading_along {
    const char *text;
    size_t n, at;
    struct spot place;
    char quote; /* ' or ", or | for a block, or 0 */
};

static void advance(struct reading_along *r)
{
    if (r->at >= r->n)
        return;
    if (r->text[r->at] == '\n') {
        r->place.line++;
        r->place.column = 1;
    } else if ((r->text[r->at] & 0xC0) != 0x80) {
        r->place.column++;
    }
    r->at++;
    while (r->at < r->n && (r->text[r->at] & 0xC0) == 0x80)
        r->at++;
}

static bool at_blank(const struct reading_along *r)
{
    return r->at < r->n && strchr(" \t\r\n", r->text[r->at]);
}

/* One character of the value has been read: a byte of it or a sign of its own. */
static void follow(struct reading_along *r, char c)
{
    if (c == ' ' || c == '\n') { /* a fold: all blanks of the file up to the next text */
        size_t at = r->at;
        bool fold = false;

        for (; at < r->n && strchr(" \t\r\n", r->text[at]); at++)
            fold |= r->text[at] == '\n';
        if (!fold)
            advance(r);
        while (fold && at_blank(r))
            advance(r);
        return;
    }
    if ((r->quote == '\'' && r->at + 1 < r->n && r->text[r->at] == '\'') ||
        (r->quote == '"' && r->text[r->at] == '\\'))
        advance(r);
    advance(r);
}

struct spot place_in(const struct findings *f, const struct scalar *s, size_t offset)
{
    struct spot place = {s->line, s->column};
    struct reading_along r = {.text = f->source, .n = f->source_size, .place = place};
    struct span line;

    if (!place_line(f, s->line, &line) || !s->column) {
        place.column += place_characters(s->text, offset);
        return place;
    }
    r.at = line.from;
    for (r.place.column = 1; r.place.column < s->column && r.at < line.to;)
        advance(&r);
    if (r.at > line.from && strchr("'\"|>", r.text[r.at - 1]))
        r.quote = r.text[r.at - 1];
    if (r.quote == '|' || r.quote == '>') {
        while (r.at < r.n && r.text[r.at] != '\n')
            advance(&r);
        while (at_blank(&r))
            advance(&r);
    }
    for (size_t i = 0; i < offset && s->text[i]; i++)
        if ((s->text[i] & 0xC0) != 0x80)
            follow(&r, s->text[i]);
    return r.place;
}
