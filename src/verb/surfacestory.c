/* surfacestory.c: how stationary points of a function of several variables are found. */
#include "verb/surface.h"
#include "verb/telling.h"

#include "algebra/algebra.h"

static const char *name(const struct telling *t, const struct surface *f, size_t i)
{
    return tell_formula(t, f->x[i]);
}

static void tell_gradient(struct telling *t, const struct surface *f)
{
    struct pool *p = t->j->search.pool;
    expr account = pool_take_demands(p);
    struct str system = str_in(t->j->arena);

    for (size_t i = 0; i < f->n; i++) {
        expr df = algebra_tidy(p, f->df[i].body);

        tell(t, "partial", "differentiate by %s: f_%s = %s", name(t, f, i), name(t, f, i),
             tell_formula(t, df));
        str_addf(&system, "%s%s = 0", i ? (i + 1 == f->n ? " and " : ", ") : "",
                 tell_formula(t, df));
    }
    tell(t, "system", "a stationary point solves %s", system.text);
    pool_swap_demands(p, account);
}

/* "(1, -2)" */
static const char *place(const struct telling *t, const struct surface *f,
                         const struct stationary *point)
{
    struct str text = str_in(t->j->arena);

    for (size_t i = 0; i < f->n; i++)
        str_addf(&text, "%s%s", i ? ", " : "(",
                 tell_value(t, point->x[i].exact, point->x[i].approx));
    str_addf(&text, ")");
    return text.text;
}

static void tell_points(struct telling *t, const struct surface *f)
{
    struct str list = str_in(t->j->arena);

    for (size_t i = 0; i < f->count; i++)
        str_addf(&list, "%s%s", i ? ", " : "", place(t, f, &f->points[i]));
    if (list.len)
        tell(t, "points", "its solutions: %s", list.text);
    else if (f->complete)
        tell(t, "points", "it has no solution there");
    for (size_t i = 0; i < f->curve_count; i++)
        tell(t, "curve",
             "both hold all along %s = 0: no point of this curve stands alone",
             tell_formula(t, f->curves[i]));
}

static void tell_hessian(struct telling *t, const struct surface *f)
{
    struct pool *p = t->j->search.pool;
    expr account = pool_take_demands(p);
    struct str text = str_in(t->j->arena);

    if (f->count)
        for (size_t i = 0; i < f->n; i++)
            for (size_t k = i; k < f->n; k++)
                str_addf(&text, "%sf_%s%s = %s", text.len ? ", " : "", name(t, f, i),
                         name(t, f, k),
                         tell_formula(t, algebra_tidy(p, f->ddf[i * f->n + k].body)));
    if (text.len)
        tell(t, "hessian", "second derivatives: %s", text.text);
    if (f->n == 2 && f->count)
        tell(t, "determinant", "their determinant is D = f_%s%s*f_%s%s - f_%s%s^2",
             name(t, f, 0), name(t, f, 0), name(t, f, 1), name(t, f, 1), name(t, f, 0),
             name(t, f, 1));
    pool_swap_demands(p, account);
}

static const char *verdict(enum surface_type type)
{
    switch (type) {
    case SURFACE_MIN: return "local minimum";
    case SURFACE_MAX: return "local maximum";
    case SURFACE_SADDLE: return "saddle";
    case SURFACE_DEGENERATE: return "degenerate: the test says nothing";
    case SURFACE_OPEN: return "not decided";
    }
    return "not decided";
}

static const char *sign_of(enum surface_type type)
{
    switch (type) {
    case SURFACE_MIN:
    case SURFACE_MAX: return " > 0";
    case SURFACE_SADDLE: return " < 0";
    case SURFACE_DEGENERATE: return "";
    case SURFACE_OPEN: return ", of no known sign";
    }
    return "";
}

/* "at (1, 1): D = 27 > 0 and f_xx = 6 > 0: local minimum" */
static void tell_determinant(struct telling *t, const struct surface *f,
                             const struct stationary *point)
{
    struct pool *p = t->j->search.pool;
    const expr *h = point->hessian;
    const double *v = point->hessian_approx;
    expr exact =
        h ? pool_sub(p, pool_mul(p, h[0], h[3]), pool_mul(p, h[1], h[1])) : EXPR_NONE;
    struct str text = str_in(t->j->arena);

    str_addf(&text, "at %s: D = %s%s", place(t, f, point),
             tell_value(t, exact, v[0] * v[3] - v[1] * v[1]), sign_of(point->type));
    if (point->type == SURFACE_MIN || point->type == SURFACE_MAX)
        str_addf(&text, " and f_%s%s = %s %s 0", name(t, f, 0), name(t, f, 0),
                 tell_value(t, h ? h[0] : EXPR_NONE, v[0]),
                 point->type == SURFACE_MIN ? ">" : "<");
    tell(t, "class", "%s: %s", text.text, verdict(point->type));
}

static void tell_signs(struct telling *t, const struct surface *f,
                       const struct stationary *point)
{
    if (!point->inertia.known)
        tell(t, "class", "at %s: %s", place(t, f, point), verdict(point->type));
    else
        tell(t, "class",
             "at %s the Hessian has %d positive, %d negative and %d zero eigenvalues: %s",
             place(t, f, point), point->inertia.positive, point->inertia.negative,
             point->inertia.zero, verdict(point->type));
}

static void tell_all(struct telling *t, const void *what)
{
    const struct surface *f = what;

    tell_gradient(t, f);
    tell_points(t, f);
    tell_hessian(t, f);
    for (size_t i = 0; i < f->count; i++)
        if (f->n == 2)
            tell_determinant(t, f, &f->points[i]);
        else
            tell_signs(t, f, &f->points[i]);
    tell(t, "complete",
         f->complete ? "nothing is missed: everywhere else some partial derivative is "
                       "proved not to be 0"
                     : "a point may be missing: part of the set was not decided");
}

void job_surface_story(struct job *j, const struct surface *f)
{
    tell_steps(j, tell_all, f);
}
