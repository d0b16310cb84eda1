/* t-value.c: authors' expressions, as they print. */
#include "course/course.h"
#include "tap.h"

static const char *const vars[] = {"x", NULL};

struct row {
    const char *text, *value;
};

/* m = 2, f = x^3 - 3x, S = {-1, 1}, it = gd(x^2, 3, 1/10, 4), M = extrema(f) on [-2, 3] */
static const struct row plain[] = {
    {"1/2 + 1/3", "5/6"},
    {"0.1", "1/10"},
    {"m^3 - 1", "7"},
    {"-m", "-2"},
    {"f", "x^3 - 3*x"},
    {"m*(x - 1)^2", "2*(x - 1)^2"},
    {"diff(f)", "3*x^2 - 3"},
    {"diff(f, x, 2)", "6*x"},
    {"value(f, at=m)", "2"},
    {"value(diff(f), at=1/2)", "-9/4"},
    {"value(sqrt(x), at=8)", "2*sqrt(2)"},
    {"S", "{-1, 1}"},
    {"{3, 1, 2, 1}", "{1, 2, 3}"},
    {"{sqrt(4), 2}", "{2}"},
    {"{}", "none"},
    {"none", "none"},
    {"S U {0}", "{-1, 0, 1}"},
    {"union(S, {5})", "{-1, 1, 5}"},
    {"count(S)", "2"},
    {"member(1, S)", "true"},
    {"member(3, S)", "false"},
    {"min(S)", "-1"},
    {"max(S)", "1"},
    {"max(2, 5, 3)", "5"},
    {"S[1]", "-1"},
    {"it[1]", "12/5"},
    {"it[4]", "768/625"},
    {"gd((x - 1)^2 , 3, 1/2, 1)[1] ", "1"},
    {"item(gd((x - 1)^2, 3, 1/2, 1), 1)", "1"},
    {"newton_min(x^2, 3, 1)", "[0]"},
    {"isint(4/2)", "true"},
    {"isint(1/2)", "false"},
    {"size(12345)", "5"},
    {"abs(-3)", "3"},
    {"1 < m and m <= 2", "true"},
    {"1 < m < 2", "false"},
    {"not m == 2", "false"},
    {"m != 2 or m > 1", "true"},
    {"pi > 3", "true"},
    {"S == {1, -1}", "true"},
    {"S == {1}", "false"},
    {"(x + 1)^2 == x^2 + 2*x + 1", "true"},
    {"if(m > 1, \"rises\", \"falls\")", "rises"},
    {"if(m > 1, \"\", \"falls\")", ""},
    {"[1, 2]", "[1, 2]"},
    {"(1, 2)", "(1, 2)"},
    {"(1, 2]", "(1, 2]"},
    {"(-inf, 1) U [2, inf)", "(-inf, 1) U [2, inf)"},
    {"DNE", "DNE"},
    {"inf", "inf"},
    {"-inf", "-inf"},
    {"grad(x^2*y, [x, y])", NULL},
    {"sin", "sin"},
    {"g(2x)", "sin(2*x)"},
    {"sum(i, 1, m, i^2)", "5"},
    {"|m - 5|", "3"},
    {"1/0", NULL},
    {"ln(-1)", NULL},
    {"S[3]", NULL},
    {"critcal(f)", NULL},
    {"q + 1", NULL},
    {"S + 1", NULL},
    {"m +", NULL},
    {"gd(x^2, 3, 1/10)", NULL},
    {"simplify(diff(x/(x^2 + 1)))", "(1 - x^2)/(x^2 + 1)^2"},
    {"simplify(2/4)", "1/2"},
    {"simplify({1})", NULL},
};

static const struct row analysed[] = {
    {"critical(f)", "{-1, 1}"},
    {"critical(f, on=[0, 2])", "{1}"},
    {"count(critical(f)) == 2", "true"},
    {"classify(f, at=-1)", "max"},
    {"classify(f, at=1)", "min"},
    {"classify(x^3, at=0)", "neither"},
    {"classify(f, at=5)", "neither"},
    {"roots(x^2 - 2)", "{-sqrt(2), sqrt(2)}"},
    {"M.max", "18"},
    {"M.max_at", "{3}"},
    {"M.max_at[1]", "3"},
    {"M.min", "-2"},
    {"M.min_at", "{-2, 1}"},
    {"max(M.min_at)", "1"},
    {"M.nothing", NULL},
    {"increasing(f)", "(-inf, -1) U (1, inf)"},
    {"critical(sin(x))", NULL},
    {"critical(x^2*e^x)", "{-2, 0}"},
};

static void check_rows(const struct search *s, struct names *names,
                       const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct value *v = NULL;
        struct diag d = {0};
        enum status st = value_of(s, names, rows[i].text, strlen(rows[i].text), &v, &d);

        if (!rows[i].value)
            ok(st != ST_OK && d.message[0], "%s is refused: %s", rows[i].text, d.message);
        else if (ok(st == ST_OK, "%s has a value %s", rows[i].text, d.message))
            is_str(value_text(s, v, NOTE_PLAIN), rows[i].value, "%s", rows[i].text);
    }
}

static void let(const struct search *s, struct names *names, const char *name,
                const char *text)
{
    struct value *v = NULL;
    struct diag d = {0};

    ok(value_of(s, names, text, strlen(text), &v, &d) == ST_OK, "let %s: %s %s", name,
       text, d.message);
    names_set(names, name, v);
}

/* "verb expr; variable; order; interval" */
static void test_questions(const struct search *s, struct names *names)
{
    static const struct row questions[] = {
        {"diff(f)", "diff x^3 - 3*x; -; -; -"},
        {"diff(m*(x - 1)^2, x, 1 + 1)", "diff 2*(x - 1)^2; x; 2; -"},
        {" diff( f*sin(x) ) ", "diff (x^3 - 3*x)*sin(x); -; -; -"},
        {"critical(f)", "critical x^3 - 3*x; -; -; -"},
        {"extrema(f, on=[-m, m + 1])", "extrema x^3 - 3*x; -; -; [-2, 3]"},
        {"extrema(f, on=(0, inf))", "extrema x^3 - 3*x; -; -; (0, inf)"},
        {"extrema(max(x, 2), on=(0, m])", "extrema max(2, x); -; -; (0, 2]"},
        {"solve(diff(f) = 0)", "roots 3*x^2 - 3; -; -; -"},
        {"solve(f = m)", "roots (x^3 - 3*x) - (2); -; -; -"},
        {"solve(f)", NULL},
        {"integral(f)", NULL},
        {"f", NULL},
        {"diff(f", NULL},
        {"diff(q9)", NULL},
    };

    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct question q = {0};
        struct diag d = {0};
        const char *text = questions[i].text;
        enum status st = course_question(s, names, text, &q, &d);

        if (!questions[i].value)
            ok(st != ST_OK && d.at.to <= strlen(text), "%s is no question: %s", text,
               d.message);
        else if (ok(st == ST_OK, "%s is a question %s", text, d.message))
            is_str(arena_printf(pool_arena(s->pool), "%s %s; %s; %s; %s", q.verb, q.expr,
                                q.variable ? q.variable : "-", q.order ? q.order : "-",
                                q.on ? q.on : "-"),
                   questions[i].value, "%s", text);
    }
}

static void test_expand(const struct search *s, struct names *names)
{
    static const struct row texts[] = {
        {"m is {{m}}.", "m is 2."},
        {"{{ -m }}", "−2"},
        {"{{ 1/3 | dec 3 }} {{ -1/2 | dec 0 }} {{ 5/100 | dec 1 }}", "0.333 −1 0.1"},
        {"{{ m | signed }} {{ -m | signed }}", "+2 −2"},
        {"{{ \"{{\" }}", "{{"},
        {"$`x + {{-m}}`$", "$`x - 2`$"},
        {"$`{{1}}x^2 + {{0}}x + {{-1}}`$", "$`x^2 - 1`$"},
        {"$`{{f}} = {{S}}`$", "$`x^3 - 3*x = {-1, 1}`$"},
        {"$`({{m}} - 1)^2`$", "$`(2 - 1)^2`$"},
        {"$`x^{{m}}`$", "$`x^2`$"},
        {"$`{{-1}}*h`$", "$`-h`$"},
        {"$`{{-1}}*(x + 1) - {{-1}}*x`$", "$`-(x + 1) + x`$"},
        {"{{ x*f }}", "x (x³ − 3 x)"},
        {"```\n{{m}}\n```\n{{m}}", "```\n{{m}}\n```\n2"},
        {"at\n{{m}}. Then {{m}}.\n  {{m}}) {{S}}.", "at\n2\\. Then 2.\n  2\\) {−1, 1}."},
        {"{{m", NULL},
        {"{{ m | nothing }}", NULL},
        {"{{ unknown }}", NULL},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *out = NULL;
        struct diag d = {0};
        enum status st = value_expand(s, names, texts[i].text, &out, &d);

        if (texts[i].value)
            is_str(st == ST_OK ? out : d.message, texts[i].value, "%s", texts[i].text);
        else
            ok(st != ST_OK, "%s is refused: %s", texts[i].text, d.message);
    }
}

int main(void)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(20000000);
    struct search s = {pool_new(a, 1000000), &budget};
    struct names names = names_in(a, vars);

    let(&s, &names, "m", "2");
    let(&s, &names, "f", "x^3 - 3*x");
    let(&s, &names, "S", "{1, -1}");
    let(&s, &names, "it", "gd(x^2, 3, 1/10, 4)");
    let(&s, &names, "g", "sin");
    check_rows(&s, &names, plain, sizeof plain / sizeof *plain);
    test_questions(&s, &names);
    test_expand(&s, &names);
    let(&s, &names, "M", "extrema(f, on=[-2, 3])");
    check_rows(&s, &names, analysed, sizeof analysed / sizeof *analysed);
    arena_free(a);
    return done_testing();
}
