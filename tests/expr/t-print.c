/* t-print.c: trees that nobody types, written in the three notations. */
#include "expr/expr.h"
#include "tap.h"

#include <string.h>

/* `text` with every name D put for a derivative of `of` by x. */
static const struct {
    const char *of, *text, *plain, *unicode, *tex;
} pending[] = {
    {"x^2", "D", "d/dx(x^2)", "d/dx [x²]", "\\frac{d}{dx}\\left[x^{2}\\right]"},
    {"sin(3x)", "x^2*D", "x^2*d/dx(sin(3*x))", "x²·d/dx [sin(3 x)]",
     "x^{2}\\cdot \\frac{d}{dx}\\left[\\sin\\left(3 x\\right)\\right]"},
    {"x + 1", "D*y", "d/dx(x + 1)*y", "d/dx [x + 1]·y",
     "\\frac{d}{dx}\\left[x + 1\\right]\\cdot y"},
    {"x", "-D^2", "-(d/dx(x))^2", "−(d/dx [x])²",
     "-\\left(\\frac{d}{dx}\\left[x\\right]\\right)^{2}"},
};

static struct syntax *typed(struct arena *a, const char *text)
{
    struct reading r = {0};
    struct diag d = {0};

    return expr_parse(a, text, strlen(text), NULL, &r, &d) == ST_OK ? r.root : NULL;
}

static struct syntax *put(struct syntax *s, struct syntax *value)
{
    if (s->kind == SYN_NAME && !strcmp(s->text, "D"))
        return value;
    for (size_t i = 0; i < s->count; i++)
        s->child[i] = put(s->child[i], value);
    return s;
}

static void check_notation(struct arena *a, const struct syntax *s, enum notation how,
                           const char *wanted)
{
    struct str text = str_in(a);

    syntax_print(&text, s, how);
    is_str(text.text, wanted, "%s", wanted);
}

/* A root sign has no end: its power needs brackets. */
static void check_root(void)
{
    struct arena *a = arena_new();

    check_notation(a, typed(a, "sqrt(x)^2"), NOTE_UNICODE, "(√x)²");
    check_notation(a, typed(a, "sqrt(x + 1)^2"), NOTE_UNICODE, "(√(x + 1))²");
    check_notation(a, typed(a, "sqrt(x^2)"), NOTE_UNICODE, "√(x²)");
    arena_free(a);
}

int main(void)
{
    check_root();
    for (size_t i = 0; i < sizeof pending / sizeof *pending; i++) {
        struct arena *a = arena_new();
        struct syntax *d = syntax_derivative(a, "x", typed(a, pending[i].of));
        struct syntax *s = put(typed(a, pending[i].text), d);

        check_notation(a, s, NOTE_PLAIN, pending[i].plain);
        check_notation(a, s, NOTE_UNICODE, pending[i].unicode);
        check_notation(a, s, NOTE_TEX, pending[i].tex);
        arena_free(a);
    }
    return done_testing();
}
