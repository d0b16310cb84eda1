/* t-layout.c: documents as lines, in plain text and in colour. */
#include "page/page.h"

#include "tap.h"

static const char *pretty(struct arena *a, const char *text, void *context)
{
    (void)context;
    return strcmp(text, "x^2") == 0 ? arena_strdup(a, "x\u00B2") : NULL;
}

static const struct {
    const char *markup;
    size_t width;
    bool ascii;
    const char *lines, *shows;
} cases[] = {
    {"", 40, false, "", "nothing"},
    {"one two three four five six seven", 20, false,
     "one two three four\nfive six seven\n", "words flow"},
    {"one\n\ntwo", 40, false, "one\n\ntwo\n", "a blank line between blocks"},
    {"a  \nb", 40, false, "a\nb\n", "a hard break"},
    {"0123456789012345678901234567890", 20, false, "01234567890123456789\n01234567890\n",
     "a word wider than the line"},
    {"ab 0123456789012345678901", 20, false, "ab\n01234567890123456789\n01\n",
     "it begins on a line of its own"},
    {"the **strong**, *leaning* word", 20, false, "the strong, leaning\nword\n",
     "styles do not break words"},
    {"about all the $`x + 1 + y`$, or", 20, false, "about all the\nx + 1 + y, or\n",
     "a formula stays whole"},
    {"$`a + b + c + d + e + f + g + h`$", 20, false, "a + b + c + d + e +\nf + g + h\n",
     "a wide formula breaks at a space"},
    {"let $`x^2`$ be", 40, false, "let x\u00B2 be\n", "math is drawn"},
    {"let $`x^2`$ be", 40, true, "let x^2 be\n", "and 7-bit if asked"},
    {"# Title\n\n- a\n- b\n  - c c c c c c c c c\n\n7. d", 20, false,
     "Title\n\n\u2022 a\n\u2022 b\n  \u2022 c c c c c c c c\n    c\n7. d\n",
     "lists hang"},
    {"- a", 20, true, "* a\n", "7-bit bullets"},
    {"> one two three four five", 20, false, "\u2502 one two three four\n\u2502 five\n",
     "a quotation has a bar"},
    {"```\n  a\n\nb b b b b b b b b b b\n```", 20, false,
     "    a\n\n  b b b b b b b b b \n  b b\n", "code is broken anywhere"},
    {"a\n\n---\n\nb", 20, true, "a\n\n--------------------\n\nb\n", "a rule"},
    {"```plot id=a\nf: x\n```", 20, false, "[plot id=a]\n", "a directive by its name"},
    {"\033[31m \xE2\x80\xAE", 40, false, "^[[31m \uFFFD\n",
     "nothing hostile gets through"},
    {"\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00", 21, false,
     "\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\u4E00\n\u4E00\n",
     "wide characters are not split"},
};

static void test_cases(struct arena *a)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct layout_options options = {cases[i].width, cases[i].ascii, pretty, NULL};
        struct str out = str_in(a);
        struct document *doc;

        markup_read(a, cases[i].markup, strlen(cases[i].markup), 1, &doc, NULL);
        paint_layout(&out, layout_document(a, doc, &options), false);
        is_str(out.text, cases[i].lines, "%s", cases[i].shows);
    }
}

static struct document *table_of(struct arena *a, size_t rows, size_t columns,
                                 const char *const *cells)
{
    struct document *doc = document_new(a);
    struct block *b = document_add(doc, BLOCK_TABLE);

    b->row_count = rows;
    b->column_count = columns;
    b->has_head = true;
    b->cells = (const char **)cells;
    return doc;
}

static const char *in_angles(struct arena *a, const char *text, void *context)
{
    (void)context;
    return arena_printf(a, "<%s>", text);
}

static void test_math_in_tables(struct arena *a)
{
    static const char *const cells[] = {"$`x^2*3`$", "f", "at $`2*x`$, $`y`$", "$` open"};
    struct layout_options options = {.width = 60, .math = in_angles};
    struct str out = str_in(a);

    paint_layout(&out, layout_document(a, table_of(a, 2, 2, cells), &options), false);
    is_str(out.text,
           "<x^2*3>        f\n"
           "─────────────  ───────\n"
           "at <2*x>, <y>  $` open\n",
           "mathematics in cells is drawn");
}

static void test_tables(struct arena *a)
{
    static const char *const cells[] = {
        "x",    "f(x)",  "what is there",
        "-1/2", "25/16", "end",
        "2.5",  "0",     "a minimum that has a long name"};
    struct layout_options wide = {.width = 60}, narrow = {.width = 30, .ascii = true};
    struct layout_options tiny = {.width = 20};
    struct document *doc = table_of(a, 3, 3, cells);
    struct str out = str_in(a);
    const char *many[64];

    paint_layout(&out, layout_document(a, doc, &wide), false);
    is_str(out.text,
           "   x   f(x)  what is there\n"
           "────  ─────  ──────────────────────────────\n"
           "-1/2  25/16  end\n"
           " 2.5      0  a minimum that has a long name\n",
           "numbers to the right, texts to the left");
    out = str_in(a);
    paint_layout(&out, layout_document(a, doc, &narrow), false);
    is_str(out.text,
           "   x   f(x)  what is there\n"
           "----  -----  -----------------\n"
           "-1/2  25/16  end\n"
           " 2.5      0  a minimum that...\n",
           "the widest column is cut");
    for (size_t i = 0; i < 64; i++)
        many[i] = "text";
    struct layout *layout = layout_document(a, table_of(a, 2, 32, many), &tiny);
    ok(layout->count == 3 && layout->lines[0].columns <= 20, "too many columns");
}

static void test_other_blocks(struct arena *a)
{
    struct document *doc = document_new(a);
    struct layout_options options = {.width = 20};
    struct str plain = str_in(a), colour = str_in(a);
    struct block *picture = document_add(doc, BLOCK_PICTURE);
    struct layout *layout;

    picture->text = "  /\\\n /  \\ and more that-is too wide\n";
    document_say(doc, STYLE_GOOD, "right");
    layout = layout_document(a, doc, &options);
    paint_layout(&plain, layout, false);
    is_str(plain.text, "  /\\\n /  \\ and more that-\n\nright\n",
           "a picture is cut, not broken");
    paint_layout(&colour, layout, true);
    is_str(colour.text, "  /\\\n /  \\ and more that-\n\n\033[32mright\033[0m\n",
           "colours");
    ok(layout->lines[0].from == picture && !layout->lines[2].from,
       "lines know their block");
    is_int(layout->lines[3].columns, 5, "and their width");
}

/* Random Markdown at any width: no line too wide, and its columns are what they say. */
static void test_any(void)
{
    static const char *const pieces[] = {"word ",
                                         "**",
                                         "`code it`",
                                         "$`x + 1`$",
                                         "\n",
                                         "\n\n",
                                         "- ",
                                         "> ",
                                         "    ",
                                         "7. ",
                                         "\u4E00",
                                         "e\u0301",
                                         "```\n",
                                         "# ",
                                         "\033",
                                         "\xFF",
                                         "longer-than-most-words",
                                         "  \n",
                                         "<b>"};
    struct rng r = {2024};
    bool narrow = true, counted = true;

    for (int round = 0; round < 600; round++) {
        struct layout_options options = {.width = 20 + rng_below(&r, 60)};
        struct arena *own = arena_new();
        struct str text = str_in(own);
        struct document *doc;

        options.ascii = rng_below(&r, 2);
        for (int i = 0; i < 60; i++)
            str_add(&text, pieces[rng_below(&r, sizeof pieces / sizeof *pieces)]);
        markup_read(own, text.text, text.len, 1, &doc, NULL);
        struct layout *layout = layout_document(own, doc, &options);
        for (size_t i = 0; i < layout->count; i++) {
            size_t columns = 0;

            for (struct run *run = layout->lines[i].runs; run; run = run->next)
                columns += utf8_columns(run->text, strlen(run->text));
            counted &= columns == layout->lines[i].columns;
            narrow &= columns <= options.width;
        }
        arena_free(own);
    }
    ok(narrow, "random documents (seed 2024) stay within the width");
    ok(counted, "and count their columns");
}

int main(void)
{
    struct arena *a = arena_new();

    test_cases(a);
    test_tables(a);
    test_math_in_tables(a);
    test_other_blocks(a);
    test_any();
    arena_free(a);
    return done_testing();
}
