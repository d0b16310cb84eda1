/* t-markup.c: CommonMark to blocks, shown in a small notation.
 *
 *   kind[level.number]@line{style:text|style:text}      for example
 *   P@1{plain:a |strong:b}
 */
#include "page/page.h"

#include "tap.h"

#include <stdlib.h>
#include <time.h>

static const char *const styles[STYLE_COUNT] = {"plain", "strong", "emph", "math", "code",
                                                "faint", "accent", "good", "bad"};
static const char kinds[] = "HPIQCRTVD";

static void show_block(struct str *out, const struct block *b)
{
    str_addf(out, "%c", kinds[b->kind]);
    if (b->level)
        str_addf(out, "%d", b->level);
    if (b->number)
        str_addf(out, ".%d", b->number);
    str_addf(out, "@%zu", b->line);
    if (b->indent)
        str_addf(out, "+%zu", b->indent);
    if (b->unclosed)
        str_add(out, "!");
    if (b->text)
        str_addf(out, "(%s)[%s]", b->info, b->text);
    str_add(out, b->runs ? "{" : "");
    for (const struct run *run = b->runs; run; run = run->next)
        str_addf(out, "%s:%s%s", styles[run->style], run->text, run->next ? "|" : "}");
    str_add(out, b->next ? " " : "");
}

static const struct {
    const char *text, *blocks, *shows;
} cases[] = {
    {"", "", "nothing"},
    {"one\ntwo\n\nthree", "P@1{plain:one two} P@4{plain:three}", "paragraphs"},
    {"a  \nb", "P@1{plain:a\nb}", "a hard break"},
    {"# A *b*\n\nT\n=", "H1@1{plain:A |emph:b} H1@3{plain:T}", "headings"},
    {"**a *b* c** `d`", "P@1{strong:a b c|plain: |code:d}", "styles inside each other"},
    {"x $`2*x*y`$ y", "P@1{plain:x |math:2*x*y|plain: y}", "a math span"},
    {"$`a`$$`b`$", "P@1{math:a|math:b}", "two math spans side by side"},
    {"`a``b` `c`", "P@1{code:a``b|plain: |code:c}", "code stays code"},
    {"$`a` and `b`$", "P@1{plain:$|code:a|plain: and |code:b|plain:$}",
     "dollars that do not meet"},
    {"costs $5 `x`", "P@1{plain:costs $5 |code:x}", "a bare dollar"},
    {"**$`x`$**, *y*", "P@1{math:x|plain:, |emph:y}", "math within bold"},
    {"- a\n- b\n  - c\n\n    d\n- e",
     "I1@1{plain:a} I1@2{plain:b} I2@3{plain:c} P2@5{plain:d} I1@6{plain:e}", "lists"},
    {"3. a\n3. b\n\n   c", "I1.3@1{plain:a} I1.4@2{plain:b} P1@4{plain:c}",
     "numbers count on"},
    {"1. a\n   1. b\n2. c", "I1.1@1{plain:a} I2.1@2{plain:b} I1.2@3{plain:c}",
     "lists within lists count by themselves"},
    {"-\n- # h", "I1@1 I1@2 H1@2{plain:h}", "items without a paragraph"},
    {"> a\n> b\n\nc", "Q@1{plain:a b} P@4{plain:c}", "a quotation"},
    {"---", "R@1", "a rule"},
    {"```c x\na\n b\n```", "C@1(c x)[a\n b\n]", "a code block"},
    {"    a", "C@1+4()[a\n]", "an indented code block"},
    {"\n```plot id=p\nf: x\n```", "D@2(plot id=p)[f: x\n]", "a directive"},
    {"  ~~~hint\n  a\n  ~~~", "D@1+2(hint)[a\n]", "its indent"},
    {"```plotter\n```", "C@1(plotter)[]", "no directive"},
    {"```plot\nf: x\n", "D@1!(plot)[f: x\n]", "a fence that is not closed"},
    {"```plot", "D@1!(plot)[]", "nor this one"},
    {"> ```plot\n> f: x\n> ```", "D@1+2(plot)[f: x\n]", "closed within a quotation"},
    {"```plot\r\nf: x\r\n```\r\n", "D@1(plot)[f: x\n]", "lines ended by CR LF"},
    {"a <b>c</b>", "P@1{plain:a <b>c</b>}", "raw HTML is text"},
    {"<!-- a\nb -->", "P@1{plain:<!-- a\nb -->}", "so is a block of it"},
    {"[t](http://u)", "P@1{plain:t|faint: <http://u>}", "a link and its address"},
    {"<http://u>", "P@1{plain:http://u}", "an address alone"},
    {"![alt](p.png)", "P@1{plain:[alt]}", "a picture by its words"},
    {"&amp; \\* {{x}}", "P@1{plain:& * {{x}}}", "entities and escapes"},
};

static void test_cases(struct arena *a)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = str_in(a);
        struct document *doc;

        if (markup_read(a, cases[i].text, strlen(cases[i].text), 1, &doc, NULL) == ST_OK)
            for (const struct block *b = doc->first; b; b = b->next)
                show_block(&out, b);
        is_str(out.text, cases[i].blocks, "%s", cases[i].shows);
    }
}

static void test_limits(struct arena *a)
{
    size_t n = 300 * 1024;
    char *large = arena_alloc(a, n + 1);
    struct document *doc;
    struct diag d;

    memset(large, 'x', n);
    is_int(markup_read(a, large, n, 1, &doc, &d), ST_LIMIT, "too large a text");
    is_int(markup_read(a, large, 70 * 1024, 1, &doc, &d), ST_LIMIT, "too large a piece");
    for (size_t i = 1000; i < n; i += 1000)
        large[i] = large[i + 1] = '\n';
    is_int(markup_read(a, large, 250 * 1024, 7, &doc, &d), ST_OK, "many small ones");
    is_int(doc->first->next->line, 9, "lines count from where the text stands");
}

/* Texts on which Markdown readers are known to be slow, at the size we let in. */
static const char *const slow[] = {
    "![[]()",     "[a](",   "*a_ ",   "[[[[",
    "> > > ",     "- - - ", "a**b",   "`a``b",
    "<a ",        "&#x",    "\\",     "](](",
    "*****",      "_ _",    "<!-- ",  "```\n\n```\n\n",
    "[a]: b\n\n", "$`x`$ ", "1. a\n",
};

static void test_slow(struct arena *a)
{
    enum { SIZE = 60000 };
    char *text = arena_alloc(a, SIZE + 1);

    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        size_t n = strlen(slow[i]);
        struct layout_options options = {.width = 60};
        struct document *doc;
        clock_t start = clock();

        for (size_t at = 0; at < SIZE; at++)
            text[at] = slow[i][at % n];
        enum status st = markup_read(a, text, SIZE, 1, &doc, NULL);
        if (st == ST_OK)
            layout_document(a, doc, &options);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        ok(st == ST_OK && seconds < 5, "%s many times: %.2f s", slow[i], seconds);
    }
}

int main(void)
{
    struct arena *a = arena_new();

    test_cases(a);
    test_limits(a);
    test_slow(a);
    arena_free(a);
    return done_testing();
}
