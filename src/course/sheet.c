/* sheet.c: markup with values and directives as sheets of parts. */
#include "course/internal.h"

#include <string.h>

void sheet_add(struct sheet *sheet, struct part *part)
{
    part->next = NULL;
    if (sheet->last)
        sheet->last->next = part;
    else
        sheet->first = part;
    sheet->last = part;
}

static struct document *text_part(struct sheet_maker *m, struct sheet *sheet, size_t line)
{
    struct part *part;

    if (sheet->last && sheet->last->kind == PART_TEXT)
        return sheet->last->text;
    part = arena_alloc(pool_arena(m->s->pool), sizeof *part);
    part->kind = PART_TEXT;
    part->line = line;
    part->text = document_new(pool_arena(m->s->pool));
    sheet_add(sheet, part);
    return part->text;
}

static void move_block(struct document *doc, struct block *b)
{
    b->next = NULL;
    if (doc->last)
        doc->last->next = b;
    else
        doc->first = b;
    doc->last = b;
}

static const char *plain_text(struct arena *a, const struct block *b)
{
    struct str out = str_in(a);

    for (const struct run *run = b->runs; run; run = run->next)
        str_add(&out, run->text);
    return out.text;
}

/* ```decent is probably a descent. */
static void check_word(struct sheet_maker *m, const struct block *b)
{
    size_t n = b->info ? strcspn(b->info, " \t") : 0;
    const char *word = arena_strndup(m->findings->arena, b->info ? b->info : "", n),
               *near;

    near = n > 2 ? str_nearest(word, markup_directives) : NULL;
    if (!near)
        return;
    findings_add(m->findings, "L603", b->line, place_indent(m->findings, b->line) + 3,
                 "'%s' is no directive", word);
    findings_help(m->findings, "did you mean '%s'?", near);
}

/* Code that is no directive may hold values as well. */
static void fill_code(struct sheet_maker *m, struct block *b)
{
    struct diag d = {0};

    if (b->unclosed)
        findings_add(m->findings, "L601", b->line, place_indent(m->findings, b->line),
                     "this fence is never closed");
    check_word(m, b);
    if (expand_text(m->s, m->names, b->text, strlen(b->text), EXPAND_PLAIN, &b->text,
                    NULL, &d) != ST_OK)
        findings_add(m->findings, "L604", b->line, 1, "%s", d.message);
}

static void keep_hint(struct sheet_maker *m, struct document *text)
{
    if (m->hint_count == m->hint_cap) {
        size_t cap = m->hint_cap ? 2 * m->hint_cap : 8;

        m->hints = arena_grow(pool_arena(m->s->pool), m->hints, m->hint_count, cap,
                              sizeof *m->hints);
        m->hint_cap = cap;
    }
    m->hints[m->hint_count++] = text;
}

static void add_directive(struct sheet_maker *m, struct sheet *sheet,
                          const struct block *b)
{
    struct part *part = directive_read(m, b);

    if (!part)
        return;
    if (part->kind == PART_HINT && m->hints)
        keep_hint(m, part->text);
    else
        sheet_add(sheet, part);
}

static struct sheet *new_sheet(struct sheet_maker *m, struct sheet *before,
                               const char *title)
{
    struct sheet *sheet = arena_alloc(pool_arena(m->s->pool), sizeof *sheet);

    sheet->title = title;
    if (before)
        before->next = sheet;
    return sheet;
}

/* A heading of level 2 begins the next sheet, unless nothing came before it. */
static struct sheet *turn_page(struct sheet_maker *m, struct sheet *sheet,
                               const struct block *b, bool split)
{
    const char *title;

    if (b->kind != BLOCK_HEADING || b->level > 2)
        return sheet;
    title = plain_text(pool_arena(m->s->pool), b);
    if (split && b->level == 2 && sheet->first)
        return new_sheet(m, sheet, title);
    if (!sheet->title)
        sheet->title = title;
    return sheet;
}

static bool filled(struct sheet_maker *m, const char *text, size_t n, size_t first_line,
                   const char **out)
{
    size_t bad = 0, line = first_line, column = 1, from;
    struct diag d = {0};

    if (expand_text(m->s, m->names, text, n, EXPAND_MARKUP, out, &bad, &d) == ST_OK)
        return true;
    for (size_t i = 0; i < bad && i < n; i++) {
        column = text[i] == '\n' ? 1 : column + ((text[i] & 0xC0) != 0x80);
        line += text[i] == '\n';
    }
    for (from = bad; from && text[from - 1] != '\n';)
        from--;
    column += place_shift(m->findings, line, text + from, strcspn(text + from, "\n"));
    findings_add(m->findings, "L604", line, column, "%s", d.message);
    if (d.help[0])
        findings_help(m->findings, "%s", d.help);
    return false;
}

struct sheet *sheets_read(struct sheet_maker *m, const char *text, size_t n,
                          size_t first_line, bool split)
{
    struct arena *a = pool_arena(m->s->pool);
    struct sheet *first = new_sheet(m, NULL, NULL), *sheet = first;
    struct document *doc;
    struct diag d = {0};
    const char *all;

    if (!filled(m, text, n, first_line, &all))
        return NULL;
    all = pipes_fence(a, all);
    if (markup_read(a, all, strlen(all), first_line, &doc, &d) != ST_OK) {
        findings_add(m->findings, "L101", first_line, 0, "%s", d.message);
        return NULL;
    }
    for (struct block *b = doc->first, *next; b; b = next) {
        next = b->next;
        sheet = turn_page(m, sheet, b, split);
        if (b->kind == BLOCK_DIRECTIVE) {
            add_directive(m, sheet, b);
            continue;
        }
        if (b->kind == BLOCK_CODE && !pipes_table(a, b))
            fill_code(m, b);
        move_block(text_part(m, sheet, b->line), b);
    }
    return first;
}
