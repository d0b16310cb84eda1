/* t-ascii.c: seven bits with the same meaning. */
#include "page/page.h"

#include "tap.h"

static const struct {
    const char *in, *out;
} cases[] = {
    {"plain", "plain"},
    {"x\u00B2 \u2212 3x", "x^2 - 3x"},
    {"x\u207B\u00B9\u00B2", "x^-12"},
    {"x\u2081 + x\u2081\u2080\u00B2", "x_1 + x_10^2"},
    {"2\u03C0", "2pi"},
    {"x\u03C0y", "x pi y"},
    {"\u03C0\u00B2", "pi^2"},
    {"sin \u03B8", "sin theta"},
    {"\u221Ax", "sqrt x"},
    {"\u221A(x+1)", "sqrt(x+1)"},
    {"2\u00D73\u00B74\u00F75", "2*3*4/5"},
    {"x \u2264 \u221E, x \u2260 \u00BD", "x <= inf, x != 1/2"},
    {"A\u222AB", "A U B"},
    {"x\u2208\u211D", "x in R"},
    {"f\u2032 \u2192 0", "f' -> 0"},
    {"\u2018a\u2019 \u201Cb\u201D \u2026 \u2014", "'a' \"b\" ... -"},
    {"na\u00EFve Stra\u00DFe \u0141\u00F3d\u017A", "naive Strasse Lodz"},
    {"e\u0301", "e"},
    {"\u25BC \u25B2 \u25C6 \u25A0 \u25CF", "v ^ * # o"},
    {"\u2500\u2502\u253C\u2550\u2571", "-|+=/"},
    {"\u2801\u2880\u28FF\u2800|", "'.: |"},
    {"\u2588\u2584\u258C\u2591\u2592\u2593", "#:|.:#"},
    {"\u2713 \u25D0 \u2717", "+ ~ x"},
    {"\u4E00\uFFFD", "??"},
    {"\xFF", "?"},
};

/* One cell for one cell, so that pictures keep their shape. */
static void test_pictures(struct arena *a)
{
    bool single = true;

    for (uint32_t c = 0x2500; c <= 0x28FF; c++) {
        struct str out = str_in(a);
        char text[5];
        size_t n = utf8_encode(c, text);
        bool cells = c < 0x25A0 || c >= 0x2800;

        paint_ascii(&out, text, n);
        single &= !cells || (out.len == 1 && (out.text[0] != '?'));
    }
    ok(single, "lines, blocks and braille take one cell");
}

static void test_seven_bits(struct arena *a)
{
    bool seven = true;

    for (uint32_t c = 0x80; c <= 0x2FFFF; c++) {
        struct str out = str_in(a);
        char text[5];
        size_t n = utf8_encode(c, text);

        paint_ascii(&out, text, n);
        for (size_t i = 0; i < out.len; i++)
            seven &= (unsigned char)out.text[i] < 0x7F;
    }
    ok(seven, "nothing beyond 7 bits comes out");
}

int main(void)
{
    struct arena *a = arena_new();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out = str_in(a);

        paint_ascii(&out, cases[i].in, strlen(cases[i].in));
        is_str(out.text, cases[i].out, "%s", cases[i].out);
    }
    test_pictures(a);
    test_seven_bits(a);
    arena_free(a);
    return done_testing();
}
