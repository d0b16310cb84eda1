/* generate.c: a problem and a seed make a variant (AUTHORING 6.1).
 *
 *   few tuples (at most 4,096)   they are tried in an order shuffled by the seed: the first
 *                                valid one is as likely as any other valid one, without
 *                                working out which the others are
 *   many                         each draw takes every parameter in file order, up to
 *                                10,000 draws
 *
 * A tuple is tried in a pool of its own, which is thrown away; the one taken is computed
 * again in the pool of the variant. */
#include "course/internal.h"

#include <string.h>

enum { LISTED = 4096, MOST_DRAWS = 10000, SCRATCH_NODES = 200000 };

static const struct span nowhere;

static uint64_t tuples_of(const struct problem *p)
{
    uint64_t product = 1;

    for (size_t i = 0; i < p->param_count && product <= LISTED; i++)
        product *= p->params[i].count;
    return product;
}

/* ---- one tuple ------------------------------------------------------------------- */

static enum status bind_params(const struct problem *p, const struct search *s,
                               const size_t *tuple, struct names *names, struct diag *d)
{
    struct names none = names_in(names->arena, p->vars);

    for (size_t i = 0; i < p->param_count; i++) {
        const char *text = p->params[i].choices[tuple[i]];
        struct value *v;
        enum status st = value_of(s, &none, text, strlen(text), &v, d);

        if (st != ST_OK)
            return st;
        names_set(names, p->params[i].name, v);
    }
    for (size_t i = 0; i < p->let_count; i++)
        names_promise(names, &p->lets[i]);
    return ST_OK;
}

static enum status holds(const struct problem *p, const struct search *s, size_t i,
                         struct names *names, enum truth *truth, struct diag *d)
{
    const char *text = p->wheres[i].text;
    struct diag inner = {0};
    struct value *v = NULL;
    enum status st = value_of(s, names, text, strlen(text), &v, &inner);

    if (st != ST_OK)
        return diag_set(d, st, nowhere, "where %s: %s", text, inner.message);
    if (v->kind != VALUE_TRUTH)
        return diag_set(d, ST_USAGE, nowhere, "where %s: this is no condition", text);
    *truth = v->truth;
    return ST_OK;
}

/* An undecided condition counts as not met: the variant would rest on it. */
static enum status is_valid(const struct problem *p, const struct search *outer,
                            const size_t *tuple, bool *valid, struct diag *d)
{
    struct arena *a = arena_new();
    struct search s = {pool_new(a, SCRATCH_NODES), outer->budget};
    struct names names = names_in(a, p->vars);
    enum truth truth = TRUTH_YES;
    enum status st = bind_params(p, &s, tuple, &names, d);

    for (size_t i = 0; i < p->where_count && st == ST_OK && truth == TRUTH_YES; i++)
        st = holds(p, &s, i, &names, &truth, d);
    *valid = st == ST_OK && truth == TRUTH_YES;
    arena_free(a);
    return st;
}

/* ---- drawing ----------------------------------------------------------------- */

/* Tuple number `index`: the last parameter turns fastest. */
static void tuple_at(const struct problem *p, uint64_t index, size_t *tuple)
{
    for (size_t i = p->param_count; i-- > 0;) {
        tuple[i] = (size_t)(index % p->params[i].count);
        index /= p->params[i].count;
    }
}

static enum status none_valid(struct diag *d, const char *code, const char *what)
{
    return diag_set(d, ST_USAGE, nowhere, "%s: %s", code, what);
}

static enum status draw_listed(const struct problem *p, const struct search *s,
                               struct rng *rng, uint64_t total, size_t *tuple,
                               uint64_t *draws, struct diag *d)
{
    uint16_t order[LISTED];
    bool valid = false;
    enum status st = ST_OK;

    for (uint64_t i = 0; i < total; i++)
        order[i] = (uint16_t)i;
    for (uint64_t i = 0; i < total && !valid && st == ST_OK; i++) {
        uint64_t k = i + rng_below(rng, total - i);
        uint16_t taken = order[k];

        order[k] = order[i];
        tuple_at(p, taken, tuple);
        st = is_valid(p, s, tuple, &valid, d);
        ++*draws;
    }
    if (st != ST_OK || valid)
        return st;
    return none_valid(d, "L401", "no values of the parameters meet the conditions");
}

static enum status draw_freely(const struct problem *p, const struct search *s,
                               struct rng *rng, size_t *tuple, uint64_t *draws,
                               struct diag *d)
{
    bool valid = false;
    enum status st = ST_OK;

    while (!valid && st == ST_OK && *draws < MOST_DRAWS) {
        for (size_t i = 0; i < p->param_count; i++)
            tuple[i] = (size_t)rng_below(rng, p->params[i].count);
        st = is_valid(p, s, tuple, &valid, d);
        ++*draws;
    }
    if (st != ST_OK || valid)
        return st;
    return none_valid(d, "L405", "10,000 draws met the conditions not once");
}

static enum status draw(const struct problem *p, const struct search *s, uint64_t seed,
                        size_t *tuple, uint64_t *draws, struct diag *d)
{
    struct rng rng = {seed ^ hash_bytes(p->head.id, strlen(p->head.id))};
    uint64_t total = tuples_of(p);

    if (total <= LISTED)
        return draw_listed(p, s, &rng, total, tuple, draws, d);
    return draw_freely(p, s, &rng, tuple, draws, d);
}

/* ---- the variant --------------------------------------------------------------- */

static enum status keep_promises(struct variant *v, struct diag *d)
{
    struct value *ignored;

    for (size_t i = 0; i < v->problem->let_count; i++) {
        enum status st =
            names_get(&v->search, &v->names, v->problem->lets[i].name, &ignored, d);

        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

enum status key_of(const struct search *s, struct names *names, const struct field *f,
                   struct value **key, struct diag *d)
{
    struct diag inner = {0};
    enum status st;

    if (f->kind == ANSWER_WORD && f->literal) {
        *key = value_word(s, f->answer.text);
        return ST_OK;
    }
    st = value_of(s, names, f->answer.text, strlen(f->answer.text), key, &inner);
    if (st != ST_OK)
        return diag_set(d, st, nowhere, "the answer of '%s': %s", f->name, inner.message);
    return ST_OK;
}

/* A field may be called max; the function stays what it is. */
static bool is_function(const char *name)
{
    static const char *const forms[] = {"min", "max",  "log", "root",
                                        "sum", "prod", "if",  "piecewise"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i], name) == 0)
            return true;
    return func_find(name, strlen(name)) >= 0 || author_call_known(name);
}

/* The name of a field stands for its key in later fields. */
static enum status compute_keys(struct variant *v, struct diag *d)
{
    const struct problem *p = v->problem;
    enum status st = ST_OK;

    v->keys =
        arena_array(pool_arena(v->search.pool), p->field_count + 1, sizeof *v->keys);
    for (size_t i = 0; i < p->field_count && st == ST_OK; i++) {
        st = key_of(&v->search, &v->names, &p->fields[i], &v->keys[i], d);
        if (st == ST_OK && !names_known(&v->names, p->fields[i].name) &&
            !is_function(p->fields[i].name))
            names_set(&v->names, p->fields[i].name, v->keys[i]);
    }
    return st;
}

enum status variant_compute(struct variant *v, struct diag *d)
{
    enum status st = keep_promises(v, d);

    return st == ST_OK ? compute_keys(v, d) : st;
}

static void sort_parts(struct variant *v, struct sheet *all)
{
    struct part *next;

    for (struct part *part = all->first; part; part = next) {
        next = part->next;
        sheet_add(part->kind == PART_SOLUTION ? &v->solution
                  : part->after               ? &v->after
                                              : &v->statement,
                  part);
    }
}

/* Hints of the front matter come before those of the body. */
static void begin_hints(struct variant *v, struct sheet_maker *m)
{
    const struct problem *p = v->problem;

    m->hints =
        arena_array(pool_arena(v->search.pool), p->hint_count + 1, sizeof *m->hints);
    m->hint_cap = p->hint_count + 1;
    for (size_t i = 0; i < p->hint_count; i++) {
        struct sheet *sheet = sheets_read(m, p->hints[i], strlen(p->hints[i]), 1, false);

        m->hints[m->hint_count++] =
            sheet && sheet->first && sheet->first->kind == PART_TEXT
                ? sheet->first->text
                : document_new(pool_arena(v->search.pool));
    }
}

/* What stands before an answer line may hold values too. */
static void write_labels(struct variant *v, struct findings *findings)
{
    const struct problem *p = v->problem;

    v->labels =
        arena_array(pool_arena(v->search.pool), p->field_count + 1, sizeof *v->labels);
    for (size_t i = 0; i < p->field_count; i++) {
        const struct field *f = &p->fields[i];
        struct diag d = {0};
        size_t bad = 0;

        if (f->label && expand_text(&v->search, &v->names, f->label, strlen(f->label),
                                    EXPAND_SHOWN, &v->labels[i], &bad, &d) != ST_OK)
            findings_add(findings, "L604", f->answer.line, 0, "the label of '%s': %s",
                         f->name, d.message);
    }
}

bool variant_write(struct variant *v, struct findings *findings)
{
    const struct problem *p = v->problem;
    struct sheet_maker m = {
        .s = &v->search, .names = &v->names, .findings = findings, .head = &p->head};
    size_t errors = findings->errors;
    struct sheet *all;

    write_labels(v, findings);
    begin_hints(v, &m);
    all = sheets_read(&m, p->body, p->body_size, p->body_line, false);
    if (findings->errors > errors)
        return false;
    sort_parts(v, all);
    v->hints = m.hints;
    v->hint_count = m.hint_count;
    return true;
}

static enum status write_texts(struct variant *v, struct diag *d)
{
    struct findings findings =
        findings_in(pool_arena(v->search.pool), v->problem->head.id);

    if (variant_write(v, &findings))
        return ST_OK;
    for (size_t i = 0; i < findings.count; i++)
        if (findings.at[i].severity == SEVERITY_ERROR)
            return diag_set(d, ST_USAGE, nowhere, "line %zu: %s", findings.at[i].line,
                            findings.at[i].message);
    return ST_OK;
}

/* A variant whose values are not computed yet. */
static struct variant *new_variant(const struct problem *p, const struct search *s,
                                   uint64_t seed)
{
    struct variant *v = arena_alloc(pool_arena(s->pool), sizeof *v);

    v->problem = p;
    v->seed = seed;
    v->search = *s;
    v->names = names_in(pool_arena(s->pool), p->vars);
    return v;
}

enum status variant_draw(const struct problem *p, const struct search *s, uint64_t seed,
                         struct variant **out, struct diag *d)
{
    size_t *tuple = arena_array(pool_arena(s->pool), p->param_count + 1, sizeof *tuple);
    struct variant *v = *out = new_variant(p, s, seed);
    enum status st = draw(p, s, seed, tuple, &v->draws, d);

    return st == ST_OK ? bind_params(p, s, tuple, &v->names, d) : st;
}

enum status variant_first(const struct problem *p, const struct search *s,
                          struct variant **out, struct diag *d)
{
    size_t *tuple = arena_array(pool_arena(s->pool), p->param_count + 1, sizeof *tuple);

    *out = new_variant(p, s, 0);
    return bind_params(p, s, tuple, &(*out)->names, d);
}

enum status problem_generate(const struct problem *p, const struct search *s,
                             uint64_t seed, struct variant **out, struct diag *d)
{
    enum status st = variant_draw(p, s, seed, out, d);

    if (st == ST_OK)
        st = variant_compute(*out, d);
    return st == ST_OK ? write_texts(*out, d) : st;
}

enum status problem_count_to(const struct problem *p, const struct search *s,
                             uint64_t most, uint64_t *count, uint64_t *tried,
                             struct diag *d)
{
    size_t *tuple = arena_array(pool_arena(s->pool), p->param_count + 1, sizeof *tuple);
    uint64_t total = tuples_of(p);
    enum status st = ST_OK;

    *count = *tried = 0;
    for (uint64_t i = 0; total <= LISTED && i < total && *count < most && st == ST_OK;
         i++) {
        bool valid;

        tuple_at(p, i, tuple);
        st = is_valid(p, s, tuple, &valid, d);
        *count += valid;
        ++*tried;
    }
    return st;
}

enum status problem_count(const struct problem *p, const struct search *s,
                          uint64_t *count, struct diag *d)
{
    uint64_t tried;

    return problem_count_to(p, s, UINT64_MAX, count, &tried, d);
}
