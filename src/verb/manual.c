/* manual.c: the manual page gradus(1), written from the rows of verbs.def, options.def and
 * functions.def. man/gradus.1 is what this writes, and a test keeps the two the same. */
#include "verb/internal.h"

#include "func/func.h"
#include "optim/optim.h"

#include <string.h>

/* Text for roff: a backslash and a hyphen are marked, a dot that begins a line is hidden. */
static void roff(struct str *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        if ((*at == '.' || *at == '\'') && (at == text || at[-1] == '\n'))
            str_add(out, "\\&");
        if (*at == '\\')
            str_add(out, "\\e");
        else if (*at == '-')
            str_add(out, "\\-");
        else
            str_addc(out, *at);
    }
}

static void section(struct str *out, const char *title)
{
    str_addf(out, ".SH %s\n", title);
}

static void paragraph(struct str *out, const char *text)
{
    str_add(out, ".PP\n");
    roff(out, text);
    str_add(out, "\n");
}

static void entry(struct str *out, const char *head, const char *text)
{
    str_add(out, ".TP\n.B ");
    roff(out, head);
    str_add(out, "\n");
    roff(out, text);
    str_add(out, "\n");
}

static void example(struct str *out, const char *text)
{
    str_add(out, ".PP\n.nf\n.RS\n");
    roff(out, text);
    str_add(out, "\n.RE\n.fi\n");
}

static void option_entry(struct str *out, struct arena *a, const struct option_row *o)
{
    char *head = arena_printf(a, "--%s%s%s", o->name, o->value ? " " : "",
                              o->value ? o->value : "");

    for (size_t i = 2; i < strlen(o->name) + 2; i++)
        if (head[i] == '_')
            head[i] = '-';
    entry(out, head, o->says);
}

static void questions(struct str *out, struct arena *a)
{
    section(out, "QUESTIONS");
    for (size_t i = 0; i < verb_count(); i++) {
        const struct verb_row *v = verb_row(i);

        if (v->hidden)
            continue;
        entry(out, arena_printf(a, "gradus %s %s", v->name, v->usage), v->says);
        if (v->about)
            paragraph(out, v->about);
        if (v->examples)
            example(out, v->examples);
    }
}

static void options(struct str *out, struct arena *a)
{
    section(out, "OPTIONS");
    for (int general = 1; general >= 0; general--)
        for (size_t i = 0; i < option_count(); i++)
            if (option_row(i)->general == (general != 0))
                option_entry(out, a, option_row(i));
}

static void functions(struct str *out, struct arena *a)
{
    section(out, "FUNCTIONS");
    for (int f = 0; f < FN_COUNT; f++) {
        const struct func_row *row = func_row((enum func_id)f);

        entry(out,
              row->aliases ? arena_printf(a, "%s (%s)", row->name, row->aliases)
                           : row->name,
              row->domain ? arena_printf(a, "%s; for %s", row->says, row->domain)
                          : row->says);
    }
}

static void methods(struct str *out, struct arena *a)
{
    section(out, "METHODS");
    paragraph(out, "g is the gradient at x, h the rate, a dash marks what comes next.");
    for (int m = 0; m < METHOD_COUNT; m++) {
        const struct method_row *row = method_row((enum method)m);

        entry(out, row->name,
              arena_printf(a, "%s: %s. %s%s%s.", row->title, row->formula, row->source,
                           row->remark ? "; " : "", row->remark ? row->remark : ""));
    }
}

static const char *const tutor[][2] = {
    {"gradus", "opens the home screen"},
    {"gradus learn [LESSON]", "opens a lesson"},
    {"gradus practice [PROBLEM]", "opens a problem"},
    {"gradus preview FILE", "shows a lesson or problem as learners meet it, and again "
                            "whenever it is saved, at the place "
                            "of the change; an error of lint stands there instead until "
                            "it is gone. With --plain once, with "
                            "the keys. --seed N draws another variant"},
    {"gradus watch EXPR [--from X] [--rate H]", "opens a descent in the theatre"},
    {"gradus repl", "a calculator with history and completion"},
    {"gradus batch",
     "reads a command or a JSON request a line, answers each with a line of JSON"},
    {"--plain", "plain lines instead of screens, for a screen reader or a pipe"},
    {"--course DIR", "a folder with lessons/ and problems/"},
    {"--seed N", "draw the variants of problems from this seed"},
    {"--lang LANG",
     "texts of lessons and problems in that language, where there are; else in that of "
     "the locale"},
};

static const char *const statuses[][2] = {
    {"0", "done"},
    {"1", "the answer is no: an answer that is not correct, a value that is undefined"},
    {"2", "bad usage or input that cannot be read; the place is marked"},
    {"3", "given up: undecided, incomplete or not converged; what was found is printed"},
    {"4", "the environment failed: a file, the database, no terminal"},
};

static const char *const environment[][2] = {
    {"GRADUS_PATH", "folders of courses, separated by colons"},
    {"GRADUS_DATA", "the folder of the course that came with gradus"},
    {"GRADUS_PLAIN", "1: plain lines"},
    {"NO_COLOR", "no colours"},
    {"XDG_DATA_HOME", "where gradus/progress.db is kept; else ~/.local/share"},
};

static void rows(struct str *out, const char *title, const char *const (*list)[2],
                 size_t n)
{
    section(out, title);
    for (size_t i = 0; i < n; i++)
        entry(out, list[i][0], list[i][1]);
}

#define ROWS(out, title, list) rows(out, title, list, sizeof list / sizeof *list)

void verb_manual(struct str *out)
{
    struct arena *a = out->arena;

    str_add(
        out,
        ".\\\" Written by `gradus help man`; the rows it comes from are in src/verb and "
        "src/func.\n"
        ".TH GRADUS 1\n.SH NAME\n"
        "gradus \\- a terminal tutor and workbench for the calculus of going downhill\n"
        ".SH SYNOPSIS\n.B gradus\n.br\n.B gradus\n.I EXPR\n.br\n.B gradus\n.I COMMAND\n"
        ".RI [ ARGUMENT ...]\n.RI [ OPTION ...]\n");
    section(out, "DESCRIPTION");
    paragraph(
        out,
        "gradus teaches extrema, derivative tests, gradient descent and automatic "
        "differentiation, judges answers by mathematics, and answers questions at the "
        "shell. "
        "Every root, extremum and verdict is exact or enclosed, complete or said to be "
        "incomplete.");
    ROWS(out, "THE TUTOR", tutor);
    questions(out, a);
    options(out, a);
    methods(out, a);
    section(out, "EXPRESSIONS");
    paragraph(
        out,
        "+ - * / ^ with their usual strengths; -x^2 is -(x^2), a product without a sign "
        "binds "
        "as * does (1/2x is x/2, and a note says so). |x|, n!, sin^2 x, sin^-1 x (the "
        "inverse), "
        "pi, e, inf; sum(i, a, b, EXPR), prod(...), if(COND, A, B), piecewise(COND: "
        "EXPR, ..., "
        "EXPR), min, max, log(x, b), root(x, n), x[i]. Decimals are exact: 0.1 is 1/10. "
        "Functions are real: cbrt(-8) is -2, sqrt(-1) is undefined. Words that begin "
        "with - "
        "follow --.");
    paragraph(out, "Sets: [0,1], (0,1], (-inf,2) U (3,inf), {1,2}.");
    functions(out, a);
    ROWS(out, "EXIT STATUS", statuses);
    ROWS(out, "ENVIRONMENT", environment);
    section(out, "FILES");
    entry(out, "~/.local/share/gradus/progress.db", "what has been learnt");
    section(out, "SEE ALSO");
    str_add(out, ".BR gradus\\-lesson (5)\n");
}
