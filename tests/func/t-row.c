/* t-row.c: the table of functions is whole, and names find their rows. */
#include "func/func.h"

#include "tap.h"

static const struct lookup {
    const char *name;
    int want;
    const char *shows;
} lookups[] = {
    {"sin", FN_SIN, "a name"},
    {"SIN", FN_SIN, "the case is ignored"},
    {"log", FN_LN, "an alias"},
    {"Arcsinh", FN_ASINH, "the last of several aliases"},
    {"arsinh", FN_ASINH, "the first of several aliases"},
    {"sgn", FN_SIGN, "an only alias"},
    {"si", -1, "the beginning of a name is no name"},
    {"sinhh", -1, "nor is a longer word"},
    {"arsinh arcsinh", -1, "nor the whole list"},
    {"", -1, "nor nothing"},
    {" ", -1, "nor a blank"},
};

static void check_row(enum func_id f)
{
    const struct func_row *row = func_row(f);
    bool own_node = row->form == NULL;

    ok(row->name && row->tex && row->says, "row %d has a name, a TeX command, a line", f);
    is_int(func_find(row->name, strlen(row->name)), f, "%s finds itself", row->name);
    ok(own_node || !row->rule, "%s: what is built as something else has no rule",
       row->name);
    ok(!row->inverse || func_find(row->inverse, strlen(row->inverse)) >= 0,
       "%s: its inverse is a function", row->name);
}

/* .inverse = g promises f(g(u)) = u on the domain of g. */
static void check_inverse(enum func_id f)
{
    const struct func_row *row = func_row(f);
    int g = row->inverse ? func_find(row->inverse, strlen(row->inverse)) : -1;

    if (g < 0)
        return;
    for (double u = -6.25; u < 7; u += 0.5) {
        double inner = func_double((enum func_id)g, u);

        if (isfinite(inner))
            is_double(func_double(f, inner), u, 1e-9, "%s(%s(%g))", row->name,
                      row->inverse, u);
    }
}

int main(void)
{
    for (int f = 0; f < FN_COUNT; f++) {
        check_row((enum func_id)f);
        check_inverse((enum func_id)f);
    }
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++)
        is_int(func_find(lookups[i].name, strlen(lookups[i].name)), lookups[i].want,
               "%s: '%s'", lookups[i].shows, lookups[i].name);
    is_int(func_find("cosine", 3), FN_COS, "only n bytes are read");
    return done_testing();
}
