/* slipcheck.c: explaining an answer to a question that is given in full. */
#include "course/slips.h"

#include <string.h>

static bool read_field(const struct search *s, const struct check_options *o,
                       const char *key, const char *said, struct slip_field *f)
{
    struct check_options *plain = arena_alloc(pool_arena(s->pool), sizeof *plain);
    struct diag d;
    struct reader k = {s, plain, NULL, &d, false}, r = {s, o, NULL, &d, false};

    *plain = (struct check_options){
        .vars = o->vars, .choices = o->choices, .choice_count = o->choice_count};
    f->options = o;
    f->typed = said;
    return key && said && answer_read(&k, f->kind, key, &f->key) == ST_OK &&
           answer_read(&r, f->kind, said, &f->said) == ST_OK;
}

static void name_slip(struct mark *m, enum slip slip)
{
    if (slip == SLIP_COUNT)
        return;
    m->mistake = slip_row(slip)->id;
    m->feedback = slip_nudge(slip);
}

/* One field a part of the reference; those that are wrong are found anew. */
static size_t read_fields(const struct search *s, const struct check_options *o,
                          const struct result *reference, const struct result *answer,
                          struct slip_field *fields)
{
    size_t n = 0;

    for (size_t i = 0; i < reference->count; i++) {
        struct slip_field *f = &fields[n];
        const char *key = result_string(reference->items[i]);
        const char *said = result_string(result_get(answer, reference->names[i]));
        struct mark mark;
        struct diag d;

        if (!key || !said)
            continue;
        *f = (struct slip_field){.name = reference->names[i],
                                 .kind = answer_kind_guess(key)};
        if (check_answer(s, f->kind, key, said, o, &mark, &d) != ST_OK ||
            !read_field(s, o, key, said, f))
            continue;
        f->wrong = mark.verdict == VERDICT_INCORRECT;
        n++;
    }
    return n;
}

static enum status refuse_task(const char *task, struct diag *d)
{
    const char *names[TASK_COUNT + 1] = {NULL}, *near;

    for (size_t i = 0; i < TASK_COUNT; i++)
        names[i] = task_name(i);
    diag_set(d, ST_USAGE, (struct span){0, 0}, "there is no task '%s'", task);
    if ((near = str_nearest(task, names)))
        diag_help(d, "did you mean '%s'?", near);
    return ST_USAGE;
}

enum status check_slip(const struct search *s, const char *task,
                       const struct result *given, enum answer_kind kind,
                       const struct result *reference, const struct result *answer,
                       const struct check_options *options, struct mark *m,
                       struct diag *d)
{
    struct slip_field one = {.kind = kind, .wrong = true}, *fields = &one;
    enum task_id id;
    size_t n = 1;

    if (!task_find(task, &id))
        return refuse_task(task, d);
    if (m->verdict != VERDICT_INCORRECT || !given || given->kind != RES_FIELDS)
        return ST_OK;
    if (reference->kind == RES_FIELDS) {
        fields = arena_array(pool_arena(s->pool), reference->count + 1, sizeof *fields);
        n = read_fields(s, options, reference, answer, fields);
    } else if (!read_field(s, options, result_string(reference), result_string(answer),
                           &one)) {
        n = 0;
    }
    name_slip(m, slips_find(s, id, given, fields, n, NULL));
    return ST_OK;
}
