/* fit.c: the verb fit: a loss over data, as small as it gets. */
#include "verb/model.h"
#include "verb/walk.h"

#include <limits.h>
#include <math.h>
#include <string.h>

enum { BATCH = 32, EPOCHS = 100 };

/* What came of the search. */
struct fitted {
    struct optim_end end;
    const char *method;
    double *x;
    double value, grad_norm;
    bool success, refined, only;
    const char *classified, *status, *message, *remedy;
    struct fit_quality quality;
    struct result *trace;
};

/* ---- the search ------------------------------------------------------------------ */

static void settle(struct fitted *r, bool success, const char *classified,
                   const char *status, const char *message, const char *remedy)
{
    r->success = success;
    r->classified = classified;
    r->status = status;
    r->message = message;
    r->remedy = remedy;
}

/* Least absolute deviations of a linear model have their own way. */
static enum status find_vertex(struct model *m, struct fitted *r)
{
    struct job *j = m->job;
    struct lad_end end;
    enum status st = fit_lad(&m->fit, r->x, j->search.budget, &end, j->diag);

    if (st != ST_OK)
        return st;
    r->method = "barrodale-roberts";
    r->end.steps = end.steps;
    settle(r, end.lowest, end.only ? "minimum" : "degenerate", "converged",
           end.only ? "converged: as many rows as there are parameters are met exactly, "
                      "and no edge from there leads down"
                    : "converged: no edge leads down, but one stays level: other "
                      "parameters are as good",
           "");
    return ST_OK;
}

/* The columns of a linear model depend on each other: that is so at the start as well. */
static bool depends(struct model *m)
{
    return m->fit.linear && !fit_rest(&m->fit, m->start).curved;
}

static void settle_lowest(const struct model *m, struct fitted *r)
{
    settle(
        r, true, "minimum", "converged",
        m->fit.linear
            ? "converged: the slope is zero, and as the loss is convex, nothing is lower"
            : "converged: the slope is zero, and the loss bends up in all directions: a "
              "local minimum",
        "");
}

/* The losses of linear models are convex: they have one minimum, or a whole line of them,
 * or none, when a row on the wrong side is missing that keeps parameters from growing. */
static void judge_smooth(struct model *m, struct fitted *r)
{
    struct fit_rest rest = fit_rest(&m->fit, r->x);

    if (m->fit.linear && r->quality.separated)
        settle(
            r, false, "unknown", "diverged",
            "the model parts the two classes without a mistake: the loss falls for ever "
            "as the parameters grow",
            "fewer parameters, or more rows");
    else if (!rest.curved && (r->end.converged || depends(m)))
        settle(r, false, "degenerate", "degenerate",
               "some parameters can change together without a change of the loss: these "
               "data do not determine them",
               "fewer parameters, or another start");
    else if (!rest.curved && m->fit.linear &&
             (r->end.stop == STOP_SADDLE || r->end.stop == STOP_DEGENERATE))
        settle(r, false, "unknown", "diverged",
               "the loss flattens out as the parameters grow, and has no lowest point",
               "fewer parameters, or more rows");
    else if (!r->end.converged)
        settle(r, false, "unknown", walk_stop(&r->end), r->end.message, r->end.remedy);
    else if (!r->refined && !rest.settled)
        settle(r, false, "unknown", "stalled",
               "the slope is nearly zero, but the parameters would still move",
               "another start, or another method");
    else
        settle_lowest(m, r);
}

/* f has no value at the start: in which row? */
static enum status tell_row(struct model *m)
{
    struct job *j = m->job;
    struct fit *f = &m->fit;
    size_t i = fit_first_fault(f, m->start);

    if (i == f->rows)
        return ST_DOMAIN;
    diag_set(j->diag, ST_DOMAIN, (struct span){0, 0},
             "row %zu (line %zu): the model has no finite value there at the start",
             m->row[i] + 1, m->table->line[m->row[i]]);
    diag_help(j->diag, "give another start: --from %s=...", m->names[0]);
    return ST_DOMAIN;
}

static enum status walk(struct model *m, const struct optim_options *o, struct fitted *r)
{
    struct job *j = m->job;
    struct objective objective = fit_objective(&m->fit);
    struct walk w = {j, 1, m->n, m->names};
    struct optim_run *run;
    enum status st = optim_start(j->arena, &objective, o, m->start, &run, j->diag);

    if (st != ST_OK)
        return st == ST_DOMAIN ? tell_row(m) : st;
    if (job_flag(j, "trace"))
        r->trace = result_list(j->arena);
    r->end = walk_drive(&w, o, run, r->trace);
    r->method = method_row(o->method)->name;
    memcpy(r->x, r->end.best, m->n * sizeof *r->x);
    if (r->end.converged && m->exact && !job_text(j, "tol"))
        r->refined = fit_polish(&m->fit, m->exact, r->x, j->search.budget);
    r->quality = fit_quality(&m->fit, r->x);
    if (m->fit.loss != LOSS_MAE && r->end.stop != STOP_INTERRUPTED)
        judge_smooth(m, r);
    else
        settle(r, r->end.converged, "unknown", walk_stop(&r->end), r->end.message,
               r->end.remedy);
    return ST_OK;
}

static enum method normal_method(const struct fit *f)
{
    return f->loss == LOSS_MSE   ? METHOD_LM
           : f->loss == LOSS_MAE ? METHOD_BFGS
                                 : METHOD_TRUST_NEWTON;
}

/* A fit that failed, but is lower, is no reason to forget one that did not; and of those
 * that differ by rounding only, the first is as good. */
static bool better(const struct fitted *a, const struct fitted *b)
{
    double level = 1e-12 * fabs(b->end.best_f);

    return a->success != b->success ? a->success : a->end.best_f < b->end.best_f - level;
}

/* Another walk from m->start; what it finds replaces *r if it is better. */
static bool try_also(struct model *m, struct optim_options o, enum method method,
                     struct fitted *r)
{
    struct fitted other = {.x = arena_array(m->job->arena, m->n, sizeof(double))};
    struct diag ignored;
    struct job quiet = *m->job, *job = m->job;
    enum status st;

    o.method = method;
    quiet.diag = &ignored;
    m->job = &quiet;
    st = walk(m, &o, &other);
    m->job = job;
    if (st != ST_OK || (r->x && !better(&other, r)))
        return false;
    *r = other;
    return true;
}

/* No start was given for a model that is not linear: of these the best is taken. */
static void try_starts(struct model *m, const struct optim_options *o, struct fitted *r)
{
    static const double starts[] = {0.1, 10, -1, 0.01, 100};
    double *used = m->start;

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        m->start = arena_array(m->job->arena, m->n, sizeof *m->start);
        for (size_t k = 0; k < m->n; k++)
            m->start[k] = starts[i];
        if (try_also(m, *o, o->method, r))
            used = m->start;
    }
    m->start = used;
}

/* Where lm gets lost on a plain of the sum of squares, Newton's steps see how it bends. */
static enum status search_automatic(struct model *m, const struct optim_options *o,
                                    struct fitted *r)
{
    enum status st;

    if (m->fit.loss == LOSS_MAE && m->fit.linear)
        return find_vertex(m, r);
    st = walk(m, o, r);
    if (m->fit.linear || (st != ST_OK && m->given) || m->job->search.budget->over)
        return st;
    if (st != ST_OK)
        r->x = NULL;
    if (o->method == METHOD_LM && !r->success)
        try_also(m, *o, METHOD_TRUST_NEWTON, r);
    if (!m->given)
        try_starts(m, o, r);
    return r->x ? ST_OK : st;
}

/* Batches of rows, where the method draws them or they are asked for. */
static enum status read_batches(struct model *m, struct optim_options *o)
{
    struct job *j = m->job;
    long batch, seed;
    enum status st;

    if ((st = job_integer(j, "batch_size", 1, 1L << 30, BATCH, &batch)) != ST_OK ||
        (st = job_integer(j, "seed", 0, LONG_MAX, 1, &seed)) != ST_OK)
        return st;
    if (o->method != METHOD_SGD && !job_text(j, "batch_size"))
        return !job_text(j, "seed")
                   ? ST_OK
                   : diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                              "a seed is for batches: --batch-size, or the method sgd");
    fit_sample(&m->fit, (size_t)batch, (uint64_t)seed);
    if (!job_text(j, "max_iter"))
        o->max_iter = EPOCHS;
    result_put_integer(j->out, "batch_size", batch);
    result_put_integer(j->out, "seed", seed);
    return ST_OK;
}

static enum status search(struct model *m, struct fitted *r)
{
    struct job *j = m->job;
    struct objective o = fit_objective(&m->fit);
    const char *method = job_text(j, "method");
    enum method normal = job_text(j, "batch_size") ? METHOD_SGD : normal_method(&m->fit);
    double *g = arena_array(j->arena, m->n, sizeof *g);
    struct optim_options options;
    enum status st = walk_options(j, normal, &options);

    if (st != ST_OK || (st = read_batches(m, &options)) != ST_OK)
        return st;
    r->x = arena_array(j->arena, m->n, sizeof *r->x);
    memcpy(r->x, m->start, m->n * sizeof *r->x);
    st = m->fit.sampler || (method && strcmp(method, "auto"))
             ? walk(m, &options, r)
             : search_automatic(m, &options, r);
    if (st != ST_OK)
        return st;
    r->quality = fit_quality(&m->fit, r->x);
    r->value = o.gradient(&m->fit, r->x, g);
    for (size_t i = 0; i < m->n; i++)
        r->grad_norm = hypot(r->grad_norm, g[i]);
    return ST_OK;
}

/* ---- the answer ------------------------------------------------------------------- */

static void put_quality(const struct model *m, const struct fitted *r)
{
    struct result *out = m->job->out;
    const struct fit_quality *q = &r->quality;

    result_put_text(out, "loss", loss_row(m->fit.loss)->name);
    if (loss_of_residuals(m->fit.loss))
        result_put(out, "rss", job_number(m->job, q->rss));
    else
        result_put(out, "deviance", job_number(m->job, q->deviance));
    result_put_integer(out, "n", (int64_t)m->fit.rows);
    if (m->fit.loss == LOSS_MSE && q->tss > 0)
        result_put(out, "r_squared", job_number(m->job, 1 - q->rss / q->tss));
}

static void put_errors(struct model *m, const struct fitted *r)
{
    struct walk w = {m->job, 1, m->n, m->names};
    double *error = arena_array(m->job->arena, m->n, sizeof *error);

    if (r->success && fit_errors(&m->fit, r->x, error))
        result_put(m->job->out, "stderr", walk_point(&w, error));
}

static void answer(struct model *m, const struct fitted *r)
{
    struct job *j = m->job;
    struct walk w = {j, 1, m->n, m->names};

    result_put(j->out, "x", walk_point(&w, r->x));
    result_put(j->out, "fun", job_number(j, r->value));
    result_put(j->out, "grad_norm", job_number(j, r->grad_norm));
    result_put_truth(j->out, "success", r->success);
    result_put_text(j->out, "classified", r->classified);
    result_put_truth(j->out, "certified", false);
    put_quality(m, r);
    put_errors(m, r);
    if (m->dropped)
        result_put_integer(j->out, "dropped", (int64_t)m->dropped);
    result_put_truth(j->out, "linear", m->fit.linear);
    result_put(j->out, "start", walk_point(&w, m->start));
    result_put_truth(j->out, "start_given", m->given);
    result_put_text(j->out, "status", r->status);
    result_put_text(j->out, "message", r->message);
    if (r->remedy[0])
        result_put_text(j->out, "remedy", r->remedy);
    result_put_truth(j->out, "refined", r->refined);
    walk_put_work(&w, r->method, &r->end);
    if (m->fit.sampler)
        result_put_integer(j->out, "batches", (int64_t)r->end.samples);
    if (r->trace)
        result_put(j->out, "trace", r->trace);
    j->exit = r->success ? EXIT_DONE : EXIT_GIVEN_UP;
}

enum status fit_run(struct job *j)
{
    struct model m = {.job = j};
    struct fitted r = {.method = "", .classified = "unknown"};
    enum status st = model_read(&m);

    if (st == ST_OK)
        st = search(&m, &r);
    if (st == ST_OK)
        answer(&m, &r);
    return st;
}
