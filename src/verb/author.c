/* author.c: the verbs of authors: lint, try, new. */
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

/* A fix may lay bare what can be fixed next; what is fixed is never found again. */
static enum status fix_all(struct job *j, const char **paths, size_t count,
                           struct findings *findings, size_t *files)
{
    enum { ROUNDS = 4 };
    struct result *list = result_put(j->out, "fixed", result_list(j->arena));
    enum status st = ST_OK;
    size_t changed = 1;

    for (int i = 0; i < ROUNDS && st == ST_OK && changed; i++) {
        struct findings fixed = findings_in(j->arena, "");

        st = lint_fix(j->arena, findings, &fixed, j->diag);
        changed = fixed.count;
        for (size_t k = 0; k < fixed.count; k++) {
            struct result *r = result_push(list, result_fields(j->arena));

            result_put_text(r, "file", fixed.at[k].file);
            result_put_integer(r, "line", (int64_t)fixed.at[k].line);
            result_put_text(r, "message", fixed.at[k].message);
        }
        if (st == ST_OK && changed)
            st = lint_paths(j->arena, j->search.budget, paths, count, findings, files,
                            j->diag);
    }
    return st;
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
    if (st == ST_OK && job_flag(j, "fix"))
        st = fix_all(j, paths, count, &findings, &files);
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

/* ---- try ------------------------------------------------------------------------------ */

static void put_params(struct job *j, struct result *row, const struct problem *p,
                       const char **texts)
{
    struct result *r = result_put(row, "params", result_fields(j->arena));

    for (size_t i = 0; i < p->param_count; i++)
        result_put_text(r, p->params[i].name, texts[i]);
}

static void put_keys(struct job *j, struct result *row, const struct problem *p,
                     const char **texts)
{
    struct result *r = result_put(row, "keys", result_fields(j->arena));

    for (size_t i = 0; i < p->field_count; i++)
        result_put_text(r, p->fields[i].name, texts[i]);
}

static void put_row(struct job *j, struct result *list, const struct problem *p,
                    const struct trial_row *row)
{
    struct result *r = result_push(list, result_fields(j->arena));

    result_put_integer(r, "seed", (int64_t)row->seed);
    if (row->keys) {
        put_params(j, r, p, row->params);
        put_keys(j, r, p, row->keys);
        result_put_integer(r, "draws", (int64_t)row->draws);
        result_put_integer(r, "slips", (int64_t)row->slips);
        result_put_integer(r, "unique", (int64_t)row->unique);
    }
    result_put_truth(r, "ok", !row->failed);
}

static void put_note(struct job *j, struct result *list, const struct trial_note *n)
{
    struct result *r = result_push(list, result_fields(j->arena));

    if (n->of_seed)
        result_put_integer(r, "seed", (int64_t)n->seed);
    result_put_text(r, "check", n->check);
    result_put_text(r, "severity", n->fails ? "FAIL" : "WARN");
    result_put_text(r, "message", n->text);
}

static void put_trial(struct job *j, struct result *list, const struct trial *t)
{
    struct result *r = result_push(list, result_fields(j->arena)), *rows, *notes;

    result_put_text(r, "file", t->file);
    result_put_text(r, "problem", t->problem ? t->problem->head.id : "");
    result_put_integer(r, "seeds", (int64_t)t->row_count);
    result_put_integer(r, "failures", (int64_t)t->failures);
    result_put_integer(r, "warnings", (int64_t)t->warnings);
    result_put(r, "variants",
               t->variants ? result_integer(j->arena, (int64_t)t->variants)
                           : result_null(j->arena));
    rows = result_put(r, "rows", result_list(j->arena));
    notes = result_put(r, "findings", result_list(j->arena));
    for (size_t i = 0; i < t->row_count; i++)
        put_row(j, rows, t->problem, &t->rows[i]);
    for (size_t i = 0; i < t->note_count; i++)
        put_note(j, notes, &t->notes[i]);
}

enum status try_run(struct job *j)
{
    struct trials trials = {.arena = j->arena};
    struct result *list = result_list(j->arena);
    long seeds, from = 1;
    size_t count;
    const char **paths = texts_of(j, "paths", &count);
    enum status st = job_integer(j, "seeds", 1, 1000, 10, &seeds);

    if (!count)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "a file is wanted");
    if (st == ST_OK)
        st = job_integer(j, "from", 0, 1000000000, 1, &from);
    trials.seeds = (size_t)seeds;
    trials.from = (uint64_t)from;
    if (st == ST_OK)
        st = trial_paths(j->search.budget, paths, count, &trials, j->diag);
    if (st != ST_OK)
        return st;
    result_put_integer(j->out, "files", (int64_t)trials.files);
    result_put_integer(j->out, "failures", (int64_t)trials.failures);
    result_put_integer(j->out, "warnings", (int64_t)trials.warnings);
    result_put(j->out, "problems", list);
    for (size_t i = 0; i < trials.count; i++)
        put_trial(j, list, &trials.at[i]);
    j->exit = trials.failures ? EXIT_NO : EXIT_DONE;
    return ST_OK;
}

/* ---- new ------------------------------------------------------------------------------ */

enum status new_run(struct job *j)
{
    const char *what = job_text(j, "what"), *name = job_text(j, "name"), *path;
    bool lesson = what && !strcmp(what, "lesson");
    enum status st;

    if (!what || (!lesson && strcmp(what, "problem") != 0)) {
        j->mistaken = what;
        return diag_set(j->diag, ST_USAGE, (struct span){0, what ? strlen(what) : 0},
                        "a lesson or a problem is wanted");
    }
    if (!name)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "a name is wanted");
    st = template_write(j->arena, lesson ? FILE_LESSON : FILE_PROBLEM, name, &path,
                        j->diag);
    if (st != ST_OK)
        return st;
    result_put_text(j->out, "file", path);
    result_put_text(j->out, "kind", what);
    return ST_OK;
}
