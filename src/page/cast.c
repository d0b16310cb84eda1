/* cast.c: asciicast v2, the recording of a terminal that asciinema plays: a line of JSON
 * about the whole, then one for each event.
 *
 *     {"version": 2, "width": 80, "height": 24, "title": "..."}
 *     [0.5, "o", "what is written"]
 *     [0.5, "m", "what the moment is called"]
 */
#include "page/page.h"

static void add_line(struct cast *c, const struct result *line)
{
    json_write(c->out, line, false);
    str_addc(c->out, '\n');
}

static void add_event(struct cast *c, const char *code, const char *text)
{
    struct arena *a = arena_new();
    struct result *event = result_list(a);

    result_push(event, result_number(a, (double)c->ms / 1000));
    result_push(event, result_text(a, code));
    result_push(event, result_text(a, text));
    add_line(c, event);
    arena_free(a);
}

struct cast cast_begin(struct str *out, int columns, int rows, const char *title)
{
    struct cast c = {.out = out};
    struct result *head = result_fields(out->arena);

    result_put_integer(head, "version", 2);
    result_put_integer(head, "width", columns);
    result_put_integer(head, "height", rows);
    result_put_text(head, "title", title);
    add_line(&c, head);
    return c;
}

void cast_wait(struct cast *c, uint64_t ms)
{
    c->ms += ms;
}

/* Line over line without clearing the screen first, so that nothing flickers. */
void cast_picture(struct cast *c, const char *const *lines, size_t n)
{
    struct arena *a = arena_new();
    struct str all = str_in(a);

    str_add(&all, "\033[H");
    for (size_t i = 0; i < n; i++)
        str_addf(&all, "%s%s\033[K", i ? "\r\n" : "", lines[i]);
    str_add(&all, "\033[J");
    add_event(c, "o", all.text);
    arena_free(a);
}

void cast_hold(struct cast *c, uint64_t ms)
{
    cast_wait(c, ms);
    add_event(c, "o", "");
}

void cast_mark(struct cast *c, const char *label)
{
    add_event(c, "m", label);
}
