/* t-tex.c: formulas in LaTeX: a table, and the structure of random ones.
 *
 * Structure: seven-bit text; braces, \left and \right, \begin and \end nest; every command
 * is a known one; no two numbers stand side by side.
 *
 * `t-tex --page` writes a document of a hundred formulas, for latex.sh. */
#include "expr/expr.h"
#include "expr/trees.h"
#include "tap.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *typed, *tex;
} table[] = {
    {"(x+1)^2/(3x)", "\\frac{\\left(x + 1\\right)^{2}}{3 x}"},
    {"2*3*x", "2\\cdot 3 x"},
    {"2*(1/2)", "2\\cdot \\frac{1}{2}"},
    {"2*5!", "2\\cdot 5!"},
    {"(1/2)*x", "\\frac{1}{2} x"},
    {"|x|*|y|", "\\left|x\\right|\\cdot \\left|y\\right|"},
    {"sin(x/2)^2", "\\sin^{2}\\left(\\frac{x}{2}\\right)"},
    {"sin(x)^-1*ln(x)^n", "\\sin\\left(x\\right)^{-1}"
                          " \\ln\\left(x\\right)^{n}"},
    {"exp(-x^2/2)/sqrt(2pi)", "\\frac{e^{-\\frac{x^{2}}{2}}}{\\sqrt{2 \\pi}}"},
    {"exp(x)^2", "\\left(e^{x}\\right)^{2}"},
    {"cbrt(x) + root(x, n)", "\\sqrt[3]{x} + \\sqrt[{n}]{x}"},
    {"log(x, 2) - log10(x)", "\\log_{2}\\left(x\\right) - \\log_{10}\\left(x\\right)"},
    {"alpha*theta + β", "\\alpha \\theta + \\beta"},
    {"w_1 + x2 + x_max + width", "w_{1} + x_{2} + x_{\\mathrm{max}} + \\mathit{width}"},
    {"x[i+1]^2", "x_{i + 1}^{2}"},
    {"sum(i, 1, n, x[i] + 1)", "\\sum_{i=1}^{n} \\left(x_{i} + 1\\right)"},
    {"2*sum(i, 1, n, i)*y", "2 \\left(\\sum_{i=1}^{n} i\\right) y"},
    {"if(x <= 0, 1, x)", "\\begin{cases} 1 & \\text{if } x \\le 0 \\\\ x & "
                         "\\text{otherwise} \\end{cases}"},
    {"min(x, 1) + floor(x)",
     "\\min\\left(x, 1\\right) + \\left\\lfloor x\\right\\rfloor "},
    {"asinh(x) + erf(x)", "\\operatorname{arsinh}\\left(x\\right) + "
                          "\\operatorname{erf}\\left(x\\right)"},
    {"not (x < 1 and y != 2)", "\\lnot\\left(x < 1 \\land y \\ne 2\\right)"},
    {"(-inf, 2] U {3}", "\\left(-\\infty, 2\\right] \\cup \\left\\{3\\right\\}"},
    {"[[1, 2], [x, 4]]", "\\begin{pmatrix} 1 & 2 \\\\ x & 4 \\end{pmatrix}"},
    {"1.5e-3x", "1.5\\cdot 10^{-3} x"},
    {"1e3^2", "\\left(1\\cdot 10^{3}\\right)^{2}"},
};

static const char *const commands[] = {
    "\\frac",  "\\sqrt",  "\\left",  "\\right",  "\\cdot",   "\\pm",           "\\sum",
    "\\prod",  "\\log",   "\\ln",    "\\exp",    "\\sin",    "\\cos",          "\\tan",
    "\\cot",   "\\sec",   "\\csc",   "\\arcsin", "\\arccos", "\\arctan",       "\\sinh",
    "\\cosh",  "\\tanh",  "\\Gamma", "\\psi",    "\\sigma",  "\\min",          "\\max",
    "\\begin", "\\end",   "\\text",  "\\mathrm", "\\mathit", "\\operatorname", "\\pi",
    "\\infty", "\\alpha", "\\theta", "\\omega",  "\\lfloor", "\\rfloor",       "\\lceil",
    "\\rceil", "\\ne",    "\\le",    "\\ge",     "\\land",   "\\lor",          "\\lnot",
    "\\cup",
};

/* The length of a command at text: letters, or one other character. */
static size_t command_length(const char *text)
{
    size_t n = 1;

    while (isalpha((unsigned char)text[n]))
        n++;
    return n > 1 ? n : 2;
}

static bool is_known(const char *text, size_t n)
{
    if (n == 2 && strchr("{}_\\", text[1]))
        return true;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strlen(commands[i]) == n && !memcmp(commands[i], text, n))
            return true;
    return false;
}

static bool is_command(const char *text, size_t n, const char *name)
{
    return strlen(name) == n && !memcmp(text, name, n);
}

/* A stack of what is open: '{', 'l' for \left, 'b' for \begin. */
struct opened {
    char at[4096];
    size_t n;
};

static bool open_one(struct opened *o, char what)
{
    o->at[o->n++] = what;
    return o->n < sizeof o->at;
}

static bool close_one(struct opened *o, char what)
{
    return o->n && o->at[--o->n] == what;
}

static bool step(struct opened *o, const char *text, size_t n)
{
    if (is_command(text, n, "\\left"))
        return open_one(o, 'l');
    if (is_command(text, n, "\\right"))
        return close_one(o, 'l');
    if (is_command(text, n, "\\begin"))
        return open_one(o, 'b');
    if (is_command(text, n, "\\end"))
        return close_one(o, 'b');
    if (*text == '{')
        return open_one(o, '{');
    return *text != '}' || close_one(o, '{');
}

/* Blanks do not part two numbers. */
static bool numbers_touch(const char *text)
{
    const char *next = text + strspn(text + 1, " ") + 1;

    return isdigit((unsigned char)*text) && text[1] == ' ' &&
           isdigit((unsigned char)*next);
}

static const char *wrong(const char *text)
{
    struct opened o = {.n = 0};

    for (size_t n; *text; text += n) {
        n = *text == '\\' ? command_length(text) : 1;
        if (*text == '\\' && !is_known(text, n))
            return "an unknown command";
        if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
            return "not seven-bit text";
        if (numbers_touch(text))
            return "two numbers side by side";
        if (!step(&o, text, n))
            return "brackets do not match";
    }
    return o.n ? "a bracket is left open" : NULL;
}

static bool check_random(uint64_t seed)
{
    struct arena *a = arena_new();
    struct grower g = {a, {seed}};
    struct str text = str_in(a);
    const char *what;

    syntax_print(&text, grow_line(&g, 5), NOTE_TEX);
    what = wrong(text.text);
    if (what)
        ok(false, "seed %llu: %s: %s", (unsigned long long)seed, what, text.text);
    arena_free(a);
    return !what;
}

static const char *typed_tex(struct arena *a, const char *typed)
{
    struct str text = str_in(a);
    struct reading r;
    struct diag d = {0};

    if (expr_parse(a, typed, strlen(typed), NULL, &r, &d) == ST_OK)
        syntax_print(&text, r.root, NOTE_TEX);
    return text.len ? text.text : arena_strdup(a, d.message);
}

static int print_page(void)
{
    struct arena *a = arena_new();

    puts(
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\setlength{\\parindent}{0pt}\n"
        "\\begin{document}");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        printf("$\\displaystyle %s$\\par\\medskip\n", typed_tex(a, table[i].typed));
    for (uint64_t seed = 1; seed <= 75; seed++) {
        struct grower g = {a, {seed}};
        struct str text = str_in(a);

        syntax_print(&text, grow_line(&g, 3), NOTE_TEX);
        printf("$\\displaystyle %s$\\par\\medskip\n", text.text);
    }
    puts("\\end{document}");
    arena_free(a);
    return 0;
}

int main(int argc, char **argv)
{
    struct arena *a;
    int sound = 0;

    if (argc > 1 && !strcmp(argv[1], "--page"))
        return print_page();
    a = arena_new();
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        is_str(typed_tex(a, table[i].typed), table[i].tex, "%s", table[i].typed);
    arena_free(a);
    ok(wrong("\\frac{1}{2") && wrong("\\left(x") && wrong("\\cdotx") && wrong("2 3"),
       "the reader of structure sees faults");
    for (uint64_t seed = 1; seed <= 4000; seed++)
        sound += check_random(seed);
    is_int(sound, 4000, "random trees have a sound structure");
    return done_testing();
}
