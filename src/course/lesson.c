/* lesson.c: a lesson file as sheets of parts (AUTHORING 5). */
#include "course/internal.h"

#include <string.h>

/* A lesson has no randomness: its values are there at once. */
static void read_values(const struct search *s, struct settings *keys, struct lesson *l,
                        struct binding **lets, size_t *let_count)
{
    settings_bindings(keys, "let", lets, let_count);
    for (size_t i = 0; i < *let_count; i++) {
        const struct binding *b = &(*lets)[i];
        struct diag d = {0};
        struct value *v;

        if (value_of(s, &l->names, b->text.text, strlen(b->text.text), &v, &d) == ST_OK) {
            names_set(&l->names, b->name, v);
            continue;
        }
        findings_within(keys->findings, expression_code(&d), &b->text, d.at.from, "%s",
                        d.message);
        if (d.help[0])
            findings_help(keys->findings, "%s", d.help);
    }
}

static void check_claims(const struct search *s, struct settings *keys, struct lesson *l)
{
    struct scalars checks = {0};

    settings_expressions(keys, "checks", &checks);
    for (size_t i = 0; i < checks.count; i++) {
        const struct scalar *c = &checks.at[i];
        struct diag d = {0};
        struct value *v = NULL;
        enum status st = value_of(s, &l->names, c->text, strlen(c->text), &v, &d);

        if (st != ST_OK)
            findings_within(keys->findings, expression_code(&d), c, d.at.from, "%s",
                            d.message);
        else if (v->kind != VALUE_TRUTH || v->truth != TRUTH_YES)
            findings_add(keys->findings, "L606", c->line, c->column,
                         "the check does not hold: it is %s",
                         value_text(s, v, NOTE_PLAIN));
    }
}

static void count_sheets(struct lesson *l)
{
    for (const struct sheet *sheet = l->sheets; sheet; sheet = sheet->next)
        l->sheet_count++;
    if (l->sheets && !l->sheets->title)
        l->sheets->title = l->head.title;
}

struct lesson *lesson_read_in(const struct search *s, const char *text, size_t n,
                              const char *overlay, size_t overlay_size, const char *stem,
                              struct findings *findings)
{
    static const char *const only_x[] = {"x", NULL};
    struct arena *a = pool_arena(s->pool);
    struct lesson *l = arena_alloc(a, sizeof *l);
    struct sheet_maker m = {.s = s, .names = &l->names, .findings = findings};
    size_t errors = findings->errors;
    struct scalars vars = {0};
    struct binding *lets = NULL;
    struct file_parts parts;
    struct settings keys;

    if (!file_split(a, text, n, &parts, findings))
        return NULL;
    keys = settings_of(a, parts.front, "the front matter", findings);
    head_read(&keys, FILE_LESSON, stem, &l->head);
    settings_texts(&keys, "vars", &vars);
    l->names = names_in(a, vars.count ? names_array(a, &vars) : only_x);
    read_values(s, &keys, l, &lets, &m.let_count);
    check_claims(s, &keys, l);
    settings_end(&keys);
    if (findings->errors > errors)
        return NULL;
    if (overlay && !overlay_read(a, overlay, overlay_size, &l->head, &parts, findings))
        return NULL;
    m.head = &l->head;
    m.lets = lets;
    l->sheets = sheets_read(&m, parts.body, parts.body_size, parts.body_line, true);
    count_sheets(l);
    return findings->errors == errors ? l : NULL;
}

struct lesson *lesson_read(const struct search *s, const char *text, size_t n,
                           const char *stem, struct findings *findings)
{
    return lesson_read_in(s, text, n, NULL, 0, stem, findings);
}
