/* prettycall.c: functions, roots, sums over a range and branches in two dimensions. */
#include "expr/pretty.h"

#include <string.h>

static const struct box *text(struct pretty *pr, const char *plain, const char *unicode)
{
    return box_text(pr->arena, pr->ascii ? plain : unicode);
}

/* ---- roots ------------------------------------------------------------------- */

static bool is_short(const struct syntax *u)
{
    return (u->kind == SYN_NUMBER || u->kind == SYN_NAME || u->kind == SYN_CONSTANT) &&
           !pretty_is_fraction(u) && *u->text != '-';
}

bool pretty_is_short_root(const struct pretty *pr, const struct syntax *s)
{
    return !pr->ascii && s->kind == SYN_CALL && s->func == FN_SQRT &&
           is_short(s->child[0]);
}

/* The sign beside a radicand of `height` lines, with the index over its arm:
 *
 *       /             |
 *   3  /   for two,   3 | for one line
 *    \/               V |                                                          */
static const struct box *radical(struct pretty *pr, size_t height,
                                 const struct box *index)
{
    const char *up = pr->ascii ? "/" : "╱";
    const struct box *foot = height == 1 && !pr->ascii ? box_text(pr->arena, "√")
                                                       : text(pr, "\\/", "╲╱"),
                     *sign = foot;
    size_t arm = foot->width > 1 ? foot->width - 1 : 0;

    for (size_t i = 1; i < height; i++) {
        const struct box *rows[2] = {box_beside(pr->arena,
                                                box_line(pr->arena, " ", arm + i),
                                                box_text(pr->arena, up), 0),
                                     sign};

        sign = box_stack(pr->arena, rows, 2, 1, BOX_LEFT);
    }
    return index ? box_beside(pr->arena, index, sign,
                              (long)index->height - (long)sign->height + 1)
                 : sign;
}

static const struct box *root(struct pretty *pr, const struct box *index,
                              const struct syntax *u)
{
    const struct box *inner = pretty_box(pr, u), *rows[2], *sign, *whole;
    size_t below = inner->height - inner->base;

    if (!pr->ascii && !index && is_short(u))
        return box_beside(pr->arena, box_text(pr->arena, "√"), inner, 0);
    if (inner->height > 1 || pr->ascii)
        inner =
            box_beside(pr->arena, box_text(pr->arena, " "), inner, -(long)inner->base);
    rows[0] = box_line(pr->arena, "_", inner->width);
    rows[1] = inner;
    sign = radical(pr, inner->height, index);
    whole = box_beside(pr->arena, sign, box_stack(pr->arena, rows, 2, 1, BOX_LEFT),
                       (long)sign->height - (long)inner->height - 1);
    return box_based(pr->arena, whole, whole->height - below);
}

/* ---- sums and products over a range -------------------------------------------- */

static const struct box *big_sign(struct pretty *pr, bool sum)
{
    static const char *const sums[] = {"___", "\\", "/__"};
    static const char *const products[] = {"___", "| |", "| |"};
    const struct box *rows[3];

    if (!pr->ascii)
        return box_text(pr->arena, sum ? "∑" : "∏");
    for (int i = 0; i < 3; i++)
        rows[i] = box_text(pr->arena, sum ? sums[i] : products[i]);
    return box_stack(pr->arena, rows, 3, 1, BOX_LEFT);
}

static const struct box *range(struct pretty *pr, const struct syntax *s)
{
    const struct syntax *body = s->child[3];
    const struct box *below[3] = {pretty_box(pr, s->child[0]), text(pr, "=", "="),
                                  pretty_box(pr, s->child[1])};
    const struct box *rows[3] = {pretty_box(pr, s->child[2]),
                                 big_sign(pr, s->func == CALL_SUM),
                                 box_row(pr->arena, below, 3)};
    const struct box *parts[3] = {
        box_stack(pr->arena, rows, 3, 1, BOX_CENTER), text(pr, " ", " "),
        pretty_operand(pr, body, pretty_binds(body) < op_row(OP_MUL)->binds)};

    return box_row(pr->arena, parts, 3);
}

/* ---- branches ------------------------------------------------------------------ */

static const struct box *case_of(struct pretty *pr, const struct syntax *condition)
{
    const struct box *parts[2];

    if (!condition)
        return box_text(pr->arena, "otherwise");
    parts[0] = box_text(pr->arena, "if ");
    parts[1] = pretty_box(pr, condition);
    return box_row(pr->arena, parts, 2);
}

/* if(c, a, b) and piecewise(c: a, ..., b): values to the left, cases to the right. */
static const struct box *branches(struct pretty *pr, const struct syntax *s)
{
    bool choice = s->func == CALL_IF;
    size_t rows = choice ? 2 : s->count;
    const struct box **cells = arena_array(pr->arena, 2 * rows, sizeof *cells);

    for (size_t i = 0; i < rows; i++) {
        const struct syntax *part = s->child[choice ? i + 1 : i], *condition = NULL;

        if (choice && i == 0) {
            condition = s->child[0];
        } else if (part->kind == SYN_PAIR) {
            condition = part->child[0];
            part = part->child[1];
        }
        cells[2 * i] = pretty_box(pr, part);
        cells[2 * i + 1] = case_of(pr, condition);
    }
    return box_fence(pr->arena, box_grid(pr->arena, cells, rows, 2, 2, BOX_LEFT),
                     FENCE_BRACE, FENCE_NONE, pr->ascii);
}

/* ---- functions ----------------------------------------------------------------- */

/* A logarithm's base hangs below its name; digits do so on the same line. */
static const struct box *log_name(struct pretty *pr, const struct syntax *base)
{
    struct str s = str_in(pr->arena);

    str_add(&s, "log");
    if (!pr->ascii && print_lowered(&s, base))
        return box_text(pr->arena, s.text);
    return pretty_lowered(pr, box_text(pr->arena, "log"), pretty_box(pr, base));
}

static const struct box *named(struct pretty *pr, const struct box *name,
                               const struct syntax *s, size_t count)
{
    struct syntax args = *s;
    const struct box *parts[2] = {name, NULL};

    args.count = count;
    parts[1] = pretty_list(pr, &args, FENCE_ROUND, FENCE_ROUND);
    return box_row(pr->arena, parts, 2);
}

static const struct box *exponential(struct pretty *pr, const struct syntax *u)
{
    return pretty_raised(pr, box_text(pr->arena, "e"), pretty_box(pr, u));
}

const struct box *pretty_call(struct pretty *pr, const struct syntax *s)
{
    const struct box *name = pretty_name(pr, s->text ? s->text : "");

    switch (s->count == 1 ? s->func : -1) {
    case FN_SQRT: return root(pr, NULL, s->child[0]);
    case FN_CBRT: return root(pr, box_text(pr->arena, "3"), s->child[0]);
    case FN_ABS: return pretty_list(pr, s, FENCE_BAR, FENCE_BAR);
    case FN_EXP: return exponential(pr, s->child[0]);
    case FN_FLOOR:
        if (!pr->ascii)
            return pretty_list(pr, s, FENCE_FLOOR, FENCE_FLOOR);
        break;
    case FN_CEIL:
        if (!pr->ascii)
            return pretty_list(pr, s, FENCE_CEIL, FENCE_CEIL);
        break;
    case FN_LOG2: name = text(pr, "log2", "log₂"); break;
    case FN_LOG10: name = text(pr, "log10", "log₁₀"); break;
    default: break;
    }
    switch (s->func) {
    case CALL_SUM:
    case CALL_PROD: return s->count == 4 ? range(pr, s) : named(pr, name, s, s->count);
    case CALL_IF:
    case CALL_PIECEWISE: return branches(pr, s);
    case CALL_ROOT: return root(pr, pretty_box(pr, s->child[1]), s->child[0]);
    case CALL_LOG: return named(pr, log_name(pr, s->child[1]), s, 1);
    default: return named(pr, name, s, s->count);
    }
}
