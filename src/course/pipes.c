/* pipes.c: tables drawn with bars, which CommonMark leaves to its dialects.
 *
 *   | step | place |          every Git host shows such lines as a table, and so do we.
 *   |-----:|------:|          They are kept from the parser in a fence of their own, which
 *   | 0    | 3     |          takes the place of the blank lines around them.
 */
#include "course/internal.h"

#include <string.h>

enum { MOST_COLUMNS = 16 };

static const char fence_info[] = "pipe-table";

/* ---- before the parser ------------------------------------------------------------ */

struct lines {
    const char *text;
    size_t n, at;
};

static size_t line_length(const struct lines *l)
{
    const char *end = l->at < l->n ? memchr(l->text + l->at, '\n', l->n - l->at) : NULL;

    return end ? (size_t)(end - l->text) + 1 - l->at : l->n - l->at;
}

static bool starts_with(const struct lines *l, const char *with)
{
    size_t n = strlen(with);

    return l->n - l->at >= n && memcmp(l->text + l->at, with, n) == 0;
}

static bool is_blank(const struct lines *l, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r\n", l->text[l->at + i]))
            return false;
    return true;
}

/* Copies a table, the cursor at its first line. The blank line before it is the last one
 * written, and becomes the fence. */
static void copy_table(struct lines *l, struct str *out)
{
    while (out->len && out->text[out->len - 1] == '\n')
        str_remove(out, out->len - 1, 1);
    str_addf(out, "%s```%s\n", out->len ? "\n" : "", fence_info);
    while (l->at < l->n && l->text[l->at] == '|') {
        size_t length = line_length(l);

        str_addn(out, l->text + l->at, length);
        l->at += length;
    }
    if (out->text[out->len - 1] != '\n')
        str_addc(out, '\n');
    str_add(out, "```\n");
    if (l->at < l->n && is_blank(l, line_length(l)))
        l->at += line_length(l);
}

const char *pipes_fence(struct arena *a, const char *text)
{
    struct lines l = {text, strlen(text), 0};
    struct str out = str_in(a);
    bool fenced = false, after_blank = true;

    while (l.at < l.n) {
        size_t length = line_length(&l);

        if (starts_with(&l, "```") || starts_with(&l, "~~~"))
            fenced = !fenced;
        if (!fenced && after_blank && l.text[l.at] == '|') {
            copy_table(&l, &out);
            after_blank = true;
            continue;
        }
        after_blank = is_blank(&l, length);
        str_addn(&out, l.text + l.at, length);
        l.at += length;
    }
    return out.text;
}

/* ---- behind it --------------------------------------------------------------- */

/* Copies a span of mathematics with its signs, a bar in it without its escape; behind it,
 * or `from` if none begins there. */
static const char *copy_math(struct str *out, const char *from, const char *to)
{
    const char *end;

    if (to - from < 4 || strncmp(from, "$`", 2) != 0)
        return from;
    for (end = from + 2; end + 1 < to && strncmp(end, "`$", 2) != 0;)
        end++;
    if (end + 1 >= to)
        return from;
    for (; from < end + 2; from++)
        if (strncmp(from, "\\|", 2) != 0)
            str_addc(out, *from);
    return from;
}

/* A cell as plain words and mathematics: without blanks at its ends, other marks and
 * escapes. */
static const char *cell_text(struct arena *a, const char *from, const char *to)
{
    struct str out = str_in(a);

    while (from < to && *from == ' ')
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\r'))
        to--;
    while (from < to) {
        const char *behind = copy_math(&out, from, to);

        if (behind > from) {
            from = behind;
            continue;
        }
        if (*from == '\\' && from + 1 < to)
            str_addc(&out, *++from);
        else if (*from != '*' && *from != '`')
            str_addc(&out, *from);
        from++;
    }
    return out.text;
}

static const char *cell_end(const char *at, const char *end)
{
    while (at < end && *at != '|')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at;
}

static size_t read_row(struct arena *a, const char *line, const char *end,
                       const char **cells)
{
    size_t n = 0;

    for (const char *at = line + 1; at < end && n < MOST_COLUMNS;) {
        const char *to = cell_end(at, end);

        if (to == end && strspn(at, " \r") == (size_t)(end - at))
            break;
        cells[n++] = cell_text(a, at, to);
        at = to + 1;
    }
    return n;
}

static bool is_rule(const char *line, const char *end)
{
    return strspn(line, "|-: \r") >= (size_t)(end - line) &&
           memchr(line, '-', (size_t)(end - line));
}

static void add_row(struct arena *a, struct block *b, const char **cells, size_t n)
{
    size_t old = b->row_count * b->column_count;

    if (!b->row_count)
        b->column_count = n;
    b->cells = arena_grow(a, b->cells, old, old + b->column_count, sizeof *b->cells);
    for (size_t i = 0; i < b->column_count; i++)
        b->cells[old + i] = i < n ? cells[i] : "";
    b->row_count++;
}

bool pipes_table(struct arena *a, struct block *b)
{
    const char *line = b->text, *end;

    if (b->kind != BLOCK_CODE || strcmp(b->info, fence_info) != 0)
        return false;
    b->kind = BLOCK_TABLE;
    for (; *line; line = *end ? end + 1 : end) {
        const char *cells[MOST_COLUMNS];

        end = line + strcspn(line, "\n");
        if (is_rule(line, end))
            b->has_head = b->row_count == 1;
        else
            add_row(a, b, cells, read_row(a, line, end, cells));
    }
    return true;
}
