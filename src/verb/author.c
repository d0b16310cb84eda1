/* author.c: the verbs of authors: lint. */
#include "verb/internal.h"

#include "course/course.h"

#include <string.h>

/* The texts of a field that holds one or a list of them, ended by NULL. */
static const char **texts_of(struct job *j, const char *name, size_t *count)
{
    const struct result *r = result_get(j->request, name);
    size_t most = r && r->kind == RES_LIST ? r->count : 1;
    const char **texts = arena_array(j->arena, most + 1, sizeof *texts);

    *count = 0;
    for (size_t i = 0; r && i < most; i++) {
        const char *text = result_string(r->kind == RES_LIST ? r->items[i] : r);

        if (text)
            texts[(*count)++] = text;
    }
    return texts;
}

static void put_finding(struct job *j, struct result *list, const struct finding *f)
{
    struct result *r = result_push(list, result_fields(j->arena));

    result_put_text(r, "file", f->file);
    result_put_integer(r, "line", (int64_t)f->line);
    result_put_integer(r, "column", (int64_t)f->column);
    result_put_text(r, "severity", severity_name(f->severity));
    result_put_text(r, "code", f->code);
    result_put_text(r, "message", f->message);
    if (f->help)
        result_put_text(r, "help", f->help);
}

enum status lint_run(struct job *j)
{
    size_t count, files;
    const char **paths = texts_of(j, "paths", &count);
    struct result *list = result_list(j->arena);
    struct findings findings;
    enum status st;

    if (!count)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "a file is wanted");
    st = lint_paths(j->arena, j->search.budget, paths, count, &findings, &files, j->diag);
    if (st != ST_OK)
        return st;
    result_put_integer(j->out, "files", (int64_t)files);
    result_put_integer(j->out, "errors", (int64_t)findings.errors);
    result_put_integer(j->out, "warnings", (int64_t)findings.warnings);
    result_put(j->out, "findings", list);
    for (size_t i = 0; i < findings.count; i++)
        put_finding(j, list, &findings.at[i]);
    if (findings.errors || (findings.warnings && job_flag(j, "strict")))
        j->exit = EXIT_NO;
    return ST_OK;
}
