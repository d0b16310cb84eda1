/* relief.c: heights and slopes of a function of several variables. */
#include "plot/plot.h"

#include <math.h>

struct relief {
    struct tape *tape; /* output 0: f; output 1, if any: where it holds */
    double *work;
};

enum status relief_new(struct arena *a, struct pool *p, const struct formula *f,
                       const expr *vars, size_t n, struct relief **relief, struct diag *d)
{
    expr outputs[2] = {f->body, f->where};
    bool everywhere = !f->where || expr_kind(p, f->where) == EX_TRUE;
    struct relief *r = arena_alloc(a, sizeof *r);
    enum status st =
        tape_compile(a, p, outputs, everywhere ? 1 : 2, vars, n, &r->tape, d);

    if (st != ST_OK)
        return st;
    r->work = arena_array(a, 2 * tape_work(r->tape) + 1, sizeof *r->work);
    *relief = r;
    return ST_OK;
}

double relief_at(const struct relief *r, const double *x)
{
    double y[2] = {0, 1};

    tape_eval(r->tape, x, y, r->work);
    return y[1] == 1 ? y[0] : NAN;
}

double relief_gradient(const struct relief *r, const double *x, double *g)
{
    static const double first[2] = {1, 0};
    double y[2] = {0, 1};

    tape_gradient(r->tape, x, first, y, g, r->work);
    return y[1] == 1 ? y[0] : NAN;
}
