/* pretty.c: a syntax tree in two dimensions: names, numbers, operators, brackets.
 *
 *   (x + 1)^2/(3*x)       (x + 1)²        a bar, a raised or a hanging part needs no
 *                         ────────        brackets of its own; others get them by their
 *                           3 x           binding strengths, as on one line
 */
#include "expr/pretty.h"

#include <string.h>

bool pretty_is_fraction(const struct syntax *s)
{
    return s->kind == SYN_NUMBER ? strchr(s->text, '/') && *s->text != '-'
                                 : s->kind == SYN_BINARY && s->op == OP_DIV;
}

int pretty_binds(const struct syntax *s)
{
    if (s->kind == SYN_CALL)
        switch (s->func) {
        case FN_EXP: return s->count == 1 ? op_row(OP_POWER)->binds : BINDS_CALL;
        case CALL_SUM:
        case CALL_PROD: return op_row(OP_MINUS)->binds;
        case CALL_IF:
        case CALL_PIECEWISE: return op_row(OP_PAIR)->binds;
        default: break;
        }
    return syntax_binds(s);
}

static const struct box *two(struct pretty *pr, const struct box *l, const struct box *r)
{
    const struct box *both[2] = {l, r};

    return box_row(pr->arena, both, 2);
}

static const struct box *glyph(struct pretty *pr, enum op op)
{
    return box_text(pr->arena, op_glyph(op, pr->ascii ? NOTE_PLAIN : NOTE_UNICODE));
}

const struct box *pretty_operand(struct pretty *pr, const struct syntax *s, bool needed)
{
    const struct box *b = pretty_box(pr, s);

    return needed ? box_fence(pr->arena, b, FENCE_ROUND, FENCE_ROUND, pr->ascii) : b;
}

const struct box *pretty_list(struct pretty *pr, const struct syntax *s, enum fence left,
                              enum fence right)
{
    size_t n = 0;
    const struct box **parts = arena_array(pr->arena, 2 * s->count + 1, sizeof *parts);

    parts[n++] = box_text(pr->arena, "");
    for (size_t i = 0; i < s->count; i++) {
        if (i)
            parts[n++] = box_text(pr->arena, ", ");
        parts[n++] = pretty_box(pr, s->child[i]);
    }
    return box_fence(pr->arena, box_row(pr->arena, parts, n), left, right, pr->ascii);
}

/* ---- names and numbers ------------------------------------------------------- */

/* The pool's x[3] is one name; its index is lowered. */
const struct box *pretty_name(struct pretty *pr, const char *text)
{
    struct str s = str_in(pr->arena);
    size_t stem = strcspn(text, "[");

    if (pr->ascii) {
        print_ascii_name(&s, text);
    } else {
        print_name(&s, arena_strndup(pr->arena, text, stem), NOTE_UNICODE);
        print_lowered_index(&s, text + stem);
    }
    return box_text(pr->arena, s.text);
}

static const struct box *number(struct pretty *pr, const struct syntax *s)
{
    const char *text = s->text, *bar;
    const struct box *b, *sign = NULL;

    if (*text == '-') {
        sign = glyph(pr, OP_MINUS);
        text++;
    }
    bar = strchr(text, '/');
    if (!bar)
        b = box_text(pr->arena, text);
    else
        b = pretty_fraction(
            pr, box_text(pr->arena, arena_strndup(pr->arena, text, (size_t)(bar - text))),
            box_text(pr->arena, bar + 1), false);
    if (sign && bar)
        sign = two(pr, sign, box_text(pr->arena, " "));
    return sign ? two(pr, sign, b) : b;
}

/* ---- operators --------------------------------------------------------------- */

/* A bar above or below a bar is the shorter one. */
const struct box *pretty_fraction(struct pretty *pr, const struct box *above,
                                  const struct box *below, bool nested)
{
    size_t width = above->width > below->width ? above->width : below->width;
    const struct box *rows[3] = {
        above, box_line(pr->arena, pr->ascii ? "-" : "─", width + (nested ? 2 : 0)),
        below};

    return box_stack(pr->arena, rows, 3, 1, BOX_CENTER);
}

const struct box *pretty_raised(struct pretty *pr, const struct box *base,
                                const struct box *up)
{
    return box_beside(pr->arena, base, up, -(long)up->height);
}

const struct box *pretty_lowered(struct pretty *pr, const struct box *base,
                                 const struct box *down)
{
    return box_beside(pr->arena, base, down, (long)base->height);
}

/* x[i]^2: the exponent stands above the index. */
static const struct box *index_power(struct pretty *pr, const struct syntax *base,
                                     const struct box *up, bool digits)
{
    const struct box *rows[3] = {up, box_text(pr->arena, ""),
                                 pretty_list(pr, base, FENCE_NONE, FENCE_NONE)};

    if (digits)
        rows[1] = rows[2];
    return box_beside(pr->arena, pretty_name(pr, base->text),
                      box_stack(pr->arena, rows, digits ? 2 : 3, 0, BOX_LEFT),
                      digits ? 0 : -(long)up->height);
}

/* Raised digits stand on the line of the base, or of the top of its brackets. */
static const struct box *power(struct pretty *pr, const struct syntax *s)
{
    const struct syntax *base = s->child[0], *exponent = s->child[1];
    const struct box *b = pretty_operand(pr, base,
                                         pretty_binds(base) <= op_row(OP_POWER)->binds ||
                                             pretty_is_short_root(pr, base));
    struct str raised = str_in(pr->arena);
    bool digits = !pr->ascii && print_raised(&raised, exponent);
    const struct box *up =
        digits ? box_text(pr->arena, raised.text) : pretty_box(pr, exponent);

    if (!pr->ascii && base->kind == SYN_INDEX && base->text && b->height > 1)
        return index_power(pr, base, up, digits);
    return digits ? box_beside(pr->arena, b, up, 0) : pretty_raised(pr, b, up);
}

/* The sign between two factors: none where nothing runs together; with room around it
 * where a bar is near. */
static const char *times(struct pretty *pr, const struct syntax *s, bool tall)
{
    if (pr->ascii)
        return tall ? " * " : "*";
    if (!syntax_needs_dot(s->child[0], s->child[1]))
        return " ";
    return tall ? " · " : "·";
}

static const struct box *binary(struct pretty *pr, const struct syntax *s)
{
    const struct syntax *l = s->child[0], *r = s->child[1];
    int binds = op_row(s->op)->binds;
    bool signed_right = r->kind == SYN_PREFIX && s->op >= OP_ADD;
    const struct box *parts[3];

    if (s->op == OP_POWER)
        return power(pr, s);
    if (s->op == OP_DIV)
        return pretty_fraction(pr, pretty_box(pr, l), pretty_box(pr, r),
                               pretty_is_fraction(l) || pretty_is_fraction(r));
    parts[0] = pretty_operand(pr, l, pretty_binds(l) < binds);
    parts[2] = pretty_operand(
        pr, r, (pretty_binds(r) <= binds && !pretty_is_fraction(r)) || signed_right);
    parts[1] = box_text(
        pr->arena,
        s->op == OP_MUL
            ? times(pr, s, parts[0]->height > 1 || parts[2]->height > 1)
            : arena_printf(pr->arena, op_row(s->op)->spaced ? " %s " : "%s",
                           op_glyph(s->op, pr->ascii ? NOTE_PLAIN : NOTE_UNICODE)));
    return box_row(pr->arena, parts, 3);
}

/* A minus right before a bar would lengthen it. */
static bool begins_with_bar(const struct syntax *s)
{
    while (s->kind == SYN_BINARY && s->op == OP_MUL)
        s = s->child[0];
    return pretty_is_fraction(s);
}

static const struct box *prefix(struct pretty *pr, const struct syntax *s)
{
    const struct syntax *u = s->child[0];
    const struct box *sign = glyph(pr, s->op);
    bool brackets = pretty_binds(u) < op_row(OP_MUL)->binds || u->kind == SYN_PREFIX;

    if (s->op == OP_NOT || (begins_with_bar(u) && !brackets))
        sign = two(pr, sign, box_text(pr->arena, " "));
    return two(pr, sign, pretty_operand(pr, u, brackets));
}

/* ---- brackets ---------------------------------------------------------------- */

bool pretty_is_matrix(const struct syntax *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->child[i]->kind != SYN_LIST || !s->child[i]->count ||
            s->child[i]->count != s->child[0]->count)
            return false;
    return s->count > 0;
}

static const struct box *matrix(struct pretty *pr, const struct syntax *s)
{
    size_t columns = s->child[0]->count;
    const struct box **cells = arena_array(pr->arena, s->count * columns, sizeof *cells);

    for (size_t i = 0; i < s->count; i++)
        for (size_t j = 0; j < columns; j++)
            cells[i * columns + j] = pretty_box(pr, s->child[i]->child[j]);
    return box_fence(pr->arena,
                     box_grid(pr->arena, cells, s->count, columns, 2, BOX_CENTER),
                     FENCE_SQUARE, FENCE_SQUARE, pr->ascii);
}

/* x[i + 1]: the index hangs below; in ASCII it is written as it is typed. */
static const struct box *hanging(struct pretty *pr, const struct syntax *s)
{
    struct syntax index = *s;
    const struct box *name;
    struct str digits = str_in(pr->arena);

    index.count = 1;
    if (s->text)
        name = pretty_name(pr, s->text);
    else
        name = pretty_operand(pr, s->child[1],
                              pretty_binds(s->child[1]) < BINDS_CALL ||
                                  s->child[1]->kind == SYN_NUMBER);
    if (pr->ascii)
        return two(pr, name, pretty_list(pr, &index, FENCE_SQUARE, FENCE_SQUARE));
    if (print_lowered(&digits, s->child[0]))
        return two(pr, name, box_text(pr->arena, digits.text));
    return pretty_lowered(pr, name, pretty_box(pr, s->child[0]));
}

/* d/dx [u]: the bracket shows how far it reaches. */
static const struct box *derivative(struct pretty *pr, const struct syntax *s)
{
    const struct box *d = box_text(pr->arena, "d");
    const struct box *parts[3] = {
        pretty_fraction(pr, d, two(pr, d, pretty_name(pr, s->text)), false),
        box_text(pr->arena, " "), pretty_list(pr, s, FENCE_SQUARE, FENCE_SQUARE)};

    return box_row(pr->arena, parts, 3);
}

const struct box *pretty_box(struct pretty *pr, const struct syntax *s)
{
    struct str text = str_in(pr->arena);

    switch (s->kind) {
    case SYN_NUMBER: return number(pr, s);
    case SYN_NAME: return pretty_name(pr, s->text);
    case SYN_CONSTANT:
        print_constant(&text, s->text, pr->ascii ? NOTE_PLAIN : NOTE_UNICODE);
        return box_text(pr->arena, text.text);
    case SYN_INDEX: return hanging(pr, s);
    case SYN_PREFIX: return prefix(pr, s);
    case SYN_BINARY:
    case SYN_RELATION:
    case SYN_PAIR: return binary(pr, s);
    case SYN_POSTFIX:
        return two(
            pr, pretty_operand(pr, s->child[0], pretty_binds(s->child[0]) < BINDS_CALL),
            glyph(pr, OP_FACTORIAL));
    case SYN_CALL: return pretty_call(pr, s);
    case SYN_DERIVATIVE: return derivative(pr, s);
    case SYN_ABS: return pretty_list(pr, s, FENCE_BAR, FENCE_BAR);
    case SYN_TUPLE: return pretty_list(pr, s, FENCE_ROUND, FENCE_ROUND);
    case SYN_LIST:
        return pretty_is_matrix(s) ? matrix(pr, s)
                                   : pretty_list(pr, s, FENCE_SQUARE, FENCE_SQUARE);
    case SYN_INTERVAL:
        return pretty_list(pr, s, s->lo_open ? FENCE_ROUND : FENCE_SQUARE,
                           s->hi_open ? FENCE_ROUND : FENCE_SQUARE);
    case SYN_SET: return pretty_list(pr, s, FENCE_BRACE, FENCE_BRACE);
    case SYN_FIELD:
        return two(pr, pretty_box(pr, s->child[0]),
                   box_text(pr->arena, arena_printf(pr->arena, ".%s", s->text)));
    }
    return box_text(pr->arena, "?");
}

/* ---- a whole formula ----------------------------------------------------------- */

static bool is_sum(const struct syntax *s)
{
    return s->kind == SYN_BINARY && (s->op == OP_ADD || s->op == OP_SUB);
}

/* The terms of a sum that is too wide, each with its sign, as rows of at most `width`
 * columns; NULL if a term alone is wider. The base is that of the first row. */
static const struct box *broken_sum(struct pretty *pr, const struct syntax *s,
                                    size_t width)
{
    size_t n = 1, rows = 0, filled = 0;
    const struct box **terms, **all;

    for (const struct syntax *t = s; is_sum(t); t = t->child[0])
        n++;
    terms = arena_array(pr->arena, n, sizeof *terms);
    all = arena_array(pr->arena, 2 * n, sizeof *all);
    for (size_t i = n; i-- > 1; s = s->child[0]) {
        const struct syntax *r = s->child[1];
        const struct box *sign = box_text(
            pr->arena,
            arena_printf(pr->arena, " %s ",
                         op_glyph(s->op, pr->ascii ? NOTE_PLAIN : NOTE_UNICODE)));

        terms[i] = two(pr, sign,
                       pretty_operand(pr, r,
                                      pretty_binds(r) <= op_row(s->op)->binds ||
                                          r->kind == SYN_PREFIX));
    }
    terms[0] = pretty_operand(pr, s, pretty_binds(s) < op_row(OP_ADD)->binds);
    for (size_t i = 0; i < n; i++) {
        if (terms[i]->width > width)
            return NULL;
        if (i && filled + terms[i]->width <= width) {
            all[rows - 1] = two(pr, all[rows - 1], terms[i]);
        } else {
            if (i)
                all[rows++] = box_text(pr->arena, "");
            all[rows++] = terms[i];
            filled = 0;
        }
        filled += terms[i]->width;
    }
    return box_stack(pr->arena, all, rows, 0, BOX_LEFT);
}

enum { MOST_LEVELS = 2000 };

/* A level takes a column or a line, a term of a sum two columns of one of the lines: what is
 * nested deeper cannot fit. */
static bool can_fit(const struct syntax *s, size_t width)
{
    return s->depth <= MOST_LEVELS && s->depth / DRAW_LINES <= width / 2 + 1;
}

static const struct box *drawn(struct pretty *pr, const struct syntax *s, size_t width)
{
    const struct box *b = pretty_box(pr, s);

    if (b->width > width && is_sum(s))
        b = broken_sum(pr, s, width);
    return b && b->width <= width && b->height <= DRAW_LINES ? b : NULL;
}

const struct box *syntax_draw(const struct syntax *s, bool ascii, size_t width,
                              struct arena *a)
{
    struct pretty pr = {a, ascii};
    const struct box *b = can_fit(s, width) ? drawn(&pr, s, width) : NULL;
    struct str line = str_in(a);

    if (b)
        return b;
    if (ascii)
        print_ascii(&line, s);
    else
        syntax_print(&line, s, NOTE_UNICODE);
    return box_text(a, line.text);
}
