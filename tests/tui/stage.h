/* stage.h: a small course on disk and the tutor on a memory screen.
 *
 *   struct stage s = stage_open(80, 24);
 *   press(&s, "<enter>w.");
 *   ok(sees(&s, "2.4"), "...");
 *   stage_close(&s);
 *
 * Time moves only by wait_ms. The course and the progress live below $HOME, which the
 * makefile empties before each test.
 */
#ifndef GRADUS_TESTS_TUI_STAGE_H
#define GRADUS_TESTS_TUI_STAGE_H

#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tui/internal.h"

#include "tap.h"

static const char lesson_text[] =
    "---\n"
    "kind: lesson\n"
    "format: 1\n"
    "id: one-variable\n"
    "title: Gradient descent in one variable\n"
    "tags: [descent]\n"
    "minutes: 12\n"
    "let:\n"
    "  - f: x^2\n"
    "---\n"
    "\n"
    "You stand on a curve in the fog and feel only the slope under your feet. The new "
    "place\n"
    "is the old one minus the rate times the slope, $`x - h*f'`$ in short.\n"
    "\n"
    "```plot\n"
    "f: \"{{f}}\"\n"
    "x: [-4, 4]\n"
    "tangent_at: 3\n"
    "caption: The slope at 3 is positive, so the walk goes left.\n"
    "```\n"
    "\n"
    "## The walk\n"
    "\n"
    "From 3 at rate $`1/10`$ the places are 3, 2.4, 1.92 and so on.\n"
    "\n"
    "```descent id=walk\n"
    "f: x^2\n"
    "start: 3\n"
    "rate: 0.1\n"
    "max-iter: 20\n"
    "```\n"
    "\n"
    "```reveal title=\"Why it slows down\"\n"
    "The step is as long as the slope is steep.\n"
    "```\n"
    "\n"
    "```steps\n"
    "of: diff(f*sin(x))\n"
    "```\n"
    "\n"
    "## Your turn\n"
    "\n"
    "Now take a step with your own hands.\n"
    "\n"
    "```problem use=one-step\n"
    "```\n";

static const char problem_text[] =
    "---\n"
    "kind: problem\n"
    "format: 1\n"
    "id: one-step\n"
    "title: One step down\n"
    "tags: [descent]\n"
    "skills: [descent]\n"
    "requires: [one-variable]\n"
    "let:\n"
    "  - f: x^2\n"
    "fields:\n"
    "  - name: next\n"
    "    label: the place after one step\n"
    "    kind: number\n"
    "    answer: 3 - 1/10*value(diff(f), at=3)\n"
    "    reject:\n"
    "      - 3\n"
    "hints:\n"
    "  - The slope of x^2 at a place is twice the place.\n"
    "  - The new place is the old one minus the rate times the slope.\n"
    "---\n"
    "\n"
    "Start at $`x = 3`$ on $`f(x) = {{f}}`$ and take one step of gradient descent at "
    "rate\n"
    "$`1/10`$. Where does it lead?\n"
    "\n"
    "```solution\n"
    "The slope at 3 is 6, so the step leads to {{ 3 - 1/10*6 }}.\n"
    "```\n";

/* Several fields, one of them closed at first; other numbers each time. */
static const char fields_text[] = "---\n"
                                  "kind: problem\n"
                                  "format: 1\n"
                                  "id: two-answers\n"
                                  "title: Slope and place\n"
                                  "tags: [descent]\n"
                                  "skills: [descent]\n"
                                  "requires: [one-variable]\n"
                                  "params:\n"
                                  "  s: {int: [2, 40]}\n"
                                  "let:\n"
                                  "  - f: x^2\n"
                                  "fields:\n"
                                  "  - name: kind\n"
                                  "    label: f at 0 has a\n"
                                  "    kind: word\n"
                                  "    choices: [minimum, maximum, neither]\n"
                                  "    answer: minimum\n"
                                  "    literal: true\n"
                                  "  - name: where\n"
                                  "    label: critical points\n"
                                  "    kind: set\n"
                                  "    answer: critical(f)\n"
                                  "    reject:\n"
                                  "      - \"{1}\"\n"
                                  "    after: kind\n"
                                  "  - name: slope\n"
                                  "    label: slope at the start\n"
                                  "    kind: number\n"
                                  "    answer: value(diff(f), at=s)\n"
                                  "    reject:\n"
                                  "      - s\n"
                                  "---\n"
                                  "\n"
                                  "Look at $`f(x) = {{f}}`$ and start at {{s}}.\n"
                                  "\n"
                                  "```plot when=after\n"
                                  "f: \"{{f}}\"\n"
                                  "x: [-3, 3]\n"
                                  "```\n";

static const char course_text[] = "title: Test\n"
                                  "tags: [descent]\n"
                                  "skills: [descent]\n"
                                  "parts:\n"
                                  "  - title: Going down\n"
                                  "    lessons: [one-variable]\n";

/* Readline 8.2 loses an undo record now and then, when a search is given up. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libreadline\n";
}

struct stage {
    struct arena *arena;
    struct screen *screen;
    struct app *app;
    struct tui_options options;
    const char **folders;
};

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    if (!f || fputs(text, f) < 0 || fclose(f) != 0)
        abort();
}

static void write_course(struct arena *a, const char *folder)
{
    mkdir(folder, 0700);
    mkdir(arena_printf(a, "%s/lessons", folder), 0700);
    mkdir(arena_printf(a, "%s/problems", folder), 0700);
    write_file(arena_printf(a, "%s/lessons/course.yaml", folder), course_text);
    write_file(arena_printf(a, "%s/lessons/one-variable.md", folder), lesson_text);
    write_file(arena_printf(a, "%s/problems/one-step.md", folder), problem_text);
    write_file(arena_printf(a, "%s/problems/two-answers.md", folder), fields_text);
}

static void draw(struct stage *s)
{
    app_tick(s->app);
    app_draw(s->app);
}

static void stage_begin(struct stage *s, int columns, int rows)
{
    struct diag d = {0};

    setlocale(LC_CTYPE, "C.UTF-8");
    s->screen = screen_memory(columns, rows, false);
    s->options.folders = s->folders;
    s->options.folder_count = 1;
    s->app = app_open(&s->options, s->screen, 1764028800, &d);
    if (!s->app) {
        note("%s", d.message);
        exit(1);
    }
    app_begin(s->app);
    draw(s);
}

/* Each stage begins with a learner who is new. */
static void forget_progress(struct stage *s)
{
    static const char *const ends[] = {"", "-wal", "-shm"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        unlink(arena_printf(s->arena, "%s%s", s->options.store, ends[i]));
}

static inline struct stage stage_open(int columns, int rows)
{
    struct stage s = {.arena = arena_new()};
    const char *home = getenv("HOME");

    s.folders = arena_array(s.arena, 1, sizeof *s.folders);
    s.folders[0] = arena_printf(s.arena, "%s/course", home);
    s.options.store = arena_printf(s.arena, "%s/progress.db", home);
    forget_progress(&s);
    write_course(s.arena, s.folders[0]);
    stage_begin(&s, columns, rows);
    return s;
}

static void stage_end(struct stage *s)
{
    app_close(s->app);
    screen_close(s->screen);
}

static inline void stage_close(struct stage *s)
{
    stage_end(s);
    arena_free(s->arena);
}

/* Keys as screen_press has them; each is followed by a drawing. */
static inline void press(struct stage *s, const char *keys)
{
    struct event event;

    screen_press(s->screen, keys);
    while (!s->app->quit && s->screen->read(s->screen, &event)) {
        app_key(s->app, event.key);
        if (!s->app->quit)
            draw(s);
    }
}

static inline void wait_ms(struct stage *s, int ms)
{
    s->app->now += ms;
    draw(s);
}

static inline void resize(struct stage *s, int columns, int rows)
{
    s->screen->resize(s->screen, columns, rows);
    draw(s);
}

static const char *seen(struct stage *s)
{
    return screen_text(s->screen, s->arena);
}

static inline bool sees(struct stage *s, const char *words)
{
    return strstr(seen(s), words) != NULL;
}

static inline void show(struct stage *s)
{
    const char *text = seen(s);

    while (*text) {
        size_t n = strcspn(text, "\n");

        note("|%.*s", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

/* The screen against tests/tui/screens/NAME.txt; with UPDATE=1 it is written there. */
static inline bool is_screen(struct stage *s, const char *name)
{
    const char *top = getenv("abs_top_srcdir") ? getenv("abs_top_srcdir") : ".";
    const char *path = arena_printf(s->arena, "%s/tests/tui/screens/%s.txt", top, name);
    char *want = arena_alloc(s->arena, 100000);
    FILE *f;

    if (getenv("UPDATE"))
        write_file(path, seen(s));
    f = fopen(path, "r");
    if (f) {
        want[fread(want, 1, 99999, f)] = '\0';
        fclose(f);
    }
    return is_str(seen(s), want, "screen %s", name);
}

#endif
