/* sliprule.c: the texts of sliprules.def as short programs, run in doubles and exactly. */
#include "course/slips.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const letters[LETTER_COUNT + 1] = {
    "u", "v", "du", "dv", "c", "k", "w", "g", "h", "x", "r", "f", "n", NULL};

static int letter_of(const struct pool *p, expr e)
{
    const char *name = expr_name(p, e);

    for (int i = 0; name && i < LETTER_COUNT; i++)
        if (!strcmp(name, letters[i]))
            return i;
    return -1;
}

static unsigned char place_of(const struct rule_program *r, expr e)
{
    unsigned char i = 0;

    while (r->node[i] != e)
        i++;
    return i;
}

const struct rule_program *rule_compile(struct pool *p, const char *text)
{
    struct rule_program *r = arena_alloc(pool_arena(p), sizeof *r);
    struct scope scope = {.names = letters, .closed = true};
    expr account = pool_take_demands(p);
    struct formula f;
    struct diag d;
    const expr *nodes;

    if (expr_read(p, text, strlen(text), &scope, &f, NULL, &d) != ST_OK)
        f.body = pool_int(p, 0); /* a pool that is full says so itself */
    nodes = expr_below(p, f.body, &r->n, pool_arena(p));
    pool_swap_demands(p, account);
    if (r->n > RULE_NODES)
        abort(); /* a row is too long */
    for (size_t i = 0; i < r->n; i++) {
        r->node[i] = nodes[i];
        r->letter[i] = letter_of(p, nodes[i]);
        if (expr_count(p, nodes[i]) > 4)
            abort();
        for (size_t k = 0; k < expr_count(p, nodes[i]); k++)
            r->arg[i][k] = place_of(r, expr_arg(p, nodes[i], k));
    }
    return r;
}

/* The real power, with odd roots of negative numbers. */
static double real_power(double base, double exponent)
{
    if (base >= 0 || exponent == floor(exponent))
        return pow(base, exponent);
    for (int q = 3; q <= 9; q += 2) {
        double p = exponent * q;

        if (fabs(p - nearbyint(p)) < 1e-9)
            return fmod(nearbyint(p), 2) == 0 ? pow(-base, exponent)
                                              : -pow(-base, exponent);
    }
    return NAN;
}

static double node_double(const struct pool *p, expr e, const double *arg)
{
    double sum = 0, product = 1;

    switch (expr_kind(p, e)) {
    case EX_NUMBER: return fmpq_get_d(expr_number(p, e));
    case EX_ADD:
        for (size_t i = 0; i < expr_count(p, e); i++)
            sum += arg[i];
        return sum;
    case EX_MUL:
        for (size_t i = 0; i < expr_count(p, e); i++)
            product *= arg[i];
        return product;
    case EX_POWER: return real_power(arg[0], arg[1]);
    case EX_FUNC: return func_double(expr_func(p, e), arg[0]);
    default: return NAN;
    }
}

double rule_double(const struct pool *p, const struct rule_program *r,
                   const double given[LETTER_COUNT])
{
    double made[RULE_NODES] = {0};

    for (size_t i = 0; i < r->n; i++) {
        double arg[4];

        for (size_t k = 0; k < expr_count(p, r->node[i]); k++)
            arg[k] = made[r->arg[i][k]];
        made[i] =
            r->letter[i] >= 0 ? given[r->letter[i]] : node_double(p, r->node[i], arg);
    }
    return made[r->n - 1];
}

expr rule_expr(struct pool *p, const struct rule_program *r,
               const expr given[LETTER_COUNT])
{
    expr made[RULE_NODES] = {0};

    for (size_t i = 0; i < r->n; i++) {
        expr arg[4];

        for (size_t k = 0; k < expr_count(p, r->node[i]); k++)
            arg[k] = made[r->arg[i][k]];
        made[i] = r->letter[i] >= 0            ? given[r->letter[i]]
                  : !expr_count(p, r->node[i]) ? r->node[i]
                                               : pool_rebuild(p, r->node[i], arg);
    }
    return made[r->n - 1];
}
