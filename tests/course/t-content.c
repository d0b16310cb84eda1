/* t-content.c: every lesson and problem that is shipped: it loads, its seeds draw, its keys
 * are accepted again, what its author refuses is refused. */
#include "course/course.h"
#include "tap.h"

#include <stdlib.h>

enum { SEEDS = 20, LEAST_VARIANTS = 100 };

static void say_findings(const struct findings *f)
{
    for (size_t i = 0; i < f->count; i++)
        note("%s:%zu:%zu: %s: %s", f->at[i].file, f->at[i].line, f->at[i].column,
             f->at[i].code, f->at[i].message);
}

/* ---- texts ------------------------------------------------------------------- */

static size_t leftovers(const struct document *doc)
{
    size_t found = 0;

    for (const struct block *b = doc->first; b; b = b->next)
        for (const struct run *run = b->runs; run; run = run->next)
            found += strstr(run->text, "{{") != NULL || strstr(run->text, "+ -") != NULL;
    return found;
}

static size_t sheet_leftovers(const struct sheet *sheet)
{
    size_t found = 0;

    for (const struct part *part = sheet->first; part; part = part->next)
        if (part->kind == PART_TEXT || part->kind >= PART_NOTE)
            found += leftovers(part->text);
    return found;
}

/* ---- answers ----------------------------------------------------------------- */

static enum verdict judged(const struct variant *v, size_t field, const char *text)
{
    struct mark mark;

    course_check(v, field, text, NULL, &mark);
    return mark.verdict;
}

/* A word field may hold a word of the engine; the learner types the choice. */
static bool key_is_accepted(const struct variant *v, size_t field)
{
    static const enum notation notations[] = {NOTE_PLAIN, NOTE_UNICODE};

    for (size_t i = 0; i < 2; i++) {
        const char *key = value_text(&v->search, v->keys[field], notations[i]);
        const char *relation = v->problem->fields[field].options.relation;

        if (relation)
            return judged(v, field, key) ==
                   (relation[1] == '=' ? VERDICT_CORRECT : VERDICT_INCORRECT);
        if (judged(v, field, key) != VERDICT_CORRECT) {
            note("seed %llu, field %s: the key %s is not accepted",
                 (unsigned long long)v->seed, v->problem->fields[field].name, key);
            return false;
        }
    }
    return true;
}

static bool rejects_are_refused(const struct variant *v, size_t field)
{
    const struct field *f = &v->problem->fields[field];
    struct names names = v->names;

    for (size_t i = 0; i < f->reject.count; i++) {
        struct value *value = NULL;
        struct diag d = {0};
        enum verdict verdict = VERDICT_UNDECIDED;

        if (value_of(&v->search, &names, f->reject.at[i].text,
                     strlen(f->reject.at[i].text), &value, &d) == ST_OK)
            verdict = judged(v, field, value_text(&v->search, value, NOTE_PLAIN));
        if (verdict != VERDICT_INCORRECT && verdict != VERDICT_WRONG_FORM) {
            note("seed %llu, field %s: %s is %s %s", (unsigned long long)v->seed, f->name,
                 f->reject.at[i].text, verdict_name(verdict), d.message);
            return false;
        }
    }
    return true;
}

struct tally {
    size_t drawn, accepted, refused, clean;
};

static void try_seed(const struct problem *p, uint64_t seed, struct tally *t)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(20000000);
    struct search s = {pool_new(a, 500000), &budget};
    struct variant *v = NULL;
    struct diag d = {0};
    bool accepted = true, refused = true;

    if (problem_generate(p, &s, seed, &v, &d) != ST_OK) {
        note("%s, seed %llu: %s", p->head.id, (unsigned long long)seed, d.message);
        arena_free(a);
        return;
    }
    t->drawn++;
    for (size_t i = 0; i < p->field_count; i++) {
        accepted = key_is_accepted(v, i) && accepted;
        refused = rejects_are_refused(v, i) && refused;
    }
    t->accepted += accepted;
    t->refused += refused;
    t->clean += sheet_leftovers(&v->statement) + sheet_leftovers(&v->solution) == 0;
    arena_free(a);
}

static void try_problem(const struct problem *p, size_t seeds)
{
    struct tally t = {0};

    for (uint64_t seed = 1; seed <= seeds; seed++)
        try_seed(p, seed, &t);
    is_int(t.drawn, seeds, "%s: every seed is drawn", p->head.id);
    is_int(t.accepted, seeds, "%s: keys are accepted again", p->head.id);
    is_int(t.refused, seeds, "%s: what is refused is refused", p->head.id);
    is_int(t.clean, seeds, "%s: nothing is left over in its texts", p->head.id);
}

static void count_variants(const struct problem *p)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(UINT64_MAX / 2);
    struct search s = {pool_new(a, 100000), &budget};
    uint64_t count = 0;
    struct diag d = {0};

    is_int(problem_count(p, &s, &count, &d), ST_OK, "%s: variants are counted %s",
           p->head.id, d.message);
    ok(count == 0 || count >= LEAST_VARIANTS, "%s: %llu variants (0: more than listed)",
       p->head.id, (unsigned long long)count);
    arena_free(a);
}

static void test_problem(const struct entry *e)
{
    struct arena *a = arena_new();
    struct findings f = findings_in(a, e->path);
    struct problem *p = library_read_problem(e, a, &f);

    say_findings(&f);
    if (ok(p != NULL, "%s is read", e->head.id)) {
        ok(p->hint_count >= 2, "%s has a ladder of hints", p->head.id);
        for (size_t i = 0; i < p->field_count; i++)
            ok(!p->fields[i].literal, "%s: no literal key for %s", p->head.id,
               p->fields[i].name);
        try_problem(p, SEEDS);
        count_variants(p);
    }
    arena_free(a);
}

/* ---- lessons ----------------------------------------------------------------- */

static void test_task(const struct library *l, const struct lesson *lesson,
                      const struct task *t)
{
    if (t->problem)
        try_problem(t->problem, 1);
    else
        ok(library_problem(l, t->use) != NULL, "%s: there is a problem %s",
           lesson->head.id, t->use);
}

static void test_lesson(const struct library *l, const struct entry *e)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(50000000);
    struct search s = {pool_new(a, 1000000), &budget};
    struct findings f = findings_in(a, e->path);
    struct lesson *lesson = library_read_lesson(e, &s, &f);
    size_t left = 0, figures = 0;

    say_findings(&f);
    if (ok(lesson != NULL, "%s is read", e->head.id)) {
        for (const struct sheet *sheet = lesson->sheets; sheet; sheet = sheet->next) {
            left += sheet_leftovers(sheet);
            ok(sheet->title != NULL, "%s: a sheet is called %s", e->head.id,
               sheet->title);
            for (const struct part *p = sheet->first; p; p = p->next) {
                figures += p->kind == PART_PLOT || p->kind == PART_DESCENT;
                if (p->kind == PART_QUIZ || p->kind == PART_PROBLEM)
                    test_task(l, lesson, p->task);
            }
        }
        is_int(left, 0, "%s: nothing is left over", e->head.id);
        ok(figures > 0 && lesson->sheet_count > 3, "%s has figures and pages",
           e->head.id);
    }
    arena_free(a);
}

int main(void)
{
    struct arena *a = arena_new();
    const char *folder = getenv("abs_top_srcdir");
    struct library *l = library_open(a, &folder, folder ? 1 : 0);

    say_findings(&l->findings);
    is_int(l->findings.count, 0, "the folder has no mistakes");
    ok(l->course_count == 1 && l->courses[0].part_count > 0, "there is one course");
    ok(l->lesson_count >= 2 && l->problem_count >= 8, "%zu lessons, %zu problems",
       l->lesson_count, l->problem_count);
    for (size_t i = 0; i < l->lesson_count; i++)
        test_lesson(l, &l->lessons[i]);
    for (size_t i = 0; i < l->problem_count; i++)
        test_problem(&l->problems[i]);
    arena_free(a);
    return done_testing();
}
