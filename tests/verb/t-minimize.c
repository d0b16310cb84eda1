/* t-minimize.c: requests to walk downhill, and what is answered. */
#include "verb/verb.h"

#include "tap.h"

static struct verb_answer ask(struct arena *a, const char *json)
{
    struct budget budget = budget_of(10000000);
    struct verb_context cx = {.arena = a, .budget = &budget};
    struct result *request = NULL;
    struct diag d = {0};

    ok(json_read(a, json, strlen(json), &request, &d) == ST_OK, "%s", json);
    return verb_run(&cx, request);
}

static double number(const struct result *r)
{
    return !r ? NAN : r->kind == RES_INTEGER ? (double)r->integer : r->number;
}

static double at(const struct verb_answer *v, const char *name)
{
    return number(result_get(result_get(v->result, "x"), name));
}

static const char *text(const struct verb_answer *v, const char *name)
{
    return result_string(result_get(v->result, name));
}

static bool truth(const struct verb_answer *v, const char *name)
{
    const struct result *r = result_get(v->result, name);

    return r && r->kind == RES_TRUTH && r->truth;
}

static void trace(struct arena *a)
{
    static const double want[] = {3, 2.4, 1.92, 1.536};
    struct verb_answer v =
        ask(a, "{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":{\"x\":3},"
               "\"method\":\"gd\",\"rate\":0.1,\"max_iter\":3,\"trace\":true}");
    const struct result *list = result_get(v.result, "trace");

    is_int(v.exit, EXIT_GIVEN_UP, "three steps are not enough");
    is_int(list ? list->count : 0, 4, "the start and three steps");
    for (size_t k = 0; list && k < list->count; k++) {
        const struct result *moment = list->items[k];

        is_int(number(result_get(moment, "k")), k, "k of %zu", k);
        is_double(number(result_get(result_get(moment, "x"), "x")), want[k], 1e-15,
                  "x of %zu", k);
        is_double(number(result_get(moment, "f")), want[k] * want[k], 1e-14, "f of %zu",
                  k);
    }
}

static void points(struct arena *a)
{
    static const struct {
        const char *json, *x;
        double value, fun;
        const char *classified;
    } rows[] = {
        {"{\"command\":\"minimize\",\"expr\":\"(w1-5)^2+(w2-3)^2\",\"from\":\"w1=0,w2="
         "0\"}",
         "w2", 3, 0, "minimum"},
        {"{\"command\":\"maximize\",\"expr\":\"x e^-x\",\"from\":{\"x\":0}}", "x", 1,
         0.36787944117144233, "maximum"},
        {"{\"command\":\"minimize\",\"expr\":\"sum(i,1,3,(y[i]-a)^2)\",\"from\":{\"a\":0}"
         ","
         "\"consts\":{\"y\":[1,2,6]}}",
         "a", 3, 14, "minimum"},
        {"{\"command\":\"minimize\",\"expr\":\"sum(i,1,3,(y[i]-a "
         "u[i])^2)\",\"from\":\"a=0\","
         "\"consts\":\"y=2,4,6,u=1,2,3\"}",
         "a", 2, 0, "minimum"},
        {"{\"command\":\"minimize\",\"expr\":\"sum(i,1,2,(x[i]-i)^2)\","
         "\"from\":{\"x[1]\":0,\"x[2]\":\"1/3\"}}",
         "x[2]", 2, 0, "minimum"},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=3\",\"bounds\":{\"x\":["
         "1,null]}}",
         "x", 1, 1, "unknown"},
        {"{\"command\":\"minimize\",\"expr\":\"x^2+y^2\",\"from\":\"x=3,y=2\","
         "\"bounds\":\"x=[1,inf], y=[-1,5]\"}",
         "x", 1, 1, "unknown"},
        {"{\"command\":\"minimize\",\"expr\":\"|x-2|\",\"from\":\"x=0\"}", "x", 2, 0,
         "unknown"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verb_answer v = ask(a, rows[i].json);

        is_int(v.exit, EXIT_DONE, "done: %s", text(&v, "message"));
        ok(truth(&v, "success"), "success");
        is_double(at(&v, rows[i].x), rows[i].value, 1e-7, "%s", rows[i].x);
        is_double(number(result_get(v.result, "fun")), rows[i].fun, 1e-9, "fun");
        is_str(text(&v, "classified"), rows[i].classified, "class");
        is_int(truth(&v, "certified"), strcmp(rows[i].classified, "unknown") != 0,
               "a class is told only with a proof");
    }
}

static void unfinished(struct arena *a)
{
    static const struct {
        const char *json, *status;
    } rows[] = {
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=3\",\"method\":\"gd\","
         "\"rate\":1.05}",
         "diverged"},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=3\",\"method\":\"gd\","
         "\"rate\":1}",
         "stalled"},
        {"{\"command\":\"minimize\",\"expr\":\"x\",\"from\":\"x=3\"}", "diverged"},
        {"{\"command\":\"maximize\",\"expr\":\"x^2\",\"from\":\"x=3\"}", "diverged"},
        {"{\"command\":\"minimize\",\"expr\":\"x^3\",\"from\":\"x=0\",\"method\":\"gd\"}",
         "saddle"},
        {"{\"command\":\"minimize\",\"expr\":\"x - 2 sqrt(x)\",\"from\":\"x=4\","
         "\"method\":\"gd\",\"rate\":20}",
         "diverged"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verb_answer v = ask(a, rows[i].json);

        is_int(v.exit, EXIT_GIVEN_UP, "given up: %s", text(&v, "message"));
        ok(!truth(&v, "success"), "no success");
        is_str(text(&v, "status"), rows[i].status, "status");
        ok(text(&v, "remedy") != NULL, "remedy: %s", text(&v, "remedy"));
    }
}

static void refused(struct arena *a)
{
    static const struct {
        const char *json;
        enum status status;
    } rows[] = {
        {"{\"command\":\"minimize\",\"expr\":\"x^2\"}", ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x y\",\"from\":\"x=1\"}", ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x+\",\"from\":\"x=1\"}", ST_SYNTAX},
        {"{\"command\":\"minimize\",\"expr\":\"ln(x)\",\"from\":\"x=-1\"}", ST_DOMAIN},
        {"{\"command\":\"minimize\",\"expr\":\"x/x\",\"from\":\"x=0\"}", ST_DOMAIN},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1,x=2\"}", ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"2=1\"}", ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1\",\"method\":"
         "\"adm\"}",
         ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1\",\"method\":\"gd\","
         "\"beta1\":0.9}",
         ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1\",\"bounds\":\"x=[2,"
         "3]\"}",
         ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1\",\"bounds\":\"x="
         "2\"}",
         ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"x^2\",\"from\":\"x=1\",\"bounds\":\"y=[0,"
         "1]\"}",
         ST_USAGE},
        {"{\"command\":\"minimize\",\"expr\":\"sum(i,1,3,(y[i]-a)^2)\",\"from\":\"a=0\","
         "\"consts\":{\"y\":[1,2]}}",
         ST_USAGE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct verb_answer v = ask(a, rows[i].json);

        is_int(v.diag.status, rows[i].status, "%s", v.diag.message);
        ok(result_get(v.result, "error") != NULL, "told as an error");
    }
}

int main(void)
{
    struct arena *a = arena_new();

    trace(a);
    points(a);
    unfinished(a);
    refused(a);
    arena_free(a);
    return done_testing();
}
