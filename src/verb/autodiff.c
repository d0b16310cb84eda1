/* autodiff.c: the verb autodiff: the elementary steps of a value and of its gradient, as they
 * are written on a blackboard.
 *
 *   step  operation  value     slopes            adjoint
 *   v1    x          2         -                 4 cos 4
 *   v2    v1^2       4         v1: 4             cos 4
 *   v3    sin(v2)    sin 4     v2: cos 4         1
 */
#include "tape/tape.h"
#include "verb/internal.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 10000, CHECK_BITS = 400, CHECK_SHIFT = -100 };

static const double alike = 1e-9;

struct lesson {
    struct job *job;
    struct formula f;
    size_t n;
    expr *x;
    double *at;
    bool forward;
    struct tape *tape; /* f, and 1 where its condition holds */
    struct tape_trace trace;
    const char *letter;  /* of the steps: v, or what is no variable */
    const char **called; /* by cell: v3, or the constant itself */
};

/* ---- the question ----------------------------------------------------------------- */

static enum status read_mode(struct lesson *q)
{
    const char *mode = job_text(q->job, "mode");

    q->forward = mode && !strcmp(mode, "forward");
    if (!mode || q->forward || !strcmp(mode, "reverse"))
        return ST_OK;
    q->job->mistaken = mode;
    return diag_set(q->job->diag, ST_USAGE, (struct span){0, strlen(mode)},
                    "the mode is forward or reverse");
}

static enum status read_point(struct lesson *q, const struct assignment *list, size_t n)
{
    struct job *j = q->job;

    q->n = n;
    q->x = arena_array(j->arena, n, sizeof *q->x);
    q->at = arena_array(j->arena, n, sizeof *q->at);
    for (size_t i = 0; i < n; i++) {
        q->x[i] = pool_symbol(j->search.pool, list[i].name);
        q->at[i] = constant_double(j->search.pool, list[i].value);
        if (!isfinite(q->at[i]))
            return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                            "the value of '%s' is no finite number", list[i].name);
        for (size_t k = 0; k < i; k++)
            if (q->x[k] == q->x[i])
                return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                                "'%s' is given twice", list[i].name);
    }
    return ST_OK;
}

static enum status compile(struct lesson *q)
{
    struct job *j = q->job;
    struct pool *p = j->search.pool;
    expr outputs[2] = {q->f.body,
                       pool_piece(p, q->f.where, pool_int(p, 1), pool_int(p, 0))};
    enum status st = tape_compile(j->arena, p, outputs, 2, q->x, q->n, &q->tape, j->diag);

    if (st == ST_USAGE)
        diag_help(j->diag, "give every variable a value: --at x=2,y=3");
    if (st == ST_OK && q->tape->count > MOST_STEPS)
        st = diag_set(j->diag, ST_LIMIT, (struct span){0, 0},
                      "that takes %zu steps, too many to be shown", q->tape->count);
    return st;
}

static enum status read_question(struct lesson *q)
{
    struct job *j = q->job;
    struct assignment *list;
    const char **names;
    size_t n;
    enum status st = read_mode(q);

    if (st != ST_OK || (st = job_assignments(j, "at", &list, &n)) != ST_OK)
        return st;
    if (n == 0) {
        diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "a trace needs a point");
        diag_help(j->diag, "give one, with all variables: --at x=2,y=3");
        return ST_USAGE;
    }
    names = arena_array(j->arena, n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = list[i].name;
    if ((st = job_formula(j, names, &q->f)) != ST_OK ||
        (st = read_point(q, list, n)) != ST_OK || (st = compile(q)) != ST_OK)
        return st;
    j->mistaken = NULL;
    return ST_OK;
}

/* Which operation has no value there? */
static enum status check_value(struct lesson *q)
{
    struct job *j = q->job;
    double *work = arena_array(j->arena, tape_work(q->tape), sizeof *work), y[2];
    long fault = tape_first_fault(q->tape, q->at, work);

    if (fault >= 0 && isinf(work[fault]))
        return diag_set(
            j->diag, ST_UNABLE, (struct span){0, 0}, "%s is too large for a double there",
            expr_text(j->search.pool, q->tape->node[fault], NOTE_PLAIN, j->arena));
    if (fault >= 0)
        return diag_set(
            j->diag, ST_DOMAIN, (struct span){0, 0}, "%s has no value there",
            expr_text(j->search.pool, q->tape->node[fault], NOTE_PLAIN, j->arena));
    tape_eval(q->tape, q->at, y, work);
    return y[1] == 1
               ? ST_OK
               : diag_set(j->diag, ST_DOMAIN, (struct span){0, 0},
                          "it has no value there: it is only defined for %s",
                          expr_text(j->search.pool, q->f.where, NOTE_PLAIN, j->arena));
}

/* ---- steps in letters ------------------------------------------------------------- */

/* v1, v2, ... unless a variable is called so. */
static void choose_letter(struct lesson *q)
{
    static const char *const letters[] = {"v", "t", "w", "s"};

    for (size_t l = 0; l < sizeof letters / sizeof *letters; l++) {
        bool taken = false;

        q->letter = letters[l];
        for (size_t i = 0; i < q->n; i++) {
            const char *name = expr_name(q->job->search.pool, q->x[i]);

            taken =
                taken || (name[0] == letters[l][0] && name[1] >= '0' && name[1] <= '9');
        }
        if (!taken)
            return;
    }
}

/* Cells that output 0 depends on; constants are written where they are used. */
static bool *find_steps(const struct lesson *q)
{
    const struct tape *t = q->tape;
    bool *used = arena_array(q->job->arena, t->count, sizeof *used);

    used[t->output[0]] = true;
    for (size_t i = t->count; i-- > 0;) {
        const struct tape_op *op = &t->ops[i];
        const uint32_t reads[3] = {op->a, op->b, op->c};

        for (int j = 0; used[i] && j < tape_reads(op->code); j++)
            used[reads[j]] = true;
        used[i] = used[i] && (op->code != TAPE_CONST || i == t->output[0]);
    }
    return used;
}

static const char *constant_text(const struct lesson *q, size_t cell)
{
    struct job *j = q->job;
    const char *text =
        expr_text(j->search.pool, q->tape->node[cell], NOTE_PLAIN, j->arena);

    return text[strspn(text, "0123456789")] == '\0'
               ? text
               : arena_printf(j->arena, "(%s)", text);
}

static const char *relation_sign(enum relation rel)
{
    switch (rel) {
    case REL_EQ: return "=";
    case REL_NE: return "!=";
    case REL_GT: return ">";
    case REL_GE: return ">=";
    }
    return "?";
}

static const char *operation(const struct lesson *q, size_t i)
{
    struct arena *a = q->job->arena;
    const struct tape_op *op = &q->tape->ops[i];
    const char *u = q->called[op->a], *v = q->called[op->b], *w = q->called[op->c];

    switch (op->code) {
    case TAPE_CONST: return constant_text(q, i);
    case TAPE_VAR: return expr_name(q->job->search.pool, q->x[op->k]);
    case TAPE_ADD: return arena_printf(a, "%s + %s", u, v);
    case TAPE_SUB: return arena_printf(a, "%s - %s", u, v);
    case TAPE_NEG: return arena_printf(a, "-%s", u);
    case TAPE_MUL: return arena_printf(a, "%s*%s", u, v);
    case TAPE_DIV: return arena_printf(a, "%s/%s", u, v);
    case TAPE_POWN:
        return arena_printf(a, op->k < 0 ? "%s^(%d)" : "%s^%d", u, (int)op->k);
    case TAPE_ROOT:
        return op->k == 2 ? arena_printf(a, "sqrt(%s)", u)
                          : arena_printf(a, "root(%s, %d)", u, (int)op->k);
    case TAPE_POW: return arena_printf(a, "%s^%s", u, v);
    case TAPE_FUNC:
        return arena_printf(a, "%s(%s)", func_row((enum func_id)op->k)->name, u);
    case TAPE_MIN: return arena_printf(a, "min(%s, %s)", u, v);
    case TAPE_MAX: return arena_printf(a, "max(%s, %s)", u, v);
    case TAPE_TEST:
        return arena_printf(a, "%s %s 0", u, relation_sign((enum relation)op->k));
    case TAPE_AND: return arena_printf(a, "%s and %s", u, v);
    case TAPE_OR: return arena_printf(a, "%s or %s", u, v);
    case TAPE_SELECT: return arena_printf(a, "if(%s, %s, %s)", u, v, w);
    }
    return "";
}

/* The slope by each step that is read; by constants there is none to speak of. */
static struct result *partials(const struct lesson *q, size_t i)
{
    const struct tape_op *op = &q->tape->ops[i];
    const struct tape_slope s = q->trace.slope[i];
    const uint32_t reads[3] = {op->a, op->b, op->c};
    const double slope[3] = {s.a, s.b, s.c};
    struct result *fields = result_fields(q->job->arena);

    for (int k = op->code == TAPE_SELECT; k < tape_reads(op->code); k++) {
        double sum = slope[k];

        if (q->tape->ops[reads[k]].code == TAPE_CONST)
            continue;
        if (k == 1 && op->a == op->b) // v*v: both places move
            sum += slope[0];
        result_put(fields, q->called[reads[k]], job_number(q->job, sum));
    }
    return fields;
}

static struct result *tangents(const struct lesson *q, size_t i)
{
    struct result *fields = result_fields(q->job->arena);

    for (size_t k = 0; k < q->n; k++)
        result_put(fields, expr_name(q->job->search.pool, q->x[k]),
                   job_number(q->job, q->trace.tangent[k * q->tape->count + i]));
    return fields;
}

static void put_steps(struct lesson *q)
{
    struct job *j = q->job;
    struct result *list = result_put(j->out, "steps", result_list(j->arena));
    const bool *used = find_steps(q);
    size_t number = 0;

    q->called = arena_array(j->arena, q->tape->count, sizeof *q->called);
    for (size_t i = 0; i < q->tape->count; i++) {
        struct result *step;

        q->called[i] = used[i] ? arena_printf(j->arena, "%s%zu", q->letter, ++number)
                       : q->tape->ops[i].code == TAPE_CONST ? constant_text(q, i)
                                                            : "";
        if (!used[i])
            continue;
        step = result_push(list, result_fields(j->arena));
        result_put_text(step, "name", q->called[i]);
        result_put_text(step, "op", operation(q, i));
        result_put(step, "value", job_number(j, q->trace.value[i]));
        if (q->forward)
            result_put(step, "tangent", tangents(q, i));
        else
            result_put(step, "adjoint", job_number(j, q->trace.adjoint[i]));
        result_put(step, "partials", partials(q, i));
    }
}

/* ---- what it comes to -------------------------------------------------------------- */

static double gradient(const struct lesson *q, size_t k)
{
    return q->trace.tangent[k * q->tape->count + q->tape->output[0]];
}

static void put_gradient(struct lesson *q)
{
    struct job *j = q->job;
    struct result *fields = result_put(j->out, "gradient", result_fields(j->arena));

    for (size_t k = 0; k < q->n; k++)
        result_put(fields, expr_name(j->search.pool, q->x[k]),
                   job_number(j, gradient(q, k)));
}

/* The whole gradient: n tangents beside the value, or one sweep back after it. */
static void put_operations(struct lesson *q)
{
    struct job *j = q->job;
    struct result *out = result_put(j->out, "operations", result_fields(j->arena));
    struct tape *alone;
    struct tape_cost c;
    size_t forward, reverse;

    if (tape_compile(j->arena, j->search.pool, &q->f.body, 1, q->x, q->n, &alone, NULL) !=
        ST_OK)
        return;
    c = tape_cost(alone);
    forward = c.value + q->n * c.forward;
    reverse = c.value + c.reverse;
    result_put_integer(out, "value", (int64_t)c.value);
    result_put_integer(out, "forward", (int64_t)forward);
    result_put_integer(out, "reverse", (int64_t)reverse);
    if (c.value) {
        result_put_number(out, "ratio",
                          (double)(q->forward ? forward : reverse) / (double)c.value);
        result_put_number(out, "bound", q->forward ? 1 + 3 * (double)q->n : 5);
    }
}

/* ---- the check ----------------------------------------------------------------------- */

/* (f(x + h) - f(x)) / h along x[k], h = 2^-100, or less than 0 for the other side: in so many
 * bits that nothing but the curve itself is left between this and the slope.
 * NaN where there is none. */
static double quotient(const struct lesson *q, size_t k, int side,
                       struct tape_balls *work)
{
    slong n = (slong)q->n;
    arb_ptr x = _arb_vec_init(n), y = _arb_vec_init(2), z = _arb_vec_init(2);
    double d = NAN;
    arb_t h;

    arb_init(h);
    for (slong i = 0; i < n; i++)
        arb_set_d(x + i, q->at[i]);
    tape_ball(q->tape, x, y, CHECK_BITS, work);
    arb_set_si(h, side);
    arb_mul_2exp_si(h, h, CHECK_SHIFT);
    arb_add(x + k, x + k, h, CHECK_BITS);
    tape_ball(q->tape, x, z, CHECK_BITS, work);
    arb_sub(y, z, y, CHECK_BITS);
    arb_div(y, y, h, CHECK_BITS);
    if (arb_is_finite(y) && arb_is_one(z + 1))
        d = arf_get_d(arb_midref(y), ARF_RND_NEAR);
    arb_clear(h);
    _arb_vec_clear(x, n);
    _arb_vec_clear(y, 2);
    _arb_vec_clear(z, 2);
    return d;
}

static double apart(double a, double b)
{
    return fabs(a - b) / fmax(1, fmax(fabs(a), fabs(b)));
}

/* Both quotients must agree with the slope. What is wrong if not, or NULL. */
static const char *objection(const struct lesson *q, const char *name, double left,
                             double right, double slope)
{
    struct arena *a = q->job->arena;

    if (isnan(left) || isnan(right))
        return arena_printf(
            a,
            "no quotient on both sides along %s: the point is at the border "
            "of the domain, or not told from it",
            name);
    if (apart(left, right) > alike)
        return arena_printf(
            a,
            "along %s the quotient is %.6g to the left and %.6g to the right: "
            "f seems to have no derivative there",
            name, left, right);
    if (apart(left, slope) > alike || apart(right, slope) > alike)
        return arena_printf(a, "along %s the quotient is %.12g: digits were lost", name,
                            right);
    return NULL;
}

static void put_check(struct lesson *q)
{
    struct job *j = q->job;
    struct result *out = result_put(j->out, "check", result_fields(j->arena));
    struct result *list = result_put(out, "difference", result_fields(j->arena));
    struct tape_balls *work = tape_balls_new(j->arena, q->tape);
    const char *wrong = NULL;

    for (size_t k = 0; k < q->n; k++) {
        const char *name = expr_name(j->search.pool, q->x[k]);
        double left = quotient(q, k, -1, work), right = quotient(q, k, 1, work);

        result_put(list, name, job_number(j, left / 2 + right / 2));
        if (!wrong)
            wrong = objection(q, name, left, right, gradient(q, k));
    }
    result_put_truth(out, "agrees", !wrong);
    result_put_text(out, "says", wrong ? wrong : "the difference quotients agree");
    j->exit = wrong ? EXIT_GIVEN_UP : EXIT_DONE;
}

enum status autodiff_run(struct job *j)
{
    struct lesson q = {.job = j};
    enum status st = read_question(&q);

    if (st != ST_OK || (st = check_value(&q)) != ST_OK)
        return st;
    choose_letter(&q);
    q.trace = tape_trace(j->arena, q.tape, q.at);
    result_put(j->out, "f", job_expr(j, q.f.body));
    result_put(j->out, "at", result_fields(j->arena));
    for (size_t i = 0; i < q.n; i++)
        result_put(result_get(j->out, "at"), expr_name(j->search.pool, q.x[i]),
                   job_number(j, q.at[i]));
    result_put(j->out, "value", job_number(j, q.trace.value[q.tape->output[0]]));
    result_put_text(j->out, "mode", q.forward ? "forward" : "reverse");
    put_steps(&q);
    put_gradient(&q);
    put_operations(&q);
    put_check(&q);
    return ST_OK;
}
