/* json.c: results as JSON and back; the one file with jansson.
 *
 * Jansson reads. The writing is ours: jansson prints 0.1 as 0.10000000000000001, and
 * what we write must also be safe to show on a terminal. */
#include "page/internal.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

/* Beyond this many, neighbouring integers share a double. */
#define EXACT_INTEGERS ((int64_t)1 << 53)

/* ---- writing ------------------------------------------------------------------- */

static void write_escape(struct str *out, uint32_t c)
{
    if (c > 0xFFFF)
        str_addf(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD7C0 + (c >> 10),
                 0xDC00 + (c & 0x3FF));
    else
        str_addf(out, "\\u%04" PRIx32, c);
}

static void write_character(struct str *out, uint32_t c, bool ascii)
{
    char text[5];

    if (c == '"' || c == '\\')
        str_addf(out, "\\%c", (char)c);
    else if (c == '\n')
        str_add(out, "\\n");
    else if (c == '\t')
        str_add(out, "\\t");
    else if (!utf8_visible(c) || (ascii && c > 0x7F))
        write_escape(out, c);
    else
        str_addn(out, text, utf8_encode(c, text));
}

static void write_string(struct str *out, const char *text, bool ascii)
{
    size_t n = strlen(text), used;

    str_addc(out, '"');
    for (size_t at = 0; at < n; at += used)
        write_character(out, utf8_decode(text + at, n - at, &used), ascii);
    str_addc(out, '"');
}

/* The fewest digits that read back as the same double. A whole number gets ".0", so that
 * readers see that it was computed and not counted. */
static void shortest(char *text, size_t size, double x)
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, size, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    if (!strpbrk(text, ".e"))
        strncat(text, ".0", size - strlen(text) - 1);
}

static void write_number(struct str *out, double x)
{
    char text[40];

    if (!isfinite(x)) {
        str_add(out, "null");
        return;
    }
    shortest(text, sizeof text, x);
    str_add(out, text);
}

static void write_integer(struct str *out, int64_t i)
{
    bool exact = i <= EXACT_INTEGERS && i >= -EXACT_INTEGERS;

    str_addf(out, exact ? "%" PRId64 : "\"%" PRId64 "\"", i);
}

static void write_items(struct str *out, const struct result *r, bool ascii)
{
    bool named = r->kind == RES_FIELDS;

    str_addc(out, named ? '{' : '[');
    for (size_t i = 0; i < r->count; i++) {
        if (i)
            str_add(out, ", ");
        if (named) {
            write_string(out, r->names[i], ascii);
            str_add(out, ": ");
        }
        json_write(out, r->items[i], ascii);
    }
    str_addc(out, named ? '}' : ']');
}

void json_write(struct str *out, const struct result *r, bool ascii)
{
    switch (r->kind) {
    case RES_NULL: str_add(out, "null"); break;
    case RES_TRUTH: str_add(out, r->truth ? "true" : "false"); break;
    case RES_NUMBER: write_number(out, r->number); break;
    case RES_INTEGER: write_integer(out, r->integer); break;
    case RES_FORMULA:
    case RES_TEXT: write_string(out, r->text, ascii); break;
    case RES_LIST:
    case RES_FIELDS: write_items(out, r, ascii); break;
    }
}

/* ---- reading ------------------------------------------------------------------- */

/* Jansson recurses with the nesting, so that is bounded beforehand. Returns the place of
 * the bracket that is too deep, or n. */
static size_t too_deep(const char *text, size_t n)
{
    bool quoted = false;
    int depth = 0;

    for (size_t i = 0; i < n; i++) {
        if (quoted && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > DEEPEST)
            return i;
        else if (!quoted && (text[i] == ']' || text[i] == '}'))
            depth--;
    }
    return n;
}

/* Jansson keeps the double, not its text. The shortest text that reads back is what
 * people wrote, unless they wrote more digits than a double holds. */
static struct result *real_of(struct arena *a, const json_t *value)
{
    struct result *r = result_number(a, json_real_value(value));
    char text[40];

    shortest(text, sizeof text, r->number);
    r->text = arena_strdup(a, text);
    return r;
}

static struct result *integer_of(struct arena *a, const json_t *value)
{
    struct result *r = result_integer(a, json_integer_value(value));

    r->number = (double)r->integer;
    r->text = arena_printf(a, "%" PRId64, r->integer);
    return r;
}

static struct result *result_of(struct arena *a, json_t *value);

static struct result *list_of(struct arena *a, json_t *value)
{
    struct result *list = result_list(a);

    for (size_t i = 0; i < json_array_size(value); i++)
        result_push(list, result_of(a, json_array_get(value, i)));
    return list;
}

static struct result *fields_of(struct arena *a, json_t *value)
{
    struct result *fields = result_fields(a);
    const char *name;
    json_t *part;

    json_object_foreach(value, name, part)
        result_add_field(fields, name, result_of(a, part));
    return fields;
}

static struct result *result_of(struct arena *a, json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return fields_of(a, value);
    case JSON_ARRAY: return list_of(a, value);
    case JSON_STRING: return result_text(a, json_string_value(value));
    case JSON_INTEGER: return integer_of(a, value);
    case JSON_REAL: return real_of(a, value);
    case JSON_TRUE:
    case JSON_FALSE: return result_truth(a, json_is_true(value));
    case JSON_NULL: return result_null(a);
    }
    return result_null(a);
}

static struct span place(size_t at, size_t n)
{
    if (at > n)
        at = n;
    return (struct span){at, at};
}

enum status json_read(struct arena *a, const char *text, size_t n, struct result **r,
                      struct diag *d)
{
    json_error_t error = {.text = ""};
    size_t deep = too_deep(text, n);
    json_t *value;

    if (deep < n)
        return diag_set(d, ST_LIMIT, place(deep, n), "JSON nested deeper than %d",
                        DEEPEST);
    value = json_loadb(text, n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (!value)
        return diag_set(d, ST_SYNTAX, place((size_t)error.position, n), "not JSON: %s",
                        error.text);
    *r = result_of(a, value);
    json_decref(value);
    return ST_OK;
}
