/* run.c: from a request to its answer: the verb is found, asked, and its failure told. */
#include "verb/internal.h"

#include "algebra/algebra.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POOL_LIMIT = 400000 };

static const struct verb_row verbs[] = {
#define VERB(id, run, ...) {__VA_ARGS__},
#include "verb/verbs.def"
#undef VERB
};

static enum status (*const runs[])(struct job *j) = {
#define VERB(id, run, ...) run,
#include "verb/verbs.def"
#undef VERB
};

static const struct option_row options[] = {
#define OPTION(name, value, says, general) {name, value, says, general},
#include "verb/options.def"
#undef OPTION
};

size_t verb_count(void)
{
    return sizeof verbs / sizeof *verbs;
}

const struct verb_row *verb_row(size_t i)
{
    return &verbs[i];
}

long verb_find(const char *name)
{
    for (size_t i = 0; i < verb_count(); i++)
        if (!strcmp(verbs[i].name, name))
            return (long)i;
    return -1;
}

size_t option_count(void)
{
    return sizeof options / sizeof *options;
}

const struct option_row *option_row(size_t i)
{
    return &options[i];
}

/* Hyphens and underscores are the same: --max-iter is max_iter. */
long option_find(const char *name, size_t n)
{
    for (size_t i = 0; i < option_count(); i++) {
        const char *own = options[i].name;
        size_t k = 0;

        while (k < n && own[k] &&
               (own[k] == name[k] || (own[k] == '_' && name[k] == '-')))
            k++;
        if (k == n && !own[k])
            return (long)i;
    }
    return -1;
}

bool verb_takes(const struct verb_row *v, const struct option_row *o)
{
    size_t n = strlen(o->name);

    if (o->general)
        return true;
    for (const char *at = v->options; (at = strstr(at, o->name)); at += n)
        if ((at == v->options || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

/* ---- reading a request ----------------------------------------------------------- */

const char *job_text(struct job *j, const char *name)
{
    const struct result *r = result_get(j->request, name);

    if (!r || r->kind == RES_NULL)
        return NULL;
    if (r->text)
        return r->text;
    if (r->kind == RES_INTEGER)
        return arena_printf(j->arena, "%lld", (long long)r->integer);
    if (r->kind == RES_NUMBER)
        return arena_printf(j->arena, "%.17g", r->number);
    return NULL;
}

bool job_flag(struct job *j, const char *name)
{
    const struct result *r = result_get(j->request, name);

    return r && (r->kind == RES_TRUTH ? r->truth : r->kind != RES_NULL);
}

static enum status bad_number(struct job *j, const char *name, const char *text,
                              const char *wanted)
{
    j->mistaken = text;
    return diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)}, "'%s' is %s", name,
                    wanted);
}

enum status job_integer(struct job *j, const char *name, long least, long most,
                        long normal, long *out)
{
    const char *text = job_text(j, name);
    char *end;

    *out = normal;
    if (!text)
        return ST_OK;
    *out = strtol(text, &end, 10);
    if (end == text || *end || *out < least || *out > most)
        return bad_number(
            j, name, text,
            arena_printf(j->arena, "a whole number from %ld to %ld", least, most));
    return ST_OK;
}

/* A closed expression, exactly. */
static enum status closed(struct job *j, const char *text, expr *out)
{
    struct formula f;
    enum status st;

    j->mistaken = text;
    st = expr_read(j->search.pool, text, strlen(text), NULL, &f, NULL, j->diag);
    if (st != ST_OK)
        return st;
    if (!expr_closed(j->search.pool, f.body))
        return diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                        "a number is wanted here");
    *out = f.body;
    j->mistaken = NULL;
    return ST_OK;
}

enum status job_double(struct job *j, const char *name, double normal, double *out)
{
    const char *text = job_text(j, name);
    enum status st;
    expr e;

    *out = normal;
    if (!text)
        return ST_OK;
    if ((st = closed(j, text, &e)) != ST_OK)
        return st;
    *out = constant_double(j->search.pool, e);
    return isfinite(*out) ? ST_OK : bad_number(j, name, text, "a finite number");
}

enum status job_formula(struct job *j, const char *const *declared, struct formula *out)
{
    const char *text = job_text(j, "expr");
    struct scope scope = {.names = declared};
    enum status st;

    if (!text)
        return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                        "an expression is missing");
    j->mistaken = text;
    st = expr_read(j->search.pool, text, strlen(text), &scope, out, &j->notes, j->diag);
    if (st == ST_OK && expr_kind(j->search.pool, out->body) >= EX_TRUE)
        st = diag_set(j->diag, ST_USAGE, (struct span){0, strlen(text)},
                      "an expression is wanted here, not a condition");
    return st;
}

enum status job_variable(struct job *j, const struct formula *f, expr *x)
{
    struct pool *p = j->search.pool;
    const char *text = job_text(j, "var");
    size_t n;
    expr *symbols = expr_symbols(p, f->body, &n);
    struct str list = str_in(j->arena);

    *x = pool_symbol(p, text ? text : "x");
    if (text || n == 0)
        return ST_OK;
    if (n == 1) {
        *x = symbols[0];
        return ST_OK;
    }
    for (size_t i = 0; i < n; i++) {
        if (symbols[i] == *x)
            return ST_OK;
        str_addf(&list, "%s%s", i ? ", " : "", expr_name(p, symbols[i]));
    }
    j->mistaken = job_text(j, "expr");
    diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "which of %s is the variable?",
             list.text);
    diag_help(j->diag, "name it: --var %s", expr_name(p, symbols[0]));
    return ST_USAGE;
}

enum status job_set(struct job *j, struct realset *on)
{
    const char *text = job_text(j, "on");
    enum status st;

    if (!text) {
        *on = realset_line(&j->search);
        return ST_OK;
    }
    j->mistaken = text;
    st = realset_read(&j->search, text, on, j->diag);
    if (st == ST_OK)
        j->mistaken = NULL;
    return st;
}

enum status job_question(struct job *j, struct formula *f, expr *x, struct realset *on)
{
    enum status st = job_formula(j, NULL, f);
    size_t n;
    expr *symbols;

    if (st != ST_OK || (st = job_variable(j, f, x)) != ST_OK ||
        (st = job_set(j, on)) != ST_OK)
        return st;
    symbols = expr_symbols(j->search.pool, f->body, &n);
    for (size_t i = 0; i < n; i++)
        if (symbols[i] != *x) {
            j->mistaken = job_text(j, "expr");
            return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                            "'%s' is a second variable; this question is about one",
                            expr_name(j->search.pool, symbols[i]));
        }
    return ST_OK;
}

/* The end of one `name=value` in a list: a comma outside brackets. */
static const char *item_end(const char *at)
{
    int depth = 0;

    for (; *at && (depth || *at != ','); at++)
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
    return at;
}

static enum status one_assignment(struct job *j, const char *name, const char *value,
                                  struct assignment **list, size_t *n)
{
    struct assignment *grown = arena_grow(j->arena, *list, *n, *n + 1, sizeof *grown);
    enum status st = closed(j, value, &grown[*n].value);

    grown[*n].name = name;
    *list = grown;
    ++*n;
    return st;
}

enum status job_assignments(struct job *j, const char *name, struct assignment **list,
                            size_t *n)
{
    const struct result *r = result_get(j->request, name);
    const char *text = job_text(j, name);
    enum status st = ST_OK;

    *list = NULL;
    *n = 0;
    if (r && r->kind == RES_FIELDS) {
        struct job inner = *j;

        inner.request = r;
        for (size_t i = 0; i < r->count && st == ST_OK; i++) {
            const char *value = job_text(&inner, r->names[i]);

            st = value ? one_assignment(j, r->names[i], value, list, n)
                       : diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                                  "'%s' of '%s' is a number", r->names[i], name);
        }
        return st;
    }
    for (const char *at = text; at && *at && st == ST_OK;) {
        const char *end = item_end(at), *equals = memchr(at, '=', (size_t)(end - at));

        while (*at == ' ')
            at++;
        if (!equals || equals == at) {
            j->mistaken = text;
            st = diag_set(j->diag, ST_USAGE,
                          (struct span){(size_t)(at - text), (size_t)(end - text)},
                          "expected NAME=VALUE");
            diag_help(j->diag, "write --%s x=2,y=3", name);
            return st;
        }
        st = one_assignment(
            j, arena_strndup(j->arena, at, (size_t)(equals - at)),
            arena_strndup(j->arena, equals + 1, (size_t)(end - equals - 1)), list, n);
        at = *end ? end + 1 : end;
    }
    return st;
}

/* Is it a name as the grammar knows names? */
static bool is_name(const char *text)
{
    return text[strspn(
               text,
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
               '\0' &&
           *text && !(*text >= '0' && *text <= '9');
}

enum status job_names(struct job *j, const char *name, const char *const **out)
{
    const struct result *r = result_get(j->request, name);
    const char *text = job_text(j, name);
    size_t n = 0, most = text ? strlen(text) : r ? r->count : 0;
    const char **names = arena_array(j->arena, most + 2, sizeof *names);

    *out = NULL;
    if (!r || r->kind == RES_NULL)
        return ST_OK;
    for (size_t i = 0; r->kind == RES_LIST && i < r->count; i++)
        names[n++] = result_string(r->items[i]) ? result_string(r->items[i]) : "";
    for (const char *at = text; at && *at;) {
        size_t length = strcspn(at += strspn(at, " "), ",");
        size_t used = length;

        while (used && at[used - 1] == ' ')
            used--;
        names[n++] = arena_strndup(j->arena, at, used);
        at += length + (at[length] == ',');
    }
    for (size_t i = 0; i < n; i++)
        if (!is_name(names[i])) {
            j->mistaken = text;
            return diag_set(j->diag, ST_USAGE, (struct span){0, text ? strlen(text) : 0},
                            "'%s' lists names, as in x,y", name);
        }
    *out = names;
    return n ? ST_OK
             : diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "'%s' names nothing",
                        name);
}

/* ---- parts of answers ------------------------------------------------------------ */

static const char *written(struct job *j, const struct syntax *s, enum notation how)
{
    struct str text = str_in(j->arena);

    syntax_print(&text, s, how);
    return text.text;
}

struct result *job_tree(struct job *j, const struct syntax *s)
{
    struct result *r =
        result_formula(j->arena, written(j, s, NOTE_PLAIN), written(j, s, NOTE_UNICODE),
                       j->cx->tex ? written(j, s, NOTE_TEX) : NULL);

    if (j->cx->draw_width)
        r->drawn = syntax_draw(s, j->cx->draw_ascii, j->cx->draw_width, j->arena);
    return r;
}

struct result *job_expr(struct job *j, expr e)
{
    return e == EXPR_NONE ? result_null(j->arena)
                          : job_tree(j, expr_show(j->search.pool, e, j->arena));
}

struct result *job_tidied(struct job *j, expr e)
{
    expr account = pool_take_demands(j->search.pool);

    e = algebra_tidy(j->search.pool, e);
    pool_swap_demands(j->search.pool, account);
    return job_expr(j, e);
}

struct result *job_infinite(struct job *j, int sign)
{
    return result_formula(j->arena, sign > 0 ? "inf" : "-inf", sign > 0 ? "∞" : "−∞",
                          sign > 0 ? "\\infty" : "-\\infty");
}

struct result *job_real(struct job *j, const struct real *r)
{
    return r->infinite ? job_infinite(j, r->infinite) : job_expr(j, r->exact);
}

struct result *job_number(struct job *j, double v)
{
    return isfinite(v) ? result_number(j->arena, v) : result_null(j->arena);
}

static void add_decimal(struct job *j, struct result *list, const mpfr_t v, int digits,
                        mpfr_rnd_t way)
{
    char *text = NULL;

    mpfr_asprintf(&text, "%.*R*g", digits, way, v);
    result_push(list, result_text(j->arena, text));
    mpfr_free_str(text);
}

struct result *job_enclosure(struct job *j, const struct ival *v, int digits)
{
    struct result *list = result_list(j->arena);

    add_decimal(j, list, v->lo, digits, MPFR_RNDD);
    add_decimal(j, list, v->hi, digits, MPFR_RNDU);
    return list;
}

struct result *job_point(struct job *j, struct real *r)
{
    struct result *point = result_fields(j->arena);

    real_refine(&j->search, r, 80);
    result_put(point, "x", job_real(j, r));
    result_put(point, "approx", job_number(j, r->approx));
    result_put(point, "enclosure", job_enclosure(j, &r->at, 20));
    return point;
}

/* ---- running ------------------------------------------------------------------- */

static enum verb_exit exit_of(enum status st)
{
    switch (st) {
    case ST_OK: return EXIT_DONE;
    case ST_SYNTAX:
    case ST_USAGE: return EXIT_BAD;
    case ST_DOMAIN: return EXIT_NO;
    case ST_UNABLE:
    case ST_LIMIT: return EXIT_GIVEN_UP;
    case ST_IO: return EXIT_ENVIRONMENT;
    }
    return EXIT_GIVEN_UP;
}

static void put_notes(struct job *j)
{
    struct result *list;

    if (!j->notes)
        return;
    list = result_list(j->arena);
    for (struct note *n = j->notes; n; n = n->next)
        result_push(list, result_text(j->arena, n->text));
    result_put(j->out, "notes", list);
}

static enum status unknown_verb(struct job *j, const char *name)
{
    const char *names[sizeof verbs / sizeof *verbs + 1], *near;
    size_t n = 0;

    for (size_t i = 0; i < verb_count(); i++)
        if (!verbs[i].hidden)
            names[n++] = verbs[i].name;
    names[n] = NULL;
    diag_set(j->diag, ST_USAGE, (struct span){0, 0}, "there is no command '%s'", name);
    if ((near = str_nearest(name, names)))
        diag_help(j->diag, "did you mean '%s'?", near);
    return ST_USAGE;
}

/* An option that the verb does not read would be silently ignored: so say it. */
static enum status check_options(struct job *j, const struct verb_row *v)
{
    for (size_t i = 0; i < j->request->count; i++) {
        const char *name = j->request->names[i];
        const char *arg = strstr(v->args, name);
        long o = option_find(name, strlen(name));

        if (!strcmp(name, "command") || !strcmp(name, "id") ||
            (arg && (arg == v->args || arg[-1] == ' ')) || !strcmp(name, "task") ||
            !strcmp(name, "given"))
            continue;
        if (o < 0 || !verb_takes(v, option_row((size_t)o)))
            return diag_set(j->diag, ST_USAGE, (struct span){0, 0},
                            "'%s' has no option '%s'", v->name, name);
    }
    return ST_OK;
}

struct verb_answer verb_run(const struct verb_context *cx, const struct result *request)
{
    struct verb_answer answer = {.exit = EXIT_DONE};
    struct job j = {
        .cx = cx, .request = request, .arena = cx->arena, .diag = &answer.diag};
    const char *name = job_text(&j, "command"), *input = job_text(&j, "expr");
    long verb = name ? verb_find(name) : -1;
    enum status st;

    j.out = answer.result = result_fields(cx->arena);
    result_put_text(j.out, "command", name ? name : "");
    result_put_text(j.out, "input", input ? input : "");
    if (verb < 0) {
        st = unknown_verb(&j, name ? name : "");
    } else {
        j.search = (struct search){pool_new(cx->arena, POOL_LIMIT), cx->budget};
        st = check_options(&j, &verbs[verb]);
        if (st == ST_OK)
            st = runs[verb](&j);
        if (st == ST_OK)
            st = pool_status(j.search.pool, &answer.diag);
    }
    answer.exit = st == ST_OK ? j.exit : exit_of(st);
    answer.mistaken = j.mistaken;
    if (st != ST_OK)
        result_put(j.out, "error", result_error(cx->arena, &answer.diag));
    else
        answer.diag.status = ST_OK;
    put_notes(&j);
    return answer;
}
