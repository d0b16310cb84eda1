/* check.c: an answer, the key, and the mark between them.
 *
 *   text --answer_read--> given --compare with the key--> verdict --form, other reading-->
 *   mark with a sentence that names at most one cause and never the key */
#include "course/internal.h"

#include <math.h>
#include <string.h>

struct judge {
    const struct search *s;
    const struct check_options *o;
    const struct given *key;
    struct mark *mark;
};

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"correct", "incorrect", "invalid", "wrong-form",
                                        "undecided"};

    return names[v];
}

/* ---- expressions --------------------------------------------------------------- */

static expr domain_of(const struct search *s, const struct check_options *o)
{
    struct pool *p = s->pool;
    struct scope scope = {.names = answer_vars(o)};
    struct str text = str_in(pool_arena(p));
    struct formula f;
    struct diag d;

    if (!o->domain)
        return pool_true(p);
    for (const char *at = o->domain; *at; at++) /* "a>0, b>0" */
        if (*at == ',')
            str_add(&text, " and ");
        else
            str_addc(&text, *at);
    if (expr_read(p, text.text, text.len, &scope, &f, NULL, &d) != ST_OK)
        return pool_true(p);
    return f.body;
}

static size_t variables_of(const struct judge *j, expr **vars)
{
    const char *const *names = answer_vars(j->o);
    size_t n = 0;

    while (names[n])
        n++;
    *vars = arena_array(pool_arena(j->s->pool), n + 1, sizeof **vars);
    for (size_t i = 0; i < n; i++)
        (*vars)[i] = pool_symbol(j->s->pool, names[i]);
    return n;
}

static void keep_witness(struct judge *j, const struct equality *e, const expr *vars)
{
    struct arena *a = pool_arena(j->s->pool);
    struct str text = str_in(a);

    if (e->proof != PROOF_COUNTEREXAMPLE || !e->witness)
        return;
    for (size_t i = 0; i < e->variables; i++)
        str_addf(&text, "%s%s = %s", i ? ", " : "", expr_name(j->s->pool, vars[i]),
                 expr_text(j->s->pool, e->witness[i], NOTE_PLAIN, a));
    j->mark->witness = text.text;
    j->mark->expected = e->left;
    j->mark->given = e->right_undefined ? NAN : e->right;
}

/* A decimal coefficient that is a rounding: the values agree to 1e-4 at every sample. */
static bool agrees_roughly(const struct judge *j, const struct given *said, expr domain)
{
    struct pool *p = j->s->pool;
    expr *vars;
    size_t n = variables_of(j, &vars);
    int seen = 0;

    for (int k = 1; k <= 24; k++) {
        expr f = j->key->f.body, g = said->f.body, where = domain;
        double u, v;

        for (size_t i = 0; i < n; i++) {
            long num = (k * 37 + (long)i * 53) % 61 - 30;
            expr at = pool_ratio(p, num, 8);

            f = pool_substitute(p, f, vars[i], at);
            g = pool_substitute(p, g, vars[i], at);
            where = pool_substitute(p, where, vars[i], at);
        }
        pool_take_demands(p);
        if (expr_closed(p, where) && constant_truth(p, where) != TRUTH_YES)
            continue;
        u = constant_double(p, f);
        v = constant_double(p, g);
        if (!isfinite(u))
            continue;
        if (!(fabs(u - v) <= 1e-4 * fabs(u)))
            return false;
        seen++;
    }
    return seen >= 3;
}

static enum verdict compare_formulas(struct judge *j, const struct formula *said,
                                     expr domain)
{
    expr *vars;
    size_t n = variables_of(j, &vars);
    struct equality e = certify_equal(j->s, &j->key->f, said, domain, vars, n);

    j->mark->has_proof = e.same != TRUTH_UNKNOWN;
    j->mark->proof = e.proof;
    switch (e.same) {
    case TRUTH_YES: return VERDICT_CORRECT;
    case TRUTH_UNKNOWN: return VERDICT_UNDECIDED;
    case TRUTH_NO: break;
    }
    keep_witness(j, &e, vars);
    return VERDICT_INCORRECT;
}

static enum verdict judge_expr(struct judge *j, const struct given *said)
{
    expr domain = domain_of(j->s, j->o);
    enum verdict v = compare_formulas(j, &said->f, domain);

    if (v == VERDICT_INCORRECT && said->decimals && agrees_roughly(j, said, domain))
        v = VERDICT_WRONG_FORM;
    if (v == VERDICT_CORRECT && !form_holds(j->s, j->o->form, j->key->tree, said->tree))
        v = VERDICT_WRONG_FORM;
    return v;
}

/* ---- numbers, sets, points ------------------------------------------------------- */

static enum verdict judge_element(struct judge *j, const struct element *key,
                                  const struct element *said)
{
    enum verdict v = judge_number(j->s, key, said, j->o, &j->mark->proof);

    if (v == VERDICT_CORRECT && !form_holds(j->s, j->o->form, key->tree, said->tree))
        v = VERDICT_WRONG_FORM;
    return v;
}

/* From the best to the worst, for a choice among partners. */
static int badness(enum verdict v)
{
    switch (v) {
    case VERDICT_CORRECT: return 0;
    case VERDICT_WRONG_FORM: return 1;
    case VERDICT_UNDECIDED: return 2;
    default: return 3;
    }
}

static enum verdict worse(enum verdict a, enum verdict b)
{
    return badness(a) >= badness(b) ? a : b;
}

static enum verdict better(enum verdict a, enum verdict b)
{
    return badness(a) <= badness(b) ? a : b;
}

/* Points coordinate by coordinate; numbers are points of one. */
static enum verdict judge_tuple(struct judge *j, const struct element *key,
                                const struct element *said, size_t dimension)
{
    enum verdict all = VERDICT_CORRECT;

    for (size_t i = 0; i < dimension; i++)
        all = worse(all, judge_element(j, &key[i], &said[i]));
    return all;
}

/* Every tuple said has a partner in the key, and every one of the key is said. */
static enum verdict judge_collection(struct judge *j, const struct given *said,
                                     size_t dim)
{
    enum verdict all = VERDICT_CORRECT;

    for (size_t side = 0; side < 2; side++) {
        const struct given *from = side ? j->key : said, *to = side ? said : j->key;

        for (size_t i = 0; i + dim <= from->count; i += dim) {
            enum verdict best = VERDICT_INCORRECT;

            for (size_t k = 0; k + dim <= to->count; k += dim) {
                const struct element *key = side ? &from->at[i] : &to->at[k];
                const struct element *mine = side ? &to->at[k] : &from->at[i];

                best = better(best, judge_tuple(j, key, mine, dim));
            }
            all = worse(all, best);
        }
    }
    return all;
}

static enum verdict judge_elements(struct judge *j, const struct given *said)
{
    size_t dim = j->key->dimension ? j->key->dimension : said->dimension;

    j->mark->has_proof = true;
    j->mark->proof = PROOF_EXACT;
    if (j->key->kind == ANSWER_NUMBER)
        return judge_element(j, &j->key->at[0], &said->at[0]);
    if (said->dimension && j->key->dimension && said->dimension != j->key->dimension)
        return VERDICT_INCORRECT;
    if (j->key->kind == ANSWER_POINT)
        return judge_tuple(j, j->key->at, said->at, dim);
    return judge_collection(j, said, j->key->kind == ANSWER_SET || !dim ? 1 : dim);
}

/* ---- intervals and words ---------------------------------------------------------- */

static enum verdict judge_line(struct judge *j, const struct given *said)
{
    j->mark->has_proof = true;
    j->mark->proof = PROOF_EXACT;
    switch (line_equal(j->s, &j->key->line, &said->line, j->o->ignore_endpoints)) {
    case TRUTH_YES: return said->unsolved ? VERDICT_WRONG_FORM : VERDICT_CORRECT;
    case TRUTH_NO: return VERDICT_INCORRECT;
    case TRUTH_UNKNOWN: break;
    }
    j->mark->has_proof = false;
    return VERDICT_UNDECIDED;
}

static enum verdict judge_word(struct judge *j, const struct given *said)
{
    j->mark->has_proof = true;
    j->mark->proof = PROOF_EXACT;
    return word_satisfies(j->key->word, said->word) ? VERDICT_CORRECT : VERDICT_INCORRECT;
}

static enum verdict judge_given(struct judge *j, const struct given *said)
{
    switch (j->key->kind) {
    case ANSWER_EXPR: return judge_expr(j, said);
    case ANSWER_INTERVAL: return judge_line(j, said);
    case ANSWER_WORD: return judge_word(j, said);
    default: return judge_elements(j, said);
    }
}

/* ---- the other reading ----------------------------------------------------------- */

static bool has_implied(const struct syntax *t)
{
    if (t->kind == SYN_BINARY && t->op == OP_MUL && t->implied)
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (has_implied(t->child[i]))
            return true;
    return false;
}

/* Typed 1/2x for 1/(2x): by the rule it is x/2. If the tighter reading is the key, nothing
 * is counted, and brackets are asked for (C4). */
static bool meant_tightly(struct judge *j, const struct given *said)
{
    struct given other = *said;
    struct mark ignored = {0};
    struct judge inner = {j->s, j->o, j->key, &ignored};
    struct diag d;

    if (j->key->kind == ANSWER_NUMBER) {
        struct element e = said->at[0];
        struct formula f;

        if (!e.tree || !has_implied(e.tree))
            return false;
        e.tree = tight_reading(pool_arena(j->s->pool), e.tree);
        if (expr_build(j->s->pool, e.tree, &f, &d) != ST_OK)
            return false;
        e.value = value_number(j->s, f.body);
        other.at = &e;
        return judge_given(&inner, &other) == VERDICT_CORRECT;
    }
    if (j->key->kind != ANSWER_EXPR || !has_implied(said->tree))
        return false;
    other.tree = tight_reading(pool_arena(j->s->pool), said->tree);
    return expr_build(j->s->pool, other.tree, &other.f, &d) == ST_OK &&
           judge_given(&inner, &other) == VERDICT_CORRECT;
}

/* ---- sentences --------------------------------------------------------------- */

static bool has_square_root_slip(const struct syntax *t)
{
    /* x^1/2: the exponent ended before the bar */
    if (t->kind == SYN_BINARY && t->op == OP_DIV && !t->child[0]->grouped &&
        t->child[0]->kind == SYN_BINARY && t->child[0]->op == OP_POWER &&
        t->child[0]->child[1]->kind == SYN_NUMBER && t->child[1]->kind == SYN_NUMBER)
        return true;
    for (size_t i = 0; i < t->count; i++)
        if (has_square_root_slip(t->child[i]))
            return true;
    return false;
}

static const char *sentence_for_form(const struct judge *j, const struct given *said)
{
    static const char *const forms[] = {
        [FORM_ANY] = "The value agrees, but give it exactly rather than rounded.",
        [FORM_SAME] = "Right in value; write it in the form that is asked for.",
        [FORM_FACTORED] =
            "Right in value; now write it as a product that can't be split further.",
        [FORM_EXPANDED] = "Right in value; now multiply it out.",
        [FORM_LOWEST] = "Right in value; now reduce the fraction.",
        [FORM_RATIONALISED] = "Right in value; now clear the roots below the bar.",
        [FORM_SINGLE_FRACTION] = "Right in value; now write it as one fraction.",
    };

    if (said->unsolved)
        return "That is the right set; write it as an interval, or solve for the "
               "variable.";
    if (j->o->tol == TOL_SIGFIGS || j->o->tol == TOL_DECIMALS || j->o->tol == TOL_DIGITS)
        return "The value is right; look again at how many digits are asked for.";
    return forms[j->o->form];
}

static const char *sentence_for_wrong(const struct judge *j, const struct given *said)
{
    struct arena *a = pool_arena(j->s->pool);

    if (j->key->kind == ANSWER_EXPR && j->mark->witness && isnan(j->mark->given))
        return arena_printf(
            a, "At %s your expression has no value, but one is wanted there.",
            j->mark->witness);
    if (j->key->kind == ANSWER_EXPR && has_square_root_slip(said->tree))
        return "Not that. A power ends before the bar: x^1/2 is x/2, and x^(1/2) a root.";
    if (j->key->kind == ANSWER_EXPR && j->mark->witness)
        return arena_printf(a,
                            "Not yet: at %s your expression gives %.6g, and that is not "
                            "the value there.",
                            j->mark->witness, j->mark->given);
    if (j->key->kind == ANSWER_SET || j->key->kind == ANSWER_POINTS)
        return "Not yet: the collection is not the one that is asked for.";
    return "Not yet.";
}

static const char *sentence(const struct judge *j, const struct given *said)
{
    switch (j->mark->verdict) {
    case VERDICT_CORRECT: return "Right.";
    case VERDICT_INCORRECT: return sentence_for_wrong(j, said);
    case VERDICT_WRONG_FORM: return sentence_for_form(j, said);
    case VERDICT_UNDECIDED:
        return "This could be neither confirmed nor refuted; it does not count as a try.";
    case VERDICT_INVALID: break;
    }
    return j->mark->diag.message;
}

/* ---- marks ------------------------------------------------------------------- */

void mark_invalid(struct mark *mark, const struct diag *d, struct arena *a)
{
    mark->verdict = VERDICT_INVALID;
    mark->diag = *d;
    mark->has_proof = false;
    mark->feedback = d->help[0] ? arena_printf(a, "%s; %s", d->message, d->help)
                                : arena_strdup(a, d->message);
}

static void mark_given(struct judge *j, const struct given *said)
{
    struct mark *m = j->mark;
    struct diag d = {0};

    m->reading = said->reading;
    m->reading_pretty = said->pretty;
    m->notes = said->notes;
    m->verdict = judge_given(j, said);
    if (m->verdict == VERDICT_INCORRECT && meant_tightly(j, said)) {
        diag_set(&d, ST_SYNTAX, said->notes ? said->notes->at : (struct span){0, 0},
                 "this is read as %s", said->reading);
        diag_help(&d, "if that is not meant, use brackets, as in 1/(2x) or e^(2x)");
        mark_invalid(m, &d, pool_arena(j->s->pool));
        return;
    }
    m->feedback = sentence(j, said);
}

void mark_text(const struct search *s, const struct given *key,
               const struct check_options *o, const char *name, const char *text,
               struct mark *out)
{
    struct judge j = {s, o, key, out};
    struct diag d = {0};
    struct reader r = {s, o, name, &d, false};
    struct given said;

    *out = (struct mark){.verdict = VERDICT_INVALID};
    if (answer_read(&r, key->kind, text ? text : "", &said) == ST_OK)
        mark_given(&j, &said);
    else
        mark_invalid(out, &d, pool_arena(s->pool));
}

/* ---- without a problem ------------------------------------------------------------ */

/* "> 1": the relation stands before the key. */
static const char *take_relation(struct arena *a, const char *text,
                                 struct check_options *o)
{
    size_t skip = strspn(text, " "), n = strspn(text + skip, "<>=!");
    const char *relation = relation_find(arena_strndup(a, text + skip, n));

    if (!relation)
        return text;
    o->relation = relation;
    return text + skip + n;
}

enum status check_answer(const struct search *s, enum answer_kind kind,
                         const char *reference, const char *answer,
                         const struct check_options *options, struct mark *out,
                         struct diag *d)
{
    struct check_options o = options ? *options : (struct check_options){0};
    struct check_options plain = {
        .vars = o.vars, .choices = o.choices, .choice_count = o.choice_count};
    struct diag told = {0};
    struct reader r = {s, &plain, NULL, &told, false};
    struct given key;
    enum status st;

    *out = (struct mark){.verdict = VERDICT_INVALID};
    if (o.key_has_relation)
        reference = take_relation(pool_arena(s->pool), reference, &o);
    st = answer_read(&r, kind, reference, &key);
    if (st != ST_OK) {
        diag_set(d, st, told.at, "the reference: %s", told.message);
        return st;
    }
    mark_text(s, &key, &o, NULL, answer, out);
    return ST_OK;
}
