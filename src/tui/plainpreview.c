/* plainpreview.c: a file of an author in plain lines, once, with what lint finds and the keys
 * that learners do not see. */
#include "tui/plain.h"

#include <stdio.h>

static void tell_finding(struct plain *p, struct arena *a, const struct finding *f)
{
    const char *place = f->line ? arena_printf(a, ":%zu:%zu", f->line, f->column) : "";

    plain_say(p, arena_printf(a, "%s%s: %s %s: %s", f->file, place,
                              severity_name(f->severity), f->code, f->message));
    if (f->help)
        plain_say(p, arena_printf(a, "  help: %s", f->help));
}

static void tell_fields(struct plain *p, const struct variant *v)
{
    struct arena *a = pool_arena(v->search.pool);

    for (size_t i = 0; i < v->problem->field_count; i++) {
        const struct field *f = &v->problem->fields[i];

        plain_say(p, arena_printf(a, "[%s, %s]%s%s", f->name, answer_kind_name(f->kind),
                                  v->labels[i] ? " " : "",
                                  v->labels[i] ? v->labels[i] : ""));
        plain_say(p, arena_printf(a, "    key: %s",
                                  value_text(&v->search, v->keys[i], NOTE_PLAIN)));
    }
}

static void tell_problem(struct plain *p, const struct problem *problem)
{
    struct arena *a = arena_new();
    struct search s = app_search(p->app, a);
    struct variant *v;
    struct diag d = {0};

    if (problem_generate(problem, &s, p->app->options.seed, &v, &d) != ST_OK) {
        plain_say(p, d.message);
        arena_free(a);
        return;
    }
    plain_say(p,
              arena_printf(a, "Problem, seed %llu: %s", (unsigned long long)v->seed,
                           problem->head.title ? problem->head.title : problem->head.id));
    plain_sheet(p, &s, &v->names, &v->statement);
    tell_fields(p, v);
    for (size_t i = 0; i < v->hint_count; i++) {
        plain_say(p, arena_printf(a, "\nHint %zu of %zu:", i + 1, v->hint_count));
        plain_document(p, v->hints[i]);
    }
    plain_say(p, "");
    plain_sheet(p, &s, &v->names, &v->after);
    plain_sheet(p, &s, &v->names, &v->solution);
    arena_free(a);
}

/* Parts in order; a question of the lesson's own with its key. */
static void tell_page(struct plain *p, const struct search *s, struct names *names,
                      const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part; part = part->next) {
        bool task = part->kind == PART_PROBLEM || part->kind == PART_QUIZ;
        struct part alone = *part;
        struct sheet one = {.first = &alone};

        alone.next = NULL;
        if (task && part->task->problem)
            tell_problem(p, part->task->problem);
        else if (task)
            plain_say(
                p, arena_printf(pool_arena(s->pool), "Problem: %s.\n", part->task->use));
        else
            plain_sheet(p, s, names, &one);
    }
}

static void tell_lesson(struct plain *p, const struct search *s, struct lesson *lesson)
{
    int page = 0;

    for (const struct sheet *sheet = lesson->sheets; sheet; sheet = sheet->next) {
        plain_say(p, arena_printf(pool_arena(s->pool), "\n%s, page %d of %zu.\n",
                                  lesson->head.title, ++page, lesson->sheet_count));
        tell_page(p, s, &lesson->names, sheet);
    }
}

static void tell_file(struct plain *p, struct arena *a, const char *path)
{
    struct search s = app_search(p->app, a);
    struct findings ignored = findings_in(a, path);
    struct entry e = preview_entry(a, path);
    struct lesson *lesson;
    struct problem *problem;
    struct diag d = {0};
    char *text;
    size_t n;

    if (library_read_file(a, e.path, &text, &n, &d) != ST_OK)
        return;
    if (file_kind_of(a, text, n) == FILE_LESSON) {
        if ((lesson = library_read_lesson(&e, &s, &ignored)))
            tell_lesson(p, &s, lesson);
    } else if ((problem = library_read_problem(&e, a, &ignored))) {
        tell_problem(p, problem);
    }
}

int plain_preview(struct plain *p, const char *path)
{
    struct arena *a = arena_new();
    struct search s = app_search(p->app, a);
    struct findings found;
    struct diag d = {0};
    size_t files;
    bool good = lint_paths(a, s.budget, &path, 1, &found, &files, &d) == ST_OK;

    if (!good)
        fprintf(stderr, "gradus: %s\n", d.message);
    for (size_t i = 0; good && i < found.count; i++)
        tell_finding(p, a, &found.at[i]);
    if (good && !found.errors)
        tell_file(p, a, path);
    good = good && !found.errors;
    arena_free(a);
    return good ? 0 : 1;
}
