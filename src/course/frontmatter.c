/* frontmatter.c: YAML by its events, with everything left out that could surprise.
 *
 * Types are not guessed: `no`, `1e3` and `3:30` arrive as the texts they are, and the
 * schema of the key decides. What has no use in a lesson (anchors, aliases, tags, merge
 * keys, a second document) is refused rather than obeyed, and keys given twice are told,
 * which libyaml does not. */
#include "course/internal.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST = 8, FRONT_LIMIT = 64 * 1024, FILE_LIMIT = 256 * 1024 };

struct loader {
    struct arena *arena;
    yaml_parser_t parser;
    struct findings *findings;
    size_t line; /* of the text's first line in its file */
    const char *text;
    size_t n, seen_line, seen_at; /* a line found before, and where it begins */
    bool failed;
};

/* The column in the file: a fence may have been moved in. */
static size_t column_of(struct loader *l, yaml_mark_t at)
{
    const char *end;

    if (at.line < l->seen_line)
        l->seen_line = l->seen_at = 0;
    for (; l->seen_line < at.line; l->seen_line++) {
        end = memchr(l->text + l->seen_at, '\n', l->n - l->seen_at);
        if (!end)
            return at.column + 1;
        l->seen_at = (size_t)(end - l->text) + 1;
    }
    end =
        l->seen_at < l->n ? memchr(l->text + l->seen_at, '\n', l->n - l->seen_at) : NULL;
    return at.column + 1 +
           place_shift(l->findings, l->line + at.line, l->text + l->seen_at,
                       (end ? (size_t)(end - l->text) : l->n) - l->seen_at);
}

static void complain(struct loader *l, const char *code, yaml_mark_t at, const char *what)
{
    findings_add(l->findings, code, l->line + at.line, column_of(l, at), "%s", what);
    l->failed = true;
}

/* libyaml tells where it stumbled, and what it was reading at the time. */
static void complain_syntax(struct loader *l)
{
    yaml_parser_t *p = &l->parser;
    const char *problem = p->problem ? p->problem : "this is no YAML";

    complain(l, p->error == YAML_READER_ERROR ? "L101" : "L110", p->problem_mark,
             problem);
    if (p->context)
        findings_help(l->findings, "%s that began in line %zu, column %zu", p->context,
                      l->line + p->context_mark.line, column_of(l, p->context_mark));
}

static bool next_event(struct loader *l, yaml_event_t *event)
{
    if (l->failed)
        return false;
    if (!yaml_parser_parse(&l->parser, event)) {
        complain_syntax(l);
        return false;
    }
    return true;
}

/* ---- nodes ------------------------------------------------------------------- */

static struct yaml *new_node(struct loader *l, enum yaml_kind kind, yaml_mark_t at)
{
    struct yaml *y = arena_alloc(l->arena, sizeof *y);

    y->kind = kind;
    y->line = l->line + at.line;
    y->column = column_of(l, at);
    return y;
}

static void push(struct loader *l, struct yaml *y, struct scalar name, struct yaml *item)
{
    if (y->count == y->cap) {
        size_t cap = y->cap ? 2 * y->cap : 8;

        y->items = arena_grow(l->arena, y->items, y->count, cap, sizeof *y->items);
        y->names = arena_grow(l->arena, y->names, y->count, cap, sizeof *y->names);
        y->cap = cap;
    }
    y->items[y->count] = item;
    y->names[y->count++] = name;
}

static void refuse_marks(struct loader *l, const yaml_event_t *event,
                         const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        complain(l, "L112", event->start_mark, "anchors (&name) are not allowed here");
    else if (tag)
        complain(l, "L112", event->start_mark, "tags (!name) are not allowed here");
}

static struct yaml *read_text(struct loader *l, const yaml_event_t *event)
{
    struct yaml *y = new_node(l, YAML_TEXT, event->start_mark);
    size_t n = event->data.scalar.length;

    refuse_marks(l, event, event->data.scalar.anchor, event->data.scalar.tag);
    y->text = arena_strndup(l->arena, (const char *)event->data.scalar.value, n);
    y->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    y->column += y->quoted; /* the text begins behind the quote */
    if (strlen(y->text) != n)
        complain(l, "L101", event->start_mark, "a zero byte in a text");
    return y;
}

static struct yaml *read_node(struct loader *l, yaml_event_t *event, int depth);

static struct yaml *read_items(struct loader *l, const yaml_event_t *start, int depth)
{
    struct yaml *y = new_node(l, YAML_ITEMS, start->start_mark);
    yaml_event_t event;
    bool more = true;

    refuse_marks(l, start, start->data.sequence_start.anchor,
                 start->data.sequence_start.tag);
    y->flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    while (more && next_event(l, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT)
            more = false;
        else
            push(l, y, (struct scalar){0}, read_node(l, &event, depth + 1));
        yaml_event_delete(&event);
    }
    return y;
}

static void check_key(struct loader *l, const struct yaml *y, const yaml_event_t *event)
{
    const char *key = (const char *)event->data.scalar.value;
    const struct yaml *other = yaml_get(y, key);

    if (strcmp(key, "<<") == 0)
        complain(l, "L112", event->start_mark, "merge keys (<<) are not allowed here");
    if (!other)
        return;
    complain(l, "L111", event->start_mark,
             arena_printf(l->arena, "the key '%s' is given twice", key));
    findings_help(l->findings, "the other one stands in line %zu", other->line);
}

static struct yaml *read_fields(struct loader *l, const yaml_event_t *start, int depth)
{
    struct yaml *y = new_node(l, YAML_FIELDS, start->start_mark);
    yaml_event_t event;
    bool more = true;

    refuse_marks(l, start, start->data.mapping_start.anchor,
                 start->data.mapping_start.tag);
    y->flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    while (more && next_event(l, &event)) {
        struct scalar name = {0};

        if (event.type == YAML_MAPPING_END_EVENT) {
            more = false;
        } else if (event.type != YAML_SCALAR_EVENT) {
            complain(l, "L112", event.start_mark, "a key is a plain word");
        } else {
            struct yaml *key = read_text(l, &event);

            check_key(l, y, &event);
            name = (struct scalar){key->text, key->line, key->column};
        }
        yaml_event_delete(&event);
        if (more && next_event(l, &event)) {
            push(l, y, name, read_node(l, &event, depth + 1));
            yaml_event_delete(&event);
        }
    }
    return y;
}

static struct yaml *read_node(struct loader *l, yaml_event_t *event, int depth)
{
    if (depth > DEEPEST)
        complain(l, "L112", event->start_mark, "nested more than eight levels deep");
    else if (event->type == YAML_SCALAR_EVENT)
        return read_text(l, event);
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        return read_items(l, event, depth);
    else if (event->type == YAML_MAPPING_START_EVENT)
        return read_fields(l, event, depth);
    else if (event->type == YAML_ALIAS_EVENT)
        complain(l, "L112", event->start_mark, "aliases (*name) are not allowed here");
    else
        complain(l, "L110", event->start_mark, "something is missing here");
    return new_node(l, YAML_TEXT, event->start_mark);
}

/* ---- documents --------------------------------------------------------------- */

static struct yaml *read_stream(struct loader *l)
{
    struct yaml *root = NULL;
    yaml_event_t event;
    bool more = true;
    int documents = 0;

    while (more && next_event(l, &event)) {
        if (event.type == YAML_STREAM_END_EVENT)
            more = false;
        else if (event.type == YAML_DOCUMENT_START_EVENT && documents++ == 1)
            complain(l, "L112", event.start_mark, "a second document begins here");
        else if (event.type != YAML_STREAM_START_EVENT &&
                 event.type != YAML_DOCUMENT_START_EVENT &&
                 event.type != YAML_DOCUMENT_END_EVENT)
            root = read_node(l, &event, 1);
        yaml_event_delete(&event);
    }
    if (l->failed)
        return NULL;
    return root ? root : new_node(l, YAML_FIELDS, (yaml_mark_t){0});
}

struct yaml *yaml_read(struct arena *a, const char *text, size_t n, size_t line,
                       struct findings *findings)
{
    struct loader l = {
        .arena = a, .findings = findings, .line = line, .text = text, .n = n};
    struct yaml *root;

    if (!yaml_parser_initialize(&l.parser))
        return NULL;
    yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l.parser, (const unsigned char *)text, n);
    root = read_stream(&l);
    yaml_parser_delete(&l.parser);
    return root;
}

const struct yaml *yaml_get(const struct yaml *y, const char *name)
{
    for (size_t i = 0; y && y->kind == YAML_FIELDS && i < y->count; i++)
        if (y->names[i].text && strcmp(y->names[i].text, name) == 0)
            return y->items[i];
    return NULL;
}

/* ---- files ------------------------------------------------------------------- */

static size_t bad_byte(const char *text, size_t n)
{
    size_t used;

    for (size_t at = 0; at < n; at += used) {
        uint32_t c = utf8_decode(text + at, n - at, &used);

        if (c == 0 || (c == 0xFFFD && used == 1))
            return at;
    }
    return n;
}

static size_t column_at(const char *text, size_t at)
{
    size_t from = at;

    while (from && text[from - 1] != '\n')
        from--;
    return place_characters(text + from, at - from) + 1;
}

static bool is_fence(const char *line, size_t left)
{
    if (left < 3 || memcmp(line, "---", 3) != 0)
        return false;
    return left == 3 || line[3] == '\n' ||
           (line[3] == '\r' && left > 4 && line[4] == '\n');
}

static size_t line_end(const char *text, size_t at, size_t n)
{
    const char *end = at < n ? memchr(text + at, '\n', n - at) : NULL;

    return end ? (size_t)(end - text) + 1 : n;
}

bool file_split(struct arena *a, const char *text, size_t n, struct file_parts *out,
                struct findings *findings)
{
    size_t start = line_end(text, 0, n), at = start, bad = bad_byte(text, n);

    findings->source = text;
    findings->source_size = n;
    if (n > FILE_LIMIT || bad < n) {
        findings_add(findings, "L101", bad < n ? line_of(text, bad) : 0,
                     bad < n ? column_at(text, bad) : 0,
                     bad < n ? "this is not UTF-8 text"
                             : "the file has more than 256 KiB");
        return false;
    }
    if (!is_fence(text, n)) {
        findings_add(findings, "L102", 1, 1, "the file does not begin with a line ---");
        return false;
    }
    while (at < n && !is_fence(text + at, n - at))
        at = line_end(text, at, n);
    if (at >= n || at - start > FRONT_LIMIT) {
        findings_add(findings, "L102", 1, 1, "no line --- ends the front matter");
        return false;
    }
    out->front = yaml_read(a, text + start, at - start, 2, findings);
    at = line_end(text, at, n);
    out->body = text + at;
    out->body_size = n - at;
    out->body_line = line_of(text, at);
    return out->front != NULL;
}
