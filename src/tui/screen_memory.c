/* screen_memory.c: a screen without a terminal, for tests. */
#include "tui/screen.h"

#include <stdlib.h>
#include <string.h>

enum { QUEUE = 4096 };

struct memory {
    struct event queue[QUEUE];
    size_t first, count;
};

static void push(struct screen *s, struct event event)
{
    struct memory *m = s->self;

    if (m->count < QUEUE)
        m->queue[(m->first + m->count++) % QUEUE] = event;
}

void screen_press(struct screen *s, const char *keys)
{
    size_t n = strlen(keys);

    for (size_t i = 0; i < n;) {
        const char *close = keys[i] == '<' ? strchr(keys + i, '>') : NULL;
        struct event event = {EVENT_KEY, 0};

        if (close && close > keys + i + 1) {
            event.key = press_named(keys + i + 1, (size_t)(close - keys) - i - 1);
            i = (size_t)(close - keys) + 1;
        } else {
            size_t used;

            event.key = utf8_decode(keys + i, n - i, &used);
            i += used;
        }
        push(s, event);
    }
}

static bool read_memory(struct screen *s, struct event *event)
{
    struct memory *m = s->self;

    if (!m->count)
        return false;
    *event = m->queue[m->first];
    m->first = (m->first + 1) % QUEUE;
    m->count--;
    return true;
}

static void nothing(struct screen *s)
{
    (void)s;
}

static void close_memory(struct screen *s)
{
    free(s->self);
}

struct screen *screen_memory(int columns, int rows, bool ascii)
{
    struct screen *s = calloc(1, sizeof *s);

    if (!s || !(s->self = calloc(1, sizeof(struct memory))))
        abort();
    s->ascii = ascii;
    s->fd = -1;
    s->read = read_memory;
    s->flush = s->suspend = s->redraw = nothing;
    s->resize = screen_set_size;
    s->close = close_memory;
    screen_set_size(s, columns, rows);
    return s;
}

const char *screen_text(const struct screen *s, struct arena *a)
{
    struct str out = str_in(a);

    for (int row = 0; row < s->rows; row++) {
        size_t end = out.len;

        for (int column = 0; column < s->columns; column++) {
            const struct cell *cell =
                &s->cells[(size_t)row * (size_t)s->columns + (size_t)column];

            str_add(&out, cell->text);
            if (strcmp(cell->text, " ") != 0)
                end = out.len;
        }
        str_remove(&out, end, out.len - end);
        str_addc(&out, '\n');
    }
    return out.text;
}
