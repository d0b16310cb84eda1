/* pool.c: hash-consed nodes; how they lie in memory is drawn in node.h. */
#include "expr/internal.h"

#include <stdlib.h>
#include <string.h>

/* What a node may cost, see pool_new. */
enum { ARGS_A_NODE = 10, BYTES_A_NODE = 512 };

/* How many cells of args belong to it. */
static uint32_t cells(const struct node *n)
{
    return n->kind == EX_MUL && n->tag == PRODUCT_WIDE ? 3 : n->count;
}

/* ---- storage ----------------------------------------------------------------- */

static void clear_pool(void *what)
{
    struct pool *p = what;

    for (uint32_t i = 0; i < p->number_count; i++)
        fmpq_clear(p->numbers[i]);
    arena_free(p->scratch);
}

static uint32_t hash_node(enum expr_kind kind, int tag, const expr *args, size_t n)
{
    uint64_t h = 0x9E3779B97F4A7C15u * (uint64_t)(kind + 1) + (uint64_t)tag;

    for (size_t i = 0; i < n; i++)
        h = (h ^ args[i]) * 0x100000001B3u;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9u;
    return (uint32_t)(h >> 32);
}

static uint32_t hash_integer(const fmpz_t v)
{
    if (!COEFF_IS_MPZ(*v))
        return (uint32_t)*v ^ (uint32_t)((uint64_t)*v >> 32);
    return (uint32_t)fmpz_fdiv_ui(v, 4294967291u);
}

/* Leaves hash by their value, so that a leaf can be looked up before it is stored. */
static uint32_t hash_number(const fmpq_t v)
{
    expr parts[2] = {hash_integer(fmpq_numref(v)), hash_integer(fmpq_denref(v))};

    return hash_node(EX_NUMBER, 0, parts, 2);
}

static uint32_t hash_name(const char *name)
{
    return (uint32_t)(hash_bytes(name, strlen(name)) >> 16);
}

static uint32_t hash_of(const struct pool *p, const struct node *n)
{
    if (n->kind == EX_NUMBER)
        return hash_number(p->numbers[n->first]);
    if (n->kind == EX_SYMBOL)
        return hash_name(p->names[n->first]);
    return hash_node(n->kind, n->tag, p->args + n->first, cells(n));
}

static uint32_t *bucket(const struct pool *p, uint32_t hash)
{
    return &p->buckets[hash & (p->bucket_count - 1)];
}

static void grow_buckets(struct pool *p)
{
    p->bucket_count = p->bucket_count ? 2 * p->bucket_count : 64;
    p->buckets = arena_array(p->arena, p->bucket_count, sizeof *p->buckets);
    for (uint32_t id = 1; id <= p->size; id++) {
        uint32_t *b = bucket(p, hash_of(p, &p->nodes[id]));

        p->nodes[id].next = *b;
        *b = id;
    }
}

static expr new_node(struct pool *p, enum expr_kind kind, int tag, size_t count,
                     uint32_t first)
{
    struct node *n;

    if (p->size + 2 >= p->cap) {
        uint32_t cap = p->cap ? 2 * p->cap : 64;

        p->nodes = arena_grow(p->arena, p->nodes, p->cap, cap, sizeof *p->nodes);
        p->visits = arena_grow(p->arena, p->visits, p->cap, cap, sizeof *p->visits);
        p->cap = cap;
    }
    n = &p->nodes[++p->size];
    n->kind = (uint8_t)kind;
    n->tag = (uint8_t)tag;
    n->count = (uint32_t)count;
    n->first = first;
    n->depth = 1;
    return p->size;
}

static void link_node(struct pool *p, expr id, uint32_t hash)
{
    if (p->size >= p->bucket_count) {
        grow_buckets(p);
        return;
    }
    p->nodes[id].next = *bucket(p, hash);
    *bucket(p, hash) = id;
}

static uint32_t store_args(struct pool *p, const expr *args, size_t n)
{
    uint32_t first = p->arg_count;

    while (p->arg_count + n > p->arg_cap) {
        uint32_t cap = p->arg_cap ? 2 * p->arg_cap : 128;

        p->args = arena_grow(p->arena, p->args, p->arg_count, cap, sizeof *p->args);
        p->arg_cap = cap;
    }
    if (n)
        memcpy(p->args + first, args, n * sizeof *args);
    p->arg_count += (uint32_t)n;
    return first;
}

void pool_fail(struct pool *p, const char *why)
{
    if (!p->over)
        p->over_why = why;
    p->over = true;
}

/* ---- signs read off the form ------------------------------------------------- */

static bool all_args(const struct pool *p, const struct node *n, int flag, bool any)
{
    for (uint32_t i = 0; i < cells(n); i++)
        if (((p->nodes[p->args[n->first + i]].flags & flag) != 0) == any)
            return any;
    return !any;
}

static int power_signs(const struct pool *p, const struct node *n)
{
    expr base = p->args[n->first], exponent = p->args[n->first + 1];
    const fmpq *q = expr_number(p, exponent);
    int flags = p->nodes[base].flags;

    if (flags & FLAG_POSITIVE)
        return FLAG_POSITIVE | FLAG_NONNEGATIVE;
    if (!q || expr_even_root(p, exponent))
        return FLAG_NONNEGATIVE; /* a base below 0 has no such power */
    if (fmpz_is_even(fmpq_numref(q)) || (flags & FLAG_NONNEGATIVE))
        return FLAG_NONNEGATIVE;
    return 0;
}

static int func_signs(const struct pool *p, const struct node *n)
{
    int arg = p->nodes[p->args[n->first]].flags;

    switch ((enum func_id)n->tag) {
    case FN_EXP:
    case FN_COSH:
    case FN_SIGMOID:
    case FN_SOFTPLUS: return FLAG_POSITIVE | FLAG_NONNEGATIVE;
    case FN_ABS:
        return arg & FLAG_POSITIVE ? FLAG_POSITIVE | FLAG_NONNEGATIVE : FLAG_NONNEGATIVE;
    case FN_ACOS:
    case FN_ACOSH: return FLAG_NONNEGATIVE;
    case FN_SINH:
    case FN_TANH:
    case FN_ATAN:
    case FN_ASINH:
    case FN_ERF: return arg & (FLAG_POSITIVE | FLAG_NONNEGATIVE);
    case FN_GAMMA:
        return arg & FLAG_POSITIVE ? arg & (FLAG_POSITIVE | FLAG_NONNEGATIVE) : 0;
    default: return 0;
    }
}

static int node_signs(const struct pool *p, const struct node *n)
{
    int both = FLAG_POSITIVE | FLAG_NONNEGATIVE, flags = 0;

    switch ((enum expr_kind)n->kind) {
    case EX_PI: return both;
    case EX_ADD:
        if (all_args(p, n, FLAG_NONNEGATIVE, false))
            flags = FLAG_NONNEGATIVE |
                    (all_args(p, n, FLAG_POSITIVE, true) ? FLAG_POSITIVE : 0);
        return flags;
    case EX_MUL:
        if (all_args(p, n, FLAG_NONNEGATIVE, false))
            flags = FLAG_NONNEGATIVE |
                    (all_args(p, n, FLAG_POSITIVE, false) ? FLAG_POSITIVE : 0);
        return flags;
    case EX_MIN:
        return (all_args(p, n, FLAG_NONNEGATIVE, false) ? FLAG_NONNEGATIVE : 0) |
               (all_args(p, n, FLAG_POSITIVE, false) ? FLAG_POSITIVE : 0);
    case EX_MAX:
        return (all_args(p, n, FLAG_NONNEGATIVE, true) ? FLAG_NONNEGATIVE : 0) |
               (all_args(p, n, FLAG_POSITIVE, true) ? FLAG_POSITIVE : 0);
    case EX_POWER: return power_signs(p, n);
    case EX_FUNC: return func_signs(p, n);
    default: return 0;
    }
}

/* ---- interning --------------------------------------------------------------- */

expr pool_intern(struct pool *p, enum expr_kind kind, int tag, const expr *args, size_t n)
{
    uint32_t hash = hash_node(kind, tag, args, n);
    struct node *node;
    expr id;

    for (id = *bucket(p, hash); id; id = p->nodes[id].next) {
        node = &p->nodes[id];
        if (node->kind == kind && node->tag == tag && cells(node) == n &&
            (!n || !memcmp(p->args + node->first, args, n * sizeof *args)))
            return id;
    }
    if (p->over || p->size + p->arg_count / ARGS_A_NODE >= p->limit ||
        arena_used(p->arena) / BYTES_A_NODE >= p->limit) {
        pool_fail(p, "the expression grows beyond the limit of nodes");
        return p->zero;
    }
    id = new_node(p, kind, tag, n, store_args(p, args, n));
    node = &p->nodes[id];
    for (size_t i = 0; i < n; i++) {
        if (p->nodes[args[i]].depth >= node->depth)
            node->depth = p->nodes[args[i]].depth + 1;
        node->flags |= p->nodes[args[i]].flags & FLAG_OPEN;
        node->names |= p->nodes[args[i]].names;
    }
    if (kind == EX_SUM || kind == EX_PROD)
        node->flags |= FLAG_OPEN;
    if (node->depth > EXPR_DEPTH)
        pool_fail(p, "the expression nests too deep");
    node->flags |= (uint8_t)node_signs(p, node);
    if (expr_is_wide(p, id))
        node->count = (uint32_t)(1 + product_size(p, args[1]) + product_size(p, args[2]));
    link_node(p, id, hash);
    return id;
}

static uint32_t store_number(struct pool *p, const fmpq_t v)
{
    if (p->number_count == p->number_cap) {
        uint32_t cap = p->number_cap ? 2 * p->number_cap : 16;

        p->numbers =
            arena_grow(p->arena, p->numbers, p->number_count, cap, sizeof *p->numbers);
        p->number_cap = cap;
    }
    p->numbers[p->number_count] = arena_alloc(p->arena, sizeof(fmpq));
    fmpq_init(p->numbers[p->number_count]);
    fmpq_set(p->numbers[p->number_count], v);
    return p->number_count++;
}

expr pool_number(struct pool *p, const fmpq_t v)
{
    uint32_t hash = hash_number(v);
    expr id;

    for (id = *bucket(p, hash); id; id = p->nodes[id].next)
        if (p->nodes[id].kind == EX_NUMBER &&
            fmpq_equal(p->numbers[p->nodes[id].first], v))
            return id;
    id = new_node(p, EX_NUMBER, 0, 0, store_number(p, v));
    if (fmpq_sgn(v) > 0)
        p->nodes[id].flags = FLAG_POSITIVE;
    if (fmpq_sgn(v) >= 0)
        p->nodes[id].flags |= FLAG_NONNEGATIVE;
    link_node(p, id, hash);
    return id;
}

static uint32_t store_name(struct pool *p, const char *name)
{
    if (p->name_count == p->name_cap) {
        uint32_t cap = p->name_cap ? 2 * p->name_cap : 16;

        p->names = arena_grow(p->arena, p->names, p->name_count, cap, sizeof *p->names);
        p->name_cap = cap;
    }
    p->names[p->name_count] = arena_strdup(p->arena, name);
    return p->name_count++;
}

enum { LAST_NAME_BIT = 31 };

static uint32_t name_bit(const struct pool *p, expr symbol)
{
    uint32_t i = p->nodes[symbol].first;

    return UINT32_C(1) << (i < LAST_NAME_BIT ? i : LAST_NAME_BIT);
}

expr pool_symbol(struct pool *p, const char *name)
{
    uint32_t hash = hash_name(name);
    expr id;

    for (id = *bucket(p, hash); id; id = p->nodes[id].next)
        if (p->nodes[id].kind == EX_SYMBOL && !strcmp(p->names[p->nodes[id].first], name))
            return id;
    id = new_node(p, EX_SYMBOL, 0, 0, store_name(p, name));
    p->nodes[id].flags = FLAG_OPEN;
    p->nodes[id].names = name_bit(p, id);
    link_node(p, id, hash);
    return id;
}

expr pool_whole(struct pool *p, const fmpz_t n)
{
    fmpq_t v;
    expr e;

    fmpq_init(v);
    fmpq_set_fmpz(v, n);
    e = pool_number(p, v);
    fmpq_clear(v);
    return e;
}

expr pool_int(struct pool *p, long v)
{
    return pool_ratio(p, v, 1);
}

expr pool_ratio(struct pool *p, long num, unsigned long den)
{
    fmpq_t v;
    expr e;

    fmpq_init(v);
    fmpq_set_si(v, num, den);
    e = pool_number(p, v);
    fmpq_clear(v);
    return e;
}

struct pool *pool_new(struct arena *a, size_t limit)
{
    struct pool *p = arena_alloc(a, sizeof *p);

    p->arena = a;
    p->scratch = arena_new();
    p->limit = limit < 1000 ? 1000 : limit;
    arena_defer(a, clear_pool, p);
    grow_buckets(p);
    p->zero = pool_int(p, 0);
    p->one = pool_int(p, 1);
    p->minus_one = pool_int(p, -1);
    p->half = pool_ratio(p, 1, 2);
    p->truth = pool_intern(p, EX_TRUE, 0, NULL, 0);
    p->falsity = pool_intern(p, EX_FALSE, 0, NULL, 0);
    p->pi = pool_intern(p, EX_PI, 0, NULL, 0);
    p->euler = pool_intern(p, EX_FUNC, FN_EXP, &p->one, 1);
    p->demands = p->truth;
    return p;
}

/* ---- questions --------------------------------------------------------------- */

struct arena *pool_arena(const struct pool *p)
{
    return p->arena;
}
size_t pool_size(const struct pool *p)
{
    return p->size;
}
expr pool_pi(struct pool *p)
{
    return p->pi;
}
expr pool_true(struct pool *p)
{
    return p->truth;
}
expr pool_false(struct pool *p)
{
    return p->falsity;
}

enum status pool_status(const struct pool *p, struct diag *d)
{
    if (!p->over)
        return ST_OK;
    return diag_set(d, ST_LIMIT, (struct span){0, 0}, "%s", p->over_why);
}

bool expr_is_int(const struct pool *p, expr e, long v)
{
    const fmpq *q = expr_number(p, e);

    return q && fmpq_equal_si((fmpq *)q, v);
}

bool expr_even_root(const struct pool *p, expr exponent)
{
    const fmpq *q = expr_number(p, exponent);

    return q && fmpz_is_even(fmpq_denref(q));
}

void expr_split(const struct pool *p, expr e, expr *coefficient, expr *rest)
{
    *coefficient = p->one;
    *rest = e;
    if (p->nodes[e].kind == EX_NUMBER) {
        *coefficient = e;
        *rest = p->one;
    } else if (p->nodes[e].kind == EX_MUL && expr_number(p, expr_arg(p, e, 0))) {
        *coefficient = expr_arg(p, e, 0);
        *rest = expr_arg(p, e, 1);
    }
}

bool expr_looks_negative(const struct pool *p, expr e)
{
    expr c, rest, first = EXPR_NONE, sign = e;

    /* a sum has the sign of the term whose rest, without coefficient, is the oldest node:
     * that term is the same one in every multiple of the sum */
    for (uint32_t i = 0; p->nodes[e].kind == EX_ADD && i < p->nodes[e].count; i++) {
        expr_split(p, expr_arg(p, e, i), &c, &rest);
        if (rest != p->one && (first == EXPR_NONE || rest < first)) {
            first = rest;
            sign = expr_arg(p, e, i);
        }
    }
    expr_split(p, sign, &c, &rest);
    return fmpq_sgn(expr_number(p, c)) < 0;
}

static int by_id(const void *a, const void *b)
{
    expr x = *(const expr *)a, y = *(const expr *)b;

    return (x > y) - (x < y);
}

/* The walk costs what lies below e; only a list that fills most of the pool is put in order
 * by a look at every id. */
expr *expr_below(const struct pool *p, expr e, size_t *n, struct arena *a)
{
    uint32_t walk = ++p->visits[0];
    size_t cap = 32, count = 1;
    expr *list = arena_array(a, cap, sizeof *list);

    list[0] = e;
    p->visits[e] = walk;
    for (size_t i = 0; i < count; i++) { /* the list is the queue as well */
        const struct node *node = &p->nodes[list[i]];

        for (uint32_t k = 0; k < cells(node); k++) {
            expr arg = p->args[node->first + k];

            if (p->visits[arg] == walk)
                continue;
            p->visits[arg] = walk;
            if (count == cap) {
                list = arena_grow(a, list, cap, 2 * cap, sizeof *list);
                cap *= 2;
            }
            list[count++] = arg;
        }
    }
    *n = count;
    if (count < e / 8) {
        qsort(list, count, sizeof *list, by_id);
        return list;
    }
    count = 0;
    for (expr id = 1; id <= e; id++)
        if (p->visits[id] == walk)
            list[count++] = id;
    return list;
}

static bool occurs_below(const struct pool *p, expr e, expr part)
{
    struct arena *a = arena_new();
    size_t n;
    expr *below = expr_below(p, e, &n, a);
    bool found = false;

    for (size_t i = 0; i < n && !found; i++)
        found = below[i] == part;
    arena_free(a);
    return found;
}

bool expr_has(const struct pool *p, expr e, expr part)
{
    uint32_t names = p->nodes[part].names;

    if (part >= e || (p->nodes[e].names & names) != names)
        return part == e;
    if (p->nodes[part].kind == EX_SYMBOL && !(names >> LAST_NAME_BIT))
        return true;
    return occurs_below(p, e, part);
}

/* A symbol that a sum binds is none of the formula's own. */
static bool bound_by_sum(const struct pool *p, const expr *below, size_t n, expr symbol)
{
    for (size_t i = 0; i < n; i++)
        if ((p->nodes[below[i]].kind == EX_SUM || p->nodes[below[i]].kind == EX_PROD) &&
            expr_arg(p, below[i], 0) == symbol)
            return true;
    return false;
}

expr *expr_symbols(const struct pool *p, expr e, size_t *n)
{
    struct arena_mark mark = arena_mark(p->scratch);
    size_t count, found = 0;
    const expr *below = expr_below(p, e, &count, p->scratch);
    expr *list = arena_array(p->scratch, count, sizeof *list), *out;

    for (size_t i = 0; i < count; i++) {
        size_t at = found;

        if (p->nodes[below[i]].kind != EX_SYMBOL ||
            bound_by_sum(p, below, count, below[i]))
            continue;
        for (; at > 0 && strcmp(expr_name(p, list[at - 1]), expr_name(p, below[i])) > 0;
             at--)
            list[at] = list[at - 1];
        list[at] = below[i];
        found++;
    }
    *n = found;
    out = arena_grow(p->arena, list, found, found + 1, sizeof *out);
    arena_release(p->scratch, mark);
    return out;
}

/* ---- lists ------------------------------------------------------------------- */

void exprs_push(struct pool *p, struct exprs *list, expr e)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 8;

        list->at = arena_grow(p->scratch, list->at, list->n, cap, sizeof *list->at);
        list->cap = cap;
    }
    list->at[list->n++] = e;
}

void exprs_sort(struct exprs *list)
{
    size_t i = 1;

    while (i < list->n && list->at[i - 1] < list->at[i])
        i++;
    if (i < list->n)
        qsort(list->at, list->n, sizeof *list->at, by_id);
}
