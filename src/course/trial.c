/* trial.c: problems tried out on some seeds, with the checker that learners meet
 * (AUTHORING 8). */
#include "course/trial.h"

#include <stdio.h>
#include <string.h>

enum { NODES = 400000, MANY_DRAWS = 100, SLOW_KEY = 200000, COUNTING = 300000 };

static const struct span nowhere;

/* ---- notes -------------------------------------------------------------------------- */

static void add_note(struct arena *a, struct trial *out, struct trial_note note)
{
    if (out->note_count == out->note_cap) {
        size_t cap = out->note_cap ? 2 * out->note_cap : 16;

        out->notes = arena_grow(a, out->notes, out->note_count, cap, sizeof *out->notes);
        out->note_cap = cap;
    }
    out->notes[out->note_count++] = note;
    out->failures += note.fails;
    out->warnings += !note.fails;
}

void trial_tell(struct trier *t, const char *check, bool fails, const char *fmt, ...)
{
    struct trial_note note = {.fails = fails, .check = check};
    char text[1000];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    note.text = arena_strdup(t->arena, text);
    if (t->row) {
        note.of_seed = true;
        note.seed = t->row->seed;
        t->row->failed |= fails;
    }
    add_note(t->arena, t->out, note);
}

/* ---- one seed ------------------------------------------------------------------------- */

static void keep_row(struct trier *t)
{
    struct trial_row *row = t->row;
    struct value *v;

    row->params = arena_array(t->arena, t->p->param_count + 1, sizeof *row->params);
    row->keys = arena_array(t->arena, t->p->field_count + 1, sizeof *row->keys);
    for (size_t i = 0; i < t->p->param_count; i++)
        row->params[i] =
            names_get(t->s, &t->v->names, t->p->params[i].name, &v, NULL) == ST_OK
                ? arena_strdup(t->arena, trial_typed(t, v))
                : "";
    for (size_t i = 0; i < t->p->field_count; i++)
        row->keys[i] = arena_strdup(t->arena, trial_typed(t, t->v->keys[i]));
}

static bool make_variant(struct trier *t, uint64_t seed)
{
    struct findings findings = findings_in(pool_arena(t->s->pool), "");
    struct budget *budget = t->s->budget;
    struct diag d = {0};
    uint64_t work;

    if (variant_draw(t->p, t->s, seed, &t->v, &d) != ST_OK) {
        trial_tell(t, "T1", true, "%s", d.message);
        return false;
    }
    t->row->draws = t->v->draws;
    if (t->v->draws > MANY_DRAWS)
        trial_tell(t, "T1", false, "%d draws until the conditions were met",
                   (int)t->v->draws);
    work = budget->work;
    if (variant_compute(t->v, &d) != ST_OK) {
        trial_tell(t, "T2", true, "%s", d.message);
        return false;
    }
    if (work - budget->work > SLOW_KEY)
        trial_tell(t, "T2", false, "the values and keys took about %d ms",
                   (int)((work - budget->work) / 1000));
    if (!variant_write(t->v, &findings))
        trial_tell(t, "T9", true, "line %zu: %s", findings.at[0].line,
                   findings.at[0].message);
    return true;
}

static void try_seed(struct trier *t, uint64_t seed)
{
    t->row->seed = seed;
    if (!make_variant(t, seed))
        return;
    t->variants++;
    keep_row(t);
    trial_keys(t);
    trial_slips(t);
    trial_texts(t);
    trial_count(t);
}

/* ---- one problem ---------------------------------------------------------------------- */

/* How many variants there are, unless that takes long. */
static uint64_t count_variants(const struct problem *p, struct budget *budget)
{
    struct arena *a = arena_new();
    struct budget own = *budget;
    struct search s = {pool_new(a, NODES), &own};
    uint64_t count = 0;

    if (own.work > COUNTING)
        own.work = COUNTING;
    if (problem_count(p, &s, &count, NULL) != ST_OK || own.over)
        count = 0;
    arena_free(a);
    return count;
}

static struct trial *next_trial(struct trials *all, const char *file)
{
    if (all->count == all->cap) {
        size_t cap = all->cap ? 2 * all->cap : 8;

        all->at = arena_grow(all->arena, all->at, all->count, cap, sizeof *all->at);
        all->cap = cap;
    }
    all->at[all->count] = (struct trial){.file = file};
    return &all->at[all->count++];
}

static enum status try_problem(struct trials *all, struct budget *budget,
                               const char *file, const struct problem *p, struct diag *d)
{
    struct trial *out = next_trial(all, file);
    struct trier t = {.arena = all->arena, .out = out, .p = p};
    size_t hints = p->hint_count + p->body_size / 8 + 1; /* a fence has more letters */

    out->problem = p;
    out->rows = arena_array(all->arena, all->seeds + 1, sizeof *out->rows);
    t.tallies = arena_array(all->arena, p->field_count + 1, sizeof *t.tallies);
    t.hints = hints < 64 ? hints : 64;
    t.shown = arena_array(all->arena, t.hints * (p->field_count + 1), sizeof *t.shown);
    for (size_t i = 0; i < all->seeds && !budget->over; i++) {
        struct arena *of_variant = arena_new();
        struct search search = {pool_new(of_variant, NODES), budget};

        t.s = &search;
        t.row = &out->rows[out->row_count++];
        try_seed(&t, all->from + i);
        arena_free(of_variant);
    }
    t.row = NULL;
    trial_seeds(&t);
    out->variants = count_variants(p, budget);
    all->failures += out->failures;
    all->warnings += out->warnings;
    return budget->over ? diag_set(d, ST_LIMIT, nowhere, "the time ran out at '%s'", file)
                        : ST_OK;
}

/* ---- files ------------------------------------------------------------------------------ */

static void tell_findings(struct trials *all, const char *file, struct findings *findings)
{
    struct trial *out = next_trial(all, file);

    findings_sort(findings);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *f = &findings->at[i];

        if (f->severity == SEVERITY_ERROR)
            add_note(all->arena, out,
                     (struct trial_note){
                         .fails = true,
                         .check = f->code,
                         .text = arena_printf(all->arena, "line %zu, column %zu: %s",
                                              f->line, f->column, f->message)});
    }
    all->failures += out->failures;
}

static enum status try_lesson(struct trials *all, struct budget *budget, const char *file,
                              const char *text, size_t n, struct diag *d)
{
    struct search s = {pool_new(all->arena, NODES), budget};
    struct findings findings = findings_in(all->arena, file);
    struct lesson *lesson = lesson_read(&s, text, n, NULL, &findings);
    enum status st = ST_OK;

    if (!lesson)
        tell_findings(all, file, &findings);
    for (struct sheet *sheet = lesson ? lesson->sheets : NULL; sheet; sheet = sheet->next)
        for (struct part *part = sheet->first; part && st == ST_OK; part = part->next)
            if ((part->kind == PART_QUIZ || part->kind == PART_PROBLEM) &&
                part->task->problem)
                st = try_problem(all, budget, file, part->task->problem, d);
    return st;
}

enum status trial_text(struct budget *budget, const char *file, const char *text,
                       size_t n, struct trials *all, struct diag *d)
{
    struct findings findings = findings_in(all->arena, file);
    struct problem *p;

    all->files++;
    if (file_kind_of(all->arena, text, n) == FILE_LESSON)
        return try_lesson(all, budget, file, text, n, d);
    p = problem_read(all->arena, text, n, NULL, &findings);
    if (p)
        return try_problem(all, budget, file, p, d);
    tell_findings(all, file, &findings);
    return ST_OK;
}

/* course.yaml asks nothing, and an overlay has the original's values. */
static bool asks(struct arena *a, const char *path)
{
    const char *stem = path_stem(a, path);

    return strcmp(path_base(path), "course.yaml") != 0 && !(stem && strchr(stem, '.'));
}

enum status trial_paths(struct budget *budget, const char *const *paths, size_t count,
                        struct trials *out, struct diag *d)
{
    struct paths list = {.arena = out->arena};
    enum status st = ST_OK;

    for (size_t i = 0; i < count && st == ST_OK; i++)
        st = paths_add(&list, paths[i], d);
    for (size_t i = 0; i < list.count && st == ST_OK; i++) {
        char *text;
        size_t n;

        if (!asks(out->arena, list.at[i]))
            continue;
        st = library_read_file(out->arena, list.at[i], &text, &n, d);
        if (st == ST_OK)
            st = trial_text(budget, list.at[i], text, n, out, d);
    }
    return st;
}
