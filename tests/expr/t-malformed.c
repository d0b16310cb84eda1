/* t-malformed.c: whatever is typed is read, or refused in a way one can act upon.
 *
 * Valid formulas are mutated by characters and by tokens, from a fixed seed, and a list of
 * giants is added: 64 KiB of one thing, towers of exponents, endless sums. Each is read as
 * a formula or gives a typed error with a sentence, its place inside the text, and a help
 * that helps; and the arena stays small.
 *
 * `t-malformed --requests` writes the same inputs as requests for `gradus batch`. */
#include "expr/expr.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum { MUTANTS = 1500, LARGEST_ARENA = 64 << 20, POOL_LIMIT = 100000 };

static const char *const corpus[] = {
    "x^3 - 3x + 2",
    "(x+1)^2/(3x - sqrt(2))",
    "2 sin x cos x",
    "sin^2 x + cos^2 x",
    "sin^-1 (x/2)",
    "xsinx",
    "e^-x^2/sqrt(2pi)",
    "||x|-1|",
    "x² − 3·x ÷ 2",
    "√2x + ∛x",
    "2πr",
    "5! + 3!",
    "log(x, 2) + log10(x)",
    "root(x, 3)",
    "sum(i, 1, 10, x^i/i)",
    "prod(k, 1, 4, x - k)",
    "if(x > 0, x, -x)",
    "piecewise(x < 0: -x, x <= 1: x^2, 2x - 1)",
    "max(x, min(1, 2x), -3)",
    "w_1*x[1] + w_2*x[2]",
    "alpha*exp(-beta*t)",
    "1.5e-3x + .25",
    "x**2",
    "1 < x <= 3 and not x = 2",
    "arctan(y/x) - tanh(x)",
    "floor(x) + ceil(x) - sign(x)",
    "gamma(x + 1)/gamma(x)",
    "(x+1)(x-1)(x+2)",
    "1/2x",
    "sigmoid(w*x + b)",
};

/* Pieces that a mutation puts in. */
static const char *const tokens[] = {
    "(",    ")",     "[",   "]",    "{",    "}",    "|",      "+",   "-",  "*",    "/",
    "^",    "**",    "!",   "=",    "<",    "<=",   ":",      ",",   ";",  ".",    "..",
    "sin",  "ln",    "sqr", "sn",   "coss", "lgo",  "pi",     "inf", "e",  "x",    "y",
    "7",    "0.5.1", "1e",  "1e99", "#",    "$",    "@",      "\\",  "'",  "\"",   "?",
    "&&",   "%",     "_",   "__",   "²",    "⁻¹",   "√",      "∫",   "≤",  "π",    "ё",
    "\xC3", "\xFF",  "\t",  "\n",   "\x01", "\x7F", "\u202E", "U",   "or", "sum(", "if(",
    "max",  "()",    "[]",  "{}",   "||",   "d/dx", "x[",     "!!",  "^^", "--",   "lim",
};

/* 64 KiB of each, and other ways to ask for too much. */
static const char *const heaps[] = {
    "(",          "[",           "{",
    "|",          "-",           "+",
    "!",          "^",           "x^",
    "2^",         "sin ",        "sin(",
    "f(",         "max(",        "if(",
    "√",          "not ",        "x and ",
    "1+",         "x*",          "1/",
    "x,",         "x=",          "9",
    "a",          "ab",          "x ",
    "sinx",       "x_1",         "x[",
    "sum(i,1,2,", "prod(i,1,9,", "piecewise(x>0:",
    "e^-",        "sin^2 ",      "x²",
    "π",          "\xC3",        ".",
    ")",          "]",           ";",
};

static const char *const giants[] = {
    "9^9^9",
    "9^9^9^9^9",
    "x^9^9^9",
    "(x+1)^100000",
    "10^(10^6)",
    "2^-10^10",
    "(2/3)^99999",
    "1e99999999",
    "1e30000*x",
    "(1e30000)^9",
    "3000!",
    "99999999999!",
    "sum(i, 1, 10^9, i)",
    "sum(i, 1, 10^30, x^i)",
    "prod(i, 1, 10^9, x - i)",
    "sum(i, 1, 4096, x^i)",
    "prod(i, 1, 4096, x - i)",
    "sum(i, 1, 64, sum(j, 1, 64, x^(i*j)))",
    "sum(i, 1, 4000, sum(j, 1, 4000, x^(i*j)))",
    "sum(i, 1, 4000, 1/(x - i))",
    "root(x, 10^30)",
    "x[10^30]",
    "x^(1/(10^9 + 7))",
    "2^(1/1000003)",
    "cos(10^100000)",
    "exp(exp(exp(100)))",
    "gamma(10^9)",
    "(sqrt(2) + sqrt(3) + sqrt(5))^99999",
};

/* ---- making them ----------------------------------------------------------------- */

static size_t below(struct rng *rng, size_t n)
{
    return n ? (size_t)rng_below(rng, n) : 0;
}

/* One edit: delete, insert, replace, double or swap; of a character or a token. */
static void mutate(struct str *s, struct rng *rng)
{
    const char *token = tokens[below(rng, sizeof tokens / sizeof *tokens)];
    size_t at = below(rng, s->len + 1), n = 1 + below(rng, 4);
    char byte = (char)rng_below(rng, 256);

    if (at + n > s->len)
        n = s->len - at;
    switch (rng_below(rng, 7)) {
    case 0: str_remove(s, at, n); break;
    case 1: str_insert(s, at, token, strlen(token)); break;
    case 2:
        str_remove(s, at, n);
        str_insert(s, at, token, strlen(token));
        break;
    case 3: str_insert(s, at, arena_strndup(s->arena, s->text + at, n), n); break;
    case 4:
        if (at + 1 < s->len) {
            char c = s->text[at];

            s->text[at] = s->text[at + 1];
            s->text[at + 1] = c;
        }
        break;
    case 5: str_insert(s, at, &byte, 1); break;
    default:
        if (at < s->len)
            s->text[at] = byte;
        break;
    }
}

static void make_mutant(struct str *s, uint64_t seed)
{
    struct rng rng = {seed};

    str_add(s, corpus[below(&rng, sizeof corpus / sizeof *corpus)]);
    for (size_t edits = 1 + below(&rng, 4); edits; edits--)
        mutate(s, &rng);
}

/* As many times as fit; `closed`: with an operand at the end. */
static void make_heap(struct str *s, const char *unit, bool closed)
{
    while (s->len + strlen(unit) < EXPR_TEXT_LIMIT)
        str_add(s, unit);
    if (closed)
        str_addc(s, 'x');
}

/* ---- judging them ---------------------------------------------------------------- */

static bool is_text(const char *text)
{
    size_t n = strlen(text), used;

    for (size_t at = 0; at < n; at += used)
        if (utf8_decode(text + at, n - at, &used) == 0xFFFD && used == 1)
            return false;
    return n > 0;
}

/* What "perhaps: sin(x)" offers can be read. */
static bool suggests(struct arena *a, const struct diag *d)
{
    static const char before[] = "perhaps: ";
    struct reading r;

    return strncmp(d->help, before, strlen(before)) ||
           expr_parse(a, d->help + strlen(before), strlen(d->help) - strlen(before), NULL,
                      &r, NULL) == ST_OK;
}

/* What "did you mean 'sin'?" offers, put in place of what is marked, is not refused at the
 * same place again. */
static bool helps(struct arena *a, const struct str *s, const struct diag *d)
{
    static const char before[] = "did you mean '";
    const char *word = strstr(d->help, before);
    struct str mended = str_in(a);
    struct reading r;
    struct diag again = {0};

    if (!word)
        return true;
    word += strlen(before);
    str_addn(&mended, s->text, d->at.from);
    str_addn(&mended, word, strcspn(word, "'"));
    str_addn(&mended, s->text + d->at.to, s->len - d->at.to);
    return expr_parse(a, mended.text, mended.len, NULL, &r, &again) == ST_OK ||
           again.at.from != d->at.from || !strstr(again.message, "unknown");
}

static const char *wrong(struct arena *a, const struct str *s)
{
    struct pool *p = pool_new(a, POOL_LIMIT);
    struct str picture = str_in(a);
    struct formula f;
    struct diag d = {0};
    enum status st = expr_read(p, s->text, s->len, NULL, &f, NULL, &d);

    if (arena_used(a) > LARGEST_ARENA)
        return "the arena has grown beyond 64 MiB";
    if (st == ST_OK)
        return *expr_text(p, f.body, NOTE_PLAIN, a) ? NULL : "it is printed as nothing";
    if (st != ST_SYNTAX && st != ST_LIMIT && st != ST_USAGE && st != ST_DOMAIN)
        return "a status that has no place here";
    if (st != d.status || !is_text(d.message))
        return "no sentence";
    if (d.at.from > d.at.to || d.at.to > s->len)
        return "the mark lies outside";
    if (!helps(a, s, &d))
        return "the help does not help";
    if (!suggests(a, &d))
        return "the suggestion cannot be read";
    diag_picture(&picture, &d, s->text, 80);
    return is_text(picture.text) ? NULL : "no picture";
}

static bool check(const struct str *s, const char *name)
{
    struct arena *a = arena_new();
    const char *what = wrong(a, s);

    if (what)
        ok(false, "%s: %.*s: %s", name, (int)(s->len < 80 ? s->len : 80), s->text, what);
    arena_free(a);
    return !what;
}

/* Calls use(text, its name) for every input; how many were fine. */
static int all(bool (*use)(const struct str *s, const char *name))
{
    struct arena *a = arena_new();
    int fine = 0;

    for (uint64_t seed = 1; seed <= MUTANTS; seed++) {
        struct str s = str_in(a);

        make_mutant(&s, seed);
        fine += use(&s, arena_printf(a, "seed %d", (int)seed));
    }
    for (size_t i = 0; i < 2 * sizeof heaps / sizeof *heaps; i++) {
        struct str s = str_in(a);

        make_heap(&s, heaps[i / 2], i % 2);
        fine += use(&s, heaps[i / 2]);
    }
    for (size_t i = 0; i < sizeof giants / sizeof *giants; i++) {
        struct str s = str_in(a);

        str_add(&s, giants[i]);
        fine += use(&s, "giant");
    }
    arena_free(a);
    return fine;
}

static bool print_request(const struct str *s, const char *name)
{
    (void)name;
    printf("{\"command\": \"%s\", \"timeout\": 2, \"expr\": \"",
           hash_bytes(s->text, s->len) % 2 ? "diff" : "eval");
    for (size_t i = 0; i < s->len; i++)
        if (s->text[i] == '"' || s->text[i] == '\\' || (unsigned char)s->text[i] < ' ')
            printf("\\u%04x", s->text[i]);
        else
            putchar(s->text[i]);
    puts("\"}");
    return true;
}

static void judge(void *count)
{
    is_int(all(check), *(const int *)count,
           "every input is read or refused with a reason");
}

int main(int argc, char **argv)
{
    int count = (int)(MUTANTS + 2 * sizeof heaps / sizeof *heaps +
                      sizeof giants / sizeof *giants);

    if (argc > 1 && !strcmp(argv[1], "--requests"))
        return all(print_request) != count;
    ok(deep_call(judge, &count), "there is a stack for the deepest");
    return done_testing();
}
