/* walk.c: what all verbs that walk downhill share: the options of methods, frames, and how
 * the end is told. */
#include "verb/walk.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const struct span nowhere = {0, 0};

/* ---- options --------------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t at;
} parameters[] = {
    {"rate", offsetof(struct optim_options, rate)},
    {"momentum", offsetof(struct optim_options, momentum)},
    {"alpha", offsetof(struct optim_options, alpha)},
    {"beta1", offsetof(struct optim_options, beta1)},
    {"beta2", offsetof(struct optim_options, beta2)},
    {"rho", offsetof(struct optim_options, rho)},
    {"eps", offsetof(struct optim_options, eps)},
    {"weight_decay", offsetof(struct optim_options, weight_decay)},
};

static enum status unknown_method(struct job *j, const char *name)
{
    const char *names[METHOD_COUNT + 1], *near;

    for (int m = 0; m < METHOD_COUNT; m++)
        names[m] = method_row((enum method)m)->name;
    names[METHOD_COUNT] = NULL;
    j->mistaken = name;
    diag_set(j->diag, ST_USAGE, (struct span){0, strlen(name)}, "there is no method '%s'",
             name);
    if ((near = str_nearest(name, names)))
        diag_help(j->diag, "did you mean '%s'?", near);
    return ST_USAGE;
}

bool walk_is_parameter(const char *name)
{
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (!strcmp(name, parameters[i].name))
            return true;
    return false;
}

static const char *const rule_names[] = {NULL, "exact", "armijo", "wolfe", "bb"};

const char *walk_rule(enum rate_rule rule)
{
    return rule_names[rule];
}

/* A rule in place of a rate; false if the text is none. */
static bool read_rule(const char *text, enum rate_rule *rule)
{
    for (size_t i = RATE_EXACT; i <= RATE_BB; i++)
        if (!strcmp(text, rule_names[i])) {
            *rule = (enum rate_rule)i;
            return true;
        }
    return false;
}

static enum status read_parameters(struct job *j, struct optim_options *o)
{
    const struct method_row *row = method_row(o->method);
    enum status st = ST_OK;

    for (size_t i = 0; i < sizeof parameters / sizeof *parameters && st == ST_OK; i++) {
        double *to = (double *)((char *)o + parameters[i].at);

        if (!job_text(j, parameters[i].name))
            continue;
        if (!method_reads(o->method, parameters[i].name)) {
            diag_set(j->diag, ST_USAGE, nowhere, "the method '%s' does not read '%s'",
                     row->name, parameters[i].name);
            if (row->options[0])
                diag_help(j->diag, "it reads: %s", row->options);
            return ST_USAGE;
        }
        if (to == &o->rate && read_rule(job_text(j, "rate"), &o->rule))
            continue;
        st = job_double(j, parameters[i].name, *to, to);
    }
    return st;
}

enum status walk_options(struct job *j, enum method normal, struct optim_options *o)
{
    const char *name = job_text(j, "method");
    int method = name && strcmp(name, "auto") ? method_find(name) : (int)normal;
    enum status st;
    long steps;

    if (method < 0)
        return unknown_method(j, name);
    *o = optim_defaults((enum method)method);
    if ((st = job_integer(j, "max_iter", 0, 100000000, (long)o->max_iter, &steps)) !=
            ST_OK ||
        (st = job_double(j, "tol", o->tol, &o->tol)) != ST_OK)
        return st;
    o->max_iter = (size_t)steps;
    return read_parameters(j, o);
}

/* ---- frames ---------------------------------------------------------------------- */

struct result *walk_point(const struct walk *w, const double *x)
{
    struct result *fields = result_fields(w->job->arena);

    for (size_t i = 0; i < w->n; i++)
        result_put(fields, w->names[i], job_number(w->job, x[i]));
    return fields;
}

double walk_value(const struct walk *w, double f)
{
    return w->sign * f + 0.0; // and never -0
}

void walk_frame(const struct walk *w, struct result *trace, const struct frame *frame)
{
    struct result *moment = result_push(trace, result_fields(w->job->arena));

    result_put_integer(moment, "k", (int64_t)frame->k);
    result_put(moment, "x", walk_point(w, frame->x));
    result_put(moment, "f", job_number(w->job, walk_value(w, frame->f)));
}

/* How far the slope has come on its way down to the tolerance, in orders of magnitude, or
 * how many of the allowed steps are used up. */
static double guess_done(const struct optim_options *o, const struct frame *first,
                         const struct frame *now)
{
    double steps = (double)now->k / (double)(o->max_iter ? o->max_iter : 1);
    double wanted = log(first->grad_norm / (o->tol * fmax(1, fabs(now->f))));
    double come = log(first->grad_norm / now->grad_norm);

    return wanted > 0 && come > 0 && o->tol > 0 ? fmax(steps, come / wanted) : steps;
}

struct optim_end walk_drive(const struct walk *w, const struct optim_options *o,
                            struct optim_run *run, struct result *trace)
{
    const struct verb_context *cx = w->job->cx;
    struct frame first = *optim_frame(run), frame = first;
    double done = 0;

    do {
        struct verb_progress p = {.step = frame.k, .slope = frame.grad_norm};

        if (trace)
            walk_frame(w, trace, &frame);
        if (!cx->progress)
            continue;
        done = fmax(done, fmin(guess_done(o, &first, &frame), 1));
        p.done = done;
        p.value = walk_value(w, frame.f);
        cx->progress(cx->world, &p);
    } while (optim_step_within(run, w->job->search.budget, &frame));
    return optim_end(run);
}

/* ---- the end --------------------------------------------------------------------- */

const char *walk_stop(const struct optim_end *end)
{
    switch (end->stop) {
    case STOP_NOT_YET: break;
    case STOP_GRADIENT: return end->converged ? "converged" : "passed-lower";
    case STOP_SADDLE: return "saddle";
    case STOP_DEGENERATE: return "degenerate";
    case STOP_ITERATIONS: return "iterations";
    case STOP_DIVERGED: return "diverged";
    case STOP_STALLED: return "stalled";
    case STOP_BUDGET: return "time";
    case STOP_INTERRUPTED: return "interrupted";
    }
    return "unknown";
}

void walk_put_work(const struct walk *w, const char *method, const struct optim_end *end)
{
    struct result *out = w->job->out;

    result_put_text(out, "method", method);
    result_put_integer(out, "nit", (int64_t)end->steps);
    result_put_integer(out, "nfev", (int64_t)end->values);
    result_put_integer(out, "njev", (int64_t)end->gradients);
    result_put_integer(out, "nhev", (int64_t)end->hessians);
}
