/* slipproblem.c: the task behind a field of a problem, from what its answer is computed by.
 *
 *   answer: diff(f)                     derivative of f
 *   answer: crit,  crit: critical(f)    critical points of f
 *   answer: ext.max,  ext: extrema(f, on=[L, R])
 *   answer: s - h*value(df, at=s)       one step of a descent
 *
 * Names that stand for a let or a field are followed to what they are computed by. An
 * author's `mistakes` come first, and may reword or switch off a row of slips.def. */
#include "course/slips.h"

#include <string.h>

enum { FOLLOWED_MOST = 8 };

struct asking {
    const struct variant *v;
    struct names names;
    struct arena *arena;
    struct result *asked; /* the question that is made */
    enum task_id task;
};

/* ---- expressions of the author --------------------------------------------------------- */

static struct syntax *parse(const struct asking *a, const char *text)
{
    struct scope scope = {.names = names_declared(a->arena, &a->names, NULL),
                          .author = true};
    struct reading reading;
    struct diag d;

    return expr_parse(a->arena, text, strlen(text), &scope, &reading, &d) == ST_OK
               ? reading.root
               : NULL;
}

static const char *binding_of(const struct asking *a, const char *name)
{
    const struct problem *p = a->v->problem;
    size_t field = problem_find_field(p, name);

    for (size_t i = 0; i < p->let_count; i++)
        if (!strcmp(p->lets[i].name, name))
            return p->lets[i].text.text;
    return field < p->field_count ? p->fields[field].answer.text : NULL;
}

/* What a name is computed by; another tree is itself. */
static struct syntax *follow(const struct asking *a, struct syntax *t)
{
    for (int i = 0; t && t->kind == SYN_NAME && i < FOLLOWED_MOST; i++) {
        const char *text = binding_of(a, t->text);

        if (!text)
            break;
        t = parse(a, text);
    }
    return t;
}

static const char *text_of(const struct asking *a, const struct syntax *t)
{
    struct str s = str_in(a->arena);

    syntax_print(&s, t, NOTE_PLAIN);
    return s.text;
}

/* The value of a tree, as a part of the question. */
static bool put(struct asking *a, const char *name, const struct syntax *t)
{
    struct value *v = NULL;
    struct diag d;
    const char *text = t ? text_of(a, t) : NULL;

    if (!text ||
        value_of(&a->v->search, &a->names, text, strlen(text), &v, &d) != ST_OK ||
        (v->kind == VALUE_NUMBER && v->exact == EXPR_NONE && !v->infinite))
        return false;
    result_put_text(a->asked, name, value_text(&a->v->search, v, NOTE_PLAIN));
    return true;
}

/* ---- the tasks -------------------------------------------------------------------------- */

static bool on_set(struct asking *a, enum task_id task, const struct syntax *call)
{
    const struct syntax *on = call_keyword(call, "on");

    a->task = task;
    if (on) {
        struct str s = str_in(a->arena);
        struct value *v = NULL;
        struct realset line;
        struct diag d;
        const char *text = text_of(a, on);

        if (value_of(&a->v->search, &a->names, text, strlen(text), &v, &d) != ST_OK ||
            value_as_line(&a->v->search, v, &line, &d) != ST_OK)
            return false;
        str_add(&s, realset_text(&a->v->search, &line, NOTE_PLAIN));
        result_put_text(a->asked, "on", s.text);
    }
    return put(a, "f", call->child[0]);
}

/* What is differentiated last: of diff(f, x, n) the derivative before. */
static const struct syntax *differentiated(struct asking *a, const struct syntax *diff)
{
    if (diff->count < 3)
        return diff->child[0];
    return parse(a, arena_printf(a->arena, "diff(%s, %s, (%s) - 1)",
                                 text_of(a, diff->child[0]), text_of(a, diff->child[1]),
                                 text_of(a, diff->child[2])));
}

/* diff(f), diff(f, x) or diff(f, x, n), and its value at a place. */
static bool ask_slope(struct asking *a, const struct syntax *diff,
                      const struct syntax *at)
{
    a->task = TASK_DERIVATIVE;
    if (!call_is(diff, "diff", 1) || (at && !put(a, "at", at)))
        return false;
    if (diff->count >= 2 && diff->child[1]->kind == SYN_NAME)
        result_put_text(a->asked, "var", diff->child[1]->text);
    return put(a, "f", differentiated(a, diff));
}

/* ext.max */
static bool ask_extremum(struct asking *a, const struct syntax *t)
{
    const struct syntax *of = follow(a, t->child[0]);

    if (!call_is(of, "extrema", 1))
        return false;
    result_put_text(a->asked, "ask", t->text);
    return on_set(a, TASK_EXTREMA, of);
}

/* it[k] of it: gd(f, s, h, n) or newton_min(f, s, n) */
static bool ask_iterate(struct asking *a, const struct syntax *list,
                        const struct syntax *k)
{
    const struct syntax *of = follow(a, (struct syntax *)list);
    bool newton = call_is(of, "newton_min", 3);

    a->task = TASK_DESCENT;
    if (!newton && !call_is(of, "gd", 4))
        return false;
    result_put_text(a->asked, "method", newton ? "newton-min" : "gd");
    return put(a, "f", of->child[0]) && put(a, "x0", of->child[1]) &&
           (newton || put(a, "lr", of->child[2])) && put(a, "ask", k);
}

/* The f of value(diff(f), at=s) if s reads like `at`. */
static const struct syntax *slope_at(struct asking *a, struct syntax *t, const char *at)
{
    const struct syntax *value = follow(a, t), *place, *diff;

    if (!call_is(value, "value", 1) || !(place = call_keyword(value, "at")) ||
        strcmp(text_of(a, place), at))
        return NULL;
    diff = follow(a, value->child[0]);
    return call_is(diff, "diff", 1) && diff->count == 1 ? diff->child[0] : NULL;
}

/* s - h*value(diff(f), at=s) */
static bool ask_step(struct asking *a, const struct syntax *t)
{
    const struct syntax *step = t->child[1], *f = NULL;
    const char *at = text_of(a, t->child[0]);

    a->task = TASK_DESCENT;
    if (step->kind != SYN_BINARY || step->op != OP_MUL)
        return false;
    for (size_t i = 0; i < 2 && !f; i++)
        if ((f = slope_at(a, step->child[i], at)) && !put(a, "lr", step->child[1 - i]))
            return false;
    result_put_text(a->asked, "ask", "x1");
    return f && put(a, "f", f) && put(a, "x0", t->child[0]);
}

/* 2/value(diff(f, x, 2), at=0): the largest rate that is safe. */
static bool ask_limit(struct asking *a, const struct syntax *t)
{
    const struct syntax *value = follow(a, t->child[1]), *diff;

    a->task = TASK_DESCENT;
    if (t->child[0]->kind != SYN_NUMBER || strcmp(t->child[0]->text, "2") ||
        !call_is(value, "value", 1))
        return false;
    diff = follow(a, value->child[0]);
    result_put_text(a->asked, "ask", "largest rate");
    return call_is(diff, "diff", 3) && put(a, "f", diff->child[0]);
}

static bool ask(struct asking *a, struct syntax *t)
{
    if (!t)
        return false;
    if (call_is(t, "diff", 1))
        return ask_slope(a, t, NULL);
    if (call_is(t, "value", 1) && call_keyword(t, "at"))
        return ask_slope(a, follow(a, t->child[0]), call_keyword(t, "at"));
    if (call_is(t, "critical", 1))
        return on_set(a, TASK_CRITICAL, t);
    if (call_is(t, "classify", 1) && call_keyword(t, "at"))
        return on_set(a, TASK_CLASSIFY, t) && put(a, "at", call_keyword(t, "at"));
    if (call_is(t, "item", 2))
        return ask_iterate(a, t->child[0], t->child[1]);
    if (t->kind == SYN_INDEX && t->text && t->count == 1)
        return ask_iterate(a, syntax_name(a->arena, t->text, t->at), t->child[0]);
    if (t->kind == SYN_FIELD)
        return ask_extremum(a, t);
    if (t->kind == SYN_BINARY && t->op == OP_SUB)
        return ask_step(a, t);
    return t->kind == SYN_BINARY && t->op == OP_DIV && ask_limit(a, t);
}

/* ---- public ----------------------------------------------------------------------------- */

static const struct mistake_rule *rule_of(const struct problem *p, const char *id)
{
    for (size_t i = 0; i < p->mistake_count; i++)
        if (!strcmp(p->mistakes[i].id, id))
            return &p->mistakes[i];
    return NULL;
}

/* The question behind a field, and the slips that are not to be told there. */
static bool asking_of(const struct variant *v, size_t field, struct asking *a,
                      bool off[SLIP_COUNT])
{
    *a = (struct asking){.v = v, .names = v->names, .arena = pool_arena(v->search.pool)};
    a->asked = result_fields(a->arena);
    for (size_t i = 0; i < SLIP_COUNT; i++) {
        const struct mistake_rule *m = rule_of(v->problem, slip_name(i));

        off[i] = m && m->off;
    }
    return ask(a, follow(a, parse(a, v->problem->fields[field].answer.text)));
}

void slip_foresee(const struct variant *v, size_t field, const struct given *key,
                  struct foresight *out)
{
    const struct field *f = &v->problem->fields[field];
    struct slip_field one = {
        .kind = f->kind, .options = &f->options, .key = *key, .said = *key};
    struct asking a;
    bool off[SLIP_COUNT];

    if (asking_of(v, field, &a, off))
        slips_foresee(&v->search, a.task, a.asked, &one, off, out);
}

void slip_explain(const struct variant *v, size_t field, const struct given *key,
                  const struct given *said, struct mark *out)
{
    const struct problem *p = v->problem;
    const struct field *f = &p->fields[field];
    struct slip_field one = {.kind = f->kind,
                             .options = &f->options,
                             .key = *key,
                             .said = *said,
                             .wrong = true};
    struct asking a;
    bool off[SLIP_COUNT];
    enum slip slip;
    struct diag d;

    if (!asking_of(v, field, &a, off))
        return;
    slip = slips_find(&v->search, a.task, a.asked, &one, 1, off);
    if (slip == SLIP_COUNT)
        return;
    out->mistake = slip_row(slip)->id;
    out->feedback = slip_nudge(slip);
    if (rule_of(p, out->mistake) && rule_of(p, out->mistake)->say &&
        expand_text(&v->search, &a.names, rule_of(p, out->mistake)->say,
                    strlen(rule_of(p, out->mistake)->say), EXPAND_SHOWN, &out->feedback,
                    NULL, &d) != ST_OK)
        out->feedback = slip_nudge(slip);
}
