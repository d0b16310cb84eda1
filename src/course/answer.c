/* answer.c: reading an answer by its kind (CHECKING C5 to C14).
 *
 *   "x = 2, x=-1"     a set of two numbers
 *   "f'(x) = 6x"      an expression; what stands before the sign is taken off
 *   "(1, -2)"         a point
 *
 * Scopes are closed: a name that is none of the problem's makes the answer unreadable,
 * with its place, and costs no try. */
#include "course/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ELEMENTS = 64, MOST_DIMENSIONS = 8 };

struct slice { /* bytes [from, to) of a typed text */
    const struct typed *t;
    size_t from, to;
};

const char *const *answer_vars(const struct check_options *o)
{
    static const char *const only_x[] = {"x", NULL};

    return o->vars ? o->vars : only_x;
}

static struct arena *arena_of(const struct reader *r)
{
    return pool_arena(r->s->pool);
}

/* ---- slices ------------------------------------------------------------------ */

static struct slice trimmed(struct slice s)
{
    while (s.from < s.to && isspace((unsigned char)s.t->text[s.from]))
        s.from++;
    while (s.to > s.from && isspace((unsigned char)s.t->text[s.to - 1]))
        s.to--;
    return s;
}

static struct slice whole(const struct typed *t)
{
    return trimmed((struct slice){t, 0, t->n});
}

static char *slice_text(const struct reader *r, struct slice s)
{
    return arena_strndup(arena_of(r), s.t->text + s.from, s.to - s.from);
}

static enum status refuse(struct reader *r, struct slice s, const char *fmt, ...)
    LIKE_PRINTF(3, 4);

static enum status refuse(struct reader *r, struct slice s, const char *fmt, ...)
{
    va_list args;
    char message[256];

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    return diag_set(r->diag, ST_SYNTAX, (struct span){s.from, s.to}, "%s", message);
}

static bool slice_is(struct slice s, const char *const *words)
{
    struct typed part = {s.t->text + s.from, s.to - s.from, NULL};

    return typed_says(&part, words);
}

/* ---- what stands before an equals sign ------------------------------------------- */

static bool is_relation_byte(char c)
{
    return c == '<' || c == '>' || c == '!' || c == '=';
}

/* The first lone '=' outside of brackets, or s.to. */
static size_t equals_sign(struct slice s)
{
    const char *text = s.t->text;
    int depth = 0;

    for (size_t i = s.from; i < s.to; i++) {
        if (strchr("([{", text[i]))
            depth++;
        else if (strchr(")]}", text[i]))
            depth--;
        else if (text[i] == '=' && depth == 0 &&
                 !(i > s.from && is_relation_byte(text[i - 1])) &&
                 !(i + 1 < s.to && is_relation_byte(text[i + 1])))
            return i;
    }
    return s.to;
}

static bool in_list(const char *const *names, const char *text)
{
    for (; names && *names; names++)
        if (strcmp(*names, text) == 0)
            return true;
    return false;
}

static char *without_blanks(const struct reader *r, struct slice s)
{
    char *text = slice_text(r, s), *to = text;

    for (char *from = text; *from; from++)
        if (!isspace((unsigned char)*from))
            *to++ = *from;
    *to = '\0';
    return text;
}

/* y, f, f', f''(x), f(2), dy/dx, d/dx, df/dx, d/dx f(x), min, max, value */
static bool names_a_value(const char *text)
{
    static const char *const words[] = {"y",       "min",     "max", "value",
                                        "minimum", "maximum", NULL};
    size_t n = 1;

    if (in_list(words, text) || !strncmp(text, "d/d", 3))
        return true;
    if (text[0] == 'd' && text[1] && text[2] == '/' && text[3] == 'd')
        return true;
    if (!text[0] || !strchr("fghyFLC", text[0]))
        return false;
    n += strspn(text + n, "'");
    return !text[n] || (text[n] == '(' && text[strlen(text) - 1] == ')');
}

enum prefix { PREFIX_PLACE, PREFIX_VALUE, PREFIX_OTHER };

static enum prefix prefix_kind(const struct reader *r, const char *name)
{
    if (!*name || (r->name && !strcmp(name, r->name)))
        return r->options->asks && !strcmp(r->options->asks, "x") ? PREFIX_PLACE
                                                                  : PREFIX_VALUE;
    if (in_list(answer_vars(r->options), name))
        return PREFIX_PLACE;
    return names_a_value(name) ? PREFIX_VALUE : PREFIX_OTHER;
}

static bool is_name(const char *text)
{
    for (const char *at = text; *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr("_'()", *at))
            return false;
    return isalpha((unsigned char)text[0]);
}

/* Takes `x =`, `f'(x) =` or `=` off the front. */
static enum status strip_prefix(struct reader *r, struct slice *s)
{
    size_t sign = equals_sign(*s);
    struct slice left = trimmed((struct slice){s->t, s->from, sign});
    const char *asks = r->options->asks, *name;
    enum prefix kind;

    if (sign == s->to)
        return ST_OK;
    name = without_blanks(r, left);
    kind = prefix_kind(r, name);
    if (kind == PREFIX_OTHER && is_name(name))
        return refuse(r, left, "the answer names '%s', which is not what is asked for",
                      name);
    if (kind == PREFIX_OTHER)
        return refuse(r, *s, "this is an equation; the answer alone is wanted");
    if (asks && *name && kind != (!strcmp(asks, "x") ? PREFIX_PLACE : PREFIX_VALUE) &&
        !(r->name && !strcmp(name, r->name)))
        return refuse(r, left, "the answer names '%s', but %s is asked for", name,
                      !strcmp(asks, "x") ? "a place" : "a value");
    *s = trimmed((struct slice){s->t, sign + 1, s->to});
    return ST_OK;
}

/* ---- trees ------------------------------------------------------------------- */

static bool has_decimals(const struct syntax *t)
{
    if (t->kind == SYN_NUMBER && strpbrk(t->text, ".eE"))
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (has_decimals(t->child[i]))
            return true;
    return false;
}

static void shift(struct diag *d, size_t by)
{
    d->at.from += by;
    d->at.to += by;
}

/* Two usual mistakes get their own help. */
static void comma_help(struct reader *r, struct slice s)
{
    const char *text = s.t->text;
    size_t at = r->diag->at.from;

    if (at == 0 || at + 1 >= s.to || at <= s.from || text[at] != ',' ||
        !isdigit((unsigned char)text[at - 1]) || !isdigit((unsigned char)text[at + 1]))
        return;
    diag_set(r->diag, ST_SYNTAX, r->diag->at, "a decimal number is written with a point");
    diag_help(r->diag, "%.*s.%.*s", (int)(at - s.from), text + s.from,
              (int)(s.to - at - 1), text + at + 1);
}

static void sign_help(struct reader *r, struct slice s)
{
    char c = r->diag->at.from < s.to ? s.t->text[r->diag->at.from] : '\0';

    if (c == '%')
        diag_help(r->diag, "write 5%% as 0.05 or 5/100");
    else if (c == '\\')
        diag_help(r->diag, "type formulas plainly: sqrt(x), (x + 1)/2");
}

static enum status parse(struct reader *r, struct slice s, const char *const *names,
                         struct reading *out)
{
    struct scope scope = {.names = names, .closed = !r->author};
    enum status st;

    if (s.from == s.to)
        return refuse(r, s, "nothing has been typed here");
    st = expr_parse(arena_of(r), s.t->text + s.from, s.to - s.from, &scope, out, r->diag);
    if (st == ST_OK)
        return ST_OK;
    shift(r->diag, s.from);
    comma_help(r, s);
    if (!r->diag->help[0])
        sign_help(r, s);
    return st;
}

static void keep_notes(struct reader *r, const struct reading *reading, size_t shift_by,
                       struct given *out)
{
    for (struct note *n = reading->notes; n; n = n->next) {
        struct note *copy = arena_alloc(arena_of(r), sizeof *copy);

        *copy = *n;
        copy->at.from += shift_by;
        copy->at.to += shift_by;
        copy->next = out->notes;
        out->notes = copy;
    }
}

/* ---- numbers ----------------------------------------------------------------- */

static const char *const words_dne[] = {
    "dne",         "none",        "undefined",   "does not exist", "doesnt exist",
    "not defined", "no value",    "nonexistent", "not attained",   "no maximum",
    "no minimum",  "no extremum", NULL};

/* A sign and digits: "-1.50", "3e-2". */
static const char *literal_of(const struct syntax *t)
{
    const struct syntax *u =
        t->kind == SYN_PREFIX && t->op != OP_PLUSMINUS ? t->child[0] : t;

    return u->kind == SYN_NUMBER ? u->text : NULL;
}

static enum status number_of_tree(struct reader *r, struct slice s, struct syntax *t,
                                  struct element *out)
{
    struct formula f;
    enum status st;
    int sign;

    *out = (struct element){
        .tree = t, .literal = literal_of(t), .decimals = has_decimals(t)};
    if ((st = expr_build(r->s->pool, t, &f, r->diag)) != ST_OK) {
        shift(r->diag, s.from);
        return st;
    }
    if (!expr_closed(r->s->pool, f.body) || expr_kind(r->s->pool, f.body) >= EX_TRUE)
        return refuse(r, s, "a number is wanted here");
    sign = expr_number(r->s->pool, f.body) ? 0 : constant_sign(r->s->pool, f.body);
    if (sign == SIGN_UNDEFINED || constant_truth(r->s->pool, f.where) == TRUTH_NO)
        return refuse(r, s, "this has no value");
    out->value = value_number(r->s, f.body);
    return ST_OK;
}

/* No name is declared; the empty one lets the parser split sqrt3 and 2pi all the same. */
static const char *const no_names[] = {"", NULL};

static bool infinite_text(struct slice s, int *sign)
{
    const char *text = s.t->text + s.from;
    size_t n = s.to - s.from;

    *sign = 1;
    if (n && (*text == '-' || *text == '+')) {
        *sign = *text == '-' ? -1 : 1;
        text++;
        n--;
    } else if (n > 3 && !strncmp(text, "−", 3)) {
        *sign = -1;
        text += 3;
        n -= 3;
    }
    while (n && *text == ' ') {
        text++;
        n--;
    }
    return n == 3 && (!strncmp(text, "inf", 3) || !strncmp(text, "Inf", 3) ||
                      !strncmp(text, "INF", 3) || !strncmp(text, "∞", 3));
}

static enum status read_number(struct reader *r, struct slice s, struct element *out,
                               struct given *of)
{
    struct reading reading;
    enum status st = strip_prefix(r, &s);
    int sign;

    *out = (struct element){0};
    if (st != ST_OK)
        return st;
    if (infinite_text(s, &sign)) {
        out->value = value_infinite(r->s, sign);
        return ST_OK;
    }
    if (slice_is(s, words_dne)) {
        out->value = value_word(r->s, "DNE");
        return ST_OK;
    }
    if ((st = parse(r, s, no_names, &reading)) != ST_OK)
        return st;
    keep_notes(r, &reading, s.from, of);
    return number_of_tree(r, s, reading.root, out);
}

/* "the minimum is -2": words around one number are passed over. */
static bool is_plain_word(const char *text, size_t n)
{
    size_t letters = 0;

    while (letters < n && (isalpha((unsigned char)text[letters]) || text[letters] == '-'))
        letters++;
    if (letters < n && !(letters + 1 == n && strchr(",:", text[letters])))
        return false;
    return (letters == 1 && *text == 'a') ||
           (letters > 1 && *text != '-' && func_find(text, letters) < 0 &&
            strncmp(text, "pi", letters) != 0 && strncmp(text, "inf", letters) != 0);
}

static size_t other_tokens(struct slice s, struct slice *one)
{
    size_t count = 0;

    for (size_t i = s.from; i < s.to;) {
        size_t end = i;

        while (end < s.to && !isspace((unsigned char)s.t->text[end]))
            end++;
        if (end > i && !is_plain_word(s.t->text + i, end - i)) {
            *one = (struct slice){s.t, i, end};
            if (strchr(",:;", s.t->text[end - 1]))
                one->to--;
            count++;
        }
        i = end + 1;
    }
    return count;
}

static bool begins_with_word(struct slice s)
{
    size_t n = 0;

    while (s.from + n < s.to && !isspace((unsigned char)s.t->text[s.from + n]))
        n++;
    return is_plain_word(s.t->text + s.from, n);
}

static enum status number_in_words(struct reader *r, struct slice s, struct element *out,
                                   struct given *of)
{
    struct diag first = *r->diag;
    struct slice one = s;
    size_t count = other_tokens(s, &one);
    bool some_words = one.from > s.from || one.to < s.to;

    if (count > 1 && begins_with_word(s))
        return refuse(r, s, "there is more than one number in this; one is wanted");
    if (count == 1 && some_words && read_number(r, one, out, of) == ST_OK)
        return ST_OK;
    *r->diag = first;
    return first.status;
}

static enum status read_one_number(struct reader *r, const struct typed *t,
                                   struct given *out)
{
    struct slice s = whole(t);
    enum status st;

    out->at = arena_array(arena_of(r), 1, sizeof *out->at);
    out->count = 1;
    st = read_number(r, s, &out->at[0], out);
    return st == ST_SYNTAX && s.to > s.from ? number_in_words(r, s, &out->at[0], out)
                                            : st;
}

/* ---- expressions --------------------------------------------------------------- */

static enum status read_expr(struct reader *r, const struct typed *t, struct given *out)
{
    struct slice s = whole(t);
    struct reading reading;
    enum status st = strip_prefix(r, &s);

    if (st == ST_OK)
        st = parse(r, s, answer_vars(r->options), &reading);
    if (st != ST_OK)
        return st;
    keep_notes(r, &reading, s.from, out);
    out->tree = reading.root;
    out->decimals = has_decimals(reading.root);
    if ((st = expr_build(r->s->pool, reading.root, &out->f, r->diag)) != ST_OK) {
        shift(r->diag, s.from);
        return st;
    }
    if (expr_kind(r->s->pool, out->f.body) >= EX_TRUE)
        return refuse(r, s, "an expression is wanted here, not a condition");
    if (expr_closed(r->s->pool, out->f.body) && !expr_number(r->s->pool, out->f.body) &&
        constant_sign(r->s->pool, out->f.body) == SIGN_UNDEFINED)
        return refuse(r, s, "this has no value");
    return ST_OK;
}

/* ---- lists ------------------------------------------------------------------- */

/* The length of a separator at i: , ; and or. */
static size_t separator_at(struct slice s, size_t i)
{
    const char *text = s.t->text + i;
    size_t left = s.to - i;

    if (*text == ',' || *text == ';')
        return 1;
    if (left >= 5 && isspace((unsigned char)*text) && !strncmp(text + 1, "and", 3) &&
        isspace((unsigned char)text[4]))
        return 5;
    if (left >= 4 && isspace((unsigned char)*text) && !strncmp(text + 1, "or", 2) &&
        isspace((unsigned char)text[3]))
        return 4;
    return 0;
}

/* Parts outside of brackets; "1, and 2" has no empty part between. */
static size_t split(struct slice s, struct slice *parts, size_t most)
{
    size_t count = 0, from = s.from, length;
    int depth = 0;

    for (size_t i = s.from; i <= s.to && count < most; i++) {
        char c = i < s.to ? s.t->text[i] : ',';

        depth += strchr("([{", c) ? 1 : strchr(")]}", c) ? -1 : 0;
        length = i == s.to ? 1 : depth == 0 ? separator_at(s, i) : 0;
        if (!length)
            continue;
        parts[count] = trimmed((struct slice){s.t, from, i});
        if (parts[count].to > parts[count].from || (length == 1 && i < s.to))
            count++;
        from = i + length;
        i += length - 1;
    }
    return count;
}

static bool is_enclosed(struct slice s, char open, char close)
{
    int depth = 0;

    if (s.to < s.from + 2 || s.t->text[s.from] != open || s.t->text[s.to - 1] != close)
        return false;
    for (size_t i = s.from; i < s.to; i++) {
        depth += strchr("([{", s.t->text[i]) ? 1 : strchr(")]}", s.t->text[i]) ? -1 : 0;
        if (depth == 0 && i + 1 < s.to)
            return false;
    }
    return true;
}

/* ---- sets -------------------------------------------------------------------- */

static const char *const words_empty[] = {"none",
                                          "{}",
                                          "∅",
                                          "dne",
                                          "empty",
                                          "empty set",
                                          "no solution",
                                          "no solutions",
                                          "no critical points",
                                          "no points",
                                          "no point",
                                          "no zeros",
                                          "no roots",
                                          "nowhere",
                                          "does not exist",
                                          "there are none",
                                          "no critical point",
                                          "{ }",
                                          NULL};

/* The tree with every ± read as op. */
static struct syntax *with_sign(struct arena *a, struct syntax *t, bool plus)
{
    struct syntax *copy = arena_alloc(a, sizeof *copy);

    *copy = *t;
    if (t->op == OP_PLUSMINUS && t->kind == SYN_PREFIX)
        copy->op = plus ? OP_PLUS : OP_MINUS;
    else if (t->op == OP_PLUSMINUS && t->kind == SYN_BINARY)
        copy->op = plus ? OP_ADD : OP_SUB;
    copy->child = arena_array(a, t->count + 1, sizeof *copy->child);
    for (size_t i = 0; i < t->count; i++)
        copy->child[i] = with_sign(a, t->child[i], plus);
    return copy;
}

static bool has_two_signs(const struct syntax *t)
{
    bool found =
        (t->kind == SYN_PREFIX || t->kind == SYN_BINARY) && t->op == OP_PLUSMINUS;

    for (size_t i = 0; i < t->count && !found; i++)
        found = has_two_signs(t->child[i]);
    return found;
}

static enum status read_member(struct reader *r, struct slice s, struct given *out)
{
    struct reading reading;
    enum status st = strip_prefix(r, &s);
    bool both;

    if (st == ST_OK)
        st = parse(r, s, no_names, &reading);
    if (st != ST_OK)
        return st;
    keep_notes(r, &reading, s.from, out);
    both = has_two_signs(reading.root);
    st = number_of_tree(r, s,
                        both ? with_sign(arena_of(r), reading.root, true) : reading.root,
                        &out->at[out->count++]);
    if (st == ST_OK && both)
        st = number_of_tree(r, s, with_sign(arena_of(r), reading.root, false),
                            &out->at[out->count++]);
    return st;
}

/* One prefix for the whole list may stand before braces: x = {1, 2}. */
static enum status strip_before_braces(struct reader *r, struct slice *s)
{
    struct slice copy = *s;
    enum status st;

    if (s->to == s->from || s->t->text[s->to - 1] != '}' || s->t->text[s->from] == '{')
        return ST_OK;
    st = strip_prefix(r, &copy);
    if (st == ST_OK)
        *s = copy;
    return st;
}

static enum status read_set(struct reader *r, const struct typed *t, struct given *out)
{
    struct slice s = whole(t), parts[MOST_ELEMENTS];
    enum status st = strip_before_braces(r, &s);
    size_t n;

    if (st != ST_OK || slice_is(s, words_empty))
        return st;
    if (s.from == s.to)
        return refuse(r, s, "nothing has been typed here");
    if (is_enclosed(s, '(', ')') &&
        split((struct slice){s.t, s.from + 1, s.to - 1}, parts, MOST_ELEMENTS) > 1) {
        refuse(r, s, "round brackets make a point or an interval; a set has braces");
        diag_help(r->diag, "{%.*s}", (int)(s.to - s.from - 2), t->text + s.from + 1);
        return ST_SYNTAX;
    }
    if (is_enclosed(s, '{', '}') || is_enclosed(s, '[', ']'))
        s = trimmed((struct slice){s.t, s.from + 1, s.to - 1});
    n = split(s, parts, MOST_ELEMENTS);
    out->at = arena_array(arena_of(r), 2 * n + 1, sizeof *out->at);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = read_member(r, parts[i], out);
    return st;
}

/* ---- points ------------------------------------------------------------------ */

/* "x = 1, y = 2": a name before each coordinate, in any order of two. */
static bool is_named_point(struct slice s)
{
    struct slice parts[MOST_DIMENSIONS];
    size_t n = split(s, parts, MOST_DIMENSIONS);

    for (size_t i = 0; i < n; i++)
        if (equals_sign(parts[i]) == parts[i].to)
            return false;
    return n > 1;
}

static enum status read_point(struct reader *r, struct slice s, struct given *out)
{
    struct slice parts[MOST_DIMENSIONS];
    bool named = is_named_point(s), swapped;
    struct reader inner = *r;
    struct check_options free_options = *r->options;
    size_t n;
    enum status st = ST_OK;

    if (!named && !is_enclosed(s, '(', ')')) {
        refuse(r, s, "a point is written in round brackets, like (x, y)");
        return ST_SYNTAX;
    }
    if (!named)
        s = trimmed((struct slice){s.t, s.from + 1, s.to - 1});
    n = split(s, parts, MOST_DIMENSIONS);
    if (n < 2 || (out->dimension && n != out->dimension))
        return refuse(r, s, "a point has %zu coordinates here",
                      out->dimension ? out->dimension : 2);
    out->dimension = n;
    free_options.asks = NULL;
    inner.options = &free_options;
    swapped = named && n == 2 && s.t->text[parts[0].from] == 'y';
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = read_number(&inner, parts[swapped ? n - 1 - i : i], &out->at[out->count++],
                         out);
    return st;
}

static enum status read_points(struct reader *r, const struct typed *t, bool many,
                               struct given *out)
{
    struct slice s = whole(t), parts[MOST_ELEMENTS];
    enum status st = ST_OK;
    size_t n = 1;

    out->at = arena_array(arena_of(r), MOST_ELEMENTS * MOST_DIMENSIONS, sizeof *out->at);
    if (many && slice_is(s, words_empty))
        return ST_OK;
    if (many && is_enclosed(s, '{', '}'))
        s = trimmed((struct slice){s.t, s.from + 1, s.to - 1});
    parts[0] = s;
    if (many && !is_named_point(s))
        n = split(s, parts, MOST_ELEMENTS);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = read_point(r, parts[i], out);
    return st;
}

/* ---- how it was read ------------------------------------------------------------- */

static void add_element(const struct search *s, struct str *out, const struct element *e,
                        enum notation how)
{
    if (e->tree)
        syntax_print(out, e->tree, how);
    else
        str_add(out, value_text(s, e->value, how));
}

static const char *reading_text(const struct search *s, const struct given *g,
                                enum notation how)
{
    struct str out = str_in(pool_arena(s->pool));
    size_t dim = g->dimension ? g->dimension : 1;

    switch (g->kind) {
    case ANSWER_EXPR: syntax_print(&out, g->tree, how); return out.text;
    case ANSWER_WORD: return g->word;
    case ANSWER_INTERVAL: return realset_text(s, &g->line, how);
    case ANSWER_NUMBER: add_element(s, &out, &g->at[0], how); return out.text;
    default: break;
    }
    if (!g->count)
        return "none";
    str_add(&out, g->kind == ANSWER_SET ? "{" : "");
    for (size_t i = 0; i < g->count; i++) {
        str_add(&out, i ? ", " : "");
        str_add(&out, dim > 1 && i % dim == 0 ? "(" : "");
        add_element(s, &out, &g->at[i], how);
        str_add(&out, dim > 1 && i % dim == dim - 1 ? ")" : "");
    }
    str_add(&out, g->kind == ANSWER_SET ? "}" : "");
    return out.text;
}

/* ---- public ------------------------------------------------------------------ */

static enum status read_kind(struct reader *r, const struct typed *t, const char *text,
                             struct given *out)
{
    switch (out->kind) {
    case ANSWER_NUMBER: return read_one_number(r, t, out);
    case ANSWER_EXPR: return read_expr(r, t, out);
    case ANSWER_SET: return read_set(r, t, out);
    case ANSWER_POINT: return read_points(r, t, false, out);
    case ANSWER_POINTS: return read_points(r, t, true, out);
    case ANSWER_INTERVAL: return interval_read(r, t, out);
    case ANSWER_WORD:
        out->word = word_read(arena_of(r), text, r->options, r->diag);
        return out->word ? ST_OK : ST_SYNTAX;
    }
    return ST_USAGE;
}

enum status answer_read(struct reader *r, enum answer_kind kind, const char *text,
                        struct given *out)
{
    struct typed t = typed_prepare(arena_of(r), text, r->options->decimal_comma);
    enum status st;

    *out = (struct given){.kind = kind};
    st = read_kind(r, &t, text, out);
    if (st == ST_OK) {
        out->reading = reading_text(r->s, out, NOTE_PLAIN);
        out->pretty = reading_text(r->s, out, NOTE_UNICODE);
    } else if (kind != ANSWER_WORD && r->diag->at.to <= t.n) {
        r->diag->at.from = t.from[r->diag->at.from];
        r->diag->at.to = t.from[r->diag->at.to];
    }
    return st;
}

/* ---- keys -------------------------------------------------------------------- */

static enum status wrong_key(const struct value *key, enum answer_kind kind,
                             struct diag *d)
{
    return diag_set(d, ST_USAGE, (struct span){0, 0}, "the key is %s, the field a %s",
                    value_kind_name(key->kind), answer_kind_name(kind));
}

static struct element element_of(const struct search *s, struct value *v)
{
    return (struct element){
        .value = v,
        .tree = v->kind == VALUE_NUMBER && v->exact != EXPR_NONE
                    ? expr_show(s->pool, v->exact, pool_arena(s->pool))
                    : NULL,
    };
}

static enum status elements_of(const struct search *s, const struct value *list,
                               struct given *out, struct diag *d)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == VALUE_NUMBER)
            out->at[out->count++] = element_of(s, list->items[i]);
        else if (list->items[i]->kind == VALUE_LIST)
            elements_of(s, list->items[i], out, d);
        else
            return wrong_key(list->items[i], out->kind, d);
    }
    return ST_OK;
}

static size_t coordinates(const struct value *v)
{
    size_t n = 0;

    for (size_t i = 0; i < v->count; i++)
        n += v->items[i]->kind == VALUE_LIST ? v->items[i]->count : 1;
    return n;
}

enum status answer_of_value(const struct search *s, enum answer_kind kind,
                            const struct value *key, struct given *out, struct diag *d)
{
    struct arena *a = pool_arena(s->pool);

    *out = (struct given){.kind = kind};
    switch (kind) {
    case ANSWER_NUMBER:
        if (key->kind != VALUE_NUMBER && key->kind != VALUE_WORD)
            return wrong_key(key, kind, d);
        out->at = arena_array(a, 1, sizeof *out->at);
        out->at[out->count++] = element_of(s, (struct value *)key);
        return ST_OK;
    case ANSWER_EXPR:
        if (!value_as_formula(s, key, &out->f))
            return wrong_key(key, kind, d);
        out->tree = expr_show(s->pool, out->f.body, a);
        return ST_OK;
    case ANSWER_INTERVAL: return value_as_line(s, key, &out->line, d);
    case ANSWER_WORD:
        if (key->kind != VALUE_WORD)
            return wrong_key(key, kind, d);
        out->word = key->text;
        return ST_OK;
    default: break;
    }
    if (key->kind != VALUE_SET && key->kind != VALUE_LIST)
        return wrong_key(key, kind, d);
    out->at = arena_array(a, coordinates(key) + 1, sizeof *out->at);
    if (kind != ANSWER_SET)
        out->dimension = key->count && key->items[0]->kind == VALUE_LIST
                             ? key->items[0]->count
                             : key->count;
    return elements_of(s, key, out, d);
}
