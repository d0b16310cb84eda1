/* options.c: words of a command line to a request. */
#include "cli/cli.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum status options_split(struct arena *a, const char *line, const char ***words,
                          size_t *count, struct diag *d)
{
    size_t cap = strlen(line) / 2 + 2;
    char quote = 0;

    *words = arena_array(a, cap, sizeof **words);
    *count = 0;
    for (const char *at = line; *at;) {
        struct str word = str_in(a);
        const char *from = at;

        if (isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        for (; *at && (quote || !isspace((unsigned char)*at)); at++) {
            if (quote ? *at == quote : *at == '\'' || *at == '"')
                quote = quote ? 0 : *at;
            else if (*at == '\\' && quote != '\'' && at[1])
                str_addc(&word, *++at);
            else
                str_addc(&word, *at);
        }
        if (quote)
            return diag_set(d, ST_SYNTAX,
                            (struct span){(size_t)(from - line), strlen(line)},
                            "this quotation mark is never closed");
        (*words)[(*count)++] = word.text;
    }
    return ST_OK;
}

/* The n-th argument's name in "expr var?", or NULL; *many: it takes all that follow. */
static const char *argument_name(struct arena *a, const struct verb_row *v, size_t n,
                                 bool *many)
{
    const char *at = v->args;

    for (; *at && n && at[strcspn(at, " *")] != '*'; n--) {
        at += strcspn(at, " ");
        at += *at == ' ';
    }
    *many = at[strcspn(at, " *")] == '*';
    return *at ? arena_strndup(a, at, strcspn(at, " ?*")) : NULL;
}

/* The argument that takes all words that are left is a list. */
static void put_argument(struct arena *a, struct result *request, const char *name,
                         const char *word, bool many)
{
    struct result *list = result_get(request, name);

    if (!many) {
        result_put_text(request, name, word);
        return;
    }
    if (!list)
        list = result_put(request, name, result_list(a));
    result_push(list, result_text(a, word));
}

static void general_option(struct manner *m, const char *name, const char *value,
                           bool *help)
{
    if (!strcmp(name, "json"))
        m->json = true;
    else if (!strcmp(name, "latex"))
        m->latex = true;
    else if (!strcmp(name, "pretty"))
        m->drawn = true;
    else if (!strcmp(name, "ascii"))
        m->ascii = true;
    else if (!strcmp(name, "quiet"))
        m->quiet = true;
    else if (!strcmp(name, "help"))
        *help = true;
    else if (!strcmp(name, "color"))
        m->colour =
            !strcmp(value, "always") || (m->colour && strcmp(value, "never") != 0);
    else if (!strcmp(name, "timeout"))
        m->timeout = atof(value) > 0 ? atof(value) : m->timeout;
}

static enum status unknown_option(const struct verb_row *v, const char *word,
                                  struct diag *d)
{
    const char *names[64], *near;
    size_t n = 0;

    for (size_t i = 0; i < option_count() && n < 63; i++)
        if (verb_takes(v, option_row(i)))
            names[n++] = option_row(i)->name;
    names[n] = NULL;
    diag_set(d, ST_USAGE, (struct span){0, 0}, "'%s' has no option '%s'", v->name, word);
    if ((near = str_nearest(word + strspn(word, "-"), names)))
        diag_help(d, "did you mean --%s?", near);
    else
        diag_help(d, "gradus %s --help lists them", v->name);
    return ST_USAGE;
}

/* One --name, --name=value or --name value; *i stays at the last word used. */
static enum status one_option(struct arena *a, const struct verb_row *v, size_t count,
                              const char *const *words, size_t *i, struct result *request,
                              struct manner *manner, bool *help, struct diag *d)
{
    const char *word = words[*i], *equals = strchr(word, '='), *value = NULL;
    size_t n = equals ? (size_t)(equals - word - 2) : strlen(word) - 2;
    long o = option_find(word + 2, n);
    const struct option_row *row;

    if (o < 0 || !verb_takes(v, option_row((size_t)o)))
        return unknown_option(v, arena_strndup(a, word, n + 2), d);
    row = option_row((size_t)o);
    if (row->value) {
        value = equals ? equals + 1 : *i + 1 < count ? words[++*i] : NULL;
        if (!value)
            return diag_set(d, ST_USAGE, (struct span){0, 0}, "--%.*s needs a value: %s",
                            (int)n, word + 2, row->value);
    }
    if (row->general)
        general_option(manner, row->name, value, help);
    else
        result_put(request, row->name,
                   value ? result_text(a, value) : result_truth(a, true));
    return ST_OK;
}

static enum status missing(const struct verb_row *v, size_t given, struct diag *d)
{
    size_t wanted = *v->args != '\0';

    for (const char *at = v->args; *at; at++)
        wanted += *at == ' ' && !strchr(at, '?');
    if (given >= wanted)
        return ST_OK;
    diag_set(d, ST_USAGE, (struct span){0, 0}, "'%s' needs %s", v->name,
             !strncmp(v->args, "expr", 4) || !strncmp(v->args, "fn", 2) ? "an expression"
             : !strncmp(v->args, "what", 4)                             ? "to know what"
                                                                        : "a file");
    diag_help(d, "gradus %s %s", v->name, v->usage);
    return ST_USAGE;
}

enum status options_read(struct arena *a, size_t count, const char *const *words,
                         struct result **request, struct manner *manner, bool *help,
                         struct diag *d)
{
    long verb = count ? verb_find(words[0]) : -1;
    const struct verb_row *v;
    size_t given = 0;
    bool only_words = false;
    enum status st = ST_OK;

    *help = false;
    *request = result_fields(a);
    result_put_text(*request, "command", count ? words[0] : "");
    if (verb < 0)
        return ST_OK; /* verb_run says that there is none of that name */
    v = verb_row((size_t)verb);
    for (size_t i = 1; i < count && st == ST_OK; i++) {
        const char *name;
        bool many;

        if (!only_words && !strcmp(words[i], "--")) {
            only_words = true;
        } else if (!only_words && words[i][0] == '-' && words[i][1] == '-') {
            st = one_option(a, v, count, words, &i, *request, manner, help, d);
        } else if (!only_words && !strcmp(words[i], "-h")) {
            *help = true;
        } else if ((name = argument_name(a, v, given, &many))) {
            put_argument(a, *request, name, words[i], many);
            given++;
        } else {
            st = diag_set(d, ST_USAGE, (struct span){0, 0}, "'%s' is one word too many",
                          words[i]);
            diag_help(d, "put an expression with blanks in quotes");
        }
    }
    return st == ST_OK && !*help ? missing(v, given, d) : st;
}
