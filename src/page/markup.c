/* markup.c: CommonMark to blocks, with cmark.
 *
 * The tree is walked with cmark's iterator, never by recursion: a text may nest deeper
 * than our stack. Containers leave only numbers behind (how deep, which item). */
#include "page/page.h"

#include <cmark.h>
#include <string.h>

enum { LARGEST_TEXT = 256 * 1024, LARGEST_PIECE = 64 * 1024 };

const char *const markup_directives[] = {"plot",   "descent", "steps", "problem",  "quiz",
                                         "reveal", "note",    "hint",  "solution", NULL};

struct reader {
    struct document *doc;
    struct block *block; /* takes the inline text */
    const char **lines;  /* where each line of the source begins */
    size_t first_line;
    int list_depth, quote_depth, emph, strong;
    struct str text; /* of one style, not yet a run */
    enum style style;
};

/* ---- inline text ----------------------------------------------------------------- */

static void flush_text(struct reader *r)
{
    if (r->text.len && r->block)
        block_add_run(r->doc, r->block, r->style, r->text.text);
    r->text = str_in(r->doc->arena);
}

static void add_text(struct reader *r, enum style style, const char *text)
{
    if (style != r->style)
        flush_text(r);
    r->style = style;
    str_add(&r->text, text ? text : "");
}

static enum style current_style(const struct reader *r)
{
    if (r->strong)
        return STYLE_STRONG;
    return r->emph ? STYLE_EMPH : STYLE_PLAIN;
}

static const char *text_of(cmark_node *node)
{
    if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
        return "";
    return cmark_node_get_literal(node);
}

/* Is the code span between dollar signs? The one after it is taken away here; the one
 * before it ends the text that waits. */
static bool take_dollars(struct reader *r, cmark_node *code)
{
    cmark_node *next = cmark_node_next(code);
    const char *after = text_of(next);

    if (after[0] != '$' || r->text.len == 0 || r->text.text[r->text.len - 1] != '$')
        return false;
    cmark_node_set_literal(next, arena_strdup(r->doc->arena, after + 1));
    str_remove(&r->text, r->text.len - 1, 1);
    return true;
}

static void add_code(struct reader *r, cmark_node *node)
{
    const char *text = arena_strdup(r->doc->arena, cmark_node_get_literal(node));
    bool math = take_dollars(r, node);

    flush_text(r); /* two spans side by side stay two */
    add_text(r, math ? STYLE_MATH : STYLE_CODE, text);
    flush_text(r);
}

/* Behind a link its address, unless the text says it already. */
static void end_link(struct reader *r, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    const char *text = text_of(cmark_node_first_child(node));

    if (url && strcmp(url, text) != 0) {
        add_text(r, STYLE_FAINT, " <");
        add_text(r, STYLE_FAINT, url);
        add_text(r, STYLE_FAINT, ">");
    }
}

static void read_inline(struct reader *r, cmark_node *node, bool entering)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
        add_text(r, current_style(r), cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK: add_text(r, current_style(r), " "); break;
    case CMARK_NODE_LINEBREAK: add_text(r, current_style(r), "\n"); break;
    case CMARK_NODE_CODE: add_code(r, node); break;
    case CMARK_NODE_EMPH: r->emph += entering ? 1 : -1; break;
    case CMARK_NODE_STRONG: r->strong += entering ? 1 : -1; break;
    case CMARK_NODE_IMAGE: add_text(r, current_style(r), entering ? "[" : "]"); break;
    case CMARK_NODE_LINK:
        if (!entering)
            end_link(r, node);
        break;
    default: break;
    }
}

/* ---- blocks ---------------------------------------------------------------------- */

static struct block *begin_block(struct reader *r, cmark_node *node, enum block_kind kind)
{
    struct block *b = document_add(r->doc, kind);

    b->line = (size_t)cmark_node_get_start_line(node) + r->first_line - 1;
    return b;
}

/* The number of an item; its list counts in user data. */
static int item_number(cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    intptr_t before = (intptr_t)cmark_node_get_user_data(list);

    if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
        return 0;
    cmark_node_set_user_data(list, (void *)(before + 1));
    return cmark_node_get_list_start(list) + (int)before;
}

static void begin_item(struct reader *r, cmark_node *node)
{
    struct block *b = begin_block(r, node, BLOCK_ITEM);

    b->level = r->list_depth;
    b->number = item_number(node);
}

/* The first paragraph of an item is the item. */
static void begin_paragraph(struct reader *r, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    bool in_item = cmark_node_get_type(parent) == CMARK_NODE_ITEM;

    if (in_item && !cmark_node_previous(node)) {
        r->block = r->doc->last;
        return;
    }
    r->block = begin_block(r, node, r->quote_depth ? BLOCK_QUOTE : BLOCK_PARAGRAPH);
    r->block->level = r->quote_depth ? 0 : r->list_depth;
}

static bool is_directive(const char *info)
{
    size_t n = strcspn(info, " \t");

    for (size_t i = 0; markup_directives[i]; i++)
        if (strlen(markup_directives[i]) == n &&
            memcmp(info, markup_directives[i], n) == 0)
            return true;
    return false;
}

/* Line `number`, from 1, without its end. */
static const char *source_line(const struct reader *r, int number, size_t *n)
{
    const char *line = r->lines[number - 1];

    *n = strcspn(line, "\r\n");
    return line;
}

/* CommonMark lets a fence that is never closed run to the end. A closing fence is three
 * or more of the same sign, and nothing behind them. */
static bool is_unclosed(const struct reader *r, cmark_node *node)
{
    size_t n, fence = 0;
    const char *line = source_line(r, cmark_node_get_end_line(node), &n);

    if (cmark_node_get_end_line(node) == cmark_node_get_start_line(node))
        return true;
    while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
        n--;
    while (fence < n && (line[n - 1 - fence] == '`' || line[n - 1 - fence] == '~'))
        fence++;
    return fence < 3;
}

static bool is_fenced(const struct reader *r, cmark_node *node)
{
    size_t n, at = (size_t)cmark_node_get_start_column(node) - 1;
    const char *line = source_line(r, cmark_node_get_start_line(node), &n);

    return at < n && (line[at] == '`' || line[at] == '~');
}

static void read_code_block(struct reader *r, cmark_node *node)
{
    const char *info = cmark_node_get_fence_info(node);
    struct block *b;

    info = info ? info : "";
    b = begin_block(r, node, is_directive(info) ? BLOCK_DIRECTIVE : BLOCK_CODE);
    b->info = arena_strdup(r->doc->arena, info);
    b->text = arena_strdup(r->doc->arena, cmark_node_get_literal(node));
    b->indent = (size_t)cmark_node_get_start_column(node) - 1;
    b->unclosed = is_fenced(r, node) && is_unclosed(r, node);
}

static void read_html_block(struct reader *r, cmark_node *node)
{
    char *text = arena_strdup(r->doc->arena, cmark_node_get_literal(node));
    size_t n = strlen(text);

    while (n > 0 && text[n - 1] == '\n')
        text[--n] = '\0';
    block_add_run(r->doc, begin_block(r, node, BLOCK_PARAGRAPH), STYLE_PLAIN, text);
}

static void read_node(struct reader *r, cmark_node *node, bool entering)
{
    int step = entering ? 1 : -1;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE: r->quote_depth += step; break;
    case CMARK_NODE_LIST: r->list_depth += step; break;
    case CMARK_NODE_ITEM:
        if (entering)
            begin_item(r, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        if (entering)
            begin_paragraph(r, node);
        else
            flush_text(r);
        break;
    case CMARK_NODE_HEADING:
        if (entering) {
            r->block = begin_block(r, node, BLOCK_HEADING);
            r->block->level = cmark_node_get_heading_level(node);
        } else
            flush_text(r);
        break;
    case CMARK_NODE_CODE_BLOCK: read_code_block(r, node); break;
    case CMARK_NODE_HTML_BLOCK: read_html_block(r, node); break;
    case CMARK_NODE_THEMATIC_BREAK: begin_block(r, node, BLOCK_RULE); break;
    default: read_inline(r, node, entering); break;
    }
}

static void read_tree(struct reader *r, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        read_node(r, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
}

/* ---- the text -------------------------------------------------------------------- */

/* The place where 64 KiB have passed without a blank line, or n. */
static size_t piece_too_large(const char *text, size_t n)
{
    size_t start = 0;

    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n' && i + 1 < n && (text[i + 1] == '\n' || text[i + 1] == '\r'))
            start = i + 1;
        else if (i - start > LARGEST_PIECE)
            return start;
    }
    return n;
}

/* As CommonMark counts lines: ended by LF, CR LF or CR. */
static const char **line_starts(struct arena *a, const char *text, size_t n)
{
    const char **lines = arena_array(a, n + 2, sizeof *lines);
    size_t count = 0;

    lines[count++] = text;
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
            lines[count++] = text + i + 1;
    lines[count] = text + n;
    return lines;
}

enum status markup_read(struct arena *a, const char *text, size_t n, size_t first_line,
                        struct document **doc, struct diag *d)
{
    struct reader r = {.doc = document_new(a), .first_line = first_line};
    size_t large = piece_too_large(text, n);
    cmark_node *root;

    if (n > LARGEST_TEXT)
        return diag_set(d, ST_LIMIT, (struct span){0, 0}, "the text has more than %d KiB",
                        LARGEST_TEXT / 1024);
    if (large < n)
        return diag_set(d, ST_LIMIT, (struct span){large, large},
                        "more than %d KiB without a blank line", LARGEST_PIECE / 1024);
    r.lines = line_starts(a, arena_strndup(a, text, n), n);
    r.text = str_in(a);
    root = cmark_parse_document(text, n, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
    read_tree(&r, root);
    cmark_node_free(root);
    *doc = r.doc;
    return ST_OK;
}
