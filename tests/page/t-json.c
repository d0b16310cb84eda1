/* t-json.c: results written down and read back. */
#include "page/page.h"

#include "tap.h"

#include <stdlib.h>

static const struct {
    double x;
    const char *text;
} numbers[] = {
    {0.1, "0.1"},
    {3, "3.0"},
    {-0.0, "-0.0"},
    {1e22, "1e+22"},
    {1.0 / 3, "0.3333333333333333"},
    {0.1 + 0.2, "0.30000000000000004"},
    {5e-324, "4.94065645841247e-324"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {123456789012345680.0, "1.2345678901234568e+17"},
    {1e15, "1e+15"},
    {NAN, "null"},
    {INFINITY, "null"},
};

static void test_numbers(struct arena *a)
{
    struct rng r = {99};
    bool same = true;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct str out = str_in(a);

        json_write(&out, result_number(a, numbers[i].x), false);
        is_str(out.text, numbers[i].text, "number %s", numbers[i].text);
    }
    for (int i = 0; i < 20000; i++) {
        struct str out = str_in(a);
        uint64_t bits = rng_next(&r);
        double x;

        memcpy(&x, &bits, sizeof x);
        json_write(&out, result_number(a, x), false);
        same &= !isfinite(x) || strtod(out.text, NULL) == x;
    }
    ok(same, "random doubles (seed 99) read back the same");
}

static const struct {
    const char *in, *out, *ascii, *shows;
} texts[] = {
    {"plain", "\"plain\"", "\"plain\"", "plain text"},
    {"a\"b\\c", "\"a\\\"b\\\\c\"", "\"a\\\"b\\\\c\"", "quotes and backslashes"},
    {"a\nb\tc", "\"a\\nb\\tc\"", "\"a\\nb\\tc\"", "breaks and tabs"},
    {"\033[31m", "\"\\u001b[31m\"", "\"\\u001b[31m\"", "an escape sequence"},
    {"\u202E\x7F\xC2\x9B", "\"\\u202e\\u007f\\u009b\"", "\"\\u202e\\u007f\\u009b\"",
     "bidi, DEL, C1"},
    {"x\u00B2", "\"x\u00B2\"", "\"x\\u00b2\"", "a raised two"},
    {"\U0001D53C", "\"\U0001D53C\"", "\"\\ud835\\udd3c\"", "a surrogate pair"},
    {"\xFF", "\"\uFFFD\"", "\"\\ufffd\"", "a bad byte"},
};

static void test_texts(struct arena *a)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str out = str_in(a), ascii = str_in(a);

        json_write(&out, result_text(a, texts[i].in), false);
        json_write(&ascii, result_text(a, texts[i].in), true);
        is_str(out.text, texts[i].out, "%s", texts[i].shows);
        is_str(ascii.text, texts[i].ascii, "%s in 7 bits", texts[i].shows);
    }
}

/* Reading and writing again. */
static const struct {
    const char *in, *out;
} round_trips[] = {
    {"{}", "{}"},
    {" [ ] ", "[]"},
    {"{\"b\": 1, \"a\": [true, false, null, \"x\"]}",
     "{\"b\": 1, \"a\": [true, false, null, \"x\"]}"},
    {"{\"rate\":0.10}", "{\"rate\": 0.1}"},
    {"-7", "-7"},
    {"9007199254740992", "9007199254740992"},
    {"9007199254740993", "\"9007199254740993\""},
    {"\"\\ud835\\udd3c\"", "\"\U0001D53C\""},
    {"\"\\u001b\"", "\"\\u001b\""},
    {"1e400", NULL},
    {"", NULL},
    {"{", NULL},
    {"[1,]", NULL},
    {"{\"a\":1,\"a\":2}", NULL},
    {"[1] 2", NULL},
    {"NaN", NULL},
    {"'a'", NULL},
    {"\"\xFF\"", NULL},
    {"\"\\u0000\"", NULL},
    {"\"\\ud800\"", NULL},
};

static void test_round_trips(struct arena *a)
{
    for (size_t i = 0; i < sizeof round_trips / sizeof *round_trips; i++) {
        struct str out = str_in(a);
        struct result *r;
        struct diag d = {.at = {999, 999}};
        const char *in = round_trips[i].in;
        enum status st = json_read(a, in, strlen(in), &r, &d);

        if (!round_trips[i].out) {
            ok(st == ST_SYNTAX && d.at.from <= strlen(in), "refused: %s (%s)", in,
               d.message);
            continue;
        }
        if (st == ST_OK)
            json_write(&out, r, false);
        is_str(out.text, round_trips[i].out, "%s", in);
    }
}

static void test_number_text(struct arena *a)
{
    const char *in = "{\"rate\": 0.1, \"n\": 12, \"x\": 2.50, \"e\": 1e-3}";
    struct result *r;

    if (!ok(json_read(a, in, strlen(in), &r, NULL) == ST_OK, "reads"))
        return;
    is_str(result_get(r, "rate")->text, "0.1", "a decimal keeps its text");
    is_str(result_get(r, "x")->text, "2.5", "without idle zeros");
    is_str(result_get(r, "e")->text, "0.001", "or exponents");
    is_str(result_get(r, "n")->text, "12", "an integer has a text");
    is_double(result_get(r, "n")->number, 12, 0, "and a double");
}

static void test_depth(struct arena *a)
{
    char deep[1000];
    struct result *r;
    struct diag d;

    memset(deep, '[', 64);
    memset(deep + 64, ']', 64);
    is_int(json_read(a, deep, 128, &r, &d), ST_OK, "64 brackets");
    memset(deep, '[', 500);
    memset(deep + 500, ']', 500);
    is_int(json_read(a, deep, 1000, &r, &d), ST_LIMIT, "500 are too deep");
    is_int(d.at.from, 64, "from the 65th");
    memset(deep + 1, '[', 998);
    deep[0] = deep[999] = '"';
    is_int(json_read(a, deep, 1000, &r, &d), ST_OK, "brackets in a text do not nest");
}

int main(void)
{
    struct arena *a = arena_new();

    test_numbers(a);
    test_texts(a);
    test_round_trips(a);
    test_number_text(a);
    test_depth(a);
    arena_free(a);
    return done_testing();
}
