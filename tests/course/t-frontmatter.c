/* t-frontmatter.c: what YAML may say here, and where a mistake is told to be. */
#include "course/course.h"
#include "tap.h"

/* A text and its first finding, "" for none. */
static const struct {
    const char *yaml, *code;
    size_t line, column;
    const char *shows;
} table[] = {
    {"a: 1\nb: [x, y]\n", "", 0, 0, "mappings and lists"},
    {"a: \"1\"\nb: |\n  two\n  lines\n", "", 0, 0, "quoted and block texts"},
    {"# only a remark\n", "", 0, 0, "an empty document"},
    {"a: {b: {c: {d: {e: {f: {g: 1}}}}}}\n", "", 0, 0, "eight levels"},
    {"a: {b: {c: {d: {e: {f: {g: {h: 1}}}}}}}\n", "L112", 1, 32, "nine levels"},
    {"a: 1\na: 2\n", "L111", 2, 1, "a key given twice"},
    {"a: {b: 1, b: 2}\n", "L111", 1, 11, "a key given twice inside"},
    {"a: &x 1\n", "L112", 1, 4, "an anchor"},
    {"a: *x\n", "L112", 1, 4, "an alias"},
    {"a: !!int 1\n", "L112", 1, 4, "a tag"},
    {"a: !mine {b: 1}\n", "L112", 1, 4, "a tag of one's own"},
    {"<<: {b: 1}\n", "L112", 1, 1, "a merge key"},
    {"? [a, b]\n: 1\n", "L112", 1, 3, "a list as a key"},
    {"a: 1\n--- \nb: 2\n", "L112", 2, 1, "a second document"},
    {"a: [1, 2\n", "L110", 2, 1, "a list left open"},
    {"a: it[1]: 2\n", "L110", 1, 9, "two colons"},
    {"a: 1\n b: 2\n", "L110", 2, 3, "a crooked indent"},
    {"\ta: 1\n", "L110", 1, 1, "a tabulator"},
};

static void test_table(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct arena *a = arena_new();
        struct findings f = findings_in(a, "t.md");
        struct yaml *y = yaml_read(a, table[i].yaml, strlen(table[i].yaml), 1, &f);

        is_str(f.count ? f.at[0].code : "", table[i].code, "%s: code", table[i].shows);
        if (f.count && *table[i].code) {
            is_int(f.at[0].line, table[i].line, "%s: line", table[i].shows);
            is_int(f.at[0].column, table[i].column, "%s: column", table[i].shows);
        }
        ok((y == NULL) == (*table[i].code != '\0'), "%s: read or not", table[i].shows);
        arena_free(a);
    }
}

/* Types are not guessed. */
static void test_texts(void)
{
    static const char *const texts[] = {"no", "1e3", "3:30", "0x10", "~", "2026-11-24"};
    struct arena *a = arena_new();
    struct findings f = findings_in(a, "t.md");

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *yaml = arena_printf(a, "k: %s\n", texts[i]);
        struct yaml *y = yaml_read(a, yaml, strlen(yaml), 1, &f);

        is_str(yaml_get(y, "k")->text, texts[i], "'%s' stays a text", texts[i]);
    }
    arena_free(a);
}

static void test_split(void)
{
    static const struct {
        const char *text, *code, *body;
    } files[] = {
        {"---\na: 1\n---\nText\n", "", "Text\n"},
        {"---\r\na: 1\r\n---\r\nText\r\n", "", "Text\r\n"},
        {"---\na: 1\n---", "", ""},
        {"a: 1\n", "L102", NULL},
        {"---\na: 1\n", "L102", NULL},
        {"---\na: \xff\n---\n", "L101", NULL},
    };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct arena *a = arena_new();
        struct findings f = findings_in(a, "t.md");
        struct file_parts parts = {0};
        bool good = file_split(a, files[i].text, strlen(files[i].text), &parts, &f);

        is_str(f.count ? f.at[0].code : "", files[i].code, "file %zu: code", i);
        if (good)
            is_str(parts.body, files[i].body, "file %zu: body", i);
        if (good && i == 0)
            is_int(parts.body_line, 4, "the body's line in the file");
        arena_free(a);
    }
}

int main(void)
{
    test_table();
    test_texts();
    test_split();
    return done_testing();
}
