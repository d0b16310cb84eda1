/* steps.c: the board: line under line, the leftmost derivative taken first.
 *
 * A line with no derivative left in it is tidied until it is what diff prints; for a
 * higher order that line is then differentiated once more. */
#include "algebra/working.h"

#include <string.h>

struct board {
    struct lawbook *laws;
    struct working *out;
    size_t nodes; /* written so far */
};

/* ---- lines ------------------------------------------------------------------------ */

/* The derivative not yet taken that is read first; they never stand in one another. */
static struct syntax *first_pending(struct syntax *s)
{
    struct syntax *found = NULL;

    if (s->kind == SYN_DERIVATIVE)
        return s;
    for (size_t i = 0; i < s->count && !found; i++)
        found = first_pending(s->child[i]);
    return found;
}

/* s with `result` in place of `of`, which stands in it once. Only the way to it is new. */
static struct syntax *replaced(struct arena *a, struct syntax *s, const struct syntax *of,
                               struct syntax *result)
{
    struct syntax **child;
    bool changed = false;

    if (s == of)
        return result;
    child = arena_array(a, s->count + 1, sizeof *child);
    for (size_t i = 0; i < s->count; i++) {
        child[i] = changed ? s->child[i] : replaced(a, s->child[i], of, result);
        changed = changed || child[i] != s->child[i];
    }
    return changed ? form_with(a, s, child) : s;
}

/* Writes a step, unless the board is full. */
static bool write_step(struct board *b, const struct step *step)
{
    struct working *w = b->out;

    b->nodes += form_size(step->line, STEP_NODES);
    if (w->cut || w->count + 1 >= STEP_LINES || b->nodes >= STEP_NODES) {
        w->cut = true;
        return false;
    }
    w->steps[w->count++] = *step;
    return true;
}

/* ---- one order -------------------------------------------------------------------- */

/* Takes every derivative on the line; the line without any, or NULL if the board is full
 * or a law is missing. */
static struct syntax *take_all(struct board *b, struct syntax *line)
{
    struct syntax *next;

    while ((next = first_pending(line))) {
        struct step step = {0};

        if (b->out->count + 1 >= STEP_LINES ||
            form_size(next, STEP_NODES) * law_copies(b->laws, next->child[0]) >=
                STEP_NODES) {
            b->out->cut = true;
            return NULL;
        }
        law_apply(b->laws, next->child[0], &step);
        if (!step.result) {
            b->out->cut = true;
            return NULL;
        }
        step.line = line = replaced(b->laws->arena, line, next, step.result);
        if (!write_step(b, &step))
            return NULL;
    }
    return line;
}

static void tidy(struct board *b, struct syntax *line, struct syntax *last)
{
    struct working *w = b->out;
    struct step steps[TIDY_STEPS];
    size_t n;

    if (w->count && form_alike(line, last)) { /* in the order of the answer */
        w->steps[w->count - 1].line = last;
        return;
    }
    n = tidy_steps(b->laws, line, last, steps);
    for (size_t i = 0; i < n; i++)
        write_step(b, &steps[i]);
}

static void rest(struct board *b, struct syntax *last)
{
    b->out->steps[b->out->count++] =
        (struct step){.rule = "rest",
                      .says = "and so on by the same rules: too long to write it all out",
                      .line = last};
}

/* ---- all of them -------------------------------------------------------------------- */

static const char *ordinal(struct arena *a, unsigned n)
{
    static const char *const words[] = {"second", "third", "fourth", "fifth"};
    const char *end = n % 10 == 1 && n % 100 != 11   ? "st"
                      : n % 10 == 2 && n % 100 != 12 ? "nd"
                      : n % 10 == 3 && n % 100 != 13 ? "rd"
                                                     : "th";

    if (n >= 2 && n <= 5)
        return words[n - 2];
    return arena_printf(a, "%u%s", n, end);
}

static void again(struct board *b, unsigned order, struct syntax *question)
{
    struct arena *a = b->laws->arena;

    write_step(b,
               &(struct step){.rule = "again",
                              .says = arena_printf(a, "once more, for the %s derivative",
                                                   ordinal(a, order)),
                              .line = question});
}

enum status algebra_steps(struct pool *p, struct syntax *typed, const struct formula *f,
                          expr x, unsigned order, expr last, struct arena *a,
                          struct working *out, struct diag *d)
{
    struct lawbook laws = {
        .pool = p, .arena = a, .x = x, .variable = expr_name(p, x), .asked = typed};
    struct board b = {.laws = &laws, .out = out};
    struct syntax *end = expr_show(p, last, a);
    struct formula now = *f, next;
    enum status st = ST_OK;

    *out = (struct working){.steps = arena_array(a, STEP_LINES + 1, sizeof *out->steps)};
    for (unsigned k = 1; k <= order && !out->cut && st == ST_OK; k++) {
        struct syntax *line = syntax_derivative(a, laws.variable, typed);

        if (k == 1)
            out->question = line;
        else
            again(&b, k, line);
        if (!(line = take_all(&b, line)))
            break;
        if (k == order) {
            tidy(&b, line, end);
        } else if ((st = algebra_derive(p, &now, x, &next, d)) == ST_OK) {
            now = next;
            typed = expr_show(p, now.body, a);
            tidy(&b, line, typed);
        }
    }
    if (out->cut && st == ST_OK)
        rest(&b, end);
    return st;
}
