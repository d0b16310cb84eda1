/* benchfacts.c: what the verbs know about a function of one variable. */
#include "tui/bench.h"
#include "verb/verb.h"

#include <math.h>
#include <string.h>

/* Work for one question, and milliseconds where there is a clock. */
enum { WORK = 3000000, PATIENCE = 1500 };

struct asking {
    struct app *app;
    struct facts *facts;
    int64_t until;
};

/* ---- questions ------------------------------------------------------------------------ */

static bool is_over(void *context)
{
    const struct asking *q = context;

    if (q->app->interrupted && q->app->interrupted(NULL))
        return true;
    return q->app->clock && q->app->clock() > q->until;
}

static struct verb_answer ask(struct asking *q, const char *verb, bool steps,
                              const char *to)
{
    struct facts *f = q->facts;
    struct budget budget = budget_of(WORK);
    struct verb_context cx = {.arena = f->arena, .budget = &budget};
    struct result *r = result_fields(f->arena);

    q->until = q->app->clock ? q->app->clock() + PATIENCE : 0;
    budget.expired = is_over;
    budget.context = q;
    result_put_text(r, "command", verb);
    result_put_text(r, "expr", f->typed);
    result_put_text(r, "var", f->name);
    if (steps)
        result_put_truth(r, "steps", true);
    if (to)
        result_put_text(r, "to", to);
    else if (f->on && strcmp(verb, "diff") != 0)
        result_put_text(r, "on", f->on);
    return verb_run(&cx, r);
}

static void note_in(struct facts *f, enum style style, const char *says)
{
    if (says && f->note_count < NOTES_MAX) {
        f->notes[f->note_count].style = style;
        f->notes[f->note_count++].says = says;
    }
}

/* The same for what stays open. */
static void doubt(struct facts *f, const char *says)
{
    f->proved = false;
    note_in(f, STYLE_BAD, says);
}

/* A question without an answer: what was asked, and why there is none. */
static bool answered(struct facts *f, const struct verb_answer *answer, const char *asked)
{
    enum status st = answer->diag.status;

    if (st == ST_OK)
        return true;
    if (st == ST_LIMIT)
        doubt(f, arena_printf(f->arena, "%s: not decided in time", asked));
    else
        doubt(f, arena_printf(f->arena, "%s: %s", asked, answer->diag.message));
    return false;
}

/* ---- answers --------------------------------------------------------------------------- */

static const char *shown(const struct facts *f, const struct result *r)
{
    return answer_text(r, f->ascii);
}

/* Doubts the list of an answer that is not said to be complete. */
static void check_complete(struct facts *f, const struct result *answer,
                           const char *doubts)
{
    const struct result *complete = result_get(answer, "complete");

    if (!complete || !complete->truth)
        doubt(f, doubts);
}

static double number_of(const struct result *r, double otherwise)
{
    return r && r->kind == RES_NUMBER    ? r->number
           : r && r->kind == RES_INTEGER ? (double)r->integer
                                         : otherwise;
}

static bool is_text(const struct result *r, const char *text)
{
    const char *s = result_string(r);

    return s && !strcmp(s, text);
}

/* "25/16" where it is short, else its first digits. */
static const char *short_text(const struct facts *f, const struct result *exact,
                              double approx)
{
    const char *text = shown(f, exact);

    if (text && utf8_columns(text, strlen(text)) <= 8)
        return text;
    if (!isfinite(approx))
        return text ? text : "?";
    return arena_printf(f->arena, f->ascii ? "~%.4g" : "\u2248%.4g", approx);
}

static struct spot *add_spot(struct facts *f, enum spot_kind kind, const struct result *r)
{
    struct spot *s;
    double at = number_of(result_get(r, "approx"), NAN);

    if (f->count == SPOTS_MAX || !isfinite(at))
        return NULL;
    s = &f->spots[f->count++];
    *s = (struct spot){.kind = kind, .at = at};
    s->x = short_text(f, result_get(r, "x"), at);
    s->exact = shown(f, result_get(r, "x"));
    s->height = number_of(result_get(r, "value_approx"), NAN);
    s->value = short_text(f, result_get(r, "value"), s->height);
    return s;
}

static enum spot_kind kind_of(const struct result *type)
{
    return is_text(type, "max")   ? SPOT_MAX
           : is_text(type, "min") ? SPOT_MIN
           : !type || !type->text ? SPOT_OPEN
                                  : SPOT_NEITHER;
}

static const char *why_of(const struct result *r, enum spot_kind kind)
{
    if (is_text(result_get(r, "why"), "undefined"))
        return "no f\u2032 here";
    if (is_text(result_get(r, "test"), "second derivative"))
        return kind == SPOT_MIN ? "f\u2033 > 0" : "f\u2033 < 0";
    switch (kind) {
    case SPOT_MAX: return "f\u2032 + to \u2212";
    case SPOT_MIN: return "f\u2032 \u2212 to +";
    case SPOT_NEITHER: return "f\u2032 = 0";
    default: return "not decided";
    }
}

static void add_stretch(struct facts *f, const struct result *r)
{
    const char *type = result_string(result_get(r, "type"));
    bool one = type && (!strcmp(type, "min") || !strcmp(type, "max"));

    note_in(f, STYLE_PLAIN,
            arena_printf(f->arena, "f is constant from %s to %s%s%s",
                         shown(f, result_get(r, "from")), shown(f, result_get(r, "to")),
                         one ? ": a local " : "", one ? type : ""));
}

static void add_critical(struct facts *f, const struct result *list)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const struct result *r = list->items[i];
        enum spot_kind kind = kind_of(result_get(r, "type"));
        struct spot *s;

        if (result_get(r, "from")) {
            add_stretch(f, r);
            continue;
        }
        s = add_spot(f, kind, r);
        if (s)
            s->why = why_of(r, kind);
    }
}

static void add_ends(struct facts *f, const struct result *list)
{
    for (size_t i = 0; list && i < list->count; i++) {
        struct spot *s =
            add_spot(f, kind_of(result_get(list->items[i], "type")), list->items[i]);

        if (s) {
            s->end = true;
            s->why = "endpoint";
        }
    }
}

static void add_bound(struct facts *f, const char *bound, enum spot_kind kind)
{
    const char *which = kind == SPOT_MAX ? "greatest" : "least";

    if (!bound || strstr(bound, "inf") || strstr(bound, "\u221e"))
        note_in(f, STYLE_PLAIN,
                arena_printf(f->arena, "No %s value: f is not bounded %s.", which,
                             kind == SPOT_MAX ? "above" : "below"));
    else
        note_in(f, STYLE_PLAIN,
                arena_printf(f->arena, "No %s value: f comes near %s and never takes it.",
                             which, bound));
}

/* Marks where the greatest or least value is taken, or tells the bound. */
static void add_global(struct facts *f, const struct result *r, enum spot_kind kind)
{
    const struct result *attained = result_get(r, "attained"), *at = result_get(r, "at");
    const char *which = kind == SPOT_MAX ? "greatest" : "least";
    const char *bound = shown(f, result_get(r, kind == SPOT_MAX ? "sup" : "inf"));

    if (!attained) {
        doubt(f, arena_printf(f->arena, "The %s value is not decided.", which));
        return;
    }
    if (!attained->truth) {
        add_bound(f, bound, kind);
        return;
    }
    for (size_t i = 0; at && i < at->count; i++) {
        double x = number_of(result_get(at->items[i], "approx"), NAN);

        for (size_t k = 0; k < f->count; k++) {
            if (f->spots[k].kind == kind && f->spots[k].at == x)
                f->spots[k].global = true;
        }
    }
}

static void add_families(struct facts *f, const struct result *list, const char *what)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const char *type = result_string(result_get(list->items[i], "type"));

        note_in(f, STYLE_PLAIN,
                arena_printf(f->arena, "%s for every whole k: %s = %s",
                             type ? type : what, f->name,
                             shown(f, result_get(list->items[i], "x"))));
    }
}

static void add_open(struct facts *f, const struct result *list)
{
    for (size_t i = 0; list && i < list->count && i < 3; i++) {
        const struct result *r = list->items[i];
        double from = number_of(result_get(r, "from"), NAN),
               to = number_of(result_get(r, "to"), NAN);

        if (isfinite(from) && isfinite(to))
            doubt(f,
                  arena_printf(f->arena, "Not decided between %.6g and %.6g.", from, to));
    }
}

static void sort_spots(struct spot *s, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct spot moving = s[i];
        size_t k = i;

        for (; k && s[k - 1].at > moving.at; k--)
            s[k] = s[k - 1];
        s[k] = moving;
    }
}

/* ---- the ends of the domain --------------------------------------------------------- */

static double number_in(struct facts *f, const char *text, size_t n)
{
    struct scope none = {NULL, true, false};
    struct formula at;
    struct diag unused;

    if (expr_read(f->search.pool, text, n, &none, &at, NULL, &unused) != ST_OK ||
        !expr_closed(f->search.pool, at.body))
        return NAN;
    return constant_double(f->search.pool, at.body);
}

/* Of "[lo, b) U ... (a, hi]"; NaN where it has no end, or is told otherwise. */
static void find_ends(struct facts *f, const char *domain)
{
    size_t n = domain ? strlen(domain) : 0;
    const char *comma = n ? strchr(domain, ',') : NULL,
               *last = n ? strrchr(domain, ',') : NULL;

    f->from = f->to = NAN;
    if (!comma || !strchr("([", domain[0]) || !strchr(")]", domain[n - 1]))
        return;
    f->from = number_in(f, domain + 1, (size_t)(comma - domain - 1));
    f->to = number_in(f, last + 1, (size_t)(domain + n - 1 - (last + 1)));
}

/* An end of a stretch: a number, or infinity. */
static double end_in(struct facts *f, const char *text, size_t n)
{
    if (n >= 3 && !strncmp(text + n - 3, "inf", 3))
        return text[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    return number_in(f, text, n);
}

/* The length of text up to a comma or bracket that closes none opened in it. */
static size_t operand(const char *text)
{
    int depth = 0;
    size_t n = 0;

    for (; text[n] && !(depth == 0 && strchr(",)", text[n])); n++)
        depth += text[n] == '(' ? 1 : text[n] == ')' ? -1 : 0;
    return n;
}

/* "sign of f': + on (a, b), - on (b, c)" */
static void read_signs(struct facts *f, const char *text)
{
    static const char on[] = " on (";

    while (text && (text = strstr(text, on)) && f->stretch_count < NOTES_MAX) {
        char sign = text[-1];
        const char *lo = text + sizeof on - 1, *hi;
        size_t n = operand(lo);

        if (lo[n] != ',')
            return;
        hi = lo + n + 2;
        f->stretches[f->stretch_count].sign = sign;
        f->stretches[f->stretch_count].from = end_in(f, lo, n);
        f->stretches[f->stretch_count++].to = end_in(f, hi, operand(hi));
        text = hi;
    }
}

/* The proof and the signs of f' stand among the lines of the story. */
static void add_story(struct facts *f, const struct result *steps)
{
    static const char factor[] = "factor: ";

    for (size_t i = 0; steps && i < steps->count; i++) {
        const struct result *says = result_get(steps->items[i], "says"),
                            *rule = result_get(steps->items[i], "rule");
        const char *text = shown(f, says), *equals;

        if (!text)
            continue;
        equals = strstr(text, " = ");
        if (is_text(rule, "factor") && !strncmp(text, factor, sizeof factor - 1) &&
            equals)
            f->factored = equals + 3;
        else if (is_text(rule, "signs")) {
            read_signs(f, result_string(says));
            note_in(f, STYLE_PLAIN, text);
        } else if (is_text(rule, "complete"))
            note_in(f, STYLE_GOOD, text);
    }
}

/* ---- the questions in turn ------------------------------------------------------------- */

static void find_extrema(struct asking *q)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "extrema", true, NULL);
    const struct result *r = answer.result;
    const char *period = result_string(result_get(r, "period"));

    if (!answered(f, &answer, "Extrema"))
        return;
    f->domain = shown(f, result_get(r, "domain"));
    find_ends(f, result_string(result_get(r, "domain")));
    if (period)
        f->period = number_in(f, period, strlen(period));
    add_critical(f, result_get(r, "critical"));
    add_ends(f, result_get(r, "ends"));
    sort_spots(f->spots, f->count);
    add_story(f, result_get(r, "steps"));
    add_global(f, result_get(r, "global_max"), SPOT_MAX);
    add_global(f, result_get(r, "global_min"), SPOT_MIN);
    add_families(f, result_get(r, "families"), "critical");
    add_open(f, result_get(r, "open"));
    check_complete(f, r, "The list may not be complete.");
}

static void find_zeros(struct asking *q)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "roots", false, NULL);
    const struct result *list = result_get(answer.result, "roots");

    if (!answered(f, &answer, "Zeros"))
        return;
    for (size_t i = 0; list && i < list->count; i++) {
        struct spot *s = add_spot(f, SPOT_ZERO, list->items[i]);

        if (s)
            s->height = 0;
    }
    add_families(f, result_get(answer.result, "families"), "zero");
    check_complete(f, answer.result, "There may be more zeros.");
}

static void find_inflections(struct asking *q)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "convex", false, NULL);
    const struct result *list = result_get(answer.result, "inflections");

    if (!answered(f, &answer, "Bending"))
        return;
    f->second = shown(f, result_get(answer.result, "second_derivative"));
    for (size_t i = 0; list && i < list->count; i++) {
        struct spot *s = add_spot(f, SPOT_INFLECTION, list->items[i]);

        if (s)
            s->height = curve_at(f->curve, s->at);
    }
    check_complete(f, answer.result, "There may be more inflections.");
}

/* A point c between two pieces of the domain, "... , c) U (c, ...": the limit tells a hole
 * from a pole. */
static void add_gap(struct asking *q, const char *c)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "limit", false, c);
    const struct result *limit = result_get(answer.result, "limit"),
                        *left = result_get(answer.result, "left"),
                        *right = result_get(answer.result, "right");
    double height = number_of(result_get(answer.result, "limit_approx"), NAN);
    bool infinite = is_text(limit, "inf") || is_text(limit, "-inf") ||
                    is_text(left, "inf") || is_text(left, "-inf") ||
                    is_text(right, "inf") || is_text(right, "-inf");
    double at = number_in(f, c, strlen(c));
    struct spot *s;

    if (answer.diag.status != ST_OK || f->count == SPOTS_MAX ||
        (!infinite && !isfinite(height)) || !isfinite(at))
        return;
    s = &f->spots[f->count++];
    *s = (struct spot){.kind = infinite ? SPOT_POLE : SPOT_HOLE,
                       .x = c,
                       .value = infinite ? NULL : short_text(f, limit, height),
                       .height = infinite ? NAN : height};
    s->exact = f->ascii ? c : text_math(f->arena, c, NULL);
    s->at = at;
}

static void find_gaps(struct asking *q)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "domain", false, NULL);
    const char *domain = result_string(result_get(answer.result, "domain"));

    if (!answered(f, &answer, "Domain"))
        return;
    for (const char *at = domain; at && (at = strstr(at, ") U (")); at += 5) {
        size_t n = strcspn(at + 5, ",");
        const char *c = arena_strndup(f->arena, at + 5, n);

        if (at >= domain + n && !strncmp(at - n, c, n))
            add_gap(q, c);
    }
}

static enum status find_derivative(struct asking *q, struct diag *d)
{
    struct facts *f = q->facts;
    struct verb_answer answer = ask(q, "diff", true, NULL);

    if (answer.diag.status != ST_OK && answer.diag.status != ST_LIMIT) {
        *d = answer.diag;
        return d->status;
    }
    if (!answered(f, &answer, "Derivative"))
        return ST_OK;
    f->f_text = shown(f, result_get(answer.result, "f"));
    f->derivative = shown(f, result_get(answer.result, "derivative"));
    derivation_read(&f->working, answer.result, f->ascii);
    return ST_OK;
}

/* ---- reading ------------------------------------------------------------------------------ */

static enum status read_function(struct facts *f, struct diag *d)
{
    struct pool *p = f->search.pool;
    struct span all = {0, strlen(f->typed)};
    enum status st = expr_read(p, f->typed, all.to, NULL, &f->f, NULL, d);
    expr *symbols;
    size_t n;

    if (st != ST_OK)
        return st;
    symbols = expr_symbols(p, f->f.body, &n);
    if (n > 1)
        return diag_set(d, ST_USAGE, all,
                        "a function of one letter is needed; this one has %zu", n);
    f->x = n ? symbols[0] : pool_symbol(p, "x");
    f->name = expr_name(p, f->x);
    return curve_new(f->arena, p, &f->f, f->x, &f->curve, d);
}

/* The interval is read by the verb; only its own mistakes come back from there. */
static enum status check_interval(struct asking *q, const char *typed, struct diag *d)
{
    struct verb_answer answer;

    if (!q->facts->on)
        return ST_OK;
    answer = ask(q, "domain", false, NULL);
    if (answer.diag.status == ST_OK || answer.diag.status == ST_LIMIT ||
        answer.diag.status == ST_UNABLE)
        return ST_OK;
    *d = answer.diag;
    if (answer.mistaken && !strcmp(answer.mistaken, q->facts->on)) {
        size_t before = strlen(typed) - strlen(q->facts->on);

        d->at.from += before;
        d->at.to += before;
    }
    return d->status;
}

enum status facts_of(struct app *app, struct arena *a, const char *typed, bool ascii,
                     struct facts **out, struct diag *d)
{
    struct facts *f = arena_alloc(a, sizeof *f);
    struct asking q = {app, f, 0};
    char *text = arena_strdup(a, typed), *on = strstr(text, " on ");
    enum status st;

    *f = (struct facts){.arena = a,
                        .search = app_search(app, a),
                        .ascii = ascii,
                        .proved = true,
                        .from = NAN,
                        .to = NAN,
                        .period = NAN};
    if (on) {
        *on = '\0';
        f->on = on + 4;
    }
    f->typed = f->f_text = text;
    st = read_function(f, d);
    if (st == ST_OK)
        st = check_interval(&q, typed, d);
    if (st == ST_OK)
        st = find_derivative(&q, d);
    if (st != ST_OK)
        return st;
    find_extrema(&q);
    find_zeros(&q);
    find_inflections(&q);
    find_gaps(&q);
    *out = f;
    return ST_OK;
}
