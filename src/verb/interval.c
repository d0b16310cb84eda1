/* interval.c: the verb `enclose`, by which the interval floor is tested from outside. */
#include "verb/internal.h"

#include <string.h>

static enum status read_end(struct job *j, const struct result *r, mpfr_t end)
{
    const char *text = r ? result_string(r) : NULL;

    if (text && mpfr_set_str(end, text, 0, MPFR_RNDN) == 0)
        return ST_OK;
    if (r && (r->kind == RES_NUMBER || r->kind == RES_INTEGER)) {
        mpfr_set_d(end, r->number, MPFR_RNDN);
        return ST_OK;
    }
    return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                    "an end is a number, inf or -inf");
}

static enum status read_arg(struct job *j, const struct result *r, struct ival *box,
                            struct func_arg *arg)
{
    enum status st;

    arg->box = box;
    if (result_string(r) && !strcmp(result_string(r), "empty")) {
        ival_set_empty(box);
        return ST_OK;
    }
    if (r->kind == RES_INTEGER || r->kind == RES_NUMBER) {
        arg->box = NULL;
        arg->whole = r->kind == RES_INTEGER ? (long)r->integer : (long)r->number;
        return ST_OK;
    }
    if (r->kind != RES_LIST || r->count != 2)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "an argument is [lo, hi] or \"empty\"");
    st = read_end(j, r->items[0], box->lo);
    return st == ST_OK ? read_end(j, r->items[1], box->hi) : st;
}

static struct result *hex(struct job *j, const mpfr_t v)
{
    if (mpfr_inf_p(v))
        return result_text(j->arena, mpfr_sgn(v) > 0 ? "inf" : "-inf");
    return result_text(j->arena, arena_printf(j->arena, "%a", mpfr_get_d(v, MPFR_RNDN)));
}

/* Rounded outward to doubles once more, subnormal ones included. */
static void round_to_double(struct ival *v)
{
    double lo = ival_lo_d(v), hi = ival_hi_d(v);

    ival_set_d(v, lo, hi);
}

enum status enclose_run(struct job *j)
{
    const char *fn = job_text(j, "fn"), *text = job_text(j, "args");
    struct result *list = result_get(j->request, "args");
    struct ival *boxes = ival_array(j->arena, 5, 53);
    struct func_arg args[4] = {{0}};
    struct result *out;
    enum status st = ST_OK;

    if (list && list->kind == RES_TEXT)
        st = json_read(j->arena, text, strlen(text), &list, j->diag);
    if (st == ST_OK && (!fn || !list || list->kind != RES_LIST || list->count > 4))
        st = diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                      "a function and its arguments are wanted");
    for (size_t i = 0; st == ST_OK && i < list->count; i++)
        st = read_arg(j, list->items[i], &boxes[i], &args[i]);
    if (st == ST_OK)
        st = func_enclose(fn, args, list->count, &boxes[4]);
    if (st != ST_OK)
        return st == ST_USAGE && j->diag->status == ST_OK
                   ? diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                              "no such function of such arguments")
                   : st;
    if (ival_is_empty(&boxes[4])) {
        result_put_text(j->out, "enclosure", "empty");
        return ST_OK;
    }
    round_to_double(&boxes[4]);
    out = result_put(j->out, "enclosure", result_list(j->arena));
    result_push(out, hex(j, boxes[4].lo));
    result_push(out, hex(j, boxes[4].hi));
    return ST_OK;
}
