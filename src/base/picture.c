/* picture.c: a mistake shown under the text it stands in.
 *
 *     ...3*cos(x) + sn(x) - 4...     the line of the input that holds the mark,
 *                   ^~               cut to the width around it
 *     unknown function 'sn'          the sentence, broken at spaces
 */
#include "base/base.h"

#include <string.h>

/* The input's line around the mark, safe for a terminal; offsets are bytes of text. */
struct marked_line {
    struct str text;
    size_t from, to;
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct marked_line marked_line(struct arena *a, const char *input, struct span at)
{
    struct marked_line line = {.text = str_in(a)};
    size_t n = strlen(input), from = smaller(at.from, n), to = smaller(at.to, n);
    size_t start = from, end;

    while (start > 0 && input[start - 1] != '\n')
        start--;
    end = from + strcspn(input + from, "\n");
    to = smaller(to > from ? to : from, end);
    text_safe(&line.text, input + start, from - start, false);
    line.from = line.text.len;
    text_safe(&line.text, input + from, to - from, false);
    line.to = line.text.len;
    text_safe(&line.text, input + to, end - to, false);
    return line;
}

/* Takes `columns` off the front, one more where a wide character is in the way, and
 * leaves "..." instead of the last three. */
static void cut_front(struct marked_line *line, size_t columns)
{
    size_t n = utf8_prefix(line->text.text, line->text.len, columns + 3);

    if (utf8_columns(line->text.text, n) < columns + 3)
        n = utf8_next(line->text.text, line->text.len, n);
    str_remove(&line->text, 0, n);
    str_insert(&line->text, 0, "...", 3);
    line->from = line->from - n + 3;
    line->to = line->to - n + 3;
}

static void cut_back(struct marked_line *line, size_t width)
{
    size_t keep = utf8_prefix(line->text.text, line->text.len, width - 3);

    str_remove(&line->text, keep, line->text.len - keep);
    str_add(&line->text, "...");
    line->from = smaller(line->from, keep);
    line->to = smaller(line->to, keep);
}

/* A long line is shown from a third of the width before the mark. A mark behind the last
 * character wants a cell of its own. */
static void fit(struct marked_line *line, size_t width)
{
    size_t mark = utf8_columns(line->text.text, line->from);
    size_t total = utf8_columns(line->text.text, line->text.len);

    if (line->from == line->text.len)
        total++;
    if (total <= width)
        return;
    if (mark > width / 3)
        cut_front(line, smaller(mark - width / 3, total - width));
    if (utf8_columns(line->text.text, line->text.len) > width)
        cut_back(line, width);
}

static void add_mark(struct str *out, const struct marked_line *line)
{
    size_t before = utf8_columns(line->text.text, line->from);
    size_t under = utf8_columns(line->text.text + line->from, line->to - line->from);

    for (size_t i = 0; i < before; i++)
        str_addc(out, ' ');
    str_addc(out, '^');
    for (size_t i = 1; i < under; i++)
        str_addc(out, '~');
    str_addc(out, '\n');
}

/* Adds text in lines of at most `width` columns, broken at spaces where there are any. */
static void add_wrapped(struct str *out, const char *text, size_t n, size_t width)
{
    while (utf8_columns(text, n) > width) {
        size_t fits = utf8_prefix(text, n, width), cut = fits;

        while (cut > 0 && text[cut] != ' ')
            cut--;
        if (cut == 0)
            cut = fits;
        str_addn(out, text, cut);
        str_addc(out, '\n');
        cut += text[cut] == ' ';
        text += cut;
        n -= cut;
    }
    str_addn(out, text, n);
    str_addc(out, '\n');
}

void diag_picture(struct str *out, const struct diag *d, const char *input, size_t width)
{
    struct marked_line line = marked_line(out->arena, input, d->at);
    struct str sentence = str_in(out->arena);

    width = width < 20 ? 20 : width;
    if (line.text.len) {
        fit(&line, width);
        str_addn(out, line.text.text, line.text.len);
        str_addc(out, '\n');
        add_mark(out, &line);
    }
    text_safe(&sentence, d->message, strlen(d->message), false);
    if (d->help[0]) {
        str_add(&sentence, "; ");
        text_safe(&sentence, d->help, strlen(d->help), false);
    }
    add_wrapped(out, sentence.text, sentence.len, width);
}
