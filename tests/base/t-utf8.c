/* t-utf8.c: decoding, widths, and hostile text on its way to a terminal. */
#include "base/base.h"

#include "tap.h"

static const struct {
    const char *bytes;
    uint32_t c;
    size_t used;
    const char *shows;
} decoding[] = {
    {"A", 'A', 1, "one byte"},
    {"\xC3\xAF", 0xEF, 2, "two bytes"},
    {"\xE2\x88\x9E", 0x221E, 3, "three bytes"},
    {"\xF0\x9D\x94\xBC", 0x1D53C, 4, "four bytes"},
    {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4, "the last character"},
    {"\xF4\x90\x80\x80", 0xFFFD, 1, "beyond the last character"},
    {"\xC0\xAF", 0xFFFD, 1, "overlong slash in two bytes"},
    {"\xE0\x80\xAF", 0xFFFD, 1, "overlong slash in three bytes"},
    {"\xF0\x80\x80\xAF", 0xFFFD, 1, "overlong slash in four bytes"},
    {"\xED\xA0\x80", 0xFFFD, 1, "a surrogate"},
    {"\x80", 0xFFFD, 1, "a lone continuation"},
    {"\xFF", 0xFFFD, 1, "a byte that is never UTF-8"},
    {"\xE2\x88", 0xFFFD, 1, "cut before its end"},
    {"\xE2\x88x", 0xFFFD, 1, "interrupted"},
    {"\xEF\xBF\xBD", 0xFFFD, 3, "the replacement character itself"},
};

static void test_decode(void)
{
    for (size_t i = 0; i < sizeof decoding / sizeof *decoding; i++) {
        size_t used;
        uint32_t c = utf8_decode(decoding[i].bytes, strlen(decoding[i].bytes), &used);

        ok(c == decoding[i].c && used == decoding[i].used, "%s", decoding[i].shows);
    }
}

static void test_every_character(void)
{
    bool same = true, back = true;
    char text[5];
    size_t used;

    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        size_t n = utf8_encode(c, text);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;

        same &=
            text[n] == '\0' && utf8_decode(text, n, &used) == (surrogate ? 0xFFFD : c);
        same &= used == n;
        back &= utf8_prev(text, n) == 0 && utf8_next(text, n, 0) == n;
    }
    ok(same, "decode undoes encode for every character");
    ok(back, "prev and next step over every character");
}

static const struct {
    uint32_t c;
    int width;
    const char *shows;
} widths[] = {
    {'a', 1, "a letter"},
    {0x3C0, 1, "a Greek letter, ambiguous in East Asia"},
    {0x2212, 1, "the minus sign"},
    {0x28FF, 1, "braille"},
    {0x2588, 1, "a full block"},
    {0x300, 0, "a combining grave accent"},
    {0x36F, 0, "the end of the first range of marks"},
    {0x370, 1, "right behind it"},
    {0x4E00, 2, "a Chinese character"},
    {0xFF21, 2, "a fullwidth letter"},
    {0x1F600, 2, "an emoji"},
    {0xE01EF, 0, "the last variation selector"},
    {0x10FFFF, 1, "the last character"},
};

static void test_widths(void)
{
    const char *text = "a\u4E00e\u0301"; /* 1 + 2 + 1 + 0 cells, 1 + 3 + 1 + 2 bytes */

    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        is_int(utf8_width(widths[i].c), widths[i].width, "width of %s", widths[i].shows);
    is_int(utf8_columns(text, 7), 4, "columns of a mixed text");
    is_int(utf8_prefix(text, 7, 2), 1, "a wide character that only half fits stays out");
    is_int(utf8_prefix(text, 7, 3), 4, "a wide character fits");
    is_int(utf8_prefix(text, 7, 4), 7, "a mark goes with its letter");
    is_int(utf8_prefix(text, 7, 99), 7, "all of it");
    is_int(utf8_prev("\xE2\x88", 2), 1, "back over broken bytes one by one");
    is_int(utf8_prev("abc", 0), 0, "nothing before the start");
    is_int(utf8_next("abc", 3, 3), 3, "nothing behind the end");
}

static const struct {
    const char *bytes, *safe, *shows;
} hostile[] = {
    {"x^2 + 1", "x^2 + 1", "plain text as it is"},
    {"\u03C0 \u2264 \u221E", "\u03C0 \u2264 \u221E", "mathematics as it is"},
    {"\033[31m", "^[[31m", "a colour"},
    {"\033]52;c;aGk=\a", "^[]52;c;aGk=^G", "writing to the clipboard"},
    {"\033]8;;http://x\033\\y", "^[]8;;http://x^[\\y", "a hyperlink"},
    {"\033P+q544e\033\\", "^[P+q544e^[\\", "a terminal query"},
    {"a\rb\bc", "a^Mb^Hc", "moves of the cursor"},
    {"a\tb", "a b", "a tab is a space"},
    {"\x7F", "\uFFFD", "DEL"},
    {"\xC2\x9B"
     "31m",
     "\uFFFD"
     "31m",
     "CSI as a C1 character"},
    {"\x9B"
     "31m",
     "\uFFFD"
     "31m",
     "CSI as a raw byte"},
    {"\u202Eabc\u2066",
     "\uFFFD"
     "abc\uFFFD",
     "bidi override and isolate"},
    {"a\u200Bb\uFEFF",
     "a\uFFFD"
     "b\uFFFD",
     "zero-width space and BOM"},
    {"\u2028", "\uFFFD", "line separator"},
    {"\U000E0041", "\uFFFD", "a tag character"},
    {"\uFFFE", "\uFFFD", "a noncharacter"},
    {"\xC0\xAF\xFF", "\uFFFD\uFFFD\uFFFD", "bad bytes one by one"},
    {"e\u0301", "e\u0301", "an accent"},
    {"e\u0301\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301",
     "many accents"},
    {"\u0301x", "x", "a mark without a letter"},
    {"\033\u0301", "^[", "no mark on a caret form"},
    {"\u2600\uFE0F", "\u2600", "no say about emoji shapes"},
    {"%n%s", "%n%s", "not a format"},
};

static void test_safe(struct arena *a)
{
    struct str out = str_in(a);

    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        out.len = 0;
        text_safe(&out, hostile[i].bytes, strlen(hostile[i].bytes), false);
        out.text[out.len] = '\0';
        is_str(out.text, hostile[i].safe, "%s", hostile[i].shows);
    }
    out = str_in(a);
    text_safe(&out, "a\n\0b", 4, true);
    is_str(out.text, "a\n^@b", "newlines kept on demand; a zero shown");
    out = str_in(a);
    text_safe(&out, "a\nb", 3, false);
    is_str(out.text, "a^Jb", "newlines shown otherwise");
}

/* Whatever the bytes, the text that leaves has no control, and is safe already. */
static void test_random_bytes(struct arena *a)
{
    struct rng r = {42};
    bool clean = true, stable = true;

    for (int round = 0; round < 2000; round++) {
        struct str once = str_in(a), twice = str_in(a);
        char bytes[64];

        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)(rng_below(&r, 2) ? rng_next(&r) : 0x80 + rng_below(&r, 64));
        text_safe(&once, bytes, sizeof bytes, true);
        for (size_t i = 0; i < once.len; i++)
            clean &= (unsigned char)once.text[i] >= ' ' || once.text[i] == '\n';
        text_safe(&twice, once.text, once.len, true);
        stable &= strcmp(once.text, twice.text) == 0;
    }
    ok(clean, "random bytes (seed 42) leave no control character");
    ok(stable, "what is safe stays as it is");
}

int main(void)
{
    struct arena *a = arena_new();

    test_decode();
    test_every_character();
    test_widths();
    test_safe(a);
    test_random_bytes(a);
    arena_free(a);
    return done_testing();
}
