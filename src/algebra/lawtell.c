/* lawtell.c: a law in letters, and the sentence that goes with a step. */
#include "algebra/working.h"

#include <string.h>

/* ---- the law in letters --------------------------------------------------------------- */

static bool is_taken(const struct syntax *s, const char *letter)
{
    if (s->kind == SYN_NAME && !strcmp(s->text, letter))
        return true;
    for (size_t i = 0; i < s->count; i++)
        if (is_taken(s->child[i], letter))
            return true;
    return false;
}

/* The letter as it is shown: another one if the formula has a name like that. */
static const char *shown_letter(const struct lawbook *lb, const char *letter)
{
    static const char *const others[][4] = {
        {"u", "f", "p", "U"}, {"v", "g", "q", "V"}, {"w", "h", "r", "W"},
        {"n", "k", "m", "N"}, {"a", "b", "s", "A"}, {"c", "d", "t", "C"},
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        for (size_t j = 0; others[i][0][0] == *letter && j < 4; j++)
            if (!is_taken(lb->asked, others[i][j]))
                return others[i][j];
    return letter;
}

/* (sin x)' is written with x itself, but a product always with u and v; 1/v as it is. */
static bool needs_letter(const struct lawbook *lb, enum law_id law,
                         const struct law_part *part)
{
    if (*part->letter == 'c' && form_is_int(part->is, 1))
        return false;
    return law_row(law)->letters || !law_is_variable(lb, part->is);
}

/* The pattern, or the result, in letters: (sin u)' = cos(u) u'. */
static struct syntax *in_letters(struct lawbook *lb, const struct law_use *use,
                                 const struct syntax *law)
{
    struct binding b[2 * LAW_PARTS + 1] = {{0}};
    struct syntax *name;
    size_t n = 0;

    for (size_t i = 0; i < use->count; i++) {
        const struct law_part *part = &use->part[i];
        bool letter = needs_letter(lb, use->law, part);
        const char *shown = shown_letter(lb, part->letter);

        name = letter ? form_name(lb->arena, shown) : part->is;
        b[n++] = (struct binding){part->letter, name};
        b[n++] = (struct binding){
            arena_printf(lb->arena, "d%s", part->letter),
            letter ? form_name(lb->arena, arena_printf(lb->arena, "%s'", shown))
                   : form_int(lb->arena, 1)};
    }
    if (use->law == LAW_TOWER) {
        name = form_fill(lb->arena, form_read(lb->arena, "v*ln(u)"), b, n);
        b[n++] = (struct binding){"dw", syntax_derivative(lb->arena, lb->variable, name)};
    }
    return form_fill(lb->arena, law, b, n);
}

/* Is it a law of x used on more than x? */
static bool is_chain(const struct lawbook *lb, const struct law_use *use)
{
    if (law_row(use->law)->letters || use->law >= LAW_ROOT)
        return false;
    for (size_t i = 0; i < use->count; i++)
        if (*use->part[i].letter == 'u')
            return !law_is_variable(lb, use->part[i].is);
    return false;
}

void law_tell(struct lawbook *lb, const struct law_use *use, struct step *out)
{
    const struct law *law = law_row(use->law);
    bool chain = is_chain(lb, use);
    struct step_letter *letters = arena_array(lb->arena, LAW_PARTS, sizeof *letters);

    out->rule = chain ? "chain" : law->rule;
    out->says = chain ? "chain rule" : law->says;
    out->rewrites = use->law >= LAW_ROOT;
    out->letters = letters;
    if (!use->pattern)
        return;
    out->law = in_letters(lb, use, use->pattern);
    out->gives = in_letters(lb, use, use->result);
    for (size_t i = 0; i < use->count; i++)
        if (needs_letter(lb, use->law, &use->part[i]))
            letters[out->letter_count++] = (struct step_letter){
                shown_letter(lb, use->part[i].letter), use->part[i].is};
}

/* ---- the sentence -------------------------------------------------------------- */

static bool is_simple(const struct syntax *s)
{
    return s->kind == SYN_NAME || s->kind == SYN_NUMBER;
}

/* (u*v)' = u'*v + u*v' */
static void say_law(struct str *out, const struct step *step, enum notation how)
{
    bool bracket = !step->rewrites && !is_simple(step->law);

    str_add(out, bracket ? how == NOTE_TEX ? "\\left(" : "(" : "");
    syntax_print(out, step->law, how);
    str_add(out, bracket ? how == NOTE_TEX ? "\\right)" : ")" : "");
    str_add(out, step->rewrites ? " = " : "' = ");
    syntax_print(out, step->gives, how);
}

void step_say(struct str *out, const struct step *step, enum notation how)
{
    const char *mark = how == NOTE_TEX ? "$" : "";

    str_add(out, step->says);
    if (step->law) {
        str_addf(out, ": %s", mark);
        say_law(out, step, how);
        str_add(out, mark);
    }
    for (size_t i = 0; i < step->letter_count; i++) {
        str_addf(out, "%s%s%s = ", i ? ", " : " with ", mark, step->letters[i].name);
        syntax_print(out, step->letters[i].is, how);
        str_add(out, mark);
    }
    if (step->where) {
        str_addf(out, "; only where %s", mark);
        syntax_print(out, step->where, how);
        str_add(out, mark);
    }
    if (step->remark)
        str_addf(out, "; %s", step->remark);
}
