/* quality.c: how well a model fits, and how far its parameters may be off. */
#include "data/internal.h"

#include <math.h>
#include <string.h>

/* Twice the log likelihood lost against a model that is right in every row. */
static double row_deviance(const struct fit *f, double y, double model)
{
    double loss = loss_at(f, y, model).value;

    if (f->loss == LOSS_POISSON)
        return 2 * (loss - (y > 0 ? y - y * log(y) : 0));
    if (y > 0 && y < 1)
        loss += y * log(y) + (1 - y) * log1p(-y);
    return 2 * loss;
}

static double mean_response(const struct fit *f)
{
    struct total total = {0, 0};

    for (size_t i = 0; i < f->rows; i++)
        total_add(&total, f->response[i]);
    return (total.sum + total.lost) / (double)f->rows;
}

struct fit_quality fit_quality(struct fit *f, const double *x)
{
    struct batch b = {0, 0, NULL, true};
    struct total rss = {0, 0}, tss = {0, 0}, deviance = {0, 0};
    double mean = mean_response(f);
    bool separated = f->loss == LOSS_LOGISTIC;

    tape_rows_fix(f->block, x);
    while (fit_next(f, &b))
        for (size_t i = 0; i < b.n; i++) {
            double y = f->response[b.from + i], model = b.model[i];

            total_add(&rss, (y - model) * (y - model));
            total_add(&tss, (y - mean) * (y - mean));
            if (!loss_of_residuals(f->loss))
                total_add(&deviance, row_deviance(f, y, model));
            separated = separated && (y == 1 ? model > 0 : y == 0 && model < 0);
        }
    return (struct fit_quality){rss.sum + rss.lost, tss.sum + tss.lost,
                                deviance.sum + deviance.lost, separated};
}

/* error[j] = scale * the length of row j of inv(R). */
static bool errors_of(const struct fit *f, const double *r, double scale, double *error)
{
    size_t n = f->n;
    struct arena_mark mark = arena_mark(f->arena);
    double *e = arena_array(f->arena, n, sizeof *e);
    bool fine = true;

    memset(error, 0, n * sizeof *error);
    for (size_t k = 0; k < n && fine; k++) {
        memset(e, 0, n * sizeof *e);
        e[k] = 1;
        fine = optim_solve_upper(r, e, e, n);
        for (size_t j = 0; j < n; j++)
            error[j] = hypot(error[j], scale * e[j]);
    }
    arena_release(f->arena, mark);
    return fine;
}

/* R with R'R = h; false if h is not positive definite. */
static bool upper_root(double *h, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            for (size_t j = i; j < n; j++)
                h[i * n + j] -= h[k * n + i] * h[k * n + j];
        if (!(h[i * n + i] > 0))
            return false;
        h[i * n + i] = sqrt(h[i * n + i]);
        for (size_t j = i + 1; j < n; j++)
            h[i * n + j] /= h[i * n + i];
    }
    return true;
}

bool fit_errors(struct fit *f, const double *x, double *error)
{
    struct objective o = fit_objective(f);
    double *g = arena_array(f->arena, f->n, sizeof *g);
    double *r = arena_array(f->arena, f->n * f->n, sizeof *r);
    double *c = arena_array(f->arena, f->n, sizeof *c), free_rows;

    if (f->loss == LOSS_MSE) {
        if (f->rows <= f->n)
            return false;
        free_rows = (double)(f->rows - f->n) * (double)f->rows;
        o.squares(f, x, g, r, c);
        return errors_of(f, r, sqrt(fit_quality(f, x).rss / free_rows), error);
    }
    if (loss_of_residuals(f->loss))
        return false;
    o.hessian(f, x, g, r);
    return upper_root(r, f->n) && errors_of(f, r, 1 / sqrt((double)f->rows), error);
}

/* In units in which the diagonal of the second derivatives is 1, the standard error of a
 * parameter is 1 at least, in the loss's own measure. */
struct fit_rest fit_rest(struct fit *f, const double *x)
{
    struct objective o = fit_objective(f);
    size_t n = f->n;
    double *g = arena_array(f->arena, n, sizeof *g);
    double *unit = arena_array(f->arena, n, sizeof *unit);
    double *h = arena_array(f->arena, n * n, sizeof *h);
    double *step = arena_array(f->arena, n, sizeof *step);
    double value = o.hessian(f, x, g, h), spread = sqrt(fabs(value) / (double)f->rows);
    struct fit_rest rest = {true, 0, true};

    for (size_t i = 0; i < n; i++) {
        unit[i] = sqrt(h[i * n + i]);
        rest.curved = rest.curved && unit[i] > 0 && isfinite(unit[i]);
    }
    for (size_t i = 0; i < n; i++) {
        step[i] = -g[i] / unit[i];
        for (size_t k = 0; k < n; k++)
            h[i * n + k] /= unit[i] * unit[k];
    }
    if (!rest.curved || !optim_factor(h, n))
        return (struct fit_rest){false, INFINITY, false};
    for (size_t i = 0; i < n; i++)
        rest.curved = rest.curved && h[i * n + i] > 1e-13 * (double)n;
    optim_factored_solve(h, step, n);
    for (size_t i = 0; i < n; i++) {
        rest.fall -= g[i] * step[i] / unit[i] / 2;
        rest.settled = rest.settled && (fabs(step[i] / unit[i]) <= 1e-6 * fabs(x[i]) ||
                                        fabs(step[i]) <= 1e-10 * spread);
    }
    return rest;
}
