/* batch.c: requests from standard input, a line each; one line of JSON back for each, in
 * order and flushed before the next line is read. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum status read_request(struct arena *a, const char *line, size_t n,
                                struct result **request, struct manner *manner,
                                struct diag *d)
{
    const char **words;
    size_t count;
    bool help;
    enum status st;
    struct result *timeout;

    *request = NULL;
    if (line[strspn(line, " \t")] == '{') {
        st = json_read(a, line, n, request, d);
        timeout = st == ST_OK ? result_get(*request, "timeout") : NULL;
        if (timeout && timeout->number > 0)
            manner->timeout = timeout->number;
        return st;
    }
    st = options_split(a, line, &words, &count, d);
    return st == ST_OK ? options_read(a, count, words, request, manner, &help, d) : st;
}

/* A request that could not even be read. */
static struct result *refusal(struct arena *a, const struct result *request,
                              const char *line, const struct diag *d)
{
    struct result *r = result_fields(a);
    const char *command = result_string(result_get(request, "command"));

    result_put_text(r, "command", command ? command : "");
    result_put_text(r, "input", line);
    result_put(r, "error", result_error(a, d));
    return r;
}

static bool answer_line(const char *line, size_t n, const struct manner *manner)
{
    struct arena *a = arena_new();
    struct manner mine = *manner;
    struct world w;
    struct diag d = {0};
    struct result *request, *id, *out;
    struct str text = str_in(a);
    enum status st = read_request(a, line, n, &request, &mine, &d);
    bool ok;

    if (st == ST_OK) {
        struct verb_context cx = world_context(&w, a, &mine);

        out = verb_run(&cx, request).result;
        progress_end(&w.progress);
    } else {
        out = refusal(a, request, line, &d);
    }
    if ((id = result_get(request, "id")))
        result_put(out, "id", id);
    json_write(&text, out, mine.ascii);
    str_addc(&text, '\n');
    ok = write_all(STDOUT_FILENO, text.text, text.len);
    arena_free(a);
    return ok;
}

int batch_run(const struct manner *manner)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    bool ok = true;

    while (ok && (n = getline(&line, &cap, stdin)) > 0) {
        if (line[n - 1] == '\n')
            line[--n] = '\0';
        if (line[strspn(line, " \t\r")])
            ok = answer_line(line, (size_t)n, manner);
    }
    free(line);
    return EXIT_DONE;
}
