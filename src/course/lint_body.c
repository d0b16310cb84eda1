/* lint_body.c: the Markdown of a file, line by line: mathematics that does not parse, lines
 * too long for a diff, headings that skip a level. */
#include "course/lint.h"

#include <string.h>

enum { LONGEST_LINE = 100 };

struct body {
    struct lint_file *f;
    const char *line; /* being read, n bytes */
    size_t n, number;
    char fence;        /* the sign of the fence the line is in, or 0 */
    bool code, markup; /* ... which holds code that is no directive; prose */
    size_t level;      /* of the last heading */
};

/* ---- mathematics ------------------------------------------------------------------- */

/* {{ expr }} as a name of the same length. */
static char *without_slots(struct arena *a, const char *text, size_t n)
{
    char *copy = arena_strndup(a, text, n), *at = copy, *end;

    while ((at = strstr(at, "{{")) && (end = strstr(at, "}}"))) {
        memset(at, ' ', (size_t)(end + 2 - at));
        *at = 'v';
        at = end + 2;
    }
    return copy;
}

static void check_math(struct body *b, size_t from, size_t to)
{
    struct arena *a = b->f->arena;
    struct scope scope = {.author = true};
    char *math = without_slots(a, b->line + from, to - from);
    struct reading reading;
    struct diag d = {0};

    /* In a table a bar that parts no cells is escaped. */
    for (char *bar = math; b->line[0] == '|' && (bar = strstr(bar, "\\|"));)
        *bar = ' ';

    if (expr_parse(a, math, to - from, &scope, &reading, &d) == ST_OK)
        return;
    findings_add(b->f->findings, "L605", b->number,
                 place_characters(b->line, from + d.at.from) + 1, "%s", d.message);
    if (d.help[0])
        findings_help(b->f->findings, "%s", d.help);
}

/* A code span between dollar signs. */
static void find_math(struct body *b)
{
    for (size_t i = 0; i + 1 < b->n; i++) {
        const char *end;

        if (b->line[i] == '`') { /* some other span: passed over */
            end = memchr(b->line + i + 1, '`', b->n - i - 1);
            if (!end)
                return;
            i = (size_t)(end - b->line);
            continue;
        }
        if (b->line[i] != '$' || b->line[i + 1] != '`')
            continue;
        end = memchr(b->line + i + 2, '`', b->n - i - 2);
        if (!end)
            return;
        if (end + 1 < b->line + b->n && end[1] == '$')
            check_math(b, i + 2, (size_t)(end - b->line));
        i = (size_t)(end - b->line);
    }
}

/* ---- lines --------------------------------------------------------------------------- */

static size_t indent_of(const struct body *b)
{
    size_t i = 0;

    while (i < b->n && b->line[i] == ' ')
        i++;
    return i;
}

static bool is_prose_fence(const char *info, size_t n)
{
    static const char *const words[] = {"note", "reveal", "hint", "solution"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && !memcmp(words[i], info, n))
            return true;
    return false;
}

static bool is_directive(const char *info, size_t n)
{
    for (size_t i = 0; markup_directives[i]; i++)
        if (strlen(markup_directives[i]) == n && !memcmp(markup_directives[i], info, n))
            return true;
    return false;
}

/* Takes a line that opens or closes a fence. */
static bool take_fence(struct body *b)
{
    size_t i = indent_of(b), from, to;
    char c = i + 2 < b->n ? b->line[i] : 0;

    if ((c != '`' && c != '~') || b->line[i + 1] != c || b->line[i + 2] != c ||
        (b->fence && b->fence != c))
        return false;
    b->fence = b->fence ? 0 : c;
    for (from = i + 3; from < b->n && (b->line[from] == c || b->line[from] == ' ');)
        from++;
    for (to = from; to < b->n && !strchr(" \t\r", b->line[to]);)
        to++;
    b->markup = is_prose_fence(b->line + from, to - from);
    b->code = !is_directive(b->line + from, to - from);
    return true;
}

static void check_heading(struct body *b)
{
    size_t level = 0;

    while (level < b->n && b->line[level] == '#')
        level++;
    if (!level || level > 6 || level >= b->n || b->line[level] != ' ')
        return;
    if (b->level && level > b->level + 1)
        findings_add(b->f->findings, "L801", b->number, 1,
                     "a heading of level %zu follows one of level %zu", level, b->level);
    b->level = level;
}

static void check_width(struct body *b)
{
    size_t wide = place_characters(b->line, b->n);

    if (wide > LONGEST_LINE && b->line[indent_of(b)] != '|')
        findings_add(b->f->findings, "L801", b->number, LONGEST_LINE + 1,
                     "the line has %zu characters, more than %d", wide, LONGEST_LINE);
}

static void take_line(struct body *b)
{
    if (take_fence(b) || (b->fence && b->code))
        return;
    find_math(b);
    if (b->fence && !b->markup)
        return;
    check_width(b);
    if (!b->fence)
        check_heading(b);
}

void lint_body(struct lint_file *f)
{
    const char *at = f->parts.body, *end = at + f->parts.body_size;
    struct body b = {.f = f, .number = f->parts.body_line};

    for (; at < end; b.number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        b.line = at;
        b.n = (size_t)((stop ? stop : end) - at);
        at = stop ? stop + 1 : end;
        if (b.n && b.line[b.n - 1] == '\r')
            b.n--;
        if (b.n)
            take_line(&b);
    }
}
