/* t-cast.c: a recording is lines of JSON: a head, then events whose times ascend. */
#include "page/page.h"

#include "tap.h"

/* Every line is JSON of the kind that stands at its place; the number of events, or -1. */
static int read_back(struct arena *a, const char *text)
{
    double before = 0;
    int events = -1;

    for (const char *at = text; *at; events++) {
        size_t n = strcspn(at, "\n");
        struct result *line, *time;
        struct diag d;

        if (at[n] != '\n' || json_read(a, at, n, &line, &d) != ST_OK)
            return -1;
        if (line->kind != (events < 0 ? RES_FIELDS : RES_LIST))
            return -1;
        if (events >= 0) {
            time = line->items[0];
            if (line->count != 3 || time->number < before ||
                !result_string(line->items[1]) || !result_string(line->items[2]))
                return -1;
            before = time->number;
        }
        at += n + 1;
    }
    return events;
}

static const char *const odd[] = {"plain", "\"quoted\"\\", "\u2022 caf\u00e9", "",
                                  "a\tb"};

int main(void)
{
    struct arena *a = arena_new();
    struct str out = str_in(a);
    struct cast c = cast_begin(&out, 80, 24, "a \"title\"");

    is_str(out.text,
           "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": \"a "
           "\\\"title\\\"\"}\n",
           "the head");
    cast_picture(&c, odd, 2);
    is_str(strchr(out.text, '\n') + 1,
           "[0.0, \"o\", "
           "\"\\u001b[Hplain\\u001b[K\\u000d\\n\\\"quoted\\\"\\\\\\u001b[K\\u001b[J\"]\n",
           "a picture, line over line");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        cast_wait(&c, 333);
        cast_picture(&c, odd, i);
        cast_mark(&c, odd[i]);
    }
    cast_hold(&c, 1000);
    is_int(read_back(a, out.text), 12, "it is read back, and times ascend");
    is_int((long)c.ms, 2665, "time is what was waited");
    arena_free(a);
    return done_testing();
}
