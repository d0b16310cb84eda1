/* compile.c: from nodes to a tape.
 *
 *   mark    from the outputs down: which nodes must be computed, and can they be?
 *   lower   children first, each node to its operations (lower.c)
 *   keep    from the outputs down again: operations that nobody reads are left out
 */
#include "tape/internal.h"

static const struct span nowhere;

struct compiler {
    struct builder b;
    expr top;      /* the greatest node among the outputs */
    bool *needed;  /* by node */
    size_t *input; /* by node: 1 + its place among the variables */
    struct diag *d;
};

/* ---- mark -------------------------------------------------------------------- */

/* A closed number is one constant. Closed conditions are lowered as others are. */
static bool is_constant(const struct pool *p, expr e)
{
    switch (expr_kind(p, e)) {
    case EX_TRUE:
    case EX_FALSE:
    case EX_RELATION:
    case EX_AND:
    case EX_OR: return false;
    default: return expr_closed(p, e);
    }
}

static enum status mark_children(struct compiler *c, expr e)
{
    const struct pool *p = c->b.pool;

    switch (expr_kind(p, e)) {
    case EX_SYMBOL:
        return diag_set(c->d, ST_USAGE, nowhere, "'%s' is none of the variables here",
                        expr_name(p, e));
    case EX_INDEX:
        return diag_set(c->d, ST_UNABLE, nowhere, "an index without a value is left");
    case EX_SUM:
    case EX_PROD:
        return diag_set(c->d, ST_UNABLE, nowhere,
                        "a sum or product is left whose bounds are no numbers");
    default: break;
    }
    for (size_t i = 0; i < expr_count(p, e); i++)
        c->needed[expr_arg(p, e, i)] = true;
    return ST_OK;
}

/* Parents have greater ids, so one walk down meets each node after all who need it. A
 * sum comes before the symbol that it binds. */
static enum status mark(struct compiler *c)
{
    for (expr e = c->top; e > 0; e--) {
        enum status st;

        if (!c->needed[e] || c->input[e] || is_constant(c->b.pool, e))
            continue;
        st = mark_children(c, e);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* ---- lower ------------------------------------------------------------------- */

static void lower_all(struct compiler *c)
{
    struct builder *b = &c->b;

    for (expr e = 1; e <= c->top; e++) {
        if (!c->needed[e])
            continue;
        b->at = e;
        if (c->input[e])
            b->cell[e] = emit(
                b, (struct tape_op){.code = TAPE_VAR, .k = (int32_t)(c->input[e] - 1)});
        else if (is_constant(b->pool, e))
            b->cell[e] = emit_constant(b, e);
        else
            b->cell[e] = lower(b);
    }
}

/* ---- keep -------------------------------------------------------------------- */

int tape_reads(enum tape_code code)
{
    switch (code) {
    case TAPE_CONST:
    case TAPE_VAR: return 0;
    case TAPE_NEG:
    case TAPE_POWN:
    case TAPE_ROOT:
    case TAPE_FUNC:
    case TAPE_TEST: return 1;
    case TAPE_ADD:
    case TAPE_SUB:
    case TAPE_MUL:
    case TAPE_DIV:
    case TAPE_POW:
    case TAPE_MIN:
    case TAPE_MAX:
    case TAPE_AND:
    case TAPE_OR: return 2;
    case TAPE_SELECT: return 3;
    }
    return 0;
}

/* place[i] = 1 + the final cell of cell i, or 0 if no output depends on it. */
static uint32_t *place_live(const struct builder *b, const expr *outputs, size_t m,
                            size_t *live)
{
    uint32_t *place = arena_array(b->scratch, b->count + 1, sizeof *place);

    for (size_t k = 0; k < m; k++)
        place[b->cell[outputs[k]]] = 1;
    for (size_t i = b->count; i-- > 0;) {
        const uint32_t reads[3] = {b->ops[i].a, b->ops[i].b, b->ops[i].c};

        for (int j = 0; place[i] && j < tape_reads(b->ops[i].code); j++)
            place[reads[j]] = 1;
    }
    *live = 0;
    for (size_t i = 0; i < b->count; i++)
        if (place[i])
            place[i] = (uint32_t)++ * live;
    return place;
}

/* An operation with the final cells of what it reads. */
static struct tape_op moved(struct tape_op op, const uint32_t *place)
{
    int n = tape_reads(op.code);

    op.a = n > 0 ? place[op.a] - 1 : 0;
    op.b = n > 1 ? place[op.b] - 1 : 0;
    op.c = n > 2 ? place[op.c] - 1 : 0;
    return op;
}

struct lists { /* of a tape while they are filled */
    struct tape_op *ops;
    expr *node, *constants;
    double *values;
    uint32_t *output;
};

static void fill(const struct builder *b, const uint32_t *place, struct tape *t,
                 struct lists l)
{
    for (size_t i = 0; i < b->count; i++) {
        struct tape_op op = moved(b->ops[i], place);

        if (!place[i])
            continue;
        if (op.code == TAPE_CONST) {
            l.constants[t->constant_count] = (expr)op.k;
            l.values[t->constant_count] = constant_double(b->pool, (expr)op.k);
            op.k = (int32_t)t->constant_count++;
        }
        l.ops[place[i] - 1] = op;
        l.node[place[i] - 1] = b->node[i];
    }
}

static struct tape *keep(const struct builder *b, struct arena *a, const expr *outputs,
                         size_t m, size_t n)
{
    size_t live;
    const uint32_t *place = place_live(b, outputs, m, &live);
    struct lists l = {
        arena_array(a, live, sizeof *l.ops), arena_array(a, live, sizeof *l.node),
        arena_array(a, live, sizeof *l.constants), arena_array(a, live, sizeof *l.values),
        arena_array(a, m, sizeof *l.output)};
    struct tape *t = arena_alloc(a, sizeof *t);

    *t = (struct tape){.pool = b->pool,
                       .inputs = n,
                       .outputs = m,
                       .count = live,
                       .ops = l.ops,
                       .output = l.output,
                       .constants = l.constants,
                       .values = l.values,
                       .node = l.node};
    fill(b, place, t, l);
    for (size_t k = 0; k < m; k++)
        l.output[k] = place[b->cell[outputs[k]]] - 1;
    return t;
}

/* ------------------------------------------------------------------------------ */

static void prepare(struct compiler *c, const expr *outputs, size_t m,
                    const expr *variables, size_t n)
{
    struct arena *scratch = c->b.scratch;

    for (size_t k = 0; k < m; k++)
        c->top = outputs[k] > c->top ? outputs[k] : c->top;
    c->needed = arena_array(scratch, c->top + 1, sizeof *c->needed);
    c->input = arena_array(scratch, c->top + 1, sizeof *c->input);
    c->b.cell = arena_array(scratch, c->top + 1, sizeof *c->b.cell);
    for (size_t k = 0; k < m; k++)
        c->needed[outputs[k]] = true;
    for (size_t j = 0; j < n; j++)
        if (variables[j] <= c->top)
            c->input[variables[j]] = j + 1;
}

enum status tape_compile(struct arena *a, struct pool *p, const expr *outputs, size_t m,
                         const expr *variables, size_t n, struct tape **tape,
                         struct diag *d)
{
    struct compiler c = {.b = {.pool = p, .scratch = arena_new()}, .d = d};
    enum status st = pool_status(p, d);

    if (st == ST_OK) {
        prepare(&c, outputs, m, variables, n);
        st = mark(&c);
    }
    if (st == ST_OK) {
        lower_all(&c);
        st = pool_status(p, d);
    }
    if (st == ST_OK)
        *tape = keep(&c.b, a, outputs, m, n);
    arena_free(c.b.scratch);
    return st;
}
