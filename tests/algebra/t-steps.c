/* t-steps.c: every line of a derivation equals the one before.
 *
 * The oracle knows no rule: a derivative that stands in a line is a difference quotient at
 * 180 bits, and so is what the whole line is compared with. */
#include "algebra/working.h"
#include "formulas.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 700, STEP = -100, CLOSE = -60, LARGE = 40 };

static const struct {
    const char *f;
    unsigned order, most; /* lines, at most */
} cases[] = {
    {"5", 1, 1},
    {"pi^2", 1, 1},
    {"x", 1, 1},
    {"7x", 1, 1},
    {"x^3 - 3x", 1, 1},
    {"1/x", 1, 1},
    {"3/(2x^2)", 1, 1},
    {"x^(1/2)", 1, 1},
    {"x^n", 1, 1},
    {"a*x^2 + b*x + c", 1, 1},
    {"x^5 - x^4 + 2x^3 - x^2 + x - 1", 1, 1},
    {"sin(x)", 1, 1},
    {"e^x", 1, 1},
    {"2^x", 1, 1},
    {"-cos(x)", 1, 1},
    {"x^2 sin(3x)", 1, 2},
    {"(x^2+1)/(x-1)", 1, 4},
    {"x^x", 1, 3},
    {"(1+1/x)^x", 1, 7},
    {"ln(x)/x", 1, 3},
    {"sqrt(1+x^2)", 1, 2},
    {"|x-1| x", 1, 3},
    {"tan(x)^2", 1, 2},
    {"e^(-x^2/2)", 1, 2},
    {"(2x+1)^5", 1, 2},
    {"sin(x)cos(x)", 1, 2},
    {"x*ln(x)-x", 1, 4},
    {"exp(sin(x^2))", 1, 3},
    {"sin(cos(tan(x)))", 1, 4},
    {"x*x", 1, 2},
    {"x^2/x", 1, 4},
    {"1/(x^2+1)^3", 1, 2},
    {"1/(x^2+1)", 1, 2},
    {"1/sqrt(1-x^2)", 1, 3},
    {"4/(1+e^x)", 1, 3},
    {"2^(x^2)", 1, 2},
    {"a^(b*x)", 1, 2},
    {"log(x^2+1, 2)", 1, 4},
    {"log(2, x)", 1, 4},
    {"log10(2x)", 1, 2},
    {"root(x^2+1, 3)", 1, 4},
    {"cbrt(x)", 1, 1},
    {"x sin(x) e^x", 1, 2},
    {"x^3 e^x sin x cos x", 1, 3},
    {"3 sin(2x)/5", 1, 2},
    {"-(x^2+1)^4/7", 1, 2},
    {"max(x^2, x)", 1, 3},
    {"min(x, sin(2x), 1)", 1, 5},
    {"relu(x-1)", 1, 3},
    {"if(x>1, x^2, sin(2x))", 1, 3},
    {"piecewise(x<1: x^3, x<2: cos(2x), x e^x)", 1, 5},
    {"sum(i, 1, 3, sin(i*x))", 1, 3},
    {"sum(i, 1, 4, x^i/i!)", 1, 3},
    {"prod(i, 1, 3, x+i)", 1, 4},
    {"sum(i, 1, 3, prod(j, 1, i, x+j))", 1, 6},
    {"sin(x)^2 + cos(x)^2", 1, 5},
    {"sin(x)/cos(x)", 1, 4},
    {"atan(1/x)", 1, 3},
    {"asin(x/3) + acos(x/3)", 1, 5},
    {"sinh(2x)cosh(x)", 1, 4},
    {"erf(x/2)", 1, 2},
    {"sigmoid(3x-1)", 1, 3},
    {"softplus(x^2)", 1, 3},
    {"gamma(x+1)", 1, 2},
    {"sign(x) x + floor(x)", 1, 3},
    {"(x^2+1)^3 (x-1)^4", 1, 5},
    {"((x+1)/(x+2))/(x+3)", 1, 6},
    {"1/(1+1/(1+1/x))", 1, 9},
    {"x^2 (sin(x) + x (cos(x) + x e^x))", 1, 7},
    {"u v x^2 sin(n x)", 1, 3},
    {"x e^x", 3, 11},
    {"ln(1+x^2)", 2, 8},
    {"x^4 - x", 5, 9},
    {"e^(x^2)", 3, 14},
    {"(x - x) gamma(x)", 1, 4},
    {"x - 1 - x + sqrt(x)", 1, 2},
    {"--x", 1, 1},
    {"+sin(x)", 1, 1},
};

/* ---- values ---------------------------------------------------------------------- */

struct stage {
    struct arena *arena;
    struct pool *pool;
    expr x;
    double at;
};

/* Other names than x get some value: n a whole one, for it may count. */
static expr settled(struct stage *s, expr e)
{
    size_t n;
    expr *symbols = expr_symbols(s->pool, e, &n);

    for (size_t i = 0; i < n; i++) {
        const char *name = expr_name(s->pool, symbols[i]);

        if (symbols[i] != s->x)
            e = pool_put(s->pool, e, symbols[i],
                         *name == 'n' ? pool_int(s->pool, 3)
                                      : pool_ratio(s->pool, 5 + *name % 7, 4));
    }
    return e;
}

static bool value(struct stage *s, expr e, slong shift, arb_t v)
{
    arb_t x, h;

    arb_init(x);
    arb_init(h);
    arb_set_d(x, s->at);
    arb_one(h);
    arb_mul_2exp_si(h, h, STEP);
    arb_mul_si(h, h, shift, BITS);
    arb_add(x, x, h, BITS);
    expr_ball_at(s->pool, settled(s, e), s->x, x, v, BITS);
    arb_clear(h);
    arb_clear(x);
    return arb_is_finite(v);
}

/* (f(x + h) - f(x - h))/2h */
static bool quotient(struct stage *s, expr f, arb_t v)
{
    arb_t other;
    bool finite;

    arb_init(other);
    finite = value(s, f, 1, v) && value(s, f, -1, other);
    arb_sub(v, v, other, BITS);
    arb_mul_2exp_si(v, v, -STEP - 1);
    arb_clear(other);
    return finite;
}

/* NULL if it is too large, too small or too vague to be written. */
static struct syntax *number(struct stage *s, const arb_t v)
{
    struct syntax *t;
    fmpq_t q;

    if (arf_cmpabs_2exp_si(arb_midref(v), BITS) > 0 ||
        mag_cmp_2exp_si(arb_radref(v), CLOSE) > 0 ||
        (!arf_is_zero(arb_midref(v)) && arf_cmpabs_2exp_si(arb_midref(v), -BITS) < 0))
        return NULL;
    fmpq_init(q);
    arf_get_fmpq(q, arb_midref(v));
    t = syntax_number(s->arena, q, (struct span){0, 0});
    fmpq_clear(q);
    return t;
}

static expr meaning(struct stage *s, const struct syntax *t)
{
    struct formula f = {0};
    struct diag d = {0};

    return expr_build(s->pool, t, &f, &d) == ST_OK ? f.body : EXPR_NONE;
}

/* What it means here; EXPR_NONE where it is undefined, whatever its body has left: 0*(1/0). */
static expr meaning_here(struct stage *s, const struct syntax *t)
{
    struct formula f = {0};
    struct diag d = {0};
    expr here;

    if (expr_build(s->pool, t, &f, &d) != ST_OK)
        return EXPR_NONE;
    here = pool_ratio(s->pool, lround(s->at * 10000), 10000);
    here = pool_put(s->pool, settled(s, f.where), s->x, here);
    return constant_truth(s->pool, here) == TRUTH_NO ? EXPR_NONE : f.body;
}

/* The line with numbers for its derivatives; NULL where one has no value. Under a sum sign,
 * where the index is no number, the engine's derivative stands in. */
static struct syntax *without_pending(struct stage *s, struct syntax *t, bool range)
{
    struct syntax **child = arena_array(s->arena, t->count + 1, sizeof *child), *copy;

    if (t->kind == SYN_DERIVATIVE) {
        struct formula f = {meaning(s, t->child[0]), pool_true(s->pool)}, df;
        struct diag d = {0};
        arb_t v;

        if (f.body == EXPR_NONE)
            return NULL;
        if (range)
            return algebra_derive(s->pool, &f, s->x, &df, &d) == ST_OK
                       ? expr_show(s->pool, df.body, s->arena)
                       : NULL;
        arb_init(v);
        copy = quotient(s, f.body, v) ? number(s, v) : NULL;
        arb_clear(v);
        return copy;
    }
    range = range || law_is_call(t, "sum");
    for (size_t i = 0; i < t->count; i++)
        if (!(child[i] = without_pending(s, t->child[i], range)))
            return NULL;
    copy = arena_alloc(s->arena, sizeof *copy);
    *copy = *t;
    copy->child = child;
    return copy;
}

static const char *text_of(struct stage *s, const struct syntax *t)
{
    struct str out = str_in(s->arena);

    syntax_print(&out, t, NOTE_PLAIN);
    return out.text;
}

/* ---- one line --------------------------------------------------------------------- */

static bool agree(const arb_t a, const arb_t b)
{
    arb_t gap;
    bool close;

    arb_init(gap);
    arb_sub(gap, a, b, BITS);
    arb_add_error_2exp_si(gap, CLOSE);
    close = arb_contains_zero(gap) || arf_cmpabs_2exp_si(arb_midref(a), LARGE) > 0;
    arb_clear(gap);
    return close;
}

/* Does the line have the slope of f here? True too where one of them has no value. */
static bool line_holds(struct stage *s, struct syntax *line, expr f, int *compared)
{
    struct syntax *plain = without_pending(s, line, false);
    expr e = plain ? meaning_here(s, plain) : EXPR_NONE;
    bool holds = true;
    arb_t v, slope;

    arb_init(v);
    arb_init(slope);
    if (e != EXPR_NONE && value(s, e, 0, v) && quotient(s, f, slope)) {
        holds = agree(v, slope);
        ++*compared;
    }
    arb_clear(slope);
    arb_clear(v);
    return holds;
}

/* The law in letters, with the letters put in, is a truth about derivatives. */
static bool law_holds(struct stage *s, const struct step *step, int *compared)
{
    struct binding b[8];
    struct syntax *left, *right;
    size_t n = 0;
    expr f;

    for (size_t i = 0; i < step->letter_count; i++) {
        struct syntax *is = step->letters[i].is;

        b[n++] = (struct binding){step->letters[i].name, is};
        b[n++] = (struct binding){arena_printf(s->arena, "%s'", step->letters[i].name),
                                  syntax_derivative(s->arena, "x", is)};
    }
    left = form_fill(s->arena, step->law, b, n);
    right = form_fill(s->arena, step->gives, b, n);
    f = meaning(s, left);
    if (step->rewrites)
        right = syntax_derivative(s->arena, "x", right);
    return f == EXPR_NONE || line_holds(s, right, f, compared);
}

/* ---- a whole working --------------------------------------------------------------- */

static const double points[] = {0.3125, 0.7, 1.4142, 2.3, 3.7, -0.6, -1.3};
enum { POINTS = sizeof points / sizeof *points };

static bool everywhere(struct stage *s, struct syntax *line, expr f, int *compared)
{
    bool holds = true;

    for (size_t i = 0; i < POINTS && holds; i++) {
        s->at = points[i];
        holds = line_holds(s, line, f, compared);
    }
    return holds;
}

static bool law_everywhere(struct stage *s, const struct step *step, int *compared)
{
    bool holds = true;

    for (size_t i = 0; i < POINTS && holds && step->law; i++) {
        s->at = points[i];
        holds = law_holds(s, step, compared);
    }
    return holds;
}

/* Every line against f; from "again" on, against the line that was differentiated. */
static void check_lines(struct stage *s, const struct working *w, expr f,
                        const char *text, int *compared)
{
    struct syntax *line = w->question;
    const char *wrong = NULL;
    bool chained = true;

    for (size_t i = 0; i < w->count && !wrong && chained; i++) {
        const struct step *step = &w->steps[i];

        if (!strcmp(step->rule, "again")) {
            f = meaning(s, line);
            chained = step->line->kind == SYN_DERIVATIVE &&
                      form_same(s->arena, step->line->child[0], line);
        }
        line = step->line;
        if (!everywhere(s, line, f, compared) || !law_everywhere(s, step, compared)) {
            struct str says = str_in(s->arena);

            step_say(&says, step, NOTE_PLAIN);
            wrong = arena_printf(s->arena, "%s: %s at %g", says.text, text_of(s, line),
                                 s->at);
        }
    }
    ok(!wrong && chained, "%s: every line holds %s", text, wrong ? wrong : "");
}

/* NULL where f has no derivative here. */
static struct working *work(struct stage *s, const char *text, unsigned order,
                            const char *variable, struct formula *f, expr *last)
{
    struct working *w = arena_alloc(s->arena, sizeof *w);
    struct reading typed;
    struct formula df;
    struct diag d = {0};

    s->x = pool_symbol(s->pool, variable);
    if (expr_parse(s->arena, text, strlen(text), NULL, &typed, &d) != ST_OK ||
        expr_build(s->pool, typed.root, f, &d) != ST_OK ||
        algebra_derive_n(s->pool, f, s->x, order, &df, &d) != ST_OK)
        return NULL;
    *last = df.body;
    if (algebra_steps(s->pool, typed.root, f, s->x, order, df.body, s->arena, w, &d) ==
        ST_OK)
        return w;
    ok(false, "%s has steps: %s", text, d.message);
    return NULL;
}

static struct stage stage_new(void)
{
    struct arena *a = arena_new();

    return (struct stage){.arena = a, .pool = pool_new(a, 400000)};
}

static size_t check_working(const char *text, unsigned order, const char *variable,
                            int *compared)
{
    struct stage s = stage_new();
    struct formula f;
    expr last;
    struct working *w = work(&s, text, order, variable, &f, &last);
    size_t count = w ? w->count : 0;

    if (w && count && pool_status(s.pool, NULL) == ST_OK) {
        is_str(text_of(&s, w->steps[count - 1].line),
               expr_text(s.pool, last, NOTE_PLAIN, s.arena),
               "%s: the last line is the derivative", text);
        check_lines(&s, w, f.body, text, compared);
    }
    arena_free(s.arena);
    return count;
}

static void check_table(void)
{
    int compared = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int before = compared;
        size_t n = check_working(cases[i].f, cases[i].order, "x", &compared);

        ok(n > 0 && n <= cases[i].most, "%s takes %zu lines, at most %u", cases[i].f, n,
           cases[i].most);
        ok(compared > before, "%s is defined somewhere", cases[i].f);
    }
}

/* ---- random formulas ----------------------------------------------------------------- */

static void check_random(void)
{
    static const char *const leaves[] = {"x", "x", "x", "x", "3/4", "2", NULL};
    static const char *const functions[] = {
        "sin",  "cos",  "tan",  "exp", "ln",   "sqrt", "atan", "abs", "tanh", "erf",
        "cbrt", "log2", "asin", "sec", "relu", "e^",   "2^",   "-",   NULL};
    struct taste taste = {leaves, functions, "+-**/^", 6, 3, 8, 9, -3, 4};
    int compared = 0;
    uint64_t count = soak_count(300);

    for (uint64_t seed = 1; seed <= count; seed++) {
        struct arena *a = arena_new();
        struct rng rng = {seed};
        struct str text = str_in(a);

        random_text(&text, &rng, &taste, 4);
        check_working(text.text, 1, "x", &compared);
        arena_free(a);
    }
    ok((uint64_t)compared > 10 * count, "most lines have values where they are asked: %d",
       compared);
}

/* ---- long ones --------------------------------------------------------------------------- */

static void check_long(const char *name, const char *open, const char *close, int times)
{
    struct stage s = stage_new();
    struct str text = str_in(s.arena);
    struct formula f;
    struct working *w;
    size_t nodes = 0;
    expr last;

    for (int i = 0; i < times; i++)
        str_add(&text, open);
    str_add(&text, "x");
    for (int i = 0; i < times; i++)
        str_add(&text, close);
    w = work(&s, text.text, 1, "x", &f, &last);
    for (size_t i = 0; w && i + 1 < w->count; i++)
        nodes += form_size(w->steps[i].line, STEP_NODES + 1);
    ok(w && w->cut && w->count <= STEP_LINES && nodes <= STEP_NODES,
       "%s: %zu nodes on %zu lines, and the rest in one step", name, nodes,
       w ? w->count : 0);
    if (w)
        is_str(w->steps[w->count - 1].rule, "rest", "%s: which says so", name);
    arena_free(s.arena);
}

/* ---- words -------------------------------------------------------------------------------- */

static const struct {
    const char *f, *says[3]; /* of the first step, in the three notations */
} words[] = {
    {"sin(3x)",
     {"chain rule: (sin(u))' = cos(u)*u' with u = 3*x",
      "chain rule: (sin(u))' = cos(u) u' with u = 3 x",
      "chain rule: $\\left(\\sin\\left(u\\right)\\right)' = \\cos\\left(u\\right) u'$ "
      "with "
      "$u = 3 x$"}},
    {"u x^2 sin(v x)",
     {"product rule: (f*g)' = f'*g + f*g' with f = x^2, g = sin(v*x); constant factors "
      "stay",
      NULL, NULL}},
    {"tan x", {"from the table: (tan(x))' = 1 + tan(x)^2", NULL, NULL}},
    {"|x-1|",
     {"chain rule: (abs(u))' = sign(u)*u' with u = x - 1; only where x != 1", NULL,
      NULL}},
    {"x^3-3x", {"term by term: (x^n)' = n*x^(n - 1)", NULL, NULL}},
};

static void check_words(void)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct stage s = stage_new();
        struct formula f;
        expr last;
        struct working *w = work(&s, words[i].f, 1, "x", &f, &last);

        for (int how = 0; how < 3 && words[i].says[how]; how++) {
            struct str says = str_in(s.arena);

            step_say(&says, &w->steps[0], (enum notation)how);
            is_str(says.text, words[i].says[how], "%s", words[i].f);
        }
        arena_free(s.arena);
    }
}

/* ---- a corpus, where there is one ----------------------------------------------------------- */

/* The text of "key": "..." in a line of JSON without escapes. */
static char *field(struct arena *a, const char *line, const char *key)
{
    const char *at = strstr(line, arena_printf(a, "\"%s\": \"", key));

    if (!at)
        return NULL;
    at += strlen(key) + 5;
    return arena_strndup(a, at, strcspn(at, "\""));
}

static void check_corpus(const char *directory)
{
    struct arena *a = arena_new();
    FILE *file = fopen(arena_printf(a, "%s/cases/derivatives.jsonl", directory), "r");
    static char line[1 << 16];
    int compared = 0;
    unsigned count = 0;

    if (!file) {
        printf("# there is no corpus in %s\n", directory);
        arena_free(a);
        return;
    }
    while (fgets(line, sizeof line, file)) {
        const char *order = strstr(line, "\"order\": "), *f = field(a, line, "f"),
                   *variable = field(a, line, "var");

        if (f && variable && order &&
            check_working(f, (unsigned)atoi(order + 9), variable, &compared))
            count++;
    }
    ok(count > 100 && compared > 1000, "%u derivations of the corpus, %d values", count,
       compared);
    fclose(file);
    arena_free(a);
}

int main(void)
{
    const char *corpus = getenv("GRADUS_SHARED");

    check_table();
    check_words();
    check_random();
    check_long("a chain", "exp(", ")", 1000);
    check_long("a product", "", "*(x + 1)", 400);
    check_long("a tower", "x^", "", 300);
    if (corpus)
        check_corpus(corpus);
    return done_testing();
}
