/* t-pretty.c: formulas in two dimensions: drawings to look at, and what holds of all.
 *
 * pretty.txt has the drawings: a formula, then its lines in Unicode and in ASCII, the base
 * marked with '>'. */
#include "expr/expr.h"
#include "expr/trees.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

/* The lines without blanks at their ends, each behind a margin. */
static void add_drawing(struct str *s, struct arena *a, const struct box *b)
{
    const char **lines = box_draw(a, b);

    for (size_t i = 0; i < b->height; i++) {
        str_addf(s, "%c %s", i == b->base ? '>' : ' ', lines[i]);
        while (s->text[s->len - 1] == ' ')
            s->text[--s->len] = '\0';
        str_addc(s, '\n');
    }
}

/* `formula` and the lines that are wanted of it. */
static void check_drawing(const char *formula, const char *wanted)
{
    struct arena *a = arena_new();
    struct scope scope = {.author = true};
    struct str s = str_in(a);
    struct reading r;
    struct diag d = {0};

    if (expr_parse(a, formula, strlen(formula), &scope, &r, &d) == ST_OK) {
        add_drawing(&s, a, syntax_draw(r.root, false, 60, a));
        str_add(&s, "  --\n");
        add_drawing(&s, a, syntax_draw(r.root, true, 60, a));
    }
    if (!ok(!strcmp(s.text, wanted), "%s is drawn as it was", formula))
        printf("# %s\n%s", formula, s.text);
    arena_free(a);
}

static void check_table(void)
{
    const char *top = getenv("abs_top_srcdir");
    char path[4096], line[400], formula[400] = "";
    struct arena *a = arena_new();
    struct str wanted = str_in(a);
    size_t count = 0;
    FILE *file;

    snprintf(path, sizeof path, "%s/tests/expr/pretty.txt", top ? top : ".");
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (line[0] == '#')
            continue;
        if (line[0] == '$') {
            snprintf(formula, sizeof formula, "%.*s", (int)strcspn(line + 2, "\n"),
                     line + 2);
            wanted.len = 0;
        } else if (line[0] == '\n' && formula[0]) {
            check_drawing(formula, wanted.text);
            count++;
            formula[0] = '\0';
        } else {
            str_add(&wanted, line);
        }
    }
    if (file)
        fclose(file);
    ok(count > 30, "%zu drawings were compared", count);
    arena_free(a);
}

/* ---- random trees ---------------------------------------------------------------- */

static const char *wrong_line(const char *line, size_t width, bool ascii)
{
    size_t n = strlen(line), used;

    if (utf8_columns(line, n) != width)
        return "a line has another width";
    for (size_t at = 0; at < n; at += used) {
        uint32_t c = utf8_decode(line + at, n - at, &used);

        if (!utf8_visible(c) || c == 0xFFFD)
            return "a character is no good for a terminal";
        if (ascii && c >= 0x7F)
            return "a character has more than seven bits";
    }
    return NULL;
}

static const char *wrong(const struct box *b, struct arena *a, size_t width, bool ascii)
{
    const char **lines = box_draw(a, b), *what = NULL;

    if (b->base >= b->height)
        return "the base is no line of it";
    if (b->height > 1 && b->width > width)
        return "it is too wide";
    for (size_t i = 0; i < b->height && !what; i++)
        what = wrong_line(lines[i], b->width, ascii);
    return what;
}

static bool check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct grower g = {a, {seed}};
    struct syntax *s = grow_line(&g, 5);
    size_t width = 20 + pick(&g, 100);
    const char *unicode = wrong(syntax_draw(s, false, width, a), a, width, false),
               *ascii = wrong(syntax_draw(s, true, width, a), a, width, true);

    if (unicode || ascii)
        ok(false, "seed %llu: %s", (unsigned long long)seed, unicode ? unicode : ascii);
    arena_free(a);
    return !unicode && !ascii;
}

/* As deep as a text can be, and as long. */
static void check_large(const char *unit, const char *name)
{
    struct arena *a = arena_new();
    struct str s = str_in(a);
    struct reading r;
    struct diag d = {0};
    const struct box *b;

    while (s.len + strlen(unit) < EXPR_TEXT_LIMIT)
        str_add(&s, unit);
    str_add(&s, "x");
    if (ok(expr_parse(a, s.text, s.len, NULL, &r, &d) == ST_OK, "%s can be read: %s",
           name, d.message)) {
        b = syntax_draw(r.root, false, 80, a);
        ok(!wrong(b, a, 80, false), "%s can be drawn", name);
    }
    arena_free(a);
}

static void check_names(void)
{
    struct arena *a = arena_new();
    struct syntax *s = syntax_name(a, "x\033[31m\t\xC3", (struct span){0, 0});

    is_str(box_draw(a, syntax_draw(s, false, 80, a))[0], "x^[[31m \uFFFD",
           "a name cannot write controls");
    s = syntax_name(a, "χЖ", (struct span){0, 0});
    is_str(box_draw(a, syntax_draw(s, true, 80, a))[0], "chi?",
           "a Greek name is spelt out in ASCII, others are lost");
    arena_free(a);
}

/* Nobody can type one, so it is not in the table. */
static void check_derivative(void)
{
    struct arena *a = arena_new();
    struct reading r;
    struct str s = str_in(a);

    expr_parse(a, "x/2", 3, NULL, &r, NULL);
    add_drawing(&s, a,
                syntax_draw(syntax_binary(a, OP_MUL, r.root->child[0],
                                          syntax_derivative(a, "x", r.root)),
                            false, 80, a));
    is_str(s.text, "      d  ⎡x⎤\n> x · ── ⎢─⎥\n      dx ⎣2⎦\n",
           "a derivative not yet taken");
    arena_free(a);
}

static void check_heaps(void *nothing)
{
    (void)nothing;
    check_large("x^", "a tower");
    check_large("1/", "a pile of fractions");
    check_large("x+", "a long sum");
    check_large("-", "a row of signs");
}

int main(void)
{
    int straight = 0;

    check_table();
    check_derivative();
    for (uint64_t seed = 1; seed <= 4000; seed++)
        straight += check_random(seed);
    is_int(straight, 4000, "random trees have straight edges");
    ok(deep_call(check_heaps, NULL), "there is a stack for the deepest");
    check_names();
    return done_testing();
}
