/* race.c: several methods or rates from one start, a step each in turn.
 *
 *   --method gd,adam --rate 0.1,0.4      gd 0.1   gd 0.4   adam 0.1   adam 0.4
 *
 * A race is an array of runs: neither the stepper nor a run knows of the others. Who reads
 * no rate runs once. Each entrant is asked for as if it were alone: its request is the
 * race's, with one method and one rate, without the parameters that only others read.
 */
#include "verb/walk.h"

#include <math.h>
#include <string.h>

enum { MOST_ENTRANTS = 24 };

static const struct span nowhere = {0, 0};

struct entrant {
    struct optim_options options;
    struct optim_run *run;
    struct optim_end end;
    struct result *trace;
    size_t differences; /* values that slopes by differences took */
    bool going;
};

struct race {
    const struct walk *walk;
    const struct objective *objective;
    const size_t *differences; /* a count that the objective keeps, or NULL */
    struct entrant entrants[MOST_ENTRANTS];
    size_t n;
};

/* ---- the list of entrants -------------------------------------------------------- */

/* The items of a field: of a list, or of a text between its commas; none if absent. */
static const char **items(struct job *j, const char *name, size_t *n)
{
    const struct result *r = result_get(j->request, name);
    const char *text = job_text(j, name);
    const char **list = arena_array(j->arena,
                                    text ? strlen(text) + 1
                                    : r  ? r->count + 1
                                         : 1,
                                    sizeof *list);

    *n = 0;
    for (size_t i = 0; r && r->kind == RES_LIST && i < r->count; i++) {
        struct result *one = result_fields(j->arena);
        struct job item = *j;

        result_put(one, name, r->items[i]);
        item.request = one;
        list[(*n)++] = job_text(&item, name) ? job_text(&item, name) : "";
    }
    while (text) {
        size_t used = strcspn(text, ",");

        list[(*n)++] = arena_strndup(j->arena, text, used);
        text = text[used] ? text + used + 1 : NULL;
    }
    return list;
}

bool walk_is_race(struct job *j)
{
    size_t methods, rates;

    items(j, "method", &methods);
    items(j, "rate", &rates);
    return methods > 1 || rates > 1;
}

/* The race's request for one of them. */
static const struct result *request_of(struct job *j, const char *method,
                                       const char *rate, enum method m)
{
    struct result *one = result_fields(j->arena);

    for (size_t i = 0; i < j->request->count; i++) {
        const char *name = j->request->names[i];

        if (strcmp(name, "method") && (!walk_is_parameter(name) || method_reads(m, name)))
            result_put(one, name, j->request->items[i]);
    }
    result_put_text(one, "method", method);
    if (rate && method_reads(m, "rate"))
        result_put_text(one, "rate", rate);
    return one;
}

static enum status enter(struct race *r, const char *method, const char *rate,
                         enum method normal, const double *start)
{
    struct job *j = r->walk->job, one = *j;
    struct entrant *e = &r->entrants[r->n];
    int m = strcmp(method, "auto") ? method_find(method) : (int)normal;
    enum status st;

    if (r->n == MOST_ENTRANTS)
        return diag_set(j->diag, ST_USAGE, nowhere, "a race has at most %d entrants",
                        MOST_ENTRANTS);
    one.request = request_of(j, method, rate, m >= 0 ? (enum method)m : normal);
    st = walk_options(&one, normal, &e->options);
    j->mistaken = one.mistaken;
    if (st != ST_OK)
        return st;
    st = optim_start(j->arena, r->objective, &e->options, start, &e->run, j->diag);
    e->going = true;
    e->trace = job_flag(j, "trace") ? result_list(j->arena) : NULL;
    r->n += st == ST_OK;
    return st;
}

/* A parameter that none of them reads is a mistake, as it is for one. */
static enum status check_parameters(const struct race *r)
{
    struct job *j = r->walk->job;

    for (size_t i = 0; i < j->request->count; i++) {
        const char *name = j->request->names[i];
        bool read = !walk_is_parameter(name);

        for (size_t k = 0; k < r->n; k++)
            read = read || method_reads(r->entrants[k].options.method, name);
        if (!read)
            return diag_set(j->diag, ST_USAGE, nowhere, "none of the methods reads '%s'",
                            name);
    }
    return ST_OK;
}

static enum status enter_all(struct race *r, enum method normal, const double *start)
{
    struct job *j = r->walk->job;
    size_t methods, rates;
    const char **method = items(j, "method", &methods), **rate = items(j, "rate", &rates);
    enum status st = ST_OK;

    if (methods == 0) {
        method[0] = "gd"; // rates alone are those of gradient descent
        methods = 1;
    }
    for (size_t i = 0; i < methods && st == ST_OK; i++) {
        int m = method_find(method[i]);
        size_t times =
            rates && m >= 0 && method_reads((enum method)m, "rate") ? rates : 1;

        for (size_t k = 0; k < times && st == ST_OK; k++)
            st = enter(r, method[i], rates ? rate[k] : NULL, normal, start);
    }
    return st == ST_OK ? check_parameters(r) : st;
}

/* ---- the run --------------------------------------------------------------------- */

static size_t taken(const struct race *r)
{
    return r->differences ? *r->differences : 0;
}

/* A step of each that still goes; true while there is one. */
static bool go_on(struct race *r)
{
    bool any = false;

    for (size_t i = 0; i < r->n; i++) {
        struct entrant *e = &r->entrants[i];
        size_t before = taken(r);
        struct frame frame;

        if (!e->going)
            continue;
        if (e->trace)
            walk_frame(r->walk, e->trace, optim_frame(e->run));
        e->going = optim_step_within(e->run, r->walk->job->search.budget, &frame);
        e->differences += taken(r) - before;
        any = any || e->going;
    }
    return any;
}

static void tell_world(const struct race *r, size_t step)
{
    const struct verb_context *cx = r->walk->job->cx;
    struct verb_progress p = {.step = step, .value = INFINITY};

    for (size_t i = 0; i < r->n; i++) {
        const struct frame *frame = optim_frame(r->entrants[i].run);

        p.done += !r->entrants[i].going / (double)r->n;
        if (!(frame->f < p.value))
            continue;
        p.value = frame->f;
        p.slope = frame->grad_norm;
    }
    p.value = walk_value(r->walk, p.value);
    if (cx->progress)
        cx->progress(cx->world, &p);
}

/* Of two that came to the same height the one that looked at f less often. */
static bool better(const struct optim_end *a, const struct optim_end *b)
{
    double level = 1e-9 * fmax(1, fabs(b->best_f));

    if (a->converged != b->converged)
        return a->converged;
    if (fabs(a->best_f - b->best_f) <= level)
        return a->values < b->values;
    return a->best_f < b->best_f;
}

/* ---- the table ------------------------------------------------------------------- */

static void put_rate(struct result *row, const struct optim_options *o)
{
    const char *rule = walk_rule(o->rule);

    if (!method_reads(o->method, "rate"))
        return;
    if (rule)
        result_put_text(row, "rate", rule);
    else
        result_put_number(row, "rate", o->rate);
}

static struct result *row_of(const struct race *r, const struct entrant *e)
{
    struct job *j = r->walk->job;
    struct result *row = result_fields(j->arena);
    const struct optim_end *end = &e->end;

    result_put_text(row, "method", method_row(e->options.method)->name);
    put_rate(row, &e->options);
    result_put(row, "x", walk_point(r->walk, end->best));
    result_put(row, "fun", job_number(j, walk_value(r->walk, end->best_f)));
    result_put(row, "grad_norm", job_number(j, end->best_grad_norm));
    result_put_truth(row, "success", end->converged);
    result_put_text(row, "status", walk_stop(end));
    result_put_text(row, "message", end->message);
    result_put_integer(row, "nit", (int64_t)end->steps);
    result_put_integer(row, "nfev", (int64_t)end->values);
    result_put_integer(row, "njev", (int64_t)end->gradients);
    result_put_integer(row, "nhev", (int64_t)end->hessians);
    if (e->trace)
        result_put(row, "trace", e->trace);
    return row;
}

enum status walk_race(const struct walk *w, const struct objective *o,
                      const double *start, enum method normal, const size_t *differences,
                      struct race_end *out)
{
    struct race *r = arena_alloc(w->job->arena, sizeof *r);
    const struct entrant *first = r->entrants;
    enum status st;
    size_t step = 0;

    *r = (struct race){.walk = w, .objective = o, .differences = differences};
    st = enter_all(r, normal, start);
    if (st != ST_OK)
        return st;
    while (go_on(r))
        tell_world(r, ++step);
    out->table = result_list(w->job->arena);
    for (size_t i = 0; i < r->n; i++) {
        struct entrant *e = &r->entrants[i];

        e->end = optim_end(e->run);
        e->end.values += e->differences;
        if (better(&e->end, &first->end))
            first = e;
        result_push(out->table, row_of(r, e));
    }
    out->options = first->options;
    out->end = first->end;
    return ST_OK;
}
