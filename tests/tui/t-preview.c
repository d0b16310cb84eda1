/* t-preview.c: a file of an author: shown, saved with a change, broken, mended, taken away. */
#include "tui/stage.h"

static const char *path_of(struct stage *s, const char *name)
{
    return arena_printf(s->arena, "%s/%s", s->folders[0], name);
}

static struct stage preview(const char *name, int columns, int rows)
{
    struct stage s = {.arena = arena_new()};

    s.folders = arena_array(s.arena, 1, sizeof *s.folders);
    s.folders[0] = arena_printf(s.arena, "%s/course", getenv("HOME"));
    write_course(s.arena, s.folders[0]);
    s.options.preview = path_of(&s, name);
    s.options.seed = 1;
    s.options.any_seed = true;
    stage_begin(&s, columns, rows);
    return s;
}

/* The text with `old` replaced, in the file; it is looked at again. */
static void save(struct stage *s, const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);

    if (!at)
        abort();
    write_file(s->options.preview, arena_printf(s->arena, "%.*s%s%s", (int)(at - text),
                                                text, new, at + strlen(old)));
    wait_ms(s, 100);
    wait_ms(s, 300);
}

static void check_lesson(void)
{
    struct stage s = preview("lessons/one-variable.md", 80, 24);
    const char *text = arena_strdup(s.arena, lesson_text), *bad = strstr(text, "h*f'");

    ok(sees(&s, "' has no meaning here"), "a mistake in mathematics is told first");
    press(&s, "<enter>");
    ok(sees(&s, "page 1 of"), "Enter shows the page as it is");
    ((char *)bad)[3] = ' ';
    save(&s, text, "You stand", "You stand");
    save(&s, text, "Now take a step with your own hands.",
         "Now take two steps with your own hands.");
    ok(sees(&s, "take two steps"), "after a change it is shown at the changed page");
    save(&s, text, "tags: [descent]", "tags:   [descent]");
    ok(sees(&s, "take a step"),
       "a change of the front matter leaves the reader in place");
    save(&s, text, "of: diff(f*sin(x))", "of: diff(f*sn(x))");
    ok(sees(&s, "unknown function 'sn'") && sees(&s, "1 error"),
       "an error stands in place of the page");
    ok(sees(&s, "of: diff(f*sn(x))"), "... with the line of the file");
    save(&s, text, "title: ", "titel: ");
    press(&s, "<enter>");
    ok(sees(&s, "has no key 'titel'") && sees(&s, "2 errors"),
       "what can't be read can't be opened");
    save(&s, text, "of: diff(f*sin(x))", "of: diff(f*cos(x))");
    ok(!sees(&s, "unknown function") && sees(&s, "page"), "mended, the page is back");
    press(&s, "q");
    ok(sees(&s, "Enter shows the page"), "q goes to what lint says");
    press(&s, "<enter>");
    ok(sees(&s, "page"), "Enter goes back");
    unlink(s.options.preview);
    wait_ms(&s, 400);
    ok(sees(&s, "is not there") && sees(&s, "page"),
       "a file taken away is shown as it was");
    save(&s, text, "of: diff(f*sin(x))", "of: diff(f*exp(x))");
    ok(!sees(&s, "is not there"), "... until it is there again");
    press(&s, "qq");
    ok(s.app->quit, "q in the panel ends it");
    stage_close(&s);
}

static void check_problem(void)
{
    struct stage s = preview("problems/two-answers.md", 100, 30);
    uint64_t seed;

    ok(sees(&s, "critical points"), "the problem is shown");
    press(&s, "<esc>r");
    seed = problem_seed(s.app->top);
    ok(seed != 1, "r draws another variant");
    save(&s, fields_text, "label: critical points", "label: all critical points");
    ok(sees(&s, "all critical points") && problem_seed(s.app->top) == seed,
       "after a change the variant is the same");
    save(&s, fields_text, "label: slope at the start", "label: slope at x = {{ 2*s }}");
    ok(!sees(&s, "{{") && sees(&s, "slope at x ="), "labels are filled in");
    stage_close(&s);
}

static void check_small(void)
{
    struct stage s = preview("lessons/one-variable.md", 40, 12);

    save(&s, lesson_text, "of: diff(f*sin(x))", "of: diff(f*sn(x))");
    ok(sees(&s, "error L"), "a small screen shows the error");
    press(&s, "jjjjkGgg");
    ok(!s.app->quit, "and scrolls");
    stage_close(&s);
}

static void check_nothing(void)
{
    struct stage s = {.arena = arena_new()};
    struct diag d = {0};

    s.options.preview = "nowhere.md";
    s.screen = screen_memory(80, 24, false);
    ok(!app_open(&s.options, s.screen, 1764028800, &d) && strstr(d.message, "nowhere.md"),
       "a file that is not there is an error");
    screen_close(s.screen);
    arena_free(s.arena);
}

int main(void)
{
    check_lesson();
    check_problem();
    check_small();
    check_nothing();
    return done_testing();
}
