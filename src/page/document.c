/* document.c: a document is a list of blocks, a block holds runs of text. */
#include "page/page.h"

struct document *document_new(struct arena *a)
{
    struct document *doc = arena_alloc(a, sizeof *doc);

    doc->arena = a;
    return doc;
}

struct block *document_add(struct document *doc, enum block_kind kind)
{
    struct block *b = arena_alloc(doc->arena, sizeof *b);

    b->kind = kind;
    if (doc->last)
        doc->last->next = b;
    else
        doc->first = b;
    return doc->last = b;
}

void block_add_run(struct document *doc, struct block *b, enum style style,
                   const char *text)
{
    struct run *run = arena_alloc(doc->arena, sizeof *run);

    run->style = style;
    run->text = arena_strdup(doc->arena, text);
    if (b->last_run)
        b->last_run->next = run;
    else
        b->runs = run;
    b->last_run = run;
}

void document_say(struct document *doc, enum style style, const char *text)
{
    block_add_run(doc, document_add(doc, BLOCK_PARAGRAPH), style, text);
}
