/* difference.c: slopes by differences of values, for those who want to see what they miss.
 *
 *   forward   (f(x + h) - f(x)) / h          h about sqrt(eps): half of the digits
 *   central   (f(x + h) - f(x - h)) / 2h     h about cbrt(eps): two thirds
 */
#include "verb/slope.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Forward unless that leaves the bounds. */
static double one_slope(struct slope *s, double *x, size_t i, double f)
{
    double at = x[i], h = fmax(1, fabs(at)), ahead = f, back = f, wide;

    h *= s->sides == 2 ? cbrt(DBL_EPSILON) : sqrt(DBL_EPSILON);
    wide = 0;
    if (!s->upper || at + h <= s->upper[i]) {
        x[i] = at + h;
        wide += x[i] - at;
        ahead = s->objective.value(s, x);
        s->differences++;
    }
    if ((s->sides == 2 || wide == 0) && (!s->lower || at - h >= s->lower[i])) {
        x[i] = at - h;
        wide += at - x[i];
        back = s->objective.value(s, x);
        s->differences++;
    }
    x[i] = at;
    return wide > 0 ? (ahead - back) / wide : 0;
}

static double differences(void *context, const double *x, double *g)
{
    struct slope *s = context;
    double f = s->objective.value(s, x);

    memcpy(s->moved, x, s->n * sizeof *x);
    for (size_t i = 0; i < s->n; i++)
        g[i] = one_slope(s, s->moved, i, f);
    return f;
}

enum status slope_differences(struct slope *s)
{
    struct job *j = s->job;
    const char *way = job_text(j, "gradient");

    if (!way || !strcmp(way, "auto"))
        return ST_OK;
    s->sides = !strcmp(way, "forward") ? 1 : !strcmp(way, "central") ? 2 : 0;
    if (!s->sides) {
        j->mistaken = way;
        return diag_set(j->diag, ST_USAGE, (struct span){0, strlen(way)},
                        "the gradient is auto, forward or central");
    }
    s->moved = arena_array(j->arena, s->n, sizeof *s->moved);
    s->objective.gradient = differences;
    s->objective.hessian = NULL;
    return ST_OK;
}
