/* descend.c: the verbs that walk: minimize and maximize, from a start step by step. */
#include "verb/slope.h"
#include "verb/walk.h"

#include <math.h>
#include <string.h>

/* ---- the answer ------------------------------------------------------------------ */

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

static void put_proof(struct slope *s, const struct optim_end *end, bool global)
{
    struct result *out = s->job->out;
    double radius;
    bool proved = end->converged && slope_prove(s, end->best, &radius);

    result_put_text(out, "classified",
                    end->stop == STOP_SADDLE       ? "saddle"
                    : end->stop == STOP_DEGENERATE ? "degenerate"
                    : !proved && !global           ? "unknown"
                    : s->sign > 0                  ? "minimum"
                                                   : "maximum");
    result_put_truth(out, "certified", proved || global);
    if (proved)
        result_put(out, "enclosure", enclosure(s, end->best, radius));
}

static void answer(struct slope *s, const struct optim_options *o,
                   const struct optim_end *end, bool global)
{
    struct job *j = s->job;
    struct walk w = {j, s->sign, s->n, s->names};

    result_put(j->out, "x", walk_point(&w, end->best));
    result_put(j->out, "fun", job_number(j, walk_value(&w, end->best_f)));
    result_put(j->out, "grad_norm", job_number(j, end->best_grad_norm));
    result_put_truth(j->out, "success", end->converged);
    put_proof(s, end, global);
    result_put_text(j->out, "status", walk_stop(end));
    result_put_text(j->out, "message", end->message);
    if (end->remedy[0])
        result_put_text(j->out, "remedy", end->remedy);
    walk_put_work(&w, method_row(o->method)->name, end);
    j->exit = end->converged ? EXIT_DONE : EXIT_GIVEN_UP;
}

/* Which minimum it is that the given start leads to, and how the others compare. */
static void tell_starts(struct slope *s, struct optim_end *end,
                        const struct optim_end *first, size_t starts)
{
    struct job *j = s->job;
    struct walk w = {j, s->sign, s->n, s->names};
    bool other = end->best != first->best;
    struct result *alone;

    result_put_integer(j->out, "starts", (int64_t)starts + 1);
    if (!other) {
        if (end->converged)
            end->message =
                arena_printf(j->arena, "%s; none of %zu other starts led %s",
                             end->message, starts, s->sign > 0 ? "lower" : "higher");
        return;
    }
    end->message =
        arena_printf(j->arena, "%s: the %s of %zu starts, for the given one %s",
                     end->message, s->sign > 0 ? "lowest" : "highest", starts + 1,
                     first->converged ? arena_printf(j->arena, "leads to f = %.6g",
                                                     s->sign * first->best_f)
                                      : "leads nowhere");
    alone = result_put(j->out, "given_start", result_fields(j->arena));
    result_put(alone, "x", walk_point(&w, first->best));
    result_put(alone, "fun", job_number(j, walk_value(&w, first->best_f)));
    result_put_truth(alone, "success", first->converged);
}

/* Nothing about the way was asked for. */
static bool is_free(struct job *j)
{
    const char *method = job_text(j, "method");

    return (!method || !strcmp(method, "auto")) && !job_flag(j, "trace") &&
           !job_text(j, "max_iter") && !job_text(j, "tol");
}

/* What the walk is on, with slopes as they are wanted. */
static enum status prepare(struct slope *s)
{
    enum status st;

    if ((st = slope_read(s)) != ST_OK || (st = slope_differences(s)) != ST_OK)
        return st;
    return slope_check_global(s);
}

/* A walk that saw no strict minimum may still have come down to what f is nowhere below:
 * then it has what was looked for. */
static bool finish_on_floor(struct slope *s, const struct optim_options *o,
                            struct optim_end *end)
{
    struct job *j = s->job;
    struct walk w = {j, s->sign, s->n, s->names};
    const char *below = s->sign > 0 ? "below" : "above";
    struct floor floor;

    if (end->converged || end->stop == STOP_DIVERGED ||
        !slope_floor(s, end->best, o->tol, &floor))
        return false;
    end->converged = true;
    end->stop = STOP_GRADIENT;
    end->remedy = "";
    end->message =
        floor.exact
            ? arena_printf(j->arena, "global: f is nowhere %s %.6g, which it is here",
                           below, walk_value(&w, floor.lowest))
            : arena_printf(j->arena,
                           "converged: f is nowhere %s %.6g, and within %.1g of "
                           "that here",
                           below, walk_value(&w, floor.lowest),
                           floor.highest - floor.lowest);
    result_put(j->out, "floor", job_number(j, walk_value(&w, floor.lowest)));
    return floor.exact;
}

static void finish(struct slope *s, const struct optim_options *o, struct optim_end *end)
{
    bool proved = finish_on_floor(s, o, end);

    if (job_flag(s->job, "global"))
        proved = slope_global(s, end) || proved;
    answer(s, o, end, proved);
}

static enum method normal_method(const struct slope *s)
{
    return s->lower ? METHOD_LBFGSB : METHOD_BFGS;
}

static enum status race(struct slope *s)
{
    struct walk w = {s->job, s->sign, s->n, s->names};
    struct race_end r;
    enum status st;

    if (!s->sides)
        slope_squares(s);
    st = walk_race(&w, &s->objective, s->start, normal_method(s), &s->differences, &r);
    if (st != ST_OK)
        return st;
    finish(s, &r.options, &r.end);
    result_put(s->job->out, "race", r.table);
    return ST_OK;
}

static enum status walk(struct slope *s)
{
    struct job *j = s->job;
    struct walk w = {j, s->sign, s->n, s->names};
    struct optim_options options;
    struct optim_run *run;
    struct optim_end end, first;
    struct result *trace = job_flag(j, "trace") ? result_list(j->arena) : NULL;
    size_t starts = 0;
    enum status st = walk_options(j, normal_method(s), &options);

    if (st != ST_OK)
        return st;
    if (options.method == METHOD_LM && !s->sides)
        slope_squares(s);
    st = optim_start(j->arena, &s->objective, &options, s->start, &run, j->diag);
    if (st != ST_OK)
        return st;
    end = first = walk_drive(&w, &options, run, trace);
    if (is_free(j) && first.stop != STOP_INTERRUPTED)
        starts = slope_restart(s, &options, &end);
    if (starts)
        tell_starts(s, &end, &first, starts);
    end.values += s->differences;
    finish(s, &options, &end);
    if (trace)
        result_put(j->out, "trace", trace);
    return ST_OK;
}

static enum status descend(struct job *j, int sign)
{
    struct slope s = {.job = j, .sign = sign};
    enum status st = prepare(&s);

    if (st != ST_OK)
        return st;
    return walk_is_race(j) ? race(&s) : walk(&s);
}

enum status minimize_run(struct job *j)
{
    return descend(j, 1);
}

enum status maximize_run(struct job *j)
{
    return descend(j, -1);
}
