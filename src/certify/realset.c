/* realset.c: finite unions of intervals with exact ends. */
#include "certify/internal.h"

#include <string.h>

struct realset realset_empty(const struct search *s)
{
    (void)s;
    return (struct realset){.complete = true};
}

void realset_add(const struct search *s, struct realset *set, struct piece_of_line piece)
{
    if (set->count == set->cap) {
        size_t cap = set->cap ? 2 * set->cap : 8;

        set->pieces = arena_grow(pool_arena(s->pool), set->pieces, set->count, cap,
                                 sizeof *set->pieces);
        set->cap = cap;
    }
    set->pieces[set->count++] = piece;
}

struct realset realset_line(const struct search *s)
{
    struct realset set = realset_empty(s);

    realset_add(
        s, &set,
        (struct piece_of_line){real_infinite(s, -1), real_infinite(s, 1), true, true});
    return set;
}

bool realset_is_line(const struct realset *set)
{
    return set->count == 1 && set->pieces[0].lo->infinite < 0 &&
           set->pieces[0].hi->infinite > 0;
}

/* The greater of two lower ends; of equal ones the open end. which = -1 for upper ends. */
static bool tighter(const struct search *s, struct realset *out, struct real *a,
                    bool a_open, struct real *b, bool b_open, int which,
                    struct real **end, bool *open)
{
    int order = real_compare(s, a, b);

    if (order == SIGN_UNKNOWN) {
        out->complete = false;
        return false;
    }
    order *= which;
    *end = order >= 0 ? a : b;
    *open = order == 0 ? a_open || b_open : order > 0 ? a_open : b_open;
    return true;
}

static void meet_pieces(const struct search *s, struct realset *out,
                        const struct piece_of_line *a, const struct piece_of_line *b)
{
    struct piece_of_line m;
    int order;

    if (!tighter(s, out, a->lo, a->lo_open, b->lo, b->lo_open, 1, &m.lo, &m.lo_open) ||
        !tighter(s, out, a->hi, a->hi_open, b->hi, b->hi_open, -1, &m.hi, &m.hi_open))
        return;
    order = real_compare(s, m.lo, m.hi);
    if (order == SIGN_UNKNOWN)
        out->complete = false;
    else if (order < 0 || (order == 0 && !m.lo_open && !m.hi_open))
        realset_add(s, out, m);
}

struct realset realset_meet(const struct search *s, const struct realset *a,
                            const struct realset *b)
{
    struct realset out = realset_empty(s);

    out.complete = a->complete && b->complete;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            meet_pieces(s, &out, &a->pieces[i], &b->pieces[j]);
    return out;
}

enum truth realset_contains(const struct search *s, const struct realset *set,
                            struct real *r)
{
    enum truth in = set->complete ? TRUTH_NO : TRUTH_UNKNOWN;

    for (size_t i = 0; i < set->count; i++) {
        const struct piece_of_line *q = &set->pieces[i];
        int lo = real_compare(s, q->lo, r), hi = real_compare(s, r, q->hi);

        if (lo == SIGN_UNKNOWN || hi == SIGN_UNKNOWN)
            in = TRUTH_UNKNOWN;
        else if ((lo < 0 || (lo == 0 && !q->lo_open)) &&
                 (hi < 0 || (hi == 0 && !q->hi_open)))
            return TRUTH_YES;
    }
    return in;
}

/* ---- reading ----------------------------------------------------------------- */

static enum status read_end(const struct search *s, const struct syntax *e,
                            struct real **end, struct diag *d)
{
    const struct syntax *inner = e->kind == SYN_PREFIX ? e->child[0] : e;
    struct formula f;
    enum status st;

    if (inner->kind == SYN_CONSTANT && !strcmp(inner->text, "inf") &&
        (e == inner || e->op == OP_MINUS || e->op == OP_PLUS)) {
        *end = real_infinite(s, e != inner && e->op == OP_MINUS ? -1 : 1);
        return ST_OK;
    }
    if ((st = expr_build(s->pool, e, &f, d)) != ST_OK)
        return st;
    if (!expr_closed(s->pool, f.body))
        return diag_set(d, ST_SYNTAX, e->at, "an end of an interval is a number");
    *end = real_exact(s, f.body);
    if (!ival_is_bounded(&(*end)->at))
        return diag_set(d, ST_DOMAIN, e->at, "this end of the interval has no value");
    return ST_OK;
}

static enum status read_piece(const struct search *s, const struct syntax *e,
                              struct realset *set, struct diag *d)
{
    struct piece_of_line piece = {.lo_open = e->kind == SYN_TUPLE,
                                  .hi_open = e->kind == SYN_TUPLE};
    enum status st;
    int order;

    if (e->count != 2)
        return diag_set(d, ST_SYNTAX, e->at, "an interval has two ends, like [0, 1)");
    if ((st = read_end(s, e->child[0], &piece.lo, d)) != ST_OK ||
        (st = read_end(s, e->child[1], &piece.hi, d)) != ST_OK)
        return st;
    if (e->kind == SYN_INTERVAL) {
        piece.lo_open = e->lo_open;
        piece.hi_open = e->hi_open;
    }
    piece.lo_open |= piece.lo->infinite != 0;
    piece.hi_open |= piece.hi->infinite != 0;
    order = real_compare(s, piece.lo, piece.hi);
    if (order == SIGN_UNKNOWN)
        return diag_set(d, ST_UNABLE, e->at,
                        "the order of the two ends cannot be decided");
    if (order > 0) {
        st = diag_set(d, ST_USAGE, e->at,
                      "the interval is empty: its left end lies to the right");
        diag_help(d, "swap the two ends");
        return st;
    }
    if (order == 0 && (piece.lo_open || piece.hi_open))
        return diag_set(d, ST_USAGE, e->at, "the interval is empty");
    realset_add(s, set, piece);
    return ST_OK;
}

static enum status read_set(const struct search *s, const struct syntax *e,
                            struct realset *set, struct diag *d)
{
    enum status st = ST_OK;

    switch (e->kind) {
    case SYN_BINARY:
        if (e->op != OP_UNION)
            break;
        st = read_set(s, e->child[0], set, d);
        return st == ST_OK ? read_set(s, e->child[1], set, d) : st;
    case SYN_TUPLE:
    case SYN_LIST:
    case SYN_INTERVAL: return read_piece(s, e, set, d);
    case SYN_SET:
        for (size_t i = 0; i < e->count && st == ST_OK; i++) {
            struct piece_of_line point = {0};

            st = read_end(s, e->child[i], &point.lo, d);
            point.hi = point.lo;
            if (st == ST_OK)
                realset_add(s, set, point);
        }
        return st;
    default: break;
    }
    return diag_set(d, ST_SYNTAX, e->at, "expected an interval like [0, 1) or (-inf, 2]");
}

/* Pieces in order; those that overlap or touch in a point become one. */
static enum status tidy(const struct search *s, struct realset *set, struct diag *d)
{
    for (size_t i = 1; i < set->count; i++)
        for (size_t j = i; j > 0; j--) {
            struct piece_of_line *a = &set->pieces[j - 1], *b = &set->pieces[j], t;
            int order = real_compare(s, a->lo, b->lo);

            if (order == SIGN_UNKNOWN)
                return diag_set(d, ST_UNABLE, (struct span){0, 0},
                                "the pieces cannot be put in order");
            if (order < 0 || (order == 0 && !a->lo_open))
                break;
            t = *a;
            *a = *b;
            *b = t;
        }
    for (size_t i = 1; i < set->count;) {
        struct piece_of_line *a = &set->pieces[i - 1], *b = &set->pieces[i];
        int gap = real_compare(s, a->hi, b->lo), longer = real_compare(s, a->hi, b->hi);

        if (gap < 0 || (gap == 0 && a->hi_open && b->lo_open)) {
            i++;
            continue;
        }
        if (longer < 0 || (longer == 0 && a->hi_open)) {
            a->hi = b->hi;
            a->hi_open = b->hi_open;
        }
        memmove(b, b + 1, (set->count - i - 1) * sizeof *b);
        set->count--;
    }
    return ST_OK;
}

enum status realset_read(const struct search *s, const char *text, struct realset *set,
                         struct diag *d)
{
    struct reading reading;
    enum status st =
        expr_parse(pool_arena(s->pool), text, strlen(text), NULL, &reading, d);

    *set = realset_empty(s);
    if (st == ST_OK)
        st = read_set(s, reading.root, set, d);
    return st == ST_OK ? tidy(s, set, d) : st;
}

/* ---- writing ----------------------------------------------------------------- */

const char *realset_text(const struct search *s, const struct realset *set,
                         enum notation how)
{
    struct str out = str_in(pool_arena(s->pool));

    if (!set->count)
        return how == NOTE_PLAIN ? "{}" : how == NOTE_UNICODE ? "∅" : "\\emptyset";
    for (size_t i = 0; i < set->count; i++) {
        const struct piece_of_line *q = &set->pieces[i];

        if (i)
            str_add(&out, how == NOTE_PLAIN     ? " U "
                          : how == NOTE_UNICODE ? " ∪ "
                                                : " \\cup ");
        if (q->lo == q->hi)
            str_addf(&out, how == NOTE_TEX ? "\\left\\{%s\\right\\}" : "{%s}",
                     real_text(s, q->lo, how));
        else
            str_addf(&out, "%s%s%s, %s%s%s", how == NOTE_TEX ? "\\left" : "",
                     q->lo_open ? "(" : "[", real_text(s, q->lo, how),
                     real_text(s, q->hi, how), how == NOTE_TEX ? "\\right" : "",
                     q->hi_open ? ")" : "]");
    }
    return out.text;
}
