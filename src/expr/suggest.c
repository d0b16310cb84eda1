/* suggest.c: what could have been meant by a text that cannot be read.
 *
 *   sin(x   -> sin(x)        brackets are closed, or turned into the one that is open
 *   x^^2    -> x^2           of a row of operators the first is kept
 *   foo(x)  -> foo*(x)       a sign that was left out is put in
 *   sin     -> sin(x)        an operand that is missing is put in
 *   x @ 2   -> x             what has no meaning is left out, with all behind it at last
 *
 * Each is tried in turn where the mistake is; the first that can be read is offered. */
#include "expr/parse.h"

#include <string.h>

enum { LONGEST = 120 };

struct mender {
    struct arena *arena;
    const struct scope *scope;
    const char *text;
    size_t n;
    struct span at;
};

/* text[0..from) put text[to..n) */
static const char *with(const struct mender *m, size_t from, size_t to, const char *put)
{
    return arena_printf(m->arena, "%.*s%s%.*s", (int)from, m->text, put, (int)(m->n - to),
                        m->text + to);
}

/* Where the blanks that end at `at` begin. */
static size_t before_blanks(const struct mender *m, size_t at)
{
    while (at && m->text[at - 1] == ' ')
        at--;
    return at;
}

/* ---- brackets -------------------------------------------------------------------- */

static char closer(char open)
{
    return open == '(' ? ')' : open == '[' ? ']' : '}';
}

/* Every bracket closed by its own kind, what closes nothing left out. */
static const char *balanced(const struct mender *m)
{
    struct str out = str_in(m->arena), open = str_in(m->arena);
    size_t bars = 0;

    for (size_t i = 0; i < m->n; i++) {
        char c = m->text[i];

        bars += c == '|';
        if (strchr("([{", c))
            str_addc(&open, c);
        if (!strchr(")]}", c))
            str_addc(&out, c);
        else if (open.len)
            str_addc(&out, closer(open.text[--open.len]));
    }
    if (bars % 2)
        str_addc(&out, '|');
    while (open.len)
        str_addc(&out, closer(open.text[--open.len]));
    return out.text;
}

/* ---- operators ------------------------------------------------------------------- */

static bool joins(char c)
{
    return c && strchr("+-*/^<>=", c);
}

/* The row of operators, blanks between them, that ends or stands at the mistake. */
static struct span row_of_operators(const struct mender *m)
{
    struct span row = {m->at.from, m->at.from};

    while (row.from && (joins(m->text[row.from - 1]) || m->text[row.from - 1] == ' '))
        row.from--;
    while (row.to < m->n && (joins(m->text[row.to]) || m->text[row.to] == ' '))
        row.to++;
    while (row.from < row.to && m->text[row.from] == ' ')
        row.from++;
    while (row.to > row.from && m->text[row.to - 1] == ' ')
        row.to--;
    return row;
}

static const char *first_operator(const struct mender *m)
{
    struct span row = row_of_operators(m);
    bool blanks = row.from && m->text[row.from - 1] == ' ';

    if (row.from == row.to)
        return NULL;
    return with(m, row.from + 1, row.to,
                blanks && row.to < m->n && m->text[row.to] != ' ' ? " " : "");
}

static const char *no_operator(const struct mender *m)
{
    struct span row = row_of_operators(m);

    while (row.to < m->n && m->text[row.to] == ' ')
        row.to++;
    return row.from == row.to ? NULL : with(m, before_blanks(m, row.from), row.to, "");
}

static const char *sign_before(const struct mender *m)
{
    return with(m, before_blanks(m, m->at.from), m->at.from, "*");
}

static const char *sign_behind(const struct mender *m)
{
    return with(m, m->at.to, m->at.to, "*");
}

/* ---- operands -------------------------------------------------------------------- */

static const char *a_name(const struct mender *m)
{
    return m->scope && m->scope->names && m->scope->names[0] ? m->scope->names[0] : "x";
}

static const char *operand(const struct mender *m)
{
    return with(m, m->at.from, m->at.from, a_name(m));
}

static const char *argument(const struct mender *m)
{
    if (m->at.from && m->text[m->at.from - 1] == '(')
        return NULL;
    return with(m, m->at.from, m->at.from, arena_printf(m->arena, "(%s)", a_name(m)));
}

static const char *left_out(const struct mender *m)
{
    return with(m, m->at.from, m->at.to, "");
}

static const char *all_before(const struct mender *m)
{
    return with(m, before_blanks(m, m->at.from), m->n, "");
}

/* ---- the choice ------------------------------------------------------------------ */

void parse_suggest(struct arena *a, const char *text, size_t n, const struct scope *scope,
                   struct diag *d)
{
    static const char *(*const mends[])(const struct mender *) = {
        balanced, first_operator, sign_before, sign_behind, no_operator,
        argument, operand,        left_out,    all_before,
    };
    struct mender m = {a, scope, text, n, d->at};
    struct reading r;

    if (n > LONGEST || d->at.from > d->at.to || d->at.to > n)
        return;
    for (size_t i = 0; i < sizeof mends / sizeof *mends && !d->help[0]; i++) {
        const char *mended = mends[i](&m);

        if (mended && expr_parse(a, mended, strlen(mended), scope, &r, NULL) == ST_OK)
            diag_help(d, "perhaps: %s", mended);
    }
}
