/* t-quick.c: the range of random formulas in doubles against their values in balls. */
#include "certify/internal.h"
#include "formulas.h"
#include "tap.h"

static const char *const leaves[] = {"x", "x", "x", "2", "3/7", "pi", NULL};
static const char *const functions[] = {"sin",  "cos",     "exp", "ln",   "tan", "sinh",
                                        "cosh", "sigmoid", "abs", "sqrt", NULL};
static const struct taste taste = {leaves, functions, "+-*/^", 6, 2, 4, 8, -3, 4};

static bool value_inside(struct pool *p, expr f, expr x, double at, struct bounds r)
{
    arb_t v, end;
    bool inside;

    arb_init(v);
    arb_init(end);
    arb_set_d(v, at);
    expr_ball_at(p, f, x, v, v, 300);
    arb_set_d(end, r.lo);
    inside = arb_is_finite(v) && !arb_lt(v, end);
    arb_set_d(end, r.hi);
    inside = inside && !arb_gt(v, end);
    arb_clear(end);
    arb_clear(v);
    return inside;
}

static int answered, outside;

static void check_formula(uint64_t seed)
{
    struct arena *a = arena_new();
    struct pool *p = pool_new(a, 100000);
    struct rng rng = {seed};
    struct str s = str_in(a);
    struct formula f = {0};
    struct diag d = {0};
    struct tape *t;
    struct quick *q;
    struct bounds r;
    expr x = pool_symbol(p, "x");

    random_text(&s, &rng, &taste, 4);
    if (expr_read(p, s.text, s.len, NULL, &f, NULL, &d) == ST_OK &&
        tape_compile(a, p, &f.body, 1, &x, 1, &t, &d) == ST_OK && (q = quick_new(a, t)))
        for (int i = 0; i < 6; i++) {
            double lo = 8 * rng_unit(&rng) - 4;
            struct bounds box = {lo, lo + ldexp(rng_unit(&rng), -2 * i)};

            if (!quick_range(q, &box, &r))
                continue;
            answered++;
            for (int k = 0; k < 3; k++) {
                double at = fmin(box.lo + (box.hi - box.lo) * k / 2, box.hi);

                if (!value_inside(p, f.body, x, at, r)) {
                    outside++;
                    printf("# seed %llu: %s at %.17g\n", (unsigned long long)seed, s.text,
                           at);
                }
            }
        }
    arena_free(a);
}

int main(void)
{
    uint64_t count = soak_count(3000);

    for (uint64_t seed = 1; seed <= count; seed++)
        check_formula(seed);
    ok(outside == 0, "of %d ranges %d leave a value out", answered, outside);
    ok(answered > (int)count, "enough of them are answered: %d", answered);
    return done_testing();
}
