/* help.c: every key of a place, read off the table of actions. */
#include "tui/internal.h"

#include <string.h>

/* "space n" as people read it: "space  n"; arrows and Enter as signs. */
static const char *show_keys(struct arena *a, const char *words)
{
    static const char *const signs[][2] = {
        {"enter", "\u23ce"}, {"up", "\u2191"},         {"down", "\u2193"},
        {"left", "\u2190"},  {"right", "\u2192"},      {"pgdn", "PgDn"},
        {"pgup", "PgUp"},    {"backtab", "shift-tab"}, {"home", "Home"},
        {"end", "End"},      {"M-h", "alt-h"},         {"gg", "g g"},
        {"gh", "g h"}};
    struct str out = str_in(a);

    while (*words) {
        size_t n = strcspn(words, " ");
        const char *sign = NULL;

        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            if (strlen(signs[i][0]) == n && memcmp(signs[i][0], words, n) == 0)
                sign = signs[i][1];
        }
        if (out.len)
            str_add(&out, "  ");
        str_addn(&out, sign ? sign : words, sign ? strlen(sign) : n);
        words += n + (words[n] == ' ');
    }
    return out.text;
}

struct entry_of_help {
    const char *keys, *help;
};

static size_t collect(struct arena *a, unsigned where, bool everywhere,
                      struct entry_of_help *out)
{
    size_t n = 0;

    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        const struct action_row *row = action_row((enum action)i);
        const char *keys = action_keys((enum action)i, where);

        if (keys && (i >= ACT_HELP) == everywhere)
            out[n++] = (struct entry_of_help){show_keys(a, keys), row->help};
    }
    return n;
}

static int keys_width(const struct entry_of_help *entries, size_t n)
{
    int widest = 0;

    for (size_t i = 0; i < n; i++) {
        int wide = (int)utf8_columns(entries[i].keys, strlen(entries[i].keys));

        if (wide > widest)
            widest = wide;
    }
    return widest;
}

static void draw_entries(struct screen *s, struct region in, const char *title,
                         const struct entry_of_help *entries, size_t n, int column,
                         int top)
{
    screen_put(s, in, -top, 0, INK_FAINT, title);
    for (size_t i = 0; i < n; i++) {
        screen_put(s, in, 1 + (int)i - top, 0, INK_ACCENT, entries[i].keys);
        screen_put(s, in, 1 + (int)i - top, column, INK_PLAIN, entries[i].help);
    }
}

static int limited(int v, int lo, int hi)
{
    return v > hi ? (hi < lo ? lo : hi) : v < lo ? lo : v;
}

void help_draw(struct app *app, unsigned where)
{
    struct screen *s = app->screen;
    struct region all = screen_all(s), in;
    struct entry_of_help here[ACT_COUNT], every[ACT_COUNT];
    size_t n_here = collect(s->scratch, where, false, here);
    size_t n_every = collect(s->scratch, where, true, every);
    int widest = keys_width(here, n_here), other = keys_width(every, n_every);
    int column = (widest > other ? widest : other) + 2;
    bool wide = all.columns >= 90;
    int lines = wide ? 1 + (int)(n_here > n_every ? n_here : n_every)
                     : 3 + (int)(n_here + n_every);
    int columns = wide ? 90 : all.columns < 64 ? all.columns : 64;
    int rows = limited(lines + 4, 3, all.rows - 2);

    in = (struct region){(all.rows - rows) / 2, (all.columns - columns) / 2, rows,
                         columns};
    screen_box(s, in, "keys here");
    screen_put_right(s, (struct region){in.row, in.column, rows, columns - 2}, rows - 1,
                     INK_FAINT,
                     lines + 4 > rows ? " \u2193 more  esc close " : " esc close ");
    in = (struct region){in.row + 2, in.column + 2, rows - 3, columns - 3};
    app->help_top = limited(app->help_top, 0, lines - in.rows);
    draw_entries(s, (struct region){in.row, in.column, in.rows, wide ? 50 : in.columns},
                 where & ON_TYPING ? "while typing" : "here", here, n_here, column,
                 app->help_top);
    if (wide)
        draw_entries(s, (struct region){in.row, in.column + 52, in.rows, in.columns - 52},
                     "everywhere", every, n_every, column, app->help_top);
    else
        draw_entries(s, in, "everywhere", every, n_every, column,
                     app->help_top - (int)n_here - 2);
    s->cursor_row = -1;
}
