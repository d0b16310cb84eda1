/* overview.c: `gradus EXPR`: what an expression is worth knowing for, a line a fact. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *word(const struct result *r, const char *name, const struct manner *m)
{
    const struct result *v = result_get(r, name);

    if (!v || v->kind == RES_NULL)
        return NULL;
    return m->pretty && !m->ascii && v->pretty ? v->pretty : v->text;
}

static const char *point(struct arena *a, const struct result *r, const char *exact,
                         const char *approx, const struct manner *m)
{
    const char *text = word(r, exact, m);
    const struct result *v = result_get(r, approx);

    return text                         ? text
           : v && v->kind == RES_NUMBER ? arena_printf(a, "%.10g", v->number)
                                        : "?";
}

static struct verb_answer ask(struct arena *a, struct world *w,
                              const struct manner *manner, const char *command,
                              const char *text)
{
    struct verb_context cx = world_context(w, a, manner);
    struct result *request = result_fields(a);

    result_put_text(request, "command", command);
    result_put_text(request, "expr", text);
    return verb_run(&cx, request);
}

static void add_roots(struct arena *a, struct str *out, const struct result *r,
                      const struct manner *m)
{
    const struct result *list = result_get(r, "roots"),
                        *complete = result_get(r, "complete");

    if (!list)
        return;
    str_add(out, "zeros        ");
    for (size_t i = 0; i < list->count; i++)
        str_addf(out, "%s%s", i ? ", " : "", point(a, list->items[i], "x", "approx", m));
    str_add(out, list->count ? "" : "none");
    str_addf(out, "%s\n", complete->truth ? "" : "  (not complete)");
}

static void add_critical(struct arena *a, struct str *out, const struct result *r,
                         const struct manner *m)
{
    const struct result *list = result_get(r, "critical"),
                        *complete = result_get(r, "complete");

    str_add(out, "critical     ");
    for (size_t i = 0; i < list->count; i++) {
        const char *type = word(list->items[i], "type", m);

        if (result_get(list->items[i], "from"))
            str_addf(out, "%s[%s, %s] constant", i ? ", " : "",
                     point(a, list->items[i], "from", "", m),
                     point(a, list->items[i], "to", "", m));
        else
            str_addf(out, "%s%s %s", i ? ", " : "",
                     point(a, list->items[i], "x", "approx", m),
                     type ? type : "(not decided)");
    }
    str_add(out, list->count ? "" : "none");
    str_addf(out, "%s\n", complete->truth ? "" : "  (not complete)");
}

static void add_global(struct arena *a, struct str *out, const struct result *r,
                       const char *name, const char *called, const char *bound,
                       const struct manner *m)
{
    const struct result *g = result_get(r, name), *attained = result_get(g, "attained"),
                        *at;

    str_add(out, called);
    if (!attained) {
        str_add(out, "not decided\n");
    } else if (!attained->truth) {
        str_addf(out, "none (bound %s)\n",
                 point(a, g, bound, arena_printf(a, "%s_approx", bound), m));
    } else {
        at = result_get(g, "at");
        str_addf(out, "%s at ", point(a, g, "value", "value_approx", m));
        for (size_t i = 0; i < at->count; i++)
            str_addf(out, "%s%s", i ? ", " : "",
                     result_get(at->items[i], "from")
                         ? arena_printf(a, "[%s, %s]",
                                        point(a, at->items[i], "from", "", m),
                                        point(a, at->items[i], "to", "", m))
                         : point(a, at->items[i], "x", "approx", m));
        str_addc(out, '\n');
    }
}

int overview_run(const char *text, const struct manner *manner)
{
    struct arena *a = arena_new();
    struct world w;
    struct verb_answer diff = ask(a, &w, manner, "diff", text), answer;
    struct str out = str_in(a);
    int exit = (int)diff.exit;

    if (diff.diag.status != ST_OK || manner->json || manner->drawn) {
        answer = diff.diag.status != ST_OK ? diff : ask(a, &w, manner, "extrema", text);
        exit = show_answer(a, &answer, manner);
        arena_free(a);
        return exit;
    }
    answer = ask(a, &w, manner, "eval", text);
    if (answer.diag.status == ST_OK) {
        exit = show_answer(a, &answer, manner);
        arena_free(a);
        return exit;
    }
    str_addf(&out, "f'           %s%s%s\n", word(diff.result, "derivative", manner),
             word(diff.result, "where", manner) ? "  for " : "",
             word(diff.result, "where", manner) ? word(diff.result, "where", manner)
                                                : "");
    answer = ask(a, &w, manner, "roots", text);
    if (answer.diag.status == ST_OK)
        add_roots(a, &out, answer.result, manner);
    answer = ask(a, &w, manner, "extrema", text);
    if (answer.diag.status == ST_OK) {
        str_addf(&out, "domain       %s\n", word(answer.result, "domain", manner));
        add_critical(a, &out, answer.result, manner);
        add_global(a, &out, answer.result, "global_max", "maximum      ", "sup", manner);
        add_global(a, &out, answer.result, "global_min", "minimum      ", "inf", manner);
    }
    write_all(STDOUT_FILENO, out.text, out.len);
    exit = (int)answer.exit;
    arena_free(a);
    return exit == EXIT_BAD ? EXIT_DONE : exit;
}
