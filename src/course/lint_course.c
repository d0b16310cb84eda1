/* lint_course.c: a file among the others of its course, and a translation beside its
 * original. */
#include "course/lint.h"

#include <string.h>

struct among {
    struct lint_file *f;
    const struct library *l;
    const struct head *head;
};

/* ---- ids ------------------------------------------------------------------------------ */

static const struct entry *find_id(const struct library *l, const char *id)
{
    const struct entry *e = library_lesson(l, id);

    return e ? e : library_problem(l, id);
}

/* Do the requirements of `from`, and theirs in turn, come to `id`? Each is visited once. */
static bool leads_to(const struct among *m, const char *from, const char *id)
{
    size_t most = m->l->lesson_count + m->l->problem_count + 1, count = 0;
    const struct entry **met = arena_array(m->f->arena, most, sizeof(struct entry *));
    const struct entry *e = find_id(m->l, from);

    if (e)
        met[count++] = e;
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(met[i]->head.id, id))
            return true;
        for (size_t k = 0; k < met[i]->head.requires_ids.count; k++) {
            const struct entry *next =
                find_id(m->l, met[i]->head.requires_ids.at[k].text);
            bool known = !next;

            for (size_t j = 0; j < count && !known; j++)
                known = met[j] == next;
            if (!known)
                met[count++] = next;
        }
    }
    return false;
}

static const char *nearest_id(const struct among *m, const char *id)
{
    size_t n = 0, most = m->l->lesson_count + m->l->problem_count + 1;
    const char **ids = arena_array(m->f->arena, most, sizeof *ids);

    for (size_t i = 0; i < m->l->lesson_count; i++)
        ids[n++] = m->l->lessons[i].head.id;
    for (size_t i = 0; i < m->l->problem_count; i++)
        ids[n++] = m->l->problems[i].head.id;
    return str_nearest(id, ids);
}

static void check_requires(const struct among *m)
{
    for (size_t i = 0; i < m->head->requires_ids.count; i++) {
        const struct scalar *id = &m->head->requires_ids.at[i];

        if (!find_id(m->l, id->text)) {
            const char *near = nearest_id(m, id->text);

            findings_within(m->f->findings, "L501", id, 0,
                            "no lesson or problem has the id '%s'", id->text);
            if (near)
                findings_help(m->f->findings, "did you mean '%s'?", near);
        } else if (m->head->id && leads_to(m, id->text, m->head->id)) {
            findings_within(m->f->findings, "L501", id, 0,
                            "'%s' requires this file in turn", id->text);
        }
    }
}

static void check_practice(const struct among *m)
{
    const struct yaml *id = yaml_get(m->f->parts.front, "id");
    size_t n;

    if (m->head->kind == FILE_PROBLEM && m->head->id && id &&
        library_lesson(m->l, m->head->id))
        findings_add(m->f->findings, "L204", id->line, id->column,
                     "a lesson has the id '%s' too", m->head->id);
    if (m->head->kind != FILE_LESSON || !m->head->id || !id)
        return;
    library_problems_of(m->l, m->head->id, &n);
    if (!n)
        findings_add(m->f->findings, "L502", id->line, id->column,
                     "no problem requires this lesson, so it is never practised");
}

/* ---- tags and skills ------------------------------------------------------------------ */

static void check_listed(const struct among *m, const struct yaml *course,
                         const char *key, const struct scalars *used)
{
    const struct yaml *list = yaml_get(course, key);
    const char **names;
    size_t n = 0;

    if (!list || list->kind != YAML_ITEMS || !yaml_get(m->f->parts.front, key))
        return;
    names = arena_array(m->f->arena, list->count + 1, sizeof *names);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->kind == YAML_TEXT)
            names[n++] = list->items[i]->text;
    for (size_t i = 0; i < used->count; i++) {
        const char *near;
        bool known = false;

        for (size_t k = 0; k < n; k++)
            known |= !strcmp(names[k], used->at[i].text);
        if (known)
            continue;
        findings_within(m->f->findings, "L503", &used->at[i], 0,
                        "course.yaml does not list '%s' among its %s", used->at[i].text,
                        key);
        if ((near = str_nearest(used->at[i].text, names)))
            findings_help(m->f->findings, "did you mean '%s'?", near);
    }
}

static void check_words(const struct among *m)
{
    struct arena *a = m->f->arena;
    const char *path = m->l->course_count ? arena_printf(a, "%s/lessons/course.yaml",
                                                         m->l->courses[0].folder)
                                          : "";
    struct findings ignored = findings_in(a, path);
    struct yaml *course;
    char *text;
    size_t n;

    if (library_read_file(a, path, &text, &n, NULL) != ST_OK)
        return;
    course = yaml_read(a, text, n, 1, &ignored);
    check_listed(m, course, "tags", &m->head->tags);
    check_listed(m, course, "skills", &m->head->skills);
}

void lint_course(struct lint_file *f, const struct library *l, const struct head *head)
{
    struct among m = {f, l, head};

    check_requires(&m);
    check_practice(&m);
    check_words(&m);
}

/* ---- overlays ------------------------------------------------------------------------- */

static void check_overlay_keys(struct lint_file *f)
{
    static const char *const allowed[] = {"kind",  "format",  "id",    "lang",
                                          "title", "summary", "hints", "mistakes",
                                          "label", NULL};
    const struct yaml *front = f->parts.front;

    for (size_t i = 0; i < front->count; i++) {
        bool known = false;

        for (size_t k = 0; allowed[k]; k++)
            known |= !strcmp(allowed[k], front->names[i].text);
        if (!known)
            findings_add(f->findings, "L701", front->names[i].line,
                         front->names[i].column, "a translation may not change '%s'",
                         front->names[i].text);
    }
}

static size_t count_of(const struct yaml *front, const char *key)
{
    const struct yaml *y = yaml_get(front, key);

    return !y ? 0 : y->kind == YAML_TEXT ? 1 : y->count;
}

/* Every {{ slot }} of the original has to come up in the translation. */
static void check_slots(struct lint_file *f, const struct file_parts *original)
{
    const char *at = original->body, *end = at + original->body_size, *stop;

    while ((at = memmem(at, (size_t)(end - at), "{{", 2))) {
        stop = memmem(at, (size_t)(end - at), "}}", 2);
        if (!stop)
            return;
        stop += 2;
        if (!memmem(f->parts.body, f->parts.body_size, at, (size_t)(stop - at)))
            findings_add(f->findings, "L702", f->parts.body_line, 1,
                         "the translation lacks %.*s", (int)(stop - at), at);
        at = stop;
    }
}

static size_t directives_in(const struct file_parts *parts, const char *word)
{
    const char *at = parts->body, *end = at + parts->body_size;
    size_t n = strlen(word), count = 0;

    while ((at = memmem(at, (size_t)(end - at), "```", 3))) {
        at += 3;
        count += (size_t)(end - at) > n && !memcmp(at, word, n) && strchr(" \r\n", at[n]);
    }
    return count;
}

static void check_directives(struct lint_file *f, const struct file_parts *original)
{
    for (size_t i = 0; markup_directives[i]; i++) {
        const char *word = markup_directives[i];

        if (directives_in(&f->parts, word) < directives_in(original, word))
            findings_add(f->findings, "L702", f->parts.body_line, 1,
                         "the translation has fewer '%s' than the original", word);
    }
    if (count_of(f->parts.front, "hints") < count_of(original->front, "hints") &&
        yaml_get(f->parts.front, "hints"))
        findings_add(f->findings, "L702", yaml_get(f->parts.front, "hints")->line,
                     yaml_get(f->parts.front, "hints")->column,
                     "the translation has fewer hints than the original");
}

void lint_overlay(struct lint_file *f, const char *original, size_t n)
{
    struct findings ignored = findings_in(f->arena, "");
    struct file_parts parts = {0};

    check_overlay_keys(f);
    if (!file_split(f->arena, original, n, &parts, &ignored))
        return;
    check_slots(f, &parts);
    check_directives(f, &parts);
}
