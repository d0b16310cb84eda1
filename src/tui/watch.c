/* watch.c: a typed wish as a descent: "x^2 from 3 rate 0.1". */
#include "tui/internal.h"

#include <math.h>
#include <string.h>

/* Splits off what follows a word between blanks; NULL if it does not occur. */
static char *cut_at(char *text, const char *word)
{
    char *at = strstr(text, word);

    if (!at)
        return NULL;
    *at = '\0';
    return at + strlen(word);
}

static enum status read_number(const struct search *s, const char *text, double *out,
                               struct diag *d)
{
    struct scope none = {NULL, true, false};
    struct formula f;
    enum status st = expr_read(s->pool, text, strlen(text), &none, &f, NULL, d);

    if (st != ST_OK)
        return st;
    *out = expr_closed(s->pool, f.body) ? constant_double(s->pool, f.body) : NAN;
    if (!isfinite(*out))
        return diag_set(d, ST_USAGE, (struct span){0, strlen(text)},
                        "'%.40s' is no number", text);
    return ST_OK;
}

static enum status read_function(struct arena *a, const struct search *s,
                                 const char *text, struct descent *out, struct diag *d)
{
    size_t n;
    expr *symbols;
    enum status st = expr_read(s->pool, text, strlen(text), NULL, &out->f, NULL, d);

    if (st != ST_OK)
        return st;
    symbols = expr_symbols(s->pool, out->f.body, &n);
    if (n != 1)
        return diag_set(d, ST_USAGE, (struct span){0, strlen(text)},
                        "a function of one letter is needed, as x^2");
    out->f_text = text;
    out->dimension = 1;
    out->vars = arena_array(a, 1, sizeof *out->vars);
    out->vars[0] = symbols[0];
    out->var_names = arena_array(a, 1, sizeof *out->var_names);
    out->var_names[0] = expr_name(s->pool, symbols[0]);
    return ST_OK;
}

enum status watch_read(struct app *app, struct arena *a, const struct search *s,
                       const char *text, const char *start, const char *rate,
                       struct descent **out, struct diag *d)
{
    struct descent *descent = arena_alloc(a, sizeof *descent);
    struct descent_run *run = arena_alloc(a, sizeof *run);
    char *f = arena_strdup(a, text);
    const char *typed_rate = cut_at(f, " rate "), *typed_start = cut_at(f, " from ");
    enum status st = read_function(a, s, f, descent, d);

    (void)app;
    rate = typed_rate ? typed_rate : rate ? rate : "1/10";
    start = typed_start ? typed_start : start ? start : "1";
    run->method = "gd";
    run->rate_text = rate;
    run->start = arena_array(a, 1, sizeof *run->start);
    if (st == ST_OK)
        st = read_number(s, start, run->start, d);
    if (st == ST_OK)
        st = read_number(s, rate, &run->rate, d);
    if (st == ST_OK && run->rate <= 0)
        st = diag_set(d, ST_USAGE, (struct span){0, 0}, "the rate has to be above 0");
    descent->count = 1;
    descent->runs = run;
    descent->max_iter = 40;
    descent->fps = 4;
    descent->momentum = -1;
    *out = descent;
    return st;
}

void watch_open(struct app *app, const char *text, const char *start, const char *rate)
{
    struct arena *a = arena_new();
    struct search s = app_search(app, a);
    struct descent *descent;
    struct diag d = {0};
    struct view *view;

    if (watch_read(app, a, &s, text, start, rate, &descent, &d) != ST_OK) {
        app_say(app, "%s", d.message);
        arena_free(a);
        return;
    }
    view = theatre_new(app, a, &s, descent, "One dimension");
    if (view)
        app_push(app, view);
}
