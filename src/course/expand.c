/* expand.c: {{ expr | filter }} in texts.
 *
 * In prose a value is shown as readers know it, with the signs of CommonMark escaped; in
 * a mathematics span it is put in brackets, and the whole span is parsed and tidied, so
 * that `x + {{m}}` with m = -3 says x - 3. */
#include "course/internal.h"

#include <stdlib.h>
#include <string.h>

struct expander {
    const struct search *s;
    struct names *names;
    struct diag *diag;
    const char *text;
    size_t n, at;
    size_t *bad;
};

/* ---- one value ------------------------------------------------------------------ */

struct slot {        /* {{ expr | filter }} */
    size_t from, to; /* of the expression */
    size_t end;      /* behind the closing braces */
    const char *filter;
    size_t filter_size;
};

static enum status unclosed(struct expander *x)
{
    *x->bad = x->at;
    return diag_set(x->diag, ST_SYNTAX, (struct span){x->at, x->at + 2},
                    "{{ is never closed by }}");
}

/* The closing braces are those outside of quotes and of the expression's own sets. */
static enum status find_slot(struct expander *x, struct slot *slot)
{
    size_t depth = 0, bar = 0;
    bool quoted = false;

    *slot = (struct slot){.from = x->at + 2};
    for (size_t i = slot->from; i + 1 < x->n; i++) {
        char c = x->text[i];

        if (c == '"')
            quoted = !quoted;
        else if (c == '{' && !quoted)
            depth++;
        else if (c == '|' && !quoted && x->text[i + 1] == ' ')
            bar = i;
        else if (c == '}' && !quoted && depth)
            depth--;
        else if (c == '}' && !quoted && x->text[i + 1] == '}') {
            slot->to = bar ? bar : i;
            slot->filter = bar ? x->text + bar + 1 : NULL;
            slot->filter_size = bar ? i - bar - 1 : 0;
            slot->end = i + 2;
            return ST_OK;
        }
    }
    return unclosed(x);
}

/* v * scale to the nearest whole, halves away from zero; exactly, if v is rational. */
static void round_scaled(const struct search *s, const struct value *v,
                         const fmpz_t scale, fmpz_t whole)
{
    const fmpq *exact = v->exact != EXPR_NONE ? expr_number(s->pool, v->exact) : NULL;
    fmpq_t q, half;
    arb_t r;

    fmpq_init(q);
    fmpq_init(half);
    if (exact) {
        fmpq_set(q, exact);
    } else {
        arb_init(r);
        value_ball(s, v, r, BALL_BITS);
        arf_get_fmpq(q, arb_midref(r));
        arb_clear(r);
    }
    fmpq_mul_fmpz(q, q, scale);
    fmpq_set_si(half, fmpq_sgn(q) < 0 ? -1 : 1, 2);
    fmpq_add(q, q, half);
    fmpz_tdiv_q(whole, fmpq_numref(q), fmpq_denref(q));
    fmpq_clear(half);
    fmpq_clear(q);
}

static const char *rounded(const struct search *s, const struct value *v, long places)
{
    struct arena *a = pool_arena(s->pool);
    fmpz_t whole, scale;
    char *digits;
    struct str out = str_in(a);
    size_t n, minus;

    fmpz_init(whole);
    fmpz_init(scale);
    fmpz_ui_pow_ui(scale, 10, (unsigned long)places);
    round_scaled(s, v, scale, whole);
    digits = fmpz_get_str(NULL, 10, whole);
    minus = digits[0] == '-';
    n = strlen(digits) - minus;
    str_add(&out, minus ? "-" : "");
    for (size_t i = n; i <= (size_t)places; i++)
        str_addc(&out, '0');
    str_add(&out, digits + minus);
    if (places)
        str_insert(&out, out.len - (size_t)places, ".", 1);
    flint_free(digits);
    fmpz_clear(scale);
    fmpz_clear(whole);
    return out.text;
}

static bool filter_is(const struct slot *slot, const char *name)
{
    const char *at = slot->filter;
    size_t n = strlen(name), left = slot->filter_size;

    for (; left && *at == ' '; at++)
        left--;
    return left >= n && !memcmp(at, name, n) && (left == n || at[n] == ' ');
}

static const char *with_sign(struct arena *a, const char *text)
{
    return text[0] == '-' || !strncmp(text, "−", 3) ? text : arena_printf(a, "+%s", text);
}

static enum status filtered(struct expander *x, const struct slot *slot,
                            const struct value *v, enum notation how, const char **out)
{
    struct arena *a = pool_arena(x->s->pool);

    if (!slot->filter || filter_is(slot, "frac") || filter_is(slot, "poly")) {
        *out = value_text(x->s, v, how);
    } else if (filter_is(slot, "signed")) {
        *out = with_sign(a, value_text(x->s, v, how));
    } else if (filter_is(slot, "dec") && v->kind == VALUE_NUMBER && !v->infinite) {
        const char *places = strstr(slot->filter, "dec") + 3;
        long n = strtol(places, NULL, 10);

        *out = rounded(x->s, v, n < 0 ? 0 : n > 30 ? 30 : n);
        if (how == NOTE_UNICODE && **out == '-')
            *out = arena_printf(a, "−%s", *out + 1);
    } else {
        *x->bad = x->at;
        return diag_set(x->diag, ST_USAGE, (struct span){slot->to, slot->end},
                        "no filter is called '%.*s'", (int)slot->filter_size,
                        slot->filter);
    }
    return ST_OK;
}

/* {{ "{{" }} is a double brace. */
static bool is_braces(const struct expander *x, const struct slot *slot)
{
    const char *quote = memchr(x->text + slot->from, '"', slot->to - slot->from);

    return quote && !strncmp(quote, "\"{{\"", 4);
}

static enum status take_slot(struct expander *x, enum notation how, const char **out,
                             struct value **value)
{
    struct slot slot;
    struct value *v = NULL;
    size_t from;
    enum status st = find_slot(x, &slot);

    if (st != ST_OK)
        return st;
    if (is_braces(x, &slot)) {
        x->at = slot.end;
        *out = "{{";
        return ST_OK;
    }
    for (from = slot.from; from < slot.to && x->text[from] == ' ';)
        from++;
    while (slot.to > from && x->text[slot.to - 1] == ' ')
        slot.to--;
    st = value_of(x->s, x->names, x->text + from, slot.to - from, &v, x->diag);
    if (st != ST_OK) {
        *x->bad = from + (x->diag ? x->diag->at.from : 0);
        return st;
    }
    if ((st = filtered(x, &slot, v, how, out)) != ST_OK)
        return st;
    x->at = slot.end;
    if (value)
        *value = slot.filter && filter_is(&slot, "dec") ? NULL : v;
    return ST_OK;
}

static bool at_slot(const struct expander *x)
{
    return x->at + 1 < x->n && x->text[x->at] == '{' && x->text[x->at + 1] == '{';
}

/* ---- mathematics ---------------------------------------------------------------- */

static bool needs_brackets(const struct value *v)
{
    return v && (v->kind == VALUE_NUMBER || v->kind == VALUE_FORMULA) && !v->infinite;
}

static const char *tidied(const struct search *s, const char *text, const char *fallback)
{
    struct arena *a = pool_arena(s->pool);
    struct scope scope = {.author = true};
    struct reading reading;
    struct str out = str_in(a);
    struct diag d;

    if (expr_parse(a, text, strlen(text), &scope, &reading, &d) != ST_OK)
        return fallback;
    syntax_print(&out, tidy(a, reading.root), NOTE_PLAIN);
    return out.text;
}

/* Appends the span x->text[x->at .. end) with its values. */
static enum status math_span(struct expander *x, size_t end, struct str *out)
{
    struct arena *a = pool_arena(x->s->pool);
    struct str bracketed = str_in(a), bare = str_in(a);
    bool filled = false;

    while (x->at < end) {
        struct value *v = NULL;
        const char *text;
        enum status st;

        if (!at_slot(x)) {
            str_addc(&bracketed, x->text[x->at]);
            str_addc(&bare, x->text[x->at++]);
            continue;
        }
        filled = true;
        if ((st = take_slot(x, NOTE_PLAIN, &text, &v)) != ST_OK)
            return st;
        str_addf(&bracketed, needs_brackets(v) ? "(%s)" : "%s", text);
        str_add(&bare, text);
    }
    str_add(out, filled ? tidied(x->s, bracketed.text, bare.text) : bare.text);
    return ST_OK;
}

/* ---- markup ------------------------------------------------------------------ */

static void add_escaped(struct str *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\*_[]<>`#|", *text))
            str_addc(out, '\\');
        str_addc(out, *text);
    }
}

static bool begins_line(const struct expander *x)
{
    size_t i = x->at;

    while (i && x->text[i - 1] == ' ')
        i--;
    return !i || x->text[i - 1] == '\n';
}

/* "1." at the beginning of a line would be the first item of a list. */
static enum status add_value(struct expander *x, struct str *out)
{
    bool first = begins_line(x);
    const char *text;
    enum status st = take_slot(x, NOTE_UNICODE, &text, NULL);

    if (st != ST_OK)
        return st;
    add_escaped(out, text);
    if (first && x->at < x->n && strchr(".)", x->text[x->at]) &&
        text[strspn(text, "0123456789")] == '\0')
        str_addc(out, '\\');
    return ST_OK;
}

/* A line that opens or closes a fence: its sign, or 0. */
static char fence_at(const struct expander *x)
{
    size_t i = x->at, spaces = 0;
    char c;

    while (i < x->n && x->text[i] == ' ' && spaces < 4) {
        i++;
        spaces++;
    }
    if (spaces > 3 || i + 3 > x->n)
        return 0;
    c = x->text[i];
    return (c == '`' || c == '~') && x->text[i + 1] == c && x->text[i + 2] == c ? c : 0;
}

static void copy_line(struct expander *x, struct str *out)
{
    while (x->at < x->n) {
        char c = x->text[x->at++];

        str_addc(out, c);
        if (c == '\n')
            return;
    }
}

/* The number of backticks at x->at, and where as many of them close the span. */
static size_t span_end(const struct expander *x, size_t *ticks)
{
    size_t from = x->at, run = 0;

    for (*ticks = 0; from < x->n && x->text[from] == '`'; from++)
        ++*ticks;
    for (size_t i = from; i <= x->n; i++) {
        if (i < x->n && x->text[i] == '`') {
            run++;
            continue;
        }
        if (run == *ticks)
            return i - run;
        run = 0;
    }
    return x->n;
}

static enum status code_span(struct expander *x, struct str *out)
{
    size_t ticks, end = span_end(x, &ticks);
    bool math = x->at > 0 && x->text[x->at - 1] == '$' && end + ticks < x->n &&
                x->text[end + ticks] == '$';
    const char *text;
    enum status st;

    str_addn(out, x->text + x->at, ticks);
    x->at += ticks;
    if (end >= x->n)
        return ST_OK;
    if (math && (st = math_span(x, end, out)) != ST_OK)
        return st;
    while (x->at < end) {
        if (!at_slot(x)) {
            str_addc(out, x->text[x->at++]);
            continue;
        }
        if ((st = take_slot(x, NOTE_PLAIN, &text, NULL)) != ST_OK)
            return st;
        str_add(out, text);
    }
    str_addn(out, x->text + end, ticks);
    x->at = end + ticks;
    return ST_OK;
}

static enum status markup(struct expander *x, struct str *out)
{
    enum status st = ST_OK;
    char fence = 0, here;

    while (x->at < x->n && st == ST_OK) {
        bool line_start = x->at == 0 || x->text[x->at - 1] == '\n';

        here = line_start ? fence_at(x) : 0;
        if (here && (!fence || here == fence)) {
            fence = fence ? 0 : here;
            copy_line(x, out);
        } else if (fence) {
            copy_line(x, out);
        } else if (x->text[x->at] == '`') {
            st = code_span(x, out);
        } else if (at_slot(x)) {
            st = add_value(x, out);
        } else {
            str_addc(out, x->text[x->at++]);
        }
    }
    return st;
}

static enum status plain(struct expander *x, enum notation how, struct str *out)
{
    enum status st = ST_OK;
    const char *text;

    while (x->at < x->n && st == ST_OK) {
        if (!at_slot(x)) {
            str_addc(out, x->text[x->at++]);
            continue;
        }
        st = take_slot(x, how, &text, NULL);
        if (st == ST_OK)
            str_add(out, text);
    }
    return st;
}

enum status expand_text(const struct search *s, struct names *names, const char *text,
                        size_t n, enum expand_mode mode, const char **out, size_t *bad,
                        struct diag *d)
{
    size_t unused;
    struct expander x = {s, names, d, text, n, 0, bad ? bad : &unused};
    struct str all = str_in(pool_arena(s->pool));
    enum status st =
        mode == EXPAND_MARKUP
            ? markup(&x, &all)
            : plain(&x, mode == EXPAND_SHOWN ? NOTE_UNICODE : NOTE_PLAIN, &all);

    *out = all.len ? all.text : "";
    return st;
}

enum status value_expand(const struct search *s, struct names *names, const char *text,
                         const char **out, struct diag *d)
{
    return expand_text(s, names, text, strlen(text), EXPAND_MARKUP, out, NULL, d);
}
