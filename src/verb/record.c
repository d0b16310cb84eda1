/* record.c: the verb record: another verb's walk as a recording of a terminal.
 *
 *   record FILE minimize EXPR ...  -->  minimize EXPR ... --trace  -->  pictures  -->  FILE
 */
#include "optim/optim.h"
#include "verb/reel.h"

#include <string.h>

/* The time of a recording is made up, so that the same walk is the same recording. */
enum { STEP_MS = 500, LONGEST_MS = 30000, LAST_MS = 2000, MOST_FRAMES = 1000 };

static const struct span nowhere = {0, 0};

struct recording {
    struct job *job;
    const char *file, *verb;
    struct result *request; /* what is recorded, as if it were asked for itself */
    struct verb_answer answer;
    struct reel reel;
};

/* ---- what is recorded ------------------------------------------------------------ */

static const char *word_of(const struct recording *r, size_t i)
{
    const struct result *words = result_get(r->job->request, "words");

    return words && words->kind == RES_LIST && i < words->count
               ? result_string(words->items[i])
               : NULL;
}

static enum status read_request(struct recording *r)
{
    struct job *j = r->job;
    const struct result *all = j->request;
    const char *what = word_of(r, 1);
    bool fit;

    r->file = job_text(j, "file");
    r->verb = word_of(r, 0);
    fit = r->verb && !strcmp(r->verb, "fit");
    if (!r->file || !r->verb ||
        (!fit && strcmp(r->verb, "minimize") && strcmp(r->verb, "maximize"))) {
        diag_set(j->diag, ST_USAGE, nowhere, "what is recorded is a walk");
        diag_help(j->diag, "gradus record FILE.cast minimize 'x^2' --from x=3");
        return ST_USAGE;
    }
    if (!what || word_of(r, 2))
        return diag_set(j->diag, ST_USAGE, nowhere, "'%s' takes one %s", r->verb,
                        fit ? "file of data" : "expression");
    r->request = result_fields(j->arena);
    result_put_text(r->request, "command", r->verb);
    result_put_text(r->request, fit ? "data" : "expr", what);
    result_put_truth(r->request, "trace", true);
    for (size_t i = 0; i < all->count; i++)
        if (!result_get(r->request, all->names[i]) && strcmp(all->names[i], "file") &&
            strcmp(all->names[i], "words"))
            result_put(r->request, all->names[i], all->items[i]);
    return ST_OK;
}

static enum status walk(struct recording *r)
{
    struct job *j = r->job;

    r->answer = verb_run(j->cx, r->request);
    j->mistaken = r->answer.mistaken;
    if (r->answer.diag.status != ST_OK)
        *j->diag = r->answer.diag;
    return r->answer.diag.status;
}

/* ---- the reel -------------------------------------------------------------------- */

/* "gd 0.1" */
static const char *walker_name(struct job *j, const struct result *row)
{
    const struct result *rate = result_get(row, "rate");
    const char *method = result_string(result_get(row, "method"));

    if (!rate)
        return method;
    return rate->kind == RES_NUMBER
               ? arena_printf(j->arena, "%s %.6g", method, rate->number)
               : arena_printf(j->arena, "%s %s", method, result_string(rate));
}

static void find_walkers(struct recording *r)
{
    const struct result *out = r->answer.result, *race = result_get(out, "race");
    struct reel *reel = &r->reel;

    reel->n = race ? race->count : 1;
    reel->walkers = arena_array(r->job->arena, reel->n, sizeof *reel->walkers);
    for (size_t i = 0; i < reel->n; i++) {
        const struct result *row = race ? race->items[i] : out;

        reel->walkers[i].name = walker_name(r->job, row);
        reel->walkers[i].trace = result_get(row, "trace");
        if (reel->walkers[i].trace->count > reel->frames)
            reel->frames = reel->walkers[i].trace->count;
    }
}

/* f of one variable can be drawn; its curve is not worth a failure. */
static void prepare(struct recording *r)
{
    struct job *j = r->job, inner = *j;
    const struct result *x = result_get(r->answer.result, "x");
    const char *names[2] = {x->names[0], NULL};
    struct formula f;
    struct diag ignored;
    bool drawn;

    inner.request = r->request;
    inner.diag = &ignored;
    inner.notes = NULL;
    drawn = x->count == 1 && strcmp(r->verb, "fit") != 0 &&
            !result_get(r->request, "consts") && job_formula(&inner, names, &f) == ST_OK;
    reel_prepare(&r->reel, drawn ? &f : NULL, pool_symbol(j->search.pool, x->names[0]));
}

static const char *title(const struct recording *r)
{
    bool race = r->reel.n > 1;

    return arena_printf(r->job->arena, "gradus %s %s%s%s", r->verb, word_of(r, 1),
                        race ? "" : "   ", race ? "" : r->reel.walkers[0].name);
}

/* ---- the recording --------------------------------------------------------------- */

static void add_frame(struct recording *r, struct cast *c, size_t k, const char *below)
{
    struct arena *a = arena_new();
    size_t n;
    const char **lines = reel_frame(&r->reel, a, k, &n);

    if (below)
        lines[n++] = reel_cut(a, below);
    cast_picture(c, lines, n);
    cast_mark(c, below ? "the end" : arena_printf(a, "step %zu", k));
    arena_free(a);
}

/* A picture for each step, or, of a very long walk, for every few. */
static void record(struct recording *r, struct str *out)
{
    struct cast c = cast_begin(out, REEL_COLUMNS, REEL_ROWS, r->reel.title);
    size_t frames = r->reel.frames, every = (frames + MOST_FRAMES - 1) / MOST_FRAMES;
    size_t shown = (frames + every - 1) / every;
    uint64_t ms = shown * STEP_MS < LONGEST_MS ? STEP_MS : LONGEST_MS / shown;

    for (size_t k = 0; k < frames; k += every) {
        add_frame(r, &c, k, NULL);
        cast_wait(&c, ms);
    }
    add_frame(r, &c, frames - 1, result_string(result_get(r->answer.result, "message")));
    cast_hold(&c, LAST_MS);
    result_put_integer(r->job->out, "frames", (int64_t)shown + 1);
    result_put_number(r->job->out, "seconds", (double)c.ms / 1000);
}

/* The answer is that of the walk, but for the traces, which are in the file. */
static struct result *without_trace(struct job *j, struct result *all)
{
    struct result *kept;

    if (all->kind != RES_FIELDS)
        return all;
    kept = result_fields(j->arena);
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->names[i], "trace") != 0)
            result_put(kept, all->names[i], all->items[i]);
    return kept;
}

static void tell_walk(struct recording *r)
{
    struct job *j = r->job;
    struct result *all = without_trace(j, r->answer.result);
    struct result *race = result_get(all, "race");

    for (size_t i = 0; race && i < race->count; i++)
        race->items[i] = without_trace(j, race->items[i]);
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->names[i], "command") != 0)
            result_put(j->out, all->names[i], all->items[i]);
    j->exit = r->answer.exit;
}

/* Before the walk, which may be long, what the end would say anyway. */
static enum status check_file(const struct recording *r)
{
    struct job *j = r->job;
    struct source src;
    struct diag ignored;

    if (!j->cx->create)
        return diag_set(j->diag, ST_IO, nowhere, "files can't be written here");
    if (j->cx->open &&
        j->cx->open(j->cx->world, r->file, j->arena, &src, &ignored) == ST_OK)
        return j->cx->create(j->cx->world, r->file, "", 0, j->diag);
    return ST_OK;
}

enum status record_run(struct job *j)
{
    struct recording r = {.job = j, .reel.job = j};
    struct str out = str_in(j->arena);
    enum status st;

    if ((st = read_request(&r)) != ST_OK || (st = check_file(&r)) != ST_OK ||
        (st = walk(&r)) != ST_OK)
        return st;
    find_walkers(&r);
    r.reel.title = title(&r);
    prepare(&r);
    result_put_text(j->out, "file", r.file);
    record(&r, &out);
    tell_walk(&r);
    return j->cx->create(j->cx->world, r.file, out.text, out.len, j->diag);
}
