/* slips.c: from a wrong answer to the slip that gives it, and its nudge. */
#include "course/slips.h"

#include <string.h>

enum { VARIABLES_MOST = 16 };

#define IN(task)   (1u << TASK_##task)
#define SAME_NUDGE NULL /* as the row above */
static const struct slip_row rows[] = {
#define SLIP(id, name, tasks, nudge) [SLIP_##id] = {name, tasks, nudge},
#include "course/slips.def"
};
#undef IN

static const struct {
    const char *name;
    uint64_t work;
    void (*run)(struct diagnosis *);
} tasks[] = {
#define TASK(id, name, work, run) [TASK_##id] = {name, work, run},
#include "course/slips.def"
};

const struct slip_row *slip_row(enum slip slip)
{
    return &rows[slip];
}

const char *slip_nudge(enum slip slip)
{
    while (!rows[slip].nudge)
        slip--;
    return rows[slip].nudge;
}

const char *task_name(size_t i)
{
    return i < TASK_COUNT ? tasks[i].name : NULL;
}

const char *slip_name(size_t i)
{
    return i < SLIP_COUNT ? rows[i].id : NULL;
}

bool task_find(const char *name, enum task_id *out)
{
    for (size_t i = 0; i < TASK_COUNT; i++)
        if (!strcmp(tasks[i].name, name)) {
            *out = (enum task_id)i;
            return true;
        }
    return false;
}

/* ---- the verdict ---------------------------------------------------------------------- */

/* The first slip that explains every field that is wrong. */
static enum slip find(struct diagnosis *d)
{
    bool all[SLIP_COUNT];
    size_t wrong = 0;

    memset(all, true, sizeof all);
    for (size_t i = 0; i < d->field_count; i++) {
        d->field = &d->fields[i];
        if (!d->field->wrong)
            continue;
        wrong++;
        memset(d->fits, false, sizeof d->fits);
        tasks[d->task].run(d);
        for (size_t k = 0; k < SLIP_COUNT; k++)
            all[k] &= d->fits[k];
    }
    for (size_t k = 0; k < SLIP_COUNT && wrong; k++)
        if (all[k] && !(d->off && d->off[k]))
            return (enum slip)k;
    return SLIP_COUNT;
}

/* Appends a name that is not there yet. */
static void add_name(const char **names, size_t *n, const char *name)
{
    for (size_t i = 0; i < *n; i++)
        if (!strcmp(names[i], name))
            return;
    if (*n < VARIABLES_MOST)
        names[(*n)++] = name;
}

/* The variable that moves, then the others: those that are named, and those of f. */
static const char *const *variables(const struct diagnosis *d)
{
    struct pool *p = d->s->pool;
    const struct result *vars = asked_part(d, "vars variables");
    const char *first = asked_text(d, "wrt with_respect_to var variable");
    const char **names = arena_array(pool_arena(p), VARIABLES_MOST + 1, sizeof *names);
    struct diagnosis free_names = *d;
    struct formula f;
    size_t n = 0, count = 0;
    const expr *symbols = NULL;

    free_names.vars = names;
    if (first)
        add_name(names, &n, first);
    for (size_t i = 0; vars && vars->kind == RES_LIST && i < vars->count; i++)
        if (result_string(vars->items[i]))
            add_name(names, &n, result_string(vars->items[i]));
    if (asked_formula(&free_names, ASKED_FUNCTION, &f))
        symbols = expr_symbols(p, f.body, &count);
    for (size_t i = 0; i < count; i++)
        add_name(names, &n, expr_name(p, symbols[i]));
    if (!n)
        add_name(names, &n, "x");
    return names;
}

const char *const *question_vars(const struct search *s, const struct result *given)
{
    const struct diagnosis d = {.s = s, .asked = given};

    return variables(&d);
}

void slips_foresee(const struct search *s, enum task_id task, const struct result *asked,
                   const struct slip_field *field, const bool *off, struct foresight *out)
{
    struct budget own = *s->budget;
    struct search within = {s->pool, &own};
    struct diagnosis d = {.s = &within,
                          .task = task,
                          .asked = asked,
                          .fields = field,
                          .field = field,
                          .field_count = 1,
                          .off = off,
                          .foresight = out};

    if (own.work > tasks[task].work)
        own.work = tasks[task].work;
    d.vars = variables(&d);
    tasks[task].run(&d);
}

enum slip slips_find(const struct search *s, enum task_id task,
                     const struct result *asked, const struct slip_field *fields,
                     size_t count, const bool *off)
{
    struct budget own = *s->budget;
    struct search within = {s->pool, &own};
    struct diagnosis d = {.s = &within,
                          .task = task,
                          .asked = asked,
                          .fields = fields,
                          .field_count = count,
                          .off = off};
    enum slip slip;

    if (own.work > tasks[task].work)
        own.work = tasks[task].work;
    d.vars = variables(&d);
    slip = find(&d);
    return own.over ? SLIP_COUNT : slip; /* half a search proves no guilt */
}
