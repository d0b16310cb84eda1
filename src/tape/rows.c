/* rows.c: a tape over the rows of a table, a block of lanes at a time, with slopes and
 * second derivatives by what is fixed for all rows.
 *
 *   a*exp(b*x)     a, b       fixed      filled into all lanes once
 *                  b*x ...    moving     run for each block
 *
 *   values   forward                        v = op(a, b)
 *   pulls    back, per lane                 pull a += v_a * pull v
 *   moves    forward along one fixed input  move v  = v_a * move a + v_b * move b
 *   turns    back: how pulls move           turn a += v_a * turn v
 *                                                   + (v_aa * move a + v_ab * move b) * pull v
 */
#include "tape/internal.h"

#include <string.h>

struct tape_rows {
    const struct tape *tape;
    size_t fixed, lanes, n;             /* n rows were run last */
    bool *moving;                       /* by cell: a column reaches it */
    bool *active;                       /* a fixed input reaches it */
    bool *pulled;                       /* the output at hand depends on it */
    bool *fresh;                        /* ... and nothing has been pulled yet */
    double *value, *pull, *move, *turn; /* a row of lanes for each cell */
    double *spare;                      /* and one more */
    const double **at; /* the values of each cell: `value`, or a column */
};

static double *at(const struct tape_rows *r, double *lanes, uint32_t cell)
{
    return lanes + (size_t)cell * r->lanes;
}

static void spread(const struct tape_rows *r, bool *moving, bool *active)
{
    const struct tape *t = r->tape;

    for (size_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];
        const uint32_t reads[3] = {op->a, op->b, op->c};

        moving[i] = op->code == TAPE_VAR && (size_t)op->k >= r->fixed;
        active[i] = op->code == TAPE_VAR && (size_t)op->k < r->fixed;
        for (int j = 0; j < tape_reads(op->code); j++) {
            moving[i] = moving[i] || moving[reads[j]];
            active[i] = active[i] || active[reads[j]];
        }
    }
}

struct tape_rows *tape_rows_new(struct arena *a, const struct tape *t, size_t fixed,
                                size_t lanes)
{
    struct tape_rows *r = arena_alloc(a, sizeof *r);
    size_t cells = (t->count + 1) * lanes;

    r->tape = t;
    r->fixed = fixed;
    r->lanes = lanes;
    r->moving = arena_array(a, t->count + 1, sizeof *r->moving);
    r->active = arena_array(a, t->count + 1, sizeof *r->active);
    r->pulled = arena_array(a, t->count + 1, sizeof *r->pulled);
    r->value = arena_array(a, cells, sizeof(double));
    r->pull = arena_array(a, cells, sizeof(double));
    r->move = arena_array(a, cells, sizeof(double));
    r->turn = arena_array(a, cells, sizeof(double));
    r->spare = arena_array(a, lanes, sizeof(double));
    r->fresh = arena_array(a, t->count + 1, sizeof *r->fresh);
    r->at = arena_array(a, t->count + 1, sizeof *r->at);
    for (uint32_t i = 0; i < t->count; i++)
        r->at[i] = at(r, r->value, i);
    spread(r, r->moving, r->active);
    return r;
}

/* ---- values --------------------------------------------------------------------- */

static void run_cell(struct tape_rows *r, uint32_t i, size_t n)
{
    const struct tape_op *op = &r->tape->ops[i];

    apply_block(op, n, at(r, r->value, i), r->at[op->a], r->at[op->b], r->at[op->c]);
}

static void fill(double *lane, size_t n, double v)
{
    for (size_t i = 0; i < n; i++)
        lane[i] = v;
}

void tape_rows_fix(struct tape_rows *r, const double *x)
{
    const struct tape *t = r->tape;

    for (uint32_t i = 0; i < t->count; i++) {
        const struct tape_op *op = &t->ops[i];

        if (r->moving[i])
            continue;
        if (op->code == TAPE_CONST)
            fill(at(r, r->value, i), 1, t->values[op->k]);
        else if (op->code == TAPE_VAR)
            fill(at(r, r->value, i), 1, x[op->k]);
        else
            run_cell(r, i, 1);
        fill(at(r, r->value, i), r->lanes, *at(r, r->value, i));
    }
}

void tape_rows_run(struct tape_rows *r, const double *const *columns, size_t from,
                   size_t n)
{
    r->n = n;
    for (uint32_t i = 0; i < r->tape->count; i++) {
        const struct tape_op *op = &r->tape->ops[i];

        if (!r->moving[i])
            continue;
        if (op->code == TAPE_VAR)
            r->at[i] = columns[(size_t)op->k - r->fixed] + from;
        else
            run_cell(r, i, n);
    }
}

const double *tape_rows_output(const struct tape_rows *r, size_t k)
{
    return r->at[r->tape->output[k]];
}

/* ---- slopes --------------------------------------------------------------------- */

/* Which cells hand a pull on, from output k down. */
static void begin_pulls(struct tape_rows *r, size_t k)
{
    const struct tape *t = r->tape;
    uint32_t top = t->output[k];

    memset(r->pulled, 0, t->count * sizeof *r->pulled);
    r->pulled[top] = r->active[top];
    for (uint32_t i = top + 1; i-- > 0;) {
        const uint32_t reads[3] = {t->ops[i].a, t->ops[i].b, t->ops[i].c};

        r->fresh[i] = r->pulled[i];
        if (!r->pulled[i])
            continue;
        for (int j = 0; j < tape_reads(t->ops[i].code); j++)
            if (r->active[reads[j]])
                r->pulled[reads[j]] = true;
    }
}

/* Where the first pull of a cell is written, and where a later one is, to be added. */
static double *room_for(struct tape_rows *r, uint32_t cell)
{
    return r->fresh[cell] ? at(r, r->pull, cell) : r->spare;
}

static void keep_pull(struct tape_rows *r, uint32_t cell)
{
    if (!r->fresh[cell])
        add_block(r->n, at(r, r->pull, cell), r->spare);
    r->fresh[cell] = false;
}

/* A test that is NaN chose neither branch: both know of it. `first`: to b, else to c. */
static void pull_branch(struct tape_rows *r, const struct tape_op *op, bool first,
                        const double *pull, double *to)
{
    const double *test = r->at[op->a];

    for (size_t i = 0; i < r->n; i++)
        to[i] = test[i] == first ? pull[i] : test[i] == !first ? 0 : test[i];
}

static void pull_branches(struct tape_rows *r, const struct tape_op *op,
                          const double *pull)
{
    if (r->pulled[op->b]) {
        pull_branch(r, op, true, pull, room_for(r, op->b));
        keep_pull(r, op->b);
    }
    if (r->pulled[op->c]) {
        pull_branch(r, op, false, pull, room_for(r, op->c));
        keep_pull(r, op->c);
    }
}

static void pull_operands(struct tape_rows *r, uint32_t cell)
{
    const struct tape_op *op = &r->tape->ops[cell];
    const double *pull = at(r, r->pull, cell), *v = r->at[cell];
    const double *a = r->at[op->a], *b = r->at[op->b];

    if (op->code == TAPE_SELECT) {
        pull_branches(r, op, pull);
        return;
    }
    if (r->pulled[op->a]) {
        pull_block(op, 0, r->n, room_for(r, op->a), pull, v, a, b);
        keep_pull(r, op->a);
    }
    if (tape_reads(op->code) == 2 && r->pulled[op->b]) {
        pull_block(op, 1, r->n, room_for(r, op->b), pull, v, a, b);
        keep_pull(r, op->b);
    }
}

static bool is_input(const struct tape_op *op)
{
    return op->code == TAPE_VAR || op->code == TAPE_CONST;
}

/* From output k, with weight in each lane (NULL: 1), down to the inputs. */
static void pull_all(struct tape_rows *r, size_t k, const double *weight)
{
    uint32_t top = r->tape->output[k];

    begin_pulls(r, k);
    for (size_t i = 0; i < r->n; i++)
        at(r, r->pull, top)[i] = weight ? weight[i] : 1;
    r->fresh[top] = false;
    for (uint32_t i = top + 1; i-- > 0;)
        if (r->pulled[i] && !is_input(&r->tape->ops[i]))
            pull_operands(r, i);
}

void tape_rows_slopes(struct tape_rows *r, size_t k, double *slope)
{
    pull_all(r, k, NULL);
    memset(slope, 0, r->fixed * r->lanes * sizeof *slope);
    for (uint32_t i = 0; i < r->tape->count; i++)
        if (r->pulled[i] && r->tape->ops[i].code == TAPE_VAR)
            memcpy(slope + (size_t)r->tape->ops[i].k * r->lanes, at(r, r->pull, i),
                   r->n * sizeof *slope);
}

void tape_rows_pull(struct tape_rows *r, size_t k, const double *weight, double *g)
{
    pull_all(r, k, weight);
    memset(g, 0, r->fixed * sizeof *g);
    for (uint32_t i = 0; i < r->tape->count; i++)
        if (r->pulled[i] && r->tape->ops[i].code == TAPE_VAR)
            g[r->tape->ops[i].k] = sum_block(r->n, at(r, r->pull, i));
}

/* ---- second derivatives ----------------------------------------------------------- */

static void move_cell(struct tape_rows *r, uint32_t cell, size_t input)
{
    const struct tape_op *op = &r->tape->ops[cell];
    const double *v = r->at[cell], *a = r->at[op->a];
    const double *b = r->at[op->b], *move_a = at(r, r->move, op->a);
    const double *move_b = at(r, r->move, op->b), *move_c = at(r, r->move, op->c);
    double *move = at(r, r->move, cell);
    bool two = tape_reads(op->code) == 2;

    if (op->code == TAPE_VAR || op->code == TAPE_CONST) {
        fill(move, r->n, op->code == TAPE_VAR && (size_t)op->k == input);
        return;
    }
    for (size_t i = 0; i < r->n; i++) {
        struct slopes s;

        if (op->code == TAPE_SELECT) {
            move[i] = a[i] == 1 ? move_b[i] : move_c[i];
            continue;
        }
        s = op_slopes(op, a[i], b[i], v[i]);
        move[i] = chain(s.a, move_a[i]) + (two ? chain(s.b, move_b[i]) : 0);
    }
}

static void turn_branches(struct tape_rows *r, const struct tape_op *op,
                          const double *turn)
{
    if (r->pulled[op->b]) {
        pull_branch(r, op, true, turn, r->spare);
        add_block(r->n, at(r, r->turn, op->b), r->spare);
    }
    if (r->pulled[op->c]) {
        pull_branch(r, op, false, turn, r->spare);
        add_block(r->n, at(r, r->turn, op->c), r->spare);
    }
}

static void turn_operands(struct tape_rows *r, uint32_t cell)
{
    const struct tape_op *op = &r->tape->ops[cell];
    const double *pull = at(r, r->pull, cell), *turn = at(r, r->turn, cell);
    const double *v = r->at[cell];
    const double *a = r->at[op->a], *b = r->at[op->b];
    const double *move_a = at(r, r->move, op->a), *move_b = at(r, r->move, op->b);
    double *to_a = at(r, r->turn, op->a), *to_b = at(r, r->turn, op->b);
    bool two = tape_reads(op->code) == 2;

    if (op->code == TAPE_SELECT) {
        turn_branches(r, op, turn);
        return;
    }
    for (size_t i = 0; i < r->n; i++) {
        struct slopes s = op_slopes(op, a[i], b[i], v[i]);
        struct bends c = op_bends(op, a[i], b[i], v[i]);
        double by_b = two ? move_b[i] : 0;

        if (r->pulled[op->a])
            to_a[i] += chain(s.a, turn[i]) +
                       chain(chain(c.aa, move_a[i]) + chain(c.ab, by_b), pull[i]);
        if (two && r->pulled[op->b])
            to_b[i] += chain(s.b, turn[i]) +
                       chain(chain(c.ab, move_a[i]) + chain(c.bb, by_b), pull[i]);
    }
}

/* Row `input` of the second derivatives; what was pulled is there. */
static void bend_row(struct tape_rows *r, size_t k, size_t input, double *row)
{
    uint32_t top = r->tape->output[k];

    for (uint32_t i = 0; i <= top; i++)
        if (r->active[i])
            move_cell(r, i, input);
        else
            fill(at(r, r->move, i), r->n, 0);
    for (uint32_t i = 0; i <= top; i++)
        if (r->pulled[i])
            fill(at(r, r->turn, i), r->n, 0);
    for (uint32_t i = top + 1; i-- > 0;)
        if (r->pulled[i] && !is_input(&r->tape->ops[i]))
            turn_operands(r, i);
    for (uint32_t i = 0; i <= top; i++)
        if (r->pulled[i] && r->tape->ops[i].code == TAPE_VAR)
            for (size_t j = 0; j < r->n; j++)
                row[r->tape->ops[i].k] += at(r, r->turn, i)[j];
}

void tape_rows_bends(struct tape_rows *r, size_t k, const double *weight, double *h)
{
    pull_all(r, k, weight);
    for (size_t i = 0; i < r->fixed; i++)
        bend_row(r, k, i, h + i * r->fixed);
}
