/* help.c: help pages, written from the rows of verbs.def and options.def. */
#include "verb/internal.h"

#include "optim/optim.h"

#include <string.h>

const char *verb_function(size_t i)
{
    return i < FN_COUNT ? func_row((enum func_id)i)->name : NULL;
}

static void add_lines(struct document *doc, const char *text)
{
    struct block *b = document_add(doc, BLOCK_PICTURE);
    struct str s = str_in(doc->arena);

    for (const char *at = text; *at;) {
        const char *end = strchrnul(at, '\n');

        str_add(&s, "  ");
        str_addn(&s, at, (size_t)(end - at));
        str_add(&s, *end ? "\n" : "");
        at = *end ? end + 1 : end;
    }
    b->text = s.text;
}

static void heading(struct document *doc, const char *text)
{
    struct block *b = document_add(doc, BLOCK_HEADING);

    b->level = 1;
    block_add_run(doc, b, STYLE_STRONG, text);
}

/* Two columns; the first as wide as its longest entry. */
static void columns(struct document *doc, const char *const (*rows)[2], size_t n)
{
    struct str s = str_in(doc->arena);
    size_t width = 0;

    for (size_t i = 0; i < n; i++)
        if (utf8_columns(rows[i][0], strlen(rows[i][0])) > width)
            width = utf8_columns(rows[i][0], strlen(rows[i][0]));
    for (size_t i = 0; i < n; i++)
        str_addf(&s, "%-*s  %s%s", (int)width, rows[i][0], rows[i][1],
                 i + 1 < n ? "\n" : "");
    add_lines(doc, s.text);
}

static const char *option_name(struct arena *a, const struct option_row *o)
{
    char *name = arena_printf(a, "--%s%s%s", o->name, o->value ? " " : "",
                              o->value ? o->value : "");

    for (size_t i = 2; i < strlen(o->name) + 2; i++)
        if (name[i] == '_')
            name[i] = '-';
    return name;
}

static void option_list(struct document *doc, const struct verb_row *v, bool general)
{
    const char *(*rows)[2] = arena_array(doc->arena, option_count(), sizeof *rows);
    size_t n = 0;

    for (size_t i = 0; i < option_count(); i++) {
        const struct option_row *o = option_row(i);

        if (o->general != general || (v && !verb_takes(v, o)))
            continue;
        rows[n][0] = option_name(doc->arena, o);
        rows[n++][1] = o->says;
    }
    if (!n)
        return;
    heading(doc, general ? "Options of every question" : "Options");
    columns(doc, (const char *const(*)[2])rows, n);
}

static void all_verbs(struct document *doc)
{
    const char *(*rows)[2] = arena_array(doc->arena, verb_count(), sizeof *rows);
    size_t n = 0;

    for (size_t i = 0; i < verb_count(); i++) {
        if (verb_row(i)->hidden)
            continue;
        rows[n][0] = verb_row(i)->name;
        rows[n++][1] = verb_row(i)->says;
    }
    heading(doc, "Questions");
    columns(doc, (const char *const(*)[2])rows, n);
}

/* Formula, where it is from, and how the paper's form differs. */
struct document *verb_methods(struct arena *a)
{
    struct document *doc = document_new(a);

    document_say(doc, STYLE_PLAIN,
                 "g is the gradient at x, h the rate, a dash marks what comes next; each "
                 "coordinate is treated alike. Where the paper differs, that is said.");
    for (int m = 0; m < METHOD_COUNT; m++) {
        const struct method_row *row = method_row((enum method)m);

        heading(doc, arena_printf(a, "%s: %s", row->name, row->title));
        add_lines(doc, row->formula);
        document_say(doc, STYLE_FAINT, row->source);
        if (row->remark)
            document_say(doc, STYLE_FAINT, row->remark);
        if (row->options[0])
            document_say(doc, STYLE_PLAIN, arena_printf(a, "reads: %s", row->options));
    }
    return doc;
}

struct document *verb_help(struct arena *a, const struct verb_row *v)
{
    struct document *doc = document_new(a);

    if (v) {
        add_lines(doc, arena_printf(a, "gradus %s %s", v->name, v->usage));
        document_say(doc, STYLE_PLAIN, v->says);
        if (v->about)
            document_say(doc, STYLE_PLAIN, v->about);
        if (v->examples) {
            heading(doc, "Examples");
            add_lines(doc, v->examples);
        }
        option_list(doc, v, false);
        option_list(doc, v, true);
        return doc;
    }
    heading(doc, "gradus: a tutor and workbench for the calculus of going downhill");
    add_lines(doc,
              "gradus                       open the tutor\n"
              "gradus 'x^3 - 3x'            what an expression is worth knowing for\n"
              "gradus critical 'x^3 - 3x'   one question\n"
              "gradus COMMAND --help        the help of one command");
    heading(doc, "The tutor");
    add_lines(
        doc,
        "learn [LESSON]      a lesson\n"
        "practice [PROBLEM]  a problem\n"
        "preview FILE        an author's file, shown again when it is saved\n"
        "watch EXPR          a descent in the theatre\n"
        "repl                a calculator with history\n"
        "batch               one command or JSON request a line, one line of JSON back");
    all_verbs(doc);
    option_list(doc, NULL, true);
    return doc;
}
