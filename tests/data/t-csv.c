/* t-csv.c: tables of every customary shape, what is wrong with others, and random cells
 * written as RFC 4180 asks and read back. */
#include "data/data.h"

#include "tap.h"

enum { TABLES = 300 };

static const uint64_t seed = 401;

static enum status read_text(struct arena *a, const char *text, struct table **t,
                             struct diag *d)
{
    struct source src = source_of_text(a, "file", text, strlen(text));

    struct budget budget = budget_of(1000000);

    *d = (struct diag){0};
    return table_read(a, &src, &budget, t, d);
}

/* The table once more: names, then rows, cells between bars. */
static const char *shown(struct arena *a, const struct table *t)
{
    struct str s = str_in(a);

    for (size_t j = 0; j < t->columns; j++)
        str_addf(&s, "%s%s", j ? "|" : "", t->name[j]);
    for (size_t i = 0; i < t->rows * t->columns; i++)
        str_addf(&s, "%s%s", i % t->columns ? "|" : " / ", t->cell[i]);
    return s.text;
}

static const struct {
    const char *shows, *text, *want;
} shapes[] = {
    {"commas", "x,y\n1,2\n3,4\n", "x|y / 1|2 / 3|4"},
    {"no line end at the end", "x,y\n1,2", "x|y / 1|2"},
    {"carriage returns", "x,y\r\n1,2\r\n", "x|y / 1|2"},
    {"only carriage returns", "x,y\r1,2\r3,4", "x|y / 1|2 / 3|4"},
    {"a byte order mark", "\xEF\xBB\xBFx,y\n1,2\n", "x|y / 1|2"},
    {"semicolons", "x;y\n1;2\n", "x|y / 1|2"},
    {"tabs", "x\ty\n1\t2\n\t4\n", "x|y / 1|2 / |4"},
    {"the sign there is most of", "a;b,c;d;e\n1;2;3;4\n", "a|b_c|d|e / 1|2|3|4"},
    {"blanks around cells", " x , y \n 1 , 2 \n", "x|y / 1|2"},
    {"quotes", "\"x\",\"y\"\n\"1\",\" a, \"\"b\"\" \"\n", "x|y / 1| a, \"b\" "},
    {"a line end within quotes", "x,y\n\"a\nb\",2\n", "x|y / a\nb|2"},
    {"empty lines", "\nx,y\n\n1,2\n\n\n3,4\n\n", "x|y / 1|2 / 3|4"},
    {"empty cells", "x,y\n,2\n1,\n", "x|y / |2 / 1|"},
    {"one column, with a gap", "x\n1\n\n2\n", "x / 1 /  / 2"},
    {"remarks above the names", "# by hand\n  # twice\nx,y\n1,2\n", "x|y / 1|2"},
    {"names that are none", "Sepal.Length,2nd,%,Q1a\n1,2,3,4\n",
     "Sepal_Length|n2_nd|column3|Q1_a / 1|2|3|4"},
};

static void check_shapes(void)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct arena *a = arena_new();
        struct table *t;
        struct diag d;

        if (ok(read_text(a, shapes[i].text, &t, &d) == ST_OK, "%s: %s", shapes[i].shows,
               d.message))
            is_str(shown(a, t), shapes[i].want, "%s", shapes[i].shows);
        arena_free(a);
    }
}

static const struct {
    const char *text, *message;
} mistakes[] = {
    {"", "file is empty"},
    {"x,y\n", "file has names, but no rows"},
    {"1,2\n3,4\n", "file: the first line has numbers, not names"},
    {"x,x\n1,2\n", "file: columns 1 and 2 are both named 'x'"},
    {"x,y\n1,2\n\n1,2,3\n", "file, line 4: 3 cells, but there are 2 names"},
    {"x,y\n1\n", "file, line 2: 1 cell, but there are 2 names"},
    {"x,y\n1,\"2\n3,4\n", "file, line 2: this quotation mark is never closed"},
};

static void check_mistakes(void)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct arena *a = arena_new();
        struct table *t;
        struct diag d;

        is_int(read_text(a, mistakes[i].text, &t, &d), ST_SYNTAX, "%s",
               mistakes[i].message);
        is_str(d.message, mistakes[i].message, "and it is said");
        arena_free(a);
    }
}

static void check_series(void)
{
    static const char text[] = "id,colour,y,z\n1,red,2,1\n2,dark blue,,x\n3,red,1e2,3\n";
    static const char *const names[] = {"id", "colour_dark_blue", "colour_red", "y", "z"};
    struct arena *a = arena_new();
    struct table *t;
    struct series *s;
    struct diag d;
    double v[3];
    bool missing[3] = {false};
    size_t n;

    is_int(read_text(a, text, &t, &d), ST_OK, "a table with words");
    s = table_series(a, t, &n);
    is_int(n, 5, "a series for each column of numbers and each word");
    for (size_t i = 0; i < n; i++)
        is_str(s[i].name, names[i], "series %zu", i);
    is_int(table_numbers(t, &s[2], v, missing, &d), ST_OK, "words");
    ok(v[0] == 1 && v[1] == 0 && v[2] == 1, "red is 1, blue is 0");
    is_int(table_numbers(t, &s[3], v, missing, &d), ST_OK, "numbers");
    ok(v[0] == 2 && v[2] == 100 && !missing[0] && missing[1], "with one that is missing");
    is_int(table_numbers(t, &s[4], v, missing, &d), ST_SYNTAX, "a word among numbers");
    is_str(d.message, "row 2 (line 3), column 'z': 'x' is no number", "and where it is");
    arena_free(a);
}

/* A cell with the signs that need quotes. */
static void random_cell(struct str *plain, struct str *written, struct rng *rng)
{
    static const char signs[] = "ab1\"\n,; ";
    struct str cell = str_in(plain->arena);
    size_t n = (size_t)rng_below(rng, 6);

    str_addc(&cell, 'x');
    while (n--)
        str_addc(&cell, signs[rng_below(rng, sizeof signs - 1)]);
    str_addc(written, '"');
    for (const char *at = cell.text; *at; at++)
        str_addf(written, "%s%c", *at == '"' ? "\"" : "", *at);
    str_addc(written, '"');
    str_add(plain, cell.text);
}

static void check_random(void)
{
    struct rng rng = {seed};
    bool right = true;

    for (int i = 0; i < TABLES && right; i++) {
        struct arena *a = arena_new();
        struct str want = str_in(a), text = str_in(a);
        size_t rows = 1 + (size_t)rng_below(&rng, 5);
        struct table *t;
        struct diag d;

        str_add(&text, "a,b,c");
        str_add(&want, "a|b|c");
        for (size_t k = 0; k < 3 * rows; k++) {
            str_add(&text, k % 3 ? "," : "\n");
            str_add(&want, k % 3 ? "|" : " / ");
            random_cell(&want, &text, &rng);
        }
        right =
            read_text(a, text.text, &t, &d) == ST_OK && !strcmp(shown(a, t), want.text);
        if (!right)
            note("seed %ju, table %d: %s", (uintmax_t)seed, i, text.text);
        arena_free(a);
    }
    ok(right, "cells in quotes come back as they were");
}

/* Any bytes at all: read or refused, and that is all. */
static void check_noise(void)
{
    static const char signs[] = "\"\",,;\t\n\r #x1.\xEF\xBB\xBF";
    struct rng rng = {seed + 1};
    int refused = 0;

    for (int i = 0; i < 20 * TABLES; i++) {
        struct arena *a = arena_new();
        char text[32];
        size_t n = (size_t)rng_below(&rng, sizeof text - 1);
        struct table *t;
        struct diag d;

        for (size_t k = 0; k < n; k++)
            text[k] = signs[rng_below(&rng, sizeof signs - 1)];
        text[n] = '\0';
        refused += read_text(a, text, &t, &d) != ST_OK;
        arena_free(a);
    }
    ok(refused > 0 && refused < 20 * TABLES, "noise: %d of %d refused", refused,
       20 * TABLES);
}

int main(void)
{
    check_shapes();
    check_mistakes();
    check_series();
    check_random();
    check_noise();
    return done_testing();
}
