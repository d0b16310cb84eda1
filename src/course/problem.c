/* problem.c: a problem file, read once and drawn many times (AUTHORING 6). */
#include "course/internal.h"

#include <string.h>

enum { LARGEST_DOMAIN = 100000 };

/* ---- params ------------------------------------------------------------------ */

static bool is_excluded(const struct yaml * not, const char *text)
{
    if (!not )
        return false;
    if (not ->kind == YAML_TEXT)
        return strcmp(not ->text, text) == 0;
    for (size_t i = 0; i < not ->count; i++)
        if (not ->items[i]->kind == YAML_TEXT && strcmp(not ->items[i]->text, text) == 0)
            return true;
    return false;
}

/* [lo, hi] of whole numbers. */
static bool bounds_of(struct settings *s, const struct yaml *y, long *lo, long *hi)
{
    bool good = y && y->kind == YAML_ITEMS && y->count == 2 &&
                y->items[0]->kind == YAML_TEXT && y->items[1]->kind == YAML_TEXT &&
                integer_read(y->items[0]->text, lo) &&
                integer_read(y->items[1]->text, hi) && *lo > -1000000 && *hi < 1000000;

    if (!good)
        settings_complain(s, y, "two whole numbers are wanted: [lo, hi]");
    return good;
}

static void int_domain(struct settings *s, const struct yaml *y, const struct yaml * not,
                       struct param *p)
{
    long lo, hi;

    if (!bounds_of(s, y, &lo, &hi) || hi < lo || hi - lo > LARGEST_DOMAIN)
        return;
    p->choices = arena_array(s->arena, (size_t)(hi - lo + 1), sizeof *p->choices);
    for (long v = lo; v <= hi; v++) {
        const char *text = arena_printf(s->arena, "%ld", v);

        if (!is_excluded(not, text))
            p->choices[p->count++] = text;
    }
}

static long gcd(long a, long b)
{
    while (b) {
        long rest = a % b;

        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* Every fraction once, in lowest terms. */
static void rational_domain(struct settings *s, const struct yaml *y,
                            const struct yaml * not, struct param *p)
{
    long num_lo, num_hi, den_lo, den_hi;

    if (!bounds_of(s, yaml_get(y, "num"), &num_lo, &num_hi) ||
        !bounds_of(s, yaml_get(y, "den"), &den_lo, &den_hi))
        return;
    if (den_lo < 1 || num_hi < num_lo || den_hi < den_lo ||
        (num_hi - num_lo + 1) * (den_hi - den_lo + 1) > LARGEST_DOMAIN) {
        settings_complain(s, y, "the denominators begin at 1, and both ranges are small");
        return;
    }
    p->choices =
        arena_array(s->arena, (size_t)((num_hi - num_lo + 1) * (den_hi - den_lo + 1)),
                    sizeof *p->choices);
    for (long den = den_lo; den <= den_hi; den++)
        for (long num = num_lo; num <= num_hi; num++) {
            const char *text = den == 1 ? arena_printf(s->arena, "%ld", num)
                                        : arena_printf(s->arena, "%ld/%ld", num, den);

            if (gcd(num, den) == 1 && !is_excluded(not, text))
                p->choices[p->count++] = text;
        }
}

static void choice_domain(struct settings *s, const struct yaml *y,
                          const struct yaml * not, struct param *p)
{
    if (y->kind != YAML_ITEMS) {
        settings_complain(s, y, "'choice' is a list");
        return;
    }
    p->choices = arena_array(s->arena, y->count + 1, sizeof *p->choices);
    for (size_t i = 0; i < y->count; i++)
        if (y->items[i]->kind == YAML_TEXT && !is_excluded(not, y->items[i]->text))
            p->choices[p->count++] = y->items[i]->text;
}

static void param_read(struct settings *outer, const struct scalar *name,
                       const struct yaml *y, struct param *p)
{
    struct settings s = settings_of(outer->arena, y, "a parameter", outer->findings);
    const struct yaml *whole = settings_get(&s, "int", false);
    const struct yaml *rational = settings_get(&s, "rational", false);
    const struct yaml *choice = settings_get(&s, "choice", false);
    const struct yaml *not = settings_get(&s, "not", false);
    size_t before = outer->findings->count;

    p->name = name->text;
    if (whole)
        int_domain(&s, whole, not, p);
    else if (rational)
        rational_domain(&s, rational, not, p);
    else if (choice)
        choice_domain(&s, choice, not, p);
    else
        settings_complain(&s, y, "a parameter is an int, a rational or a choice");
    settings_end(&s);
    if (!p->count && outer->findings->count == before)
        findings_add(outer->findings, "L401", name->line, name->column,
                     "nothing is left that '%s' could be", name->text);
}

static void params_read(struct settings *s, struct problem *p)
{
    const struct yaml *y = settings_get(s, "params", false);

    if (!y)
        return;
    if (y->kind != YAML_FIELDS) {
        settings_complain(s, y, "'params' is a mapping of names");
        return;
    }
    p->params = arena_array(s->arena, y->count + 1, sizeof *p->params);
    for (size_t i = 0; i < y->count; i++) {
        const char *name = y->names[i].text;

        if (func_find(name, strlen(name)) >= 0 || author_call_known(name) ||
            !strcmp(name, "e") || !strcmp(name, "pi") || !strcmp(name, "x"))
            findings_add(s->findings, "L303", y->names[i].line, y->names[i].column,
                         "the parameter '%s' hides a name that means something else",
                         name);
        param_read(s, &y->names[i], y->items[i], &p->params[p->param_count++]);
    }
}

/* ---- fields, mistakes, review ----------------------------------------------------- */

size_t problem_find_field(const struct problem *p, const char *name)
{
    size_t i = 0;

    while (i < p->field_count && (!p->fields[i].name || strcmp(p->fields[i].name, name)))
        i++;
    return i;
}

/* `uses` and `after` name an earlier field. */
static void check_order(struct settings *s, struct problem *p, size_t i, const char *key,
                        const struct yaml *name)
{
    if (name && name->kind == YAML_TEXT && problem_find_field(p, name->text) >= i)
        findings_add(s->findings, "L501", name->line, name->column,
                     "'%s: %s' names no field before this one", key, name->text);
}

static void fields_read(struct settings *s, struct problem *p)
{
    const struct yaml *one = settings_get(s, "field", false), *y;

    y = settings_get(s, "fields", !one);
    if (one) {
        p->fields = arena_array(s->arena, 1, sizeof *p->fields);
        p->field_count = 1;
        field_read(s->arena, one, &p->fields[0], s->findings);
        return;
    }
    if (!y)
        return;
    if (y->kind != YAML_ITEMS || !y->count) {
        settings_complain(s, y, "'fields' is a list of fields");
        return;
    }
    p->fields = arena_array(s->arena, y->count, sizeof *p->fields);
    for (size_t i = 0; i < y->count; i++) {
        field_read(s->arena, y->items[i], &p->fields[i], s->findings);
        check_order(s, p, i, "uses", yaml_get(y->items[i], "uses"));
        check_order(s, p, i, "after", yaml_get(y->items[i], "after"));
        p->field_count++;
    }
}

/* Other words for a slip, or off: that has to be one of the catalogue. */
static void check_slip_name(struct settings *s, const struct scalar *name)
{
    const char *names[200] = {NULL}, *near;

    for (size_t i = 0; slip_name(i) && i + 1 < sizeof names / sizeof *names; i++) {
        if (!strcmp(slip_name(i), name->text))
            return;
        names[i] = slip_name(i);
    }
    findings_add(s->findings, "L202", name->line, name->column, "no slip is called '%s'",
                 name->text);
    if ((near = str_nearest(name->text, names)))
        findings_help(s->findings, "did you mean '%s'?", near);
    else
        findings_help(s->findings, "a mistake of your own is {when: {field: expression}, "
                                   "say: text}");
}

static void mistake_read(struct settings *outer, const struct scalar *name,
                         const struct yaml *y, struct mistake_rule *m)
{
    struct settings s;
    const struct yaml *when;

    m->id = name->text;
    if (y->kind == YAML_TEXT) {
        bool on = true;

        check_slip_name(outer, name);
        m->off = truth_read(y->text, &on) && !on;
        m->say = m->off ? NULL : y->text;
        return;
    }
    s = settings_of(outer->arena, y, "a mistake", outer->findings);
    when = settings_get(&s, "when", true);
    s.known_count = 0; /* read again below, as bindings */
    if (when && when->kind == YAML_FIELDS)
        settings_bindings(&s, "when", &m->when, &m->when_count);
    settings_text(&s, "say", false, &m->say);
    settings_end(&s);
}

static void mistakes_read(struct settings *s, struct problem *p)
{
    const struct yaml *y = settings_get(s, "mistakes", false);

    if (!y)
        return;
    if (y->kind != YAML_FIELDS) {
        settings_complain(s, y, "'mistakes' is a mapping of names");
        return;
    }
    p->mistakes = arena_array(s->arena, y->count + 1, sizeof *p->mistakes);
    for (size_t i = 0; i < y->count; i++)
        mistake_read(s, &y->names[i], y->items[i], &p->mistakes[p->mistake_count++]);
}

static void review_read(struct settings *outer, struct problem *p)
{
    const struct yaml *y = settings_get(outer, "review", false);
    const char *after = "hard";
    struct settings s;

    p->scheduled = true;
    p->rating_after_hint = RATING_HARD;
    if (!y)
        return;
    s = settings_of(outer->arena, y, "'review'", outer->findings);
    settings_truth(&s, "schedule", &p->scheduled);
    settings_text(&s, "ok_after_hint", false, &after);
    if (!strcmp(after, "good"))
        p->rating_after_hint = RATING_GOOD;
    else if (strcmp(after, "hard") != 0)
        settings_complain(&s, y, "'ok_after_hint' is hard or good");
    settings_end(&s);
}

static void hints_read(struct settings *s, struct problem *p)
{
    struct scalars hints = {0};

    settings_texts(s, "hints", &hints);
    p->hint_count = hints.count;
    p->hints = (const char **)names_array(s->arena, &hints);
}

/* Variables of the fields are variables of the file. */
static void join_variables(struct problem *p)
{
    size_t n = 0, most = 64;
    const char **all = arena_array(p->arena, most + 1, sizeof *all);

    for (size_t f = 0; f <= p->field_count; f++) {
        const char *const *vars = f ? p->fields[f - 1].options.vars : p->vars;

        for (; vars && *vars && n < most; vars++) {
            bool known = false;

            for (size_t i = 0; i < n; i++)
                known |= strcmp(all[i], *vars) == 0;
            if (!known)
                all[n++] = *vars;
        }
    }
    p->vars = all;
}

void problem_keys(struct settings *s, struct problem *p, const char *const *around)
{
    struct scalars vars = {0}, wheres = {0};
    static const char *const only_x[] = {"x", NULL};
    const char *const *before = around ? around : only_x;

    p->arena = s->arena;
    params_read(s, p);
    settings_bindings(s, "let", &p->lets, &p->let_count);
    settings_expressions(s, "where", &wheres);
    p->wheres = wheres.at;
    p->where_count = wheres.count;
    settings_texts(s, "vars", &vars);
    p->vars = vars.count ? names_array(s->arena, &vars) : before;
    fields_read(s, p);
    join_variables(p);
    hints_read(s, p);
    mistakes_read(s, p);
    review_read(s, p);
}

struct problem *problem_read(struct arena *a, const char *text, size_t n,
                             const char *stem, struct findings *findings)
{
    struct problem *p = arena_alloc(a, sizeof *p);
    size_t errors = findings->errors;
    struct file_parts parts;
    struct settings s;

    if (!file_split(a, text, n, &parts, findings))
        return NULL;
    s = settings_of(a, parts.front, "the front matter", findings);
    head_read(&s, FILE_PROBLEM, stem, &p->head);
    problem_keys(&s, p, NULL);
    settings_end(&s);
    p->body = parts.body;
    p->body_size = parts.body_size;
    p->body_line = parts.body_line;
    return findings->errors == errors ? p : NULL;
}
