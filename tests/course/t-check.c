/* t-check.c: what learners type, and the mark it gets. */
#include "course/course.h"
#include "tap.h"

#include <stdlib.h>

enum { C, I, X, F }; /* correct, incorrect, invalid, wrong form */

struct row {
    enum answer_kind kind;
    const char *key, *typed;
    int verdict;
    const char *shows;
};

/* Conventions C1 to C15 of CHECKING, each with a case on either side. */
static const struct row table[] = {
    {ANSWER_NUMBER, "1/3", "0.33", I, "two digits are no rounding"},
    {ANSWER_NUMBER, "1/3", "0.333", F, "three digits are"},
    {ANSWER_NUMBER, "1/3", "0.334", I, "a wrong digit"},
    {ANSWER_NUMBER, "1000/3", "333", I, "a whole number is never a rounding"},
    {ANSWER_NUMBER, "1/2", ".5", C, "a point in front"},
    {ANSWER_NUMBER, "-1/2", "−1/2", C, "the sign as it is drawn"},
    {ANSWER_NUMBER, "2", "1+1", C, "arithmetic"},
    {ANSWER_NUMBER, "2", "x", X, "a name"},
    {ANSWER_NUMBER, "2", "", X, "nothing"},
    {ANSWER_NUMBER, "2", "  ", X, "blanks"},
    {ANSWER_NUMBER, "2", "the minimum is 2", C, "words around a number"},
    {ANSWER_NUMBER, "2", "it is 2 at 1", X, "two numbers"},
    {ANSWER_NUMBER, "2", "x = 2", C, "a prefix"},
    {ANSWER_NUMBER, "2", "= 2", C, "an equals sign alone"},
    {ANSWER_NUMBER, "2", "f'(3) = 2", C, "a derivative's prefix"},
    {ANSWER_NUMBER, "2", "z = 2", X, "another name"},
    {ANSWER_NUMBER, "1000", "1,000", X, "a separator of thousands"},
    {ANSWER_NUMBER, "3/2", "1 1/2", X, "a mixed number"},
    {ANSWER_NUMBER, "1/20", "5%", X, "a percentage"},
    {ANSWER_NUMBER, "sqrt(2)", "√2", C, "a root sign"},
    {ANSWER_NUMBER, "sqrt(2)", "sqrt(8)/2", C, "an unusual form"},
    {ANSWER_NUMBER, "ln(2)", "log(2)", C, "log is ln"},
    {ANSWER_NUMBER, "DNE", "no maximum", C, "in words"},
    {ANSWER_NUMBER, "-inf", "-infinity", C, "infinity spelled out"},
    {ANSWER_NUMBER, "-inf", "inf", I, "of the wrong sign"},
    {ANSWER_EXPR, "3*x^2 - 3", "3(x-1)(x+1)", C, "factored"},
    {ANSWER_EXPR, "3*x^2 - 3", "f'(x) = 3x² − 3", C, "as on paper"},
    {ANSWER_EXPR, "3*x^2 - 3", "3x^2 - 3 + C", X, "a constant of integration"},
    {ANSWER_EXPR, "3*x^2 - 3", "3x2 - 3", X, "a digit behind a name"},
    {ANSWER_EXPR, "3*x^2 - 3", "3x^2", I, "a term lost"},
    {ANSWER_EXPR, "1/(2*x)", "1/2x", X, "brackets are asked for"},
    {ANSWER_EXPR, "x/2", "1/2x", C, "the rule's own reading"},
    {ANSWER_EXPR, "e^(2*x)", "e^2x", X, "brackets in an exponent"},
    {ANSWER_EXPR, "1/x", "1/abs(x)", I, "agrees on one side only"},
    {ANSWER_EXPR, "x^2/3", "0.333*x^2", I, "too few digits"},
    {ANSWER_EXPR, "x^2/3", "0.33333*x^2", F, "a rounded coefficient"},
    {ANSWER_EXPR, "2*x", "x^2 = 2x", X, "an equation"},
    {ANSWER_EXPR, "2*x", "\\frac{2x}{1}", X, "TeX"},
    {ANSWER_SET, "{-1, 2}", "2 and -1", C, "joined by and"},
    {ANSWER_SET, "{-1, 2}", "x = -1 or x = 2", C, "a prefix on each"},
    {ANSWER_SET, "{-1, 2}", "x = {2, -1}", C, "one before the braces"},
    {ANSWER_SET, "{-1, 2}", "[2, -1]", C, "square brackets"},
    {ANSWER_SET, "{-1, 2}", "2", I, "one missing"},
    {ANSWER_SET, "{-1, 2}", "-1, 2, 2.0", C, "twice the same"},
    {ANSWER_SET, "{-1, 2}", "none", I, "nothing claimed"},
    {ANSWER_SET, "{-1, 2}", "-1, two", X, "a word in it"},
    {ANSWER_SET, "none", "no critical points", C, "nothing there"},
    {ANSWER_SET, "{2 - sqrt(3), 2 + sqrt(3)}", "2 ± sqrt(3)", C, "both signs"},
    {ANSWER_SET, "{1/3}", "0.333", F, "a rounding"},
    {ANSWER_POINT, "(1, -2)", "x = 1, y = -2", C, "named coordinates"},
    {ANSWER_POINT, "(1, -2)", "(1, 2)", I, "a wrong height"},
    {ANSWER_POINT, "(1, -2)", "(1)", X, "one coordinate"},
    {ANSWER_POINTS, "(1, 2), (3, 4)", "(3,4); (1,2)", C, "another order"},
    {ANSWER_INTERVAL, "(-inf, 0) U (1, inf)", "x < 0 or x > 1", C, "inequalities"},
    {ANSWER_INTERVAL, "(-inf, 0) U (1, inf)", "(-oo,0)u(1,oo)", C,
     "a join without blanks"},
    {ANSWER_INTERVAL, "(-inf, 0) U (1, inf)", "(-oo,0), (1,oo)", C, "a comma between"},
    {ANSWER_INTERVAL, "(0, 1)", "]0, 1[", C, "turned brackets"},
    {ANSWER_INTERVAL, "(0, 1)", "[0, 1]", I, "closed instead of open"},
    {ANSWER_INTERVAL, "(0, 1)", "(1, 0)", X, "ends exchanged"},
    {ANSWER_INTERVAL, "(-inf, 2) U (2, inf)", "x != 2", C, "all but one"},
    {ANSWER_WORD, "neither", "saddle point", C, "in one variable"},
    {ANSWER_WORD, "local max", "a maximum", C, "an article"},
    {ANSWER_WORD, "local max", "global max", I, "more than is asked"},
    {ANSWER_WORD, "local max", "local maximun", C, "a letter wrong"},
    {ANSWER_WORD, "min", "local min", C, "the engine's word"},
    {ANSWER_WORD, "diverges", "it diverges", C, "a sentence"},
    {ANSWER_WORD, "diverges", "banana", X, "no word of ours"},
};

static const enum verdict verdicts[] = {VERDICT_CORRECT, VERDICT_INCORRECT,
                                        VERDICT_INVALID, VERDICT_WRONG_FORM};

static void test_table(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct arena *a = arena_new();
        struct budget budget = budget_of(10000000);
        struct search s = {pool_new(a, 200000), &budget};
        struct mark m;
        struct diag d = {0};
        enum status st =
            check_answer(&s, table[i].kind, table[i].key, table[i].typed, NULL, &m, &d);

        is_str(st == ST_OK ? verdict_name(m.verdict) : d.message,
               verdict_name(verdicts[table[i].verdict]), "%s: '%s' for %s",
               table[i].shows, table[i].typed, table[i].key);
        if (st == ST_OK)
            ok(m.feedback && *m.feedback, "%s: a sentence: %s", table[i].shows,
               m.feedback ? m.feedback : "");
        arena_free(a);
    }
}

/* The caret stands under what was typed, whatever was made of it inside. */
static void test_places(void)
{
    static const struct {
        enum answer_kind kind;
        const char *typed;
        size_t from;
        const char *shows;
    } places[] = {
        {ANSWER_EXPR, "f'(x) = 3x^2 + sn(x)", 15, "behind a prefix"},
        {ANSWER_EXPR, "  2x + ", 6, "behind blanks"},
        {ANSWER_NUMBER, "f′(1) = 2 + q", 14, "behind a prime of three bytes"},
        {ANSWER_SET, "1, 2, q", 6, "in a list"},
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct arena *a = arena_new();
        struct budget budget = budget_of(10000000);
        struct search s = {pool_new(a, 200000), &budget};
        struct mark m;
        struct diag d = {0};
        static const char *const keys[] = {
            [ANSWER_NUMBER] = "1", [ANSWER_EXPR] = "x", [ANSWER_SET] = "{1}"};

        check_answer(&s, places[i].kind, keys[places[i].kind], places[i].typed, NULL, &m,
                     &d);
        is_int(m.verdict, VERDICT_INVALID, "%s: unreadable", places[i].shows);
        is_int(m.diag.at.from, places[i].from, "%s: the place", places[i].shows);
        arena_free(a);
    }
}

/* ---- options ----------------------------------------------------------------- */

static void test_options(void)
{
    static const struct {
        const char *options;
        enum answer_kind kind;
        const char *key, *typed;
        int verdict;
    } rows[] = {
        {"{\"tol\":{\"rel\":0.05}}", ANSWER_NUMBER, "1", "1.05", C},
        {"{\"tol\":{\"rel\":0.05}}", ANSWER_NUMBER, "1", "1.0501", I},
        {"{\"tol\":{\"abs\":0.01}}", ANSWER_SET, "{1, pi}", "3.14, 1", C},
        {"{\"sigfigs\":3}", ANSWER_NUMBER, "2/3", "0.667", C},
        {"{\"sigfigs\":3}", ANSWER_NUMBER, "2/3", "0.6667", F},
        {"{\"sigfigs\":3}", ANSWER_NUMBER, "2/3", "0.666", I},
        {"{\"decimals\":1}", ANSWER_NUMBER, "1/4", "0.3", C},
        {"{\"form\":\"factored\"}", ANSWER_EXPR, "x^2-1", "(x-1)(x+1)", C},
        {"{\"form\":\"factored\"}", ANSWER_EXPR, "x^2-1", "x^2-1", F},
        {"{\"form\":\"factored\"}", ANSWER_EXPR, "x^2-1", "(x-1)(x-1)", I},
        {"{\"form\":\"expanded\"}", ANSWER_EXPR, "x^2-1", "(x-1)(x+1)", F},
        {"{\"form\":\"lowest-terms\"}", ANSWER_NUMBER, "2/3", "4/6", F},
        {"{\"form\":\"rationalised\"}", ANSWER_NUMBER, "1/sqrt(2)", "sqrt(2)/2", C},
        {"{\"form\":\"rationalised\"}", ANSWER_NUMBER, "1/sqrt(2)", "1/sqrt(2)", F},
        {"{\"relation\":true}", ANSWER_NUMBER, "> 1/3", "0.34", C},
        {"{\"relation\":true}", ANSWER_NUMBER, "> 1/3", "1/3", I},
        {"{\"asks\":\"x\"}", ANSWER_NUMBER, "7", "y = 7", X},
        {"{\"vars\":[\"x\",\"y\"]}", ANSWER_EXPR, "x*y", "y x", C},
        {"{\"decimal\":\"comma\"}", ANSWER_NUMBER, "1/2", "0,5", C},
        {"{\"ignore_endpoints\":true}", ANSWER_INTERVAL, "(0, 1)", "[0, 1]", C},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        struct budget budget = budget_of(10000000);
        struct search s = {pool_new(a, 200000), &budget};
        struct check_options o;
        struct result *json = NULL;
        struct mark m;
        struct diag d = {0};

        json_read(a, rows[i].options, strlen(rows[i].options), &json, &d);
        is_int(check_options_read(a, json, &o, &d), ST_OK, "%s is read", rows[i].options);
        check_answer(&s, rows[i].kind, rows[i].key, rows[i].typed, &o, &m, &d);
        is_str(verdict_name(m.verdict), verdict_name(verdicts[rows[i].verdict]),
               "%s: '%s' for %s", rows[i].options, rows[i].typed, rows[i].key);
        arena_free(a);
    }
}

/* ---- a problem ----------------------------------------------------------------- */

static const char source[] = "---\n"
                             "kind: problem\n"
                             "format: 1\n"
                             "id: two\n"
                             "title: Two fields\n"
                             "minutes: 4\n"
                             "params:\n"
                             "  a: {choice: [3]}\n"
                             "fields:\n"
                             "  - name: slope\n"
                             "    kind: number\n"
                             "    answer: 2*a\n"
                             "  - name: step\n"
                             "    kind: number\n"
                             "    answer: slope/2\n"
                             "    uses: slope\n"
                             "    accept:\n"
                             "      - 100\n"
                             "mistakes:\n"
                             "  half:\n"
                             "    when: {slope: a}\n"
                             "    say: Not {{a}}; what about the factor?\n"
                             "---\n"
                             "Text.\n";

static enum verdict field_verdict(const struct variant *v, size_t field,
                                  const char *slope, const char *step, struct mark *m)
{
    const char *typed[] = {slope, step};

    course_check(v, field, typed[field], typed, m);
    return m->verdict;
}

static void test_record(const struct variant *v)
{
    struct store_options options = {.review = schedule_review};
    struct store *store = store_open(&options);
    const char *typed[] = {"6", "3"};
    struct mark marks[2];
    struct attempt attempt = {.variant = v,
                              .typed = typed,
                              .marks = marks,
                              .tries = 1,
                              .day = 100,
                              .ts = 8640000,
                              .ms = 150000,
                              .review = true};
    struct store_item item = {0};
    struct arena *a = arena_new();
    struct diag d = {0};

    course_check(v, 0, typed[0], typed, &marks[0]);
    course_check(v, 1, typed[1], typed, &marks[1]);
    is_int(attempt_rating(&attempt), RATING_GOOD, "right at the first try");
    is_int(course_record(store, &attempt, &d), ST_OK, "is recorded %s", d.message);
    ok(store_problem(store, "two").solved, "as solved");
    ok(store_find_item(store, a, "two", &item), "and scheduled");
    is_int(item.due_day, 102, "for the day after tomorrow");
    attempt.hints = 1;
    is_int(attempt_rating(&attempt), RATING_HARD, "with a hint");
    attempt.hints = 0;
    attempt.ms = 60000;
    is_int(attempt_rating(&attempt), RATING_EASY, "in a quarter of the time");
    attempt.tries = 2;
    is_int(attempt_rating(&attempt), RATING_HARD, "at the second try");
    attempt.shown = true;
    is_int(attempt_rating(&attempt), RATING_AGAIN, "with the solution shown");
    store_close(store);
    arena_free(a);
}

static void test_problem(void)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(10000000);
    struct search s = {pool_new(a, 100000), &budget};
    struct findings f = findings_in(a, "two.md");
    struct problem *p = problem_read(a, source, strlen(source), "two", &f);
    struct variant *v = NULL;
    struct diag d = {0};
    struct mark m;

    if (!ok(p && problem_generate(p, &s, 1, &v, &d) == ST_OK,
            "a problem of two fields %s", f.count ? f.at[0].message : d.message)) {
        arena_free(a);
        return;
    }
    is_int(field_verdict(v, 0, "6", NULL, &m), VERDICT_CORRECT, "the key");
    is_int(field_verdict(v, 0, "slope = 6", NULL, &m), VERDICT_CORRECT,
           "its name before it");
    is_int(field_verdict(v, 0, "3", NULL, &m), VERDICT_INCORRECT, "an author's mistake");
    is_str(m.mistake, "half", "is named");
    is_str(m.feedback, "Not 3; what about the factor?", "and told");
    is_int(field_verdict(v, 1, "6", "3", &m), VERDICT_CORRECT, "the next key");
    is_int(field_verdict(v, 1, "8", "4", &m), VERDICT_CORRECT, "following a wrong value");
    is_int(field_verdict(v, 1, "8", "5", &m), VERDICT_INCORRECT, "following nothing");
    is_int(field_verdict(v, 1, "6", "4", &m), VERDICT_INCORRECT, "nothing to follow");
    is_int(field_verdict(v, 1, "6", "100", &m), VERDICT_CORRECT, "accepted as well");
    test_record(v);
    arena_free(a);
}

/* ---- slips in a problem ------------------------------------------------------------ */

static const char *const slippery =
    "---\n"
    "kind: problem\n"
    "format: 1\n"
    "id: slippery\n"
    "title: Slips\n"
    "summary: What its answers are computed by tells the task.\n"
    "tags: [extrema]\n"
    "skills: [first-derivative-test]\n"
    "level: 1\n"
    "minutes: 5\n"
    "params:\n"
    "  a: {int: [2, 2]}\n"
    "let:\n"
    "  - f: x^3 - 3*x\n"
    "  - g: sin(a*x) + 5\n"
    "  - df: diff(f)\n"
    "  - crit: critical(f)\n"
    "  - ext: extrema(f, on=[-2, 3])\n"
    "  - s: a\n"
    "  - h: 1/20\n"
    "  - it: gd(f, s, h, 2)\n"
    "  - k: value(diff(x^2, x, 2), at=0)\n"
    "  - second: diff(f, x, 2)\n"
    "fields:\n"
    "  - {name: slope, kind: expr, answer: diff(g)}\n"
    "  - {name: places, kind: set, answer: crit}\n"
    "  - {name: top, kind: number, answer: ext.max}\n"
    "  - {name: turn, kind: word, answer: \"classify(f, at=1)\", choices: [local min, "
    "local max, neither]}\n"
    "  - {name: x1, kind: number, answer: \"s - h*value(df, at=s)\"}\n"
    "  - {name: x2, kind: number, answer: \"it[2]\"}\n"
    "  - {name: at2, kind: number, answer: \"value(df, at=2)\"}\n"
    "  - {name: border, kind: number, answer: 2/k}\n"
    "  - {name: bends, kind: expr, answer: second}\n"
    "mistakes:\n"
    "  endpoint-forgotten: \"Compare with {{a}} ends too.\"\n"
    "  constant-kept: off\n"
    "---\n"
    "What is $`f(x) = {{f}}`$?\n";

static void test_slips(void)
{
    static const struct {
        size_t field;
        const char *typed, *mistake, *feedback;
    } rows[] = {
        {0, "cos(2x)", "chain-inner-missing", NULL},
        {0, "2cos(2x) + 5", NULL, NULL}, /* switched off */
        {1, "{1}", "negative-root-lost", NULL},
        {1, "{0}", "solved-second-derivative", NULL},
        {2, "2", "endpoint-forgotten", "Compare with 2 ends too."},
        {2, "3", "location-instead-of-value", NULL},
        {3, "local max", "second-derivative-sign-misread", NULL},
        {4, "2.45", "step-uphill", NULL},
        {4, "-7", "learning-rate-omitted", NULL},
        {5, "1.55", "one-step-short", NULL},
        {5, "1.1", "stale-gradient", NULL},
        {6, "-9", "sign-flipped", NULL},
        {7, "1/2", "stability-limit-halved", NULL},
        {7, "17", NULL, NULL},
        {8, "-6x", "sign-flipped", NULL}, /* `second` does not begin with sec */
        {8, "3x^2 - 3", "gave-function", NULL},
    };
    struct arena *a = arena_new();
    struct budget budget = budget_of(100000000);
    struct search s = {pool_new(a, 1000000), &budget};
    struct findings f = findings_in(a, "slippery.md");
    struct problem *p = problem_read(a, slippery, strlen(slippery), "slippery", &f);
    struct variant *v = NULL;
    struct diag d = {0};
    struct mark m;

    if (ok(p && problem_generate(p, &s, 1, &v, &d) == ST_OK, "slips in a problem %s",
           f.count ? f.at[0].message : d.message))
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            course_check(v, rows[i].field, rows[i].typed, NULL, &m);
            is_int(m.verdict, VERDICT_INCORRECT, "%s is wrong", rows[i].typed);
            is_str(m.mistake, rows[i].mistake, "by %s", rows[i].typed);
            if (rows[i].feedback)
                is_str(m.feedback, rows[i].feedback, "in the author's words");
        }
    arena_free(a);
}

/* ---- fields and hidden keys ------------------------------------------------------- */

static void test_fields(void)
{
    struct arena *a = arena_new();
    struct budget budget = budget_of(10000000);
    struct search s = {pool_new(a, 100000), &budget};
    struct result *key = result_fields(a), *said = result_fields(a);
    struct mark m;
    struct diag d = {0};

    result_put_text(key, "critical", "{0, 2}");
    result_put_text(key, "kind", "local min");
    result_put_text(said, "critical", "0, 2");
    result_put_text(said, "kind", "max");
    is_int(check_fields(&s, key, said, NULL, &m, &d), ST_OK, "two fields are judged");
    is_int(m.verdict, VERDICT_INCORRECT, "by the worse");
    ok(strncmp(m.feedback, "kind:", 5) == 0, "which is named: %s", m.feedback);
    result_put_text(said, "kind", "min");
    check_fields(&s, key, said, NULL, &m, &d);
    is_int(m.verdict, VERDICT_CORRECT, "both right");
    arena_free(a);
}

static void test_nothing_shown(void)
{
    static const char *const wrong[] = {"1",   "{1}",     "1, 2, 3, 4",
                                        "x^2", "no idea", "((("};
    struct arena *a = arena_new();
    struct budget budget = budget_of(10000000);
    struct search s = {pool_new(a, 100000), &budget};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mark m;
        struct diag d;

        check_answer(&s, ANSWER_SET, "{871, 1729}", wrong[i], NULL, &m, &d);
        ok(!strstr(m.feedback, "871") && !strstr(m.feedback, "1729"),
           "the key is not in: %s", m.feedback);
    }
    arena_free(a);
}

int main(void)
{
    test_table();
    test_places();
    test_options();
    test_problem();
    test_slips();
    test_fields();
    test_nothing_shown();
    return done_testing();
}
