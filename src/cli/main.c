/* main.c: from the words of a command line to the part of gradus that they ask for. */
#include "config.h"

#include "cli/cli.h"
#include "tui/tui.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SHORT_WORD = 4000 }; /* bytes, and so levels, that any stack has room for */

static struct manner default_manner(void)
{
    bool person = isatty(STDOUT_FILENO);
    const char *quiet = getenv("NO_COLOR");

    return (struct manner){
        .timeout = 10, .pretty = person, .colour = person && !(quiet && *quiet)};
}

/* Only how characters are encoded is taken from the locale, numbers never are, and only
 * the screens and the line editor ask for it (it costs a millisecond). Where nobody has
 * chosen one, as on a fresh machine, UTF-8 is the better guess. */
static void choose_locale(void)
{
    const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value) {
            setlocale(LC_CTYPE, "");
            return;
        }
    }
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
}

/* ---- the tutor ----------------------------------------------------------------- */

static const char *const tutor_words[] = {"learn", "practice", "preview",
                                          "watch", "work",     NULL};

static bool is_tutor(const char *word)
{
    for (size_t i = 0; tutor_words[i]; i++)
        if (!strcmp(tutor_words[i], word))
            return true;
    return false;
}

static int refuse(const char *message, const char *what, int status)
{
    fprintf(stderr, "gradus: %s%s\n", message, what);
    return status;
}

/* The value of --name VALUE or --name=VALUE among the words, or NULL. */
static const char *word_option(int argc, char **argv, const char *name)
{
    size_t n = strlen(name);

    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], name, n))
            continue;
        if (argv[i][n] == '=')
            return argv[i] + n + 1;
        if (!argv[i][n] && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

static bool has_word(int argc, char **argv, const char *word)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], word))
            return true;
    return false;
}

/* The language of lessons: --lang de, or that of the locale: de of de_AT.UTF-8. */
static const char *language(struct arena *a, int argc, char **argv)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = word_option(argc, argv, "--lang");
    char *tag;

    for (size_t i = 0; !value && i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]) && *getenv(names[i]))
            value = getenv(names[i]);
    if (!value || !strcmp(value, "C") || !strncmp(value, "C.", 2) ||
        !strcmp(value, "POSIX"))
        return NULL;
    tag = arena_strndup(a, value, strcspn(value, ".@"));
    for (char *c = tag; *c; c++)
        if (*c == '_')
            *c = '-';
    return tag;
}

static int tutor(int argc, char **argv)
{
    struct arena *a = arena_new();
    const char *word = argc > 1 && is_tutor(argv[1]) ? argv[1] : NULL;
    const char *what = word && argc > 2 && strncmp(argv[2], "--", 2) ? argv[2] : NULL;
    const char *env = getenv("GRADUS_PLAIN"), *seed = word_option(argc, argv, "--seed");
    struct tui_options o = {.any_seed = true, .seed = (uint64_t)time(NULL)};
    bool plain = has_word(argc, argv, "--plain") || (env && *env && strcmp(env, "0"));
    int status;

    choose_locale();
    o.folders = (const char *const *)world_folders(a, word_option(argc, argv, "--course"),
                                                   &o.folder_count);
    if (word && !strcmp(word, "preview") && what) {
        o.preview = what;
        o.seed = 1; /* the same variant each time; r draws another */
    }
    o.lang = language(a, argc, argv);
    o.store = world_store(a);
    o.ascii = has_word(argc, argv, "--ascii") ? TUI_YES : TUI_AUTO;
    if (seed) {
        o.any_seed = o.preview != NULL;
        o.seed = strtoull(seed, NULL, 10);
    }
    if (word && !strcmp(word, "learn"))
        o.lesson = what;
    else if (word && !strcmp(word, "practice"))
        o.problem = what;
    else if (word && !strcmp(word, "watch"))
        o.watch = what;
    else if (word && !strcmp(word, "work")) {
        o.work = true;
        o.formula = what;
    }
    o.start = word_option(argc, argv, "--from");
    o.rate = word_option(argc, argv, "--rate");
    if (word && !strcmp(word, "watch") && !what)
        status = refuse("say what to watch: gradus watch 'x^2' --from 3 --rate 0.1", "",
                        EXIT_BAD);
    else if (word && !strcmp(word, "preview") && !what)
        status = refuse("say which file: gradus preview problems/which-valley.md", "",
                        EXIT_BAD);
    else if (plain)
        status = tui_plain(&o);
    else if (!isatty(STDIN_FILENO))
        status =
            refuse("the tutor needs a terminal to read keys from; --plain reads lines",
                   "", EXIT_ENVIRONMENT);
    else
        status = tui_run(&o);
    arena_free(a);
    return status;
}

/* ---- questions ----------------------------------------------------------------- */

static int help(const char *word)
{
    struct arena *a = arena_new();
    struct manner manner = default_manner();
    long verb = word ? verb_find(word) : -1;
    struct str page = str_in(a);

    if (word && !strcmp(word, "man")) {
        verb_manual(&page);
        write_all(STDOUT_FILENO, page.text, page.len);
    } else if (word && !strcmp(word, "methods"))
        show_document(a, verb_methods(a), &manner);
    else
        show_document(a, verb_help(a, verb < 0 ? NULL : verb_row((size_t)verb)), &manner);
    arena_free(a);
    return EXIT_DONE;
}

/* `-` as the expression reads standard input. */
static enum status fill_from_input(struct arena *a, const struct verb_context *cx,
                                   struct result *request, struct diag *d)
{
    const char *text = result_string(result_get(request, "expr"));
    struct source src;
    char *read;
    size_t n;
    enum status st;

    if (!text || strcmp(text, "-"))
        return ST_OK;
    st = cx->open(cx->world, "-", a, &src, d);
    if (st == ST_OK)
        st = source_all(&src, a, 65536, &read, &n, d);
    if (st != ST_OK)
        return st;
    while (n && (read[n - 1] == '\n' || read[n - 1] == '\r'))
        read[--n] = '\0';
    result_put_text(request, "expr", read);
    return ST_OK;
}

static int question(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct manner manner = default_manner();
    struct world w;
    struct verb_context cx;
    struct verb_answer answer;
    struct result *request;
    struct diag d = {0};
    bool wants_help;
    int status;
    enum status st = options_read(a, (size_t)argc - 1, (const char *const *)argv + 1,
                                  &request, &manner, &wants_help, &d);

    if (st == ST_OK && wants_help) {
        arena_free(a);
        return help(argv[1]);
    }
    interrupt_watch();
    cx = world_context(&w, a, &manner);
    if (st == ST_OK)
        st = fill_from_input(a, &cx, request, &d);
    if (st != ST_OK) {
        show_mistake(a, &d, NULL, &manner);
        status = st == ST_IO ? EXIT_ENVIRONMENT : EXIT_BAD;
    } else {
        answer = verb_run(&cx, request);
        progress_end(&w.progress);
        status = show_answer(a, &answer, &manner);
    }
    arena_free(a);
    return status;
}

/* `gradus EXPR`, with the general options behind it. */
static int overview(int argc, char **argv)
{
    struct manner manner = default_manner();

    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--json"))
            manner.json = true;
        else if (!strcmp(argv[i], "--ascii"))
            manner.ascii = true;
        else if (!strcmp(argv[i], "--pretty"))
            manner.drawn = true;
        else
            return question(argc, argv); /* a command that there is not */
    }
    return overview_run(argv[1], &manner);
}

static int gradus(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    struct manner manner = default_manner();

    if (!word || is_tutor(word) || !strcmp(word, "--plain") || !strcmp(word, "--ascii") ||
        !strncmp(word, "--course", 8) || !strncmp(word, "--seed", 6) ||
        !strncmp(word, "--lang", 6))
        return tutor(argc, argv);
    if (!strcmp(word, "--version")) {
        puts(PACKAGE_STRING);
        return EXIT_DONE;
    }
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help"))
        return help(argc > 2 ? argv[2] : NULL);
    if (!strcmp(word, "repl") || !strcmp(word, "--repl")) {
        choose_locale();
        return repl_run(&manner);
    }
    if (!strcmp(word, "batch"))
        return batch_run(&manner);
    if (verb_find(word) >= 0)
        return question(argc, argv);
    if (word[0] == '-' && word[1] == '-')
        return refuse("there is no option ", word, EXIT_BAD);
    return overview(argc, argv);
}

/* Is it a question about a formula that stands in short words? They are the most, and a
 * thread of its own would be a tenth of what they take. */
static bool nests_little(int argc, char **argv)
{
    long verb = argc > 1 ? verb_find(argv[1]) : -1;

    if (verb < 0 || strncmp(verb_row((size_t)verb)->args, "expr", 4) != 0)
        return false;
    for (int i = 2; i < argc; i++)
        if (strlen(argv[i]) > SHORT_WORD || !strcmp(argv[i], "-"))
            return false;
    return true;
}

struct words {
    int argc;
    char **argv;
    int status;
};

static void deep_gradus(void *data)
{
    struct words *w = data;

    w->status = gradus(w->argc, w->argv);
}

int main(int argc, char **argv)
{
    struct words w = {.argc = argc, .argv = argv};

    signal(SIGPIPE, SIG_IGN);
    if (nests_little(argc, argv))
        return gradus(argc, argv);
    if (!deep_call(deep_gradus, &w))
        return refuse("there is no memory for a stack", "", EXIT_ENVIRONMENT);
    return w.status;
}
