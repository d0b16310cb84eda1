/* t-realset.c: sets of reals: reading, meeting, membership, conditions solved. */
#include "certify/certify.h"
#include "tap.h"

#include <string.h>

static const char *const texts[][2] = {
    {"[0,1)", "[0, 1)"},
    {"(-inf,inf)", "(-inf, inf)"},
    {"[0,2*pi)", "[0, 2*pi)"},
    {"(0,1) U [1,2]", "(0, 2]"},
    {"[3,4] U [0,1]", "[0, 1] U [3, 4]"},
    {"{2}", "{2}"},
    {"(1,1)", NULL},
    {"[2,1]", NULL},
    {"[0,x]", NULL},
    {"5", NULL},
};

static const char *const conditions[][2] = {
    {"x > 0", "(0, inf)"},
    {"x^2 <= 4", "[-2, 2]"},
    {"x != 0 and x^2 < 9", "(-3, 0) U (0, 3)"},
    {"x < -1 or x >= 2", "(-inf, -1) U [2, inf)"},
    {"ln(x) > 1", "(e, inf)"},
    {"1/x < 1", "(-inf, 0) U (1, inf)"},
    {"x^2 < 0", "{}"},
    {"(x-1)^2 <= 0", "{1}"},
    {"|x-1| < 2", "(-1, 3)"},
    {"e^x > 0", "(-inf, inf)"},
};

int main(void)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 400000);
    struct budget b = budget_of(1000000000);
    struct search s = {p, &b};
    struct realset set, line = realset_line(&s);
    struct formula f = {0};
    struct diag d;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        enum status st = realset_read(&s, texts[i][0], &set, &d);

        is_str(st == ST_OK ? realset_text(&s, &set, NOTE_PLAIN) : NULL, texts[i][1], "%s",
               texts[i][0]);
    }
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        ok(expr_read(p, conditions[i][0], strlen(conditions[i][0]), NULL, &f, NULL, &d) ==
               ST_OK,
           "%s is read", conditions[i][0]);
        set = certify_where(&s, f.body, pool_symbol(p, "x"), &line);
        ok(set.complete, "%s is decided", conditions[i][0]);
        is_str(realset_text(&s, &set, NOTE_PLAIN), conditions[i][1], "where %s",
               conditions[i][0]);
    }
    realset_read(&s, "[0, sqrt(2))", &set, &d);
    is_int(realset_contains(&s, &set, real_exact(&s, pool_sqrt(p, pool_int(p, 2)))),
           TRUTH_NO, "an open end does not belong");
    is_int(realset_contains(&s, &set, real_exact(&s, pool_int(p, 0))), TRUTH_YES,
           "a closed one does");
    arena_free(a);
    return done_testing();
}
