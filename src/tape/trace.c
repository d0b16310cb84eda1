/* trace.c: a tape at one point with all that a blackboard shows: the value of each cell, its
 * slopes by what it reads, and what forward and reverse mode make of them. */
#include "tape/internal.h"

static void find_slopes(const struct tape *t, struct tape_trace *r)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];
        double a = r->value[op->a], b = r->value[op->b];

        if (op->code ==
            TAPE_SELECT) /* the branch that is taken moves as the result does */
            r->slope[i] = (struct tape_slope){0, a == 1, a == 0};
        else if (tape_reads(op->code) > 0) {
            struct slopes s = op_slopes(op, a, b, r->value[i]);

            r->slope[i] = (struct tape_slope){s.a, s.b, 0};
        }
    }
}

static void find_active(const struct tape *t, bool *active)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];
        const uint32_t reads[3] = {op->a, op->b, op->c};

        active[i] = op->code == TAPE_VAR;
        for (int j = 0; j < tape_reads(op->code); j++)
            active[i] = active[i] || active[reads[j]];
    }
}

static double along(const struct tape *t, const struct tape_trace *r, size_t i, size_t k,
                    const double *tangent)
{
    const struct tape_op *op = &t->ops[i];
    struct tape_slope s = r->slope[i];
    int n = tape_reads(op->code);

    if (op->code == TAPE_VAR)
        return (size_t)op->k == k;
    return (n > 0 ? chain(s.a, tangent[op->a]) : 0) +
           (n > 1 ? chain(s.b, tangent[op->b]) : 0) +
           (n > 2 ? chain(s.c, tangent[op->c]) : 0);
}

static void pull(const struct tape *t, struct tape_trace *r)
{
    r->adjoint[t->output[0]] = 1;
    for (size_t i = t->count; i-- > 0;) {
        const struct tape_op *op = &t->ops[i];
        int n = tape_reads(op->code);

        if (n > 0)
            r->adjoint[op->a] += chain(r->slope[i].a, r->adjoint[i]);
        if (n > 1)
            r->adjoint[op->b] += chain(r->slope[i].b, r->adjoint[i]);
        if (n > 2)
            r->adjoint[op->c] += chain(r->slope[i].c, r->adjoint[i]);
    }
}

/* ---- costs ----------------------------------------------------------------------- */

/* Slopes that cost something: those of a product, a sum, a choice are there already. */
static size_t slope_cost(enum tape_code code)
{
    switch (code) {
    case TAPE_FUNC: return 1;
    case TAPE_POWN:           /* k * a^(k-1) */
    case TAPE_ROOT: return 2; /* v / (k*a) */
    case TAPE_POW: return 2;  /* b*v / a, v * ln a */
    case TAPE_CONST:
    case TAPE_VAR:
    case TAPE_ADD:
    case TAPE_SUB:
    case TAPE_NEG:
    case TAPE_MUL:
    case TAPE_DIV:
    case TAPE_MIN:
    case TAPE_MAX:
    case TAPE_TEST:
    case TAPE_AND:
    case TAPE_OR:
    case TAPE_SELECT: break;
    }
    return 0;
}

/* Is the chain's link a multiplication (or a division)? */
static bool multiplies(enum tape_code code)
{
    return code == TAPE_MUL || code == TAPE_DIV || slope_cost(code) > 0;
}

/* A quotient's second slope is the first link times -v: also one multiplication. An
 * operation with both operands active adds two links up for a tangent; for adjoints each
 * link is added to what other readers gave. a^b with both active is exp(b ln a): three. */
static struct tape_cost cost_of(const struct tape_op *op, const bool *active)
{
    const uint32_t reads[3] = {op->a, op->b, op->c};
    struct tape_cost c = {1, 0, 0};
    bool select = op->code == TAPE_SELECT,
         choice = select || op->code == TAPE_MIN || op->code == TAPE_MAX;
    size_t links = 0, each = slope_cost(op->code) + multiplies(op->code);

    for (int j = select; j < tape_reads(op->code); j++)
        links += active[reads[j]];
    if (op->code == TAPE_TEST || op->code == TAPE_AND || op->code == TAPE_OR || !links)
        return c;
    if (choice) {
        c.reverse = 1;
        return c;
    }
    if (op->code == TAPE_POW && links == 2)
        c.value = 3;
    if (op->code == TAPE_NEG)
        each = 1;
    c.forward = links * each + (links - 1);
    c.reverse = op->code == TAPE_NEG ? 1 : links * (each + 1);
    return c;
}

struct tape_cost tape_cost(const struct tape *t)
{
    struct arena *a = arena_new();
    bool *active = arena_array(a, t->count + 1, sizeof *active);
    struct tape_cost sum = {0, 0, 0};

    find_active(t, active);
    for (size_t i = 0; i < t->count; i++) {
        struct tape_cost c;

        if (tape_reads(t->ops[i].code) == 0)
            continue;
        c = cost_of(&t->ops[i], active);
        sum.value += c.value;
        sum.forward += c.forward;
        sum.reverse += c.reverse;
    }
    arena_free(a);
    return sum;
}

struct tape_trace tape_trace(struct arena *a, const struct tape *t, const double *x)
{
    struct tape_trace r = {
        .value = arena_array(a, t->count + 1, sizeof(double)),
        .slope = arena_array(a, t->count + 1, sizeof(struct tape_slope)),
        .adjoint = arena_array(a, t->count + 1, sizeof(double)),
        .tangent = arena_array(a, t->inputs * t->count + 1, sizeof(double)),
    };

    tape_run(t, x, r.value);
    find_slopes(t, &r);
    for (size_t k = 0; k < t->inputs; k++)
        for (size_t i = 0; i < t->count; i++)
            r.tangent[k * t->count + i] = along(t, &r, i, k, r.tangent + k * t->count);
    pull(t, &r);
    return r;
}
