/* utf8.c: characters in bytes, the cells they take, and what may reach a terminal. */
#include "base/base.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, MOST_MARKS = 4 };

struct range {
    uint32_t from, to;
};

static const struct range zero_ranges[] = {
#define ZERO(from, to) {from, to},
#include "base/width.def"
};

static const struct range wide_ranges[] = {
#define WIDE(from, to) {from, to},
#include "base/width.def"
};

static const struct range format_ranges[] = {
#define FORMAT(from, to) {from, to},
#include "base/width.def"
};

static bool within(uint32_t c, const struct range *ranges, size_t count)
{
    size_t lo = 0, hi = count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (c > ranges[mid].to)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < count && c >= ranges[lo].from;
}

#define WITHIN(c, ranges) within(c, ranges, sizeof ranges / sizeof *ranges)

/* The length a first byte announces, 0 if it cannot be one. C0 and C1 could only begin
 * overlong forms, F5 and above only numbers beyond U+10FFFF. */
static size_t announced_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

uint32_t utf8_decode(const char *text, size_t n, size_t *used)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = (const unsigned char *)text;
    size_t length = announced_length(byte[0]);
    uint32_t c;

    *used = 1;
    if (length == 1)
        return byte[0];
    if (length == 0 || length > n)
        return REPLACEMENT;
    c = byte[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        c = c << 6 | (byte[i] & 0x3Fu);
    }
    if (c < smallest[length] || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
        return REPLACEMENT;
    *used = length;
    return c;
}

size_t utf8_encode(uint32_t c, char out[5])
{
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
        return utf8_encode(REPLACEMENT, out);
    out[length] = '\0';
    if (length == 1) {
        out[0] = (char)c;
        return 1;
    }
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00u >> length & 0xF0) | c);
    return length;
}

int utf8_width(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (WITHIN(c, zero_ranges))
        return 0;
    return WITHIN(c, wide_ranges) ? 2 : 1;
}

bool utf8_visible(uint32_t c)
{
    if (c < 0x7F)
        return c >= ' ';
    if (c < 0xA0 || (c & 0xFFFE) == 0xFFFE)
        return false;
    return !WITHIN(c, format_ranges);
}

size_t utf8_columns(const char *text, size_t n)
{
    size_t columns = 0, used;

    for (size_t at = 0; at < n; at += used)
        columns += (size_t)utf8_width(utf8_decode(text + at, n - at, &used));
    return columns;
}

size_t utf8_prefix(const char *text, size_t n, size_t columns)
{
    size_t at = 0, taken = 0, used;

    for (; at < n; at += used) {
        taken += (size_t)utf8_width(utf8_decode(text + at, n - at, &used));
        if (taken > columns)
            break;
    }
    return at;
}

/* A character has at most four bytes: the earliest of the three bytes further back from
 * which one decoding step leads exactly here begins it. */
size_t utf8_prev(const char *text, size_t at)
{
    size_t used;

    for (size_t back = at < 4 ? at : 4; back > 1; back--) {
        utf8_decode(text + at - back, back, &used);
        if (used == back)
            return at - back;
    }
    return at ? at - 1 : 0;
}

size_t utf8_next(const char *text, size_t n, size_t at)
{
    size_t used;

    if (at >= n)
        return n;
    utf8_decode(text + at, n - at, &used);
    return at + used;
}

/* Variation selectors choose between a text and an emoji shape, and with it between one
 * cell and two: that choice is not left to the text. */
static bool is_variation(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* The printable stand-in of a C0 control. */
static void add_control(struct str *out, uint32_t c, bool lines)
{
    if (c == '\n' && lines)
        str_addc(out, '\n');
    else if (c == '\t')
        str_addc(out, ' ');
    else {
        str_addc(out, '^');
        str_addc(out, (char)('@' + c));
    }
}

/* `marks` counts the marks on the cell so far; with no character to carry it, a mark
 * would land on whatever the screen shows to the left, so there it starts at the cap. */
void text_safe(struct str *out, const char *text, size_t n, bool lines)
{
    int marks = MOST_MARKS;
    size_t used;

    for (size_t at = 0; at < n; at += used) {
        uint32_t c = utf8_decode(text + at, n - at, &used);

        if (is_variation(c))
            continue;
        if (c < ' ') {
            add_control(out, c, lines);
            marks = MOST_MARKS;
        } else if (!utf8_visible(c) || c == REPLACEMENT) {
            str_add(out, "\uFFFD");
            marks = MOST_MARKS;
        } else if (utf8_width(c) > 0) {
            str_addn(out, text + at, used);
            marks = 0;
        } else if (marks++ < MOST_MARKS)
            str_addn(out, text + at, used);
    }
}

size_t line_of(const char *text, size_t at)
{
    size_t line = 1;

    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}
