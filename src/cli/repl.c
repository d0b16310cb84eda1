/* repl.c: the calculator: readline, history, completion of names. */
#include "cli/cli.h"

#include <stdio.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY_LINES = 2000 };

/* The names that begin with what was typed: commands first, then functions. */
static char *next_name(const char *text, int state)
{
    static size_t i; /* readline asks one by one */
    size_t n = strlen(text), verbs = verb_count();
    const char *name;

    if (!state)
        i = 0;
    for (; (name = i < verbs ? verb_row(i)->name : verb_function(i - verbs)); i++) {
        if (i < verbs && verb_row(i)->hidden)
            continue;
        if (!strncmp(name, text, n)) {
            i++;
            return strdup(name);
        }
    }
    return NULL;
}

static char **complete(const char *text, int start, int end)
{
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1;
    rl_completion_append_character = '\0';
    return rl_completion_matches(text, next_name);
}

static char *history_file(struct arena *a)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state && *state == '/')
        return arena_printf(a, "%s/gradus_history", state);
    return home && *home == '/' ? arena_printf(a, "%s/.gradus_history", home) : NULL;
}

/* The rest of a line after its command is one expression, unless it is quoted or has
 * options: `diff x^2 + 1` is what a person types. */
static enum status read_line(struct arena *a, const char *line, const char ***words,
                             size_t *count, struct diag *d)
{
    size_t n = strcspn(line, " \t");
    const char *rest = line + n + strspn(line + n, " \t");
    const char **two = arena_array(a, 2, sizeof *two);

    if (strpbrk(line, "'\"") || strstr(line, "--"))
        return options_split(a, line, words, count, d);
    two[0] = arena_strndup(a, line, n);
    two[1] = rest;
    *words = two;
    *count = *rest ? 2 : 1;
    return ST_OK;
}

static void answer_line(const char *line, const struct manner *manner)
{
    struct arena *a = arena_new();
    struct manner mine = *manner;
    struct result *request;
    struct verb_context cx;
    struct verb_answer answer;
    struct world w;
    struct diag d = {0};
    const char **words;
    size_t count;
    bool help = false;
    enum status st = read_line(a, line, &words, &count, &d);

    if (st == ST_OK && verb_find(words[0]) < 0) {
        overview_run(line, manner);
    } else if (st == ST_OK && (st = options_read(a, count, words, &request, &mine, &help,
                                                 &d)) == ST_OK) {
        if (help) {
            show_document(a, verb_help(a, verb_row((size_t)verb_find(words[0]))), &mine);
        } else {
            cx = world_context(&w, a, &mine);
            answer = verb_run(&cx, request);
            progress_end(&w.progress);
            show_answer(a, &answer, &mine);
        }
    }
    if (st != ST_OK)
        show_mistake(a, &d, line, manner);
    arena_free(a);
}

static bool is_word(const char *line, const char *word)
{
    return !strcmp(line, word);
}

int repl_run(const struct manner *manner)
{
    struct arena *a = arena_new();
    char *line, *file = history_file(a);

    rl_readline_name = "gradus";
    rl_attempted_completion_function = complete;
    using_history();
    stifle_history(HISTORY_LINES);
    if (file)
        read_history(file);
    printf(
        "Type an expression, or a command such as: critical x^3 - 3x   (help, quit)\n");
    fflush(stdout);
    while ((line = readline("› "))) {
        char *text = line + strspn(line, " \t");

        if (*text)
            add_history(text);
        if (is_word(text, "quit") || is_word(text, "exit")) {
            free(line);
            break;
        }
        if (is_word(text, "help"))
            show_document(a, verb_help(a, NULL), manner);
        else if (*text)
            answer_line(text, manner);
        free(line);
    }
    if (file)
        write_history(file);
    arena_free(a);
    return EXIT_DONE;
}
