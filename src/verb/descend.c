/* descend.c: the verbs that walk: minimize and maximize, from a start step by step. */
#include "verb/slope.h"

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
        st = job_double(j, parameters[i].name, *to, to);
    }
    return st;
}

static enum status read_options(struct job *j, struct optim_options *o)
{
    const char *name = job_text(j, "method");
    int method = name && strcmp(name, "auto") ? method_find(name) : METHOD_BFGS;
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

/* ---- the answer ------------------------------------------------------------------ */

static struct result *point(const struct slope *s, const double *x)
{
    struct result *fields = result_fields(s->job->arena);

    for (size_t i = 0; i < s->n; i++)
        result_put(fields, s->names[i], job_number(s->job, x[i]));
    return fields;
}

static void add_frame(const struct slope *s, struct result *trace,
                      const struct frame *frame)
{
    struct result *moment = result_push(trace, result_fields(s->job->arena));

    result_put_integer(moment, "k", (int64_t)frame->k);
    result_put(moment, "x", point(s, frame->x));
    result_put(moment, "f", job_number(s->job, s->sign * frame->f));
}

static struct result *walk(const struct slope *s, struct optim_run *run)
{
    struct result *trace = result_list(s->job->arena);
    struct frame frame = *optim_frame(run);

    add_frame(s, trace, &frame);
    while (budget_spend(s->job->search.budget, s->objective.cost) &&
           optim_step(run, &frame))
        add_frame(s, trace, &frame);
    return trace;
}

static const char *stop_name(const struct optim_end *end)
{
    switch (end->stop) {
    case STOP_NOT_YET: break;
    case STOP_GRADIENT: return end->converged ? "converged" : "passed-lower";
    case STOP_SADDLE: return "saddle";
    case STOP_ITERATIONS: return "iterations";
    case STOP_DIVERGED: return "diverged";
    case STOP_STALLED: return "stalled";
    case STOP_BUDGET: return "time";
    }
    return "unknown";
}

/* [x - radius, x + radius] of each variable. */
static struct result *enclosure(const struct slope *s, const double *x, double radius)
{
    struct result *fields = result_fields(s->job->arena);
    struct ival v;

    ival_init(&v, 128);
    for (size_t i = 0; i < s->n; i++) {
        mpfr_set_d(v.lo, x[i], MPFR_RNDD);
        mpfr_sub_d(v.lo, v.lo, radius, MPFR_RNDD);
        if (mpfr_zero_p(v.lo))
            mpfr_set_zero(v.lo, 1); // 0 - 0 rounded down is -0
        mpfr_set_d(v.hi, x[i], MPFR_RNDU);
        mpfr_add_d(v.hi, v.hi, radius, MPFR_RNDU);
        result_put(fields, s->names[i], job_enclosure(s->job, &v, 20));
    }
    ival_clear(&v);
    return fields;
}

static void put_proof(struct slope *s, const struct optim_end *end)
{
    struct result *out = s->job->out;
    double radius;
    bool proved = end->converged && slope_prove(s, end->best, &radius);

    result_put_text(out, "classified",
                    !proved       ? "unknown"
                    : s->sign > 0 ? "minimum"
                                  : "maximum");
    result_put_truth(out, "certified", proved);
    if (proved)
        result_put(out, "enclosure", enclosure(s, end->best, radius));
}

static void answer(struct slope *s, const struct optim_options *o,
                   const struct optim_end *end)
{
    struct job *j = s->job;

    result_put(j->out, "x", point(s, end->best));
    result_put(j->out, "fun", job_number(j, s->sign * end->best_f));
    result_put(j->out, "grad_norm", job_number(j, end->best_grad_norm));
    result_put_truth(j->out, "success", end->converged);
    put_proof(s, end);
    result_put_text(j->out, "status", stop_name(end));
    result_put_text(j->out, "message", end->message);
    if (end->remedy[0])
        result_put_text(j->out, "remedy", end->remedy);
    result_put_text(j->out, "method", method_row(o->method)->name);
    result_put_integer(j->out, "nit", (int64_t)end->steps);
    result_put_integer(j->out, "nfev", (int64_t)end->values);
    result_put_integer(j->out, "njev", (int64_t)end->gradients);
    result_put_integer(j->out, "nhev", 0);
    j->exit = end->converged ? EXIT_DONE : EXIT_GIVEN_UP;
}

static enum status descend(struct job *j, int sign)
{
    struct slope s = {.job = j, .sign = sign};
    struct optim_options options;
    struct optim_run *run;
    struct optim_end end;
    struct result *trace = NULL;
    enum status st;

    if ((st = read_options(j, &options)) != ST_OK || (st = slope_read(&s)) != ST_OK ||
        (st = optim_start(j->arena, &s.objective, &options, s.start, &run, j->diag)) !=
            ST_OK)
        return st;
    if (job_flag(j, "trace"))
        trace = walk(&s, run);
    end = optim_drive(run, j->search.budget);
    answer(&s, &options, &end);
    if (trace)
        result_put(j->out, "trace", trace);
    return ST_OK;
}

enum status minimize_run(struct job *j)
{
    return descend(j, 1);
}

enum status maximize_run(struct job *j)
{
    return descend(j, -1);
}
