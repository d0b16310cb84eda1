/* simplify.c: a bounded search for the shortest form of a formula.
 *
 * From the leaves up each node is written in several views (tangents as quotients, multiple
 * angles taken apart, hyperbolic functions by exponentials, logarithms of the factors ...),
 * each view is brought to a fraction of polynomials in its kernels, and what is written from
 * that is contracted again. The shortest that is defined where the formula is stays, and is
 * looked at once more. */
#include "algebra/simplify.h"

#include <string.h>

enum { ROUNDS = 4, SEEN = 512, NODES_SEARCHED = 400, LENGTH_SEARCHED = 2000 };

struct search_for {
    struct pool *pool;
    struct lengths *lengths;
    struct budget *budget;
    expr given; /* where the formula is defined, and what follows */
    /* the node at hand */
    expr local; /* given, and where this node is defined */
    expr best;
    uint32_t length;
    size_t nodes;
    expr seen[SEEN];
    size_t seen_count;
};

static view *const views[] = {view_quotients, view_exponents, view_logarithms,
                              view_inverses, view_roots};
static view *const contractions[] = {contract_quotients, contract_angles,
                                     contract_exponents, contract_logarithms,
                                     contract_powers,    contract_reciprocals};

static size_t count_nodes(const struct pool *p, expr e)
{
    struct arena *scratch = arena_new();
    size_t n;

    expr_below(p, e, &n, scratch);
    arena_free(scratch);
    return n;
}

/* ---- candidates ---------------------------------------------------------------------------- */

static bool first_time(struct search_for *s, expr e)
{
    for (size_t i = 0; i < s->seen_count; i++)
        if (s->seen[i] == e)
            return false;
    if (s->seen_count < SEEN)
        s->seen[s->seen_count++] = e;
    return s->seen_count < SEEN;
}

/* Shorter, or as long with fewer nodes, and defined wherever the formula is. */
static void consider(struct search_for *s, expr e)
{
    struct pool *p = s->pool;
    uint32_t length = length_of(s->lengths, e);
    expr account;
    bool defined;

    if (length > s->length || e == s->best ||
        (length == s->length && count_nodes(p, e) >= s->nodes))
        return;
    account = pool_take_demands(p);
    defined = assumed(p, s->local, pool_domain(p, e));
    pool_swap_demands(p, account);
    if (!defined)
        return;
    s->best = e;
    s->length = length;
    s->nodes = count_nodes(p, e);
}

static void consider_tidy(struct search_for *s, expr e)
{
    consider(s, e);
    consider(s, algebra_tidy(s->pool, e));
}

/* A candidate, and what its parts contract to. */
static void polish(struct search_for *s, expr e)
{
    if (e == EXPR_NONE || !first_time(s, e) || !budget_spend(s->budget, 60))
        return;
    consider_tidy(s, e);
    for (size_t i = 0; i < sizeof contractions / sizeof *contractions; i++) {
        expr other = contractions[i](s->pool, s->local, e);

        if (other == e || !first_time(s, other))
            continue;
        consider_tidy(s, other);
        consider_tidy(s,
                      contract_reciprocals(s->pool, s->local,
                                           contract_quotients(s->pool, s->local, other)));
    }
}

static void polish_forms(struct search_for *s, struct ring *r, const struct fraction *f)
{
    for (int form = 0; form < FORM_COUNT; form++)
        polish(s, ring_write(r, f, (enum form)form));
}

/* As fractions of polynomials, with either of two squares cleared away or none. */
static void as_fractions(struct search_for *s, expr e)
{
    for (int squares = KEEP_SQUARES; squares <= CLEAR_SECOND; squares++) {
        struct arena *scratch = arena_new();
        struct ring *r = ring_of(s->pool, e, (enum square)squares, scratch);
        struct fraction *f = r ? ring_fraction(r) : NULL;

        if (r && budget_spend(s->budget, 200) && ring_read(r, e, f)) {
            polish_forms(s, r, f);
            if (ring_rationalize(r, f))
                polish_forms(s, r, f);
        }
        arena_free(scratch);
    }
}

static void look_at(struct search_for *s, expr e)
{
    polish(s, e);
    as_fractions(s, e);
}

static void explore(struct search_for *s, expr e)
{
    expr other, round;

    look_at(s, e);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        other = views[i](s->pool, s->local, e);
        if (other != e)
            look_at(s, other);
    }
    round = view_quotients(s->pool, s->local, e);
    other = view_angles(s->pool, s->local, round);
    if (other != round)
        look_at(s, other);
    other = view_half_angles(s->pool, s->local, round);
    if (other != round)
        look_at(s, other);
}

static expr improve(struct search_for *s, expr e)
{
    struct pool *p = s->pool;
    expr start = EXPR_NONE, account = pool_take_demands(p);

    s->best = e;
    s->length = length_of(s->lengths, e);
    s->nodes = count_nodes(p, e);
    s->local = assume(p, pool_and(p, s->given, pool_domain(p, e)));
    s->seen_count = 0;
    for (int round = 0; s->best != start && round < ROUNDS && s->length < LENGTH_SEARCHED;
         round++) {
        start = s->best;
        s->seen_count = 0;
        explore(s, start);
    }
    pool_swap_demands(p, account);
    return s->best;
}

/* ---- formulas ------------------------------------------------------------------------------- */

/* From the leaves up; what stands in pieces and ranges is left alone. */
static expr search_nodes(struct search_for *s, expr e)
{
    struct pool *p = s->pool;
    struct arena *scratch = arena_new();
    size_t n;
    expr *below = expr_below(p, e, &n, scratch), *made;

    made = arena_array(scratch, e + 1, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        enum expr_kind kind = expr_kind(p, below[i]);
        size_t count = expr_count(p, below[i]);
        expr *args = arena_array(scratch, count + 1, sizeof *args);

        made[below[i]] = below[i];
        if (!count || kind > EX_MAX || kind == EX_INDEX)
            continue;
        for (size_t j = 0; j < count; j++)
            args[j] = made[expr_arg(p, below[i], j)];
        made[below[i]] = improve(s, pool_rebuild(p, below[i], args));
    }
    e = made[e];
    arena_free(scratch);
    return e;
}

static bool not_longer(struct pool *p, expr e, expr than)
{
    struct arena *scratch = arena_new();
    bool shorter = strlen(expr_text(p, e, NOTE_PLAIN, scratch)) <=
                   strlen(expr_text(p, than, NOTE_PLAIN, scratch));

    arena_free(scratch);
    return shorter;
}

enum status algebra_simplify(struct pool *p, const struct formula *f,
                             struct budget *budget, struct formula *out, struct diag *d)
{
    struct arena *scratch = arena_new();
    expr account = pool_take_demands(p);
    expr where = pool_and(p, f->where, pool_domain(p, f->body)), body;
    struct search_for s = {
        .pool = p, .lengths = lengths_new(p, scratch), .budget = budget, .given = where};

    body = count_nodes(p, f->body) <= NODES_SEARCHED ? search_nodes(&s, f->body)
                                                     : algebra_tidy(p, f->body);
    *out = *f;
    if (body != f->body && not_longer(p, body, f->body)) {
        out->body = body;
        out->where = assume_beyond(p, where, pool_domain(p, body));
    }
    pool_swap_demands(p, account);
    arena_free(scratch);
    return pool_status(p, d);
}
