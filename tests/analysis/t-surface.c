/* t-surface.c: stationary points in several variables, against functions built to have
 * known ones, and against Newton's method from many starts. */
#include "analysis/surface.h"
#include "formulas.h"
#include "tap.h"

struct question {
    struct arena *arena;
    struct search s;
    struct budget budget;
    struct formula f;
    expr x[3];
    size_t n;
    struct surface found;
    enum status st;
};

/* names: "xy"; sides: an interval for each, or NULL. */
static void ask(struct question *q, const char *text, const char *names,
                const char *const *sides)
{
    struct piece_of_line on[3];
    struct diag d = {0};

    q->arena = arena_new();
    q->budget = budget_of(20000000);
    q->s = (struct search){pool_new(q->arena, 400000), &q->budget};
    q->n = strlen(names);
    q->st = expr_read(q->s.pool, text, strlen(text), NULL, &q->f, NULL, &d);
    for (size_t i = 0; i < q->n && q->st == ST_OK; i++) {
        struct realset set = realset_line(&q->s);

        q->x[i] = pool_symbol(q->s.pool, (char[]){names[i], '\0'});
        if (sides)
            q->st = realset_read(&q->s, sides[i], &set, &d);
        on[i] = set.pieces[0];
    }
    if (q->st == ST_OK)
        q->st = analysis_surface(&q->s, &q->f, q->x, q->n, on, &q->found, &d);
    if (q->st != ST_OK)
        note("%s: %s", text, d.message);
}

/* "min (1, 2); saddle (0, 0)" */
static const char *told(struct question *q)
{
    struct str text = str_in(q->arena);

    for (size_t i = 0; i < q->found.count; i++) {
        const struct stationary *p = &q->found.points[i];
        const char *type = surface_type_name(p->type);

        str_addf(&text, "%s%s (", i ? "; " : "", type ? type : "?");
        for (size_t k = 0; k < q->n; k++)
            str_addf(&text, "%s%s", k ? ", " : "",
                     p->x[k].exact == EXPR_NONE
                         ? arena_printf(q->arena, "%.6g", p->x[k].approx)
                         : expr_text(q->s.pool, p->x[k].exact, NOTE_PLAIN, q->arena));
        str_addf(&text, ")");
    }
    return text.text ? text.text : "";
}

/* ---- a class's answers ---------------------------------------------------------------- */

static const struct {
    const char *f, *names, *sides[3], *points;
    bool complete;
} table[] = {
    {"x^3-3x y+y^3", "xy", {0}, "saddle (0, 0); min (1, 1)", true},
    {"x^4+y^4-4x y", "xy", {0}, "min (-1, -1); saddle (0, 0); min (1, 1)", true},
    {"x y", "xy", {0}, "saddle (0, 0)", true},
    {"x^4+y^4", "xy", {0}, "degenerate (0, 0)", true},
    {"x^3-3x y^2", "xy", {0}, "degenerate (0, 0)", true},
    {"(x^2+y^2)^2", "xy", {0}, "degenerate (0, 0)", true},
    {"x+y", "xy", {0}, "", true},
    {"(x^2+y^2-1)^2", "xy", {0}, "max (0, 0)", false},
    {"x^2", "xy", {0}, "", false},
    {"(x-y)^2", "xy", {0}, "", false},
    {"e^(x y)", "xy", {0}, "saddle (0, 0)", true},
    {"x y+8/x+8/y", "xy", {0}, "min (2, 2)", true},
    {"ln(1+x^2+y^2)", "xy", {0}, "min (0, 0)", true},
    {"sqrt(x^2+y^2)", "xy", {0}, "", false},
    {"x y e^(-x-y)", "xy", {0}, "saddle (0, 0); max (1, 1)", true},
    {"x^2+y^2", "xy", {"[0,1]", "[-1,1]"}, "", true}, /* on the border */
    {"x^2+y^2", "xy", {"[-1,1]", "[-1,inf)"}, "min (0, 0)", true},
    {"x^2+e^y-y", "xy", {0}, "min (0, 0)", true},
    {"sin(x)+cos(x+y)",
     "xy",
     {"[0,6]", "[0,3]"},
     "saddle (pi/2, pi/2); saddle (3*pi/2, pi/2)",
     true},
    {"x^2+y^2+sin(3x+y)",
     "xy",
     {0},
     "min (-0.391932, -0.130644); saddle (0.593215, 0.197738); min (1.15124, 0.383747)",
     true},
    {"cos(x)cos(y)", "xy", {"[0,3]", "[0,3]"}, "saddle (pi/2, pi/2)", true},
    {"x^2+y^2+z^2+x y z", "xyz", {"[-1,1]", "[-1,1]", "[-1,3]"}, "min (0, 0, 0)", true},
    {"x y+y z+x z", "xyz", {"[-1,1]", "[-1,2]", "[-1,3]"}, "saddle (0, 0, 0)", true},
    {"sin(x)+sin(y)+sin(x+y)", "xy", {"[0,7/2]", "[0,7/2]"}, "max (pi/3, pi/3)", false},
};

static void check_table(void)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct question q;

        ask(&q, table[i].f, table[i].names, table[i].sides[0] ? table[i].sides : NULL);
        if (ok(q.st == ST_OK, "%s is answered", table[i].f)) {
            is_str(told(&q), table[i].points, "its points");
            ok(q.found.complete == table[i].complete, "is all of %s known?", table[i].f);
        }
        arena_free(q.arena);
    }
}

/* ---- built ones ----------------------------------------------------------------------- */

/* f = p(u) + q(v) for u = a x + b y, v = c x + d y: by the chain rule its stationary points
 * are those with p'(u) = q'(v) = 0, and by Sylvester's law of inertia their Hessians have
 * the signs of p'' and q''. p' has whole zeros, some of them twice. */
struct line {
    int zero[3], times[3], n;
};

static struct line random_line(struct rng *rng)
{
    struct line l = {.n = 1 + (int)rng_below(rng, 3)};

    for (int i = 0; i < l.n; i++) {
        l.zero[i] = (i ? l.zero[i - 1] : -3) + 1 + (int)rng_below(rng, 2);
        l.times[i] = rng_below(rng, 5) ? 1 : 2;
    }
    return l;
}

/* The sign of p'' at its i-th zero, p' = the product of (u - zero)^times. */
static int bend(const struct line *l, int i)
{
    int sign = l->times[i] == 1;

    for (int k = i + 1; k < l->n; k++)
        if (l->times[k] % 2)
            sign = -sign;
    return sign;
}

/* p by integrating the product term by term. */
static void add_primitive(struct str *text, const struct line *l, const char *u)
{
    long c[8] = {1};
    int degree = 0;

    for (int i = 0; i < l->n; i++)
        for (int t = 0; t < l->times[i]; t++) {
            for (int k = ++degree; k >= 0; k--)
                c[k] = (k ? c[k - 1] : 0) - l->zero[i] * c[k];
        }
    for (int k = 0; k <= degree; k++)
        str_addf(text, "%+ld/%d*(%s)^%d", c[k], k + 1, u, k + 1);
}

static enum surface_type expected(int p, int q)
{
    return p && q ? p != q  ? SURFACE_SADDLE
                    : p > 0 ? SURFACE_MIN
                            : SURFACE_MAX
                  : SURFACE_DEGENERATE;
}

static const struct stationary *find(const struct question *q, double x, double y)
{
    for (size_t i = 0; i < q->found.count; i++)
        if (fabs(q->found.points[i].x[0].approx - x) < 1e-9 &&
            fabs(q->found.points[i].x[1].approx - y) < 1e-9)
            return &q->found.points[i];
    return NULL;
}

/* wrap: a function with a positive slope around f leaves all that as it is. */
static bool check_built(uint64_t seed, const char *wrap)
{
    struct rng rng = {seed};
    struct line p = random_line(&rng), r = random_line(&rng);
    long m[4], det = 0;
    struct arena *a = arena_new();
    struct str text = str_in(a);
    struct question q;
    bool good;

    while (det == 0) {
        for (int i = 0; i < 4; i++)
            m[i] = (long)rng_below(&rng, 5) - 2;
        det = m[0] * m[3] - m[1] * m[2];
    }
    str_addf(&text, "%s(", wrap);
    add_primitive(&text, &p, arena_printf(a, "%ld*x%+ld*y", m[0], m[1]));
    add_primitive(&text, &r, arena_printf(a, "%ld*x%+ld*y", m[2], m[3]));
    str_addf(&text, ")");
    ask(&q, text.text, "xy", NULL);
    good = q.st == ST_OK && q.found.complete && q.found.count == (size_t)(p.n * r.n);
    for (int i = 0; i < p.n && good; i++)
        for (int k = 0; k < r.n && good; k++) {
            double u = p.zero[i], v = r.zero[k];
            const struct stationary *at =
                find(&q, ((double)m[3] * u - (double)m[1] * v) / (double)det,
                     ((double)m[0] * v - (double)m[2] * u) / (double)det);

            good = at && at->type == expected(bend(&p, i), bend(&r, k));
        }
    if (!good)
        note("seed %llu: %s: %s", (unsigned long long)seed, text.text,
             q.st == ST_OK ? told(&q) : "no answer");
    arena_free(q.arena);
    arena_free(a);
    return good;
}

/* ---- Newton from many starts ------------------------------------------------------------ */

static const char *const leaves[] = {"x", "y", "x", "y", "1", "2", "1/3", NULL};
static const char *const functions[] = {"sin", "exp", "cos", "atan", "cosh", NULL};
static const struct taste taste = {leaves, functions, "+-*+", 5, 3, 5, 9, 2, 3};

struct newton {
    struct tape *tape; /* f_x, f_y, f_xx, f_xy, f_yy */
    double *work;
};

static bool newton_new(struct question *q, struct newton *n)
{
    const struct surface *s = &q->found;
    expr out[5] = {s->df[0].body, s->df[1].body, s->ddf[0].body, s->ddf[1].body,
                   s->ddf[3].body};
    struct diag d;

    if (tape_compile(q->arena, q->s.pool, out, 5, q->x, 2, &n->tape, &d) != ST_OK)
        return false;
    n->work = arena_array(q->arena, tape_work(n->tape), sizeof *n->work);
    return true;
}

/* Where it comes to rest, if at a zero that is not nearly a multiple one. */
static bool newton_rests(const struct newton *n, double *z)
{
    double v[5], det = 0, step = 1;

    for (int i = 0; i < 40 && step > 1e-14; i++) {
        double dx, dy;

        tape_eval(n->tape, z, v, n->work);
        det = v[2] * v[4] - v[3] * v[3];
        dx = (v[4] * v[0] - v[3] * v[1]) / det;
        dy = (v[2] * v[1] - v[3] * v[0]) / det;
        step = fabs(dx) + fabs(dy);
        if (!(step < 1))
            return false;
        z[0] -= dx;
        z[1] -= dy;
    }
    return step <= 1e-13 && fabs(det) > 1e-3;
}

static bool is_open(const struct question *q, const double *z)
{
    for (size_t i = 0; i < q->found.open_count; i++) {
        const struct open_box *b = &q->found.open[i];

        if (b->lo[0] - 1e-6 <= z[0] && z[0] <= b->hi[0] + 1e-6 &&
            b->lo[1] - 1e-6 <= z[1] && z[1] <= b->hi[1] + 1e-6)
            return true;
    }
    return false;
}

static int seen, missed, answered;

static void check_random(uint64_t seed)
{
    static const char *const sides[] = {"[-2,2]", "[-1,2]"};
    struct arena *a = arena_new();
    struct rng rng = {seed};
    struct str text = str_in(a);
    struct question q;
    struct newton n;

    random_text(&text, &rng, &taste, 3);
    str_addf(&text, " + x*y/2 + x^2/3 - y^2/5"); /* mostly no curves */
    ask(&q, text.text, "xy", sides);
    if (q.st == ST_OK && newton_new(&q, &n)) {
        answered += q.found.complete;
        for (int i = 0; i < 100; i++) {
            double z[2] = {-2 + 0.4 * (i % 10) + 0.21, -1 + 0.3 * (int)(i / 10) + 0.13};

            if (!newton_rests(&n, z) || !(fabs(z[0]) < 1.999) ||
                !(fabs(z[1] - 0.5) < 1.499))
                continue;
            seen++;
            if (!find(&q, z[0], z[1]) && !is_open(&q, z)) {
                missed++;
                note("seed %llu: %s: (%.10g, %.10g) is not listed",
                     (unsigned long long)seed, text.text, z[0], z[1]);
                break;
            }
        }
    }
    arena_free(q.arena);
    arena_free(a);
}

int main(void)
{
    static const char *const wraps[] = {"", "exp", "atan", "3*"};
    int n = soak_count(60), built = 0;

    check_table();
    for (int i = 1; i <= n; i++)
        built += check_built((uint64_t)i, wraps[i % 4]);
    ok(built == n, "%d of %d built functions are answered completely and right", built,
       n);
    n = soak_count(120);
    for (int i = 1; i <= n; i++)
        check_random((uint64_t)i);
    ok(missed == 0, "none of %d points met by Newton's method is missing", seen);
    ok(seen > n && answered > n / 2, "there were enough of them; %d of %d complete",
       answered, n);
    return done_testing();
}
