/* trial_texts.c: what learners read: statements as one writes them (T9), hints that do not
 * say the answer (T10). */
#include "course/trial.h"

#include <ctype.h>
#include <string.h>

enum { WIDEST = 80 };

/* ---- T9 -------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '.' || c == '_';
}

/* 1x, but not 21x. */
static bool has_lone_one(const char *text)
{
    for (const char *at = strchr(text, '1'); at; at = strchr(at + 1, '1'))
        if (isalpha((unsigned char)at[1]) && !isalpha((unsigned char)at[2]) &&
            (at == text || !is_letter(at[-1])))
            return true;
    return false;
}

/* As it is shown: multiplication by juxtaposition, raised powers. */
static size_t shown_columns(struct trier *t, const char *text)
{
    struct scope scope = {.names = t->v->names.vars, .author = true};
    struct str out = str_in(pool_arena(t->s->pool));
    struct reading reading;
    struct diag d;

    if (expr_parse(pool_arena(t->s->pool), text, strlen(text), &scope, &reading, &d) !=
        ST_OK)
        return utf8_columns(text, strlen(text));
    syntax_print(&out, reading.root, NOTE_UNICODE);
    return utf8_columns(out.text, out.len);
}

static void check_run(struct trier *t, const struct run *run)
{
    const char *text = run->text;

    if (run->style != STYLE_CODE && strstr(text, "{{"))
        trial_tell(t, "T9", true, "'{{' is left over in: %.60s", text);
    if (run->style != STYLE_CODE && strstr(text, "+ -"))
        trial_tell(t, "T9", true, "'+ -' stands in: %.60s", text);
    if (run->style != STYLE_MATH)
        return;
    if (has_lone_one(text))
        trial_tell(t, "T9", true, "this is not how one writes it: %.60s", text);
    if (shown_columns(t, text) > WIDEST)
        trial_tell(t, "T9", true, "a formula wider than %d columns: %.60s...", WIDEST,
                   text);
}

/* Cells of tables, and what is said of mistakes. */
static void check_words(struct trier *t, const char *where, const char *text)
{
    if (strstr(text, "{{") || strstr(text, "+ -"))
        trial_tell(t, "T9", true, "%s reads: %.60s", where, text);
}

static void check_document(struct trier *t, const struct document *doc)
{
    for (const struct block *b = doc ? doc->first : NULL; b; b = b->next) {
        for (const struct run *run = b->runs; run; run = run->next)
            check_run(t, run);
        for (size_t i = 0; i < b->row_count * b->column_count; i++)
            check_words(t, "a table", b->cells[i]);
    }
}

static void check_sheet(struct trier *t, const struct sheet *sheet)
{
    for (const struct part *part = sheet->first; part; part = part->next)
        if (part->kind == PART_TEXT || part->kind == PART_SOLUTION ||
            part->kind == PART_NOTE || part->kind == PART_REVEAL)
            check_document(t, part->text);
}

static void check_label(struct trier *t, size_t i)
{
    const char *label = t->v->labels ? t->v->labels[i] : NULL;

    if (label && (strstr(label, "{{") || strstr(label, "+ -") ||
                  utf8_columns(label, strlen(label)) > WIDEST))
        trial_tell(t, "T9", true, "the label of '%s' reads: %.60s", t->p->fields[i].name,
                   label);
}

static void check_mistakes(struct trier *t)
{
    for (size_t i = 0; i < t->p->mistake_count; i++) {
        const struct mistake_rule *m = &t->p->mistakes[i];
        struct diag d = {0};
        const char *out;

        if (!m->say)
            continue;
        if (expand_text(t->s, &t->v->names, m->say, strlen(m->say), EXPAND_SHOWN, &out,
                        NULL, &d) == ST_OK)
            check_words(t, "a mistake", out);
        else
            trial_tell(t, "T9", true, "the mistake '%s': %s", m->id, d.message);
    }
}

/* ---- T10 ------------------------------------------------------------------------------- */

/* Read as a learner does, who knows no values of an author's names. */
static bool is_key(struct trier *t, size_t i, const char *text)
{
    struct names none = names_in(pool_arena(t->s->pool), t->v->names.vars);
    struct value *v;
    struct diag d = {0};

    return value_of(t->s, &none, text, strlen(text), &v, &d) == ST_OK &&
           value_equal(t->s, v, t->v->keys[i]) == TRUTH_YES;
}

/* A number as it stands in prose; *n bytes of it. A raised or lowered one is none. */
static const char *number_at(struct trier *t, const char *at, size_t *n)
{
    struct str out = str_in(pool_arena(t->s->pool));
    size_t sign = *at == '-' ? 1 : !strncmp(at, "\u2212", 3) ? 3 : 0;
    size_t digits = strspn(at + sign, "0123456789./");

    while (digits && strchr("./", at[sign + digits - 1]))
        digits--;
    *n = sign + digits;
    if (!digits || !isdigit((unsigned char)at[sign]))
        return NULL;
    str_addf(&out, "%s%.*s", sign ? "-" : "", (int)digits, at + sign);
    return out.text;
}

static bool prose_shows(struct trier *t, size_t i, const char *text)
{
    for (const char *at = text; *at;) {
        size_t n;
        const char *number =
            at == text || !is_letter(at[-1]) ? number_at(t, at, &n) : NULL;

        if (number && is_key(t, i, number))
            return true;
        at += number ? n : 1;
    }
    return false;
}

static bool says_word(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = strstr(text, word); n && at; at = strstr(at + 1, word))
        if ((at == text || !is_letter(at[-1])) && !isalnum((unsigned char)at[n]))
            return true;
    return false;
}

/* A hint that names several choices gives none away. */
static bool says_choice(const struct trier *t, size_t i, const char *text)
{
    const struct check_options *o = &t->p->fields[i].options;
    const struct value *key = t->v->keys[i];

    if (key->kind != VALUE_WORD || !says_word(text, key->text))
        return false;
    for (size_t k = 0; k < o->choice_count; k++)
        if (strcmp(o->choices[k], key->text) != 0 && says_word(text, o->choices[k]))
            return false;
    return true;
}

static bool shows(struct trier *t, size_t i, const struct document *hint)
{
    struct str whole = str_in(pool_arena(t->s->pool));

    for (const struct block *b = hint->first; b; b = b->next)
        for (const struct run *run = b->runs; run; run = run->next) {
            str_add(&whole, run->text);
            if (t->p->fields[i].kind != ANSWER_WORD &&
                (run->style == STYLE_MATH ? is_key(t, i, run->text)
                                          : prose_shows(t, i, run->text)))
                return true;
        }
    return t->p->fields[i].kind == ANSWER_WORD && whole.len &&
           says_choice(t, i, whole.text);
}

/* ---- public ---------------------------------------------------------------------------- */

void trial_texts(struct trier *t)
{
    size_t fields = t->p->field_count;

    check_sheet(t, &t->v->statement);
    check_sheet(t, &t->v->solution);
    check_mistakes(t);
    for (size_t i = 0; i < fields; i++)
        check_label(t, i);
    for (size_t h = 0; h < t->v->hint_count; h++) {
        check_document(t, t->v->hints[h]);
        for (size_t i = 0; i < fields && h < t->hints; i++)
            t->shown[h * fields + i] += shows(t, i, t->v->hints[h]);
    }
}
