/* layout.c: breaks a document into lines.
 *
 * Text flows word by word: a word is what stands between two spaces, in whatever styles
 * ("**bold**," is one word of two pieces). A formula or a piece of code is part of a word
 * with its inner spaces, so it moves to the next line as a whole. */
#include "page/internal.h"

#include <string.h>

/* What begins the first line of a block and the following ones. */
struct prefix {
    enum style style;
    const char *first, *next;
};

struct flow {
    struct setter *setter;
    struct prefix prefix;
    size_t start; /* column where the text of this line began */
    size_t gap;   /* spaces before the word */
    struct run *word, **word_end;
    size_t word_columns;
};

static void begin_line(struct flow *f, const char *prefix)
{
    setter_put(f->setter, f->prefix.style, prefix, strlen(prefix));
    f->start = f->setter->column;
    f->gap = 0;
}

static void next_line(struct flow *f)
{
    setter_end_line(f->setter);
    begin_line(f, f->prefix.next);
}

/* The bytes of text[0..n) that go on a line with `room` cells, broken at a space if that
 * leaves at least half of it. */
static size_t breaking_point(const char *text, size_t n, size_t room)
{
    size_t fits = utf8_prefix(text, n, room);

    for (size_t at = fits; fits < n && at > fits / 2; at--)
        if (text[at] == ' ')
            return at;
    return fits;
}

/* A piece too wide for any line. */
static void put_broken(struct flow *f, const struct run *piece)
{
    struct setter *s = f->setter;
    const char *text = piece->text;
    size_t n = strlen(text);

    while (utf8_columns(text, n) > s->width - s->column) {
        size_t part = breaking_point(text, n, s->width - s->column);

        setter_put(s, piece->style, text, part);
        next_line(f);
        text += part;
        n -= part;
        while (n > 0 && *text == ' ') {
            text++;
            n--;
        }
    }
    setter_put(s, piece->style, text, n);
}

static void place_word(struct flow *f)
{
    struct setter *s = f->setter;
    bool at_start = s->column == f->start;

    if (!f->word)
        return;
    if (!at_start && s->column + f->gap + f->word_columns > s->width)
        next_line(f);
    else if (!at_start)
        setter_spaces(s, f->gap);
    for (const struct run *piece = f->word; piece; piece = piece->next)
        put_broken(f, piece);
    f->word = NULL;
    f->word_end = &f->word;
    f->word_columns = 0;
    f->gap = 0;
}

static void add_to_word(struct flow *f, enum style style, const char *text, size_t n)
{
    struct run *piece;

    if (n == 0)
        return;
    piece = arena_alloc(f->setter->arena, sizeof *piece);
    piece->style = style;
    piece->text = arena_strndup(f->setter->arena, text, n);
    *f->word_end = piece;
    f->word_end = &piece->next;
    f->word_columns += utf8_columns(text, n);
}

static void add_prose(struct flow *f, enum style style, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, " \n");

        add_to_word(f, style, text, n);
        text += n;
        if (!*text)
            break;
        place_word(f);
        if (*text++ == '\n')
            next_line(f);
        else
            f->gap++;
    }
}

static void add_run(struct flow *f, const struct run *run, bool heading)
{
    struct setter *s = f->setter;
    const char *text = run->text;
    bool whole = run->style == STYLE_MATH || run->style == STYLE_CODE;
    enum style style = heading && run->style == STYLE_PLAIN ? STYLE_STRONG : run->style;

    if (run->style == STYLE_MATH)
        text = setter_math(s, text);
    text = setter_safe(s, text, strlen(text), !whole);
    if (whole)
        add_to_word(f, style, text, strlen(text));
    else
        add_prose(f, style, text);
}

static void set_runs(struct setter *s, const struct block *b, struct prefix prefix)
{
    struct flow f = {.setter = s, .prefix = prefix};

    f.word_end = &f.word;
    begin_line(&f, prefix.first);
    for (const struct run *run = b->runs; run; run = run->next)
        add_run(&f, run, b->kind == BLOCK_HEADING);
    place_word(&f);
    setter_end_line(s);
}

/* Deep nesting leaves at least half of the width to the text. */
static int indent_of(const struct setter *s, int depth)
{
    int most = (int)s->width / 2 - 8;

    return 2 * depth < most ? 2 * depth : most < 0 ? 0 : most;
}

static struct prefix item_prefix(struct setter *s, const struct block *b)
{
    int indent = indent_of(s, b->level - 1);
    const char *bullet = s->options->ascii ? "* " : "\u2022 ";
    const char *first, *next;

    if (b->number)
        first = arena_printf(s->arena, "%*s%d. ", indent, "", b->number);
    else
        first = arena_printf(s->arena, "%*s%s", indent, "", bullet);
    next = arena_printf(s->arena, "%*s", (int)utf8_columns(first, strlen(first)), "");
    return (struct prefix){STYLE_PLAIN, first, next};
}

static struct prefix prefix_of(struct setter *s, const struct block *b)
{
    const char *indent, *bar = s->options->ascii ? "| " : "\u2502 ";

    if (b->kind == BLOCK_ITEM)
        return item_prefix(s, b);
    if (b->kind == BLOCK_QUOTE)
        return (struct prefix){STYLE_FAINT, bar, bar};
    indent = arena_printf(s->arena, "%*s",
                          b->kind == BLOCK_PARAGRAPH ? indent_of(s, b->level) : 0, "");
    return (struct prefix){STYLE_PLAIN, indent, indent};
}

/* Code keeps all it has, broken anywhere; a picture broken is none, so it is cut. */
static void set_verbatim(struct setter *s, const struct block *b)
{
    bool code = b->kind == BLOCK_CODE;
    size_t indent = code ? 2 : 0, room = s->width - indent;

    for (const char *text = b->text ? b->text : "", *end; *text;
         text = end + (*end == '\n')) {
        end = text + strcspn(text, "\n");
        const char *line = setter_safe(s, text, (size_t)(end - text), false);
        size_t n = strlen(line), part = utf8_prefix(line, n, room);

        for (; code && part < n; n -= part, part = utf8_prefix(line, n, room)) {
            setter_spaces(s, indent);
            setter_put(s, STYLE_CODE, line, part);
            setter_end_line(s);
            line += part;
        }
        setter_spaces(s, part ? indent : 0);
        setter_put(s, code ? STYLE_CODE : STYLE_PLAIN, line, part);
        setter_end_line(s);
    }
}

static void set_rule(struct setter *s)
{
    const char *dash = s->options->ascii ? "-" : "\u2500";

    for (size_t i = 0; i < s->width; i++)
        setter_put(s, STYLE_FAINT, dash, strlen(dash));
    setter_end_line(s);
}

static void set_directive(struct setter *s, const struct block *b)
{
    const char *info = setter_safe(s, b->info, strlen(b->info), false);
    size_t n = utf8_prefix(info, strlen(info), s->width - 2);

    setter_put(s, STYLE_FAINT, "[", 1);
    setter_put(s, STYLE_FAINT, info, n);
    setter_put(s, STYLE_FAINT, "]", 1);
    setter_end_line(s);
}

static void set_block(struct setter *s, const struct block *b)
{
    s->from = b;
    switch (b->kind) {
    case BLOCK_HEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_ITEM:
    case BLOCK_QUOTE: set_runs(s, b, prefix_of(s, b)); break;
    case BLOCK_CODE:
    case BLOCK_PICTURE: set_verbatim(s, b); break;
    case BLOCK_RULE: set_rule(s); break;
    case BLOCK_TABLE: table_set(s, b); break;
    case BLOCK_DIRECTIVE: set_directive(s, b); break;
    }
}

struct layout *layout_document(struct arena *a, const struct document *doc,
                               const struct layout_options *options)
{
    struct setter s = {.arena = a, .options = options, .text = str_in(a)};

    s.out = arena_alloc(a, sizeof *s.out);
    s.end = &s.runs;
    s.width = options->width < 20 ? 20 : options->width;
    for (const struct block *b = doc->first; b; b = b->next) {
        set_block(&s, b);
        s.from = NULL;
        if (b->next && !(b->kind == BLOCK_ITEM && b->next->kind == BLOCK_ITEM))
            setter_end_line(&s);
    }
    return s.out;
}
