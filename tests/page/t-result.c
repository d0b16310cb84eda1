/* t-result.c: the typed tree a verb answers with. */
#include "page/page.h"

#include "tap.h"

static void test_fields(struct arena *a)
{
    struct result *r = result_fields(a), *again;
    char name[16], text[] = "mine";

    result_put_text(r, "text", text);
    text[0] = 'f';
    is_str(result_string(result_get(r, "text")), "mine", "texts are copied");
    result_put_number(r, "number", 1.5);
    again = result_put(r, "text", result_integer(a, 3));
    ok(result_get(r, "text") == again && r->count == 2, "a name is there once");
    is_str(r->names[0], "text", "and keeps its place");
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "n%d", i);
        result_put_integer(r, name, i);
    }
    is_int(result_get(r, "n57")->integer, 57, "one of a hundred");
    is_str(r->names[101], "n99", "in order of insertion");
    ok(!result_get(r, "absent") && !result_get(NULL, "x") && !result_get(again, "x"),
       "no field: NULL");
    ok(!result_string(again) && !result_string(NULL), "no text: NULL");
}

static void test_others(struct arena *a)
{
    struct result *list = result_list(a), *f = result_formula(a, "x^2", "x\u00B2", NULL);

    for (int i = 0; i < 20; i++)
        result_push(list, result_integer(a, i));
    is_int(list->items[19]->integer, 19, "a list grows");
    is_str(result_string(f), "x^2", "a formula's plain text");
    is_str(f->pretty, "x\u00B2", "its form for readers");
    ok(!f->tex, "no LaTeX given");
}

static void test_error(struct arena *a)
{
    struct str out = str_in(a);
    struct diag d;

    diag_set(&d, ST_SYNTAX, (struct span){6, 8}, "unknown function 'sn'");
    diag_help(&d, "did you mean 'sin'?");
    json_write(&out, result_error(a, &d), false);
    is_str(out.text,
           "{\"code\": \"syntax\", \"message\": \"unknown function 'sn'\", "
           "\"at\": [6, 8], \"help\": \"did you mean 'sin'?\"}",
           "an error object");
}

int main(void)
{
    struct arena *a = arena_new();

    test_fields(a);
    test_others(a);
    test_error(a);
    arena_free(a);
    return done_testing();
}
