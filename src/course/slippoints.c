/* slippoints.c: where a wrong derivative and the answer are compared in doubles. */
#include "course/slipderive.h"

#include <math.h>

enum { PLACES_TRIED = 60 };

static struct tape *compile(struct derivative *q, const expr *outputs, size_t m)
{
    struct tape *t = NULL;
    struct diag d;

    return tape_compile(q->parts.arena, q->d->s->pool, outputs, m, q->vars, q->n, &t,
                        &d) == ST_OK
               ? t
               : NULL;
}

/* Small numbers of both signs, none of them special. */
static double place(size_t attempt, size_t variable)
{
    double spread = 0.3 + 0.17 * (double)attempt;

    return (((attempt + variable) & 1) ? -spread : spread) + 0.0371 * (double)variable;
}

/* Where function, key and answer have values. */
bool derivative_points(struct derivative *q)
{
    struct pool *p = q->d->s->pool;
    const expr outputs[3] = {q->f.body, q->key.body, q->said.body};
    struct tape *t = compile(q, outputs, 3);
    double y[3],
        *work = t ? arena_array(q->parts.arena, tape_work(t), sizeof *work) : NULL;
    size_t found = 0;

    for (size_t a = 0; t && a < PLACES_TRIED && found < SLIP_POINTS; a++) {
        double *x = q->point[found];

        for (size_t i = 0; i < q->n; i++)
            x[i] = place(a, i);
        if (q->at != EXPR_NONE)
            x[0] = constant_double(p, q->at);
        tape_eval(t, x, y, work);
        if (!isfinite(y[0]) || !isfinite(y[1]) || !isfinite(y[2]))
            continue;
        q->xs[found] = x[0];
        q->answer[found++] = y[2];
    }
    return found == SLIP_POINTS;
}

bool derivative_leaves(struct derivative *q)
{
    for (size_t i = 0; i < q->parts.count; i++) {
        struct part_of_formula *part = &q->parts.at[i];
        expr outputs[2] = {part->node,
                           part->slope != EXPR_NONE ? part->slope : part->node};
        struct tape *t;
        double y[2], *work;

        if (part->node == EXPR_NONE)
            continue;
        if (!(t = compile(q, outputs, 2)))
            return false;
        work = arena_array(q->parts.arena, tape_work(t), sizeof *work);
        for (size_t k = 0; k < SLIP_POINTS; k++) {
            tape_eval(t, q->point[k], y, work);
            part->value[k] = y[0];
            part->right[k] = part->slope != EXPR_NONE ? y[1] : 0;
        }
    }
    return true;
}

/* A wrong rule may have no value at a point: (2x)^(-1/2). */
bool derivative_agrees(const struct derivative *q, const double *y)
{
    bool seen = false;

    for (size_t k = 0; k < SLIP_POINTS; k++) {
        double scale = 1e-9 * (fabs(y[k]) + fabs(q->answer[k])) + 1e-12;

        seen |= isfinite(y[k]);
        if (isfinite(y[k]) && !(fabs(y[k] - q->answer[k]) <= scale))
            return false;
    }
    return seen;
}
